//! What a shop knows, as its index is built from it.

use colloquy_engine::{
    commerce::catalogue::Product,
    knowledge::{Document, SourceKind},
    language::Language,
    port::knowledge::{KnowledgeEntry, KnowledgeKind},
};
use serde_json::Value;

use super::{language, profile::Profile};

const WEEK: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Parts of a profile that are no knowledge but switches, or that are told with others.
const SILENT: [&str; 6] = [
    "agent_name",
    "currency",
    "timezone",
    "hours",
    "support_email",
    "support_phone",
];

/// Every published entry, every product and every fact of the profile.
#[must_use]
pub fn documents(profile: &Profile, products: &[Product], published: &[KnowledgeEntry]) -> Vec<Document> {
    let mut documents: Vec<Document> = published.iter().filter_map(entry).collect();
    documents.extend(products.iter().map(product));
    documents.extend(facts(profile));
    documents
}

/// An article or a question with its answer, as it is searched; none for the other kinds.
#[must_use]
pub fn entry(entry: &KnowledgeEntry) -> Option<Document> {
    let kind = match entry.kind {
        KnowledgeKind::Article => SourceKind::Knowledge,
        KnowledgeKind::Faq => SourceKind::Faq,
        KnowledgeKind::Correction | KnowledgeKind::Golden => return None,
    };
    Some(Document {
        kind,
        reference: format!("{}:{}", kind.as_str(), entry.slug),
        title: asked(entry),
        text: entry.body.clone(),
        language: language(&entry.language),
    })
}

/// A question with the other ways to ask it, each as a question, so that each is met as it is asked.
fn asked(entry: &KnowledgeEntry) -> String {
    let wordings: Vec<String> = serde_json::from_value(entry.extra.clone()).unwrap_or_default();
    let mut title = entry.title.clone();
    for wording in &wordings {
        title.push(' ');
        title.push_str(wording.trim().trim_end_matches(['.', '!']));
        if !wording.trim_end().ends_with('?') {
            title.push('?');
        }
    }
    title
}

fn product(product: &Product) -> Document {
    let mut text = product.description.clone();
    for (option, word) in [("size", "sizes"), ("color", "colors")] {
        let values = product.option_values(option);
        if !values.is_empty() {
            text.push_str(&format!(" Available {word}: {}.", values.join(", ")));
        }
    }
    Document {
        kind: SourceKind::Catalogue,
        reference: format!("catalogue:{}", product.id),
        title: product.name.clone(),
        text,
        language: Language::En,
    }
}

fn facts(profile: &Profile) -> Vec<Document> {
    let fact = |key: &str, title: String, text: String| Document {
        kind: SourceKind::Profile,
        reference: format!("profile:{key}"),
        title,
        text,
        language: Language::En,
    };
    let mut facts = Vec::new();
    let contact: Vec<String> = [("support_email", "by mail to"), ("support_phone", "by phone at")]
        .into_iter()
        .filter_map(|(key, way)| Some(format!("{way} {}", profile.said.get(key)?.as_str()?)))
        .collect();
    if !contact.is_empty() {
        let text = format!("You can reach our support team {}.", contact.join(" or "));
        facts.push(fact(
            "contact",
            format!("How can I contact {}?", profile.name),
            text,
        ));
    }
    if profile.week.is_some() {
        let title = format!("{}: opening hours", profile.name);
        facts.push(fact("hours", title, format!("People answer {}.", hours(profile))));
    }
    for (key, value) in profile
        .said
        .iter()
        .filter(|(key, _)| !SILENT.contains(&key.as_str()))
    {
        let text = in_words(value);
        if !text.is_empty() {
            facts.push(fact(
                key,
                format!("{}: {}", profile.name, key.replace('_', " ")),
                text,
            ));
        }
    }
    facts
}

/// The week in words; days in a row with the same slots are told together.
fn hours(profile: &Profile) -> String {
    let hours = profile.hours();
    let mut spans: Vec<(&str, &str, String)> = Vec::new();
    let mut yesterday_was_open = false;
    for day in WEEK {
        let slots = hours.week.get(day).filter(|slots| !slots.is_empty());
        let Some(slots) = slots else {
            yesterday_was_open = false;
            continue;
        };
        let slots: Vec<String> = slots.iter().map(|(from, to)| format!("{from} to {to}")).collect();
        let slots = slots.join(" and ");
        match spans.last_mut() {
            Some((_, last, same)) if yesterday_was_open && *same == slots => *last = day,
            _ => spans.push((day, day, slots)),
        }
        yesterday_was_open = true;
    }
    let told = spans.iter().map(|(first, last, slots)| {
        let days = if first == last {
            (*first).to_owned()
        } else {
            format!("{first} to {last}")
        };
        format!("{days} {slots}")
    });
    format!(
        "{} ({})",
        told.collect::<Vec<_>>().join(", "),
        hours.timezone.name()
    )
}

/// A value as people would read it: lists with commas, tables as sentences.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let text = in_words(value);
                format!("{}: {}", name.replace('_', " "), text.trim_end_matches('.'))
            })
            .collect::<Vec<_>>()
            .join(". "),
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::{
        ids::{BusinessId, KnowledgeId},
        port::accounts::Business,
    };
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn profile() -> Profile {
        Profile::of(&Business {
            id: BusinessId(Uuid::nil()),
            slug: "s".to_owned(),
            name: "Shop".to_owned(),
            profile: json!({
                "agent_name": "Ada",
                "support_email": "help@shop.example",
                "hours": {
                    "monday": [["09:00", "12:00"]], "tuesday": [["09:00", "12:00"]],
                    "thursday": [["09:00", "12:00"]], "sunday": [],
                },
                "store": {"parking": "Two hours are free.", "services": ["fitting", "repair"]},
            }),
            created_at: chrono::DateTime::UNIX_EPOCH,
        })
    }

    #[test]
    fn the_profile_becomes_facts_in_words() {
        let documents = documents(&profile(), &[], &[]);
        let text = |reference: &str| {
            documents
                .iter()
                .find(|document| document.reference == reference)
                .map(|document| document.text.as_str())
        };
        assert_eq!(
            text("profile:contact"),
            Some("You can reach our support team by mail to help@shop.example.")
        );
        assert_eq!(
            text("profile:hours"),
            Some("People answer monday to tuesday 09:00 to 12:00, thursday 09:00 to 12:00 (UTC).")
        );
        assert_eq!(
            text("profile:store"),
            Some("parking: Two hours are free. services: fitting, repair")
        );
        assert_eq!(text("profile:agent_name"), None);
    }

    #[test]
    fn an_entry_is_known_by_its_kind_and_slug() {
        let entry = KnowledgeEntry {
            id: KnowledgeId(Uuid::nil()),
            kind: KnowledgeKind::Faq,
            slug: "returns".to_owned(),
            title: "How long?".to_owned(),
            body: "30 days.".to_owned(),
            category: String::new(),
            language: "de".to_owned(),
            status: "published".to_owned(),
            extra: Value::Null,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        };
        let documents = documents(&profile(), &[], &[entry]);
        assert_eq!(documents[0].reference, "faq:returns");
        assert_eq!(documents[0].language, Language::De);
    }
}
