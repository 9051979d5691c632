//! What is there without the feature `tracing`: nothing.

#![allow(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "the same signatures as with the feature")]

use std::future::Future;
use std::time::Duration;

use crate::runtime::error::Error;
use crate::runtime::reply::Reply;
use crate::runtime::request::Prepared;
use crate::runtime::transport::Body;

/// The span of a call.
#[derive(Clone, Copy, Default)]
pub(crate) struct CallSpan(());

impl CallSpan {
    pub(crate) fn new(_: &Prepared) -> Self {
        Self(())
    }

    pub(crate) fn cover<F: Future<Output = Result<Reply, Error>>>(&self, future: F) -> F {
        future
    }

    pub(crate) fn failed(&self, _: &str) {}
}

/// The span of an attempt.
#[derive(Clone, Copy)]
pub(crate) struct AttemptSpan(());

impl AttemptSpan {
    pub(crate) fn new(_: &Prepared, _: u32) -> Self {
        Self(())
    }

    pub(crate) fn cover<F: Future<Output = Result<Reply, Error>>>(self, future: F) -> F {
        future
    }
}

/// The headers that spans show.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shown(());

impl Shown {
    pub(crate) fn request(&self, _: &http::Request<Body>) {}
}

/// The client waits before the next attempt.
pub(crate) fn waits(_: Duration) {}
