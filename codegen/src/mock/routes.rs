//! From a path to the operation: a tree of segments, in which fixed text counts before parameters.

use std::collections::HashMap;

/// Where operations are.
#[derive(Debug, Default)]
pub(super) struct Routes {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    fixed: HashMap<String, Node>,
    /// Segments with parameters, those with the most fixed text first.
    templates: Vec<(Template, Node)>,
    /// Operations by method.
    ends: Vec<(String, usize)>,
}

/// A segment with parameters: fixed text before, between and behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Template {
    texts: Vec<String>,
}

/// What was found for a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An operation, and what stands for its parameters, in order and still encoded.
    Operation(usize, Vec<String>),
    /// The path is there, with these methods only.
    Methods(Vec<String>),
    /// Nothing.
    Nothing,
}

impl Routes {
    /// Adds an operation.
    pub(super) fn add(&mut self, method: &str, path: &str, operation: usize) {
        let mut at = &mut self.root;
        for segment in segments(plain(path)) {
            let texts = texts(segment);
            if texts.len() == 1 {
                at = at.fixed.entry(decoded(segment)).or_default();
                continue;
            }
            let template = Template { texts };
            let known = at.templates.iter().position(|(one, _)| *one == template);
            let index = known.unwrap_or_else(|| {
                let index = at.templates.partition_point(|(one, _)| one.weight() >= template.weight());
                at.templates.insert(index, (template, Node::default()));
                index
            });
            let Some((_, next)) = at.templates.get_mut(index) else { return };
            at = next;
        }
        if !at.ends.iter().any(|(known, _)| known == method) {
            at.ends.push((method.to_owned(), operation));
        }
    }

    /// Finds the operation of a request.
    pub(super) fn find(&self, method: &str, path: &str) -> Found {
        let all: Vec<&str> = segments(path).collect();
        let mut methods = Vec::new();
        match self.root.find(method, &all, &mut Vec::new(), &mut methods) {
            Some((operation, values)) => Found::Operation(operation, values),
            None if methods.is_empty() => Found::Nothing,
            None => {
                methods.sort_unstable();
                methods.dedup();
                Found::Methods(methods)
            }
        }
    }
}

impl Node {
    fn find(
        &self,
        method: &str,
        rest: &[&str],
        values: &mut Vec<String>,
        methods: &mut Vec<String>,
    ) -> Option<(usize, Vec<String>)> {
        let Some((first, rest)) = rest.split_first() else {
            let found = self.ends.iter().find(|(known, _)| known == method);
            methods.extend(self.ends.iter().map(|(known, _)| known.clone()));
            return found.map(|(_, operation)| (*operation, values.clone()));
        };
        if let Some(next) = self.fixed.get(&decoded(first))
            && let Some(found) = next.find(method, rest, values, methods)
        {
            return Some(found);
        }
        for (template, next) in &self.templates {
            let Some(taken) = template.values(first) else { continue };
            let before = values.len();
            values.extend(taken);
            if let Some(found) = next.find(method, rest, values, methods) {
                return Some(found);
            }
            values.truncate(before);
        }
        None
    }
}

impl Template {
    /// How much fixed text it has.
    fn weight(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }

    /// What stands for the parameters in a segment, if it is of this form. No parameter is empty.
    fn values(&self, segment: &str) -> Option<Vec<String>> {
        let (first, others) = self.texts.split_first()?;
        let mut rest = segment.strip_prefix(first.as_str())?;
        let mut values = Vec::with_capacity(others.len());
        for (index, text) in others.iter().enumerate() {
            let end = if index + 1 == others.len() {
                rest.len().checked_sub(text.len()).filter(|end| rest.get(*end..) == Some(text.as_str()))?
            } else {
                // A parameter has one letter at least.
                let skip = rest.chars().next().map_or(0, char::len_utf8);
                rest.get(skip..)?.find(text.as_str())? + skip
            };
            let value = rest.get(..end).filter(|value| !value.is_empty())?;
            values.push(value.to_owned());
            rest = rest.get(end + text.len()..)?;
        }
        Some(values)
    }
}

/// A template without what does not belong to a path.
pub(super) fn plain(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// The fixed texts of a segment: one more than it has parameters.
fn texts(segment: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = segment;
    let mut text = String::new();
    while let Some(open) = rest.find('{') {
        let Some(close) = rest.get(open..).and_then(|after| after.find('}')).map(|close| open + close) else { break };
        text.push_str(rest.get(..open).unwrap_or_default());
        if close == open + 1 {
            text.push_str("{}");
        } else {
            texts.push(std::mem::take(&mut text));
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    texts.push(text);
    texts
}

/// The names of a path's parameters, in order.
pub(super) fn names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = plain(path);
    while let Some(open) = rest.find('{') {
        let Some(close) = rest.get(open..).and_then(|after| after.find('}')).map(|close| open + close) else { break };
        if let Some(name) = rest.get(open + 1..close).filter(|name| !name.is_empty()) {
            names.push(name);
        }
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    names
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment).decode_utf8_lossy().into_owned()
}
