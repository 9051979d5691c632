//! A lock as text.

use super::{Entry, Lock, VERSION, usual};

/// What stands at the top of the file.
const HEADER: &str = "\
# The name that each part of the document has in the crate. Specsmith reads and writes this file; keep it in version
# control. What stands here keeps its name and its place among arguments (#1), and nothing new takes it. A line that is
# removed is given anew.
";

pub(super) fn text(lock: &Lock) -> String {
    let mut text = format!("{HEADER}version {VERSION}\n");
    for entries in lock.sections() {
        if !entries.is_empty() {
            text.push('\n');
        }
        for (key, entry) in entries {
            write(key, entry, &mut text);
        }
    }
    text
}

fn write(key: &str, entry: &Entry, text: &mut String) {
    for part in [entry.kind.word(), " ", key] {
        text.push_str(part);
    }
    named(key, &entry.name, text);
    text.push('\n');
    for member in &entry.members {
        text.push_str("    ");
        text.push_str(&member.key);
        named(&member.key, &member.name, text);
        if let Some(position) = member.position {
            text.push_str(" #");
            text.push_str(&position.to_string());
        }
        text.push('\n');
    }
}

fn named(key: &str, name: &str, text: &mut String) {
    if usual(key) != name {
        text.push_str(" = ");
        text.push_str(name);
    }
}
