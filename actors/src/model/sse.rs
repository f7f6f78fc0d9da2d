//! Server-sent events, read as they come.

use super::provider::{Fault, MOST_BYTES};

/// One event: its name, perhaps empty, and its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub name: String,
    pub data: String,
}

/// Puts events together from whatever bytes arrive. Bounded: an event without an end is refused.
#[derive(Debug, Default)]
pub(super) struct Events {
    open: Vec<u8>,
    name: String,
    data: Vec<String>,
}

impl Events {
    /// Takes bytes and answers the events that they complete.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<Event>, Fault> {
        self.open.extend_from_slice(bytes);
        let mut events = Vec::new();
        while let Some(end) = self.open.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.open.drain(..=end).collect();
            let line =
                String::from_utf8(line).map_err(|_| Fault::Broken("the stream is no text".to_owned()))?;
            if let Some(event) = self.line(line.trim_end_matches(['\n', '\r'])) {
                events.push(event);
            }
        }
        if self.open.len() + self.data.iter().map(String::len).sum::<usize>() > MOST_BYTES {
            return Err(Fault::Broken("an event of the stream has no end".to_owned()));
        }
        Ok(events)
    }

    fn line(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            let (name, data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
            return (!data.is_empty()).then(|| Event {
                name,
                data: data.join("\n"),
            });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => self.data.push(value.to_owned()),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &str, size: usize) -> Vec<(String, String)> {
        let mut events = Events::default();
        let mut found = Vec::new();
        for chunk in stream.as_bytes().chunks(size) {
            found.extend(events.push(chunk).expect("a good stream"));
        }
        found.into_iter().map(|event| (event.name, event.data)).collect()
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut() {
        let stream = ": hello\r\nevent: delta\r\ndata: {\"text\":\"grün €\"}\r\n\r\ndata: one\ndata:two\n\n\nid: 7\n\n";
        let expected = [
            ("delta".to_owned(), "{\"text\":\"grün €\"}".to_owned()),
            (String::new(), "one\ntwo".to_owned()),
        ];
        for size in [1, 2, 3, 5, 1_000] {
            assert_eq!(read(stream, size), expected, "{size} bytes");
        }
    }

    #[test]
    fn what_is_not_ended_is_no_event() {
        assert_eq!(read("data: half", 4), []);
    }

    #[test]
    fn an_event_without_an_end_is_refused() {
        let mut events = Events::default();
        let endless = vec![b'x'; MOST_BYTES + 1];
        assert!(matches!(events.push(&endless), Err(Fault::Broken(_))));
    }
}
