//! The states of a delivery and the ways between them.
//!
//! A claim makes it `sending` and counts a try. What becomes of the try is told afterwards; when nobody tells,
//! because the process died, the claim runs out and the result is as unknown as after a time-out. What is unknown is
//! reconciled before anything is sent again: nothing is repeated blindly.

use std::time::Duration;

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It waits to be sent. It has certainly not been taken yet.
    Pending,
    /// Somebody has claimed it and sends it. Once the claim has run out this is the same as [`Self::Unknown`].
    Sending,
    /// It was sent, and nobody knows whether it was taken.
    Unknown,
    /// It was taken.
    Delivered,
    /// It was given up; a dead letter tells of it.
    Dead,
}

impl DeliveryStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Sending,
        Self::Unknown,
        Self::Delivered,
        Self::Dead,
    ];

    /// The name in the schema and in figures.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    /// Whether nothing happens to it any more by itself.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Dead)
    }
}

impl std::str::FromStr for DeliveryStatus {
    type Err = crate::channel::UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| crate::channel::UnknownName(text.to_owned()))
    }
}

/// What one try came to, as the connector tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TryOutcome {
    /// It was taken.
    Delivered {
        /// What the other side calls it.
        reference: Option<String>,
    },
    /// It was certainly not taken, and may be later.
    NotTaken {
        /// A word or two for programs and people; never what was sent, or to whom.
        cause: String,
        /// When the other side wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// It was not taken and never will be.
    Refused {
        /// A word or two for programs and people.
        cause: String,
    },
    /// It went out, and no answer came back.
    Unknown {
        /// A word or two for programs and people.
        cause: String,
    },
}

/// What could be found out about a delivery whose result is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reconciled {
    /// It was taken after all.
    Arrived {
        /// What the other side calls it.
        reference: Option<String>,
    },
    /// It was not taken.
    Absent,
    /// Nobody can be asked, but what is sent again bears the same handle, by which the other side knows a repeat.
    SafeToRepeat,
    /// Nobody can be asked, and a repeat would be a second one: a person has to look.
    CannotTell,
    /// Asking failed; it may work later.
    NotNow {
        /// A word or two for programs and people.
        cause: String,
    },
}

/// How often and how fast a delivery is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all, the first included.
    pub most_attempts: u32,
    /// The wait after the first try; each further one doubles it.
    pub first_wait: Duration,
    /// No wait of the backoff is longer.
    pub longest_wait: Duration,
    /// A wait that the other side asks for and that is longer than this ends the delivery: a person has to decide.
    pub longest_retry_after: Duration,
}

/// How a delivery goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is done.
    Delivered {
        /// What the other side calls it.
        reference: Option<String>,
    },
    /// It is tried again.
    Again {
        /// [`DeliveryStatus::Pending`] or [`DeliveryStatus::Unknown`].
        status: DeliveryStatus,
        /// After this long.
        wait: Duration,
        /// Why the last try was not enough.
        cause: String,
    },
    /// It is given up.
    Dead {
        /// Why.
        cause: String,
    },
}

/// The cause of a dead letter whose delivery may have arrived.
pub const UNKNOWN_RESULT: &str = "nobody knows whether it arrived";

/// Whether a claimed delivery may be tried at all: whoever claimed it before may have died each time without telling,
/// so that only the count of claims knows.
///
/// # Errors
/// The end of a delivery whose budget is spent.
pub fn before_try(attempts: u32, is_uncertain: bool, policy: &RetryPolicy) -> Result<(), Next> {
    if attempts <= policy.most_attempts {
        return Ok(());
    }
    let cause = match is_uncertain {
        true => UNKNOWN_RESULT.to_owned(),
        false => "it was tried too often".to_owned(),
    };
    Err(Next::Dead { cause })
}

