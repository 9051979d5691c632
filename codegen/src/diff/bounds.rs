//! Limits of values, compared.

use crate::ir::Limits;

/// What became of the limits of a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// What was allowed and is not any more, a few words each.
    pub(super) narrowed: Vec<String>,
    /// What is allowed now and was not, a few words each.
    pub(super) widened: Vec<String>,
    /// Defaults, before and after, where they differ.
    pub(super) default: Option<(Option<String>, Option<String>)>,
}

impl Moved {
    /// Compares limits; none at all is no limit.
    pub(super) fn between(old: Option<&Limits>, new: Option<&Limits>) -> Self {
        let none = Limits::default();
        let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
        let mut moved = Self::default();
        if old == new {
            return moved;
        }
        moved.limits(old, new, "");
        if old.default != new.default {
            moved.default = Some((old.default.clone(), new.default.clone()));
        }
        moved
    }

    fn limits(&mut self, old: &Limits, new: &Limits, of: &str) {
        let count = |value: Option<u64>| value.map(|value| value.to_string());
        self.bound(
            Side::Least,
            count(old.min_length).as_ref(),
            count(new.min_length).as_ref(),
            &format!("minLength{of}"),
        );
        self.bound(
            Side::Most,
            count(old.max_length).as_ref(),
            count(new.max_length).as_ref(),
            &format!("maxLength{of}"),
        );
        self.bound(Side::Least, count(old.min_items).as_ref(), count(new.min_items).as_ref(), &format!("minItems{of}"));
        self.bound(Side::Most, count(old.max_items).as_ref(), count(new.max_items).as_ref(), &format!("maxItems{of}"));
        self.bound(Side::Least, old.minimum.as_ref(), new.minimum.as_ref(), &format!("minimum{of}"));
        self.bound(Side::Most, old.maximum.as_ref(), new.maximum.as_ref(), &format!("maximum{of}"));
        self.flag(old.exclusive_minimum, new.exclusive_minimum, &format!("exclusiveMinimum{of}"));
        self.flag(old.exclusive_maximum, new.exclusive_maximum, &format!("exclusiveMaximum{of}"));
        self.flag(old.unique_items, new.unique_items, &format!("uniqueItems{of}"));
        self.rule(old.pattern.as_ref(), new.pattern.as_ref(), &format!("pattern{of}"));
        self.rule(old.format.as_ref(), new.format.as_ref(), &format!("format{of}"));
        self.rule(old.multiple_of.as_ref(), new.multiple_of.as_ref(), &format!("multipleOf{of}"));
        if of.is_empty() && old.items != new.items {
            let none = Limits::default();
            let (old, new) = (old.items.as_deref().unwrap_or(&none), new.items.as_deref().unwrap_or(&none));
            self.limits(old, new, " of items");
        }
    }

    fn bound(&mut self, side: Side, old: Option<&String>, new: Option<&String>, what: &str) {
        if old == new {
            return;
        }
        let words = format!("`{what}` {}", change(old, new));
        let is_narrower = match (old, new) {
            (None, _) => true,
            (_, None) => false,
            (Some(old), Some(new)) => match (old.parse::<f64>(), new.parse::<f64>()) {
                (Ok(old), Ok(new)) if old.total_cmp(&new).is_eq() => return,
                (Ok(old), Ok(new)) => (side == Side::Least) == (new > old),
                _ => true,
            },
        };
        if is_narrower { self.narrowed.push(words) } else { self.widened.push(words) }
    }

    fn flag(&mut self, old: bool, new: bool, what: &str) {
        match (old, new) {
            (false, true) => self.narrowed.push(format!("`{what}` is new")),
            (true, false) => self.widened.push(format!("`{what}` is gone")),
            _ => {}
        }
    }

    /// A rule whose meaning is not looked at: another one may refuse what the one before took.
    fn rule(&mut self, old: Option<&String>, new: Option<&String>, what: &str) {
        let words = format!("`{what}` {}", change(old, new));
        match (old, new) {
            (old, new) if old == new => {}
            (Some(_), None) => self.widened.push(words),
            _ => self.narrowed.push(words),
        }
    }

    /// Everything, in words.
    pub(super) fn words(&self) -> String {
        self.narrowed.iter().chain(&self.widened).cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Which way a bound holds values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Most,
}

fn change(old: Option<&String>, new: Option<&String>) -> String {
    match (old, new) {
        (None, Some(new)) => format!("is new: `{new}`"),
        (Some(old), None) => format!("was `{old}`, and is gone"),
        (Some(old), Some(new)) => format!("was `{old}`, and is `{new}`"),
        (None, None) => String::new(),
    }
}
