//! The words of numbers in five languages.

use std::{collections::HashMap, sync::LazyLock};

/// The languages a word may belong to, one bit each.
pub(super) type Languages = u8;

pub(super) const EN: Languages = 1;
pub(super) const NL: Languages = 2;
pub(super) const DE: Languages = 4;
pub(super) const FR: Languages = 8;
pub(super) const IT: Languages = 16;
/// In the order in which the languages stand here.
pub(super) const ORDER: [Languages; 5] = [EN, NL, DE, FR, IT];

/// What a word of a number does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// Adds, below a hundred.
    Small(f64),
    /// Multiplies what was said, a hundred or more.
    Scale(f64),
    /// Joins: "and".
    And,
    /// "a half", "three quarters": what one of them is worth.
    Fraction(f64),
    /// An article that is a number only before a scale or a fraction.
    Article,
    /// Turns below zero.
    Minus,
}

/// From zero to nineteen.
const SMALL: [&str; 5] = [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
];

/// From twenty to ninety.
const TENS: [&str; 5] = [
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "vingt trente quarante cinquante soixante septante huitante nonante",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
];

const SCALES: [(Languages, &[(f64, &str)]); 5] = [
    (
        EN,
        &[
            (1e2, "hundred hundreds"),
            (1e3, "thousand thousands"),
            (1e6, "million millions"),
            (1e9, "billion billions"),
            (1e12, "trillion trillions"),
            (1e5, "lakh lakhs"),
            (1e7, "crore crores"),
            (12.0, "dozen dozens"),
        ],
    ),
    (
        NL,
        &[
            (1e2, "honderd"),
            (1e3, "duizend"),
            (1e6, "miljoen miljoenen"),
            (1e9, "miljard miljarden"),
            (1e12, "biljoen"),
            (1e15, "biljard"),
            (12.0, "dozijn"),
        ],
    ),
    (
        DE,
        &[
            (1e2, "hundert"),
            (1e3, "tausend"),
            (1e6, "million millionen"),
            (1e9, "milliarde milliarden"),
            (1e12, "billion billionen"),
            (12.0, "dutzend"),
        ],
    ),
    (
        FR,
        &[
            (1e2, "cent cents"),
            (1e3, "mille milliers"),
            (1e6, "million millions"),
            (1e9, "milliard milliards"),
            (1e12, "billion billions"),
            (1e5, "lakh lakhs"),
            (12.0, "douzaine douzaines"),
        ],
    ),
    (
        IT,
        &[
            (1e2, "cento"),
            (1e3, "mille mila"),
            (1e6, "milione milioni"),
            (1e9, "miliardo miliardi"),
            (1e12, "bilione bilioni trilione"),
            (12.0, "dozzina dozzine"),
        ],
    ),
];

const JOINING: [&str; 5] = ["and", "en", "und", "et", "e"];
const ARTICLES: [&str; 5] = ["a an", "een", "ein eine einen einer", "un une", "un una"];
const BELOW: [&str; 5] = [
    "minus negative",
    "min minus negatief",
    "minus negativ",
    "moins négatif",
    "meno negativo",
];
const HALVES: [&str; 5] = [
    "half halves",
    "half halve",
    "halb halbe halber halbes halben einhalb",
    "demi demie demis",
    "mezzo mezza mezzi mezze",
];
const QUARTERS: [&str; 5] = [
    "quarter quarters",
    "kwart",
    "viertel",
    "quart quarts",
    "quarto quarti",
];
const THIRDS: [&str; 5] = ["third thirds", "derde", "drittel", "tiers", "terzo terzi"];

