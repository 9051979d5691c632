//! The mock behind a socket.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use super::{Log, Mock};

/// The largest body of a request: 64 MiB.
const MAX_BODY: usize = 64 << 20;

/// A mock that answers at an address, on threads of its own, until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    mock: Mock,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Mock {
    /// Answers at a port of this machine only (127.0.0.1); 0 is any that is free. HTTP/1.1 without TLS.
    ///
    /// # Errors
    ///
    /// Where the port is taken, or there are no threads.
    pub fn serve(&self, port: u16) -> io::Result<Server> {
        self.serve_at((Ipv4Addr::LOCALHOST, port).into())
    }

    /// Answers at an address. One that others reach is for networks where that is meant: nothing is encrypted.
    ///
    /// # Errors
    ///
    /// Where the address is taken or not of this machine, or there are no threads.
    pub fn serve_at(&self, address: SocketAddr) -> io::Result<Server> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let mock = self.clone();
        let accept = async move {
            let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
            tokio::select! {
                () = accept(listener, mock) => {}
                // A sender that is gone says the same as one that speaks.
                _ = stopped => {}
            }
        };
        let thread = thread::Builder::new().name("specsmith-mock".to_owned()).spawn(move || {
            runtime.block_on(accept);
            runtime.shutdown_background();
        })?;
        Ok(Server { address, mock: self.clone(), stop: Some(stop), thread: Some(thread) })
    }
}

impl Server {
    /// Where it answers.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address as a base URL, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked, and what was wrong with it.
    #[must_use]
    pub fn log(&self) -> &Log {
        self.mock.log()
    }

    /// Answers for good: until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: tokio::net::TcpListener, mock: Mock) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let mock = mock.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| exchange(&mock, request));
            // A caller who goes away is none of our business.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn exchange(mock: &Mock, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        let mut refused = Response::new(Full::default());
        *refused.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Ok(refused);
    };
    let latency = mock.inner.settings.latency;
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let request = Request::from_parts(parts, body.to_bytes().into());
    Ok(mock.answer(&request).map(|body| Full::new(body.into())))
}
