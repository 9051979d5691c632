//! Values that are one of several types: which one is decided from the value itself, before it is read.
//!
//! A union's table says of each alternative what tells it: the kind of JSON, the value of the field that all alternatives
//! have (the tag), and the fields that it has to have or may have. The value is looked at once, and then read once, into
//! the alternative that was chosen. What fits none is kept as it came.

use std::borrow::Cow;

use super::{Kind, ReadError, Reader, Slot, WriteError, Writer};
use crate::runtime::types::UnknownJson;

/// Kinds of JSON as alternatives are told apart by them: numbers with and without a fraction are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A boolean.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Fraction,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Any kind, `null` included.
    Any,
}

/// A set of [`Shape`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shapes(u8);

impl Shapes {
    /// The set of these shapes.
    pub(crate) const fn of(shapes: &[Shape]) -> Self {
        let mut set = 0;
        let mut rest = shapes;
        while let [first, others @ ..] = rest {
            set |= Self::bits(*first);
            rest = others;
        }
        Self(set)
    }

    const fn bits(shape: Shape) -> u8 {
        match shape {
            Shape::Any => u8::MAX,
            other => 1 << other as u8,
        }
    }

    fn contains(self, found: Found) -> bool {
        match found {
            // `null` in a field is absence, which every field may have; a union is never asked about it.
            Found::Null => true,
            Found::Shape(shape) => self.0 & Self::bits(shape) != 0,
        }
    }
}

/// A field that helps to tell an alternative.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling {
    /// Its wire name.
    pub(crate) name: &'static str,
    /// Whether the alternative has to have it.
    pub(crate) required: bool,
    /// What its value may be.
    pub(crate) shapes: Shapes,
    /// What an object in it may have, where that has to tell too.
    pub(crate) inner: &'static [&'static str],
}

/// What tells an alternative of a union.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alternative {
    /// The kinds of JSON that it may be.
    pub(crate) shapes: Shapes,
    /// The values of the tag that mean it; any where the list is empty.
    pub(crate) tags: &'static [&'static str],
    /// Its fields, where fields have to tell.
    pub(crate) fields: &'static [Telling],
}

/// What the runtime knows of a union.
#[derive(Debug)]
pub(crate) struct Alternatives {
    /// The field whose value tells the alternatives apart.
    pub(crate) tag: Option<&'static str>,
    /// The alternatives, in the document's order.
    pub(crate) all: &'static [Alternative],
}

/// An enum whose variants hold the alternatives.
pub(crate) trait Union {
    /// The union's table.
    fn table(&self) -> &'static Alternatives;

    /// Becomes the variant at a position, blank, and lends its payload; `None` where the table has no such position.
    fn choose(&mut self, position: usize) -> Option<&mut dyn Slot>;

    /// Becomes the variant that keeps what fits none.
    fn keep(&mut self, value: UnknownJson);

    /// The payload.
    fn get(&self) -> &dyn Slot;
}

/// Reads a value into the alternative that it is, or keeps it as it came.
///
/// A value that fits none, and one that turns out not to be what it seemed, is kept; only what is not JSON is an error.
pub(crate) fn read_union(union: &mut dyn Union, reader: &mut Reader<'_>) -> Result<(), ReadError> {
    if let Some(position) = choose(union.table(), reader)? {
        let start = reader.clone();
        let read = union.choose(position).map(|slot| slot.read(reader));
        if let Some(Ok(())) = read {
            return Ok(());
        }
        *reader = start;
    }
    let mut value = UnknownJson::blank();
    value.read(reader)?;
    union.keep(value);
    Ok(())
}

/// Writes the payload.
pub(crate) fn write_union(union: &dyn Union, writer: &mut Writer) -> Result<(), WriteError> {
    union.get().write(writer)
}

/// What a value is, to be compared with [`Shapes`].
#[derive(Clone, Copy)]
enum Found {
    Null,
    Shape(Shape),
}

fn found(reader: &Reader<'_>) -> Result<Found, ReadError> {
    let mut ahead = reader.clone();
    Ok(Found::Shape(match ahead.peek()? {
        Kind::Null => return Ok(Found::Null),
        Kind::Bool => Shape::Boolean,
        Kind::String => Shape::String,
        Kind::Array => Shape::Array,
        Kind::Object => Shape::Object,
        Kind::Number if ahead.number_text()?.contains(['.', 'e', 'E']) => Shape::Fraction,
        Kind::Number => Shape::Integer,
    }))
}

