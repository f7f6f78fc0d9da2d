//! Reading: rows gathered by product. A product with a row that cannot be taken is left out whole.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::Read,
};

use colloquy_engine::{
    commerce::{keeping::OptionType, sku},
    money::Minor,
};
use csv::{ByteRecord, ReaderBuilder};

use super::{NO_OPTION, RefusedRow, STYLE_TAG, columns, html};
use crate::{
    catalogue::{ItemDraft, ProductDraft},
    slugs,
};

/// A product of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProduct {
    /// The line of its first row.
    pub line: u64,
    /// What names it.
    pub handle: String,
    /// As it shall be.
    pub draft: ProductDraft,
    /// The line that each variant stands on.
    pub item_lines: Vec<u64>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileProducts {
    /// Products all of whose rows can be taken.
    pub products: Vec<FileProduct>,
    /// Rows that cannot. Their products stand nowhere above.
    pub refused: Vec<RefusedRow>,
    /// Rows in all.
    pub rows: u64,
}

/// Reads a whole file.
///
/// # Errors
/// When there is no header, or a column that every product needs is missing; or the file cannot be read.
pub fn read(file: impl Read) -> Result<FileProducts, RefusedRow> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
    let unreadable = |line: u64, reason: String| RefusedRow {
        line,
        column: String::new(),
        reason,
    };
    let header = reader
        .byte_headers()
        .map_err(|error| unreadable(1, error.to_string()))?
        .clone();
    let header = Header::of(&header)?;
    let mut gathered = Gathered::default();
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                return Err(unreadable(line, error.to_string()));
            }
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                gathered.rows += 1;
                if let Err(refused) = gathered.take(&header, &record, line) {
                    gathered.refused.push(refused);
                }
            }
        }
    }
    Ok(gathered.finish())
}

/// Where each column stands.
struct Header {
    places: HashMap<String, usize>,
    width: usize,
}

impl Header {
    fn of(record: &ByteRecord) -> Result<Self, RefusedRow> {
        let mut places = HashMap::new();
        for (place, name) in record.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            let name = name.trim_start_matches('\u{feff}').trim();
            places.entry(name.to_owned()).or_insert(place);
        }
        for needed in [columns::HANDLE, columns::TITLE, columns::PRICE] {
            if !places.contains_key(needed) {
                return Err(RefusedRow {
                    line: 1,
                    column: needed.to_owned(),
                    reason: "the header has no such column".to_owned(),
                });
            }
        }
        Ok(Self {
            places,
            width: record.len(),
        })
    }
}

/// One row of the file.
struct Row<'file> {
    header: &'file Header,
    record: &'file ByteRecord,
    line: u64,
}

impl<'file> Row<'file> {
    fn refusal(&self, column: &str, reason: impl Into<String>) -> RefusedRow {
        RefusedRow {
            line: self.line,
            column: column.to_owned(),
            reason: reason.into(),
        }
    }

    /// The text of a cell; empty where the column or the cell is missing.
    fn cell(&self, column: &str) -> Result<&'file str, RefusedRow> {
        let Some(place) = self.header.places.get(column) else {
            return Ok("");
        };
        let bytes = self.record.get(*place).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| self.refusal(column, "is not UTF-8"))?;
        Ok(text.trim())
    }
}

/// Products as far as they are read.
#[derive(Default)]
struct Gathered {
    products: Vec<Draft>,
    by_handle: HashMap<String, usize>,
    refused: Vec<RefusedRow>,
    /// Handles of products that are left out.
    spoilt: HashSet<String>,
    skus: HashMap<String, u64>,
    rows: u64,
}

struct Draft {
    line: u64,
    handle: String,
    draft: ProductDraft,
    option_names: Vec<String>,
    items: Vec<ItemDraft>,
    item_lines: Vec<u64>,
    images: Vec<(u32, String, String)>,
}

impl Gathered {
    fn take(&mut self, header: &Header, record: &ByteRecord, line: u64) -> Result<(), RefusedRow> {
        let row = Row { header, record, line };
        let handle = row.cell(columns::HANDLE)?.to_lowercase();
        if handle.is_empty() {
            return Err(row.refusal(columns::HANDLE, "is empty"));
        }
        let taken = self.take_row(&row, &handle);
        if taken.is_err() {
            self.spoilt.insert(handle);
        }
        taken
    }

