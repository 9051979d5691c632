//! Types as callers write them: the text of Rust is also the form in which they are recorded.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::ir::{Scalar, Type};
use crate::name::Named;

/// How deep types may stand inside each other in a record.
const MAX_DEPTH: usize = 64;

/// A type in a signature. Models are known by their path below `models`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ty {
    /// `zones::Status`.
    Model(String),
    Scalar(Scalar),
    List(Box<Ty>),
    Tuple(Vec<Ty>),
    /// An array that begins with these elements, or with some of them.
    LooseTuple(Vec<Ty>),
    Map(Box<Ty>),
    Nullable(Box<Ty>),
    Json,
}

/// Where models are, and what stands for that in a record.
const MODELS: &str = "models::";
const SHORT: &str = "@";

/// Scalars by their names in Rust.
const SCALARS: &[(&str, Scalar)] = &[
    ("String", Scalar::String),
    ("bool", Scalar::Bool),
    ("i8", Scalar::I8),
    ("i16", Scalar::I16),
    ("i32", Scalar::I32),
    ("i64", Scalar::I64),
    ("i128", Scalar::I128),
    ("u8", Scalar::U8),
    ("u16", Scalar::U16),
    ("u32", Scalar::U32),
    ("u64", Scalar::U64),
    ("f32", Scalar::F32),
    ("f64", Scalar::F64),
    ("types::Timestamp", Scalar::Timestamp),
    ("types::Date", Scalar::Date),
    ("types::Base64", Scalar::Base64),
    ("types::Uuid", Scalar::Uuid),
    ("types::Ipv4", Scalar::Ipv4),
    ("types::Ipv6", Scalar::Ipv6),
    ("types::Ip", Scalar::Ip),
    ("types::Duration", Scalar::Duration),
    ("types::Decimal", Scalar::Decimal),
];

impl Ty {
    /// A type of the crate that is generated.
    pub(super) fn of(ty: &Type, named: &Named<'_>) -> Self {
        let inner = |ty: &Type| Box::new(Self::of(ty, named));
        let all = |types: &[Type]| types.iter().map(|ty| Self::of(ty, named)).collect();
        match ty {
            Type::Named(id) => named.of_type(*id).map_or(Self::Json, |names| Self::Model(names.path())),
            Type::Scalar(scalar) => Self::Scalar(*scalar),
            Type::List(item) => Self::List(inner(item)),
            Type::Tuple(elements) => Self::Tuple(all(elements)),
            Type::LooseTuple(elements) => Self::LooseTuple(all(elements)),
            Type::Map(value) => Self::Map(inner(value)),
            Type::Nullable(value) => Self::Nullable(inner(value)),
            Type::Json => Self::Json,
        }
    }

    /// The same type with other paths of models.
    pub(super) fn renamed(&self, path: &dyn Fn(&str) -> String) -> Self {
        let inner = |ty: &Self| Box::new(ty.renamed(path));
        let all = |types: &[Self]| types.iter().map(|ty| ty.renamed(path)).collect();
        match self {
            Self::Model(own) => Self::Model(path(own)),
            Self::Scalar(scalar) => Self::Scalar(*scalar),
            Self::List(item) => Self::List(inner(item)),
            Self::Tuple(elements) => Self::Tuple(all(elements)),
            Self::LooseTuple(elements) => Self::LooseTuple(all(elements)),
            Self::Map(value) => Self::Map(inner(value)),
            Self::Nullable(value) => Self::Nullable(inner(value)),
            Self::Json => Self::Json,
        }
    }

    /// Every model in it.
    pub(super) fn models<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            Self::Model(path) => visit(path),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.models(visit),
            Self::Tuple(elements) | Self::LooseTuple(elements) => {
                for element in elements {
                    element.models(visit);
                }
            }
            Self::Scalar(_) | Self::Json => {}
        }
    }

    /// Whether it is a text on the wire.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Scalar(scalar) if *scalar == Scalar::String || scalar.is_ours())
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, elements: &[Self]| {
            f.write_str("(")?;
            for (index, element) in elements.iter().enumerate() {
                write!(f, "{}{element}", if index == 0 { "" } else { " " })?;
                f.write_str(",")?;
            }
            f.write_str(")")
        };
        match self {
            Self::Model(path) => write!(f, "models::{path}"),
            Self::Scalar(scalar) => {
                let name = SCALARS.iter().find(|(_, known)| known == scalar).map_or("types::Json", |(name, _)| name);
                f.write_str(name)
            }
            Self::List(item) => write!(f, "Vec<{item}>"),
            Self::Tuple(elements) => list(f, elements),
            Self::LooseTuple(elements) => {
                f.write_str("types::Tuple<")?;
                list(f, elements)?;
                f.write_str(">")
            }
            Self::Map(value) => write!(f, "BTreeMap<String, {value}>"),
            Self::Nullable(value) => write!(f, "Option<{value}>"),
            Self::Json => f.write_str("types::Json"),
        }
    }
}

impl FromStr for Ty {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parser = Parser { rest: text, depth: 0 };
        let ty = parser.ty().ok_or(())?;
        if parser.rest.is_empty() { Ok(ty) } else { Err(()) }
    }
}

/// A type's text while it is read.
struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl Parser<'_> {
    fn eat(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn ty(&mut self) -> Option<Ty> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let ty = self.any();
        self.depth -= 1;
        ty
    }

    fn any(&mut self) -> Option<Ty> {
        for (open, make) in
            [("Vec<", Ty::List as fn(Box<Ty>) -> Ty), ("BTreeMap<String, ", Ty::Map), ("Option<", Ty::Nullable)]
        {
            if self.eat(open).is_some() {
                let inner = self.ty()?;
                self.eat(">")?;
                return Some(make(Box::new(inner)));
            }
        }
        if self.eat("types::Tuple<(").is_some() {
            let elements = self.elements()?;
            self.eat(">")?;
            return Some(Ty::LooseTuple(elements));
        }
        if self.eat("(").is_some() {
            return self.elements().map(Ty::Tuple);
        }
        let is_path = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '#');
        let end = self.rest.find(|letter| !is_path(letter)).unwrap_or(self.rest.len());
        let (path, rest) = self.rest.split_at(end);
        self.rest = rest;
        if let Some(model) = path.strip_prefix("models::") {
            return Some(Ty::Model(model.to_owned()));
        }
        if path == "types::Json" {
            return Some(Ty::Json);
        }
        SCALARS.iter().find(|(name, _)| *name == path).map(|(_, scalar)| Ty::Scalar(*scalar))
    }

    /// The elements of a tuple, and what closes it.
    fn elements(&mut self) -> Option<Vec<Ty>> {
        let mut elements = Vec::new();
        while self.eat(")").is_none() {
            elements.push(self.ty()?);
            self.eat(",")?;
            self.rest = self.rest.trim_start_matches(' ');
        }
        Some(elements)
    }
}

impl Serialize for Ty {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.to_string().replace(MODELS, SHORT))
    }
}

impl<'de> Deserialize<'de> for Ty {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.replace(SHORT, MODELS).parse().map_err(|()| de::Error::custom(format!("`{text}` is no type")))
    }
}
