//! A compiling example for each call, with the document's own example values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::ir::{
    Input, Output, Place, Presence, Scalar, Shape, Telling, Type, TypeDef, TypeId, TypeKind, Union, Variant,
};
use crate::name::{Named, TypeNames};

use super::call::Call;
use super::resource::{has_path, way};
use super::sample::{json, number, scalar_sample, text};
use super::shape::{ident, spelled};
use super::source::statements;

/// How many optional inputs an example shows.
const OPTIONAL: usize = 2;

/// How deep models in models lists and maps have something in them.
const MAX_SHOWN: usize = 3;

/// How deep models in models an example goes.
const MAX_DEPTH: usize = 8;

/// The example as a code block that rustdoc compiles and does not run.
pub(super) fn block(call: &Call<'_>) -> String {
    let named = call.shapes.named;
    let library = library(named);
    let crate_name = ident(&library);
    let statement = call_statement(call);
    let models = has_path(&statement, "models", ':').then(|| quote!(models,));
    let types = has_path(&statement, "types", ':').then(|| quote!(types,));
    let client = ident(&named.api.package.client);
    let body = quote! {
        use #crate_name::{#client, #models #types};
        let client = #client::from_env()?;
        #statement
    };
    let mut lines = vec!["```no_run".to_owned(), format!("# async fn example() -> Result<(), {library}::Error> {{")];
    lines.extend(
        statements(&body).into_iter().map(|line| if line.starts_with('#') { format!("#{line}") } else { line }),
    );
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines.join("\n")
}

/// The name under which code says `use`.
pub(super) fn library(named: &Named<'_>) -> String {
    named.api.package.name.replace('-', "_")
}

/// The same call from code that is not async, as lines of code.
pub(super) fn blocking(call: &Call<'_>) -> String {
    let client = ident(&call.shapes.named.api.package.client);
    let statement = statement(call, true);
    statements(&quote! {
        let client = #client::from_env()?;
        #statement
    })
    .join("\n")
}

/// `let page = client.zones().list().send().await?;` and what is done with it.
pub(super) fn call_statement(call: &Call<'_>) -> TokenStream {
    statement(call, false)
}

