//! The runtime does what it promises, whatever the network and the server do.
//!
//! The sources of `codegen/runtime` are compiled here as they are into every generated crate, so that their internals can
//! be tried too. What users see of them is tried through the generated crate, in `wire`.

#[path = "../codegen/runtime/src/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports, reason = "here nothing is exported, and no API uses all of it")]
mod runtime;

#[path = "../codegen/runtime/tests/json/mod.rs"]
mod json;

#[path = "../codegen/runtime/tests/http/mod.rs"]
mod http;
