//! `specsmith generate` and `specsmith check`: one path up to the files, which are then written or compared.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::config::lock::LOCK;
use crate::config::{AUTO, Config};
use crate::diag::{Code, Loc, Sink, code};
use crate::diff::{Release, Report};
use crate::summary::{in_millis, time};
use crate::write::{self, FileSet, Stale, Unlisted, WriteError, Written};
use crate::{Summary, generate_counting};

use super::args::Generate;
use super::before::Before;
use super::streams::Streams;
use super::{Exit, Surroundings, inputs, report, words};

/// What is to be done with the files.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    Write,
    Compare,
}

/// What was done with them.
enum Outcome {
    /// Whether the lock of names was, too, where it stands beside the configuration.
    Written(Written, bool),
    Compared(Stale),
}

/// One run, as far as it came.
#[derive(Default)]
struct Run {
    sink: Sink,
    summary: Summary,
    /// The output folder, as people call it.
    folder: PathBuf,
    /// The lock of names as people call it, where it is none of the crate's own files.
    lock: Option<PathBuf>,
    /// What callers notice of it, against the crate that was there.
    changes: Option<Report>,
    /// Why nothing is known of the crate that was there, where that is so.
    unknown: Option<String>,
    /// Whether the changelog gets an entry, and the version follows from what changed.
    wants_entry: bool,
    is_auto: bool,
}

/// What a run makes.
struct Made {
    files: FileSet,
    /// The text of the lock.
    names: String,
}

/// Makes the files, writes or compares them, and says what became of them.
pub(super) fn run(
    task: Task,
    options: &Generate,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
) -> io::Result<Exit> {
    run_once(task, options, surroundings, streams).map(|(exit, _)| exit)
}

/// [`run`], with the names of the files that were read.
pub(super) fn run_once(
    task: Task,
    options: &Generate,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
) -> io::Result<(Exit, Vec<String>)> {
    let start = Instant::now();
    streams.is_out_taken = options.report.as_deref().is_some_and(is_stdout);
    let mut run = Run::default();
    let made = run.make(options, surroundings);
    streams.diagnostics(&run.sink)?;
    let outcome = match made {
        Some(made) => run.carry_out(task, &made, options, surroundings, streams)?,
        None => None,
    };
    run.summary.millis.total = Some(in_millis(start.elapsed()));

    let exit = match outcome {
        Some(Outcome::Written(written, is_lock_new)) => {
            streams.result(&words::written(&run.summary, &run.folder, &written))?;
            if let Some(lock) = run.lock.as_deref().filter(|_| is_lock_new) {
                streams.result(&words::kept(lock))?;
            }
            run.tell(streams)?;
            Exit::Done
        }
        Some(Outcome::Compared(stale)) if stale.is_fresh() => {
            streams.result(&words::fresh(&run.summary, &run.folder))?;
            Exit::Done
        }
        Some(Outcome::Compared(stale)) => {
            streams.result(&stale.render(&words::generate_command(options, surroundings)))?;
            Exit::Found
        }
        None => {
            streams.remark(words::failed(task))?;
            Exit::Bad
        }
    };
    let exit = match &options.report {
        Some(file) if !run.report(file, surroundings, streams)? => Exit::Bad,
        _ => exit,
    };
    Ok((exit, run.read_files(options)))
}

impl Run {
    /// Everything before the disk; what is wrong is in the sink.
    fn make(&mut self, options: &Generate, surroundings: &Surroundings) -> Option<Made> {
        self.sink.degrade = options.degrade;
        let mut inputs = inputs::find(options, surroundings, &mut self.sink)?;
        self.summary.document = Some(inputs.document.clone());
        self.folder.clone_from(&inputs.folder);
        self.lock.clone_from(&inputs.config.lock_file);
        let folder = surroundings.folder.join(&self.folder);
        let before = Before::read(&folder);
        self.wants_entry = inputs.config.package.changelog != Some(false);
        self.is_auto = inputs.config.package.version.as_ref().is_some_and(|version| version.value == AUTO);
        let last = before.release().filter(|_| self.is_auto);
        if let Some(last) = &last {
            set_version(&mut inputs.config, last);
        }
        let (files, names) = generate_counting(&inputs.source, &inputs.config, &mut self.sink, &mut self.summary)?;
        match before.changes(&self.folder, &inputs.document, &files) {
            Ok(changes) => self.changes = changes,
            Err(why) => self.unknown = Some(why),
        }
        let (Some(report), Some(last)) = (&mut self.changes, last) else { return Some(Made { files, names }) };
        let is_pending = match write::is_pending(&folder) {
            Ok(is_pending) => is_pending,
            Err(error) => {
                report_write_error(&error, &mut self.sink, Loc::default());
                return None;
            }
        };
        let Some(next) = last.next(is_pending, report.verdicts) else { return Some(Made { files, names }) };
        report.old_version = next.released.clone().unwrap_or_default();
        report.release = Some(next.version.clone());
        set_version(&mut inputs.config, &next);
        // The version is in files that are made already, and what it is, they decide. What there was to report, is.
        let mut apart = Sink::new();
        apart.degrade = options.degrade;
        let (files, names) = generate_counting(&inputs.source, &inputs.config, &mut apart, &mut self.summary)?;
        Some(Made { files, names })
    }

