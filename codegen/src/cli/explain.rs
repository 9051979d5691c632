//! `specsmith explain CODE`.

use std::io;

use crate::diag::code;

use super::{Exit, Streams};

/// Prints what a diagnostic's code means.
pub(super) fn run(id: &str, streams: &mut Streams<'_>) -> io::Result<Exit> {
    let Some(code) = code::find(id) else {
        let message = format!("there is no diagnostic with the code {id:?}");
        streams.error(&message, Some("codes look like S0301, and stand in brackets after `error`"))?;
        return Ok(Exit::Bad);
    };
    let severity = code.severity.as_str();
    writeln!(streams.out, "{} ({severity}): {}\n\n{}", code.id, code.title, code.explanation)?;
    Ok(Exit::Done)
}
