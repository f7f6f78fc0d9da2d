//! Cutting a text into sentences.

/// Abbreviations after which a full stop does not end a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "approx", "incl", "excl", "no", "nr", "mr", "mrs", "ms", "dr", "st", "vs", "max",
    "min", "tel", "z.b", "d.h", "bzw", "ca", "inkl", "zzgl", "ggf", "bijv", "o.a", "p.ex", "env", "es",
    "ecc", "sig", "co", "inc", "ltd",
];

/// The sentences of a text, each trimmed, in order. Every line that is a heading or a list item stands
/// alone; heading and list marks are left out, the words are kept.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    blocks(text)
        .into_iter()
        .flat_map(|block| split_line(block.text))
        .collect()
}

/// One line or paragraph of a text.
pub(crate) struct Block<'text> {
    /// The text without heading or list marks.
    pub text: &'text str,
    /// Whether the line was marked as a heading.
    pub heading: bool,
}

/// The lines of a text that hold words.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        let heading = trimmed.starts_with('#');
        let bare = trimmed.trim_start_matches(['#', '*', '-', '•', '>', '|']).trim();
        if bare.is_empty() {
            continue;
        }
        // A line that opens with bold text keeps its marks on both sides rather than on one.
        let text = if trimmed.starts_with("**") { trimmed } else { bare };
        blocks.push(Block { text, heading });
    }
    blocks
}

/// The sentences of one line.
pub(crate) fn split_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = line.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        if !matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let mut end = position + character.len_utf8();
        while let Some((next_position, next)) =
            characters.next_if(|(_, next)| matches!(next, '.' | '!' | '?' | '"' | '”' | '»' | ')' | '\''))
        {
            end = next_position + next.len_utf8();
        }
        let rest = &line[end..];
        let wide = matches!(character, '。' | '！' | '？');
        if !wide && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        if character == '.' && !ends_sentence(&line[start..position], rest.trim_start()) {
            continue;
        }
        push_trimmed(&mut found, &line[start..end]);
        start = end;
    }
    push_trimmed(&mut found, &line[start..]);
    found
}

fn push_trimmed<'text>(found: &mut Vec<&'text str>, piece: &'text str) {
    let piece = piece.trim();
    if !piece.is_empty() {
        found.push(piece);
    }
}

/// Whether a full stop between `before` and `after` ends a sentence rather than an abbreviation or an ordinal.
fn ends_sentence(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '"', '„', '“', '«']).to_lowercase();
    let next_is_lower = after.chars().next().is_some_and(char::is_lowercase);
    if next_is_lower || last.chars().count() == 1 && last.chars().all(char::is_alphabetic) {
        return false;
    }
    if ABBREVIATIONS.contains(&last.as_str()) {
        return false;
    }
    // "am 3. Mai": an ordinal is short, and a sentence that ends in so short a number is rare.
    let ordinal = last.len() <= 2 && !last.is_empty() && last.chars().all(|c| c.is_ascii_digit());
    !(ordinal && before.trim().chars().count() > 2 && is_month(after))
}

fn is_month(after: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez",
    ];
    let start: String = after.chars().take(3).collect::<String>().to_lowercase();
    MONTHS.contains(&start.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prices_abbreviations_and_ordinals_do_not_end_a_sentence() {
        assert_eq!(
            sentences("It costs 4.95 euro. Delivery takes approx. 3 days!"),
            ["It costs 4.95 euro.", "Delivery takes approx. 3 days!"]
        );
        assert_eq!(
            sentences("Wir liefern am 3. Mai. Danach nicht."),
            ["Wir liefern am 3. Mai.", "Danach nicht."]
        );
        assert_eq!(sentences("Return it e.g. by post."), ["Return it e.g. by post."]);
    }

    #[test]
    fn headings_and_list_items_stand_alone_without_their_marks() {
        assert_eq!(
            sentences("## Returns\n\n- within 30 days\n- unworn"),
            ["Returns", "within 30 days", "unworn"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_losing_a_letter(text in "\\PC{0,200}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&sentences(&text).join(" ")), letters(&text));
        }
    }
}
