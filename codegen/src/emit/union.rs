//! Unions with their tables.

use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{Scalar, Shape, Telling, Type, TypeDef, TypeId, Union, Variant};
use crate::name::TypeNames;

use super::docs::Docs;
use super::shape::{Shapes, ident};
use super::source::table;

/// A union.
pub(super) struct Choice<'a> {
    pub(super) shapes: Shapes<'a>,
    pub(super) def: &'a TypeDef,
    pub(super) union: &'a Union,
    pub(super) names: &'a TypeNames,
}

impl ToTokens for Choice<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.names.name);
        let docs = Docs::of(&self.def.docs, format!("`{}`.", self.names.name));
        let variants = self.variants().map(|(alternative, name)| {
            let docs = Docs::of(&alternative.docs, about(alternative));
            let (name, ty) = (ident(name), self.payload(alternative));
            quote!(#docs #name(#ty))
        });
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value that fits none of the others; kept, and written back as it came.
                #[non_exhaustive]
                Unknown(types::UnknownJson),
            }
        }
        .to_tokens(tokens);
    }
}

impl Choice<'_> {
    /// `From` for each payload whose type no other variant has.
    pub(super) fn conversions(&self) -> Vec<TokenStream> {
        let name = ident(&self.names.name);
        let all = || self.union.alternatives.iter();
        // Two names of one type are one type.
        let same = |id: TypeId| self.shapes.named.same_as(id).unwrap_or(id);
        let types: Vec<Type> = all().map(|other| other.ty.with_names(&same)).collect();
        let unique = |ty: &Type| types.iter().filter(|other| **other == ty.with_names(&same)).count() == 1;
        let mut conversions = Vec::new();
        for (alternative, variant) in self.variants().filter(|(alternative, _)| unique(&alternative.ty)) {
            let (variant, ty) = (ident(variant), self.shapes.ty(&alternative.ty));
            let value = if alternative.boxed { quote!(Box::new(value)) } else { quote!(value) };
            conversions.push(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant(#value)
                    }
                }
            });
            if alternative.ty == Type::Scalar(Scalar::String) {
                conversions.push(quote! {
                    impl From<&str> for #name {
                        fn from(value: &str) -> Self {
                            Self::#variant(value.to_owned())
                        }
                    }
                });
            }
        }
        conversions
    }

    pub(super) fn table(&self) -> String {
        let entries = self.variants().enumerate().map(|(index, (alternative, name))| {
            let mut entry = format!("{index} {name}: [{}]", shapes(&alternative.shapes));
            if !alternative.tags.is_empty() {
                let tags: Vec<String> = alternative.tags.iter().map(|tag| Literal::string(tag).to_string()).collect();
                let _ = write!(entry, " = [{}]", tags.join(", "));
            }
            if !alternative.fields.is_empty() {
                let fields: Vec<String> = alternative.fields.iter().map(field).collect();
                let _ = write!(entry, " {{ {} }}", fields.join(", "));
            }
            entry
        });
        let subject = match &self.union.tag {
            Some(tag) => format!("{} by {}", self.names.name, Literal::string(tag)),
            None => self.names.name.clone(),
        };
        table("union", &subject, entries)
    }

    fn payload(&self, alternative: &Variant) -> TokenStream {
        let ty = self.shapes.ty(&alternative.ty);
        if alternative.boxed { quote!(Box<#ty>) } else { ty }
    }

    fn variants(&self) -> impl Iterator<Item = (&Variant, &String)> {
        self.union.alternatives.iter().zip(&self.names.members)
    }
}

/// What an alternative is, where the document does not say.
fn about(alternative: &Variant) -> String {
    let kind = match alternative.shapes.first() {
        Some(Shape::Boolean) => "A boolean.",
        Some(Shape::Integer | Shape::Fraction) => "A number.",
        Some(Shape::String) => "A string.",
        Some(Shape::Array) => "A list.",
        Some(Shape::Object | Shape::Any) | None => "An object.",
    };
    kind.to_owned()
}

fn shapes(shapes: &[Shape]) -> String {
    let names: Vec<&str> = shapes
        .iter()
        .map(|shape| match shape {
            Shape::Boolean => "Boolean",
            Shape::Integer => "Integer",
            Shape::Fraction => "Fraction",
            Shape::String => "String",
            Shape::Array => "Array",
            Shape::Object => "Object",
            Shape::Any => "Any",
        })
        .collect();
    names.join(", ")
}

fn field(field: &Telling) -> String {
    let mark = if field.required { "" } else { "?" };
    let mut entry = format!("{}{mark}: [{}]", Literal::string(&field.wire), shapes(&field.shapes));
    if !field.inner.is_empty() {
        let inner: Vec<String> = field.inner.iter().map(|name| Literal::string(name).to_string()).collect();
        let _ = write!(entry, " => [{}]", inner.join(", "));
    }
    entry
}
