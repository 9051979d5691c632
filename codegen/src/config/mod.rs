//! `specsmith.toml`: how a document becomes a crate.
//!
//! Every key is optional, and [`Config::default`] is a run without a configuration. A key that does not exist, and a
//! value of the wrong kind, are errors at their place: a misspelt key would otherwise silently have no effect. Rules
//! about parts of the document name them by JSON Pointer (RFC 6901), such as
//! `"/components/schemas/zone/properties/status"`; values that a later stage may find fault with carry their place.

pub mod lock;
mod reader;
mod toml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::lock::{LOCK, Lock};
use crate::diag::{Loc, Sink};
use crate::ir::Scalar;
use crate::read::{Source, tidy};

/// What `version` says in place of a version where that follows from what changed.
pub const AUTO: &str = "auto";

/// The most bytes of a configuration, or of an example that it names: 4 MiB.
const MAX_BYTES: u64 = 4 << 20;

/// A value, and where the configuration says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it is said.
    pub loc: Loc,
}

/// A whole configuration.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `document = "api.yaml"`: what to read, relative to the configuration; here from where the configuration's own
    /// path begins.
    pub document: Option<PathBuf>,
    /// `root = "."`: the folder that references to other files may lead into, relative to the configuration, and here
    /// as `document`. Default: the folder that the document is in.
    pub root: Option<PathBuf>,
    /// `overlays = ["a.yaml"]`: Overlay 1.0 documents that change the document, in this order; relative to the
    /// configuration, and here as `document`.
    pub overlays: Vec<PathBuf>,
    /// `output = "../generated"`: where the crate goes, relative to the configuration, and here as `document`.
    pub output: Option<PathBuf>,
    /// `lock = "names.lock"`: the file that keeps the names that were given, relative to the configuration, and here as
    /// `document`. Default: `names.lock`, beside the configuration. `None` where the configuration is no file: then the
    /// lock is one of the crate's own files.
    pub lock_file: Option<PathBuf>,
    /// What that file says; empty where there is none yet.
    pub lock: Lock,
    /// `[package]`: the crate that comes out.
    pub package: Package,
    /// `[client]`: the client type, and what it takes from the environment.
    pub client: Client,
    /// `[envelope]`: what results are wrapped in. Without it, a response's body is the result.
    pub envelope: Option<Envelope>,
    /// `[paging]`: pages by number. Without it, no operation is paged.
    pub paging: Option<Paging>,
    /// `[types]`: what types are like.
    pub types: Types,
    /// `[names]`: `"pointer" = "RustName"`, for types, variants, properties, parameters and operations.
    pub names: BTreeMap<String, At<String>>,
    /// `[former_names]`: `"pointer" = "OldName"`: what a type (a capital), an operation or an optional input (a small
    /// letter) was called before. It stays as a deprecated alias, as long as it is stated.
    pub former_names: BTreeMap<String, At<String>>,
    /// `[integers]`: `"pointer" = "u16"`, for numbers and integers that are to have this type: `i8` to `i64` and
    /// `i128`, `u8` to `u64`. Bounds in the document alone narrow nothing, because they may move.
    pub integers: BTreeMap<String, At<Scalar>>,
    /// `[docs]`: extensions that become sections of the documentation.
    pub docs: Docs,
    /// `[resources]`: `"pointer of an operation" = "custom_certificates.prioritize.update"`, the call's way from the
    /// client.
    pub resources: BTreeMap<String, At<String>>,
    /// `[tests]`: a test for each operation becomes part of the crate. Without it, there are none.
    pub tests: Option<Tests>,
    /// `[[examples]]`: hand-written example programs that become part of the crate.
    pub examples: Vec<Example>,
}

/// `[package]`: what the crate's manifest says. What is left out is taken from the document.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// `name`: the package's name. Default: made from `info.title`.
    pub name: Option<At<String>>,
    /// `version`: the package's version (semver), or `auto`: the one that follows the version of the crate that was
    /// released last, by what changed for its callers since. Only the command knows that crate: its record says the
    /// version, and its changelog whether that has been released. Default: `0.1.0`.
    pub version: Option<At<String>>,
    /// `changelog`: whether generating writes what changed for callers into the crate's CHANGELOG.md. Default: `true`.
    pub changelog: Option<bool>,
    /// No key: the version that was released last, where `version` follows from it and is not released yet.
    pub released: Option<String>,
    /// `description`: one line. Default: made from `info.title`.
    pub description: Option<String>,
    /// `license`: an SPDX expression. Default: none.
    pub license: Option<String>,
    /// `repository`: the address of the sources. Default: none.
    pub repository: Option<String>,
    /// `publish`: whether `cargo publish` is allowed. Default: `true`.
    pub publish: Option<bool>,
}

/// `[client]`: the client type, and what it takes from the environment.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// `name`: what the client type is called. Default: `Client`.
    pub name: Option<At<String>>,
    /// `base_url_env`: the environment variable that replaces the document's server. Default: made from the package's
    /// name, `PETS_BASE_URL`.
    pub base_url_env: Option<String>,
    /// `request_id_header`: the response header that tells requests apart, for errors and support. Default: none.
    pub request_id_header: Option<String>,
    /// `[client.env]`: `scheme = "VARIABLE"`, the environment variable of a security scheme's credential; or a table for
    /// a scheme of OAuth 2.0, by whose tokens a client acts on its own behalf. Default: made from the package's name,
    /// `PETS_TOKEN` or `PETS_API_KEY`; by the scheme's name where several are of one kind.
    pub env: BTreeMap<String, At<Variables>>,
}

