//! A product as somebody would have it, made into one that can be written. What is wrong is named field by field.

use std::collections::{BTreeMap, HashSet};

use colloquy_engine::{
    commerce::{
        keeping::{ItemEdit, KeptProduct, OptionType, ProductDetails, ProductEdit},
        sku,
    },
    ids::{ProductId, VariantId},
    money::Minor,
};

use super::combine;
use crate::{problem::FieldProblem, slugs};

/// Characters of a name at most.
const LONGEST_NAME: usize = 200;
/// Characters of a description at most.
const LONGEST_DESCRIPTION: usize = 20_000;
/// Characters of a brand, a category, a keyword, an option or its value at most.
const LONGEST_WORD: usize = 100;
/// Characters of a picture's address at most.
const LONGEST_ADDRESS: usize = 2_000;
/// Pictures, and words to be found by, at most.
const MOST_WORDS: usize = 50;
/// The highest price, 99,999,999.99.
const HIGHEST_PRICE: Minor = Minor(9_999_999_999);

/// How a door calls the fields that the doors call differently.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The product's own price.
    pub price: &'static str,
    /// Its pictures.
    pub images: &'static str,
    /// Its options.
    pub options: &'static str,
    /// Its variants.
    pub items: &'static str,
}

/// A product as it shall be; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductDraft {
    /// As shown to people; needed for a new product.
    pub name: Option<String>,
    /// Part of the page's address; made from the name when left out.
    pub slug: Option<String>,
    /// Plain text.
    pub description: Option<String>,
    /// Slug or title of a category.
    pub category: Option<String>,
    /// Maker's name.
    pub brand: Option<String>,
    /// Needed for a new product.
    pub price: Option<Minor>,
    /// The shop's own, or nothing.
    pub currency: Option<String>,
    /// Addresses of pictures.
    pub images: Option<Vec<String>>,
    /// What each picture shows, in the same order. Pictures that are named anew keep what was said of them.
    pub image_alts: Option<Vec<String>>,
    /// Words to be found by.
    pub keywords: Option<Vec<String>>,
    /// Styles.
    pub styles: Option<Vec<String>>,
    /// How the variants differ.
    pub options: Option<Vec<OptionType>>,
    /// The variants; one for each combination of option values when left out.
    pub items: Option<Vec<ItemDraft>>,
    /// Whether it is sold.
    pub is_active: Option<bool>,
}

/// A variant as it shall be; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemDraft {
    /// Which one; found by its SKU or its options when left out.
    pub id: Option<String>,
    /// Made from shop, product and options when left out.
    pub sku: Option<String>,
    /// Option values by option name.
    pub options: BTreeMap<String, String>,
    /// The product's when left out.
    pub price: Option<Minor>,
    /// How many there are.
    pub stock: Option<u32>,
    /// What a scanner reads; an empty one takes it away.
    pub barcode: Option<String>,
    /// Whether it is sold.
    pub is_active: Option<bool>,
}

/// What is wrong, field by field.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<FieldProblem>);

impl Faults {
    /// Notes one.
    pub fn add(&mut self, field: impl Into<String>, code: &str, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field: field.into(),
            message: message.into(),
            code: code.to_owned(),
        });
    }

    fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.trim();
        if text.chars().count() > longest {
            self.add(
                field,
                "too_long",
                format!("must have at most {longest} characters"),
            );
        }
        text.to_owned()
    }

    fn needed(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = self.text(field, text, longest);
        if text.is_empty() {
            self.add(field, "required", "must not be empty");
        }
        text
    }

    fn words(&mut self, field: &str, words: &[String], longest: usize) -> Vec<String> {
        if words.len() > MOST_WORDS {
            self.add(
                field,
                "too_many",
                format!("must have at most {MOST_WORDS} entries"),
            );
        }
        let words = words.iter().enumerate();
        words
            .map(|(place, word)| self.needed(&format!("{field}[{place}]"), word, longest))
            .collect()
    }

    fn price(&mut self, field: &str, price: Minor) -> Minor {
        if price < Minor::ZERO {
            self.add(field, "out_of_range", "must not be negative");
        } else if price > HIGHEST_PRICE {
            self.add(field, "out_of_range", format!("must be at most {HIGHEST_PRICE}"));
        }
        price
    }
}

