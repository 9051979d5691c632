//! The examples of a document, and which types they are tried with.

use serde_json::Value;

use crate::diag::Loc;
use crate::read::Node;
use crate::resolve::spec::{Additional, MediaType, SchemaId};
use crate::schema::{self, Direction, Schemas};

use super::judges::Judges;
use super::{Came, Lossless, Report, Trips, Types};

/// An example.
#[derive(Debug)]
pub(super) struct Example {
    schema: SchemaId,
    direction: Direction,
    /// Where it stands.
    at: String,
    value: Value,
}

/// More values within values than this are not looked into.
const MAX_DEPTH: usize = 64;

impl Lossless {
    /// All examples: of operations, and of schemas.
    pub(super) fn examples(&self) -> Vec<Example> {
        let mut found = Vec::new();
        for operation in &self.spec.operations {
            for parameter in &operation.parameters {
                if let Some(schema) = parameter.schema {
                    self.add(parameter.loc, schema, Direction::Request, &mut found);
                }
            }
            let bodies = operation.body.iter().flat_map(|body| &body.content);
            self.add_content(bodies, Direction::Request, &mut found);
            let answers = operation.responses.iter().flat_map(|response| &response.content);
            self.add_content(answers, Direction::Response, &mut found);
        }
        for (id, schema) in (0..).map(SchemaId).zip(&self.spec.schemas) {
            self.add(schema.loc, id, Direction::Response, &mut found);
        }
        // What is referred to from several places is met several times.
        let mut seen = std::collections::HashSet::new();
        found.retain(|example| seen.insert((example.at.clone(), example.schema, example.direction)));
        found
    }

    fn add_content<'c>(
        &self,
        content: impl Iterator<Item = &'c MediaType>,
        direction: Direction,
        found: &mut Vec<Example>,
    ) {
        for content in content {
            if let Some(schema) = content.schema {
                self.add(content.loc, schema, direction, found);
            }
        }
    }

    /// Adds `example` and `examples` of what stands at a place.
    fn add(&self, loc: Loc, schema: SchemaId, direction: Direction, found: &mut Vec<Example>) {
        let (raw, sources) = (&self.spec.raw, &self.sources);
        let loc = raw.follow(sources, loc);
        let mut places: Vec<Loc> = raw.field(sources, loc, "example").into_iter().collect();
        if let Some(examples) = raw.field(sources, loc, "examples") {
            let is_list = raw.node(sources, examples) == Node::Array;
            places.extend(raw.entries(sources, examples).filter_map(|(_, at)| {
                let named = raw.follow(sources, at);
                let value = || raw.field(sources, named, "value").or_else(|| raw.field(sources, named, "dataValue"));
                if is_list { Some(at) } else { value() }
            }));
        }
        found.extend(places.into_iter().map(|at| Example {
            schema,
            direction,
            at: sources.pointer(at),
            value: schema::value(&raw.json(sources, at)),
        }));
    }

    /// Tries an example, where its schema admits it.
    pub(super) fn example(
        &self,
        example: &Example,
        types: &Types,
        trips: &(impl Trips + ?Sized),
        judges: &Judges<'_>,
    ) -> Report {
        let Example { schema, direction, at, value } = example;
        let mut report = Report { examples: 1, ..Report::default() };
        let described = self.spec.schema(*schema);
        // A schema may stand in another place than what it is made of.
        let loc = Schemas { raw: &self.spec.raw, sources: &self.sources }.of(described.loc);
        if !judges.of(loc, *direction).open.admits(value) {
            return report;
        }
        report.valid = 1;
        self.part(*schema, *direction, value, at, 0, (types, trips, judges), &mut report);
        report.untyped = usize::from(report.trips == 0);
        report.same = usize::from(report.trips > 0 && report.faults.is_empty() && report.reasons.is_empty());
        report.unfit = usize::from(report.faults.is_empty() && !report.reasons.is_empty());
        report
    }

    /// Tries a value with its type; where there is none, its parts with theirs.
    #[allow(clippy::too_many_arguments, reason = "what is tried, and with what")]
    fn part(
        &self,
        id: SchemaId,
        direction: Direction,
        value: &Value,
        at: &str,
        depth: usize,
        with: (&Types, &(impl Trips + ?Sized), &Judges<'_>),
        report: &mut Report,
    ) {
        let (types, trips, judges) = with;
        let other = if direction == Direction::Request { Direction::Response } else { Direction::Request };
        let found = [direction, other].into_iter().find_map(|way| Some((way, *types.get(&(id, way))?)));
        if let Some((way, index)) = found {
            report.trips += 1;
            // A value that one side sends may lack what the other has to.
            if judges.of(self.spec.schema(id).loc, way).open.admits(value) {
                match self.trip(id, way, value, |json| trips.trip(index, json), judges) {
                    Ok(Came::Same) => {}
                    Ok(Came::Unfit(reason)) => report.reasons.push(format!("{at}: {reason}")),
                    Err(fault) => report.faults.push(format!("{at}: {fault}: {value}")),
                }
            }
            return;
        }
        if depth > MAX_DEPTH {
            return;
        }
        let schema = self.spec.schema(id);
        let schema = schema.same_as.map_or(schema, |same| self.spec.schema(same));
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let declared = schema.properties.iter().find(|property| property.name == *name);
                    let others = match schema.additional {
                        Additional::Allowed(others) => others,
                        Additional::Unsaid | Additional::Denied => None,
                    };
                    if let Some(id) = declared.map(|property| property.schema).or(others) {
                        self.part(id, direction, member, &format!("{at}/{name}"), depth + 1, with, report);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(id) = schema.items {
                        self.part(id, direction, item, &format!("{at}/{index}"), depth + 1, with, report);
                    }
                }
            }
            _ => {}
        }
    }
}
