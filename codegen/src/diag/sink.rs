//! Diagnostics, and where they are collected.

use super::{Code, Loc, Severity, Sources};

/// How many errors are shown on a terminal; the rest is counted.
pub const MAX_SHOWN: usize = 100;

/// How many warnings or notes with one code are shown on a terminal; the rest is counted.
pub const MAX_ALIKE: usize = 5;

/// One thing that is wrong, or worth knowing, at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is; a row of the one table.
    pub code: &'static Code,
    /// How much it matters: the code's severity, unless the sink degrades it.
    pub severity: Severity,
    /// Where.
    pub loc: Loc,
    /// What, in one sentence without a full stop. May hold text of the document: it is escaped when shown.
    pub message: String,
    /// A few words below the place itself.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that have to do with it, each with a few words.
    pub related: Vec<(Loc, String)>,
}

impl Diagnostic {
    /// A diagnostic without label, help or other places.
    #[must_use]
    pub fn new(code: &'static Code, loc: Loc, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            loc,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Sets the words below the place.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Sets what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    pub fn related(&mut self, loc: Loc, words: impl Into<String>) -> &mut Self {
        self.related.push((loc, words.into()));
        self
    }
}

/// Collects diagnostics, and holds the sources that they point into.
#[derive(Debug, Default)]
pub struct Sink {
    /// The files that were read.
    pub sources: Sources,
    /// Whether faults that concern one place only are warnings: that place is generated as raw JSON, or left out.
    /// Which faults these are is said by [`Code::degrades`]. Default: `false`.
    pub degrade: bool,
    found: Vec<Diagnostic>,
    /// The newest one, apart from the others so that [`Sink::error`] can hand it out to be completed.
    latest: Option<Diagnostic>,
    errors: usize,
}

impl Sink {
    /// A sink with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.push(diagnostic);
    }

    /// Adds an error; label, help and other places can be set on what comes back.
    pub fn error(&mut self, code: &'static Code, loc: Loc, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, loc, message))
    }

    /// Adds a warning or a note. The severity is the code's own, as in [`Sink::error`].
    pub fn warn(&mut self, code: &'static Code, loc: Loc, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, loc, message))
    }

    /// The one place that decides what `degrade` means.
    fn push(&mut self, mut diagnostic: Diagnostic) -> &mut Diagnostic {
        if self.degrade && diagnostic.severity == Severity::Error && diagnostic.code.degrades() {
            diagnostic.severity = Severity::Warning;
        }
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        self.found.extend(self.latest.take());
        self.latest.insert(diagnostic)
    }

    /// Whether any error was reported.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// `None` where anything is an error: `sink.proceed()?` stops a pipeline that must not write.
    #[must_use]
    pub fn proceed(&self) -> Option<()> {
        (!self.has_errors()).then_some(())
    }

    /// Every diagnostic, by file, place and code, equal ones once.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.found.iter().chain(&self.latest).collect();
        all.sort_by_cached_key(|one| {
            let span = self.sources.span(one.loc);
            (self.sources.file(one.loc), span.start, one.code.id, one.message.clone(), one.loc)
        });
        all.dedup();
        all
    }
}
