//! What is left out of a record, since it follows from what else stands there, and how it is put back.
//!
//! Whatever is left out can be put back exactly: where a rule does not give what there was, that stands there in full.

use std::collections::HashMap;

use crate::diag::Sources;
use crate::ir::Place;

use super::place::At;
use super::surface::{Input, Model, Operation, Shape, Surface};
use super::ty::Ty;

/// What stands for the module that a type is in.
const OWN: &str = "_";

impl Surface {
    /// Works out all places, and leaves out what follows from the rest.
    pub(super) fn shrink(&mut self, sources: &Sources) {
        self.each_place(&mut |at| at.locate(sources));
        let known = self.pointers();
        for operation in &mut self.operations {
            let own = operation.at.pointer.clone();
            for input in &mut operation.inputs {
                let implied = of_input(&own, input);
                input.at.shorten(&own, &implied);
            }
            operation.at.shorten("", &of_operation(&operation.method, &operation.path));
            operation.imply_names();
        }
        for model in &mut self.types {
            let own = model.at.pointer.clone();
            model.shape.each_member(&mut |at, implied| at.shorten(&own, &format!("{own}{implied}")));
            let (within, implied) = of_type(&model.key, &known);
            model.at.shorten(&within, &implied);
        }
        let repeated = Repeated::new(&self.types);
        let left_out: Vec<bool> =
            self.types.iter().map(|one| repeated.shape(one).as_ref() == Some(&one.shape)).collect();
        for (model, _) in self.types.iter_mut().zip(left_out).filter(|(_, is_left_out)| *is_left_out) {
            model.shape = Shape::default();
        }
        let mut before = Before::default();
        for model in &mut self.types {
            let module = model.module().to_owned();
            model.shape.each_type(&mut |ty| *ty = ty.renamed(&|path| relative(path, &module)));
            before.shorten(model);
        }
    }

    /// The other way round, after a record was read.
    pub(super) fn grow(&mut self) {
        let mut before = Before::default();
        for model in &mut self.types {
            before.fill(model);
            let module = model.module().to_owned();
            model.shape.each_type(&mut |ty| *ty = ty.renamed(&|path| absolute(path, &module)));
        }
        let repeated = Repeated::new(&self.types);
        let shapes = self.types.iter().map(|one| repeated.shape(one).filter(|_| one.shape.is_left_out()));
        let shapes: Vec<Option<Shape>> = shapes.collect();
        for (model, shape) in self.types.iter_mut().zip(shapes) {
            if let Some(shape) = shape {
                model.shape = shape;
            }
        }
        for operation in &mut self.operations {
            let (method, path) = (&operation.method, &operation.path);
            operation.at.fill("", || of_operation(method, path));
            let own = operation.at.pointer.clone();
            for input in &mut operation.inputs {
                let implied = of_input(&own, input);
                input.at.fill(&own, || implied);
            }
            operation.fill_names();
        }
        // What something stands in comes first: it has fewer words.
        let mut order: Vec<&mut Model> = self.types.iter_mut().collect();
        order.sort_by_cached_key(|model| model.key.matches(' ').count());
        let mut known = operations(&self.operations);
        for model in order {
            let (within, implied) = of_type(&model.key, &known);
            model.at.fill(&within, || implied);
            known.insert(model.key.clone(), model.at.pointer.clone());
            let own = model.at.pointer.clone();
            model.shape.each_member(&mut |at, implied| at.fill(&own, || format!("{own}{implied}")));
        }
    }

    /// Where operations and types stand, by their keys.
    fn pointers(&self) -> HashMap<String, String> {
        let mut known = operations(&self.operations);
        known.extend(self.types.iter().map(|model| (model.key.clone(), model.at.pointer.clone())));
        known
    }

    /// Every place.
    fn each_place(&mut self, visit: &mut impl FnMut(&mut At)) {
        self.schemes.iter_mut().for_each(|one| visit(&mut one.at));
        self.resources.iter_mut().for_each(|one| visit(&mut one.at));
        self.events.iter_mut().for_each(|one| visit(&mut one.at));
        for operation in &mut self.operations {
            visit(&mut operation.at);
            operation.inputs.iter_mut().for_each(|one| visit(&mut one.at));
        }
        for model in &mut self.types {
            visit(&mut model.at);
            model.shape.each_member(&mut |at, _| visit(at));
        }
    }
}

fn operations(all: &[Operation]) -> HashMap<String, String> {
    all.iter().map(|one| (format!("{} {}", one.method, one.path), one.at.pointer.clone())).collect()
}

/// What the type before says, of which the next one often has a part.
#[derive(Default)]
struct Before {
    key: String,
    path: String,
    features: Vec<String>,
}

impl Before {
    fn shorten(&mut self, model: &mut Model) {
        let features = model.features.clone();
        if model.features == self.features {
            model.features.clear();
        } else if features.is_empty() {
            model.features.push(String::new());
        }
        let (key, path) = (model.key.clone(), model.path.clone());
        model.key = without(&self.key, &key);
        model.path = without(&self.path, &path);
        *self = Self { key, path, features };
    }

    fn fill(&mut self, model: &mut Model) {
        model.key = with(&self.key, &model.key);
        model.path = with(&self.path, &model.path);
        if model.features.is_empty() {
            model.features.clone_from(&self.features);
        } else {
            model.features.retain(|feature| !feature.is_empty());
        }
        *self = Self { key: model.key.clone(), path: model.path.clone(), features: model.features.clone() };
    }
}

/// How many letters a text has in common with the one before, a blank, and the rest.
fn without(before: &str, text: &str) -> String {
    let same = before.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let (count, bytes) = same.fold((0, 0), |(count, bytes), (letter, _)| (count + 1, bytes + letter.len_utf8()));
    format!("{count} {}", text.get(bytes..).unwrap_or_default())
}

