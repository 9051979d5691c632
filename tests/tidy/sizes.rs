//! A file is one idea, and so is a function.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::nothing;
use super::sources::{self, Source};

/// The most lines of a file.
const FILE: usize = 400;

/// The most lines of a function, its signature included.
const FUNCTION: usize = 60;

fn faults(source: &Source) -> Vec<String> {
    struct Functions<'s> {
        path: &'s str,
        found: Vec<String>,
    }
    impl Functions<'_> {
        fn look(&mut self, name: &syn::Ident, from: proc_macro2::Span, to: proc_macro2::Span) {
            let lines = to.end().line - from.start().line + 1;
            if lines > FUNCTION {
                self.found.push(format!("{}: the function `{name}` has {lines} lines", self.path));
            }
        }
    }
    impl<'ast> Visit<'ast> for Functions<'_> {
        fn visit_item_fn(&mut self, one: &'ast syn::ItemFn) {
            self.look(&one.sig.ident, one.sig.span(), one.block.span());
            visit::visit_item_fn(self, one);
        }

        fn visit_impl_item_fn(&mut self, one: &'ast syn::ImplItemFn) {
            self.look(&one.sig.ident, one.sig.span(), one.block.span());
            visit::visit_impl_item_fn(self, one);
        }
    }

    let mut functions = Functions { path: &source.path, found: Vec::new() };
    functions.visit_file(&source.syntax);
    let mut found = functions.found;
    let lines = source.text.lines().count();
    if lines > FILE {
        found.push(format!("{}: the file has {lines} lines", source.path));
    }
    found
}

#[test]
fn files_and_functions_are_small() {
    let all = sources::below(&["codegen", "spec", "tests"]);
    let faults: Vec<String> = all.iter().flat_map(faults).collect();
    nothing(&faults);
}

#[test]
fn large_ones_are_found() {
    let long = format!("fn a() {{\n{}}}\n", "b();\n".repeat(58));
    assert_eq!(faults(&Source::parse("a.rs", &long)), Vec::<String>::new());
    let longer = format!("impl C {{ fn a() {{\n{}}} }}\n", "b();\n".repeat(59));
    assert_eq!(faults(&Source::parse("a.rs", &longer)), ["a.rs: the function `a` has 61 lines"]);
    let file = "fn a() {}\n".repeat(401);
    assert_eq!(faults(&Source::parse("a.rs", &file)), ["a.rs: the file has 401 lines"]);
}