/// Makes what can be written of a draft. A SKU that is left out is empty until it is chosen ([`super::skus`]).
///
/// # Errors
/// Everything that is wrong with it.
pub fn edit_of(
    draft: &ProductDraft,
    known: Option<&KeptProduct>,
    currency: &str,
    names: Names,
    mut new_id: impl FnMut() -> String,
) -> Result<ProductEdit, Vec<FieldProblem>> {
    let mut faults = Faults::default();
    let (details, category_title) = details_of(draft, known, currency, names, &mut faults, &mut new_id);
    let declared = draft
        .options
        .as_ref()
        .map(|options| checked_options(options, names, &mut faults));
    let items = combine::items(draft, declared.as_deref(), known, names, &mut faults);
    let options = declared.unwrap_or_else(|| combine::options_of(&items, known));
    let old_price = known.map(|known| known.details.price);
    let edits = items
        .into_iter()
        .enumerate()
        .map(|(place, item)| {
            item_edit(
                item,
                known,
                details.price,
                old_price,
                &format!("{}[{place}]", names.items),
                &mut faults,
                &mut new_id,
            )
        })
        .collect::<Vec<_>>();
    unique(&edits, names, &mut faults);
    if !faults.0.is_empty() {
        return Err(faults.0);
    }
    Ok(ProductEdit {
        details,
        category_title,
        options,
        items: edits,
        is_active: draft
            .is_active
            .or(known.map(|known| known.is_active))
            .unwrap_or(true),
        expected: known.map(|known| known.version),
    })
}

fn details_of(
    draft: &ProductDraft,
    known: Option<&KeptProduct>,
    currency: &str,
    names: Names,
    faults: &mut Faults,
    new_id: &mut impl FnMut() -> String,
) -> (ProductDetails, String) {
    let old = known.map(|known| &known.details);
    let name = match (&draft.name, old) {
        (Some(name), _) => faults.needed("name", name, LONGEST_NAME),
        (None, Some(old)) => old.name.clone(),
        (None, None) => {
            faults.add("name", "required", "is required");
            String::new()
        }
    };
    let price = match (draft.price, old) {
        (Some(price), _) => faults.price(names.price, price),
        (None, Some(old)) => old.price,
        (None, None) => {
            faults.add(names.price, "required", "is required");
            Minor::ZERO
        }
    };
    if let Some(other) = draft
        .currency
        .as_deref()
        .filter(|other| !other.eq_ignore_ascii_case(currency))
    {
        faults.add(
            "currency",
            "currency_mismatch",
            format!("the shop sells in {currency}, not in {other}"),
        );
    }
    let slug = match (&draft.slug, old) {
        (Some(slug), _) => {
            let slug = slug.trim().to_lowercase();
            if !slugs::is_slug(&slug) {
                faults.add(
                    "slug",
                    "invalid",
                    "may have letters, digits and single hyphens between them",
                );
            }
            slug
        }
        (None, Some(old)) => old.slug.clone(),
        (None, None) => slugs::slug(&name, "product"),
    };
    let category = draft
        .category
        .as_deref()
        .map(|text| faults.text("category", text, LONGEST_WORD));
    let (category, title) = match (category, old) {
        (Some(text), _) if !text.is_empty() => (slugs::slug(&text, "general"), text),
        (None, Some(old)) => (old.category.clone(), old.category.clone()),
        _ => ("general".to_owned(), "General".to_owned()),
    };
    let text =
        |faults: &mut Faults, field: &str, new: &Option<String>, kept: Option<&String>, longest| match new {
            Some(text) => faults.text(field, text, longest),
            None => kept.cloned().unwrap_or_default(),
        };
    let images = match &draft.images {
        Some(images) => checked_images(images, names, faults),
        None => old.map(|old| old.images.clone()).unwrap_or_default(),
    };
    let image_alts = match &draft.image_alts {
        Some(alts) => checked_alts(alts, &images, faults),
        None => alts_of(&images, old),
    };
    let words =
        |faults: &mut Faults, field: &str, new: &Option<Vec<String>>, kept: Option<&Vec<String>>| match new {
            Some(words) => faults.words(field, words, LONGEST_WORD),
            None => kept.cloned().unwrap_or_default(),
        };
    let details = ProductDetails {
        id: old.map_or_else(|| ProductId(new_id()), |old| old.id.clone()),
        slug,
        name,
        description: text(
            faults,
            "description",
            &draft.description,
            old.map(|old| &old.description),
            LONGEST_DESCRIPTION,
        ),
        category,
        brand: text(
            faults,
            "brand",
            &draft.brand,
            old.map(|old| &old.brand),
            LONGEST_WORD,
        ),
        price,
        currency: old.map_or_else(|| currency.to_owned(), |old| old.currency.clone()),
        images,
        image_alts,
        keywords: words(faults, "keywords", &draft.keywords, old.map(|old| &old.keywords)),
        styles: words(faults, "styles", &draft.styles, old.map(|old| &old.styles)),
    };
    (details, title)
}

fn checked_images(images: &[String], names: Names, faults: &mut Faults) -> Vec<String> {
    let images = faults.words(names.images, images, LONGEST_ADDRESS);
    for (place, address) in images.iter().enumerate() {
        let is_own = address.starts_with('/') && !address.starts_with("//");
        let is_plain = !address.contains(|one: char| one.is_whitespace() || one.is_control());
        if !is_plain || !(is_own || address.starts_with("https://") || address.starts_with("http://")) {
            faults.add(
                format!("{}[{place}]", names.images),
                "invalid",
                "must be an address that begins with https:// or /",
            );
        }
    }
    images
}

