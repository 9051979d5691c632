//! Documentation: text of the document as rustdoc shows it, and nothing that rustdoc or the compiler would act on.
//!
//! A description is `CommonMark`. It is parsed and written again: HTML becomes text, code blocks become text blocks (so that
//! no line of theirs is ever compiled or run), bare addresses become links, and links that lead nowhere on the web lose
//! their target, which rustdoc might take for an item's name.

use proc_macro2::TokenStream;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use quote::{ToTokens, quote};

use crate::ir;

/// Documentation of an item: `#[doc]` attributes, and `#[deprecated]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Docs {
    paragraphs: Vec<String>,
    deprecated: bool,
}

impl Docs {
    /// Of our own words.
    pub(super) fn ours(text: impl Into<String>) -> Self {
        Self { paragraphs: vec![text.into()], deprecated: false }
    }

    /// Of what the document says; `otherwise` where it says nothing.
    pub(super) fn of(docs: &ir::Docs, otherwise: impl Into<String>) -> Self {
        let mut all = Self { paragraphs: Vec::new(), deprecated: docs.deprecated };
        if let Some(summary) = docs.summary.as_ref().filter(|text| !text.trim().is_empty()) {
            all.paragraphs.push(sentence(&markdown(summary)));
        }
        if let Some(description) = docs.description.as_ref().filter(|text| !text.trim().is_empty()) {
            all.paragraphs.push(markdown(description));
        }
        if all.paragraphs.is_empty() {
            all.paragraphs.push(otherwise.into());
        }
        if !docs.facts.is_empty() {
            all.paragraphs.push(docs.facts.join(" "));
        }
        for (title, entries) in &docs.sections {
            let line = |text: &str| markdown(text).replace('\n', " ");
            let list: Vec<String> = entries.iter().map(|entry| format!("- {}", line(entry))).collect();
            all.paragraphs.push(format!("{}:\n{}", line(title), list.join("\n")));
        }
        all
    }

    /// One more paragraph, of our own words.
    pub(super) fn and(mut self, paragraph: impl Into<String>) -> Self {
        let paragraph = paragraph.into();
        if !paragraph.is_empty() {
            self.paragraphs.push(paragraph);
        }
        self
    }

    /// The text on one line, for a list.
    pub(super) fn line(&self) -> String {
        self.paragraphs.join(" ").replace('\n', " ")
    }

    /// All lines as the text of one attribute: what has to be parsed and laid out costs by the token. [`unfolded`] makes
    /// lines of it again. Nothing where there is no text.
    fn folded(&self) -> Option<String> {
        let mut folded = String::new();
        for (index, line) in wrap(&shown(&self.paragraphs.join("\n\n"))).into_iter().enumerate() {
            if index > 0 {
                folded.push(FOLD);
            }
            if !line.is_empty() {
                folded.push(' ');
                folded.push_str(&line);
            }
        }
        (!folded.is_empty()).then_some(folded)
    }

