//! What a run does to a folder.

use std::fs;
use std::time::{Duration, SystemTime};

use tempfile::tempdir;

use super::super::{FileSet, MANIFEST, Unlisted, WriteError};
use super::{apply, files, names, tree};

#[test]
fn writes_a_new_folder() {
    let outer = tempdir().unwrap();
    let folder = outer.path().join("a/b");
    let written = apply(&folder, &[("src/lib.rs", "lib"), ("Cargo.toml", "toml")]).unwrap();
    assert_eq!(written.written, [MANIFEST, "Cargo.toml", "src/lib.rs"]);
    assert!(written.unchanged.is_empty() && written.removed.is_empty());
    let tree = tree(&folder);
    assert_eq!(tree["src/lib.rs"], "lib");
    assert_eq!(tree["Cargo.toml"], "toml");
    assert_eq!(
        tree[MANIFEST],
        "# specsmith manifest, format 1: the files of this folder that specsmith made and may replace or \
         remove\nCargo.toml\nsrc/lib.rs\n"
    );
    assert_eq!(tree.len(), 3, "nothing half-written is left: {tree:?}");
}

#[test]
fn touches_nothing_that_is_equal() {
    let folder = tempdir().unwrap();
    let items = [("src/lib.rs", "lib"), ("src/a.rs", "a")];
    apply(folder.path(), &items).unwrap();
    let old = SystemTime::now() - Duration::from_secs(1000);
    for path in ["src/lib.rs", "src/a.rs", MANIFEST] {
        let file = fs::File::options().append(true).open(folder.path().join(path));
        file.unwrap().set_modified(old).unwrap();
    }
    let time = |path: &str| {
        let metadata = fs::metadata(folder.path().join(path)).unwrap();
        metadata.modified().unwrap()
    };
    let before = time("src/lib.rs");

    let written = apply(folder.path(), &items).unwrap();
    assert!(written.written.is_empty(), "{written:?}");
    assert_eq!(written.unchanged, [MANIFEST, "src/a.rs", "src/lib.rs"]);
    assert_eq!(time("src/lib.rs"), before);

    let written = apply(folder.path(), &[("src/lib.rs", "lib"), ("src/a.rs", "b")]).unwrap();
    assert_eq!(written.written, ["src/a.rs"]);
    assert_eq!(time("src/lib.rs"), before);
    assert_eq!(time(MANIFEST), before);
    assert!(time("src/a.rs") > before);
}

#[test]
fn removes_only_what_the_manifest_lists() {
    let folder = tempdir().unwrap();
    let place = |path: &str| folder.path().join(path);
    apply(folder.path(), &[("a/b/c.rs", ""), ("a/d.rs", ""), ("keep/e.rs", ""), ("f.rs", "")]).unwrap();
    fs::write(place("keep/mine.rs"), "mine").unwrap();
    fs::write(place("Cargo.lock"), "lock").unwrap();
    fs::create_dir(place("target")).unwrap();

    let written = apply(folder.path(), &[("f.rs", "")]).unwrap();
    assert_eq!(written.removed, ["a/b/c.rs", "a/d.rs", "keep/e.rs"]);
    assert_eq!(written.written, [MANIFEST]);
    assert_eq!(names(folder.path()), ["Cargo.lock", "f.rs", "keep/mine.rs", "target/"]);
}

#[test]
fn removes_nothing_without_a_manifest() {
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("a.rs", ""), ("b.rs", "")]).unwrap();
    fs::remove_file(folder.path().join(MANIFEST)).unwrap();
    let written = apply(folder.path(), &[("a.rs", "")]).unwrap();
    assert!(written.removed.is_empty());
    assert_eq!(names(folder.path()), ["a.rs", "b.rs"]);
}