fn statement(call: &Call<'_>, blocking: bool) -> TokenStream {
    let invocation = invocation(call);
    let send = if blocking { quote!(send_blocking()?) } else { quote!(send().await?) };
    match &call.operation.output {
        Output::Unit => quote!(#invocation.#send;),
        Output::Page(..) => {
            let item = Some(variable(call)).filter(|name| name != "answer").unwrap_or_else(|| "item".to_owned());
            let format = format!("{{{item}:?}}");
            let item = ident(&item);
            quote! {
                let page = #invocation.#send;
                for #item in page {
                    println!(#format);
                }
            }
        }
        Output::Bytes | Output::Lines(_) | Output::Events(_) if blocking => quote! {
            for item in #invocation.#send.blocking() {
                println!("{:?}", item?);
            }
        },
        Output::Bytes | Output::Lines(_) | Output::Events(_) => quote! {
            let mut stream = #invocation.send().await?;
            while let Some(item) = stream.next().await {
                println!("{:?}", item?);
            }
        },
        Output::Value(_) | Output::Nullable(_) | Output::Text | Output::ByStatus(_) => {
            let variable = variable(call);
            let format = format!("{{{variable}:?}}");
            let variable = ident(&variable);
            quote! {
                let #variable = #invocation.#send;
                println!(#format);
            }
        }
    }
}

/// A good name for what a call gives: that of its type.
fn variable(call: &Call<'_>) -> String {
    let named = call.shapes.named;
    let file = call.gives().and_then(|ty| match ty {
        Type::Named(id) => named.model_files().iter().find(|file| file.types.first() == Some(id)),
        _ => None,
    });
    file.map_or_else(
        || "answer".to_owned(),
        |file| match file.file.as_str() {
            // It would hide what the example needs, or is a keyword.
            "client" | "models" | "types" => "answer".to_owned(),
            module if module.len() > 24 || module.starts_with("r#") => "answer".to_owned(),
            module => module.to_owned(),
        },
    )
}

fn invocation(call: &Call<'_>) -> TokenStream {
    let named = call.shapes.named;
    let samples = Samples { named };
    let way = way(named, call.operation.resource);
    let params = call.has_params();
    let (in_struct, plain): (Vec<_>, Vec<_>) =
        call.arguments().into_iter().partition(|(input, _)| params && input.place != Place::Path);
    let mut arguments: Vec<TokenStream> =
        plain.into_iter().map(|(input, name)| samples.argument(&input, name)).collect();
    if params {
        let name = ident(&call.names.params);
        let library = ident(&library(named));
        let path = named.of_resource(call.operation.resource);
        let modules = path.into_iter().flat_map(|names| &names.path).map(|module| ident(module));
        let fields = in_struct.into_iter().map(|(input, name)| {
            let field = ident(name);
            let value = match input.place {
                Place::Bytes | Place::File => quote!("content".into()),
                Place::Files => quote!(vec!["content".into()]),
                _ => samples.owned(&input.ty, &documented(&input), name),
            };
            let value = if input.nullable { quote!(Some(#value)) } else { value };
            quote!(#field: #value)
        });
        arguments.push(quote!(#library::resources::#(#modules::)*#name { #(#fields),* }));
    }
    let method = ident(&call.names.method);
    let optional = call
        .optional()
        .filter(|(input, _)| input.example.is_some() && !input.docs.deprecated && !input.nullable)
        .take(OPTIONAL)
        .map(|(input, name)| {
            let (method, value) = (ident(name), samples.argument(input, name));
            quote!(.#method(#value))
        });
    quote!(client #(.#way())* .#method(#(#arguments),*) #(#optional)*)
}

/// The input's documented value.
fn documented(input: &Input) -> Value {
    let text = input.example.as_deref().unwrap_or("null");
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// Sample values.
struct Samples<'a> {
    named: &'a Named<'a>,
}

impl Samples<'_> {
    /// A value as an argument or setter takes it.
    fn argument(&self, input: &Input, name: &str) -> TokenStream {
        match input.place {
            Place::Bytes | Place::File => return quote!("content"),
            Place::Files => return quote!(["content"]),
            _ => {}
        }
        let value = documented(input);
        if input.nullable && input.required {
            let exact = self.exact(&input.ty, &value, name, 0);
            return quote!(Some(#exact));
        }
        self.taken(&input.ty, &value, name, 0)
    }

    /// A value where conversions are at hand: `impl Into<String>` takes a literal.
    fn taken(&self, ty: &Type, value: &Value, name: &str, depth: usize) -> TokenStream {
        match ty {
            Type::Scalar(Scalar::String) => {
                let text = Literal::string(&text(value, name));
                quote!(#text)
            }
            Type::Scalar(Scalar::F64) => number(value, false),
            // A type may need lists and maps of itself.
            Type::List(item) if depth > MAX_SHOWN => {
                let item = spelled(self.named, item);
                quote!(Vec::<#item>::new())
            }
            Type::Map(inner) if depth > MAX_SHOWN => {
                let inner = spelled(self.named, inner);
                quote!(std::collections::BTreeMap::<String, #inner>::new())
            }
            Type::List(item) => {
                let items = self.items(item, value, name, depth);
                quote!([#(#items),*])
            }
            Type::Map(inner) => {
                let value = self.exact(inner, &Value::Null, name, depth);
                quote!([("name", #value)])
            }
            Type::Json => json(value),
            other => self.exact(other, value, name, depth),
        }
    }

    fn items(&self, item: &Type, value: &Value, name: &str, depth: usize) -> Vec<TokenStream> {
        let sample = |value: &Value| match item {
            Type::Scalar(Scalar::String) => self.taken(item, value, name, depth),
            other => self.exact(other, value, name, depth),
        };
        match value.as_array() {
            Some(values) if !values.is_empty() => values.iter().take(2).map(sample).collect(),
            _ => vec![sample(&Value::Null)],
        }
    }

    /// A value of exactly the type, as a struct's field holds it.
    fn owned(&self, ty: &Type, value: &Value, name: &str) -> TokenStream {
        self.exact(ty, value, name, 0)
    }

    fn exact(&self, ty: &Type, value: &Value, name: &str, depth: usize) -> TokenStream {
        match ty {
            Type::Named(id) => self.model(*id, value, depth),
            Type::Scalar(scalar) => scalar_sample(*scalar, value, name),
            Type::List(item) => {
                let values = value.as_array().into_iter().flatten();
                let items = values.take(2).map(|value| self.exact(item, value, name, depth + 1));
                quote!(vec![#(#items),*])
            }
            Type::Tuple(elements) => self.tuple(elements, value, name, depth),
            Type::LooseTuple(elements) => {
                let tuple = self.tuple(elements, value, name, depth);
                quote!(types::Tuple::from(#tuple))
            }
            Type::Map(_) => quote!(std::collections::BTreeMap::new()),
            Type::Nullable(inner) => {
                let inner = self.exact(inner, value, name, depth);
                quote!(Some(#inner))
            }
            Type::Json => json(value),
        }
    }

    fn tuple(&self, elements: &[Type], value: &Value, name: &str, depth: usize) -> TokenStream {
        let values = value.as_array().into_iter().flatten().chain(std::iter::repeat(&Value::Null));
        let elements = elements.iter().zip(values).map(|(element, value)| self.exact(element, value, name, depth + 1));
        quote!((#(#elements,)*))
    }

    fn model(&self, id: TypeId, value: &Value, depth: usize) -> TokenStream {
        let (Some(def), Some(names)) = (self.named.api.type_def(id), self.named.of_type(id)) else {
            return quote!(());
        };
        let model = ident(&names.name);
        let module = names.module.as_ref().map(|module| {
            let module = ident(module);
            quote!(#module::)
        });
        match &def.kind {
            TypeKind::Enum(shape) => {
                let wanted = value.as_str();
                let index = shape.values.iter().position(|known| Some(known.wire.as_str()) == wanted);
                let variant = names.members.get(index.unwrap_or(0)).map_or("Unknown", String::as_str);
                let variant = ident(variant);
                quote!(models::#module #model::#variant)
            }
            TypeKind::Union(union) => self.alternative(id, union, names, value, depth),
            TypeKind::Struct(shape) => {
                let fields: Vec<_> = shape.fields.iter().zip(&names.members).zip(&names.setters).collect();
                let arguments = names.arguments.iter().filter_map(|at| fields.get(*at)).map(|((field, member), _)| {
                    // `lower` leaves no circle of required structs, so this ends.
                    self.taken(&field.ty, value.get(&field.wire).unwrap_or(&Value::Null), member, depth + 1)
                });
                let is_argument = |at: &usize| names.arguments.contains(at);
                let optional = (0..).zip(&fields).filter(|(at, _)| !is_argument(at)).filter_map(|(_, one)| {
                    let ((field, member), setter) = *one;
                    let given = value.get(&field.wire).filter(|given| !given.is_null())?;
                    if field.constant.is_some() || depth >= 3 || field.docs.deprecated {
                        return None;
                    }
                    let sample = match field.presence {
                        // What becomes a three-state field is the value itself, and not what becomes one.
                        Presence::OptionalNullable => self.exact(&field.ty, given, member, depth + 1),
                        _ => self.taken(&field.ty, given, member, depth + 1),
                    };
                    let setter = ident(setter);
                    Some(quote!(.#setter(#sample)))
                });
                quote!(models::#module #model::new(#(#arguments),*) #(#optional)*)
            }
        }
    }
}

impl Samples<'_> {
    /// The alternative that a value seems to be, else the first that has a value at all.
    fn alternative(&self, id: TypeId, union: &Union, names: &TypeNames, value: &Value, depth: usize) -> TokenStream {
        let path = union_path(names);
        let finite = |ty: &Type| depth < MAX_DEPTH && self.is_finite(ty, &mut vec![id]);
        let all = || union.alternatives.iter().zip(&names.members).filter(|(one, _)| finite(&one.ty));
        let Some((alternative, variant)) = all().find(|(one, _)| fits(one, value)).or_else(|| all().next()) else {
            // Every alternative needs another of the same: there is no value to show.
            return quote!(serde_json::from_value(types::Json::Null).expect("a value"));
        };
        let value = if fits(alternative, value) { value } else { &Value::Null };
        let payload = self.exact(&alternative.ty, value, "text", depth + 1);
        let payload = if alternative.boxed { quote!(Box::new(#payload)) } else { payload };
        let variant = ident(variant);
        quote!(#path::#variant(#payload))
    }

    /// Whether a type has a value without one of the types that are on the way to it.
    fn is_finite(&self, ty: &Type, way: &mut Vec<TypeId>) -> bool {
        if let Type::Tuple(elements) | Type::LooseTuple(elements) = ty {
            return elements.iter().all(|element| self.is_finite(element, way));
        }
        let Type::Named(id) = ty else {
            return true;
        };
        let Some(def) = self.named.api.type_def(*id) else {
            return true;
        };
        if way.contains(id) || way.len() > MAX_DEPTH {
            return false;
        }
        way.push(*id);
        let finite = match &def.kind {
            TypeKind::Enum(_) => true,
            TypeKind::Union(union) => union.alternatives.iter().any(|one| self.is_finite(&one.ty, way)),
            TypeKind::Struct(shape) => shape
                .fields
                .iter()
                .filter(|field| field.presence == Presence::Required && field.constant.is_none())
                .all(|field| self.is_finite(&field.ty, way)),
        };
        way.pop();
        finite && is_built(def)
    }
}

/// Whether callers can make a value.
fn is_built(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(shape) => shape.constructible,
        TypeKind::Enum(_) | TypeKind::Union(_) => true,
    }
}

fn union_path(names: &TypeNames) -> TokenStream {
    let model = ident(&names.name);
    match &names.module {
        Some(module) => {
            let module = ident(module);
            quote!(models::#module::#model)
        }
        None => quote!(models::#model),
    }
}

/// Whether a value is of an alternative's kind.
fn fits(alternative: &Variant, value: &Value) -> bool {
    let told =
        |fields: &[Telling]| fields.iter().filter(|field| field.required).all(|field| value.get(&field.wire).is_some());
    alternative.shapes.iter().any(|shape| match shape {
        Shape::Boolean => value.is_boolean(),
        Shape::Integer | Shape::Fraction => value.is_number(),
        Shape::String => value.is_string(),
        Shape::Array => value.is_array(),
        Shape::Object => value.is_object() && told(&alternative.fields),
        Shape::Any => true,
    })
}
