//! Short names for addresses and references, made from what people write.

use rand::RngExt;

/// Characters of a slug at most.
const LONGEST: usize = 60;
/// Characters of a slug that somebody else made.
const LONGEST_GIVEN: usize = 255;

/// The words of a text in lower case, joined by hyphens; `fallback` when nothing is left of it.
#[must_use]
pub fn slug(text: &str, fallback: &str) -> String {
    let mut slug = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if slug.len() >= LONGEST {
            break;
        }
        match plain(character) {
            Some(letters) => slug.push_str(letters),
            None if character.is_ascii_alphanumeric() => slug.push(character),
            None if character == '\'' || character == '’' => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        fallback.to_owned()
    } else {
        slug.to_owned()
    }
}

/// Whether a text is of the form of a slug: lower case letters, digits, and single hyphens between them.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let is_plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit();
    text.len() <= LONGEST_GIVEN
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(is_plain))
}

/// The same slug with a tail, for when it is taken.
#[must_use]
pub fn with_tail(slug: &str) -> String {
    format!("{slug}-{:05x}", rand::rng().random_range(0..0x10_0000_u32))
}

/// Letters of our languages that have a plain form.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ä' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ö' => "oe",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        'ß' => "ss",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_the_words_and_drops_the_rest() {
        assert_eq!(slug("  Müller & Söhne, Inc. ", "shop"), "mueller-soehne-inc");
        assert_eq!(
            slug("What's your return policy?", "x"),
            "whats-your-return-policy"
        );
        assert_eq!(slug("日本", "shop"), "shop");
        assert_eq!(slug("---", "shop"), "shop");
        assert!(slug(&"word ".repeat(40), "x").len() <= LONGEST);
    }

    #[test]
    fn a_slug_is_known_by_its_form() {
        for good in ["cap", "trail-runner-2"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "Cap", "a b", "-a", "a--b", "a/b", "straße"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_tail_makes_another_slug_of_it() {
        let tailed = with_tail("shop");
        assert!(tailed.starts_with("shop-") && tailed.len() == "shop-".len() + 5);
    }
}