#[test]
fn refuses_to_overwrite_what_is_not_listed() {
    let folder = tempdir().unwrap();
    let items = [("Cargo.toml", "new"), ("src/lib.rs", "new"), ("same.rs", "same")];
    fs::write(folder.path().join("Cargo.toml"), "mine").unwrap();
    fs::write(folder.path().join("same.rs"), "same").unwrap();
    let before = tree(folder.path());

    let error = apply(folder.path(), &items).unwrap_err();
    let WriteError::Unlisted { paths, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(paths, &["Cargo.toml"]);
    assert!(error.to_string().ends_with(": Cargo.toml"), "{error}");
    assert!(error.help().unwrap().contains("--overwrite"));
    assert_eq!(tree(folder.path()), before, "nothing was written");

    let set = files(&items);
    let written = super::super::apply(&set, folder.path(), Unlisted::Overwrite).unwrap();
    assert_eq!(written.unchanged, ["same.rs"]);
    assert_eq!(tree(folder.path())["Cargo.toml"], "new");
    // From then on they are ours.
    apply(folder.path(), &[("Cargo.toml", "newer")]).unwrap();
    assert_eq!(names(folder.path()), ["Cargo.toml"]);
}

#[test]
fn goes_on_after_a_kill() {
    let folder = tempdir().unwrap();
    let place = |path: &str| folder.path().join(path);
    apply(folder.path(), &[("a.rs", "1"), ("old/b.rs", "1")]).unwrap();
    // Killed after the first manifest, one file, and in the middle of another one.
    let union = super::manifest(&["a.rs", "new/c.rs", "new/d.rs", "old/b.rs"]);
    fs::write(place(MANIFEST), union).unwrap();
    fs::create_dir(place("new")).unwrap();
    fs::write(place("new/c.rs"), "2").unwrap();
    fs::write(place("new/.specsmith-tmp-x1"), "half").unwrap();
    fs::write(place(".specsmith-tmp-x2"), "half").unwrap();

    // A run of a third kind: none of the two other ones' files is left behind.
    let written = apply(folder.path(), &[("a.rs", "3")]).unwrap();
    assert_eq!(written.removed, ["new/c.rs", "old/b.rs"]);
    assert_eq!(names(folder.path()), ["a.rs"]);
    assert_eq!(tree(folder.path())["a.rs"], "3");
}

#[test]
fn a_run_that_cannot_end_well_does_not_start() {
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("a.rs", "1"), ("b.rs", "1")]).unwrap();
    fs::create_dir_all(folder.path().join("new/c.rs")).unwrap();
    let before = tree(folder.path());
    apply(folder.path(), &[("a.rs", "2"), ("new/c.rs", "2")]).unwrap_err();
    assert_eq!(tree(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn lists_new_files_before_it_writes_them() {
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("a.rs", "1"), ("b.rs", "1")]).unwrap();
    // Each component is short enough, but no system call takes the whole: the run fails at its first new folder.
    let long = format!("{}/c.rs", vec!["x".repeat(200); 40].join("/"));
    let error = apply(folder.path(), &[("a.rs", "2"), (&long, "")]).unwrap_err();
    assert!(matches!(error, WriteError::Io { action: "create", .. }), "{error}");
    let tree = tree(folder.path());
    assert!(tree[MANIFEST].ends_with(&format!("\na.rs\nb.rs\n{long}\n")), "{}", tree[MANIFEST]);
    assert_eq!(tree["a.rs"], "1");
    assert_eq!(tree["b.rs"], "1");
}

#[test]
fn takes_a_file_for_a_changed_case() {
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("Model.rs", "1")]).unwrap();
    apply(folder.path(), &[("model.rs", "2")]).unwrap();
    let tree = tree(folder.path());
    assert_eq!(tree.len(), 2, "{tree:?}");
    assert!(tree.values().any(|text| text == "2"));
}

#[test]
fn an_empty_set_leaves_a_manifest() {
    let folder = tempdir().unwrap();
    let set = FileSet::new();
    let written = super::super::apply(&set, folder.path(), Unlisted::Refuse).unwrap();
    assert_eq!(written.written, [MANIFEST]);
    assert_eq!(set.size().files, 1);
    let length = fs::metadata(folder.path().join(MANIFEST)).unwrap().len();
    assert_eq!(set.size().bytes, length);
}

#[cfg(unix)]
#[test]
fn gives_the_permissions_of_a_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("usual"), "").unwrap();
    apply(folder.path(), &[("a.rs", "")]).unwrap();
    let mode = |path: &str| {
        let metadata = fs::metadata(folder.path().join(path)).unwrap();
        metadata.permissions().mode()
    };
    assert_eq!(mode("a.rs"), mode("usual"));
    assert_eq!(mode(MANIFEST), mode("usual"));
}

#[test]
fn many_runs_at_once_leave_whole_files() {
    let folder = tempdir().unwrap();
    let texts: Vec<String> = (0..8).map(|run| run.to_string().repeat(20_000)).collect();
    std::thread::scope(|scope| {
        for text in &texts {
            scope.spawn(|| apply(folder.path(), &[("a.rs", text), ("b/c.rs", text)]).unwrap());
        }
    });
    let tree = tree(folder.path());
    assert_eq!(tree.len(), 3, "{:?}", tree.keys());
    assert!(texts.contains(&tree["a.rs"]));
    assert_eq!(tree["a.rs"], tree["b/c.rs"], "one run after the other");
}

/// Where the run that is stopped finds its folder.
#[cfg(unix)]
const PLACE: &str = "SPECSMITH_FULL_DISK";

/// A process that may write no file of more than some kilobytes finds out in the middle of one, as on a full disk.
#[cfg(unix)]
#[test]
fn s70_a_full_disk_leaves_whole_files() {
    let (small, large) = ("new".repeat(10), "new".repeat(100_000));
    let files =
        [("a.rs", small.as_str()), ("b.rs", large.as_str()), ("c/d.rs", large.as_str()), ("e.rs", small.as_str())];
    if let Some(place) = std::env::var_os(PLACE) {
        let error = apply(std::path::Path::new(&place), &files).unwrap_err();
        assert!(error.to_string().contains("cannot write"), "{error}");
        return;
    }
    let folder = tempdir().unwrap();
    apply(folder.path(), &[("a.rs", "old"), ("b.rs", "old"), ("gone.rs", "old")]).unwrap();
    let name = "write::tests::apply::s70_a_full_disk_leaves_whole_files";
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" --exact \"$1\"";
    let mut child = std::process::Command::new("sh");
    child.args(["-c", limited]).arg(std::env::current_exe().unwrap()).arg(name).env(PLACE, folder.path());
    let output = child.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));

    let found = tree(folder.path());
    assert_eq!(found["b.rs"], "old");
    assert_eq!(found["gone.rs"], "old");
    assert!(found["a.rs"] == "old" || found["a.rs"] == small);
    assert!(!found.contains_key("c/d.rs"));
    // What was made of it is listed, so that the next run goes on.
    apply(folder.path(), &files).unwrap();
    assert_eq!(names(folder.path()), ["a.rs", "b.rs", "c/d.rs", "e.rs"]);
}
