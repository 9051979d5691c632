//! From a schema to a Rust type.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::diag::{Loc, Sink, code};
use crate::ir::{
    Constant, Docs, Field, Origin, Owner, Part, Presence, Scalar, Site, Struct, Type, TypeDef, TypeId, TypeKind,
};
use crate::resolve::Spec;
use crate::resolve::spec::{Additional, Json, Property, Schema, SchemaId};

use super::docs;
use super::doubts;
use super::enums::{Listed, listed};
use super::scalars::text;
use super::tags::{Tag, Tags};
use super::usage::{Form, Usage};

/// How deep lists, maps and tuples nest in one type: compilers have limits too.
const MAX_DEPTH: usize = 32;

/// A type, and whether `null` may stand in its place.
#[derive(Clone, Debug)]
pub(super) struct Lowered {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

impl Lowered {
    fn plain(ty: Type) -> Self {
        Self { ty, nullable: false }
    }

    /// The type as the item of a list or the value of a map.
    pub(super) fn inside(self) -> Type {
        if self.nullable && self.ty != Type::Json { Type::Nullable(Box::new(self.ty)) } else { self.ty }
    }
}

impl Site {
    pub(super) fn new(owner: Owner, part: Part) -> Self {
        Self { owner, parts: vec![part] }
    }

    pub(super) fn then(&self, part: Part) -> Self {
        let mut parts = self.parts.clone();
        parts.push(part);
        Self { owner: self.owner, parts }
    }
}

/// Types while they are decided.
pub(super) struct Types<'s> {
    pub(super) spec: &'s Spec,
    pub(super) usage: Usage,
    pub(super) tags: Tags,
    pub(super) all: Vec<TypeDef>,
    /// Integer types that the config gives to numbers, by place.
    pub(super) integers: HashMap<Loc, Scalar>,
    /// Whether structs keep properties that the document does not name.
    keep_unknown: bool,
    pub(super) known: HashMap<Key, Lowered>,
    /// Types that wait for their fields or alternatives.
    pub(super) unfilled: VecDeque<Unfilled>,
    /// Structs that have to keep what the other alternatives of a union name.
    pub(super) mixed: Vec<TypeId>,
    /// Schemas that are being decided: one that leads back to itself through lists and maps alone has no type.
    underway: HashSet<Key>,
}

/// A schema in a form: what has one type.
pub(super) type Key = (SchemaId, Form);

/// A type that has its name, and not yet its content.
pub(super) struct Unfilled {
    pub(super) type_id: TypeId,
    pub(super) schema: SchemaId,
    pub(super) form: Form,
    pub(super) union: bool,
}

impl<'s> Types<'s> {
    pub(super) fn new(spec: &'s Spec, integers: HashMap<Loc, Scalar>, keep_unknown: bool) -> Self {
        Self {
            spec,
            usage: Usage::of(spec),
            tags: Tags::of(spec),
            all: Vec::new(),
            integers,
            keep_unknown,
            known: HashMap::new(),
            unfilled: VecDeque::new(),
            mixed: Vec::new(),
            underway: HashSet::new(),
        }
    }

    /// The type of a schema that stands at `site`. A named schema, or one that was met before, gives the same type again.
    pub(super) fn lower(&mut self, id: SchemaId, form: Form, site: &Site, sink: &mut Sink) -> Lowered {
        let key = (id, self.usage.form(id, form));
        if let Some(known) = self.known.get(&key) {
            let known = known.clone();
            self.stands_also(&known.ty, site);
            return known;
        }
        if !self.underway.insert(key) {
            return degrade(self.spec.schema(id), "a list or map of itself", sink);
        }
        let lowered = self.decide(id, form, key, site, sink);
        self.underway.remove(&key);
        self.known.insert(key, lowered.clone());
        lowered
    }

