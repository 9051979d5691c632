//! Tests without a server, with the feature `mock`: a [`MockTransport`] that answers as a test says, and remembers what it
//! was asked.
//!
//! A test says what it expects by the marker of an operation, gives the transport to a client, and makes calls:
//!
//! 1. [`MockTransport::on`] names an operation. Inputs can narrow it down: [`Expectation::path`], [`Expectation::query`],
//!    [`Expectation::body_json`] and others.
//! 2. A method that begins with `respond`, or one that names a failure, says what comes back, and makes it an
//!    expectation. It holds for one call, unless [`times`](Expectation::times) or [`any_times`](Expectation::any_times)
//!    says otherwise.
//! 3. [`ClientBuilder::mock`](super::ClientBuilder::mock) gives the transport to a client, with a clock by which waits
//!    between attempts are over at once, and with credentials where none are given.
//! 4. [`MockTransport::calls`] has what was sent, and [`MockTransport::assert_all_called`] fails the test where an
//!    expectation was not met or a call was not expected.
//!
//! Everything else is the client's own: requests are made, retried, and their answers read as they always are. An attempt
//! is a call here, so that two expectations, of a failure and of a value, try a retry.
//!
//! Of several expectations that a request meets, the one that was made first is used. A request that meets none fails
//! with an error that says what was expected, and why that was not it.
//!
//! # Values
//!
//! A model that comes back from the server has no constructor, because it may get new fields in a minor release.
//! [`Expectation::respond_json`] takes what the API itself would send, as JSON: in the envelope, if the API has one, which
//! is put around it. Where a test has a model, from `serde_json::from_value` or from another call,
//! [`Expectation::respond`] and [`Expectation::respond_items`] take it as it is.
//!
//! # Recordings
//!
//! A [`Recorder`] stands before a real transport and writes what passes into a file, without credentials;
//! [`MockTransport::replay`] answers from such a file.

mod answer;
mod cassette;
mod clock;
mod envelope;
mod expectation;
mod file;
mod matching;
mod recorded;
mod recorder;
mod transport;
mod verify;

pub use self::clock::MockClock;
pub use self::expectation::{Expectation, Respond};
pub use self::recorded::RecordedCall;
pub use self::recorder::Recorder;
pub use self::transport::MockTransport;
pub use self::verify::Unmet;
