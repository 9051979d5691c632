//! `JSONPath` (RFC 9535), as far as overlays use it: names, indexes, wildcards, descendants, lists of these, and filters
//! that compare what is below an item with a value, or ask whether it is there.

use crate::diag::{Loc, Name, Sources};

use super::super::tree::{Forest, Kind};

/// A path that selects values.
#[derive(Debug, PartialEq)]
pub(super) struct Path {
    steps: Vec<Step>,
}

#[derive(Debug, PartialEq)]
struct Step {
    descends: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug, PartialEq)]
enum Selector {
    Name(String),
    Index(i64),
    All,
    /// Alternatives of conditions that hold together.
    Filter(Vec<Vec<Condition>>),
}

#[derive(Debug, PartialEq)]
struct Condition {
    negated: bool,
    names: Vec<String>,
    /// What it is compared with; whether it has to be equal.
    value: Option<(bool, Literal)>,
}

#[derive(Debug, PartialEq)]
enum Literal {
    Text(String),
    /// A number, `true`, `false` or `null`, as it is written.
    Word(String),
}

impl Path {
    /// Reads a path. `None` where it is none, or uses what is not known here.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { rest: text.trim() };
        parser.rest = parser.rest.strip_prefix('$')?;
        let mut steps = Vec::new();
        while !parser.rest.is_empty() {
            steps.push(parser.step()?);
        }
        Some(Self { steps })
    }

    /// The places that the path selects, each once, in document order.
    pub(super) fn select(&self, root: Loc, sources: &Sources, forest: &Forest) -> Vec<Loc> {
        let values = Values { sources, forest };
        let mut found = vec![root];
        for step in &self.steps {
            let mut next = Vec::new();
            for at in found {
                if step.descends {
                    let first = sources.ordinal(at);
                    let within = (first..first + sources.weight(at)).map(|ordinal| sources.nth(ordinal));
                    within.for_each(|at| values.select(at, step, &mut next));
                } else {
                    values.select(at, step, &mut next);
                }
            }
            next.sort_unstable();
            next.dedup();
            found = next;
        }
        found
    }
}

struct Values<'a> {
    sources: &'a Sources,
    forest: &'a Forest,
}

impl Values<'_> {
    fn select(&self, at: Loc, step: &Step, found: &mut Vec<Loc>) {
        let children: Vec<Loc> = self.sources.children(at).collect();
        let is_list = self.forest.kind(self.sources, at) == Kind::Array;
        for selector in &step.selectors {
            match selector {
                Selector::All => found.extend(&children),
                Selector::Name(name) if !is_list => {
                    found.extend(children.iter().filter(|child| self.sources.key(**child) == *name));
                }
                Selector::Index(index) if is_list => {
                    let len = i64::try_from(children.len()).unwrap_or(i64::MAX);
                    let index = if *index < 0 { index + len } else { *index };
                    found.extend(usize::try_from(index).ok().and_then(|index| children.get(index)));
                }
                Selector::Filter(any) => {
                    let holds = |child: &&Loc| any.iter().any(|all| all.iter().all(|one| self.holds(**child, one)));
                    found.extend(children.iter().filter(holds));
                }
                Selector::Name(_) | Selector::Index(_) => {}
            }
        }
    }

    fn holds(&self, item: Loc, condition: &Condition) -> bool {
        let mut at = Some(item);
        for name in &condition.names {
            at = at.and_then(|at| self.sources.children(at).find(|child| self.is_called(*child, name)));
        }
        let holds = match (&condition.value, at) {
            (None, at) => at.is_some(),
            (Some((equal, _)), None) => !equal,
            (Some((equal, literal)), Some(at)) => *equal == self.is(at, literal),
        };
        holds != condition.negated
    }

    fn is_called(&self, loc: Loc, name: &str) -> bool {
        matches!(self.sources.name(loc), Name::Key(_)) && self.sources.key(loc) == name
    }

    fn is(&self, loc: Loc, literal: &Literal) -> bool {
        let file = self.sources.file(loc);
        match (self.forest.kind(self.sources, loc), literal) {
            (Kind::String(text), Literal::Text(literal)) | (Kind::Number(text), Literal::Word(literal)) => {
                self.sources.text(file, text) == literal
            }
            (Kind::Bool(value), Literal::Word(literal)) => *literal == value.to_string(),
            (Kind::Null, Literal::Word(literal)) => literal == "null",
            _ => false,
        }
    }
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.trim_start();
        let found = rest.strip_prefix(text);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn step(&mut self) -> Option<Step> {
        let descends = self.take("..");
        if self.take("[") {
            return Some(Step { descends, selectors: self.brackets()? });
        }
        if !descends && !self.take(".") {
            return None;
        }
        let selector = if self.take("*") { Selector::All } else { Selector::Name(self.word()?) };
        Some(Step { descends, selectors: vec![selector] })
    }

    fn brackets(&mut self) -> Option<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            selectors.push(if self.take("*") {
                Selector::All
            } else if self.take("?") {
                Selector::Filter(self.filter()?)
            } else if let Some(text) = self.quoted() {
                Selector::Name(text)
            } else {
                Selector::Index(self.literal_word()?.parse().ok()?)
            });
            if self.take("]") {
                return Some(selectors);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    /// `@.a == 'x' && !@.b || …`, in parentheses or not.
    fn filter(&mut self) -> Option<Vec<Vec<Condition>>> {
        let closes = self.take("(");
        let mut any = vec![vec![self.condition()?]];
        loop {
            if self.take("&&") {
                let condition = self.condition()?;
                any.last_mut()?.push(condition);
            } else if self.take("||") {
                any.push(vec![self.condition()?]);
            } else {
                return (!closes || self.take(")")).then_some(any);
            }
        }
    }

    fn condition(&mut self) -> Option<Condition> {
        let negated = self.take("!");
        if !self.take("@") {
            return None;
        }
        let mut names = Vec::new();
        loop {
            if self.take(".") {
                names.push(self.word()?);
            } else if self.take("[") {
                names.push(self.quoted()?);
                if !self.take("]") {
                    return None;
                }
            } else {
                break;
            }
        }
        let equal = if self.take("==") {
            Some(true)
        } else if self.take("!=") {
            Some(false)
        } else {
            None
        };
        let value = match equal {
            None => None,
            Some(equal) => Some((equal, self.literal()?)),
        };
        Some(Condition { negated, names, value })
    }

    fn literal(&mut self) -> Option<Literal> {
        if let Some(text) = self.quoted() {
            return Some(Literal::Text(text));
        }
        self.literal_word().map(Literal::Word)
    }

    fn literal_word(&mut self) -> Option<String> {
        self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))
    }

    fn word(&mut self) -> Option<String> {
        self.run(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> Option<String> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        let (word, rest) = rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    fn quoted(&mut self) -> Option<String> {
        let rest = self.rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let mut text = String::new();
        let mut letters = rest.char_indices().skip(1);
        while let Some((at, c)) = letters.next() {
            match c {
                '\\' => text.push(letters.next()?.1),
                c if c == quote => {
                    self.rest = rest.get(at + 1..)?;
                    return Some(text);
                }
                c => text.push(c),
            }
        }
        None
    }
}
