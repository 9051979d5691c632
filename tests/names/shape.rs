//! What can be said of sources without compiling them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::Item;

/// Every file below `src` is a module that is declared once, and every declared module is a file: no file got another
/// path than the one that it was emitted under.
pub(crate) fn modules(name: &str, files: &BTreeMap<String, String>) {
    let sources = files
        .keys()
        .filter(|path| path.starts_with("src/") && Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    let there: BTreeSet<String> = sources.cloned().collect();
    let mut declared: BTreeSet<String> = BTreeSet::from(["src/lib.rs".to_owned()]);
    for path in &there {
        let parsed = syn::parse_file(&files[path]).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
        let stem = path.trim_end_matches(".rs").trim_end_matches("/lib").trim_end_matches("/mod");
        for item in &parsed.items {
            if let Item::Mod(one) = item
                && one.content.is_none()
            {
                let module = one.ident.to_string();
                let module = module.trim_start_matches("r#");
                let choices = [format!("{stem}/{module}.rs"), format!("{stem}/{module}/mod.rs")];
                let file = choices.into_iter().find(|file| there.contains(file));
                let file = file.unwrap_or_else(|| panic!("{name}: {path} has `mod {module}`, and there is no file"));
                assert!(declared.insert(file), "{name}: {path} has `mod {module}` twice");
            }
        }
    }
    assert_eq!(there, declared, "{name}");
}

#[test]
#[should_panic(expected = "there is no file")]
fn a_missing_file_is_found() {
    let files = BTreeMap::from([("src/lib.rs".to_owned(), "mod a;".to_owned())]);
    modules("snippet", &files);
}

#[test]
#[should_panic(expected = "snippet")]
fn a_file_that_nobody_declares_is_found() {
    let text = String::new();
    let files = BTreeMap::from([("src/lib.rs".to_owned(), text.clone()), ("src/a_2.rs".to_owned(), text)]);
    modules("snippet", &files);
}
