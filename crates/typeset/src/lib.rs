//! Shaping, line breaking and page breaking: from the document model to placed glyphs.
//!
//! [`typeset()`] is the front door. It does no I/O, holds no state and never fails: what no face can show is set as
//! a box and listed in [`Typeset::missing`].
#![warn(missing_docs)]

mod blocks;
mod breakpoints;
mod breaks;
mod clusters;
mod code;
mod column_widths;
mod cover;
mod faces;
mod figure;
mod forms;
mod front;
mod full_width;
mod hanging;
mod hyphens;
mod itemise;
mod length;
mod line;
#[cfg(test)]
mod line_tests;
mod lines;
mod note_numbers;
mod notes;
mod opening;
mod outline;
mod page;
mod paginate;
mod panels;
mod paragraph;
mod plan;
#[cfg(test)]
mod plan_tests;
mod rich_text;
mod roman;
mod running;
mod setter;
mod shape;
mod shaper;
mod structure;
mod style;
mod table;
mod theme;
mod total_fit;

use std::collections::BTreeSet;

use offprint_fonts::Fonts;
use offprint_model::{CrossReferences, Deadline, Publication, Resource};

pub use cover::{CoverText, cover};
pub use length::Length;
pub use page::{
    Area, Colour, FaceIndex, Glyph, GlyphRun, Item, LinkArea, Node, NodeIndex, Numbering, OutlineEntry, Page,
    Picture, Position, Role, Shape, Structure, Target, Typeset,
};
pub use roman::roman;
pub use style::{Colours, NotePlace, PageSet, Paper, Setting, Style};
pub use theme::{ColourNames, Margins, Text, Theme, ThemeError};

use crate::blocks::Column;
use crate::line::Align;
use crate::setter::{Piece, Setter};
use crate::structure::Tree;

/// Sets a publication into pages. `shows` tells whether a picture can be shown; one that can't becomes its
/// alternative text. Each article begins on a page of its own; a book of several begins with a title page and contents.
/// What is not set by the `deadline` is left out; whoever set one asks it afterwards.
pub fn typeset(
    publication: &Publication,
    style: &Style,
    fonts: &Fonts,
    shows: &dyn Fn(&Resource) -> bool,
    deadline: Deadline,
) -> Typeset {
    let mut setter = Setter::new(*style, fonts, publication.metadata.language.as_ref(), shows);
    setter.deadline = deadline;
    let align = match style.setting {
        Setting::Justified => Align::Justified,
        Setting::Ragged => Align::Start,
    };
    let column = Column {
        x: 0.0,
        width: style.measure(),
        size: style.size,
        leading: style.leading,
        apart: false,
        align,
    };
    // Titles and contents go over all columns.
    let whole = Column { width: style.full_measure(), ..column };
    let wide = |mut pieces: Vec<Piece>| {
        pieces.iter_mut().for_each(|piece| piece.wide = true);
        pieces
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut contents = BTreeSet::new();
    if publication.is_book() {
        let (front, links) = setter.front(publication, whole);
        pieces.extend(wide(front));
        contents = links;
    }
    setter.references = CrossReferences::of(publication);
    for (index, article) in publication.articles.iter().enumerate() {
        if deadline.is_over() {
            break;
        }
        if let Some((_, part)) = publication.part_at(index) {
            setter.speak(publication.metadata.language.as_ref());
            pieces.extend(wide(setter.part(part, whole)));
        }
        setter.begin(index, article);
        let node = setter.tree.add(Tree::ROOT, Role::Article);
        if let Some(language) = &article.metadata.language {
            setter.tree.edit(node, |n| n.language = Some(language.to_string()));
        }
        let mut all = wide(setter.opening(article, node, whole));
        all.extend(setter.blocks(&article.body, node, column));
        let mut last = setter.notes(article, node, column, &all);
        last.extend(setter.ending(article, node, column));
        if let Some(first) = last.first_mut() {
            first.ends = true;
        }
        all.extend(last);
        if let Some(first) = all.first_mut() {
            first.page = true;
            first.article = Some(index);
            first.places.push(front::beginning(index));
        }
        pieces.extend(all);
    }
    let links = std::mem::take(&mut setter.links);
    let heads = std::mem::take(&mut setter.heads);
    let notes = std::mem::take(&mut setter.footnotes);
    let copy = paginate::Copy { pieces, notes, heads: &heads, links: &links };
    let paged = paginate::paginate(copy, style, &mut setter.tree, deadline);
    let mut pages = paged.pages;
    if pages.is_empty() {
        let (width, height) = (style.paper.width, style.paper.height);
        pages.push(Page { width, height, ..Page::default() });
    }
    number(&mut pages, paged.first);
    setter.speak(publication.metadata.language.as_ref());
    setter.number_contents(&mut pages, &contents);
    furnish(&mut setter, publication, &mut pages, &paged.running);
    let pictures = setter.pictures;
    let structure = setter.tree.finish();
    let (faces, missing) = setter.faces.finish();
    Typeset { pages, faces, pictures, structure, outline: paged.outline, missing }
}

/// Labels of pages: Roman before the first article of a book, then from 1.
fn number(pages: &mut [Page], first: usize) {
    for (index, page) in pages.iter_mut().enumerate() {
        page.label = match index.checked_sub(first) {
            Some(number) => (number + 1).to_string(),
            None => roman::roman(index + 1),
        };
    }
}

/// Lines that the margin above has at least where a running head stands in it, and that below for a page number.
const HEAD_ROOM: f32 = 2.1;
const FOLIO_ROOM: f32 = 1.6;

/// Running heads and page numbers. The title page of a book has neither, a document of one page no number.
fn furnish(
    setter: &mut Setter<'_>,
    publication: &Publication,
    pages: &mut [Page],
    running: &[Option<usize>],
) {
    let style = setter.style;
    let several = pages.len() > 1;
    let title_page = usize::from(publication.is_book());
    for (index, page) in pages.iter_mut().enumerate().skip(title_page) {
        if style.folios && several && style.bottom >= style.leading * FOLIO_ROOM {
            setter.folio(page);
        }
        let article = running.get(index).copied().flatten().and_then(|at| publication.articles.get(at));
        if style.running_heads
            && style.top >= style.leading * HEAD_ROOM
            && let Some(article) = article
        {
            setter.speak(article.metadata.language.as_ref());
            setter.running_head(publication, article, page);
            setter.speak(publication.metadata.language.as_ref());
        }
    }
}
