//! Letterforms: small capitals, superscripts, subscripts and old-style figures by the face's own glyphs (OpenType
//! features `smcp`, `sups`, `subs`, `sinf`, `onum`), and what stands in where the face has none.
//!
//! A look asks for them ([`Look::small_caps`], [`Look::place`]); before shaping each request is resolved for its text.
//! Figures and letters of the face's own are drawn for their size and agree with the text in weight; scaled ones are
//! thin. But they are taken only where the face has all of them: a mixture would be worse than either.

use harfrust::{Feature, Tag};

use crate::faces::{FaceSet, invisible};
use crate::rich_text::{Look, RichText, Span};
use crate::shaper::Shaper;

/// Where text stands beside the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Place {
    #[default]
    Line,
    Superscript,
    Subscript,
}

/// The features that shaping asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Forms {
    /// Small capitals for small letters.
    pub(crate) small_caps: bool,
    /// Small letters are shown as capitals, which were scaled: the face has no small capitals of them.
    pub(crate) capitals: bool,
    /// Figures with ascenders and descenders.
    pub(crate) old_style: bool,
    /// Glyphs drawn as superscripts or subscripts.
    pub(crate) place: Place,
    /// Subscripts as `sinf` has them, where `subs` has not.
    pub(crate) inferior: bool,
}

impl Forms {
    pub(crate) fn features(self) -> Vec<Feature> {
        let feature = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 1, ..);
        let mut out = Vec::new();
        if self.small_caps {
            out.push(feature(b"smcp"));
        }
        if self.old_style {
            out.push(feature(b"onum"));
        }
        match self.place {
            Place::Line => {}
            Place::Superscript => out.push(feature(b"sups")),
            Place::Subscript => out.push(feature(if self.inferior { b"sinf" } else { b"subs" })),
        }
        out
    }
}

/// Height of capitals that stand for small ones, as a share of the size: Libertinus' own small capitals are 0.72 of
/// its capitals.
const SCALED_CAPITALS: f32 = 0.76;
/// Size and rise of a superscript that is a scaled letter, as shares of the size.
const SCALED_SUPERSCRIPT: (f32, f32) = (0.68, 0.33);
/// The same of a subscript.
const SCALED_SUBSCRIPT: (f32, f32) = (0.7, -0.16);

/// Rich text whose requests for letterforms are resolved; none where there are none.
pub(crate) fn resolve(rich: &RichText, faces: &mut FaceSet<'_>, shaper: &mut Shaper) -> Option<RichText> {
    let asks = |look: &Look| look.small_caps || look.place != Place::Line;
    if !rich.spans.iter().any(|span| asks(&span.look)) {
        return None;
    }
    let mut out = RichText { spans: Vec::new(), ..rich.clone() };
    let mut start = 0;
    let mut rest = rich.spans.as_slice();
    while let Some(first) = rest.first() {
        // What stands beside the line together is one string: a link within a superscript, a word of it in italics.
        let count = rest.iter().take_while(|span| span.look.place == first.look.place).count().max(1);
        let (together, after) = rest.split_at(count);
        rest = after;
        let end = together.last().map_or(start, |span| span.end);
        let forms = match first.look.place {
            Place::Line => None,
            place => covering(rich, together, start, place, faces, shaper),
        };
        let mut from = start;
        for span in together {
            let mut look = span.look.clone();
            match (look.place, forms) {
                (Place::Line, _) => {}
                (_, Some(forms)) => look.forms = forms,
                (Place::Superscript, None) => scale(&mut look, SCALED_SUPERSCRIPT),
                (Place::Subscript, None) => scale(&mut look, SCALED_SUBSCRIPT),
            }
            if look.small_caps && look.place == Place::Line && span.picture.is_none() {
                let text = rich.text.get(from..span.end).unwrap_or_default();
                small_capitals(span, &look, from, text, faces, shaper, &mut out.spans);
            } else {
                out.spans.push(Span { look, ..span.clone() });
            }
            from = span.end;
        }
        start = end;
    }
    Some(out)
}

fn scale(look: &mut Look, (size, rise): (f32, f32)) {
    look.rise += look.size * rise;
    look.size *= size;
}

/// The features by which all characters of some spans have glyphs of their own beside the line.
fn covering(
    rich: &RichText,
    spans: &[Span],
    start: usize,
    place: Place,
    faces: &mut FaceSet<'_>,
    shaper: &mut Shaper,
) -> Option<Forms> {
    if spans.iter().any(|span| span.picture.is_some()) {
        return None;
    }
    let ways: &[bool] = if place == Place::Subscript { &[false, true] } else { &[false] };
    ways.iter().map(|inferior| Forms { place, inferior: *inferior, ..Forms::default() }).find(|forms| {
        let mut from = start;
        spans.iter().all(|span| {
            let text = rich.text.get(from..span.end).unwrap_or_default();
            from = span.end;
            text.chars()
                .all(|c| c.is_whitespace() || invisible(c) || shaper.has_form(faces, c, &span.look, *forms))
        })
    })
}

/// A span of small capitals: letters that the face has as such, and others as scaled capitals.
fn small_capitals(
    span: &Span,
    look: &Look,
    start: usize,
    text: &str,
    faces: &mut FaceSet<'_>,
    shaper: &mut Shaper,
    out: &mut Vec<Span>,
) {
    let own = Look { forms: Forms { small_caps: true, ..look.forms }, ..look.clone() };
    let mut scaled = Look { forms: Forms { capitals: true, ..look.forms }, ..look.clone() };
    scaled.size *= SCALED_CAPITALS;
    let asked = Forms { small_caps: true, ..Forms::default() };
    let mut last: Option<bool> = None;
    for (index, c) in text.char_indices() {
        let lacks = if c.is_lowercase() {
            !shaper.has_form(faces, c, look, asked)
        } else {
            // Accents that stand alone go with their letter; spaces and figures with what is the face's own.
            last == Some(true) && !c.is_alphanumeric() && !c.is_whitespace()
        };
        if last != Some(lacks) {
            let look = if lacks { &scaled } else { &own };
            out.push(Span { look: look.clone(), ..span.clone() });
            last = Some(lacks);
        }
        if let Some(open) = out.last_mut() {
            open.end = start + index + c.len_utf8();
        }
    }
}
