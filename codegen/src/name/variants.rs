//! Names of a union's variants.

use crate::diag::Sink;
use crate::ir::{Scalar, Type, Union, Variant};

use super::assign::{Candidate, claim_all};
use super::identity::Label;
use super::kept::KeptMembers;
use super::scope::Scope;
use super::{TypeNames, reserved, words};

/// The variants of the union that is called `own`, in its order: the document's word for each, else its type's name
/// without what it shares with the union's.
pub(super) fn variants(
    union: &Union,
    labels: &[Label],
    own: &str,
    named: &[TypeNames],
    kept: KeptMembers<'_>,
    sink: &mut Sink,
) -> Vec<String> {
    let candidates = union.alternatives.iter().zip(labels).map(|(alternative, label)| Candidate {
        pinned: None,
        kept: kept.get(&label.word),
        rank: 0,
        word: &label.word,
        wanted: vec![word(alternative, label).unwrap_or_else(|| after_type(alternative, own, named))],
        loc: alternative.loc,
    });
    claim_all(&mut Scope::with(&[reserved::VARIANTS]), candidates.collect(), "Variant", sink)
}

/// What the document, or its number, makes of an alternative's name; `None` where its type does.
pub(super) fn word(alternative: &Variant, label: &Label) -> Option<String> {
    let number = || label.number.map(|number| format!("Variant{number}"));
    alternative.word.as_deref().map(words::upper_camel).or_else(number)
}

fn after_type(alternative: &Variant, own: &str, named: &[TypeNames]) -> String {
    match &alternative.ty {
        Type::Named(id) => {
            let name = named.get(id.0 as usize).map_or("", |names| names.name.as_str());
            trimmed(name, own).to_owned()
        }
        ty => kind(ty).to_owned(),
    }
}

/// The name without the union's own before or behind it: `TextContent` of `Content` is `Text`.
fn trimmed<'n>(name: &'n str, own: &str) -> &'n str {
    let is_word = |rest: &&str| rest.starts_with(|letter: char| letter.is_ascii_uppercase());
    let before = name.strip_prefix(own).filter(is_word);
    let behind = || name.strip_suffix(own).filter(|rest| !rest.is_empty());
    before.or_else(behind).unwrap_or(name)
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "List",
        Type::Tuple(_) | Type::LooseTuple(_) => "Tuple",
        Type::Map(_) => "Map",
        Type::Named(_) | Type::Nullable(_) | Type::Json => "Other",
        Type::Scalar(scalar) => match scalar {
            Scalar::String => "String",
            Scalar::Bool => "Bool",
            Scalar::F32 | Scalar::F64 => "Number",
            Scalar::Timestamp => "Timestamp",
            Scalar::Date => "Date",
            Scalar::Base64 => "Base64",
            Scalar::Uuid => "Uuid",
            Scalar::Ipv4 => "Ipv4",
            Scalar::Ipv6 => "Ipv6",
            Scalar::Ip => "Ip",
            Scalar::Duration => "Duration",
            Scalar::Decimal => "Decimal",
            _ => "Integer",
        },
    }
}
