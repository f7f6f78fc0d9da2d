//! Personal names in a message: after an introduction, a salutation, a title or at its end.
//!
//! A name is told by where it stands, in five languages; a list of names would miss most of them. After words that can
//! only introduce a name ("my name is") anything counts as one, elsewhere only words with a capital that no product or
//! brand of the shop has.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::CatalogueLexicon;

/// Words of a name at most.
const MOST_WORDS: usize = 5;
/// Words of a name that is written in small letters at most: what comes after is the sentence.
const MOST_SMALL_WORDS: usize = 2;
/// Letters of the shortest part of a name that is hidden by itself.
const SHORTEST_PART: usize = 3;

/// Can only be followed by a name.
static INTRODUCES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\bmy (?:full |first |last |sur)?name(?:['’]s|s| is)|\bi(?:['’]m| am) called|\b(?:full |first |last |sur)?name ?[:=]|\bik heet|\bmijn (?:voor|achter)?naam is|\b(?:voor|achter)?naam ?[:=]|\bich hei(?:ß|ss)e|\bmein (?:vor|nach)?name ist|\b(?:vor|nach)name ?[:=]|\bje m['’]appelle|\bmon (?:pré)?nom est|\b(?:pré)?nom ?[:=]|\bmi chiamo|\bil mio (?:cog)?nome è|\b(?:cog)?nome ?[:=])\s*",
    )
    .ok()
});
/// May be followed by a name: what stands there has to look like one.
static MAY_INTRODUCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\bthis is|\bi(?:['’]m| am)|\bhier is|\bdit is|\bik ben|\bu spreekt met|\bje spreekt met|\bhier (?:ist|spricht)|\bich bin|\bc['’]est|\bje suis|\bici|\bsono|\bqui è|\bparla|\b(?:mr|mrs|ms|miss|dr|herr|herrn|frau|mevrouw|mevr|meneer|dhr|mw|monsieur|madame|mme|signora?|sig\.ra)\b\.?|\bnamens|\bon behalf of|\bcare of|\bc/o|\bau nom de|\bim namen von|\ba nome di)\s+",
    )
    .ok()
});
/// Opens a letter; the name ends with a comma or the line.
static SALUTES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?im)(?:\bdear|\bhi|\bhello|\bhey|\bbeste|\bgeachte|\blieve|\bhallo|\bhoi|\bliebe[r]?|\bsehr geehrte[r]?|\bcher|\bchère|\bbonjour|\bcaro|\bcara|\bgentile|\bbuongiorno|\bciao) +",
    )
    .ok()
});
/// Ends a letter; the name ends the text or its line.
static CLOSES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\bregards|\bsincerely|\bcheers|\bthanks|\bthank you|\byours|\bgroet(?:en|jes|je)?|\bgr|\bbedankt|\bmvg|\bgrü(?:ß|ss)e[n]?|\bgru(?:ß|ss)|\bmfg|\blg|\bdanke|\bcordialement|\bbises|\bsalutations|\bmerci|\bsaluti|\bgrazie)[,.!]?\s+",
    )
    .ok()
});

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "di", "da", "del", "della", "le", "la", "ten", "ter", "te", "zu",
    "zum", "du", "des", "dos", "bin", "al", "el", "'t", "op",
];
/// Words with a capital that greet nobody in particular.
const NOBODY: &[&str] = &[
    "team",
    "there",
    "all",
    "everyone",
    "support",
    "service",
    "sir",
    "madam",
    "customer",
    "mr",
    "mrs",
    "ms",
    "dr",
    "herr",
    "herrn",
    "frau",
    "mevrouw",
    "meneer",
    "heer",
    "dames",
    "heren",
    "damen",
    "herren",
    "monsieur",
    "madame",
    "messieurs",
    "mesdames",
    "signor",
    "signora",
    "signore",
    "i",
    "ich",
    "ik",
    "je",
    "io",
    "de",
    "the",
    "die",
    "das",
    "le",
    "la",
    "il",
    "iedereen",
    "zusammen",
    "tous",
    "tutti",
    "client",
    "kunde",
    "klant",
    "cliente",
    "equipe",
    "klantenservice",
];
/// Words that end a name written in small letters.
const GOES_ON: &[&str] = &[
    "and", "but", "i", "im", "my", "from", "with", "so", "the", "can", "where", "what", "when", "how", "is",
    "please", "you", "en", "maar", "ik", "mijn", "van", "waar", "wat", "hoe", "met", "und", "aber", "ich",
    "mein", "aus", "wo", "was", "wie", "mit", "et", "mais", "je", "mon", "ma", "de", "où", "avec", "e", "ed",
    "ma", "il", "la", "mio", "dove", "con", "vorrei", "not", "niet", "nicht", "pas", "non", "on", "op",
    "auf", "sur", "su", "for", "voor", "für", "pour", "per",
];

