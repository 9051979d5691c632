//! Values into [`Config`], key by key.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::{Loc, Sink, closest, code};
use crate::ir::Scalar;
use crate::read::{Source, tidy};

use super::toml::{Node, Value};
use super::{At, Client, Config, Docs, Envelope, EnvelopeEntry, Example, MAX_BYTES, Package, Paging, PagingInfo};
use super::{Section, Tests, Types, Variables};

/// Integer types by their names.
const INTEGERS: [(&str, Scalar); 9] = [
    ("i8", Scalar::I8),
    ("i16", Scalar::I16),
    ("i32", Scalar::I32),
    ("i64", Scalar::I64),
    ("i128", Scalar::I128),
    ("u8", Scalar::U8),
    ("u16", Scalar::U16),
    ("u32", Scalar::U32),
    ("u64", Scalar::U64),
];

pub(super) struct Reader<'s> {
    pub(super) sink: &'s mut Sink,
    /// What paths are relative to.
    pub(super) folder: PathBuf,
}

/// Reads the keys of a table, each by its own expression; others are refused.
macro_rules! keys {
    ($reader:ident, $node:expr, $where:literal, |$value:ident| { $($key:literal => $read:expr,)+ }) => {
        for (key, $value) in $reader.table($node) {
            match key.as_str() {
                $($key => $read,)+
                _ => $reader.unknown(key, $value.loc, $where, &[$($key),+]),
            }
        }
    };
}

