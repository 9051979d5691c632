//! Which type of NEW is which of OLD, and who uses it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::surface::{Field, Gives, Model, Shape, Surface};
use super::ty::Ty;

/// One of the two crates, with what is looked up in it.
pub(super) struct Side<'a> {
    pub(super) surface: &'a Surface,
    /// Types by their paths.
    pub(super) models: HashMap<&'a str, &'a Model>,
    /// Types that requests hold.
    pub(super) requests: HashSet<&'a str>,
    /// Types that answers hold.
    pub(super) responses: HashSet<&'a str>,
}

impl<'a> Side<'a> {
    pub(super) fn new(surface: &'a Surface) -> Self {
        let models = surface.types.iter().map(|model| (model.path.as_str(), model)).collect();
        let mut side = Self { surface, models, requests: HashSet::new(), responses: HashSet::new() };
        let (mut sent, mut read) = (Vec::new(), Vec::new());
        for operation in &surface.operations {
            operation.inputs.iter().for_each(|input| input.ty.models(&mut |path| sent.push(path)));
            let streams = operation.streams.iter().map(|(gives, _)| gives);
            for gives in std::iter::once(&operation.gives).chain(streams) {
                gives.types().for_each(|ty| ty.models(&mut |path| read.push(path)));
            }
        }
        surface.events.iter().for_each(|event| event.ty.models(&mut |path| read.push(path)));
        side.requests = side.reach(sent);
        side.responses = side.reach(read);
        side
    }

    /// All types within these.
    fn reach(&self, mut queue: Vec<&'a str>) -> HashSet<&'a str> {
        let mut reached = HashSet::new();
        while let Some(path) = queue.pop() {
            if reached.insert(path)
                && let Some(model) = self.models.get(path)
            {
                model.shape.types().for_each(|ty| ty.models(&mut |path| queue.push(path)));
            }
        }
        reached
    }

    /// A type without its other names: two names of one type are one type.
    pub(super) fn canonical(&self, ty: &Ty) -> Ty {
        let same = |path: &str| self.models.get(path).and_then(|model| model.same.clone());
        ty.renamed(&|path| same(path).unwrap_or_else(|| path.to_owned()))
    }

    /// Whether callers may hand over what a type is made from.
    pub(super) fn converts(&self, path: &str) -> bool {
        match self.models.get(path).map(|model| &model.shape) {
            Some(Shape::Union { .. }) => true,
            Some(Shape::Enum { any, .. }) => *any,
            Some(Shape::Struct { .. }) | None => false,
        }
    }
}

impl Gives {
    /// The types in it.
    pub(super) fn types(&self) -> impl Iterator<Item = &Ty> {
        let (one, several) = match self {
            Self::Value(ty) | Self::Nullable(ty) | Self::Page(ty, _) | Self::Lines(ty) | Self::Events(Some(ty)) => {
                (Some(ty), [].as_slice())
            }
            Self::ByStatus(all) => (None, all.as_slice()),
            Self::Nothing | Self::Text | Self::Bytes | Self::Events(None) => (None, [].as_slice()),
        };
        one.into_iter().chain(several.iter().filter_map(|(_, ty)| ty.as_ref()))
    }
}

impl Shape {
    /// The types in it.
    pub(super) fn types(&self) -> impl Iterator<Item = &Ty> {
        let (fields, extra, variants) = match self {
            Self::Struct { fields, extra, .. } => (fields.as_slice(), extra.as_ref(), [].as_slice()),
            Self::Union { variants, .. } => ([].as_slice(), None, variants.as_slice()),
            Self::Enum { .. } => ([].as_slice(), None, [].as_slice()),
        };
        let fields = fields.iter().map(|field| &field.ty);
        fields.chain(extra.map(|(_, ty)| ty)).chain(variants.iter().map(|variant| &variant.ty))
    }
}

/// Both crates, and which types belong together.
pub(super) struct Pairs<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    /// Types that are in both.
    pub(super) models: Vec<(&'a Model, &'a Model)>,
    pub(super) removed: Vec<&'a Model>,
    pub(super) added: Vec<&'a Model>,
    /// Paths in OLD, and what they are in NEW.
    paths: HashMap<&'a str, &'a str>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &'a Surface, new: &'a Surface) -> Self {
        let mut pairs = Self {
            old: Side::new(old),
            new: Side::new(new),
            models: Vec::new(),
            removed: old.types.iter().collect(),
            added: new.types.iter().collect(),
            paths: HashMap::new(),
        };
        // What it is in the document; else what it is called, or was; else what it is made of.
        pairs.pair_by(|model| Some(model.key.clone()));
        pairs.pair_by(|model| Some(model.path.clone()));
        pairs.pair_by(|model| model.former_paths().next().or_else(|| Some(model.path.clone())));
        pairs.pair_by(made_of);
        let position: HashMap<&str, usize> = old.types.iter().map(|model| model.path.as_str()).zip(0..).collect();
        pairs.models.sort_by_key(|(old, _)| position.get(old.path.as_str()).copied());
        pairs
    }

    /// Pairs what has the same key, where it is the only one with that key on either side.
    fn pair_by(&mut self, key: impl Fn(&Model) -> Option<String>) {
        let mut known: HashMap<String, Option<&'a Model>> = HashMap::new();
        for model in &self.added {
            if let Some(key) = key(model) {
                known.entry(key).and_modify(|one| *one = None).or_insert(Some(*model));
            }
        }
        let mut count: HashMap<String, usize> = HashMap::new();
        for model in &self.removed {
            if let Some(key) = key(model) {
                *count.entry(key).or_default() += 1;
            }
        }
        let mut taken: HashSet<&str> = HashSet::new();
        let (models, paths) = (&mut self.models, &mut self.paths);
        self.removed.retain(|old| {
            let found =
                key(old).filter(|key| count.get(key) == Some(&1)).and_then(|key| known.get(&key).copied().flatten());
            if let Some(new) = found {
                models.push((old, new));
                paths.insert(&old.path, &new.path);
                taken.insert(&new.path);
            }
            found.is_none()
        });
        self.added.retain(|model| !taken.contains(model.path.as_str()));
    }

    /// What a type of OLD is called in NEW, where it is there.
    pub(super) fn path(&self, old: &str) -> Option<&'a str> {
        self.paths.get(old).copied()
    }

    /// A type of OLD with the names of NEW.
    pub(super) fn translate(&self, ty: &Ty) -> Ty {
        ty.renamed(&|path| self.path(path).unwrap_or(path).to_owned())
    }
}

/// The contents of a type, in words: what was renamed in the document has kept them. Too little to tell is `None`.
fn made_of(model: &Model) -> Option<String> {
    let mut words = String::new();
    match &model.shape {
        Shape::Struct { fields, .. } => {
            let mut all: Vec<&Field> = fields.iter().collect();
            all.sort_by(|a, b| a.wire.cmp(&b.wire));
            for field in all {
                let is_model = matches!(field.ty, Ty::Model(_));
                let ty = if is_model { "model".to_owned() } else { field.ty.to_string() };
                // Writing to a string cannot fail.
                let _ = write!(words, "{} {ty} {:?};", field.wire, field.is);
            }
        }
        Shape::Enum { values, integers, .. } => {
            let mut all: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
            all.sort_unstable();
            let _ = write!(words, "{integers} {}", all.join(";"));
        }
        Shape::Union { .. } => {}
    }
    (!words.is_empty()).then_some(words)
}
