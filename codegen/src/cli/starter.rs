//! The text of a first configuration: every section, with what was derived from the document.
//!
//! What comes from the document stands in quotes, escaped, in comments too: it cannot begin a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::diag::{Sources, escape};
use crate::ir::{Api, Envelope, Further, Info, Origin, Output, Paging, ResourceId, SchemePlace};
use crate::name::Named;

use super::words::count;

/// How many resources are listed; the rest is counted.
const MAX_RESOURCES: usize = 40;

/// What the document is, and where it is seen from the configuration.
pub(super) struct Start<'a> {
    pub(super) named: &'a Named<'a>,
    pub(super) sources: &'a Sources,
    pub(super) document: &'a Path,
    pub(super) root: Option<&'a Path>,
}

impl Start<'_> {
    /// The configuration.
    pub(super) fn text(&self) -> String {
        let mut text = String::from(
            "# How the document becomes a crate. Every key is optional: what is left out is derived from the document. Lines\n\
             # behind a `#` show keys with what was derived, or with an example; take the sign away to say something else. A key\n\
             # that does not exist is an error. After a change, `specsmith generate --config` with this file.\n\n",
        );
        self.files(&mut text);
        self.package(&mut text);
        self.client(&mut text);
        self.envelope(&mut text);
        self.paging(&mut text);
        self.resources(&mut text);
        self.rules(&mut text);
        text
    }

    fn api(&self) -> &Api {
        self.named.api
    }

    fn files(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "# What is read, and where the crate goes: both relative to this file.\ndocument = {}\noutput = \"..\"",
            quoted(&self.document.display().to_string())
        );
        match self.root {
            Some(root) => {
                let root = quoted(&root.display().to_string());
                let _ = writeln!(text, "# References to other files may lead anywhere within this folder.\nroot = {root}");
            }
            None => text.push_str("# The folder that references to other files may lead into, if not the document's own.\n# root = \".\"\n"),
        }
        text.push_str(
            "# Overlay 1.0 documents that change the document before it is read: to correct it without editing it.\n\
             # overlays = [\"corrections.yaml\"]\n",
        );
    }

    fn package(&self, text: &mut String) {
        let package = &self.api().package;
        let _ = writeln!(
            text,
            "\n[package]\n# Made from the document's title. Changing it later makes another crate.\nname = {}\n\
             # The crate's own version, which has nothing to do with the API's.\nversion = {}\n# description = {}\n\
             # license = \"MIT OR Apache-2.0\"\n# repository = \"https://example.com/sdk\"\n\
             # Whether `cargo publish` is allowed.\n# publish = {}",
            quoted(&package.name),
            quoted(&package.version),
            quoted(&package.description),
            package.publish,
        );
    }

    fn client(&self, text: &mut String) {
        let api = self.api();
        let _ = writeln!(
            text,
            "\n[client]\n# What the client type is called.\n# name = \"Client\"\n\
             # The environment variable that replaces the document's server, for tests and proxies.\nbase_url_env = {}\n\
             # The header of answers by which the server's operators find a request; errors show it.\n\
             # request_id_header = \"x-request-id\"",
            quoted(api.base_url_env.as_deref().unwrap_or_default())
        );
        if api.schemes.is_empty() {
            text.push_str("\n# The document has no security schemes, so there are no credentials.\n");
            return;
        }
        text.push_str("\n# Environment variables that `Client::from_env` takes credentials from, by security scheme.\n[client.env]\n");
        for scheme in &api.schemes {
            let sent = match &scheme.place {
                SchemePlace::Bearer => "a bearer token".to_owned(),
                SchemePlace::Basic => "user and password, with a colon between them".to_owned(),
                SchemePlace::Header(name) => format!("the header {}", quoted(name)),
                SchemePlace::Query(name) => format!("the query parameter {}", quoted(name)),
                SchemePlace::Cookie(name) => format!("the cookie {}", quoted(name)),
            };
            let variable = quoted(scheme.env.as_deref().unwrap_or_default());
            let client =
                scheme.client_credentials.as_ref().and_then(|client| client.env.as_ref().zip(client.url_env.as_ref()));
            let word = quoted(&scheme.word);
            let _ = match client {
                None => writeln!(text, "{word} = {variable} # {sent}"),
                Some(((id, secret), url)) => writeln!(
                    text,
                    "{word} = {{ token = {variable}, client_id = {}, client_secret = {}, token_url = {} }} # {sent}, given or fetched",
                    quoted(id),
                    quoted(secret),
                    quoted(url)
                ),
            };
        }
    }

    fn envelope(&self, text: &mut String) {
        let api = self.api();
        let total = api.operations.len();
        let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
        // Others are only where a list stands in its answer.
        let is_wrapping = |index: &usize| api.envelopes.get(*index).is_some_and(|envelope| envelope.success.is_some());
        for index in api.operations.iter().filter_map(|operation| operation.envelope).filter(is_wrapping) {
            *uses.entry(index).or_default() += 1;
        }
        text.push_str("\n# What answers are wrapped in: `result` is what a call gives, `success = false` an error whatever the status.\n");
        let most = uses.iter().max_by_key(|(_, uses)| **uses);
        let found = most.and_then(|(index, uses)| Some((api.envelopes.get(*index)?, *uses)));
        let Some((envelope, times)) = found else {
            text.push_str("# Derived: answers are not wrapped.\n# [envelope]\n# result = \"result\"\n# success = \"success\"\n# errors = \"errors\"\n");
            return;
        };
        let _ = writeln!(text, "# Derived, for {times} of {}:\n# [envelope]", count(total, "operation"));
        wrapping(envelope, text);
        if uses.len() > 1 {
            let others: usize = uses.values().sum::<usize>() - times;
            let _ = writeln!(text, "# {} wrapped in other ways. Said here, it holds for all.", are(others));
        }
    }

    fn paging(&self, text: &mut String) {
        let api = self.api();
        let (mut single, mut by) = (0, BTreeMap::<usize, usize>::new());
        for operation in &api.operations {
            match &operation.output {
                Output::Page(_, Paging::Single) => single += 1,
                Output::Page(_, Paging::By(index)) => *by.entry(*index).or_default() += 1,
                _ => {}
            }
        }
        text.push_str("\n# Lists, and how further pages are asked for. What the document shows is found without this section; it is for\n# pages by number whose parameters or members have other names.\n");
        let _ = writeln!(text, "# Derived: {} without further pages", count(single, "list"));
        for (index, times) in &by {
            let Some(further) = api.pagings.get(*index) else { continue };
            let _ = writeln!(text, "#          {} by {}", count(*times, "list"), way(further));
        }
        text.push_str("# [paging]\n# page = \"page\"\n# per_page = \"per_page\"\n# [paging.info]\n# total_pages = \"total_pages\"\n");
    }

    fn resources(&self, text: &mut String) {
        text.push_str("\n# Where calls hang from the client. Derived:\n");
        let children = || self.api().resources().filter(|(_, resource)| resource.parent == Some(ResourceId(0)));
        for (id, _) in children().take(MAX_RESOURCES) {
            let accessor = self.named.of_resource(id).map_or("", |names| &names.accessor);
            let _ = writeln!(text, "#     client.{accessor}()  {}", count(self.operations_below(id), "operation"));
        }
        if let Some(more @ 1..) = children().count().checked_sub(MAX_RESOURCES) {
            let _ = writeln!(text, "#     and {more} more");
        }
        text.push_str(
            "# To move an operation, name it by its JSON Pointer (RFC 6901), and say the whole way:\n# [resources]\n",
        );
        match self.api().operations().next() {
            Some((id, operation)) => {
                let way = self.named.of_operation(id).map_or("", |names| &names.dotted);
                let _ = writeln!(text, "# {} = {}", quoted(&self.sources.pointer(operation.loc)), quoted(way));
            }
            None => text.push_str("# \"/paths/~1zones/get\" = \"zones.list\"\n"),
        }
    }

    /// How many operations a resource and those below it have.
    fn operations_below(&self, id: ResourceId) -> usize {
        let mut open = vec![id];
        let mut found = 0;
        while let Some(resource) = open.pop().and_then(|id| self.api().resources.get(id.0 as usize)) {
            found += resource.operations.len();
            open.extend(&resource.children);
        }
        found
    }

    /// Rules about single places.
    fn rules(&self, text: &mut String) {
        text.push_str("\n# Names of types (with a capital), fields, parameters and methods that are not to be what was derived:\n# [names]\n");
        let component = self.api().types().find(|(_, def)| matches!(def.origin, Origin::Component(..)));
        let pin = component.and_then(|(id, def)| Some((self.sources.pointer(def.loc), &self.named.of_type(id)?.name)));
        match pin.filter(|(pointer, _)| !pointer.is_empty()) {
            Some((pointer, name)) => {
                let _ = writeln!(text, "# {} = {}", quoted(&pointer), quoted(name));
            }
            None => text.push_str("# \"/components/schemas/zone\" = \"Zone\"\n"),
        }
        text.push_str(
            "\n# Numbers that are to be integers of a certain width. Bounds in the document alone narrow nothing: they move.\n\
             # [integers]\n# \"/components/schemas/port\" = \"u16\"\n\n\
             # Whether fields of answers that the document does not know are kept, and written back.\n\
             # [types]\n# keep_unknown = false\n\n\
             # Extensions of operations that become lists in their documentation, under these headings.\n\
             # [docs]\n# permissions = \"x-required-permissions\"\n",
        );
    }
}

