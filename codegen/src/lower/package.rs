//! The crate itself: its name, its address, its envelope, its examples.

use crate::config::Config;
use crate::diag::{Loc, Sink, code};
use crate::ir::{Api, Envelope, EnvelopeEntry, ExampleFile, Info, Package, PagingNames};
use crate::resolve::Spec;

/// What the manifest says, from the config, else from the document.
pub(super) fn package(spec: &Spec, config: &Config, sink: &mut Sink) -> Package {
    let name = match &config.package.name {
        Some(name) if is_package_name(&name.value) => name.value.clone(),
        Some(name) => {
            sink.error(
                code::CONFIG_INVALID_VALUE,
                name.loc,
                format!("`{}` is not a package name: letters, digits, `-` and `_`, starting with a letter", name.value),
            );
            "sdk".to_owned()
        }
        None => name_from(&spec.info.title),
    };
    let version = match &config.package.version {
        Some(version) if version.value == crate::config::AUTO => FIRST_VERSION.to_owned(),
        Some(version) if semver::Version::parse(&version.value).is_ok() => version.value.clone(),
        Some(version) => {
            sink.error(
                code::CONFIG_INVALID_VALUE,
                version.loc,
                format!("`{}` is not a version such as `1.2.3`", version.value),
            );
            FIRST_VERSION.to_owned()
        }
        None => FIRST_VERSION.to_owned(),
    };
    let client = match &config.client.name {
        Some(name) if is_type_name(&name.value) => name.value.clone(),
        Some(name) => {
            sink.error(
                code::CONFIG_INVALID_VALUE,
                name.loc,
                format!("`{}` is not the name of a type: a capital, then letters and digits", name.value),
            );
            "Client".to_owned()
        }
        None => "Client".to_owned(),
    };
    Package {
        name,
        version,
        released: config.package.released.clone(),
        description: config.package.description.clone().unwrap_or_else(|| format!("Client for {}", spec.info.title)),
        license: config.package.license.clone(),
        repository: config.package.repository.clone(),
        publish: config.package.publish.unwrap_or(true),
        client,
        document: file_name(sink.sources.position(sink.sources.document()).file),
    }
}

/// The last part of a path, whichever way its separators lean: the folders before it differ from machine to machine.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// The version of a crate that the config gives none.
const FIRST_VERSION: &str = "0.1.0";

/// What Cargo takes as a package name, as far as crates.io does too.
fn is_package_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        && !TAKEN.contains(&name.replace('-', "_").as_str())
}

/// Names that Cargo refuses, or under which the crate could not be used.
const TAKEN: &[&str] = &[
    "test",
    "core",
    "std",
    "alloc",
    "proc_macro",
    "deps",
    "build",
    "examples",
    "incremental",
    "self",
    "super",
    "crate",
    "con",
    "prn",
    "aux",
    "nul",
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "static",
    "struct",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        && name != "Self"
}

/// `Swagger Petstore (v2)` is `swagger-petstore-v2`.
fn name_from(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().take(200) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
    let name: String = name.chars().take(56).collect();
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        "sdk".to_owned()
    } else if is_package_name(name) {
        name.to_owned()
    } else {
        format!("{name}-sdk")
    }
}

/// What answers are wrapped in, if the config says so.
pub(super) fn envelope(config: &Config) -> Option<Envelope> {
    let envelope = config.envelope.as_ref()?;
    Some(Envelope {
        result: envelope.result.clone(),
        success: envelope.success.clone(),
        errors: envelope.errors.clone(),
        messages: envelope.messages.clone(),
        info: envelope.info.clone().map_or(Info::None, Info::Member),
        entry: EnvelopeEntry {
            code: envelope.entry.code.clone(),
            message: envelope.entry.message.clone(),
            documentation_url: envelope.entry.documentation_url.clone(),
            pointer: envelope.entry.pointer.clone(),
        },
    })
}

/// How numbered pages are asked for, if the config says so.
pub(super) fn paging(config: &Config) -> Option<PagingNames> {
    let paging = config.paging.as_ref()?;
    Some(PagingNames {
        page: paging.page.clone(),
        first: 1,
        per_page: paging.per_page.clone(),
        info_count: paging.info.count.clone(),
        info_page: paging.info.page.clone(),
        info_per_page: paging.info.per_page.clone(),
        info_total_count: paging.info.total_count.clone(),
        info_total_pages: paging.info.total_pages.clone(),
    })
}

/// The config's example files, with the documented answers that they ask for.
pub(super) fn examples(api: &Api, config: &Config, sink: &mut Sink) -> Vec<ExampleFile> {
    let mut by_name = std::collections::HashMap::new();
    for operation in &api.operations {
        by_name.insert(dotted(api, operation), operation.example.as_ref());
    }
    let mut files = Vec::new();
    for example in &config.examples {
        let mut responses = Vec::new();
        for wanted in &example.responses {
            match by_name.get(wanted.value.as_str()) {
                Some(Some(json)) => responses.push((format!("{}.json", wanted.value), (*json).clone())),
                Some(None) => {
                    report(wanted.loc, format!("the document has no example answer of `{}`", wanted.value), sink);
                }
                None => report(wanted.loc, format!("there is no operation `{}`", wanted.value), sink),
            }
        }
        files.push(ExampleFile { file: example.file_name.clone(), text: example.text.clone(), responses });
    }
    files
}

fn report(loc: Loc, message: String, sink: &mut Sink) {
    sink.error(code::CONFIG_INVALID_VALUE, loc, message);
}

/// `custom_certificates.prioritize.update`, with hyphens as underscores.
fn dotted(api: &Api, operation: &crate::ir::Operation) -> String {
    let mut words = vec![operation.word.replace('-', "_")];
    let mut at = Some(operation.resource);
    while let Some(resource) = at.and_then(|id| api.resources.get(id.0 as usize)) {
        if resource.parent.is_some() {
            words.push(resource.word.replace('-', "_"));
        }
        at = resource.parent;
    }
    words.reverse();
    words.join(".")
}
