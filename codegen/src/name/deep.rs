//! Names of types that have none of their own: what they stand in, and the way from there.
//!
//! Such a name tells where it comes from, as long as it can be read. Beyond that the middle is left out: what is deep in an
//! operation is called after the operation and the last steps of the way.

use super::words;

/// The most letters of a name that tells the whole way.
const USUAL: usize = 45;

/// The most letters of a name, as far as it depends on us: a single word of the document may be longer.
const LONGEST: usize = 59;

/// A step of the way.
pub(super) enum Step {
    /// A word that the name takes.
    Word(String),
    /// One of what the step before is: of `Rules`, a `Rule`. Where that is no plural, this word.
    OneOf(&'static str),
}

/// The words of steps, each in two forms: short, and as it is where the short one is taken.
pub(super) fn steps(parts: impl Iterator<Item = Step>) -> Vec<[String; 2]> {
    let mut steps: Vec<[String; 2]> = Vec::new();
    for part in parts {
        match part {
            Step::Word(word) => steps.push([word.clone(), word]),
            Step::OneOf(usual) => {
                match steps.last_mut().and_then(|[short, long]| Some((words::one_of(short)?, short, long))) {
                    Some((one, short, long)) => {
                        *short = one;
                        long.push_str(usual);
                    }
                    None => steps.push([usual.to_owned(), usual.to_owned()]),
                }
            }
        }
    }
    steps
}

/// How a type came to its name: what has a name of its own, and the words from there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    root: String,
    steps: Vec<String>,
}

impl Chain {
    /// Of something with a name of its own.
    pub(super) fn new(root: &str) -> Self {
        Self { root: root.to_owned(), steps: Vec::new() }
    }

    /// Of what stands in it.
    pub(super) fn with(mut self, steps: &[[String; 2]]) -> Self {
        self.steps.extend(steps.iter().map(|[short, _]| short.clone()));
        self
    }

    /// The names to ask for, the best first. `before` is what the type stands in, and `steps` lead from there.
    pub(super) fn names(&self, before: &str, steps: &[[String; 2]]) -> Vec<String> {
        let all = |form: usize| -> String {
            let words = steps.iter().filter_map(|forms| forms.get(form)).map(String::as_str);
            std::iter::once(before).chain(words).collect()
        };
        let whole = all(0);
        let mut names = if whole.len() > USUAL { vec![self.shortened()] } else { Vec::new() };
        names.extend([whole, all(1)].into_iter().filter(|name| name.len() <= LONGEST));
        names.dedup();
        names
    }

    /// The root with as many of the last steps as there is room for, and at least one; or that one alone.
    fn shortened(&self) -> String {
        let mut room = USUAL.saturating_sub(self.root.len());
        let mut from = self.steps.len();
        for (at, step) in self.steps.iter().enumerate().rev() {
            if step.len() > room && from < self.steps.len() {
                break;
            }
            room = room.saturating_sub(step.len());
            from = at;
        }
        let last: String = self.steps.get(from..).unwrap_or_default().concat();
        if self.root.len() + last.len() > LONGEST && !last.is_empty() { last } else { format!("{}{last}", self.root) }
    }
}
