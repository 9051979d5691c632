//! What was asked, and what was wrong with it.

use std::collections::VecDeque;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::Value;

use super::Violation;

/// More requests than this are not kept; the oldest are dropped.
const MAX_ENTRIES: usize = 100_000;

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// Its number, from 1: what the answer says in [`NUMBER_HEADER`](super::NUMBER_HEADER).
    pub number: u64,
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub target: String,
    /// The operation that it is: method and path template. `None` where there is none.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// What was understood of it by the document: values of `path`, `query`, `header` and `cookie` by the names of
    /// parameters, and the `body`. `null` where there is no operation.
    pub received: Value,
    /// What is wrong with it.
    pub violations: Vec<Violation>,
}

/// The requests that a mock answered, the newest last. Clones are the same log.
#[derive(Clone, Default)]
pub struct Log {
    inner: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    entries: VecDeque<Entry>,
    out: Option<Box<dyn Write + Send>>,
}

impl Log {
    /// All requests, as far as they are kept: the last 100,000.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.kept().entries.iter().cloned().collect()
    }

    /// The request with this number, if it is still kept.
    #[must_use]
    pub fn entry(&self, number: u64) -> Option<Entry> {
        // Those that are asked for are mostly among the newest.
        self.kept().entries.iter().rev().find(|entry| entry.number == number).cloned()
    }

    /// All violations, in order.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.kept().entries.iter().flat_map(|entry| entry.violations.iter().cloned()).collect()
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        self.kept().entries.clear();
    }

    /// Writes each further request as a line of JSON as well. What cannot be written is lost.
    pub fn copy_to(&self, out: impl Write + Send + 'static) {
        self.kept().out = Some(Box::new(out));
    }

    pub(super) fn add(&self, entry: Entry) {
        let mut kept = self.kept();
        if let (Some(out), Ok(line)) = (&mut kept.out, serde_json::to_string(&entry)) {
            let _ = writeln!(out, "{line}").and_then(|()| out.flush());
        }
        if kept.entries.len() >= MAX_ENTRIES {
            kept.entries.pop_front();
        }
        kept.entries.push_back(entry);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("entries", &self.kept().entries.len()).finish_non_exhaustive()
    }
}
