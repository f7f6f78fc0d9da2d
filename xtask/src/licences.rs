//! Everything that is linked in is under a licence that we may ship under.

use serde_json::Value;

const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "CC0-1.0",
    "Unlicense",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CDLA-Permissive-2.0",
    "MPL-2.0",
];

/// Crates whose licence is not on the list.
pub fn violations(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter_map(|package| {
            let name = package["name"].as_str().unwrap_or_default();
            match package["license"].as_str() {
                Some(expression) if is_allowed(expression) => None,
                Some(expression) => Some(format!("{name} is under {expression}, which is not on the list")),
                None => Some(format!("{name} names no licence")),
            }
        })
        .collect()
}

/// Whether one alternative of an SPDX expression is on the list in all its parts.
fn is_allowed(expression: &str) -> bool {
    // `A/B` is how older crates write `A OR B`.
    let expression = expression.replace('/', " OR ");
    let flat = expression.replace(['(', ')'], " ");
    let is_grouped = expression.contains('(') && flat.contains(" AND ");
    if is_grouped {
        // `(A OR B) AND C`: every group must offer an allowed alternative.
        return expression
            .split(" AND ")
            .all(|group| is_allowed(group.trim().trim_matches(['(', ')'])));
    }
    flat.split(" OR ").any(|alternative| {
        alternative
            .split(" AND ")
            .all(|part| ALLOWED.contains(&part.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn one_allowed_alternative_is_enough_and_every_part_of_it_counts() {
        assert!(is_allowed("MIT OR GPL-3.0-or-later"));
        assert!(is_allowed("MIT/Apache-2.0"));
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("GPL-3.0-or-later"));
        assert!(!is_allowed("MIT AND GPL-2.0-only"));
    }
}
