//! The types of a crate, which read and write in a process of its own.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use specsmith::config::{At, Config, Tests};
use specsmith::diag::{self, Sink, code};
use specsmith::lossless::Trips;
use specsmith::read::Source;
use specsmith::write::{self, FileSet, Unlisted};

use super::documents::Document;

/// What a crate's test does in a run.
const HARNESS: &str = include_str!("served/harness.rs");

/// What becomes of a document before its crate is compiled.
pub(crate) enum LaidOut {
    /// There is a crate, with these types and schemas.
    Crate(Crate),
    /// Its version is one that is not read, and so there has to be none.
    Refused,
}

/// A crate on the disk.
pub(crate) struct Crate {
    /// `tests/lossless/schemas.tsv`.
    pub(crate) table: String,
    /// The lines of `tests/lossless/main.rs`: how much there is to compile.
    pub(crate) lines: usize,
    /// Whether it has parts that have to be asked for.
    pub(crate) has_features: bool,
}

/// Writes the crate of a document with its tests below a folder; what is the same as before is left alone.
pub(crate) fn lay_out(document: &Document, folder: &Path) -> Result<LaidOut, String> {
    let place = folder.join(&document.package);
    let mut tests = Tests::default();
    tests.place(&place, &document.path, None, Some(&document.corpus));
    let mut config = Config::default();
    config.package.name = Some(At { value: document.package.clone(), ..At::default() });
    config.tests = Some(tests);
    let mut sink = Sink::new();
    // What is wrong with a document is left out of its crate.
    sink.degrade = true;
    let source = Source::file(&document.path).with_root(&document.corpus);
    let Some(generated) = specsmith::generate(&source, &config, &mut sink) else {
        let is_refused = diag::entries(&sink).iter().any(|entry| entry.code == code::UNKNOWN_VERSION.id);
        return if is_refused { Ok(LaidOut::Refused) } else { Err(diag::render(&sink, false)) };
    };
    let mut files = FileSet::new();
    let (mut table, mut lines, mut has_features) = (String::new(), 0, false);
    for (path, text) in generated.files.iter() {
        let mut text = text.to_owned();
        match path {
            "Cargo.toml" => {
                has_features = text.lines().any(|line| line.starts_with("full = "));
                text = leaner(&text);
            }
            "tests/harness/lossless.rs" => HARNESS.clone_into(&mut text),
            "tests/lossless/main.rs" => lines = text.lines().count(),
            "tests/lossless/schemas.tsv" => text.clone_into(&mut table),
            _ => {}
        }
        files.insert(path, text).map_err(|error| error.to_string())?;
    }
    write::apply(&files, &place, Unlisted::Overwrite).map_err(|error| error.to_string())?;
    Ok(LaidOut::Crate(Crate { table, lines, has_features }))
}

/// What judges values has `serde_json` read numbers exactly, for all that is compiled along with it; so this does, too.
const DEPENDENCIES: &str = "serde_json = { version = \"1\", features = [\"float_roundtrip\"] }\n";

/// A manifest without what only the tests need that are not compiled here.
fn leaner(manifest: &str) -> String {
    let mut is_in = false;
    let kept = manifest.lines().filter(|line| {
        if line.starts_with('[') {
            is_in = *line == "[dev-dependencies]";
        }
        !is_in
    });
    let kept: String = kept.flat_map(|line| [line, "\n"]).collect();
    format!("{kept}\n[dev-dependencies]\n{DEPENDENCIES}")
}

/// A process that has the types.
pub(crate) struct Served {
    process: Child,
    pipes: Mutex<Pipes>,
    count: usize,
}

struct Pipes {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Served {
    /// Starts the compiled test of a crate.
    pub(crate) fn start(executable: &Path) -> io::Result<Self> {
        let mut command = Command::new(executable);
        command.args(["--nocapture", "--test-threads=1"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let (Some(to), Some(from)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("there are no pipes"));
        };
        let mut pipes = Pipes { to, from: BufReader::new(from) };
        let count = loop {
            let line = pipes.line()?;
            if let Some(count) = line.strip_suffix(" types").and_then(|count| count.parse().ok()) {
                break count;
            }
        };
        Ok(Self { process, pipes: Mutex::new(pipes), count })
    }

    /// Ends it, and says whether it ended well.
    pub(crate) fn end(mut self) -> Result<(), String> {
        let Pipes { to, mut from } = self.pipes.into_inner().unwrap_or_else(PoisonError::into_inner);
        drop(to);
        let mut rest = String::new();
        let _ = from.read_to_string(&mut rest);
        let status = self.process.wait().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("its test ended with {status}: {rest}")) }
    }
}

impl Pipes {
    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.from.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the crate's test has ended"));
        }
        line.truncate(line.trim_end_matches('\n').len());
        Ok(line)
    }

    fn ask(&mut self, index: usize, json: &str) -> io::Result<String> {
        self.to.write_all(format!("{index}\t{json}\n").as_bytes())?;
        self.to.flush()?;
        self.line()
    }
}

impl Trips for Served {
    fn count(&self) -> usize {
        self.count
    }

    fn trip(&self, index: usize, json: &str) -> Result<String, String> {
        let answer = self.pipes.lock().unwrap_or_else(PoisonError::into_inner).ask(index, json);
        let answer = answer.map_err(|error| error.to_string())?;
        match answer.split_at_checked(1) {
            Some(("+", written)) => Ok(written.to_owned()),
            Some(("-", fault)) => Err(fault.to_owned()),
            _ => Err(format!("the crate's test said {answer:?}")),
        }
    }
}

/// One workspace around crates, with the dependencies of a lock file.
pub(crate) fn workspace(folder: &Path, members: &[&str], lock: &Path) -> io::Result<()> {
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::create_dir_all(folder)?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(lock, folder.join("Cargo.lock")).map(drop)
}