/// How a delivery goes on after a try. `attempts` counts that try; `draw`, from 0 to 1, spreads waits so that many
/// deliveries that failed together do not come back together.
#[must_use]
pub fn after_try(attempts: u32, outcome: TryOutcome, policy: &RetryPolicy, draw: f64) -> Next {
    match outcome {
        TryOutcome::Delivered { reference } => Next::Delivered { reference },
        TryOutcome::Refused { cause } => Next::Dead { cause },
        TryOutcome::NotTaken { cause, retry_after } => {
            if retry_after.is_some_and(|asked| asked > policy.longest_retry_after) {
                return Next::Dead {
                    cause: format!("{cause}; it asks for too long a wait"),
                };
            }
            let wait = backoff(attempts, policy, draw).max(retry_after.unwrap_or_default());
            again(attempts, policy, DeliveryStatus::Pending, wait, cause)
        }
        TryOutcome::Unknown { cause } => {
            let wait = backoff(attempts, policy, draw);
            again(attempts, policy, DeliveryStatus::Unknown, wait, cause)
        }
    }
}

/// Whether a delivery of unknown result may be sent now; if not, how it goes on.
///
/// # Errors
/// The way on that is not sending.
pub fn after_reconciling(
    attempts: u32,
    reconciled: Reconciled,
    policy: &RetryPolicy,
    draw: f64,
) -> Result<(), Next> {
    match reconciled {
        Reconciled::Absent | Reconciled::SafeToRepeat => Ok(()),
        Reconciled::Arrived { reference } => Err(Next::Delivered { reference }),
        Reconciled::CannotTell => Err(Next::Dead {
            cause: UNKNOWN_RESULT.to_owned(),
        }),
        Reconciled::NotNow { cause } => {
            let wait = backoff(attempts, policy, draw);
            Err(again(attempts, policy, DeliveryStatus::Unknown, wait, cause))
        }
    }
}

fn again(attempts: u32, policy: &RetryPolicy, status: DeliveryStatus, wait: Duration, cause: String) -> Next {
    if attempts < policy.most_attempts {
        return Next::Again { status, wait, cause };
    }
    let cause = match status {
        DeliveryStatus::Unknown => format!("{UNKNOWN_RESULT}: {cause}"),
        _ => cause,
    };
    Next::Dead { cause }
}

