//! Every decision about Rust shapes: from [`Spec`] to [`ir::Api`](crate::ir::Api).
//!
//! What has no shape here degrades in place to JSON of any shape, with one warning that says where; an operation is never
//! dropped.

mod alternatives;
mod answers;
mod bodies;
mod cases;
mod docs;
mod doubts;
mod encodings;
mod enums;
mod envelope;
mod environment;
mod events;
mod headers;
mod inputs;
mod media;
mod operations;
mod package;
mod paging;
mod recursion;
mod resources;
mod round_trips;
mod scalars;
mod security;
mod servers;
mod sizes;
mod streaming;
mod tags;
mod tells;
mod template;
mod tree;
mod tuples;
mod types;
mod unions;
mod usage;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::config::{Config, Tests};
use crate::diag::{Loc, Sink, code};
use crate::ir::{Api, Docs, Operation, OperationId, Output, Presence, Proof, Scalar, TypeDef, TypeKind};
use crate::resolve::Spec;
use crate::resolve::spec;

use self::operations::{Calls, Tables};
use self::security::Schemes;
use self::tree::Tree;
use self::types::Types;

/// Decides the shape of everything.
#[must_use]
pub fn api(spec: &Spec, config: &Config, sink: &mut Sink) -> Api {
    let schemes = security::schemes(spec, config, sink);
    let base_url = servers::base_url(spec, sink);
    let envelope = package::envelope(config);
    let paging = package::paging(config);
    let mut types = Types::new(spec, integers(config, sink), config.types.keep_unknown);
    let mut tree = Tree::new(spec, config, sink);
    let mut tables = Tables::default();
    let mut calls =
        Calls { types: &mut types, tables: &mut tables, envelope: envelope.as_ref(), paging: paging.as_ref() };
    let operations: Vec<Operation> = (0..)
        .map(OperationId)
        .zip(&spec.operations)
        .map(|(id, one)| operation(id, one, &mut tree, &mut calls, &schemes, base_url.as_deref(), config, sink))
        .collect();
    let events = events::events(spec, &mut types, sink);
    if spec.operations.is_empty() {
        only_schemas(&mut types, sink);
    }
    types.fill(sink);
    types.keep_mixed();
    let round_trips = config.tests.as_ref().map(|_| round_trips::of(&types, &sink.sources)).unwrap_or_default();
    let mut all = types.all;
    make_finite(&mut all, sink);
    let order = recursion::box_cycles(&mut all);
    sizes::box_large(&mut all, &order);
    let package = package::package(spec, config, sink);
    let mut schemes = schemes.usable;
    environment::name_credentials(&package.name, config, &mut schemes);
    let mut api = Api {
        base_url_env: Some(environment::base_url(&package.name, config)),
        package,
        title: spec.info.title.clone(),
        version: spec.info.version.clone(),
        docs: about(spec),
        base_url,
        request_id_header: config.client.request_id_header.clone(),
        schemes,
        anonymous: spec.operations.is_empty()
            || operations
                .iter()
                .any(|operation| operation.security.is_empty() || operation.security.contains(&Vec::new())),
        envelopes: tables.envelopes,
        pagings: tables.pagings,
        types: all,
        resources: tree.resources,
        operations_in_document: operations.len(),
        operations,
        events,
        examples: Vec::new(),
        round_trips,
        proof: config.tests.as_ref().map(proof),
    };
    if config.tests.is_some() && !sink.has_errors() {
        cases::add(&mut api.operations, spec, &sink.sources);
    }
    api.examples = package::examples(&api, config, sink);
    api
}

/// A document of schemas only is for their types.
fn only_schemas(types: &mut Types<'_>, sink: &mut Sink) {
    types.components(sink);
    // Where something else is wrong, that may be why.
    if !sink.has_errors() {
        sink.warn(code::NO_OPERATIONS, Loc::default(), "the document has no operations");
    }
}

/// What the document says of the API as a whole.
fn about(spec: &Spec) -> Docs {
    Docs { summary: Some(spec.info.title.clone()), description: spec.info.description.clone(), ..Docs::default() }
}

#[allow(clippy::too_many_arguments)]
fn operation<'s>(
    id: OperationId,
    described: &'s spec::Operation,
    tree: &mut Tree<'_>,
    calls: &mut Calls<'_, 's>,
    schemes: &Schemes,
    base_url: Option<&str>,
    config: &Config,
    sink: &mut Sink,
) -> Operation {
    let (resource, word) = tree.place(id, described);
    let (mut inputs, body, constants) = calls.inputs(id, described, sink);
    let mut answer = calls.answer(id, described, sink);
    if let Some(streaming) = &mut answer.streaming {
        streaming.flag = streaming::take_flag(described, &mut inputs, calls.types.spec);
    }
    let mut docs = operation_docs(described, config);
    docs.facts.extend(answer.fact);
    Operation {
        loc: described.loc,
        resource,
        word,
        method: described.method.as_str().to_owned(),
        path: template::normal(&described.path),
        described_path: described.path.clone(),
        server: servers::own(described, base_url, sink),
        docs,
        inputs,
        constants,
        body,
        output: answer.output.unwrap_or(Output::Unit),
        may_be_empty: answer.may_be_empty,
        streaming: answer.streaming,
        envelope: answer.envelope,
        accept: answer.accept,
        headers: answer.headers,
        errors: answer.errors,
        security: schemes.of(described),
        example: answer.example,
        cases: None,
    }
}

/// What the config says of tests.
fn proof(tests: &Tests) -> Proof {
    let Tests { document, config, root, package, .. } = tests;
    Proof { document: document.clone(), config: config.clone(), root: root.clone(), specsmith: package.clone() }
}

/// The integer types that the config gives to numbers.
fn integers(config: &Config, sink: &mut Sink) -> HashMap<Loc, Scalar> {
    let mut integers = HashMap::new();
    for (pointer, pin) in &config.integers {
        let Some(place) = sink.sources.find(sink.sources.document(), pointer) else {
            sink.warn(code::UNUSED_CONFIG, pin.loc, format!("there is nothing at `{pointer}` in the document"));
            continue;
        };
        integers.insert(place, pin.value);
    }
    integers
}

fn operation_docs(operation: &spec::Operation, config: &Config) -> Docs {
    Docs {
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        facts: Vec::new(),
        sections: docs::sections(operation, config),
        limits: None,
        deprecated: operation.deprecated,
        former: docs::former(&operation.extensions),
    }
}

/// A struct that needs itself to exist has no value at all. Its fields that close the circle become optional, so that
/// there is one, and what a server really sends can be read.
fn make_finite(all: &mut [TypeDef], sink: &mut Sink) {
    let endless = recursion::endless(all);
    for id in &endless {
        let Some(def) = all.get_mut(id.0 as usize) else {
            continue;
        };
        sink.warn(
            code::INFINITE_TYPE,
            def.loc.at_key(),
            "every value of this type would have to hold another of it; the fields that ask for it become optional",
        );
        if let TypeKind::Struct(shape) = &mut def.kind {
            for field in &mut shape.fields {
                if recursion::needs(field, &|target| endless.contains(&target)) {
                    field.presence = Presence::Optional;
                }
            }
        }
    }
}
