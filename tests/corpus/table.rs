//! The table that tells how a corpus did.

use std::fmt::Write as _;

use super::check::Outcome;

/// One line of the table, without its frame.
pub(crate) fn row(outcome: &Outcome) -> String {
    let operations = outcome.summary.operations;
    let count = |count: Option<usize>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let mut row = format!(
        "| {} | {} | {} / {} | {} | {} | {} | {:.1} | {} |",
        outcome.name,
        outcome.summary.openapi.as_deref().unwrap_or("–"),
        count(operations.emitted),
        count(operations.in_document),
        count(outcome.summary.types),
        outcome.warnings,
        outcome.generating.as_millis(),
        outcome.checking.as_secs_f64(),
        verdict(outcome),
    );
    if let Some(failure) = &outcome.failure {
        let _ = write!(row, "\n{failure}");
    }
    for fault in &outcome.faults {
        let _ = write!(row, "\n  its own fault: {fault}");
    }
    row
}

fn verdict(outcome: &Outcome) -> &'static str {
    match (&outcome.failure, outcome.faults.is_empty()) {
        (Some(_), _) => "FAILED",
        (None, true) => "passes",
        (None, false) => "passes with --degrade",
    }
}

/// The whole table, with its sums.
pub(crate) fn whole(rows: &[Outcome]) -> String {
    let mut text = String::from(
        "| document | version | operations emitted / in it | types | warnings | ms to generate | s to check | |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for outcome in rows {
        let _ = writeln!(text, "{}", row(outcome));
    }
    let passed = rows.iter().filter(|row| row.passed()).count();
    let operations: usize = rows.iter().filter_map(|row| row.summary.operations.emitted).sum();
    let types: usize = rows.iter().filter_map(|row| row.summary.types).sum();
    let degraded = rows.iter().filter(|row| row.passed() && !row.faults.is_empty()).count();
    let _ = write!(
        text,
        "\n{passed} of {} documents pass, {degraded} of them with --degrade; {operations} operations, {types} types.",
        rows.len(),
    );
    text
}
