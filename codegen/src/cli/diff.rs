//! `specsmith diff`: what a change of the document does to the callers of the crate.

use std::io;

use crate::diag::Sink;
use crate::diff::{Places, Report, compare};

use super::args::{Diff, DiffFormat};
use super::streams::Streams;
use super::subject::{self, Subject};
use super::{Exit, Surroundings};

/// Compares two sides, and shows what callers notice.
pub(super) fn run(options: &Diff, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let load = |argument: Option<&String>, is_new: bool| {
        let mut sink = Sink::new();
        sink.degrade = options.degrade;
        let subject = subject::load(argument.map(String::as_str), is_new, options, surroundings, &mut sink);
        (subject, sink)
    };
    let ((old, old_sink), (new, new_sink)) =
        rayon::join(|| load(options.old.as_ref(), false), || load(options.new.as_ref(), true));
    let (Some(old), Some(new)) = (old, new) else {
        // Warnings are what `generate` shows; here they matter where something else went wrong, too.
        for sink in [&old_sink, &new_sink] {
            if sink.has_errors() {
                streams.diagnostics(sink)?;
            }
        }
        streams.remark("specsmith could not compare: see the errors above")?;
        return Ok(Exit::Bad);
    };
    let report = compare(&old.surface, &new.surface, (places(&old, &old_sink), places(&new, &new_sink)));
    streams.out.write_all(render(&report, options.format)?.as_bytes())?;
    Ok(if report.is_breaking() { Exit::Found } else { Exit::Done })
}

fn places<'a>(subject: &'a Subject, sink: &'a Sink) -> Places<'a> {
    Places { sources: subject.is_read.then_some(&sink.sources), name: &subject.name }
}

fn render(report: &Report, format: DiffFormat) -> io::Result<String> {
    Ok(match format {
        DiffFormat::Text => report.text(),
        DiffFormat::Markdown => report.markdown(),
        DiffFormat::Json => serde_json::to_string_pretty(report).map_err(io::Error::other)? + "\n",
    })
}
