//! Foreign text made fit for a message: short, on one line, without secrets.

/// How many bytes of a body an error shows.
const EXCERPT_LIMIT: usize = 1024;

/// How many characters of a server's message `Display` shows.
const MESSAGE_LIMIT: usize = 300;

/// How many characters of a page for people `Display` shows.
const SNIPPET_LIMIT: usize = 200;

/// What stands where a secret stood.
pub(crate) const REDACTED: &str = "[redacted]";

/// Shorter secrets are left alone: they would be found in every other word.
const SHORTEST_SECRET: usize = 4;

/// The beginning of a body as text, at most [`EXCERPT_LIMIT`] bytes, cut between characters.
pub(crate) fn excerpt(body: &[u8]) -> String {
    let head = body.get(..EXCERPT_LIMIT).unwrap_or(body);
    let mut text = String::from_utf8_lossy(head).into_owned();
    // A replacement character is longer than the byte that it stands for.
    while text.len() > EXCERPT_LIMIT {
        text.pop();
    }
    text
}

/// The text on one line: control characters become blanks, and what is too long is cut.
pub(crate) fn one_line(text: &str) -> String {
    let mut line: String = text.chars().take(MESSAGE_LIMIT).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(MESSAGE_LIMIT).is_some() {
        line.push('…');
    }
    line
}

/// What `Display` shows of a body that is text for people, such as a proxy's page: its beginning. Nothing of any other
/// body, which may be somebody's data.
pub(crate) fn snippet(content_type: Option<&str>, excerpt: &str) -> Option<String> {
    content_type.filter(|content_type| is_text(content_type))?;
    let words: Vec<&str> =
        excerpt.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let text = words.join(" ");
    let mut line: String = text.chars().take(SNIPPET_LIMIT).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

fn is_text(content_type: &str) -> bool {
    let content_type = content_type.to_ascii_lowercase();
    content_type.starts_with("text/") && !content_type.contains("json")
}

/// The text without the given secrets, for the server that repeats what it was sent.
pub(crate) fn redact<'a>(text: String, secrets: impl IntoIterator<Item = &'a str>) -> String {
    secrets
        .into_iter()
        .filter(|secret| secret.len() >= SHORTEST_SECRET)
        .fold(text, |text, secret| if text.contains(secret) { text.replace(secret, REDACTED) } else { text })
}
