//! Options of a single call, the same for every operation.

use std::time::Duration;

use super::Request;
use crate::runtime::endpoint::Operation;

impl<O: Operation> Request<O> {
    /// Longest time that this call may take, with all its attempts, the waits between them, and the body. Default: the
    /// client's, 60 seconds. In a stream of pages it holds for each page. An answer that is a stream has to have begun by
    /// then.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.timeout = timeout;
        self
    }

    /// Longest time from one piece of the answer's body to the next, within the time of the call. Default: the client's, 30
    /// seconds. An answer that is a stream has no other limit once it has begun.
    pub fn with_read_timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.read_timeout = timeout;
        self
    }

    /// How often this call is tried again after its first attempt. Default: the client's, 2. In a stream it holds for
    /// each page.
    pub fn with_max_retries(mut self, retries: u32) -> Self {
        self.draft.limits.max_retries = retries;
        self
    }

    /// Whether this call is tried again after 429 and 503 even if it is a POST or PATCH, since with these the server says
    /// that it has not begun. Default: the client's, no. Use it where that is true of the server, and not of a proxy only.
    pub fn with_retry_rejected(mut self, retry: bool) -> Self {
        self.draft.limits.retry_rejected = retry;
        self
    }

    /// How often in a row, without an event between, a stream of [`Events`](crate::runtime::transport::Events) is asked for
    /// again when its connection ends. Default: as often as a call is tried again, for a GET and in the cases that are told
    /// there; never, for other methods. Where it is set, it is whatever the method is and however the connection ends. Other
    /// answers than events do not come by this.
    pub fn with_reconnects(mut self, reconnects: u32) -> Self {
        self.draft.reconnects = Some(reconnects);
        self
    }

    /// Largest body of the answer, in bytes after decompression. Default: the client's, 64 MiB.
    pub fn with_max_body_size(mut self, bytes: u64) -> Self {
        self.draft.limits.max_body_size = bytes;
        self
    }

    /// Adds a header, or replaces it.
    ///
    /// Refused, when sent, are names that belong to the client (`Host`, `Content-Length`, `Content-Type`,
    /// `Authorization`, the API's own credential headers and the like), and what is no header at all.
    pub fn with_header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.draft.add_header(name.as_ref(), value.as_ref());
        self
    }

    /// Adds a query parameter that this crate does not know, or replaces one of that name.
    pub fn with_query(mut self, name: impl Into<String>, value: impl AsRef<str>) -> Self {
        self.draft.add_query(name.into(), value.as_ref());
        self
    }

    /// Sends this key as `Idempotency-Key`, with every attempt. A request that has one is tried again like a PUT,
    /// whatever its method: use it only where the server keeps such keys.
    pub fn with_idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        self.draft.set_idempotency_key(key.as_ref());
        self
    }

    /// Gives a value of your own along: [middlewares](crate::runtime::middleware) and the transport find it by its type, the
    /// latter among the request's extensions. It is not sent.
    pub fn with_extension(mut self, value: impl Clone + Send + Sync + 'static) -> Self {
        self.draft.extensions.insert(value);
        self
    }

    /// Says what the body is, where the API takes several media types: of a body that is bytes or text.
    pub fn with_media_type(mut self, media_type: impl AsRef<str>) -> Self {
        self.draft.set_media_type(media_type.as_ref());
        self
    }

    /// Adds a file to a form of parts (`multipart/form-data`) under a name that this crate does not know. Operations
    /// that send no such form ignore it.
    pub fn with_part(mut self, name: impl Into<String>, file: impl Into<super::FilePart>) -> Self {
        self.draft.set_files(name.into(), None, vec![file.into()]);
        self
    }

    /// Adds a text to a form of parts (`multipart/form-data`) under a name that this crate does not know. Operations that
    /// send no such form ignore it.
    pub fn with_text_part(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.draft.set_text_part(name.into(), text.into());
        self
    }
}
