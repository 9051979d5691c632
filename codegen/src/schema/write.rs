//! From places to keywords.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diag::Loc;
use crate::read::Node;

use super::openness::Naming;
use super::{Direction, Extent, Schemas, number, repair, value};

/// How deep schemas may stand in each other, references apart.
const MAX_DEPTH: usize = 200;

/// Writes one schema and what it refers to.
pub(super) struct Writer<'a> {
    pub(super) schemas: Schemas<'a>,
    pub(super) direction: Direction,
    extent: Extent,
    defs: Map<String, Value>,
    /// What is referred to and not written yet.
    open: Vec<(Loc, Role)>,
    seen: HashSet<(Loc, Role)>,
    depth: usize,
    annotated: bool,
    own_only: bool,
    reading: Reading,
}

/// How the words of a schema are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// By the letter.
    Letter,
    /// What has properties admits objects, whatever else it says.
    Usual,
    /// As types are made of it: properties and formats say which types a schema has.
    Meant,
}

/// What a schema is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    /// It is all that is said of a value.
    Whole,
    /// It is one of several that hold for a value, which together name its members.
    Part,
}

impl<'a> Writer<'a> {
    pub(super) fn new(schemas: Schemas<'a>, direction: Direction, extent: Extent) -> Self {
        let (defs, open, seen) = (Map::new(), Vec::new(), HashSet::new());
        Self {
            schemas,
            direction,
            extent,
            defs,
            open,
            seen,
            depth: 0,
            annotated: false,
            own_only: false,
            reading: Reading::Usual,
        }
    }

    /// Keeps what values can be made from, and leaves out what only the other side sends.
    pub(super) fn with_annotations(self) -> Self {
        Self { annotated: true, ..self }
    }

    /// Takes formats and properties to say which types a schema has.
    pub(super) fn with_meaning(self) -> Self {
        Self { reading: Reading::Meant, ..self }
    }

    /// Takes nothing to be meant that is not said.
    pub(super) fn with_letter(self) -> Self {
        Self { reading: Reading::Letter, ..self }
    }

    /// Leaves out what only the other side sends.
    pub(super) fn with_own_only(self) -> Self {
        Self { own_only: true, ..self }
    }

    /// The schema of a value.
    pub(super) fn value(&mut self, loc: Loc) -> Value {
        self.schema(loc, Role::Whole)
    }

    /// Adds what the schema refers to.
    pub(super) fn finish(mut self, schema: Value) -> Value {
        while let Some((loc, role)) = self.open.pop() {
            let written = self.schema(loc, role);
            self.defs.insert(self.name(loc, role), written);
        }
        let mut whole = match schema {
            Value::Object(whole) => whole,
            other => Map::from_iter([("allOf".to_owned(), Value::Array(vec![other]))]),
        };
        whole.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        if !self.defs.is_empty() {
            whole.insert("$defs".to_owned(), self.defs.into());
        }
        whole.into()
    }

    fn name(&self, loc: Loc, role: Role) -> String {
        let number = self.schemas.sources.ordinal(loc);
        match role {
            Role::Whole => format!("{number}"),
            Role::Part => format!("{number}p"),
        }
    }

    fn refer(&mut self, loc: Loc, role: Role) -> Value {
        // The two differ only where members that are not named are refused.
        let role = if self.extent == Extent::Open { Role::Whole } else { role };
        if self.seen.insert((loc, role)) {
            self.open.push((loc, role));
        }
        format!("#/$defs/{}", self.name(loc, role)).into()
    }

    fn schema(&mut self, loc: Loc, role: Role) -> Value {
        match self.schemas.node(loc) {
            Node::Bool(admits) => return admits.into(),
            Node::Object => {}
            _ => return true.into(),
        }
        if self.depth >= MAX_DEPTH {
            return true.into();
        }
        self.depth += 1;
        let schema = self.object(loc, role);
        self.depth -= 1;
        schema
    }

