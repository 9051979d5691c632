//! The `specsmith` command; see [`specsmith::cli`].

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    specsmith::cli::main()
}
