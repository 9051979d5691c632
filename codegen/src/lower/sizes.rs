//! Where a struct would grow too large by what it holds, a field goes behind a pointer.

use crate::ir::{Presence, Scalar, Type, TypeDef, TypeKind};

use super::recursion::set_boxed;

/// How many bytes a struct or a union may have, and still be inside of another one.
///
/// Documents nest: an invoice has a customer, who has a card, which has a customer. Put into each other, the types of one real
/// document came to 1.4 MB for a credit note, which no thread's stack holds for long. Nested types are small as a rule: with
/// this limit, five of the fields of Cloudflare's 12,800 types are boxed.
const LIMIT: u64 = 1024;

/// Boxes the fields and alternatives whose type is larger than the limit.
///
/// `order` has each type behind those that it holds by value. The sizes are those that rustc comes to, give or take some
/// padding: they are the same on every machine, and so is what is boxed.
pub(super) fn box_large(types: &mut [TypeDef], order: &[usize]) {
    let mut sizes = vec![0; types.len()];
    for &at in order {
        let Some(def) = types.get(at) else { continue };
        let (size, large) = match &def.kind {
            TypeKind::Struct(shape) => {
                let fields = shape.fields.iter().map(|one| (of_field(&one.ty, one.presence, &sizes), one.boxed));
                let (sizes, large) = measure(fields);
                (sizes.iter().sum::<u64>() + shape.extra.as_ref().map_or(0, |_| 24), large)
            }
            TypeKind::Union(union) => {
                let (sizes, large) = measure(union.alternatives.iter().map(|one| (of(&one.ty, &sizes), one.boxed)));
                (sizes.into_iter().max().unwrap_or(0).max(32) + 8, large)
            }
            TypeKind::Enum(_) => (24, Vec::new()),
        };
        if let Some(place) = sizes.get_mut(at) {
            *place = size;
        }
        for field in large {
            set_boxed(types, at, field);
        }
    }
}

/// The sizes of what a type holds, and which of it is too large: that counts as a pointer.
fn measure(held: impl Iterator<Item = (u64, bool)>) -> (Vec<u64>, Vec<usize>) {
    let (mut sizes, mut large) = (Vec::new(), Vec::new());
    for (at, (size, boxed)) in held.enumerate() {
        if size > LIMIT && !boxed {
            large.push(at);
        }
        sizes.push(if boxed || size > LIMIT { 8 } else { size });
    }
    (sizes, large)
}

fn of_field(ty: &Type, presence: Presence, sizes: &[u64]) -> u64 {
    let size = of(ty, sizes);
    match (presence, ty) {
        // What says that it is absent has no room in a number.
        (Presence::Optional | Presence::Nullable, Type::Scalar(scalar)) if scalar.is_number() => size + 8,
        (Presence::OptionalNullable, _) => size + 8,
        _ => size,
    }
}

fn of(ty: &Type, sizes: &[u64]) -> u64 {
    match ty {
        Type::Named(id) => sizes.get(id.0 as usize).copied().unwrap_or(0),
        Type::Scalar(Scalar::Bool) => 1,
        Type::Scalar(scalar) if scalar.is_number() => 8,
        Type::Scalar(_) | Type::List(_) | Type::Map(_) => 24,
        Type::Nullable(inner) => of(inner, sizes) + 8,
        Type::Tuple(elements) | Type::LooseTuple(elements) => elements.iter().map(|one| of(one, sizes)).sum(),
        Type::Json => 32,
    }
}
