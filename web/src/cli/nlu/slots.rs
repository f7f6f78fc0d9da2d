//! Slots of lines: learnt beside the labels, into a file beside the model.

use std::path::{Path, PathBuf};

use anyhow::Context;
use colloquy_engine::understanding::{Slot, SlotExample, SlotModel};
use serde_json::{Value, json};

use crate::{
    cli::{lines, lines::Line},
    lifecycle::files::write_whole,
};

/// Learns what fills slots when any line marks some: as objects {"slot","start","end"} that count code points, or as one
/// tag for each word between spaces, `O` for none. Lines without marks teach what fills nothing.
pub(super) fn train(read: &[Line], model: &Path) -> anyhow::Result<()> {
    let examples = read
        .iter()
        .enumerate()
        .map(|(number, line)| example(line, number))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let path = path_beside(model);
    if examples.iter().all(|example| example.slots.is_empty()) {
        // Slots of an earlier training would speak for a model that knows none.
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| path.display().to_string())
            }
            _ => Ok(()),
        };
    }
    let learnt = SlotModel::train(&examples)?;
    write_whole(&path, &learnt.to_bytes()).with_context(|| path.display().to_string())
}

/// The slots that were learnt beside a model; none when there were none.
pub(super) fn beside(model: &Path) -> anyhow::Result<Option<SlotModel>> {
    let path = path_beside(model);
    match std::fs::read(&path) {
        Ok(bytes) => SlotModel::from_bytes(&bytes)
            .map(Some)
            .with_context(|| path.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// What fills slots in a text, as a line gets it.
pub(super) fn found(model: &SlotModel, text: &str) -> Value {
    let letters: Vec<char> = text.chars().collect();
    model
        .find(text)
        .into_iter()
        .map(|slot| {
            let said: String = letters
                .get(slot.start..slot.end)
                .unwrap_or_default()
                .iter()
                .collect();
            json!({ "slot": slot.slot, "text": said, "start": slot.start, "end": slot.end })
        })
        .collect()
}

fn path_beside(model: &Path) -> PathBuf {
    let mut name = model.as_os_str().to_owned();
    name.push(".slots");
    PathBuf::from(name)
}

fn example(line: &Line, number: usize) -> anyhow::Result<SlotExample> {
    let text = lines::text(line, number, "text")?;
    let Some(marked) = line.get("slots") else {
        return Ok(SlotExample {
            text: text.to_owned(),
            slots: Vec::new(),
        });
    };
    let refused = || format!("object {}: \"slots\"", number + 1);
    if marked
        .as_array()
        .is_some_and(|marked| marked.iter().any(Value::is_string))
    {
        let tags: Vec<&str> = serde::Deserialize::deserialize(marked).with_context(refused)?;
        return Ok(SlotExample::from_tags(text, &tags));
    }
    let slots: Vec<Slot> = serde_json::from_value(marked.clone()).with_context(refused)?;
    Ok(SlotExample {
        text: text.to_owned(),
        slots,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: Value) -> Line {
        serde_json::from_value(value).expect("an object")
    }

    #[test]
    fn slots_learnt_from_lines_are_found_by_whoever_reads_the_model() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let model = folder.path().join("orders.model");
        let read: Vec<Line> = ["tea", "coffee", "cocoa"]
            .iter()
            .flat_map(|drink| {
                let end = 6 + drink.len();
                [
                    line(json!({ "text": format!("a big {drink}"), "slots": ["O", "size", "drink"] })),
                    line(json!({ "text": format!("small {drink}"), "slots": [
                        { "slot": "size", "start": 0, "end": 5 }, { "slot": "drink", "start": 6, "end": end }
                    ] })),
                ]
            })
            .collect();
        train(&read, &model).expect("every line is whole");
        let learnt = beside(&model).expect("it is whole").expect("it is there");
        let said = found(&learnt, "one small tea");
        assert_eq!(
            said[1],
            json!({ "slot": "drink", "text": "tea", "start": 10, "end": 13 })
        );
        train(&[line(json!({ "text": "hello" }))], &model).expect("nothing is marked");
        assert!(beside(&model).expect("nothing is wrong").is_none());
    }

    #[test]
    fn a_line_whose_slots_are_no_slots_is_named() {
        let refused = example(&line(json!({ "text": "a", "slots": [{ "slot": 3 }] })), 4);
        assert!(refused.is_err_and(|error| error.to_string().contains("object 5")));
    }
}
