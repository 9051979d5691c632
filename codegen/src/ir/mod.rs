//! What there is to emit: plain data with ids into vectors, no tokens and no JSON schemas.
//!
//! [`Api`] is what `lower` decides and `name` and `emit` read. It speaks of Rust shapes (structs, open enums, requests,
//! pages); names in it are the document's words, which `name` turns into Rust names.
//!
//! **Architecture Invariant:** everything here is `Send + Sync`, so that files can be emitted in parallel.

mod case;
mod limits;
mod operation;
mod types;

pub use case::{Case, Cases, Proof, RoundTrip};
pub use limits::Limits;
pub use operation::{
    Alternative, Body, ClientCredentials, Envelope, EnvelopeEntry, Event, ExampleFile, Flag, Further, Info, Input,
    Operation, Output, Paging, PagingNames, Place, Resource, Scheme, SchemePlace, Streaming, Style,
};
pub use types::{
    Constant, EnumValue, Field, OpenEnum, Origin, Owner, Part, Presence, Scalar, Shape, Site, Struct, Telling, Type,
    TypeDef, TypeKind, Union, Variant,
};

use crate::diag::Loc;

/// Index into [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// Index into [`Api::operations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub u32);

/// Index into [`Api::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub u32);

/// Index into [`Api::resources`]; 0 is the client itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(pub u32);

/// Index into [`Api::schemes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemeId(pub u32);

/// What the crate says of itself in its manifest and its front page.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// Package name, valid for Cargo.
    pub name: String,
    /// Package version, valid for Cargo.
    pub version: String,
    /// The version before it, where this one has not been released.
    pub released: Option<String>,
    /// One line.
    pub description: String,
    /// SPDX expression, if the config gives one.
    pub license: Option<String>,
    /// Repository address, if the config gives one.
    pub repository: Option<String>,
    /// Whether `cargo publish` is allowed.
    pub publish: bool,
    /// The name under which the client type is exported.
    pub client: String,
    /// How the document is called in the header of generated files, relative to the crate where it can be.
    pub document: String,
}

/// Text about something, as the document has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line, or none.
    pub summary: Option<String>,
    /// `CommonMark`, or none.
    pub description: Option<String>,
    /// Facts of our own making, a sentence each: limits, defaults, formats.
    pub facts: Vec<String>,
    /// The same limits as data, where there are any.
    pub limits: Option<Box<Limits>>,
    /// Titled lists from extensions: permissions, plans.
    pub sections: Vec<(String, Vec<String>)>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// What it was called before, in Rust, as the document states it (`x-former-name`).
    pub former: Vec<String>,
}

/// Everything that there is to emit.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The crate itself.
    pub package: Package,
    /// The document's title.
    pub title: String,
    /// The API's own version.
    pub version: String,
    /// The document's description.
    pub docs: Docs,
    /// Address of the first server.
    pub base_url: Option<String>,
    /// Environment variable that replaces it.
    pub base_url_env: Option<String>,
    /// Response header with the request's id.
    pub request_id_header: Option<String>,
    /// How credentials are sent.
    pub schemes: Vec<Scheme>,
    /// Whether some operation works without credentials.
    pub anonymous: bool,
    /// What JSON answers are wrapped in.
    pub envelopes: Vec<Envelope>,
    /// How further pages are asked for.
    pub pagings: Vec<Further>,
    /// All types.
    pub types: Vec<TypeDef>,
    /// The resource tree; the first is the client.
    pub resources: Vec<Resource>,
    /// All operations.
    pub operations: Vec<Operation>,
    /// What the API itself sends, as far as it has a body.
    pub events: Vec<Event>,
    /// Hand-written examples that go into the crate, and the documented responses that they use.
    pub examples: Vec<ExampleFile>,
    /// Which types values of which schemas are read into, where the crate has tests.
    pub round_trips: Vec<RoundTrip>,
    /// What the tests of the crate need to know, where it has some.
    pub proof: Option<Proof>,
    /// How many operations the document has.
    pub operations_in_document: usize,
}

impl Api {
    /// The type with this id.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0 as usize)
    }

    /// Every type with its id.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.types)
    }

    /// Every operation with its id.
    pub fn operations(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        (0..).map(OperationId).zip(&self.operations)
    }

    /// Every resource with its id, the client first.
    pub fn resources(&self) -> impl Iterator<Item = (ResourceId, &Resource)> {
        (0..).map(ResourceId).zip(&self.resources)
    }
}

/// A place in the document; kept for messages and for `name`'s pins.
pub type Source = Loc;
