//! One document: generated, written, checked.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use specsmith::config::{At, Config};
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith::{Generated, Summary};

use super::documents::{Document, workspace};

/// How a document did.
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) summary: Summary,
    pub(crate) warnings: usize,
    /// The document's own errors, where it was generated without what they are about.
    pub(crate) faults: Vec<String>,
    pub(crate) generating: Duration,
    pub(crate) checking: Duration,
    /// What went wrong, if anything did.
    pub(crate) failure: Option<String>,
}

impl Outcome {
    pub(crate) fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

/// Generates a document into its own folder, and checks the crate.
pub(crate) fn document(document: &Document) -> Outcome {
    let mut outcome = Outcome {
        name: document.name.clone(),
        summary: Summary::default(),
        warnings: 0,
        faults: Vec::new(),
        generating: Duration::ZERO,
        checking: Duration::ZERO,
        failure: None,
    };
    let start = Instant::now();
    let generated = generate(document, false, &mut outcome).or_else(|| generate(document, true, &mut outcome));
    outcome.generating = start.elapsed();
    let Some(generated) = generated else {
        outcome.failure = Some(format!("refused even with --degrade:\n{}", outcome.faults.join("\n")));
        return outcome;
    };
    outcome.summary = generated.summary.clone();
    let folder = target().join("corpus").join(crate_name(&document.name));
    let start = Instant::now();
    outcome.failure = write_and_check(&generated, &folder).err();
    outcome.checking = start.elapsed();
    let operations = outcome.summary.operations;
    if outcome.failure.is_none() && operations.in_document != operations.emitted {
        outcome.failure = Some("operations were left out".to_owned());
    }
    outcome
}

fn generate(document: &Document, degrade: bool, outcome: &mut Outcome) -> Option<Generated> {
    let mut sink = Sink::new();
    sink.degrade = degrade;
    let mut config = Config::default();
    config.package.name = Some(At { value: crate_name(&document.name), ..At::default() });
    config.root = Some(root(&document.path));
    let generated = specsmith::generate(&Source::file(&document.path).with_name(&document.name), &config, &mut sink);
    let entries = diag::entries(&sink);
    if degrade || generated.is_some() {
        outcome.warnings = entries.iter().filter(|entry| entry.severity == "warning").count();
    } else {
        let errors = entries.iter().filter(|entry| entry.severity == "error");
        outcome.faults = errors
            .map(|entry| format!("{}:{}:{}: {} {}", entry.file, entry.line, entry.column, entry.code, entry.message))
            .collect();
    }
    generated
}

fn write_and_check(generated: &Generated, folder: &Path) -> Result<(), String> {
    specsmith::write::apply(&generated.files, folder, specsmith::write::Unlisted::Overwrite)
        .map_err(|error| error.to_string())?;
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target().join("corpus-target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env_remove("RUSTC_WRAPPER")
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("error")).take(5).collect();
    let shown = if errors.is_empty() { text.into_owned() } else { errors.join("\n") };
    Err(format!("it does not compile:\n{shown}"))
}

/// The folder that a document's references may stay in: the tree that it belongs to, which is the top folder of the corpus.
fn root(path: &Path) -> PathBuf {
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let mut root = folder.clone();
    // A tree of many files has its documents some folders below its top.
    for ancestor in folder.ancestors().take(4) {
        if ancestor.join("MANIFEST.tsv").exists() {
            break;
        }
        ancestor.clone_into(&mut root);
    }
    root
}

fn crate_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    let short: String = plain.chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
    format!("c-{}", short.trim_matches('-'))
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}
