//! A file of `models`: structs and open enums with their tables.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{Constant, Field, Presence, Struct, Type, TypeDef, TypeId, TypeKind};
use crate::name::{ModelFile, Named, TypeNames};

use super::docs::Docs;
use super::enumeration::Enumeration;
use super::shape::{From, Shapes, ident, number};
use super::source::{SourceFile, table};
use super::union::Choice;

/// A file of `models` as text.
pub(super) fn file(named: &Named<'_>, file: &ModelFile) -> String {
    let api = named.api;
    let shapes = Shapes { named, from: From::Models(file.module.as_deref()) };
    let all: Vec<(TypeId, &TypeDef, &TypeNames)> =
        file.types.iter().filter_map(|id| Some((*id, api.type_def(*id)?, named.of_type(*id)?))).collect();
    let mut source = SourceFile::new(&api.package.document);
    let (outer, own) = imports(named, file, &all);
    for group in [outer, own] {
        source.gap();
        for import in group {
            source.import(import);
        }
    }
    for (id, def, names) in all {
        if let Some(same) = named.same_as(id) {
            source.item(alias(shapes, def, names, same));
            continue;
        }
        match &def.kind {
            TypeKind::Struct(shape) => {
                let model = Model { shapes, def, shape, names };
                source.item(model.declaration());
                if shape.constructible {
                    source.item(model.constructor());
                    if let Some(default) = model.default() {
                        source.item(default);
                    }
                }
                source.table(model.table());
            }
            TypeKind::Enum(shape) => {
                let enumeration = Enumeration { def, shape, names };
                source.item(enumeration.to_token_stream());
                source.table(enumeration.table());
            }
            TypeKind::Union(union) => {
                let choice = Choice { shapes, def, union, names };
                source.item(choice.to_token_stream());
                for conversion in choice.conversions() {
                    source.item(conversion);
                }
                source.table(choice.table());
            }
        }
    }
    source.text(None)
}

