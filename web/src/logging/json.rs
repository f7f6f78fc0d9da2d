//! One JSON object a line, with the field names of the contract.

use std::fmt;

use chrono::{SecondsFormat, Utc};
use serde_json::{Map, Value};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    registry::LookupSpan,
};

/// What a line without an `event_type` of its own has there.
const UNNAMED: &str = "log";

/// Writes `timestamp level event_type message` and whatever else an event carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonLines;

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut fields = Map::new();
        event.record(&mut Fields(&mut fields));
        let timestamp = Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true);
        let level = event.metadata().level().as_str().to_lowercase();
        let event_type = fields.remove("event_type").unwrap_or_else(|| UNNAMED.into());
        let message = fields.remove("message").unwrap_or_else(|| "".into());
        // What people look for comes first, whatever else there is after it.
        write!(
            writer,
            "{{\"timestamp\":\"{timestamp}\",\"level\":\"{level}\",\"event_type\":{event_type},"
        )?;
        write!(writer, "\"message\":{message}")?;
        for (name, value) in &fields {
            write!(writer, ",{}:{value}", Value::from(name.as_str()))?;
        }
        writeln!(writer, ",\"target\":{}}}", Value::from(event.metadata().target()))
    }
}

struct Fields<'line>(&'line mut Map<String, Value>);

impl Fields<'_> {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use tracing_subscriber::{fmt::layer, layer::SubscriberExt};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one thread").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_has_the_fields_of_the_contract() {
        let written = Written::default();
        let sink = written.clone();
        let subscriber = tracing_subscriber::registry()
            .with(layer().with_writer(move || sink.clone()).event_format(JsonLines));
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(event_type = "turn_done", duration_ms = 12_u64, channel = %"web", "done: {}", 3);
        });
        let bytes = written.0.lock().expect("one thread").clone();
        let line: Value = serde_json::from_slice(&bytes).expect("one object");
        assert_eq!(line["level"], "warn");
        assert_eq!(line["event_type"], "turn_done");
        assert_eq!(line["message"], "done: 3");
        assert_eq!(line["duration_ms"], 12);
        assert_eq!(line["channel"], "web");
        assert!(line["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')));
    }
}
