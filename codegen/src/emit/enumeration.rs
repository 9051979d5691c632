//! Open enums, of strings or integers, with their tables.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{EnumValue, OpenEnum, TypeDef};
use crate::name::TypeNames;

use super::docs::Docs;
use super::shape::ident;
use super::source::table;

/// An open enum.
pub(super) struct Enumeration<'a> {
    pub(super) def: &'a TypeDef,
    pub(super) shape: &'a OpenEnum,
    pub(super) names: &'a TypeNames,
}

impl ToTokens for Enumeration<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = ident(&self.names.name);
        let docs = Docs::of(&self.def.docs, format!("`{}`.", self.names.name));
        let variants = self.shape.values.iter().zip(&self.names.members).map(|(value, name)| {
            let docs = Docs::of(&value.docs, format!("`{}`.", super::docs::code(&value.wire)));
            let name = ident(name);
            quote!(#docs #name)
        });
        let unknown = if self.shape.integers { quote!(types::UnknownInteger) } else { quote!(types::UnknownValue) };
        // What the macro of texts does not bring itself.
        let derives = if self.shape.integers { quote!(Clone, Debug, PartialEq, Eq, Hash) } else { quote!(Clone) };
        quote! {
            #docs
            #[derive(#derives)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                /// A value that this version of the crate does not know; kept, and written back as it came.
                #[non_exhaustive]
                Unknown(#unknown),
            }
        }
        .to_tokens(tokens);
    }
}

impl Enumeration<'_> {
    /// The macro that ties it to its values.
    pub(super) fn macro_name(&self) -> &'static str {
        if self.shape.integers { "integer_enum" } else { "open_enum" }
    }

    pub(super) fn table(&self) -> String {
        let integers = self.shape.integers;
        let entry = |(value, name): (&EnumValue, &String)| {
            let wire = if integers { value.wire.clone() } else { Literal::string(&value.wire).to_string() };
            format!("{name} = {wire}")
        };
        let entries = self.shape.values.iter().zip(&self.names.members).map(entry);
        let mut text = table(self.macro_name(), &self.names.name, entries);
        if self.shape.any {
            text = text.replace("\n    }\n}\n", "\n        ..\n    }\n}\n");
        }
        text
    }
}
