//! Paths and operations.

use crate::diag::{Loc, code};

use super::json::Json;
use super::links::Part;
use super::model::{Method, Named, Operation, OrRef, Parameter, PathItem, Response};
use super::reader::Reader;
use super::tree::Kind;
use super::version::{self, Version};

/// How many references of path items are followed in a row.
const MAX_FOLLOWED: usize = 16;

/// How many values may be read through references of path items.
const MAX_REPEATED: usize = 2_000_000;

impl Reader<'_> {
    pub(super) fn paths(&mut self, loc: Loc) -> Vec<PathItem> {
        let mut paths = Vec::new();
        for (path, value) in self.object(loc) {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                let message = format!("the path `{path}` does not begin with `/`");
                self.report(code::MALFORMED_PATH, value.at_key(), message);
            }
            let mut item = PathItem::new(value, path);
            self.path_item(value, &mut item);
            paths.push(item);
        }
        paths
    }

    /// Requests that the API sends, by name.
    pub(super) fn webhooks(&mut self, loc: Loc) -> Vec<PathItem> {
        let mut webhooks = Vec::new();
        for (name, value) in self.object(loc) {
            if !name.starts_with("x-") {
                let mut item = PathItem::new(value, name);
                self.path_item(value, &mut item);
                webhooks.push(item);
            }
        }
        webhooks
    }

    /// Requests that the API sends because of an operation: by name, and by where they go.
    fn callbacks(&mut self, loc: Loc) -> Vec<PathItem> {
        let mut callbacks = Vec::new();
        for (name, value) in self.object(loc).filter(|(name, _)| !name.starts_with("x-")) {
            let Some(found) = self.deref(value, "callback") else { continue };
            self.repeated += if found == value { 0 } else { self.weight(found) };
            if self.repeated > MAX_REPEATED {
                self.report(code::REFERENCE_BUDGET, value, "references make the document too large to read");
                break;
            }
            // A callback's operations may have callbacks.
            if self.followed == MAX_FOLLOWED {
                self.report(code::REFERENCE_CYCLE, value, "this callback is within itself, or within too many others");
                break;
            }
            self.followed += 1;
            for (_, target) in self.object(found).filter(|(key, _)| !key.starts_with("x-")) {
                let mut item = PathItem::new(target, name);
                self.path_item(target, &mut item);
                callbacks.push(item);
            }
            self.followed -= 1;
        }
        callbacks
    }

    fn path_item(&mut self, loc: Loc, item: &mut PathItem) {
        self.set_mark(loc, Part::PathItem);
        let shared = item.old_bodies.len();
        if let Some((reference, target)) = self.reference(loc) {
            self.follow_path(reference, target, item);
        }
        if self.kind(loc) != Kind::Object {
            self.wrong(loc, "an object");
            return;
        }
        // Parameters of the path come first, wherever they stand: bodies may be among them.
        if let Some(parameters) = self.field(loc, "parameters") {
            let own = self.parameters(parameters, &mut item.old_bodies);
            item.parameters.extend(own);
        }
        for (key, value) in self.entries(loc) {
            match key {
                "$ref" | "parameters" => {}
                "servers" if self.version != Version::V2_0 => item.servers = self.servers(value),
                "additionalOperations" => self.additional_operations(value, item),
                _ => match method(key) {
                    Some(method) => {
                        if method == Method::Query {
                            self.later(value, key, Version::V3_2);
                        }
                        self.since_3(&version::PATH_ITEM, key, value);
                        let bodies = item.old_bodies.clone();
                        let operation = self.operation(value, method, bodies);
                        item.operations.extend(operation);
                    }
                    None => self.other(&version::PATH_ITEM, key, value),
                },
            }
        }
        item.old_bodies.truncate(shared);
    }

    /// Operations of methods that a path has no field for, by the method as it is sent (OpenAPI 3.2, Path Item).
    fn additional_operations(&mut self, loc: Loc, item: &mut PathItem) {
        self.later(loc, "additionalOperations", Version::V3_2);
        for (key, value) in self.object(loc) {
            if key.starts_with("x-") {
                continue;
            }
            if let Err(why) = sendable(key) {
                let message = format!("`{key}` cannot be the method of a request: {why}");
                self.report(code::INVALID_VALUE, value.at_key(), message);
                continue;
            }
            let lower = key.to_ascii_lowercase();
            let fixed = method(&lower).filter(|method| method.as_str() == key);
            if fixed.is_some() {
                let message = format!("`{key}` stands among the additional operations, and has a field of its own");
                let help = format!("write it as `{lower}` of the path");
                self.report(code::MISPLACED_METHOD, value.at_key(), message).help(help);
            }
            let method = fixed.unwrap_or_else(|| Method::Other(key.to_owned()));
            let bodies = item.old_bodies.clone();
            let operation = self.operation(value, method, bodies);
            item.operations.extend(operation);
        }
    }

    /// Reads a path item that stands somewhere else.
    fn follow_path(&mut self, loc: Loc, target: &str, item: &mut PathItem) {
        let Some(found) = self.locate(loc, target, "path") else { return };
        if self.mark(found).is_some_and(|part| part != Part::PathItem) {
            self.report(code::WRONG_REFERENCE, loc, format!("`{target}` does not lead to a path"));
            return;
        }
        if self.followed == MAX_FOLLOWED {
            self.report(code::REFERENCE_CYCLE, loc, "this `$ref` leads back to itself");
            return;
        }
        self.repeated += self.weight(found);
        if self.repeated > MAX_REPEATED {
            let message = "references of paths make the document too large to read";
            self.report(code::REFERENCE_BUDGET, loc, message);
            return;
        }
        self.followed += 1;
        self.path_item(found, item);
        self.followed -= 1;
    }

    /// Parameters, except those that are bodies, which only 2.0 has.
    pub(super) fn parameters(&mut self, loc: Loc, bodies: &mut Vec<Loc>) -> Vec<OrRef<Parameter>> {
        let items: Vec<Loc> = self.list(loc).collect();
        let mut parameters = Vec::with_capacity(items.len());
        for item in items {
            if self.version == Version::V2_0 {
                let Some(at) = self.deref(item, "parameter") else { continue };
                if self.is_body(at) {
                    self.set_mark(at, Part::Parameter);
                    bodies.push(at);
                    continue;
                }
            }
            parameters.extend(self.or_ref(item, Part::Parameter, Self::parameter));
        }
        parameters
    }

    fn operation(&mut self, loc: Loc, method: Method, mut bodies: Vec<Loc>) -> Option<Operation> {
        // Not in the specification, but documents in several files do it.
        let loc = self.deref(loc, "operation")?;
        let members = self.members(loc)?;
        let old = self.version == Version::V2_0;
        let mut operation = Operation::new(loc, method);
        let mut responses = self.version >= Version::V3_1;
        let outer = if old { self.set_media(loc) } else { super::swagger::Media::default() };
        for (key, value) in members {
            match key {
                "operationId" => operation.operation_id = self.prose(value),
                "summary" => operation.summary = self.prose(value),
                "description" => operation.description = self.prose(value),
                "tags" => operation.tags = self.strings(value),
                "parameters" => operation.parameters = self.parameters(value, &mut bodies),
                "requestBody" if !old => {
                    operation.request_body = self.or_ref(value, Part::RequestBody, Self::request_body);
                }
                "responses" => {
                    responses = true;
                    operation.responses = self.responses(value);
                }
                "security" => operation.security = Some(self.requirements(value)),
                "deprecated" => operation.deprecated = self.boolean(value),
                "servers" if !old => operation.servers = self.servers(value),
                "schemes" if old => operation.servers = self.old_servers(Some(value)),
                "callbacks" if !old => operation.callbacks = self.callbacks(value),
                _ if key.starts_with("x-") => operation.extensions.push((key.to_owned(), self.json(value))),
                _ => self.other(&version::OPERATION, key, value),
            }
        }
        if old {
            operation.request_body = self.old_body(loc, bodies).map(OrRef::Item);
            self.media = outer;
        }
        if !responses {
            self.absent(loc, &version::OPERATION, "responses");
        }
        Some(operation)
    }

    fn responses(&mut self, loc: Loc) -> Vec<Named<OrRef<Response>>> {
        let mut all = Vec::new();
        for (key, value) in self.object(loc) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(name) = status(key) else {
                let message = format!("`{key}` is no status, and is ignored");
                let help = "a status is `default`, a number from 100 to 599, or a class such as `4XX`";
                self.report(code::MALFORMED_STATUS, value.at_key(), message).help(help);
                continue;
            };
            let item = match self.old_response(value) {
                Some(at) => self.response(at).map(OrRef::Item),
                None => self.or_ref(value, Part::Response, Self::response),
            };
            if let Some(item) = item {
                all.push(Named { name, loc: value, item });
            }
        }
        all
    }
}

