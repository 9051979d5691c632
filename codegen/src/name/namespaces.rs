//! Which module of `models` a type lives in.
//!
//! A component whose name has a namespace in it (`zones_status`, `io.k8s.api.core.v1.Pod`) lives in the namespace's module
//! under the rest of its name. What stands inside an operation lives in the module of the operation's resource, and what
//! stands inside another type beside that.

use crate::ir::Api;
use crate::ir::Origin;

use super::{reserved, words};

/// How a document's component names are built. It is a property of the whole document, so that one more schema does not
/// change what the names of the others mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `tls-certificates_custom-certificate`: words are joined by hyphens, and an underscore ends the namespace.
    Underscore,
    /// Only dots, which mean nothing else, end a namespace.
    Dots,
}

/// Tells the style: hyphens and underscores in the same name, in at least a quarter of the names.
pub(super) fn style(api: &Api) -> Style {
    let mut names = 0_usize;
    let mut both = 0_usize;
    for def in &api.types {
        if let Origin::Component(word, _) = &def.origin {
            names += 1;
            both += usize::from(word.contains('-') && word.contains('_'));
        }
    }
    if both > 0 && both * 4 >= names { Style::Underscore } else { Style::Dots }
}

/// A component's namespace, as a module, and the rest of its name.
pub(super) fn split(word: &str, style: Style) -> (Option<String>, &str) {
    let parts = match style {
        Style::Underscore => word.split_once('_'),
        Style::Dots => word.rsplit_once('.'),
    };
    match parts {
        Some((namespace, rest)) if has_letter(namespace) && has_letter(rest) => {
            (Some(reserved::spelled(&words::snake(namespace))), rest)
        }
        _ => (None, word),
    }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_alphabetic())
}
