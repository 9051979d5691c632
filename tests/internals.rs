//! The parts of the runtime do what they promise, each by itself.
//!
//! The sources of `codegen/runtime` are compiled here as they are into every generated crate, so that their internals can
//! be tried too. What users see of them is tried through generated crates, in `runtime` and `wire`.

#[path = "../codegen/runtime/src/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "here nothing is exported, and no API uses all of it")]
mod runtime;

#[path = "../codegen/runtime/tests/json/mod.rs"]
mod json;

#[path = "../codegen/runtime/tests/http/mod.rs"]
mod http;
