//! Which shard a conversation belongs to: the same on every node, in every build, for ever.

use colloquy_engine::ids::ConversationId;

/// How many shards there are. Part of the protocol between nodes: all of them must count alike.
pub(crate) const SHARDS: u16 = 1_024;

/// One of [`SHARDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Shard(pub u16);

impl Shard {
    /// The shard of a conversation: FNV-1a over the sixteen bytes of its id. The standard library's hashers promise
    /// nothing from one release to the next, and two releases run side by side while nodes are replaced.
    pub(crate) fn of(conversation: ConversationId) -> Self {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let hash = conversation
            .0
            .as_bytes()
            .iter()
            .fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
        // The low bits of FNV mix least.
        let folded = (hash >> 32) ^ hash;
        Self(u16::try_from(folded % u64::from(SHARDS)).unwrap_or_default())
    }

    /// Every shard.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..SHARDS).map(Self)
    }

    /// Its place in a table of all.
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_conversation_stays_in_its_shard_whatever_builds_the_program() {
        let shard = |number| Shard::of(ConversationId(Uuid::from_u128(number)));
        // Written down once: a change of these moves every conversation of a running cluster.
        let known = [(0, 988), (1, 11), (u128::MAX, 349)];
        for (number, expected) in known {
            assert_eq!(shard(number).0, expected, "{number}");
        }
    }

    #[test]
    fn conversations_spread_evenly() {
        let mut counts = vec![0_u32; usize::from(SHARDS)];
        for number in 0..102_400_u128 {
            // Ids of one moment differ in their low bits alone.
            let id = (0x0193_5a00_0000_7000_8000_u128 << 48) | number;
            counts[Shard::of(ConversationId(Uuid::from_u128(id))).index()] += 1;
        }
        let (least, most) = (counts.iter().min(), counts.iter().max());
        assert!(
            least.is_some_and(|least| *least >= 50) && most.is_some_and(|most| *most <= 160),
            "{least:?} to {most:?} of 100"
        );
    }
}
