//! Words, scopes and reserved names.

mod equal;
mod kept;

use super::assign::{Candidate, claim_all};
use super::deep::{self, Chain, Step};
use super::pins::Pinned;
use super::reserved;
use super::scope::Scope;
use super::words::{one_of, snake, upper_camel};
use crate::diag::{Loc, Sink, entries};

#[test]
fn words_are_split_once() {
    for (text, camel, lower) in [
        ("custom_certificate", "CustomCertificate", "custom_certificate"),
        ("customCertificate", "CustomCertificate", "custom_certificate"),
        ("tls-certificates.and hostnames", "TlsCertificatesAndHostnames", "tls_certificates_and_hostnames"),
        ("HTTPServer", "HttpServer", "http_server"),
        ("x-cf-ray", "XCfRay", "x_cf_ray"),
        ("1a", "N1a", "n_1a"),
        ("1.0", "N1_0", "n_1_0"),
        ("tls1.2", "Tls1_2", "tls1_2"),
        ("", "Empty", "empty"),
        ("_", "Underscore", "underscore"),
        ("OAuth2Token", "OAuth2Token", "oauth2_token"),
        ("__init__", "Init", "init"),
        ("-created_at", "MinusCreatedAt", "minus_created_at"),
        ("created_at", "CreatedAt", "created_at"),
        ("@type", "AtType", "at_type"),
        (">=", "GreaterEqual", "greater_equal"),
        ("≥", "GreaterOrEqual", "greater_or_equal"),
        ("á", "Ue1", "ue1"),
        ("日", "U65e5", "u65e5"),
        ("🎉", "U1f389", "u1f389"),
        ("\u{200d}", "U200d", "u200d"),
    ] {
        assert_eq!((upper_camel(text).as_str(), snake(text).as_str()), (camel, lower), "{text:?}");
    }
}

#[test]
fn any_text_makes_a_name() {
    let letters = ["a", "B", "1", "_", "-", " ", "é", "日", "🎉", "\u{301}", "\u{202e}", "\0", "\"", "{", "/", "."];
    for first in letters {
        for second in letters {
            for third in letters {
                let text = [first, second, third].concat();
                for name in [upper_camel(&text), snake(&text)] {
                    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                    assert!(name.starts_with(|first: char| first.is_ascii_alphabetic()), "{text:?}: {name:?}");
                    assert!(name.chars().all(is_plain), "{text:?}: {name:?}");
                    assert!(syn::parse_str::<syn::Ident>(&reserved::spelled(&name)).is_ok(), "{text:?}: {name:?}");
                }
            }
        }
    }
}

#[test]
fn a_scope_gives_each_name_once() {
    let mut sink = Sink::new();
    let file = sink.sources.add_file("a", "abcdef");
    let mut place = |at| sink.sources.add_point(file, Loc::default(), at..at + 1);
    let [one, two, three] = [place(0), place(1), place(2)];
    let mut scope = Scope::with(&[&["send"]]);
    let mut claim = |name: &str, loc| {
        let claim = scope.claim(name.to_owned(), "_", loc);
        (claim.name, claim.instead_of)
    };
    assert_eq!(claim("page", one), ("page".to_owned(), None));
    assert_eq!(claim("page", two), ("page2".to_owned(), Some(("page".to_owned(), one))));
    assert_eq!(claim("page", three), ("page3".to_owned(), Some(("page".to_owned(), one))));
    assert_eq!(claim("page2", three).0, "page2_2");
    assert_eq!(claim("send", one), ("send_".to_owned(), None), "a reserved name is stepped aside from in silence");
    assert_eq!(claim("send", two).0, "send2");
}

#[test]
fn pins_are_claimed_before_everything_else() {
    let mut sink = Sink::new();
    let file = sink.sources.add_file("a", "abcdef");
    let mut place = |at| sink.sources.add_point(file, Loc::default(), at..at + 1);
    let places = [place(0), place(1), place(2), place(3)];
    let pin = place(4);
    let candidate = |index: usize, wanted: &'static str, pinned: Option<&str>| Candidate {
        pinned: pinned.map(|name| Pinned { name: name.to_owned(), loc: pin }),
        kept: None,
        rank: 0,
        word: wanted,
        wanted: vec![wanted.to_owned()],
        loc: places[index],
    };
    let all = vec![
        candidate(0, "size", None),
        candidate(1, "b", Some("size")),
        candidate(2, "c", Some("send")),
        candidate(3, "d", Some("size")),
    ];
    let names = claim_all(&mut Scope::with(&[&["send"]]), all, "_", &mut sink);
    assert_eq!(names, ["size2", "size", "c", "d"]);
    let codes: Vec<&str> = entries(&sink).iter().map(|one| one.code).collect();
    assert_eq!(codes, ["S0501", "S0503", "S0503"]);
}

