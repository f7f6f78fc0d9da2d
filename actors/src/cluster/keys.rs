//! What things are called in Redis: several installations can share one under different prefixes.

use colloquy_engine::ids::ConversationId;

use super::shard::Shard;

/// The names of one installation. All keys carry one hash tag, so that a Redis Cluster keeps in one slot what a script
/// touches together.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    prefix: String,
}

impl Keys {
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
        }
    }

    /// The nodes that are alive, by when they stop being so.
    pub(super) fn nodes(&self) -> String {
        format!("{{{}}}:nodes", self.prefix)
    }

    /// What the keys of all leases begin with; the shard's number follows.
    pub(super) fn leases(&self) -> String {
        format!("{{{}}}:lease:", self.prefix)
    }

    /// The stream of a shard.
    pub(super) fn receipts(&self, shard: Shard) -> String {
        format!("{{{}}}:receipts:{}", self.prefix, shard.0)
    }

    /// The shard of a stream.
    pub(super) fn shard_of(&self, stream: &str) -> Option<Shard> {
        let rest = stream.strip_prefix('{')?.strip_prefix(&self.prefix)?;
        rest.strip_prefix("}:receipts:")?.parse().ok().map(Shard)
    }

    /// The hot copy of a conversation's snapshot.
    pub(super) fn snapshot(&self, conversation: ConversationId) -> String {
        format!("{{{}}}:snapshot:{conversation}", self.prefix)
    }

    /// How much a caller may still ask for.
    pub(super) fn bucket(&self, caller: &str) -> String {
        format!("{{{}}}:rate:{caller}", self.prefix)
    }

    /// What is remembered of a caller's refusals.
    pub(super) fn refusals(&self, caller: &str) -> String {
        format!("{{{}}}:refused:{caller}", self.prefix)
    }

    /// The channel of everything that concerns no single conversation.
    pub(super) fn everyone(&self) -> String {
        format!("{}:nodes", self.prefix)
    }

    /// The channel of a conversation: Redis brings what is published on it to the nodes that have it awake, or asleep
    /// and watched.
    pub(super) fn conversation(&self, conversation: ConversationId) -> String {
        format!("{}:conversation:{conversation}", self.prefix)
    }

    /// The conversation of a channel.
    pub(super) fn conversation_of(&self, channel: &str) -> Option<ConversationId> {
        let rest = channel.strip_prefix(&self.prefix)?;
        rest.strip_prefix(":conversation:")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_name_leads_back_to_what_it_names_and_never_into_another_installation() {
        let (ours, theirs) = (Keys::new("colloquy"), Keys::new("colloquy-staging"));
        let id = ConversationId(Uuid::from_u128(7));
        assert_eq!(ours.conversation_of(&ours.conversation(id)), Some(id));
        assert_eq!(ours.conversation_of(&ours.everyone()), None);
        assert_eq!(ours.conversation_of(&theirs.conversation(id)), None);
        assert_eq!(ours.shard_of(&ours.receipts(Shard(9))), Some(Shard(9)));
        assert_eq!(ours.shard_of(&theirs.receipts(Shard(9))), None);
    }

    #[test]
    fn every_key_of_an_installation_has_the_same_hash_tag() {
        let keys = Keys::new("colloquy");
        let snapshot = keys.snapshot(ConversationId(Uuid::nil()));
        for key in [
            keys.nodes(),
            keys.leases(),
            keys.receipts(Shard(1_023)),
            snapshot,
            keys.bucket("guest:::1"),
            keys.refusals("guest:::1"),
        ] {
            assert!(key.starts_with("{colloquy}:"), "{key}");
        }
    }
}
