//! What a set of files takes.

use super::super::path;
use super::super::{FileSet, Reason};

fn refused(path: &str) -> Reason {
    let mut files = FileSet::new();
    let error = files.insert(path, "").unwrap_err();
    assert!(files.is_empty());
    assert_eq!(error.path(), path);
    error.reason().clone()
}

#[test]
fn refuses_what_leads_elsewhere() {
    assert_eq!(refused(""), Reason::Empty);
    assert_eq!(refused("/etc/passwd"), Reason::Absolute);
    assert_eq!(refused("//server/share"), Reason::Absolute);
    assert_eq!(refused("../x"), Reason::Dots);
    assert_eq!(refused("src/../../x"), Reason::Dots);
    assert_eq!(refused("./x"), Reason::Dots);
    assert_eq!(refused("src//x"), Reason::EmptyComponent);
    assert_eq!(refused("src/"), Reason::EmptyComponent);
    assert_eq!(refused("C:/x"), Reason::Character(':'));
    assert_eq!(refused("..\\x"), Reason::Character('\\'));
}

#[test]
fn refuses_what_cannot_be_stored_everywhere() {
    assert_eq!(refused("a\nb"), Reason::Character('\n'));
    assert_eq!(refused("a\0"), Reason::Character('\0'));
    assert_eq!(refused("a\u{85}"), Reason::Character('\u{85}'));
    assert_eq!(refused("what?"), Reason::Character('?'));
    assert_eq!(refused("src/a. "), Reason::TrailingDotOrSpace);
    assert_eq!(refused("src/a."), Reason::TrailingDotOrSpace);
    assert_eq!(refused("src/AUX.rs"), Reason::Device);
    assert_eq!(refused("nul"), Reason::Device);
    assert_eq!(refused("com1.tar.gz"), Reason::Device);
    assert_eq!(refused("lpt1/x"), Reason::Device);
    assert_eq!(refused(&"a".repeat(256)), Reason::TooLong);
}

#[test]
fn refuses_what_belongs_to_others() {
    assert_eq!(refused("target/x"), Reason::Reserved);
    assert_eq!(refused("Target"), Reason::Reserved);
    assert_eq!(refused("Cargo.lock"), Reason::Reserved);
    assert_eq!(refused(".cargo/config.toml"), Reason::Reserved);
    assert_eq!(refused("src/.git/config"), Reason::Reserved);
    assert_eq!(refused(".specsmith-manifest"), Reason::Reserved);
    assert_eq!(refused("src/.specsmith-tmp-1"), Reason::Reserved);
}

#[test]
fn takes_ordinary_paths() {
    let mut files = FileSet::new();
    for path in [
        "Cargo.toml",
        ".gitignore",
        ".github/workflows/ci.yml",
        "src/lib.rs",
        "src/target/mod.rs",
        "src/models/größe.rs",
        "src/auxiliary.rs",
        "src/r#type.rs",
    ] {
        files.insert(path, path).unwrap();
        assert_eq!(files.get(path), Some(path));
    }
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    assert!(paths.is_sorted());
    assert_eq!(paths.len(), 8);
}

#[test]
fn refuses_collisions() {
    let mut files = FileSet::new();
    files.insert("src/a.rs", "1").unwrap();
    for (path, other) in [
        ("src/a.rs", "src/a.rs"),
        ("src/A.rs", "src/a.rs"),
        ("SRC/b.rs", "src"),
        ("src/a.rs/b", "src/a.rs"),
        ("src", "src"),
        ("Src", "src"),
    ] {
        let error = files.insert(path, "2").unwrap_err();
        assert_eq!(error.reason(), &Reason::Taken(other.into()), "{path}");
    }
    assert_eq!(files.iter().len(), 1);
    assert_eq!(files.get("src/a.rs"), Some("1"));
    // A refused path has not taken its folders.
    files.insert("src/a.rs/x/y", "").unwrap_err();
    files.insert("x", "").unwrap();
}

#[test]
fn puts_anything_somewhere() {
    for (path, clean) in [
        ("src/lib.rs", "src/lib.rs"),
        ("", "_"),
        ("///", "_"),
        ("/etc/passwd", "etc/passwd"),
        ("../../x", ".._/.._/x"),
        ("a\\b\n?", "a_b__"),
        ("src/aux.rs", "src/aux_.rs"),
        ("target/x", "target_/x"),
        ("Cargo.lock", "Cargo_.lock"),
        (".git/config", "_.git/config"),
        (".specsmith-manifest", "_.specsmith-manifest"),
        ("a. ", "a. _"),
    ] {
        let mut files = FileSet::new();
        assert_eq!(files.put(path, "text"), clean, "{path:?}");
        path::validate(clean).unwrap();
        assert_eq!(files.get(clean), Some("text"));
    }
}

#[test]
fn puts_collisions_beside_each_other() {
    let mut files = FileSet::new();
    assert_eq!(files.put("src/a.rs", "1"), "src/a.rs");
    assert_eq!(files.put("src/A.rs", "2"), "src/A_2.rs");
    assert_eq!(files.put("src/a.rs", "3"), "src/a_3.rs");
    assert_eq!(files.put("src/a.rs/b", "4"), "src_a.rs_b");
    assert_eq!(files.put("SRC/b.rs", "5"), "SRC_b.rs");
    assert_eq!(files.put("src", "6"), "src_2");
    assert_eq!(files.iter().len(), 6);
}

#[test]
fn shortens_long_names() {
    let mut files = FileSet::new();
    let long = format!("src/{}.rs", "é".repeat(300));
    for _ in 0..20 {
        let path = files.put(&long, "");
        path::validate(&path).unwrap();
    }
    let full = format!("src/{}.rs", "a".repeat(252));
    assert_eq!(files.put(&full, ""), full);
    let second = files.put(&full, "");
    path::validate(&second).unwrap();
    assert!(second.ends_with("a_2.rs"), "{second}");
}
