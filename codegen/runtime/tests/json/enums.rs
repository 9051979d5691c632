//! Open enums.

#![allow(unreachable_pub, reason = "generated models are exported, and these are not")]

use std::collections::HashSet;

use super::models::{KeylessCertificateStatus as Status, shadows};
use super::{failure, read, round_trip};
use crate::runtime::json::open_enum;
use crate::runtime::types::UnknownValue;

#[test]
fn known_values_are_variants() {
    assert_eq!(read::<Status>("\"deleted\"").unwrap(), Status::Deleted);
    assert_eq!(Status::KNOWN, [Status::Active, Status::Deleted]);
    assert_eq!(Status::Active.as_str(), "active");
    assert_eq!(format!("{:>8}|{}", Status::Active, Status::Deleted), "  active|deleted");
    assert!(shadows::Box::KNOWN.is_empty());
}

#[test]
fn unknown_values_are_kept_and_written_back() {
    let unknown = read::<Status>("\"pending_é\\n\"").unwrap();
    assert!(matches!(&unknown, Status::Unknown(value) if value.as_str() == "pending_é\n"));
    assert_eq!(unknown.as_str(), "pending_é\n");
    assert_ne!(unknown, read::<Status>("\"pending\"").unwrap());
    for text in ["\"pending_é\\n\"", "\"\"", "\"Active\"", "\"active \"", "\"active\""] {
        round_trip::<Status>(text);
    }
    assert_eq!(HashSet::from([unknown.clone(), unknown]).len(), 1);
}

#[test]
fn only_known_values_are_parsed_from_text() {
    assert_eq!("active".parse::<Status>(), Ok(Status::Active));
    let error = "activ".parse::<Status>().unwrap_err();
    assert_eq!(error.to_string(), "\"activ\" is none of the known values: active, deleted");
    assert_eq!((error.text(), error.known()), ("activ", ["active", "deleted"].as_slice()));
}

#[test]
fn a_value_that_is_no_string_is_an_error() {
    assert_eq!(failure::<Vec<Status>>("[\"active\", 1]"), "[1]: expected a string, found a number (byte 11)");
    assert_eq!(failure::<Status>("null"), "expected a string, found null (byte 0)");
    assert_eq!(failure::<Status>("{}"), "expected a string, found an object (byte 0)");
}

macro_rules! many {
    ($($variant:ident $wire:literal)*) => {
        #[derive(Clone)]
        enum Many {
            $($variant,)*
            Unknown(UnknownValue),
        }

        open_enum! { Many { $($variant = $wire),* } }
    };
}

many! {
    A0 "a0" A1 "a1" A2 "a2" A3 "a3" A4 "a4" A5 "a5" A6 "a6" A7 "a7" A8 "a8" A9 "a9"
    B0 "b0" B1 "b1" B2 "b2" B3 "b3" B4 "b4" B5 "b5" B6 "b6" B7 "b7" B8 "b8" B9 "b9"
    C0 "c0" C1 "c1" C2 "c2" C3 "c3" C4 "c4" C5 "c5" C6 "c6" C7 "c7" C8 "c8" C9 "c9"
    D0 "d0" D1 "d1" D2 "d2" D3 "d3" D4 "d4" D5 "d5" D6 "d6" D7 "d7" D8 "d8" D9 "d9"
    E0 "e0" E1 "e1" E2 "e2" E3 "e3" E4 "e4" E5 "e5" E6 "e6" E7 "e7" E8 "e8" E9 "e9"
    F0 "f0" F1 "f1" F2 "f2" F3 "f3" F4 "f4" F5 "f5" F6 "f6" F7 "f7" F8 "f8" F9 "f9"
    G0 "g0" G1 "g1" G2 "g2" G3 "g3" G4 "g4" G5 "g5" G6 "g6" G7 "g7" G8 "g8" G9 "g9"
    H0 "h0" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" H7 "h7" H8 "h8" H9 "h9"
}

#[test]
fn many_variants_are_found() {
    assert_eq!(Many::KNOWN.len(), 80);
    for known in Many::KNOWN {
        assert_eq!(read::<Many>(&format!("{:?}", known.as_str())).unwrap(), *known);
    }
    assert!(matches!(read::<Many>("\"I0\"").unwrap(), Many::Unknown(_)));
}
