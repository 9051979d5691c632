//! From an API with its names to what callers see of it.

use std::collections::HashMap;

use crate::ir::{
    Api, Body, Input, Operation, OperationId, Output, Paging, Place, Resource, ResourceId, SchemeId, TypeId,
};
use crate::name::{Named, OperationNames, TypeNames};

use super::digest::Digest;
use super::models;
use super::place::At;
use super::surface::{self, Gives, Surface};
use super::ty::Ty;
use super::words;

impl Surface {
    /// What callers see of a crate.
    #[must_use]
    pub fn of(named: &Named<'_>) -> Self {
        let api = named.api;
        let package = &api.package;
        Self {
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            package: package.name.clone(),
            version: package.version.clone(),
            released: package.released.clone(),
            client: package.client.clone(),
            document: package.document.clone(),
            docs: Digest::new().text(&api.title).docs(&api.docs).finish(),
            base_url: api.base_url.clone(),
            base_url_env: api.base_url_env.clone(),
            request_id_header: api.request_id_header.clone(),
            anonymous: api.anonymous,
            envelopes: api.envelopes.iter().map(words::envelope).collect(),
            pagings: api.pagings.iter().map(words::paging).collect(),
            schemes: schemes(named),
            resources: api.resources().filter_map(|(id, one)| resource(named, id, one)).collect(),
            operations: operations(named),
            types: types(named),
            events: events(named),
        }
    }
}

fn schemes(named: &Named<'_>) -> Vec<surface::Scheme> {
    let all = named.api.schemes.iter().zip(named.schemes());
    all.map(|(scheme, names)| surface::Scheme {
        key: scheme.word.clone(),
        setter: names.setter.clone(),
        provider: names.provider.clone(),
        client: names
            .client_credentials
            .clone()
            .zip(scheme.client_credentials.as_ref().map(|client| client.token_url.clone())),
        sent: words::sent(&scheme.place),
        env: scheme.env.clone(),
        at: At::of(scheme.loc),
    })
    .collect()
}

fn resource(named: &Named<'_>, id: ResourceId, resource: &Resource) -> Option<surface::Resource> {
    let names = named.of_resource(id).filter(|_| resource.parent.is_some())?;
    Some(surface::Resource {
        module: names.path.join("::"),
        handle: names.handle.clone(),
        feature: names.feature.clone(),
        at: At::of(resource.loc),
    })
}

fn operations(named: &Named<'_>) -> Vec<surface::Operation> {
    let all = named.api.operations();
    let former = named.former();
    let all = all.filter_map(|(id, one)| {
        let mut operation = operation(named, id, one)?;
        let names = former.operations.iter().filter(|(other, ..)| *other == id);
        operation.former = names.map(|(_, method, marker)| (method.clone(), marker.clone())).collect();
        Some(operation)
    });
    all.collect()
}

fn operation(named: &Named<'_>, id: OperationId, one: &Operation) -> Option<surface::Operation> {
    let (api, names) = (named.api, named.of_operation(id)?);
    let module = named.of_resource(one.resource).map_or_else(String::new, |names| names.path.join("::"));
    let inputs = inputs(named, id, one, names);
    let constants = one.constants.iter().filter_map(|input| {
        Some((input.place, input.wire.clone(), words::constant(input.constant.as_ref()?, &input.ty, api)))
    });
    let streams = one.streaming.as_ref().map(|streaming| {
        let flag = streaming.flag.as_ref().map_or_else(String::new, |flag| format!(" with `{}`", flag.wire));
        (gives(named, &streaming.output), format!("`{}`{flag}", streaming.accept))
    });
    let mut digest = Digest::new().docs(&one.docs).option(one.example.as_deref());
    for input in &one.inputs {
        digest = digest.member(&input.wire, &input.docs, input.example.as_deref());
    }
    for (status, _) in &one.errors {
        digest = digest.text(status);
    }
    for header in &one.headers {
        digest = digest.text(header);
    }
    Some(surface::Operation {
        method: one.method.clone(),
        path: one.path.clone(),
        module,
        name: names.method.clone(),
        marker: names.marker.clone(),
        request: names.request.clone(),
        params: names.params.clone(),
        output: names.output.clone(),
        inputs,
        constants: constants.collect(),
        body: body(&one.body),
        gives: gives(named, &one.output),
        may_be_empty: one.may_be_empty,
        streams,
        envelope: one.envelope,
        accept: one.accept.clone(),
        server: one.server.clone(),
        security: one.security.iter().map(|all| security(api, all)).collect(),
        deprecated: one.docs.deprecated,
        former: Vec::new(),
        docs: digest.finish(),
        at: At::of(one.loc),
    })
}

