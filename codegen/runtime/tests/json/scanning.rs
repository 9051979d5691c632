//! What the reader reads by itself is what `serde_json` reads: each byte of some documents is replaced by each of the
//! bytes that matter to the grammar, taken away, and put in front of.

use std::collections::BTreeMap;

use serde_json::Value;

use super::models::KeylessCertificate;
use crate::runtime::json;

/// Every construct of JSON, strings of every length around the width of a machine word, and text beyond ASCII.
const DOCUMENTS: [&str; 4] = [
    r#"{"a":[1,-2.5e3,{"":"x"},[],{}],"plain":"seven b","\u0062":"\"\\\/\n\ud83d\ude00","t":true,"f":false,"n":null}"#,
    "\t{ \"spaced\" :\r\n[ \"twelve bytes\" , \"ünïcödé\" ,\n null ] , \"b\" : { } } ",
    r#"["","1","22","333","4444","55555","666666","7777777","88888888","999999999","eleven byte","sixteen bytes it"]"#,
    r#"{"longer than one word":{"nested":{"deeper":["a","b"]}},"same":1,"same":2}"#,
];

/// White space, punctuation, what begins a value, and what no string may have as it is.
const BYTES: &[u8] = b" \t\n\"\\,:[]{}-0e.tnux\0\x1f\x20\x7f\x80\xc3\xff";

#[test]
fn mutated_documents_are_read_as_serde_json_reads_them() {
    let mut outcomes = BTreeMap::<bool, usize>::new();
    for document in DOCUMENTS {
        for at in 0..=document.len() {
            let (before, behind) = document.as_bytes().split_at(at);
            let rest = behind.get(1..).unwrap_or_default();
            for byte in BYTES {
                compare(&[before, &[*byte], rest].concat(), &mut outcomes);
                compare(&[before, &[*byte], behind].concat(), &mut outcomes);
            }
            compare(&[before, rest].concat(), &mut outcomes);
            compare(before, &mut outcomes);
        }
    }
    // Both happen often, so that neither is taken for the other.
    assert!(outcomes[&true] > 1000 && outcomes[&false] > 1000, "{outcomes:?}");
}

/// A record's keys are foreseen where they can be. What comes of that is what a search for each of them finds: the mutated
/// document, spelled anew from what `serde_json` reads in it, is the same record.
#[test]
fn mutated_records_are_read_as_serde_json_reads_them() {
    const RECORD: &str = r#"{"id":"a","created_on":"2014-01-01T05:20:00Z","enabled":false,"port":2,"permissions":["x"],"status":"active","tunnel":{"private_ip":"b"}}"#;
    let mut outcomes = BTreeMap::<bool, usize>::new();
    for at in 0..=RECORD.len() {
        let (before, behind) = RECORD.as_bytes().split_at(at);
        let rest = behind.get(1..).unwrap_or_default();
        for byte in BYTES {
            for document in [[before, &[*byte], rest].concat(), [before, &[*byte], behind].concat()] {
                let ours = json::read::<KeylessCertificate>(&document);
                let theirs = serde_json::from_slice::<Value>(&document);
                let theirs = theirs.ok().map(|value| json::read::<KeylessCertificate>(value.to_string().as_bytes()));
                let shown = String::from_utf8_lossy(&document);
                assert_eq!(ours.as_ref().ok(), theirs.and_then(Result::ok).as_ref(), "{shown}");
                *outcomes.entry(ours.is_ok()).or_default() += 1;
            }
        }
    }
    assert!(outcomes[&true] > 500 && outcomes[&false] > 1000, "{outcomes:?}");
}

fn compare(document: &[u8], outcomes: &mut BTreeMap<bool, usize>) {
    let ours = json::read::<Value>(document);
    let theirs = serde_json::from_slice::<Value>(document);
    let shown = String::from_utf8_lossy(document);
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.to_string(), theirs.to_string(), "{shown}"),
        (Err(error), Err(_)) => assert!(error.offset() <= document.len(), "{error}: {shown}"),
        _ => panic!("ours {ours:?}, theirs {theirs:?}: {shown}"),
    }
    *outcomes.entry(ours.is_ok()).or_default() += 1;
}
