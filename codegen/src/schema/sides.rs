//! What only one side sends.

use crate::diag::Loc;

use super::Direction;
use super::write::Writer;

impl Writer<'_> {
    /// Whether a member is one that only the other side sends: `readOnly` in requests, `writeOnly` in answers.
    pub(super) fn is_others(&self, within: Loc, name: &str, depth: usize) -> bool {
        let mark = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let schemas = self.schemas;
        if depth > 16 {
            return false;
        }
        let marked = |at: Loc| {
            let end = schemas.raw.follow(schemas.sources, at);
            // What stands beside a reference counts from 3.1 on.
            let beside = (end == at || schemas.raw.is_modern()) && schemas.is_true(at, mark);
            schemas.is_true(end, mark) || beside || self.is_marked_within(end, mark)
        };
        let properties = schemas.field(within, "properties").map(|at| schemas.raw.follow(schemas.sources, at));
        let own = properties.and_then(|properties| schemas.field(properties, name));
        if own.is_some_and(marked) {
            return true;
        }
        let members = schemas.field(within, "allOf").into_iter().flat_map(|list| schemas.entries(list));
        let targets = schemas.raw.target(schemas.sources, within);
        members.map(|(_, member)| member).chain(targets).any(|member| self.is_others(member, name, depth + 1))
    }

    /// Whether a member of `allOf` marks the schema.
    fn is_marked_within(&self, loc: Loc, mark: &str) -> bool {
        let schemas = self.schemas;
        let members = schemas.field(loc, "allOf").into_iter().flat_map(|list| schemas.entries(list));
        members.map(|(_, member)| schemas.raw.follow(schemas.sources, member)).any(|end| schemas.is_true(end, mark))
    }
}
