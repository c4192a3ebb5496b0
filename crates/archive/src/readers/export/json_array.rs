//! The elements of an array of JSON (RFC 8259), one at a time: an export may be larger than memory.

use std::io::{BufRead, BufReader, Read};

use super::Unread;
use crate::ArchiveError;
use crate::readers::reading::over;

/// The elements of an array as bytes, each of no more than a limit.
pub(super) struct Elements {
    reader: BufReader<Box<dyn Read + Send>>,
    max_bytes: usize,
    begun: bool,
    ended: bool,
}

/// Where in an element the reading is.
#[derive(Default)]
struct State {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

/// What a byte is to the element that it stands in.
enum Byte {
    Of,
    /// The comma behind it.
    Next,
    /// The bracket that ends the array.
    End,
}

impl State {
    fn step(&mut self, byte: u8) -> Byte {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return Byte::Of;
        }
        match byte {
            b'"' => self.in_text = true,
            b'[' | b'{' => self.depth += 1,
            b']' if self.depth == 0 => return Byte::End,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b',' if self.depth == 0 => return Byte::Next,
            _ => {}
        }
        Byte::Of
    }
}

impl Elements {
    pub(super) fn new(reader: Box<dyn Read + Send>, max_bytes: usize) -> Self {
        Self { reader: BufReader::new(reader), max_bytes, begun: false, ended: false }
    }

    /// The next element; an empty one where there is none.
    fn element(&mut self) -> Result<Vec<u8>, ArchiveError> {
        let mut element = Vec::new();
        let mut state = State::default();
        let mut found = 0_usize;
        loop {
            let malformed =
                |error: std::io::Error| ArchiveError::Malformed { format: "JSON", what: error.to_string() };
            let bytes = self.reader.fill_buf().map_err(malformed)?;
            if bytes.is_empty() {
                self.ended = true;
                return Err(ArchiveError::CutOff {
                    format: "JSON",
                    bytes: u64::try_from(found).unwrap_or(u64::MAX),
                });
            }
            let mut used = 0;
            let mut whole = false;
            for byte in bytes {
                used += 1;
                if !self.begun {
                    self.begun = *byte == b'[';
                    continue;
                }
                match state.step(*byte) {
                    Byte::Of => {}
                    Byte::Next => whole = true,
                    Byte::End => (whole, self.ended) = (true, true),
                }
                if whole {
                    break;
                }
                found += 1;
                if found <= self.max_bytes {
                    element.push(*byte);
                }
            }
            self.reader.consume(used);
            if whole && found > self.max_bytes {
                return Err(over(self.max_bytes, "max_bytes"));
            }
            if whole {
                return Ok(element);
            }
        }
    }
}

impl Iterator for Elements {
    type Item = Result<Vec<u8>, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.element() {
            Ok(element) if element.trim_ascii().is_empty() && self.ended => None,
            Ok(element) => Some(Ok(element)),
            Err(error) => {
                let ends = !matches!(error, ArchiveError::OverLimit { .. });
                self.ended |= ends;
                Some(Err(Unread { error, ends }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    proptest! {
        #[test]
        fn elements_are_those_that_a_parser_finds(texts in prop::collection::vec(".{0,20}", 0..6), pretty in any::<bool>()) {
            let made = |text: &String| json!({ text.clone(): [text, { "a": text }], "b": [] });
            let array = Value::Array(texts.iter().map(made).collect());
            let text = if pretty { serde_json::to_vec_pretty(&array) } else { serde_json::to_vec(&array) };
            let elements = Elements::new(Box::new(Cursor::new(text.expect("written"))), 10_000);
            let found: Vec<Value> = elements
                .map(|element| serde_json::from_slice(&element.map_err(|e| e.error).expect("read")).expect("JSON"))
                .collect();
            prop_assert_eq!(Value::Array(found), array);
        }
    }
}
