//! Rich text: the inlines of a paragraph as one string and the spans in it that look alike.

use std::ops::Range;

use std::borrow::Cow;

use offprint_fonts::{Family, Style};
use offprint_model::{CrossReference, Direction, Image, Inline, LanguageTag, is_safe_url};

use crate::forms::{Forms, Place};
use crate::page::{Colour, NodeIndex, Role};
use crate::setter::{Destination, Setter};

/// How letters look.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Look {
    pub(crate) family: Family,
    pub(crate) style: Style,
    /// Size in points.
    pub(crate) size: f32,
    /// How far the baseline is raised, in points.
    pub(crate) rise: f32,
    pub(crate) colour: Colour,
    /// Small capitals are wanted.
    pub(crate) small_caps: bool,
    /// Where the text stands beside the line.
    pub(crate) place: Place,
    /// What shaping asks of the face.
    pub(crate) forms: Forms,
    pub(crate) strike: bool,
    pub(crate) language: Option<LanguageTag>,
}

/// A stretch of the text that looks alike and belongs to one node.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    /// Byte at which it ends; it begins where the one before ends.
    pub(crate) end: usize,
    pub(crate) look: Look,
    pub(crate) node: NodeIndex,
    /// Index among the setter's links.
    pub(crate) link: Option<usize>,
    /// A picture in the line, for which U+FFFC stands in the text.
    pub(crate) picture: Option<InlinePicture>,
}

/// A picture within a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InlinePicture {
    pub(crate) picture: usize,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// One paragraph's text.
#[derive(Debug, Clone, Default)]
pub(crate) struct RichText {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    /// The paragraph's own direction, where it is said.
    pub(crate) direction: Option<Direction>,
}

impl RichText {
    /// Adds text of one look.
    pub(crate) fn push(&mut self, text: &str, look: &Look, node: NodeIndex, link: Option<usize>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.spans.last_mut() {
            Some(last)
                if last.node == node && last.link == link && last.picture.is_none() && last.look == *look =>
            {
                last.end = end;
            }
            _ => self.spans.push(Span { end, look: look.clone(), node, link, picture: None }),
        }
    }

