//! News for operators' dashboards: offered, never awaited; who falls behind is told to read afresh.

use colloquy_engine::ids::{BusinessId, ConversationId, DraftId, MessageId};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use uuid::Uuid;

/// News that wait for the slowest dashboard; beyond it the dashboard resyncs.
const CAPACITY: usize = 1_024;

/// Something an operator may want to see at once.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Whose operators.
    pub business_id: BusinessId,
    /// About which conversation.
    pub conversation_id: ConversationId,
    /// What happened.
    pub kind: NoticeKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum NoticeKind {
    /// The first message of a conversation is durable.
    NewConversation,
    /// These messages are durable, whoever wrote them.
    NewMessages(Vec<MessageId>),
    /// Status, owner, tags or assignee changed.
    Updated,
    /// A draft waits or was decided.
    Draft(DraftId),
    /// A person is needed: the reason.
    Escalated(String),
    /// The shopper writes, or stopped.
    ShopperTyping(bool),
    /// News of any business and conversation may have been lost on their way from another node.
    Missed,
}

/// Where news are offered and watched.
#[derive(Clone, Debug)]
pub struct Operators {
    sender: broadcast::Sender<Notice>,
}

impl Default for Operators {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(CAPACITY).0,
        }
    }
}

impl Operators {
    /// Offers news; nobody watching is no fault.
    pub fn offer(&self, notice: Notice) {
        // An error says that nobody watches.
        let _unwatched = self.sender.send(notice);
    }

    /// Tells every dashboard to read afresh.
    pub fn missed(&self) {
        self.offer(Notice {
            business_id: BusinessId(Uuid::nil()),
            conversation_id: ConversationId(Uuid::nil()),
            kind: NoticeKind::Missed,
        });
    }

    /// Watches all news from now on; filter by business, all but [`NoticeKind::Missed`].
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<Notice> {
        self.sender.subscribe()
    }
}
