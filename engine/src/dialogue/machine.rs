//! The machine that walks a flow. Pure: it is told what came, changes where the flow stands, and says what it needs next.

use std::collections::BTreeMap;

use super::{
    flow::{Check, Collect, Confirm, Flow, Offer, State, Step, Tool},
    running::{Running, Told},
    slot::{SlotValue, Slots},
};
use crate::money::Minor;

/// What the machine is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// It is begun, or gone on with after something else was spoken of.
    Enter,
    /// The shopper answered.
    Answer(Answer),
    /// What the shop has for a slot.
    Offered(Offered),
    /// What the shop says to a check.
    Checked(Result<(), Failure>),
    /// What would be done, in figures and names.
    Quoted(Result<Quoted, Failure>),
    /// What became of it; changed means that it is something else by now than what was agreed to.
    Done(Result<(), Failure>),
    /// A sentence was said.
    Said,
}

/// What a shopper's message means to a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A value: the one that was asked for, or one that takes the place of another.
    Value {
        /// The slot.
        slot: String,
        /// From now on.
        value: SlotValue,
    },
    /// Yes.
    Yes,
    /// No.
    No,
    /// Another one than that, without saying which.
    Another {
        /// The slot.
        slot: String,
    },
    /// Never mind all of it.
    Leave,
    /// Nothing that answers the question.
    Unclear,
}

/// What the shop has for a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Offered {
    /// This, without a question.
    One(SlotValue),
    /// One of these.
    Several(Vec<SlotValue>),
    /// Nothing; the shopper has to say.
    Nothing,
    /// Nothing, and without it there is no point in going on.
    Refused(Failure),
}

/// What would be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// What the question names, by place.
    pub places: BTreeMap<String, String>,
    /// The amount that moves.
    pub amount: Option<Minor>,
}

/// Why it is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is something else by now than what was agreed to: it has to be agreed to anew.
    Changed,
    /// There is nothing to do: it is so already.
    AlreadySo {
        /// For the shopper.
        sentence: String,
    },
    /// The shop does not do it: a stable code and a sentence.
    Refused {
        /// Such as `order_not_cancellable`.
        code: String,
        /// For the shopper.
        sentence: String,
    },
}

/// What the machine needs next.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// What the shop has for a slot.
    Offer {
        /// The slot.
        slot: String,
        /// Where to look.
        offer: Offer,
    },
    /// Whether it can be done at all.
    Check(Check),
    /// What would be done, in figures and names.
    Quote(Tool),
    /// That it is done. The shopper was told of exactly this and said yes.
    Do {
        /// What.
        tool: Tool,
        /// What was agreed to.
        agreed: Told,
    },
    /// That a sentence is said.
    Say {
        /// Its code.
        text: String,
    },
    /// That the shopper says a value.
    Ask {
        /// The slot.
        slot: String,
        /// The code of the question.
        text: String,
        /// What can be chosen from.
        choices: Vec<SlotValue>,
        /// The parts that are missing of what was said.
        missing: Vec<&'static str>,
    },
    /// That the shopper says yes or no.
    Agree {
        /// The code of the question.
        text: String,
        /// What it names.
        told: Told,
    },
    /// Nothing: it has ended.
    End(Ending),
}

/// How a flow ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All was done and said.
    Finished,
    /// The shopper did not want it.
    Declined,
    /// The shop did not do it.
    Refused(Failure),
    /// It leads nowhere: a fault of the flow that linting finds.
    Stuck,
}

/// Goes one step: from what came to what is needed next.
pub fn step(flow: &Flow, running: &mut Running, input: Input) -> Need {
    let Some(state) = flow.state(&running.state) else {
        return Need::End(Ending::Stuck);
    };
    match (input, &state.step) {
        (Input::Enter, _) => enter(flow, running),
        (Input::Answer(answer), _) => answered(flow, running, state, answer),
        (Input::Offered(offered), Step::Collect(collect)) => match offered {
            Offered::One(value) if fits(flow, collect, &value) => {
                running.fill(&collect.slot, value);
                leave(flow, running, state)
            }
            Offered::Several(mut choices) => {
                choices.retain(|value| fits(flow, collect, value));
                ask(running, collect, choices)
            }
            Offered::One(_) | Offered::Nothing => ask(running, collect, Vec::new()),
            Offered::Refused(failure) => Need::End(Ending::Refused(failure)),
        },
        (Input::Checked(Ok(())), Step::Validate(_))
        | (Input::Said, Step::Say(_))
        | (Input::Done(Ok(())), Step::Do(_)) => leave(flow, running, state),
        (Input::Quoted(Ok(quoted)), Step::Confirm(confirm)) => agree(running, confirm, quoted),
        (Input::Done(Err(Failure::Changed)), Step::Do(tool)) => confirm_anew(flow, running, *tool),
        (Input::Checked(Err(failure)) | Input::Quoted(Err(failure)) | Input::Done(Err(failure)), _) => {
            Need::End(Ending::Refused(failure))
        }
        _ => Need::End(Ending::Stuck),
    }
}

/// Whether the shop offers what the slot is for, and whole.
fn fits(flow: &Flow, collect: &Collect, value: &SlotValue) -> bool {
    flow.slots.get(&collect.slot) == Some(&value.kind()) && value.missing().is_empty()
}

