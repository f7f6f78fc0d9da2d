//! Cutting quotes and signatures.

use std::path::Path;

use colloquy_engine::understanding::mail;

use crate::{measure, rows, table::Figure};

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two texts begin with, in whole words.
fn common_start(left: &str, right: &str) -> String {
    let words = left.split(' ').zip(right.split(' '));
    words
        .take_while(|(left, right)| left == right)
        .map(|(left, _)| left)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn score(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let rows = rows::read(&folder.join("cases.jsonl"))?;
    let (mut right, mut mended) = (0, 0);
    let mut broken = 0_u32;
    for row in &rows {
        let given = squeezed(&mail::new_text(row.text("raw")));
        let has = row
            .texts("must_contain")
            .iter()
            .all(|part| given.contains(&squeezed(part)));
        let lacks = row
            .texts("must_not_contain")
            .iter()
            .all(|part| !given.contains(&squeezed(part)));
        let wanted = row.field("reply").as_str().map(squeezed);
        let is_right = has && lacks && wanted.as_ref().is_none_or(|reply| *reply == given);
        right += usize::from(is_right);
        // Many rows ask for a text that does not stand in their mail: what both begin with is what can be meant.
        let raw = squeezed(row.text("raw"));
        let common = wanted
            .filter(|reply| !raw.contains(reply.as_str()))
            .map(|reply| common_start(&reply, &raw));
        broken += u32::from(common.is_some());
        mended += usize::from(common.map_or(is_right, |common| common == given));
    }
    let slow = std::fs::read_to_string(folder.join("pathological.txt"))?;
    let began = std::time::Instant::now();
    std::hint::black_box(mail::new_text(&slow));
    let millis = 1e3 * began.elapsed().as_secs_f64();
    Ok(vec![
        Figure::new(
            "email_replies",
            "right replies",
            measure::percent(right, rows.len()),
        )
        .aims(95.0, 98.0)
        .beside("email_reply_parser 41"),
        Figure::new(
            "email_replies",
            "rows whose expected reply does not stand in their mail",
            f64::from(broken),
        ),
        Figure::new(
            "email_replies",
            "right replies, those rows asked for what reply and mail both begin with",
            measure::percent(mended, rows.len()),
        )
        .aims(95.0, 98.0),
        Figure::new("email_replies", "the slow body, ms", millis),
    ])
}