fn security(api: &Api, all: &[SchemeId]) -> String {
    let words = all.iter().filter_map(|id| api.schemes.get(id.0 as usize)).map(|scheme| scheme.word.as_str());
    words.collect::<Vec<_>>().join(" + ")
}

fn body(body: &Body) -> String {
    match body {
        Body::None => String::new(),
        Body::Fields { media_type, .. } | Body::Whole(media_type) => media_type.clone(),
        Body::Form { .. } => "application/x-www-form-urlencoded".to_owned(),
        Body::Multipart { .. } => "multipart/form-data".to_owned(),
    }
}

/// Inputs: the arguments in their order, and then what has a setter.
fn inputs(named: &Named<'_>, id: OperationId, one: &Operation, names: &OperationNames) -> Vec<surface::Input> {
    let rest = (0..one.inputs.len()).filter(|at| !names.arguments.contains(at));
    let order = names.arguments.iter().copied().chain(rest);
    let all = order.filter_map(|at| {
        let mut found = input(named, one.inputs.get(at)?, names.inputs.get(at)?);
        found.kept = !found.required && names.arguments.contains(&at);
        found.required |= found.kept;
        let former = named.former().inputs.iter().filter(|(other, index, _)| *other == id && *index == at);
        found.former = former.map(|(.., name)| name.clone()).collect();
        Some(found)
    });
    all.collect()
}

fn input(named: &Named<'_>, input: &Input, name: &str) -> surface::Input {
    // The type of a stream or a file does not count.
    let is_typed = !matches!(input.place, Place::Bytes | Place::Text | Place::File | Place::Files);
    surface::Input {
        wire: input.wire.clone(),
        name: (name != input.wire).then(|| name.to_owned()),
        place: input.place,
        ty: if is_typed { Ty::of(&input.ty, named) } else { Ty::Json },
        style: words::style(input),
        required: input.required,
        kept: false,
        nullable: input.nullable,
        deprecated: input.docs.deprecated,
        limits: input.docs.limits.clone(),
        former: Vec::new(),
        at: At::of(input.loc),
    }
}

fn gives(named: &Named<'_>, output: &Output) -> Gives {
    let ty = |ty| Ty::of(ty, named);
    match output {
        Output::Unit => Gives::Nothing,
        Output::Value(value) => Gives::Value(ty(value)),
        Output::Nullable(value) => Gives::Nullable(ty(value)),
        Output::Page(item, Paging::Single) => Gives::Page(ty(item), None),
        Output::Page(item, Paging::By(index)) => Gives::Page(ty(item), Some(*index)),
        Output::Text => Gives::Text,
        Output::Bytes => Gives::Bytes,
        Output::Lines(item) => Gives::Lines(ty(item)),
        Output::Events(data) => Gives::Events(data.as_ref().map(ty)),
        Output::ByStatus(all) => Gives::ByStatus(all.iter().map(|one| (one.status, one.ty.as_ref().map(ty))).collect()),
    }
}

fn types(named: &Named<'_>) -> Vec<surface::Model> {
    let mut features: HashMap<TypeId, &[String]> = HashMap::new();
    for file in named.model_files() {
        features.extend(file.types.iter().map(|id| (*id, file.features.as_slice())));
    }
    let all = named.api.types();
    all.filter_map(|(id, def)| {
        let features = features.get(&id).map_or_else(Vec::new, |features| features.to_vec());
        let mut model = models::model(named, def, named.of_type(id)?, features);
        let former = named.former().types.iter().filter(|(other, _)| *other == id);
        model.former = former.map(|(_, name)| name.clone()).collect();
        model.same = named.same_as(id).and_then(|same| named.of_type(same)).map(TypeNames::path);
        Some(model)
    })
    .collect()
}

fn events(named: &Named<'_>) -> Vec<surface::Event> {
    let ids = (0..).map(crate::ir::EventId);
    let all = ids.zip(&named.api.events).filter_map(|(id, event)| {
        let within = event.within.as_deref().unwrap_or_default();
        Some(surface::Event {
            key: [within, &event.word, &event.method].join(" "),
            name: named.of_event(id)?.to_owned(),
            ty: Ty::of(&event.ty, named),
            at: At::of(event.loc),
        })
    });
    all.collect()
}
