//! The variants of a product: one for each combination of option values, unless they are named.

use std::collections::BTreeMap;

use colloquy_engine::commerce::keeping::{KeptItem, KeptProduct, OptionType};

use super::draft::{Faults, ItemDraft, Names, ProductDraft};

/// Variants of one product at most.
pub const MOST_ITEMS: usize = 500;

/// The variants of a draft: those that it names, or those that its options make, or those that are kept.
pub(super) fn items(
    draft: &ProductDraft,
    declared: Option<&[OptionType]>,
    known: Option<&KeptProduct>,
    names: Names,
    faults: &mut Faults,
) -> Vec<ItemDraft> {
    let items = match (&draft.items, declared, known) {
        (Some(items), _, _) => items.iter().cloned().map(lower_names).collect(),
        (None, Some(options), _) => match combinations(options, names, faults) {
            Some(items) => items,
            None => return Vec::new(),
        },
        (None, None, Some(known)) => known.items.iter().map(as_kept).collect(),
        (None, None, None) => vec![ItemDraft::default()],
    };
    if items.is_empty() {
        faults.add(names.items, "required", "must have at least one variant");
    }
    if items.len() > MOST_ITEMS {
        faults.add(
            names.items,
            "too_many",
            format!("must have at most {MOST_ITEMS} variants"),
        );
        return Vec::new();
    }
    let options = declared.or(match (&draft.items, known) {
        // Where options are not spoken of, the named variants say what they are.
        (Some(_), _) | (_, None) => None,
        (None, Some(known)) => Some(known.options.as_slice()),
    });
    if let Some(options) = options {
        for (place, item) in items.iter().enumerate() {
            if item.is_active != Some(false) {
                fits(item, options, &format!("{}[{place}]", names.items), faults);
            }
        }
    }
    items
}

/// The options that variants make, in the order of their first standing; the order that is kept goes first.
pub(super) fn options_of(items: &[ItemDraft], known: Option<&KeptProduct>) -> Vec<OptionType> {
    let mut options: Vec<OptionType> = known
        .map(|known| known.options.iter())
        .into_iter()
        .flatten()
        .map(|option| OptionType {
            name: option.name.clone(),
            values: option
                .values
                .iter()
                .filter(|value| {
                    items
                        .iter()
                        .any(|item| item.options.get(&option.name) == Some(value))
                })
                .cloned()
                .collect(),
        })
        .collect();
    for (name, value) in items.iter().flat_map(|item| &item.options) {
        match options.iter_mut().find(|option| option.name == *name) {
            Some(option) if option.values.contains(value) => {}
            Some(option) => option.values.push(value.clone()),
            None => options.push(OptionType {
                name: name.clone(),
                values: vec![value.clone()],
            }),
        }
    }
    options.retain(|option| !option.values.is_empty());
    options
}

/// The kept variant that a draft means: by id, by SKU, or by its options.
pub(super) fn kept_of<'known>(
    item: &ItemDraft,
    known: Option<&'known KeptProduct>,
) -> Option<&'known KeptItem> {
    let items = &known?.items;
    if let Some(id) = &item.id {
        return items.iter().find(|kept| kept.id.as_str() == id);
    }
    let by_sku = item.sku.as_deref().and_then(|sku| {
        items
            .iter()
            .find(|kept| kept.sku.eq_ignore_ascii_case(sku.trim()))
    });
    by_sku.or_else(|| items.iter().find(|kept| same(&kept.options, &item.options)))
}

/// Every combination of option values; none when an option has no value, which is told already, or there are too many.
fn combinations(options: &[OptionType], names: Names, faults: &mut Faults) -> Option<Vec<ItemDraft>> {
    let number = options
        .iter()
        .try_fold(1_usize, |number, option| number.checked_mul(option.values.len()));
    if number.is_none_or(|number| number > MOST_ITEMS) {
        faults.add(
            names.options,
            "too_many",
            format!("must combine to at most {MOST_ITEMS} variants"),
        );
        return None;
    }
    if number == Some(0) {
        return None;
    }
    let mut found = vec![BTreeMap::new()];
    for option in options {
        found = found
            .into_iter()
            .flat_map(|combination| {
                option.values.iter().map(move |value| {
                    let mut longer = combination.clone();
                    longer.insert(option.name.clone(), value.clone());
                    longer
                })
            })
            .collect();
    }
    let items = found.into_iter().map(|options| ItemDraft {
        options,
        is_active: Some(true),
        ..ItemDraft::default()
    });
    Some(items.collect())
}

fn fits(item: &ItemDraft, options: &[OptionType], field: &str, faults: &mut Faults) {
    for option in options {
        match item.options.get(&option.name) {
            None => faults.add(
                format!("{field}.options"),
                "required",
                format!("the option {} is missing", option.name),
            ),
            Some(value) if !option.values.contains(value) => faults.add(
                format!("{field}.options"),
                "unknown",
                format!("{value} is no value of {}", option.name),
            ),
            Some(_) => {}
        }
    }
    for name in item.options.keys() {
        if !options.iter().any(|option| option.name == *name) {
            faults.add(
                format!("{field}.options"),
                "unknown",
                format!("the product has no option {name}"),
            );
        }
    }
}

fn as_kept(item: &KeptItem) -> ItemDraft {
    ItemDraft {
        id: Some(item.id.0.clone()),
        options: item.options.clone(),
        is_active: Some(item.is_active),
        ..ItemDraft::default()
    }
}

fn lower_names(item: ItemDraft) -> ItemDraft {
    ItemDraft {
        options: item
            .options
            .iter()
            .map(|(name, value)| (name.trim().to_lowercase(), value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        ..item
    }
}

fn same(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> bool {
    one.len() == other.len()
        && one.iter().all(|(name, value)| {
            other
                .get(name)
                .is_some_and(|other| other.eq_ignore_ascii_case(value))
        })
}
