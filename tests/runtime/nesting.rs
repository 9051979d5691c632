//! Answers that are deep, or long.

use std::fmt::Write as _;
use std::future::Future;
use std::time::{Duration, Instant};

use cloudflare_certificates::Error;

use super::answers::{FAILURE, ID, ZONE, certificate, enveloped, json};
use super::server::Server;

/// Runs on a thread with a stack of this size.
fn on_stack<F: Future<Output = ()>>(bytes: usize, run: impl FnOnce() -> F + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let thread = std::thread::Builder::new().stack_size(bytes);
    thread.spawn(move || runtime.block_on(run())).unwrap().join().unwrap();
}

fn arrays(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn objects(depth: usize) -> String {
    format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth))
}

/// Bodies with a deep value in each place where one is read: skipped, kept, or where another type is due.
fn bodies(deep: &str) -> [String; 4] {
    [
        enveloped(&format!(r#"{{"id":"{ID}","zone_id":"{ZONE}","unknown":{deep}}}"#)),
        format!(r#"{{"success":true,"result":{},"result_info":{deep}}}"#, certificate(ID)),
        format!(r#"{{"success":true,"result":{},"unknown":{deep}}}"#, certificate(ID)),
        enveloped(deep),
    ]
}

async fn deep_answers() {
    for deep in [arrays(200), objects(200), arrays(100_000), objects(100_000), "[".repeat(1_000_000)] {
        for body in bodies(&deep) {
            let server = Server::start([json("200 OK", &body), json("400 Bad Request", &body)]).await;
            let call = || server.client().custom_certificates().get(ZONE, ID).send();
            let Error::Decode(error) = call().await.unwrap_err() else { panic!("no error of decoding") };
            assert!(error.reason().contains("nested deeper than 128 levels"), "{error}");
            let Error::Api(error) = call().await.unwrap_err() else { panic!("no error answer") };
            assert!(error.messages().is_empty() && error.json::<serde_json::Value>().is_none(), "{error:?}");
        }
    }
    // What is allowed is read, kept, shown and dropped.
    for deep in [arrays(120), objects(120)] {
        let [skipped, kept, unknown, _] = bodies(&deep);
        for body in [skipped, kept, unknown] {
            let server = Server::start([json("200 OK", &body)]).await;
            let response = server.client().custom_certificates().get(ZONE, ID).send_raw().await.unwrap();
            assert!(format!("{response:?}").contains(ID));
        }
    }
}

#[test]
fn r26_deep_json_is_an_error_on_a_stack_of_8_mib() {
    on_stack(8 << 20, deep_answers);
}

#[test]
fn r26_deep_json_is_an_error_on_a_stack_of_2_mib() {
    on_stack(2 << 20, deep_answers);
}

/// How long this thread has been computing; where the system does not say, how late it is.
fn computed(start: Instant) -> Duration {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The least time, of several, that it takes to get this body.
async fn time(body: String, times: usize) -> Duration {
    let mut least = Duration::MAX;
    for _ in 0..times {
        let server = Server::start([json("200 OK", &body)]).await;
        let call = server.client().custom_certificates().get(ZONE, ID).send();
        let start = Instant::now();
        let before = computed(start);
        call.await.unwrap();
        least = least.min(computed(start).saturating_sub(before));
    }
    least
}

/// Eight times as many take eight times as long; if each had to be compared with all others, sixty-four times.
async fn is_linear(body: impl Fn(usize) -> String) {
    let (few, many) = (time(body(125_000), 3).await, time(body(1_000_000), 1).await);
    let ratio = many.as_secs_f64() / few.as_secs_f64().max(1e-9);
    assert!(ratio < 24.0, "{ratio:.1} times as long: {few:?}, {many:?}");
}

#[tokio::test]
async fn r27_million_elements_take_linear_time() {
    is_linear(|count| {
        let hosts = vec![r#""a.example""#; count].join(",");
        enveloped(&format!(r#"{{"id":"{ID}","zone_id":"{ZONE}","hosts":[{hosts}]}}"#))
    })
    .await;
}

#[tokio::test]
async fn r27_million_keys_take_linear_time() {
    let object = |count: usize| {
        let mut keys = String::new();
        for key in 0..count {
            let _ = write!(keys, r#","k{key}":1"#);
        }
        keys
    };
    // As keys that nobody knows, and as an object that is kept.
    is_linear(|count| enveloped(&format!(r#"{{"id":"{ID}","zone_id":"{ZONE}"{}}}"#, object(count)))).await;
    is_linear(|count| {
        format!(r#"{{"success":true,"result":{},"result_info":{{"page":1{}}}}}"#, certificate(ID), object(count))
    })
    .await;
}

#[tokio::test]
async fn r27_long_error_takes_no_time_at_all() {
    // Only its beginning is read.
    let server = Server::start([json("400 Bad Request", format!("{FAILURE}{}", " ".repeat(1_000_000)))]).await;
    let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    assert!(matches!(error, Error::Api(_)));
}
