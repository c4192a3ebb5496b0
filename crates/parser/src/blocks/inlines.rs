//! Rows of a line of text to inlines.

use std::ops::Range;

use offprint_model::{Direction, Inline, LanguageTag, MAX_INLINE_DEPTH, is_xml_char};

use super::Converter;
use super::page_breaks::is_page_break;
use crate::page::{ends_in_space, plain_run};
use crate::tag::Tag;

impl Converter<'_> {
    /// The inlines of some rows, white space collapsed and trimmed.
    pub(super) fn inlines(&mut self, rows: Range<usize>) -> Vec<Inline> {
        let raw = self.raw_inlines(rows, 1);
        let content = tidy(raw);
        self.with_waiting(content)
    }

    /// The inlines of some rows with the white space as it stands.
    pub(super) fn raw_inlines(&mut self, rows: Range<usize>, depth: usize) -> Vec<Inline> {
        let page = self.page;
        let mut out = Vec::new();
        let mut index = rows.start;
        while index < rows.end {
            let row = page.row(index);
            let next = row.end;
            if self.is_gone(index) {
                index = next;
                continue;
            }
            out.extend(self.page_break(index));
            match row.tag {
                Tag::Text => {
                    let text = clean_text(page.text(index));
                    if !text.is_empty() {
                        out.push(Inline::Text { text });
                    }
                }
                Tag::Br => out.push(Inline::LineBreak),
                Tag::Img if self.is_formula_picture(index) => {}
                Tag::Img | Tag::AmpImg => out.extend(self.image(index).map(Inline::Image)),
                Tag::Picture => out.extend(self.picture(index).map(Inline::Image)),
                Tag::Svg => out.extend(self.drawing(index).map(Inline::Image)),
                Tag::Math => out.extend(self.formula(index).map(Inline::Math)),
                Tag::Script => out.extend(self.scripted_formula(index).map(Inline::Math)),
                _ if !self.shows(index) => {}
                tag => {
                    let inner_depth = if depth < MAX_INLINE_DEPTH { depth + 1 } else { depth };
                    let content = self.raw_inlines(index + 1..next, inner_depth);
                    if depth >= MAX_INLINE_DEPTH {
                        out.extend(content);
                    } else {
                        out.extend(self.wrap(index, tag, content));
                    }
                    if !tag.is_inline() {
                        out.push(Inline::Text { text: " ".into() });
                    }
                }
            }
            index = next;
        }
        out
    }

    /// The inline that an element makes of its content; the content itself where the element means nothing.
    fn wrap(&mut self, index: usize, tag: Tag, content: Vec<Inline>) -> Vec<Inline> {
        if content.iter().all(is_page_break) {
            return content;
        }
        let page = self.page;
        let one = match tag {
            Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => Inline::Emphasis { content },
            Tag::Strong | Tag::B => Inline::Strong { content },
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => {
                let text = offprint_model::plain_text(&content);
                if text.trim().is_empty() {
                    return content;
                }
                let code = Inline::Code { text: text.split_whitespace().collect::<Vec<_>>().join(" ") };
                // Code holds text alone.
                return content.into_iter().filter(is_page_break).chain([code]).collect();
            }
            Tag::Sub => Inline::Subscript { content },
            Tag::Sup => Inline::Superscript { content },
            Tag::S | Tag::Strike | Tag::Del => Inline::Strikethrough { content },
            Tag::Q => Inline::Quotation { content },
            Tag::A => return self.link(index, content),
            Tag::Ruby => ruby(content),
            Tag::Rt | Tag::Rtc => {
                Inline::Span { language: None, direction: None, content: mark_reading(content) }
            }
            Tag::Span | Tag::Font | Tag::Bdi | Tag::Bdo | Tag::Small | Tag::Big => {
                return vec![styled(page.attribute(index, "style"), self.spanned(index, content))];
            }
            _ => return vec![self.spanned(index, content)].into_iter().flat_map(unwrap_plain).collect(),
        };
        vec![one]
    }

    /// Content in a span for its language and direction; in a span of neither where the element has none.
    fn spanned(&self, index: usize, content: Vec<Inline>) -> Inline {
        let language: Option<LanguageTag> = self
            .page
            .attribute(index, "lang")
            .and_then(|lang| lang.parse().ok())
            .filter(|lang| Some(lang) != self.language.as_ref());
        let direction = match self.page.attribute(index, "dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") => Some(Direction::Rtl),
            Some("ltr") => Some(Direction::Ltr),
            _ => None,
        };
        Inline::Span { language, direction, content }
    }

    fn link(&mut self, index: usize, content: Vec<Inline>) -> Vec<Inline> {
        let Some(address) = self.page.attribute(index, "href") else { return content };
        if let Some(fragment) = self.resolver.own_fragment(address) {
            if let Some(note) = self.notes.reference(index, fragment) {
                let label = offprint_model::plain_text(&content).trim().to_owned();
                return vec![Inline::NoteReference { note, label }];
            }
            return match self.ids.get(fragment) {
                Some(id) => {
                    let url = format!("#{id}");
                    self.wanted.insert(id.clone());
                    vec![Inline::Link { url, title: None, content }]
                }
                None => content,
            };
        }
        match self.resolver.resolve(address) {
            Some(url) => {
                let title = self
                    .page
                    .attribute(index, "title")
                    .map(|t| clean_text(t).trim().to_owned())
                    .filter(|t| !t.is_empty());
                vec![Inline::Link { url, title, content }]
            }
            None => content,
        }
    }
}

