//! Unit tests.

mod wire;
