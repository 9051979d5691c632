//! A generated client does what its runtime promises, whatever the network and the server do.
//!
//! Each of the cases R01 to R83 has tests with its number in their names. They drive generated crates through their public
//! API, as a user would, against a server on loopback that plays a script, byte by byte where the fault is below HTTP. No
//! test waits for real: clients have a clock and a source of chance of their own, or tokio's time is paused.

/// A client of `parcels.yaml`, which has what the flagship's document lacks.
#[allow(dead_code, reason = "no test uses all of it")]
mod parcels {
    include!(concat!(env!("OUT_DIR"), "/parcels/mod.rs"));
}

mod runtime {
    mod alone;
    mod answers;
    mod client;
    mod clock;
    mod http2;
    mod memory;
    mod server;
    mod tls;

    // Transport.
    mod connecting;
    mod dropping;
    mod exchanges;
    mod protocol;
    mod refusing;
    mod trust;

    // Limits.
    mod limits;
    mod nesting;

    // Decoding.
    mod answering;
    mod decoding;

    // Redirects, credentials, and the building of requests.
    mod building;
    mod credentials;
    mod proxies;
    mod redirecting;
    mod secrets;

    // Retries.
    mod repeating;
    mod waiting;

    // Lists, and calls at once.
    mod paging;

    // What the certificates' API does not have.
    mod shapes;
}