/// The personal names in a text, as they are written, each once; a part of a longer one counts as well.
pub(super) fn names(text: &str, lexicon: &CatalogueLexicon) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    };
    let places = |pattern: &Option<Regex>| -> Vec<usize> {
        let hits = pattern.iter().flat_map(|pattern| pattern.find_iter(text));
        hits.map(|hit| hit.end()).collect()
    };
    for at in places(&INTRODUCES) {
        let rest = &text[at..];
        let name = capitalised(rest, lexicon);
        add(if name.is_empty() { small(rest) } else { name });
    }
    for at in places(&MAY_INTRODUCE) {
        add(capitalised(&text[at..], lexicon));
    }
    for at in places(&SALUTES) {
        let name = capitalised(&text[at..], lexicon);
        let after = text[at + name.len()..].trim_start_matches(' ').chars().next();
        if matches!(after, None | Some(',' | '!' | '.' | '\n' | '\r')) {
            add(name);
        }
    }
    for at in places(&CLOSES) {
        let name = capitalised(&text[at..], lexicon);
        let after = text[at + name.len()..]
            .trim_start_matches([' ', '.', '!'])
            .chars()
            .next();
        if matches!(after, None | Some('\n' | '\r')) {
            add(name);
        }
    }
    let parts: Vec<String> = found
        .iter()
        .flat_map(|name| name.split_whitespace())
        .filter(|part| part.chars().count() >= SHORTEST_PART && is_capitalised(part))
        .map(str::to_owned)
        .collect();
    parts.iter().for_each(|part| {
        if !found.contains(part) {
            found.push(part.clone());
        }
    });
    // The longest first, so that a whole name is hidden as one.
    found.sort_by_key(|name| std::cmp::Reverse(name.len()));
    found
}

/// Where a name stands in a text, as whole words.
pub(super) fn places_of(name: &str, text: &str) -> Vec<(usize, usize)> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(name)
        .map(|(start, _)| (start, start + name.len()))
        .filter(|(start, end)| {
            !is_letter(text[..*start].chars().next_back()) && !is_letter(text[*end..].chars().next())
        })
        .collect()
}

/// The words with capitals that open a text, with the small words between them; empty when there are none.
fn capitalised<'text>(text: &'text str, lexicon: &CatalogueLexicon) -> &'text str {
    let mut end = 0;
    for (count, (start, word)) in words(text).enumerate() {
        let is_next = count == 0 && start == 0 || text[end..start].chars().all(|letter| letter == ' ');
        if count == MOST_WORDS || !is_next {
            break;
        }
        let lower = word.to_lowercase();
        let is_name = is_capitalised(word)
            && !NOBODY.contains(&lower.as_str())
            && !lexicon.knows(&lower)
            && !lexicon.is_brand_word(&lower);
        if is_name {
            end = start + word.len();
        } else {
            // A small word counts only where a name comes after it.
            let rest = &text[start + word.len()..];
            let next = words(rest).next().map_or("", |(_, word)| word);
            let leads_on = rest.trim_start_matches(' ').starts_with(next)
                && (is_capitalised(next) || PARTICLES.contains(&next.to_lowercase().as_str()));
            if count == 0 || next.is_empty() || !PARTICLES.contains(&lower.as_str()) || !leads_on {
                break;
            }
            end = start + word.len();
        }
    }
    text[..end].trim_end()
}

/// One or two words in small letters that open a text.
fn small(text: &str) -> &str {
    let mut end = 0;
    for (count, (start, word)) in words(text).enumerate() {
        let is_next = text[end..start].chars().all(|letter| letter == ' ');
        if count == MOST_SMALL_WORDS || !is_next || GOES_ON.contains(&word.to_lowercase().as_str()) {
            break;
        }
        end = start + word.len();
    }
    &text[..end]
}

/// The words of a text with where they begin; a hyphen or an apostrophe is a part of a name.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|letter: char| !(letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’')))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        // A word in capitals throughout is shouted or a code.
        && (word.chars().count() == 1 || letters.any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::commerce::catalogue::Catalogue;

    fn first(text: &str) -> Option<String> {
        names(text, &CatalogueLexicon::new(&Catalogue::new(Vec::new())))
            .into_iter()
            .next()
    }

    #[rstest]
    #[case("Hi, my name is Anna Smith and I want a refund", Some("Anna Smith"))]
    #[case("my name is anna and where is my parcel", Some("anna"))]
    #[case("This is Jan van der Berg, order 12", Some("Jan van der Berg"))]
    #[case("ik heet Fatima el Amrani, waar blijft mijn pakket", Some("Fatima el Amrani"))]
    #[case("Mein Name ist Jürgen Groß.", Some("Jürgen Groß"))]
    #[case("ich heiße müller und warte", Some("müller"))]
    #[case("Bonjour, je m'appelle Zoé Lefèvre et j'attends", Some("Zoé Lefèvre"))]
    #[case("Mi chiamo Chiara D'Angelo, dov'è il pacco?", Some("Chiara D'Angelo"))]
    #[case("Where is it?\n\nKind regards,\nMary-Ann O'Neill", Some("Mary-Ann O'Neill"))]
    #[case("wanneer komt het?\ngroetjes Piet", Some("Piet"))]
    #[case("Liebe Sabine, Ihre Bestellung ist unterwegs", Some("Sabine"))]
    #[case("name=Ada Lovelace, line1=5 High Street", Some("Ada Lovelace"))]
    #[case("it is for Mrs. Dalloway", Some("Dalloway"))]
    #[case("Dear team, where is my order?", None)]
    #[case("Hi there! I am looking for shoes", None)]
    #[case("Hallo, ich suche Laufschuhe", None)]
    #[case("I'm not happy, this is a joke", None)]
    #[case("Thanks, that is all", None)]
    #[case("c'est trop cher", None)]
    fn a_name_is_told_by_where_it_stands(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(first(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_name_is_found_as_a_whole_word_wherever_it_stands() {
        assert_eq!(places_of("Ann", "Ann, Anna and Ann"), [(0, 3), (14, 17)]);
    }
}
