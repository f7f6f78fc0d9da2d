//! The newly written part of a mail: without what it quotes, and without the signature.
//!
//! Lines are looked at one after the other and nothing is ever tried twice, so that a body made to be slow is as quick to
//! read as any other.

use std::sync::LazyLock;

use regex::Regex;

/// Lines of a body that are looked at; what comes after them is quoted history in all likelihood.
const MOST_LINES: usize = 20_000;
/// The longest line that may introduce a quote or a signature, in bytes.
const LONGEST_MARK: usize = 400;
/// Lines that a wrapped introduction of a quote may run over.
const WRAPPED: usize = 4;

/// Compiles a constant pattern.
///
/// # Panics
/// Never for the patterns here: the tests of this file run each of them.
fn lines_like(source: &str) -> Regex {
    regex::RegexBuilder::new(source)
        .case_insensitive(true)
        .build()
        .expect("a constant pattern, compiled by the tests of this file")
}

/// "On Monday, Anna wrote:" in the languages that mail programs speak.
static SOMEBODY_WROTE: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[>\s*]*(?:(?:on|le|il|op|am|em|el|den|dne|w dniu|no dia|a|at|på|il giorno|vào|dnia|wt\.|dňa|pe|in data|в|на|в\s)\s.{0,300}|.{0,20}\d{4}.{0,200}|.{0,260}<[^<>\s]+@[^<>\s]+>.{0,80})(?:wrote|writes|a écrit|schrieb|ha scritto|schreef|escribió|escreveu|napisał(?:\(a\))?|napisal\(a\)|napsal\(a\)|napsal|skrev|kirjoitti|написал(?:\(а\)|а)?|пише|пишет|écrit|scrive|a scris|írta|đã viết|geschreven|het volgende geschreven)\b?\s*(?:\([^)]*\))?[^:]{0,80}[:：]\s*\**\s*$",
    )
});
/// How an introduction that runs over several lines begins.
static OPENS: LazyLock<Regex> =
    LazyLock::new(|| lines_like(r"^[>\s*]*(?:on|le|il|op|am|em|el|den|w dniu|på)\s|\b(?:19|20)\d\d\b"));
/// The same where the colon was lost.
static WROTE_WITHOUT_COLON: LazyLock<Regex> =
    LazyLock::new(|| lines_like(r"^[>\s*]*on\s.{0,160}\d.{0,120}<[^<>\s]+@[^<>\s]+>\s*wrote\s*$"));
/// The same without a verb: a date, a time, a name with its address, a colon.
static DATED_SENDER: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[>\s]*.{0,60}(?:\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d).{0,120}<\s*[^<>\s]+@[^<>\s]+\s*>.{0,20}[:：]\s*$",
    )
});
static JAPANESE_WROTE: LazyLock<Regex> =
    LazyLock::new(|| lines_like(r"^[>\s]*.{0,40}\d{4}年.{0,120}(?:[:：]|のメール)\s*$"));
