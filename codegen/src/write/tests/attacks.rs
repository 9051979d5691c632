//! Manifests, links and folders that would lead a run astray.

use std::fs;
use std::path::Path;

use tempfile::tempdir;

use super::super::{MANIFEST, WriteError};
use super::{apply, manifest, names, tree};

#[test]
fn a_manifest_cannot_lead_outside() {
    for path in [
        "../victim",
        "/victim",
        "a/../../victim",
        "..",
        "",
        "./victim",
        "a\\..\\victim",
        "Cargo.lock",
        "target/debug/x",
        ".git/config",
        ".specsmith-manifest",
    ] {
        let outer = tempdir().unwrap();
        let folder = outer.path().join("out");
        fs::create_dir(&folder).unwrap();
        fs::write(outer.path().join("victim"), "").unwrap();
        fs::write(folder.join("Cargo.lock"), "").unwrap();
        fs::write(folder.join(MANIFEST), manifest(&["a.rs", path])).unwrap();
        let before = tree(outer.path());
        let error = apply(&folder, &[("a.rs", "")]).unwrap_err();
        assert!(
            matches!(&error, WriteError::Manifest { line: 3, path, .. } if path.ends_with(MANIFEST)),
            "{path:?}: {error}"
        );
        assert_eq!(tree(outer.path()), before);
    }
}

#[test]
fn a_corrupt_manifest_stops_the_run() {
    let newer = b"# specsmith manifest, format 2: of tomorrow\na.rs\n".as_slice();
    for text in [b"".as_slice(), b"a.rs\n", b"\xff\xfe", b"<<<<<<< HEAD\n", newer] {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("a.rs"), "old").unwrap();
        fs::write(folder.path().join(MANIFEST), text).unwrap();
        let error = apply(folder.path(), &[("b.rs", "")]).unwrap_err();
        assert!(matches!(error, WriteError::Manifest { line: 1, .. }), "{error}");
        assert!(error.help().is_some());
        assert_eq!(names(folder.path()), ["a.rs"]);
    }
}

#[test]
fn a_manifest_with_the_other_line_ends_is_one() {
    let folder = tempdir().unwrap();
    let text = manifest(&["a.rs"]).replace('\n', "\r\n");
    fs::write(folder.path().join(MANIFEST), text).unwrap();
    fs::write(folder.path().join("a.rs"), "").unwrap();
    assert_eq!(apply(folder.path(), &[("b.rs", "")]).unwrap().removed, ["a.rs"]);
}

#[test]
fn a_listed_folder_is_left_alone() {
    let folder = tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    fs::write(folder.path().join("a/b/mine"), "").unwrap();
    fs::write(folder.path().join(MANIFEST), manifest(&["a", "a/b"])).unwrap();
    assert!(apply(folder.path(), &[("c.rs", "")]).unwrap().removed.is_empty());
    assert_eq!(names(folder.path()), ["a/b/mine", "c.rs"]);
}

#[test]
fn the_output_cannot_be_a_file() {
    let outer = tempdir().unwrap();
    let file = outer.path().join("file");
    fs::write(&file, "").unwrap();
    for folder in [file.clone(), file.join("sub")] {
        let error = apply(&folder, &[("a.rs", "")]).unwrap_err();
        assert!(matches!(error, WriteError::NotAFolder { .. }), "{error}");
        assert!(error.to_string().contains(&file.display().to_string()), "{error}");
    }
}

#[test]
fn files_and_folders_do_not_replace_each_other() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("src"), "").unwrap();
    let error = apply(folder.path(), &[("src/a.rs", "")]).unwrap_err();
    assert!(matches!(&error, WriteError::NotAFolder { path } if path.ends_with("src")), "{error}");
    fs::create_dir(folder.path().join("b.rs")).unwrap();
    let error = apply(folder.path(), &[("b.rs", "")]).unwrap_err();
    assert!(matches!(&error, WriteError::NotAFile { path } if path.ends_with("b.rs")), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_refusal_of_the_system_names_the_path() {
    // Nobody, not even root, can make a folder there.
    let error = apply(Path::new("/proc/specsmith-test"), &[("a.rs", "")]).unwrap_err();
    assert!(matches!(error, WriteError::Io { .. }), "{error}");
    assert!(error.to_string().contains("/proc/specsmith-test"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    fn refuses(folder: &Path, outer: &Path, link: &str) {
        let before = tree(outer);
        let error = apply(folder, &[("src/a.rs", "new"), ("z.rs", "new")]).unwrap_err();
        assert!(matches!(&error, WriteError::Link { path } if path.ends_with(link)), "{error}");
        assert_eq!(tree(outer), before, "nothing was written");
    }

    #[test]
    fn are_not_written_through() {
        for listed in [false, true] {
            for (link, target) in [("src", "victim"), ("src/a.rs", "../../victim/a.rs")] {
                let outer = tempdir().unwrap();
                let folder = outer.path().join("out");
                fs::create_dir(&folder).unwrap();
                fs::create_dir(outer.path().join("victim")).unwrap();
                fs::write(outer.path().join("victim/a.rs"), "theirs").unwrap();
                if listed {
                    fs::write(folder.join(MANIFEST), manifest(&["src/a.rs"])).unwrap();
                }
                if link == "src" {
                    symlink(outer.path().join(target), folder.join(link)).unwrap();
                } else {
                    fs::create_dir(folder.join("src")).unwrap();
                    symlink(target, folder.join(link)).unwrap();
                }
                refuses(&folder, outer.path(), link);
            }
        }
    }

    #[test]
    fn are_not_written_through_where_they_dangle_or_stand_for_the_manifest() {
        for link in ["z.rs", MANIFEST] {
            let outer = tempdir().unwrap();
            let folder = outer.path().join("out");
            fs::create_dir(&folder).unwrap();
            symlink("../victim", folder.join(link)).unwrap();
            refuses(&folder, outer.path(), link);
        }
    }

    #[test]
    fn are_not_removed_through() {
        let outer = tempdir().unwrap();
        let folder = outer.path().join("out");
        let victim = outer.path().join("victim");
        fs::create_dir(&folder).unwrap();
        fs::create_dir_all(victim.join("empty")).unwrap();
        fs::write(victim.join("a.rs"), "theirs").unwrap();
        fs::write(victim.join(".specsmith-tmp-1"), "theirs").unwrap();
        symlink("../victim", folder.join("gone")).unwrap();
        symlink("../victim/a.rs", folder.join("b.rs")).unwrap();
        let listed = manifest(&["b.rs", "gone/a.rs", "gone/empty/b.rs"]);
        fs::write(folder.join(MANIFEST), listed).unwrap();
        let before = tree(&victim);
        let written = apply(&folder, &[("z.rs", "")]).unwrap();
        assert!(written.removed.is_empty());
        assert_eq!(tree(&victim), before);
        assert!(folder.join("b.rs").is_symlink() && folder.join("gone").is_symlink());
    }

    #[test]
    fn may_lead_to_the_output() {
        let outer = tempdir().unwrap();
        fs::create_dir(outer.path().join("real")).unwrap();
        symlink("real", outer.path().join("out")).unwrap();
        apply(&outer.path().join("out"), &[("src/a.rs", "")]).unwrap();
        assert_eq!(names(&outer.path().join("real")), ["src/a.rs"]);
    }
}
