//! Redirects are for the caller to see, and not for the HTTP stack to follow with the caller's credentials.

use cloudflare_certificates::Error;
use cloudflare_certificates::models::PrioritizeCertificate;

use super::answers::{ID, ZONE, one};
use super::server::{Server, answer};

#[tokio::test]
async fn another_host_sees_nothing() {
    let elsewhere = Server::start([one(ID), one(ID), one(ID)]).await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("http://{}/client/v4/zones?key=secret", elsewhere.address());
        let redirect = || answer(status, &[("location", &location)], "");
        let server = Server::start([redirect(), redirect(), redirect()]).await;
        let client = server.builder().api_email("user@example.com").api_key("key1").build().unwrap();
        let certificates = client.custom_certificates();
        let get = certificates.get(ZONE, ID).send().await.unwrap_err();
        let post = certificates.create(ZONE, "pem").send().await.unwrap_err();
        let put = certificates.prioritize().update(ZONE, [PrioritizeCertificate::new()]).send().await.unwrap_err();
        for error in [get, post, put] {
            let Error::Api(api) = &error else { panic!("{error:?}") };
            assert!(error.is_redirect() && error.attempts() == 1 && !error.is_retryable(), "{error:?}");
            assert_eq!(api.location(), location.strip_suffix("?key=secret"));
            assert!(error.to_string().contains("not followed to http://127.0.0.1"), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert_eq!(server.count(), 3);
    }
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn nor_is_another_path_followed() {
    let server = Server::start([answer("307 Temporary Redirect", &[("location", "/elsewhere")], ""), one(ID)]).await;
    let error = server.client().custom_certificates().get(ZONE, ID).send().await.unwrap_err();
    assert!(error.is_redirect());
    assert_eq!(server.count(), 1);
}
