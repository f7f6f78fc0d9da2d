//! Cutting a message into the parts that each ask for one thing.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::{pattern::pattern, text::Reading};

/// How a part that asks for something of its own begins.
static STARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:(?:and|then|also|please|pls|plus|now|finally|afterwards|after\ that|next|just|lastly|
            can\ (?:you|i)|could\ (?:you|i)|would\ you|will\ you|i\ (?:also\ )?(?:want|need|would\ like|wish)\ to|i'd\ (?:also\ )?like\ to|let'?s|let\ me|go\ ahead\ and)[\s,]+)*
        (?:add|put|throw|toss|remove|delete|take\ (?:out|off|away|the|my|one|two|that|\d)|drop|change\b|update|switch|swap|set\ (?:the|my|it|quantity|a)|
            make\ (?:it|that|the)|increase|decrease|reduce|raise|lower|apply|use\ (?:the|my|code|coupon|promo|discount|[a-z]+\d+)|redeem|enter\ (?:the|my|code)|
            check\s?out|checkout|proceed|pay\b|place|complete\ (?:the|my)|show|find|search|look|browse|recommend|suggest|
            cancel|refund|return\ (?:the|my|order|it)|track|trace|where(?:'?s|\ is|\ are|\ can)|what(?:'?s|\ is|\ are|\ about)|when\ (?:will|do|does|is|can)|how\ (?:long|much|many|do|can|is|'?s)|do\ you|does|
            is\ (?:there|it|my)|has\ my|did\ my|tell\ me|give\ me|
            empty|clear|view|see\ my|open\ (?:a|my)|order\ (?:a|an|the|some|two|\d)|buy|get\ me|grab|remember|forget|save\ (?:my|that|the)|
            close|talk|speak|connect|send|ship|deliver|subscribe|i\ (?:want|need|like|prefer|love)|i'd\ like|i'll\ take|
            voeg|doe\ |zet\ |haal\ |verwijder|toon\ |laat\ .{1,30}zien|leg[et]?\ |pack|füge|nimm|entferne|zeig\w*|
            r?ajoute\w*|mets\ |mettez|enlève\w*|retire\w*|montre\w*|affiche\w*|dis-moi|dites-moi|
            aggiung\w*|metti\ |togli|rimuovi|mostra\w*|dimmi)(?:\b|$)",
    )
});
static ENDS_SENTENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.?!;\n](?:\s|$)|\n|;"));

/// The parts of a message as bytes from and to, in order; always at least one for a message with words.
pub(super) fn split(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (place, token) in reading.tokens.iter().enumerate().skip(1) {
        let gap = reading.gap_after(place - 1);
        let gap_start = token.start - gap.len();
        let sentence = ENDS_SENTENCE.is_match(gap) && !labels(reading);
        let joins = matches!(
            token.word.as_str(),
            "and"
                | "then"
                | "also"
                | "plus"
                | "afterwards"
                | "finally"
                | "en"
                | "und"
                | "et"
                | "e"
                | "dan"
                | "dann"
                | "puis"
                | "poi"
        );
        let weak =
            joins || gap.contains([',', '&', '+', '>', '-', '.', ';', '/', ':']) && !gap.trim().is_empty();
        if sentence {
            cuts.push((gap_start, token.start));
            continue;
        }
        if !weak {
            continue;
        }
        let rest = reading
            .slice(token.start, reading.text.len())
            .get(..160.min(reading.text.len() - token.start));
        let rest = rest.unwrap_or_else(|| reading.slice(token.start, reading.text.len()));
        let after_join = if joins {
            after_word(reading, place)
        } else {
            Some(rest)
        };
        if after_join.is_some_and(|rest| STARTER.is_match(rest)) {
            cuts.push((gap_start, token.start));
        }
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (gap_start, next) in cuts {
        parts.push((start, gap_start));
        start = next;
    }
    parts.push((start, reading.text.len()));
    parts.retain(|(start, end)| {
        reading
            .tokens
            .iter()
            .any(|token| token.start >= *start && token.end <= *end)
    });
    parts
}

/// A labelled address is one part, however many marks it holds.
fn labels(reading: &Reading<'_>) -> bool {
    let lower = reading.text;
    lower.contains("line1=") || lower.contains("city=")
}

fn after_word<'t>(reading: &Reading<'t>, place: usize) -> Option<&'t str> {
    let next = reading.tokens.get(place + 1)?;
    Some(reading.slice(next.start, reading.text.len()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("remove the cap and add two bottles, then checkout", &["remove the cap", "and add two bottles", "then checkout"])]
    #[case("add 2 running shoes and 1 hoodie to my cart", &["add 2 running shoes and 1 hoodie to my cart"])]
    #[case("show me running shoes under $150 and add to cart", &["show me running shoes under $150", "and add to cart"])]
    #[case("I want a black and white shirt.", &["I want a black and white shirt."])]
    #[case("ajoute un bonnet, et dis-moi ce qu'il y a dans mon panier", &["ajoute un bonnet", "et dis-moi ce qu'il y a dans mon panier"])]
    #[case("Hi! Where is my order?", &["Hi", "Where is my order?"])]
    fn parts_begin_where_something_new_is_asked(#[case] text: &str, #[case] expected: &[&str]) {
        let reading = Reading::new(text);
        let parts: Vec<&str> = split(&reading)
            .into_iter()
            .map(|(start, end)| reading.slice(start, end))
            .collect();
        assert_eq!(parts, expected);
    }
}