    fn take_row(&mut self, row: &Row<'_>, handle: &str) -> Result<(), RefusedRow> {
        if row.record.len() != row.header.width {
            let (has, wanted) = (row.record.len(), row.header.width);
            return Err(row.refusal("", format!("has {has} cells, the header has {wanted}")));
        }
        let place = match self.by_handle.get(handle) {
            Some(place) => *place,
            None => {
                let draft = begin(row, handle)?;
                self.products.push(draft);
                self.by_handle.insert(handle.to_owned(), self.products.len() - 1);
                self.products.len() - 1
            }
        };
        if let Some(item) = item_of(row, &self.products[place])? {
            if let Some(sku) = &item.sku
                && let Some(other) = self.skus.insert(sku.to_ascii_lowercase(), row.line)
            {
                return Err(row.refusal(columns::SKU, format!("{sku} stands on line {other} as well")));
            }
            let product = &mut self.products[place];
            if product.items.iter().any(|known| known.options == item.options) {
                let column = columns::OPTION_VALUES[0];
                return Err(row.refusal(column, "another row has the same options"));
            }
            product.items.push(item);
            product.item_lines.push(row.line);
        }
        let address = row.cell(columns::IMAGE)?;
        if !address.is_empty() {
            if !address.starts_with("https://")
                && !address.starts_with("http://")
                && !address.starts_with('/')
            {
                return Err(row.refusal(columns::IMAGE, "is no address that begins with https:// or /"));
            }
            let place_of = row.cell(columns::IMAGE_PLACE)?;
            let at = match place_of {
                "" => u32::MAX,
                text => text
                    .parse()
                    .map_err(|_| row.refusal(columns::IMAGE_PLACE, "is no whole number"))?,
            };
            let images = &mut self.products[place].images;
            if !images.iter().any(|(_, known, _)| known == address) {
                images.push((at, address.to_owned(), row.cell(columns::IMAGE_ALT)?.to_owned()));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> FileProducts {
        for product in &self.products {
            if product.items.is_empty() && !self.spoilt.contains(&product.handle) {
                self.refused.push(RefusedRow {
                    line: product.line,
                    column: columns::PRICE.to_owned(),
                    reason: "is empty on every row of the product".to_owned(),
                });
                self.spoilt.insert(product.handle.clone());
            }
        }
        self.refused.sort_by_key(|refused| refused.line);
        let spoilt = self.spoilt;
        let good = self
            .products
            .into_iter()
            .filter(|product| !spoilt.contains(&product.handle));
        FileProducts {
            products: good.map(Draft::finish).collect(),
            refused: self.refused,
            rows: self.rows,
        }
    }
}

impl Draft {
    fn finish(mut self) -> FileProduct {
        self.images.sort_by_key(|(place, ..)| *place);
        let (images, mut alts): (Vec<String>, Vec<String>) = self
            .images
            .into_iter()
            .map(|(_, address, alt)| (address, alt))
            .unzip();
        while alts.last().is_some_and(String::is_empty) {
            alts.pop();
        }
        let options = self.option_names.iter().map(|name| {
            let mut values: Vec<String> = Vec::new();
            for value in self.items.iter().filter_map(|item| item.options.get(name)) {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
            OptionType {
                name: name.clone(),
                values,
            }
        });
        let draft = ProductDraft {
            price: self.items.first().and_then(|item| item.price),
            images: Some(images),
            image_alts: Some(alts),
            options: Some(options.collect()),
            items: Some(self.items),
            ..self.draft
        };
        FileProduct {
            line: self.line,
            handle: self.handle,
            draft,
            item_lines: self.item_lines,
        }
    }
}

/// What the first row of a product tells.
fn begin(row: &Row<'_>, handle: &str) -> Result<Draft, RefusedRow> {
    if !slugs::is_slug(handle) {
        return Err(row.refusal(
            columns::HANDLE,
            "may have lower case letters, digits and single hyphens between them",
        ));
    }
    let title = row.cell(columns::TITLE)?;
    if title.is_empty() {
        return Err(row.refusal(columns::TITLE, "is empty on the product's first row"));
    }
    let is_published = match row.cell(columns::PUBLISHED)?.to_ascii_lowercase().as_str() {
        "" | "true" | "yes" | "1" => true,
        "false" | "no" | "0" => false,
        other => return Err(row.refusal(columns::PUBLISHED, format!("is {other:?}, not TRUE or FALSE"))),
    };
    let is_current = match row.cell(columns::STATUS)?.to_ascii_lowercase().as_str() {
        "" | "active" => true,
        "draft" | "archived" => false,
        other => {
            return Err(row.refusal(
                columns::STATUS,
                format!("is {other:?}, not active, draft or archived"),
            ));
        }
    };
    let mut option_names = Vec::new();
    for (place, column) in columns::OPTION_NAMES.into_iter().enumerate() {
        let name = row.cell(column)?;
        let has_none = place == 0
            && name == NO_OPTION.0
            && matches!(row.cell(columns::OPTION_VALUES[0])?, "" | "Default Title");
        if !name.is_empty() && !has_none {
            option_names.push(name.to_lowercase());
        }
    }
    let (styles, keywords): (Vec<&str>, Vec<&str>) = row
        .cell(columns::TAGS)?
        .split(',')
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .partition(|tag| tag.starts_with(STYLE_TAG));
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    Ok(Draft {
        line: row.line,
        handle: handle.to_owned(),
        draft: ProductDraft {
            name: Some(title.to_owned()),
            slug: Some(handle.to_owned()),
            description: Some(html::to_text(row.cell(columns::BODY)?)),
            category: Some(row.cell(columns::TYPE)?.to_owned()).filter(|text| !text.is_empty()),
            brand: Some(row.cell(columns::VENDOR)?.to_owned()),
            keywords: Some(owned(keywords)),
            styles: Some(
                styles
                    .into_iter()
                    .filter_map(|tag| tag.strip_prefix(STYLE_TAG))
                    .map(|style| style.trim().to_owned())
                    .filter(|style| !style.is_empty())
                    .collect(),
            ),
            is_active: Some(is_published && is_current),
            ..ProductDraft::default()
        },
        option_names,
        items: Vec::new(),
        item_lines: Vec::new(),
        images: Vec::new(),
    })
}

/// The variant of a row; none for a row that only tells of a picture.
fn item_of(row: &Row<'_>, product: &Draft) -> Result<Option<ItemDraft>, RefusedRow> {
    let price = row.cell(columns::PRICE)?;
    let sku = row.cell(columns::SKU)?.trim_start_matches('\'');
    let mut options = BTreeMap::new();
    let mut is_default = false;
    for (number, column) in columns::OPTION_VALUES.into_iter().enumerate() {
        let value = row.cell(column)?;
        if value.is_empty() {
            continue;
        }
        match product.option_names.get(number) {
            Some(name) => {
                options.insert(name.clone(), value.to_owned());
            }
            None if number == 0 && value == NO_OPTION.1 => is_default = true,
            None => return Err(row.refusal(column, "has a value, and the product no such option")),
        }
    }
    if price.is_empty() && sku.is_empty() && options.is_empty() && !is_default {
        return Ok(None);
    }
    for (number, name) in product.option_names.iter().enumerate() {
        if !options.contains_key(name) {
            return Err(row.refusal(columns::OPTION_VALUES[number], "is empty on a row with a variant"));
        }
    }
    let price = match price {
        // A cell that is left empty says what the row above did.
        "" => product.items.last().and_then(|item| item.price),
        text => Some(Minor::parse(text).map_err(|error| row.refusal(columns::PRICE, error.to_string()))?),
    };
    let price =
        price.ok_or_else(|| row.refusal(columns::PRICE, "is empty on the product's first variant"))?;
    if price < Minor::ZERO {
        return Err(row.refusal(columns::PRICE, "is negative"));
    }
    if !sku.is_empty() {
        sku::check(sku).map_err(|problem| row.refusal(columns::SKU, problem.to_string()))?;
    }
    let stock = match row.cell(columns::STOCK)? {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| row.refusal(columns::STOCK, "is no whole number from 0"))?,
        ),
    };
    Ok(Some(ItemDraft {
        id: None,
        sku: Some(sku.to_owned()).filter(|sku| !sku.is_empty()),
        options,
        price: Some(price),
        stock,
        barcode: Some(row.cell(columns::BARCODE)?.trim_start_matches('\'').to_owned()),
        is_active: Some(true),
    }))
}