/// What each word does, in which languages; a word that does two things is there twice.
pub(super) static WORDS: LazyLock<HashMap<&'static str, Vec<(Languages, Part)>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Vec<(Languages, Part)>> = HashMap::new();
    let mut add = |list: &'static str, language: Languages, part: Part| {
        for word in list.split_whitespace() {
            let known = words.entry(word).or_default();
            match known.iter_mut().find(|(_, other)| *other == part) {
                Some((languages, _)) => *languages |= language,
                None => known.push((language, part)),
            }
        }
    };
    for (place, language) in ORDER.into_iter().enumerate() {
        for (value, word) in SMALL[place].split_whitespace().enumerate() {
            add(word, language, Part::Small(value as f64));
        }
        for (value, word) in TENS[place].split_whitespace().enumerate() {
            add(word, language, Part::Small(20.0 + 10.0 * value as f64));
        }
        for (value, list) in SCALES[place].1 {
            add(list, language, Part::Scale(*value));
        }
        add(JOINING[place], language, Part::And);
        add(ARTICLES[place], language, Part::Article);
        add(BELOW[place], language, Part::Minus);
        add(HALVES[place], language, Part::Fraction(0.5));
        add(QUARTERS[place], language, Part::Fraction(0.25));
        add(THIRDS[place], language, Part::Fraction(1.0 / 3.0));
    }
    add("één", NL, Part::Small(1.0));
    add("dreissig", DE, Part::Small(30.0));
    add("zwo", DE, Part::Small(2.0));
    add("vingts", FR, Part::Small(20.0));
    add("octante", FR, Part::Small(80.0));
    add("naught nought nil", EN, Part::Small(0.0));
    add("tre tré", IT, Part::Small(3.0));
    add("dreiviertel", DE, Part::Fraction(0.75));
    add("driekwart", NL, Part::Fraction(0.75));
    add("anderhalf anderhalve", NL, Part::Small(1.5));
    add("anderthalb eineinhalb", DE, Part::Small(1.5));
    words
});

/// The ordinals below a hundred that are denominators, without what they end in.
pub(super) fn denominator(word: &str, languages: Languages) -> Option<(f64, Languages)> {
    const IRREGULAR: &[(Languages, &str, f64)] = &[
        (EN, "fourth", 4.0),
        (EN, "fifth", 5.0),
        (EN, "eighth", 8.0),
        (EN, "ninth", 9.0),
        (EN, "twelfth", 12.0),
        (EN, "first", 1.0),
        (EN, "second", 2.0),
        (NL, "achtste", 8.0),
        (NL, "eerste", 1.0),
        (DE, "fünftel", 5.0),
        (DE, "achtel", 8.0),
        (DE, "siebtel", 7.0),
        (FR, "cinquième", 5.0),
        (FR, "neuvième", 9.0),
        (FR, "quatrième", 4.0),
        (FR, "unième", 1.0),
        (IT, "quinto", 5.0),
        (IT, "sesto", 6.0),
        (IT, "settimo", 7.0),
        (IT, "ottavo", 8.0),
        (IT, "nono", 9.0),
        (IT, "decimo", 10.0),
        (IT, "quinti", 5.0),
        (IT, "sesti", 6.0),
        (IT, "settimi", 7.0),
        (IT, "ottavi", 8.0),
        (IT, "noni", 9.0),
        (IT, "decimi", 10.0),
    ];
    let single = word.strip_suffix('s').unwrap_or(word);
    let known = IRREGULAR
        .iter()
        .find(|(language, name, _)| languages & language != 0 && (*name == word || *name == single));
    if let Some((language, _, value)) = known {
        return Some((*value, *language));
    }
    const ENDINGS: &[(Languages, &str, &str)] = &[
        (EN, "ieth", "y"),
        (EN, "th", ""),
        (NL, "ste", ""),
        (NL, "de", ""),
        (DE, "stel", ""),
        (DE, "tel", ""),
        (FR, "ième", "e"),
        (FR, "ième", ""),
        (FR, "ieme", "e"),
        (FR, "ieme", ""),
        (IT, "esimo", "i"),
        (IT, "esimo", "o"),
        (IT, "esimo", "e"),
        (IT, "esimo", "a"),
        (IT, "esimi", "i"),
        (IT, "esimi", "o"),
        (IT, "esimi", "e"),
        (IT, "esimi", "a"),
    ];
    ENDINGS
        .iter()
        .filter(|(language, _, _)| languages & language != 0)
        .find_map(|(language, ending, instead)| {
            let stem = single
                .strip_suffix(ending)
                .or_else(|| word.strip_suffix(ending))?;
            let whole = format!("{stem}{instead}");
            let value = super::compound::value(&whole, *language)?;
            (value > 1.0).then_some((value, *language))
        })
}
