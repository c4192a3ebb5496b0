//! Drawings in the page (`svg`): their words.
//!
//! A drawing that is a picture of the article keeps its words as alternative text: its label, title and description,
//! then what is written in it. Icons are no pictures: their words, and what is too long for an alternative text, are
//! accounted for as a removal each.

use std::collections::BTreeMap;

use offprint_model::{Image, Removal, RemovalKind};

use super::Converter;
use super::inlines::clean_text;
use crate::accounting::place;
use crate::page::Page;
use crate::tag::Tag;

/// A drawing with a side of as many pixels is no icon; icons have 16 to 64.
const LARGER_THAN_ICONS: f32 = 100.0;

/// Longest alternative text of a drawing, in characters: some fifty labels of a chart.
const LONGEST_ALT: usize = 1_000;

/// The rule that accounts for words of drawings.
const RULE: &str = "drawing-words";

/// Elements of a drawing that are not drawn themselves (SVG 2 §5.4, §5.5, §14, and what is no text at all).
const NOT_DRAWN: [&str; 7] = ["defs", "symbol", "clipPath", "mask", "metadata", "style", "script"];

/// The words of a drawing.
#[derive(Debug, Default)]
struct Words {
    /// What it is called and what is said of it: its own title and description.
    about: Vec<String>,
    /// What is written in it, and titles of its parts.
    within: String,
    /// Whether any of that is to be seen, as titles of parts are not.
    is_written: bool,
}

impl Words {
    fn of(page: &Page, row: usize) -> Self {
        let mut words = Self::default();
        let mut at = row + 1;
        let end = page.row(row).end;
        while at < end {
            let next = page.row(at).end;
            let name = page.name(at);
            if NOT_DRAWN.contains(&name) || page.hides(at) {
                at = next;
                continue;
            }
            if matches!(name, "title" | "desc") {
                let text = clean_text(&page.raw_text(at)).trim().to_owned();
                if page.row(at).parent != row {
                    words.within.push(' ');
                    words.within.push_str(&text);
                } else if !text.is_empty() && !words.about.contains(&text) {
                    words.about.push(text);
                }
                at = next;
                continue;
            }
            if page.tag(at) == Tag::Text {
                let text = page.text(at);
                words.is_written |= !text.trim().is_empty();
                words.within.push_str(text);
            } else if name != "tspan" || ["x", "y", "dy"].iter().any(|way| page.attribute(at, way).is_some())
            {
                // A part of a line that is moved nowhere goes on with it.
                words.within.push(' ');
            }
            at += 1;
        }
        words.within = clean_text(&words.within).trim().to_owned();
        words
    }

    /// All of them as one text, what is said of the drawing as sentences.
    fn joined(&self, label: Option<&str>) -> String {
        let label = label.map(|label| clean_text(label).trim().to_owned()).filter(|label| !label.is_empty());
        let about = self.about.iter().filter(|about| Some(*about) != label.as_ref());
        let mut out = String::new();
        for part in label.iter().chain(about).chain([&self.within]).filter(|part| !part.is_empty()) {
            if !out.is_empty() {
                out.push_str(if out.ends_with(|c: char| c.is_alphanumeric()) { ". " } else { " " });
            }
            out.push_str(part);
        }
        out
    }
}

impl Converter<'_> {
    /// The picture of a drawing (`svg`): its words alone, where it is no icon.
    pub(super) fn drawing(&mut self, row: usize) -> Option<Image> {
        let page = self.page;
        if !self.shows(page.row(row).parent) || page.hides(row) {
            return None;
        }
        let words = Words::of(page, row);
        if page.attribute(row, "aria-hidden") == Some("true") && !words.is_written {
            return None;
        }
        let side = |name: &str| {
            page.attribute(row, name).and_then(|v| v.trim().trim_end_matches("px").parse::<f32>().ok())
        };
        let stated = side("width").or_else(|| side("height"));
        let large = stated.map_or(words.is_written, |side| side >= LARGER_THAN_ICONS);
        let of_figure = page.ancestors(row).any(|at| page.tag(at) == Tag::Figure);
        // What acts has an icon; where only words can stand a picture would be lost.
        let is_no_place = page.ancestors(row).any(|at| {
            let tag = page.tag(at);
            tag.heading_rank().is_some()
                || matches!(tag, Tag::A | Tag::Button | Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt | Tag::Pre)
        });
        let alt = words.joined(page.attribute(row, "aria-label"));
        if alt.is_empty() || !(of_figure || large) || is_no_place {
            return None;
        }
        let (alt, rest) = cut(alt);
        self.drawn.insert(row, rest);
        Some(Image { alt: Some(alt), ..Image::default() })
    }
}