#[test]
fn keywords_are_spelled_so_that_they_are_names() {
    assert_eq!(
        ["match", "gen", "self", "Self", "crate", "_", "zone"].map(reserved::spelled),
        ["r#match", "r#gen", "self_", "Self_", "crate_", "__", "zone"]
    );
}

#[test]
fn what_is_named_has_a_key_of_its_own() {
    use crate::config::Config;
    let document = r##"{"openapi": "3.1.0", "info": {"title": "Zones", "version": "1"}, "paths": {"/zones/{id}": {"put": {
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {
            "plan": {"type": "object", "properties": {"a b": {"type": "string"}}}}}}}},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"oneOf": [
            {"type": "string"}, {"$ref": "#/components/schemas/Zone"}]}}}}}}}},
        "components": {"schemas": {"Zone": {"type": "object", "properties": {"id": {"type": "string"}}}}}}"##;
    let mut sink = Sink::new();
    let config = Config::default();
    let source = crate::read::Source::text("zones.json", document);
    let document = crate::read::document(&source, &mut sink).expect("a document");
    let spec = crate::resolve::spec(document, &config, &mut sink);
    let api = crate::lower::api(&spec, &config, &mut sink);
    let named = super::assign(&api, &config, &mut sink);
    let mut keys: Vec<(&str, &[String])> = named.types.iter().map(|one| (one.key.as_str(), &*one.labels)).collect();
    keys.sort_unstable();
    let labels = [":string", "Zone"].map(str::to_owned);
    assert_eq!(
        keys,
        [("PUT /zones/{id} field:plan", &[][..]), ("PUT /zones/{id} response", &labels[..]), ("Zone", &[][..])]
    );
    assert_eq!(named.operations.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["PUT /zones/{id}"]);
    let inputs = api.operations.iter().flat_map(|one| &one.inputs);
    let inputs: Vec<String> = inputs.map(|input| super::input_key(input.place, &input.wire)).collect();
    assert_eq!(inputs, ["path:id", "field:plan"]);
    assert_eq!(super::member_key("a b"), "a\\sb");
}

#[test]
fn one_of_several_is_called_so() {
    for (several, one) in [
        ("Rules", "Rule"),
        ("CustomPolicies", "CustomPolicy"),
        ("Addresses", "Address"),
        ("Boxes", "Box"),
        ("Branches", "Branch"),
        ("Matches", "Match"),
        ("Caches", "Cache"),
        ("Clauses", "Clause"),
        ("Databases", "Database"),
        ("Statuses", "Status"),
        ("ZoneIds", "ZoneId"),
        ("Schemas", "Schema"),
        ("Keys", "Key"),
    ] {
        assert_eq!(one_of(several).as_deref(), Some(one), "{several}");
    }
    for word in ["Response", "Status", "Address", "Analysis", "Data", "Dns", "Series", "Https", "As", "S", "N1", ""] {
        assert_eq!(one_of(word), None, "{word}");
    }
}

#[test]
fn deep_names_leave_out_the_middle() {
    let word = |word: &str| Step::Word(word.to_owned());
    let names = |root: &str, before: &[&str], steps: Vec<Step>| {
        let before: Vec<[String; 2]> = before.iter().map(|word| [(*word).to_owned(), (*word).to_owned()]).collect();
        let steps = deep::steps(steps.into_iter());
        let whole: String = std::iter::once(root).chain(before.iter().map(|forms| forms[0].as_str())).collect();
        Chain::new(root).with(&before).with(&steps).names(&whole, &steps)
    };
    assert_eq!(names("Create", &[], vec![word("Rules"), Step::OneOf("Item")]), ["CreateRule", "CreateRulesItem"]);
    assert_eq!(names("List", &["Response"], vec![Step::OneOf("Item")]), ["ListResponseItem"]);
    assert_eq!(
        names("Get", &["Response", "Meta", "Processors", "AgentReadiness", "Discovery"], vec![word("Finding")]),
        ["GetProcessorsAgentReadinessDiscoveryFinding", "GetResponseMetaProcessorsAgentReadinessDiscoveryFinding"]
    );
    let long = "AnAnswerWithAVeryLongNameOfItsOwn";
    assert_eq!(
        names(long, &[], vec![word("AndAPropertyThatIsNotMuchShorter")]),
        ["AndAPropertyThatIsNotMuchShorter"],
        "what is beside it in the module tells the rest"
    );
    assert_eq!(names(&"A".repeat(70), &[], Vec::new()), ["A".repeat(70)]);
}
