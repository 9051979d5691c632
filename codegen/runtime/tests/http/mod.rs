//! The HTTP side of the runtime, driven through a transport and a clock of our own: no sockets, and no real time.
//!
//! These modules are compiled as `crate::runtime_tests` beside `crate::runtime`, because the runtime's sources go into
//! every generated crate as they are, and hold no tests. Names that begin with `rNN` are the cases of that number in the
//! conformance list.

#[allow(unreachable_pub, reason = "the macros of models make public methods")]
mod api;
mod fake;

#[cfg(feature = "blocking")]
mod blocking;
mod body_limits;
mod builder;
mod client_credentials;
mod credentials;
mod envelopes;
mod events;
mod forms;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
mod loopback;
mod middleware;
mod next_pages;
mod options;
mod paging;
mod parallel_tokens;
mod providers;
mod redaction;
mod redirects;
mod request_url;
mod retries;
mod retry_after;
mod servers;
mod streams;
mod styles;
mod time_limits;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
mod uploads;
