//! What is said at the end of a run.

use std::fmt::Display;
use std::path::Path;

use crate::Summary;
use crate::diag::escape;
use crate::diff::Report;
use crate::write::Written;

use super::Surroundings;
use super::args::Generate;
use super::generate::Task;

/// How many changes that break something are shown after `generate`; `specsmith diff` shows all.
const MAX_BREAKING: usize = 10;

/// The line after `generate`.
pub(super) fn written(summary: &Summary, folder: &Path, written: &Written) -> String {
    let files = written.written.len() + written.unchanged.len();
    format!(
        "{} → {} ({}: {} written, {} unchanged, {} removed){}\n",
        crate_and_contents(summary),
        escape(&folder.display().to_string()),
        count(files, "file"),
        written.written.len(),
        written.unchanged.len(),
        written.removed.len(),
        duration(summary),
    )
}

/// The line about the lock of names, where a run has changed it.
pub(super) fn kept(lock: &Path) -> String {
    format!("names → {} (to be committed with the crate)\n", escape(&lock.display().to_string()))
}

/// What changed for callers, after `generate`: what breaks, the verdicts, and the version.
pub(super) fn changed(report: &Report, is_auto: bool) -> String {
    let mut text = String::from("\nWhat callers notice, since the crate was generated the last time:\n\n");
    let breaking: Vec<_> = report.changes.iter().filter(|change| change.verdicts.is_breaking()).collect();
    for change in breaking.iter().take(MAX_BREAKING) {
        text += &escape(&format!("  {}: {}", change.path, change.what));
        text.push('\n');
    }
    if breaking.len() > MAX_BREAKING {
        let more = breaking.len() - MAX_BREAKING;
        text = text + "  and " + &more.to_string() + " more that break something\n";
    }
    if !breaking.is_empty() {
        text.push('\n');
    }
    text += &report.summary();
    if is_auto && report.release.is_some() {
        text += "           which is the version in Cargo.toml now\n";
    }
    text
}

/// The line after a `check` that found nothing.
pub(super) fn fresh(summary: &Summary, folder: &Path) -> String {
    format!(
        "{} = {} ({}, all up to date){}\n",
        crate_and_contents(summary),
        escape(&folder.display().to_string()),
        count(summary.files.unwrap_or_default(), "file"),
        duration(summary),
    )
}

/// The line after the diagnostics of a run that stopped.
pub(super) fn failed(task: Task) -> &'static str {
    match task {
        Task::Write => "specsmith stopped: see the errors above",
        Task::Compare => "specsmith could not compare: see the errors above",
    }
}

/// `pets 0.1.0: 11 operations, 24 types`.
fn crate_and_contents(summary: &Summary) -> String {
    let mut text = match &summary.package {
        Some((name, version)) => format!("{} {}: ", escape(name), escape(version)),
        None => String::new(),
    };
    let emitted = summary.operations.emitted.unwrap_or_default();
    let in_document = summary.operations.in_document.unwrap_or(emitted);
    if emitted != in_document {
        text += &emitted.to_string();
        text += " of ";
    }
    text += &count(in_document, "operation");
    text += ", ";
    text += &count(summary.types.unwrap_or_default(), "type");
    text
}

fn duration(summary: &Summary) -> String {
    let total = summary.millis.total;
    total.map_or_else(String::new, |millis| format!(" in {millis:.0} ms"))
}

pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The command that does what `check` with these options only compares.
pub(super) fn generate_command(options: &Generate, surroundings: &Surroundings) -> String {
    let mut arguments = Vec::new();
    let mut add = |option: Option<&str>, value: Option<&Path>| {
        if let Some(value) = value {
            arguments.extend(option.map(str::to_owned));
            arguments.push(quoted(value.display()));
        }
    };
    add(None, options.document.as_deref());
    add(Some("-o"), options.output.as_deref());
    add(Some("--config"), options.config.as_deref());
    if options.tests {
        arguments.push("--tests".to_owned());
    }
    if options.overwrite {
        arguments.push("--overwrite".to_owned());
    }
    let program = match (surroundings.is_cargo_run, arguments.is_empty()) {
        (true, true) => return "cargo run --release".to_owned(),
        (true, false) => "cargo run --release -- generate",
        (false, _) => "specsmith generate",
    };
    arguments.insert(0, program.to_owned());
    arguments.join(" ")
}

/// An argument as a POSIX shell takes it.
fn quoted(argument: impl Display) -> String {
    let text = argument.to_string();
    let is_plain = |found: char| found.is_alphanumeric() || "_-./=@%+,:\\".contains(found);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text;
    }
    format!("'{}'", escape(&text).replace('\'', r"'\''"))
}
