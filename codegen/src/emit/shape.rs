//! Types as tokens, and how callers hand values over.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::ir::{Field, Input, Place, Presence, Scalar, Style, Type, TypeId, TypeKind};
use crate::name::Named;

/// An identifier as `name` spells it.
pub(super) fn ident(spelled: &str) -> Ident {
    match spelled.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(spelled, Span::call_site()),
    }
}

/// A whole number as a literal.
pub(super) fn number(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// How a file speaks of models.
#[derive(Clone, Copy)]
pub(super) enum From<'a> {
    /// A file of `models`, which imports those of its own module (`None`: of `models` itself).
    Models(Option<&'a str>),
    /// Any other file, which goes through `models`.
    Elsewhere,
}

/// Types as a file writes them.
#[derive(Clone, Copy)]
pub(super) struct Shapes<'a> {
    pub(super) named: &'a Named<'a>,
    pub(super) from: From<'a>,
}

impl Shapes<'_> {
    /// The name of a model.
    pub(super) fn model(&self, id: TypeId) -> TokenStream {
        let Some(names) = self.named.of_type(id) else {
            return quote!(types::Json);
        };
        let name = ident(&names.name);
        match (self.from, &names.module) {
            (From::Models(own), module) if own == module.as_deref() => quote!(#name),
            (_, None) => quote!(models::#name),
            (_, Some(module)) => {
                let module = ident(module);
                quote!(models::#module::#name)
            }
        }
    }

    /// The variant of an enum at a position.
    pub(super) fn variant(&self, ty: &Type, index: usize) -> TokenStream {
        let Type::Named(id) = ty else {
            return self.ty(ty);
        };
        let (model, names) = (self.model(*id), self.named.of_type(*id));
        let variant = ident(names.and_then(|names| names.members.get(index)).map_or("Unknown", String::as_str));
        quote!(#model::#variant)
    }

    /// Whether callers may hand over what a type is made from: what a union's variant holds, or any text.
    fn converts(&self, id: TypeId) -> bool {
        match self.named.api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Union(_)) => true,
            Some(TypeKind::Enum(shape)) => shape.any,
            Some(TypeKind::Struct(_)) | None => false,
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
            Type::Tuple(elements) => {
                let elements = elements.iter().map(|element| self.ty(element));
                quote!((#(#elements,)*))
            }
            Type::LooseTuple(elements) => {
                let elements = elements.iter().map(|element| self.ty(element));
                quote!(types::Tuple<(#(#elements,)*)>)
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
        match input.place {
            Place::Bytes => return quote!(transport::Body),
            Place::File => return quote!(transport::FilePart),
            Place::Files => return quote!(Vec<transport::FilePart>),
            _ => {}
        }
        let ty = self.ty(&input.ty);
        if input.nullable { quote!(Option<#ty>) } else { ty }
    }

    /// What a caller may hand over for a value of a type, and how it becomes one.
    pub(super) fn argument(&self, ty: &Type, value: &TokenStream) -> (TokenStream, TokenStream) {
        match ty {
            Type::Scalar(Scalar::String) => (quote!(impl Into<String>), quote!(#value.into())),
            // Integer literals are `i32` where nothing else is asked for, which converts to these only.
            Type::Scalar(scalar @ (Scalar::I64 | Scalar::I128 | Scalar::F64)) => {
                let ty = scalar_type(*scalar);
                (quote!(impl Into<#ty>), quote!(#value.into()))
            }
            Type::Named(id) if self.converts(*id) => {
                let ty = self.ty(ty);
                (quote!(impl Into<#ty>), quote!(#value.into()))
            }
            Type::LooseTuple(_) => {
                let ty = self.ty(ty);
                (quote!(impl Into<#ty>), quote!(#value.into()))
            }
            Type::Scalar(scalar) if scalar.is_text() => {
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
            Type::Named(_) | Type::Scalar(_) | Type::Nullable(_) | Type::Tuple(_) => {
                let ty = self.ty(ty);
                (ty, value.clone())
            }
        }
    }

    /// What a caller may hand over for an input, and how it becomes what is sent.
    pub(super) fn input(&self, input: &Input, value: &TokenStream) -> (TokenStream, TokenStream) {
        match input.place {
            Place::Bytes => return (quote!(impl Into<transport::Body>), quote!(#value.into())),
            Place::Text => return (quote!(impl Into<String>), quote!(Into::<String>::into(#value))),
            Place::File => return (quote!(impl Into<transport::FilePart>), quote!(#value.into())),
            Place::Files => {
                let ty = quote!(impl IntoIterator<Item = impl Into<transport::FilePart>>);
                return (ty, quote!(#value.into_iter().map(Into::into).collect()));
            }
            _ => {}
        }
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
    if let Some(style) = style(input) {
        return quote!(set_as(crate::runtime::Style::#style, #wire, #value));
    }
    match input.place {
        Place::Path => quote!(set_path(#wire, #value)),
        Place::Query => quote!(set_query(#wire, #value)),
        Place::Header => quote!(set_header(#wire, #value)),
        Place::Cookie => quote!(set_as(crate::runtime::Style::Cookie(true), #wire, #value)),
        // `set_field` leaves out what is absent; here `None` is a value.
        Place::Field if input.required && input.nullable => quote!(set_field_or_null(#wire, #value)),
        Place::Field => quote!(set_field(#wire, #value)),
        Place::Body => quote!(set_body(#value)),
        Place::Bytes => quote!(set_bytes(#value)),
        Place::Text => quote!(set_bytes(transport::Body::from(#value))),
        Place::Lines => quote!(set_lines(#value)),
        Place::Form if input.style == Style::Deep => quote!(set_form_deep(#wire, #value)),
        Place::Form if input.style == Style::Json => quote!(set_form_json(#wire, #value)),
        Place::Form => match input.style {
            Style::Joined(separator) => quote!(set_form_joined(#separator, #wire, #value)),
            _ => quote!(set_form(#wire, #value)),
        },
        Place::Part => match input.style {
            Style::Joined(separator) => quote!(set_part_joined(#separator, #wire, #value)),
            _ => part("set_part", input, value),
        },
        Place::File => part("set_file", input, value),
        Place::Files => part("set_files", input, value),
    }
}

/// The method that takes a part, with the part's media type where it has one of its own.
fn part(method: &str, input: &Input, value: &TokenStream) -> TokenStream {
    let wire = &input.wire;
    match &input.media_type {
        Some(media_type) => {
            let method = ident(&format!("{method}_as"));
            quote!(#method(#media_type, #wire, #value))
        }
        None => {
            let method = ident(method);
            quote!(#method(#wire, #value))
        }
    }
}

/// The runtime's name of a parameter's style, where it is not the usual one of its place.
fn style(input: &Input) -> Option<TokenStream> {
    Some(match (input.place, input.style) {
        (Place::Path, Style::Exploded) => quote!(PathExploded),
        (Place::Path, Style::Label(explode)) => quote!(PathLabel(#explode)),
        (Place::Path, Style::Matrix(explode)) => quote!(PathMatrix(#explode)),
        (Place::Path, Style::Json) => quote!(PathJson),
        (Place::Query, Style::Joined(separator)) if input.allow_reserved => quote!(QueryReserved(Some(#separator))),
        (Place::Query, Style::Usual) if input.allow_reserved => quote!(QueryReserved(None)),
        (Place::Query, Style::Joined(separator)) => quote!(QueryJoined(#separator)),
        (Place::Query, Style::Deep) => quote!(QueryDeep),
        (Place::Query, Style::Json) => quote!(QueryJson),
        (Place::Header, Style::Exploded) => quote!(HeaderExploded),
        (Place::Header, Style::Json) => quote!(HeaderJson),
        (Place::Cookie, Style::Joined(_)) => quote!(Cookie(false)),
        (Place::Cookie, Style::Json) => quote!(CookieJson),
        _ => return None,
    })
}

fn scalar_type(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::I8 => quote!(i8),
        Scalar::I16 => quote!(i16),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::I128 => quote!(i128),
        Scalar::U8 => quote!(u8),
        Scalar::U16 => quote!(u16),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::Timestamp => quote!(types::Timestamp),
        Scalar::Date => quote!(types::Date),
        Scalar::Base64 => quote!(types::Base64),
        Scalar::Uuid => quote!(types::Uuid),
        Scalar::Ipv4 => quote!(types::Ipv4),
        Scalar::Ipv6 => quote!(types::Ipv6),
        Scalar::Ip => quote!(types::Ip),
        Scalar::Duration => quote!(types::Duration),
        Scalar::Decimal => quote!(types::Decimal),
    }
}

/// A type as an example names it, which imports nothing of the standard library.
pub(super) fn spelled(named: &Named<'_>, ty: &Type) -> TokenStream {
    match ty {
        Type::Map(value) => {
            let value = spelled(named, value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::List(item) => {
            let item = spelled(named, item);
            quote!(Vec<#item>)
        }
        Type::Nullable(inner) => {
            let inner = spelled(named, inner);
            quote!(Option<#inner>)
        }
        other => Shapes { named, from: From::Elsewhere }.ty(other),
    }
}
