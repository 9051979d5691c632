//! What can be shown without a document.

use super::ty::Ty;
use super::{Behaviour, Rust, Verdicts, Wire, next};

#[test]
fn types_are_written_and_read() {
    for text in [
        "String",
        "Vec<models::zones::Status>",
        "BTreeMap<String, Option<types::Json>>",
        "(i64, types::Uuid,)",
        "types::Tuple<(String, Vec<f64>,)>",
        "models::r#mod::Type",
    ] {
        assert_eq!(text.parse::<Ty>().expect(text).to_string(), text);
    }
    for text in ["", "Vec<", "Vec<String>>", "Strin", "models", "(String)", &"Vec<".repeat(1000)] {
        assert_eq!(text.parse::<Ty>(), Err(()), "{text}");
    }
}

fn verdicts(rust: Rust, behaviour: Behaviour) -> Verdicts {
    Verdicts { rust, behaviour, wire: Wire::default() }
}

#[test]
fn versions_are_raised_as_cargo_reads_them() {
    let same = Behaviour::Same;
    for (old, rust, new) in [
        ("1.2.3", Rust::Major, "2.0.0"),
        ("1.2.3", Rust::Minor, "1.3.0"),
        ("1.2.3", Rust::Patch, "1.2.4"),
        ("0.2.3", Rust::Major, "0.3.0"),
        ("0.2.3", Rust::Minor, "0.2.4"),
        ("0.2.3", Rust::Patch, "0.2.4"),
        ("0.0.3", Rust::Major, "0.0.4"),
        ("0.0.3", Rust::Minor, "0.0.4"),
        ("1.0.0-alpha.1", Rust::Major, "1.0.0-alpha.2"),
        ("1.0.0-rc", Rust::Patch, "1.0.0-rc.1"),
        ("1.2.3+build", Rust::Patch, "1.2.4"),
    ] {
        assert_eq!(next(old, verdicts(rust, same)).as_deref(), Some(new), "{old} {rust:?}");
    }
    assert_eq!(next("1.2.3", verdicts(Rust::Same, same)), None);
    assert_eq!(next("1.2.3", verdicts(Rust::Same, Behaviour::Changes)).as_deref(), Some("1.3.0"));
    assert_eq!(next("1.2.3", verdicts(Rust::Patch, Behaviour::Breaks)).as_deref(), Some("2.0.0"));
    let wire = Verdicts { wire: Wire { requests: true, responses: false }, ..Verdicts::default() };
    assert_eq!(next("1.2.3", wire).as_deref(), Some("1.2.4"), "the next release speaks with the server as it is now");
}
