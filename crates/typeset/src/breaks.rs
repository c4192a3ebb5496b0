//! Where lines may break: UAX #14 through icu_segmenter.
//!
//! Thai, Lao, Khmer and Burmese write no spaces between words; a model finds these (icu_segmenter's LSTM). The
//! strictness is CSS's `strict`, which is the Unicode algorithm's own: no line begins with a small kana, a prolonged
//! sound mark or closing punctuation, or ends with an opening bracket. That is how Japanese books are set (JIS X 4051;
//! “Requirements for Japanese Text Layout”, W3C, §3.1.7); `normal` and `loose` are for the short lines of newspapers.

use std::sync::OnceLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use crate::rich_text::RichText;
use crate::shape::{AtomKind, Shaped};

/// What may happen after an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// The line goes on.
    No,
    /// The line may end.
    Yes,
    /// The line may end in a hyphen that is not in the text.
    Hyphen,
    /// The line may end if nothing else will do: within a word longer than a line.
    Emergency,
    /// The line ends.
    Always,
}

fn segmenter(korean: bool) -> &'static LineSegmenterBorrowed<'static> {
    // Read-only data, made once: it holds no state of any call.
    static USUAL: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    static KOREAN: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    let made = |words: LineBreakWordOption| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        options.word_option = Some(words);
        LineSegmenter::new_auto(options)
    };
    if korean {
        KOREAN.get_or_init(|| made(LineBreakWordOption::KeepAll))
    } else {
        USUAL.get_or_init(|| made(LineBreakWordOption::Normal))
    }
}

/// Korean is written with spaces, and readers of today expect lines to end there (“Requirements for Hangul Text Layout”,
/// W3C, §4.1.3: by words or by syllables); text that is taken out of a file then has its words whole.
fn is_korean(rich: &RichText) -> bool {
    let language = rich.spans.first().and_then(|span| span.look.language.as_ref());
    language.is_some_and(|tag| tag.primary() == "ko")
}

/// For each atom, what may happen after it, hyphenation aside. Ideographs and letters of scripts without spaces stay such
/// only where a line may break after them: there it may stretch, and before a comma or after a bracket it may not.
pub(crate) fn breaks(rich: &RichText, shaped: &mut Shaped) -> Vec<Break> {
    let mut allowed = segmenter(is_korean(rich)).segment_str(&rich.text).peekable();
    let out: Vec<Break> = (0..shaped.atoms.len())
        .map(|index| {
            let end = shaped.start(index + 1);
            while allowed.next_if(|position| *position < end || *position == 0).is_some() {}
            let kind = shaped.atoms.get(index).map(|atom| atom.kind);
            if kind == Some(AtomKind::Newline) {
                Break::Always
            } else if allowed.peek() == Some(&end) {
                let text = rich.text.get(shaped.text(index)).unwrap_or_default();
                if text.ends_with('\u{ad}') { Break::Hyphen } else { Break::Yes }
            } else {
                Break::No
            }
        })
        .collect();
    for (atom, after) in shaped.atoms.iter_mut().zip(&out) {
        if *after == Break::No && matches!(atom.kind, AtomKind::Ideograph | AtomKind::Unspaced) {
            atom.kind = AtomKind::Word;
        }
    }
    out
}

/// Lets words that are longer than a line break anywhere between clusters.
pub(crate) fn emergencies(shaped: &Shaped, out: &mut [Break], measure: f32) {
    let mut start = 0;
    let mut width = 0.0;
    for index in 0..shaped.atoms.len() {
        let Some(atom) = shaped.atoms.get(index) else { break };
        width += atom.width;
        let ends = out.get(index).is_some_and(|b| matches!(b, Break::Yes | Break::Always));
        if ends || index + 1 == shaped.atoms.len() {
            // Space at the end of a line takes no room.
            let seen = if atom.kind == AtomKind::Space { width - atom.width } else { width };
            if seen > measure {
                for (inner, after) in out.iter_mut().enumerate().take(index).skip(start) {
                    // A row of spaces is one place to break.
                    let space =
                        |index: usize| shaped.atoms.get(index).is_some_and(|a| a.kind == AtomKind::Space);
                    if *after == Break::No && !(space(inner) && space(inner + 1)) {
                        *after = Break::Emergency;
                    }
                }
            }
            start = index + 1;
            width = 0.0;
        }
    }
}