/// A text, and the words of it that are too many for an alternative text.
fn cut(text: String) -> (String, String) {
    let Some((limit, _)) = text.char_indices().nth(LONGEST_ALT) else { return (text, String::new()) };
    let end = text.get(..limit).and_then(|start| start.rfind(' ')).unwrap_or(limit);
    match text.split_at_checked(end) {
        Some((alt, rest)) => (alt.to_owned(), rest.trim_start().to_owned()),
        None => (text, String::new()),
    }
}

/// Whether a reader sees a drawing: the table calls all of them hidden, as their text is no line of the page.
fn is_shown(page: &Page, row: usize) -> bool {
    page.row(page.row(row).parent).visible && !page.hides(row)
}

/// Accounts for the words of drawings that did not become pictures of the article: `drawn` are those that did, with the
/// words that were too many for them.
pub(crate) fn account(page: &Page, container: usize, drawn: &BTreeMap<usize, String>) -> Vec<Removal> {
    let mut removals = Vec::new();
    let mut at = page.body();
    while at < page.len() {
        let next = page.row(at).end;
        if page.tag(at) != Tag::Svg {
            at += 1;
            continue;
        }
        let (text, reason) = match drawn.get(&at) {
            Some(rest) => (rest.clone(), "words of a drawing that are too many for its alternative text"),
            None if is_shown(page, at) => {
                (Words::of(page, at).joined(None), "words of a drawing that is no picture of the article")
            }
            None => (String::new(), ""),
        };
        if !text.is_empty() {
            let inside = page.is_within(at, container);
            removals.push(Removal {
                rule: RULE.to_owned(),
                reason: reason.to_owned(),
                confidence: 0.9,
                text,
                place: place(page, at),
                kind: if inside { RemovalKind::Furniture } else { RemovalKind::Outside },
            });
        }
        at = next;
    }
    removals
}

#[cfg(test)]
mod tests {
    use offprint_model::{Article, Block};

    use crate::{Context, Options, parse};

    const PROSE: &str = "<p>The boats went out before light, and the harbour master wrote down each of them, as he had \
                         done for thirty years, with the time and the name of whoever stood at the helm.</p>";

    fn read(drawing: &str) -> Article {
        let page = format!(
            "<html><head><title>The harbour book</title></head><body><header><svg width=24><title>Search</title></svg>\
             </header><article><h1>The harbour book</h1>{PROSE}{PROSE}{drawing}{PROSE}</article></body></html>"
        );
        parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap()
    }

    fn alts(article: &Article) -> Vec<String> {
        let figures = article.body.iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        });
        figures.flat_map(|figure| &figure.images).filter_map(|image| image.alt.clone()).collect()
    }

    fn accounted(article: &Article) -> Vec<&str> {
        article.removals.iter().filter(|r| r.rule == super::RULE).map(|r| r.text.as_str()).collect()
    }

    #[test]
    fn a_chart_keeps_its_words() {
        let article = read(
            "<figure><svg viewBox='0 0 600 400'><title>Boats a year</title><desc>Fewer each decade.</desc>\
             <defs><text>not drawn</text></defs><text x=1>19<tspan>90</tspan></text><text><tspan x=1>forty</tspan>\
             <tspan x=1 dy=2>boats</tspan></text></svg><figcaption>The book, added up.</figcaption></figure>",
        );
        assert_eq!(alts(&article), ["Boats a year. Fewer each decade. 1990 forty boats"]);
        assert_eq!(accounted(&article), ["Search"]);
        let bare = read("<div><svg viewBox='0 0 600 400'><text>Low water</text></svg></div>");
        assert_eq!(alts(&bare), ["Low water"]);
    }

    #[test]
    fn words_of_icons_are_accounted_for() {
        let article = read(
            "<p>Send it on <a href='https://a.example/'><svg width=200><title>Post it</title></svg></a> or \
             <svg width=16><text>i</text></svg> not.</p><h2>Tides <svg><text>new</text></svg></h2>\
             <div style='display:none'><svg><title>hidden</title></svg></div>\
             <svg style='display:none'><symbol><title>sprite</title></symbol></svg>",
        );
        assert_eq!(alts(&article), Vec::<String>::new());
        assert_eq!(accounted(&article), ["Search", "Post it", "i", "new"]);
        assert_eq!(offprint_model::check_article(&article), []);
    }

    #[test]
    fn what_is_too_long_for_an_alternative_text_is_accounted_for() {
        let labels: String = (0..400).map(|n| format!("<text>n{n}</text>")).collect();
        let article = read(&format!("<figure><svg>{labels}</svg></figure>"));
        let (alts, accounted) = (alts(&article), accounted(&article));
        assert!(alts[0].chars().count() <= super::LONGEST_ALT && alts[0].starts_with("n0 n1 "), "{alts:?}");
        let all = format!("{} {}", alts[0], accounted[1]);
        assert_eq!(all, (0..400).map(|n| format!("n{n}")).collect::<Vec<_>>().join(" "));
    }
}
