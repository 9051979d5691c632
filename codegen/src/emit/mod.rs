//! From names to files.
//!
//! One emitted kind of thing is one small file here. Files are emitted in parallel; each is put together from tokens and
//! laid out in the same task, since tokens stay on their thread.
//!
//! **Architecture Invariant:** this stage decides nothing and cannot fail. Text of the document reaches the output only
//! as a literal or through `docs`, never as code.

mod about;
mod answer;
mod call;
mod cases;
mod client;
mod docs;
mod endpoint;
mod enumeration;
mod example;
mod former;
mod front;
mod guide;
mod manifest;
mod model;
mod readme;
mod resource;
mod round_trips;
mod runtime;
mod sample;
mod shape;
mod source;
mod union;
mod webhooks;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::ir::{Proof, Resource, ResourceId};
use crate::name::{ModelFile, Named};
use crate::write::FileSet;

/// The crate.
#[must_use]
pub fn files(named: &Named<'_>) -> FileSet {
    let mut jobs = vec![Job::Manifest, Job::Readme, Job::Library, Job::Client, Job::Models];
    if !named.api.events.is_empty() {
        jobs.push(Job::Webhooks);
    }
    jobs.extend(front::namespaces(named).into_keys().map(Job::Namespace));
    jobs.extend(named.model_files().iter().map(Job::Model));
    jobs.extend(named.api.resources().map(|(id, resource)| Job::Resource(id, resource)));
    // A test of nothing would only have parts that nothing uses.
    let has_calls = named.api.proof.is_some() && !named.api.operations.is_empty();
    let has_trips = !named.api.round_trips.is_empty();
    if let Some(proof) = &named.api.proof {
        jobs.extend(has_calls.then_some(Job::Tests(proof)));
        jobs.extend([Job::RoundTrips(proof), Job::Schemas].into_iter().filter(|_| has_trips));
        let below = named.api.resources().filter(|(id, _)| has_calls && *id != ResourceId(0));
        jobs.extend(below.map(|(id, resource)| Job::Test(id, resource)));
    }
    let mut files: Vec<(String, String)> = jobs.par_iter().map(|job| job.run(named)).collect();
    let sources = runtime::SOURCES.iter();
    files.extend(sources.map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned())));
    if has_calls {
        files.push(("tests/harness/mod.rs".to_owned(), cases::HARNESS.to_owned()));
    }
    if has_trips {
        files.push(("tests/harness/lossless.rs".to_owned(), round_trips::HARNESS.to_owned()));
    }
    for example in &named.api.examples {
        files.push((format!("examples/{}", example.file), example.text.clone()));
        for (file, text) in &example.responses {
            files.push((format!("examples/responses/{file}"), text.clone()));
        }
    }
    let mut set = FileSet::new();
    for (path, text) in files {
        set.put(&path, text);
    }
    set
}

/// One file to emit.
enum Job<'a> {
    Manifest,
    Readme,
    Library,
    Client,
    Models,
    Webhooks,
    Namespace(&'a str),
    Model(&'a ModelFile),
    Resource(ResourceId, &'a Resource),
    Tests(&'a Proof),
    RoundTrips(&'a Proof),
    Schemas,
    Test(ResourceId, &'a Resource),
}

impl Job<'_> {
    fn run(&self, named: &Named<'_>) -> (String, String) {
        match self {
            Self::Manifest => ("Cargo.toml".to_owned(), manifest::text(named)),
            Self::Readme => ("README.md".to_owned(), readme::text(named)),
            Self::Library => ("src/lib.rs".to_owned(), front::library(named)),
            Self::Client => ("src/client.rs".to_owned(), client::file(named)),
            Self::Models => ("src/models.rs".to_owned(), front::models(named, None)),
            Self::Webhooks => ("src/webhooks.rs".to_owned(), webhooks::file(named)),
            Self::Namespace(module) => (format!("src/models/{}.rs", plain(module)), front::models(named, Some(module))),
            Self::Model(file) => {
                let folder = file.module.as_ref().map_or_else(String::new, |module| format!("{}/", plain(module)));
                (format!("src/models/{folder}{}.rs", plain(&file.file)), model::file(named, file))
            }
            Self::Tests(proof) => ("tests/api/main.rs".to_owned(), cases::main(named, proof)),
            Self::RoundTrips(proof) => ("tests/lossless/main.rs".to_owned(), round_trips::main(named, proof)),
            Self::Schemas => ("tests/lossless/schemas.tsv".to_owned(), round_trips::schemas(named)),
            Self::Test(id, resource) => {
                (resource_path(named, *id, &["tests", "api"]), cases::file(named, *id, resource))
            }
            Self::Resource(id, resource) => {
                (resource_path(named, *id, &["src", "resources"]), resource::file(named, *id, resource))
            }
        }
    }
}

/// `src/resources/custom_certificates/prioritize.rs`; the client's own is `src/resources.rs`.
fn resource_path(named: &Named<'_>, id: ResourceId, below: &[&str]) -> String {
    let modules = named.of_resource(id).into_iter().flat_map(|names| &names.path);
    let path: Vec<&str> = below.iter().copied().chain(modules.map(|module| plain(module))).collect();
    format!("{}.rs", path.join("/"))
}

/// A module's file has the name without `r#`.
fn plain(module: &str) -> &str {
    module.trim_start_matches("r#")
}
