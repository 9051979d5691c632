//! Swagger 2.0, read into the model of its successors: what is spelled differently there is spelled here as they do.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Document, Encoding, Example, MediaType, Named, OrRef, Parameter, Property, RequestBody, Response};
use super::model::{Schema, Server};
use super::reader::Reader;
use super::version;

/// What bodies and responses are written in, where nothing else is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Media {
    consumes: Vec<String>,
    produces: Vec<String>,
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const JSON: &str = "application/json";

impl Reader<'_> {
    /// The keys of the root that only 2.0 has.
    pub(super) fn swagger(&mut self, root: Loc, document: &mut Document) {
        self.set_media(root);
        document.servers.extend(self.old_server(root));
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
        }
        outer
    }

    /// `schemes`, `host` and `basePath` as one address.
    fn old_server(&mut self, root: Loc) -> Option<Server> {
        let text = |reader: &mut Self, key| reader.field(root, key).and_then(|at| reader.string(at));
        let (host, path) = (text(self, "host"), text(self, "basePath"));
        let schemes = self.field(root, "schemes").map(|at| self.strings(at)).unwrap_or_default();
        let is = |name: &str| schemes.iter().any(|scheme| scheme == name);
        let scheme = if schemes.is_empty() || is("https") || !is("http") { "https" } else { "http" };
        let path = path.unwrap_or_default();
        let loc = self.field(root, "host").or_else(|| self.field(root, "basePath"))?;
        let path = if path.is_empty() || path.starts_with('/') { path } else { format!("/{path}") };
        let url = host.map_or_else(|| path.clone(), |host| format!("{scheme}://{host}{path}"));
        Some(Server { loc, url, variables: Vec::new() })
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
            let format = self.field(loc, "collectionFormat").and_then(|at| self.string(at));
            let place = self.field(loc, "in").and_then(|at| self.string(at));
            let query = place.as_deref() == Some("query");
            let (style, explode) = list_style(format.as_deref(), query);
            parameter.style = Some(style.to_owned());
            parameter.explode = Some(explode);
        }
        parameter.schema = Some(schema);
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

    /// The body that parameters make: one `in: body`, or all `in: formData` together.
    pub(super) fn old_body(&mut self, operation: Loc, parameters: &[Loc]) -> Option<RequestBody> {
        let first = parameters.first().copied()?;
        let mut fields = Vec::new();
        for &loc in parameters {
            let place = self.field(loc, "in").and_then(|at| self.string(at));
            if place.as_deref() == Some("body") {
                return Some(self.whole_body(loc));
            }
            fields.push(loc);
        }
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
            let format = self.field(loc, "collectionFormat").and_then(|at| self.string(at));
            let (style, explode) = list_style(format.as_deref(), true);
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

/// `style` and `explode` of a list that is written in a `collectionFormat` (OpenAPI 2.0, Parameter Object).
fn list_style(format: Option<&str>, query: bool) -> (&'static str, bool) {
    match format {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        // Nothing in OpenAPI 3 does the same; what is not known is reported where styles are.
        Some("tsv") => ("tabDelimited", false),
        _ if query => ("form", false),
        _ => ("simple", false),
    }
}
