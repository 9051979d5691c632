//! What the API itself sends. Nothing here receives it: there are types to read it with.

use crate::diag::{Sink, code};
use crate::ir::{Docs, Event, EventId, Owner, Site};
use crate::resolve::Spec;

use super::media;
use super::types::Types;
use super::usage::Form;

/// The bodies that have a schema, with one note about all events.
pub(super) fn events(spec: &Spec, types: &mut Types<'_>, sink: &mut Sink) -> Vec<Event> {
    let mut events = Vec::new();
    for described in &spec.events {
        let chosen = described.body.as_ref().and_then(|body| media::choose(spec, &body.content, sink));
        let Some((content, _)) = chosen else { continue };
        let Some(schema) = content.schema else { continue };
        let id = EventId(u32::try_from(events.len()).unwrap_or(u32::MAX));
        let site = Site { owner: Owner::Event(id), parts: Vec::new() };
        events.push(Event {
            loc: described.loc,
            word: described.name.clone(),
            within: described.within.clone(),
            docs: Docs {
                summary: described.summary.clone(),
                description: described.description.clone(),
                deprecated: described.deprecated,
                ..Docs::default()
            },
            method: described.method.as_str().to_owned(),
            media_type: content.media_type.clone(),
            ty: types.lower(schema, Form::Response, &site, sink).inside(),
        });
    }
    if let Some(first) = spec.events.first() {
        let callbacks = spec.events.iter().filter(|event| event.within.is_some()).count();
        let count = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}{}", plural(count)));
        let counted = [count(spec.events.len() - callbacks, "webhook"), count(callbacks, "callback")];
        let counted = counted.into_iter().flatten().collect::<Vec<_>>().join(" and ");
        let message = format!("the API sends {counted} by itself; there are types for their bodies, and nothing more");
        sink.warn(code::EVENTS, first.loc.at_key(), message);
    }
    events
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
