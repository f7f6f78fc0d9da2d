//! A shopper's cart: its rules and its totals.

mod merge;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    commerce::{
        catalogue::{Catalogue, Product, Variant},
        discount::{self, Discount, DiscountError},
    },
    ids::{CartId, CartItemId, ProductId, VariantId},
    money::Minor,
};

/// The most of one variant that a line may hold (001, Cart Merge Rules).
pub const MAX_LINE_QUANTITY: u32 = 50;

/// A cart as stored: what, and how many. Names and prices are read live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// The cart.
    pub id: CartId,
    /// Advanced by every change: the fence.
    pub version: i64,
    /// The lines in the order they were added.
    pub lines: Vec<CartLine>,
    /// The discount code that the shopper wants to use, in upper case.
    #[serde(default)]
    pub discount_code: Option<String>,
}

/// One line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// The line.
    pub item_id: CartItemId,
    /// What product.
    pub product_id: ProductId,
    /// Which variant of it.
    pub variant_id: VariantId,
    /// How many, from 1 to [`MAX_LINE_QUANTITY`].
    pub quantity: u32,
}

/// Why a cart cannot be changed as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    /// Quantity zero, negative, or above the most a line may hold.
    #[error("quantity must be between 1 and {MAX_LINE_QUANTITY}")]
    Quantity,
    /// More than there is.
    #[error("only {available} of {name} left in stock")]
    OutOfStock {
        /// The product's name.
        name: String,
        /// How many can be had.
        available: u32,
    },
    /// No such line.
    #[error("there is no such item in the cart")]
    NoSuchItem,
}

impl CartError {
    /// The stable code of the problem document.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Quantity => "quantity_invalid",
            Self::OutOfStock { .. } => "out_of_stock",
            Self::NoSuchItem => "item_not_found",
        }
    }
}

impl Cart {
    /// A cart without lines that nothing is stored of.
    #[must_use]
    pub fn empty(id: CartId) -> Self {
        Self {
            id,
            version: 0,
            lines: Vec::new(),
            discount_code: None,
        }
    }

    /// Adds so many of a variant, to the line that holds it or to a new one named `item_id`.
    ///
    /// # Errors
    /// [`CartError::Quantity`] outside 1 to [`MAX_LINE_QUANTITY`], also for the sum; [`CartError::OutOfStock`]
    /// when the line would ask for more than there is. The cart is unchanged then.
    pub fn add(
        &mut self,
        product: &Product,
        variant: &Variant,
        quantity: i64,
        item_id: CartItemId,
    ) -> Result<CartItemId, CartError> {
        let adding = checked_quantity(quantity)?;
        let position = self.lines.iter().position(|line| line.variant_id == variant.id);
        let present = position
            .and_then(|index| self.lines.get(index))
            .map_or(0, |line| line.quantity);
        let wanted = checked_quantity(i64::from(present) + i64::from(adding))?;
        check_stock(product, variant, wanted)?;
        if let Some(line) = position.and_then(|index| self.lines.get_mut(index)) {
            line.quantity = wanted;
            return Ok(line.item_id);
        }
        self.lines.push(CartLine {
            item_id,
            product_id: product.id.clone(),
            variant_id: variant.id.clone(),
            quantity: wanted,
        });
        Ok(item_id)
    }

    /// Sets the number of a line.
    ///
    /// # Errors
    /// As for [`Cart::add`], and [`CartError::NoSuchItem`].
    pub fn set_quantity(
        &mut self,
        item_id: CartItemId,
        quantity: i64,
        product: &Product,
        variant: &Variant,
    ) -> Result<(), CartError> {
        let wanted = checked_quantity(quantity)?;
        check_stock(product, variant, wanted)?;
        let line = self
            .lines
            .iter_mut()
            .find(|line| line.item_id == item_id)
            .ok_or(CartError::NoSuchItem)?;
        line.quantity = wanted;
        Ok(())
    }

    /// Takes a line out.
    ///
    /// # Errors
    /// [`CartError::NoSuchItem`].
    pub fn remove(&mut self, item_id: CartItemId) -> Result<CartLine, CartError> {
        let position = self
            .lines
            .iter()
            .position(|line| line.item_id == item_id)
            .ok_or(CartError::NoSuchItem)?;
        Ok(self.lines.remove(position))
    }
}

