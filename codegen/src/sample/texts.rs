//! Texts that fit a length, a format and patterns.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};

use crate::schema::Validator;

use super::merge::Merged;
use super::{formats, patterns};

/// The longest text that is made.
const MAX_LENGTH: usize = 1 << 16;

/// Judges of formats and patterns, kept because preparing one costs more than asking it.
#[derive(Debug, Default)]
pub(super) struct Texts {
    judges: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Texts {
    /// A text; `index` tells several apart.
    pub(super) fn text<'v>(&self, merged: &Merged<'_>, shown: impl Iterator<Item = &'v Value>, index: usize) -> String {
        let shown = shown.filter_map(Value::as_str).map(str::to_owned);
        let fits = |text: &String| self.fits(merged, text);
        if index == 0
            && let Some(found) = shown.take(8).find(fits)
        {
            return found;
        }
        let mut made: Vec<String> = merged.format.and_then(formats::sample).map(str::to_owned).into_iter().collect();
        if let Some(pattern) = merged.patterns.first() {
            made.extend(patterns::texts(pattern, merged.count("minLength").unwrap_or(0), index));
        }
        let plain = if index == 0 { "text".to_owned() } else { format!("text{index}") };
        made.push(plain.clone());
        made.push(sized(merged, &plain));
        // The validator does not know these, and would take any text for one.
        let is_judged = !matches!(merged.format, Some("byte" | "base64" | "decimal"));
        if index > 0 && is_judged {
            let last = made.len().min(2);
            made.rotate_right(last);
        }
        made.iter().find(|text| fits(text)).or(made.first()).cloned().unwrap_or(plain)
    }

    /// Whether a text is one of these.
    pub(super) fn fits(&self, merged: &Merged<'_>, text: &str) -> bool {
        let length = text.chars().count();
        let within = merged.count("minLength").is_none_or(|least| length >= least)
            && merged.count("maxLength").is_none_or(|most| length <= most);
        within
            && merged.format.is_none_or(|format| self.judge("format", format).admits(&text.into()))
            && merged.patterns.iter().all(|pattern| self.judge("pattern", pattern).admits(&text.into()))
    }

    fn judge(&self, keyword: &str, value: &str) -> Arc<Validator> {
        let mut judges = self.judges.lock().unwrap_or_else(PoisonError::into_inner);
        let judge = judges.entry(format!("{keyword} {value}")).or_insert_with(|| {
            let schema = Map::from_iter([(keyword.to_owned(), value.into())]);
            Arc::new(Validator::new(&schema.into()))
        });
        Arc::clone(judge)
    }
}

/// A text as long as it has to be.
fn sized(merged: &Merged<'_>, text: &str) -> String {
    let least = merged.count("minLength").unwrap_or(0).min(MAX_LENGTH);
    let most = merged.count("maxLength").unwrap_or(usize::MAX);
    let mut sized: String = text.chars().chain(std::iter::repeat('a')).take(least.max(text.len())).collect();
    if sized.len() > most {
        // What tells several apart stands at the end.
        sized = sized.chars().rev().take(most).collect::<Vec<_>>().into_iter().rev().collect();
    }
    sized
}
