//! References that are followed once the document has been read: each leads to a place, and what stands there is read
//! as what the reference needs, once.

use crate::diag::{Loc, code};

use super::links::Part;
use super::model::{Document, Named};
use super::reader::Reader;
use super::tree::Kind;

/// How many values may be read again because references lead into their midst.
const MAX_REPEATED: usize = 4_000_000;

impl Reader<'_> {
    /// Follows everything that is still open, and what that leads to.
    pub(super) fn settle(&mut self, document: &mut Document) {
        while !self.pending.is_empty() {
            let mut targets = Vec::new();
            for (reference, part) in std::mem::take(&mut self.pending) {
                if let Some(target) = self.link(reference, part) {
                    self.links.insert(reference, target);
                    if self.shelved.insert((target, part)) {
                        targets.push((target, part));
                    }
                }
            }
            // What is within something else comes after it.
            targets.sort_unstable_by_key(|(target, _)| *target);
            for (target, part) in targets {
                self.read_part(target, part, document);
            }
        }
    }

    /// The place that a reference leads to, if that can be what is needed.
    fn link(&mut self, reference: Loc, part: Part) -> Option<Loc> {
        let Kind::String(text) = self.kind(reference) else { return None };
        let target = self.text(reference, text);
        let found = self.locate(reference, target, part.name())?;
        let is = self.mark(found);
        let fits = match self.kind(found) {
            Kind::Object => is.is_none_or(|is| is == part),
            Kind::Bool(_) => part == Part::Schema,
            _ => false,
        };
        if fits {
            return Some(found);
        }
        let message = match is {
            Some(is) if is != part => format!("`{target}` leads to a {}, and a {} is needed", is.name(), part.name()),
            _ => format!("`{target}` leads to {}, and a {} is needed", self.what(found), part.name()),
        };
        self.report(code::WRONG_REFERENCE, reference, message).related(found, "it leads here");
        None
    }

    /// Looks at the references of the document that nothing has needed (in headers, links, callbacks): one that leads
    /// nowhere is a fault all the same.
    pub(super) fn sweep(&mut self) {
        let (sources, root) = (self.sources, self.root());
        let first = sources.ordinal(root);
        for loc in (first..first + sources.weight(root)).map(|ordinal| sources.nth(ordinal)) {
            let Kind::String(text) = self.kind(loc) else { continue };
            if sources.key(loc) == "$ref" && !self.seen.contains(&loc) && !super::library::is_data(sources, loc) {
                let target = self.text(loc, text);
                self.locate(loc, target, "value");
            }
        }
    }

    /// Reads what is not among the components.
    fn read_part(&mut self, loc: Loc, part: Part, document: &mut Document) {
        let known = self.mark(loc).is_some();
        if known {
            self.repeated += self.sources.weight(loc);
            if self.repeated > MAX_REPEATED {
                self.report(code::REFERENCE_BUDGET, loc, "references into the midst of others are too many to read");
                return;
            }
        }
        // What has been read where it stands has its name there.
        let name = if known { String::new() } else { self.name_of(loc) };
        let parts = &mut document.parts;
        match part {
            Part::Schema => parts.schemas.push(Named { name, loc, item: self.schema(loc) }),
            Part::Response => {
                parts.responses.extend(self.or_ref(loc, part, Self::response).map(|item| Named { name, loc, item }));
            }
            Part::Parameter => {
                parts.parameters.extend(self.or_ref(loc, part, Self::parameter).map(|item| Named { name, loc, item }));
            }
            Part::RequestBody => parts
                .request_bodies
                .extend(self.or_ref(loc, part, Self::request_body).map(|item| Named { name, loc, item })),
            Part::Example => {
                parts.examples.extend(self.or_ref(loc, part, Self::example).map(|item| Named { name, loc, item }));
            }
            Part::SecurityScheme => parts
                .security_schemes
                .extend(self.or_ref(loc, part, Self::security_scheme).map(|item| Named { name, loc, item })),
            Part::PathItem => {}
        }
    }

    /// What something is called that stands outside of the components: the last part of its pointer, or its file.
    fn name_of(&self, loc: Loc) -> String {
        let key = self.sources.key(loc);
        if !key.is_empty() {
            return key.to_owned();
        }
        let file = self.sources.file_name(self.sources.file(loc));
        let name = file.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default().to_owned()
    }
}
