//! Words brought to a common form, and words that name no product.

use std::{collections::HashSet, sync::LazyLock};

/// Takes the plural and the possessive off an English word.
#[must_use]
pub(super) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'');
    if word.chars().count() < 4 || word.chars().any(|letter| letter.is_ascii_digit()) {
        return word.to_owned();
    }
    for kept in ["ss", "us", "is"] {
        if word.ends_with(kept) {
            return word.to_owned();
        }
    }
    if let Some(body) = word.strip_suffix("ies").filter(|body| body.len() > 2) {
        return if matches!(body, "cook" | "hood" | "bean" | "board") {
            format!("{body}ie")
        } else {
            format!("{body}y")
        };
    }
    if let Some(body) = word.strip_suffix("es")
        && ["sh", "ch", "ss", "x", "z"]
            .iter()
            .any(|ending| body.ends_with(ending))
    {
        return body.to_owned();
    }
    if let Some(body) = word.strip_suffix("ves") {
        return format!(
            "{body}{}",
            if matches!(body, "glo" | "slee") { "ve" } else { "f" }
        );
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Words that shops and shoppers use for the same thing, each in its stem.
const SAME: &[&[&str]] = &[
    &["sneaker", "trainer", "shoe", "runner"],
    &["tshirt", "tee", "shirt"],
    &["hoodie", "hoody", "sweatshirt"],
    &["sweater", "jumper", "pullover", "knitwear"],
    &["pant", "trouser", "jogger", "sweatpant"],
    &["jean", "denim"],
    &["cap", "hat"],
    &["beanie", "hat"],
    &["backpack", "rucksack", "daypack"],
    &["bottle", "flask"],
    &["jacket", "coat", "anorak"],
    &["earbud", "earphone", "headphone"],
    &["sunglass", "shade"],
    &["bag", "handbag", "tote"],
    &["legging", "tight"],
    &["vest", "gilet", "bodywarmer"],
    &["mug", "cup"],
];

/// Other words for the same thing.
pub(super) fn synonyms(term: &str) -> &'static [&'static str] {
    // The first word of a row is what the others stand for; "hat" finds caps before beanies.
    SAME.iter()
        .find(|row| row.contains(&term))
        .copied()
        .unwrap_or_else(|| super::abroad::english(term))
}

static FILLERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FILLER_WORDS.split_whitespace().collect());

const FILLER_WORDS: &str = "a about above actually add again ahead all along also am an and another any anything are as at \
    available away back bag basket be been before below best between browse bucks budget but buy by can \
    card cart carry catalogue change cheap cheaper cheapest check checkout code could couple days delete \
    did display do does doing dollar dollars don't dozen euro euros every everything extra find first \
    for from get give go good got great had half has have hello help her here hey hi him his how i i'd \
    i'll i'm i've if in increase instead is it item items its it's just last less let like list looking \
    look love make many maybe me more most much my need new next nice no not now of off ok okay on one \
    ones only or order other our out over pack pair pairs piece pieces please pls plus pounds price \
    product products purchase put quantity really recommend reduce remove same search second see sell \
    set should show size so some something sorry still stock stuff such suggest sure take thank thanks \
    than that the their them then there these they thing things third this those throw to together too \
    two three four five six seven eight nine ten under up update us use usd very view want wanna was we \
    well what what's whats when where which who why will with without would yes you your eur gbp s t's \
    remember forget prefer favourite favorite colour color brand sizes shop shopping trolley drop toss \
    grab include keep swap switch into onto inside ship shipping deliver refund return cancel status \
    track today tomorrow week account apply discount coupon decrease lower raise bump qty count number \
    each x both hmm um oh yeah yep nope cool perfect awesome anyway";

/// Whether a word can stand beside a product's name without being part of it.
#[must_use]
pub(in crate::understanding) fn is_filler(word: &str) -> bool {
    FILLERS.contains(word)
        || super::abroad::is_filler(word)
        || word.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("shoes", "shoe")]
    #[case("hoodies", "hoodie")]
    #[case("dresses", "dress")]
    #[case("watches", "watch")]
    #[case("batteries", "battery")]
    #[case("gloves", "glove")]
    #[case("men's", "men")]
    #[case("dress", "dress")]
    fn plurals_become_singular(#[case] word: &str, #[case] expected: &str) {
        assert_eq!(stem(word), expected);
    }
}
