//! A scope: a set of names of which each is given once.

use std::collections::HashMap;

use crate::diag::Loc;

/// Names that have been given, and to whom.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashMap<String, Loc>,
}

/// What a claim came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim {
    /// The name that was given.
    pub(super) name: String,
    /// The name that was asked for and who has it, where that is another place of the document.
    pub(super) instead_of: Option<(String, Loc)>,
}

impl Scope {
    /// A scope in which some names are taken already.
    pub(super) fn with(reserved: &[&[&str]]) -> Self {
        let taken =
            reserved.iter().flat_map(|names| names.iter()).map(|name| ((*name).to_owned(), Loc::default())).collect();
        Self { taken }
    }

    /// Gives a name: the one that is asked for, else with the suffix, else with the next numeral.
    pub(super) fn claim(&mut self, wanted: String, suffix: &str, loc: Loc) -> Claim {
        let Some(owner) = self.taken.get(&wanted).copied() else {
            self.taken.insert(wanted.clone(), loc);
            return Claim { name: wanted, instead_of: None };
        };
        // A reserved name has no place in the document: nothing to warn of, only to step aside.
        let reserved = owner == Loc::default();
        let first = reserved.then(|| format!("{wanted}{suffix}"));
        let numbered = (2_u32..).map(|number| match wanted.chars().last() {
            // `Size1` and a second one are not `Size12`.
            Some(last) if last.is_ascii_digit() => format!("{wanted}_{number}"),
            _ => format!("{wanted}{number}"),
        });
        let free = first.into_iter().chain(numbered).find(|name| !self.taken.contains_key(name));
        let name = free.unwrap_or_else(|| wanted.clone());
        self.taken.insert(name.clone(), loc);
        Claim { name, instead_of: (!reserved).then_some((wanted, owner)) }
    }

    /// Gives the first of some names that is free, else the first one with a numeral.
    pub(super) fn claim_one_of(&mut self, wanted: Vec<String>, suffix: &str, loc: Loc) -> Claim {
        let Some(first) = wanted.first().cloned() else {
            return self.claim(String::new(), suffix, loc);
        };
        let owner = self.taken.get(&first).copied().filter(|owner| *owner != Loc::default());
        let free = wanted.into_iter().skip(1).find(|name| owner.is_some() && !self.taken.contains_key(name));
        match (free, owner) {
            (Some(name), Some(owner)) => {
                self.taken.insert(name.clone(), loc);
                Claim { name, instead_of: Some((first, owner)) }
            }
            _ => self.claim(first, suffix, loc),
        }
    }

    /// Takes a name exactly as it is. Where it is not free, tells who has it: nowhere, if it is a reserved one.
    pub(super) fn pin(&mut self, name: &str, loc: Loc) -> Result<(), Loc> {
        match self.taken.get(name) {
            Some(owner) => Err(*owner),
            None => {
                self.taken.insert(name.to_owned(), loc);
                Ok(())
            }
        }
    }
}
