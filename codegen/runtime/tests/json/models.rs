//! Models as the generator writes them.

#![allow(unreachable_pub, reason = "generated models are exported, and these are not")]
#![allow(deprecated, reason = "as at the top of every generated crate")]

use std::collections::BTreeMap;

use crate::runtime::json::{open_enum, record};
use crate::runtime::types;

#[non_exhaustive]
pub struct KeylessCertificate {
    pub id: String,
    pub created_on: types::Timestamp,
    pub enabled: bool,
    pub port: f64,
    pub permissions: Vec<String>,
    pub status: KeylessCertificateStatus,
    pub r#type: Option<String>,
    pub tunnel: Option<Tunnel>,
}

record! {
    KeylessCertificate {
        id: "id",
        created_on: "created_on",
        enabled: "enabled",
        port: "port",
        permissions: "permissions",
        status: "status",
        r#type?: "type",
        tunnel?: "tunnel",
    }
}

#[non_exhaustive]
pub struct Tunnel {
    pub private_ip: String,
    pub vnet_id: Option<String>,
}

// `vnet_id` is required and nullable.
record! { Tunnel { private_ip: "private_ip", vnet_id: "vnet_id" } }

#[derive(Clone)]
#[non_exhaustive]
pub enum KeylessCertificateStatus {
    Active,
    Deleted,
    #[non_exhaustive]
    Unknown(types::UnknownValue),
}

open_enum! { KeylessCertificateStatus { Active = "active", Deleted = "deleted" } }

#[derive(Default)]
#[non_exhaustive]
pub struct Anything {
    pub a: Option<types::Json>,
    pub b: Option<types::Json>,
}

record! { Anything { a?: "a", b?: "b" } }

#[derive(Default)]
#[non_exhaustive]
pub struct PrioritizeCertificate {
    pub id: Option<String>,
    pub priority: Option<f64>,
    pub comment: types::Nullable<String>,
}

record! { PrioritizeCertificate { id?: "id", priority?: "priority", comment?: "comment" } }

/// A struct with `additionalProperties`.
pub struct Labels {
    pub owner: Option<String>,
    pub extra: BTreeMap<String, types::Json>,
}

record! { Labels { owner?: "owner", ..extra } }

pub struct OnlyRest {
    pub extra: BTreeMap<String, i64>,
}

record! { OnlyRest { ..extra } }

pub struct Empty {}

record! { Empty {} }

/// A model of which everything is deprecated.
#[deprecated]
pub struct Deprecated {
    #[deprecated]
    pub old: Option<String>,
    #[deprecated]
    pub extra: BTreeMap<String, String>,
}

record! { Deprecated { old?: "old", ..extra } }

#[derive(Clone)]
pub enum Outdated {
    #[deprecated]
    Old,
    Unknown(types::UnknownValue),
}

open_enum! { Outdated { Old = "old" } }

/// A list that refers to itself.
pub struct Node {
    pub value: i64,
    pub next: Option<Box<Node>>,
}

record! { Node { value: "value", next?: "next" } }

/// Types with the names that macros would like to use.
pub mod shadows {
    use crate::runtime::json::{open_enum, record};
    use crate::runtime::types;

    pub struct Option {
        pub string: String,
    }

    record! { Option { string: "string" } }

    pub struct String {
        pub some: ::std::primitive::bool,
    }

    record! { String { some: "some" } }

    #[derive(Clone)]
    pub enum Result {
        Ok,
        Some,
        None,
        Unknown(types::UnknownValue),
    }

    open_enum! { Result { Ok = "ok", Some = "some", None = "none" } }

    #[derive(Clone)]
    pub enum Box {
        Unknown(types::UnknownValue),
    }

    open_enum! { Box {} }
}
