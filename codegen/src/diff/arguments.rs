//! What callers may hand over for a value, as `emit` writes it: the test target `diff` compares the two.

use crate::ir::{Place, Presence, Scalar};

use super::pairs::Side;
use super::surface::{Field, Input};
use super::ty::Ty;

/// The type of an argument or a setter for a value of a type.
pub(super) fn argument(ty: &Ty, side: &Side<'_>) -> String {
    match ty {
        Ty::Scalar(scalar)
            if matches!(scalar, Scalar::String | Scalar::I64 | Scalar::I128 | Scalar::F64) || scalar.is_text() =>
        {
            format!("impl Into<{ty}>")
        }
        Ty::Model(path) if side.converts(path) => format!("impl Into<{ty}>"),
        Ty::LooseTuple(_) | Ty::Json => format!("impl Into<{ty}>"),
        Ty::List(item) if **item == Ty::Scalar(Scalar::String) => {
            "impl IntoIterator<Item = impl Into<String>>".to_owned()
        }
        Ty::List(item) => format!("impl IntoIterator<Item = {item}>"),
        Ty::Map(value) => format!("impl IntoIterator<Item = (impl Into<String>, {value})>"),
        Ty::Model(_) | Ty::Scalar(_) | Ty::Nullable(_) | Ty::Tuple(_) => ty.to_string(),
    }
}

/// What the setter of a field takes.
pub(super) fn setter(field: &Field, ty: &Ty, side: &Side<'_>) -> String {
    match field.is {
        Presence::OptionalNullable => format!("impl Into<types::Nullable<{ty}>>"),
        Presence::Required | Presence::Optional | Presence::Nullable => argument(ty, side),
    }
}

/// What an argument or a setter takes for an input.
pub(super) fn input(input: &Input, ty: &Ty, side: &Side<'_>) -> String {
    match (input.place, input.nullable, input.required) {
        (Place::Bytes, ..) => "impl Into<transport::Body>".to_owned(),
        (Place::Text, ..) => "impl Into<String>".to_owned(),
        (Place::File, ..) => "impl Into<transport::FilePart>".to_owned(),
        (Place::Files, ..) => "impl IntoIterator<Item = impl Into<transport::FilePart>>".to_owned(),
        (_, false, _) => argument(ty, side),
        (_, true, true) => format!("impl Into<Option<{ty}>>"),
        (_, true, false) => format!("impl Into<types::Nullable<{ty}>>"),
    }
}

/// What an input is in a struct of required inputs.
pub(super) fn plain(input: &Input, ty: &Ty) -> String {
    match input.place {
        Place::Bytes => "transport::Body".to_owned(),
        Place::File => "transport::FilePart".to_owned(),
        Place::Files => "Vec<transport::FilePart>".to_owned(),
        _ if input.nullable => format!("Option<{ty}>"),
        _ => ty.to_string(),
    }
}

/// Whether everything that could be handed over for `old` can be for `new`: `T` where there is `impl Into<T>` now.
pub(super) fn is_generalised(old: &str, new: &str) -> bool {
    let inside =
        |text: &str| text.strip_prefix("impl Into<").and_then(|rest| rest.strip_suffix('>')).map(str::to_owned);
    let Some(taken) = inside(new) else { return false };
    // `T` converts into `Option<T>` and `Nullable<T>`, but what only converts into `T` does not.
    let wraps = |inner: &str| taken == format!("Option<{inner}>") || taken == format!("types::Nullable<{inner}>");
    let is_option = |nullable: &str| {
        old.strip_prefix("impl Into<Option<")
            .is_some_and(|rest| nullable == format!("types::Nullable<{}", rest.trim_end_matches('>')))
    };
    old == taken || wraps(old) || is_option(&taken)
}
