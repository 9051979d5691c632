//! Overlays (Overlay Specification 1.0): changes to a document, applied before it is read.
//!
//! The changed document is a new tree, whose places are those of the document and of the overlay, so that what is found
//! later is shown where it was written.

mod edit;
mod path;

use crate::diag::{Loc, Sink, code};

use super::library::Library;
use super::source::Source;
use super::tree::Kind;

use edit::Edit;
use path::Path;

/// Applies one overlay after the other, and gives the new root. Faults are reported; an action that has one is left out.
pub(super) fn apply(overlays: &[Source], mut root: Loc, library: &mut Library, sink: &mut Sink) -> Loc {
    for overlay in overlays {
        let Some(changes) = library.open_beside(overlay, root, sink) else { continue };
        for action in actions(changes, library, sink) {
            root = run(action, root, library, sink);
        }
    }
    root
}

fn field(loc: Loc, name: &str, sink: &Sink) -> Option<Loc> {
    sink.sources.children(loc).find(|child| sink.sources.key(*child) == name)
}

/// The actions of an overlay.
fn actions(overlay: Loc, library: &Library, sink: &mut Sink) -> Vec<Loc> {
    let version = field(overlay, "overlay", sink).map(|at| (at, library.forest.kind(&sink.sources, at)));
    let known = version.is_some_and(|(at, kind)| match kind {
        Kind::String(text) => sink.sources.text(sink.sources.file(at), text).starts_with("1."),
        _ => false,
    });
    if !known {
        sink.error(code::MALFORMED_OVERLAY, overlay, "this is no overlay of version 1")
            .help("begin with `overlay: 1.0.0`");
        return Vec::new();
    }
    let Some(actions) = field(overlay, "actions", sink) else {
        sink.error(code::MALFORMED_OVERLAY, overlay, "`actions` is missing in the overlay");
        return Vec::new();
    };
    sink.sources.children(actions).collect()
}

/// Carries out one action.
fn run(action: Loc, root: Loc, library: &mut Library, sink: &mut Sink) -> Loc {
    let target = field(action, "target", sink);
    let text = target.and_then(|at| match library.forest.kind(&sink.sources, at) {
        Kind::String(text) => Some(sink.sources.text(sink.sources.file(at), text).to_owned()),
        _ => None,
    });
    let (Some(target), Some(text)) = (target, text) else {
        sink.error(code::MALFORMED_OVERLAY, action, "the action has no `target`");
        return root;
    };
    let Some(path) = Path::parse(&text) else {
        let message = format!("`{text}` is no JSONPath that is understood");
        sink.error(code::MALFORMED_OVERLAY, target, message)
            .help("names, indexes, `*`, `..` and filters such as `[?(@.name == 'x')]` are");
        return root;
    };
    let found = path.select(root, &sink.sources, &library.forest);
    if found.is_empty() {
        sink.warn(code::UNMATCHED_TARGET, target, format!("`{text}` matches nothing in the document"));
        return root;
    }
    let removes =
        field(action, "remove", sink).map(|at| library.forest.kind(&sink.sources, at)) == Some(Kind::Bool(true));
    let update = field(action, "update", sink);
    let mut edit = Edit::default();
    match update {
        _ if removes => edit.removed.extend(found.into_iter().filter(|at| *at != root)),
        Some(update) => edit.updated.extend(found.into_iter().map(|at| (at, update))),
        None => {
            sink.error(code::MALFORMED_OVERLAY, action, "the action has neither `update` nor `remove`");
            return root;
        }
    }
    let new = edit.apply(root, &mut library.forest, &mut sink.sources);
    library.set_root(root, new, sink);
    new
}
