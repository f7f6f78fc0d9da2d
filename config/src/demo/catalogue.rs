//! What the demo shop sells.

use std::fmt;

use rust_decimal::Decimal;
use serde::{
    Deserialize, Serialize,
    de::{Deserializer, MapAccess, Visitor},
    ser::Serializer,
};

/// One category: a file of `products/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoCategory {
    /// The name in addresses.
    #[serde(rename = "category")]
    pub slug: String,
    /// As shown to people.
    pub title: String,
    /// The shape of its products' pictures.
    pub picture: String,
    /// Its products, in the order they are shown.
    #[serde(rename = "product")]
    pub products: Vec<DemoProduct>,
}

impl DemoCategory {
    /// The shape of a product's picture: its own or else the category's.
    #[must_use]
    pub fn shape_of<'a>(&'a self, product: &'a DemoProduct) -> &'a str {
        product.picture.as_deref().unwrap_or(&self.picture)
    }
}

/// One product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoProduct {
    /// A promised id; any other is given when the product is stored.
    #[serde(default)]
    pub id: Option<String>,
    /// The name in addresses.
    pub slug: String,
    /// As shown to people.
    pub name: String,
    /// Who makes it.
    pub brand: String,
    /// In the shop's currency.
    #[serde(with = "rust_decimal::serde::str")]
    pub price: Decimal,
    /// From 0 to 5.
    #[serde(with = "rust_decimal::serde::str")]
    pub rating: Decimal,
    /// A few sentences.
    pub description: String,
    /// Words that people look for it by.
    pub keywords: Vec<String>,
    /// What it goes with.
    pub styles: Vec<String>,
    /// The shape of its picture where it is not the category's.
    #[serde(default)]
    pub picture: Option<String>,
    /// Its colors.
    pub colors: Palette,
    /// Its sizes, small to large; empty where there is one for all.
    #[serde(default)]
    pub sizes: Vec<String>,
    /// What can be bought.
    pub variants: Vec<DemoVariant>,
}

/// One thing that can be bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoVariant {
    /// A promised id; any other is given when the variant is stored.
    #[serde(default)]
    pub id: Option<String>,
    /// The number on the label.
    pub sku: String,
    /// One of the product's sizes.
    #[serde(default)]
    pub size: Option<String>,
    /// One of the product's colors.
    #[serde(default)]
    pub color: Option<String>,
    /// Pieces in the warehouse.
    pub stock: u32,
    /// The price where it is not the product's.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    pub price: Option<Decimal>,
}

/// Colors by name, as `#rrggbb`, in the order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette(Vec<(String, String)>);

impl Palette {
    /// The colors in their order: name and `#rrggbb`.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, hex)| (name.as_str(), hex.as_str()))
    }

    /// The `#rrggbb` of a color.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, hex)| hex)
    }

    /// The color that the product is shown in first.
    #[must_use]
    pub fn first(&self) -> Option<(&str, &str)> {
        self.iter().next()
    }
}

impl Serialize for Palette {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Palette {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Palette;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table from color names to #rrggbb")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Palette, A::Error> {
        let mut colors = Vec::new();
        while let Some(color) = map.next_entry()? {
            colors.push(color);
        }
        Ok(Palette(colors))
    }
}