/// A cart with live names and prices, in the body that http.md gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PricedCart {
    /// The lines whose product still exists.
    pub items: Vec<PricedLine>,
    /// Sum of the lines.
    pub subtotal: String,
    /// Taken off.
    pub discount: String,
    /// The code that took it off.
    pub discount_code: Option<String>,
    /// On subtotal less discount, half up, once on the total.
    pub tax: String,
    /// Flat; nothing for an empty cart.
    pub shipping: String,
    /// What would be paid.
    pub total: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// One line with live name and price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PricedLine {
    /// The line.
    pub item_id: CartItemId,
    /// What product.
    pub product_id: ProductId,
    /// Which variant.
    pub variant_id: VariantId,
    /// Its SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// The variant's options.
    pub options: BTreeMap<String, String>,
    /// How many.
    pub quantity: u32,
    /// What one costs now.
    pub unit_price: String,
    /// Quantity times unit price.
    pub line_total: String,
}

/// The shop's rules for totals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PricingRules {
    /// Multiplied with subtotal less discount (`cart.tax_rate`).
    pub tax_rate: Decimal,
    /// Flat fee (`cart.shipping_fee`).
    pub shipping_fee: Minor,
    /// ISO 4217 code.
    pub currency: String,
    /// The codes that shoppers may use.
    #[serde(default)]
    pub discounts: Vec<Discount>,
}

/// What a cart costs, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of the lines.
    pub subtotal: Minor,
    /// Taken off.
    pub discount: Minor,
    /// The code that took it off.
    pub discount_code: Option<String>,
    /// On subtotal less discount, half up, once.
    pub tax: Minor,
    /// Flat; nothing for an empty cart.
    pub shipping: Minor,
    /// What is to be paid.
    pub total: Minor,
}

impl PricingRules {
    /// The totals of a subtotal. A code that does not count now takes nothing off.
    #[must_use]
    pub fn totals(&self, subtotal: Minor, is_empty: bool, code: Option<&str>, now: DateTime<Utc>) -> Totals {
        let reduced = code.and_then(|code| {
            let discount = discount::find(&self.discounts, code).ok()?;
            Some((discount.off(subtotal, now).ok()?, discount.code.clone()))
        });
        let (off, discount_code) = match reduced {
            Some((off, code)) if !is_empty => (off, Some(code)),
            _ => (Minor::ZERO, None),
        };
        let taxed = subtotal.minus(off);
        let tax = taxed.fraction(self.tax_rate);
        let shipping = if is_empty { Minor::ZERO } else { self.shipping_fee };
        Totals {
            subtotal,
            discount: off,
            discount_code,
            tax,
            shipping,
            total: taxed + tax + shipping,
        }
    }

    /// Whether a code takes something off a subtotal now. Answers how it is kept, and what it takes off.
    ///
    /// # Errors
    /// [`DiscountError`].
    pub fn check_code(
        &self,
        code: &str,
        subtotal: Minor,
        now: DateTime<Utc>,
    ) -> Result<(String, Minor), DiscountError> {
        let discount = discount::find(&self.discounts, code)?;
        Ok((discount.code.clone(), discount.off(subtotal, now)?))
    }
}

/// Prices a cart against the catalogue. Lines whose product is gone are left out.
#[must_use]
pub fn price(cart: &Cart, catalogue: &Catalogue, rules: &PricingRules, now: DateTime<Utc>) -> PricedCart {
    let mut subtotal = Minor::ZERO;
    let mut items = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        let Some((product, variant)) = catalogue.find_variant(line.variant_id.as_str()) else {
            continue;
        };
        let line_total = variant.price.times(line.quantity).unwrap_or(Minor(i64::MAX));
        subtotal = subtotal + line_total;
        items.push(PricedLine {
            item_id: line.item_id,
            product_id: product.id.clone(),
            variant_id: variant.id.clone(),
            sku: variant.sku.clone(),
            name: product.name.clone(),
            options: variant.options.clone(),
            quantity: line.quantity,
            unit_price: variant.price.to_string(),
            line_total: line_total.to_string(),
        });
    }
    let totals = rules.totals(subtotal, items.is_empty(), cart.discount_code.as_deref(), now);
    PricedCart {
        items,
        subtotal: totals.subtotal.to_string(),
        discount: totals.discount.to_string(),
        discount_code: totals.discount_code,
        tax: totals.tax.to_string(),
        shipping: totals.shipping.to_string(),
        total: totals.total.to_string(),
        currency: rules.currency.clone(),
    }
}

fn checked_quantity(quantity: i64) -> Result<u32, CartError> {
    u32::try_from(quantity)
        .ok()
        .filter(|number| (1..=MAX_LINE_QUANTITY).contains(number))
        .ok_or(CartError::Quantity)
}

fn check_stock(product: &Product, variant: &Variant, wanted: u32) -> Result<(), CartError> {
    if wanted > variant.stock {
        return Err(CartError::OutOfStock {
            name: product.name.clone(),
            available: variant.stock,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
