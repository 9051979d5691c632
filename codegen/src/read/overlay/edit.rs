//! A changed copy of a tree.

use std::collections::{HashMap, HashSet};

use crate::diag::{Loc, Name, Sources};

use super::super::tree::{Forest, Kind};

/// What is to be changed.
#[derive(Debug, Default)]
pub(super) struct Edit {
    pub(super) removed: HashSet<Loc>,
    /// Objects, and what is merged into them; lists, and what is added at their end.
    pub(super) updated: HashMap<Loc, Loc>,
}

impl Edit {
    /// Copies a tree with the changes, and gives the root of the copy.
    pub(super) fn apply(&self, root: Loc, forest: &mut Forest, sources: &mut Sources) -> Loc {
        let first = sources.count();
        let mut copy = Copy { edit: self, forest, sources, kinds: Vec::new() };
        let new = copy.value(root, None, Loc::default(), Name::Root);
        let kinds = copy.kinds;
        forest.put(first, kinds);
        new
    }
}

struct Copy<'a> {
    edit: &'a Edit,
    forest: &'a Forest,
    sources: &'a mut Sources,
    kinds: Vec<Kind>,
}

impl Copy<'_> {
    fn kind(&self, loc: Loc) -> Kind {
        self.forest.kind(self.sources, loc)
    }

    /// Copies a value with what is merged into it. Trees are as deep as `read` allows, and the copy is as deep as both.
    fn value(&mut self, from: Loc, with: Option<Loc>, parent: Loc, name: Name) -> Loc {
        let kind = self.kind(from);
        // Merging goes into objects and lists of the same kind; anything else is replaced.
        if let Some(with) = with
            && !(self.kind(with) == kind && matches!(kind, Kind::Object | Kind::Array))
        {
            let name = if matches!(name, Name::Index(_)) { name } else { self.sources.name(with) };
            return self.value(with, None, parent, name);
        }
        let (file, span, key) = (self.sources.file(from), self.sources.span(from), self.sources.span(from.at_key()));
        let loc = self.sources.add_place(file, parent, name, key, span.clone());
        self.kinds.push(kind);
        let update = self.edit.updated.get(&from).copied();
        match kind {
            Kind::Object => self.object(from, [with, update], loc),
            Kind::Array => self.list(from, with, update, loc),
            _ => {}
        }
        self.sources.close(loc, span.end);
        loc
    }

    fn object(&mut self, from: Loc, merged: [Option<Loc>; 2], parent: Loc) {
        let mut sources = vec![];
        for with in merged.into_iter().flatten().filter(|with| self.kind(*with) == Kind::Object) {
            sources.extend(self.sources.children(with));
        }
        // Of two that change the same key, the later one counts.
        let mut changes: HashMap<String, Loc> = HashMap::new();
        let mut order = Vec::new();
        for change in sources {
            let key = self.sources.key(change).to_owned();
            if changes.insert(key.clone(), change).is_none() {
                order.push(key);
            }
        }
        for child in self.sources.children(from).collect::<Vec<_>>() {
            let change = changes.remove(self.sources.key(child));
            if !self.edit.removed.contains(&child) {
                self.value(child, change, parent, self.sources.name(child));
            }
        }
        for change in order.iter().filter_map(|key| changes.get(key).copied()).collect::<Vec<_>>() {
            self.value(change, None, parent, self.sources.name(change));
        }
    }

    fn list(&mut self, from: Loc, with: Option<Loc>, update: Option<Loc>, parent: Loc) {
        let mut items: Vec<Loc> =
            self.sources.children(from).filter(|item| !self.edit.removed.contains(item)).collect();
        if let Some(with) = with {
            items.extend(self.sources.children(with));
        }
        items.extend(update);
        for (index, item) in (0..).zip(items) {
            self.value(item, None, parent, Name::Index(index));
        }
    }
}
