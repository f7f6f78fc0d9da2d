//! Writing: the same columns as are read, so that a file that was written is read again as it was.

use std::{collections::HashMap, io::Write};

use colloquy_engine::commerce::keeping::{KeptItem, KeptProduct};

use super::{NO_OPTION, STYLE_TAG, columns, html};
use crate::slugs;

/// The columns in Shopify's order.
const HEADER: [&str; 22] = [
    columns::HANDLE,
    columns::TITLE,
    columns::BODY,
    columns::VENDOR,
    columns::TYPE,
    columns::TAGS,
    columns::PUBLISHED,
    columns::OPTION_NAMES[0],
    columns::OPTION_VALUES[0],
    columns::OPTION_NAMES[1],
    columns::OPTION_VALUES[1],
    columns::OPTION_NAMES[2],
    columns::OPTION_VALUES[2],
    columns::SKU,
    columns::STOCK,
    columns::PRICE,
    columns::BARCODE,
    columns::IMAGE,
    columns::IMAGE_PLACE,
    columns::IMAGE_ALT,
    columns::STATUS,
    "Variant Inventory Tracker",
];

/// Options that a file has columns for.
pub const MOST_OPTIONS: usize = columns::OPTION_NAMES.len();

/// Writes products. `titles` has the titles of their categories by slug. A variant that is sold no more is left out,
/// and so is a product that has none, or more options than there are columns. Answers the handles of those left out.
///
/// # Errors
/// When the file cannot be written.
pub fn write(
    file: impl Write,
    products: &[KeptProduct],
    titles: &HashMap<String, String>,
) -> csv::Result<Vec<String>> {
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(HEADER)?;
    let mut left_out = Vec::new();
    for product in products {
        let items: Vec<&KeptItem> = product.items.iter().filter(|item| item.is_active).collect();
        if items.is_empty() || product.options.len() > MOST_OPTIONS {
            left_out.push(product.details.slug.clone());
            continue;
        }
        let rows = items.len().max(product.details.images.len());
        for row in 0..rows {
            let mut cells: HashMap<&str, String> = HashMap::new();
            cells.insert(columns::HANDLE, product.details.slug.clone());
            if row == 0 {
                tell_product(&mut cells, product, titles);
            }
            if let Some(item) = items.get(row) {
                tell_item(&mut cells, product, item);
            }
            if let Some(address) = product.details.images.get(row) {
                cells.insert(columns::IMAGE, address.clone());
                cells.insert(columns::IMAGE_PLACE, (row + 1).to_string());
                let alt = product.details.image_alts.get(row);
                cells.insert(columns::IMAGE_ALT, alt.cloned().unwrap_or_default());
            }
            writer.write_record(HEADER.map(|column| cells.remove(column).unwrap_or_default()))?;
        }
    }
    writer.flush()?;
    Ok(left_out)
}

fn tell_product(
    cells: &mut HashMap<&'static str, String>,
    product: &KeptProduct,
    titles: &HashMap<String, String>,
) {
    let details = &product.details;
    cells.insert(columns::TITLE, details.name.clone());
    cells.insert(columns::BODY, html::of_text(&details.description));
    cells.insert(columns::VENDOR, details.brand.clone());
    // A title that leads back to its slug reads better than the slug.
    let title = titles
        .get(&details.category)
        .filter(|title| slugs::slug(title, "") == details.category);
    cells.insert(columns::TYPE, title.unwrap_or(&details.category).clone());
    let styles = details.styles.iter().map(|style| format!("{STYLE_TAG}{style}"));
    let tags: Vec<String> = details.keywords.iter().cloned().chain(styles).collect();
    cells.insert(columns::TAGS, tags.join(", "));
    let (published, status) = match product.is_active {
        true => ("TRUE", "active"),
        false => ("FALSE", "archived"),
    };
    cells.insert(columns::PUBLISHED, published.to_owned());
    cells.insert(columns::STATUS, status.to_owned());
    if product.options.is_empty() {
        cells.insert(columns::OPTION_NAMES[0], NO_OPTION.0.to_owned());
    }
    for (column, option) in columns::OPTION_NAMES.into_iter().zip(&product.options) {
        let mut letters = option.name.chars();
        let spoken = letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect());
        cells.insert(column, spoken.unwrap_or_default());
    }
}

fn tell_item(cells: &mut HashMap<&'static str, String>, product: &KeptProduct, item: &KeptItem) {
    cells.insert(columns::SKU, item.sku.clone());
    cells.insert(columns::STOCK, item.stock.to_string());
    cells.insert(columns::PRICE, item.price.to_string());
    cells.insert(columns::BARCODE, item.barcode.clone().unwrap_or_default());
    cells.insert("Variant Inventory Tracker", "shopify".to_owned());
    if product.options.is_empty() {
        cells.insert(columns::OPTION_VALUES[0], NO_OPTION.1.to_owned());
    }
    for (column, option) in columns::OPTION_VALUES.into_iter().zip(&product.options) {
        cells.insert(
            column,
            item.options.get(&option.name).cloned().unwrap_or_default(),
        );
    }
}