/// What pictures show; never more than there are pictures.
fn checked_alts(alts: &[String], images: &[String], faults: &mut Faults) -> Vec<String> {
    if alts.len() > images.len() {
        faults.add("image_alts", "too_many", "says more than there are pictures");
    }
    let alts = alts.iter().enumerate();
    alts.map(|(place, alt)| faults.text(&format!("image_alts[{place}]"), alt, LONGEST_NAME))
        .collect()
}

/// What was said of pictures, wherever they stand now.
fn alts_of(images: &[String], old: Option<&ProductDetails>) -> Vec<String> {
    let said = |address: &String| {
        let old = old?;
        let place = old.images.iter().position(|known| known == address)?;
        old.image_alts.get(place).cloned()
    };
    let mut alts: Vec<String> = images
        .iter()
        .map(|address| said(address).unwrap_or_default())
        .collect();
    while alts.last().is_some_and(String::is_empty) {
        alts.pop();
    }
    alts
}

fn checked_options(options: &[OptionType], names: Names, faults: &mut Faults) -> Vec<OptionType> {
    let mut seen = HashSet::new();
    let mut checked = Vec::new();
    for (place, option) in options.iter().enumerate() {
        let field = format!("{}[{place}]", names.options);
        let name = faults
            .needed(&format!("{field}.option_name"), &option.name, LONGEST_WORD)
            .to_lowercase();
        if !seen.insert(name.clone()) {
            faults.add(format!("{field}.option_name"), "repeated", "stands here twice");
        }
        let mut values: Vec<String> = Vec::new();
        for (number, value) in option.values.iter().enumerate() {
            let field = format!("{field}.values[{number}]");
            let value = faults.needed(&field, value, LONGEST_WORD);
            if values.iter().any(|known| known.eq_ignore_ascii_case(&value)) {
                faults.add(field, "repeated", "stands here twice");
            }
            values.push(value);
        }
        if values.is_empty() {
            faults.add(
                format!("{field}.values"),
                "required",
                "must have at least one value",
            );
        }
        checked.push(OptionType { name, values });
    }
    checked
}

fn item_edit(
    item: ItemDraft,
    known: Option<&KeptProduct>,
    price: Minor,
    old_price: Option<Minor>,
    field: &str,
    faults: &mut Faults,
    new_id: &mut impl FnMut() -> String,
) -> ItemEdit {
    let old = combine::kept_of(&item, known);
    if item.id.is_some() && old.is_none() {
        faults.add(format!("{field}.id"), "unknown", "is no variant of this product");
    }
    let sku = item.sku.as_deref().map(str::trim).filter(|sku| !sku.is_empty());
    if let Some(Err(problem)) = sku.map(sku::check)
        // What is kept already may have been made elsewhere, and stays as it is.
        && old.is_none_or(|old| Some(old.sku.as_str()) != sku)
    {
        faults.add(format!("{field}.sku"), "sku_invalid", problem.to_string());
    }
    let price = match (item.price, old) {
        (Some(price), _) => faults.price(&format!("{field}.price"), price),
        // One that cost what the product did follows the product.
        (None, Some(old)) if old_price != Some(old.price) => old.price,
        (None, _) => price,
    };
    let barcode = match &item.barcode {
        Some(text) => {
            Some(faults.text(&format!("{field}.barcode"), text, LONGEST_WORD)).filter(|text| !text.is_empty())
        }
        None => old.and_then(|old| old.barcode.clone()),
    };
    ItemEdit {
        id: old.map_or_else(|| VariantId(new_id()), |old| old.id.clone()),
        sku: sku
            .map(str::to_owned)
            .or_else(|| old.map(|old| old.sku.clone()))
            .unwrap_or_default(),
        options: item.options,
        price,
        stock: item.stock,
        barcode,
        is_active: item.is_active.or(old.map(|old| old.is_active)).unwrap_or(true),
    }
}

/// No SKU and no combination stands twice.
fn unique(items: &[ItemEdit], names: Names, faults: &mut Faults) {
    let (mut skus, mut combinations, mut ids) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (place, item) in items.iter().enumerate() {
        let field = format!("{}[{place}]", names.items);
        if !item.sku.is_empty() && !skus.insert(item.sku.to_ascii_lowercase()) {
            faults.add(format!("{field}.sku"), "repeated", "stands here twice");
        }
        let combination: Vec<(String, String)> = item
            .options
            .iter()
            .map(|(name, value)| (name.clone(), value.to_lowercase()))
            .collect();
        if !combinations.insert(combination) || !ids.insert(item.id.clone()) {
            faults.add(
                format!("{field}.options"),
                "repeated",
                "another variant has the same options",
            );
        }
    }
}

#[cfg(test)]
mod tests;