/// Another name for a type.
fn alias(shapes: Shapes<'_>, def: &TypeDef, names: &TypeNames, same: TypeId) -> TokenStream {
    let docs = Docs::of(&def.docs, format!("`{}`.", names.name));
    let (name, same) = (ident(&names.name), shapes.model(same));
    quote!(#docs pub type #name = #same;)
}

/// What the file needs: the macros of its tables, and the models of other files that its fields hold.
fn imports(
    named: &Named<'_>,
    file: &ModelFile,
    all: &[(TypeId, &TypeDef, &TypeNames)],
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let here: BTreeSet<TypeId> = all.iter().map(|(id, ..)| *id).collect();
    let mut needed = Needed::default();
    for (id, def, _) in all {
        match named.same_as(*id) {
            Some(same) => needed.look(&Type::Named(same)),
            None => needed.look_at(def),
        }
    }
    let outer = needed
        .map
        .then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        })
        .into_iter()
        .collect();
    let mut imports = Vec::new();
    let tables: Vec<_> = needed.tables.iter().map(|name| ident(name)).collect();
    match tables.as_slice() {
        [] => {}
        [only] => imports.push(quote!(use crate::runtime::#only;)),
        several => imports.push(quote!(use crate::runtime::{#(#several),*};)),
    }
    if needed.types {
        imports.push(quote!(
            use crate::types;
        ));
    }
    let others = || needed.models.iter().filter(|id| !here.contains(id)).filter_map(|id| named.of_type(*id));
    if others().any(|names| names.module != file.module) {
        imports.push(quote!(
            use crate::models;
        ));
    }
    let mut others: Vec<&str> =
        others().filter(|names| names.module == file.module).map(|names| names.name.as_str()).collect();
    others.sort_unstable();
    let others: Vec<_> = others.into_iter().map(ident).collect();
    match others.as_slice() {
        [] => {}
        [only] => imports.push(quote!(use super::#only;)),
        several => imports.push(quote!(use super::{#(#several),*};)),
    }
    (outer, imports)
}

#[derive(Default)]
struct Needed {
    /// The macros of tables.
    tables: BTreeSet<&'static str>,
    types: bool,
    map: bool,
    models: BTreeSet<TypeId>,
}

impl Needed {
    fn look_at(&mut self, def: &TypeDef) {
        match &def.kind {
            TypeKind::Struct(shape) => {
                self.tables.insert("record");
                for field in &shape.fields {
                    self.types |= field.presence == Presence::OptionalNullable;
                    self.look(&field.ty);
                }
                if let Some(extra) = &shape.extra {
                    self.map = true;
                    self.look(extra);
                }
            }
            TypeKind::Enum(shape) => {
                self.tables.insert(if shape.integers { "integer_enum" } else { "open_enum" });
                self.types = true;
            }
            TypeKind::Union(union) => {
                self.tables.insert("union");
                self.types = true;
                for alternative in &union.alternatives {
                    self.look(&alternative.ty);
                }
            }
        }
    }

    fn look(&mut self, ty: &Type) {
        match ty {
            Type::Named(id) => {
                self.models.insert(*id);
            }
            Type::Scalar(scalar) => self.types |= scalar.is_ours(),
            Type::List(inner) | Type::Nullable(inner) => self.look(inner),
            Type::Tuple(elements) | Type::LooseTuple(elements) => {
                self.types |= matches!(ty, Type::LooseTuple(_));
                for element in elements {
                    self.look(element);
                }
            }
            Type::Map(inner) => {
                self.map = true;
                self.look(inner);
            }
            Type::Json => self.types = true,
        }
    }
}

/// A struct.
struct Model<'a> {
    shapes: Shapes<'a>,
    def: &'a TypeDef,
    shape: &'a Struct,
    names: &'a TypeNames,
}

impl Model<'_> {
    fn declaration(&self) -> TokenStream {
        let name = ident(&self.names.name);
        let docs = Docs::of(&self.def.docs, format!("`{}`.", self.names.name));
        let fields = self.fields().map(|(field, name, _)| {
            let docs = Docs::of(&field.docs, format!("`{}`.", super::docs::code(&field.wire)));
            let (name, ty) = (ident(name), self.shapes.field(field));
            quote!(#docs pub #name: #ty)
        });
        let extra = self.shape.extra.as_ref().map(|extra| {
            let (name, ty) = (ident(&self.names.extra), self.shapes.ty(extra));
            quote!(
                /// Properties that no other field is for.
                pub #name: BTreeMap<String, #ty>,
            )
        });
        quote! {
            #docs
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #extra
            }
        }
    }

    /// `new` with what is required, and a setter for each field.
    fn constructor(&self) -> TokenStream {
        let name = ident(&self.names.name);
        let arguments = self.arguments();
        let mut values = Vec::new();
        for (at, (field, field_name, _)) in self.fields().enumerate() {
            let field_ident = ident(field_name);
            if let Some(constant) = &field.constant {
                let value = self.constant(constant, field);
                values.push(quote!(#field_ident: #value));
            } else if self.names.arguments.contains(&at) {
                let (_, value) = self.taken(field, &field_ident.to_token_stream());
                // What was required once is still an argument.
                let value = match field.presence {
                    Presence::Required => value,
                    Presence::Optional | Presence::Nullable => quote!(Some(#value)),
                    Presence::OptionalNullable => quote!(types::Nullable::Value(#value)),
                };
                if field_ident == value.to_string() {
                    values.push(quote!(#field_ident));
                } else {
                    values.push(quote!(#field_ident: #value));
                }
            } else if field.presence == Presence::OptionalNullable {
                values.push(quote!(#field_ident: types::Nullable::Absent));
            } else {
                values.push(quote!(#field_ident: None));
            }
        }
        if self.shape.extra.is_some() {
            let extra = ident(&self.names.extra);
            values.push(quote!(#extra: BTreeMap::new()));
        }
        let many = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let about =
            if arguments.is_empty() { "With nothing set." } else { "With what is required set, and nothing else." };
        let about = Docs::ours(about);
        let setters = self.fields().map(|(field, name, setter)| self.setter(field, name, setter));
        quote! {
            impl #name {
                #about
                #[must_use]
                #many
                pub fn new(#(#arguments),*) -> Self {
                    Self { #(#values),* }
                }

                #(#setters)*
            }
        }
    }

    /// What `new` takes.
    fn arguments(&self) -> Vec<TokenStream> {
        let all: Vec<_> = self.fields().collect();
        let arguments = self.names.arguments.iter().filter_map(|at| all.get(*at)).map(|(field, name, _)| {
            let name = ident(name);
            let (ty, _) = self.taken(field, &name.to_token_stream());
            quote!(#name: #ty)
        });
        arguments.collect()
    }

    /// `Default`, where nothing is required.
    fn default(&self) -> Option<TokenStream> {
        if !self.names.arguments.is_empty() {
            return None;
        }
        let name = ident(&self.names.name);
        Some(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        })
    }

    fn setter(&self, field: &Field, name: &str, setter: &str) -> TokenStream {
        let docs = Docs::of(&field.docs, format!("Sets `{}`.", super::docs::code(&field.wire)));
        let (place, method) = (ident(name), ident(setter));
        let value = quote!(value);
        let (ty, value) = match field.presence {
            Presence::Required => self.taken(field, &value),
            Presence::Optional | Presence::Nullable => {
                let (ty, value) = self.taken(field, &value);
                (ty, quote!(Some(#value)))
            }
            Presence::OptionalNullable => {
                let ty = self.shapes.ty(&field.ty);
                let boxed = field.boxed.then(|| quote!(.map(Box::new)));
                (quote!(impl Into<types::Nullable<#ty>>), quote!(value.into()#boxed))
            }
        };
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, value: #ty) -> Self {
                self.#place = #value;
                self
            }
        }
    }

    fn taken(&self, field: &Field, value: &TokenStream) -> (TokenStream, TokenStream) {
        let (ty, value) = self.shapes.argument(&field.ty, value);
        if field.boxed { (ty, quote!(Box::new(#value))) } else { (ty, value) }
    }

    /// The only value of a field.
    fn constant(&self, constant: &Constant, field: &Field) -> TokenStream {
        let value = match constant {
            Constant::Variant(index) => self.shapes.variant(&field.ty, *index),
            Constant::Bool(value) => quote!(#value),
            Constant::Integer(value) => number(*value),
            Constant::Text(text) => quote!(#text.to_owned()),
        };
        let value = if field.boxed { quote!(Box::new(#value)) } else { value };
        match field.presence {
            Presence::Required => value,
            Presence::Optional | Presence::Nullable => quote!(Some(#value)),
            Presence::OptionalNullable => quote!(types::Nullable::Value(#value)),
        }
    }

    fn table(&self) -> String {
        let entries = self.fields().map(|(field, name, _)| {
            let optional = if field.presence.is_required() { "" } else { "?" };
            // RFC 8259 §7: these cannot stand in a string as they are.
            let escaped = if field.wire.contains(|c| matches!(c, '"' | '\\' | '\0'..='\x1f')) { "~" } else { "" };
            format!("{name}{optional}{escaped}: {}", Literal::string(&field.wire))
        });
        let extra = self.shape.extra.as_ref().map(|_| format!("..{}", self.names.extra));
        let mut text = table("record", &self.names.name, entries.chain(extra));
        if self.shape.extra.is_some() {
            // The macro takes nothing after the map.
            text = text.replace(&format!("..{},\n", self.names.extra), &format!("..{}\n", self.names.extra));
        }
        text
    }

    fn fields(&self) -> impl Iterator<Item = (&Field, &String, &String)> {
        self.shape
            .fields
            .iter()
            .zip(&self.names.members)
            .zip(&self.names.setters)
            .map(|((field, name), setter)| (field, name, setter))
    }
}
