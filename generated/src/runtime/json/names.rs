//! Looking a wire name up in a static list, fast for lists of any length.

use std::sync::OnceLock;

/// Up to this many names, comparing them one by one costs less than an index would.
const NARROW: usize = 24;

/// How many names after the expected one are tried: servers answer in the document's order and leave out what is empty.
const AHEAD: usize = 4;

/// The wire names of a model's fields or of an enum's values, in the document's order.
#[derive(Debug)]
pub(crate) struct Names {
    names: &'static [&'static str],
    /// Positions in `names`, sorted by name; made on the first search of a wide list.
    sorted: OnceLock<Box<[usize]>>,
}

impl Names {
    /// A list of names, which are expected to differ; of equal ones, the first is found.
    pub(crate) const fn new(names: &'static [&'static str]) -> Self {
        Self { names, sorted: OnceLock::new() }
    }

    /// The names, in the document's order.
    pub(crate) const fn as_slice(&self) -> &'static [&'static str] {
        self.names
    }

    /// The position of `name`.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        if self.names.len() <= NARROW { self.names.iter().position(|known| *known == name) } else { self.search(name) }
    }

    /// The position of `name`, which is likely at `expected` or a little behind it.
    #[inline]
    pub(crate) fn find_from(&self, expected: usize, name: &str) -> Option<usize> {
        let likely = self.names.iter().skip(expected).take(AHEAD).position(|known| *known == name);
        match likely {
            Some(ahead) => Some(expected + ahead),
            None => self.find(name),
        }
    }

    fn search(&self, name: &str) -> Option<usize> {
        let names = self.names;
        let name_at = |position: &usize| names.get(*position).copied().unwrap_or_default();
        let sorted = self.sorted.get_or_init(|| {
            let mut positions: Vec<usize> = (0..names.len()).collect();
            positions.sort_by_key(name_at);
            positions.into_boxed_slice()
        });
        let first = sorted.partition_point(|position| name_at(position) < name);
        sorted.get(first).copied().filter(|position| name_at(position) == name)
    }
}
