//! Operations: parameters inherited from the path, references followed, security decided.

use crate::diag::{Sink, closest, code};
use crate::read::Json;
use crate::read::model;

use super::refs::Shelf;
use super::schemas::Schemas;
use super::spec::{Body, Event, MediaType, Operation, Parameter, Response, SchemaId, Scheme, Server};

/// What operations refer to.
pub(super) struct Parts<'d, 's> {
    pub(super) parameters: Shelf<'d, model::Parameter>,
    pub(super) bodies: Shelf<'d, model::RequestBody>,
    pub(super) responses: Shelf<'d, model::Response>,
    pub(super) examples: Shelf<'d, model::Example>,
    pub(super) schemes: &'d [Scheme],
    pub(super) security: Option<&'d [model::Requirement]>,
    pub(super) schemas: &'s mut Schemas<'d>,
}

/// All operations of all paths.
pub(super) fn resolve<'d>(paths: &'d [model::PathItem], parts: &mut Parts<'d, '_>, sink: &mut Sink) -> Vec<Operation> {
    let mut operations = Vec::new();
    for item in paths {
        for operation in &item.operations {
            operations.push(parts.operation(item, operation, sink));
        }
    }
    operations
}

/// A server, its variables replaced by their defaults.
pub(super) fn server(server: &model::Server) -> Server {
    let fill = |url: String, (name, default): &(String, String)| url.replace(&format!("{{{name}}}"), default);
    Server { loc: server.loc, url: server.variables.iter().fold(server.url.clone(), fill) }
}

/// Replaces ids of references by those of the schemas that they lead to.
pub(super) fn follow(operations: &mut [Operation], events: &mut [Event], schemas: &Schemas<'_>) {
    let to = |id: SchemaId| schemas.canonical(id);
    let follow = |media_type: &mut MediaType| {
        media_type.schema = media_type.schema.map(to);
        media_type.item_schema = media_type.item_schema.map(to);
    };
    for operation in operations {
        for parameter in &mut operation.parameters {
            parameter.schema = parameter.schema.map(to);
        }
        let body = operation.body.iter_mut().flat_map(|body| &mut body.content);
        let responses = operation.responses.iter_mut().flat_map(|response| &mut response.content);
        body.chain(responses).for_each(follow);
    }
    events.iter_mut().flat_map(|event| &mut event.body).flat_map(|body| &mut body.content).for_each(follow);
}

impl<'d> Parts<'d, '_> {
    fn schema(&mut self, schema: &model::Schema, sink: &mut Sink) -> SchemaId {
        // Shared parameters, bodies and responses are met as often as they are used.
        match self.schemas.at(schema.loc, &sink.sources) {
            Some(known) => known,
            None => self.schemas.add(schema.clone(), sink),
        }
    }

    fn operation(&mut self, item: &'d model::PathItem, operation: &'d model::Operation, sink: &mut Sink) -> Operation {
        let servers = if operation.servers.is_empty() { &item.servers } else { &operation.servers };
        Operation {
            loc: operation.loc,
            method: operation.method.clone(),
            path: item.path.clone(),
            servers: servers.iter().map(server).collect(),
            operation_id: operation.operation_id.clone(),
            summary: operation.summary.clone(),
            description: operation.description.clone(),
            tags: operation.tags.clone(),
            parameters: self.parameters(item, operation, sink),
            body: self.body(operation, sink),
            responses: self.responses(operation, sink),
            security: self.security(operation, sink),
            deprecated: operation.deprecated,
            extensions: operation.extensions.clone(),
        }
    }

    /// The path's parameters, each replaced by the operation's own of the same name and place (OpenAPI 3.0, Path Item).
    fn parameters(
        &mut self,
        item: &'d model::PathItem,
        operation: &'d model::Operation,
        sink: &mut Sink,
    ) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        let inherited = item.parameters.len();
        for (index, parameter) in item.parameters.iter().chain(&operation.parameters).enumerate() {
            let Some(parameter) = self.parameters.find(parameter, sink) else {
                continue;
            };
            let schema = parameter.schema.as_ref().map(|schema| self.schema(schema, sink));
            let new = Parameter {
                loc: parameter.loc,
                name: parameter.name.clone(),
                place: parameter.place,
                required: parameter.required || parameter.place == model::In::Path,
                description: parameter.description.clone(),
                deprecated: parameter.deprecated,
                style: parameter.style.clone(),
                explode: parameter.explode,
                allow_reserved: parameter.allow_reserved,
                schema,
                content: parameter.content.clone(),
                example: parameter.examples.first().cloned(),
            };
            let same = |known: &&mut Parameter| known.name == new.name && known.place == new.place;
            match found.iter_mut().find(same) {
                None => found.push(new),
                Some(known) if index >= inherited => *known = new,
                Some(_) => {}
            }
        }
        found
    }

    pub(super) fn body(&mut self, operation: &'d model::Operation, sink: &mut Sink) -> Option<Body> {
        let body = self.bodies.find(operation.request_body.as_ref()?, sink)?;
        Some(Body {
            loc: body.loc,
            description: body.description.clone(),
            required: body.required,
            content: self.content(&body.content, sink),
        })
    }

    fn responses(&mut self, operation: &'d model::Operation, sink: &mut Sink) -> Vec<Response> {
        operation
            .responses
            .iter()
            .filter_map(|entry| {
                let response = self.responses.find(&entry.item, sink)?;
                Some(Response {
                    loc: response.loc,
                    status: entry.name.clone(),
                    headers: response.headers.clone(),
                    content: self.content(&response.content, sink),
                })
            })
            .collect()
    }

    fn content(&mut self, content: &'d [model::Named<model::MediaType>], sink: &mut Sink) -> Vec<MediaType> {
        content
            .iter()
            .map(|entry| MediaType {
                loc: entry.item.loc,
                media_type: entry.name.clone(),
                example: self.example(&entry.item, sink),
                schema: entry.item.schema.as_ref().map(|schema| self.schema(schema, sink)),
                item_schema: entry.item.item_schema.as_ref().map(|schema| self.schema(schema, sink)),
                encodings: entry.item.encodings.clone(),
            })
            .collect()
    }

    fn example(&self, media_type: &'d model::MediaType, sink: &mut Sink) -> Option<Json> {
        let first = media_type.examples.first()?;
        self.examples.find(first, sink)?.value.clone()
    }

    fn security(&self, operation: &model::Operation, sink: &mut Sink) -> Vec<Vec<usize>> {
        let requirements = operation.security.as_deref().or(self.security).unwrap_or(&[]);
        let mut alternatives = Vec::with_capacity(requirements.len());
        for requirement in requirements {
            let mut ids = Some(Vec::with_capacity(requirement.schemes.len()));
            for name in &requirement.schemes {
                match self.schemes.iter().position(|scheme| scheme.name == *name) {
                    Some(index) => ids = ids.map(|ids| [ids, vec![index]].concat()),
                    None => {
                        ids = None;
                        let message =
                            format!("no security scheme is called `{name}`, so this way to authorise is left out");
                        let found = sink.warn(code::UNDEFINED_SCHEME, requirement.loc, message);
                        if let Some(meant) = closest(name, self.schemes.iter().map(|scheme| scheme.name.as_str())) {
                            found.help(format!("is `{meant}` meant?"));
                        }
                    }
                }
            }
            alternatives.extend(ids);
        }
        alternatives
    }
}
