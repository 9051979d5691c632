//! Arrays whose elements are of a type each.

use super::models::Node;
use super::{failure, read, round_trip, write};
use crate::runtime::types::{Json, Tuple};

#[test]
fn a_tuple_is_an_array() {
    let pair: (String, i64) = read(r#"["a", 1.0]"#).unwrap();
    assert_eq!(pair, ("a".to_owned(), 1));
    assert_eq!(write(&pair), r#"["a",1]"#);
    round_trip::<(bool,)>("[true]");
    round_trip::<Vec<(f64, Option<Node>)>>(r#"[[1.5,null],[2,{"value":1}]]"#);
    round_trip::<(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64)>("[0,1,2,3,4,5,6,7,8,9,10,11]");
}

#[test]
fn an_element_that_is_wrong_has_a_place() {
    assert_eq!(failure::<(String, i64)>(r#"["a", "b"]"#), "[1]: expected a number, found a string (byte 6)");
    assert_eq!(failure::<(String, i64)>(r#"["a"]"#), "[1]: an element is missing (byte 5)");
    assert_eq!(failure::<(String, i64)>("{}"), "expected an array, found an object (byte 0)");
}

#[test]
fn what_a_tuple_does_not_know_is_skipped() {
    assert_eq!(read::<(String, i64)>(r#"["a", 1, {"x": []}]"#).unwrap(), ("a".to_owned(), 1));
    assert_eq!(read::<(String, Option<i64>)>(r#"["a"]"#).unwrap(), ("a".to_owned(), None));
}

#[test]
fn another_array_than_the_tuple_is_kept() {
    type Pair = Tuple<(String, Option<i64>)>;
    let pair: Pair = read(r#"["a", null]"#).unwrap();
    assert_eq!(pair.get(), Some(&("a".to_owned(), None)));
    assert_eq!(pair.as_other(), None);
    for other in [r#"["a"]"#, r#"["a",1,2]"#, r#"["a","b"]"#, "[]", r#"{"a":1}"#] {
        let kept: Pair = read(other).unwrap();
        assert_eq!(kept.get(), None);
        assert_eq!(kept.as_other().map(Json::to_string).as_deref(), Some(other));
        round_trip::<Pair>(other);
    }
    let pair = Pair::from(("a".to_owned(), Some(1)));
    assert_eq!(write(&pair), r#"["a",1]"#);
    assert_eq!(pair.into_inner(), Some(("a".to_owned(), Some(1))));
    assert!(read::<Pair>(r#"["a", 1"#).is_err(), "what is no JSON is an error");
}

#[test]
fn serde_sees_the_same() {
    for text in [r#"["a",1]"#, r#"["a"]"#] {
        let pair: Tuple<(String, i64)> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&pair).unwrap(), text);
    }
}
