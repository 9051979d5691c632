//! What the tests of all operations share: a server that judges each request, and the comparison with what was meant.
//!
//! Requests go to `TEST_API_BASE_URL`. Where that is not set, they go to a mock server in this process, which is made of
//! the document alone; then what it understood of a request is compared with what was meant, too. Another server says
//! what is wrong with a request in a header: `specsmith-violations`, or `sl-violations`, of which entries about the
//! request count. With `TEST_API_REPORT=FILE`, each call becomes a line of JSON in that file.

#![allow(dead_code, reason = "not every API has inputs and answers of each kind")]

use std::fs::OpenOptions;
use std::future::Future;
use std::io::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specsmith::mock::{Mock, NUMBER_HEADER, OPERATION_HEADER, Server, VIOLATIONS_HEADER};
use tokio::runtime::Runtime;

use crate::sdk::transport::{Body, BoxFuture, ByteStream, Event, Events, Lines, ReqwestTransport, Transport};
use crate::sdk::{Client, ClientBuilder, Error, Operation, Request, TransportError};

/// A call that is under way.
pub(crate) type Call = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// Makes a call; the status is the one that the server is asked for, where that is no success.
type Make = fn(&Client, Option<u16>) -> Call;

/// Where the inputs of the mock server are, relative to the crate.
pub(crate) struct Setup {
    pub(crate) document: &'static str,
    pub(crate) config: Option<&'static str>,
    pub(crate) root: Option<&'static str>,
    /// Gives a client the credentials of every scheme.
    pub(crate) credentials: fn(ClientBuilder) -> ClientBuilder,
}

/// How one operation is tried.
pub(crate) struct Trial {
    operation: &'static str,
    calls: Vec<(&'static str, &'static str, Make)>,
    errors: &'static [u16],
    succeeds: bool,
    own_prefer: bool,
}

impl Trial {
    /// Of an operation, by its method and path template.
    pub(crate) fn new(operation: &'static str) -> Self {
        Self { operation, calls: Vec::new(), errors: &[], succeeds: true, own_prefer: false }
    }

    /// A call with what it cannot do without, and what the server has to understand.
    pub(crate) fn with_required_inputs(mut self, meant: &'static str, make: Make) -> Self {
        self.calls.push(("required inputs", meant, make));
        self
    }

    /// A call with everything, and what the server has to understand.
    pub(crate) fn with_all_inputs(mut self, meant: &'static str, make: Make) -> Self {
        self.calls.push(("all inputs", meant, make));
        self
    }

    /// Statuses of errors that the document describes.
    pub(crate) fn with_errors(mut self, errors: &'static [u16]) -> Self {
        self.errors = errors;
        self
    }

    /// The document describes no answer that is no error: any that comes will do, as long as the request is right.
    pub(crate) fn without_success(mut self) -> Self {
        self.succeeds = false;
        self
    }

    /// The operation has an input `Prefer`. Only the mock server tells that from a status that a test asks for.
    pub(crate) fn with_own_prefer(mut self) -> Self {
        self.own_prefer = true;
        self
    }

    /// Makes all calls, and says everything that is wrong with them.
    #[track_caller]
    pub(crate) fn run(self) {
        let mut faults = Vec::new();
        for (name, meant, make) in &self.calls {
            faults.extend(self.call(name, meant, *make, None));
        }
        let asks = !self.own_prefer || matches!(target(), Target::Mock(_));
        if let Some((_, meant, make)) = self.calls.first().filter(|_| asks) {
            for status in self.errors {
                faults.extend(self.call(&format!("status {status}"), meant, *make, Some(*status)));
            }
        }
        assert!(faults.is_empty(), "{}\n{}", self.operation, faults.join("\n"));
    }

    fn call(&self, name: &str, meant: &str, make: Make, status: Option<u16>) -> Vec<String> {
        let server = target();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let client = client(server, Recorder { inner: transport(), seen: Arc::clone(&seen) });
        let result = runtime().block_on(async { make(&client, status).await });
        let seen = std::mem::take(&mut *seen.lock().expect("a test that did not panic"));
        let mut faults = seen.violations();
        if self.succeeds || status.is_some() || !matches!(result, Err(Error::Api(_))) {
            faults.extend(outcome(result, status, &seen));
        }
        faults.extend(seen.other_operation(self.operation));
        if let Target::Mock(server) = server {
            faults.extend(misunderstood(server, &seen, meant));
        }
        report(self.operation, name, &seen, &faults);
        faults.iter().map(|fault| format!("  {name}: {fault}\n    {}", seen.line)).collect()
    }
}

