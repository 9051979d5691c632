//! What is written is read, and what cannot be read is said.

use super::{Entry, Kind, Lock, Member, operation, resource, word};
use crate::diag::{Sink, entries};
use crate::read::Source;

fn read(text: &str) -> (Lock, Vec<String>) {
    let mut sink = Sink::new();
    let lock = Lock::read(&Source::text("names.lock", text), &mut sink);
    let found = entries(&sink).into_iter().map(|one| format!("{}:{} {}", one.line, one.column, one.message));
    (lock, found.collect())
}

fn member(key: &str, name: &str, position: Option<u32>) -> Member {
    Member { key: key.to_owned(), name: name.to_owned(), position, ..Member::default() }
}

fn lock() -> Lock {
    let mut lock = Lock::default();
    let mut add = |kind: Kind, key: &str, name: &str, members: Vec<Member>| {
        lock.add(key.to_owned(), Entry::new(kind, name.to_owned(), members));
    };
    add(Kind::Struct, "Zone", "Zone", vec![member("plan", "plan", Some(2)), member("a:b", "a_b", None)]);
    add(Kind::Enum, "Zone .plan", "zones::ZonePlan", vec![member("free", "Free", None), member("\\e", "Empty", None)]);
    add(Kind::Also, "Zone .plans []", "zones::ZonePlan", vec![]);
    add(Kind::Event, "\\e changed POST", "Changed", vec![]);
    add(Kind::Union, "Zone .plan []", "r#type::Plan".trim_start_matches("r#"), vec![]);
    let inputs = vec![member("query:match", "matching", None), member("path:id", "id", None)];
    add(Kind::Operation, &operation("GET", "/zones/{id}"), "zones.get", inputs);
    add(Kind::Resource, "zones", "zones", vec![member("*feature", "zones", None)]);
    add(Kind::Credential, "api_token", "token", vec![]);
    lock
}

const TEXT: &str = "\
version 1

credential api_token = token

resource zones
    *feature = zones

operation GET /zones/{id} = zones.get
    path:id
    query:match = matching

event \\e changed POST = Changed

struct Zone
    a:b = a_b
    plan #2
enum Zone .plan = zones::ZonePlan
    \\e = Empty
    free = Free
union Zone .plan [] = type::Plan
also Zone .plans [] = zones::ZonePlan
";

#[test]
fn what_is_written_is_read() {
    let text = lock().text();
    assert_eq!(text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n") + "\n", TEXT);
    let (again, found) = read(&text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(again.text(), text);
    assert_eq!(again.types["Zone"].member("plan").map(|member| member.position), Some(Some(2)));
    assert_eq!(
        again.operations["GET /zones/{id}"].member("query:match").map(|one| one.name.as_str()),
        Some("matching")
    );
    let crlf = text.replace('\n', "\r\n");
    assert_eq!(read(&crlf).0.text(), text, "as it comes out of version control on Windows");
}

#[test]
fn words_cannot_be_taken_for_something_else() {
    for (text, expected) in [
        ("zone_id", "zone_id"),
        ("In Progress", "In\\sProgress"),
        ("a = b", "a\\s=\\sb"),
        ("=", "\\u{3d}"),
        ("#1", "\\u{23}1"),
        ("~2", "\\u{7e}2"),
        ("C#", "C#"),
        ("a\\s", "a\\u{5c}s"),
        ("a\nb", "a\\u{a}b"),
        ("über", "über"),
        ("日本", "日本"),
        ("\u{202e}x", "\\u{202e}x"),
        ("", "\\e"),
    ] {
        assert_eq!(word(text), expected);
    }
}

#[test]
fn ways_are_found_by_accessors() {
    let mut lock = Lock::default();
    let inner = resource("", "a.b");
    for (key, name) in [
        (inner.clone(), "a_b"),
        (resource(&inner, "1"), "n_1"),
        (resource("", "zones"), "zones2"),
        (resource("", ""), "empty"),
    ] {
        lock.add(key, Entry::new(Kind::Resource, name.to_owned(), vec![]));
    }
    let (lock, found) = read(&lock.text());
    assert_eq!(found, Vec::<String>::new());
    let ways = lock.ways();
    assert_eq!(ways["a_b.n_1"], ["a.b", "1"]);
    assert_eq!(ways["zones2"], ["zones"]);
    assert_eq!(ways["empty"], [""]);
    assert_eq!(ways.len(), 4);
}

#[test]
fn an_empty_lock_has_its_version() {
    let (lock, found) = read(&Lock::default().text());
    assert!(lock.is_empty() && found.is_empty(), "{found:?}");
}

#[test]
fn faults_are_told_at_their_place() {
    for (text, expected) in [
        ("", vec!["1:1 the lock has no line `version`"]),
        ("# a remark\n", vec!["2:1 the lock has no line `version`"]),
        ("struct Zone\n", vec!["1:1 the lock does not begin with its version"]),
        ("version one\n", vec!["1:1 the lock does not begin with its version"]),
        ("version 2\nwhatever\n", vec!["1:1 the lock is of version 2, and this specsmith knows version 1"]),
        ("<<<<<<< ours\nversion 1\n", vec!["1:1 the lock has markers of a merge conflict"]),
        (
            "version 1\nstruct A\n<<<<<<< ours\n    a\n=======\n    b\n>>>>>>> theirs\n",
            vec!["3:1 the lock has markers of a merge conflict"],
        ),
        ("version 1\n    a\n", vec!["2:5 an indented line belongs to the one above it, and there is none"]),
        ("version 1\nstruct\n", vec!["2:1 the line does not say what it is about"]),
        ("version 1\nstruct  = A\n", vec!["2:1 the line does not say what it is about"]),
        (
            "version 1\nstruct A = B c\nenum B = 1\nstruct C = a::b::C\nresource a = b.c\noperation GET / = .a\n",
            vec![
                "2:1 `B c` is not a name that Rust can have here",
                "3:1 `1` is not a name that Rust can have here",
                "4:1 `a::b::C` is not a name that Rust can have here",
                "5:1 `b.c` is not a name that Rust can have here",
                "6:1 `.a` is not a name that Rust can have here",
            ],
        ),
        ("version 1\nstruct A\n    b-c\n", vec!["3:5 `b-c` is not a name that Rust can have here"]),
        ("version 1\nstruct A\n    b #x\n", vec!["3:5 `#x` is no place among arguments"]),
        ("version 1\nstruct A\n    b = c\n    b = d\n", vec!["4:1 `b` stands in the lock twice"]),
        ("version 1\nstruct A\nenum A = B\n", vec!["3:1 `A` stands in the lock twice"]),
        (
            "version 1\nclass A\n",
            vec![
                "2:1 a line begins with one of `credential`, `resource`, `operation`, `event`, `struct`, `enum`, `union`, \
                 `also`",
            ],
        ),
    ] {
        assert_eq!(read(text).1, expected, "{text:?}");
    }
}

#[test]
fn any_text_is_read_without_a_panic() {
    let pieces =
        ["version 1\n", "struct A", " = ", "\n", "    ", "a", "#", " #1", "é", "\u{202e}", "::", ".", "\0", "\r"];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                for head in ["", "version 1\n"] {
                    let (lock, _) = read(&[head, first, second, third].concat());
                    let (again, found) = read(&lock.text());
                    assert_eq!((again.text(), found), (lock.text(), Vec::new()), "{first:?} {second:?} {third:?}");
                }
            }
        }
    }
}
