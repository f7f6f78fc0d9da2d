//! The writer: a model phrases what the engine has decided to say, from the evidence and the outcome alone.
//!
//! It gets the answer in neutral words and the texts that bear it out, and no tools. Each sentence is held against those
//! texts before anybody sees it; the first that claims more ends the writing, and the neutral words are said.

use std::ops::ControlFlow;

use super::{
    Assistant,
    claims::{is_foreign, is_marked_up, unsupported},
    exchange::Exchange,
    facts::without_orders,
    masking::Mask,
    planning::tame,
    prompts::language_name,
    sentences::{Listener, SentenceBuffer},
};
use crate::{
    port::model::{ModelError, ModelMessage, ModelReply, ModelRequest, Pieces, Purpose},
    turn::Turn,
    understanding::offence,
};

/// Words of an answer at most (A-6, the widget's limit).
const MOST_WORDS: usize = 300;
/// Bytes of source texts that are sent at most.
const MOST_FACTS: usize = 8_000;

/// What there is to be phrased.
#[derive(Clone, Debug, PartialEq)]
pub struct Neutral<'a> {
    /// The answer in neutral words.
    pub text: &'a str,
    /// The texts that bear it out.
    pub facts: &'a [String],
    /// Whether nothing in it is about this shopper, so that others may be answered alike.
    pub is_general: bool,
}

/// Asks for an answer in the model's words. `None` when there is none that may be said: the neutral words are said then.
pub async fn phrase(
    turn: &mut Turn,
    assistant: &Assistant,
    neutral: &Neutral<'_>,
    listener: &mut dyn Listener,
) -> Option<String> {
    let mut mask = Mask::default();
    let request = request(turn, assistant, neutral, &mut mask);
    let within = turn
        .model
        .time_left(assistant.rules.turn_budget)
        .min(assistant.rules.call_deadline);
    let sources: Vec<&str> = std::iter::once(neutral.text)
        .chain(neutral.facts.iter().map(String::as_str))
        .collect();
    let mut hearing = Hearing {
        buffer: SentenceBuffer::default(),
        mask: &mask,
        sources: &sources,
        // What is checked for decency is checked whole.
        listener: (!assistant.rules.moderates).then_some(listener),
        heard: String::new(),
        told: false,
        fault: None,
    };
    let reply = assistant.model.write(&request, within, &mut hearing).await;
    if let Ok(reply) = &reply
        && hearing.heard.is_empty()
    {
        // One that was remembered comes in one piece.
        let _the_fault_is_kept = hearing.hear(&reply.text);
    }
    hearing.end();
    let fault = match (&reply, hearing.fault.take()) {
        (_, Some(fault)) => Some(fault),
        (Ok(reply), None) => whole_fault(turn, assistant, &hearing, reply).await,
        (Err(_), None) => None,
    };
    let heard = std::mem::take(&mut hearing.heard);
    if fault.is_some() || reply.is_err() {
        hearing.abort();
    }
    note(turn, &request, reply, heard, fault).map(|text| mask.restore(text.trim()))
}

/// Keeps what passed in the trace, and answers the text if it may be said.
fn note(
    turn: &mut Turn,
    request: &ModelRequest,
    reply: Result<ModelReply, ModelError>,
    heard: String,
    fault: Option<String>,
) -> Option<String> {
    match (reply, fault) {
        (Ok(reply), None) => {
            turn.model
                .exchanges
                .push(Exchange::answered(Purpose::Write, request, &reply));
            Some(reply.text)
        }
        (Ok(reply), Some(fault)) => {
            let exchange = Exchange::answered(Purpose::Write, request, &reply);
            turn.model.exchanges.push(exchange.refused(fault));
            None
        }
        (Err(error), fault) => {
            let failed = Exchange::failed(Purpose::Write, request, &error, heard);
            turn.model.exchanges.push(match fault {
                Some(fault) => failed.refused(fault),
                None => failed,
            });
            None
        }
    }
}

