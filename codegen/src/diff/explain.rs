//! Where an operation or a type came from in the document, and why it looks as it does.

use std::fmt::Write as _;

use crate::diag::escape;
use crate::ir::{Place, Presence};

use super::answers;
use super::arguments;
use super::inputs::has_params;
use super::pairs::Side;
use super::place::{At, Places};
use super::surface::{Field, Gives, Input, Model, Operation, Shape, Surface};

/// What else is known of a place: what the configuration or the document says of it, a sentence each.
pub type Facts<'a> = &'a dyn Fn(&str) -> Vec<String>;

impl Surface {
    /// What there is to say of an operation (`keyless_certificates.create`, `GET /zones`) or a type
    /// (`KeylessCertificate`, `zones::Status`, a component's name), for people; `None` where there is no such thing.
    /// Several things of one name are explained one after the other.
    #[must_use]
    pub fn explain(&self, what: &str, places: Places<'_>, facts: Facts<'_>) -> Option<String> {
        let what = what.trim().trim_start_matches("models::").trim_start_matches("client.").replace("()", "");
        let side = Side::new(self);
        let teller = Teller { side: &side, places, facts };
        let operations = self.operations.iter().filter(|one| is_operation(self, one, &what));
        let models = self
            .types
            .iter()
            .filter(|one| one.path == what || one.key == what || one.path.rsplit("::").next() == Some(what.as_str()));
        let texts: Vec<String> =
            operations.map(|one| teller.operation(one)).chain(models.map(|one| teller.model(one))).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// The names that can be explained.
    pub fn names(&self) -> impl Iterator<Item = String> + use<'_> {
        self.operations.iter().map(Operation::dotted).chain(self.types.iter().map(|one| one.path.clone()))
    }
}

fn is_operation(surface: &Surface, one: &Operation, what: &str) -> bool {
    one.dotted() == what || surface.method(one) == what || format!("{} {}", one.method, one.path) == what
}

/// Who tells about one crate.
struct Teller<'a> {
    side: &'a Side<'a>,
    places: Places<'a>,
    facts: Facts<'a>,
}