fn with(before: &str, text: &str) -> String {
    let Some((count, rest)) = text.split_once(' ') else { return text.to_owned() };
    let same = before.chars().take(count.parse().unwrap_or(0));
    same.chain(rest.chars()).collect()
}

/// Types by key and path, by which the contents of a type are known that is another name for an equal one.
struct Repeated<'a> {
    by_path: HashMap<&'a str, &'a Model>,
    by_key: HashMap<&'a str, &'a Model>,
}

impl<'a> Repeated<'a> {
    fn new(all: &'a [Model]) -> Self {
        Self {
            by_path: all.iter().map(|one| (one.path.as_str(), one)).collect(),
            by_key: all.iter().map(|one| (one.key.as_str(), one)).collect(),
        }
    }

    /// The contents of the equal type, with what stands in this one where that one has what stands in it.
    fn shape(&self, model: &Model) -> Option<Shape> {
        let same = self.by_path.get(model.same.as_deref()?)?;
        let own = |path: &str| {
            let inside = self.by_path.get(path)?.key.strip_prefix(&same.key).filter(|rest| rest.starts_with(' '))?;
            let key = format!("{}{inside}", model.key);
            Some(self.by_key.get(key.as_str())?.path.clone())
        };
        let mut shape = same.shape.clone();
        shape.each_type(&mut |ty| *ty = ty.renamed(&|path| own(path).unwrap_or_else(|| path.to_owned())));
        Some(shape)
    }
}

fn relative(path: &str, module: &str) -> String {
    match path.rsplit_once("::") {
        Some((own, name)) if own == module => format!("{OWN}::{name}"),
        _ => path.to_owned(),
    }
}

fn absolute(path: &str, module: &str) -> String {
    match path.rsplit_once("::") {
        Some((OWN, name)) => format!("{module}::{name}"),
        _ => path.to_owned(),
    }
}

impl Model {
    /// Its module below `models`; empty for none.
    fn module(&self) -> &str {
        self.path.rsplit_once("::").map_or("", |(module, _)| module)
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self::Struct { fields: Vec::new(), arguments: None, extra: None, built: false }
    }
}

impl Shape {
    /// Whether there is nothing in it: a struct without fields, or one that is left out.
    pub(super) fn is_left_out(&self) -> bool {
        *self == Self::default()
    }

    /// Every type in it.
    fn each_type(&mut self, visit: &mut impl FnMut(&mut Ty)) {
        match self {
            Self::Struct { fields, extra, .. } => {
                let fields = fields.iter_mut().map(|one| &mut one.ty);
                fields.chain(extra.iter_mut().map(|(_, ty)| ty)).for_each(visit);
            }
            Self::Enum { .. } => {}
            Self::Union { variants, .. } => variants.iter_mut().map(|one| &mut one.ty).for_each(visit),
        }
    }

    /// The places of its members, each with the way there that is usual.
    fn each_member(&mut self, visit: &mut impl FnMut(&mut At, &str)) {
        match self {
            Self::Struct { fields, .. } => {
                for one in fields {
                    visit(&mut one.at, &member("properties", &one.wire));
                }
            }
            Self::Enum { values, .. } => {
                for (index, one) in values.iter_mut().enumerate() {
                    visit(&mut one.at, &member("enum", &index.to_string()));
                }
            }
            Self::Union { variants, .. } => {
                for (index, one) in variants.iter_mut().enumerate() {
                    visit(&mut one.at, &member("oneOf", &index.to_string()));
                }
            }
        }
    }
}

impl Operation {
    /// Leaves out the names of types that are called after the marker.
    fn imply_names(&mut self) {
        for (name, behind) in [(&mut self.request, "Request"), (&mut self.params, "Params")] {
            if *name == format!("{}{behind}", self.marker) {
                name.clear();
            }
        }
    }

    fn fill_names(&mut self) {
        for (name, behind) in [(&mut self.request, "Request"), (&mut self.params, "Params")] {
            if name.is_empty() {
                *name = format!("{}{behind}", self.marker);
            }
        }
    }
}

fn of_operation(method: &str, path: &str) -> String {
    format!("#{}/{}", member("paths", path), method.to_lowercase())
}

/// Where an input usually stands: a member of the body.
fn of_input(operation: &str, input: &Input) -> String {
    match input.place {
        Place::Field => format!("{operation}{BODY}{}", member("properties", &input.wire)),
        _ => String::new(),
    }
}

/// The schema of a body, and that of an answer, in an operation.
const BODY: &str = "/requestBody/content/application~1json/schema";
const ANSWER: &str = "/responses/200/content/application~1json/schema";

/// What a type stands in, and where it would usually stand: by the last word of its key.
fn of_type(key: &str, known: &HashMap<String, String>) -> (String, String) {
    let within = key.rsplit_once(' ').and_then(|(outer, part)| Some((known.get(outer)?, part)));
    let Some((outer, part)) = within else {
        return (String::new(), format!("#/components{}", member("schemas", key)));
    };
    let way = match part {
        "[]" => "/items".to_owned(),
        "{}" => "/additionalProperties".to_owned(),
        "response" => ANSWER.to_owned(),
        part => match (part.strip_prefix('.'), part.strip_prefix("field:")) {
            (Some(name), _) => member("properties", name),
            (_, Some(name)) => format!("{BODY}{}", member("properties", name)),
            _ => String::new(),
        },
    };
    (outer.clone(), format!("{outer}{way}"))
}

fn member(list: &str, name: &str) -> String {
    format!("/{list}/{}", name.replace('~', "~0").replace('/', "~1"))
}
