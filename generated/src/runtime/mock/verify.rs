//! Whether everything happened as it was expected.

use std::fmt;

use super::transport::MockTransport;

/// What did not happen as it was expected.
pub struct Unmet(Vec<String>);

impl MockTransport {
    /// Whether every expectation was met, and nothing else was asked.
    ///
    /// # Errors
    ///
    /// What was not met, and what was not expected.
    pub fn verify(&self) -> Result<(), Unmet> {
        let state = self.state();
        let missing = state.expected.iter().filter_map(|expected| {
            let times = expected.times.filter(|times| expected.answered < *times)?;
            Some(format!("{} was called {} of {times} times", expected.operation, expected.answered))
        });
        let unexpected = state.unexpected.iter().map(|call| format!("{call} was not expected"));
        let all: Vec<String> = missing.chain(unexpected).collect();
        if all.is_empty() { Ok(()) } else { Err(Unmet(all)) }
    }

    /// Fails the test unless every expectation was met, and nothing else was asked.
    ///
    /// # Panics
    ///
    /// Where [`verify`](Self::verify) finds something.
    #[track_caller]
    pub fn assert_all_called(&self) {
        if let Err(unmet) = self.verify() {
            panic!("{unmet}");
        }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Unmet {}
