//! Where a struct would contain itself, a field goes behind a pointer.

use crate::ir::{Field, Presence, Type, TypeDef, TypeId, TypeKind};

/// Marks the fields and alternatives that close a circle of structs and unions that contain each other by value. The types
/// come back in an order in which each is behind those that it still holds by value.
///
/// Lists and maps hold their items elsewhere already, so only plain fields and tuples count. Depth-first over the types
/// in their order: a field that leads back to a struct on the way from the start is the one that is boxed.
pub(super) fn box_cycles(types: &mut [TypeDef]) -> Vec<usize> {
    let held: Vec<Vec<Held>> = types.iter().map(held).collect();
    let mut state = vec![Visit::New; types.len()];
    let mut order = Vec::with_capacity(types.len());
    for start in 0..types.len() {
        if state.get(start) != Some(&Visit::New) {
            continue;
        }
        // (type, next of what it holds): an explicit stack, since chains of types may be long.
        let mut stack = vec![(start, 0_usize)];
        set(&mut state, start, Visit::Open);
        while let Some((at, next)) = stack.pop() {
            let Some(Held { field, target }) = held.get(at).and_then(|held| held.get(next)).copied() else {
                set(&mut state, at, Visit::Done);
                order.push(at);
                continue;
            };
            stack.push((at, next + 1));
            match state.get(target) {
                Some(Visit::New) => {
                    set(&mut state, target, Visit::Open);
                    stack.push((target, 0));
                }
                Some(Visit::Open) => set_boxed(types, at, field),
                Some(Visit::Done) | None => {}
            }
        }
    }
    order
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// A type that a field or an alternative holds by value.
#[derive(Clone, Copy)]
struct Held {
    field: usize,
    target: usize,
}

fn held(def: &TypeDef) -> Vec<Held> {
    let types: Vec<&Type> = match &def.kind {
        TypeKind::Struct(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => union.alternatives.iter().map(|alternative| &alternative.ty).collect(),
        TypeKind::Enum(_) => Vec::new(),
    };
    let mut all = Vec::new();
    for (field, ty) in types.into_iter().enumerate() {
        for_each_by_value(ty, &mut |id| all.push(Held { field, target: id.0 as usize }));
    }
    all
}

fn for_each_by_value(ty: &Type, visit: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Nullable(inner) => for_each_by_value(inner, visit),
        Type::Tuple(elements) | Type::LooseTuple(elements) => {
            for element in elements {
                for_each_by_value(element, visit);
            }
        }
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Json => {}
    }
}

fn set(state: &mut [Visit], at: usize, visit: Visit) {
    if let Some(place) = state.get_mut(at) {
        *place = visit;
    }
}

pub(super) fn set_boxed(types: &mut [TypeDef], at: usize, field: usize) {
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
    shape.fields.iter().all(|field| !needs(field, &|id| finite.get(id.0 as usize) == Some(&false)))
}

/// Whether no value of a field is there without one of a type that `is_wanted`.
pub(super) fn needs(field: &Field, is_wanted: &impl Fn(TypeId) -> bool) -> bool {
    fn asks(ty: &Type, is_wanted: &impl Fn(TypeId) -> bool) -> bool {
        match ty {
            Type::Named(id) => is_wanted(*id),
            Type::Tuple(elements) => elements.iter().any(|element| asks(element, is_wanted)),
            // An array of another length will do.
            Type::LooseTuple(_) | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Json => {
                false
            }
        }
    }
    field.presence == Presence::Required && asks(&field.ty, is_wanted)
}
