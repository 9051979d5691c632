//! Which types the crate's tests read and write values with.

use crate::diag::Sources;
use crate::ir::RoundTrip;

use super::types::Types;
use super::usage::Form;

/// Every schema that has a type, once for each form in which it has one.
pub(super) fn of(types: &Types<'_>, sources: &Sources) -> Vec<RoundTrip> {
    let mut found: Vec<_> = types.known.iter().collect();
    found.sort_by_key(|((id, form), _)| (id.0, *form == Form::Request));
    found
        .into_iter()
        .map(|((id, form), lowered)| RoundTrip {
            schema: id.0,
            pointer: sources.pointer(types.spec.schema(*id).loc),
            in_request: types.usage.direction(*id, *form) == Form::Request,
            ty: lowered.ty.clone(),
            nullable: lowered.nullable,
        })
        .collect()
}
