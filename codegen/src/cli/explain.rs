//! `specsmith explain CODE|OPERATION|TYPE`.

use std::io;

use crate::config::Config;
use crate::diag::{Sink, closest, code};
use crate::diff::Places;
use crate::surface;

use super::args::{Explain, Generate};
use super::{Exit, Streams, Surroundings, inputs};

/// Prints what a diagnostic's code means, or where an operation or a type came from.
pub(super) fn run(options: &Explain, surroundings: &Surroundings, streams: &mut Streams<'_>) -> io::Result<Exit> {
    if let Some(code) = code::find(&options.what) {
        let severity = code.severity.as_str();
        writeln!(streams.out, "{} ({severity}): {}\n\n{}", code.id, code.title, code.explanation)?;
        return Ok(Exit::Done);
    }
    if is_code(&options.what) {
        let message = format!("there is no diagnostic with the code {:?}", options.what);
        streams.error(&message, Some("codes look like S0301, and stand in brackets after `error`"))?;
        return Ok(Exit::Bad);
    }
    let mut sink = Sink::new();
    sink.degrade = options.degrade;
    let generate = Generate {
        document: options.document.clone(),
        // Nothing is written; below a file there is no lock of names.
        output: options.document.clone(),
        config: options.config.clone(),
        root: options.root.clone(),
        ..Generate::default()
    };
    let found = inputs::find(&generate, surroundings, &mut sink);
    let found = found.and_then(|inputs| Some((surface(&inputs.source, &inputs.config, &mut sink)?, inputs)));
    let Some((surface, inputs)) = found else {
        streams.diagnostics(&sink)?;
        return Ok(Exit::Bad);
    };
    let facts = |pointer: &str| said(pointer, &inputs.config, &sink);
    let places = Places { sources: Some(&sink.sources), name: &inputs.document };
    if let Some(text) = surface.explain(&options.what, places, &facts) {
        streams.out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    let names: Vec<String> = surface.names().collect();
    let near = closest(&options.what, names.iter().map(String::as_str));
    let help = near.map_or_else(
        || "operations are called `zones.list` or `GET /zones`, and types `Zone` or `zones::Status`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    streams.error(&format!("there is no operation, no type and no code {:?}", options.what), Some(&help))?;
    Ok(Exit::Bad)
}

/// `S0301`, or what was meant as one.
fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix(|first: char| first.is_ascii_alphabetic()).unwrap_or_default();
    digits.len() > 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the configuration says of a place, and what the document says that has to do with names.
fn said(pointer: &str, config: &Config, sink: &Sink) -> Vec<String> {
    let mut said = Vec::new();
    let mut add = |table: &str, value: Option<&str>| {
        said.extend(value.map(|value| format!("`{table}` of the configuration says `{value}`.")));
    };
    add("[names]", config.names.get(pointer).map(|one| one.value.as_str()));
    add("[resources]", config.resources.get(pointer).map(|one| one.value.as_str()));
    if config.integers.contains_key(pointer) {
        said.push("`[integers]` of the configuration says how wide it is.".to_owned());
    }
    let sources = &sink.sources;
    let there = sources.find(sources.document(), pointer);
    let has = |key: &str| there.is_some_and(|there| sources.find(there, &format!("/{key}")).is_some());
    if config.resources.contains_key(pointer) {
        return said;
    }
    if has("x-fern-sdk-method-name") {
        said.push("Its place and name are those of `x-fern-sdk-group-name` and `x-fern-sdk-method-name`.".to_owned());
    } else if has("responses") && has("operationId") {
        said.push("Its place and name are made of its `operationId`, its tag, or its path.".to_owned());
    } else if has("responses") {
        said.push("It has no `operationId`: its place and name are made of its path and its method.".to_owned());
    }
    said
}
