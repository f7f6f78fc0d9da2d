//! The facts that a message names: numbers, money, dates, orders, addresses, products.

pub mod address;
pub mod contact;
pub mod date;
pub mod duration;
pub mod money;
pub mod number;
pub mod options;
pub mod order;
pub mod percent;
pub mod quantity;
pub mod sku;
pub mod time;
pub mod when;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{products::CatalogueLexicon, text::Reading};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Any number; the value is the number.
    Number,
    /// A share; the value is the number before the sign.
    Percent,
    /// `{"amount","currency"}`, the currency null where none was said.
    Money,
    /// `{"date"}`, or `{"from","to"}` for a span of days, both included, or `{"said"}` for a time that could not be
    /// told from the words.
    Date,
    /// `{"time"}`, hours and minutes.
    Time,
    /// An ISO 8601 duration.
    Duration,
    /// A mail address in lower case.
    Email,
    /// A telephone number as digits, with a plus where there was one.
    Phone,
    /// A web address.
    Url,
    /// `{"product_ids","ambiguous"}`.
    Product,
    /// A stock keeping unit of the catalogue.
    Sku,
    /// An order number, `order_000123`.
    Order,
    /// How many of something.
    Quantity,
    /// A size as the catalogue writes it.
    Size,
    /// A colour as the catalogue writes it.
    Color,
    /// A postal address.
    Address,
    /// A brand of the catalogue.
    Brand,
    /// The slug of a category.
    Category,
    /// A discount code in upper case.
    DiscountCode,
    /// `{"key","value"}`.
    Preference,
}

/// One fact and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// As written.
    pub text: String,
    /// What it means, in one form for each kind.
    pub value: Value,
}

/// A fact with byte offsets, before it becomes an [`Entity`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) kind: EntityKind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
}

impl Found {
    pub(super) fn new(kind: EntityKind, start: usize, end: usize, value: impl Into<Value>) -> Self {
        Self {
            kind,
            start,
            end,
            value: value.into(),
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Every fact in a message, in the order of the text.
#[must_use]
pub fn find(reading: &Reading<'_>, lexicon: &CatalogueLexicon, now: DateTime<Utc>) -> Vec<Entity> {
    let mut fixed = contact::emails(reading.text);
    for family in [
        contact::urls(reading.text),
        address::find(reading.text),
        order::find(reading.text),
        sku::find(reading, lexicon),
        order::discount_codes(reading.text),
    ] {
        push_free(&mut fixed, family);
    }
    let mut days = date::find(reading, now.date_naive());
    days.retain(|day| !fixed.iter().any(|one| one.overlaps(day)));
    push_free(&mut fixed, contact::phones(reading.text, &days));
    let mut found = days.clone();
    let mut times = time::find(reading.text);
    times.retain(|time| !days.iter().any(|day| day.overlaps(time)));
    found.extend(times);
    found.extend(duration::find(reading));
    found.extend(when::unresolved(reading, &found));
    found.extend(percent::find(reading));
    found.extend(money::find(reading));
    let measured: Vec<Found> = found.clone();
    found.extend(
        number::find(reading)
            .into_iter()
            .filter(|one| !days.iter().any(|day| day.overlaps(one))),
    );
    found.extend(quantity::find(reading, &measured, lexicon));
    found.extend(options::find(reading, lexicon));
    found.extend(lexicon.mentions(reading));
    found.retain(|one| !fixed.iter().any(|other| other.overlaps(one)));
    found.extend(fixed);
    found.sort_by_key(|one| (one.start, one.end, one.kind));
    found.dedup_by(|right, left| right.kind == left.kind && right.overlaps(left));
    found.into_iter().map(|one| entity(reading, one)).collect()
}

fn push_free(taken: &mut Vec<Found>, family: Vec<Found>) {
    for one in family {
        if !taken.iter().any(|other| other.overlaps(&one)) {
            taken.push(one);
        }
    }
}

fn entity(reading: &Reading<'_>, found: Found) -> Entity {
    Entity {
        kind: found.kind,
        start: reading.code_point(found.start),
        end: reading.code_point(found.end),
        text: reading.slice(found.start, found.end).to_owned(),
        value: found.value,
    }
}

#[cfg(test)]
mod tests;
