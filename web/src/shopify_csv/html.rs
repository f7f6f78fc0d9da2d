//! Descriptions: HTML on one side, plain text on the other.

/// The text of a piece of HTML: tags are gone, blocks stand on lines of their own.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let taken = if rest.starts_with('<') {
            tag(rest, &mut text)
        } else {
            entity(rest, &mut text)
        };
        rest = &rest[taken..];
    }
    text.push_str(rest);
    tidy(&text)
}

/// A plain text as HTML that gives it again.
#[must_use]
pub fn of_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\n' => html.push_str("<br>"),
            other => html.push(other),
        }
    }
    html
}

/// What a text becomes on its way through HTML: lines without spaces around them, single spaces inside.
#[must_use]
pub fn tidy(text: &str) -> String {
    let lines = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    for line in lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !tidied.is_empty() {
            // Paragraphs keep one empty line between them.
            tidied.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        tidied.push_str(&line);
    }
    tidied
}

/// Reads a tag. Answers its length; what is no tag is a sign like any other.
fn tag(rest: &str, text: &mut String) -> usize {
    let is_tag = rest[1..].starts_with(|one: char| one.is_ascii_alphabetic() || matches!(one, '/' | '!'));
    let end = rest.find('>').filter(|_| is_tag);
    let Some(end) = end else {
        text.push('<');
        return 1;
    };
    let name: String = rest[1..end]
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|one| one.to_ascii_lowercase())
        .collect();
    match name.as_str() {
        "br" | "li" | "tr" if !rest.starts_with("</") => text.push('\n'),
        "p" | "div" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            text.push_str("\n\n")
        }
        "script" | "style" => {
            // What stands in these is for programs.
            let close = format!("</{name}");
            let lower = rest.to_ascii_lowercase();
            if !rest.starts_with("</")
                && let Some(at) = lower.find(&close)
            {
                return rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            }
        }
        _ => {}
    }
    end + 1
}

/// Reads an entity. Answers its length.
fn entity(rest: &str, text: &mut String) -> usize {
    let end = rest.char_indices().take(12).find(|(_, one)| *one == ';');
    let Some((end, _)) = end else {
        text.push('&');
        return 1;
    };
    let name = &rest[1..end];
    let number = name
        .strip_prefix('#')
        .and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
    let meant = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" | "rsquo" | "lsquo" => Some('\''),
        "nbsp" => Some(' '),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "deg" => Some('°'),
        "eacute" => Some('é'),
        _ => number.and_then(char::from_u32),
    };
    match meant {
        Some(one) => {
            text.push(one);
            end + 1
        }
        None => {
            text.push('&');
            1
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn markup_goes_and_its_lines_stay() {
        let html = "<p>A <b>warm</b> coat&nbsp;&amp; hat.</p><ul><li>Wool</li><li>5 &lt; 6</li></ul><style>p{}</style>&#8364;9";
        assert_eq!(to_text(html), "A warm coat & hat.\n\nWool\n5 < 6\n\n€9");
        assert_eq!(to_text("a < b & c &unknown; d"), "a < b & c &unknown; d");
    }

    proptest! {
        #[test]
        fn a_text_comes_back_as_it_went_out(text in "[ -~\\n<>&;äß€]{0,200}") {
            let tidied = tidy(&text);
            prop_assert_eq!(to_text(&of_text(&tidied)), tidied);
        }

        #[test]
        fn nothing_that_stands_in_a_file_stops_the_reader(html in "\\PC{0,300}") {
            let _read = to_text(&html);
        }
    }
}