/// "-----Original Message-----" and its like.
static RULED_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[>\s]*(?:[-_=]{3,}\s*[\p{L}][\p{L}\s.'’:]{2,50}?\s*[-_=]{3,}|[-_=]{8,}\s*[\p{L}][\p{L}\s.'’]{2,40}|={3,}\s*\p{L}[\p{L}\s.'’]{2,30}:.{0,40}|-{2,}\s*on\s.{0,120}\swrote\s*-{2,})\s*$",
    )
});
static FIRST_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[>\s*]*(?:from|message du|de|von|van|da|fra|från|od|от|lähettäjä|gönderen|expéditeur|mittente|remitente|feladó|发件人|差出人|寄件者)\s*\*?\s*[:：]",
    )
});
static NEXT_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[>\s*]*(?:sent|date|to|subject|cc|reply-to|envoyé(?: le)?|à|objet|gesendet|datum|an|betreff|verzonden|aan|onderwerp|inviato|data|a|oggetto|enviado(?: el)?|para|asunto|assunto|sendt|dato|til|emne|skickat|till|ämne|wysłano|do|temat|отправлено|кому|тема|дата|lähetetty|vastaanottaja|aihe|发送时间|收件人|主题|日期|宛先|件名|送信日時)\s*\*?\s*[:：]",
    )
});
static RULE: LazyLock<Regex> = LazyLock::new(|| lines_like(r"^\s*\**(?:[-_=]\s?){3,}\**\s*$"));
/// A line that a device or program adds.
static SENT_FROM: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(
        r"^[\s*_]*(?:sent (?:from|via|with|using) (?:my |mobile|the all|outlook|yahoo|mail|proton|typeapp|samsung|type|bluemail|gmail|aol|windows|superhuman|spark|front|nine|edison|airmail|\[?mail)|get outlook for|envoyé (?:de|depuis|à partir)|envoye (?:de|depuis)|von meinem .{1,40} gesendet|gesendet (?:von|mit|aus)|diese nachricht wurde von meinem|verzonden (?:met|vanaf|vanuit|via)|verstuurd (?:met|vanaf|vanuit|via)|inviato (?:da|dal|con)|enviado (?:desde|do|de|a partir)|sendt fra|skickat från|skickat från min|wysłane z|wysłano z|отправлено (?:с|из)|lähetetty|iphone'?umdan|sent from)\b?.{0,90}$",
    )
});
/// A line that starts a signature by itself.
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| lines_like(r"^\s*(?:--|—|–|__|_{20,})\s*$"));
static FAREWELL: LazyLock<Regex> =
    LazyLock::new(|| lines_like(r"^\s*(?:(?:kind|best|warm|with kind) )?regards\s*[,.!]?\s*$"));
/// A name behind a dash, as the last thing said.
static DASHED_NAME: LazyLock<Regex> = LazyLock::new(|| {
    lines_like(r"^\s*[-–—]{1,2}\s?(?-i:\p{Lu})[\p{L}.'’]{1,20}(?:\s(?-i:\p{Lu})[\p{L}.'’]{0,20}){0,3}\s*$")
});

/// The text that the writer of a mail newly wrote.
#[must_use]
pub fn new_text(body: &str) -> String {
    let lines: Vec<&str> = body
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .take(MOST_LINES)
        .collect();
    let end = (0..lines.len())
        .find(|place| begins_history(&lines, *place))
        .unwrap_or(lines.len());
    let mut kept: Vec<&str> = lines.get(..end).unwrap_or_default().to_vec();
    if let Some(start) = signature(&kept) {
        kept.truncate(start);
    }
    while kept
        .last()
        .is_some_and(|line| line.trim().is_empty() || is_quoted(line) || RULE.is_match(line))
    {
        kept.pop();
    }
    kept.join("\n").trim().to_owned()
}

/// Whether all that follows is an older mail.
fn begins_history(lines: &[&str], place: usize) -> bool {
    let Some(line) = lines.get(place).filter(|line| line.len() <= LONGEST_MARK) else {
        return false;
    };
    if line.trim().is_empty() {
        return false;
    }
    if RULED_TITLE.is_match(line) {
        return true;
    }
    let next = |ahead: usize| lines.get(place + ahead).copied().unwrap_or_default();
    if FIRST_FIELD.is_match(line) && (1..=4).any(|ahead| NEXT_FIELD.is_match(next(ahead))) {
        return true;
    }
    let mut joined = String::with_capacity(line.len() * 2);
    for ahead in 0..WRAPPED {
        let part = next(ahead);
        if part.trim().is_empty() || joined.len() + part.len() > LONGEST_MARK {
            return false;
        }
        if ahead > 0 {
            joined.push(' ');
        }
        joined.push_str(part.trim_start_matches(['>', ' ']).trim());
        let introduces = if joined.ends_with([':', '：', '*']) {
            SOMEBODY_WROTE.is_match(&joined)
                || DATED_SENDER.is_match(&joined)
                || JAPANESE_WROTE.is_match(&joined)
        } else if WROTE_WITHOUT_COLON.is_match(&joined) {
            true
        } else {
            continue;
        };
        // What was said just before is no part of the introduction.
        return introduces && !(ahead > 0 && !OPENS.is_match(line) && begins_history(lines, place + 1));
    }
    false
}

