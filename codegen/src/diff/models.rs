//! From types to what callers see of them.

use crate::ir::{Struct, TypeDef, TypeKind};
use crate::name::{Named, TypeNames};

use super::digest::Digest;
use super::place::At;
use super::surface::{Field, Model, Shape, Variant};
use super::ty::Ty;
use super::value::Value;
use super::words;

/// A type with its names.
pub(super) fn model(named: &Named<'_>, def: &TypeDef, names: &TypeNames, features: Vec<String>) -> Model {
    let mut digest = Digest::new().docs(&def.docs);
    let shape = match &def.kind {
        TypeKind::Struct(shape) => {
            for field in &shape.fields {
                digest = digest.member(&field.wire, &field.docs, None);
            }
            structure(named, shape, names)
        }
        TypeKind::Enum(shape) => {
            for value in &shape.values {
                digest = digest.member(&value.wire, &value.docs, None);
            }
            let values = shape.values.iter().zip(&names.members).map(|(value, name)| Value {
                wire: value.wire.clone(),
                name: name.clone(),
                at: At::of(value.loc),
            });
            Shape::Enum { values: values.collect(), integers: shape.integers, any: shape.any }
        }
        TypeKind::Union(union) => {
            for (one, label) in union.alternatives.iter().zip(&names.labels) {
                digest = digest.member(label, &one.docs, None);
            }
            let members = union.alternatives.iter().zip(&names.members).zip(&names.labels);
            let variants = members.map(|((one, name), label)| Variant {
                label: label.clone(),
                name: name.clone(),
                ty: Ty::of(&one.ty, named),
                boxed: one.boxed,
                tags: one.tags.clone(),
                at: At::of(one.loc),
            });
            Shape::Union { tag: union.tag.clone(), variants: variants.collect() }
        }
    };
    Model {
        key: names.key.clone(),
        path: names.path(),
        shape,
        same: None,
        features,
        deprecated: def.docs.deprecated,
        former: Vec::new(),
        docs: digest.finish(),
        at: At::of(def.loc),
    }
}

fn structure(named: &Named<'_>, shape: &Struct, names: &TypeNames) -> Shape {
    let members = shape.fields.iter().zip(&names.members).zip(&names.setters);
    let fields = members.map(|((field, name), setter)| Field {
        wire: field.wire.clone(),
        name: (*name != field.wire).then(|| name.clone()),
        setter: (setter != name).then(|| setter.clone()),
        ty: Ty::of(&field.ty, named),
        is: field.presence,
        boxed: field.boxed,
        constant: field.constant.as_ref().map(|one| words::constant(one, &field.ty, named.api)),
        deprecated: field.docs.deprecated,
        limits: field.docs.limits.clone(),
        at: At::of(field.loc),
    });
    let fields: Vec<Field> = fields.collect();
    let usual = fields.iter().filter(|field| field.is_taken()).map(|field| field.wire.clone());
    let taken = names.arguments.iter().filter_map(|at| fields.get(*at)).map(|field| field.wire.clone());
    let (usual, taken): (Vec<String>, Vec<String>) = (usual.collect(), taken.collect());
    let extra = shape.extra.as_ref().map(|extra| (names.extra.clone(), Ty::of(extra, named)));
    let arguments = (shape.constructible && taken != usual).then_some(taken);
    Shape::Struct { fields, arguments, extra, built: shape.constructible }
}
