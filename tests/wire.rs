//! The generated crate says on the wire what the API's document asks for, and understands what comes back.
//!
//! Over real HTTP on loopback, through the public API, as a user of the crate would call it. No test waits for real time
//! to pass: the clients have a clock of their own.

mod wire {
    mod answers;
    mod clock;
    mod server;

    mod blocking;
    mod credentials;
    mod environment;
    mod errors;
    mod features;
    mod inputs;
    mod judged;
    mod middleware;
    mod mock;
    mod operations;
    mod options;
    mod paging;
    mod reading;
    mod redirects;
    mod reference;
    mod retries;
    mod settings;
    mod spans;
}