    fn object(&mut self, loc: Loc, role: Role) -> Value {
        let mut out = Map::new();
        if self.schemas.field(loc, "$ref").is_some() {
            let target = self.schemas.raw.target(self.schemas.sources, loc);
            let alone = !self.schemas.raw.is_modern() || self.schemas.entries(loc).count() == 1;
            // What is said beside a reference counts as well, and only all of it together names the members.
            let role = if alone { role } else { Role::Part };
            if let Some(target) = target {
                out.insert("$ref".to_owned(), self.refer(target, role));
            }
            if alone {
                return out.into();
            }
        }
        for (key, at) in self.schemas.entries(loc) {
            self.keyword(key, at, loc, &mut out);
        }
        if let Some(format) = self.schemas.raw.integers(loc).filter(|_| self.annotated) {
            out.insert("type".to_owned(), "integer".into());
            out.insert("format".to_owned(), format.into());
        }
        if self.annotated || self.reading == Reading::Meant {
            repair::mean_integers(&mut out);
            repair::mean_objects(&mut out);
        }
        if self.extent == Extent::Closed {
            repair::name_required(&mut out);
        }
        if role == Role::Whole && self.extent == Extent::Closed && self.schemas.naming(loc) == Naming::Named {
            out.entry("unevaluatedProperties").or_insert(false.into());
        }
        if self.reading == Reading::Usual && repair::has_properties(&out) {
            repair::admit_objects(&mut out);
        }
        self.nullable(loc, out)
    }

    /// Writes what one key says; annotations say nothing here.
    fn keyword(&mut self, key: &str, at: Loc, within: Loc, out: &mut Map<String, Value>) {
        let written = match key {
            "const" | "dependentRequired" => Some(self.json(at)),
            "enum" => self.list(at).then(|| self.json(at)),
            "multipleOf" => self.number(at).filter(|bound| bound.as_f64().is_some_and(|bound| bound > 0.0)),
            "maximum" | "minimum" => self.bound(key, at, within, out),
            "exclusiveMaximum" | "exclusiveMinimum" => self.number(at),
            "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties" | "minProperties" | "maxContains"
            | "minContains" => self.number(at).filter(|count| count.as_f64().is_some_and(|count| count >= 0.0)),
            "uniqueItems" => (self.schemas.node(at) == Node::Bool(true)).then(|| true.into()),
            "pattern" | "format" => self.text(at).map(Value::from),
            "type" => self.types(at),
            "required" => self.required(at, within),
            "items" if self.schemas.node(at) == Node::Array => {
                let first = self.several(at, Role::Whole);
                if !first.is_empty() {
                    out.insert("prefixItems".to_owned(), first.into());
                }
                None
            }
            "items"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "additionalItems" => Some(self.schema(at, Role::Whole)),
            "not" | "if" | "then" | "else" => Some(self.schema(at, Role::Part)),
            "allOf" | "anyOf" | "oneOf" => {
                let mut members = self.several(at, Role::Part);
                if key != "allOf" && self.reading == Reading::Meant {
                    members.iter_mut().for_each(repair::mean_null);
                }
                Some(members).filter(|members| !members.is_empty()).map(Value::from)
            }
            "prefixItems" => Some(self.several(at, Role::Whole)).filter(|first| !first.is_empty()).map(Value::from),
            "properties" => Some(self.properties(at, within)),
            "patternProperties" => Some(self.by_name(at, Role::Whole)),
            "dependentSchemas" => Some(self.by_name(at, Role::Part)),
            // As 3.1 says `format: byte`.
            "contentEncoding" if self.text(at).is_some_and(|name| name.eq_ignore_ascii_case("base64")) => {
                out.insert("format".to_owned(), "byte".into());
                None
            }
            _ if self.annotated => self.annotation(key, at, within, out),
            _ => None,
        };
        if let Some(written) = written {
            out.insert(key.to_owned(), written);
        }
    }

    /// Writes what says how values look, and not which there are.
    fn annotation(&self, key: &str, at: Loc, within: Loc, out: &mut Map<String, Value>) -> Option<Value> {
        match key {
            "default" => Some(self.json(at)),
            "examples" => self.list(at).then(|| self.json(at)),
            "example" => {
                let example = self.json(at);
                out.insert("examples".to_owned(), Value::Array(vec![example]));
                None
            }
            "discriminator" => {
                let property = self.schemas.field(at, "propertyName").and_then(|at| self.text(at))?;
                out.insert("x-tag".to_owned(), property.into());
                out.insert("x-tags".to_owned(), self.tags(at, within).into());
                None
            }
            _ => None,
        }
    }