/// What is wrong with a text as a whole.
async fn whole_fault(
    turn: &mut Turn,
    assistant: &Assistant,
    hearing: &Hearing<'_>,
    reply: &ModelReply,
) -> Option<String> {
    let text = hearing.mask.restore(&reply.text);
    if text.trim().is_empty() {
        return Some("empty".to_owned());
    }
    if text.split_whitespace().count() > MOST_WORDS {
        return Some("too_long".to_owned());
    }
    if is_foreign(&text, turn.language(), &turn.context.shop.lexicon) {
        return Some("other_language".to_owned());
    }
    if offence::is_offensive(&text) {
        return Some("indecent".to_owned());
    }
    let missing = unsupported(&text, hearing.sources);
    if !missing.is_empty() {
        return Some(ungrounded(&missing));
    }
    if !assistant.rules.moderates {
        return None;
    }
    let left = turn.model.time_left(assistant.rules.turn_budget);
    let within = left.saturating_sub(reply.took).min(assistant.rules.call_deadline);
    match assistant.model.moderate(&reply.text, within).await {
        Ok(verdict) if !verdict.flagged => None,
        Ok(verdict) => Some(format!("moderated: {}", verdict.categories.join(", "))),
        // What could not be checked is not said.
        Err(error) => Some(format!("unmoderated: {}", error.kind.as_str())),
    }
}

fn ungrounded(missing: &[String]) -> String {
    format!("ungrounded: {}", missing.join(", "))
}

fn request(turn: &Turn, assistant: &Assistant, neutral: &Neutral<'_>, mask: &mut Mask) -> ModelRequest {
    let (shop, now) = (&turn.context.shop, turn.context.now);
    for message in &turn.context.recent {
        mask.learn(&message.text, &shop.lexicon);
    }
    mask.learn(&turn.text(), &shop.lexicon);
    mask.learn(neutral.text, &shop.lexicon);
    let mut hide = |text: &str| tame(&mask.hide(text, &shop.lexicon, now));
    let mut facts = String::new();
    for fact in neutral.facts {
        let fact = hide(&without_orders(fact));
        if facts.len() + fact.len() <= MOST_FACTS {
            facts.push_str(fact.trim());
            facts.push_str("\n\n");
        }
    }
    let text = format!(
        "<question>\n{}\n</question>\n<facts>\n{facts}</facts>\n<answer>\n{}\n</answer>",
        hide(&turn.text()),
        hide(neutral.text)
    );
    ModelRequest {
        business_id: turn.business_id,
        prompt: assistant.prompts.write.version(),
        system: assistant.prompts.write.fill(&[
            ("shop", &shop.profile.name),
            ("agent", &shop.profile.agent_name),
            ("language", language_name(turn.language())),
        ]),
        messages: vec![ModelMessage::User { text }],
        tools: Vec::new(),
        must_call: false,
        shared: neutral.is_general && mask.is_empty(),
    }
}

/// Hears a text, and tells on what of it may be said.
struct Hearing<'a> {
    buffer: SentenceBuffer,
    mask: &'a Mask,
    sources: &'a [&'a str],
    listener: Option<&'a mut dyn Listener>,
    heard: String,
    told: bool,
    fault: Option<String>,
}

impl Hearing<'_> {
    fn tell(&mut self, sentence: &str) {
        let sentence = self.mask.restore(sentence);
        let missing = unsupported(&sentence, self.sources);
        if is_marked_up(&sentence) {
            self.fault = Some("markup".to_owned());
        } else if !missing.is_empty() {
            self.fault = Some(ungrounded(&missing));
        } else if let Some(listener) = &mut self.listener {
            self.told = true;
            listener.sentence(&sentence);
        }
    }

    /// The last sentence has nothing behind it that would end it.
    fn end(&mut self) {
        let rest = self.buffer.rest();
        if self.fault.is_none() && !rest.trim().is_empty() {
            self.tell(&rest);
        }
    }

    fn abort(&mut self) {
        if let (true, Some(listener)) = (self.told, &mut self.listener) {
            listener.abort();
        }
    }
}

impl Pieces for Hearing<'_> {
    fn hear(&mut self, piece: &str) -> ControlFlow<()> {
        self.heard.push_str(piece);
        for sentence in self.buffer.push(piece) {
            if self.fault.is_none() {
                self.tell(&sentence);
            }
        }
        match self.fault {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    }
}
