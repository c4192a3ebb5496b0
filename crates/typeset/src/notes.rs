//! The notes of an article: at the foot of the page that refers to them, or at the article's end.

use std::collections::BTreeSet;

use offprint_model::{Article, Block, Inline};

use crate::blocks::{Column, begin_with};
use crate::line::Align;
use crate::opening::rule;
use crate::page::{NodeIndex, Role};
use crate::paragraph::Measure;
use crate::rich_text::RichText;
use crate::setter::{Destination, Footnote, Piece, Setter};
use crate::style::NotePlace;

/// Size of notes, in parts of the text's.
const SIZE: f32 = 0.85;

/// A note to be set.
struct ToSet<'a> {
    key: String,
    label: String,
    blocks: std::borrow::Cow<'a, [Block]>,
}

impl Setter<'_> {
    /// The notes, each with a way back to where it is referred to: those that `body` refers to become footnotes if the
    /// style wants it; the others, which are given back, stand at the end.
    pub(crate) fn notes(
        &mut self,
        article: &Article,
        node: NodeIndex,
        column: Column,
        body: &[Piece],
    ) -> Vec<Piece> {
        let notes = self.to_set(article);
        let mut referred: BTreeSet<String> = BTreeSet::new();
        if self.style.notes == NotePlace::Foot {
            let links = body.iter().flat_map(|piece| &piece.links);
            referred.extend(links.filter_map(
                |(_, link)| match self.links.get(*link).map(|l| &l.destination) {
                    Some(Destination::Place(key)) => Some(key.clone()),
                    _ => None,
                },
            ));
        }
        self.in_notes = true;
        let mut out = Vec::new();
        let small =
            Column { size: column.size * SIZE, leading: column.leading * SIZE, apart: true, ..column };
        for note in &notes {
            let pieces = self.note(note, node, small);
            if referred.contains(&note.key) {
                self.footnotes.push(Footnote { key: note.key.clone(), pieces });
                continue;
            }
            if out.is_empty() {
                out.push(rule(column, column.leading, column.width * 0.25, self.style.colours.rule));
            }
            out.extend(pieces);
        }
        self.in_notes = false;
        out
    }

    /// The article's notes and those for addresses, in the order of their numbers if they have been given some.
    fn to_set<'a>(&self, article: &'a Article) -> Vec<ToSet<'a>> {
        let own = article.notes.iter().map(|note| {
            let key = self.anchor(&note.id);
            let shown = self.numbers.shown(&key).unwrap_or(&note.label);
            let label = self.numbers.get(&key).map_or_else(|| shown.to_owned(), |number| number.to_string());
            ToSet { key, label, blocks: note.blocks.as_slice().into() }
        });
        let links = self.numbers.links().iter().map(|(key, url)| {
            let label = self.numbers.get(key).unwrap_or_default().to_string();
            let content = vec![Inline::Link {
                url: url.clone(),
                title: None,
                content: vec![Inline::text(url.clone())],
            }];
            let paragraph = offprint_model::Paragraph { content, ..Default::default() };
            ToSet { key: key.clone(), label, blocks: vec![Block::Paragraph(paragraph)].into() }
        });
        let mut notes: Vec<ToSet<'a>> = own.chain(links).collect();
        if !self.numbers.links().is_empty() {
            notes.sort_by_key(|note| self.numbers.get(&note.key).unwrap_or(usize::MAX));
        }
        notes
    }

    fn note(&mut self, note: &ToSet<'_>, node: NodeIndex, small: Column) -> Vec<Piece> {
        let note_node = self.tree.add(node, Role::Note);
        let label_node = self.tree.add(note_node, Role::Label);
        let look = self.look(small.size);
        let room = small.size * (1.0 + 0.5 * note.label.chars().count().min(6) as f32);
        let label = format!("{}.", note.label.trim_matches(['[', ']', '(', ')', '.']));
        let mut rich = RichText::default();
        // Back to the reference. A note that nothing refers to leads nowhere and is plain.
        let inner = self.tree.add(label_node, Role::Link);
        let back = Destination::Place(format!("{}/back", note.key));
        let link = self.add_link(back, inner, self.labels.back, None);
        rich.push(&label, &look, inner, Some(link));
        let rtl = self.direction == offprint_model::Direction::Rtl;
        let (x, text_x) =
            if rtl { (small.x + small.width - room, small.x) } else { (small.x, small.x + room) };
        let measure = Measure { x, width: room, align: Align::Start, ..small.measure(0.0) };
        let marks = self.rich_paragraph(&rich, measure);
        let column = Column { x: text_x, width: small.width - room, ..small };
        let mut pieces = self.blocks(&note.blocks, note_node, column);
        if let Some(mark) = marks.into_iter().next() {
            begin_with(&mut pieces, mark);
        }
        if let Some(first) = pieces.first_mut() {
            first.gap = small.leading * 0.25;
            first.places.push(note.key.clone());
        }
        // A heading in a note is no section of the article, and its pictures stay with it.
        for piece in &mut pieces {
            (piece.entry, piece.float) = (None, None);
        }
        pieces
    }
}
