//! Schemas that no value satisfies, because of what they are put together from.

use crate::diag::{Loc, Sink, code};
use crate::read::model::Types;

use super::spec::Schema;

/// Reports two members of the `allOf` at a place whose types exclude each other.
pub(super) fn report_contradiction(a: (Types, Loc), b: &Schema, nullable: bool, loc: Loc, sink: &mut Sink) {
    let value = if nullable { "no value but `null`" } else { "no value" };
    let message = format!("{value} is both {} and {}, as `allOf` asks for here", words(a.0), words(b.types));
    let found = sink.warn(code::CONTRADICTION, loc.at_key(), message);
    for member in [a.1, b.loc].into_iter().filter(|member| *member != loc) {
        found.related(member, "this is one of the two");
    }
}

/// `string`, `number or integer`.
fn words(types: Types) -> String {
    let Types { boolean, object, array, number, integer, string } = types;
    let names = [
        (boolean, "boolean"),
        (object, "object"),
        (array, "array"),
        (number, "number"),
        (integer, "integer"),
        (string, "string"),
    ];
    names.iter().filter(|(there, _)| *there).map(|(_, name)| *name).collect::<Vec<_>>().join(" or ")
}

impl Schema {
    /// Leaves nothing of what it asks for.
    pub(super) fn empty(&mut self) {
        let Self { loc, contradicts, read_only, write_only, deprecated, .. } = *self;
        let (name, title, description) = (self.name.take(), self.title.take(), self.description.take());
        let (example, extensions) = (self.example.take(), std::mem::take(&mut self.extensions));
        let kept = Self { loc, contradicts, read_only, write_only, deprecated, ..Self::default() };
        *self = Self { name, title, description, example, extensions, ..kept };
    }
}
