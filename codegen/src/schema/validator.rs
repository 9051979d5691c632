//! Whether a value is what a schema admits, and where not.

use serde_json::{Map, Value};

/// A schema that is ready to judge values.
///
/// Formats that JSON Schema defines are checked, as OpenAPI means them to be, and `byte` (RFC 4648, section 4); others are
/// not. A pattern that is no regular expression admits everything.
#[derive(Debug)]
pub struct Validator {
    /// `None` where the schema is none, and admits everything.
    inner: Option<jsonschema::Validator>,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is in the value: a JSON Pointer (RFC 6901), empty for the value itself.
    pub pointer: String,
    /// The keyword that the value offends, such as `maxLength`.
    pub keyword: String,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl Validator {
    /// Prepares a schema, as [`Schemas::at`](super::Schemas::at) gives it.
    #[must_use]
    pub fn new(schema: &Value) -> Self {
        if let Ok(inner) = build(schema) {
            return Self { inner: Some(inner) };
        }
        let mut repaired = schema.clone();
        repair(&mut repaired);
        Self { inner: build(&repaired).ok() }
    }

    /// Whether the schema could be understood. One that cannot be admits everything.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.inner.is_some()
    }

    /// Whether a value is admitted.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        self.inner.as_ref().is_none_or(|inner| inner.is_valid(value))
    }

    /// All that is wrong with a value, in the order of its members.
    #[must_use]
    pub fn faults(&self, value: &Value) -> Vec<Fault> {
        let errors = self.inner.iter().flat_map(|inner| inner.iter_errors(value));
        errors
            .map(|error| Fault {
                pointer: error.instance_path().as_str().to_owned(),
                keyword: error.kind().keyword().to_owned(),
                // Values are masked: they may be secrets, or very long.
                message: error.masked().to_string(),
            })
            .collect()
    }

    /// The place of a value that is not among several that are listed (`enum`), where nothing else is wrong.
    #[must_use]
    pub fn unlisted(&self, value: &Value) -> Option<String> {
        use jsonschema::error::ValidationErrorKind as Kind;
        let mut errors = self.inner.iter().flat_map(|inner| inner.iter_errors(value));
        let error = errors.next()?;
        let is_listed =
            matches!(error.kind(), Kind::Enum { options } if options.as_array().is_some_and(|all| all.len() > 1));
        (is_listed && errors.next().is_none()).then(|| error.instance_path().as_str().to_owned())
    }

    /// Whether a value is admitted, but for members of the object at a place that its schema does not name.
    #[must_use]
    pub fn admits_but_for(&self, value: &Value, place: &str) -> bool {
        use jsonschema::error::ValidationErrorKind as Kind;
        let mut errors = self.inner.iter().flat_map(|inner| inner.iter_errors(value));
        errors.all(|error| {
            let is_other = matches!(
                error.kind(),
                Kind::AdditionalProperties { .. } | Kind::UnevaluatedProperties { .. } | Kind::FalseSchema
            );
            let at = error.instance_path().as_str();
            is_other && (at == place || at.rsplit_once('/').is_some_and(|(parent, _)| parent == place))
        })
    }

    /// The members that make a value wrong because the schema does not name them: the objects that have them (JSON Pointer),
    /// and their names. Of alternatives, the first counts that has nothing else against the value.
    #[must_use]
    pub fn unexpected(&self, value: &Value) -> Vec<(String, Vec<String>)> {
        let errors = self.inner.iter().flat_map(|inner| inner.iter_errors(value));
        errors.filter_map(|error| unexpected(&error)).flatten().collect()
    }
}

/// The members that an error is about, where it is about nothing else.
fn unexpected(error: &jsonschema::ValidationError<'_>) -> Option<Vec<(String, Vec<String>)>> {
    use jsonschema::error::ValidationErrorKind as Kind;
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            Some(vec![(error.instance_path().as_str().to_owned(), unexpected.clone())])
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => context.iter().find_map(|errors| {
            let found: Option<Vec<_>> = errors.iter().map(unexpected).collect();
            found.map(|found| found.into_iter().flatten().collect())
        }),
        _ => None,
    }
}

fn build(schema: &Value) -> Result<jsonschema::Validator, ()> {
    let options = jsonschema::draft202012::options().should_validate_formats(true).with_format("byte", is_base64);
    options.build(schema).map_err(|_| ())
}

/// Whether a text is base64, with its padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(is_digit)
}

/// Takes out what no validator understands: patterns that are no regular expressions.
fn repair(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("pattern").is_some_and(|pattern| pattern.is_string() && !is_pattern(pattern)) {
                members.remove("pattern");
            }
            if let Some(Value::Object(patterns)) = members.get_mut("patternProperties") {
                patterns.retain(|pattern, _| is_pattern(&pattern.as_str().into()));
            }
            for member in members.values_mut() {
                repair(member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(repair),
        _ => {}
    }
}

fn is_pattern(pattern: &Value) -> bool {
    build(&Value::Object(Map::from_iter([("pattern".to_owned(), pattern.clone())]))).is_ok()
}
