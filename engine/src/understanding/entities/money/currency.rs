//! The names of currencies in five languages.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::pattern::pattern;

/// Codes that are read in any case.
const CODES: &str = "usd|eur|gbp|jpy|cny|rmb|chf|cad|aud|nzd|hkd|sgd|inr|mxn|brl|rub|krw|sek|nok|dkk|pln|czk|huf|zar|btc|thb|idr|aed|ils";
const SYMBOLS: &str = "[$€£¥₹₿₾₽₩元]";
/// Names, with what they are called in the standard; the first that starts a written name wins.
const NAMES: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("buck", "USD"),
    ("euro", "EUR"),
    ("quid", "GBP"),
    ("pound", "GBP"),
    ("pond", "GBP"),
    ("pfund", "GBP"),
    ("livre", "GBP"),
    ("sterlin", "GBP"),
    ("yen", "JPY"),
    ("franc", "CHF"),
    ("frank", "CHF"),
    ("franken", "CHF"),
    ("rupee", "INR"),
    ("rupie", "INR"),
    ("roupie", "INR"),
    ("yuan", "CNY"),
    ("kuai", "CNY"),
    ("renminbi", "CNY"),
    ("peso", "MXN"),
    ("rubel", "RUB"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("rubli", "RUB"),
    ("bitcoin", "BTC"),
];
const NOUNS: &str = "dollars?|dollari|dollaro|bucks?|quid|euros?|pounds?(?: sterling)?|ponden|pond|pfund|livres?(?: sterling)?|sterline|sterlina|yens?|francs?|franken|frank|franchi|franco|rupees?|rupien|roupies?|rupie|rupia|roepies?|yuans?|kuai|renminbi|pesos?|rubles?|roubles?|rubel|roebel|rubli|won|kronor|kroner|kronen|krona|krone|couronnes?|corone|reais|lire|lira|mark|markka|marks|cents?|centimes?|centesimi|centavos?|pence|pennies|penny|penni|baht|dinars?|dirhams?|riel|riyals?|shekels?|zloty|forint|bitcoins?|guilders?|gulden";
/// Whose money it is, before the name or behind it.
const WHOSE: &str = r"us|u\.s\.|american|amerikaanse|amerikanische[nr]?|canadian|canadese|kanadische[nr]?|australian|australische[nr]?|swiss|zwitserse|schweizer|british|britse|britische[nrs]?|hong kong|new zealand|neuseeländische[nr]?|nieuw-zeelandse|singapore|mexican|mexicaanse|mexikanische[nr]?|japanese|japanse|japanische[nr]?|chinese|chinesische[nr]?|indian|indische[nr]?|russian|russische[nr]?|swedish|danish|norwegian|kambodschanische[nr]?|cambodian|deutsche|german|french|italian|irish|turkish|korean|brazilian";
const WHOSE_BEHIND: &str = r"us|américains?|americani|statunitensi|canadiens?|canadesi|australiens?|australiani|suisses?|svizzeri|mexicains?|messicani|japonais|giapponesi|chinois|cinesi|français|belges?|néo-zélandais|neozelandesi|de hong kong|di hong kong";

/// What follows an amount and makes it money.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[\s\u{{a0}}-]{{0,2}}(?:de\s|d['’]|di\s|of\s)?(?:(?:{WHOSE})\s(?:{NOUNS})|(?:{NOUNS})(?:\s(?:{WHOSE_BEHIND}))?|m?(?:{CODES}))\b|[\s\u{{a0}}]?(?:(?:de|di)\s)?(?:us\s?)?{SYMBOLS})"
    ))
});
/// What stands before an amount and makes it money.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(?:\b(?:us|u\.s\.|ca?|au?|nz|hk|nt|s|r|mex|{CODES})\s?)?{SYMBOLS}|\b(?:{CODES}|dollari|euro))[\s\u{{a0}}]?$"
    ))
});
/// The smaller coin behind the larger: "15 dollars 50".
static COINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s(?:(?:and|en|und|et|e)\s)?(\d{1,2})(\s(?:cents?|ct|centimes?|centesimi)\b)?\s*(?:[.,;!?)]|$)",
    )
});

/// Where a currency that stands right before a place starts.
pub(super) fn before(text: &str, place: usize) -> Option<usize> {
    // A currency before an amount is short.
    let mut from = place.saturating_sub(14);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = text.get(from..place)?;
    BEFORE.find(near).map(|hit| from + hit.start())
}

/// Where a currency that stands right behind a place ends.
pub(super) fn behind(text: &str, place: usize) -> Option<usize> {
    BEHIND.find(text.get(place..)?).map(|hit| place + hit.end())
}

/// Coins behind a larger unit: how many, and where they end.
pub(super) fn coins(text: &str, place: usize) -> Option<(u32, usize)> {
    let hit = COINS.captures(text.get(place..)?)?;
    let end = hit.get(2).or_else(|| hit.get(1))?.end();
    Some((hit.get(1)?.as_str().parse().ok()?, place + end))
}

/// Whether a written unit is a hundredth of another.
pub(super) fn is_coin(unit: &str) -> bool {
    let word = unit
        .trim_matches(|letter: char| !letter.is_alphabetic())
        .to_lowercase();
    ["cent", "penn", "pence"].iter().any(|coin| word.contains(coin))
}

/// The code of a written currency, where it is known.
pub(super) fn code(unit: &str) -> Option<&'static str> {
    const STANDARD: &[&str] = &[
        "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD", "NZD", "HKD", "SGD", "INR", "MXN", "BRL",
        "RUB", "KRW", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "ZAR", "BTC", "THB",
    ];
    let lower = unit.to_lowercase();
    let abroad = [
        ("canad", "CAD"),
        ("kanad", "CAD"),
        ("austral", "AUD"),
        ("zeal", "NZD"),
        ("neusee", "NZD"),
        ("zélan", "NZD"),
        ("hong", "HKD"),
        ("singap", "SGD"),
    ];
    let in_dollars = lower.contains("dollar") || lower.contains('$');
    if let (true, Some((_, code))) = (in_dollars, abroad.iter().find(|(word, _)| lower.contains(word))) {
        return Some(code);
    }
    let by_code = STANDARD.iter().find(|code| {
        lower
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| word.eq_ignore_ascii_case(code))
    });
    if let Some(code) = by_code {
        return Some(code);
    }
    if is_coin(&lower) && !lower.contains("p") {
        return None;
    }
    let by_sign = [
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥", "JPY"),
        ("₹", "INR"),
        ("₿", "BTC"),
        ("元", "CNY"),
        ("$", "USD"),
    ];
    let by_name = NAMES.iter().find(|(name, _)| {
        lower
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| word.starts_with(name))
    });
    by_sign
        .iter()
        .find(|(sign, _)| lower.contains(sign))
        .or(by_name)
        .map(|(_, code)| *code)
}
