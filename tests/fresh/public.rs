//! The public names of a crate, as syntax: what its users can write down.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

/// Names with what stands behind them: types of fields, signatures of functions.
pub(super) type Names = BTreeMap<String, String>;

/// The public names in the sources of a crate. The runtime is not looked at: it is the same in every crate.
pub(super) fn names(files: &BTreeMap<String, Vec<u8>>) -> Names {
    let mut names = Names::new();
    for (file, bytes) in files {
        let Some(path) = file.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
        if path.starts_with("runtime/") {
            continue;
        }
        let text = std::str::from_utf8(bytes).expect("sources are UTF-8");
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        // Models are known by `models::Name`, or `models::namespace::Name`, whatever file they are in.
        let folder = path.rsplit_once('/').filter(|_| path.starts_with("models/")).map(|(folder, _)| folder);
        let module = folder.unwrap_or(path).replace('/', "::");
        let mut scope = Scope { module, names: &mut names };
        parsed.items.iter().for_each(|item| scope.item(item));
    }
    names
}

struct Scope<'n> {
    module: String,
    names: &'n mut Names,
}

impl Scope<'_> {
    fn add(&mut self, name: &str, behind: &dyn ToTokens) {
        let known = self.names.insert(format!("{}::{name}", self.module), tokens(behind));
        assert_eq!(known, None, "{}::{name} stands twice", self.module);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(one) if is_public(&one.vis) => {
                self.add(&one.ident.to_string(), &one.generics);
                if let Fields::Named(fields) = &one.fields {
                    for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                        self.add(&format!("{}.{name}", one.ident), &field.ty);
                    }
                }
            }
            Item::Enum(one) if is_public(&one.vis) => {
                self.add(&one.ident.to_string(), &one.generics);
                for variant in &one.variants {
                    self.add(&format!("{}::{}", one.ident, variant.ident), &variant.fields);
                }
            }
            Item::Type(one) if is_public(&one.vis) => self.add(&one.ident.to_string(), &one.ty),
            Item::Mod(one) if is_public(&one.vis) => self.add(&format!("mod {}", one.ident), &TokenStream::new()),
            Item::Impl(one) => self.implementation(one),
            _ => {}
        }
    }

    fn implementation(&mut self, one: &syn::ItemImpl) {
        let of = tokens(&one.self_ty).replace(' ', "");
        if let Some((path, _)) = &one.trait_ {
            self.add(&format!("impl {} for {of}", tokens(path)), &associated(one));
            return;
        }
        for member in &one.items {
            if let ImplItem::Fn(method) = member
                && is_public(&method.vis)
            {
                self.add(&format!("{of}::{}", method.sig.ident), &method.sig);
            }
        }
    }
}

/// The types that an implementation of a trait chooses.
fn associated(one: &syn::ItemImpl) -> TokenStream {
    let types = one.items.iter().filter_map(|member| match member {
        ImplItem::Type(ty) => Some(ty.to_token_stream()),
        _ => None,
    });
    types.collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn tokens(of: &dyn ToTokens) -> String {
    of.to_token_stream().to_string()
}

#[test]
fn names_are_found() {
    let source = b"pub struct A { pub b: u8, c: u8 } impl A { pub fn d(&self) {} fn e() {} } pub enum F { G }".to_vec();
    let files = BTreeMap::from([("src/models/a.rs".to_owned(), source)]);
    let names = names(&files);
    let found: Vec<&str> = names.keys().map(String::as_str).collect();
    assert_eq!(found, ["models::A", "models::A.b", "models::A::d", "models::F", "models::F::G"]);
    assert_eq!(names["models::A.b"], "u8");
}