impl Reader<'_> {
    pub(super) fn config(&mut self, root: &Node) -> Config {
        let mut config = Config::default();
        keys!(self, root, "the configuration", |value| {
            "document" => config.document = self.path(value),
            "root" => config.root = self.path(value),
            "overlays" => config.overlays = self.list(value).iter().filter_map(|one| self.path(one)).collect(),
            "output" => config.output = self.path(value),
            "lock" => config.lock_file = self.path(value),
            "package" => config.package = self.package(value),
            "client" => config.client = self.client(value),
            "envelope" => config.envelope = Some(self.envelope(value)),
            "paging" => config.paging = Some(self.paging(value)),
            "types" => config.types = self.types(value),
            "names" => config.names = self.rules(value, |_, rule| Some(rule.text.to_owned())),
            "former_names" => config.former_names = self.rules(value, |_, rule| Some(rule.text.to_owned())),
            "integers" => config.integers = self.rules(value, Self::integer),
            "docs" => config.docs = self.docs(value),
            "resources" => config.resources = self.rules(value, |_, rule| Some(rule.text.to_owned())),
            "tests" => config.tests = Some(self.tests(value)),
            "examples" => config.examples = self.list(value).iter().filter_map(|one| self.example(one)).collect(),
        });
        config
    }

    fn package(&mut self, node: &Node) -> Package {
        let mut package = Package::default();
        keys!(self, node, "`[package]`", |value| {
            "name" => package.name = self.located(value),
            "version" => package.version = self.located(value),
            "changelog" => package.changelog = self.boolean(value),
            "description" => package.description = self.text(value),
            "license" => package.license = self.text(value),
            "repository" => package.repository = self.text(value),
            "publish" => package.publish = self.boolean(value),
        });
        package
    }

    fn client(&mut self, node: &Node) -> Client {
        let mut client = Client::default();
        keys!(self, node, "`[client]`", |value| {
            "name" => client.name = self.located(value),
            "base_url_env" => client.base_url_env = self.text(value),
            "request_id_header" => client.request_id_header = self.text(value),
            "env" => for (scheme, node) in self.table(value) {
                client.env.extend(self.variables(node).map(|variables| (scheme.clone(), variables)));
            },
        });
        client
    }

    /// The variable of a credential, or a table of them.
    fn variables(&mut self, node: &Node) -> Option<At<Variables>> {
        let mut variables = Variables::default();
        if !matches!(node.value, Value::Table(_)) {
            variables.token = Some(self.text(node)?);
            return Some(At { value: variables, loc: node.loc });
        }
        let (mut id, mut secret) = (None, None);
        keys!(self, node, "a scheme's table in `[client.env]`", |value| {
            "token" => variables.token = self.text(value),
            "client_id" => id = self.text(value),
            "client_secret" => secret = self.text(value),
            "token_url" => variables.token_url = self.text(value),
        });
        match (id, secret) {
            (Some(id), Some(secret)) => variables.client = Some((id, secret)),
            (None, None) => {}
            _ => {
                let message = "`client_id` and `client_secret` are of use only together";
                self.sink.error(code::CONFIG_MISSING_KEY, node.loc, message);
            }
        }
        Some(At { value: variables, loc: node.loc })
    }

    fn envelope(&mut self, node: &Node) -> Envelope {
        let mut envelope = Envelope::default();
        keys!(self, node, "`[envelope]`", |value| {
            "result" => self.set(&mut envelope.result, value),
            "success" => envelope.success = self.text(value),
            "errors" => envelope.errors = self.text(value),
            "messages" => envelope.messages = self.text(value),
            "info" => envelope.info = self.text(value),
            "entry" => envelope.entry = self.entry(value),
        });
        envelope
    }

    fn entry(&mut self, node: &Node) -> EnvelopeEntry {
        let mut entry = EnvelopeEntry::default();
        keys!(self, node, "`[envelope.entry]`", |value| {
            "code" => self.set(&mut entry.code, value),
            "message" => self.set(&mut entry.message, value),
            "documentation_url" => entry.documentation_url = self.text(value),
            "pointer" => entry.pointer = self.text(value),
        });
        entry
    }

    fn paging(&mut self, node: &Node) -> Paging {
        let mut paging = Paging::default();
        keys!(self, node, "`[paging]`", |value| {
            "page" => self.set(&mut paging.page, value),
            "per_page" => paging.per_page = self.text(value),
            "info" => paging.info = self.paging_info(value),
        });
        paging
    }

    fn paging_info(&mut self, node: &Node) -> PagingInfo {
        let mut info = PagingInfo::default();
        keys!(self, node, "`[paging.info]`", |value| {
            "count" => info.count = self.text(value),
            "page" => info.page = self.text(value),
            "per_page" => info.per_page = self.text(value),
            "total_count" => info.total_count = self.text(value),
            "total_pages" => info.total_pages = self.text(value),
        });
        info
    }

    fn types(&mut self, node: &Node) -> Types {
        let mut types = Types::default();
        keys!(self, node, "`[types]`", |value| {
            "keep_unknown" => types.keep_unknown = self.boolean(value).unwrap_or_default(),
        });
        types
    }

    fn tests(&mut self, node: &Node) -> Tests {
        let mut tests = Tests::default();
        keys!(self, node, "`[tests]`", |value| {
            "specsmith" => tests.specsmith = self.path(value),
        });
        tests
    }

    fn docs(&mut self, node: &Node) -> Docs {
        let mut sections = Vec::new();
        for (key, value) in self.table(node) {
            let Some(extension) = self.text(value) else { continue };
            if !extension.starts_with("x-") {
                let message = format!("`{extension}` is no extension: their names begin with `x-`");
                self.sink.error(code::CONFIG_INVALID_VALUE, value.loc, message);
                continue;
            }
            sections.push(Section { title: heading(key), extension, loc: value.loc });
        }
        Docs { sections }
    }

    fn example(&mut self, node: &Node) -> Option<Example> {
        let (mut file, mut responses) = (None, Vec::new());
        keys!(self, node, "`[[examples]]`", |value| {
            "file" => file = Some(self.program(value)),
            "responses" => responses = self.list(value).iter().filter_map(|one| self.located(one)).collect(),
        });
        if file.is_none() {
            self.sink.error(code::CONFIG_MISSING_KEY, node.loc, "`file` is missing in `[[examples]]`");
        }
        let (file_name, text) = file??;
        Some(Example { file_name, text, responses })
    }

    /// The name and the text of a program.
    fn program(&mut self, node: &Node) -> Option<(String, String)> {
        let path = self.path(node)?;
        let rust = path.extension().is_some_and(|ending| ending == "rs");
        let name = path.file_name().and_then(|name| name.to_str()).filter(|_| rust);
        let Some(name) = name else {
            self.sink.error(code::CONFIG_INVALID_VALUE, node.loc, "an example is a file that ends in `.rs`");
            return None;
        };
        let read = Source::file(&path).with_limit(MAX_BYTES).load(self.sink);
        let text = read.map(|file| self.sink.sources.file_text(file).to_owned());
        text.map(|text| (name.to_owned(), text))
    }

    /// Rules by JSON Pointer.
    fn rules<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Rule<'_>) -> Option<T>,
    ) -> BTreeMap<String, At<T>> {
        let mut rules = BTreeMap::new();
        for (pointer, value) in self.table(node) {
            if !pointer.starts_with('/') {
                let message = format!("`{pointer}` is no JSON Pointer: it does not begin with `/`");
                self.sink.error(code::CONFIG_INVALID_VALUE, value.loc.at_key(), message);
                continue;
            }
            let Some(text) = self.text(value) else { continue };
            if let Some(rule) = read(self, &Rule { text: &text, loc: value.loc }) {
                rules.insert(pointer.clone(), At { value: rule, loc: value.loc });
            }
        }
        rules
    }

    fn integer(&mut self, rule: &Rule<'_>) -> Option<Scalar> {
        let found = INTEGERS.iter().find(|(name, _)| *name == rule.text).map(|(_, scalar)| *scalar);
        if found.is_none() {
            let names: Vec<_> = INTEGERS.iter().map(|(name, _)| format!("`{name}`")).collect();
            let message = format!("`{}` is no integer type", rule.text);
            self.sink.error(code::CONFIG_INVALID_VALUE, rule.loc, message).help(format!("one of {}", names.join(", ")));
        }
        found
    }

    /// The entries of what has to be a table.
    fn table<'n>(&mut self, node: &'n Node) -> &'n [(String, Node)] {
        if let Value::Table(entries) = &node.value {
            return entries;
        }
        self.wrong(node, "a table");
        &[]
    }

    /// The items of what has to be a list.
    fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if let Value::List(items) = &node.value {
            return items;
        }
        self.wrong(node, "a list");
        &[]
    }

    /// Text that is not empty.
    fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.is_empty() => Some(text.clone()),
            Value::Text(_) => {
                self.sink.error(code::CONFIG_INVALID_VALUE, node.loc, "this is empty").help("remove the key");
                None
            }
            _ => {
                self.wrong(node, "text");
                None
            }
        }
    }

    fn set(&mut self, to: &mut String, node: &Node) {
        if let Some(text) = self.text(node) {
            *to = text;
        }
    }

    fn located(&mut self, node: &Node) -> Option<At<String>> {
        self.text(node).map(|value| At { value, loc: node.loc })
    }

    fn boolean(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.wrong(node, "`true` or `false`");
        None
    }

    /// A path, which is relative to the configuration.
    fn path(&mut self, node: &Node) -> Option<PathBuf> {
        self.text(node).map(|text| tidy(&self.folder.join(text)))
    }

    fn wrong(&mut self, node: &Node, needed: &str) {
        let is = match node.value {
            Value::Text(_) => "text",
            Value::Bool(_) => "a boolean",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(what) => what,
        };
        let key = self.sink.sources.key(node.loc).to_owned();
        let place = if key.is_empty() { "an item".to_owned() } else { format!("`{key}`") };
        let message = format!("{place} is {is}, and has to be {needed}");
        self.sink.error(code::CONFIG_WRONG_KIND, node.loc, message);
    }

    fn unknown(&mut self, key: &str, loc: Loc, place: &str, known: &[&str]) {
        let message = format!("there is no key `{key}` in {place}");
        let found = self.sink.error(code::CONFIG_UNKNOWN_KEY, loc.at_key(), message);
        match closest(key, known.iter().copied()) {
            Some(meant) => found.help(format!("is `{meant}` meant?")),
            None => found.help(format!("known here: `{}`", known.join("`, `"))),
        };
    }
}

/// What a rule says, and where.
struct Rule<'t> {
    text: &'t str,
    loc: Loc,
}

/// `required_permissions` is headed `Required permissions`.
fn heading(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            result: "result".to_owned(),
            success: None,
            errors: None,
            messages: None,
            info: None,
            entry: EnvelopeEntry::default(),
        }
    }
}

impl Default for EnvelopeEntry {
    fn default() -> Self {
        Self { code: "code".to_owned(), message: "message".to_owned(), documentation_url: None, pointer: None }
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: "page".to_owned(), per_page: None, info: PagingInfo::default() }
    }
}
