//! From news to frames: everything that a frame shows is read when it is told, never remembered.

use colloquy_engine::{
    ids::{BusinessId, ConversationId},
    port::{
        StoreError,
        conversations::{InboxStore, MessageCursor},
    },
};

use super::{
    frame::ServerFrame,
    news::{MOST_MESSAGES, NewsOf},
};
use crate::workspace::{conversation::ConversationOut, draft::DraftOut, message::MessageOut};

/// The frames that tell the news of one conversation; none when some of it cannot be found any more.
///
/// # Errors
/// When the store is out of reach.
pub(super) async fn frames(
    inbox: &dyn InboxStore,
    business: BusinessId,
    id: ConversationId,
    news: NewsOf,
) -> Result<Option<Vec<String>>, StoreError> {
    let Some(summary) = inbox.summary(business, id).await? else {
        return Ok(Some(Vec::new()));
    };
    let conversation = &ConversationOut::from(summary);
    let mut frames = Vec::new();
    if news.is_new {
        frames.push(ServerFrame::NewConversation { conversation }.text());
    }
    if !news.messages.is_empty() {
        let limit = MOST_MESSAGES as u64;
        let newest = inbox
            .messages(business, id, MessageCursor::default(), limit)
            .await?;
        let heard: Vec<_> = newest
            .into_iter()
            .filter(|message| news.messages.contains(&message.id))
            .collect();
        if heard.len() < news.messages.len() {
            return Ok(None);
        }
        for message in heard {
            frames.push(
                ServerFrame::NewMessage {
                    message: &MessageOut::from(message),
                    conversation,
                }
                .text(),
            );
        }
    }
    for draft in &news.drafts {
        if let Some(draft) = inbox.draft(business, *draft).await? {
            frames.push(
                ServerFrame::Draft {
                    draft: &DraftOut::from(draft),
                }
                .text(),
            );
        }
    }
    if news.is_updated || !news.drafts.is_empty() || news.escalated.is_some() {
        frames.push(ServerFrame::ConversationUpdated { conversation }.text());
    }
    if let Some(reason) = &news.escalated {
        frames.push(notification(id, conversation, reason));
    }
    Ok(Some(frames))
}

fn notification(conversation_id: ConversationId, conversation: &ConversationOut, reason: &str) -> String {
    let name = conversation.customer.name.as_deref().unwrap_or("A customer");
    let title = format!("{name} needs a person");
    ServerFrame::Notification {
        kind: "escalated",
        conversation_id,
        title: &title,
        detail: reason,
    }
    .text()
}
