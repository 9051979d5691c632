//! The examples of a document, and which types they are tried with.

use serde_json::Value;

use crate::diag::Loc;
use crate::read::Node;
use crate::resolve::spec::{Additional, MediaType, Response, SchemaId};
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
    /// Whether it is one of a body, which may be shown as it is written.
    is_body: bool,
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
            for response in &operation.responses {
                self.add_content(response.content.iter(), Direction::Response, &mut found);
                self.add_by_media_type(response, &mut found);
            }
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
                let first = found.len();
                self.add(content.loc, schema, direction, found);
                found.iter_mut().skip(first).for_each(|example| example.is_body = true);
            }
        }
    }

    /// Adds what a response of OpenAPI 2.0 has in `examples`, which are values by their media types.
    fn add_by_media_type(&self, response: &Response, found: &mut Vec<Example>) {
        let (raw, sources) = (&self.spec.raw, &self.sources);
        let examples = raw.field(sources, response.loc, "examples");
        for (media_type, at) in examples.into_iter().flat_map(|at| raw.entries(sources, at)) {
            let content = response.content.iter().find(|content| content.media_type == media_type);
            if let Some(schema) = content.and_then(|content| content.schema) {
                let value = schema::value(&raw.json(sources, at));
                let at = sources.pointer(at);
                found.push(Example { schema, direction: Direction::Response, at, is_body: true, value });
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
            places.extend(
                raw.entries(sources, examples)
                    .filter_map(|(_, at)| if is_list { Some(at) } else { Schemas { raw, sources }.shown(at) }),
            );
        }
        found.extend(places.into_iter().map(|at| Example {
            schema,
            direction,
            at: sources.pointer(at),
            is_body: false,
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
        let Example { schema, direction, at, is_body, value } = example;
        let mut report = Report { examples: 1, ..Report::default() };
        let described = self.spec.schema(*schema);
        let schemas = Schemas { raw: &self.spec.raw, sources: &self.sources };
        // A schema may stand in another place than what it is made of.
        let loc = schemas.of(described.loc);
        let value = if *is_body { schemas.example(loc, *direction, value.clone()) } else { value.clone() };
        if !judges.of(loc, *direction).states(&value) {
            return report;
        }
        report.valid = 1;
        self.part(*schema, *direction, &value, at, 0, (types, trips, judges), &mut report);
        if report.trips == 0 {
            report.untyped_at.push(at.clone());
        }
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
            // A value that one side sends may lack what the other has to, and then is not tried.
            if judges.of(self.spec.schema(id).loc, way).open.admits(value) {
                report.trips += 1;
                match self.trip(id, way, value, |json| trips.trip(index, json), judges) {
                    Ok(Came::Same) => {}
                    Ok(Came::Refused) => report.trips -= 1,
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