/// Sends a request for one answer.
pub(crate) fn done<O: Operation>(request: Request<O>, status: Option<u16>) -> Call {
    Box::pin(async move { preferring(request, status).send().await.map(drop) })
}

/// Sends a request for bytes, and reads them to the end.
pub(crate) fn bytes<O: Operation<Output = ByteStream>>(request: Request<O>, status: Option<u16>) -> Call {
    Box::pin(async move {
        let mut stream = preferring(request, status).send().await?;
        while let Some(chunk) = stream.next().await {
            chunk?;
        }
        Ok(())
    })
}

/// Sends a request for lines, and reads all of them.
pub(crate) fn lines<T: Send + 'static, O: Operation<Output = Lines<T>>>(
    request: Request<O>,
    status: Option<u16>,
) -> Call {
    Box::pin(async move {
        let mut stream = preferring(request, status).send().await?;
        while let Some(line) = stream.next().await {
            line?;
        }
        Ok(())
    })
}

/// Sends a request for events, and reads all of them.
pub(crate) fn events<T: Send + 'static, O: Operation<Output = Events<T>>>(
    request: Request<O>,
    status: Option<u16>,
) -> Call {
    Box::pin(async move {
        let mut stream = preferring(request, status).send().await?;
        while let Some(event) = stream.next().await {
            let _: Event<T> = event?;
        }
        Ok(())
    })
}

/// The request, asking for a status (RFC 7240).
fn preferring<O: Operation>(request: Request<O>, status: Option<u16>) -> Request<O> {
    match status {
        Some(status) => request.with_header("prefer", format!("code={status}")),
        None => request,
    }
}

/// A value of a type, from its JSON.
#[track_caller]
pub(crate) fn value<T: DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("{} cannot be {json}: {error}", std::any::type_name::<T>()),
    }
}

/// Where requests go.
enum Target {
    /// An address.
    Url(String),
    /// A server in this process.
    Mock(Server),
}

fn target() -> &'static Target {
    static TARGET: OnceLock<Target> = OnceLock::new();
    TARGET.get_or_init(|| match std::env::var("TEST_API_BASE_URL") {
        Ok(url) if !url.is_empty() => Target::Url(url),
        _ => {
            let setup = crate::SETUP;
            let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = |relative: &str| crate_folder.join(relative);
            let document = path(setup.document);
            let mock = Mock::open(&document, setup.config.map(path).as_deref(), setup.root.map(path).as_deref());
            let mock = mock.unwrap_or_else(|faults| panic!("the document cannot be served:\n{faults}"));
            Target::Mock(mock.serve(0).expect("a port on loopback"))
        }
    })
}

fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime"))
}

fn transport() -> Arc<ReqwestTransport> {
    static TRANSPORT: OnceLock<Arc<ReqwestTransport>> = OnceLock::new();
    let make = || Arc::new(ReqwestTransport::new(Duration::from_secs(5)).expect("a transport"));
    Arc::clone(TRANSPORT.get_or_init(make))
}

fn client(target: &Target, transport: Recorder) -> Client {
    let url = match target {
        Target::Url(url) => url.clone(),
        Target::Mock(server) => server.url(),
    };
    let builder = (crate::SETUP.credentials)(Client::builder());
    builder.base_url(url).max_retries(0).transport(transport).build().expect("a client")
}

/// What went over the wire.
#[derive(Default)]
struct Seen {
    /// Method and target of the request.
    line: String,
    status: Option<u16>,
    number: Option<u64>,
    operation: Option<String>,
    /// What the server found wrong.
    ours: Vec<Value>,
    theirs: Vec<Value>,
}

/// A transport that notes what goes through it.
struct Recorder {
    inner: Arc<ReqwestTransport>,
    seen: Arc<Mutex<Seen>>,
}

