//! What is remembered of the shopper: shown, added to, forgotten, cleared. Only for shoppers who have signed in.

use serde_json::{Value, json};

use super::workbench::Workbench;
use crate::{
    memory::{AffinityKind, Memory, PreferenceKey, Preferences, PriceRange},
    port::memory::MemoryChange,
    understanding::{Action, Intent, OpenQuestion, QuestionKind},
};

/// Categories and brands that are told of at most.
const OFTEN_TOLD: usize = 3;

/// Does what is asked with the memory of a signed-in shopper.
pub(super) fn with(bench: &mut Workbench<'_>, memory: &Memory, action: &Action) {
    match action.intent {
        Intent::SavePreference => save(bench, memory, action),
        Intent::ForgetPreference => forget(bench, memory, action),
        _ => show(bench, memory, action),
    }
}

fn show(bench: &mut Workbench<'_>, memory: &Memory, action: &Action) {
    let liked = present(bench, memory);
    let mut lines: Vec<String> = PreferenceKey::ALL
        .into_iter()
        .filter(|key| liked.has(*key))
        .map(|key| {
            let (name, value) = (name_of(bench, key), value_of(bench, &liked, key));
            bench.text("memory_line", &[("name", &name), ("value", &value)])
        })
        .collect();
    if bench.outcome.memory != MemoryChange::Cleared {
        lines.extend(often(bench, memory));
        lines.extend(last_asked(bench, memory));
    }
    let result = json!({ "preferences": shown(&liked) });
    if lines.is_empty() {
        let sentence = bench.text("memory_empty", &[]);
        return bench.done(action, Some(result), sentence);
    }
    let header = bench.text("memory_header", &[]);
    let sentence = format!("{header}\n• {}", lines.join("\n• "));
    bench.done(action, Some(result), sentence);
}

fn save(bench: &mut Workbench<'_>, memory: &Memory, action: &Action) {
    let mut liked = present(bench, memory);
    let understood: Vec<(String, String)> = action
        .arguments
        .preferences
        .iter()
        .filter(|(name, value)| liked.remember(name, value))
        .cloned()
        .collect();
    if understood.is_empty() {
        return ask_what(bench, action);
    }
    let value = told(bench, &understood);
    let sentence = bench.text("preference_saved", &[("value", &value)]);
    let result = json!({ "preferences": shown(&liked) });
    keep(bench, memory, liked);
    bench.done(action, Some(result), sentence);
}

fn forget(bench: &mut Workbench<'_>, memory: &Memory, action: &Action) {
    let mut liked = present(bench, memory);
    let named = &action.arguments.preferences;
    if named.is_empty() {
        return ask_what(bench, action);
    }
    let (mut gone, mut unknown) = (Vec::new(), Vec::new());
    for (name, value) in named {
        let before = liked.clone();
        if liked.forget(name, value) {
            let key = PreferenceKey::of_talk(name);
            let said = match key.filter(|_| value.is_empty() || name.starts_with("price")) {
                Some(key) => value_of(bench, &before, key),
                None => label(name, value),
            };
            gone.push(said);
        } else {
            unknown.push(told(bench, std::slice::from_ref(&(name.clone(), value.clone()))));
        }
    }
    let result = json!({ "preferences": shown(&liked) });
    if gone.is_empty() {
        let value = bench.choices(&unknown, "choice_and");
        let sentence = bench.text("preference_not_known", &[("value", &value)]);
        return bench.done(action, Some(result), sentence);
    }
    let value = bench.choices(&gone, "choice_and");
    let sentence = bench.text("preference_forgotten", &[("value", &value)]);
    keep(bench, memory, liked);
    bench.done(action, Some(result), sentence);
}

/// Whether anything is left to be forgotten.
pub(super) fn holds_something(bench: &Workbench<'_>) -> bool {
    let memory = bench.turn.context.memory.as_ref();
    bench.outcome.memory != MemoryChange::Cleared
        && (bench.outcome.memory != MemoryChange::None || memory.is_some_and(|memory| !memory.is_empty()))
}

/// Asks what shall be remembered or forgotten; the answer goes on with the same action.
fn ask_what(bench: &mut Workbench<'_>, action: &Action) {
    let code = match action.intent {
        Intent::ForgetPreference => "forget_unclear",
        _ => "preference_unclear",
    };
    let sentence = bench.text(code, &[]);
    let question = OpenQuestion {
        kind: QuestionKind::WhichPreference,
        pending: action.clone(),
        options: Vec::new(),
    };
    bench.asks(action, question, sentence);
}