    /// Notes one more place of a type that has no name of its own: which place names it must not depend on which of them
    /// was met first.
    fn stands_also(&mut self, ty: &Type, site: &Site) {
        match ty {
            Type::List(item) => self.stands_also(item, &site.then(Part::Item)),
            Type::Map(value) => self.stands_also(value, &site.then(Part::Value)),
            Type::Nullable(inner) => self.stands_also(inner, site),
            Type::Named(id) => {
                if let Some(TypeDef { origin: Origin::Inline(sites), .. }) = self.all.get_mut(id.0 as usize)
                    && !sites.contains(site)
                {
                    sites.push(site.clone());
                }
            }
            Type::Tuple(elements) | Type::LooseTuple(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.stands_also(element, &site.then(Part::Member(format!("item{}", index + 1))));
                }
            }
            Type::Scalar(_) | Type::Json => {}
        }
    }

    fn decide(&mut self, id: SchemaId, form: Form, key: (SchemaId, Form), site: &Site, sink: &mut Sink) -> Lowered {
        let spec = self.spec;
        let schema = spec.schema(id);
        if let Some(same) = schema.same_as {
            let base = self.lower(same, form, site, sink);
            return Lowered { nullable: base.nullable || schema.nullable, ..base };
        }
        let null_value = schema.values.as_ref().is_some_and(|values| values.contains(&Json::Null));
        let nullable = schema.nullable || null_value;
        if let Some(what) = schema.unsupported {
            return degrade(schema, what, sink);
        }
        doubts::report(schema, sink);
        if schema.never {
            let message = "no value is admitted here; it becomes JSON of any shape";
            sink.warn(code::UNSUPPORTED_SCHEMA, schema.loc, message);
            return Lowered::plain(Type::Json);
        }
        if site.parts.len() > MAX_DEPTH {
            return degrade(schema, "what lists and maps nest so deep", sink);
        }
        if !schema.alternatives.is_empty() {
            return self.union(id, form, key, site, sink);
        }
        let types = schema.types;
        let count = [types.boolean, types.object, types.array, types.string, types.number || types.integer];
        let ty = match count.iter().filter(|there| **there).count() {
            0 if !schema.properties.is_empty() => {
                return self.object(id, schema, key, nullable, form, site, sink);
            }
            0 if schema.has_items() => self.list(schema, form, site, sink),
            0 => match self.enumeration(schema, site, sink) {
                Some(ty) => ty,
                None if listed(schema) == Some(Listed::Booleans) => Type::Scalar(Scalar::Bool),
                None => Type::Json,
            },
            1 if types.object => return self.object(id, schema, key, nullable, form, site, sink),
            1 if types.array => self.list(schema, form, site, sink),
            1 if types.boolean => Type::Scalar(Scalar::Bool),
            1 if types.string => match self.enumeration(schema, site, sink) {
                Some(ty) => ty,
                None => Type::Scalar(text(schema)),
            },
            1 => match self.enumeration(schema, site, sink) {
                Some(ty) => ty,
                None => Type::Scalar(self.number(schema)),
            },
            _ => return self.union(id, form, key, site, sink),
        };
        let nullable = nullable && ty != Type::Json;
        Lowered { ty, nullable }
    }

    pub(super) fn map(&mut self, schema: &Schema, form: Form, site: &Site, sink: &mut Sink) -> Type {
        let value = match schema.additional {
            Additional::Allowed(Some(values)) => self.lower(values, form, &site.then(Part::Value), sink).inside(),
            _ => Type::Json,
        };
        Type::Map(Box::new(value))
    }

    #[allow(clippy::too_many_arguments)]
    fn object(
        &mut self,
        id: SchemaId,
        schema: &Schema,
        key: (SchemaId, Form),
        nullable: bool,
        form: Form,
        site: &Site,
        sink: &mut Sink,
    ) -> Lowered {
        if schema.properties.is_empty() {
            return Lowered { ty: self.map(schema, form, site, sink), nullable };
        }
        let type_id = self.claim(schema, key.1, site, TypeKind::Struct(Struct::default()));
        // Known before its fields are, so that a schema may contain itself.
        let lowered = Lowered { ty: Type::Named(type_id), nullable };
        self.known.insert(key, lowered.clone());
        self.unfilled.push_back(Unfilled { type_id, schema: id, form, union: false });
        lowered
    }

    /// The types of all named schemas, for a document that has nothing else.
    pub(super) fn components(&mut self, sink: &mut Sink) {
        let spec = self.spec;
        for (name, id) in &spec.components {
            let site = Site::new(Owner::Document, Part::Member(name.clone()));
            self.lower(*id, Form::Shared, &site, sink);
        }
    }

    /// Gives structs their fields. They wait in a queue, so that a long chain of named schemas is not a deep recursion.
    pub(super) fn fill(&mut self, sink: &mut Sink) {
        let spec = self.spec;
        while let Some(Unfilled { type_id, schema: id, form, union }) = self.unfilled.pop_front() {
            if union {
                self.fill_union(type_id, id, form, sink);
                continue;
            }
            let schema = spec.schema(id);
            let direction = self.usage.direction(id, form);
            let fields = self.fields(type_id, id, form, sink);
            let extra = match schema.additional {
                Additional::Allowed(Some(values)) => {
                    let site = Site::new(Owner::Type(type_id), Part::Value);
                    Some(self.lower(values, form, &site, sink).inside())
                }
                Additional::Allowed(None) => Some(Type::Json),
                Additional::Unsaid if self.keep_unknown => Some(Type::Json),
                Additional::Unsaid | Additional::Denied => None,
            };
            let constructible = direction != Form::Response && self.usage.in_request(id);
            if let Some(def) = self.all.get_mut(type_id.0 as usize) {
                def.kind = TypeKind::Struct(Struct { fields, extra, constructible });
            }
        }
    }

    fn fields(&mut self, type_id: TypeId, id: SchemaId, form: Form, sink: &mut Sink) -> Vec<Field> {
        let spec = self.spec;
        let schema = spec.schema(id);
        let direction = self.usage.direction(id, form);
        let required: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
        warn_of_undeclared(schema, sink);
        let mut fields = Vec::with_capacity(schema.properties.len());
        for property in &schema.properties {
            let required = required.contains(property.name.as_str());
            if is_forbidden(spec, property) {
                // To be absent is all that it can be, unless it has to be there too: then the document says nothing of it.
                if required {
                    let message = format!("`{}` is required, and no value is admitted for it", property.name);
                    sink.warn(code::CONTRADICTION, property.loc, message);
                    fields.push(undeclared_field(property.loc, &property.name));
                }
                continue;
            }
            doubts::report_directions(spec.schema(property.schema), sink);
            if travels(spec.schema(property.schema), direction) {
                let mut field = self.field(property, required, form, Owner::Type(type_id), sink);
                let tag = self.tags.only(id, &property.name);
                if let Some(constant) = tag.and_then(|tag| self.tag_constant(tag, &field.ty)) {
                    field.constant = Some(constant);
                }
                fields.push(field);
            }
        }
        // What tells the schema from others is there, also where only the others, or the choice, speak of it.
        let declares = |name: &str| schema.properties.iter().any(|property| property.name == name);
        let undeclared = self.tags.get(id).iter().filter(|tag| !declares(&tag.property));
        fields.extend(undeclared.map(undeclared_tag));
        let loc = schema.loc.at_key();
        fields.extend(undeclared_names(schema, &fields).map(|name| undeclared_field(loc, name)).collect::<Vec<_>>());
        fields
    }

    fn field(&mut self, property: &Property, required: bool, form: Form, owner: Owner, sink: &mut Sink) -> Field {
        let site = Site::new(owner, Part::Member(property.name.clone()));
        let lowered = self.lower(property.schema, form, &site, sink);
        let presence = Presence::of(required, lowered.nullable && lowered.ty != Type::Json);
        let only = || self.constant(property.schema, &lowered.ty);
        Field {
            constant: if presence == Presence::Required { only() } else { None },
            loc: property.loc,
            wire: property.name.clone(),
            presence,
            boxed: false,
            docs: docs::of_schema(self.spec, property.schema, &lowered.ty),
            ty: lowered.ty,
        }
    }

    pub(super) fn claim(&mut self, schema: &Schema, form: Form, site: &Site, kind: TypeKind) -> TypeId {
        let id = TypeId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let origin = match &schema.name {
            Some(name) => Origin::Component(name.clone(), form == Form::Request),
            None => Origin::Inline(vec![site.clone()]),
        };
        self.all.push(TypeDef { loc: schema.loc, origin, docs: docs::of_type(schema), kind });
        id
    }
}

