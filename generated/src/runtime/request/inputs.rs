//! What generated code sets inputs with.

use std::marker::PhantomData;

use super::content::Content;
use super::{Draft, FilePart, Request, Style, query};
use crate::runtime::client::Client;
use crate::runtime::endpoint::Operation;
use crate::runtime::json::Slot;
use crate::runtime::transport::Body;

/// A value is written when it is set; it is taken for good, so that callers give
/// what they have made for the request.
#[allow(dead_code, clippy::needless_pass_by_value, reason = "an API uses the setters that its operations need")]
impl<O: Operation> Request<O> {
    pub(crate) fn new(client: &Client) -> Self {
        Self { draft: Draft::new(client.clone(), O::ENDPOINT), operation: PhantomData }
    }

    /// Sets a path parameter: one segment, whatever it contains. Lists are joined with commas (style `simple`).
    pub(crate) fn set_path(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_path(name, &value);
        self
    }

    /// Sets a query parameter, or takes it away if the value is absent. Lists repeat the name (style `form`, exploded).
    pub(crate) fn set_query(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_query(name, query::Style::Repeated, &value);
        self
    }

    /// Sets a parameter in a style that is not its place's default, or takes it away if the value is absent.
    pub(crate) fn set_as(mut self, style: Style, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_as(style, name, &value);
        self
    }

    /// Sets a header parameter, or takes it away if the value is absent.
    pub(crate) fn set_header(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_header(name, &value);
        self
    }

    /// Sets a member of the JSON body, or takes it away if the value is absent.
    pub(crate) fn set_field(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_field(name, &value);
        self
    }

    /// Sets a member of the JSON body that has to be there: an absent value is `null`.
    pub(crate) fn set_field_or_null(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_field_or_null(name, &value);
        self
    }

    /// Sets a member of the JSON body that is sent only where another one is.
    pub(crate) fn join_field(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.join_field(name, &value);
        self
    }

    /// Sets the JSON body as a whole, or takes it away if the value is absent.
    pub(crate) fn set_body(mut self, value: impl Slot) -> Self {
        self.draft.set_body(&value);
        self
    }

    /// Sets the body to finished bytes, or a stream.
    pub(crate) fn set_bytes(mut self, value: Body) -> Self {
        self.draft.set_content(Content::from(value));
        self
    }

    /// Sets the body to JSON values, a line each.
    pub(crate) fn set_lines<T: Slot>(mut self, values: impl IntoIterator<Item = T>) -> Self {
        let mut lines = Vec::new();
        for value in values {
            self.draft.add_line(&mut lines, &value);
        }
        self.draft.set_content(Content::from(lines));
        self
    }

    /// Sets a member of a form, or takes it away if the value is absent. Lists repeat the name.
    pub(crate) fn set_form(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_form(name, query::Style::Repeated, &value);
        self
    }

    /// Sets a member of a form that is of any depth: `name[member][0]`.
    pub(crate) fn set_form_deep(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_form(name, query::Style::Deep, &value);
        self
    }

    /// Sets a member of a form as JSON text.
    pub(crate) fn set_form_json(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_form(name, query::Style::Json, &value);
        self
    }

    /// Sets a member of a form whose items are joined with a separator.
    pub(crate) fn set_form_joined(mut self, separator: char, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_form(name, query::Style::Joined(separator), &value);
        self
    }

    /// Sets a part of a form: single values as text, others as JSON, a part for each item of a list.
    pub(crate) fn set_part(mut self, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_part(name, None, &value);
        self
    }

    /// Sets a part of a form that has a media type of its own; JSON if that is JSON, else text.
    pub(crate) fn set_part_as(mut self, media_type: &'static str, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_part(name, Some(media_type), &value);
        self
    }

    /// Sets a part of a form that is a list, whose items are joined with a separator.
    pub(crate) fn set_part_joined(mut self, separator: char, name: &'static str, value: impl Slot) -> Self {
        self.draft.set_part_joined(separator, name, &value);
        self
    }

    /// Sets a part of a form that is a file.
    pub(crate) fn set_file(mut self, name: &'static str, file: FilePart) -> Self {
        self.draft.set_files(name.to_owned(), None, vec![file]);
        self
    }

    /// Sets a part of a form that is a file, whose media type is known.
    pub(crate) fn set_file_as(mut self, media_type: &'static str, name: &'static str, file: FilePart) -> Self {
        self.draft.set_files(name.to_owned(), Some(media_type), vec![file]);
        self
    }

    /// Sets a part of a form for each of several files.
    pub(crate) fn set_files(mut self, name: &'static str, files: Vec<FilePart>) -> Self {
        self.draft.set_files(name.to_owned(), None, files);
        self
    }

    /// Sets a part of a form for each of several files, whose media type is known.
    pub(crate) fn set_files_as(mut self, media_type: &'static str, name: &'static str, files: Vec<FilePart>) -> Self {
        self.draft.set_files(name.to_owned(), Some(media_type), files);
        self
    }
}
