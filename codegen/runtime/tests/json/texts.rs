//! Base64, and addresses.

use super::{failure, read, round_trip, write};
use crate::runtime::types::{Base64, Ip};

#[test]
fn bytes_go_both_ways() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(Base64::from(bytes.as_bytes()).to_string(), text);
        assert_eq!(text.parse::<Base64>().unwrap().as_bytes(), bytes.as_bytes());
        assert_eq!(text.trim_end_matches('=').parse::<Base64>().unwrap().into_bytes(), bytes.as_bytes());
        round_trip::<Base64>(&format!("{text:?}"));
    }
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(
        write(&Base64::from(all.clone())).parse::<serde_json::Value>().unwrap().as_str().map(str::len),
        Some(344)
    );
    assert_eq!(Base64::from(all.clone()).to_string().parse::<Base64>().unwrap().as_ref(), all);
}

#[test]
fn both_alphabets_are_read() {
    assert_eq!("-_-_".parse::<Base64>().unwrap(), "+/+/".parse::<Base64>().unwrap());
    assert_eq!("+/+/".parse::<Base64>().unwrap(), Base64::from([0xfb, 0xff, 0xbf]));
}

#[test]
fn anything_else_is_an_error() {
    for text in ["A", "AAAAA", "A===", "AA=", "AAA==", "AAAA=", "====", "=", "A A=", "AA==AA==", "é", "AA\n=="] {
        assert!(text.parse::<Base64>().is_err(), "{text}");
    }
    assert_eq!(failure::<Vec<Base64>>("[\"?\"]"), "[0]: a string that is not base64 (byte 1)");
    assert!(read::<Base64>("7").is_err());
}

#[test]
fn addresses_are_kept_as_they_were_written() {
    for text in ["\"192.0.2.1\"", "\"2001:DB8::1\"", "\"not an address\""] {
        round_trip::<Ip>(text);
    }
    let address: Ip = "2001:DB8::1".parse().unwrap();
    assert_eq!(address, Ip::from(std::net::IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1])));
    assert_eq!((address.as_str(), address.get().map(|one| one.is_ipv6())), ("2001:DB8::1", Some(true)));
    assert!("192.0.2".parse::<Ip>().is_err());
    assert_eq!(read::<Ip>("\"192.0.2\"").unwrap().get(), None);
}
