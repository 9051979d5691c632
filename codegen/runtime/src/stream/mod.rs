//! Answers that are handed over while they come.

mod bytes;
mod events;
mod lines;
mod split;

pub use self::bytes::ByteStream;
pub use self::events::{Event, Events};
pub use self::lines::Lines;