/// The keys of an envelope, as comments.
fn wrapping(envelope: &Envelope, text: &mut String) {
    let info = match &envelope.info {
        Info::Member(name) => Some(name),
        Info::None | Info::Rest => None,
    };
    let keys = [
        ("result", Some(&envelope.result)),
        ("success", envelope.success.as_ref()),
        ("errors", envelope.errors.as_ref()),
        ("messages", envelope.messages.as_ref()),
        ("info", info),
    ];
    for (key, name) in keys {
        if let Some(name) = name {
            let _ = writeln!(text, "# {key} = {}", quoted(name));
        }
    }
}

/// A way of paging in words.
fn way(further: &Further) -> String {
    match further {
        Further::Numbered(names) => format!("number, in {}", quoted(&names.page)),
        Further::Offset(parameter, _) => format!("offset, in {}", quoted(parameter)),
        Further::Cursor(parameter, member, _) => {
            format!("cursor, in {}, from {} of the page before", quoted(parameter), quoted(member))
        }
        Further::After(parameter, member, _) => {
            format!("the last item, in {}, from its {}", quoted(parameter), quoted(member))
        }
        Further::Link(Some(member)) => format!("an address, from {} of the page before", quoted(member)),
        Further::Link(None) => "an address, from the header Link".to_owned(),
    }
}

fn are(number: usize) -> String {
    if number == 1 { "1 is".to_owned() } else { format!("{number} are") }
}

/// A basic string of TOML, on one line, with nothing in it that is not seen.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || escape(c.encode_utf8(&mut [0; 4])).starts_with('\\') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
