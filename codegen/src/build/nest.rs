//! A generated crate as a module of another one: paths that begin with `crate`, features, and the front.
//!
//! The sources are Rust that we have written ourselves, so a scanner that knows comments and literals is all it takes.
//! Text of the document stands in those, and is not looked into: it cannot become a path.

use std::collections::BTreeSet;

use crate::write::FileSet;

/// What the module's own items say before themselves. The lints that a user turns on are for the user's code.
const ALLOWED: &str =
    "#[allow(warnings, clippy::all, clippy::cargo, clippy::nursery, clippy::pedantic, clippy::restriction)]";

/// Where the sources go.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The path of the module from the root of its crate: `api::v1`.
    pub(super) module: String,
    /// What examples call the module from outside: `my_crate::api::v1`.
    pub(super) outside: String,
    /// What examples call it so far: the library's name of the generated crate.
    pub(super) library: String,
    /// The features that are on.
    pub(super) features: BTreeSet<String>,
}

/// The sources of a crate as those of a module, `lib.rs` as `mod.rs`, without what only a package has.
pub(super) fn files(files: &FileSet, place: &Place) -> FileSet {
    let mut nested = FileSet::new();
    for (path, text) in files.iter() {
        match path.strip_prefix("src/") {
            Some("lib.rs") => nested.put("mod.rs", source(&front(text), place)),
            Some(path) => nested.put(path, source(text, place)),
            None => continue,
        };
    }
    nested
}

/// `lib.rs` without what may only stand at the beginning of a file, because this one is included in the middle of
/// another; and with its items set apart from the lints of the crate around it.
fn front(text: &str) -> String {
    let mut kept = String::new();
    let mut in_attribute = false;
    for line in text.lines() {
        in_attribute |= line.starts_with("#![");
        if in_attribute || line.starts_with("//!") {
            in_attribute = in_attribute && !line.ends_with(']');
            continue;
        }
        if line.starts_with("mod ") || line.starts_with("pub ") {
            kept += ALLOWED;
            kept.push('\n');
        }
        kept += line;
        kept.push('\n');
    }
    kept
}

/// One file.
fn source(text: &str, place: &Place) -> String {
    let mut scanner = Scanner { rest: text, out: String::with_capacity(text.len() + text.len() / 16), place };
    while !scanner.rest.is_empty() {
        scanner.token();
    }
    scanner.out
}

/// Sources on their way to a new place.
struct Scanner<'a> {
    rest: &'a str,
    out: String,
    place: &'a Place,
}

impl<'a> Scanner<'a> {
    /// Takes so many bytes off what is left.
    fn cut(&mut self, len: usize) -> &'a str {
        let (head, tail) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    /// Copies so many bytes.
    fn copy(&mut self, len: usize) {
        let head = self.cut(len);
        self.out.push_str(head);
    }

    /// Copies up to and with the next `end`, or all that is left.
    fn copy_through(&mut self, end: &str) {
        let len = self.rest.find(end).map_or(self.rest.len(), |at| at + end.len());
        self.copy(len);
    }

