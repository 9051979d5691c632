//! Which fields of a record have been read.

/// A set of field positions: one word for most models, more for the wide ones.
pub(super) struct Seen {
    low: u64,
    high: Vec<u64>,
}

impl Seen {
    /// An empty set of positions below `len`.
    pub(super) fn new(len: usize) -> Self {
        // An empty vector allocates nothing, so a narrow record costs one word.
        Self { low: 0, high: vec![0; len.saturating_sub(1) / 64] }
    }

    /// Adds a position; whether it was new.
    pub(super) fn insert(&mut self, position: usize) -> bool {
        let bit = 1 << (position % 64);
        let Some(word) = self.word(position / 64) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether a position is in the set.
    pub(super) fn contains(&self, position: usize) -> bool {
        let word = match position / 64 {
            0 => Some(&self.low),
            word => self.high.get(word - 1),
        };
        word.is_some_and(|word| word & (1 << (position % 64)) != 0)
    }

    fn word(&mut self, word: usize) -> Option<&mut u64> {
        match word {
            0 => Some(&mut self.low),
            word => self.high.get_mut(word - 1),
        }
    }
}
