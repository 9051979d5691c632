//! The last stage: a [`FileSet`] onto a disk, or compared with one.
//!
//! [`apply`] and [`check`] make the same plan by the same comparison; one carries it out, the other one shows it.
//!
//! *Architecture Invariant:* nothing outside the output folder is read, written or removed, whatever a document, a
//! manifest or a link says; and nothing in it is replaced or removed that an earlier run did not make, unless the
//! user asks for it. One file is named by the user and may be elsewhere: the lock of names, for which there are [`keep`]
//! and [`compare`].

mod apply;
mod beside;
mod check;
mod error;
mod files;
mod manifest;
mod note;
mod path;
mod plan;
mod root;
#[cfg(test)]
mod tests;

pub use apply::{Unlisted, Written, apply};
pub use beside::{compare, keep};
pub use check::{Stale, check};
pub use error::WriteError;
pub use files::{FileSet, Size};
pub use note::{CHANGELOG, is_pending, note};
pub use path::{MANIFEST, PathError, Reason};
