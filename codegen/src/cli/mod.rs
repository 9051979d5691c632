//! The command line: arguments, what is printed where, exit codes.
//!
//! Results go to standard output, diagnostics to standard error. Nothing here decides what a crate looks like.

mod args;
mod before;
mod diff;
mod explain;
mod generate;
mod git;
mod init;
mod inputs;
#[cfg(feature = "mock")]
mod mock;
mod panic;
mod report;
mod starter;
mod streams;
mod subject;
#[cfg(test)]
mod tests;
mod watch;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use self::args::{Cli, Command, Generate, Style};
use self::generate::Task;
use self::streams::{Pipe, Streams};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done, or there was nothing to find. Exit code 0.
    Done,
    /// What was asked about was found: `check` found differences, `diff` something that breaks. Exit code 1.
    Found,
    /// The input, the output folder or the command line cannot be used. Exit code 2.
    Bad,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Found => Self::from(1),
            Exit::Bad => Self::from(2),
        }
    }
}

/// What a command depends on besides its arguments.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Where relative paths begin; empty for the folder of the process.
    pub folder: PathBuf,
    /// Whether standard error is a terminal.
    pub is_terminal: bool,
    /// Whether `NO_COLOR` is set to something (<https://no-color.org>).
    pub no_color: bool,
    /// Whether `cargo run` started us, so that advice speaks of it too.
    pub is_cargo_run: bool,
}

impl Surroundings {
    /// Those of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let package = std::env::var_os("CARGO_PKG_NAME");
        Self {
            folder: PathBuf::new(),
            is_terminal: io::stderr().is_terminal(),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            is_cargo_run: package.is_some_and(|name| name == env!("CARGO_PKG_NAME")),
        }
    }
}

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    panic::install_hook();
    // Not locked: a panic in another thread must be able to say so.
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let exit = run(std::env::args_os(), &Surroundings::of_process(), &mut out, &mut err);
    exit.into()
}

/// Runs one command line, the program's name first.
///
/// A reader that goes away (`specsmith check | head`) is no error; what else goes wrong with the streams is
/// [`Exit::Bad`].
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let (mut out, mut err) = (Pipe::new(out), Pipe::new(err));
    let args: Vec<OsString> = args.into_iter().collect();
    let mut streams = Streams::new(&mut out, &mut err, surroundings, early_style(&args));
    match dispatch(args, surroundings, &mut streams).and_then(|exit| {
        streams.out.flush()?;
        Ok(exit)
    }) {
        Ok(exit) => exit,
        Err(error) => {
            // If this cannot be said either, the exit code has to do.
            let _ = streams.error(&format!("cannot write the results: {error}"), None);
            Exit::Bad
        }
    }
}

fn dispatch(args: Vec<OsString>, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let parsed = Cli::command().try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return streams.usage(&error),
    };
    streams.set_style(surroundings, cli.style);
    let run = |task, options: &Generate, streams| generate::run(task, options, surroundings, streams);
    match cli.command {
        None => run(Task::Write, &Generate::default(), streams),
        Some(Command::Generate { options, watch: true }) => watch::run(&options, surroundings, streams, None),
        Some(Command::Generate { options, watch: false }) => run(Task::Write, &options, streams),
        Some(Command::Check(options)) => run(Task::Compare, &options, streams),
        Some(Command::Diff(options)) => diff::run(&options, surroundings, streams),
        Some(Command::Init(options)) => init::run(&options, surroundings, streams),
        #[cfg(feature = "mock")]
        Some(Command::Mock(options)) => mock::run(&options, surroundings, streams),
        Some(Command::Explain(options)) => explain::run(&options, surroundings, streams),
    }
}

/// What the arguments say of colors, for messages about arguments that cannot be understood.
fn early_style(args: &[OsString]) -> Style {
    let is = |value: &str| {
        let joined = format!("--color={value}");
        args.iter().any(|arg| *arg == *joined)
            || args.windows(2).any(|pair| matches!(pair, [name, arg] if name == "--color" && arg == value))
    };
    Style {
        color: match (is("always"), is("never")) {
            (true, _) => args::Color::Always,
            (_, true) => args::Color::Never,
            _ => args::Color::Auto,
        },
        message_format: args::Format::Human,
    }
}