    /// A part of it, by bytes.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let before = self.spans.partition_point(|span| span.end <= range.start);
        let mut spans = Vec::new();
        for span in self.spans.iter().skip(before) {
            let end = span.end.min(range.end) - range.start;
            spans.push(Span { end, ..span.clone() });
            if span.end >= range.end {
                break;
            }
        }
        Self { text, spans, direction: self.direction }
    }

    /// Whether there is nothing to be seen in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Setter<'_> {
    /// The rich text of some inlines, whose nodes are made below `node`.
    pub(crate) fn rich(&mut self, content: &[Inline], look: &Look, node: NodeIndex) -> RichText {
        let mut rich = RichText::default();
        self.flatten(content, look, node, None, &mut rich);
        rich
    }

    fn flatten(
        &mut self,
        content: &[Inline],
        look: &Look,
        node: NodeIndex,
        link: Option<usize>,
        rich: &mut RichText,
    ) {
        let changed = |change: &dyn Fn(&mut Look)| {
            let mut look = look.clone();
            change(&mut look);
            look
        };
        for inline in content {
            match inline {
                Inline::Text { text } => rich.push(&wide_spaces(text), look, node, link),
                Inline::LineBreak => rich.push("\n", look, node, link),
                // The PDF has pages of its own.
                Inline::PageBreak { .. } => {}
                Inline::Emphasis { content } => {
                    let look = changed(&|l| l.style.italic = !l.style.italic);
                    self.flatten(content, &look, node, link, rich);
                }
                Inline::Strong { content } => {
                    let look = changed(&|l| l.style.bold = true);
                    self.flatten(content, &look, node, link, rich);
                }
                Inline::Code { text } => {
                    let node = if link.is_some() { node } else { self.tree.add(node, Role::Code) };
                    rich.push(text, &changed(&mono), node, link);
                }
                Inline::Subscript { content } => {
                    let look = changed(&|l| beside(l, Place::Subscript));
                    self.flatten(content, &look, node, link, rich);
                }
                Inline::Superscript { content } => {
                    let look = changed(&|l| beside(l, Place::Superscript));
                    self.flatten(content, &look, node, link, rich);
                }
                Inline::Strikethrough { content } => {
                    self.flatten(content, &changed(&|l| l.strike = true), node, link, rich);
                }
                Inline::SmallCaps { content } => {
                    self.flatten(content, &changed(&|l| l.small_caps = true), node, link, rich);
                }
                Inline::Quotation { content } => {
                    let node = if link.is_some() { node } else { self.tree.add(node, Role::Quote) };
                    rich.push("“", look, node, link);
                    self.flatten(content, look, node, link, rich);
                    rich.push("”", look, node, link);
                }
                Inline::Span { language, direction, content } => {
                    let look = changed(&|l| {
                        if language.is_some() {
                            l.language.clone_from(language);
                        }
                    });
                    let node = match (language, link) {
                        (Some(language), None) => {
                            let span = self.tree.add(node, Role::Span);
                            self.tree.edit(span, |n| n.language = Some(language.to_string()));
                            span
                        }
                        _ => node,
                    };
                    // What says its direction is a whole of its own in the line (UAX #9, isolates; HTML, `dir`).
                    let isolate =
                        direction.map(|d| if d == Direction::Rtl { "\u{2067}" } else { "\u{2066}" });
                    rich.push(isolate.unwrap_or_default(), &look, node, link);
                    self.flatten(content, &look, node, link, rich);
                    rich.push(isolate.map_or("", |_| "\u{2069}"), &look, node, link);
                }
                Inline::Ruby { base, annotation } => {
                    self.flatten(base, look, node, link, rich);
                    if !annotation.is_empty() {
                        let small = changed(&|l| l.size *= 0.7);
                        rich.push(&format!("({annotation})"), &small, node, link);
                    }
                }
                Inline::Math(math) => {
                    // A formula's own text is its alternative: what reads well aloud is not known here.
                    let formula = self.tree.add(node, Role::Formula);
                    self.tree.edit(formula, |n| n.alt = Some(math.text.clone()));
                    rich.push(&math.text, &changed(&|l| l.style.italic = true), formula, link);
                }
                Inline::Link { url, content, .. } => {
                    self.link(url, content, look, node, link, rich);
                }
                Inline::NoteReference { note, label } => {
                    let key = self.anchor(note);
                    let label = self.note_label(&key, label);
                    self.refer(&key, &label, look, node, link, rich);
                }
                Inline::Image(image) => self.image_in_line(image, look, node, link, rich),
            }
        }
    }

    fn link(
        &mut self,
        url: &str,
        content: &[Inline],
        look: &Look,
        node: NodeIndex,
        link: Option<usize>,
        rich: &mut RichText,
    ) {
        let destination = match url.strip_prefix('#') {
            Some(id) => Some(Destination::Place(self.anchor(id))).filter(|d| self.leads_somewhere(d)),
            None => match self.references.find(url) {
                Some(CrossReference { article, id }) => {
                    Some(Destination::Place(format!("{article}/{}", id.unwrap_or_default())))
                }
                None => is_safe_url(url).then(|| Destination::Url(url.to_owned())),
            },
        };
        let shown = offprint_model::plain_text(content);
        let plain = look;
        match destination {
            Some(destination) if link.is_none() && !shown.trim().is_empty() => {
                let outside = matches!(destination, Destination::Url(_));
                let inner = self.tree.add(node, Role::Link);
                let index = self.add_link(destination, inner, shown.trim(), None);
                let look = Look { colour: self.style.colours.link, ..look.clone() };
                self.flatten(content, &look, inner, Some(index), rich);
                if outside && let Some((key, label)) = self.link_note(url, &shown) {
                    self.refer(&key, &label, plain, node, None, rich);
                }
            }
            _ => self.flatten(content, look, node, link, rich),
        }
    }

    /// A reference to a note: raised, and a link if the note is there.
    pub(crate) fn refer(
        &mut self,
        key: &str,
        label: &str,
        look: &Look,
        node: NodeIndex,
        link: Option<usize>,
        rich: &mut RichText,
    ) {
        let mut look = look.clone();
        beside(&mut look, Place::Superscript);
        let label = label.trim_matches(['[', ']', '(', ')']);
        if link.is_some() || !self.places.contains(key) {
            rich.push(label, &look, node, link);
            return;
        }
        let reference = self.tree.add(node, Role::Reference);
        let inner = self.tree.add(reference, Role::Link);
        let destination = Destination::Place(key.to_owned());
        let index = self.add_link(destination, inner, label, Some(format!("{key}/back")));
        rich.push(label, &look, inner, Some(index));
    }

    fn image_in_line(
        &mut self,
        image: &Image,
        look: &Look,
        node: NodeIndex,
        link: Option<usize>,
        rich: &mut RichText,
    ) {
        let alt = image.alt.as_deref().unwrap_or_default();
        let Some((picture, width, height)) = self.picture(image) else {
            if !alt.is_empty() {
                rich.push(&format!("[{alt}]"), look, node, link);
            }
            return;
        };
        // No taller than the line, so that the leading stays even.
        let scale = (look.size * 1.1 / height).min(0.75).min(self.style.measure() / width);
        let figure = if link.is_some() { node } else { self.tree.add(node, Role::Figure) };
        if link.is_none() {
            let alt = if alt.is_empty() { self.labels.picture } else { alt }.to_owned();
            self.tree.edit(figure, |n| n.alt = Some(alt));
        }
        rich.text.push('\u{fffc}');
        let picture = InlinePicture { picture, width: width * scale, height: height * scale };
        let end = rich.text.len();
        rich.spans.push(Span { end, look: look.clone(), node: figure, link, picture: Some(picture) });
    }
}