/// Where the signature of a text without history starts.
fn signature(lines: &[&str]) -> Option<usize> {
    let mut fenced = false;
    for (place, line) in lines.iter().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.len() > LONGEST_MARK || place == 0 {
            continue;
        }
        if SIGNATURE.is_match(line) || is_sent_from(line) || is_farewell(lines, place) {
            return without_name(lines, place);
        }
    }
    without_name(lines, lines.len()).filter(|start| *start < lines.len())
}

/// A device speaks in few words; a sentence that starts alike does not.
fn is_sent_from(line: &str) -> bool {
    SENT_FROM.is_match(line) && line.split_whitespace().count() <= 9
}

/// A farewell with nothing behind it but a name and what belongs to it.
fn is_farewell(lines: &[&str], place: usize) -> bool {
    let rest = lines.get(place + 1..).unwrap_or_default();
    let said = rest.iter().filter(|line| !line.trim().is_empty());
    lines.get(place).is_some_and(|line| FAREWELL.is_match(line))
        && said.clone().count() <= 4
        && said.clone().all(|line| line.chars().count() <= 40)
}

/// Where a name alone, just before a place, starts; the place itself when there is none.
fn without_name(lines: &[&str], end: usize) -> Option<usize> {
    let lines = lines.get(..end)?;
    // Only the last thing said can be a name alone; a list has such lines too.
    let Some(last) = lines
        .iter()
        .rposition(|line| !line.trim().is_empty() && !is_quoted(line))
    else {
        return Some(end);
    };
    let before = last.checked_sub(1).and_then(|before| lines.get(before));
    let is_name = before.is_some_and(|line| line.trim().is_empty())
        && lines.get(last).is_some_and(|line| DASHED_NAME.is_match(line));
    Some(if is_name { last } else { end })
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "Thanks!\n\nOn Dec 15, 2024, at 3:00 PM, Anna <anna@example.com> wrote:\n> old",
        "Thanks!"
    )]
    #[case(
        "Danke\n\nAm 3. Mai 2025 um 10:00 schrieb Anna <anna@example.com>:\n> alt",
        "Danke"
    )]
    #[case(
        "Merci\n\nLe 3 mai 2025 à 10:00, Anna\n<anna@example.com> a écrit :\n> vieux",
        "Merci"
    )]
    #[case(
        "Ciao\n\nIl giovedì 8 dicembre 2016, Negozio <n@example.com>\nha scritto:\n> vecchio",
        "Ciao"
    )]
    #[case(
        "Dank\n\nOp 3 mei 2025 om 10:00 schreef Winkel <w@example.com>:\n> oud",
        "Dank"
    )]
    #[case("Hello\n\n-----Original Message-----\nFrom: A\n", "Hello")]
    #[case("Hello\n\nVon: Anna\nGesendet: heute\nAn: uns\n\nalt", "Hello")]
    #[case("It fits.\n\nSent from my iPhone", "It fits.")]
    #[case("It fits.\n\nKind regards,\nAnna Smith\nACME", "It fits.")]
    #[case("It fits.\n\n-Anna Smith", "It fits.")]
    #[case("It fits.\n\n-- \nAnna Smith\nACME", "It fits.")]
    fn quotes_and_signatures_are_cut(#[case] body: &str, #[case] expected: &str) {
        assert_eq!(new_text(body), expected);
    }

    #[rstest]
    #[case("On Monday I wrote to you about this. No answer.")]
    #[case("One:\n- a bullet\n- another")]
    #[case("To do:\n-- first point\n-- second point")]
    #[case("Sent from my desk, which is much easier than from my telephone.\nSee you")]
    #[case("From now on: please write to my work address")]
    fn what_was_newly_written_stays(#[case] body: &str) {
        assert_eq!(new_text(body), body);
    }
}
