//! A match on an enum says what to do with values that a later version of the API has.

use cloudflare_certificates::models::Status;

fn advice(status: &Status) -> String {
    match status {
        Status::Active => "nothing to do".to_owned(),
        Status::Expired | Status::Deleted => "upload another".to_owned(),
        Status::Pending | Status::Initializing => "wait".to_owned(),
        other => format!("read the API's news about {:?}", other.as_str()),
    }
}

/// That it is unknown can be asked; by what text, only read.
fn is_unknown(status: &Status) -> bool {
    matches!(status, Status::Unknown { .. })
}

#[test]
fn known_and_unknown() {
    let unknown: Status = serde_json::from_str("\"being_revoked\"").unwrap();
    assert_eq!(advice(&Status::Pending), "wait");
    assert_eq!(advice(&unknown), "read the API's news about \"being_revoked\"");
    assert!(is_unknown(&unknown) && !is_unknown(&Status::Active));
    assert_eq!("expired".parse(), Ok(Status::Expired));
    assert!("being_revoked".parse::<Status>().unwrap_err().to_string().contains("active, expired"));
}
