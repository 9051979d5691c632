//! The transport that answers as a test says.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};

use super::answer::Planned;
use super::clock::MockClock;
use super::expectation::Expectation;
use super::matching::Condition;
use super::recorded::RecordedCall;
use crate::runtime::ClientBuilder;
use crate::runtime::endpoint::Operation;
use crate::runtime::transport::{Attempt, Body, BoxFuture, Phase, Transport, TransportError, TransportErrorKind};

/// A [`Transport`] that answers as a test says; see [the module](super). Clones are one transport.
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
    clock: MockClock,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) expected: Vec<Expected>,
    pub(super) calls: Vec<RecordedCall>,
    /// What was asked and not expected.
    pub(super) unexpected: Vec<String>,
    in_order: bool,
}

/// An expectation.
pub(super) struct Expected {
    pub(super) operation: String,
    conditions: Vec<Condition>,
    /// How many requests; `None`: any number.
    pub(super) times: Option<usize>,
    pub(super) answered: usize,
    planned: Planned,
}

impl ClientBuilder {
    /// Lets a [mock](crate::runtime::mock) answer, with its clock and without chance. Where no credentials are given, there
    /// are some that nobody takes.
    pub fn mock(mut self, mock: &MockTransport) -> Self {
        self.mocked = true;
        self.transport(mock.clone()).clock(mock.clock()).random(|| 0.0)
    }
}

impl MockTransport {
    /// A transport that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins to say what is expected of an operation, which its marker in `resources` names.
    pub fn on<O: Operation>(&self) -> Expectation<O> {
        Expectation::new(self)
    }

    /// From now on, requests have to come in the order in which they are expected.
    pub fn in_order(&self) -> &Self {
        self.state().in_order = true;
        self
    }

    /// What was asked so far, in order. Every attempt is one.
    #[must_use]
    pub fn calls(&self) -> Vec<RecordedCall> {
        self.state().calls.clone()
    }

    /// What was asked of one operation so far, in order.
    #[must_use]
    pub fn calls_of<O: Operation>(&self) -> Vec<RecordedCall> {
        let mut calls = self.calls();
        calls.retain(|call| call.operation() == O::ENDPOINT.name);
        calls
    }

    /// The clock that clients of this mock have.
    #[must_use]
    pub fn clock(&self) -> MockClock {
        self.clock.clone()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn plan(
        &self,
        operation: impl Into<String>,
        conditions: Vec<Condition>,
        times: Option<usize>,
        planned: Planned,
    ) {
        let operation = operation.into();
        self.state().expected.push(Expected { operation, conditions, times, answered: 0, planned });
    }

    async fn answer(&self, request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let attempt = head.extensions.get::<Attempt>();
        let call = RecordedCall::new(attempt, &head, whole(body).await?);
        let mut state = self.state();
        state.calls.push(call.clone());
        match (attempt, state.choose(&call)) {
            (Some(attempt), Ok(expected)) => {
                let number = expected.answered;
                expected.answered += 1;
                expected.planned.respond(attempt, &call, number)
            }
            (_, Ok(_)) => Err(refusal("a request belongs to no operation".to_owned())),
            (_, Err(reason)) => {
                state.unexpected.push(format!("{} ({})", call.operation(), call.line()));
                Err(refusal(reason))
            }
        }
    }
}

impl State {
    /// The expectation that the request meets; or why there is none.
    fn choose(&mut self, call: &RecordedCall) -> Result<&mut Expected, String> {
        let in_order = self.in_order;
        let due = |expected: &Expected| expected.times.is_none_or(|times| expected.answered < times);
        let candidates = self.expected.iter().enumerate().filter(|(_, expected)| due(expected));
        let mut objections = Vec::new();
        let mut chosen = None;
        for (index, expected) in candidates.take(if in_order { 1 } else { usize::MAX }) {
            match expected.objection(call) {
                None => {
                    chosen = Some(index);
                    break;
                }
                Some(objection) => objections.push(format!("- {}: {objection}", expected.operation)),
            }
        }
        let chosen = chosen.and_then(|index| self.expected.get_mut(index));
        chosen.ok_or_else(|| {
            let expected = if objections.is_empty() { vec!["- nothing".to_owned()] } else { objections };
            let operation = if call.operation().is_empty() { "a request of no operation" } else { call.operation() };
            format!("{operation} was not expected ({}); expected was\n{}", call.line(), expected.join("\n"))
        })
    }
}

impl Expected {
    fn objection(&self, call: &RecordedCall) -> Option<String> {
        if self.operation != call.operation() {
            return Some("another operation".to_owned());
        }
        self.conditions.iter().find_map(|condition| condition.objection(call))
    }
}

impl Transport for MockTransport {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(self.answer(request))
    }
}

/// The whole body.
pub(super) async fn whole(mut body: Body) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let mut all = BytesMut::new();
    while let Some(chunk) = body.chunk().await {
        all.extend_from_slice(&chunk?);
    }
    Ok(all.freeze())
}

/// What was not expected. `Debug` is as readable as `Display`, since that is what a test shows that unwraps.
struct Refusal(String);

fn refusal(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Other, Phase::Response, Refusal(reason))
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("MockTransport")
            .field("expectations", &state.expected.len())
            .field("calls", &state.calls.len())
            .finish_non_exhaustive()
    }
}
