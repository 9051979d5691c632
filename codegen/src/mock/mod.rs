//! A server that is made of a document alone: it judges requests by the document, and answers with its examples.
//!
//! [`Mock::answer`] takes a request and gives the answer, without a network; [`Mock::serve`] puts that behind a socket,
//! for tests in the same process and for `specsmith mock`. Requests are judged by what the document says as it stands
//! ([`schema`](crate::schema)), not by what the generator makes of it.
//!
//! What is wrong with a request is a [`Violation`]: listed in the answer, in the header [`VIOLATIONS_HEADER`] and in the
//! body where the request is refused, and in the [`Log`].

mod answers;
mod body;
mod forms;
mod judge;
mod log;
mod operation;
mod pages;
mod parameters;
mod prefer;
mod routes;
mod serve;
mod settings;
mod text;
mod typed;
mod violation;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::config::Config;
use crate::diag::{self, Loc, Sink, Sources};
use crate::given;
use crate::ir::Api;
use crate::lower;
use crate::read::{self, Source};
use crate::resolve::{self, Spec};
use crate::schema::Schemas;

use self::operation::Operation;
use self::routes::Routes;

pub use self::log::{Entry, Log};
pub use self::serve::Server;
pub use self::settings::Settings;
pub use self::violation::{Kind, Violation};

/// The header of an answer that lists what is wrong with its request: a JSON list of [violations](Violation), in ASCII.
/// It is not there where nothing is.
pub const VIOLATIONS_HEADER: &str = "specsmith-violations";

/// The header of an answer that names the operation: its method and its path template.
pub const OPERATION_HEADER: &str = "specsmith-operation";

/// The header of an answer that says which request it answers, as the [`Log`] counts them.
pub const NUMBER_HEADER: &str = "specsmith-request";

/// A server's mind: a document that is ready to judge requests and to answer them. Cheap to clone; clones share the log.
#[derive(Clone, Debug)]
pub struct Mock {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    spec: Spec,
    sources: Sources,
    api: Api,
    operations: Vec<Operation>,
    routes: Routes,
    /// Paths of servers, which requests may have in front: `/client/v4`.
    bases: Vec<String>,
    settings: Settings,
    log: Log,
    /// How many requests there were.
    count: AtomicU64,
}

impl Mock {
    /// Reads a document. `None` where `sink` has an error.
    ///
    /// Nothing is prepared before it is asked for, so that a document of thousands of operations is ready at once.
    pub fn read(source: &Source, config: &Config, settings: Settings, sink: &mut Sink) -> Option<Self> {
        let document = read::document(source, sink)?;
        let spec = resolve::spec(document, config, sink);
        let api = lower::api(&spec, config, sink);
        sink.proceed()?;
        Some(Self::new(spec, api, sink.sources.clone(), settings))
    }

    /// Reads files: a document, and the configuration and the folder that the generator was given with it.
    ///
    /// # Errors
    ///
    /// All faults that are found, as text for people.
    pub fn open(document: &Path, config: Option<&Path>, root: Option<&Path>) -> Result<Self, String> {
        // What is left out where a document has faults is not served, and the rest is.
        let (source, config, mut sink) = given::files(document, config, root)?;
        Self::read(&source, &config, Settings::default(), &mut sink).ok_or_else(|| diag::render(&sink, false))
    }

    fn new(spec: Spec, api: Api, sources: Sources, settings: Settings) -> Self {
        let lowered: HashMap<Loc, usize> =
            api.operations.iter().enumerate().map(|(index, operation)| (operation.loc, index)).collect();
        let mut routes = Routes::default();
        let mut operations = Vec::with_capacity(spec.operations.len());
        for (index, operation) in spec.operations.iter().enumerate() {
            routes.add(operation.method.as_str(), &operation.path, index);
            operations.push(Operation::new(lowered.get(&operation.loc).copied()));
        }
        let servers = spec.servers.iter().chain(spec.operations.iter().flat_map(|operation| &operation.servers));
        let mut bases: Vec<String> = servers.filter_map(|server| base(&server.url)).collect();
        bases.sort_unstable();
        bases.dedup();
        // The longest counts.
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        let log = Log::default();
        let count = AtomicU64::new(0);
        Self { inner: Arc::new(Inner { spec, sources, api, operations, routes, bases, settings, log, count }) }
    }

    /// What was asked, and what was wrong with it.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.inner.log
    }

    /// How many operations the document has.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.inner.operations.len()
    }

    /// Judges a request, and answers it. The target may be a path, or an address.
    #[must_use]
    pub fn answer(&self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        self.inner.answer(request)
    }
}

impl Inner {
    fn schemas(&self) -> Schemas<'_> {
        Schemas { raw: &self.spec.raw, sources: &self.sources }
    }

    /// The number of a request, from 1.
    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// The path of a server's address, without a slash at its end; `None` where it has none.
fn base(url: &str) -> Option<String> {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    (path.starts_with('/')).then(|| path.to_owned())
}
