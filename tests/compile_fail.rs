//! Misuse of the generated crate does not compile, and the message helps; what is right beside it compiles, and works.
//!
//! Each program in `compile_fail/` says in its first line what its author got wrong. The message beside it is that of the
//! pinned compiler with the locked dependencies: `TRYBUILD=overwrite cargo test -p specsmith-tests --test compile_fail`
//! rewrites them all, for somebody to read.
//!
//! The programs in `compile_pass/` are modules of this target, so that they are compiled with it and tried, too.

#[path = "compile_pass"]
mod compile_pass {
    mod bare_request;
    mod blocking;
    mod errors;
    mod fields_of_a_response;
    mod middlewares;
    mod named_request;
    mod open_match;
    mod optional_inputs;
    mod own_transport;
    mod prioritize;
    mod spawned_calls;
    mod stream;
    mod written_as_json;
}

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}
