//! What the callers of a crate can see of it, as plain data that can be recorded.
//!
//! Everything is known twice: by what it is in the document (its `key`, its `wire` name), and by its name in Rust. What
//! has kept the first and changed the second was renamed, and not removed.

use serde::{Deserialize, Serialize};

use super::place::At;
use super::ty::Ty;
use super::value::Value;
use crate::ir::{Limits, Place, Presence};

/// A crate as its callers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surface {
    /// The version of the generator, whose runtime is in the crate.
    pub(super) generator: String,
    /// The package's name.
    pub(super) package: String,
    /// The package's version.
    pub(super) version: String,
    /// The version before it, where this one has not been released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) released: Option<String>,
    /// The client's name.
    pub(super) client: String,
    /// The document's file.
    pub(super) document: String,
    /// What the document says of itself.
    pub(super) docs: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) base_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) base_url_env: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) request_id_header: Option<String>,
    /// Whether a client may have no credentials.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) anonymous: bool,
    /// What answers are wrapped in, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) envelopes: Vec<String>,
    /// How further pages are asked for, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pagings: Vec<String>,
    #[serde(default)]
    pub(super) schemes: Vec<Scheme>,
    #[serde(default)]
    pub(super) resources: Vec<Resource>,
    #[serde(default)]
    pub(super) operations: Vec<Operation>,
    #[serde(default)]
    pub(super) types: Vec<Model>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
}

/// A credential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scheme {
    /// Its name in the document.
    pub(super) key: String,
    /// Methods of the builder.
    pub(super) setter: String,
    pub(super) provider: String,
    /// The method that takes a client's identifier and secret, and where tokens are fetched with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) client: Option<(String, String)>,
    /// How it is sent, in words.
    pub(super) sent: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) env: Option<String>,
    #[serde(default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// A handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Resource {
    /// Its module below `resources`; empty for the client.
    pub(super) module: String,
    /// Its type.
    pub(super) handle: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) feature: Option<String>,
    #[serde(default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// A call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Operation {
    /// HTTP method.
    pub(super) method: String,
    /// Path template.
    pub(super) path: String,
    /// The module of its handle; empty for the client.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) module: String,
    /// The handle's method.
    pub(super) name: String,
    pub(super) marker: String,
    /// The alias of its request; on disk, empty where it is called after the marker.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) request: String,
    /// The struct of its required inputs, where they are many; on disk as before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) params: String,
    /// The enum of what it gives by status, where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) output: String,
    #[serde(rename = "i", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) inputs: Vec<Input>,
    /// What it sends by itself: place, name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) constants: Vec<(Place, String, String)>,
    /// What its body is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) body: String,
    pub(super) gives: Gives,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) may_be_empty: bool,
    /// What it gives piece by piece, and how that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) streams: Option<(Gives, String)>,
    /// Index into the envelopes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) envelope: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) accept: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) server: Option<String>,
    /// Alternatives of credentials, each with a plus between its schemes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) security: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    /// What it was called before, and still is by deprecated aliases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<(String, String)>,
    #[serde(rename = "d")]
    pub(super) docs: String,
    #[serde(rename = "@", default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// What a call takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "a form that is written and read, with a key for each fact")]
