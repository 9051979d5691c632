//! A text for each format.

/// A text of a format (JSON Schema 2020-12, OpenAPI's format registry, and what documents commonly call them).
pub(super) fn sample(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" | "datetime" | "timestamp" => "2024-01-31T12:00:00Z",
        "date" => "2024-01-31",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "uuid" | "guid" => "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "email" | "idn-email" => "user@example.com",
        "hostname" | "idn-hostname" | "host" => "www.example.com",
        "ipv4" | "ip" | "ip-address" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "cidr" | "ipv4-cidr" => "192.0.2.0/24",
        "ipv6-cidr" => "2001:db8::/32",
        "uri" | "url" | "iri" => "https://www.example.com/a",
        "uri-reference" | "iri-reference" | "json-pointer" => "/a",
        "uri-template" => "/a/{b}",
        "relative-json-pointer" => "0/a",
        "regex" => "^a$",
        "byte" | "base64" => "Ynl0ZXM=",
        "binary" => "content",
        "decimal" => "1.50",
        _ => return None,
    })
}