/// A span that says nothing is its content.
fn unwrap_plain(inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Span { language: None, direction: None, content } => content,
        other => vec![other],
    }
}

/// What a `style` attribute makes of a span: editors of the visual kind write bold and italics so.
fn styled(style: Option<&str>, span: Inline) -> Inline {
    let Some(style) = style else { return span };
    let bare: String = style.to_ascii_lowercase().split_whitespace().collect();
    let bold = ["font-weight:bold", "font-weight:700", "font-weight:800"].iter().any(|s| bare.contains(s));
    if bold {
        Inline::Strong { content: vec![span] }
    } else if bare.contains("font-style:italic") {
        Inline::Emphasis { content: vec![span] }
    } else if bare.contains("font-variant:small-caps") {
        Inline::SmallCaps { content: vec![span] }
    } else {
        span
    }
}

/// Private mark of a ruby reading between [`Converter::wrap`] of `rt` and of `ruby`; it never leaves this file.
const READING: &str = "\u{e000}";

fn mark_reading(mut content: Vec<Inline>) -> Vec<Inline> {
    content.insert(0, Inline::text(READING));
    content
}

fn ruby(content: Vec<Inline>) -> Inline {
    let (mut base, mut annotation) = (Vec::new(), String::new());
    for inline in content {
        match &inline {
            Inline::Span { content, .. } if matches!(content.first(), Some(Inline::Text { text }) if text == READING) =>
            {
                annotation.push_str(offprint_model::plain_text(content).trim_start_matches(READING).trim());
            }
            _ => base.push(inline),
        }
    }
    Inline::Ruby { base, annotation }
}

/// Text without what a document may not hold; every run of white space one space. Spaces that must not break stay
/// where they stand between two words; soft hyphens go.
pub(crate) fn clean_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (run, tail) = plain_run(rest, ends_in_space(&out));
        out.push_str(run);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !ends_in_space(&out) {
                out.push(' ');
            }
        } else if is_xml_char(c) && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{e000}') {
            out.push(c);
        }
    }
    out
}

/// Collapses white space across inlines, trims both ends, drops what is empty and joins what belongs together.
pub(crate) fn tidy(content: Vec<Inline>) -> Vec<Inline> {
    let mut after_space = true;
    let mut out = collapse(content, &mut after_space);
    let last = out.iter().rposition(|inline| !is_page_break(inline)).map_or(0, |last| last + 1);
    let mut breaks = out.split_off(last);
    while trim_end(&mut out) {}
    out.append(&mut breaks);
    out
}

fn collapse(content: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for mut inline in content {
        match &mut inline {
            Inline::Text { text } => {
                let kept = single_spaced(std::mem::take(text), after_space);
                if kept.is_empty() {
                    continue;
                }
                if let Some(Inline::Text { text: before }) = out.last_mut() {
                    before.push_str(&kept);
                } else {
                    out.push(Inline::Text { text: kept });
                }
                continue;
            }
            Inline::LineBreak => {
                if out.iter().all(is_page_break) && *after_space
                    || matches!(out.last(), Some(Inline::LineBreak))
                {
                    continue;
                }
                trim_last_space(&mut out);
                *after_space = true;
            }
            Inline::PageBreak { .. } => {}
            Inline::Code { .. } | Inline::Image(_) | Inline::NoteReference { .. } | Inline::Math(_) => {
                *after_space = false
            }
            other => {
                if let Some(inner) = other.content_mut() {
                    *inner = collapse(std::mem::take(inner), after_space);
                    if inner.is_empty() {
                        continue;
                    }
                }
            }
        }
        match inline {
            Inline::Span { language: None, direction: None, content } => {
                for piece in content {
                    match (piece, out.last_mut()) {
                        (Inline::Text { text }, Some(Inline::Text { text: before })) => {
                            before.push_str(&text)
                        }
                        (piece, _) => out.push(piece),
                    }
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// A text with of several spaces the first, also those that must not break.
fn single_spaced(text: String, after_space: &mut bool) -> String {
    let is_space = |c: char| c == ' ' || c == '\u{a0}';
    let mut before = *after_space;
    let is_single = text.chars().all(|c| {
        let again = before && is_space(c);
        before = is_space(c);
        !again
    });
    if is_single {
        *after_space = before;
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        if is_space(c) && *after_space {
            continue;
        }
        kept.push(c);
        *after_space = is_space(c);
    }
    kept
}

fn trim_last_space(out: &mut Vec<Inline>) {
    if let Some(Inline::Text { text }) = out.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            out.pop();
        }
    }
}

/// Takes white space and line breaks off the end; whether there may be more to take.
fn trim_end(content: &mut Vec<Inline>) -> bool {
    match content.last_mut() {
        Some(Inline::LineBreak) => {
            content.pop();
            true
        }
        Some(Inline::Text { text }) => {
            text.truncate(text.trim_end().len());
            if text.is_empty() {
                content.pop();
                return true;
            }
            false
        }
        Some(other) => {
            let Some(inner) = other.content_mut() else { return false };
            while trim_end(inner) {}
            if inner.is_empty() {
                content.pop();
                return true;
            }
            false
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collapses_across_elements() {
        let content = vec![
            Inline::text(" a "),
            Inline::Emphasis { content: vec![Inline::text(" b ")] },
            Inline::text(" "),
            Inline::LineBreak,
        ];
        let expected = vec![Inline::text("a "), Inline::Emphasis { content: vec![Inline::text("b")] }];
        assert_eq!(tidy(content), expected);
    }
}
