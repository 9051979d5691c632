//! Words to identifiers: the one place that knows case conversion.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A type, variant or marker: `CustomCertificate`.
pub(super) fn upper_camel(text: &str) -> String {
    let mut camel = String::with_capacity(text.len());
    for word in readable(text).to_snake_case().split('_').map(ToUpperCamelCase::to_upper_camel_case) {
        // `1.0` and `10` are two things.
        let is_number = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        if is_number(camel.chars().last()) && is_number(word.chars().next()) {
            camel.push('_');
        }
        camel.push_str(&word);
    }
    identifier(&camel, "N")
}

/// A field, method, argument or module: `custom_certificate`.
pub(super) fn snake(text: &str) -> String {
    // One word to everybody, and two to a rule about capitals.
    identifier(&readable(&text.replace("OAuth", "Oauth")).to_snake_case(), "n_")
}

/// Letters, digits and separators that Rust can spell; a sign that carries the meaning by itself becomes its word.
fn readable(text: &str) -> String {
    let only_signs = !text.chars().any(char::is_alphanumeric);
    let mut words = String::with_capacity(text.len());
    for (at, letter) in text.chars().enumerate() {
        let means = only_signs || (at == 0 && is_sign_of_value(letter));
        match letter {
            letter if letter.is_alphanumeric() && letter.is_ascii() => words.push(letter),
            letter if letter.is_alphanumeric() => {
                // Letters of other scripts by their code: identifiers stay ASCII, and never look alike.
                words.push_str(&code_point(letter));
            }
            letter if means => match sign(letter) {
                Some(word) => {
                    words.push(' ');
                    words.push_str(word);
                    words.push(' ');
                }
                None => words.push_str(&code_point(letter)),
            },
            _ => words.push(' '),
        }
    }
    words
}

/// A word for a letter that has no other: its code point.
fn code_point(letter: char) -> String {
    format!(" U{:X} ", u32::from(letter))
}

/// `-1`, `+1`, `<5`: a sign before a value is part of it; before a word (`-created_at`, `@type`) it is too, since the
/// word alone is often there as well.
fn is_sign_of_value(letter: char) -> bool {
    matches!(letter, '-' | '+' | '<' | '>' | '=' | '!' | '@' | '$' | '#' | '*' | '~')
}

fn sign(letter: char) -> Option<&'static str> {
    Some(match letter {
        '-' => "minus",
        '+' => "plus",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        '*' => "star",
        '~' => "tilde",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '_' => "underscore",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '^' => "caret",
        '\\' => "backslash",
        ' ' => "space",
        '(' => "open",
        ')' => "close",
        '[' => "open_bracket",
        ']' => "close_bracket",
        '{' => "open_brace",
        '}' => "close_brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '≥' => "greater_or_equal",
        '≤' => "less_or_equal",
        '≠' => "not_equal",
        _ => return None,
    })
}

/// An identifier that does not start with a digit and is not empty.
fn identifier(text: &str, prefix: &str) -> String {
    match text.chars().next() {
        None if prefix == "N" => "Empty".to_owned(),
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{prefix}{text}"),
        Some(_) => text.to_owned(),
    }
}

/// Words that only look like a plural, or have one of their own kind.
const SINGULAR: &[(&str, Option<&str>)] = &[
    ("Ids", Some("Id")),
    ("Ips", Some("Ip")),
    ("Ads", Some("Ad")),
    ("Aliases", Some("Alias")),
    ("Biases", Some("Bias")),
    ("Caches", Some("Cache")),
    ("Cookies", Some("Cookie")),
    ("Indices", Some("Index")),
    ("Movies", Some("Movie")),
    ("Statuses", Some("Status")),
    ("Alias", None),
    ("Always", None),
    ("Atlas", None),
    ("Bias", None),
    ("Canvas", None),
    ("Cors", None),
    ("Ddos", None),
    ("Https", None),
    ("Iops", None),
    ("Kubernetes", None),
    ("Lens", None),
    ("Macos", None),
    ("Means", None),
    ("News", None),
    ("Series", None),
    ("Species", None),
    ("Windows", None),
];

/// What one of several is called: `Rules` hold a `Rule`. `None` for a word that is no plural, as far as its ending tells.
pub(super) fn one_of(camel: &str) -> Option<String> {
    let last = camel.char_indices().rev().find(|(_, letter)| letter.is_ascii_uppercase())?.0;
    let (before, word) = camel.split_at_checked(last)?;
    if let Some((_, one)) = SINGULAR.iter().find(|(known, _)| *known == word) {
        return one.map(|one| format!("{before}{one}"));
    }
    let without = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() > 2);
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ss", "us", "is"]) {
        return None;
    }
    if let Some(stem) = without("ies") {
        return Some(format!("{before}{stem}y"));
    }
    // `Addresses`, `Boxes`, `Branches`, `Hashes`; but `Clauses` and `Sizes` have an e of their own.
    let ending = if ends(&["sses", "xes", "shes", "tches", "nches", "rches"]) { "es" } else { "s" };
    Some(format!("{before}{}", without(ending)?))
}
