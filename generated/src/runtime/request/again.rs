//! A request for events that can be made again.

use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

use super::draft::Draft;
use crate::runtime::call;
use crate::runtime::endpoint::Answer;
use crate::runtime::error::Error;
use crate::runtime::reply::Reply;
use crate::runtime::transport::BoxFuture;

/// Header by which a server knows where to go on (WHATWG HTML, section 9.2.4).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// A request for events that can be made again.
pub(crate) struct Again {
    draft: Draft,
    /// How often in a row.
    most: u32,
    /// Whether the caller wants it in any case.
    pub(crate) always: bool,
}

impl Again {
    /// `None` where the answer is no stream of events, or the request does not bear repeating.
    pub(crate) fn of(draft: &Draft) -> Option<Box<Self>> {
        let events = matches!(draft.answer, Answer::Stream(media_type) if media_type.starts_with("text/event-stream"));
        let by_itself = if draft.endpoint.method == "GET" { draft.limits.max_retries } else { 0 };
        let most = draft.reconnects.unwrap_or(by_itself);
        let always = draft.reconnects.is_some();
        (events && most > 0).then(|| Box::new(Self { draft: draft.clone(), most, always }))
    }

    /// The wait before it is made again, after so many times in a row; `None` where it is not to be.
    pub(crate) fn wait(&self, before: u32, asked: Option<Duration>) -> Option<BoxFuture<'static, ()>> {
        let shared = &self.draft.client.shared;
        if before >= self.most {
            return None;
        }
        let wait = shared.waits.before_next(before + 1, asked, || (shared.random)())?;
        shared.budget.take().then(|| shared.clock.wait(wait))
    }

    /// Makes it again, behind the event with this identifier.
    pub(crate) fn call(&self, last_event_id: &str) -> BoxFuture<'static, Result<Reply, Error>> {
        let mut draft = self.draft.clone();
        if let Some(id) = HeaderValue::try_from(last_event_id).ok().filter(|id| !id.is_empty()) {
            draft.headers.insert(LAST_EVENT_ID, id);
        }
        call::execute(draft)
    }
}
