//! The figures behind `/metrics`: their names, what they tell, and the buckets of those that are distributions.

use std::sync::OnceLock;

use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Milliseconds of an HTTP request.
const REQUEST_MS: [f64; 13] = [
    1.0, 2.5, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_500.0, 5_000.0, 10_000.0,
];

/// Seconds of anything inside: from a tenth of a millisecond to a turn's whole budget.
const SECONDS: [f64; 15] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0,
];

/// Units in one commit.
const UNITS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// The process has one recorder, whoever asks for it first.
static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Installs the recorder of this process, or answers the one that is installed.
pub fn install() -> PrometheusHandle {
    RECORDER
        .get_or_init(|| {
            let recorder = builder().build_recorder();
            let handle = recorder.handle();
            if ::metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!(
                    event_type = "metrics_taken",
                    error_code = "recorder",
                    "figures go to another recorder"
                );
            }
            describe();
            handle
        })
        .clone()
}

fn builder() -> PrometheusBuilder {
    let buckets = [
        (Matcher::Suffix("_duration_ms".to_owned()), REQUEST_MS.as_slice()),
        (Matcher::Suffix("_seconds".to_owned()), SECONDS.as_slice()),
        (Matcher::Suffix("_units".to_owned()), UNITS.as_slice()),
    ];
    buckets
        .into_iter()
        .fold(PrometheusBuilder::new(), |builder, (matcher, values)| {
            // Refused are only empty lists, and none of these is.
            builder
                .set_buckets_for_metric(matcher, values)
                .unwrap_or_else(|_| PrometheusBuilder::new())
        })
}

/// Counts one finished request. `route` is the pattern, never the path.
pub fn request(method: &str, route: &str, status: u16, milliseconds: f64) {
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    counter!("commerce_http_requests_total", &labels).increment(1);
    histogram!("commerce_http_request_duration_ms", &labels).record(milliseconds);
    if status >= 400 {
        counter!("commerce_http_errors_total", &labels).increment(1);
    }
}

/// Counts something that security looks at, such as `rate_limited` or `repeated_header`.
pub fn security_event(kind: &'static str) {
    counter!("commerce_security_events_total", "kind" => kind).increment(1);
}

/// Open sockets now.
pub fn sockets(count: usize) {
    gauge!("colloquy_sockets").set(count as f64);
}

/// Receipts that no turn has settled yet.
pub fn receipts_pending(count: u64) {
    gauge!("colloquy_receipts_pending").set(count as f64);
}

/// What was given up and waits for a person's decision.
pub fn dead_letters(kind: &'static str, count: u64) {
    gauge!("colloquy_dead_letters", "kind" => kind).set(count as f64);
}

/// Deliveries of a connection that are not done.
pub fn outbox_pending(connection: &str, count: u64) {
    gauge!("colloquy_outbox_pending", "connection" => connection.to_owned()).set(count as f64);
}

/// Questions to an actor that wait in its mailbox or are worked on.
pub fn mailbox_depth(actor: &'static str, asked: usize) {
    gauge!("colloquy_mailbox_depth", "actor" => actor).set(asked as f64);
}