    /// For the file itself: `#![doc]`.
    pub(super) fn inner(&self) -> TokenStream {
        self.folded().map(|text| quote!(#![doc = #text])).unwrap_or_default()
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(text) = self.folded() {
            tokens.extend(quote!(#[doc = #text]));
        }
        if self.deprecated {
            quote!(#[deprecated(note = "the API's document marks it as deprecated")]).to_tokens(tokens);
        }
    }
}

/// What stands between two lines of documentation until it is laid out. [`shown`] leaves no such sign in any text.
const FOLD: char = '\u{1e}';

/// A line of a source that was laid out, or the lines that it was made of if it is a comment with [`FOLD`]s.
pub(super) fn unfolded(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let text = line.trim_start();
    let is_comment = text.starts_with("///") || text.starts_with("//!");
    let (start, text) = line.split_at(if is_comment { line.len() - text.len() + 3 } else { 0 });
    let mut lines = text.split(if is_comment { FOLD } else { '\n' });
    let first = lines.next().into_iter();
    let ends = move |text: &str| is_comment && text.ends_with(' ');
    first.chain(lines).map(move |text| (start, if ends(text) { text.trim_end_matches(' ') } else { text }))
}

/// How long a line of documentation gets, if there is a place to break it.
const WIDTH: usize = 100;

/// Whether lines are those of a block of code: from a fence to one that is as long.
#[derive(Default)]
struct Fence {
    open: Option<usize>,
}

impl Fence {
    fn holds(&mut self, line: &str) -> bool {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match self.open {
            Some(open) if ticks >= open && line.trim_end().len() == ticks => self.open = None,
            Some(_) => {}
            None if ticks >= 3 => self.open = Some(ticks),
            None => return false,
        }
        true
    }
}

/// Breaks long lines of paragraphs and list items. Code and tables stay as they are.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut wrapped = Vec::new();
    let mut fence = Fence::default();
    for line in text.lines() {
        let trimmed = line.trim_start();
        if fence.holds(trimmed) || line.len() <= WIDTH || trimmed.starts_with(['|', '#', '>', '`']) {
            wrapped.push(line.to_owned());
            continue;
        }
        let indent = line.len() - trimmed.len();
        let hang = if trimmed.starts_with("- ") || trimmed.starts_with("* ") { indent + 2 } else { indent };
        let mut current = " ".repeat(indent);
        let mut is_empty = true;
        for word in trimmed.split(' ') {
            let breakable = !is_empty && !word.is_empty() && !starts_a_block(word);
            if breakable && current.len() + 1 + word.len() > WIDTH {
                wrapped.push(std::mem::replace(&mut current, " ".repeat(hang)));
            } else if !is_empty {
                current.push(' ');
            }
            current.push_str(word);
            is_empty = false;
        }
        wrapped.push(current);
    }
    wrapped
}

/// Whether a word would mean something else at the start of a line.
fn starts_a_block(word: &str) -> bool {
    word.starts_with(|letter: char| {
        letter.is_ascii_digit() || matches!(letter, '-' | '+' | '*' | '#' | '>' | '|' | '=' | '~' | '`' | '<' | ':')
    })
}

/// A title as a sentence. What is more than a line is no title: it may end in the fence of a block of code.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.contains('\n') || text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

/// What documents write beyond `CommonMark`, and rustdoc understands.
pub(super) const DIALECT: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The document's `CommonMark` as rustdoc may have it.
pub(super) fn markdown(text: &str) -> String {
    let text: String = text.chars().map(|letter| if is_shown(letter) { letter } else { '\u{fffd}' }).collect();
    if is_plain(&text) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let events = Parser::new_ext(&text, DIALECT);
    let mut safe = Vec::new();
    let mut dropped = Vec::new();
    let mut literal = 0_usize;
    for event in events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => as_text(&html, &mut safe),
            Event::Start(Tag::HtmlBlock) => safe.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => safe.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::CodeBlock(_)) => {
                literal += 1;
                safe.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))));
            }
            Event::End(TagEnd::CodeBlock) => {
                literal = literal.saturating_sub(1);
                // Without a line end the fence would not be closed.
                if !matches!(safe.last(), Some(Event::Text(text)) if text.ends_with('\n')) {
                    safe.push(Event::Text("\n".into()));
                }
                safe.push(Event::End(TagEnd::CodeBlock));
            }
            // A heading of the document is none of the item's sections.
            Event::Start(Tag::Heading { .. }) => {
                safe.push(Event::Start(Tag::Paragraph));
                safe.push(Event::Start(Tag::Strong));
            }
            Event::End(TagEnd::Heading(_)) => {
                safe.push(Event::End(TagEnd::Strong));
                safe.push(Event::End(TagEnd::Paragraph));
            }
            Event::Start(Tag::Link { ref dest_url, .. }) if is_web(dest_url) => {
                literal += 1;
                dropped.push(false);
                safe.push(event);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => dropped.push(true),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if dropped.pop() == Some(false) {
                    literal = literal.saturating_sub(1);
                    safe.push(event);
                }
            }
            Event::Text(text) if literal == 0 => linked(&text, &mut safe),
            other => safe.push(other),
        }
    }
    let mut written = String::with_capacity(text.len() + 16);
    match pulldown_cmark_to_cmark::cmark(safe.iter(), &mut written, DIALECT) {
        Ok(_) => written.trim_matches('\n').to_owned(),
        // Nothing was written that could be shown: the text as a block of code.
        Err(_) => format!("```text\n{}\n```", text.replace("```", "'''")),
    }
}

