//! `specsmith generate` and `specsmith check`: one path up to the files, which are then written or compared.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::diag::{Code, Loc, Sink, code};
use crate::summary::{in_millis, time};
use crate::write::{self, FileSet, Stale, Unlisted, WriteError, Written};
use crate::{Summary, generate_counting};

use super::args::Generate;
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
    Written(Written),
    Compared(Stale),
}

/// One run, as far as it came.
#[derive(Default)]
struct Run {
    sink: Sink,
    summary: Summary,
    /// The output folder, as people call it.
    folder: PathBuf,
}

/// Makes the files, writes or compares them, and says what became of them.
pub(super) fn run(
    task: Task,
    options: &Generate,
    surroundings: &Surroundings,
    streams: &mut Streams<'_>,
) -> io::Result<Exit> {
    let start = Instant::now();
    streams.is_out_taken = options.report.as_deref().is_some_and(is_stdout);
    let mut run = Run::default();
    let files = run.files(options, surroundings);
    streams.diagnostics(&run.sink)?;
    let outcome = match files {
        Some(files) => run.carry_out(task, &files, options, surroundings, streams)?,
        None => None,
    };
    run.summary.millis.total = Some(in_millis(start.elapsed()));

    let exit = match outcome {
        Some(Outcome::Written(written)) => {
            streams.result(&words::written(&run.summary, &run.folder, &written))?;
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
    match &options.report {
        Some(file) if !run.report(file, surroundings, streams)? => Ok(Exit::Bad),
        _ => Ok(exit),
    }
}

impl Run {
    /// Everything before the disk; what is wrong is in the sink.
    fn files(&mut self, options: &Generate, surroundings: &Surroundings) -> Option<FileSet> {
        self.sink.degrade = options.degrade;
        let inputs = inputs::find(options, surroundings, &mut self.sink)?;
        self.summary.document = Some(inputs.document);
        self.folder = inputs.folder;
        generate_counting(&inputs.source, &inputs.config, &mut self.sink, &mut self.summary)
    }

    /// The disk.
    fn carry_out(
        &mut self,
        task: Task,
        files: &FileSet,
        options: &Generate,
        surroundings: &Surroundings,
        streams: &mut Streams<'_>,
    ) -> io::Result<Option<Outcome>> {
        let folder = surroundings.folder.join(&self.folder);
        let unlisted = if options.overwrite { Unlisted::Overwrite } else { Unlisted::Refuse };
        let outcome = time(&mut self.summary.millis.write, || match task {
            Task::Write => write::apply(files, &folder, unlisted).map(Outcome::Written),
            Task::Compare => write::check(files, &folder).map(Outcome::Compared),
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
