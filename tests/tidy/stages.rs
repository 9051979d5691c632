//! Who may use what: stages each other, and crates.

use std::collections::BTreeSet;

use proc_macro2::TokenTree;
use syn::visit::{self, Visit};
use syn::{Item, ItemUse, Macro, UseTree};

use super::nothing;
use super::sources::{self, Source};

/// What each part of the generator may use of the others. What is not listed uses nothing; `lib` may use all.
///
/// `diag` is where every stage reports, and `config` what the stages that decide something are told. `emit` fills the set
/// that `write` puts on the disk. `cli` writes a first configuration (`init`), for which it looks at a document as far as
/// `name` does, and runs the mock server. `schema` and `sample` stand beside the pipeline: they hand schemas to a validator,
/// and make values for them, of which `lower` makes what tests of a crate send. `mock` needs all of it up to `lower`, which
/// knows how lists go on. `lossless` is what the tests of a crate's types ask, and knows of documents, not of shapes.
const STAGES: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("ir", &["diag"]),
    ("read", &["diag"]),
    ("config", &["diag", "ir", "read"]),
    ("resolve", &["config", "diag", "read"]),
    ("schema", &["diag", "read"]),
    ("sample", &["diag", "schema"]),
    ("lower", &["config", "diag", "ir", "resolve", "sample", "schema"]),
    ("name", &["config", "diag", "ir"]),
    ("diff", &["diag", "ir", "name"]),
    ("emit", &["ir", "name", "write"]),
    ("write", &["diag"]),
    ("summary", &["ir", "read", "write"]),
    ("build", &["config", "diag", "read", "write"]),
    ("given", &["config", "diag", "read"]),
    ("mock", &["config", "diag", "given", "ir", "lower", "read", "resolve", "sample", "schema"]),
    ("lossless", &["config", "diag", "given", "ir", "read", "resolve", "sample", "schema"]),
    ("cli", &["config", "diag", "diff", "ir", "lower", "mock", "name", "read", "resolve", "summary", "write"]),
];

/// Which parts of the generator may use what is not theirs alone. What is not listed may be used by all.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("granit_parser", &["read"]),
    ("jiter", &["read"]),
    ("toml", &["build", "config", "emit"]),
    ("percent_encoding", &["lower", "mock", "read", "resolve"]),
    ("jsonschema", &["schema"]),
    ("regex_syntax", &["sample"]),
    ("hyper", &["mock"]),
    ("hyper_util", &["mock"]),
    ("tokio", &["mock"]),
    ("heck", &["name"]),
    ("quote", &["emit"]),
    ("proc_macro2", &["emit"]),
    ("prettyplease", &["emit"]),
    ("syn", &["emit"]),
    ("pulldown_cmark", &["emit"]),
    ("pulldown_cmark_to_cmark", &["emit"]),
    ("annotate_snippets", &["diag"]),
    ("fnv", &["diff"]),
    ("notify", &["cli"]),
    ("clap", &["cli"]),
    ("similar", &["write"]),
    ("tempfile", &["cli", "write"]),
    ("std::fs", &["build", "cli", "read", "write"]),
    ("std::env", &["build", "cli"]),
    ("std::net", &["cli", "mock"]),
    ("std::process", &["cli", "main"]),
    ("std::thread", &["mock"]),
    ("std::rc", &[]),
];

/// Where a path leads, seen from a file: `["crate", "read", "Json"]`, `["std", "fs"]`.
struct Paths {
    /// The modules of the file, from the crate's root.
    file: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Paths {
    fn of(source: &Source) -> BTreeSet<Vec<String>> {
        let path = source.path.strip_prefix("codegen/src/").unwrap_or(&source.path);
        let mut file: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        file.retain(|part| part != "mod" && part != "lib");
        let mut paths = Self { file, found: BTreeSet::new() };
        for item in &source.syntax.items {
            paths.visit_item(item);
        }
        paths.found
    }

    /// Which part of the generator the file belongs to.
    fn part(source: &Source) -> String {
        let path = source.path.strip_prefix("codegen/src/").unwrap_or(&source.path);
        path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned()
    }

    fn add(&mut self, path: &[String]) {
        let mut whole = match path.first().map(String::as_str) {
            Some("super") => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let kept = self.file.len().saturating_sub(ups);
                [&["crate".to_owned()], &self.file[..kept], &path[ups..]].concat()
            }
            Some("self") => [&["crate".to_owned()], self.file.as_slice(), &path[1..]].concat(),
            _ => path.to_vec(),
        };
        whole.truncate(3);
        self.found.insert(whole);
    }

