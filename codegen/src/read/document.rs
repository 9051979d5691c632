//! The root object, and what describes the API as a whole.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Components, Document, Info, Named, Requirement, Schema, Server, Tag};
use super::reader::Reader;
use super::tree::Kind;
use super::version::{self, Version};

impl Reader<'_> {
    /// The whole document. `None` where its version is not one that is read.
    pub(super) fn document(&mut self) -> Option<Document> {
        let root = self.root();
        let (version, openapi) = self.version(root)?;
        self.version = version;
        let mut document = Document { loc: root, openapi, ..Document::default() };
        if version == Version::V2_0 {
            self.swagger(root, &mut document);
        }
        let (mut info, mut paths) = (false, version >= Version::V3_1);
        for (key, value) in self.object(root) {
            match key {
                "info" => {
                    info = self.kind(value) != Kind::Null;
                    document.info = self.info(value);
                }
                "servers" => {
                    self.since_3(&version::ROOT, key, value);
                    document.servers = self.servers(value);
                }
                "paths" => {
                    paths = self.kind(value) != Kind::Null;
                    document.paths = self.paths(value);
                }
                "webhooks" if version >= Version::V3_1 => document.webhooks = self.webhooks(value),
                "x-webhooks" if version < Version::V3_1 => document.webhooks = self.webhooks(value),
                "components" => {
                    self.since_3(&version::ROOT, key, value);
                    document.components = self.components(value);
                }
                "security" => document.security = Some(self.requirements(value)),
                "tags" => document.tags = self.list(value).filter_map(|tag| self.tag(tag)).collect(),
                _ => self.other(&version::ROOT, key, value),
            }
        }
        self.settle(&mut document);
        self.sweep();
        document.links = std::mem::take(&mut self.links);
        if self.response_links > 0 {
            let message = format!(
                "responses of the document have links to operations ({}), which are not used",
                self.response_links
            );
            self.report(code::LINKS, root, message);
        }
        for (there, field) in [(info, "info"), (paths, "paths")] {
            if !there {
                self.absent(root, &version::ROOT, field);
            }
        }
        Some(document)
    }

    fn info(&mut self, loc: Loc) -> Info {
        let mut info = Info { loc, ..Info::default() };
        let (mut title, mut version) = (None, None);
        let Some(members) = self.members(loc) else { return info };
        for (key, value) in members {
            match key {
                "title" => title = Some(self.prose(value).unwrap_or_default()),
                "version" => version = Some(self.prose(value).unwrap_or_default()),
                "description" => info.description = self.prose(value),
                _ => self.other(&version::INFO, key, value),
            }
        }
        for (there, field) in [(title.is_some(), "title"), (version.is_some(), "version")] {
            if !there {
                self.absent(loc, &version::INFO, field);
            }
        }
        info.title = title.unwrap_or_default();
        info.version = version.unwrap_or_default();
        info
    }

    /// Servers, in order.
    pub(super) fn servers(&mut self, loc: Loc) -> Vec<Server> {
        self.list(loc).filter_map(|server| self.server(server)).collect()
    }

    fn server(&mut self, loc: Loc) -> Option<Server> {
        let (mut url, mut variables) = (None, Vec::new());
        for (key, value) in self.members(loc)? {
            match key {
                "url" => url = self.string(value),
                "variables" => {
                    for (name, variable) in self.object(value) {
                        let default = self.server_variable(variable);
                        variables.push((name.to_owned(), default));
                    }
                }
                _ => self.other(&version::SERVER, key, value),
            }
        }
        if url.is_none() {
            self.missing(loc, &version::SERVER, "url");
        }
        Some(Server { loc, url: url?, variables })
    }

    /// The default of a server variable: in YAML often a number (a port).
    fn server_variable(&mut self, loc: Loc) -> String {
        let mut default = None;
        for (key, value) in self.object(loc) {
            match key {
                "default" => default = self.prose(value),
                _ => self.other(&version::SERVER_VARIABLE, key, value),
            }
        }
        if default.is_none() {
            self.report(code::MALFORMED_SERVER, loc, "a server variable has no `default`");
        }
        default.unwrap_or_default()
    }

    fn tag(&mut self, loc: Loc) -> Option<Tag> {
        let (mut name, mut description) = (None, None);
        for (key, value) in self.members(loc)? {
            match key {
                "name" => name = self.string(value),
                "description" => description = self.prose(value),
                _ => self.other(&version::TAG, key, value),
            }
        }
        if name.is_none() {
            self.missing(loc, &version::TAG, "name");
        }
        Some(Tag { loc, name: name?, description })
    }

    /// Alternatives of which one is enough.
    pub(super) fn requirements(&mut self, loc: Loc) -> Vec<Requirement> {
        let items: Vec<Loc> = self.list(loc).collect();
        items.into_iter().map(|item| self.requirement(item)).collect()
    }

    fn requirement(&mut self, loc: Loc) -> Requirement {
        let mut schemes = Vec::new();
        for (name, scopes) in self.object(loc) {
            // Scopes are for whoever gives out tokens; here they are only checked.
            self.strings(scopes);
            schemes.push(name.to_owned());
        }
        Requirement { loc, schemes }
    }

    fn components(&mut self, loc: Loc) -> Components {
        let mut components = Components::default();
        for (key, value) in self.object(loc) {
            match key {
                "schemas" => components.schemas = self.schema_shelf(value),
                "responses" => components.responses = self.shelf(value, Part::Response, Self::response),
                "parameters" => components.parameters = self.shelf(value, Part::Parameter, Self::parameter),
                "requestBodies" => {
                    components.request_bodies = self.shelf(value, Part::RequestBody, Self::request_body);
                }
                "examples" => components.examples = self.shelf(value, Part::Example, Self::example),
                "securitySchemes" => {
                    components.security_schemes = self.shelf(value, Part::SecurityScheme, Self::security_scheme);
                }
                _ => self.other(&version::COMPONENTS, key, value),
            }
        }
        components
    }

    /// Schemas by name.
    pub(super) fn schema_shelf(&mut self, loc: Loc) -> Vec<Named<Schema>> {
        let all = self.named(loc, |reader, loc| Some(reader.schema(loc)));
        self.shelved.extend(all.iter().map(|entry| (entry.loc, Part::Schema)));
        all
    }
}
