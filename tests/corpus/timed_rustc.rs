//! A rustc that notes how long it takes: cargo runs it for the crates of the corpus (`RUSTC_WORKSPACE_WRAPPER`).

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(rustc) = args.next() else {
        eprintln!("this is for cargo, which says which rustc to run");
        return ExitCode::FAILURE;
    };
    let args: Vec<OsString> = args.collect();
    let start = Instant::now();
    let status = match Command::new(&rustc).args(&args).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!("{}: {error}", rustc.display());
            return ExitCode::FAILURE;
        }
    };
    let named = args.iter().skip_while(|arg| *arg != "--crate-name").nth(1);
    // What cargo asks the compiler about itself has no name of a crate, or one that is none.
    if let (Some(folder), Some(name)) = (std::env::var_os("SPECSMITH_SECONDS"), named.filter(|name| *name != "___")) {
        let seconds = start.elapsed().as_secs_f64().to_string();
        if let Err(error) = std::fs::write(Path::new(&folder).join(name), seconds) {
            eprintln!("{}: {error}", name.display());
            return ExitCode::FAILURE;
        }
    }
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}
