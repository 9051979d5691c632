//! Calls that their caller gives up.

use std::future::{Future, poll_fn};
use std::task::Poll;

use super::answers::{ID, fine, unavailable};
use super::client::{answer_for, every, get};
use super::server::{Reply, Server};

/// Polls a future so many times, as often as it is woken; whether it was done by then.
async fn polled<F: Future + Unpin>(mut future: F, mut times: usize) -> bool {
    poll_fn(move |context| {
        if times == 0 {
            return Poll::Ready(false);
        }
        times -= 1;
        std::pin::Pin::new(&mut future).poll(context).map(|_| true)
    })
    .await
}

#[tokio::test]
async fn r20_call_dropped_at_any_point_leaves_a_client_that_works() {
    for (method, call) in every() {
        // Two attempts with a wait between, and a body in two pieces.
        let mut done = false;
        for polls in 0..100 {
            let server = Server::each({
                let turn = std::sync::atomic::AtomicUsize::new(0);
                move |seen| match turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                    0 => unavailable(),
                    _ => answer_for(&seen.method),
                }
            })
            .await;
            let client = server.client();
            done =
                tokio::time::timeout(std::time::Duration::from_secs(10), polled(call(&client), polls)).await.unwrap();
            let attempts = get(&client).await.unwrap_or_else(|error| panic!("{method} after {polls}: {error:?}"));
            assert!(attempts <= 2, "{method} after {polls}");
            drop(client);
            server.open(0).await;
            if done {
                break;
            }
        }
        assert!(done, "{method} is not done");
    }
}

#[tokio::test]
async fn r20_connection_of_a_call_dropped_within_the_answer_is_closed() {
    for cut in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"] {
        let server = Server::start([Reply::raw(cut).stall(), fine()]).await;
        let client = server.client();
        let call = tokio::spawn(get(&client));
        while server.count() == 0 {
            tokio::task::yield_now().await;
        }
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        server.open(0).await;
        assert_eq!((get(&client).await.unwrap(), server.opened()), (1, 2), "{cut:?} {ID}");
    }
}