/// Narrow spaces between words as those between other words. Editors on the web leave U+202F where a line must not end; it
/// is meant for what stands beside punctuation and among figures, and there it stays. Between words it is so narrow that
/// the words run together, for the eye and for programs that take text out of a PDF.
fn wide_spaces(text: &str) -> Cow<'_, str> {
    const NARROW: char = '\u{202f}';
    if !text.contains(NARROW) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // What stands beyond the ends of this piece of the text is not known: a word, most often.
    let mut before = 'x';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or('x');
        let words = before.is_alphanumeric() && after.is_alphanumeric();
        let figures = before.is_ascii_digit() && after.is_ascii_digit();
        out.push(if letter == NARROW && words && !figures { '\u{a0}' } else { letter });
        before = letter;
    }
    Cow::Owned(out)
}

/// DejaVu Sans Mono looks a good deal larger than Libertinus at the same size: its x-height is 0.55 em, not 0.43.
pub(crate) fn mono(look: &mut Look) {
    look.family = Family::Mono;
    look.style.italic = false;
    look.size *= 0.8;
    look.small_caps = false;
}

/// A superscript or subscript; one within another, as pages mark the references of notes, is raised once.
fn beside(look: &mut Look, place: Place) {
    if look.place == Place::Line {
        look.place = place;
    }
}

#[cfg(test)]
mod tests {
    use super::wide_spaces;

    #[test]
    fn narrow_spaces_stay_beside_punctuation_and_among_figures() {
        let narrow = "we\u{202f}lose, 15\u{202f}mg, 10\u{202f}000, quoi\u{202f}?, «\u{202f}oui\u{202f}»";
        let wide = "we\u{a0}lose, 15\u{a0}mg, 10\u{202f}000, quoi\u{202f}?, «\u{202f}oui\u{202f}»";
        assert_eq!(wide_spaces(narrow), wide);
        assert_eq!(wide_spaces("\u{202f}is a\u{202f}"), "\u{a0}is a\u{a0}");
    }
}
