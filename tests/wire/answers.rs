//! What the server answers.

use super::server::{Reply, json};

/// A zone's identifier, as the API's document shows it.
pub(super) const ZONE: &str = "023e105f4ecef8ad9ca31a8372d0c353";
/// A certificate's identifier.
pub(super) const ID: &str = "5a7805061c76ada191ed06f989cc3dac";

/// A body that wraps this value.
pub(super) fn enveloped(result: &str) -> String {
    format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#)
}

/// An answer with this value.
pub(super) fn value(result: &str) -> Reply {
    json("200 OK", &enveloped(result))
}

/// A custom certificate with no more than it must have.
pub(super) fn certificate(id: &str) -> String {
    format!(r#"{{"id":"{id}","zone_id":"{ZONE}"}}"#)
}

/// An answer with one custom certificate.
pub(super) fn one(id: &str) -> Reply {
    value(&certificate(id))
}

/// An answer with a list of custom certificates, of which there are no more.
pub(super) fn list(ids: &[&str]) -> Reply {
    let certificates: Vec<String> = ids.iter().map(|id| certificate(id)).collect();
    value(&format!("[{}]", certificates.join(",")))
}

/// An answer with one page of custom certificates.
pub(super) fn page(ids: &[&str], number: u32, total_pages: u32) -> Reply {
    let certificates: Vec<String> = ids.iter().map(|id| certificate(id)).collect();
    let (certificates, count) = (certificates.join(","), ids.len());
    json(
        "200 OK",
        &format!(
            r#"{{"success":true,"errors":[],"messages":[],"result":[{certificates}],
            "result_info":{{"count":{count},"page":{number},"per_page":2,"total_pages":{total_pages}}}}}"#
        ),
    )
}

/// A Keyless SSL configuration with no more than it must have.
pub(super) const KEYLESS: &str = r##"{"id":"4d2844d2ce78891c34d0b6c0535a291e","created_on":"2014-01-01T05:20:00Z",
    "enabled":false,"host":"keys.example.com","modified_on":"2014-01-01T05:20:00Z","name":"Keys",
    "permissions":["#ssl:read"],"port":24008,"status":"active"}"##;

/// A server that has no time for us.
pub(super) fn unavailable() -> Reply {
    json("503 Service Unavailable", r#"{"success":false,"errors":[{"code":10000,"message":"busy"}],"result":null}"#)
}
