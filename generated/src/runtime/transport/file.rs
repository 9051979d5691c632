//! A file as a body.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use super::Body;

/// How much is read at once, at most.
const PIECE: usize = 64 << 10;

/// Opens the file, with the length that it has now.
pub(super) async fn open(path: Arc<Path>) -> io::Result<Body> {
    let file = File::open(path).await?;
    let metadata = file.metadata().await?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        // A pipe or a device has no length.
        return Ok(Body::from_stream(Pieces { file, left: u64::MAX }));
    }
    let length = metadata.len();
    Ok(Body::from_stream(Pieces { file, left: length }).with_length(length))
}

/// The pieces of a file. What is added to it meanwhile is not part of the body.
struct Pieces {
    file: File,
    left: u64,
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let most = usize::try_from(self.left).map_or(PIECE, |left| left.min(PIECE));
        if most == 0 {
            return Poll::Ready(None);
        }
        let mut piece = vec![0; most];
        let mut buffer = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer))?;
        let count = buffer.filled().len();
        self.left -= count as u64;
        piece.truncate(count);
        Poll::Ready((count > 0).then(|| Ok(piece.into())))
    }
}
