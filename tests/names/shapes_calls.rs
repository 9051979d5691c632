//! Compiled in the crate of `shapes.yaml`: what was read is written as the same JSON, whatever a schema looks like.

use std::time::{Duration, SystemTime};

use http::{Request, Response};
use names_shapes::transport::{Body, BoxFuture, Clock, Transport};
use names_shapes::{Client, TransportError, models, types};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads a value, and looks whether the same JSON is written.
fn same<T: Serialize + DeserializeOwned>(json: Value) -> T {
    let value: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    value
}

#[test]
fn tuples() {
    let read: models::Tuples = same(json!({
        "point": [1, 2.5],
        "loose": ["2024-01-31", [0, 0]],
        "lists": [[], ["a"], ["a", "b", "c"]],
        "single": [{ "a": "x" }],
        "itself": [null, { "point": [0, 0], "loose": [true, 1, 2], "lists": [], "single": [{}] }],
        "maybe": [3, 4],
    }));
    assert_eq!(read.point, (1.0, 2.5));
    assert_eq!(read.loose.get().map(|(date, _)| date.to_string()).as_deref(), Some("2024-01-31"));
    assert_eq!(read.maybe.as_option(), Some(&models::TuplesMaybe::Tuple((3.0, 4.0))));
    let (name, inner) = *read.itself.unwrap();
    assert_eq!((name, inner.loose.as_other()), (None, Some(&json!([true, 1, 2]))));

    let made = models::Tuples::new((1.0, 2.0), ("2024-01-31".parse().unwrap(), (0.0, 0.5)), [], (inner.single.0,));
    let made = made.maybe(models::TuplesMaybe::from("text")).itself((Some("a".to_owned()), made_again()));
    assert_eq!(serde_json::to_value(&made).unwrap()["itself"][0], "a");
    same::<models::Tuples>(serde_json::to_value(&made).unwrap());
}

fn made_again() -> models::Tuples {
    let first: types::Date = "2024-01-31".parse().unwrap();
    let item = models::TuplesSingleItem1::new().a("b");
    models::Tuples::new((1.0, 2.0), (first, (0.0, 0.0)), [vec!["c".to_owned()]], (item,))
}

/// Reads values of a choice, each of which has to be of an alternative that the document names.
macro_rules! known {
    ($choice:ident: $($variant:ident $json:tt),* $(,)?) => {
        $(match same::<models::$choice>(json!($json)) {
            models::$choice::$variant(_) => {}
            other => panic!("{} became {other:?}", json!($json)),
        })*
    };
}

/// Reads values of a choice that are of no alternative: they are kept.
macro_rules! unknown {
    ($choice:ident: $($json:tt),* $(,)?) => {
        $(match same::<models::$choice>(json!($json)) {
            models::$choice::Unknown { 0: kept, .. } => assert_eq!(*kept.as_json(), json!($json)),
            other => panic!("{} became {other:?}", json!($json)),
        })*
    };
}

#[test]
fn by_kind_of_json() {
    known!(Kinds: String "a", Integer 1, Bool true, List ["a", "b"], List []);
    unknown!(Kinds: 1.5, [1], { "a": 1 });
    known!(Tree: String "a", List ["a", ["b", { "left": [] }]], Node { "left": "a", "right": { "left": "b" } });
    unknown!(Tree: 1, { "right": "a" });
}

#[test]
fn by_discriminator() {
    known!(Tagged: Cat { "kind": "cat", "lives": 9 }, Dog { "kind": "Dog", "lives": 1 }, Cow { "kind": "Cow" });
    unknown!(Tagged: { "kind": "cat" }, { "kind": "bird", "wings": [2] }, { "lives": 9 }, { "kind": null }, "cat", {});
    known!(Untold: On { "state": "on", "volt": 230 }, Off { "state": "off" }, Off { "since": "1", "state": "standby" });
    unknown!(Untold: { "volt": 230 }, { "state": "burning", "volt": 1 });
}

#[test]
fn by_constants() {
    known!(Inferred: A { "type": "a", "a": "x" }, Variant2 { "type": "b", "b": "x" }, Variant2 { "type": "c" });
    known!(Inferred: True { "type": true });
    unknown!(Inferred: { "type": "a" }, { "type": "d" }, { "type": false }, { "a": "x" });
}

