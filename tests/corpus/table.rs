//! The table that tells how a corpus did.

use std::fmt::Write as _;

use super::outcome::{Outcome, Verdict};

/// One row of the table, and below it what is wrong: with the document, or with what was made of it.
pub(crate) fn row(outcome: &Outcome) -> String {
    let operations = outcome.summary.operations;
    let count = |count: Option<usize>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let checking = outcome.checking.map_or_else(|| "–".to_owned(), |time| format!("{:.1}", time.as_secs_f64()));
    let mut row = format!(
        "| {} | {} | {} | {} | {} | {} | {} | {checking} | {} |",
        outcome.name,
        outcome.summary.openapi.as_deref().unwrap_or("–"),
        count(operations.in_document),
        count(operations.emitted),
        count(outcome.summary.types),
        outcome.warnings,
        outcome.generating.as_millis(),
        words(&outcome.verdict),
    );
    if let Verdict::Failed(why) = &outcome.verdict {
        let _ = write!(row, "\n  {}", why.replace('\n', "\n  "));
    }
    for fault in &outcome.faults {
        let _ = write!(row, "\n  {}", fault.text);
    }
    row
}

fn words(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::AsItIs => "passes",
        Verdict::WithRoot => "passes with --root",
        Verdict::Degraded => "passes with --degrade, without what is wrong with it:",
        Verdict::Refused => "passes: is refused",
        Verdict::Failed(_) => "FAILED",
    }
}

/// The whole table, with its sums.
pub(crate) fn whole(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "| document | version | operations | emitted | types | warnings | ms to generate | s to check | |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---|\n",
    );
    for outcome in outcomes {
        let _ = writeln!(text, "{}", row(outcome));
    }
    let sum = |count: fn(&Outcome) -> Option<usize>| outcomes.iter().filter_map(count).sum::<usize>();
    let with = |verdict: &Verdict| outcomes.iter().filter(|outcome| outcome.verdict == *verdict).count();
    let _ = write!(
        text,
        "\n{} documents: {} pass as they are, {} with --root, {} with --degrade, {} are refused as they should be, \
         {} failed. {} operations of {}, {} types.",
        outcomes.len(),
        with(&Verdict::AsItIs),
        with(&Verdict::WithRoot),
        with(&Verdict::Degraded),
        with(&Verdict::Refused),
        outcomes.iter().filter(|outcome| !outcome.passed()).count(),
        sum(|outcome| outcome.summary.operations.emitted),
        sum(|outcome| outcome.summary.operations.in_document),
        sum(|outcome| outcome.summary.types),
    );
    text
}
