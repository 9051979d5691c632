//! `oneOf` and `anyOf`: a union, or the one type that all alternatives come to.

use std::collections::HashSet;

use crate::diag::{Sink, code};
use crate::ir::{Owner, Part, Scalar, Shape, Site, Struct, Type, TypeDef, TypeId, TypeKind, Union, Variant};
use crate::resolve::Spec;
use crate::resolve::spec::{self, Additional, Json, Schema, SchemaId};

use super::alternatives::{Candidate, Groups, shape};
use super::docs;
use super::enums::{Listed, listed};
use super::scalars::text;
use super::tells;
use super::types::{Key, Lowered, Types, Unfilled};
use super::usage::Form;

impl Types<'_> {
    /// The type of a schema with alternatives, or of several types.
    pub(super) fn union(&mut self, id: SchemaId, form: Form, key: Key, site: &Site, sink: &mut Sink) -> Lowered {
        let spec = self.spec;
        let schema = spec.schema(id);
        let groups = Groups::of(spec, id);
        if let Some(what) = groups.unsupported {
            return super::types::degrade(schema, what, sink);
        }
        if groups.any {
            return Lowered { ty: Type::Json, nullable: false };
        }
        let nullable = groups.nullable;
        if let Some(only) = only_alternative(spec, schema) {
            let lowered = self.lower(only, form, site, sink);
            return Lowered { nullable: (lowered.nullable || nullable) && lowered.ty != Type::Json, ty: lowered.ty };
        }
        if groups.count() > 1 {
            let type_id = self.claim(schema, key.1, site, TypeKind::Union(Union::default()));
            // Known before its alternatives are, so that a schema may contain itself.
            let lowered = Lowered { ty: Type::Named(type_id), nullable };
            self.known.insert(key, lowered.clone());
            self.unfilled.push_back(Unfilled { type_id, schema: id, form, union: true });
            return lowered;
        }
        let ty = match groups.structs.as_slice() {
            [only] if only.id != id => self.lower(only.id, form, site, sink).ty,
            _ if !groups.maps.is_empty() => self.maps(id, &groups.maps, form, site, sink),
            _ if !groups.lists.is_empty() => self.lists(id, &groups.lists, form, site, sink),
            _ => self.scalars(id, &groups, form, site, sink).unwrap_or(Type::Json),
        };
        Lowered { nullable: nullable && ty != Type::Json, ty }
    }

    /// The one scalar or enum that all alternatives come to.
    fn scalars(&mut self, id: SchemaId, groups: &Groups<'_>, form: Form, site: &Site, sink: &mut Sink) -> Option<Type> {
        if !groups.texts.is_empty() {
            return Some(self.texts(id, &groups.texts, form, site, sink));
        }
        if !groups.numbers.is_empty() {
            return Some(self.numbers(id, &groups.numbers, form, site, sink));
        }
        (!groups.booleans.is_empty()).then_some(Type::Scalar(Scalar::Bool))
    }

    /// Strings: all that they list is one open enum; one that lists nothing keeps the enum open to callers too.
    fn texts(&mut self, id: SchemaId, members: &[SchemaId], form: Form, site: &Site, sink: &mut Sink) -> Type {
        if let [only] = members
            && *only != id
            && self.is_single(*only)
        {
            return self.lower(*only, form, site, sink).ty;
        }
        let spec = self.spec;
        let parts: Vec<&Schema> = members.iter().map(|id| shape(spec, *id)).collect();
        let (lists, free): (Vec<&Schema>, Vec<&Schema>) = parts.into_iter().partition(|part| listed(part).is_some());
        if !lists.is_empty()
            && let Some(ty) = self.choice(spec.schema(id), Listed::Texts, &lists, !free.is_empty(), site, sink)
        {
            return ty;
        }
        let mut scalars = free.iter().map(|part| text(part));
        let first = scalars.next().unwrap_or(Scalar::String);
        Type::Scalar(if lists.is_empty() && scalars.all(|other| other == first) { first } else { Scalar::String })
    }

    /// Numbers: the type that holds all of them.
    fn numbers(&mut self, id: SchemaId, members: &[SchemaId], form: Form, site: &Site, sink: &mut Sink) -> Type {
        if let [only] = members
            && *only != id
            && self.is_single(*only)
        {
            return self.lower(*only, form, site, sink).ty;
        }
        let spec = self.spec;
        let parts: Vec<&Schema> = members.iter().map(|id| shape(spec, *id)).collect();
        if parts.iter().all(|part| listed(part).is_some())
            && let Some(ty) = self.choice(spec.schema(id), Listed::Integers, &parts, false, site, sink)
        {
            return ty;
        }
        let scalars: Vec<Scalar> = parts.iter().map(|part| self.number(part)).collect();
        let first = scalars.first().copied().unwrap_or(Scalar::F64);
        if scalars.iter().all(|other| *other == first) {
            return Type::Scalar(first);
        }
        let fraction = scalars.iter().any(|one| matches!(one, Scalar::F32 | Scalar::F64));
        let wide = scalars.iter().any(|one| matches!(one, Scalar::U64 | Scalar::I128));
        Type::Scalar(if fraction {
            Scalar::F64
        } else if wide {
            Scalar::I128
        } else {
            Scalar::I64
        })
    }

    /// Whether a schema is of one type only, so that it can be lowered by itself as a part of a union.
    fn is_single(&self, id: SchemaId) -> bool {
        let types = shape(self.spec, id).types;
        let count = [types.boolean, types.object, types.array, types.string, types.number || types.integer];
        count.iter().filter(|there| **there).count() <= 1
    }

    /// Lists: of what all of them hold, or of JSON where that differs.
    fn lists(&mut self, id: SchemaId, members: &[SchemaId], form: Form, site: &Site, sink: &mut Sink) -> Type {
        let spec = self.spec;
        let mut all = Vec::new();
        for member in members {
            let ty = self.list(shape(spec, *member), form, site, sink);
            if !all.contains(&ty) {
                all.push(ty);
            }
        }
        self.same(id, all, Type::List(Box::new(Type::Json)), "lists", sink)
    }

    /// Maps: of what all of them hold, or of JSON where that differs.
    fn maps(&mut self, id: SchemaId, members: &[SchemaId], form: Form, site: &Site, sink: &mut Sink) -> Type {
        let spec = self.spec;
        let mut all = Vec::new();
        for member in members {
            let ty = self.map(shape(spec, *member), form, site, sink);
            if !all.contains(&ty) {
                all.push(ty);
            }
        }
        self.same(id, all, Type::Map(Box::new(Type::Json)), "maps", sink)
    }

    fn same(&self, id: SchemaId, all: Vec<Type>, otherwise: Type, what: &str, sink: &mut Sink) -> Type {
        let several = all.len() > 1;
        if several {
            let message = format!("{what} of different items cannot be told apart; their items are JSON of any shape");
            sink.warn(code::AMBIGUOUS_UNION, self.spec.schema(id).loc, message);
        }
        all.into_iter().next().filter(|_| !several).unwrap_or(otherwise)
    }

    /// Gives a union its alternatives.
    pub(super) fn fill_union(&mut self, type_id: TypeId, id: SchemaId, form: Form, sink: &mut Sink) {
        let spec = self.spec;
        let groups = Groups::of(spec, id);
        let owner = Owner::Type(type_id);
        let site = |word: &str| Site::new(owner, Part::Member(word.to_owned()));
        let mut alternatives = Vec::new();
        if !groups.booleans.is_empty() {
            alternatives.push(plain(spec.schema(id), Type::Scalar(Scalar::Bool), &[Shape::Boolean]));
        }
        if !groups.numbers.is_empty() {
            let ty = self.numbers(id, &groups.numbers, form, &site("Number"), sink);
            alternatives.push(plain(spec.schema(id), ty, &[Shape::Integer, Shape::Fraction]));
        }
        if !groups.texts.is_empty() {
            let ty = self.texts(id, &groups.texts, form, &site("Text"), sink);
            alternatives.push(plain(spec.schema(id), ty, &[Shape::String]));
        }
        if !groups.lists.is_empty() {
            let ty = self.lists(id, &groups.lists, form, &site("List"), sink);
            alternatives.push(plain(spec.schema(id), ty, &[Shape::Array]));
        }
        // Before the structs: among equals the first is taken, and a map loses nothing.
        if !groups.maps.is_empty() {
            let ty = self.maps(id, &groups.maps, form, &site("Map"), sink);
            alternatives.push(plain(spec.schema(id), ty, &[Shape::Object]));
        }
        let told = tells::tell(spec, id, &groups, sink);
        for ((index, candidate), telling) in groups.structs.iter().enumerate().zip(told.each) {
            let schema = spec.schema(candidate.id);
            let word = word(schema, &telling.tags);
            let site = Site::new(owner, Part::Alternative(alternatives.len()));
            let ty = self.struct_of(id, candidate, form, &site, sink);
            alternatives.push(Variant {
                docs: docs::of_schema(spec, candidate.id, &ty),
                loc: schema.loc,
                number: (word.is_none() && schema.name.is_none()).then_some(index + 1),
                word,
                ty,
                boxed: false,
                shapes: vec![Shape::Object],
                tags: telling.tags,
                fields: telling.fields,
            });
        }
        if told.is_ambiguous && shape(spec, id).overlaps {
            self.note_mixed(&groups.structs, &alternatives);
        }
        if let Some(def) = self.all.get_mut(type_id.0 as usize) {
            def.kind = TypeKind::Union(Union { tag: told.tag, alternatives });
        }
    }

    /// Notes the structs of a union whose values may be several of them at once, as far as the others name fields that they do
    /// not have: whichever is taken for such a value has to keep those.
    fn note_mixed(&mut self, structs: &[Candidate], alternatives: &[Variant]) {
        let spec = self.spec;
        let names = |candidate: &Candidate| {
            let properties = &shape(spec, candidate.id).properties;
            properties.iter().map(|property| property.name.as_str()).collect::<HashSet<&str>>()
        };
        let all: HashSet<&str> = structs.iter().flat_map(names).collect();
        let variants = alternatives.iter().skip(alternatives.len() - structs.len());
        for (candidate, variant) in structs.iter().zip(variants) {
            let lacks = names(candidate).len() < all.len();
            if let (Type::Named(id), Additional::Unsaid, true) =
                (&variant.ty, &shape(spec, candidate.id).additional, lacks)
            {
                self.mixed.push(*id);
            }
        }
    }

    /// Gives those structs room for what the others name.
    pub(super) fn keep_mixed(&mut self) {
        for id in std::mem::take(&mut self.mixed) {
            if let Some(TypeDef { kind: TypeKind::Struct(Struct { extra: extra @ None, .. }), .. }) =
                self.all.get_mut(id.0 as usize)
            {
                *extra = Some(Type::Json);
            }
        }
    }

    fn struct_of(&mut self, union: SchemaId, candidate: &Candidate, form: Form, site: &Site, sink: &mut Sink) -> Type {
        if candidate.id == union {
            // An object that is also something else: its own name is the union's.
            return Type::Map(Box::new(Type::Json));
        }
        self.lower(candidate.id, form, site, sink).ty
    }
}