#[test]
fn by_fields() {
    known!(Disjoint: Variant1 { "url": "a" }, Variant2 { "file": "a", "id": 1 }, Variant3 { "file": ["a"] });
    known!(Disjoint: Map { "a": 1, "b": 2 }, Map {}, Map { "id": 1 });
    unknown!(Disjoint: { "file": true }, { "id": "a" }, []);
    known!(Scored: Short { "id": 1 }, Long { "id": 1, "b": "x" }, Short {}, Long { "a": "y", "b": "x" });
    known!(Deep: Bucket { "source": { "bucket": "b" } }, Container { "source": { "key": "k", "container": "c" } }, Bucket {});
    known!(Overlapping: Simple { "fight": true }, Super { "likely": "allow" }, Simple { "fight": false, "likely": "allow" });
    known!(Nested: Cat { "kind": "cat", "lives": 9 }, Dog { "kind": "Dog" }, Variant4 { "url": "a" }, Map { "z": 1 });
    known!(Nested: Uuid "023e105f-4ecf-8ad9-ca31-a8372d0c353a", Uuid "none");
}

#[test]
fn in_lists_and_fields() {
    same::<models::Choices>(json!({
        "kinds": ["a", null, 1, { "x": 1 }],
        "tagged": [{ "kind": "cat", "lives": 9 }, { "kind": "bird" }],
        "tree": ["a", { "left": 1 }],
        "colours": ["red", "dark red", "", "green"],
        "levels": [1, -5, 7],
        "sizes": ["small", "large"],
        "either": ["auto", 3, "manual", 1.5],
        "mixed": ["auto", "no", 1, 2, true, null, "manual", 7, false],
    }));
    let mixed = json!({ "colours": [1] });
    assert!(serde_json::from_value::<models::Choices>(mixed).is_err(), "an enum of texts is a text");
}

#[test]
fn a_type_may_need_lists_of_itself() {
    let inner = models::Needy::new([], [("a", Vec::new())]);
    let made = models::Needy::new([inner.clone()], [("b", vec![inner])]);
    assert_eq!(same::<models::Needy>(serde_json::to_value(&made).unwrap()), made);
}

#[test]
fn tags_are_filled_in() {
    let json = |value: &models::Tagged| serde_json::to_value(value).unwrap();
    assert_eq!(json(&models::Cat::new(9).into()), json!({ "kind": "cat", "lives": 9 }));
    assert_eq!(json(&models::Dog::new().into()), json!({ "kind": "Dog" }));
    assert_eq!(json(&models::Cow::new().into()), json!({ "kind": "Cow" }));
    let on = models::Untold::from(models::On::new(230.0));
    assert_eq!(serde_json::to_value(&on).unwrap(), json!({ "volt": 230, "state": "on" }));
    assert_eq!(models::InferredA::new("x").r#type.as_str(), "a");
    assert!(models::InferredTrue::new().r#type);
}

/// Sends nothing: requests are only looked at.
struct Nothing;

impl Transport for Nothing {
    fn call(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

impl Clock for Nothing {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn constants_are_sent() {
    let client = Client::builder().transport(Nothing).clock(Nothing).random(|| 0.5).build().unwrap();
    let constants = client.constants();
    let request = constants.create().name("a").into_http().unwrap();
    assert_eq!(request.uri(), "https://shapes.example/constants/v1?full=true");
    assert_eq!(request.headers()["level"], "-2");
    assert_eq!(request.body(), r#"{"grant":"code","times":2,"name":"a"}"#);
    assert_eq!(constants.create().into_http().unwrap().body(), r#"{"grant":"code","times":2}"#);
    assert_eq!(constants.update().into_http().unwrap().body(), "", "a body that need not be sent");
    let request = constants.update().name("a").into_http().unwrap();
    assert_eq!(request.body(), r#"{"grant":"code","times":2,"name":"a"}"#);
    assert_eq!(constants.edit().into_http().unwrap().body(), "grant=code&times=2");
}
