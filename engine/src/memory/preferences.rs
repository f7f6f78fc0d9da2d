//! What a shopper said to like, in the six words of the contract.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{channel::UnknownName, money::Minor};

/// Values that a list holds at most; said by talking, the oldest makes place for the newest.
pub const MOST_VALUES: usize = 20;

/// Characters of a value at most.
pub const LONGEST_VALUE: usize = 60;

/// What a preference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PreferenceKey {
    /// The size that is worn.
    Size,
    /// Makers.
    Brands,
    /// Slugs of categories.
    Categories,
    /// Styles and materials.
    Styles,
    /// Colors.
    Colors,
    /// From what to what something may cost.
    PriceRange,
}

impl PreferenceKey {
    /// Every key, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Size,
        Self::Brands,
        Self::Categories,
        Self::Styles,
        Self::Colors,
        Self::PriceRange,
    ];

    /// The name on the wire and in the `key` column.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Brands => "brands",
            Self::Categories => "categories",
            Self::Styles => "styles",
            Self::Colors => "colors",
            Self::PriceRange => "priceRange",
        }
    }

    /// The key of what was said by talking; a lowest and a highest price are both of the price range.
    #[must_use]
    pub fn of_talk(name: &str) -> Option<Self> {
        match name {
            "price_max" | "price_min" => Some(Self::PriceRange),
            other => other.parse().ok(),
        }
    }
}

impl FromStr for PreferenceKey {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|key| key.as_str() == name)
            .ok_or_else(|| UnknownName(name.to_owned()))
    }
}

/// What something may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRange {
    /// At least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Minor>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Minor>,
}

impl PriceRange {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Whether a price lies in it.
    #[must_use]
    pub fn holds(self, price: Minor) -> bool {
        self.min.is_none_or(|least| price >= least) && self.max.is_none_or(|most| price <= most)
    }
}

/// All that a shopper said to like; what was not said is absent or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The size that is worn.
    pub size: Option<String>,
    /// Makers, the first said first.
    pub brands: Vec<String>,
    /// Slugs of categories.
    pub categories: Vec<String>,
    /// Styles and materials.
    pub styles: Vec<String>,
    /// Colors.
    pub colors: Vec<String>,
    /// What something may cost.
    pub price_range: PriceRange,
}

impl Preferences {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether everything that others say stands in these as well: nothing of it was taken back.
    #[must_use]
    pub fn hold_all_of(&self, others: &Self) -> bool {
        let lists = PreferenceKey::ALL.into_iter().all(|key| {
            let own = self.list(key);
            others.list(key).iter().all(|value| own.contains(value))
        });
        let size = others.size.is_none() || others.size == self.size;
        let bound = |one: Option<Minor>, other: Option<Minor>| other.is_none() || one == other;
        let (own, other) = (self.price_range, others.price_range);
        lists && size && bound(own.min, other.min) && bound(own.max, other.max)
    }

    /// The values of a list; empty for what is no list.
    #[must_use]
    pub fn list(&self, key: PreferenceKey) -> &[String] {
        match key {
            PreferenceKey::Brands => &self.brands,
            PreferenceKey::Categories => &self.categories,
            PreferenceKey::Styles => &self.styles,
            PreferenceKey::Colors => &self.colors,
            PreferenceKey::Size | PreferenceKey::PriceRange => &[],
        }
    }

    /// The values of a list, to be changed; none for what is no list.
    pub fn list_mut(&mut self, key: PreferenceKey) -> Option<&mut Vec<String>> {
        match key {
            PreferenceKey::Brands => Some(&mut self.brands),
            PreferenceKey::Categories => Some(&mut self.categories),
            PreferenceKey::Styles => Some(&mut self.styles),
            PreferenceKey::Colors => Some(&mut self.colors),
            PreferenceKey::Size | PreferenceKey::PriceRange => None,
        }
    }

    /// Whether something is remembered under a key.
    #[must_use]
    pub fn has(&self, key: PreferenceKey) -> bool {
        match key {
            PreferenceKey::Size => self.size.is_some(),
            PreferenceKey::PriceRange => !self.price_range.is_empty(),
            list => !self.list(list).is_empty(),
        }
    }

