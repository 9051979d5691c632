//! From a document with references to [`Spec`], in which every reference has been followed.
//!
//! `allOf` is merged, parameters of a path are given to its operations, the document's security holds where an operation
//! has none of its own. What comes after speaks one dialect, whatever the document was written in.

mod all_of;
mod operations;
mod refs;
mod schemas;
pub mod spec;

#[cfg(test)]
mod tests;

pub use spec::Spec;

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::Sink;
use crate::read::Document;
use crate::read::model::{Components, Server};

use self::operations::Parts;
use self::refs::Shelf;
use self::schemas::Schemas;
use self::spec::Scheme;

/// Follows every reference of a document. What leads nowhere is reported, all of it.
#[must_use]
pub fn spec(document: Document, _config: &Config, sink: &mut Sink) -> Spec {
    let Components { schemas: named, responses, parameters, request_bodies, examples, security_schemes } =
        document.components;
    let names: Vec<String> = named.iter().map(|entry| entry.name.clone()).collect();
    let mut schemas = Schemas::new(&named);
    schemas.fill(named, sink);

    let scheme_shelf = Shelf::new("a security scheme", "#/components/securitySchemes/", &security_schemes);
    let schemes: Vec<Scheme> = security_schemes
        .iter()
        .filter_map(|entry| {
            let found = scheme_shelf.find(&entry.item, sink)?;
            Some(Scheme {
                loc: found.loc,
                name: entry.name.clone(),
                description: found.description.clone(),
                kind: found.kind.clone(),
            })
        })
        .collect();

    let mut parts = Parts {
        parameters: Shelf::new("a parameter", "#/components/parameters/", &parameters),
        bodies: Shelf::new("a request body", "#/components/requestBodies/", &request_bodies),
        responses: Shelf::new("a response", "#/components/responses/", &responses),
        examples: Shelf::new("an example", "#/components/examples/", &examples),
        schemes: &schemes,
        security: document.security.as_deref(),
        schemas: &mut schemas,
        shared: HashMap::new(),
    };
    let mut operations = operations::resolve(&document.paths, &mut parts, sink);

    schemas.close(sink);
    operations::follow(&mut operations, &schemas);
    let components = (0..).map(spec::SchemaId).zip(names).map(|(id, name)| (name, schemas.canonical(id))).collect();
    let mut all = schemas.all;
    all_of::merge(&mut all, sink);
    Spec {
        info: document.info,
        openapi: document.openapi,
        server: document.servers.first().map(address),
        server_loc: document.servers.first().map(|server| server.loc).unwrap_or_default(),
        tags: document.tags.into_iter().map(|tag| (tag.name, tag.description)).collect(),
        schemes,
        schemas: all,
        components,
        operations,
    }
}

/// A server's address with its variables' defaults in place.
fn address(server: &Server) -> String {
    server
        .variables
        .iter()
        .fold(server.url.clone(), |url, (name, default)| url.replace(&format!("{{{name}}}"), default))
}
