//! R69 and R70: how long a server may ask to wait.

use std::time::Duration;

use super::api::get;
use super::fake::{World, answer, certificate, enveloped, json};

/// What the client does after a 429 with these headers: its wait, or `None` if it gives up at once.
fn after(headers: &[(&str, &str)]) -> Option<Duration> {
    let world = World::new([answer(429, headers, ""), json(200, &enveloped(&certificate("c")))]);
    match world.run(get(&world.client()).send()) {
        Ok(_) => world.waits().first().copied(),
        Err(error) => {
            assert!(error.is_rate_limited() && world.waits().is_empty() && world.count() == 1, "{error}");
            None
        }
    }
}

const POLICY: Option<Duration> = Some(Duration::from_millis(250));
const SHORTEST: Option<Duration> = Some(Duration::from_millis(100));

#[test]
fn r69_retry_after_in_all_its_forms() {
    let cases: [(&[&str], Option<Duration>); 20] = [
        (&["2"], Some(Duration::from_secs(2))),
        (&[" 2 "], Some(Duration::from_secs(2))),
        (&["0"], SHORTEST),
        (&["Sun, 06 Nov 1994 08:49:47 GMT"], Some(Duration::from_secs(10))),
        (&["Sunday, 06-Nov-94 08:49:47 GMT"], Some(Duration::from_secs(10))),
        (&["Sun Nov  6 08:49:47 1994"], Some(Duration::from_secs(10))),
        (&["Sun, 06 Nov 1994 08:49:00 GMT"], SHORTEST),
        (&["Sun, 06 Nov 1994 09:49:47 GMT"], None),
        (&["1.5"], Some(Duration::from_millis(1500))),
        (&["-1"], POLICY),
        (&["soon"], POLICY),
        (&["1e9"], None),
        (&["1000000000"], None),
        (&["99999999999999999999999999"], None),
        (&["2", "5"], Some(Duration::from_secs(2))),
        (&[""], POLICY),
        (&["inf"], POLICY),
        (&["nan"], POLICY),
        (&["60"], Some(Duration::from_secs(60)).filter(|_| false)),
        (&["59.9"], Some(Duration::from_millis(59_900))),
    ];
    for (values, expected) in cases {
        let headers: Vec<_> = values.iter().map(|value| ("retry-after", *value)).collect();
        assert_eq!(after(&headers), expected, "{values:?}");
    }
}

#[test]
fn r69_a_wait_of_the_longest_kind_fits_only_into_a_longer_call() {
    let world = World::new([answer(429, &[("retry-after", "60")], ""), json(200, &enveloped(&certificate("c")))]);
    let call = get(&world.client()).with_timeout(Duration::from_secs(61));
    world.run(call.send()).unwrap();
    assert_eq!(world.waits(), [Duration::from_secs(60)]);

    let world = World::new([answer(429, &[("retry-after", "61")], "")]);
    let call = get(&world.client()).with_timeout(Duration::from_secs(600));
    assert!(world.run(call.send()).unwrap_err().is_rate_limited());
}

#[test]
fn r70_milliseconds_count_first() {
    assert_eq!(after(&[("retry-after", "7"), ("retry-after-ms", "1500")]), Some(Duration::from_millis(1500)));
    assert_eq!(after(&[("retry-after", "7"), ("retry-after-ms", "x")]), Some(Duration::from_secs(7)));
    assert_eq!(after(&[("ratelimit-reset", "7"), ("x-ratelimit-reset", "7")]), POLICY);
}

#[test]
fn the_error_says_how_long() {
    let world = World::new([answer(429, &[("retry-after", "3600")], "")]);
    let error = world.run(get(&world.client()).send()).unwrap_err();
    let crate::runtime::Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
}