    /// Says what changed for callers since the last time.
    fn tell(&self, streams: &mut Streams<'_>) -> io::Result<()> {
        if let Some(why) = &self.unknown {
            let message = format!(
                "what changed for callers is not known: the record of the crate that was there cannot be read: {why}"
            );
            streams.remark(&message)?;
        }
        match &self.changes {
            Some(report) => streams.result(&words::changed(report, self.is_auto)),
            None => Ok(()),
        }
    }

    /// The files that a later run would read again, and that people write.
    fn read_files(&self, options: &Generate) -> Vec<String> {
        let config = options.config.as_ref().map(|config| config.display().to_string());
        let lock = self.lock.as_deref().and_then(Path::file_name).unwrap_or(OsStr::new(LOCK));
        let named = self.sink.sources.file_names().filter(|name| !name.is_empty());
        let written = named.filter(|name| Path::new(name).file_name() != Some(lock));
        written.map(str::to_owned).chain(config).collect()
    }

    /// The disk.
    fn carry_out(
        &mut self,
        task: Task,
        made: &Made,
        options: &Generate,
        surroundings: &Surroundings,
        streams: &mut Streams<'_>,
    ) -> io::Result<Option<Outcome>> {
        let folder = surroundings.folder.join(&self.folder);
        let unlisted = if options.overwrite { Unlisted::Overwrite } else { Unlisted::Refuse };
        let lock = self.lock.as_ref().map(|lock| surroundings.folder.join(lock));
        let outcome = time(&mut self.summary.millis.write, || match task {
            Task::Write => {
                // First, since what changed is known only as long as the record is the one before; a second run would add
                // nothing twice.
                if let Some(report) = self.changes.as_ref().filter(|_| self.wants_entry) {
                    write::note(&folder, &report.changelog())?;
                }
                let written = write::apply(&made.files, &folder, unlisted)?;
                // Last, so that names count as given once there is a crate that has them.
                let is_lock_new = match &lock {
                    Some(lock) => write::keep(lock, &made.names)?,
                    None => false,
                };
                Ok(Outcome::Written(written, is_lock_new))
            }
            Task::Compare => {
                let mut stale = write::check(&made.files, &folder)?;
                if let (Some(lock), Some(shown)) = (&lock, &self.lock) {
                    write::compare(lock, &shown.display().to_string(), &made.names, &mut stale)?;
                }
                Ok(Outcome::Compared(stale))
            }
        });
        match outcome {
            Ok(outcome) => Ok(Some(outcome)),
            Err(error) => {
                // Shown by itself: it has no place in the input.
                let mut apart = Sink::new();
                report_write_error(&error, &mut apart, Loc::default());
                streams.diagnostics(&apart)?;
                let folder = self.sink.sources.add_file(self.folder.display().to_string(), "");
                let place = self.sink.sources.add_point(folder, Loc::default(), 0..0);
                report_write_error(&error, &mut self.sink, place);
                Ok(None)
            }
        }
    }

    /// Writes the report; says whether that was possible.
    fn report(&self, file: &Path, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<bool> {
        let text = report::render(&self.summary, &self.sink)?;
        if is_stdout(file) {
            streams.out.write_all(text.as_bytes())?;
            return Ok(true);
        }
        if let Err(error) = fs::write(surroundings.folder.join(file), text) {
            streams.error(&format!("cannot write {}: {error}", file.display()), None)?;
            return Ok(false);
        }
        Ok(true)
    }
}

/// Gives the crate a version, in place of `auto`.
fn set_version(config: &mut Config, release: &Release) {
    config.package.version.get_or_insert_default().value.clone_from(&release.version);
    config.package.released.clone_from(&release.released);
}

/// Whether a file's name means standard output.
fn is_stdout(file: &Path) -> bool {
    file == Path::new("-")
}

fn report_write_error(error: &WriteError, sink: &mut Sink, place: Loc) {
    let diagnostic = sink.error(code_of(error), place, error.to_string());
    if let Some(help) = error.help() {
        diagnostic.help(help);
    }
}

fn code_of(error: &WriteError) -> &'static Code {
    match error {
        WriteError::Unlisted { .. } => code::FOREIGN_OUTPUT,
        WriteError::Link { .. } => code::OUTSIDE_OUTPUT,
        _ => code::UNWRITABLE_OUTPUT,
    }
}
