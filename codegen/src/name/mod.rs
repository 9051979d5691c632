//! Every name in the generated crate, and every collision.
//!
//! A name is claimed once in its scope. The order of claims is fixed: pins of the config, then component schemas, then
//! inline types by what they stand in, then a numeral with a warning that shows both places. What the lock of names has
//! comes right after the pins, whatever it is. Inline types of a module that are equal in all but their names are one type
//! with several names.
//!
//! **Architecture Invariant:** only this stage knows case conversion, keywords and the prelude. The names that it gives
//! are spelled as they are written: `r#match` where a keyword needs it.

mod assign;
mod deep;
mod equal;
mod events;
mod features;
mod files;
mod former;
mod identity;
mod kept;
mod lock;
mod namespaces;
mod numbers;
mod operation_types;
mod operations;
mod pins;
mod reserved;
mod resources;
mod schemes;
mod scope;
mod types;
mod variants;
mod words;

#[cfg(test)]
mod tests;

pub use crate::config::lock::word as member_key;
pub use assign::assign;
pub use former::Former;
pub use identity::input as input_key;

use crate::ir::{Api, EventId, OperationId, ResourceId, TypeId};

/// An [`Api`] with all its names.
#[derive(Debug)]
pub struct Named<'ir> {
    /// What is named.
    pub api: &'ir Api,
    pub(super) types: Vec<TypeNames>,
    pub(super) equals: Vec<Option<TypeId>>,
    pub(super) former: Former,
    pub(super) files: Vec<ModelFile>,
    pub(super) resources: Vec<ResourceNames>,
    pub(super) operations: Vec<OperationNames>,
    pub(super) events: Vec<String>,
    pub(super) schemes: Vec<SchemeNames>,
}

/// The methods of the builder that take the credential of a security scheme.
#[derive(Clone, Debug, Default)]
pub struct SchemeNames {
    /// Takes the credential itself.
    pub setter: String,
    /// Takes where it comes from.
    pub provider: String,
    /// Takes the identifier and secret of a client that fetches tokens, where the scheme has any.
    pub client_credentials: Option<String>,
}

/// The names in and of a type.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// What the type is in the document: a component by its name, anything else by what it stands in and the way from
    /// there (`GET /zones response .plan`). Unique, and the same when the document is laid out anew or grows.
    pub key: String,
    /// The module of `models` that it lives in; `None` for `models` itself.
    pub module: Option<String>,
    /// The type itself.
    pub name: String,
    /// Fields or variants, in the type's order.
    pub members: Vec<String>,
    /// What the alternatives of a union are in the document, in its order; empty for other types, whose members are
    /// known by their [`member_key`]s.
    pub labels: Vec<String>,
    /// The keys of the other places where an inline type stands, if there are several.
    pub also: Vec<String>,
    /// What `new` takes, in its order: positions of fields. They are required, or were so once.
    pub arguments: Vec<usize>,
    /// The places of fields among these.
    places: Vec<Option<u32>>,
    /// Setters of a struct's fields, in the type's order.
    pub setters: Vec<String>,
    /// The field that takes what the document does not name.
    pub extra: String,
}

impl TypeNames {
    /// The type's path below `models`: `zones::Status`.
    #[must_use]
    pub fn path(&self) -> String {
        match &self.module {
            Some(module) => format!("{module}::{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// A file of `models`, with a type and what stands inside it.
#[derive(Clone, Debug, Default)]
pub struct ModelFile {
    /// The module of `models` that it stands in; `None` for `models` itself.
    pub module: Option<String>,
    /// The file's own module.
    pub file: String,
    /// Its types, in their order.
    pub types: Vec<TypeId>,
    /// Cargo features of which one has to be on; none where it is always there.
    pub features: Vec<String>,
}

/// The names of a resource.
#[derive(Clone, Debug, Default)]
pub struct ResourceNames {
    /// What it is in the document: the words of the way to it, without case and separators.
    pub key: String,
    /// Modules below `resources`, outermost first; empty for the client.
    pub path: Vec<String>,
    /// The handle's type.
    pub handle: String,
    /// The method of the parent that gives the handle.
    pub accessor: String,
    /// The Cargo feature that it needs, if it needs one.
    pub feature: Option<String>,
}

/// The names of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// What it is in the document: method and path. Its inputs are known by their [`input_key`]s.
    pub key: String,
    /// The handle's method.
    pub method: String,
    /// The marker type.
    pub marker: String,
    /// The alias of its request.
    pub request: String,
    /// The struct of its required inputs, where they are many.
    pub params: String,
    /// The enum of what it gives, where that depends on the status.
    pub output: String,
    /// The static that describes it.
    pub endpoint: String,
    /// Its name for people: `custom_certificates.prioritize.update`.
    pub dotted: String,
    /// Arguments and setters, in the order of the inputs.
    pub inputs: Vec<String>,
    /// Which inputs are arguments, in their order: positions among the inputs. They are required, or were so once.
    pub arguments: Vec<usize>,
    /// The places of inputs among these; 0 for those of the path, which always come first.
    places: Vec<Option<u32>>,
}

impl Named<'_> {
    /// The names of a type.
    #[must_use]
    pub fn of_type(&self, id: TypeId) -> Option<&TypeNames> {
        self.types.get(id.0 as usize)
    }

    /// The type that this one is another name for; `None` where it is there itself.
    #[must_use]
    pub fn same_as(&self, id: TypeId) -> Option<TypeId> {
        self.equals.get(id.0 as usize).copied().flatten()
    }

    /// The names of a resource.
    #[must_use]
    pub fn of_resource(&self, id: ResourceId) -> Option<&ResourceNames> {
        self.resources.get(id.0 as usize)
    }

    /// The names of an operation.
    #[must_use]
    pub fn of_operation(&self, id: OperationId) -> Option<&OperationNames> {
        self.operations.get(id.0 as usize)
    }

    /// The name of what the body of a webhook or a callback is.
    #[must_use]
    pub fn of_event(&self, id: EventId) -> Option<&str> {
        self.events.get(id.0 as usize).map(String::as_str)
    }

    /// The files of `models`, in order.
    #[must_use]
    pub fn model_files(&self) -> &[ModelFile] {
        &self.files
    }

    /// Names that things had before, and still have as aliases.
    #[must_use]
    pub fn former(&self) -> &Former {
        &self.former
    }

    /// The builder's methods for credentials, in the order of the schemes.
    #[must_use]
    pub fn schemes(&self) -> &[SchemeNames] {
        &self.schemes
    }
}
