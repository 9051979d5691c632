//! What a check finds and shows.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tempfile::tempdir;

use super::super::{MANIFEST, Stale, WriteError};
use super::{apply, files, tree};

fn check(folder: &Path, items: &[(&str, &str)]) -> Stale {
    super::super::check(&files(items), folder).unwrap()
}

#[test]
fn finds_nothing_after_a_run() {
    let folder = tempdir().unwrap();
    let items = [("src/lib.rs", "lib\n"), ("Cargo.toml", "toml\n")];
    apply(folder.path(), &items).unwrap();
    fs::write(folder.path().join("mine"), "").unwrap();
    let stale = check(folder.path(), &items);
    assert!(stale.is_fresh(), "{stale:?}");
}

#[test]
fn finds_every_kind_of_difference_and_changes_nothing() {
    let folder = tempdir().unwrap();
    let old = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
    apply(folder.path(), &[("a.rs", old), ("gone.rs", ""), ("same.rs", "")]).unwrap();
    let before = tree(folder.path());
    let new = old.replace("five", "FIVE");
    let stale = check(folder.path(), &[("a.rs", &new), ("new.rs", ""), ("same.rs", "")]);
    assert!(!stale.is_fresh());
    assert_eq!(stale.changed, [MANIFEST, "a.rs"]);
    assert_eq!(stale.missing, ["new.rs"]);
    assert_eq!(stale.extra, ["gone.rs"]);
    assert_eq!(
        stale.render("specsmith generate"),
        "\
--- a/a.rs
+++ b/a.rs
@@ -2,7 +2,7 @@
 two
 three
 four
-five
+FIVE
 six
 seven
 eight
--- a/.specsmith-manifest
+++ b/.specsmith-manifest
@@ -1,4 +1,4 @@
 # specsmith manifest, format 1: the files of this folder that specsmith made and may replace or remove
 a.rs
-gone.rs
+new.rs
 same.rs
missing: new.rs
left over: gone.rs

stale: 2 changed, 1 missing, 1 left over; to bring them up to date, run
    specsmith generate
"
    );
    assert_eq!(tree(folder.path()), before);

    apply(folder.path(), &[("a.rs", &new), ("new.rs", ""), ("same.rs", "")]).unwrap();
    assert!(check(folder.path(), &[("a.rs", &new), ("new.rs", ""), ("same.rs", "")]).is_fresh());
}

#[test]
fn finds_everything_missing_where_there_is_no_folder() {
    let outer = tempdir().unwrap();
    let folder = outer.path().join("out");
    let stale = check(&folder, &[("a.rs", "")]);
    assert_eq!(stale.missing, [MANIFEST, "a.rs"]);
    assert!(!folder.exists());
}

#[test]
fn cuts_long_differences() {
    let folder = tempdir().unwrap();
    let mut old = String::new();
    for line in 0..1000 {
        writeln!(old, "{line}").unwrap();
    }
    let many: Vec<(String, &str)> = (0..30).map(|file| (format!("f{file}.rs"), "")).collect();
    let mut items: Vec<(&str, &str)> = many.iter().map(|(path, _)| (path.as_str(), "1\n")).collect();
    items.push(("a.rs", &old));
    items.push(("z.rs", "1\n"));
    apply(folder.path(), &items).unwrap();

    let text = check(folder.path(), &[("a.rs", ""), ("z.rs", "2\n")]).render("fix");
    assert!(text.contains("… and 803 more lines, and 2 more files\n"), "{text}");
    assert!(text.contains("left over: … and 10 more files\n"), "{text}");
    assert!(text.ends_with("run\n    fix\n"));
    assert!(text.lines().count() < 240);
}

#[test]
fn shows_no_control_characters() {
    let folder = tempdir().unwrap();
    let wide = "x".repeat(1000);
    apply(folder.path(), &[("a.rs", "a\n"), ("b.rs", "b\r\n")]).unwrap();
    let evil = format!("\x1b[2J\u{202e}\u{9b}\t\u{7}é\r\n{wide}\n");
    let text = check(folder.path(), &[("a.rs", &evil), ("b.rs", "b\n")]).render("fix");
    assert!(text.contains("+\\u{1b}[2J\\u{202e}\\u{9b} \\u{7}é\\u{d}\n"), "{text}");
    assert!(text.contains("-b\\u{d}\n+b\n"), "{text}");
    assert!(text.contains("xxx…\n") && !text.contains(&wide));
}

#[test]
fn compares_bytes_that_are_not_text() {
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("a.rs", "a\n")]).unwrap();
    fs::write(folder.path().join("a.rs"), b"\xff\n").unwrap();
    let stale = check(folder.path(), &[("a.rs", "a\n")]);
    assert_eq!(stale.changed, ["a.rs"]);
    assert!(stale.render("fix").contains("-\u{fffd}\n+a\n"));
}

#[test]
fn fails_where_a_run_would_fail() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("a.rs")).unwrap();
    let error = super::super::check(&files(&[("a.rs", "")]), folder.path()).unwrap_err();
    assert!(matches!(error, WriteError::NotAFile { .. }));
}
