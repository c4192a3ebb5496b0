//! Scripts that are written without spaces between words. The build script reads this file too.

/// Whether a character stands for a syllable or word.
#[inline]
pub(crate) const fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