    /// What a discriminator says of each alternative: the mapped value, or the schema's name.
    fn tags(&self, discriminator: Loc, within: Loc) -> Vec<Value> {
        let schemas = self.schemas;
        let mapping = schemas.field(discriminator, "mapping");
        let mapped: Vec<(&str, &str)> = mapping
            .into_iter()
            .flat_map(|mapping| schemas.entries(mapping))
            .filter_map(|(value, at)| Some((value, self.text(at)?)))
            .collect();
        let list = schemas.field(within, "oneOf").or_else(|| schemas.field(within, "anyOf"));
        let members = list.into_iter().flat_map(|list| schemas.entries(list));
        members
            .map(|(_, member)| {
                let target = schemas.field(member, "$ref").and_then(|at| self.text(at));
                let Some(target) = target else { return Value::Null };
                let name = target.rsplit('/').next().unwrap_or_default();
                let found = mapped.iter().find(|(_, to)| *to == target || *to == name);
                found.map_or(name, |(value, _)| *value).into()
            })
            .collect()
    }

    /// The members that an object may have.
    fn properties(&mut self, at: Loc, within: Loc) -> Value {
        let mut written = self.by_name(at, Role::Whole);
        if (self.annotated || self.own_only)
            && let Value::Object(members) = &mut written
        {
            members.retain(|name, _| !self.is_others(within, name, 0));
        }
        written
    }

    fn several(&mut self, list: Loc, role: Role) -> Vec<Value> {
        if self.schemas.node(list) != Node::Array {
            return Vec::new();
        }
        let members: Vec<Loc> = self.schemas.entries(list).map(|(_, member)| member).collect();
        members.into_iter().map(|member| self.schema(member, role)).collect()
    }

    fn by_name(&mut self, object: Loc, role: Role) -> Value {
        // A map of members may stand elsewhere, too.
        let object = self.schemas.raw.follow(self.schemas.sources, object);
        if self.schemas.node(object) != Node::Object {
            return Map::new().into();
        }
        let members: Vec<(String, Loc)> =
            self.schemas.entries(object).map(|(name, member)| (name.to_owned(), member)).collect();
        let members = members.into_iter().filter(|(name, member)| {
            !name.starts_with("x-") || matches!(self.schemas.node(*member), Node::Object | Node::Bool(_))
        });
        let members: Vec<(String, Loc)> = members.collect();
        Value::Object(members.into_iter().map(|(name, member)| (name, self.schema(member, role))).collect())
    }

    fn json(&self, at: Loc) -> Value {
        value(&self.schemas.raw.json(self.schemas.sources, at))
    }

    fn list(&self, at: Loc) -> bool {
        self.schemas.node(at) == Node::Array
    }

    fn text(&self, at: Loc) -> Option<&'a str> {
        match self.schemas.node(at) {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    fn number(&self, at: Loc) -> Option<Value> {
        match self.schemas.node(at) {
            Node::Number(text) => number(text).map(Value::Number),
            _ => None,
        }
    }

    /// A bound, which up to 3.0 a boolean beside it makes exclusive.
    fn bound(&self, key: &str, at: Loc, within: Loc, out: &mut Map<String, Value>) -> Option<Value> {
        let bound = self.number(at)?;
        let exclusive = if key == "maximum" { "exclusiveMaximum" } else { "exclusiveMinimum" };
        if self.schemas.is_true(within, exclusive) {
            out.insert(exclusive.to_owned(), bound);
            return None;
        }
        Some(bound)
    }

    /// The types, without those that JSON does not have (`file`, and mistakes).
    fn types(&self, at: Loc) -> Option<Value> {
        const KNOWN: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];
        let known = |at: Loc| self.text(at).filter(|name| KNOWN.contains(name)).map(Value::from);
        match self.schemas.node(at) {
            Node::Array => {
                let mut types: Vec<Value> = Vec::new();
                for (_, item) in self.schemas.entries(at) {
                    // One that is not known could be anything.
                    let name = known(item)?;
                    if !types.contains(&name) {
                        types.push(name);
                    }
                }
                (!types.is_empty()).then(|| types.into())
            }
            _ => known(at),
        }
    }

    /// Names that have to be there, each once, without those that the other side sends.
    fn required(&self, at: Loc, within: Loc) -> Option<Value> {
        if !self.list(at) {
            return None;
        }
        let mut names: Vec<&str> = Vec::new();
        for (_, item) in self.schemas.entries(at) {
            if let Some(name) = self.text(item)
                && !names.contains(&name)
                && !self.is_others(within, name, 0)
            {
                names.push(name);
            }
        }
        Some(names.into())
    }

    /// Adds `null`, where `nullable` does.
    fn nullable(&self, loc: Loc, out: Map<String, Value>) -> Value {
        let is_nullable = self.schemas.is_true(loc, "nullable") || self.schemas.is_true(loc, "x-nullable");
        if is_nullable { repair::admit_null(out) } else { out.into() }
    }
}
