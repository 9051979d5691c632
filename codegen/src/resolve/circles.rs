//! Choices that are among their own alternatives.

use crate::diag::{Sink, code};

use super::all_of::Merging;
use super::spec::SchemaId;

/// How far a schema has been followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Underway,
    Done,
}

impl Merging<'_> {
    /// Reports schemas that lead back to themselves through `oneOf` and `anyOf` alone: no value says where to stop.
    pub(super) fn refuse_circles(&self, sink: &mut Sink) {
        let mut states = vec![State::Untouched; self.all.len()];
        for start in (0..).map(SchemaId).take(self.all.len()) {
            // Depth-first, without recursion: chains of references may be long.
            let mut open = vec![(start, false)];
            while let Some((id, is_done)) = open.pop() {
                let Some(state) = states.get_mut(id.0 as usize) else { continue };
                match *state {
                    _ if is_done => *state = State::Done,
                    State::Untouched => {
                        *state = State::Underway;
                        open.push((id, true));
                        let schema = self.get(id);
                        let inner = schema.alternatives.iter().chain(schema.choices.iter().flatten());
                        open.extend(inner.chain(&schema.same_as).map(|inner| (*inner, false)));
                    }
                    State::Underway => {
                        let loc = self.get(id).loc;
                        sink.error(code::ALL_OF_CYCLE, loc.at_key(), "this schema is one of its own alternatives");
                    }
                    State::Done => {}
                }
            }
        }
    }
}
