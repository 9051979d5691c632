//! Single values in examples.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::ir::Scalar;

pub(super) fn text(value: &Value, name: &str) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => name.trim_start_matches("r#").to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn scalar_sample(scalar: Scalar, value: &Value, name: &str) -> TokenStream {
    match scalar {
        Scalar::String => {
            let text = Literal::string(&text(value, name));
            quote!(#text.to_owned())
        }
        Scalar::Bool => {
            let value = value.as_bool().unwrap_or(true);
            quote!(#value)
        }
        Scalar::F64 | Scalar::F32 => number(value, true),
        Scalar::Timestamp => parsed(&quote!(types::Timestamp), value, "2024-01-31T12:00:00Z", "a date-time"),
        Scalar::Date => parsed(&quote!(types::Date), value, "2024-01-31", "a date"),
        Scalar::Base64 => quote!(types::Base64::from(b"bytes".to_vec())),
        Scalar::Uuid => parsed(&quote!(types::Uuid), value, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "a UUID"),
        Scalar::Ipv4 => parsed(&quote!(types::Ipv4), value, "192.0.2.1", "an address"),
        Scalar::Ipv6 => parsed(&quote!(types::Ipv6), value, "2001:db8::1", "an address"),
        Scalar::Ip => parsed(&quote!(types::Ip), value, "192.0.2.1", "an address"),
        Scalar::Duration => parsed(&quote!(types::Duration), value, "PT1H", "a duration"),
        Scalar::Decimal => parsed(&quote!(types::Decimal), value, "1.50", "a decimal"),
        _ => {
            let value = value.as_i64().filter(|value| (0..=100).contains(value)).unwrap_or(1);
            let literal = Literal::i64_unsuffixed(value);
            quote!(#literal)
        }
    }
}

/// The type is spelled out, since an argument takes whatever becomes one.
fn parsed(ty: &TokenStream, value: &Value, otherwise: &str, what: &str) -> TokenStream {
    let text = value.as_str().unwrap_or(otherwise);
    quote!(#text.parse::<#ty>().expect(#what))
}

pub(super) fn number(value: &Value, exact: bool) -> TokenStream {
    let value = value.as_f64().unwrap_or(1.0);
    if !exact && value.fract() == 0.0 && value.abs() < 1e9 {
        #[allow(clippy::cast_possible_truncation, reason = "whole and small, as the line above says")]
        let literal = Literal::i64_unsuffixed(value as i64);
        return quote!(#literal);
    }
    let literal = Literal::f64_unsuffixed(value);
    quote!(#literal)
}

pub(super) fn json(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(types::Json::from(#text)),
        Value::Bool(flag) => quote!(types::Json::from(#flag)),
        _ => quote!(types::Json::Null),
    }
}
