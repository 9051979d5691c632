//! One document: what comes of generating it, and whether that is as it should be.

use std::path::Path;
use std::time::{Duration, Instant};

use specsmith::config::{At, Config};
use specsmith::diag::{self, Sink, code};
use specsmith::read::Source;
use specsmith::write::FileSet;
use specsmith::{Summary, generate_counting};

use super::documents::Document;

/// How a document did.
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) package: String,
    pub(crate) summary: Summary,
    pub(crate) warnings: usize,
    /// Where the document is refused as it is: why.
    pub(crate) faults: Vec<Fault>,
    pub(crate) generating: Duration,
    pub(crate) checking: Option<Duration>,
    pub(crate) verdict: Verdict,
}

/// What there is to say of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It generates.
    AsItIs,
    /// It generates where references may lead to all of the corpus, and not only to the folder that it is in.
    WithRoot,
    /// It has faults of its own, and generates without what they are about.
    Degraded,
    /// It has to be refused, and is.
    Refused,
    /// It is not as it should be.
    Failed(String),
}

/// An error that a document is refused for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    /// File, line, column and what is wrong.
    pub(crate) text: String,
    /// Whether it says a line.
    pub(crate) is_located: bool,
}

impl Outcome {
    /// Says that it failed, unless it has already.
    pub(crate) fn fail(&mut self, why: impl Into<String>) {
        if self.passed() {
            self.verdict = Verdict::Failed(why.into());
        }
    }

    pub(crate) fn passed(&self) -> bool {
        !matches!(self.verdict, Verdict::Failed(_))
    }
}

/// What came of one way to generate a document.
struct Attempt {
    files: Option<FileSet>,
    summary: Summary,
    warnings: usize,
    faults: Vec<Fault>,
}

/// Generates a document: as it is, else with more of the corpus to refer to, else without what is wrong with it.
pub(crate) fn of(document: &Document) -> (Outcome, Option<FileSet>) {
    let start = Instant::now();
    let (attempt, faults, verdict) = generate(document);
    let mut outcome = Outcome {
        name: document.name.clone(),
        package: document.package.clone(),
        summary: attempt.summary,
        warnings: attempt.warnings,
        faults,
        generating: start.elapsed(),
        checking: None,
        verdict,
    };
    if let Some(fault) = outcome.faults.iter().find(|fault| !fault.is_located) {
        let why = format!("an error has no place: {}", fault.text);
        outcome.fail(why);
    }
    let operations = outcome.summary.operations;
    if attempt.files.is_some() && operations.in_document != operations.emitted {
        outcome.fail("operations were left out");
    }
    (outcome, attempt.files)
}

fn generate(document: &Document) -> (Attempt, Vec<Fault>, Verdict) {
    let mut attempt = try_once(document, None, false);
    let mut verdict = Verdict::AsItIs;
    let mut root = None;
    if attempt.faults.iter().any(|fault| fault.code == code::EXTERNAL_REFERENCE.id) {
        let wider = try_once(document, Some(&document.corpus), false);
        if wider.faults != attempt.faults {
            (attempt, verdict, root) = (wider, Verdict::WithRoot, Some(document.corpus.as_path()));
        }
    }
    let faults = std::mem::take(&mut attempt.faults);
    if document.is_kept_as_invalid() {
        let verdict = match &attempt.files {
            Some(_) => Verdict::Failed("its project keeps it as invalid, and it is not refused".to_owned()),
            None => Verdict::Refused,
        };
        attempt.files = None;
        return (attempt, faults, verdict);
    }
    if attempt.files.is_some() {
        return (attempt, faults, verdict);
    }
    if faults.iter().any(|fault| fault.code == code::UNKNOWN_VERSION.id) {
        return (attempt, faults, Verdict::Refused);
    }
    let rest = try_once(document, root, true);
    let verdict = match rest.files {
        Some(_) => Verdict::Degraded,
        None => Verdict::Failed("refused, and with --degrade too".to_owned()),
    };
    (rest, faults, verdict)
}

fn try_once(document: &Document, root: Option<&Path>, degrade: bool) -> Attempt {
    let mut sink = Sink::new();
    sink.degrade = degrade;
    let mut config = Config::default();
    config.package.name = Some(At { value: document.package.clone(), ..At::default() });
    let mut source = Source::file(&document.path).with_name(&document.name);
    if let Some(root) = root {
        source = source.with_root(root);
    }
    let mut summary = Summary::default();
    let files = generate_counting(&source, &config, &mut sink, &mut summary).map(|(files, _)| files);
    let entries = diag::entries(&sink);
    let warnings = entries.iter().filter(|entry| entry.severity == "warning").count();
    let errors = entries.iter().filter(|entry| entry.severity == "error");
    let faults = errors.map(|entry| Fault {
        code: entry.code,
        text: format!("{}:{}:{}: {} {}", entry.file, entry.line, entry.column, entry.code, entry.message),
        is_located: !entry.file.is_empty() && entry.line > 0,
    });
    Attempt { files, summary, warnings, faults: faults.collect() }
}
