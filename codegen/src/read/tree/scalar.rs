//! What a plain YAML scalar stands for: the core schema of YAML 1.2.2, section 10.3.2.
//!
//! So `no`, `on`, `2001-01-01` and `=` are text, and `012` is the number 12. Numbers become JSON numbers.

use std::borrow::Cow;

/// A scalar, resolved.
#[derive(Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    /// A JSON number.
    Number(Cow<'a, str>),
    /// A number that JSON does not have: an infinity, not-a-number, or an octal or hexadecimal one over 128 bits.
    NoNumber,
    Text,
}

/// Resolves a plain scalar.
pub(super) fn resolve(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Scalar::NoNumber,
        _ if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) => number(text),
        _ => Scalar::Text,
    }
}

fn number(text: &str) -> Scalar<'_> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
                return Scalar::Text;
            }
            let value = u128::from_str_radix(digits, radix);
            return value.map_or(Scalar::NoNumber, |value| Scalar::Number(value.to_string().into()));
        }
    }
    let (minus, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Scalar::NoNumber;
    }
    decimal(text, minus, digits).map_or(Scalar::Text, Scalar::Number)
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, in JSON's spelling.
fn decimal<'a>(text: &'a str, minus: &str, digits: &str) -> Option<Cow<'a, str>> {
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (digits.get(..at)?, digits.get(at + 1..)?),
        None => (digits, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !numeric(whole) || !numeric(fraction) || !numeric(unsigned) || unsigned.is_empty() {
        return None;
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    // JSON has no leading zeros, and digits on both sides of a point.
    let plain = whole.trim_start_matches('0');
    let plain = if plain.is_empty() { "0" } else { plain };
    let point = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    let power = digits.get(mantissa.len()..)?;
    let json = format!("{minus}{plain}{point}{power}");
    Some(if json == text { Cow::Borrowed(text) } else { Cow::Owned(json) })
}
