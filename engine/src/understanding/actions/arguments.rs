//! Filling the arguments of an action from the part of the message that asks for it.

use std::sync::LazyLock;

use regex::Regex;

use super::{Scene, items, preferences, reference::reference_in};
use crate::{
    ids::ProductId,
    understanding::{
        arguments::{Action, Arguments, Reference},
        entities::{Entity, EntityKind, address::Address, money::price_bounds, quantity},
        intent::Intent,
        pattern::pattern,
        payment::payment_token,
        products::{CatalogueLexicon, Mention, is_filler},
        rules::asks_for_assortment,
        text::Reading,
    },
};

static LESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:decrease|reduce|lower|less|fewer|minus|take (?:one|two|\d+)? ?(?:off|away|out)|remove|drop|subtract|cut|down)\b",
    )
});
static NOT_WANTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:instead of|not|rather than|and not)\s+(?:size\s+|the\s+|a\s+)?$"));

/// The actions that a part of a message asks for; several when it lists several items to add.
pub(super) fn build(scene: &Scene<'_>, intent: Intent, start: usize, end: usize) -> Vec<Action> {
    let text = scene.reading.slice(start, end);
    let lists = matches!(
        intent,
        Intent::AddToCart | Intent::AddMultipleToCart | Intent::RemoveFromCart
    );
    let reading = Reading::new(text);
    let parts = if lists {
        items::split(&reading, scene.lexicon)
    } else {
        vec![(0, text.len())]
    };
    let intent = if intent == Intent::AddMultipleToCart {
        Intent::AddToCart
    } else {
        intent
    };
    parts
        .into_iter()
        .map(|(from, to)| one(scene, intent, start + from, start + to))
        .collect()
}

/// The one action that a part of a message describes.
pub(super) fn one(scene: &Scene<'_>, intent: Intent, start: usize, end: usize) -> Action {
    let text = scene.reading.slice(start, end);
    let reading = Reading::new(text);
    let (first, last) = (scene.reading.code_point(start), scene.reading.code_point(end));
    let entities: Vec<&Entity> = scene
        .entities
        .iter()
        .filter(|entity| entity.start >= first && entity.end <= last)
        .collect();
    let mut action = Action::bare(intent);
    let arguments = &mut action.arguments;
    match intent {
        // Nothing in particular is looked for.
        Intent::ProductSearch if asks_for_assortment(&text.replace(['’', '`'], "'")) => {}
        Intent::ProductSearch | Intent::SearchAndAddToCart => {
            about_product(arguments, scene, &reading, &entities);
            let bounds = price_bounds(text);
            (arguments.price_min, arguments.price_max) = (bounds.min, bounds.max);
            if intent == Intent::SearchAndAddToCart {
                arguments.quantity = count_said(&entities);
            }
            if arguments.product_query.is_some()
                && !matches!(
                    arguments.reference,
                    Some(Reference::Cheapest | Reference::Dearest)
                )
            {
                arguments.reference = None;
            }
        }
        Intent::AddToCart | Intent::RemoveFromCart => {
            about_product(arguments, scene, &reading, &entities);
            arguments.quantity = count_said(&entities);
            let bounds = price_bounds(text);
            (arguments.price_min, arguments.price_max) = (bounds.min, bounds.max);
        }
        Intent::UpdateCart | Intent::AdjustCartQuantity => {
            about_product(arguments, scene, &reading, &entities);
            change_number(&mut action, &reading);
        }
        Intent::Checkout => arguments.payment = payment_token(text),
        Intent::ApplyDiscount => arguments.code = said(&entities, EntityKind::DiscountCode),
        Intent::OrderStatus | Intent::CancelOrder | Intent::RequestRefund | Intent::MultiStatus => {
            arguments.order = said(&entities, EntityKind::Order).or_else(|| bare_order(&reading));
            if arguments.order.is_none() && text.contains("last") {
                arguments.reference = Some(Reference::Last);
            }
        }
        Intent::ChangeOrderAddress => {
            arguments.order = said(&entities, EntityKind::Order);
            // The address may be the next sentence.
            let anywhere = scene
                .entities
                .iter()
                .find(|entity| entity.kind == EntityKind::Address);
            arguments.address =
                anywhere.and_then(|entity| serde_json::from_value::<Address>(entity.value.clone()).ok());
        }
        Intent::SavePreference => arguments.preferences = preferences::named(text, &entities, false),
        Intent::ForgetPreference => arguments.preferences = preferences::named(text, &entities, true),
        _ => {}
    }
    action
}

