//! A list that leads back to where it has been.

use std::fmt;

/// The pages of a list do not end: the server gave a page, or the way to one, that it had given before.
///
/// It comes after one repetition, in place of what was given twice; asking on would never end.
pub struct PaginationLoopError(Box<Repetition>);

#[derive(Clone, Debug)]
struct Repetition {
    operation: &'static str,
    reason: &'static str,
    pages: u64,
}

impl PaginationLoopError {
    pub(crate) fn new(operation: &'static str, reason: &'static str, pages: u64) -> Self {
        Self(Box::new(Repetition { operation, reason, pages }))
    }

    /// What was repeated: a page, its number, a cursor or a link.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.0.reason
    }

    /// How many pages came before the list was given up.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.0.pages
    }

    /// Dotted name of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }
}

impl fmt::Display for PaginationLoopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repetition { operation, reason, pages } = &*self.0;
        let pages = if *pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
        write!(f, "{operation}: the list does not end: {reason} (after {pages})")
    }
}

impl fmt::Debug for PaginationLoopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaginationLoopError")
            .field("operation", &self.0.operation)
            .field("reason", &self.0.reason)
            .field("pages", &self.0.pages)
            .finish()
    }
}

impl std::error::Error for PaginationLoopError {}
