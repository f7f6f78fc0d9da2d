//! What kind of thing a question asks for: how long, how much, where, how it is done. An entry that asks for the same
//! kind answers better than one on the same matter that asks for another ("when is a return refunded" and "what is
//! refunded of a return").

use std::sync::LazyLock;

use regex::RegexSet;

/// Kinds of questions as bits; a text may ask several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

/// A pattern for each kind, in five languages, for lower-case text.
static KINDS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        // How long, until when.
        r"\b(?:when|how (?:long|soon|fast|quick|quickly|many days)|wanneer|hoe (?:lang|snel|rap)|hoeveel (?:dagen|tijd)|wann|wie (?:lange|schnell)|wie viele? (?:tage|zeit)|quand|combien de (?:temps|jours)|sous combien|délais?|quando|quanto (?:tempo|ci mette)|quanti giorni|entro quanto)\b",
        // How much money.
        r"\b(?:how much|costs?|price of|for free|is .{1,40} free|hoeveel (?:kost|betaal)|wat kost|kosten|gratis|was kostet|wie viel kostet|wie teuer|kostenlos|coûten?t?|combien (?:coûte|vaut|dois)|gratuite?|frais|quanto (?:costa|pago|mi costa|viene)|gratuit[oai])\b",
        // Where.
        r"\b(?:where|waar|wo|wohin|dove)\b|\boù\b|\bdov'",
        // How it is done.
        r"\bhow (?:do|can|should|would|to|does one)\b|\bhoe (?:kan|moet|doe|ga|\w+ ik|\w+ je)\b|\bwie (?:kann|muss|geht|mache|\w+ ich|\w+ man)\b|\bcomment\b|\bcome (?:posso|faccio|si|devo|funziona|\w+o)\b",
    ])
    .ok()
});

impl Kinds {
    /// The kinds that a text asks for.
    pub fn of(text: &str) -> Self {
        // "How much time" asks how long, and for no money.
        let text = super::text::fold(text).replace("how much time", "how long");
        let hits = KINDS
            .iter()
            .flat_map(|kinds| kinds.matches(&text).into_iter().collect::<Vec<_>>());
        Self(hits.fold(0, |kinds, hit| kinds | 1 << hit))
    }

    /// One where both ask for the same kind, minus one where each asks for another, else nothing.
    pub fn agreement(self, other: Self) -> f32 {
        match (self.0 & other.0, self.0, other.0) {
            (_, 0, _) | (_, _, 0) => 0.0,
            (0, ..) => -1.0,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Hoe lang duurt het?", "When will it arrive?", 1.0)]
    #[case("Quanto costa il reso?", "Was kostet eine Rücksendung?", 1.0)]
    #[case("Come faccio a rendere un articolo?", "Comment renvoyer un article ?", 1.0)]
    #[case("Wo ist der Laden?", "Wann macht der Laden auf?", -1.0)]
    #[case("How much time do I have?", "How long do I have?", 1.0)]
    #[case("How much time do I have?", "How much does it cost?", -1.0)]
    #[case("Can I return it?", "When can I return it?", 0.0)]
    fn questions_agree_by_what_they_ask_for(#[case] one: &str, #[case] other: &str, #[case] expected: f32) {
        let agreement = Kinds::of(one).agreement(Kinds::of(other));
        assert!((agreement - expected).abs() < f32::EPSILON, "{one} {other}");
    }
}
