use super::*;

fn sample() -> (Sink, Loc, Loc) {
    let text = "{\r\n  \"a/b\": [1, \"é\", {\"~x\": 2}]\r\n}";
    let mut sink = Sink::new();
    let file = sink.sources.add_file("api.json", text);
    let root = sink.sources.add_place(file, Loc::default(), Name::Root, 0..0, 0..text.len());
    sink.sources.set_document(root);
    let at = |needle: &str| text.find(needle).map(|start| start..start + needle.len()).unwrap();
    let key = at("a/b");
    let list = sink.sources.add_place(file, root, Name::Key(Sources::verbatim(key.clone())), key, at("["));
    sink.sources.add_place(file, list, Name::Index(0), 0..0, at("1"));
    sink.sources.add_place(file, list, Name::Index(1), 0..0, at("\"é\""));
    let object = sink.sources.add_place(file, list, Name::Index(2), 0..0, at("{\"~"));
    let name = sink.sources.decoded(file, "~x");
    let leaf = sink.sources.add_place(file, object, Name::Key(name), at("~x"), at("2"));
    for open in [object, list, root] {
        sink.sources.close(open, text.len());
    }
    (sink, list, leaf)
}

#[test]
fn ids_are_unique_and_ascend() {
    let ids: Vec<_> = code::ALL.iter().map(|code| code.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    assert!(ids.iter().all(|id| id.len() == 5 && id.starts_with('S')));
    assert!(code::ALL.iter().all(|code| !code.title.ends_with('.') && code.explanation.ends_with('.')));
    assert_eq!(code::find("s0301"), Some(code::UNRESOLVED_REFERENCE));
    assert_eq!(code::find("S9999"), None);
}

#[test]
fn places_have_pointers_and_positions() {
    let (sink, list, leaf) = sample();
    assert_eq!(sink.sources.pointer(leaf), "/a~1b/2/~0x");
    assert_eq!(sink.sources.find(sink.sources.document(), "/a~1b/2/~0x"), Some(leaf));
    assert_eq!(sink.sources.find(sink.sources.document(), "/a~1b/3"), None);
    let position = sink.sources.position(leaf);
    assert_eq!((position.file, position.line, position.column), ("api.json", 2, 26));
    assert_eq!(sink.sources.position(list.at_key()).column, 4);
    assert_eq!(sink.sources.position(list).column, 10);
    assert_eq!(sink.sources.pointer(Loc::default()), "");
    assert_eq!(sink.sources.children(list).count(), 3);
}

#[test]
fn copies_keep_their_shape() {
    let (mut sink, list, _) = sample();
    let root = sink.sources.document();
    let copy = sink.sources.copy(list, root, Name::Index(7), 0..0);
    sink.sources.close(root, 0);
    assert_eq!(sink.sources.weight(copy), 5);
    let deepest = sink.sources.find(root, "/7/2/~0x").unwrap();
    assert_eq!(sink.sources.pointer(deepest), "/7/2/~0x");
    assert_eq!(sink.sources.position(deepest).column, 26);
}

#[test]
fn sorted_without_duplicates() {
    let (mut sink, list, leaf) = sample();
    sink.warn(code::UNKNOWN_KEY, leaf, "later");
    sink.error(code::WRONG_KIND, list, "earlier").help("so").related(leaf, "here");
    sink.warn(code::UNKNOWN_KEY, leaf, "later");
    assert!(sink.has_errors() && sink.proceed().is_none());
    let messages: Vec<_> = sink.sorted().iter().map(|one| one.message.as_str()).collect();
    assert_eq!(messages, ["earlier", "later"]);
    let entries = entries(&sink);
    assert_eq!(entries[1].pointer, "/a~1b/2/~0x");
    assert_eq!((entries[1].severity, entries[1].line), ("warning", 2));
}

#[test]
fn rendered_with_its_line() {
    let (mut sink, list, leaf) = sample();
    let found = sink.error(code::WRONG_KIND, leaf, "a list\u{202e} is needed\x1b[31m");
    found.label("a number").help("write a list").related(list.at_key(), "needed here");
    let shown = render(&sink, false);
    assert_eq!(
        shown,
        r#"error[S0204]: a list\u{202e} is needed\u{1b}[31m
 --> api.json:2:26
  |
2 |   "a/b": [1, "é", {"~x": 2}]
  |                          ^ a number
  |
  = at: /a~1b/2/~0x
  = help: write a list
note: needed here
 --> api.json:2:4
  |
2 |   "a/b": [1, "é", {"~x": 2}]
  |    ^^^

"#
    );
}

#[test]
fn only_the_first_are_shown() {
    let mut sink = Sink::new();
    for number in 0..=MAX_SHOWN {
        sink.error(code::UNREADABLE_FILE, Loc::default(), format!("file {number:03}"));
    }
    for number in 0..1500 {
        sink.warn(code::UNKNOWN_KEY, Loc::default(), format!("key {number:04}"));
    }
    for number in 0..MAX_ALIKE {
        sink.warn(code::NULL_FIELD, Loc::default(), format!("null {number}"));
    }
    sink.warn(code::UNKNOWN_FORMAT, Loc::default(), "format");
    let shown = render(&sink, false);
    let end = "and 1 more errors\n\
               and 1495 more of S0205: a key has no meaning here\n\
               `specsmith generate --report FILE` lists all of them\n\n";
    assert!(shown.ends_with(end) && !shown.contains("file 100"), "{shown}");
    assert_eq!([shown.matches("key 0").count(), shown.matches("]: null ").count()], [5, 5]);
    assert!(shown.contains("]: format") && entries(&sink).len() == MAX_SHOWN + 1 + 1500 + 5 + 1);
}

#[test]
fn long_lines_are_cut() {
    let text = "x".repeat(100_000);
    let mut sink = Sink::new();
    let file = sink.sources.add_file("long", text.as_str());
    let loc = sink.sources.add_point(file, Loc::default(), 50_000..60_000);
    sink.error(code::SYNTAX, loc, "y".repeat(5_000));
    let shown = render(&sink, false);
    assert!(shown.len() < 3_000 && shown.contains("long:1:50001"), "{shown}");
}

#[test]
fn the_closest_word() {
    let keys = ["page", "per_page", "base_url_env", "name"];
    assert_eq!(closest("per-page", keys), Some("per_page"));
    assert_eq!(closest("nmae", keys), None);
    assert_eq!(closest("base_urlenv", keys), Some("base_url_env"));
    assert_eq!(closest("pag", keys), Some("page"));
    assert_eq!(closest("zone", keys), None);
    assert_eq!(closest("", keys), None);
}

#[test]
fn empty_places_and_line_ends() {
    let text = "a: é\r\n\n…";
    let mut sink = Sink::new();
    let file = sink.sources.add_file("a.yaml", text);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let loc = sink.sources.add_point(file, Loc::default(), at..at);
        sink.error(code::SYNTAX, loc, format!("before {c:?}"));
        let loc = sink.sources.add_point(file, Loc::default(), at..text.len());
        sink.error(code::SYNTAX, loc, format!("from {c:?}"));
    }
    assert_eq!(render(&sink, true).matches("a.yaml:").count(), 18);
}