pub(super) struct Input {
    #[serde(rename = "w")]
    pub(super) wire: String,
    /// Its name in Rust, where that is another one.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(rename = "in")]
    pub(super) place: Place,
    #[serde(rename = "t")]
    pub(super) ty: Ty,
    /// How it is laid out, where that is not as usual.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) style: String,
    /// Whether it is an argument, or a field of the struct of these.
    #[serde(rename = "r", default, skip_serializing_if = "is_false")]
    pub(super) required: bool,
    /// Whether it is so only because it was once: the server does without.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) kept: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) nullable: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) limits: Option<Box<Limits>>,
    /// What it was called before, and still is by deprecated aliases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<String>,
    #[serde(rename = "@", default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// What a call gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Gives {
    #[default]
    Nothing,
    Value(Ty),
    Nullable(Ty),
    /// Items; `None` where there is one page, else an index into the ways of paging.
    Page(Ty, Option<usize>),
    Text,
    Bytes,
    Lines(Ty),
    Events(Option<Ty>),
    ByStatus(Vec<(u16, Option<Ty>)>),
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Model {
    /// What it is in the document.
    #[serde(rename = "k")]
    pub(super) key: String,
    /// Its path below `models`.
    #[serde(rename = "p")]
    pub(super) path: String,
    #[serde(rename = "s", default, skip_serializing_if = "Shape::is_left_out")]
    pub(super) shape: Shape,
    /// The path of the type that it is another name for.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub(super) same: Option<String>,
    /// Features of which one has to be on.
    #[serde(rename = "in", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) features: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    /// What it was called before, and still is by deprecated aliases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) former: Vec<String>,
    #[serde(rename = "d")]
    pub(super) docs: String,
    #[serde(rename = "@", default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Shape {
    #[serde(rename = "s")]
    Struct {
        #[serde(rename = "f")]
        fields: Vec<Field>,
        /// Wire names of what `new` takes, in its order, where that is not what is required, in the fields' order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arguments: Option<Vec<String>>,
        /// The field for what the document does not name, and its type.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extra: Option<(String, Ty)>,
        /// Whether callers build it.
        #[serde(rename = "b", default, skip_serializing_if = "is_false")]
        built: bool,
    },
    #[serde(rename = "e")]
    Enum {
        #[serde(rename = "v")]
        values: Vec<Value>,
        #[serde(default, skip_serializing_if = "is_false")]
        integers: bool,
        /// Whether callers may make a value of any text.
        #[serde(default, skip_serializing_if = "is_false")]
        any: bool,
    },
    #[serde(rename = "u")]
    Union {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
        #[serde(rename = "v")]
        variants: Vec<Variant>,
    },
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Field {
    #[serde(rename = "w")]
    pub(super) wire: String,
    /// Its name in Rust, where that is another one.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// Its setter, where that has another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) setter: Option<String>,
    #[serde(rename = "t")]
    pub(super) ty: Ty,
    #[serde(default = "optional", skip_serializing_if = "is_optional")]
    pub(super) is: Presence,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) boxed: bool,
    /// Its only value, which callers do not give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) constant: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deprecated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) limits: Option<Box<Limits>>,
    #[serde(rename = "@", default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// An alternative of a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Variant {
    /// What it is in the document, within its union.
    #[serde(rename = "l")]
    pub(super) label: String,
    #[serde(rename = "n")]
    pub(super) name: String,
    #[serde(rename = "t")]
    pub(super) ty: Ty,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) boxed: bool,
    /// Values of the tag that mean it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    #[serde(rename = "@", default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

/// What the API itself sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Event {
    /// What it is in the document.
    pub(super) key: String,
    /// The alias.
    pub(super) name: String,
    pub(super) ty: Ty,
    #[serde(default, skip_serializing_if = "At::is_implied")]
    pub(super) at: At,
}

impl Field {
    /// Whether `new` takes it, if nothing else is said.
    pub(super) fn is_taken(&self) -> bool {
        self.is == Presence::Required && self.constant.is_none()
    }

    /// Its name in Rust.
    pub(super) fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.wire)
    }

    /// Its type as it stands in the struct.
    pub(super) fn rust(&self, ty: &Ty) -> String {
        let ty = if self.boxed { format!("Box<{ty}>") } else { ty.to_string() };
        match self.is {
            Presence::Required => ty,
            Presence::Optional | Presence::Nullable => format!("Option<{ty}>"),
            Presence::OptionalNullable => format!("types::Nullable<{ty}>"),
        }
    }
}

impl Input {
    /// Its name in Rust.
    pub(super) fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.wire)
    }
}

impl Surface {
    /// The handle's method: `KeylessCertificates::list`, `custom_certificates::Prioritize::update`, `Client::ping`.
    pub(super) fn method(&self, operation: &Operation) -> String {
        let handle = self.resources.iter().find(|one| one.module == operation.module);
        let handle = handle.map_or("Client", |one| one.handle.as_str());
        match operation.module.rsplit_once("::") {
            Some((parents, _)) => format!("{parents}::{handle}::{}", operation.name),
            None => format!("{handle}::{}", operation.name),
        }
    }

    /// How many operations and types there are.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.operations.len(), self.types.len())
    }

    /// The package's name.
    #[must_use]
    pub fn package(&self) -> &str {
        &self.package
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

fn optional() -> Presence {
    Presence::Optional
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_optional(value: &Presence) -> bool {
    *value == Presence::Optional
}