/// HTML as text, line by line: a line end within a text would come out as `&#10;`.
fn as_text(html: &str, events: &mut Vec<Event<'_>>) {
    for (index, line) in html.trim_end_matches('\n').lines().enumerate() {
        if index > 0 {
            events.push(Event::SoftBreak);
        }
        events.push(Event::Text(line.to_owned().into()));
    }
    if html.ends_with('\n') {
        events.push(Event::SoftBreak);
    }
}

/// Splits text at bare web addresses, which become links (rustdoc warns of those that are none).
fn linked(text: &str, events: &mut Vec<Event<'_>>) {
    let mut rest = text;
    while let Some(at) = [rest.find("https://"), rest.find("http://")].into_iter().flatten().min() {
        let (before, address) = rest.split_at(at);
        let ends =
            |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '`' | ')' | ']' | '}' | '\'');
        let end = address.find(ends).unwrap_or(address.len());
        let (address, after) = address.split_at(end);
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let after_len = address.len() - trimmed.len();
        if !before.is_empty() {
            events.push(Event::Text(before.to_owned().into()));
        }
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: trimmed.to_owned().into(),
            title: "".into(),
            id: "".into(),
        }));
        events.push(Event::Text(trimmed.to_owned().into()));
        events.push(Event::End(TagEnd::Link));
        let tail = address.split_at(address.len() - after_len).1;
        if !tail.is_empty() {
            events.push(Event::Text(tail.to_owned().into()));
        }
        rest = after;
    }
    if !rest.is_empty() {
        events.push(Event::Text(rest.to_owned().into()));
    }
}

fn is_web(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
        && !address.contains(|letter: char| letter.is_whitespace() || letter == '<' || letter == '>')
}

/// One paragraph of words and ordinary punctuation, which means the same with and without `CommonMark`.
fn is_plain(text: &str) -> bool {
    let starts_like_a_block =
        text.trim_start().starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '='));
    !starts_like_a_block
        && !text.contains("//")
        && !text.contains("\n\n")
        && !text.contains("\n ")
        && !text.starts_with([' ', '\t', '\n'])
        && !text.contains(['\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '&', '~', '\t', '\r'])
        && !text
            .lines()
            .skip(1)
            .any(|line| line.starts_with(['-', '+', '=']) || line.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// The last gate before a comment, wherever the text comes from.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => shown.push('\n'),
            '\t' => shown.push_str("    "),
            '\r' => shown.push(' '),
            letter if is_shown(letter) => shown.push(letter),
            _ => shown.push('\u{fffd}'),
        }
    }
    shown
}

/// Whether a character may stand in a comment: no controls, and nothing that turns the direction of the text (which the
/// compiler refuses).
fn is_shown(letter: char) -> bool {
    (!letter.is_control() || matches!(letter, '\n' | '\t' | '\r')) && !is_invisible(letter)
}

/// Characters that have no width or turn the direction of the text.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// Text of the document for inside a code span: on one line, without backticks.
pub(super) fn code(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '`' => '\'',
            letter if letter.is_control() || is_invisible(letter) => '\u{fffd}',
            letter => letter,
        })
        .collect()
}
