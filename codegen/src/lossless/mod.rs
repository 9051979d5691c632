//! Whether values survive a generated crate: what is read and written again is the same JSON.
//!
//! A crate's tests hand over how each of its types reads and writes ([`Trip`]), and a table that says which schema of the
//! document each type is for. The values come from the document: every example that its schema admits, and values made
//! from the schemas by chance ([`Sampler::seeded`](crate::sample::Sampler::seeded)). Both, and what is expected of them, go
//! by the document as it stands and by a validator, and not by what the generator makes of schemas.

mod compare;
mod examples;
mod judges;
mod later;
mod report;
mod wide;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::config::Config;
use crate::diag::{self, Sink, Sources};
use crate::given;
use crate::ir::Scalar;
use crate::read::{self, Source};
use crate::resolve::spec::SchemaId;
use crate::resolve::{self, Spec};
use crate::sample::Sampler;
use crate::schema::{Direction, Schemas};

use self::judges::Judges;

pub use self::report::Report;

/// Reads a value of some type from JSON, and writes it again; or says why that is not possible.
pub type Trip = fn(&str) -> Result<String, String>;

/// How the types of a crate read and write values. A slice of [`Trip`]s is one; another may have them in another process.
pub trait Trips: Sync {
    /// How many types there are.
    fn count(&self) -> usize;

    /// Reads a value from JSON with the type at an index, and writes it again.
    ///
    /// # Errors
    ///
    /// Why that is not possible, as text for people.
    fn trip(&self, index: usize, json: &str) -> Result<String, String>;
}

impl Trips for [Trip] {
    fn count(&self) -> usize {
        self.len()
    }

    fn trip(&self, index: usize, json: &str) -> Result<String, String> {
        self.get(index).map_or_else(|| Err(format!("there is no type {index}")), |trip| trip(json))
    }
}

/// A document whose values are tried.
#[derive(Debug)]
pub struct Lossless {
    spec: Spec,
    sources: Sources,
}

/// The format whose values an integer type has.
fn format(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::I8 => "int8",
        Scalar::I16 => "int16",
        Scalar::I32 => "int32",
        Scalar::I128 => "int128",
        Scalar::U8 => "uint8",
        Scalar::U16 => "uint16",
        Scalar::U32 => "uint32",
        Scalar::U64 => "uint64",
        _ => "int64",
    }
}

/// How a value came back.
enum Came {
    Same,
    /// Not at all, since no type could hold it, for the reason that is told.
    Unfit(String),
    /// Not at all, and its schema refuses it by the letter: it is no value to try.
    Refused,
}

/// Which schemas have a type: by schema and direction, the index of its trip.
type Types = HashMap<(SchemaId, Direction), usize>;

impl Lossless {
    /// Reads a document, with the configuration and the folder that the generator was given with it.
    ///
    /// # Errors
    ///
    /// All faults that are found, as text for people.
    pub fn open(document: &Path, config: Option<&Path>, root: Option<&Path>) -> Result<Self, String> {
        // What is left out where a document has faults is not in the crate, and the rest is.
        let (source, config, mut sink) = given::files(document, config, root)?;
        Self::read(&source, &config, &mut sink).ok_or_else(|| diag::render(&sink, false))
    }

    /// Reads a document. `None` where `sink` has an error.
    pub fn read(source: &Source, config: &Config, sink: &mut Sink) -> Option<Self> {
        let document = read::document(source, sink)?;
        let mut spec = resolve::spec(document, config, sink);
        sink.proceed()?;
        for (pointer, pin) in &config.integers {
            if let Some(loc) = sink.sources.find(sink.sources.document(), pointer) {
                spec.raw.mean_integers(loc, format(pin.value));
            }
        }
        Some(Self { spec, sources: sink.sources.clone() })
    }

    /// Tries all examples, and of each schema with a type of its own so many values that are made of it.
    ///
    /// `table` has a line for each schema: its number, `request` or `response`, the index of its trip, and where it stands
    /// (JSON Pointer, with [`escape_default`](str::escape_default)), with tabs between.
    #[must_use]
    pub fn check(&self, table: &str, trips: &(impl Trips + ?Sized), seeds: u64) -> Report {
        let types = match self.types(table, trips.count()) {
            Ok(types) => types,
            Err(fault) => return Report { faults: vec![fault], ..Report::default() },
        };
        let schemas = Schemas { raw: &self.spec.raw, sources: &self.sources };
        let judges = Judges::new(schemas);
        let examples = self.examples();
        let tried = examples.par_iter().map(|example| self.example(example, &types, trips, &judges));
        let mut report = tried.reduce(Report::default, Report::and);
        let sampler = Sampler::new(schemas);
        let mut all: Vec<(&(SchemaId, Direction), &usize)> = types.iter().collect();
        // What merging made of several schemas stands in the place of one of them, which alone does not say what it admits.
        let mut first = HashMap::new();
        for (id, schema) in (0..).map(SchemaId).zip(&self.spec.schemas) {
            first.entry(schema.loc).or_insert(id);
        }
        all.retain(|((id, _), _)| first.get(&self.spec.schema(*id).loc) == Some(id));
        all.sort_unstable_by_key(|((id, direction), _)| (*id, *direction == Direction::Request));
        let made = all.par_iter().map(|((id, direction), index)| {
            let trip = |json: &str| trips.trip(**index, json);
            self.made(*id, *direction, trip, seeds, &sampler, &judges)
        });
        report = report.and(made.reduce(Report::default, Report::and));
        report
    }

