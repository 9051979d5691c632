//! What is done with documents that are strange, one rule a test: refused with located errors, or made into code that says
//! what it leaves out. The numbers are those of the list of cases that the project is held to.

#[path = "rules/operations.rs"]
mod operations;
#[path = "rules/references.rs"]
mod references;
#[path = "rules/schemas.rs"]
mod schemas;
#[path = "rules/tool.rs"]
mod tool;

use std::path::Path;

use specsmith::config::Config;
use specsmith::diag::{self, Sink};
use specsmith::read::Source;
use specsmith::write::FileSet;

/// What became of a document.
struct Outcome {
    /// `error S0301 /components/…`, each in its order.
    said: Vec<String>,
    /// The same with the messages.
    whole: String,
    files: Option<FileSet>,
}

impl Outcome {
    fn of(text: &str, degrade: bool) -> Self {
        let mut sink = Sink::new();
        sink.degrade = degrade;
        let made = specsmith::generate(&Source::text("api.yaml", text), &Config::default(), &mut sink);
        let said = diag::entries(&sink).into_iter().map(|one| format!("{} {} {}", one.severity, one.code, one.pointer));
        Self { said: said.collect(), whole: diag::render(&sink, false), files: made.map(|made| made.files) }
    }

    /// Refused, with just these errors.
    #[track_caller]
    fn refused(self, errors: &[&str]) {
        let found: Vec<&str> = self.said.iter().filter_map(|one| one.strip_prefix("error ")).collect();
        assert_eq!(found, errors, "{}", self.whole);
        assert!(self.files.is_none());
    }

    /// Made, with just these warnings.
    #[track_caller]
    fn made(self, warnings: &[&str]) -> FileSet {
        let found: Vec<&str> = self.said.iter().filter_map(|one| one.strip_prefix("warning ")).collect();
        assert_eq!(found, warnings, "{}", self.whole);
        self.made_with_any_warning()
    }

    /// Made, and every file is Rust.
    #[track_caller]
    fn made_with_any_warning(self) -> FileSet {
        let files = self.files.unwrap_or_else(|| panic!("{}", self.whole));
        let is_rust = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "rs");
        for (path, text) in files.iter().filter(|(path, _)| is_rust(path)) {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust");
        }
        files
    }
}

/// A document of OpenAPI 3.1 with these parts.
fn document(paths: &str, components: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://a.test'}}]\npaths:\n{paths}\ncomponents:\n{components}\n"
    )
}

/// A document whose only operation takes a list of `A` and gives `A`; the text is its schemas, two blanks in front.
fn with_schemas(schemas: &str) -> String {
    let reference = "{$ref: '#/components/schemas/A'}";
    document(
        &format!(
            "  /a:\n    put:\n      requestBody: {{content: {{application/json: {{schema: {{type: array, items: {reference}}}}}}}}}\n      \
             responses: {{'200': {{description: A., content: {{application/json: {{schema: {reference}}}}}}}}}"
        ),
        &format!("  schemas:\n{}", indented(schemas)),
    )
}

/// Lines behind four blanks.
fn indented(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(|line| format!("    {}", line.trim_start())).collect();
    lines.join("\n")
}

fn schemas(text: &str) -> Outcome {
    Outcome::of(&with_schemas(text), false)
}

/// An operation with these parameters (in braces) and responses (`'200': {…}`).
fn operation(path: &str, method: &str, parameters: &str, rest: &str) -> String {
    format!("  {path}:\n    {method}:\n      parameters: [{parameters}]\n{rest}\n")
}

/// The types of a struct's fields, as they are written, by their names.
#[track_caller]
fn fields(files: &FileSet, name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with("src/models")) {
        let file = syn::parse_file(text).expect("Rust");
        for item in file.items {
            if let syn::Item::Struct(one) = item
                && one.ident == name
            {
                found.extend(one.fields.iter().map(|field| {
                    let ty = &field.ty;
                    let ident = field.ident.as_ref().expect("a name").to_string();
                    (ident, quote::quote!(#ty).to_string().replace(' ', ""))
                }));
            }
        }
    }
    assert!(!found.is_empty(), "there is no struct `{name}`");
    found
}

/// The type of one field.
#[track_caller]
fn field(files: &FileSet, model: &str, name: &str) -> String {
    let all = fields(files, model);
    let found = all.iter().find(|(field, _)| field == name);
    found.unwrap_or_else(|| panic!("there is no `{name}` in {all:?}")).1.clone()
}
