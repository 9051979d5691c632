//! Paths and operations.

use crate::diag::{Loc, code};

use super::json::Json;
use super::model::{Method, Named, Operation, OrRef, Parameter, PathItem, Response};
use super::reader::Reader;
use super::version;

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
            let mut item =
                PathItem { loc: value, path: path.to_owned(), parameters: Vec::new(), operations: Vec::new() };
            self.path_item(value, &mut item);
            paths.push(item);
        }
        paths
    }

    fn path_item(&mut self, loc: Loc, item: &mut PathItem) {
        if let Some(reference) = self.field(loc, "$ref") {
            self.follow(reference, item);
        }
        for (key, value) in self.object(loc) {
            match key {
                "parameters" => item.parameters.extend(self.parameters(value)),
                "$ref" => {}
                "servers" => {
                    let message = "`servers` of a path are not supported yet; the document's own are used";
                    self.report(code::UNSUPPORTED_FIELD, value.at_key(), message);
                }
                _ => match method(key) {
                    Some(method) => item.operations.extend(self.operation(value, method)),
                    None => self.other(&version::PATH_ITEM, key, value),
                },
            }
        }
    }

    /// Reads a path item that stands somewhere else in this document.
    fn follow(&mut self, loc: Loc, item: &mut PathItem) {
        let Some(target) = self.string(loc) else { return };
        if !target.starts_with('#') {
            let message = format!("`{target}` leads out of the document, which is not supported yet");
            self.report(code::EXTERNAL_REFERENCE, loc, message).help("bundle the document into one file");
            return;
        }
        let Some(found) = self.target(&target) else {
            self.report(code::UNRESOLVED_REFERENCE, loc, format!("nothing stands at `{target}`"))
                .label("a path is needed here");
            return;
        };
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

    pub(super) fn parameters(&mut self, loc: Loc) -> Vec<OrRef<Parameter>> {
        let items: Vec<Loc> = self.list(loc).collect();
        items.into_iter().filter_map(|item| self.or_ref(item, Self::parameter)).collect()
    }

    fn operation(&mut self, loc: Loc, method: Method) -> Option<Operation> {
        let mut operation = Operation::new(loc, method);
        let mut responses = false;
        for (key, value) in self.members(loc)? {
            match key {
                "operationId" => operation.operation_id = self.prose(value),
                "summary" => operation.summary = self.prose(value),
                "description" => operation.description = self.prose(value),
                "tags" => operation.tags = self.strings(value),
                "parameters" => operation.parameters = self.parameters(value),
                "requestBody" => operation.request_body = self.or_ref(value, Self::request_body),
                "responses" => {
                    responses = true;
                    operation.responses = self.responses(value);
                }
                "security" => operation.security = Some(self.requirements(value)),
                "deprecated" => operation.deprecated = self.boolean(value),
                "servers" => {
                    let message = "`servers` of an operation are not supported yet; the document's own are used";
                    self.report(code::UNSUPPORTED_FIELD, value.at_key(), message);
                }
                _ if key.starts_with("x-") => operation.extensions.push((key.to_owned(), self.json(value))),
                _ => self.other(&version::OPERATION, key, value),
            }
        }
        if !responses {
            self.missing(loc, &version::OPERATION, "responses");
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
            if let Some(item) = self.or_ref(value, Self::response) {
                all.push(Named { name, loc: value, item });
            }
        }
        all
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
        _ => return None,
    })
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
