//! The lines of a data set.

use std::path::Path;

use anyhow::Context;
use serde_json::Value;

/// One line of a file.
#[derive(Clone, Debug)]
pub struct Row(Value);

impl Row {
    /// The text of a field; empty when there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// The number of a field; zero when there is none.
    #[must_use]
    pub fn number(&self, field: &str) -> f64 {
        self.0.get(field).and_then(Value::as_f64).unwrap_or_default()
    }

    /// The texts of a list; none when there is no such list.
    #[must_use]
    pub fn texts(&self, field: &str) -> Vec<&str> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The objects of a list.
    #[must_use]
    pub fn rows(&self, field: &str) -> Vec<Self> {
        let list = self.0.get(field).and_then(Value::as_array);
        list.into_iter().flatten().cloned().map(Row).collect()
    }

    /// Any field.
    #[must_use]
    pub fn field(&self, field: &str) -> &Value {
        self.0.get(field).unwrap_or(&Value::Null)
    }
}

/// Reads a file with one JSON object a line.
///
/// # Errors
/// Names the file, and the line that cannot be read.
pub fn read(path: &Path) -> anyhow::Result<Vec<Row>> {
    let whole = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    whole
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let value = serde_json::from_str(line)
                .with_context(|| format!("{}, line {}", path.display(), number + 1))?;
            Ok(Row(value))
        })
        .collect()
}
