//! Cutting quotes and signatures.

use std::path::Path;

use colloquy_engine::understanding::mail;

use crate::{measure, rows, table::Figure};

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn score(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let rows = rows::read(&folder.join("cases.jsonl"))?;
    let mut right = 0;
    for row in &rows {
        let given = squeezed(&mail::new_text(row.text("raw")));
        let exact = row.field("reply").as_str().is_none_or(|reply| squeezed(reply) == given);
        let has = row.texts("must_contain").iter().all(|part| given.contains(&squeezed(part)));
        let lacks = row.texts("must_not_contain").iter().all(|part| !given.contains(&squeezed(part)));
        let is_right = exact && has && lacks;
        if !is_right && std::env::var("SHOW").is_ok_and(|show| show == "mail") {
            eprintln!("== {}\nGIVEN {}\nWANTED {:?} {:?} {:?}\nRAW {}", row.text("id"), given, row.text("reply"), row.texts("must_contain"), row.texts("must_not_contain"), row.text("raw"));
        }
        right += usize::from(is_right);
    }
    let slow = std::fs::read_to_string(folder.join("pathological.txt"))?;
    let began = std::time::Instant::now();
    let length = mail::new_text(&slow).len();
    let millis = 1e3 * began.elapsed().as_secs_f64() + length as f64 * 0.0;
    Ok(vec![
        Figure::new("email_replies", "right replies", measure::percent(right, rows.len())).aims(95.0, 98.0).beside("email_reply_parser 41"),
        Figure::new("email_replies", "the slow body, ms", millis),
    ])
}
