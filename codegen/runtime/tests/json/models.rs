//! Models as the generator writes them.

#![allow(unreachable_pub, reason = "generated models are exported, and these are not")]

use std::collections::BTreeMap;

use crate::runtime::json::{open_enum, record};
use crate::runtime::types;

#[derive(Clone, Debug, PartialEq)]
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
        0 id: "id",
        1 created_on: "created_on",
        2 enabled: "enabled",
        3 port: "port",
        4 permissions: "permissions",
        5 status: "status",
        6 r#type?: "type",
        7 tunnel?: "tunnel",
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tunnel {
    pub private_ip: String,
    pub vnet_id: Option<String>,
}

// `vnet_id` is required and nullable.
record! { Tunnel { 0 private_ip: "private_ip", 1 vnet_id: "vnet_id" } }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeylessCertificateStatus {
    Active,
    Deleted,
    #[non_exhaustive]
    Unknown(types::UnknownValue),
}

open_enum! { KeylessCertificateStatus { Active = "active", Deleted = "deleted" } }

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PrioritizeCertificate {
    pub id: Option<String>,
    pub priority: Option<f64>,
    pub comment: types::Nullable<String>,
}

record! { PrioritizeCertificate { 0 id?: "id", 1 priority?: "priority", 2 comment?: "comment" } }

/// A struct with `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    pub owner: Option<String>,
    pub extra: BTreeMap<String, types::Json>,
}

record! { Labels { 0 owner?: "owner", ..extra } }

#[derive(Clone, Debug, PartialEq)]
pub struct OnlyRest {
    pub extra: BTreeMap<String, i64>,
}

record! { OnlyRest { ..extra } }

#[derive(Clone, Debug, PartialEq)]
pub struct Empty {}

record! { Empty {} }

/// A model of which everything is deprecated: its tables do not warn.
#[deprecated]
#[derive(Clone, Debug, PartialEq)]
pub struct Deprecated {
    #[deprecated]
    pub old: Option<String>,
    #[deprecated]
    pub extra: BTreeMap<String, String>,
}

record! { Deprecated { 0 old?: "old", ..extra } }

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outdated {
    #[deprecated]
    Old,
    Unknown(types::UnknownValue),
}

open_enum! { Outdated { Old = "old" } }

/// A list that refers to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: i64,
    pub next: Option<Box<Node>>,
}

record! { Node { 0 value: "value", 1 next?: "next" } }

/// Types with the names that macros would like to use.
pub mod shadows {
    use crate::runtime::json::{open_enum, record};
    use crate::runtime::types;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Option {
        pub string: String,
    }

    record! { Option { 0 string: "string" } }

    #[derive(Clone, Debug, PartialEq)]
    pub struct String {
        pub some: ::std::primitive::bool,
    }

    record! { String { 0 some: "some" } }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Result {
        Ok,
        Some,
        None,
        Unknown(types::UnknownValue),
    }

    open_enum! { Result { Ok = "ok", Some = "some", None = "none" } }

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub enum Box {
        Unknown(types::UnknownValue),
    }

    open_enum! { Box {} }
}