    fn token(&mut self) {
        let rest = self.rest;
        let first = rest.chars().next().unwrap_or_default();
        if rest.starts_with("//") {
            let line = self.cut(rest.find('\n').unwrap_or(rest.len()));
            self.comment(line);
        } else if rest.starts_with("/*") {
            self.copy(2);
            self.block_comment();
        } else if first == '"' {
            self.copy(1);
            self.quoted('"');
        } else if first == '\'' {
            self.quote();
        } else if first == '_' || first.is_alphabetic() {
            self.word();
        } else if first.is_ascii_digit() {
            // With its suffix, which is no word of its own.
            self.copy(rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()));
        } else {
            self.copy(first.len_utf8());
        }
    }

    /// A comment of one line: in documentation, links and examples lead to the new place. Examples are not compiled there:
    /// whether the module can be reached from outside is not known.
    fn comment(&mut self, line: &str) {
        let place = self.place;
        if !line.starts_with("///") && !line.starts_with("//!") {
            self.out.push_str(line);
            return;
        }
        let line = line.replace("](crate::", &format!("](crate::{}::", place.module)).replace("```no_run", "```ignore");
        let library = format!(" {}::", place.library);
        self.out.push_str(&line.replace(&library, &format!(" {}::", place.outside)));
    }

    /// The rest of a comment, which may have others in it.
    fn block_comment(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 && !self.rest.is_empty() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.copy(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.copy(2);
            } else {
                self.copy(self.rest.chars().next().map_or(1, char::len_utf8));
            }
        }
    }

    /// The rest of a literal with escapes.
    fn quoted(&mut self, end: char) {
        while let Some(next) = self.rest.chars().next() {
            let escaped = if next == '\\' { self.rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
            self.copy(next.len_utf8() + escaped);
            if next == end {
                break;
            }
        }
    }

    /// A character, or the beginning of a lifetime.
    fn quote(&mut self) {
        let mut after = self.rest.chars().skip(1);
        let is_character = matches!((after.next(), after.next()), (Some('\\'), _) | (Some(_), Some('\'')));
        self.copy(1);
        if is_character {
            self.quoted('\'');
        }
    }

    /// An identifier, a keyword, or what stands before a literal.
    fn word(&mut self) {
        let len = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let word = self.cut(len);
        let marks = self.rest.len() - self.rest.trim_start_matches('#').len();
        let is_raw =
            matches!(word, "r" | "br" | "cr") && self.rest.get(marks..).is_some_and(|rest| rest.starts_with('"'));
        if word == "feature"
            && let Some((state, len)) = self.feature()
        {
            self.cut(len);
            self.out.push_str(state);
            return;
        }
        self.out.push_str(word);
        if is_raw {
            self.copy(marks + 1);
            self.copy_through(&format!("\"{}", "#".repeat(marks)));
        } else if word == "crate" && self.rest.starts_with("::") {
            self.out.push_str("::");
            self.out.push_str(&self.place.module);
        }
    }

    /// After `feature`: whether that is a condition, what it comes to, and how long it is. Features are those of a package,
    /// and the one around has its own.
    fn feature(&self) -> Option<(&'static str, usize)> {
        if !self.out.trim_end().ends_with(['(', ',']) {
            return None;
        }
        let value = self.rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
        let (name, after) = value.split_once('"')?;
        let state = if self.place.features.contains(name) { "true" } else { "false" };
        Some((state, self.rest.len() - after.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(text: &str) -> String {
        let place = Place {
            module: "api::v1".to_owned(),
            outside: "shop::api::v1".to_owned(),
            library: "pets".to_owned(),
            features: BTreeSet::from(["on".to_owned()]),
        };
        source(text, &place)
    }

    #[test]
    fn paths_lead_to_the_module() {
        assert_eq!(moved("use crate::{a, b};"), "use crate::api::v1::{a, b};");
        assert_eq!(moved("$crate::json::plain!()"), "$crate::api::v1::json::plain!()");
        assert_eq!(
            moved("pub(crate) use a; pub(in crate::a) fn b() {}"),
            "pub(crate) use a; pub(in crate::api::v1::a) fn b() {}"
        );
        assert_eq!(moved("my_crate::a"), "my_crate::a");
    }

    #[test]
    fn texts_stay_as_they_are() {
        for text in [
            r#"let a = "crate::b \" crate::c";"#,
            r##"let a = r#"crate::b " crate::c"#;"##,
            r#"let a = b"crate::b"; let c = br"crate::d\";"#,
            "// crate::a, (feature = \"off\")\n",
            "/* crate::a /* crate::b */ crate::c */",
            "let a = ['\"', '\\'', '\\\\'];",
            "#[doc = \"crate::a\"]",
            "fn a<'a>(b: &'a str) -> &'a str { b }",
            "let r#type = 1_u8;",
            "a(feature, \"on\"); let feature = \"on\";",
        ] {
            assert_eq!(moved(text), text);
        }
        let after =
            "let a = '\"'; crate::b; let c = '\\\"'; crate::d; r#crate; 'a: loop {} crate::e; \"\\\\\"; crate::f";
        assert_eq!(moved(after), after.replace("crate::", "crate::api::v1::"));
    }

    #[test]
    fn features_are_decided() {
        assert_eq!(moved("#[cfg(feature = \"on\")]"), "#[cfg(true)]");
        assert_eq!(moved("#[cfg(all(feature = \"on\", not(feature = \"off\")))]"), "#[cfg(all(true, not(false)))]");
    }

    #[test]
    fn documentation_leads_to_the_module() {
        let text = "/// [`A`](crate::A)\n/// ```no_run\n/// use pets::A;\n/// ```\n/// crate::b\n";
        let expected =
            "/// [`A`](crate::api::v1::A)\n/// ```ignore\n/// use shop::api::v1::A;\n/// ```\n/// crate::b\n";
        assert_eq!(moved(text), expected);
    }

    #[test]
    fn the_front_has_nothing_that_only_a_file_may_begin_with() {
        let text = "// made\n\n//! A crate.\n#![forbid(unsafe_code)]\n#![allow(\n    deprecated,\n)]\n\nmod a;\npub use b::{\n    c,\n};\n";
        let expected = format!("// made\n\n\n{ALLOWED}\nmod a;\n{ALLOWED}\npub use b::{{\n    c,\n}};\n");
        assert_eq!(front(text), expected);
    }
}
