//! What the server answers.

use std::fmt::Write as _;

use super::server::Reply;

/// A zone's identifier.
pub(super) const ZONE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
/// A certificate's identifier.
pub(super) const ID: &str = "5a7805061c76ada191ed06f989cc3dac";
/// The identifier of every request, as the server has it.
pub(super) const RAY: &str = "8d0c353a-FRA";

/// An answer with these headers; its length is added.
pub(super) fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = write!(head, "content-length: {}\r\n\r\n", body.len());
    Reply::raw([head.as_bytes(), body].concat())
}

/// A JSON answer with a request id.
pub(super) fn json(status: &str, body: impl AsRef<[u8]>) -> Reply {
    answer(status, &[("content-type", "application/json"), ("cf-ray", RAY)], body)
}

/// An answer without a body, with these headers.
pub(super) fn bare(status: &str, headers: &[(&str, &str)]) -> Reply {
    answer(status, headers, "")
}

/// A body that wraps this value.
pub(super) fn enveloped(result: &str) -> String {
    format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#)
}

/// An answer with this value.
pub(super) fn value(result: &str) -> Reply {
    json("200 OK", enveloped(result))
}

/// A custom certificate with no more than it must have.
pub(super) fn certificate(id: &str) -> String {
    format!(r#"{{"id":"{id}","zone_id":"{ZONE}"}}"#)
}

/// An answer with one custom certificate.
pub(super) fn fine() -> Reply {
    value(&certificate(ID))
}

/// An answer with a list of custom certificates.
pub(super) fn list(ids: &[&str]) -> Reply {
    value(&certificates(ids))
}

/// Custom certificates as JSON.
pub(super) fn certificates(ids: &[&str]) -> String {
    let certificates: Vec<String> = ids.iter().map(|id| certificate(id)).collect();
    format!("[{}]", certificates.join(","))
}

/// A body that says that the call failed.
pub(super) const FAILURE: &str =
    r#"{"success":false,"errors":[{"code":1003,"message":"no"},{"code":"e2","message":"nor this"}],"result":null}"#;

/// An answer with this status that says that the call failed.
pub(super) fn failure(status: &str) -> Reply {
    json(status, FAILURE)
}

/// A server that has no time for us.
pub(super) fn unavailable() -> Reply {
    failure("503 Service Unavailable")
}

/// A Keyless SSL configuration with no more than it must have.
pub(super) const KEYLESS: &str = r##"{"id":"4d2844d2ce78891c34d0b6c0535a291e","created_on":"2014-01-01T05:20:00Z",
    "enabled":false,"host":"keys.example.com","modified_on":"2014-01-01T05:20:00Z","name":"Keys",
    "permissions":["#ssl:read"],"port":24008,"status":"active"}"##;
