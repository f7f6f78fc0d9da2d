//! Laying sources over each other.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{Table, Value};

use super::{
    error::{Origin, SettingsError},
    sources::{ENVIRONMENT_PREFIX, Sources},
};

const DEFAULT: &str = include_str!("../../default.toml");
const PROFILES: [(&str, &str); 2] = [
    ("development", include_str!("../../development.toml")),
    ("production", include_str!("../../production.toml")),
];

/// A name this unlike every known one is not a slip of the keyboard (Jaro-Winkler, 1 is the same).
const LEAST_LIKENESS: f64 = 0.6;

/// All sources in one table, and where each value that is not a default came from.
#[derive(Debug)]
pub(super) struct Layered {
    pub(super) table: Table,
    /// The defaults alone: they tell what is known and of what kind it is.
    defaults: Table,
    pub(super) origins: BTreeMap<String, Origin>,
}

/// Lays the sources over each other, each key checked against the defaults: they name every setting there is.
pub(super) fn layer(sources: &Sources) -> Result<Layered, SettingsError> {
    let defaults = parse(DEFAULT, &Origin::Default)?;
    let mut layered = Layered {
        table: defaults.clone(),
        defaults,
        origins: BTreeMap::new(),
    };
    let mut profile_known = false;
    if let Some((name, text)) = PROFILES.iter().find(|(name, _)| *name == sources.profile) {
        profile_known = true;
        layered.lay_text(text, &Origin::Profile((*name).to_owned()))?;
    }
    if let Some(folder) = &sources.config_dir {
        layered.lay_file(&folder.join("default.toml"))?;
        // A profile is one name, not a way through the file system.
        if is_plain(&sources.profile) && sources.profile != "default" {
            profile_known |= layered.lay_file(&folder.join(format!("{}.toml", sources.profile)))?;
        }
    }
    if !profile_known {
        let known = PROFILES.iter().map(|(name, _)| (*name).to_owned());
        return Err(SettingsError::UnknownProfile {
            profile: sources.profile.clone(),
            nearest: nearest(&sources.profile, known),
        });
    }
    for (name, value) in &sources.environment {
        let Some(path) = name.strip_prefix(ENVIRONMENT_PREFIX) else {
            continue;
        };
        let key = path.replace("__", ".").to_lowercase();
        layered.lay_text_value(&key, value, &Origin::Environment(name.clone()))?;
    }
    for (key, value) in &sources.overrides {
        layered.lay_text_value(key, value, &Origin::Flag(key.clone()))?;
    }
    Ok(layered)
}

impl Layered {
    /// Lays a file over the table; `false` where there is none.
    fn lay_file(&mut self, path: &Path) -> Result<bool, SettingsError> {
        match fs::read_to_string(path) {
            Ok(text) => self
                .lay_text(&text, &Origin::File(path.to_owned()))
                .map(|()| true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(SettingsError::Read {
                path: path.to_owned(),
                reason: error.to_string(),
            }),
        }
    }

    fn lay_text(&mut self, text: &str, origin: &Origin) -> Result<(), SettingsError> {
        let table = parse(text, origin)?;
        let mut leaves = Vec::new();
        collect_leaves(&table, "", &mut leaves);
        for (key, value) in leaves {
            // A section without keys sets nothing, but its name may be wrong.
            if !value.is_table() || find(&self.defaults, &key).is_none_or(|known| !known.is_table()) {
                self.set(&key, origin, |_| Ok(value))?;
            }
        }
        Ok(())
    }

    /// Lays a value over the table that is written as text; the default tells what kind it is of.
    fn lay_text_value(&mut self, key: &str, text: &str, origin: &Origin) -> Result<(), SettingsError> {
        self.set(key, origin, |default| typed(default, text))
    }

    fn set(
        &mut self,
        key: &str,
        origin: &Origin,
        value: impl FnOnce(&Value) -> Result<Value, String>,
    ) -> Result<(), SettingsError> {
        let default = find(&self.defaults, key).filter(|value| !value.is_table());
        let (Some(default), Some(place)) = (default, find_mut(&mut self.table, key)) else {
            let mut known = Vec::new();
            collect_leaves(&self.defaults, "", &mut known);
            return Err(SettingsError::UnknownKey {
                key: key.to_owned(),
                origin: origin.clone(),
                nearest: nearest(key, known.into_iter().map(|(name, _)| name)),
            });
        };
        *place = value(default).map_err(|reason| SettingsError::Value {
            key: key.to_owned(),
            origin: origin.clone(),
            reason,
        })?;
        self.origins.insert(key.to_owned(), origin.clone());
        Ok(())
    }
}

fn parse(text: &str, origin: &Origin) -> Result<Table, SettingsError> {
    toml::from_str(text).map_err(|error: toml::de::Error| SettingsError::Syntax {
        origin: origin.clone(),
        reason: error.to_string(),
    })
}

/// Values with their names in dots. A section without keys counts as a value.
fn collect_leaves(table: &Table, above: &str, leaves: &mut Vec<(String, Value)>) {
    for (name, value) in table {
        let key = if above.is_empty() {
            name.clone()
        } else {
            format!("{above}.{name}")
        };
        match value {
            Value::Table(below) if !below.is_empty() => collect_leaves(below, &key, leaves),
            other => leaves.push((key, other.clone())),
        }
    }
}

/// The value or section of a name in dots.
fn find<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    match key.split_once('.') {
        Some((section, rest)) => find(table.get(section)?.as_table()?, rest),
        None => table.get(key),
    }
}

/// The place of a name in dots.
fn find_mut<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Value> {
    match key.split_once('.') {
        Some((section, rest)) => find_mut(table.get_mut(section)?.as_table_mut()?, rest),
        None => table.get_mut(key),
    }
}

/// Reads a text as the kind of value that the default is.
fn typed(default: &Value, text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    match default {
        Value::Integer(_) => trimmed
            .replace('_', "")
            .parse()
            .map(Value::Integer)
            .map_err(|_| format!("{text:?} is not a whole number")),
        Value::Float(_) => trimmed
            .parse()
            .map(Value::Float)
            .map_err(|_| format!("{text:?} is not a number")),
        Value::Boolean(_) => match trimmed.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(Value::Boolean(true)),
            "false" | "0" | "no" | "off" => Ok(Value::Boolean(false)),
            _ => Err(format!("{text:?} is neither true nor false")),
        },
        Value::Array(_) => Ok(Value::Array(
            trimmed
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Value::String(item.to_owned()))
                .collect(),
        )),
        _ => Ok(Value::String(text.to_owned())),
    }
}

/// The known name most like a wrong one. The last part weighs alone too: whoever names the wrong section for a key
/// still wants the key.
fn nearest(wrong: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let last = |key: &str| key.rsplit('.').next().map(str::to_owned).unwrap_or_default();
    let wrong_last = last(wrong);
    known
        .map(|name| {
            let whole = strsim::jaro_winkler(wrong, &name);
            let tail = strsim::jaro_winkler(&wrong_last, &last(&name));
            (whole + tail, name)
        })
        .filter(|(likeness, _)| *likeness >= 2.0 * LEAST_LIKENESS)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}

fn is_plain(profile: &str) -> bool {
    !profile.is_empty()
        && profile
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}
