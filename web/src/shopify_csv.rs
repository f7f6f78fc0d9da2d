//! Products as Shopify's CSV tells them: one row for each variant or picture, what belongs to the product on the first.

pub mod html;
pub mod read;
pub mod write;

/// The columns that are read and written, by their headers.
pub mod columns {
    /// Names the product on each of its rows.
    pub const HANDLE: &str = "Handle";
    /// The product's name.
    pub const TITLE: &str = "Title";
    /// Its description.
    pub const BODY: &str = "Body (HTML)";
    /// Its maker.
    pub const VENDOR: &str = "Vendor";
    /// Its category.
    pub const TYPE: &str = "Type";
    /// What it is found by; styles stand here as `style:NAME`.
    pub const TAGS: &str = "Tags";
    /// Whether it is sold.
    pub const PUBLISHED: &str = "Published";
    /// `active`, `draft` or `archived`; only active ones are sold.
    pub const STATUS: &str = "Status";
    /// The names of its options.
    pub const OPTION_NAMES: [&str; 3] = ["Option1 Name", "Option2 Name", "Option3 Name"];
    /// The variant's values of them.
    pub const OPTION_VALUES: [&str; 3] = ["Option1 Value", "Option2 Value", "Option3 Value"];
    /// The variant's SKU.
    pub const SKU: &str = "Variant SKU";
    /// How many there are of it.
    pub const STOCK: &str = "Variant Inventory Qty";
    /// What one costs.
    pub const PRICE: &str = "Variant Price";
    /// What a scanner reads.
    pub const BARCODE: &str = "Variant Barcode";
    /// The address of a picture.
    pub const IMAGE: &str = "Image Src";
    /// The picture's place.
    pub const IMAGE_PLACE: &str = "Image Position";
    /// What the picture shows.
    pub const IMAGE_ALT: &str = "Image Alt Text";
}

/// What stands for "no options" in the option columns.
pub const NO_OPTION: (&str, &str) = ("Title", "Default Title");
/// How a style is told among the tags.
pub const STYLE_TAG: &str = "style:";

/// A row that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RefusedRow {
    /// The line that the row begins on, from 1.
    pub line: u64,
    /// The header of the column; empty when it is the row as a whole.
    pub column: String,
    /// What is wrong.
    pub reason: String,
}

#[cfg(test)]
mod tests;
