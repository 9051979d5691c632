//! From a schema to a Rust type.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::diag::{Loc, Sink, code};
use crate::ir::{
    Docs, EnumValue, Field, OpenEnum, Origin, Owner, Part, Presence, Scalar, Struct, Type, TypeDef, TypeId, TypeKind,
};
use crate::resolve::Spec;
use crate::resolve::spec::{Additional, Json, Property, Schema, SchemaId};

use super::docs;
use super::usage::{Form, Usage};

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

/// Where a schema stands, for the name of the type that it may become.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) owner: Owner,
    pub(super) parts: Vec<Part>,
}

impl Site {
    pub(super) fn new(owner: Owner, part: Part) -> Self {
        Self { owner, parts: vec![part] }
    }

    fn then(&self, part: Part) -> Self {
        let mut parts = self.parts.clone();
        parts.push(part);
        Self { owner: self.owner, parts }
    }
}

/// Types while they are decided.
pub(super) struct Types<'s> {
    pub(super) spec: &'s Spec,
    pub(super) usage: Usage,
    pub(super) all: Vec<TypeDef>,
    /// Integer types that the config gives to numbers, by place.
    pub(super) integers: HashMap<Loc, Scalar>,
    /// Whether structs keep properties that the document does not name.
    keep_unknown: bool,
    known: HashMap<(SchemaId, Form), Lowered>,
    unfilled: VecDeque<(TypeId, SchemaId, Form)>,
}

impl<'s> Types<'s> {
    pub(super) fn new(spec: &'s Spec, integers: HashMap<Loc, Scalar>, keep_unknown: bool) -> Self {
        Self {
            spec,
            usage: Usage::of(spec),
            all: Vec::new(),
            integers,
            keep_unknown,
            known: HashMap::new(),
            unfilled: VecDeque::new(),
        }
    }

    /// The type of a schema that stands at `site`. A named schema, or one that was met before, gives the same type again.
    pub(super) fn lower(&mut self, id: SchemaId, form: Form, site: &Site, sink: &mut Sink) -> Lowered {
        let key = (id, self.usage.form(id, form));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let lowered = self.decide(id, form, key, site, sink);
        self.known.insert(key, lowered.clone());
        lowered
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
        if !schema.alternatives.is_empty() {
            return match schema.alternatives.as_slice() {
                [only] if schema.properties.is_empty() => {
                    let base = self.lower(*only, form, site, sink);
                    Lowered { nullable: base.nullable || nullable, ..base }
                }
                _ => degrade(schema, "`oneOf` or `anyOf`", sink),
            };
        }
        let types = schema.types;
        let count = [types.boolean, types.object, types.array, types.string, types.number || types.integer];
        let ty = match count.iter().filter(|there| **there).count() {
            0 if !schema.properties.is_empty() => {
                return self.object(id, schema, key, nullable, form, site, sink);
            }
            0 if schema.items.is_some() => self.list(schema, form, site, sink),
            0 => match self.enumeration(schema, site, sink) {
                Some(ty) => ty,
                None => Type::Json,
            },
            1 if types.object => return self.object(id, schema, key, nullable, form, site, sink),
            1 if types.array => self.list(schema, form, site, sink),
            1 if types.boolean => Type::Scalar(Scalar::Bool),
            1 if types.string => match self.enumeration(schema, site, sink) {
                Some(ty) => ty,
                None => Type::Scalar(text(schema)),
            },
            1 => Type::Scalar(self.number(schema)),
            _ => return degrade(schema, "a choice of several types", sink),
        };
        let nullable = nullable && ty != Type::Json;
        Lowered { ty, nullable }
    }