/// `[client.env]`: the environment variables of a security scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// `token`, or the text itself: the credential. Default: none.
    pub token: Option<String>,
    /// `client_id` and `client_secret`: by what tokens are fetched (RFC 6749, section 4.4). Default: none.
    pub client: Option<(String, String)>,
    /// `token_url`: what replaces the document's token endpoint. Default: none.
    pub token_url: Option<String>,
}

/// `[envelope]`: names of the fields that responses wrap their results in. A field without a default is not looked for
/// where it is left out.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// `result`: the field that holds the result. Default: `result`.
    pub result: String,
    /// `success`: the field that is `false` where an operation failed, whatever the status.
    pub success: Option<String>,
    /// `errors`: the field with the list of errors.
    pub errors: Option<String>,
    /// `messages`: the field with the list of messages.
    pub messages: Option<String>,
    /// `info`: the field that describes the page.
    pub info: Option<String>,
    /// `[envelope.entry]`: fields of an error or a message.
    pub entry: EnvelopeEntry,
}

/// `[envelope.entry]`: fields of an error or a message. Dots lead into objects: `source.pointer`.
#[derive(Clone, Debug)]
pub struct EnvelopeEntry {
    /// `code`: default `code`.
    pub code: String,
    /// `message`: default `message`.
    pub message: String,
    /// `documentation_url`: an address to read more at.
    pub documentation_url: Option<String>,
    /// `pointer`: the JSON Pointer of what is wrong in the request.
    pub pointer: Option<String>,
}

/// `[paging]`: names of the query parameters that ask for a page.
#[derive(Clone, Debug)]
pub struct Paging {
    /// `page`: the number of the page, from 1. Default: `page`.
    pub page: String,
    /// `per_page`: how many items a page has.
    pub per_page: Option<String>,
    /// `[paging.info]`: what a response says of its page.
    pub info: PagingInfo,
}

/// `[paging.info]`: fields of the envelope's `info`. What is left out is not looked for.
#[derive(Clone, Debug, Default)]
pub struct PagingInfo {
    /// `count`: how many items this page has.
    pub count: Option<String>,
    /// `page`: its number.
    pub page: Option<String>,
    /// `per_page`: how many items a page has at most.
    pub per_page: Option<String>,
    /// `total_count`: how many items there are.
    pub total_count: Option<String>,
    /// `total_pages`: how many pages there are.
    pub total_pages: Option<String>,
}

/// `[types]`: what types are like.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// `keep_unknown`: whether fields that the document does not know are kept and written back. Default: `false`.
    pub keep_unknown: bool,
}

/// `[docs]`: sections of an operation's documentation.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    /// `permissions = "x-required-permissions"`, in the order of the configuration.
    pub sections: Vec<Section>,
}

/// A section of the documentation that an extension fills.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading: the key, with a capital, and spaces for underscores.
    pub title: String,
    /// The extension's name: `x-…`.
    pub extension: String,
    /// Where the configuration says it.
    pub loc: Loc,
}

/// `[tests]`: tests of the crate, which try each operation against a server that is made of the document.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    /// `specsmith`: the folder of the package `specsmith`, which has that server; relative to the configuration, and here
    /// as `document`. Default: the published package.
    pub specsmith: Option<PathBuf>,
    /// Where the document is, from the crate's folder.
    pub(crate) document: String,
    /// The same of the configuration, where there is one.
    pub(crate) config: Option<String>,
    /// The same of the folder that references may lead into, where it is said.
    pub(crate) root: Option<String>,
    /// The same of the package `specsmith`.
    pub(crate) package: Option<String>,
}

impl Tests {
    /// Says where the crate is, and what its tests need: their paths are written into the crate, relative to it.
    pub fn place(&mut self, folder: &Path, document: &Path, config: Option<&Path>, root: Option<&Path>) {
        self.document = between(folder, document);
        self.config = config.map(|config| between(folder, config));
        self.root = root.map(|root| between(folder, root));
        self.package = self.specsmith.as_deref().map(|package| between(folder, package));
    }
}

/// The way from a folder to a path: relative, with slashes, where they have a root in common.
fn between(folder: &Path, path: &Path) -> String {
    let absolute = |path: &Path| tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let (folder, path) = (absolute(folder), absolute(path));
    let common = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    parts.join("/")
}

/// `[[examples]]`: a program that goes into the crate's `examples` folder.
#[derive(Clone, Debug)]
pub struct Example {
    /// `file`, relative to the configuration: here its name alone.
    pub file_name: String,
    /// The text of the file.
    pub text: String,
    /// `responses`: operations (`custom_certificates.list`) whose example responses of the document are to be put
    /// beside it.
    pub responses: Vec<At<String>>,
}

impl Config {
    /// Reads a configuration, and the lock of names that belongs to it. `None` where it cannot be read at all; other
    /// faults leave out what they are about. All are reported.
    pub fn read(path: &Path, sink: &mut Sink) -> Option<Self> {
        let mut config = Self::load(&Source::file(path), path, sink)?;
        let lock = config.lock_file.get_or_insert_with(|| path.with_file_name(LOCK));
        if lock.exists() {
            config.lock = Lock::read(&Source::file(&*lock), sink);
        }
        Some(config)
    }

    /// Reads a configuration from text. `name` is what diagnostics show, and what paths in it are relative to.
    pub fn parse(name: &str, text: &str, sink: &mut Sink) -> Option<Self> {
        Self::load(&Source::text(name, text), Path::new(name), sink)
    }

    fn load(source: &Source, path: &Path, sink: &mut Sink) -> Option<Self> {
        let file = source.clone().with_limit(MAX_BYTES).load(sink)?;
        let root = toml::read(file, sink)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut config = reader::Reader { sink, folder }.config(&root);
        if let (Some(tests), Some(output), Some(document)) = (&mut config.tests, &config.output, &config.document) {
            tests.place(output, document, Some(path), config.root.as_deref());
        }
        Some(config)
    }
}