fn about_product(arguments: &mut Arguments, scene: &Scene<'_>, reading: &Reading<'_>, entities: &[&Entity]) {
    arguments.sku = said(entities, EntityKind::Sku);
    arguments.brand = said(entities, EntityKind::Brand);
    arguments.category = said(entities, EntityKind::Category);
    for entity in entities {
        let option = match entity.kind {
            EntityKind::Size => "size",
            EntityKind::Color => "color",
            _ => continue,
        };
        let before = entity_before(scene.reading, entity);
        let Some(value) = entity.value.as_str().filter(|_| !NOT_WANTED.is_match(before)) else {
            continue;
        };
        let turned_to = before.to_lowercase().trim_end().ends_with("to");
        if turned_to || !arguments.options.contains_key(option) {
            arguments.options.insert(option.to_owned(), value.to_owned());
        }
    }
    let (query, description) = described(reading, scene.lexicon, entities);
    arguments.product_query = (!query.is_empty()).then_some(query);
    if arguments.product_query.is_some() {
        arguments.product_ids = match scene.lexicon.mention(&description) {
            Mention::None => Vec::new(),
            Mention::One(one) => vec![one.product_id],
            Mention::Ambiguous { candidates } => candidates.into_iter().map(|one| one.product_id).collect(),
        };
    }
    // "The cheapest running shoes" both names and points; "the second one" only points.
    let reference = reference_in(reading);
    let points_only = arguments.product_ids.is_empty() && arguments.sku.is_none();
    arguments.reference = reference.filter(|reference| {
        points_only
            || matches!(
                reference,
                Reference::Cheapest | Reference::Dearest | Reference::Ordinal(_) | Reference::Last
            )
    });
    if points_only && let Some(reference) = arguments.reference {
        arguments.product_ids = shown_by(reference, scene.shown_products);
        // What is left of the words around a pointing word describes nothing.
        if !arguments.product_ids.is_empty() {
            arguments.product_query = None;
        }
    }
}

/// The products that a pointing word means among those last shown.
#[must_use]
pub fn shown_by(reference: Reference, shown: &[ProductId]) -> Vec<ProductId> {
    match reference {
        Reference::Ordinal(number) => {
            let place = usize::try_from(number)
                .ok()
                .and_then(|number| number.checked_sub(1));
            place
                .and_then(|place| shown.get(place))
                .cloned()
                .into_iter()
                .collect()
        }
        Reference::Last => shown.last().cloned().into_iter().collect(),
        Reference::All => shown.to_vec(),
        Reference::That if shown.len() == 1 => shown.to_vec(),
        // Prices are not known here; commerce chooses.
        Reference::That | Reference::Cheapest | Reference::Dearest => Vec::new(),
    }
}

/// The words that describe a product: without options for people, with colours for the search.
fn described(reading: &Reading<'_>, lexicon: &CatalogueLexicon, entities: &[&Entity]) -> (String, String) {
    let apart: Vec<Vec<String>> = entities
        .iter()
        .filter(|entity| {
            !matches!(
                entity.kind,
                EntityKind::Product | EntityKind::Brand | EntityKind::Category | EntityKind::Color
            )
        })
        .map(|entity| words(&entity.text))
        .collect();
    let colors: Vec<String> = entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Color)
        .flat_map(|entity| words(&entity.text))
        .collect();
    let mut query: Vec<&str> = Vec::new();
    let mut description: Vec<&str> = Vec::new();
    let mut place = 0;
    while let Some(token) = reading.tokens.get(place) {
        let measured = apart.iter().filter(|row| !row.is_empty()).find(|row| {
            row.iter()
                .enumerate()
                .all(|(ahead, word)| reading.word(place + ahead) == Some(word.as_str()))
        });
        if let Some(row) = measured {
            place += row.len();
            continue;
        }
        let written = reading.slice(token.start, token.end);
        let joined = token.word == "t"
            && reading
                .word(place + 1)
                .is_some_and(|next| next.starts_with("shirt"));
        place += 1;
        if joined {
            let end = reading.tokens.get(place).map_or(token.end, |next| next.end);
            let whole = reading.slice(token.start, end);
            query.push(whole);
            description.push(whole);
            place += 1;
            continue;
        }
        if token.word.chars().count() < 2 || (is_filler(&token.word) && !lexicon.knows(&token.word)) {
            continue;
        }
        description.push(written);
        if !colors.contains(&token.word) {
            query.push(written);
        }
    }
    (query.join(" "), description.join(" "))
}

