//! Whether a schema names the members of its objects.

use std::collections::HashSet;

use crate::diag::Loc;
use crate::read::Node;

use super::Schemas;

/// What a schema says of the members of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// Nothing.
    Silent,
    /// There are some that it names, and it does not say that there are others.
    Named,
    /// There may be others than those that it names.
    Open,
}

/// How several schemas hold.
#[derive(Clone, Copy)]
enum List {
    /// All of them.
    Together,
    /// One or some of them, and they are all that is said.
    Choice,
    /// The same, beside properties.
    ChoiceBeside,
}

impl Schemas<'_> {
    /// What a schema says of members, with all that it is made of.
    pub(super) fn naming(&self, loc: Loc) -> Naming {
        self.naming_within(loc, &mut HashSet::new())
    }

    fn naming_within(&self, loc: Loc, seen: &mut HashSet<Loc>) -> Naming {
        if self.node(loc) != Node::Object || !seen.insert(loc) {
            return Naming::Silent;
        }
        let mut found = Naming::Silent;
        let mut admits_objects = true;
        for (key, value) in self.entries(loc) {
            let said = match key {
                "$ref" => match self.raw.target(self.sources, loc) {
                    Some(target) => self.naming_within(target, seen),
                    None => Naming::Open,
                },
                "properties" | "patternProperties" => Naming::Named,
                "additionalProperties" | "unevaluatedProperties" if self.node(value) != Node::Bool(false) => {
                    Naming::Open
                }
                "allOf" | "dependentSchemas" => self.most(value, seen, List::Together),
                // Beside properties, an alternative that says nothing is what has these alone.
                "anyOf" | "oneOf" if self.field(loc, "properties").is_some() => {
                    self.most(value, seen, List::ChoiceBeside)
                }
                "anyOf" | "oneOf" => self.most(value, seen, List::Choice),
                "if" | "then" | "else" => self.naming_within(value, seen),
                "type" => {
                    admits_objects = self.admits_objects(value);
                    Naming::Silent
                }
                _ => Naming::Silent,
            };
            found = found.max(said);
        }
        if admits_objects { found } else { Naming::Silent }
    }

    /// What several schemas say. A choice that may be any object leaves room for anything; one that says nothing, not even that,
    /// only where it is all that is said.
    fn most(&self, list: Loc, seen: &mut HashSet<Loc>, kind: List) -> Naming {
        let said = self.entries(list).map(|(_, member)| {
            let said = self.naming_within(member, seen);
            let end = self.raw.follow(self.sources, member);
            let is_any = || self.field(end, "type").is_none_or(|at| self.admits_objects(at));
            let is_composed = ["allOf", "anyOf", "oneOf", "$ref"].iter().any(|key| self.field(end, key).is_some());
            let counts = match kind {
                List::Together => false,
                List::Choice => true,
                List::ChoiceBeside => self.field(end, "type").is_some(),
            };
            if counts && said == Naming::Silent && is_any() && !is_composed { Naming::Open } else { said }
        });
        said.max().unwrap_or(Naming::Silent)
    }

    fn admits_objects(&self, types: Loc) -> bool {
        match self.node(types) {
            Node::String(name) => name == "object",
            Node::Array => self.entries(types).any(|(_, item)| self.node(item) == Node::String("object")),
            _ => true,
        }
    }
}
