//! Nothing in the generator or in the runtime panics on input.

use proc_macro2::{Delimiter, TokenTree};
use syn::visit::{self, Visit};
use syn::{ExprIndex, ExprMethodCall, Item, Macro};

use super::nothing;
use super::sources::{self, Source};

/// Methods that panic where there is nothing.
const METHODS: &[&str] = &["unwrap", "expect", "unwrap_err", "expect_err"];

/// Macros that panic.
const MACROS: &[&str] = &["panic", "todo", "unimplemented", "unreachable", "assert", "assert_eq", "assert_ne"];

/// Where a user's own test is made to fail: the one place that is meant to panic, once.
const MEANT: &str = "codegen/runtime/src/mock/verify.rs";

struct Panics<'s> {
    source: &'s Source,
    found: Vec<String>,
}

impl Panics<'_> {
    fn add(&mut self, span: proc_macro2::Span, what: &str) {
        self.found.push(format!("{}:{}: {what}", self.source.path, span.start().line));
    }

    /// Tokens that no parser knows the meaning of: `.unwrap(`, `name[…]`, `panic!`.
    fn run(&mut self, run: &[TokenTree]) {
        for (at, window) in run.windows(2).enumerate() {
            match window {
                [TokenTree::Ident(name), TokenTree::Group(group)]
                    if group.delimiter() == Delimiter::Bracket
                        && !is_keyword(&name.to_string())
                        && !is_mark(run.get(..at).unwrap_or_default()) =>
                {
                    self.add(group.span(), "indexing");
                }
                [TokenTree::Group(before), TokenTree::Group(group)]
                    if group.delimiter() == Delimiter::Bracket && before.delimiter() == Delimiter::Parenthesis =>
                {
                    self.add(group.span(), "indexing");
                }
                [TokenTree::Punct(dot), TokenTree::Ident(name)]
                    if dot.as_char() == '.' && METHODS.contains(&name.to_string().as_str()) =>
                {
                    self.add(name.span(), &name.to_string());
                }
                [TokenTree::Ident(name), TokenTree::Punct(sign)]
                    if sign.as_char() == '!' && MACROS.contains(&name.to_string().as_str()) =>
                {
                    self.add(name.span(), &name.to_string());
                }
                _ => {}
            }
        }
    }
}

/// Words after which a bracket begins a list.
fn is_keyword(name: &str) -> bool {
    ["in", "return", "match", "mut", "ref", "else", "break", "if", "dyn", "as"].contains(&name)
}

/// Whether what stands before a name makes it no value: a lifetime (`'static`), or the kind of a macro's argument
/// (`$name:literal`).
fn is_mark(before: &[TokenTree]) -> bool {
    let sign = |tree: &TokenTree, sign: char| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign);
    match before {
        [.., last] if sign(last, '\'') => true,
        [.., dollar, _, colon] => sign(dollar, '$') && sign(colon, ':'),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Panics<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !sources::is_for_tests(sources::attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_expr_index(&mut self, one: &'ast ExprIndex) {
        self.add(one.bracket_token.span.open(), "indexing");
        visit::visit_expr_index(self, one);
    }

    fn visit_expr_method_call(&mut self, one: &'ast ExprMethodCall) {
        let name = one.method.to_string();
        if METHODS.contains(&name.as_str()) {
            self.add(one.method.span(), &name);
        }
        visit::visit_expr_method_call(self, one);
    }

    fn visit_macro(&mut self, one: &'ast Macro) {
        let name = one.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if MACROS.contains(&name.as_str()) {
            let span = one.path.segments.last().map_or_else(proc_macro2::Span::call_site, |last| last.ident.span());
            self.add(span, &name);
        }
        if !sources::is_quoted(&one.path) {
            sources::runs(one.tokens.clone(), &mut |run| self.run(run));
        }
    }
}

fn faults(source: &Source) -> Vec<String> {
    let mut panics = Panics { source, found: Vec::new() };
    source.syntax.items.iter().for_each(|item| panics.visit_item(item));
    panics.found
}

#[test]
fn nothing_panics() {
    let (meant, others): (Vec<Source>, Vec<Source>) =
        sources::product().into_iter().partition(|source| source.path == MEANT);
    let faults_of = |all: &[Source]| all.iter().flat_map(faults).collect::<Vec<String>>();
    nothing(&faults_of(&others));
    let found = faults_of(&meant);
    assert!(matches!(found.as_slice(), [only] if only.ends_with(": panic")), "{MEANT} panics once: {found:?}");
}

#[test]
fn panics_are_found() {
    for snippet in [
        "fn a(b: Option<u8>) { b.unwrap(); }",
        "fn a(b: Option<u8>) { c(|| b.expect(\"d\")); }",
        "fn a(b: &[u8]) -> u8 { b[0] }",
        "fn a(b: &str) -> &str { &b[1..] }",
        "fn a() { todo!() }",
        "fn a() { std::unreachable!() }",
        "fn a(b: bool) { assert!(b); }",
        "fn a(b: &[u8]) -> bool { matches!(b[0], 1) }",
        "fn a(b: Option<u8>) -> Vec<u8> { vec![b.unwrap()] }",
        "macro_rules! a { ($b:expr) => { panic!(\"{}\", $b) }; }",
        "macro_rules! a { ($b:ident) => { $b[0] }; }",
        "mod a { impl B { fn c(d: Option<u8>) { d.unwrap(); } } }",
    ] {
        assert_eq!(faults(&Source::parse("a.rs", snippet)).len(), 1, "{snippet}");
    }
    for snippet in [
        "#[cfg(test)] mod tests { fn a(b: Option<u8>) { b.unwrap(); } }",
        "#[test] fn a() { assert!(true); }",
        "fn a(b: Option<u8>) -> u8 { b.unwrap_or_default() }",
        "fn a() -> bool { matches!(b, [c, d]) && vec![1].len() > 0 }",
        "fn a() { quote!(b.parse().expect(\"c\")); }",
        "fn a(expect: fn(u8)) { expect(1); for b in [1, 2] {} }",
        "macro_rules! a { ($b:literal [$($c:literal)*]) => { const D: &'static [u8] = &[$b]; }; }",
    ] {
        assert_eq!(faults(&Source::parse("a.rs", snippet)), Vec::<String>::new(), "{snippet}");
    }
}