/// The one alternative of a schema beside `null`, which is no choice.
fn only_alternative(document: &Spec, schema: &Schema) -> Option<SchemaId> {
    let is_null = |id: SchemaId| {
        let Schema { types, alternatives, properties, values, nullable, .. } = shape(document, id);
        let nothing = values.as_ref().is_none_or(|values| values.iter().all(|value| *value == Json::Null));
        let nothing_else =
            *types == spec::Types::default() && alternatives.is_empty() && properties.is_empty() && nothing;
        nothing_else && (*nullable || values.as_ref().is_some_and(|values| !values.is_empty()))
    };
    let mut others = schema.alternatives.iter().copied().filter(|id| !is_null(*id));
    others.next().filter(|_| others.next().is_none())
}

/// An alternative that its kind of JSON tells.
fn plain(schema: &Schema, ty: Type, shapes: &[Shape]) -> Variant {
    Variant {
        loc: schema.loc,
        word: None,
        number: None,
        ty,
        boxed: false,
        docs: crate::ir::Docs::default(),
        shapes: shapes.to_vec(),
        tags: Vec::new(),
        fields: Vec::new(),
    }
}

/// What an alternative is called, where its type's name is not enough: its tag, or its title.
fn word(schema: &Schema, tags: &[String]) -> Option<String> {
    match tags {
        [only] if !only.is_empty() => Some(only.clone()),
        _ if schema.name.is_some() => None,
        _ => schema.title.clone(),
    }
}
