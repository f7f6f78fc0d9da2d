//! The demo shop's discount codes.

use colloquy_engine::{
    commerce::discount::{Discount, Reduction},
    money::Minor,
};

use super::stable;

/// Ten percent, five dollars from fifty on, and one whose time is over.
pub(super) fn codes() -> Vec<Discount> {
    let code = |code: &str, reduction, minimum| Discount {
        code: code.to_owned(),
        reduction,
        minimum: Minor(minimum),
        starts_at: None,
        ends_at: None,
    };
    vec![
        code("SAVE10", Reduction::Share(1_000), 0),
        code("WELCOME5", Reduction::Amount(Minor(500)), 5_000),
        Discount {
            ends_at: Some(stable::epoch()),
            ..code("EXPIRED20", Reduction::Share(2_000), 0)
        },
    ]
}
