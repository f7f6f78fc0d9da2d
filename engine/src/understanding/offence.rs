//! Whether a message swears or insults, masked letters included.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;

/// Swear words and insults as patterns; `\w` stands where endings vary.
const WORDS: &[&str] = &[
    r"f+u+c+k\w*",
    r"\w*motherfuck\w*",
    r"fuk(?:ing|in)?",
    r"fck\w*",
    r"wtf",
    r"stfu",
    r"s+h+i+t+(?:s|ty|tier|ting|ted|show|head|hole)?",
    r"bullshit\w*",
    r"horseshit",
    r"dipshit\w*",
    r"b+i+t+c+h+\w*",
    r"a+s+s+h+o+l+e+s?",
    r"arse(?:hole)?s?",
    r"dumbass\w*",
    r"jackass\w*",
    r"asshat\w*",
    r"bastards?",
    r"c+u+n+t+s?",
    r"dick(?:head)?s?",
    r"pricks?",
    r"wankers?",
    r"twats?",
    r"tossers?",
    r"bollocks",
    r"bugger(?:ed|s)?",
    r"damn(?:ed|it)?",
    r"damm?it",
    r"goddamn(?:ed|it)?",
    r"god damn",
    r"bloody (?:hell|idiot|useless|awful|thing|\w+)",
    r"crap(?:py|s)?",
    r"pissed(?: off)?",
    r"piss off",
    r"pissing",
    r"screw you",
    r"go to hell",
    r"idiots?",
    r"moron(?:s|ic)?",
    r"imbeciles?",
    r"retard(?:s|ed)?",
    r"stupid (?:bot|people|company|shop|idiot|machine|thing)",
    r"shut up",
    r"scumbags?",
    r"sluts?",
    r"whores?",
    r"son of a (?:bitch|gun)",
    r"douche(?:bag)?s?",
    r"sucks? (?:my|a|balls|ass|dick)",
    r"freaking",
    r"frigging?",
    r"effing",
    r"nigg(?:er|a)s?",
    r"fag(?:got)?s?",
    r"scheiß\w*",
    r"scheiss\w*",
    r"arschl[oö]ch\w*",
    r"arsch",
    r"wichser\w*",
    r"hurensohn\w*",
    r"fotze\w*",
    r"verdammt\w*",
    r"vollidiot\w*",
    r"trottel",
    r"dreckig\w*",
    r"verpiss dich",
    r"miststück",
    r"schlampe\w*",
    r"drecksau",
    r"klootzak(?:ken)?",
    r"kut(?:wijf|zooi|bedrijf)?",
    r"godverdomme",
    r"gvd",
    r"tering\w*",
    r"kanker\w*",
    r"lul",
    r"hoer(?:en)?",
    r"eikel",
    r"merde",
    r"putain",
    r"connards?",
    r"salope?s?",
    r"encul[ée]\w*",
    r"con(?:nasse)",
    r"bordel",
    r"foutre",
    r"va te faire \w+",
    r"ta gueule",
    r"cazzo",
    r"vaffanculo",
    r"stronz[oaie]",
    r"merda",
    r"coglion[ei]",
    r"puttana",
    r"figlio di puttana",
    r"bastard[oi]",
    r"porca (?:miseria|puttana)",
];

static SWEARING: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b(?:{})\b", WORDS.join("|"))));
/// Words with stars or signs in place of letters: `bulls**t`, `f*ck`, `sh!t`, `a$$hole`, `b1tch`.
static MASKED: LazyLock<Regex> = LazyLock::new(|| {
    let any = r"[*#@$!%]";
    pattern(&format!(
        r"(?:^|[^\w*])(?:bull)?s(?:h[i1!*]t|h{any}+t?|{any}+t|{any}{any}+)(?:ty|s)?(?:$|[^\w*])|(?:^|[^\w*])f(?:{any}+c?k|u?{any}+k|[uv*]c{any}+|{any}{any}{any}+)(?:ing|ed|er|in|s)?(?:$|[^\w*])|b[i1!*]?{any}+t?c?h(?:es)?\b|\bb[1!]tch|a(?:\$\$|{any}{any})(?:hole)?s?\b|\bass{any}+(?:le|e)s?|\bc{any}+nt\b|\bcr{any}p\b|\bd{any}mn\b|\bwh{any}re"
    ))
});

/// Whether a message swears or insults.
#[must_use]
pub fn is_offensive(text: &str) -> bool {
    if SWEARING.is_match(text) || MASKED.is_match(text) {
        return true;
    }
    // "s h i t" and "f.u.c.k" spelled apart.
    let spelled: String = spelled_apart(text);
    !spelled.is_empty() && SWEARING.is_match(&spelled)
}

/// Runs of single letters put together again.
fn spelled_apart(text: &str) -> String {
    let mut joined = String::new();
    let mut run = String::new();
    for piece in text.split(|letter: char| !letter.is_alphanumeric()) {
        let mut letters = piece.chars();
        match (letters.next(), letters.next()) {
            (Some(only), None) if only.is_alphabetic() => run.push(only),
            _ if piece.is_empty() => {}
            _ => {
                if run.chars().count() >= 4 {
                    joined.push_str(&run);
                    joined.push(' ');
                }
                run.clear();
            }
        }
    }
    if run.chars().count() >= 4 {
        joined.push_str(&run);
    }
    joined
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("This is bulls**t! Refund my money now!")]
    #[case("what the f*ck")]
    #[case("where is my goddamn order")]
    #[case("you are idiots")]
    #[case("this sh!t is late")]
    #[case("f u c k you")]
    #[case("so eine Scheiße")]
    #[case("wat een klootzak")]
    fn swearing_is_seen_through_its_masks(#[case] text: &str) {
        assert!(is_offensive(text), "{text}");
    }

    #[rstest]
    #[case("I live in Scunthorpe and need a class assignment bag")]
    #[case("add a shirt to the basket")]
    #[case("the dress is a hit, please ship fast")]
    #[case("cocktail glasses and a grass mat")]
    #[case("it's $5 - shipping is $$ though")]
    #[case("my email is s.t@example.com")]
    fn innocent_words_are_left_alone(#[case] text: &str) {
        assert!(!is_offensive(text), "{text}");
    }
}
