//! Types as tokens, and how callers hand values over.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Field, Input, Place, Presence, Scalar, Type, TypeId};
use crate::name::Named;

/// An identifier as `name` spells it.
pub(super) fn ident(spelled: &str) -> Ident {
    match spelled.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(spelled, Span::call_site()),
    }
}

/// How a file speaks of models.
#[derive(Clone, Copy)]
pub(super) enum From {
    /// A file of `models`, which imports them.
    Models,
    /// Any other file, which goes through `models`.
    Elsewhere,
}

/// Types as a file writes them.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    pub(super) named: &'a Named<'a>,
    pub(super) from: From,
}

impl Shapes<'_> {
    /// The name of a model.
    pub(super) fn model(&self, id: TypeId) -> TokenStream {
        let name = ident(self.named.of_type(id).map_or("Unnamed", |names| names.name.as_str()));
        match self.from {
            From::Models => quote!(#name),
            From::Elsewhere => quote!(models::#name),
        }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Named(id) => self.model(*id),
            Type::Scalar(scalar) => scalar_type(*scalar),
            Type::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Type::Map(value) => {
                let value = self.ty(value);
                quote!(BTreeMap<String, #value>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Json => quote!(types::Json),
        }
    }

    /// The type of a field.
    pub(super) fn field(&self, field: &Field) -> TokenStream {
        let mut ty = self.ty(&field.ty);
        if field.boxed {
            ty = quote!(Box<#ty>);
        }
        match field.presence {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
            Presence::OptionalNullable => quote!(types::Nullable<#ty>),
        }
    }

    /// The value of an input that the call cannot do without, as a field of a struct of such inputs.
    pub(super) fn plain_input(&self, input: &Input) -> TokenStream {
        let ty = self.ty(&input.ty);
        if input.nullable { quote!(Option<#ty>) } else { ty }
    }

    /// What a caller may hand over for a value of a type, and how it becomes one.
    pub(super) fn argument(&self, ty: &Type, value: &TokenStream) -> (TokenStream, TokenStream) {
        match ty {
            Type::Scalar(Scalar::String) => (quote!(impl Into<String>), quote!(#value.into())),
            // Integer literals are `i32` where nothing else is asked for, which converts to these two only.
            Type::Scalar(scalar @ (Scalar::I64 | Scalar::F64)) => {
                let ty = scalar_type(*scalar);
                (quote!(impl Into<#ty>), quote!(#value.into()))
            }
            Type::Json => (quote!(impl Into<types::Json>), quote!(#value.into())),
            Type::List(item) if **item == Type::Scalar(Scalar::String) => (
                quote!(impl IntoIterator<Item = impl Into<String>>),
                quote!(#value.into_iter().map(Into::into).collect::<Vec<String>>()),
            ),
            Type::List(item) => {
                let item = self.ty(item);
                (quote!(impl IntoIterator<Item = #item>), quote!(#value.into_iter().collect::<Vec<_>>()))
            }
            Type::Map(inner) => {
                let inner = self.ty(inner);
                (
                    quote!(impl IntoIterator<Item = (impl Into<String>, #inner)>),
                    quote!(#value.into_iter().map(|(key, value)| (key.into(), value)).collect::<BTreeMap<String, _>>()),
                )
            }
            Type::Named(_) | Type::Scalar(_) | Type::Nullable(_) => {
                let ty = self.ty(ty);
                (ty, value.clone())
            }
        }
    }

    /// What a caller may hand over for an input, and how it becomes what is sent.
    pub(super) fn input(&self, input: &Input, value: &TokenStream) -> (TokenStream, TokenStream) {
        if !input.nullable {
            return self.argument(&input.ty, value);
        }
        let ty = self.ty(&input.ty);
        if input.required {
            (quote!(impl Into<Option<#ty>>), quote!(#value.into()))
        } else {
            (quote!(impl Into<types::Nullable<#ty>>), quote!(#value.into()))
        }
    }
}

/// The method of `Request` that takes an input, with the input's name where it has one.
pub(super) fn store(input: &Input, value: &TokenStream) -> TokenStream {
    let wire = &input.wire;
    match input.place {
        Place::Path => quote!(set_path(#wire, #value)),
        Place::Query => quote!(set_query(#wire, #value)),
        Place::Header => quote!(set_header(#wire, #value)),
        // `set_field` leaves out what is absent; here `None` is a value.
        Place::Field if input.required && input.nullable => quote!(set_field_or_null(#wire, #value)),
        Place::Field => quote!(set_field(#wire, #value)),
        Place::Body => quote!(set_body(#value)),
    }
}

fn scalar_type(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::I8 => quote!(i8),
        Scalar::I16 => quote!(i16),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U8 => quote!(u8),
        Scalar::U16 => quote!(u16),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::Timestamp => quote!(types::Timestamp),
        Scalar::Date => quote!(types::Date),
        Scalar::Base64 => quote!(types::Base64),
    }
}
