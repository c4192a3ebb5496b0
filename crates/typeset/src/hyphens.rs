//! Hyphenation: between syllables, by Liang's patterns through hypher.
//!
//! Caught: words of at least [`SHORTEST_WORD`] letters in a language that has patterns. Left alone: words in capitals or
//! with capitals within them, parts of addresses, code.

use hypher::Lang;
use offprint_fonts::Family;
use offprint_model::LanguageTag;

use crate::breaks::Break;
use crate::rich_text::RichText;
use crate::shape::Shaped;

/// Letters that a word needs to be hyphenated: fewer, and the reader gains nothing (Chicago Manual of Style, 17th ed., §7.36).
const SHORTEST_WORD: usize = 6;
/// Letters that a word may have to be looked at: what is longer is no word.
const LONGEST_WORD: usize = 60;
/// Words that are kept, a power of two.
const WORDS: usize = 1 << 12;

/// Divides words, and remembers how.
#[derive(Default)]
pub(crate) struct Hyphenator {
    words: Vec<Option<Divided>>,
}

struct Divided {
    code: [u8; 2],
    word: Box<str>,
    /// Bytes at which a syllable ends within the word.
    ends: Box<[u8]>,
}

impl Hyphenator {
    /// Marks the atoms after which a line may end in a hyphen.
    pub(crate) fn hyphenate(&mut self, rich: &RichText, shaped: &Shaped, breaks: &mut [Break]) {
        let mut atom = 0;
        let mut start = 0;
        for span in &rich.spans {
            let range = start..span.end;
            start = span.end;
            let Some((code, language)) = span.look.language.as_ref().and_then(patterns) else { continue };
            if span.look.family == Family::Mono {
                continue;
            }
            let Some(text) = rich.text.get(range.clone()) else { continue };
            for (offset, word) in words(text) {
                for end in self.ends(word, code, language) {
                    let position = range.start + offset + usize::from(*end);
                    // Atoms and words are both in the order of the text.
                    while shaped.start(atom + 1) < position && atom + 1 < breaks.len() {
                        atom += 1;
                    }
                    let slot = breaks.get_mut(atom).filter(|b| matches!(**b, Break::No | Break::Emergency));
                    if let Some(slot) = slot.filter(|_| shaped.start(atom + 1) == position) {
                        *slot = Break::Hyphen;
                    }
                }
            }
        }
    }

    fn ends(&mut self, word: &str, code: [u8; 2], language: Lang) -> &[u8] {
        if self.words.is_empty() {
            self.words.resize_with(WORDS, || None);
        }
        let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(u16::from_le_bytes(code));
        for byte in word.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let slot = (hash ^ (hash >> 32)) as usize & (WORDS - 1);
        let Some(slot) = self.words.get_mut(slot) else { return &[] };
        let known = slot.as_ref().is_some_and(|known| known.code == code && *known.word == *word);
        if !known {
            let mut position = 0;
            let mut ends: Vec<u8> = hypher::hyphenate(word, language)
                .filter_map(|part| {
                    position += part.len();
                    u8::try_from(position).ok()
                })
                .collect();
            ends.pop();
            *slot = Some(Divided { code, word: word.into(), ends: ends.into() });
        }
        slot.as_ref().map_or(&[], |known| &known.ends)
    }
}

/// The words of a text that may be divided, each with the byte at which it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut position = 0;
    text.split(|c: char| !c.is_alphabetic()).filter_map(move |word| {
        let start = position;
        // The character that parts it from the next is as long as it is.
        let after = text.get(start + word.len()..).and_then(|rest| rest.chars().next());
        position = start + word.len() + after.map_or(0, char::len_utf8);
        if word.len() < SHORTEST_WORD || word.len() > LONGEST_WORD * 4 {
            return None;
        }
        let letters = word.chars().count();
        let plain = (SHORTEST_WORD..=LONGEST_WORD).contains(&letters)
            // Addresses and words in capitals are not words of the language.
            && !word.chars().skip(1).any(char::is_uppercase)
            // The patterns are looked up in small letters, which must be as long as the word's own.
            && !in_address(text, start, start + word.len())
            && word.chars().all(|c| c.to_lowercase().map(char::len_utf8).sum::<usize>() == c.len_utf8());
        plain.then_some((start, word))
    })
}

/// Whether a word stands in an address, by what stands beside it: a hyphen in it would be taken for a part of it.
fn in_address(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let (after, next) = (after.next(), after.next());
    matches!(before, Some('/' | '.' | '@' | '_' | '#' | '=' | '&' | '?' | '~'))
        || matches!(after, Some('/' | '@' | '_' | '='))
        || (after == Some('.') && next.is_some_and(char::is_alphanumeric))
        || (after == Some(':') && next == Some('/'))
}

fn patterns(language: &LanguageTag) -> Option<([u8; 2], Lang)> {
    let code: [u8; 2] = language.primary().as_bytes().try_into().ok()?;
    Lang::from_iso(code).map(|language| (code, language))
}
