//! What a change of the document does to the callers of the crate.
//!
//! Two APIs are compared after naming, and as their callers see them: [`Surface`] is what is public, as plain data with
//! the identity of each thing in the document, so that what was renamed is told from what was removed. A generated crate
//! holds its own as [`RECORD`], so that it can be compared with what is generated next.
//!
//! There are three verdicts, which are kept apart. [`Rust`]: what becomes of code that uses the crate, by Cargo's rules
//! and the shapes that the crate has, such as `#[non_exhaustive]` structs and open enums. [`Wire`]: what becomes of a
//! crate that was made from OLD, once the server is as NEW says. [`Behaviour`]: what a program does differently after it
//! was compiled with the crate of NEW.

mod answers;
mod arguments;
mod bounds;
mod change;
mod client;
mod collect;
mod compact;
mod digest;
mod docs;
mod explain;
mod fields;
mod fits;
mod former;
mod inputs;
mod limits;
mod markdown;
mod models;
mod operations;
mod pairs;
mod place;
mod record;
mod report;
mod surface;
mod text;
mod ty;
mod types;
mod value;
mod variants;
mod version;
mod words;

#[cfg(test)]
mod tests;

pub use change::{Behaviour, Change, Rust, Verdicts, Wire};
pub use explain::Facts;
pub use place::{Places, Spot};
pub use record::{RECORD, RecordError};
pub use report::{Report, compare};
pub use surface::Surface;
pub use version::{Release, next};
