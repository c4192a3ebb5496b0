//! Shaping, line breaking and page breaking: from the document model to placed glyphs.
//!
//! [`typeset()`] is the front door. It does no I/O, holds no state and never fails: what no face can show is set as
//! a box and listed in [`Typeset::missing`].
#![warn(missing_docs)]

mod blocks;
mod breakpoints;
mod breaks;
mod cover;
mod faces;
mod figure;
mod forms;
mod front;
mod full_width;
mod hanging;
mod hyphens;
mod itemise;
mod line;
#[cfg(test)]
mod line_tests;
mod lines;
mod opening;
mod page;
mod paginate;
mod paragraph;
mod rich_text;
mod setter;
mod shape;
mod shaper;
mod structure;
mod style;
mod table;
mod total_fit;

use std::collections::BTreeSet;

use offprint_fonts::Fonts;
use offprint_model::{CrossReferences, Publication, Resource};

pub use cover::{CoverText, cover};
pub use page::{
    Area, Colour, FaceIndex, Glyph, GlyphRun, Item, LinkArea, Node, NodeIndex, Numbering, OutlineEntry, Page,
    Picture, Position, Role, Shape, Structure, Target, Typeset,
};
pub use style::{Colours, NotePlace, Paper, Setting, Style};

use crate::blocks::Column;
use crate::line::Align;
use crate::paragraph::Measure;
use crate::setter::{Piece, Setter};
use crate::structure::Tree;

/// Sets a publication into pages. `shows` tells whether a picture can be shown; one that can't becomes its
/// alternative text. Each article begins on a page of its own; a book of several begins with a title page and contents.
pub fn typeset(
    publication: &Publication,
    style: &Style,
    fonts: &Fonts,
    shows: &dyn Fn(&Resource) -> bool,
) -> Typeset {
    let mut setter = Setter::new(*style, fonts, publication.metadata.language.as_ref(), shows);
    let column = Column {
        x: 0.0,
        width: style.measure(),
        size: style.size,
        leading: style.leading,
        apart: false,
        align: Align::Justified,
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut contents = BTreeSet::new();
    if publication.is_book() {
        let (front, links) = setter.front(publication, column);
        pieces.extend(front);
        contents = links;
    }
    setter.references = CrossReferences::of(publication);
    for (index, article) in publication.articles.iter().enumerate() {
        if let Some((_, part)) = publication.part_at(index) {
            setter.speak(publication.metadata.language.as_ref());
            pieces.extend(setter.part(part, column));
        }
        setter.begin(index, article);
        let node = setter.tree.add(Tree::ROOT, Role::Article);
        if let Some(language) = &article.metadata.language {
            setter.tree.edit(node, |n| n.language = Some(language.to_string()));
        }
        let mut all = setter.opening(article, node, column);
        all.extend(setter.blocks(&article.body, node, column));
        if !article.notes.is_empty() {
            all.extend(setter.notes(article, node, column));
        }
        all.extend(setter.ending(article, node, column));
        if let Some(first) = all.first_mut() {
            first.page = true;
            first.places.push(front::beginning(index));
        }
        pieces.extend(all);
    }
    let links = std::mem::take(&mut setter.links);
    let heads = std::mem::take(&mut setter.heads);
    let paged = paginate::paginate(pieces, &heads, &links, style, &mut setter.tree);
    let mut pages = paged.pages;
    if pages.is_empty() {
        let (width, height) = (style.paper.width, style.paper.height);
        pages.push(Page { width, height, label: "1".to_owned(), ..Page::default() });
    }
    setter.speak(publication.metadata.language.as_ref());
    setter.number_contents(&mut pages, &contents);
    let several = pages.len() > 1;
    for page in pages.iter_mut().filter(|_| several) {
        folio(&mut setter, page);
    }
    let pictures = setter.pictures;
    let structure = setter.tree.finish();
    let (faces, missing) = setter.faces.finish();
    Typeset { pages, faces, pictures, structure, outline: paged.outline, missing }
}

/// The page number, in the middle of the margin below.
fn folio(setter: &mut Setter<'_>, page: &mut Page) {
    let style = setter.style;
    let look = setter.look(style.size * 0.9);
    let measure =
        Measure { x: 0.0, width: style.measure(), indent: 0.0, leading: style.leading, align: Align::Centre };
    let label = page.label.clone();
    for piece in setter.plain(&label, &look, Tree::ROOT, measure) {
        let y = style.paper.height - style.bottom + style.bottom * 0.35;
        paginate::place(page, piece.items, style.left, y);
    }
}