impl Teller<'_> {
    /// `file:line:column  pointer`, and what is said there.
    fn place(&self, at: &At) -> String {
        let spot = self.places.spot(at);
        format!("{}  {}", escape(&spot.position()), escape(&spot.pointer))
    }

    fn said(&self, at: &At) -> Vec<String> {
        (self.facts)(&self.places.spot(at).pointer)
    }

    fn operation(&self, one: &Operation) -> String {
        let mut way = vec!["client".to_owned()];
        way.extend(one.module.split("::").filter(|part| !part.is_empty()).map(|part| format!("{part}()")));
        let arguments = one.inputs.iter().filter(|input| is_argument(one, input)).map(|input| input.name().to_owned());
        let params = has_params(one).then(|| format!("{} {{ … }}", one.params));
        let arguments: Vec<String> = arguments.chain(params).collect();
        let mut text = format!("{}.{}({})", way.join("."), one.name, arguments.join(", "));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n  {} {}\n  {}", one.method, escape(&one.path), self.place(&one.at));
        for said in self.said(&one.at) {
            let _ = writeln!(text, "  {}", escape(&said));
        }
        let _ = writeln!(text, "\nGives {}.", self.gives(one));
        if !one.security.is_empty() {
            let words: Vec<String> = one.security.iter().map(|all| format!("`{all}`")).collect();
            let _ = writeln!(text, "Sends the first of these credentials that the client has: {}.", words.join(", "));
        }
        if let Some(server) = &one.server {
            let _ = writeln!(text, "It is called at `{}`, its own server.", escape(server));
        }
        if has_params(one) {
            text +=
                "What is required beside the path is more than three inputs, and so one struct with public fields.\n";
        }
        for (place, wire, value) in &one.constants {
            let _ =
                writeln!(text, "Sends `{}` as `{}`: it has one value ({}).", escape(wire), escape(value), noun(*place));
        }
        if !one.inputs.is_empty() {
            text.push('\n');
        }
        for input in &one.inputs {
            self.input(&mut text, one, input);
        }
        text
    }

    fn gives(&self, one: &Operation) -> String {
        let surface = self.side.surface;
        let mut words = format!("`{}`", answers::rust(&one.gives, &one.output));
        match &one.gives {
            Gives::Page(_, Some(way)) => {
                let way = surface.pagings.get(*way).cloned().unwrap_or_default();
                let _ = write!(words, ": a list whose pages follow {way}");
            }
            Gives::Page(_, None) => words += ": a list that comes in one page",
            Gives::ByStatus(_) => words += ": answers differ by their status",
            _ => {}
        }
        if let Some(envelope) = one.envelope.and_then(|index| surface.envelopes.get(index)) {
            let _ = write!(words, "; taken out of what answers are wrapped in: {envelope}");
        }
        if let Some((streamed, asked)) = &one.streams {
            let _ = write!(words, "; `send_stream` gives `{}`, asked for by {asked}", answers::rust(streamed, ""));
        }
        words
    }

    fn input(&self, text: &mut String, one: &Operation, input: &Input) {
        let ty = arguments::input(input, &input.ty, self.side);
        let how = match (input.required, input.place) {
            (true, Place::Path) => "an argument, as the path needs it".to_owned(),
            (true, _) if has_params(one) => format!("a field of `{}`, as it is required", one.params),
            (true, _) => "an argument, as it is required".to_owned(),
            (false, _) => "a setter, as it is optional".to_owned(),
        };
        let dot = if input.required { "" } else { "." };
        let _ = writeln!(text, "{dot}{}: {ty}\n  {how}; {} `{}`", input.name(), noun(input.place), escape(&input.wire));
        let _ = writeln!(text, "  {}", self.place(&input.at));
        for said in self.said(&input.at) {
            let _ = writeln!(text, "  {}", escape(&said));
        }
    }

    fn model(&self, one: &Model) -> String {
        let mut text =
            format!("models::{} ({})\n  {}\n", one.path, super::types::noun(&one.shape), self.place(&one.at));
        let is_component = !one.key.contains(' ');
        let _ = if is_component {
            writeln!(text, "  The component `{}` of the document.", escape(&one.key))
        } else {
            writeln!(
                text,
                "  It has no name in the document, and is called after what it stands in: `{}`.",
                escape(&one.key)
            )
        };
        for said in self.said(&one.at) {
            let _ = writeln!(text, "  {}", escape(&said));
        }
        if let Some(same) = &one.same {
            let _ = writeln!(text, "  It is another name for `models::{same}`, which is equal.");
        }
        text.push('\n');
        text += match (self.side.requests.contains(one.path.as_str()), self.side.responses.contains(one.path.as_str()))
        {
            (true, true) => "Requests and answers hold it.\n",
            (true, false) => "Requests hold it.\n",
            (false, true) => "Answers hold it, and no request.\n",
            (false, false) => "No operation holds it.\n",
        };
        self.shape(&mut text, one);
        text
    }

    fn shape(&self, text: &mut String, one: &Model) {
        match &one.shape {
            Shape::Struct { fields, extra, built, .. } => {
                *text += if *built {
                    "Callers build it: it has `new`, which takes what is required, and a setter for each field.\n"
                } else {
                    "Callers read it and do not build it, so it has no `new`.\n"
                };
                *text += "It is `#[non_exhaustive]`: a new field is a minor release.\n\n";
                for field in fields {
                    self.field(text, field);
                }
                if let Some((name, ty)) = extra {
                    let _ = writeln!(
                        text,
                        "{name}: BTreeMap<String, {ty}>\n  what the document does not name, which it allows"
                    );
                }
            }
            Shape::Enum { values, any, .. } => {
                *text +=
                    "It is open: a value that the document does not name is kept as `Unknown`, and written back.\n";
                if *any {
                    *text += "The document allows any other text as well, so callers may hand one over.\n";
                }
                text.push('\n');
                for value in values {
                    let _ = writeln!(text, "{} = {}\n  {}", value.name, escape(&value.wire), self.place(&value.at));
                }
            }
            Shape::Union { tag, variants } => {
                let _ = match tag {
                    Some(tag) => writeln!(text, "Which alternative a value is, its `{}` tells.\n", escape(tag)),
                    None => writeln!(text, "Which alternative a value is, its kind of JSON and its fields tell.\n"),
                };
                for variant in variants {
                    let _ = writeln!(text, "{}({})\n  {}", variant.name, variant.ty, self.place(&variant.at));
                }
            }
        }
    }

    fn field(&self, text: &mut String, field: &Field) {
        let why = match field.is {
            Presence::Required => "it is always there",
            Presence::Optional => "it may be absent",
            Presence::Nullable => "it is always there, and may be null",
            Presence::OptionalNullable => "it may be absent, and it may be null: three states",
        };
        let boxed = if field.boxed { "; behind a `Box`, as the type holds itself or would be large" } else { "" };
        let _ = writeln!(text, "{}: {}\n  {why}{boxed}", field.name(), field.rust(&field.ty));
        if let Some(constant) = &field.constant {
            let _ = writeln!(text, "  its only value is `{}`, which `new` fills in", escape(constant));
        }
        let _ = writeln!(text, "  {}", self.place(&field.at));
        for said in self.said(&field.at) {
            let _ = writeln!(text, "  {}", escape(&said));
        }
    }
}

fn is_argument(one: &Operation, input: &Input) -> bool {
    input.required && (input.place == Place::Path || !has_params(one))
}

fn noun(place: Place) -> &'static str {
    match place {
        Place::Path => "in the path, as",
        Place::Query => "in the query, as",
        Place::Header => "the header",
        Place::Cookie => "the cookie",
        Place::Field => "in the JSON body, as",
        Place::Form | Place::Part | Place::File | Place::Files => "in the form, as",
        Place::Body | Place::Bytes | Place::Text | Place::Lines => "the whole body",
    }
}
