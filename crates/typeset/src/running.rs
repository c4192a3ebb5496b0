//! What stands in the margins of pages: running heads above, page numbers below. All are artifacts.

use offprint_model::{Article, Publication};

use crate::line::Align;
use crate::page::{Item, Page};
use crate::paginate::put;
use crate::paragraph::Measure;
use crate::rich_text::{Look, RichText};
use crate::setter::Setter;
use crate::structure::Tree;

/// Size of what stands in the margins, in parts of the text's.
const SIZE: f32 = 0.86;
/// Distance from the text to the running head, in lines.
const ABOVE: f32 = 1.9;
/// Space between the two parts of a running head, in ems.
const APART: f32 = 2.0;
/// Least share of the measure that a part is given when both are long.
const LEAST: f32 = 0.35;

impl Setter<'_> {
    /// The page number, in the middle of the margin below.
    pub(crate) fn folio(&mut self, page: &mut Page) {
        let style = self.style;
        let mut look = self.look(style.size * 0.9);
        look.colour = style.colours.muted;
        let width = style.full_measure();
        let measure = Measure { x: 0.0, width, indent: 0.0, leading: style.leading, align: Align::Centre };
        let label = page.label.clone();
        let y = style.paper.height - style.bottom + style.bottom * 0.35;
        for piece in self.plain(&label, &look, Tree::ROOT, measure) {
            put(&mut page.foot, piece.items, style.left, y);
        }
    }

    /// The running head of a page of an article: in a book its title and the article's, else the article's and the
    /// site's. Parts that are too long for the line are cut at a word.
    pub(crate) fn running_head(&mut self, publication: &Publication, article: &Article, page: &mut Page) {
        let style = self.style;
        let title = article.metadata.title.as_deref().unwrap_or_default().trim();
        let (first, second) = if publication.is_book() {
            (publication.metadata.title.as_deref().unwrap_or_default().trim(), title)
        } else {
            (title, article.metadata.site.as_deref().unwrap_or_default().trim())
        };
        let mut look = self.look(style.size * SIZE);
        look.colour = style.colours.muted;
        let italic = Look { style: offprint_fonts::Style { italic: true, ..look.style }, ..look.clone() };
        let room = style.full_measure() - look.size * APART;
        let wanted = (self.width_of(first, &italic), self.width_of(second, &look));
        let least = room * LEAST;
        let (left, right) = if wanted.0 + wanted.1 <= room {
            wanted
        } else if wanted.1 <= least {
            (room - wanted.1, wanted.1)
        } else if wanted.0 <= least {
            (wanted.0, room - wanted.0)
        } else {
            let right = wanted.1.min(room - least).min(room - least.max(room - wanted.1));
            (room - right, right)
        };
        let y = (style.top - style.leading * ABOVE).max(0.0);
        for (text, look, width, align) in
            [(first, &italic, left, Align::Start), (second, &look, right, Align::End)]
        {
            let text = self.cut(text, look, width);
            let items = self.one_line(&text, look, align);
            put(&mut page.head, items, style.left, y);
        }
    }

    fn one_line(&mut self, text: &str, look: &Look, align: Align) -> Vec<Item> {
        let width = self.style.full_measure();
        let measure = Measure { x: 0.0, width, indent: 0.0, leading: self.style.leading, align };
        self.plain(text, look, Tree::ROOT, measure)
            .into_iter()
            .take(1)
            .flat_map(|piece| piece.items)
            .collect()
    }

    fn width_of(&mut self, text: &str, look: &Look) -> f32 {
        let mut rich = RichText::default();
        rich.push(text, look, Tree::ROOT, None);
        if rich.is_blank() { 0.0 } else { self.widths(&rich).line + 0.5 }
    }

    /// So many whole words of a text as fit, with an ellipsis where some do not.
    fn cut(&mut self, text: &str, look: &Look, width: f32) -> String {
        if self.width_of(text, look) <= width {
            return text.to_owned();
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        // The most words that fit, found by halving: a title may be a page long.
        let (mut fits, mut not) = (0, words.len());
        let joined = |count: usize| {
            let words = words.get(..count).unwrap_or_default().join(" ");
            format!("{}…", words.trim_end_matches([',', ';', ':', '–', '—', '-', ' ', '.']))
        };
        while fits + 1 < not {
            let middle = (fits + not) / 2;
            if self.width_of(&joined(middle), look) <= width { fits = middle } else { not = middle }
        }
        if fits == 0 { String::new() } else { joined(fits) }
    }
}