/// The field of a tag that the schema itself does not have.
fn undeclared_tag(tag: &Tag) -> Field {
    Field {
        loc: tag.loc,
        wire: tag.property.clone(),
        presence: Presence::Optional,
        ty: Type::Scalar(Scalar::String),
        boxed: false,
        constant: tag.only().map(|value| Constant::Text(value.to_owned())),
        docs: Docs { description: Some("Tells which of several types this is.".to_owned()), ..Docs::default() },
    }
}

/// Names in `required` that nothing describes, where no schema speaks of all others.
fn undeclared_names<'n>(schema: &'n Schema, fields: &[Field]) -> impl Iterator<Item = &'n str> {
    let known: HashSet<String> = fields.iter().map(|field| field.wire.clone()).collect();
    let declares = |name: &str| schema.properties.iter().any(|property| property.name == name);
    let has_others = matches!(schema.additional, Additional::Allowed(_) | Additional::Denied);
    let names = schema.required.iter().map(String::as_str).filter(move |name| !has_others && !known.contains(*name));
    names.filter(move |name| !declares(name))
}

/// What has to be there, and of which the document says nothing else. It may be left out: such names are often those of
/// properties that are gone.
fn undeclared_field(loc: Loc, name: &str) -> Field {
    Field {
        loc,
        wire: name.to_owned(),
        presence: Presence::Optional,
        ty: Type::Json,
        boxed: false,
        constant: None,
        docs: Docs { description: Some(UNDECLARED.to_owned()), ..Docs::default() },
    }
}

