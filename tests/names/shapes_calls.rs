//! Compiled in the crate of `shapes.yaml`: what was read is written as the same JSON, whatever a schema looks like.

use names_shapes::{models, types};
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
