//! From a document with references to [`Spec`], in which every reference has been followed.
//!
//! `allOf` is merged, parameters of a path are given to its operations, the document's security holds where an operation
//! has none of its own. What comes after speaks one dialect, whatever the document was written in.

mod all_of;
mod alternatives;
mod choices;
mod circles;
mod contradictions;
mod discriminator;
mod events;
mod names;
mod operations;
mod refs;
mod schemas;
pub mod spec;

#[cfg(test)]
mod tests;

pub use spec::Spec;

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::{Loc, Sink};
use crate::read::Document;
use crate::read::model::{Components, Named, OrRef, SecurityScheme};

use self::operations::Parts;
use self::refs::Shelf;
use self::schemas::Schemas;
use self::spec::Scheme;

/// Follows every reference of a document. What leads in a circle is reported; what leads nowhere has been, when the
/// document was read, and admits anything here, or is left out.
#[must_use]
pub fn spec(document: Document, _config: &Config, sink: &mut Sink) -> Spec {
    let Components { schemas: named, responses, parameters, request_bodies, examples, security_schemes } =
        document.components;
    let parts = document.parts;
    let links = &document.links;
    let mut elsewhere = parts.schemas;
    names::choose(&named, &mut elsewhere, sink);
    let components: Vec<(String, Loc)> = named
        .iter()
        .chain(elsewhere.iter().filter(|entry| !entry.name.is_empty()))
        .map(|entry| (entry.name.clone(), entry.loc))
        .collect();
    let mut schemas = Schemas::new(links, sink.sources.count());
    schemas.reserve(&named, sink);
    schemas.reserve(&elsewhere, sink);
    schemas.fill(named, sink);
    schemas.fill(elsewhere, sink);

    let schemes = schemes(links, &security_schemes, &parts.security_schemes, sink);
    let mut parts = Parts {
        parameters: Shelf::new(links, &parameters, &parts.parameters),
        bodies: Shelf::new(links, &request_bodies, &parts.request_bodies),
        responses: Shelf::new(links, &responses, &parts.responses),
        examples: Shelf::new(links, &examples, &parts.examples),
        schemes: &schemes,
        security: document.security.as_deref(),
        schemas: &mut schemas,
    };
    let mut operations = operations::resolve(&document.paths, &mut parts, sink);
    let mut events = events::resolve(&document.webhooks, &document.paths, &mut parts, sink);

    schemas.close(sink);
    operations::follow(&mut operations, &mut events, &schemas);
    let components = components
        .into_iter()
        .filter_map(|(name, loc)| Some((name, schemas.canonical(schemas.at(loc, &sink.sources)?))))
        .collect();
    let mut all = schemas.all;
    discriminator::resolve(&mut all, &components, sink);
    all_of::merge(&mut all, sink);
    Spec {
        info: document.info,
        openapi: document.openapi,
        servers: document.servers.iter().map(operations::server).collect(),
        tags: document.tags.into_iter().map(|tag| (tag.name, tag.description)).collect(),
        schemes,
        schemas: all,
        components,
        operations,
        events,
        raw: document.raw,
    }
}

fn schemes(
    links: &HashMap<Loc, Loc>,
    named: &[Named<OrRef<SecurityScheme>>],
    elsewhere: &[Named<OrRef<SecurityScheme>>],
    sink: &mut Sink,
) -> Vec<Scheme> {
    let shelf = Shelf::new(links, named, elsewhere);
    let mut schemes = Vec::with_capacity(named.len());
    for entry in named {
        let Some(found) = shelf.find(&entry.item, sink) else { continue };
        schemes.push(Scheme {
            loc: found.loc,
            name: entry.name.clone(),
            description: found.description.clone(),
            kind: found.kind.clone(),
            flows: found.flows.clone(),
        });
    }
    schemes
}