/// What is said of an input that has no schema.
pub(super) const UNDECLARED: &str = "The API's document requires it, and does not say what it is.";

/// Reports names in `required` that nothing describes.
fn warn_of_undeclared(schema: &Schema, sink: &mut Sink) {
    let declared: HashSet<&str> = schema.properties.iter().map(|property| property.name.as_str()).collect();
    for name in schema.required.iter().filter(|name| !declared.contains(name.as_str())) {
        let message = format!("`{name}` is required, but not declared; its field takes any JSON, and may be left out");
        sink.warn(code::UNDECLARED_REQUIRED, schema.loc.at_key(), message);
    }
}

/// Whether a property may have no value at all.
fn is_forbidden(spec: &Spec, property: &Property) -> bool {
    let schema = spec.schema(property.schema);
    schema.never || schema.same_as.is_some_and(|same| spec.schema(same).never)
}

/// Whether a property is there in a form.
fn travels(property: &Schema, form: Form) -> bool {
    match form {
        Form::Shared => true,
        Form::Request => !property.read_only,
        Form::Response => !property.write_only,
    }
}

/// What has no Rust shape becomes JSON of any shape, and a warning says where.
pub(super) fn degrade(schema: &Schema, what: &str, sink: &mut Sink) -> Lowered {
    sink.warn(
        code::UNSUPPORTED_SCHEMA,
        schema.loc,
        format!("{what} is not supported yet; it becomes JSON of any shape"),
    );
    Lowered::plain(Type::Json)
}
