//! What the test targets share.

pub mod project;
