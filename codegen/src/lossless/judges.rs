//! Validators of schemas, each prepared once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use crate::diag::Loc;
use crate::schema::{Direction, Schemas, Validator};

/// How often members that are not known are taken out, one level at a time.
const MAX_ROUNDS: usize = 32;

/// Validators by schema and direction.
#[derive(Debug)]
pub(super) struct Judges<'a> {
    schemas: Schemas<'a>,
    known: Mutex<HashMap<(Loc, Direction), Arc<Judge<'a>>>>,
}

/// The validators of one schema.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) open: Validator,
    letter: OnceLock<Validator>,
    meant: OnceLock<Validator>,
    /// Refuses what the schema does not name, and what only the other side sends.
    own: OnceLock<Validator>,
    schemas: Schemas<'a>,
    at: (Loc, Direction),
}

impl<'a> Judges<'a> {
    pub(super) fn new(schemas: Schemas<'a>) -> Self {
        Self { schemas, known: Mutex::default() }
    }

    pub(super) fn of(&self, loc: Loc, direction: Direction) -> Arc<Judge<'a>> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let at = (loc, direction);
        if let Some(judge) = known().get(&at) {
            return Arc::clone(judge);
        }
        let open = Validator::new(&self.schemas.at(loc, direction, crate::schema::Extent::Open));
        let judge = Arc::new(Judge {
            open,
            letter: OnceLock::new(),
            meant: OnceLock::new(),
            own: OnceLock::new(),
            schemas: self.schemas,
            at,
        });
        known().insert(at, Arc::clone(&judge));
        judge
    }
}

impl Judge<'_> {
    /// Whether the schema admits a value by its letter, without what is taken for meant.
    pub(super) fn states(&self, value: &Value) -> bool {
        let (loc, direction) = self.at;
        self.letter.get_or_init(|| Validator::new(&self.schemas.stated(loc, direction))).admits(value)
    }

    /// As types are made of the schema.
    pub(super) fn meant(&self) -> &Validator {
        let (loc, direction) = self.at;
        self.meant.get_or_init(|| Validator::new(&self.schemas.meant(loc, direction)))
    }

    /// Why a value is not what the schema means, though it says so little that it admits it: `properties` and a text, or a
    /// number in the format of an integer and a fraction.
    pub(super) fn contradiction(&self, value: &Value) -> Option<String> {
        let fault = self.meant().faults(value).into_iter().next()?;
        Some(format!("{}: {}", fault.pointer, fault.message))
    }

    /// A value without what a type need not keep: members that the schema does not name, or that the other side sends.
    /// `None` where that cannot be told, as among alternatives.
    pub(super) fn known(&self, value: &Value) -> Option<Value> {
        let (loc, direction) = self.at;
        let own = self.own.get_or_init(|| Validator::new(&self.schemas.own(loc, direction)));
        let mut value = value.clone();
        for _ in 0..MAX_ROUNDS {
            if own.admits(&value) {
                return Some(value);
            }
            for (pointer, names) in own.unexpected(&value) {
                if let Some(Value::Object(members)) = value.pointer_mut(&pointer) {
                    members.retain(|name, _| !names.contains(name));
                }
            }
        }
        None
    }
}
