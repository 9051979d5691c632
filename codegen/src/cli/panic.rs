//! What is said when the generator itself fails.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Display;
use std::io::Write as _;
use std::panic;

/// Where bugs are reported.
const ISSUES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

/// Makes a panic say where it happened and that it is a bug, instead of its message, which may hold text of a
/// document that its owner would not want to post. The exit code of the process stays 101.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(|info| {
        let text = match info.location() {
            Some(location) => describe(location),
            None => describe("an unknown place"),
        };
        let mut err = std::io::stderr().lock();
        // There is nobody left to tell that standard error is closed.
        let _ = err.write_all(text.as_bytes());
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            let _ = writeln!(err, "{backtrace}");
        }
    }));
}

/// The message for a panic at `place`.
pub(super) fn describe(place: impl Display) -> String {
    format!(
        "error: this is a bug in specsmith {}: it failed at {place}\n\
         please report it at {ISSUES} with that line and, if you may share it, the document\n",
        env!("CARGO_PKG_VERSION")
    )
}
