//! One file's text, and where its lines and characters are.

use std::sync::{Arc, OnceLock};

/// A file. What is needed for messages only is made when the first one asks for it.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: Arc<str>,
    /// Decoded strings, one after the other.
    pub(super) decoded: String,
    /// Where lines begin.
    lines: OnceLock<Vec<usize>>,
    /// How many characters there are before each block.
    blocks: OnceLock<Vec<usize>>,
}

/// Bytes between two places up to which a file's characters are counted once: a document may be one line of many megabytes.
const BLOCK: usize = 1 << 12;

impl File {
    pub(super) fn new(name: String, text: Arc<str>) -> Self {
        Self { name, text, decoded: String::new(), lines: OnceLock::new(), blocks: OnceLock::new() }
    }

    /// The number of the line that an offset is in, from 1, and where it begins.
    pub(super) fn line(&self, at: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(index, _)| index + 1)).collect()
        });
        let line = lines.partition_point(|&begin| begin <= at).max(1);
        (line, lines.get(line - 1).copied().unwrap_or(0))
    }

    /// How many characters there are before an offset.
    pub(super) fn characters(&self, at: usize) -> usize {
        let text = self.text.as_bytes();
        let blocks = self.blocks.get_or_init(|| {
            let ends = text.chunks(BLOCK).scan(0, |sum, block| {
                *sum += begun(block);
                Some(*sum)
            });
            std::iter::once(0).chain(ends).collect()
        });
        let block = at / BLOCK;
        blocks.get(block).copied().unwrap_or(0) + text.get(block * BLOCK..at).map_or(0, begun)
    }
}

/// How many characters begin in some bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, File};

    #[test]
    fn characters_are_counted_across_blocks() {
        let text = "aé日🎉\n".repeat(BLOCK);
        let file = File::new("long".to_owned(), text.as_str().into());
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(file.characters(at), count);
        }
        assert_eq!(file.characters(text.len()), text.chars().count(), "also where the last block is full");
    }
}
