//! What a short message asks about the products that were shown last: what one costs, which is the cheapest, whether there
//! are some in black.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    actions::{reference_in, shown_by},
    arguments::{Action, Reference},
    entities::{Entity, EntityKind, money::price_bounds},
    intent::Intent,
    pattern::pattern,
    text::Reading,
};
use crate::ids::ProductId;

/// A longer message says what it means by itself.
const MOST_WORDS: usize = 12;
/// Asking for the cheapest is shorter still.
const MOST_WORDS_OF_CHOICE: usize = 8;

/// Asks for a price.
static PRICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:how much|what(?:'s|s| is| does)\b.{0,30}\b(?:price|cost)|price of|hoeveel kost|wat kost(?:en)?|hoe duur|wat is de prijs|was kostet|was kosten|wie teuer|wie viel kostet|combien co[uû]te|c'est combien|combien (?:vaut|valent|pour)|quel (?:est )?(?:le )?prix|quanto costan?o?|quanto viene|che prezzo)\b",
    )
});
/// Points at something that was shown.
static POINTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:it|that|this|those|these|them|they|one|ones|die|deze|dat|dit|hem|ze|der|den|das|diese[rnsm]?|sie|ihn|davon|celui|celle|ceux|celles|celui-ci|celle-ci|il|elle|ils|elles|les|la|le|quello|quella|quelli|quelle|questo|questa|lo|li|ne|uno|una)\b",
    )
});
/// Asks whether there is another kind of it.
static ASKS_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:and|en|und|et|e|ed|ok|hmm|maar|but|aber|mais|ma)\W+)*(?:do you (?:also )?have|have you(?: got)?|you (?:have|got)|is there|are there|does (?:it|that one|the) |any(?:thing)? (?:in|under|below)|got (?:it|that|those|them|any)|heb je|hebben jullie|heeft u|zijn er|is er|kan ik (?:die|deze|hem|dat)|gibt'?s|gibt es|habt ihr|haben sie|hast du|avez-vous|vous (?:avez|l'avez|les avez|en avez)|tu as|il y en a|y en a|est-ce qu|ce n'(?:è|e)|ce l'|li avete|lo avete|la avete|le avete|l'avete|avete|hai|c'è|ci sono|esiste)",
    )
});
/// Speaks of something else than the goods.
static OF_THE_SHOP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ship\w*|deliver\w*|return\w*|refund\w*|exchange\w*|warrant\w*|cart|basket|order\w*|store|shop|verz\w*|lever\w*|bezorg\w*|retour\w*|terug\w*|ruil\w*|garantie|winkel\w*|mandje|bestell\w*|versand\w*|liefer\w*|rück\w*|umtausch\w*|warenkorb|korb|laden|filiale|rechnung|livr\w*|frais|renvo\w*|rembours\w*|panier|commande\w*|magasin|boutique|sped\w*|consegn\w*|reso|rend\w*|rimbors\w*|garanzia|carrello|ordin\w*|negozio)\b",
    )
});

/// The search that a message means by pointing at what was shown; none when it names goods of its own, or points at none.
pub(super) fn search(reading: &Reading<'_>, entities: &[Entity], shown: &[ProductId]) -> Option<Action> {
    let text = &reading.text.replace(['’', '`'], "'");
    let names_goods = entities.iter().any(|entity| {
        matches!(
            entity.kind,
            EntityKind::Product | EntityKind::Category | EntityKind::Sku | EntityKind::Order
        )
    });
    if shown.is_empty() || names_goods || reading.tokens.len() > MOST_WORDS || OF_THE_SHOP.is_match(text) {
        return None;
    }
    let reference = reference_in(reading);
    let is_choice = matches!(reference, Some(Reference::Cheapest | Reference::Dearest))
        && reading.tokens.len() <= MOST_WORDS_OF_CHOICE;
    let options = entities
        .iter()
        .filter_map(|entity| {
            let option = match entity.kind {
                EntityKind::Size => "size",
                EntityKind::Color => "color",
                _ => return None,
            };
            Some((option.to_owned(), entity.value.as_str()?.to_owned()))
        })
        .collect::<std::collections::BTreeMap<_, _>>();
    let bounds = price_bounds(text);
    let is_narrower = !options.is_empty() || bounds.min.is_some() || bounds.max.is_some();
    let asks_price = PRICE.is_match(text) && (reference.is_some() || POINTS.is_match(text));
    let narrows = is_narrower && ASKS_FOR.is_match(text) && POINTS.is_match(text);
    if !(is_choice || asks_price || narrows) {
        return None;
    }
    let mut action = Action::bare(Intent::ProductSearch);
    let arguments = &mut action.arguments;
    arguments.options = options;
    (arguments.price_min, arguments.price_max) = (bounds.min, bounds.max);
    arguments.reference = reference.or(Some(Reference::All));
    let pointed = reference
        .map(|reference| shown_by(reference, shown))
        .unwrap_or_default();
    arguments.product_ids = if pointed.is_empty() {
        shown.to_vec()
    } else {
        pointed
    };
    Some(action)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use rstest::rstest;

    use super::*;
    use crate::{
        commerce::catalogue::Catalogue,
        understanding::{CatalogueLexicon, entities},
    };

    fn found(text: &str) -> Option<Action> {
        let lexicon = CatalogueLexicon::new(&Catalogue::new(Vec::new()));
        let reading = Reading::new(text);
        let entities = entities::find(&reading, &lexicon, DateTime::UNIX_EPOCH);
        let shown: Vec<ProductId> = ["a", "b", "c"].map(ProductId::from).to_vec();
        search(&reading, &entities, &shown)
    }

    #[rstest]
    #[case("wat kost de eerste?", 1)]
    #[case("how much is the second one", 1)]
    #[case("was kostet das dritte?", 1)]
    #[case("lequel est le moins cher ?", 3)]
    #[case("whats the cheapest one?", 3)]
    #[case("qual è il meno caro?", 3)]
    #[case("ce n'è uno sotto i 100 euro?", 3)]
    #[case("do you have those under 80 dollars", 3)]
    fn a_question_about_what_was_shown_is_a_search_in_it(#[case] text: &str, #[case] among: usize) {
        let action = found(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(action.arguments.product_ids.len(), among, "{text}");
    }

    #[rstest]
    #[case("how much is the shipping for it")]
    #[case("wat kost het om die te retourneren")]
    #[case("is that one waterproof")]
    #[case("do you have gift cards")]
    fn what_is_asked_about_the_shop_is_no_search(#[case] text: &str) {
        assert_eq!(found(text), None, "{text}");
    }
}
