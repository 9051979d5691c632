//! Requests that the API itself sends: webhooks, and the callbacks of operations.

use std::collections::{HashSet, VecDeque};

use crate::diag::Sink;
use crate::read::model::PathItem;

use super::operations::Parts;
use super::spec::Event;

/// All of them: those of webhooks, then those of operations, then those of these. One that several operations refer to
/// is there once.
pub(super) fn resolve<'d>(
    webhooks: &'d [PathItem],
    paths: &'d [PathItem],
    parts: &mut Parts<'d, '_>,
    sink: &mut Sink,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut seen = HashSet::new();
    let mut queue: VecDeque<(&PathItem, Option<String>)> = webhooks.iter().map(|item| (item, None)).collect();
    for item in paths {
        enqueue(item, &item.path, &mut queue);
    }
    while let Some((item, within)) = queue.pop_front() {
        for operation in item.operations.iter().filter(|operation| seen.insert(operation.loc)) {
            events.push(Event {
                loc: operation.loc,
                name: item.path.clone(),
                within: within.clone(),
                method: operation.method.clone(),
                summary: operation.summary.clone(),
                description: operation.description.clone(),
                deprecated: operation.deprecated,
                body: parts.body(operation, sink),
            });
        }
        enqueue(item, &item.path, &mut queue);
    }
    events
}

/// Adds the callbacks of a path's operations.
fn enqueue<'d>(item: &'d PathItem, path: &str, queue: &mut VecDeque<(&'d PathItem, Option<String>)>) {
    for operation in &item.operations {
        let within = operation.operation_id.clone().unwrap_or_else(|| format!("{} {path}", operation.method.as_str()));
        queue.extend(operation.callbacks.iter().map(|callback| (callback, Some(within.clone()))));
    }
}
