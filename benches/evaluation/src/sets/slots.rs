//! Sets whose texts are marked with what fills a slot.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
    time::Instant,
};

use colloquy_engine::understanding::{Slot, SlotExample, SlotModel};

use crate::{
    measure::{self, Overlap},
    rows::{self, Row},
    table::Figure,
};

fn by_places(row: &Row) -> SlotExample {
    let slot = |slot: Row| Slot {
        slot: slot.text("slot").to_owned(),
        start: slot.number("start") as usize,
        end: slot.number("end") as usize,
    };
    SlotExample {
        text: row.text("text").to_owned(),
        slots: row.rows("slots").into_iter().map(slot).collect(),
    }
}

/// Five folds of the published ten, two at a time; type and exact place.
pub(super) fn modules(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (domain, beside) in [("banking", "LR 46.9"), ("hotels", "LR 53.3")] {
        let all = rows::read(&folder.join(format!("{domain}_train.jsonl")))?;
        let mut overlap = Overlap::default();
        for fold in 0..5 {
            let (asked, train): (Vec<&Row>, Vec<&Row>) = all
                .iter()
                .partition(|row| row.number("fold") as usize / 2 == fold);
            let examples: Vec<SlotExample> = train.into_iter().map(by_places).collect();
            let model = SlotModel::train(&examples)?;
            for row in asked {
                let wanted: BTreeSet<Slot> = by_places(row).slots.into_iter().collect();
                let found: BTreeSet<Slot> = model.find(row.text("text")).into_iter().collect();
                overlap.add(&wanted, &found);
            }
        }
        figures.push(
            Figure::new("nlupp", format!("slots F1, {domain}, five folds"), overlap.f1())
                .aims(55.0, 65.0)
                .beside(beside),
        );
    }
    Ok(figures)
}

/// The tag of each word between spaces: of the slot that it lies in.
fn tags<'s>(text: &str, slots: &'s [Slot]) -> Vec<&'s str> {
    let mut place = 0;
    let mut tags = Vec::new();
    for word in text.split(char::is_whitespace) {
        let end = place + word.chars().count();
        if end > place {
            let within = slots.iter().find(|slot| slot.start < end && place < slot.end);
            tags.push(within.map_or("O", |slot| slot.slot.as_str()));
        }
        place = end + 1;
    }
    tags
}

pub(super) fn turns(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (domain, beside) in [
        ("fastfood", "LR 77.9 / 74.6 unseen"),
        ("finance", "LR 75.7 / 76.2 unseen"),
        ("software", "LR 75.3 / 71.5 unseen"),
    ] {
        let train = rows::read(&folder.join(format!("{domain}_train.jsonl")))?;
        let valid = rows::read(&folder.join(format!("{domain}_valid.jsonl")))?;
        let examples: Vec<SlotExample> = train
            .iter()
            .map(|row| SlotExample::from_tags(row.text("text"), &row.texts("slots")))
            .collect();
        let began = Instant::now();
        let model = SlotModel::train(&examples)?;
        let seconds = began.elapsed().as_secs_f64();
        let known: HashSet<&str> = train.iter().map(|row| row.text("text")).collect();
        let (mut all, mut unseen) = (Overlap::default(), Overlap::default());
        let began = Instant::now();
        let found: Vec<Vec<Slot>> = valid.iter().map(|row| model.find(row.text("text"))).collect();
        let micros = 1e6 * began.elapsed().as_secs_f64() / valid.len().max(1) as f64;
        for (row, found) in valid.iter().zip(&found) {
            let given = tags(row.text("text"), found);
            let (wanted, given) = (measure::runs(&row.texts("slots")), measure::runs(&given));
            all.add(&wanted, &given);
            if !known.contains(row.text("text")) {
                unseen.add(&wanted, &given);
            }
        }
        let name = "multidogo";
        figures.push(
            Figure::new(name, format!("slots F1, {domain}, all turns"), all.f1())
                .aims(75.0, 80.0)
                .beside(beside),
        );
        figures.push(
            Figure::new(name, format!("slots F1, {domain}, unseen turns"), unseen.f1())
                .aims(75.0, 80.0)
                .beside(beside),
        );
        figures.push(Figure::new(
            name,
            format!("slots, training, seconds for {} turns", train.len()),
            seconds,
        ));
        figures.push(Figure::new(name, "slots, µs a text", micros));
        figures.push(Figure::new(
            name,
            "slots, model, MB",
            model.to_bytes().len() as f64 / 1e6,
        ));
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_tag_of_the_slot_it_lies_in() {
        let slots = [Slot {
            slot: "drink".to_owned(),
            start: 2,
            end: 11,
        }];
        assert_eq!(tags("a green tea, now", &slots), ["O", "drink", "drink", "O"]);
    }
}
