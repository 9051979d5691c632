//! What the document says of the API as a whole: many a document has a whole manual there, of which only the first
//! paragraph belongs before everything else.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::docs::DIALECT;

/// The first paragraph of a description, and the rest of it.
pub(super) fn split(description: &str) -> (String, String) {
    let mut depth = 0_usize;
    let mut start = None;
    for (event, range) in Parser::new_ext(description, DIALECT).into_offset_iter() {
        match &event {
            Event::Start(Tag::Paragraph) if depth == 0 => start = Some(range.start),
            Event::End(TagEnd::Paragraph) if depth == 1 && start.is_some() => {
                let start = start.unwrap_or_default();
                let part = |from: usize, to: usize| description.get(from..to).unwrap_or_default().trim().to_owned();
                let before = part(0, start);
                let after = part(range.end, description.len());
                let rest = if before.is_empty() { after } else { format!("{before}\n\n{after}") };
                return (part(start, range.end), rest.trim().to_owned());
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (String::new(), description.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::split;

    fn parts(text: &str) -> (String, String) {
        split(text)
    }

    #[test]
    fn the_first_paragraph_stands_alone() {
        let both = |first: &str, rest: &str| (first.to_owned(), rest.to_owned());
        assert_eq!(parts("One.\nTwo.\n\nThree."), both("One.\nTwo.", "Three."));
        assert_eq!(parts("One."), both("One.", ""));
        assert_eq!(parts("# Pets\n\nOne.\n\n- Two.\n"), both("One.", "# Pets\n\n- Two."));
        assert_eq!(
            parts("- One.\n\n  Two.\n\nThree.\n\n```\nfour\n```"),
            both("Three.", "- One.\n\n  Two.\n\n```\nfour\n```")
        );
        assert_eq!(parts("```\nOne.\n\nTwo.\n```"), both("", "```\nOne.\n\nTwo.\n```"));
        assert_eq!(parts(""), both("", ""));
    }
}
