//! Inline types that are equal: one of them is there, and the others are names for it.
//!
//! Documents repeat themselves: what one operation's filter may be, stands again in the next one's. Two such types of one
//! module are the same if callers could not tell them apart but by their names: the same fields, variants and values
//! under the same names in Rust, made of the same types, and the same arguments of `new` in the same order. What is only told about them, their documentation, does not
//! count, but for what is deprecated.
//!
//! Each keeps its own name, as an alias. So no name depends on whether something else happens to be equal, and where one of
//! them changes later, it becomes a type of its own under the name that it had.

use std::collections::HashMap;

use crate::ir::{Api, Constant, Origin, Presence, Scalar, Shape, Telling, Type, TypeDef, TypeId, TypeKind};

use super::TypeNames;
use super::identity::Identity;

/// For each type, the one that it is another name for.
///
/// Of equal types, the one that is nearest to an operation or a component is there, as in `identity`: the document's order
/// plays no part.
pub(super) fn equals(api: &Api, known: &[Identity], named: &[TypeNames]) -> Vec<Option<TypeId>> {
    let classes = classes(api, named);
    let order = |id: TypeId| known.get(id.0 as usize).map(|one| (one.level, one.key.as_str()));
    let mut first: HashMap<Class, TypeId> = HashMap::with_capacity(classes.len());
    let ids = || (0..).map(TypeId);
    for (id, class) in ids().zip(&classes) {
        let first = first.entry(*class).or_insert(id);
        if order(id) < order(*first) {
            *first = id;
        }
    }
    ids().zip(&classes).map(|(id, class)| first.get(class).copied().filter(|first| *first != id)).collect()
}

/// What equal types have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Class(usize);

/// What callers see of a type, beside its name.
#[derive(PartialEq, Eq, Hash)]
struct Outline<'a> {
    module: Option<&'a str>,
    kind: Kind<'a>,
}

#[derive(PartialEq, Eq, Hash)]
enum Kind<'a> {
    /// Fields in the order of their names, and which of them `new` takes, in its order.
    Struct {
        fields: Vec<Member<'a>>,
        arguments: Vec<&'a str>,
        extra: Option<(&'a str, Vec<Step>)>,
        constructible: bool,
    },
    Enum {
        values: Vec<(&'a str, &'a str, bool)>,
        integers: bool,
        any: bool,
    },
    Union {
        tag: Option<&'a str>,
        alternatives: Vec<Choice<'a>>,
    },
}

#[derive(PartialEq, Eq, Hash)]
struct Member<'a> {
    name: &'a str,
    setter: &'a str,
    wire: &'a str,
    presence: Presence,
    ty: Vec<Step>,
    boxed: bool,
    constant: Option<&'a Constant>,
    deprecated: bool,
}

#[derive(PartialEq, Eq, Hash)]
struct Choice<'a> {
    name: &'a str,
    ty: Vec<Step>,
    boxed: bool,
    shapes: &'a [Shape],
    tags: &'a [String],
    fields: &'a [Telling],
    deprecated: bool,
}

/// A type as a row of steps, with classes in the place of ids.
#[derive(PartialEq, Eq, Hash)]
enum Step {
    Named(Class),
    Scalar(Scalar),
    List,
    Map,
    Nullable,
    Tuple(usize),
    LooseTuple(usize),
    Json,
}

/// Sorts types into classes, each after what it is made of. A type that leads back to itself is equal to none.
fn classes(api: &Api, named: &[TypeNames]) -> Vec<Class> {
    let mut search = Search { api, named, found: (0..api.types.len()).map(Class).collect(), known: HashMap::new() };
    let mut state = vec![Visit::New; api.types.len()];
    for start in (0..).map(TypeId).take(api.types.len()) {
        // A stack of our own, since types may be nested deeply.
        let mut stack = vec![start];
        while let Some(id) = stack.pop() {
            let Some((place, def)) = state.get_mut(id.0 as usize).zip(api.type_def(id)) else {
                continue;
            };
            match *place {
                Visit::New => {
                    *place = Visit::Open;
                    stack.push(id);
                    def.for_each_held(&mut |held| {
                        if state.get(held.0 as usize) == Some(&Visit::New) {
                            stack.push(held);
                        }
                    });
                }
                Visit::Open => {
                    *place = Visit::Done;
                    search.sort(id, def);
                }
                Visit::Done => {}
            }
        }
    }
    search.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

struct Search<'a> {
    api: &'a Api,
    named: &'a [TypeNames],
    /// The class of each type; one of its own, until another is found.
    found: Vec<Class>,
    known: HashMap<Outline<'a>, Class>,
}

