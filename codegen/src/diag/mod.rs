//! What went wrong, and where: diagnostics, the places that they point at, and how they are shown.
//!
//! A stage never stops at the first fault. It reports to the [`Sink`] and goes on with what it has; the
//! pipeline asks [`Sink::proceed`] before it writes anything. A place is a [`Loc`], four bytes that every part
//! of the model carries; file, line, column and JSON Pointer are worked out only for what is shown.

mod closest;
pub mod code;
mod file;
mod json;
mod sink;
mod sources;
mod terminal;

pub use closest::closest;
pub use code::{Code, Severity};
pub use json::{Entry, entries};
pub use sink::{Diagnostic, MAX_ALIKE, MAX_SHOWN, Sink};
pub use sources::{FileId, Loc, Name, Position, Sources, Text};
pub use terminal::{escape, render};

#[cfg(test)]
mod tests;