/// The position of the alternative that the next value is. The reader keeps its place.
fn choose(table: &'static Alternatives, reader: &Reader<'_>) -> Result<Option<usize>, ReadError> {
    let Found::Shape(shape) = found(reader)? else { return Ok(None) };
    let mut fitting = Vec::new();
    for (position, alternative) in table.all.iter().enumerate() {
        if alternative.shapes.contains(Found::Shape(shape)) {
            fitting.push(Rated { position, alternative, points: 0, missing: 0 });
        }
    }
    if shape != Shape::Object {
        return Ok(fitting.first().map(|first| first.position));
    }
    match fitting.as_slice() {
        [] => Ok(None),
        [only] if only.alternative.tags.is_empty() => Ok(Some(only.position)),
        _ => rate(table, fitting, &mut reader.clone()),
    }
}

/// An alternative while the keys of an object are counted.
struct Rated {
    position: usize,
    alternative: &'static Alternative,
    /// How many of the keys it knows, of the object and of what stands in it.
    points: usize,
    /// How many of the fields that it has to have are still missing.
    missing: usize,
}

/// Of the alternatives that the object fits, the one that knows most of its keys; the first among equals.
fn rate(
    table: &'static Alternatives,
    mut fitting: Vec<Rated>,
    reader: &mut Reader<'_>,
) -> Result<Option<usize>, ReadError> {
    for rated in &mut fitting {
        rated.missing = rated.alternative.fields.iter().filter(|field| field.required).count();
    }
    // Where nothing but the tag tells, the rest of the object need not be looked at.
    let by_tag_alone = fitting.iter().all(|rated| rated.alternative.fields.is_empty());
    let mut keys = reader.object()?;
    let mut seen = std::collections::BTreeSet::new();
    while let Some(key) = keys.next(reader, ToOwned::to_owned)? {
        if table.tag == Some(key.as_str()) {
            let tag = text(reader)?;
            let says = |rated: &Rated| tag.as_deref().is_some_and(|tag| rated.alternative.tags.contains(&tag));
            fitting.retain(|rated| rated.alternative.tags.is_empty() || says(rated));
            if fitting.iter().any(says) {
                fitting.retain(says);
            }
            if by_tag_alone {
                return Ok(fitting.first().map(|first| first.position));
            }
        }
        let found = found(reader)?;
        let inner = if fitting.iter().any(|rated| rated.asks_within(&key)) { names(reader)? } else { Vec::new() };
        reader.skip()?;
        if seen.insert(key.clone()) {
            fitting.retain_mut(|rated| rated.count(&key, found, &inner));
        }
    }
    if by_tag_alone {
        // The tag is missing: only an alternative that needs none can be meant.
        fitting.retain(|rated| rated.alternative.tags.is_empty());
    }
    fitting.retain(|rated| rated.missing == 0);
    fitting.reverse();
    Ok(fitting.iter().max_by_key(|rated| rated.points).map(|best| best.position))
}

impl Rated {
    fn field(&self, key: &str) -> Option<&'static Telling> {
        self.alternative.fields.iter().find(|field| field.name == key)
    }

    /// Whether what an object at a key has counts.
    fn asks_within(&self, key: &str) -> bool {
        self.field(key).is_some_and(|field| !field.inner.is_empty())
    }

    /// Counts a key, and what its object has; whether the alternative can still be meant.
    fn count(&mut self, key: &str, found: Found, inner: &[String]) -> bool {
        let Some(field) = self.field(key) else { return true };
        self.points += 1 + inner.iter().filter(|name| field.inner.contains(&name.as_str())).count();
        if field.required {
            self.missing = self.missing.saturating_sub(1);
        }
        field.shapes.contains(found)
    }
}

/// The keys of the next value, where it is an object. The reader keeps its place.
fn names(reader: &Reader<'_>) -> Result<Vec<String>, ReadError> {
    let mut ahead = reader.clone();
    let mut names = Vec::new();
    if ahead.peek()? == Kind::Object {
        let mut keys = ahead.object()?;
        while let Some(key) = keys.next(&mut ahead, ToOwned::to_owned)? {
            ahead.skip()?;
            names.push(key);
        }
    }
    Ok(names)
}

/// A tag's value as text, without moving on; `None` for what no tag is.
fn text<'r>(reader: &Reader<'r>) -> Result<Option<Cow<'r, str>>, ReadError> {
    let mut ahead = reader.clone();
    Ok(Some(match ahead.peek()? {
        Kind::String => Cow::Owned(ahead.string()?.to_owned()),
        Kind::Number => Cow::Borrowed(ahead.number_text()?),
        Kind::Bool => Cow::Borrowed(if ahead.boolean()? { "true" } else { "false" }),
        Kind::Null | Kind::Array | Kind::Object => return Ok(None),
    }))
}
