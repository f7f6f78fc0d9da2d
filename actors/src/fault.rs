//! Faults that tests ask for by what a shopper writes: `fault:ACTOR` makes that actor fall over the message.

use colloquy_engine::turn::Inbound;

/// Whether faults are understood; never outside tests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Faults {
    pub allowed: bool,
}

impl Faults {
    /// Panics where a message asks for it and it is allowed.
    #[expect(clippy::panic, reason = "this is the fault that tests ask for")]
    pub(crate) fn strike(self, actor: &str, messages: &[Inbound]) {
        if !self.allowed {
            return;
        }
        let marker = format!("fault:{actor}");
        if messages.iter().any(|message| message.text.contains(&marker)) {
            panic!("a message asked the {actor} to fall");
        }
    }
}
