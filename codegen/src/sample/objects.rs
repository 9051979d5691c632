//! Lists and objects.

use serde_json::{Map, Value};

use super::merge::Merged;
use super::{Amount, DEEP, Maker, Spot};

/// More items than this are not made, whatever the schema asks for.
const MAX_ITEMS: usize = 200;

impl<'s> Maker<'s> {
    /// Whether what is not required is left out where the maker is: deep down, or in a schema that holds itself.
    fn is_sparse(&self, spot: &Spot) -> bool {
        let last = self.way.last();
        let again = self.way.iter().filter(|reference| Some(*reference) == last).count() > 1;
        self.amount == Amount::Least || spot.depth >= DEEP || again
    }

    /// A list: as many items as there have to be, and one at least where there may be.
    pub(super) fn array(&mut self, merged: &Merged<'s>, hint: Option<&Value>, spot: &Spot) -> Value {
        let least = merged.count("minItems").unwrap_or(0).min(MAX_ITEMS);
        let most = merged.count("maxItems").unwrap_or(usize::MAX);
        let shown = hint.or(merged.examples.first().copied()).and_then(Value::as_array);
        let shown = |index: usize| shown.and_then(|items| items.get(index));
        let way = self.way.last();
        let holds_itself = self.way.iter().filter(|reference| Some(*reference) == way).count() > 2;
        let wanted =
            if holds_itself || self.is_sparse(spot) && self.dice.is_some() { 0 } else { self.roll(4).unwrap_or(1) };
        let count = least.max(wanted).max(merged.first_items.len().min(most)).min(most);
        let mut items = Vec::with_capacity(count);
        for index in 0..count {
            let schema = merged.first_items.get(index).copied().or(merged.items);
            let mut below = spot.below();
            below.index = if merged.unique || index > 0 { index } else { spot.index };
            let item = match schema {
                Some(Value::Bool(false)) => break,
                Some(schema) => self.value(schema, shown(index), &below),
                None => shown(index).cloned().unwrap_or_else(|| "any".into()),
            };
            if !(merged.unique && items.contains(&item)) {
                items.push(item);
            }
        }
        items.into()
    }

    /// An object.
    pub(super) fn object(&mut self, merged: &Merged<'s>, hint: Option<&Value>, spot: &Spot) -> Value {
        let sparse = self.is_sparse(spot);
        let mut out = Map::new();
        let shown = |name: &str| {
            let mut all = hint.into_iter().chain(merged.examples.iter().copied()).chain(merged.default);
            all.find_map(|value| value.get(name)).cloned()
        };
        for (name, schemas) in &merged.properties {
            let is_there = !sparse && self.is_rolled_in(spot).unwrap_or(true);
            if merged.required.contains(name) || is_there {
                let value = self.property(schemas, shown(name).as_ref(), spot);
                out.insert((*name).to_owned(), value);
            }
        }
        for name in &merged.required {
            if !out.contains_key(*name) {
                let value = self.member(merged, shown(name).as_ref(), spot);
                out.insert((*name).to_owned(), value);
            }
        }
        for (tag, value) in &merged.tags {
            let said = merged.properties.iter().find(|(name, _)| name == tag);
            if let Some(value) = self.told(said.map_or(&[], |(_, schemas)| schemas), value) {
                out.insert((*tag).to_owned(), value);
            }
        }
        self.fill_up(merged, &mut out, sparse, hint, spot);
        out.into()
    }

    /// What a tag says, as a value that its property may have; `None` where it may not.
    fn told(&self, schemas: &[&'s Value], text: &str) -> Option<Value> {
        let mut said = Merged::default();
        for schema in schemas {
            self.peek(schema, &mut said);
        }
        let parsed = || serde_json::from_str(text).unwrap_or(Value::Null);
        let admits = |value: &Value| {
            said.admits_kind(value)
                && said.constant.is_none_or(|only| only == value)
                && said.values.as_ref().is_none_or(|values| values.contains(&value))
        };
        [text.into(), parsed()].into_iter().find(admits)
    }

    /// Adds members that are not named: one where there may be any, and as many as there have to be.
    fn fill_up(
        &mut self,
        merged: &Merged<'s>,
        out: &mut Map<String, Value>,
        sparse: bool,
        hint: Option<&Value>,
        spot: &Spot,
    ) {
        let least = merged.count("minProperties").unwrap_or(0).min(MAX_ITEMS);
        for (name, schemas) in &merged.properties {
            if out.len() < least && !out.contains_key(*name) {
                let value = self.property(schemas, None, spot);
                out.insert((*name).to_owned(), value);
            }
        }
        let is_map = merged.properties.is_empty() && merged.additional.is_some_and(Value::is_object);
        if !sparse && is_map && out.is_empty() && merged.count("maxProperties") != Some(0) {
            let shown = hint.or(merged.examples.first().copied()).and_then(Value::as_object);
            let shown = shown.and_then(|members| members.iter().next());
            let name = shown.map_or_else(|| self.key(merged, 0), |(name, _)| name.clone());
            let value = self.member(merged, shown.map(|(_, value)| value), spot);
            out.insert(name, value);
        }
        let mut index = 0;
        while out.len() < least && index < MAX_ITEMS {
            let name = self.key(merged, index);
            let value = self.member(merged, None, spot);
            out.insert(name, value);
            index += 1;
        }
    }

    /// The name of a member that the schema does not name.
    fn key(&mut self, merged: &Merged<'s>, index: usize) -> String {
        let Some(names) = merged.names else {
            return if index == 0 { "key".to_owned() } else { format!("key{index}") };
        };
        match self.value(names, None, &Spot { depth: 1, index }) {
            Value::String(name) => name,
            _ => format!("key{index}"),
        }
    }

    /// The value of a member that the schema does not name.
    fn member(&mut self, merged: &Merged<'s>, hint: Option<&Value>, spot: &Spot) -> Value {
        match merged.additional {
            Some(schema @ Value::Object(_)) => self.value(schema, hint, &spot.below()),
            _ => hint.cloned().unwrap_or_else(|| "any".into()),
        }
    }

    /// The value of a member, for all that is said of it.
    fn property(&mut self, schemas: &[&'s Value], hint: Option<&Value>, spot: &Spot) -> Value {
        let mut below = spot.below();
        // Only items have to differ as wholes, and one member that does is enough; the others stay what is shown.
        below.index = spot.index;
        if let [only] = schemas {
            return self.value(only, hint, &below);
        }
        let before = self.way.len();
        let mut merged = Merged::default();
        for schema in schemas {
            self.gather(schema, &mut merged, 0);
        }
        self.choose(&mut merged, hint);
        let value = self.made(&merged, hint, &below);
        self.way.truncate(before);
        value
    }
}