fn words(text: &str) -> Vec<String> {
    Reading::new(text)
        .tokens
        .into_iter()
        .map(|token| token.word)
        .collect()
}

fn entity_before<'t>(reading: &Reading<'t>, entity: &Entity) -> &'t str {
    let token = reading
        .tokens
        .iter()
        .find(|token| reading.code_point(token.start) >= entity.start);
    token.map_or("", |token| reading.slice(0, token.start))
}

/// To an exact number, or by how many more or fewer.
fn change_number(action: &mut Action, reading: &Reading<'_>) {
    let counts: Vec<(usize, i64, usize)> = {
        let mut counts = Vec::new();
        let mut place = 0;
        while place < reading.tokens.len() {
            match quantity::count_at(reading, place) {
                Some((count, used)) => {
                    counts.push((place, count, used));
                    place += used;
                }
                None => place += 1,
            }
        }
        counts
    };
    let size = action
        .arguments
        .options
        .get("size")
        .map(|size| words(size))
        .unwrap_or_default();
    let word_before = |place: usize| place.checked_sub(1).and_then(|before| reading.word(before));
    let is_size = |place: usize| {
        let word = reading.word(place).unwrap_or_default();
        size.iter().any(|size| size == word) || word_before(place) == Some("size")
    };
    let unwanted = |place: usize| {
        matches!(word_before(place), Some("not" | "than" | "from"))
            || (word_before(place) == Some("of")
                && place.checked_sub(2).and_then(|before| reading.word(before)) == Some("instead"))
    };
    let usable: Vec<_> = counts
        .into_iter()
        .filter(|(place, _, _)| !is_size(*place) && !unwanted(*place))
        .collect();
    let said_to = usable.iter().find(|(place, _, _)| {
        matches!(
            word_before(*place),
            Some("to" | "it" | "them" | "that" | "quantity" | "is")
        )
    });
    let any = said_to.or_else(|| usable.first());
    let text = reading.text.to_lowercase();
    let relative = said_to.is_none_or(|(place, _, used)| {
        matches!(
            reading.word(place + used),
            Some("more" | "less" | "fewer" | "extra")
        )
    }) && [
        "more",
        "less",
        "fewer",
        "another",
        "increase",
        "decrease",
        "reduce",
        "extra",
        "additional",
        "by ",
        "off",
        "raise",
        "lower",
        "bump",
        "drop",
        "up the",
        "plus",
        "minus",
    ]
    .iter()
    .any(|word| text.contains(word));
    if relative && (action.intent == Intent::AdjustCartQuantity || any.is_some()) {
        let step = any.map_or(1, |(_, count, _)| *count);
        let down = LESS.is_match(&text) && !text.contains("more");
        action.intent = Intent::AdjustCartQuantity;
        action.arguments.delta = Some(if down { step.saturating_neg() } else { step });
        return;
    }
    if let Some((_, count, _)) = any {
        action.intent = Intent::UpdateCart;
        action.arguments.quantity = Some(*count);
    } else if action.intent == Intent::AdjustCartQuantity {
        action.arguments.delta = Some(if LESS.is_match(&text) { -1 } else { 1 });
    }
}

fn count_said(entities: &[&Entity]) -> Option<i64> {
    entities
        .iter()
        .find(|entity| entity.kind == EntityKind::Quantity)?
        .value
        .as_i64()
}

fn said(entities: &[&Entity], kind: EntityKind) -> Option<String> {
    entities
        .iter()
        .find(|entity| entity.kind == kind)?
        .value
        .as_str()
        .map(str::to_owned)
}

/// "Cancel 000123" names its order without saying so.
fn bare_order(reading: &Reading<'_>) -> Option<String> {
    let digits =
        |word: &str| (3..=12).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_digit());
    let token = reading.tokens.iter().find(|token| digits(&token.word))?;
    let priced = reading.slice(0, token.start).ends_with(['$', '€', '£']);
    (!priced).then(|| crate::understanding::entities::order::normalised(&token.word))
}
