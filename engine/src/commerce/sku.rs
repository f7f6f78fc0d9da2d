//! Stock keeping units: what they may look like, and how one is made from what people write.

/// Characters of a SKU at most.
pub const LONGEST: usize = 50;
/// Characters that the shop's own part has at most.
const LONGEST_SHOP: usize = 8;
/// Characters that the product's part has at most.
const LONGEST_PRODUCT: usize = 18;
/// Characters that the part of one option value has at most.
const LONGEST_VALUE: usize = 3;

/// Why a text is no SKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkuProblem {
    /// There is nothing.
    #[error("a SKU must not be empty")]
    Empty,
    /// Longer than it may be.
    #[error("a SKU must have at most 50 characters")]
    TooLong,
    /// It has other characters than it may.
    #[error("a SKU may have letters, digits and single hyphens between them")]
    Characters,
}

/// Checks the form of a SKU: letters, digits, and hyphens between them.
///
/// # Errors
/// What is wrong with it.
pub fn check(sku: &str) -> Result<(), SkuProblem> {
    if sku.is_empty() {
        return Err(SkuProblem::Empty);
    }
    if sku.chars().count() > LONGEST {
        return Err(SkuProblem::TooLong);
    }
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|one| one.is_ascii_alphanumeric());
    if sku.split('-').all(is_plain) {
        Ok(())
    } else {
        Err(SkuProblem::Characters)
    }
}

/// A SKU of shop, product and option values, such as `MYBIZ-TSHIRT-S-RD`. Always of good form; whether it is free in
/// the shop is another question.
#[must_use]
pub fn generate(shop: &str, product: &str, values: &[&str]) -> String {
    let mut parts = vec![letters(shop, LONGEST_SHOP), letters(product, LONGEST_PRODUCT)];
    parts.extend(values.iter().map(|value| code(value)));
    parts.retain(|part| !part.is_empty());
    let mut sku = if parts.is_empty() {
        "ITEM".to_owned()
    } else {
        parts.join("-")
    };
    sku.truncate(LONGEST);
    sku.trim_end_matches('-').to_owned()
}

/// The same SKU with a number, for when it is taken.
#[must_use]
pub fn numbered(sku: &str, number: usize) -> String {
    let tail = format!("-{number}");
    let room = LONGEST.saturating_sub(tail.len());
    let head: String = sku.chars().take(room).collect();
    format!("{}{tail}", head.trim_end_matches('-'))
}

/// Letters and digits in upper case, so many at most.
fn letters(text: &str, most: usize) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|one| one.to_ascii_uppercase())
        .take(most)
        .collect()
}

/// An option value as a short code: sizes and numbers stay as they are, words lose their vowels (`Red` is `RD`).
fn code(value: &str) -> String {
    // A half size keeps its halves apart: 10.5 is not 105.
    if value.chars().any(|one| one.is_ascii_digit()) {
        let parts: Vec<String> = value
            .split(|one: char| !one.is_ascii_alphanumeric())
            .map(|part| letters(part, LONGEST_PRODUCT))
            .filter(|part| !part.is_empty())
            .collect();
        return parts.join("-");
    }
    let plain = letters(value, usize::MAX);
    if plain.len() < LONGEST_VALUE || plain.chars().all(|one| "XSML".contains(one)) {
        return plain;
    }
    let mut code = String::new();
    for (index, one) in plain.chars().enumerate() {
        let is_said = index == 0 || !"AEIOU".contains(one);
        if is_said && !code.ends_with(one) {
            code.push(one);
        }
        if code.len() == LONGEST_VALUE {
            break;
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sku_tells_shop_product_and_values() {
        assert_eq!(generate("MYBIZ", "T-Shirt", &["S", "Red"]), "MYBIZ-TSHIRT-S-RD");
        assert_eq!(
            generate("acme", "Trail Runner", &["10.5", "Blue"]),
            "ACME-TRAILRUNNER-10-5-BL"
        );
        assert_eq!(generate("acme", "Cap", &["XXL"]), "ACME-CAP-XXL");
        assert_eq!(generate("", "日本", &[]), "ITEM");
    }

    #[test]
    fn what_is_no_sku_is_told_why() {
        assert_eq!(check("TSHRT-S-RD"), Ok(()));
        assert_eq!(check(""), Err(SkuProblem::Empty));
        assert_eq!(check(&"A".repeat(51)), Err(SkuProblem::TooLong));
        for text in ["A B", "A_B", "-A", "A-", "A--B", "Ä"] {
            assert_eq!(check(text), Err(SkuProblem::Characters), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_generated_is_always_of_good_form(
            shop in "\\PC{0,40}", product in "\\PC{0,60}", values in prop::collection::vec("\\PC{0,30}", 0..4),
            number in 2_usize..100_000,
        ) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let sku = generate(&shop, &product, &values);
            prop_assert_eq!(check(&sku), Ok(()), "{}", sku);
            let other = numbered(&sku, number);
            prop_assert_eq!(check(&other), Ok(()), "{}", other);
            prop_assert_ne!(sku, other);
        }
    }
}
