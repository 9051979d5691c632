//! The word that was probably meant.

/// The candidate that differs least from a word, if it differs in at most a third of its letters; of several, the first
/// in the order of their bytes.
#[must_use]
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase(), limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be added, removed or replaced (Levenshtein's distance); `limit + 1` where it is more.
fn distance(from: &str, to: &str, limit: usize) -> usize {
    if from.len().abs_diff(to.len()) > 4 * limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (index, a) in from.chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (cell, b) in row.iter_mut().zip(std::iter::once('\0').chain(to.chars())) {
            if b == '\0' {
                *cell = left;
                continue;
            }
            let above = *cell;
            left = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(limit + 1)
}
