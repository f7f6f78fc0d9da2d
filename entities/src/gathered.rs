//! Reads that are asked for while one is under way are read together by the next: under load, many small questions
//! become few large ones, and an answer is never older than its question.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use colloquy_engine::port::StoreError;
use tokio::sync::oneshot;

/// How many askers may wait at once. Each is a turn or a request that has a deadline of its own.
const MOST_WAITING: usize = 8_192;

type Answer<K, V> = Result<Arc<HashMap<K, V>>, StoreError>;

/// The keys one question is about, and where its answer goes.
type Asker<K, V> = (Vec<K>, oneshot::Sender<Answer<K, V>>);

/// Gathers questions of one kind.
#[derive(Debug)]
pub(crate) struct GatheredReads<K, V> {
    waiting: Arc<Mutex<Waiting<K, V>>>,
}

#[derive(Debug)]
struct Waiting<K, V> {
    reading: bool,
    askers: Vec<Asker<K, V>>,
}

impl<K, V> Default for GatheredReads<K, V> {
    fn default() -> Self {
        let waiting = Waiting {
            reading: false,
            askers: Vec::new(),
        };
        Self {
            waiting: Arc::new(Mutex::new(waiting)),
        }
    }
}

impl<K, V> Clone for GatheredReads<K, V> {
    fn clone(&self) -> Self {
        Self {
            waiting: Arc::clone(&self.waiting),
        }
    }
}

impl<K, V> GatheredReads<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// What `read` answers for `keys`, and perhaps for others that were asked for at the same time. `read` begins
    /// after this call, and has to keep a deadline.
    pub(crate) async fn ask<F, R>(&self, keys: Vec<K>, read: F) -> Answer<K, V>
    where
        F: Fn(Vec<K>) -> R + Send + 'static,
        R: Future<Output = Result<HashMap<K, V>, StoreError>> + Send,
    {
        let (reply, answer) = oneshot::channel();
        let leads = {
            let mut waiting = lock(&self.waiting);
            if waiting.askers.len() >= MOST_WAITING {
                return Err(StoreError::Unavailable("too many reads wait".to_owned()));
            }
            waiting.askers.push((keys, reply));
            !std::mem::replace(&mut waiting.reading, true)
        };
        if leads {
            let reader = Reader(Arc::clone(&self.waiting));
            // A task of its own: the asker that happens to lead may stop waiting, the others go on.
            tokio::spawn(async move { reader.read_all(read).await });
        }
        let gone = |_| Err(StoreError::Unavailable("the read ended early".to_owned()));
        answer.await.unwrap_or_else(gone)
    }
}

/// Reads until nobody asks any more. When it falls, whoever waited is told and the next asker leads.
struct Reader<K, V>(Arc<Mutex<Waiting<K, V>>>);

impl<K, V> Reader<K, V>
where
    K: Clone + Eq + Hash,
{
    async fn read_all<F, R>(self, read: F)
    where
        F: Fn(Vec<K>) -> R,
        R: Future<Output = Result<HashMap<K, V>, StoreError>>,
    {
        loop {
            let askers = {
                let mut waiting = lock(&self.0);
                if waiting.askers.is_empty() {
                    waiting.reading = false;
                    return;
                }
                std::mem::take(&mut waiting.askers)
            };
            let keys: HashSet<&K> = askers.iter().flat_map(|(keys, _)| keys).collect();
            let keys: Vec<K> = keys.into_iter().cloned().collect();
            let answer = read(keys).await.map(Arc::new);
            for (_, reply) in askers {
                // Who stopped waiting needs no answer.
                let _gone = reply.send(answer.clone());
            }
        }
    }
}

impl<K, V> Drop for Reader<K, V> {
    fn drop(&mut self) {
        let mut waiting = lock(&self.0);
        if waiting.reading && std::thread::panicking() {
            waiting.reading = false;
            waiting.askers.clear();
        }
    }
}

/// Nothing can fail while the lock is held, so a poisoned one is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn questions_asked_during_a_read_are_read_together() {
        let (reads, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let gathered: GatheredReads<u32, u32> = GatheredReads::default();
        let ask = |key: u32| {
            let (gathered, reads, gate) = (gathered.clone(), Arc::clone(&reads), Arc::clone(&gate));
            tokio::spawn(async move {
                gathered
                    .ask(vec![key], move |keys| {
                        reads.fetch_add(1, Ordering::SeqCst);
                        let gate = Arc::clone(&gate);
                        async move {
                            gate.acquire().await.unwrap().forget();
                            Ok(keys.into_iter().map(|key| (key, key * 10)).collect())
                        }
                    })
                    .await
                    .unwrap()
                    .get(&key)
                    .copied()
            })
        };
        let first = ask(1);
        while reads.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        let later: Vec<_> = (2..=9).map(ask).collect();
        while lock(&gathered.waiting).askers.len() < 8 {
            tokio::task::yield_now().await;
        }
        gate.add_permits(2);
        assert_eq!(first.await.unwrap(), Some(10));
        for (handle, key) in later.into_iter().zip(2..) {
            assert_eq!(handle.await.unwrap(), Some(key * 10));
        }
        assert_eq!(reads.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn failure_is_told_to_everybody_who_asked_and_the_next_read_succeeds() {
        let gathered: GatheredReads<u32, u32> = GatheredReads::default();
        let failed = gathered.ask(vec![1], |_| async { Err(StoreError::Unavailable("away".into())) });
        assert!(failed.await.is_err());
        let read = gathered.ask(vec![1], |keys| async {
            Ok(keys.into_iter().map(|key| (key, key)).collect())
        });
        assert_eq!(read.await.unwrap().get(&1), Some(&1));
    }

    #[tokio::test]
    async fn read_that_falls_leaves_nobody_waiting() {
        let gathered: GatheredReads<u32, u32> = GatheredReads::default();
        let fallen = gathered.ask(vec![1], |_| async { panic!("asked for by the test") });
        assert!(fallen.await.is_err());
        let read = gathered.ask(vec![1], |keys| async {
            Ok(keys.into_iter().map(|key| (key, key)).collect())
        });
        assert!(read.await.is_ok());
    }
}