    /// Remembers one thing that was said: `size`, `brands`, `categories`, `styles`, `colors`, `price_min` or `price_max`
    /// with its value. Answers whether it was understood; saying it twice is no fault.
    pub fn remember(&mut self, name: &str, value: &str) -> bool {
        let value = value.trim();
        if value.is_empty() || value.chars().count() > LONGEST_VALUE {
            return false;
        }
        match (name, PreferenceKey::of_talk(name)) {
            ("size", _) => self.size = Some(value.to_owned()),
            ("price_max" | "price_min", _) => return self.remember_bound(name == "price_max", value),
            (_, Some(key)) => {
                let Some(list) = self.list_mut(key) else {
                    return false;
                };
                if !list.iter().any(|known| same(known, value)) {
                    list.push(value.to_owned());
                    let beyond = list.len().saturating_sub(MOST_VALUES);
                    list.drain(..beyond);
                }
            }
            (_, None) => return false,
        }
        true
    }

    /// A bound that contradicts the other takes its place.
    fn remember_bound(&mut self, is_most: bool, value: &str) -> bool {
        let Some(bound) = Minor::parse(value).ok().filter(|bound| *bound >= Minor::ZERO) else {
            return false;
        };
        let range = &mut self.price_range;
        if is_most {
            range.max = Some(bound);
            range.min = range.min.filter(|least| *least <= bound);
        } else {
            range.min = Some(bound);
            range.max = range.max.filter(|most| *most >= bound);
        }
        true
    }

    /// Forgets one value, or all of a key where the value is empty. Answers whether there was something to forget.
    pub fn forget(&mut self, name: &str, value: &str) -> bool {
        let Some(key) = PreferenceKey::of_talk(name) else {
            return false;
        };
        if value.is_empty() || key == PreferenceKey::PriceRange {
            return self.forget_key(key);
        }
        if key == PreferenceKey::Size {
            return self.size.take_if(|size| same(size, value)).is_some();
        }
        let Some(list) = self.list_mut(key) else {
            return false;
        };
        let before = list.len();
        list.retain(|known| !same(known, value));
        list.len() < before
    }

    /// Forgets everything of a key. Answers whether there was something.
    pub fn forget_key(&mut self, key: PreferenceKey) -> bool {
        let had = self.has(key);
        match key {
            PreferenceKey::Size => self.size = None,
            PreferenceKey::PriceRange => self.price_range = PriceRange::default(),
            list => self.list_mut(list).into_iter().for_each(Vec::clear),
        }
        had
    }
}

/// Whether two values mean the same: case and space around them do not matter.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_kept_once_and_a_size_is_replaced() {
        let mut preferences = Preferences::default();
        for (name, value) in [
            ("colors", "blue"),
            ("colors", "Blue "),
            ("size", "41"),
            ("size", "42"),
        ] {
            assert!(preferences.remember(name, value), "{name}");
        }
        assert_eq!(preferences.colors, ["blue"]);
        assert_eq!(preferences.size.as_deref(), Some("42"));
        assert!(!preferences.remember("shoe", "42"));
        assert!(!preferences.remember("colors", " "));
    }

    #[test]
    fn a_price_that_contradicts_the_other_bound_takes_its_place() {
        let mut preferences = Preferences::default();
        assert!(preferences.remember("price_min", "80"));
        assert!(preferences.remember("price_max", "50.00"));
        assert_eq!(
            (preferences.price_range.min, preferences.price_range.max),
            (None, Some(Minor(5_000)))
        );
        assert!(!preferences.remember("price_max", "-1"));
        assert!(!preferences.remember("price_max", "cheap"));
    }

    #[test]
    fn one_value_or_a_whole_key_is_forgotten() {
        let mut preferences = Preferences {
            size: Some("42".to_owned()),
            colors: vec!["blue".to_owned(), "black".to_owned()],
            ..Preferences::default()
        };
        assert!(preferences.forget("colors", "BLUE"));
        assert!(!preferences.forget("colors", "red"));
        assert_eq!(preferences.colors, ["black"]);
        assert!(!preferences.forget("size", "41"));
        assert!(preferences.forget("colors", "") && preferences.forget("size", "42"));
        assert!(preferences.is_empty());
    }

    #[test]
    fn a_list_keeps_the_newest_of_too_many() {
        let mut preferences = Preferences::default();
        for number in 0..=MOST_VALUES {
            preferences.remember("styles", &format!("style {number}"));
        }
        assert_eq!(preferences.styles.len(), MOST_VALUES);
        assert_eq!(preferences.styles[0], "style 1");
    }
}
