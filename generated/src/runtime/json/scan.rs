//! The plain parts of a document: punctuation, white space (RFC 8259 §2), and strings without escapes.
//!
//! Nothing here fails. `None` says that the parser has to look: something is wrong, or it is none of these parts.

/// The low bit of every byte.
const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The high bit of every byte.
const HIGHS: u64 = ONES << 7;

/// The next byte that is no white space, and where it is.
#[inline]
pub(super) fn visible(document: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        match *document.get(at)? {
            b' ' | b'\n' | b'\r' | b'\t' => at += 1,
            byte => return Some((byte, at)),
        }
    }
}

/// A string whose opening quote is at this place, and the place behind its closing quote.
#[inline]
pub(super) fn plain_string(document: &str, quote: usize) -> Option<(&str, usize)> {
    let begin = quote + 1;
    let length = plain_length(document.as_bytes().get(begin..)?)?;
    let end = begin + length;
    Some((document.get(begin..end)?, end + 1))
}

/// How many bytes are before the closing quote, if none of them is a backslash or a control character.
#[inline]
fn plain_length(text: &[u8]) -> Option<usize> {
    let (chunks, rest) = text.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let marked = marked(u64::from_le_bytes(*chunk));
        if marked != 0 {
            let within = (marked.trailing_zeros() / 8) as usize;
            return (chunk.get(within) == Some(&b'"')).then_some(index * 8 + within);
        }
    }
    let within = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
    (rest.get(within) == Some(&b'"')).then_some(chunks.len() * 8 + within)
}

/// The bytes that end a plain string, as their high bits. What is above the lowest such byte says nothing: a difference
/// borrows from there.
#[inline]
fn marked(chunk: u64) -> u64 {
    // Puts the quote, 0x22, at the place of the space, 0x20, next to the control characters, which change among themselves.
    let quotes = chunk ^ (ONES * 2);
    let backslashes = chunk ^ (ONES * u64::from(b'\\'));
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    (below(quotes, 0x21) | below(backslashes, 1)) & HIGHS
}

/// From the bracket that opens an array, or from behind an element: whether there is another element, and where.
#[inline]
pub(super) fn element(document: &str, at: usize, first: bool) -> Option<(bool, usize)> {
    let document = document.as_bytes();
    let (byte, at) = visible(document, at)?;
    if !first && byte == b']' {
        return Some((false, at + 1));
    }
    if byte != if first { b'[' } else { b',' } {
        return None;
    }
    match visible(document, at + 1)? {
        (b']', at) => first.then_some((false, at + 1)),
        (_, at) => Some((true, at)),
    }
}

/// As [`key`], if the next key is this one, as it is and without white space, which is how servers mostly send it: comparing
/// is cheaper than searching. A name that needs escapes (RFC 8259 §7) is not for this.
#[inline]
pub(super) fn this_key(document: &str, at: usize, first: bool, name: &str) -> Option<usize> {
    let [byte, b'"', rest @ ..] = document.as_bytes().get(at..)? else { return None };
    let (key, behind) = rest.split_at_checked(name.len())?;
    let opening = if first { b'{' } else { b',' };
    let is_next = *byte == opening && behind.starts_with(b"\":") && key == name.as_bytes();
    is_next.then(|| at + name.len() + r#"{"":"#.len())
}

/// From the brace that opens an object, or from behind a value: the next key, if there is one, and the place behind its
/// colon or behind the closing brace.
#[inline]
pub(super) fn key(document: &str, at: usize, first: bool) -> Option<(Option<&str>, usize)> {
    let bytes = document.as_bytes();
    let (byte, at) = visible(bytes, at)?;
    if !first && byte == b'}' {
        return Some((None, at + 1));
    }
    if byte != if first { b'{' } else { b',' } {
        return None;
    }
    match visible(bytes, at + 1)? {
        (b'}', at) => first.then_some((None, at + 1)),
        (b'"', at) => {
            let (key, end) = plain_string(document, at)?;
            match visible(bytes, end)? {
                (b':', at) => Some((Some(key), at + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}
