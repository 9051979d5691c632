//! Spans of calls and attempts, with the feature `tracing`; nothing at all without it.
//!
//! Names of fields are those of OpenTelemetry's conventions for HTTP clients, where there is one, and begin with `api.`
//! elsewhere. `otel.*` are what `tracing-opentelemetry` understands. Both spans are of level INFO:
//!
//! | field | `call` | `attempt` | |
//! |---|---|---|---|
//! | `otel.name` | the operation | method and template | |
//! | `otel.kind` | `internal` | `client` | |
//! | `api.operation` | yes | yes | dotted name of the operation |
//! | `url.template` | yes | yes | path with `{name}` for parameters |
//! | `http.request.method` | yes | yes | `_OTHER`, where it is not HTTP's own; then `…method_original` has it |
//! | `server.address`, `server.port` | yes | yes | |
//! | `url.full` | | yes | with `REDACTED` for every value of the query |
//! | `http.request.resend_count` | last one's | from the second on | attempts before |
//! | `http.response.status_code` | last one's | yes | |
//! | `api.request_id` | last one's | yes | the server's name for the request |
//! | `error.type` | yes | yes | status, or what went wrong |
//! | `otel.status_code` | yes | yes | `ERROR`, or absent |
//! | `http.request.headers`, `http.response.headers` | | yes | those that were asked for |
//!
//! Between attempts, an event of level DEBUG says how long the client waits.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::{AttemptSpan, CallSpan, Shown, waits};
#[cfg(feature = "tracing")]
pub(crate) use self::on::{AttemptSpan, CallSpan, Shown, waits};