fn answered(flow: &Flow, running: &mut Running, state: &State, answer: Answer) -> Need {
    if answer != Answer::Unclear {
        running.misunderstood = 0;
        running.digressions = 0;
    }
    match (answer, &state.step) {
        (Answer::Yes, Step::Confirm(_)) => match &mut running.told {
            Some(told) if told.slots == running.slots => {
                told.agreed = true;
                leave(flow, running, state)
            }
            // A yes to what nobody has been told is no yes.
            _ => enter(flow, running),
        },
        (Answer::No | Answer::Leave, _) => Need::End(Ending::Declined),
        (Answer::Value { slot, value }, _) if flow.slots.get(&slot) == Some(&value.kind()) => {
            running.fill(&slot, value);
            running.restart(flow);
            enter(flow, running)
        }
        (Answer::Another { slot }, _) if flow.slots.contains_key(&slot) => {
            if let Some(unwanted) = running.slots.remove(&slot) {
                running.unwanted.push(unwanted);
            }
            running.restart(flow);
            enter(flow, running)
        }
        (Answer::Yes | Answer::Value { .. } | Answer::Another { .. } | Answer::Unclear, _) => {
            running.misunderstood = running.misunderstood.saturating_add(1);
            enter(flow, running)
        }
    }
}

/// Does what the present state asks for, going on through states that are done with already.
fn enter(flow: &Flow, running: &mut Running) -> Need {
    // Without a question in between no state is met twice; more steps than states is a circle.
    for _ in 0..=flow.states.len() {
        let Some(state) = flow.state(&running.state) else {
            return Need::End(Ending::Stuck);
        };
        match &state.step {
            Step::Collect(collect) if running.slots.contains_key(&collect.slot) => {
                match advance(running, state) {
                    Some(end) => return end,
                    None => continue,
                }
            }
            Step::Collect(collect) => {
                return match collect.offer {
                    Some(offer) if !running.unfinished.contains_key(&collect.slot) => Need::Offer {
                        slot: collect.slot.clone(),
                        offer,
                    },
                    _ => ask(running, collect, Vec::new()),
                };
            }
            Step::Validate(check) => return Need::Check(*check),
            Step::Confirm(confirm) => {
                running.told = None;
                return Need::Quote(confirm.tool);
            }
            Step::Do(tool) => return act(flow, running, *tool),
            Step::Say(text) => return Need::Say { text: text.clone() },
        }
    }
    Need::End(Ending::Stuck)
}

/// What is to be done is done only under a yes that knew everything it is done with, and the yes is used up by it.
fn act(flow: &Flow, running: &mut Running, tool: Tool) -> Need {
    let agreed = running
        .told
        .take()
        .filter(|told| told.agreed && told.slots == running.slots);
    match agreed {
        Some(agreed) => {
            running.action.arguments.agreed = agreed.amount;
            Need::Do { tool, agreed }
        }
        None => confirm_anew(flow, running, tool),
    }
}

fn confirm_anew(flow: &Flow, running: &mut Running, tool: Tool) -> Need {
    let Some(state) = flow.confirmation_of(tool) else {
        return Need::End(Ending::Stuck);
    };
    running.told = None;
    running.state.clone_from(&state.name);
    Need::Quote(tool)
}

fn agree(running: &mut Running, confirm: &Confirm, quoted: Quoted) -> Need {
    let told = Told {
        slots: running.slots.clone(),
        places: quoted.places,
        amount: quoted.amount,
        held: false,
        agreed: false,
    };
    let is_one = told.places.get("count").is_some_and(|count| count == "1");
    let text = confirm
        .ask_one
        .as_ref()
        .filter(|_| is_one)
        .unwrap_or(&confirm.ask);
    running.told = Some(told.clone());
    Need::Agree {
        text: text.clone(),
        told,
    }
}

fn ask(running: &Running, collect: &Collect, choices: Vec<SlotValue>) -> Need {
    let text = collect
        .choose
        .as_ref()
        .filter(|_| !choices.is_empty())
        .unwrap_or(&collect.ask);
    let missing = running
        .unfinished
        .get(&collect.slot)
        .map(SlotValue::missing)
        .unwrap_or_default();
    Need::Ask {
        slot: collect.slot.clone(),
        text: text.clone(),
        choices,
        missing,
    }
}

/// Goes to the next state; answers the end where there is none.
fn advance(running: &mut Running, state: &State) -> Option<Need> {
    match &state.next {
        Some(next) => {
            running.state.clone_from(next);
            None
        }
        None => Some(Need::End(Ending::Finished)),
    }
}

fn leave(flow: &Flow, running: &mut Running, state: &State) -> Need {
    match advance(running, state) {
        Some(end) => end,
        None => enter(flow, running),
    }
}

/// The slots of a kind that a flow has filled; what checks, quotes and tools work with.
impl Running {
    /// The order that it is about.
    #[must_use]
    pub fn order(&self) -> Option<&str> {
        self.slots.values().find_map(|value| match value {
            SlotValue::Order(order) => Some(order.as_str()),
            SlotValue::Address(_) => None,
        })
    }

    /// The address that it is about.
    #[must_use]
    pub fn address(&self) -> Option<&crate::understanding::Address> {
        address_in(&self.slots)
    }
}

fn address_in(slots: &Slots) -> Option<&crate::understanding::Address> {
    slots.values().find_map(|value| match value {
        SlotValue::Address(address) => Some(address),
        SlotValue::Order(_) => None,
    })
}

#[cfg(test)]
pub(super) mod tests;
