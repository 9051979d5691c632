//! Texts that match a regular expression.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// How much longer texts are tried than the shortest.
const EXTRA: &[u32] = &[0, 1, 2, 4, 8, 12, 16, 24, 32, 36, 40, 64, 128, 256];

/// The longest text that is made.
const MAX_LENGTH: usize = 4096;

/// Texts that match, the shortest first that is as long as it has to be. None where the pattern is not understood.
/// `index` gives others.
pub(super) fn texts(pattern: &str, least: usize, index: usize) -> Vec<String> {
    let Some(hir) = parse(pattern) else { return Vec::new() };
    let mut found = Vec::new();
    for extra in EXTRA {
        let mut maker = Maker { text: String::new(), extra: *extra, index };
        maker.add(&hir);
        if maker.text.chars().count() >= least && !found.contains(&maker.text) {
            found.push(maker.text);
        }
    }
    found
}

fn parse(pattern: &str) -> Option<Hir> {
    let mut parser = ParserBuilder::new().unicode(true).utf8(true).nest_limit(100).build();
    parser.parse(pattern).ok().or_else(|| parser.parse(&without_looks(pattern)).ok())
}

/// A pattern without what only looks ahead or back, which this syntax does not have: what is made is judged all the same.
fn without_looks(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let is_look = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| rest.starts_with(look));
        let len = match letter {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            _ => letter.len_utf8(),
        };
        let len = if is_look { group_len(rest) } else { len };
        let (now, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
        if !is_look {
            out.push_str(now);
        }
        rest = after;
    }
    out
}

/// How long the group is that a text begins with.
fn group_len(text: &str) -> usize {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

struct Maker {
    text: String,
    /// How often more than needed a part is repeated that may be.
    extra: u32,
    index: usize,
}

impl Maker {
    fn add(&mut self, hir: &Hir) {
        if self.text.len() > MAX_LENGTH {
            return;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => self.text.push(self.letter(class)),
            HirKind::Repetition(repetition) => {
                let wanted = repetition.min.saturating_add(self.extra);
                let most = repetition.max.unwrap_or(u32::MAX).max(repetition.min);
                for _ in 0..wanted.min(most).min(4096) {
                    self.add(&repetition.sub);
                }
            }
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.add(part)),
            HirKind::Alternation(parts) => {
                if let Some(part) = parts.get(self.index % parts.len().max(1)) {
                    self.add(part);
                }
            }
        }
    }

    /// A letter of a class that people can read, where it has one.
    fn letter(&self, class: &Class) -> char {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
            Class::Bytes(class) => {
                class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
            }
        };
        let has = |letter: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter));
        let readable: Vec<char> = ('a'..='z').chain('0'..='9').chain('A'..='Z').filter(|letter| has(*letter)).collect();
        let readable = readable.get(self.index % readable.len().max(1)).copied();
        let visible = || (' '..='~').find(|letter| has(*letter));
        readable.or_else(visible).or_else(|| ranges.first().map(|(first, _)| *first)).unwrap_or('a')
    }
}
