//! News that a socket has heard and not told yet. Several of one conversation are told together, so that a busy shop
//! costs each dashboard a few reads and not one for every message.

use colloquy_actors::NoticeKind;
use colloquy_engine::ids::{ConversationId, DraftId, MessageId};

/// Conversations with news at most; beyond it the client reads all afresh.
const MOST_CONVERSATIONS: usize = 200;
/// New messages of one conversation at most; beyond it likewise.
pub(super) const MOST_MESSAGES: usize = 50;

/// What is new of one conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NewsOf {
    /// It began.
    pub(super) is_new: bool,
    /// Status, owner, tags or assignee changed.
    pub(super) is_updated: bool,
    /// Messages that were stored.
    pub(super) messages: Vec<MessageId>,
    /// Drafts that wait or were decided.
    pub(super) drafts: Vec<DraftId>,
    /// A person is needed: why.
    pub(super) escalated: Option<String>,
}

/// What is new.
#[derive(Debug, Default)]
pub(super) struct News {
    of: Vec<(ConversationId, NewsOf)>,
    is_too_much: bool,
}

/// What is to be told.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    /// These, in the order they were first heard of.
    Each(Vec<(ConversationId, NewsOf)>),
    /// So much that it is easier to read all afresh.
    Resync,
}

impl News {
    /// Adds what was heard. Typing is not news: it is told at once or never.
    pub(super) fn add(&mut self, conversation: ConversationId, kind: NoticeKind) {
        if self.is_too_much {
            return;
        }
        let position = self.of.iter().position(|(known, _)| *known == conversation);
        if position.is_none() && self.of.len() == MOST_CONVERSATIONS {
            return self.give_up();
        }
        let index = position.unwrap_or_else(|| {
            self.of.push((conversation, NewsOf::default()));
            self.of.len() - 1
        });
        let Some((_, news)) = self.of.get_mut(index) else {
            return;
        };
        match kind {
            NoticeKind::NewConversation => news.is_new = true,
            NoticeKind::NewMessages(messages) => news.messages.extend(messages),
            NoticeKind::Updated => news.is_updated = true,
            NoticeKind::Draft(draft) => {
                news.drafts.retain(|known| *known != draft);
                news.drafts.push(draft);
            }
            NoticeKind::Escalated(reason) => news.escalated = Some(reason),
            NoticeKind::ShopperTyping(_) | NoticeKind::Missed => {}
        }
        if news.messages.len() > MOST_MESSAGES {
            self.give_up();
        }
    }

    /// Something was missed.
    pub(super) fn give_up(&mut self) {
        self.is_too_much = true;
        self.of.clear();
    }

    /// Takes all of it.
    pub(super) fn take(&mut self) -> Told {
        let Self { of, is_too_much } = std::mem::take(self);
        if is_too_much { Told::Resync } else { Told::Each(of) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn conversation(number: u128) -> ConversationId {
        ConversationId(Uuid::from_u128(number))
    }

    fn message(number: u128) -> MessageId {
        MessageId(Uuid::from_u128(number))
    }

    #[test]
    fn news_of_one_conversation_are_told_together() {
        let mut news = News::default();
        news.add(conversation(1), NoticeKind::NewConversation);
        news.add(conversation(2), NoticeKind::Updated);
        news.add(conversation(1), NoticeKind::NewMessages(vec![message(1)]));
        news.add(conversation(1), NoticeKind::NewMessages(vec![message(2)]));
        let first = NewsOf {
            is_new: true,
            messages: vec![message(1), message(2)],
            ..NewsOf::default()
        };
        let second = NewsOf {
            is_updated: true,
            ..NewsOf::default()
        };
        assert_eq!(
            news.take(),
            Told::Each(vec![(conversation(1), first), (conversation(2), second)])
        );
        assert_eq!(news.take(), Told::Each(Vec::new()));
    }

    #[test]
    fn more_than_is_worth_telling_is_told_as_one() {
        let mut news = News::default();
        for number in 0..=MOST_CONVERSATIONS as u128 {
            news.add(conversation(number), NoticeKind::Updated);
        }
        assert_eq!(news.take(), Told::Resync);
        let many = (0..=MOST_MESSAGES as u128).map(message).collect();
        news.add(conversation(1), NoticeKind::NewMessages(many));
        assert_eq!(news.take(), Told::Resync);
        assert_eq!(news.take(), Told::Each(Vec::new()), "told once");
    }
}