impl<'a> Search<'a> {
    fn sort(&mut self, id: TypeId, def: &'a TypeDef) {
        let (Origin::Inline(_), Some(names)) = (&def.origin, self.named.get(id.0 as usize)) else {
            return;
        };
        if def.docs.deprecated {
            return;
        }
        let outline = Outline { module: names.module.as_deref(), kind: self.kind(def, names) };
        let class = *self.known.entry(outline).or_insert(Class(id.0 as usize));
        if let Some(place) = self.found.get_mut(id.0 as usize) {
            *place = class;
        }
    }

    fn kind(&self, def: &'a TypeDef, names: &'a TypeNames) -> Kind<'a> {
        let members = names.members.iter().map(String::as_str);
        match &def.kind {
            TypeKind::Struct(shape) => {
                let fields =
                    shape.fields.iter().zip(members).zip(&names.setters).map(|((field, name), setter)| Member {
                        name,
                        setter,
                        wire: &field.wire,
                        presence: field.presence,
                        ty: self.steps(&field.ty),
                        boxed: field.boxed,
                        constant: field.constant.as_ref(),
                        deprecated: field.docs.deprecated,
                    });
                let mut fields: Vec<Member<'_>> = fields.collect();
                let arguments = names.arguments.iter().filter_map(|at| fields.get(*at)).map(|field| field.name);
                let arguments = arguments.collect();
                fields.sort_unstable_by_key(|field| field.name);
                Kind::Struct {
                    fields,
                    arguments,
                    extra: shape.extra.as_ref().map(|ty| (names.extra.as_str(), self.steps(ty))),
                    constructible: shape.constructible,
                }
            }
            TypeKind::Enum(shape) => {
                let values = shape.values.iter().zip(members);
                let values = values.map(|(value, name)| (name, value.wire.as_str(), value.docs.deprecated));
                Kind::Enum { values: values.collect(), integers: shape.integers, any: shape.any }
            }
            TypeKind::Union(union) => {
                let alternatives = union.alternatives.iter().zip(members).map(|(one, name)| Choice {
                    name,
                    ty: self.steps(&one.ty),
                    boxed: one.boxed,
                    shapes: &one.shapes,
                    tags: &one.tags,
                    fields: &one.fields,
                    deprecated: one.docs.deprecated,
                });
                Kind::Union { tag: union.tag.as_deref(), alternatives: alternatives.collect() }
            }
        }
    }

    fn steps(&self, ty: &Type) -> Vec<Step> {
        let mut steps = Vec::with_capacity(1);
        let mut left = vec![ty];
        while let Some(ty) = left.pop() {
            steps.push(match ty {
                Type::Named(id) => {
                    // A type that is still open leads back here; it is only equal to itself.
                    Step::Named(self.found.get(id.0 as usize).copied().unwrap_or(Class(self.api.types.len())))
                }
                Type::Scalar(scalar) => Step::Scalar(*scalar),
                Type::List(inner) => {
                    left.push(inner);
                    Step::List
                }
                Type::Map(inner) => {
                    left.push(inner);
                    Step::Map
                }
                Type::Nullable(inner) => {
                    left.push(inner);
                    Step::Nullable
                }
                Type::Tuple(elements) => {
                    left.extend(elements.iter().rev());
                    Step::Tuple(elements.len())
                }
                Type::LooseTuple(elements) => {
                    left.extend(elements.iter().rev());
                    Step::LooseTuple(elements.len())
                }
                Type::Json => Step::Json,
            });
        }
        steps
    }
}