    /// Reads the table.
    fn types(&self, table: &str, trips: usize) -> Result<Types, String> {
        let mut types = Types::new();
        for line in table.lines() {
            let stale = || format!("the crate was made of another document: it says {line:?}");
            let mut cells = line.split('\t');
            let number = |cell: Option<&str>| cell.and_then(|cell| cell.parse::<usize>().ok());
            let id = number(cells.next()).and_then(|id| u32::try_from(id).ok()).map(SchemaId).ok_or_else(stale)?;
            let direction = match cells.next() {
                Some("request") => Direction::Request,
                Some("response") => Direction::Response,
                _ => return Err(stale()),
            };
            let index = number(cells.next()).filter(|index| *index < trips).ok_or_else(stale)?;
            let pointer = self.sources.pointer(self.spec.schema(id).loc).escape_default().to_string();
            if cells.next() != Some(pointer.as_str()) {
                return Err(stale());
            }
            types.insert((id, direction), index);
        }
        Ok(types)
    }

    /// Values that are made from a schema.
    fn made(
        &self,
        id: SchemaId,
        direction: Direction,
        trip: impl Fn(&str) -> Result<String, String>,
        seeds: u64,
        sampler: &Sampler<'_>,
        judges: &Judges<'_>,
    ) -> Report {
        let mut report = Report::default();
        let loc = self.spec.schema(id).loc;
        for seed in 0..seeds {
            let sample = sampler.seeded(loc, direction, seed);
            if !sample.fits {
                continue;
            }
            let at = format!("{} (seed {seed})", self.sources.pointer(loc));
            let came = self.trip(id, direction, &sample.value, &trip, judges);
            report.made += usize::from(!matches!(came, Ok(Came::Refused)));
            match came {
                Ok(Came::Same) => {
                    report.made_same += 1;
                    // Once for each schema: it takes more than the value itself.
                    if seed == 0 {
                        self.later(id, direction, &sample.value, &trip, judges, &mut report);
                    }
                }
                Ok(Came::Refused) => {}
                Ok(Came::Unfit(reason)) => {
                    report.made_unfit += 1;
                    report.reasons.push(format!("{at}: {reason}"));
                }
                Err(fault) => report.faults.push(format!("{at}: {fault}: {}", sample.value)),
            }
        }
        report
    }

    /// Tries what may become of a value in later versions of the API.
    fn later(
        &self,
        id: SchemaId,
        direction: Direction,
        value: &Value,
        trip: impl Fn(&str) -> Result<String, String>,
        judges: &Judges<'_>,
        report: &mut Report,
    ) {
        let loc = self.spec.schema(id).loc;
        let judge = judges.of(loc, direction);
        let known = judge.known(value);
        for later in later::of(value, judge.meant()) {
            report.later += 1;
            let known = known.as_ref().map(|known| later.known(known));
            let came = trip(&later.value.to_string()).and_then(|written| {
                let written = serde_json::from_str(&written).map_err(|error| error.to_string())?;
                compare::survives(known.as_ref(), &later.value, &written)
            });
            match came {
                Ok(()) => report.later_same += 1,
                Err(fault) => {
                    let at = self.sources.pointer(loc);
                    report.faults.push(format!("{at}, {}: {fault}: {}", later.change(), later.value));
                }
            }
        }
    }

    /// Tries a value that its schema admits. One that fails may be what types are not made for: that is told by the schema as it
    /// is meant, and by another attempt with smaller integers.
    fn trip(
        &self,
        id: SchemaId,
        direction: Direction,
        value: &Value,
        trip: impl Fn(&str) -> Result<String, String>,
        judges: &Judges<'_>,
    ) -> Result<Came, String> {
        let Err(fault) = self.whole_trip(id, direction, value, &trip, judges) else { return Ok(Came::Same) };
        let judge = judges.of(self.spec.schema(id).loc, direction);
        if !judge.states(value) {
            return Ok(Came::Refused);
        }
        if let Some(reason) = judge.contradiction(value) {
            return Ok(Came::Unfit(format!("it contradicts what the schema is for: {reason}: {fault}")));
        }
        let mut smaller = value.clone();
        let Some(beyond) = wide::narrow(&mut smaller) else { return Err(fault) };
        if judge.open.admits(&smaller) && self.whole_trip(id, direction, &smaller, &trip, judges).is_ok() {
            return Ok(Came::Unfit(format!("{beyond} is beyond the 64 bits of an integer: {fault}")));
        }
        Err(fault)
    }

    /// Reads a value that its schema admits, and compares what is written.
    fn whole_trip(
        &self,
        id: SchemaId,
        direction: Direction,
        value: &Value,
        trip: impl Fn(&str) -> Result<String, String>,
        judges: &Judges<'_>,
    ) -> Result<(), String> {
        let loc = self.spec.schema(id).loc;
        let written = trip(&value.to_string())?;
        let written: Value =
            serde_json::from_str(&written).map_err(|error| format!("what it wrote is no JSON: {error}"))?;
        let judge = judges.of(loc, direction);
        let known = judge.known(value);
        compare::survives(known.as_ref(), value, &written)?;
        if judge.open.admits(&written) {
            return Ok(());
        }
        let faults = judge.open.faults(&written);
        let fault = faults.first().map(|fault| format!("{}: {}", fault.pointer, fault.message)).unwrap_or_default();
        Err(format!("what it wrote is not valid: {fault}"))
    }
}