impl PathItem {
    fn new(loc: Loc, path: &str) -> Self {
        Self {
            loc,
            path: path.to_owned(),
            servers: Vec::new(),
            parameters: Vec::new(),
            operations: Vec::new(),
            old_bodies: Vec::new(),
        }
    }
}

impl Operation {
    fn new(loc: Loc, method: Method) -> Self {
        Self {
            loc,
            method,
            operation_id: None,
            summary: None,
            description: None,
            tags: Vec::new(),
            parameters: Vec::new(),
            request_body: None,
            responses: Vec::new(),
            security: None,
            servers: Vec::new(),
            callbacks: Vec::new(),
            deprecated: false,
            extensions: Vec::<(String, Json)>::new(),
        }
    }
}

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        "query" => Method::Query,
        _ => return None,
    })
}

/// Whether a request can have a method: it is a token (RFC 9110, section 5.6.2), and such a request has a path.
fn sendable(method: &str) -> Result<(), &'static str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if method.is_empty() || !method.bytes().all(is_plain) {
        Err("it contains something else than letters, digits and the signs of a token")
    } else if method == "CONNECT" {
        Err("it asks a proxy for a connection, and has no path")
    } else {
        Ok(())
    }
}

/// A status key in its usual spelling.
fn status(key: &str) -> Option<String> {
    if key == "default" {
        return Some(key.to_owned());
    }
    let upper = key.to_ascii_uppercase();
    match upper.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] | [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => Some(upper),
        _ => None,
    }
}
