//! Numbers of alternatives that have no name in the document.
//!
//! They are counted in the document's order when a union is new. From then on the lock knows them, and an alternative is
//! the one whose fields are most like its own: so one that is put between others, or an order that changes, renumbers
//! nothing, and neither does a field that is added.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::lock::{Entry, Kind, Lock, word};
use crate::ir::{Api, Origin, Type, TypeKind, Union};

/// What the lock knows, laid out for finding alternatives in it.
pub(super) struct Numbers<'a> {
    lock: &'a Lock,
    /// Types by their names: another place of a type has its fields there.
    by_name: HashMap<&'a str, &'a Entry>,
}

/// What is in an alternative, as the lock spells it: the way to what something stands in, a blank, and its word.
type Words = BTreeSet<String>;

/// How much two alternatives have in common, of 1,000.
const SAME: usize = 1_000;

/// How many steps into an alternative are looked at.
const DEPTH: usize = 3;

impl<'a> Numbers<'a> {
    pub(super) fn new(lock: &'a Lock) -> Self {
        let own = lock.types.values().filter(|entry| entry.kind != Kind::Also);
        Self { lock, by_name: own.map(|entry| (entry.name.as_str(), entry)).collect() }
    }

    /// The number of each alternative of a union with these words; `None` for one that has a name.
    pub(super) fn of(&self, api: &Api, union: &Union, key: &str) -> Vec<Option<usize>> {
        let mut left = self.known(key);
        let mut numbers: Vec<Option<usize>> = union.alternatives.iter().map(|one| one.number).collect();
        if left.is_empty() {
            return numbers;
        }
        let mut next = left.keys().max().map_or(1, |last| last + 1);
        let unnamed = union.alternatives.iter().enumerate().filter(|(_, one)| one.number.is_some());
        let mut open: BTreeMap<usize, Words> = unnamed
            .map(|(at, one)| {
                let mut inside = Words::new();
                words(api, &one.ty, "", &mut inside);
                (at, inside)
            })
            .collect();
        let mut give = |at: usize, number: usize| {
            if let Some(place) = numbers.get_mut(at) {
                *place = Some(number);
            }
        };
        while let Some((at, number)) = closest(&open, &left, union) {
            open.remove(&at);
            left.remove(&number);
            give(at, number);
        }
        for at in open.into_keys() {
            give(at, next);
            next += 1;
        }
        numbers
    }

    /// What is in the numbered alternatives that a union had.
    fn known(&self, key: &str) -> BTreeMap<usize, Words> {
        let mut known: BTreeMap<usize, Words> = BTreeMap::new();
        let members = self.lock.types.get(key).into_iter().flat_map(|entry| &entry.members);
        known.extend(members.filter_map(|member| number(&member.key)).map(|number| (number, Words::new())));
        let before = format!("{key} ~");
        let inside = self.lock.types.range(before.clone()..).take_while(|(other, _)| other.starts_with(&before));
        for (other, entry) in inside {
            let Some(rest) = other.get(key.len() + 1..) else { continue };
            let (label, way) = rest.split_once(' ').unwrap_or((rest, ""));
            let Some(number) = number(label) else { continue };
            let entry = self.by_name.get(entry.name.as_str()).copied().unwrap_or(entry);
            let words = entry.members.iter().map(|member| format!("{way} {}", member.key));
            known.entry(number).or_default().extend(words.filter(|_| way.matches(' ').count() < DEPTH));
        }
        known
    }
}

/// `~3`.
fn number(word: &str) -> Option<usize> {
    word.strip_prefix('~')?.parse().ok()
}

/// What is in an alternative, with the way there: fields, and values of those that have some of their own.
fn words(api: &Api, ty: &Type, way: &str, words_of: &mut Words) {
    if way.matches(' ').count() >= DEPTH {
        return;
    }
    let inner = match ty {
        Type::List(item) => Some((item, "[]")),
        Type::Map(value) => Some((value, "{}")),
        Type::Nullable(value) => return words(api, value, way, words_of),
        _ => None,
    };
    if let Some((ty, part)) = inner {
        return words(api, ty, &joined(way, part), words_of);
    }
    let Type::Named(id) = ty else { return };
    let Some(def) = api.type_def(*id).filter(|def| matches!(def.origin, Origin::Inline(_))) else { return };
    match &def.kind {
        TypeKind::Struct(shape) => {
            for field in &shape.fields {
                let name = word(&field.wire);
                words_of.insert(format!("{way} {name}"));
                words(api, &field.ty, &joined(way, &format!(".{name}")), words_of);
            }
        }
        TypeKind::Enum(shape) => {
            words_of.extend(shape.values.iter().map(|value| format!("{way} {}", word(&value.wire))));
        }
        TypeKind::Union(_) => {}
    }
}

fn joined(way: &str, part: &str) -> String {
    if way.is_empty() { part.to_owned() } else { format!("{way} {part}") }
}

/// An alternative and a number of the lock that belong together before all others: what is most alike, of these what has
/// the number that it would have anyway, of these the first. What had no fields may have got some.
fn closest(open: &BTreeMap<usize, Words>, left: &BTreeMap<usize, Words>, union: &Union) -> Option<(usize, usize)> {
    let pairs =
        open.iter().flat_map(|(at, own)| left.iter().map(move |(number, known)| (*at, *number, alike(own, known))));
    let possible = pairs.filter(|(_, number, alike)| *alike > 0 || left.get(number).is_some_and(Words::is_empty));
    let by_order = |at: usize| union.alternatives.get(at).and_then(|one| one.number);
    let best = possible.min_by_key(|(at, number, alike)| (SAME - alike, by_order(*at) != Some(*number), *number, *at));
    best.map(|(at, number, _)| (at, number))
}

fn alike(own: &Words, known: &Words) -> usize {
    let all = own.len() + known.len();
    (2 * SAME * own.intersection(known).count()).checked_div(all).unwrap_or(SAME)
}