    /// A path in code, where one word alone is something near.
    fn add_path(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.add(path);
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) => self.add(&[before.as_slice(), &[name.ident.to_string()]].concat()),
            UseTree::Rename(name) => self.add(&[before.as_slice(), &[name.ident.to_string()]].concat()),
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        if !sources::is_for_tests(sources::attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.add_path(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, one: &'ast Macro) {
        self.visit_path(&one.path);
        if sources::is_quoted(&one.path) {
            return;
        }
        sources::runs(one.tokens.clone(), &mut |run| {
            let mut path: Vec<String> = Vec::new();
            for tree in run {
                match tree {
                    TokenTree::Ident(ident) => path.push(ident.to_string()),
                    TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                    _ => self.add_path(&std::mem::take(&mut path)),
                }
            }
            self.add_path(&path);
        });
    }
}

/// The uses that are not allowed.
fn faults(all: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in all {
        let part = Paths::part(source);
        let is_stage = |name: &str| STAGES.iter().any(|(stage, _)| *stage == name);
        let allowed = STAGES.iter().find(|(stage, _)| *stage == part).map(|(_, allowed)| *allowed);
        for path in Paths::of(source) {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            if let (["crate", other, ..], Some(allowed)) = (parts.as_slice(), allowed)
                && is_stage(other)
                && *other != part
                && !allowed.contains(other)
            {
                faults.push(format!("{}: `{part}` uses `{other}` ({})", source.path, path.join("::")));
            }
            for (outside, users) in OUTSIDE {
                let wanted: Vec<&str> = outside.split("::").collect();
                if parts.starts_with(&wanted) && !users.contains(&part.as_str()) {
                    faults.push(format!("{}: `{part}` uses `{outside}`", source.path));
                }
            }
        }
    }
    faults
}

fn generator() -> Vec<Source> {
    sources::below(&["codegen/src"]).into_iter().filter(|source| !source.is_test()).collect()
}

#[test]
fn a_stage_uses_what_it_may() {
    nothing(&faults(&generator()));
}

#[test]
fn every_folder_is_a_stage_that_is_listed() {
    let parts: BTreeSet<String> = generator().iter().map(Paths::part).collect();
    let known: BTreeSet<String> = STAGES.iter().map(|(stage, _)| (*stage).to_owned()).collect();
    let others = ["lib", "main"].map(str::to_owned).into();
    assert_eq!(parts, &known | &others);
}

#[test]
fn uses_are_found() {
    let found = |path: &str, text: &str| faults(&[Source::parse(path, text)]);
    for text in [
        "use crate::read::Json;",
        "use crate::{diag, read::{model, Json}};",
        "use super::super::read;",
        "fn a() -> crate::read::Json { loop {} }",
        "fn a() { let b = matches!(c, crate::read::Json::Null); }",
        "fn a() { let b = vec![super::super::read::model::In::Path]; }",
    ] {
        assert!(!found("codegen/src/lower/types.rs", text).is_empty(), "{text}");
    }
    for text in ["use heck::ToSnakeCase;", "use std::fs;", "use std::{fmt, fs::File};", "fn a() { quote::quote!(a) }"] {
        assert!(!found("codegen/src/lower.rs", text).is_empty(), "{text}");
    }
    for text in [
        "use crate::resolve::Spec; use super::docs;",
        "#[cfg(test)] mod tests { use std::fs; }",
        "fn a() { let b = quote!(crate::read::Json); }",
        "fn a(quote: u8) -> u8 { quote }",
    ] {
        assert_eq!(found("codegen/src/lower/types.rs", text), Vec::<String>::new(), "{text}");
    }
}

/// Words that the plain data between stages may not be made of: what stays on one thread, code, and other stages' values.
const NOT_DATA: &[&str] =
    &["Rc", "RefCell", "Cell", "Mutex", "Arc", "TokenStream", "Ident", "Json", "Value", "dyn", "fn"];

/// What the types of a file are made of that is no plain data.
fn not_data(source: &Source) -> Vec<String> {
    struct Types(Vec<String>);
    impl<'ast> Visit<'ast> for Types {
        fn visit_type(&mut self, ty: &'ast syn::Type) {
            match ty {
                syn::Type::Path(path) => {
                    let names = path.path.segments.iter().map(|part| part.ident.to_string());
                    self.0.extend(names.filter(|name| NOT_DATA.contains(&name.as_str())));
                }
                syn::Type::TraitObject(_) => self.0.push("dyn".to_owned()),
                syn::Type::FnPtr(_) => self.0.push("fn".to_owned()),
                _ => {}
            }
            visit::visit_type(self, ty);
        }
    }
    let mut types = Types(Vec::new());
    for item in &source.syntax.items {
        if let Item::Struct(_) | Item::Enum(_) | Item::Type(_) = item {
            types.visit_item(item);
        }
    }
    types.0.iter().map(|name| format!("{}: {name}", source.path)).collect()
}

#[test]
fn what_is_handed_to_emit_is_plain_data() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<specsmith::ir::Api>();
    is_shared::<specsmith::name::Named<'static>>();
    is_shared::<specsmith::write::FileSet>();
    let faults: Vec<String> = sources::below(&["codegen/src/ir"]).iter().flat_map(not_data).collect();
    nothing(&faults);
}

#[test]
fn what_is_no_data_is_found() {
    let snippet = "struct A { b: Option<Rc<u8>>, c: Box<dyn Fn()> } enum D { E(serde_json::Value), F(fn(u8)) }";
    assert_eq!(not_data(&Source::parse("ir.rs", snippet)).len(), 4);
}