/// The preferences as earlier actions of this turn have left them.
fn present(bench: &Workbench<'_>, memory: &Memory) -> Preferences {
    match &bench.outcome.memory {
        MemoryChange::None => memory.preferences.clone(),
        MemoryChange::Preferences(liked) => liked.clone(),
        MemoryChange::Cleared => Preferences::default(),
    }
}

fn keep(bench: &mut Workbench<'_>, memory: &Memory, liked: Preferences) {
    let is_cleared = bench.outcome.memory == MemoryChange::Cleared;
    if is_cleared || liked != memory.preferences || bench.outcome.memory != MemoryChange::None {
        bench.outcome.memory = MemoryChange::Preferences(liked);
    }
}

/// The preferences as the contract writes them.
fn shown(liked: &Preferences) -> Value {
    let mut fields = serde_json::Map::new();
    for key in PreferenceKey::ALL.into_iter().filter(|key| liked.has(*key)) {
        let value = match key {
            PreferenceKey::Size => json!(liked.size),
            PreferenceKey::PriceRange => json!({
                "min": liked.price_range.min.map(|bound| bound.to_string()),
                "max": liked.price_range.max.map(|bound| bound.to_string()),
            }),
            list => json!(liked.list(list)),
        };
        fields.insert(key.as_str().to_owned(), value);
    }
    Value::Object(fields)
}

/// What was said, as a person would say it back.
fn told(bench: &Workbench<'_>, said: &[(String, String)]) -> String {
    let mut range = PriceRange::default();
    let mut parts: Vec<String> = Vec::new();
    for (name, value) in said {
        let bound = crate::money::Minor::parse(value).ok();
        match name.as_str() {
            "price_max" => range.max = bound,
            "price_min" => range.min = bound,
            name if value.is_empty() => {
                parts.extend(PreferenceKey::of_talk(name).map(|key| name_of(bench, key).to_lowercase()))
            }
            "size" => parts.push(bench.text("memory_worn", &[("value", value)])),
            name => parts.push(label(name, value)),
        }
    }
    if !range.is_empty() {
        parts.push(spoken_range(bench, range));
    }
    bench.choices(&parts, "choice_and")
}

fn name_of(bench: &Workbench<'_>, key: PreferenceKey) -> String {
    let code = match key {
        PreferenceKey::Size => "memory_size",
        PreferenceKey::Brands => "memory_brands",
        PreferenceKey::Categories => "memory_categories",
        PreferenceKey::Styles => "memory_styles",
        PreferenceKey::Colors => "memory_colors",
        PreferenceKey::PriceRange => "memory_price",
    };
    bench.text(code, &[])
}

fn value_of(bench: &Workbench<'_>, liked: &Preferences, key: PreferenceKey) -> String {
    match key {
        PreferenceKey::Size => liked.size.clone().unwrap_or_default(),
        PreferenceKey::PriceRange => spoken_range(bench, liked.price_range),
        list => {
            let values: Vec<String> = liked
                .list(list)
                .iter()
                .map(|value| label(list.as_str(), value))
                .collect();
            bench.choices(&values, "choice_and")
        }
    }
}

/// A category is known by its slug and told by its words.
fn label(name: &str, value: &str) -> String {
    if name == PreferenceKey::Categories.as_str() {
        value.replace(['-', '_'], " ")
    } else {
        value.to_owned()
    }
}

pub(super) fn spoken_range(bench: &Workbench<'_>, range: PriceRange) -> String {
    let money = |bound: Option<crate::money::Minor>| bound.map(|bound| bench.money(&bound.to_string()));
    match (money(range.min), money(range.max)) {
        (Some(min), Some(max)) => bench.text("memory_between", &[("min", &min), ("max", &max)]),
        (Some(min), None) => bench.text("memory_from", &[("min", &min)]),
        (None, Some(max)) => bench.text("memory_up_to", &[("max", &max)]),
        (None, None) => String::new(),
    }
}

fn often(bench: &Workbench<'_>, memory: &Memory) -> Option<String> {
    let names: Vec<String> = memory
        .affinities
        .iter()
        .filter(|affinity| affinity.kind != AffinityKind::Product)
        .take(OFTEN_TOLD)
        .map(|affinity| match affinity.kind {
            AffinityKind::Category => label(PreferenceKey::Categories.as_str(), &affinity.value),
            _ => affinity.value.clone(),
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let value = bench.choices(&names, "choice_and");
    Some(bench.text("memory_often", &[("value", &value)]))
}

fn last_asked(bench: &Workbench<'_>, memory: &Memory) -> Option<String> {
    let last = memory.recent.first().filter(|last| !last.asked.is_empty())?;
    Some(bench.text("memory_last", &[("value", &last.asked)]))
}
