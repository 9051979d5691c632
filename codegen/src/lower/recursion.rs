//! Where a struct would contain itself, a field goes behind a pointer.

use crate::ir::{Presence, Type, TypeDef, TypeId, TypeKind};

/// Marks the fields and alternatives that close a circle of structs and unions that contain each other by value.
///
/// Lists and maps hold their items elsewhere already, so only plain fields count. Depth-first over the types in their
/// order: a field that leads back to a struct on the way from the start is the one that is boxed.
pub(super) fn box_cycles(types: &mut [TypeDef]) {
    let mut state = vec![Visit::New; types.len()];
    for start in 0..types.len() {
        if state.get(start) != Some(&Visit::New) {
            continue;
        }
        // (type, next field): an explicit stack, since chains of types may be long.
        let mut stack = vec![(start, 0_usize)];
        set(&mut state, start, Visit::Open);
        while let Some((at, next)) = stack.pop() {
            let Some(target) = field_target(types, at, next) else {
                set(&mut state, at, Visit::Done);
                continue;
            };
            stack.push((at, next + 1));
            let Target::Struct(target) = target else {
                continue;
            };
            match state.get(target) {
                Some(Visit::New) => {
                    set(&mut state, target, Visit::Open);
                    stack.push((target, 0));
                }
                Some(Visit::Open) => set_boxed(types, at, next),
                Some(Visit::Done) | None => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

enum Target {
    Struct(usize),
    Elsewhere,
}

/// What the field of this number holds by value; `None` after the last field.
fn field_target(types: &[TypeDef], at: usize, field: usize) -> Option<Target> {
    let ty = match &types.get(at)?.kind {
        TypeKind::Struct(shape) => &shape.fields.get(field)?.ty,
        TypeKind::Union(union) => &union.alternatives.get(field)?.ty,
        TypeKind::Enum(_) => return None,
    };
    match ty {
        Type::Named(TypeId(id)) => Some(Target::Struct(*id as usize)),
        _ => Some(Target::Elsewhere),
    }
}

fn set(state: &mut [Visit], at: usize, visit: Visit) {
    if let Some(place) = state.get_mut(at) {
        *place = visit;
    }
}

fn set_boxed(types: &mut [TypeDef], at: usize, field: usize) {
    let boxed = match types.get_mut(at).map(|def| &mut def.kind) {
        Some(TypeKind::Struct(shape)) => shape.fields.get_mut(field).map(|field| &mut field.boxed),
        Some(TypeKind::Union(union)) => union.alternatives.get_mut(field).map(|alternative| &mut alternative.boxed),
        Some(TypeKind::Enum(_)) | None => None,
    };
    if let Some(boxed) = boxed {
        *boxed = true;
    }
}

/// Structs that can never be built: a circle of required fields, each needing the next (it has no smallest value).
pub(super) fn endless(types: &[TypeDef]) -> Vec<TypeId> {
    // A struct is finite once all its required struct fields are; enums and the rest always are.
    let mut finite = vec![false; types.len()];
    loop {
        let mut changed = false;
        for (index, def) in types.iter().enumerate() {
            if finite.get(index) == Some(&true) || !is_finite(def, &finite) {
                continue;
            }
            if let Some(place) = finite.get_mut(index) {
                *place = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    (0..).map(TypeId).zip(finite).filter(|(_, finite)| !finite).map(|(id, _)| id).collect()
}

fn is_finite(def: &TypeDef, finite: &[bool]) -> bool {
    let TypeKind::Struct(shape) = &def.kind else {
        return true;
    };
    shape.fields.iter().all(|field| match &field.ty {
        Type::Named(id) if field.presence == Presence::Required => finite.get(id.0 as usize).copied().unwrap_or(true),
        _ => true,
    })
}
