//! Redirects, and other addresses that a server gives.

use cloudflare_certificates::{ApiError, Error};

use super::answers::{RAY, bare, fine};
use super::client::{TOKEN, every, get};
use super::server::{Reply, Server};

fn redirect(status: &str, location: &str) -> Reply {
    bare(status, &[("location", location), ("cf-ray", RAY)])
}

const STATUSES: [&str; 5] =
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> ApiError {
    match outcome {
        Err(Error::Api(error)) => error,
        other => panic!("no error answer: {other:?}"),
    }
}

#[tokio::test]
async fn r51_redirect_to_another_host_is_an_error_that_says_where_to() {
    let other = Server::start([]).await;
    for follow in [false, true] {
        for status in STATUSES {
            for (method, call) in every() {
                let place = format!("http://{}/client/v4/zones", other.address());
                let location = format!("{place}?token={TOKEN}#part");
                let server = Server::start([redirect(status, &location)]).await;
                let client = server.builder().api_token(TOKEN).follow_redirects(follow).build().unwrap();
                let outcome = call(&client).await;
                assert!(outcome.as_ref().is_err_and(Error::is_redirect), "{method} {status}");
                let error = refused(outcome);
                assert!(status.starts_with(error.status().as_str()), "{method} {status}: {error:?}");
                assert_eq!((error.location(), error.request_id()), (Some(place.as_str()), Some(RAY)));
                assert!(error.to_string().contains(&place) && !error.to_string().contains(TOKEN), "{error}");
                assert_eq!(server.count(), 1, "{method} {status}");
            }
        }
    }
    assert_eq!((other.count(), other.opened()), (0, 0));
}

#[tokio::test]
async fn r52_redirect_on_the_same_origin_is_an_error_by_default() {
    for status in STATUSES {
        let server = Server::start([redirect(status, "/client/v4/elsewhere"), fine()]).await;
        let error = refused(get(&server.client()).await);
        assert_eq!((error.location(), server.count()), (Some("/client/v4/elsewhere"), 1), "{status}");
    }
}

#[tokio::test]
async fn r52_get_is_redirected_on_the_same_origin_where_that_is_wished() {
    for status in STATUSES {
        let server = Server::start([redirect(status, "../x?page=2#y"), redirect(status, "/z"), fine()]).await;
        let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
        assert_eq!(get(&client).await.unwrap(), 1, "{status}");
        let seen = server.seen();
        let targets: Vec<&str> = seen.iter().map(|seen| seen.target.as_str()).collect();
        let folder = seen[0].target.rsplit_once('/').unwrap().0.rsplit_once('/').unwrap().0;
        assert_eq!(targets[1..], [&format!("{folder}/x?page=2"), "/z"], "{status}");
        for request in &seen {
            assert_eq!((request.method.as_str(), request.text()), ("GET", ""), "{status}");
            assert_eq!(request.headers, seen[0].headers, "{status}");
        }
    }
}

#[tokio::test]
async fn r52_redirects_are_followed_three_times_at_most() {
    let server = Server::each(|_| redirect("302 Found", "/again")).await;
    let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
    assert_eq!(refused(get(&client).await).location(), Some("/again"));
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn r52_what_is_no_get_is_never_redirected() {
    for status in STATUSES {
        for (method, call) in every().filter(|(method, _)| *method != "GET") {
            let server = Server::start([redirect(status, "/client/v4/elsewhere"), fine()]).await;
            let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
            refused(call(&client).await);
            assert_eq!(server.count(), 1, "{method} {status}");
        }
    }
}

#[tokio::test]
async fn r53_nothing_reaches_another_origin_by_any_way() {
    let other = Server::start([]).await;
    let address = other.address();
    let port = address.port();
    for location in [
        format!("//{address}/"),
        format!("///{address}/"),
        format!("/\\{address}/"),
        format!("\\\\{address}\\"),
        format!("http:\\\\{address}/"),
        format!("http://{address}"),
        format!("HTTP://{address}/"),
        format!("http://127.0.0.1@{address}/"),
        format!("http://user:password@{address}/"),
        format!("http://localhost:{port}/"),
        format!("http://127.1:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("https://{address}/"),
        format!("ftp://{address}/"),
        format!(" http://{address}/"),
        format!("\thttp://{address}/"),
    ] {
        let server = Server::start([redirect("307 Temporary Redirect", &location), fine()]).await;
        let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
        // What leads nowhere else is a path of this server's own.
        match get(&client).await {
            Ok(_) => assert_eq!(server.count(), 2, "{location:?}"),
            Err(error) => assert!(error.is_redirect() && server.count() == 1, "{location:?}: {error:?}"),
        }
    }
    assert_eq!((other.count(), other.opened()), (0, 0));
}

#[tokio::test]
async fn r53_own_port_and_scheme_are_part_of_the_origin() {
    let server = Server::each(|seen| redirect("302 Found", &format!("https://{}/", seen.header("host")[0]))).await;
    let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
    assert!(get(&client).await.unwrap_err().is_redirect());
    // The other host, and back again: the chain ends before its first step.
    let back = server.base_url();
    let other = Server::each(move |_| redirect("302 Found", &back)).await;
    let there = other.base_url();
    let server = Server::each(move |_| redirect("302 Found", &there)).await;
    let client = server.builder().api_token(TOKEN).follow_redirects(true).build().unwrap();
    assert!(get(&client).await.unwrap_err().is_redirect());
    assert_eq!((server.count(), other.opened()), (1, 0));
}

#[tokio::test]
async fn r54_redirect_that_leads_nowhere_is_an_error_with_its_status() {
    for (status, code) in [("300 Multiple Choices", 300), ("302 Found", 302), ("304 Not Modified", 304), ("399 X", 399)]
    {
        for follow in [false, true] {
            let reply = match code {
                // It has no body, whatever its headers say.
                304 => Reply::raw("HTTP/1.1 304 Not Modified\r\ncf-ray: 8d0c353a-FRA\r\netag: \"1\"\r\n\r\n"),
                _ => bare(status, &[("cf-ray", RAY)]),
            };
            let server = Server::start([reply]).await;
            let client = server.builder().api_token(TOKEN).follow_redirects(follow).build().unwrap();
            let error = refused(get(&client).await);
            assert_eq!((error.status().as_u16(), error.location(), error.request_id()), (code, None, Some(RAY)));
            assert_eq!(server.count(), 1);
        }
    }
}
