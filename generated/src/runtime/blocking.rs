//! Calls from code that is not async.
//!
//! The caller's thread drives the call itself. What has to go on between calls, such as noticing that a connection was
//! closed, and what wakes the caller, is done by one thread in the background, which all clients of the process share.
//!
//! One client can be called both ways. A connection lives as long as the runtime that opened it: when an async runtime
//! ends, its connections close, and the next call opens another.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;

use bytes::{Buf, Bytes};
use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::endpoint::{Operation, Streamed};
use super::error::{ConfigurationError, Error};
use super::paging::{Items, Pages};
use super::request::Request;
use super::response::Response;
use super::stream::{ByteStream, Events, Lines};

/// The runtime of the thread in the background; `None` where there can be none.
static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let name = concat!(env!("CARGO_PKG_NAME"), " blocking").to_owned();
    std::thread::Builder::new().name(name).spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

/// Drives a future to its end on this thread.
#[track_caller]
fn wait<F: Future>(future: F) -> Result<F::Output, Error> {
    match RUNTIME.get_or_init(|| start().ok()) {
        Some(runtime) => Ok(runtime.block_on(future)),
        None => Err(ConfigurationError::new("blocking", "the thread in the background does not start").into()),
    }
}

impl<O: Operation> Request<O> {
    /// As [`send`](Self::send), from code that is not async: returns when the call is over.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`Error::Configuration`] where the system has no thread to spare.
    ///
    /// # Panics
    ///
    /// On a thread that drives async tasks of tokio, which it would keep from all others: await
    /// [`send`](Self::send) there, or go to a thread of `tokio::task::spawn_blocking`.
    #[track_caller]
    pub fn send_blocking(self) -> Result<O::Output, Error> {
        wait(self.send())?
    }

    /// As [`send_raw`](Self::send_raw), from code that is not async.
    ///
    /// # Errors
    ///
    /// As [`send_blocking`](Self::send_blocking).
    ///
    /// # Panics
    ///
    /// As [`send_blocking`](Self::send_blocking).
    #[track_caller]
    pub fn send_raw_blocking(self) -> Result<Response<O::Output>, Error> {
        wait(self.send_raw())?
    }

    /// As [`send_stream`](Self::send_stream), from code that is not async. What it gives becomes an iterator by
    /// `blocking()`.
    ///
    /// # Errors
    ///
    /// As [`send_blocking`](Self::send_blocking), and as [`send_stream`](Self::send_stream).
    ///
    /// # Panics
    ///
    /// As [`send_blocking`](Self::send_blocking).
    #[track_caller]
    pub fn send_stream_blocking<S>(self) -> Result<S, Error>
    where
        O: Streamed<Stream = S>,
    {
        wait(self.send_stream())?
    }
}

/// A stream as an iterator: what `blocking()` of a stream gives.
///
/// Each item is what the stream gives, errors included, and comes when it is asked for: `next` waits for it, and so does a
/// loop. On a thread that drives async tasks of tokio it panics, as
/// [`send_blocking`](crate::runtime::Request::send_blocking) does.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked for its items"]
pub struct Blocking<S> {
    stream: S,
    /// Why nothing comes any more.
    ended: bool,
}

impl<S> Blocking<S> {
    fn new(stream: S) -> Self {
        Self { stream, ended: false }
    }

    /// The stream, for what else it has to say: `last_event_id` of events, for one.
    #[must_use]
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// The stream, with what has not been read.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = wait(poll_fn(|context| Pin::new(&mut self.stream).poll_next(context)));
        let next = next.unwrap_or_else(|error| {
            self.ended = true;
            Some(Err(error))
        });
        self.ended |= next.is_none();
        next
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> std::iter::FusedIterator for Blocking<S> {}

/// The bytes of an answer as a reader: what [`ByteStream::reader`] gives.
///
/// An error of the stream is an [`io::Error`] whose inner error is the [`Error`]. Reading panics where
/// [`send_blocking`](crate::runtime::Request::send_blocking) does.
#[derive(Debug)]
pub struct ByteReader {
    chunks: Blocking<ByteStream>,
    rest: Bytes,
}

impl io::Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = io::BufRead::fill_buf(self)?.len().min(buffer.len());
        let (filled, _) = buffer.split_at_mut(count);
        self.rest.copy_to_slice(filled);
        Ok(count)
    }
}

impl io::BufRead for ByteReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.rest.is_empty() {
            match self.chunks.next() {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(error)) if error.is_timeout() => return Err(io::Error::new(io::ErrorKind::TimedOut, error)),
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => break,
            }
        }
        Ok(&self.rest)
    }

    fn consume(&mut self, count: usize) {
        drop(self.rest.split_to(count.min(self.rest.len())));
    }
}

impl ByteStream {
    /// The chunks as an iterator, for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    /// The bytes as a reader, for code that is not async.
    #[must_use]
    pub fn reader(self) -> ByteReader {
        ByteReader { chunks: self.blocking(), rest: Bytes::new() }
    }
}

impl<T> Items<T> {
    /// The items as an iterator, for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T> Pages<T> {
    /// The pages as an iterator, for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T> Lines<T> {
    /// The values as an iterator, for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T> Events<T> {
    /// The events as an iterator, for code that is not async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}