fn describe() {
    describe_gauge!(
        "colloquy_outbox_pending",
        Unit::Count,
        "Deliveries of a connection that are not done"
    );
    describe_counter!(
        "colloquy_outbox_tries_total",
        Unit::Count,
        "Tries of deliveries, by what they came to"
    );
    describe_counter!("commerce_http_requests_total", Unit::Count, "Requests answered");
    describe_counter!(
        "commerce_http_errors_total",
        Unit::Count,
        "Requests answered with 400 and above"
    );
    describe_histogram!(
        "commerce_http_request_duration_ms",
        Unit::Milliseconds,
        "Time to answer a request"
    );
    describe_counter!("commerce_checkout_total", Unit::Count, "Checkouts by outcome");
    describe_counter!(
        "commerce_security_events_total",
        Unit::Count,
        "Refusals that security looks at, by kind"
    );
    describe_counter!(
        "colloquy_turns_total",
        Unit::Count,
        "Turns by channel and decision"
    );
    describe_histogram!(
        "colloquy_turn_duration_seconds",
        Unit::Seconds,
        "From a turn's beginning to its commit"
    );
    describe_histogram!(
        "colloquy_turn_stage_duration_seconds",
        Unit::Seconds,
        "Time of each stage of a turn"
    );
    describe_gauge!("colloquy_mailbox_depth", Unit::Count, "What waits in a mailbox");
    describe_counter!(
        "colloquy_mailbox_full_total",
        Unit::Count,
        "Messages refused because a mailbox was full"
    );
    describe_histogram!(
        "colloquy_journal_commit_seconds",
        Unit::Seconds,
        "Time of a commit"
    );
    describe_histogram!("colloquy_journal_batch_units", Unit::Count, "Units in a commit");
    describe_counter!(
        "colloquy_fenced_total",
        Unit::Count,
        "Units refused because something changed under them"
    );
    describe_gauge!("colloquy_sockets", Unit::Count, "Open sockets");
    describe_gauge!(
        "colloquy_conversations_awake",
        Unit::Count,
        "Conversations in memory"
    );
    describe_counter!(
        "colloquy_conversations_woken_total",
        Unit::Count,
        "Conversations read into memory, by what they were read from"
    );
    describe_histogram!(
        "colloquy_wake_batch_conversations",
        Unit::Count,
        "Conversations that were read together when they woke"
    );
    describe_counter!(
        "colloquy_conversations_passivated_total",
        Unit::Count,
        "Conversations that fell asleep, by cause"
    );
    describe_counter!(
        "colloquy_snapshots_written_total",
        Unit::Count,
        "Snapshots written"
    );
    describe_counter!(
        "colloquy_snapshots_skipped_total",
        Unit::Count,
        "Snapshots left out, by cause"
    );
    describe_counter!(
        "colloquy_snapshots_unusable_total",
        Unit::Count,
        "Snapshots that could not be used at waking, by cause"
    );
    describe_gauge!(
        "colloquy_receipts_pending",
        Unit::Count,
        "Messages taken in and not settled by a turn"
    );
    describe_gauge!(
        "colloquy_outbox_pending",
        Unit::Count,
        "Deliveries that wait, by connection"
    );
    describe_gauge!(
        "colloquy_dead_letters",
        Unit::Count,
        "Messages and deliveries given up and not decided on, by kind"
    );
    describe_counter!(
        "colloquy_actor_restarts_total",
        Unit::Count,
        "Actors started again, by cause"
    );
    describe_counter!(
        "colloquy_model_calls_total",
        Unit::Count,
        "Calls of a language model, by outcome"
    );
    describe_counter!(
        "colloquy_model_tokens_total",
        Unit::Count,
        "Tokens of a language model, by direction"
    );
    describe_counter!(
        "colloquy_model_cost_total",
        "Cost of a language model in millionths of the currency of its prices, by business"
    );
    describe_counter!(
        "colloquy_planner_turns_total",
        Unit::Count,
        "Turns by the side of the comparison between planner and classifier, and decision"
    );
    describe_histogram!(
        "colloquy_model_call_seconds",
        Unit::Seconds,
        "Time of a call of a language model with its retries"
    );
    describe_counter!(
        "colloquy_tool_calls_total",
        Unit::Count,
        "Tools called, by outcome"
    );
    describe_counter!(
        "colloquy_knowledge_hits_total",
        Unit::Count,
        "Questions by whether the shop knew an answer"
    );
    sockets(0);
    receipts_pending(0);
    gauge!("colloquy_conversations_awake").increment(0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_by_method_route_and_status() {
        let handle = install();
        request("GET", "/v1/products/{id}", 404, 3.0);
        let rendered = handle.render();
        let line =
            "commerce_http_requests_total{method=\"GET\",route=\"/v1/products/{id}\",status=\"404\"} 1";
        assert!(rendered.contains(line), "{rendered}");
        assert!(
            rendered.contains("commerce_http_request_duration_ms_bucket"),
            "{rendered}"
        );
        assert!(rendered.contains("colloquy_sockets 0"), "{rendered}");
    }
}
