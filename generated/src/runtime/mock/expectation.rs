//! What a test expects, and what is answered.

use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use super::answer::{Answer, Planned};
use super::matching::Condition;
use super::recorded::RecordedCall;
use super::transport::MockTransport;
use crate::runtime::endpoint::{Operation, Paged};
use crate::runtime::transport::{Phase, TransportErrorKind};
use crate::runtime::types::Json;

/// What a test expects of the operation `O`: made by [`MockTransport::on`], and put to use by what is to be answered.
#[must_use = "an expectation begins with its answer: call a method that begins with `respond`, or one that fails"]
pub struct Expectation<O: Operation> {
    mock: MockTransport,
    conditions: Vec<Condition>,
    times: Option<usize>,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    operation: PhantomData<fn() -> O>,
}

/// What an operation gives, where that can be written as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be answered as it is",
    note = "a list is answered by `respond_items` or `respond_pages`; anything by `respond_json`, `respond_body` or `respond_http`"
)]
pub trait Respond: Serialize {}

impl<T: Serialize> Respond for T {}

/// What the request has to be like.
#[allow(clippy::needless_pass_by_value, reason = "a test gives what it has, as to the inputs of a call")]
impl<O: Operation> Expectation<O> {
    pub(super) fn new(mock: &MockTransport) -> Self {
        let (conditions, headers) = (Vec::new(), Vec::new());
        Self { mock: mock.clone(), conditions, times: Some(1), status: None, headers, operation: PhantomData }
    }

    fn with(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Only with this path parameter, by its name in the API's document.
    pub fn path(self, name: &'static str, value: impl ToString) -> Self {
        self.with(Condition::Path(name, value.to_string()))
    }

    /// Only with this query parameter.
    pub fn query(self, name: impl Into<String>, value: impl ToString) -> Self {
        self.with(Condition::Query(name.into(), Some(value.to_string())))
    }

    /// Only without this query parameter.
    pub fn without_query(self, name: impl Into<String>) -> Self {
        self.with(Condition::Query(name.into(), None))
    }

    /// Only with this header. The client's credentials are not looked at.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(Condition::Header(name.into(), value.into()))
    }

    /// Only with a body that is this value. The order of an object's members does not matter.
    pub fn body_json(self, json: impl Into<Json>) -> Self {
        self.with(Condition::Body(json.into()))
    }

    /// Only where this function says so.
    pub fn matching(self, holds: impl Fn(&RecordedCall) -> bool + Send + Sync + 'static) -> Self {
        self.with(Condition::Other(Arc::new(holds)))
    }

    /// Expects so many requests. Default: one.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// Takes any number of requests, also none.
    pub fn any_times(mut self) -> Self {
        self.times = None;
        self
    }

    /// The status of the answer. Default: 200.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a header to the answer.
    pub fn response_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// What is answered. Each of these makes the expectation one.
impl<O: Operation> Expectation<O> {
    fn answer(self, answer: Answer) {
        let planned = Planned { answer, status: self.status, headers: self.headers };
        self.mock.plan(O::ENDPOINT.name, self.conditions, self.times, planned);
    }

    /// Answers with this value, as JSON. Where the API has an envelope, it is put around it.
    ///
    /// The client reads it as what the operation gives: a value that does not fit is an
    /// [`Error::Decode`](crate::runtime::Error::Decode) of the call.
    pub fn respond_json(self, value: impl Serialize) {
        let answer = match serde_json::to_vec(&value) {
            Ok(json) => Answer::Value(json),
            Err(error) => Answer::Mistake(format!("the answer of the mock is no JSON: {error}")),
        };
        self.answer(answer);
    }

    /// Answers with what the operation gives.
    pub fn respond(self, output: O::Output)
    where
        O::Output: Respond,
    {
        self.respond_json(output);
    }

    /// Answers with a list of these items, which is all there is.
    pub fn respond_items(self, items: impl IntoIterator<Item = O::Item>)
    where
        O: Paged,
        O::Item: Serialize,
    {
        self.respond_pages([items]);
    }

    /// Answers with these pages of a list, the first one first: each request gets the next one, and is told that there is
    /// another one behind it, unless it is the last. There have to be as many requests as pages.
    ///
    /// Items can be models or `serde_json::Value`s.
    pub fn respond_pages<P>(mut self, pages: impl IntoIterator<Item = P>)
    where
        O: Paged,
        P: IntoIterator<Item: Serialize>,
    {
        let json = |page: P| page.into_iter().map(serde_json::to_value).collect::<Result<Vec<Json>, _>>();
        let pages: Result<Vec<Vec<Json>>, _> = pages.into_iter().map(json).collect();
        match pages {
            Ok(pages) => {
                self.times = Some(pages.len());
                self.answer(Answer::Pages(pages));
            }
            Err(error) => self.answer(Answer::Mistake(format!("an item of the mock is no JSON: {error}"))),
        }
    }

    /// Answers with a body as it is, such as text, lines of JSON or events, labelled as the media type that the operation
    /// answers with.
    pub fn respond_body(self, body: impl Into<Bytes>) {
        self.answer(Answer::Body(body.into()));
    }

    /// Answers with this status and no body.
    pub fn respond_status(self, status: u16) {
        self.status(status).answer(Answer::Body(Bytes::new()));
    }

    /// Answers with an error, in the form that the API has for them.
    pub fn respond_error(self, status: u16, code: impl Into<Json>, message: impl Into<String>) {
        self.status(status).answer(Answer::Error { code: code.into(), message: message.into() });
    }

    /// Answers with this response as it is: nothing is put around it.
    pub fn respond_http(self, response: http::Response<impl Into<Bytes>>) {
        self.answer(Answer::Http(response.map(Into::into)));
    }

    /// Answers with what the function makes of the request, as it is.
    pub fn respond_with<B: Into<Bytes>>(
        self,
        function: impl Fn(&RecordedCall) -> http::Response<B> + Send + Sync + 'static,
    ) {
        self.answer(Answer::Function(Arc::new(move |call| function(call).map(Into::into))));
    }

    /// Answers with the beginning of a body, behind which the connection breaks.
    pub fn break_after(self, body: impl Into<Bytes>) {
        self.answer(Answer::Cut(body.into()));
    }

    /// Breaks the connection before there is an answer: the server may have done what was asked.
    pub fn break_connection(self) {
        self.fail(TransportErrorKind::Interrupted, Phase::Response);
    }

    /// Lets no connection come about: the server has seen nothing.
    pub fn refuse_connection(self) {
        self.fail(TransportErrorKind::Connect, Phase::Connect);
    }

    /// Lets the time run out before there is an answer.
    pub fn time_out(self) {
        self.fail(TransportErrorKind::Timeout, Phase::Response);
    }

    /// Fails as a transport fails.
    pub fn fail(self, kind: TransportErrorKind, phase: Phase) {
        self.answer(Answer::Failure(kind, phase));
    }
}

impl<O: Operation> std::fmt::Debug for Expectation<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Expectation")
            .field("operation", &O::ENDPOINT.name)
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}
