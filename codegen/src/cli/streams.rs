//! Standard output and standard error.

use std::io::{self, Write};

use crate::diag::{self, Severity, Sink};

use super::args::{Color, Format, Style};
use super::{Exit, Surroundings};

/// Where a command prints, and how.
pub(super) struct Streams<'a> {
    /// Results.
    pub(super) out: &'a mut dyn Write,
    /// Diagnostics.
    pub(super) err: &'a mut dyn Write,
    /// Whether standard output belongs to a report, so that results for people go to standard error.
    pub(super) is_out_taken: bool,
    styled: bool,
    format: Format,
}

impl<'a> Streams<'a> {
    pub(super) fn new(
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
        surroundings: &Surroundings,
        style: Style,
    ) -> Self {
        let mut streams = Self { out, err, is_out_taken: false, styled: false, format: Format::Human };
        streams.set_style(surroundings, style);
        streams
    }

    pub(super) fn set_style(&mut self, surroundings: &Surroundings, style: Style) {
        self.format = style.message_format;
        self.styled = match style.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => surroundings.is_terminal && !surroundings.no_color,
        };
    }

    /// Prints what clap has to say: help and version are results, the rest is an error.
    pub(super) fn usage(&mut self, error: &clap::Error) -> io::Result<Exit> {
        let text = error.render();
        if !error.use_stderr() {
            write!(self.out, "{text}")?;
            return Ok(Exit::Done);
        }
        if self.styled {
            write!(self.err, "{}", text.ansi())?;
        } else {
            write!(self.err, "{text}")?;
        }
        Ok(Exit::Bad)
    }

    /// Prints an error that is not about the input, and has no code.
    pub(super) fn error(&mut self, message: &str, help: Option<&str>) -> io::Result<()> {
        if self.format == Format::Json {
            let line = serde_json::json!({ "severity": Severity::Error.as_str(), "message": message });
            return writeln!(self.err, "{line}");
        }
        writeln!(self.err, "error: {}", diag::escape(message))?;
        match help {
            Some(help) => writeln!(self.err, "help: {help}"),
            None => Ok(()),
        }
    }

    /// Prints everything that was found to be wrong.
    pub(super) fn diagnostics(&mut self, sink: &Sink) -> io::Result<()> {
        match self.format {
            Format::Human => self.err.write_all(diag::render(sink, self.styled).as_bytes()),
            Format::Json => {
                for entry in diag::entries(sink) {
                    let line = serde_json::to_string(&entry).map_err(io::Error::other)?;
                    writeln!(self.err, "{line}")?;
                }
                Ok(())
            }
        }
    }

    /// Prints a result.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        if self.is_out_taken { self.remark(text.trim_end_matches('\n')) } else { self.out.write_all(text.as_bytes()) }
    }

    /// Prints a remark for people about the run as a whole.
    pub(super) fn remark(&mut self, text: &str) -> io::Result<()> {
        match self.format {
            Format::Human => writeln!(self.err, "{text}"),
            Format::Json => Ok(()),
        }
    }
}

/// A stream whose reader may go away: from then on, what is written is dropped.
pub(super) struct Pipe<'a> {
    inner: &'a mut dyn Write,
    is_closed: bool,
}

impl<'a> Pipe<'a> {
    pub(super) fn new(inner: &'a mut dyn Write) -> Self {
        Self { inner, is_closed: false }
    }

    fn forgive<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(instead)
            }
            other => other,
        }
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_closed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.forgive(result, ())
    }
}