impl Transport for Recorder {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let line = format!("{} {}", request.method(), request.uri());
        Box::pin(async move {
            self.seen.lock().expect("a test that did not panic").line = line;
            let response = self.inner.call(request).await?;
            let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
            let list = |name: &str| {
                header(name).and_then(|text| serde_json::from_str::<Vec<Value>>(text).ok()).unwrap_or_default()
            };
            let mut seen = self.seen.lock().expect("a test that did not panic");
            seen.status = Some(response.status().as_u16());
            seen.number = header(NUMBER_HEADER).and_then(|number| number.parse().ok());
            seen.operation = header(OPERATION_HEADER).map(str::to_owned);
            seen.ours = list(VIOLATIONS_HEADER);
            seen.theirs = list("sl-violations");
            Ok(response)
        })
    }
}

impl Seen {
    fn violations(&self) -> Vec<String> {
        let theirs = self.theirs.iter().filter(|one| one["location"][0] == "request");
        self.ours.iter().chain(theirs).map(|violation| format!("violation {violation}")).collect()
    }

    /// Whether the server took the request for another operation's.
    fn other_operation(&self, expected: &str) -> Option<String> {
        let found = self.operation.as_deref()?;
        // Signs that no header has are replaced there.
        let plain = |one: char| if one.is_ascii_graphic() || one == ' ' { one } else { '?' };
        let plain: String = expected.chars().map(plain).collect();
        (found != plain).then(|| format!("the server took it for {found}"))
    }
}

/// What is wrong with what came back.
fn outcome(result: Result<(), Error>, status: Option<u16>, seen: &Seen) -> Option<String> {
    match (result, status) {
        (Ok(()), None) => None,
        (Err(error), None) => Some(format!("no value came back: {error}")),
        (Ok(()), Some(status)) => Some(format!("{status} was asked for, and a value came back")),
        (Err(Error::Api(error)), Some(status)) if error.status().as_u16() == status => None,
        (Err(error), Some(status)) => Some(format!("{status} was asked for, and {:?} came: {error}", seen.status)),
    }
}

/// What the mock server understood otherwise than it was meant.
fn misunderstood(server: &Server, seen: &Seen, meant: &str) -> Option<String> {
    let Some(entry) = seen.number.and_then(|number| server.log().entry(number)) else {
        return Some("the server saw no request".to_owned());
    };
    let meant: Value = serde_json::from_str(meant).expect("JSON");
    let mut received = entry.received;
    if let Value::Object(members) = &mut received {
        members.retain(|_, value| !value.is_null() && *value != json!({}) || meant.get("body") == Some(value));
    }
    let difference = difference("", &meant, &received)?;
    Some(format!("the server understood something else: {difference}"))
}

/// The first place where two values differ. Numbers are compared by value; texts that stand for numbers are equal to
/// them, since parameters are texts.
fn difference(at: &str, meant: &Value, received: &Value) -> Option<String> {
    match (meant, received) {
        (Value::Object(a), Value::Object(b)) => {
            let missing = a.keys().find(|name| !b.contains_key(*name)).map(|name| format!("{at}/{name} is missing"));
            let extra = b.keys().find(|name| !a.contains_key(*name)).map(|name| format!("{at}/{name} is not meant"));
            let inner = || a.iter().find_map(|(name, one)| difference(&format!("{at}/{name}"), one, b.get(name)?));
            missing.or(extra).or_else(inner)
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().find_map(|(index, (a, b))| difference(&format!("{at}/{index}"), a, b))
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        (Value::String(text), other) | (other, Value::String(text))
            if !at.starts_with("/body") && serde_json::from_str::<Value>(text).is_ok_and(|said| said == *other) =>
        {
            None
        }
        (a, b) if a == b => None,
        (a, b) => Some(format!("{at} is {b}, and {a} was meant")),
    }
}

/// Notes a call, where that is asked for.
fn report(operation: &str, name: &str, seen: &Seen, faults: &[String]) {
    let Ok(file) = std::env::var("TEST_API_REPORT") else { return };
    let line = json!({
        "operation": operation,
        "call": name,
        "request": seen.line,
        "status": seen.status,
        "violations": seen.violations(),
        "faults": faults,
    });
    let mut file = OpenOptions::new().create(true).append(true).open(file).expect("a file for the report");
    file.write_all(format!("{line}\n").as_bytes()).expect("a line in the report");
}
