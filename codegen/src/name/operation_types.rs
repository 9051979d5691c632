//! Names of the types that belong to an operation: its marker, the alias of its request, the struct of what it requires,
//! and the enum of what it gives.

use crate::config::lock::{Entry, Lock};
use crate::diag::{Loc, Sink};
use crate::ir::{Operation, Output};

use super::kept::Kept;
use super::lock::{MARKER, OUTPUT, PARAMS, REQUEST};
use super::scope::Scope;
use super::{OperationNames, words};

/// What the types of an operation are called where nothing is in their way.
pub(super) struct Usual {
    pub(super) marker: String,
    pub(super) request: String,
    pub(super) params: String,
    pub(super) output: String,
}

impl Usual {
    /// After the method, and what the marker is called in the end.
    pub(super) fn of(method: &str, marker: Option<&str>) -> Self {
        let usual = words::upper_camel(method);
        let own = marker.unwrap_or(&usual);
        Self {
            request: format!("{own}Request"),
            params: format!("{own}Params"),
            output: format!("{own}Output"),
            marker: usual,
        }
    }
}

/// The types of all operations of a resource, each with its method and its line in the lock. Those that were there come
/// before new ones, and what each operation has comes before what only some have.
pub(super) fn all(
    operations: &[(&Operation, &str, Option<&Entry>)],
    lock: &Lock,
    scope: &mut Scope,
    sink: &mut Sink,
) -> Vec<OperationNames> {
    let mut names = vec![OperationNames::default(); operations.len()];
    let (old, new): (Vec<_>, Vec<_>) =
        operations.iter().zip(&mut names).partition(|((_, method, entry), _)| is_kept(method, *entry));
    let mut old: Vec<_> = old;
    for ((operation, method, entry), names) in &mut old {
        let mut scope = Claims { lock, entry: *entry, loc: operation.loc, scope: &mut *scope, sink: &mut *sink };
        **names = scope.types(method);
    }
    for ((operation, _, entry), names) in old {
        let mut scope = Claims { lock, entry: *entry, loc: operation.loc, scope: &mut *scope, sink: &mut *sink };
        names.output = scope.output(operation, &names.marker);
    }
    for ((operation, method, _), names) in new {
        let mut scope = Claims { lock, entry: None, loc: operation.loc, scope: &mut *scope, sink: &mut *sink };
        *names = scope.types(method);
        names.output = scope.output(operation, &names.marker);
    }
    names
}

/// Whether an operation has the method that the lock has for it; its types are called after that.
fn is_kept(method: &str, entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.name.rsplit('.').next() == Some(method))
}

/// Claims of one operation.
struct Claims<'a> {
    lock: &'a Lock,
    entry: Option<&'a Entry>,
    loc: Loc,
    scope: &'a mut Scope,
    sink: &'a mut Sink,
}

impl Claims<'_> {
    fn types(&mut self, method: &str) -> OperationNames {
        let marker = self.claim(MARKER, Usual::of(method, None).marker, "Operation");
        let usual = Usual::of(method, Some(&marker));
        let request = self.claim(REQUEST, usual.request, "Builder");
        let params = self.claim(PARAMS, usual.params, "Input");
        OperationNames { marker, request, params, ..OperationNames::default() }
    }

    fn output(&mut self, operation: &Operation, marker: &str) -> String {
        match operation.output {
            Output::ByStatus(_) => self.claim(OUTPUT, Usual::of("", Some(marker)).output, "Answer"),
            _ => String::new(),
        }
    }

    fn claim(&mut self, key: &str, usual: String, suffix: &str) -> String {
        let kept = Kept::of_member(self.lock, self.entry, key);
        let name = kept.and_then(|kept| kept.take(self.scope, self.loc, self.sink));
        name.unwrap_or_else(|| self.scope.claim(usual, suffix, self.loc).name)
    }
}
