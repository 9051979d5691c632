//! Diagnostics as people read them: with the line that they are about.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet, Title};

use super::{Code, Diagnostic, Loc, MAX_ALIKE, MAX_SHOWN, Severity, Sink, Sources};

/// How many characters of a line are shown before the place, and how many from its start on.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// How many characters of one message are shown.
const LONGEST_MESSAGE: usize = 1000;

/// How many characters of a pointer are shown.
const LONGEST_POINTER: usize = 200;

/// Shows diagnostics, sorted: the first [`MAX_SHOWN`] errors, and of warnings and notes the first [`MAX_ALIKE`] with each
/// code. The rest is counted.
///
/// `styled` adds colours. Text that comes from the input is shown with [`escape`].
#[must_use]
pub fn render(sink: &Sink, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut errors = 0;
    let mut alike: BTreeMap<&str, (&Code, usize)> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in sink.sorted() {
        let (seen, most) = match diagnostic.severity {
            Severity::Error => (&mut errors, MAX_SHOWN),
            _ => (&mut alike.entry(diagnostic.code.id).or_insert((diagnostic.code, 0)).1, MAX_ALIKE),
        };
        *seen += 1;
        if *seen <= most {
            out += &one(&sink.sources, diagnostic, &renderer);
            out += "\n\n";
        }
    }
    let shown = out.len();
    if errors > MAX_SHOWN {
        let _ = writeln!(out, "and {} more errors", errors - MAX_SHOWN);
    }
    for (id, (code, seen)) in alike {
        if seen > MAX_ALIKE {
            let _ = writeln!(out, "and {} more of {id}: {}", seen - MAX_ALIKE, code.title);
        }
    }
    if out.len() > shown {
        out += "`specsmith generate --report FILE` lists all of them\n\n";
    }
    out
}

fn one(sources: &Sources, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(short(&diagnostic.message, LONGEST_MESSAGE)).id(diagnostic.code.id);
    let mut notes = Vec::new();
    let pointer = sources.pointer(diagnostic.loc);
    if !pointer.is_empty() {
        notes.push(Level::NOTE.with_name("at").message(short(&pointer, LONGEST_POINTER)));
    }
    notes.extend(diagnostic.help.as_ref().map(|help| Level::HELP.message(short(help, LONGEST_MESSAGE))));
    let label = diagnostic.label.as_deref().map(|label| short(label, LONGEST_MESSAGE));
    let mut out = excerpt(title, sources, diagnostic.loc, label, notes, renderer);
    for (loc, words) in &diagnostic.related {
        out.push('\n');
        let title = Level::NOTE.secondary_title(short(words, LONGEST_MESSAGE));
        out += &excerpt(title, sources, *loc, None, Vec::new(), renderer);
    }
    out
}

/// A title, the line that it is about (unless there is no file), and notes.
fn excerpt(
    title: Title<'_>,
    sources: &Sources,
    loc: Loc,
    label: Option<String>,
    notes: Vec<Message<'_>>,
    renderer: &Renderer,
) -> String {
    let position = sources.position(loc);
    if position.file.is_empty() {
        return renderer.render(&[Group::with_title(title).elements(notes)]);
    }
    let file = escape(position.file);
    if sources.file_text(sources.file(loc)).is_empty() {
        // Nothing of it could be read, or there is nothing in it.
        let origin = Origin::path(file.as_str());
        return renderer.render(&[title.element(origin).elements(notes)]);
    }
    let window = window(sources, loc);
    let shown = window.text.get(..window.mark.start).map_or(0, |before| before.chars().count()) + 1;
    let snippet = Snippet::source(window.text)
        .path(file.as_str())
        .line_start(position.line)
        .annotation(AnnotationKind::Primary.span(window.mark).label(label));
    let out = renderer.render(&[title.element(snippet).elements(notes)]);
    // The column is counted in what is shown of the line; the true one is that of the file.
    let [counted, column] = [shown, position.column].map(|column| format!("{file}:{}:{column}", position.line));
    out.replacen(&counted, &column, 1)
}

/// A piece of a line, made safe to show.
struct Window {
    text: String,
    mark: Range<usize>,
}

/// The part of the line around a place: of what spans several lines, the first is shown.
fn window(sources: &Sources, loc: Loc) -> Window {
    let file = sources.file(loc);
    let span = sources.span(loc);
    let (_, range) = sources.line(file, span.start);
    let text = sources.file_text(file);
    let before = text.get(range.start..span.start.min(range.end)).unwrap_or_default();
    let after = text.get(span.start..range.end).unwrap_or_default();
    let mut window = Window { text: String::new(), mark: 0..0 };
    // From the place on back: a line may be as long as the file.
    let first = before.char_indices().rev().take(BEFORE).last().map_or(before.len(), |(at, _)| at);
    if first > 0 {
        window.text.push('…');
    }
    before.get(first..).unwrap_or_default().chars().for_each(|c| push(&mut window.text, c));
    window.mark = window.text.len()..window.text.len();
    for (count, (at, c)) in after.char_indices().enumerate() {
        if count == AFTER {
            window.text.push('…');
            break;
        }
        push(&mut window.text, c);
        // An empty place is shown as the character that follows it.
        if count == 0 || span.start + at < span.end {
            window.mark.end = window.text.len();
        }
    }
    if window.mark.is_empty() {
        // The end of a line.
        window.text.push(' ');
        window.mark.end += 1;
    }
    window
}

/// Text as it can be shown on a terminal: control characters, and those that reorder or hide text
/// (bidirectional controls, zero width), are shown as `\u{…}`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out
}

/// Escaped, and cut where it is longer than anyone reads.
fn short(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => escape(text.get(..end).unwrap_or_default()) + "…",
        None => escape(text),
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push(' '),
        '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => out.extend(c.escape_unicode()),
        c if c.is_control() => out.extend(c.escape_unicode()),
        c => out.push(c),
    }
}