/// The wait doubles with each try and is drawn between half and all of its length.
fn backoff(attempts: u32, policy: &RetryPolicy, draw: f64) -> Duration {
    let doublings = attempts.saturating_sub(1).min(31);
    let whole = policy
        .first_wait
        .saturating_mul(1_u32 << doublings)
        .min(policy.longest_wait);
    whole.mul_f64(0.5 + draw.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        most_attempts: 6,
        first_wait: Duration::from_secs(2),
        longest_wait: Duration::from_secs(20),
        longest_retry_after: Duration::from_secs(600),
    };

    /// What the world does to one try.
    #[derive(Clone, Copy, Debug)]
    enum World {
        Takes,
        Refuses,
        IsBusy(Option<u64>),
        /// Takes it, and the answer is lost.
        LosesAnswer,
        /// The question is lost.
        LosesQuestion,
        /// The sender dies after the other side took it.
        SenderDiesAfter,
        /// The sender dies before it sends.
        SenderDiesBefore,
    }

    /// What the other side lets one find out.
    #[derive(Clone, Copy, Debug)]
    enum Side {
        /// It can be asked.
        Answers,
        /// It knows a repeat by its handle.
        KnowsRepeats,
        /// Neither.
        Neither,
    }

    fn world() -> impl Strategy<Value = World> {
        prop_oneof![
            Just(World::Takes),
            Just(World::Refuses),
            prop::option::of(0_u64..900).prop_map(World::IsBusy),
            Just(World::LosesAnswer),
            Just(World::LosesQuestion),
            Just(World::SenderDiesAfter),
            Just(World::SenderDiesBefore),
        ]
    }

    fn side() -> impl Strategy<Value = Side> {
        prop_oneof![Just(Side::Answers), Just(Side::KnowsRepeats), Just(Side::Neither)]
    }

    proptest! {
        /// Whatever happens, a delivery ends within its budget; what is told as delivered has arrived, nothing takes
        /// effect twice, and nothing is sent once it is known to have arrived.
        #[test]
        fn a_delivery_takes_effect_once_or_ends_where_a_person_sees_it(
            side in side(), happens in prop::collection::vec((world(), 0.0..1.0_f64), 1..12),
        ) {
            let (mut status, mut attempts) = (DeliveryStatus::Pending, 0_u32);
            let (mut effects, mut arrived) = (0_u32, false);
            let cause = || "test".to_owned();
            for (event, draw) in happens {
                if status.is_final() {
                    break;
                }
                // The claim.
                let uncertain = status != DeliveryStatus::Pending;
                attempts += 1;
                if before_try(attempts, uncertain, &POLICY).is_err() {
                    status = DeliveryStatus::Dead;
                    break;
                }
                if uncertain {
                    let found = match side {
                        Side::Answers if arrived => Reconciled::Arrived { reference: None },
                        Side::Answers => Reconciled::Absent,
                        Side::KnowsRepeats => Reconciled::SafeToRepeat,
                        Side::Neither => Reconciled::CannotTell,
                    };
                    if let Err(next) = after_reconciling(attempts, found, &POLICY, draw) {
                        status = match next {
                            Next::Delivered { .. } => DeliveryStatus::Delivered,
                            Next::Dead { .. } => DeliveryStatus::Dead,
                            Next::Again { status, .. } => status,
                        };
                        continue;
                    }
                }
                prop_assert!(!arrived || matches!(side, Side::KnowsRepeats), "sent again although it has arrived");
                let takes = matches!(event, World::Takes | World::LosesAnswer | World::SenderDiesAfter);
                if takes {
                    effects += u32::from(!arrived);
                    arrived = true;
                }
                let outcome = match event {
                    World::Takes => TryOutcome::Delivered { reference: None },
                    World::Refuses => TryOutcome::Refused { cause: cause() },
                    World::IsBusy(seconds) => TryOutcome::NotTaken {
                        cause: cause(), retry_after: seconds.map(Duration::from_secs),
                    },
                    World::LosesAnswer | World::LosesQuestion => TryOutcome::Unknown { cause: cause() },
                    // Nobody tells: the claim runs out.
                    World::SenderDiesAfter | World::SenderDiesBefore => {
                        status = DeliveryStatus::Sending;
                        continue;
                    }
                };
                let told_wait = match event { World::IsBusy(seconds) => seconds, _ => None };
                status = match after_try(attempts, outcome, &POLICY, draw) {
                    Next::Delivered { .. } => DeliveryStatus::Delivered,
                    Next::Dead { .. } => DeliveryStatus::Dead,
                    Next::Again { status, wait, .. } => {
                        prop_assert!(attempts < POLICY.most_attempts);
                        prop_assert!(wait >= Duration::from_secs(told_wait.unwrap_or(1)));
                        prop_assert!(wait <= POLICY.longest_wait.max(POLICY.longest_retry_after));
                        // What may have arrived is never taken for something that has not.
                        prop_assert!(status == DeliveryStatus::Unknown || !arrived || matches!(event, World::IsBusy(_)));
                        status
                    }
                };
            }
            prop_assert!(attempts <= POLICY.most_attempts + 1 && effects <= 1);
            if status == DeliveryStatus::Delivered {
                prop_assert_eq!(effects, 1);
            }
        }
    }

    #[test]
    fn waits_double_up_to_the_longest_and_are_spread() {
        let wait = |attempts, draw| match after_try(
            attempts,
            TryOutcome::Unknown { cause: String::new() },
            &POLICY,
            draw,
        ) {
            Next::Again { wait, .. } => wait.as_secs(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            [1, 2, 3, 4, 5].map(|attempts| wait(attempts, 1.0)),
            [2, 4, 8, 16, 20]
        );
        assert_eq!(wait(5, 0.0), 10);
    }

    #[test]
    fn a_wait_that_is_asked_for_is_kept_and_one_that_is_too_long_ends_the_delivery() {
        let told = |seconds| {
            let outcome = TryOutcome::NotTaken {
                cause: "429".to_owned(),
                retry_after: Some(Duration::from_secs(seconds)),
            };
            after_try(1, outcome, &POLICY, 1.0)
        };
        assert!(
            matches!(told(300), Next::Again { wait, status: DeliveryStatus::Pending, .. } if wait.as_secs() == 300)
        );
        assert!(matches!(told(601), Next::Dead { .. }));
    }

    #[test]
    fn the_last_try_of_unknown_result_says_that_it_may_have_arrived() {
        let outcome = TryOutcome::Unknown {
            cause: "timed out".to_owned(),
        };
        let Next::Dead { cause } = after_try(POLICY.most_attempts, outcome, &POLICY, 0.5) else {
            panic!("the budget is spent");
        };
        assert!(cause.starts_with(UNKNOWN_RESULT), "{cause}");
    }
}
