//! What each business has spent this month: counted at once, written soon after.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use colloquy_engine::{
    ids::BusinessId,
    port::{
        Clock,
        model::{Purpose, Usage},
        model_usage::{ModelUsageStore, ModelUse, Month, UsageKey},
    },
};
use parking_lot::Mutex;

/// What other nodes have spent is read again after this long.
const READ_AGAIN: Duration = Duration::from_secs(60);
/// How long to wait before writing is tried again.
const WRITE_AGAIN: Duration = Duration::from_secs(1);

/// What is to be added to one row of a day.
type Row = (BusinessId, UsageKey);

/// Counts, and adds up what other nodes counted. A clone is another hand on the same books.
#[derive(Clone)]
pub struct Ledger {
    store: Arc<dyn ModelUsageStore>,
    clock: Arc<dyn Clock>,
    books: Arc<Mutex<Books>>,
}

#[derive(Default)]
struct Books {
    by_business: HashMap<BusinessId, Book>,
    /// Counted and not written. As many rows as businesses, days, models and purposes at most.
    unwritten: HashMap<Row, ModelUse>,
    writing: bool,
}

/// What one business has spent in a month.
struct Book {
    month: Month,
    micros: u64,
    read_at: Instant,
}

impl Ledger {
    /// Books that are written to a store.
    #[must_use]
    pub fn new(store: Arc<dyn ModelUsageStore>, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            books: Arc::default(),
        }
    }

    /// What a business has spent this month, in millionths. While it cannot be read, what this process knows counts.
    pub async fn spent(&self, business: BusinessId) -> u64 {
        let month = Month::of(self.clock.now());
        let known = {
            let books = self.books.lock();
            books
                .by_business
                .get(&business)
                .filter(|book| book.month == month)
                .map(|book| (book.micros, book.read_at.elapsed() < READ_AGAIN))
        };
        if let Some((micros, true)) = known {
            return micros;
        }
        let stored = match self.store.model_use(business, &month).await {
            Ok(stored) => stored.usage.cost_micros,
            Err(error) => {
                tracing::warn!(
                    event_type = "model_use_unread", business_id = %business, error_code = "storage", "{error}"
                );
                return known.map_or(0, |(micros, _)| micros);
            }
        };
        let mut books = self.books.lock();
        let unwritten: u64 = books
            .unwritten
            .iter()
            .filter(|((of, key), _)| *of == business && key.month() == month)
            .map(|(_, used)| used.usage.cost_micros)
            .sum();
        let micros = stored.saturating_add(unwritten);
        let read_at = Instant::now();
        books.by_business.insert(
            business,
            Book {
                month,
                micros,
                read_at,
            },
        );
        micros
    }

    /// Counts a call. It is written by a task of its own: nobody waits for it.
    pub(super) fn charge(&self, business: BusinessId, model: &str, purpose: Purpose, usage: Usage) {
        for (direction, count) in [("input", usage.input_tokens), ("output", usage.output_tokens)] {
            metrics::counter!("colloquy_model_tokens_total", "direction" => direction).increment(count);
        }
        metrics::counter!("colloquy_model_cost_total", "business" => business.to_string())
            .increment(usage.cost_micros);
        let now = self.clock.now();
        let month = Month::of(now);
        let key = UsageKey {
            day: now.date_naive(),
            model: model.to_owned(),
            purpose,
        };
        let used = ModelUse { calls: 1, usage };
        let mut books = self.books.lock();
        if let Some(book) = books
            .by_business
            .get_mut(&business)
            .filter(|book| book.month == month)
        {
            book.micros = book.micros.saturating_add(usage.cost_micros);
        }
        let row = books.unwritten.entry((business, key)).or_default();
        *row = row.and(used);
        if !std::mem::replace(&mut books.writing, true) {
            tokio::spawn(self.clone().write());
        }
    }

    fn put_back(&self, row: Row, used: ModelUse) {
        let mut books = self.books.lock();
        let row = books.unwritten.entry(row).or_default();
        *row = row.and(used);
    }

    /// Writes until nothing is left to write.
    async fn write(self) {
        loop {
            let rows = {
                let mut books = self.books.lock();
                if books.unwritten.is_empty() {
                    books.writing = false;
                    return;
                }
                std::mem::take(&mut books.unwritten)
            };
            for ((business, key), used) in rows {
                if let Err(error) = self.store.add_model_use(business, &key, used).await {
                    tracing::warn!(
                        event_type = "model_use_unwritten", business_id = %business, error_code = "storage", "{error}"
                    );
                    self.put_back((business, key), used);
                    tokio::time::sleep(WRITE_AGAIN).await;
                }
            }
        }
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Ledger")
    }
}