    fn list(&mut self, schema: &Schema, form: Form, site: &Site, sink: &mut Sink) -> Type {
        let item = match schema.items {
            Some(items) => self.lower(items, form, &site.then(Part::Item), sink).inside(),
            None => Type::Json,
        };
        Type::List(Box::new(item))
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
            let value = match schema.additional {
                Additional::Allowed(Some(values)) => self.lower(values, form, &site.then(Part::Value), sink).inside(),
                _ => Type::Json,
            };
            return Lowered { ty: Type::Map(Box::new(value)), nullable };
        }
        let type_id = self.claim(schema, key.1, site, TypeKind::Struct(Struct::default()));
        // Known before its fields are, so that a schema may contain itself.
        let lowered = Lowered { ty: Type::Named(type_id), nullable };
        self.known.insert(key, lowered.clone());
        self.unfilled.push_back((type_id, id, form));
        lowered
    }

    /// The types of all named schemas, for a document that has nothing else.
    pub(super) fn components(&mut self, sink: &mut Sink) {
        let spec = self.spec;
        for (name, id) in &spec.components {
            let site = Site::new(Owner::Type(TypeId(0)), Part::Member(name.clone()));
            self.lower(*id, Form::Shared, &site, sink);
        }
    }

    /// Gives structs their fields. They wait in a queue, so that a long chain of named schemas is not a deep recursion.
    pub(super) fn fill(&mut self, sink: &mut Sink) {
        let spec = self.spec;
        while let Some((type_id, id, form)) = self.unfilled.pop_front() {
            let schema = spec.schema(id);
            let own_form = self.usage.form(id, form);
            let owner = Owner::Type(type_id);
            let required: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
            warn_of_undeclared(schema, sink);
            let mut fields = Vec::with_capacity(schema.properties.len());
            for property in &schema.properties {
                if travels(spec.schema(property.schema), own_form) {
                    let required = required.contains(property.name.as_str());
                    fields.push(self.field(property, required, form, owner, sink));
                }
            }
            let extra = match schema.additional {
                Additional::Allowed(Some(values)) => {
                    let site = Site::new(owner, Part::Value);
                    Some(self.lower(values, form, &site, sink).inside())
                }
                Additional::Allowed(None) => Some(Type::Json),
                Additional::Unsaid if self.keep_unknown => Some(Type::Json),
                Additional::Unsaid | Additional::Denied => None,
            };
            let constructible = own_form != Form::Response && self.usage.in_request(id);
            if let Some(def) = self.all.get_mut(type_id.0 as usize) {
                def.kind = TypeKind::Struct(Struct { fields, extra, constructible });
            }
        }
    }

    fn field(&mut self, property: &Property, required: bool, form: Form, owner: Owner, sink: &mut Sink) -> Field {
        let site = Site::new(owner, Part::Member(property.name.clone()));
        let lowered = self.lower(property.schema, form, &site, sink);
        Field {
            loc: property.loc,
            wire: property.name.clone(),
            presence: Presence::of(required, lowered.nullable && lowered.ty != Type::Json),
            boxed: false,
            docs: docs::of_schema(self.spec, property.schema, &lowered.ty),
            ty: lowered.ty,
        }
    }

    fn enumeration(&mut self, schema: &Schema, site: &Site, sink: &Sink) -> Option<Type> {
        let values = schema.values.as_ref()?;
        let mut known: Vec<EnumValue> = Vec::with_capacity(values.len());
        let mut seen = HashSet::new();
        let meanings = docs::of_values(schema);
        // Values that `allOf` has merged stand elsewhere; they have the schema's place.
        let list = sink.sources.find(schema.loc, "/enum");
        let places: Vec<Loc> = list.map(|list| sink.sources.children(list).collect()).unwrap_or_default();
        let is_own = places.len() == values.len();
        for (index, value) in values.iter().enumerate() {
            match value {
                Json::String(text) if seen.insert(text.as_str()) => known.push(EnumValue {
                    loc: places.get(index).copied().filter(|_| is_own).unwrap_or(schema.loc),
                    wire: text.clone(),
                    docs: Docs { description: meanings.get(index).cloned().flatten(), ..Docs::default() },
                }),
                Json::String(_) | Json::Null => {}
                _ => return None,
            }
        }
        if known.is_empty() {
            return None;
        }
        let kind = TypeKind::Enum(OpenEnum { values: known });
        let form = Form::Shared;
        Some(Type::Named(self.claim(schema, form, site, kind)))
    }

    fn claim(&mut self, schema: &Schema, form: Form, site: &Site, kind: TypeKind) -> TypeId {
        let id = TypeId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let origin = match &schema.name {
            Some(name) => Origin::Component(name.clone(), form == Form::Request),
            None => Origin::Inline(site.owner, site.parts.clone()),
        };
        self.all.push(TypeDef { loc: schema.loc, origin, docs: docs::of_type(schema), kind });
        id
    }

    fn number(&self, schema: &Schema) -> Scalar {
        if let Some(pinned) = self.integers.get(&schema.loc) {
            return *pinned;
        }
        let format = schema.format.as_deref();
        if schema.types.integer && !schema.types.number {
            return match format {
                Some("int8") => Scalar::I8,
                Some("int16") => Scalar::I16,
                Some("int32") => Scalar::I32,
                Some("uint8") => Scalar::U8,
                Some("uint16") => Scalar::U16,
                Some("uint32") => Scalar::U32,
                Some("uint64") => Scalar::U64,
                _ => Scalar::I64,
            };
        }
        // Some documents say `number` and mean it only in name.
        match format {
            Some("int32") => Scalar::I32,
            Some("int64") => Scalar::I64,
            // `float` too: what a server computes in double precision must not lose digits on the way.
            _ => Scalar::F64,
        }
    }
}

/// Reports names in `required` that nothing describes.
fn warn_of_undeclared(schema: &Schema, sink: &mut Sink) {
    let declared: HashSet<&str> = schema.properties.iter().map(|property| property.name.as_str()).collect();
    for name in schema.required.iter().filter(|name| !declared.contains(name.as_str())) {
        let message = format!("`{name}` is required, but not declared; there is no field for it");
        sink.warn(code::UNDECLARED_REQUIRED, schema.loc.at_key(), message);
    }
}

/// Whether a property is there in a form.
fn travels(property: &Schema, form: Form) -> bool {
    match form {
        Form::Shared => true,
        Form::Request => !property.read_only,
        Form::Response => !property.write_only,
    }
}

fn text(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("date-time") => Scalar::Timestamp,
        Some("date") => Scalar::Date,
        Some("byte") => Scalar::Base64,
        _ => Scalar::String,
    }
}

/// What has no Rust shape becomes JSON of any shape, and a warning says where.
fn degrade(schema: &Schema, what: &str, sink: &mut Sink) -> Lowered {
    sink.warn(
        code::UNSUPPORTED_SCHEMA,
        schema.loc,
        format!("{what} is not supported yet; it becomes JSON of any shape"),
    );
    Lowered::plain(Type::Json)
}
