//! Swagger 2.0, read into the model of its successors: what is spelled differently there is spelled here as they do.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Document, Encoding, Example, MediaType, Named, OrRef, Parameter, Property, RequestBody, Response};
use super::model::{Schema, Server};
use super::reader::Reader;
use super::tree::Kind;
use super::version::{self, Version};

/// What bodies and responses are written in, where nothing else is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Media {
    consumes: Vec<String>,
    produces: Vec<String>,
    /// Whether an operation says what it produces, and not the document.
    own_produces: bool,
}

/// How many values may be read again because operations write shared responses in their own way.
const MAX_REPEATED: usize = 2_000_000;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const JSON: &str = "application/json";

impl Reader<'_> {
    /// The keys of the root that only 2.0 has.
    pub(super) fn swagger(&mut self, root: Loc, document: &mut Document) {
        self.set_media(root);
        document.servers.extend(self.old_servers(None));
        if let Some(definitions) = self.field(root, "definitions") {
            document.components.schemas = self.schema_shelf(definitions);
        }
        if let Some(parameters) = self.field(root, "parameters") {
            document.components.parameters = self.old_parameters(parameters);
        }
        if let Some(responses) = self.field(root, "responses") {
            document.components.responses = self.shelf(responses, Part::Response, Self::response);
        }
        if let Some(schemes) = self.field(root, "securityDefinitions") {
            document.components.security_schemes = self.shelf(schemes, Part::SecurityScheme, Self::security_scheme);
        }
    }

    /// Notes the media types that an object gives. What held before comes back.
    pub(super) fn set_media(&mut self, loc: Loc) -> Media {
        let outer = self.media.clone();
        if let Some(consumes) = self.field(loc, "consumes") {
            self.media.consumes = self.strings(consumes);
        }
        if let Some(produces) = self.field(loc, "produces") {
            self.media.produces = self.strings(produces);
            self.media.own_produces = loc != self.root();
        }
        outer
    }

    /// `schemes`, `host` and `basePath` as one address: of the document, or with the schemes of an operation, which count
    /// only where there is a host.
    pub(super) fn old_servers(&mut self, own: Option<Loc>) -> Vec<Server> {
        let root = self.root();
        let scheme = self.old_scheme(own.or_else(|| self.field(root, "schemes")));
        let host = self.field(root, "host");
        let Some(loc) = host.or_else(|| self.field(root, "basePath")).filter(|_| own.is_none() || host.is_some())
        else {
            return Vec::new();
        };
        let host = host.and_then(|at| self.string(at));
        let path = self.field(root, "basePath").and_then(|at| self.string(at)).unwrap_or_default();
        let path = if path.is_empty() || path.starts_with('/') { path } else { format!("/{path}") };
        let url = host.map_or_else(|| path.clone(), |host| format!("{scheme}://{host}{path}"));
        vec![Server { loc: own.unwrap_or(loc), url, variables: Vec::new() }]
    }

    /// `https` where it is among the schemes, else `http`.
    fn old_scheme(&mut self, schemes: Option<Loc>) -> &'static str {
        let Some(loc) = schemes else { return "https" };
        let schemes = self.strings(loc);
        let is = |name: &str| schemes.iter().any(|scheme| scheme.eq_ignore_ascii_case(name));
        match (is("https"), is("http")) {
            (true, _) => "https",
            (false, true) => "http",
            (false, false) => {
                let message = "none of these schemes is one that a client can speak; `https` is used";
                self.report(code::MALFORMED_SERVER, loc.at_key(), message);
                "https"
            }
        }
    }

    /// Parameters by name, without those that are bodies: these are read where they are used.
    fn old_parameters(&mut self, loc: Loc) -> Vec<Named<OrRef<Parameter>>> {
        let mut parameters = Vec::new();
        for (name, value) in self.object(loc) {
            self.set_mark(value, Part::Parameter);
            let is_body = self.deref(value, "parameter").is_none_or(|at| self.is_body(at));
            if !is_body && let Some(item) = self.or_ref(value, Part::Parameter, Self::parameter) {
                self.shelved.insert((value, Part::Parameter));
                parameters.push(Named { name: name.to_owned(), loc: value, item });
            }
        }
        parameters
    }

    /// Whether a parameter is a body, or a field of a form.
    pub(super) fn is_body(&mut self, loc: Loc) -> bool {
        let place = self.field(loc, "in").and_then(|at| self.string(at));
        matches!(place.as_deref(), Some("body" | "formData"))
    }

    /// The type of a parameter, which stands in the parameter itself, and how a list is written.
    pub(super) fn old_parameter(&mut self, loc: Loc, parameter: &mut Parameter) {
        let schema = self.old_schema(loc);
        if schema.types.array {
            let place = self.field(loc, "in").and_then(|at| self.string(at));
            let (style, explode) = self.list_style(loc, place.as_deref() == Some("query"));
            parameter.style = Some(style.to_owned());
            parameter.explode = Some(explode);
        }
        parameter.schema = Some(schema);
    }

    /// `style` and `explode` of a list that is written in a `collectionFormat` (OpenAPI 2.0, Parameter Object).
    fn list_style(&mut self, loc: Loc, query: bool) -> (&'static str, bool) {
        let at = self.field(loc, "collectionFormat");
        let format = at.and_then(|at| self.string(at));
        match format.as_deref() {
            Some("multi") => ("form", true),
            Some("ssv") => ("spaceDelimited", false),
            Some("pipes") => ("pipeDelimited", false),
            Some("tsv") => ("tabDelimited", false),
            Some(other) if other != "csv" => {
                let message =
                    format!("there is no `collectionFormat` that is called `{other}`; items are joined by commas");
                let help = "it is one of `csv`, `ssv`, `tsv`, `pipes` and `multi`";
                self.report(code::UNKNOWN_COLLECTION_FORMAT, at.unwrap_or(loc), message).help(help);
                (if query { "form" } else { "simple" }, false)
            }
            _ if query => ("form", false),
            _ => ("simple", false),
        }
    }

    /// The keys of a parameter that are those of a schema.
    fn old_schema(&mut self, loc: Loc) -> Schema {
        let mut schema = Schema { loc, ..Schema::default() };
        if let Some(own) = self.field(loc, "schema") {
            return self.schema(own);
        }
        for (key, value) in self.object(loc) {
            let mine =
                !matches!(key, "name" | "in" | "description" | "required" | "collectionFormat" | "allowEmptyValue");
            if mine && version::PARAMETER.older.contains(&key) || matches!(key, "x-nullable" | "example") {
                self.keyword(key, value, &mut schema);
            }
        }
        schema
    }

    /// Where a shared response is, if the operation says itself what its responses are written in: then it is read once
    /// more, as this operation has it.
    pub(super) fn old_response(&mut self, loc: Loc) -> Option<Loc> {
        if self.version != Version::V2_0 || !self.media.own_produces || self.reference(loc).is_none() {
            return None;
        }
        let found = self.deref(loc, "response")?;
        // Anything else is reported where references are followed.
        let is_response =
            self.mark(found).is_none_or(|part| part == Part::Response) && self.kind(found) == Kind::Object;
        self.repeated += self.weight(found);
        (is_response && self.repeated <= MAX_REPEATED).then_some(found)
    }

    /// The body that parameters make: one `in: body`, or all `in: formData` together. An operation's own parameter
    /// takes the place of the path's of the same name.
    pub(super) fn old_body(&mut self, operation: Loc, parameters: Vec<Loc>) -> Option<RequestBody> {
        let (mut whole, mut fields): (Vec<(Option<String>, Loc)>, Vec<Loc>) = (Vec::new(), Vec::new());
        for loc in parameters {
            let place = self.field(loc, "in").and_then(|at| self.string(at));
            if place.as_deref() != Some("body") {
                fields.push(loc);
                continue;
            }
            let name = self.field(loc, "name").and_then(|at| self.prose(at));
            whole.retain(|(known, _)| *known != name);
            whole.push((name, loc));
        }
        if let [(_, first), others @ ..] = whole.as_slice() {
            if let Some(other) = others.first().map(|(_, loc)| *loc).or_else(|| fields.first().copied()) {
                let message = "the operation has another body already; there can be one";
                self.report(code::SEVERAL_BODIES, other, message).related(*first, "this is the first one");
            }
            return Some(self.whole_body(*first));
        }
        let first = fields.first().copied()?;
        let mut form = Form { schema: Schema { loc: operation, ..Schema::default() }, ..Form::default() };
        form.schema.types.object = true;
        for loc in fields {
            self.form_field(loc, &mut form);
        }
        let usual = if form.has_file { MULTIPART } else { FORM };
        let mut types: Vec<String> = self.media.consumes.clone();
        types.retain(|media_type| {
            matches!(media_type.as_str(), MULTIPART | FORM) && (!form.has_file || media_type != FORM)
        });
        if types.is_empty() {
            types.push(usual.to_owned());
        }
        let required = !form.schema.required.is_empty();
        let content = types.into_iter().map(|name| {
            let schema = Some(form.schema.clone());
            let item = MediaType { schema, encodings: form.encodings.clone(), ..MediaType::new(operation) };
            Named { name, loc: operation, item }
        });
        Some(RequestBody { loc: first, description: None, required, content: content.collect() })
    }

    fn whole_body(&mut self, loc: Loc) -> RequestBody {
        let mut body = RequestBody { loc, description: None, required: false, content: Vec::new() };
        let (mut schema, mut at) = (None, loc);
        for (key, value) in self.object(loc) {
            match key {
                "description" => body.description = self.prose(value),
                "required" => body.required = self.boolean(value),
                "schema" => (schema, at) = (Some(self.schema(value)), value),
                _ => self.other(&version::PARAMETER, key, value),
            }
        }
        let mut types = self.media.consumes.clone();
        if types.is_empty() {
            types.push(JSON.to_owned());
        }
        let content = types.into_iter().map(|name| {
            let item = MediaType { schema: schema.clone(), ..MediaType::new(at) };
            Named { name, loc: at, item }
        });
        body.content = content.collect();
        body
    }

    fn form_field(&mut self, loc: Loc, form: &mut Form) {
        let Some(name) = self.field(loc, "name").and_then(|at| self.prose(at)) else {
            self.missing(loc, &version::PARAMETER, "name");
            return;
        };
        let mut schema = self.old_schema(loc);
        if let Some(description) = self.field(loc, "description") {
            schema.description = self.prose(description);
        }
        if let Some(required) = self.field(loc, "required")
            && self.boolean(required)
            && !form.schema.required.contains(&name)
        {
            form.schema.required.push(name.clone());
        }
        form.has_file |= schema.types.string && schema.format.as_deref() == Some("binary");
        if schema.types.array {
            let (style, explode) = self.list_style(loc, true);
            let (style, explode) = (Some(style.to_owned()), Some(explode));
            form.encodings.push(Encoding { loc, property: name.clone(), style, explode, ..Encoding::default() });
        }
        if form.schema.properties.iter().any(|property| property.name == name) {
            let message = format!("the field `{name}` is declared twice, and the first one counts");
            self.report(code::REPEATED_PARAMETER, loc, message);
            return;
        }
        form.schema.properties.push(Property { name, schema });
    }

    /// What a response holds: its schema in each media type that the operation produces.
    pub(super) fn old_content(&mut self, loc: Loc, response: &mut Response) {
        let examples = self.field(loc, "examples").map(|at| self.object(at).collect::<Vec<_>>()).unwrap_or_default();
        let at = self.field(loc, "schema");
        let schema = at.map(|at| self.schema(at));
        if schema.is_none() && examples.is_empty() {
            return;
        }
        let mut types = self.media.produces.clone();
        if types.is_empty() {
            let is_file = schema.as_ref().is_some_and(|schema| schema.format.as_deref() == Some("binary"));
            types.push(if is_file { "application/octet-stream" } else { JSON }.to_owned());
        }
        for name in types {
            let mut item = MediaType { schema: schema.clone(), ..MediaType::new(at.unwrap_or(loc)) };
            if let Some((_, value)) = examples.iter().find(|(media_type, _)| *media_type == name) {
                item.examples = vec![OrRef::Item(Example { loc: *value, value: Some(self.json(*value)) })];
            }
            response.content.push(Named { name, loc: item.loc, item });
        }
    }
}

/// A form while its fields are collected.
#[derive(Default)]
struct Form {
    schema: Schema,
    encodings: Vec<Encoding>,
    has_file: bool,
}
