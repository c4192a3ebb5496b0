//! The opening of an article, and what stands at its end.

use offprint_model::{Article, Inline, Person, Role as Credit, is_safe_url};

use crate::blocks::Column;
use crate::line::Align;
use crate::page::{Area, Colour, Item, NodeIndex, Role, Shape};
use crate::paragraph::Measure;
use crate::rich_text::RichText;
use crate::setter::{Piece, Setter};

impl Setter<'_> {
    /// Site, title, dek, authors with their posts, date.
    pub(crate) fn opening(&mut self, article: &Article, node: NodeIndex, column: Column) -> Vec<Piece> {
        let metadata = &article.metadata;
        let start = Measure { align: Align::Start, ..column.measure(0.0) };
        let mut out: Vec<Piece> = Vec::new();
        let mut add = |mut pieces: Vec<Piece>, gap: f32| {
            if let Some(first) = pieces.first_mut() {
                first.gap = gap;
            }
            pieces.iter_mut().for_each(|piece| piece.keep = true);
            out.extend(pieces);
        };
        if let Some(site) = &metadata.site {
            let paragraph = self.tree.add(node, Role::Paragraph);
            let mut look = self.look(column.size * 0.95);
            look.small_caps = true;
            look.colour = self.style.colours.muted;
            add(self.plain(site, &look, paragraph, start), 0.0);
        }
        let title = metadata.title.as_deref().unwrap_or(self.labels.untitled).to_owned();
        let heading = self.tree.add(node, Role::Heading(1));
        // Long titles are set smaller: three lines are enough.
        let share = match title.chars().count() {
            0..=60 => 2.2,
            61..=110 => 1.9,
            _ => 1.6,
        };
        let mut look = self.look(column.size * share);
        look.style.bold = true;
        let leading = (column.size * share * 1.16).round();
        let balanced = Measure { align: Align::Balanced, ..start };
        let mut lines = self.plain(&title, &look, heading, Measure { leading, ..balanced });
        if let Some(first) = lines.first_mut() {
            first.entry = Some((1, title));
        }
        add(lines, column.leading * 0.5);
        if let Some(dek) = &metadata.dek {
            let paragraph = self.tree.add(node, Role::Paragraph);
            let mut look = self.look(column.size * 1.2);
            look.style.italic = true;
            let leading = (column.leading * 1.2).round();
            add(self.plain(dek, &look, paragraph, Measure { leading, ..balanced }), column.leading * 0.5);
        }
        let mut gap = column.leading * 0.7;
        let writers: Vec<&Person> = metadata.authors.iter().filter(|p| p.role == Credit::Author).collect();
        if !writers.is_empty() {
            let names: Vec<&str> = writers.iter().map(|p| p.name.as_str()).collect();
            let text = format!("{} {}", self.labels.by, self.labels.join(&names));
            let paragraph = self.tree.add(node, Role::Paragraph);
            let look = self.look(column.size * 1.05);
            add(self.plain(&text, &look, paragraph, start), gap);
            gap = 0.0;
        }
        let mut small = self.look(column.size * 0.9);
        small.colour = self.style.colours.muted;
        let small_start = Measure { leading: (column.leading * 0.9).round(), ..start };
        for person in &metadata.authors {
            let post = person.post.as_deref().or(person.affiliation.as_deref());
            let line = match (person.role, post) {
                (Credit::Author, None) => continue,
                (Credit::Author, Some(post)) => format!("{}, {post}", person.name),
                (role, post) => {
                    let post = post.map(|post| format!(", {post}")).unwrap_or_default();
                    format!("{}: {}{post}", capital(role.as_str()), person.name)
                }
            };
            let paragraph = self.tree.add(node, Role::Paragraph);
            add(self.plain(&line, &small, paragraph, small_start), gap);
            gap = 0.0;
        }
        let language = metadata.language.as_ref();
        let mut dates: Vec<String> = metadata.published.map(|d| d.to_words(language)).into_iter().collect();
        if metadata.modified.map(|d| d.date_only()) != metadata.published.map(|d| d.date_only()) {
            dates.extend(
                metadata.modified.map(|d| format!("{} {}", self.labels.updated, d.to_words(language))),
            );
        }
        if !dates.is_empty() {
            let paragraph = self.tree.add(node, Role::Paragraph);
            add(self.plain(&dates.join(" · "), &small, paragraph, small_start), column.leading * 0.3);
        }
        out.push(rule(column, column.leading * 0.7, column.width, self.style.colours.rule));
        out.push(Piece { height: column.leading * 0.7, keep: true, ..Piece::default() });
        out
    }

    /// Biographies of the authors, the source, and when the page was saved.
    pub(crate) fn ending(&mut self, article: &Article, node: NodeIndex, column: Column) -> Vec<Piece> {
        let small = Column { size: column.size * 0.88, leading: column.leading * 0.88, ..column };
        let look = self.look(small.size);
        let measure = Measure { align: Align::Start, ..small.measure(0.0) };
        let mut out: Vec<Piece> = Vec::new();
        for person in &article.metadata.authors {
            let Some(biography) = &person.biography else { continue };
            let paragraph = self.tree.add(node, Role::Paragraph);
            let mut rich = RichText::default();
            if !biography.contains(&person.name) {
                let mut bold = look.clone();
                bold.style.bold = true;
                rich.push(&format!("{} ", person.name), &bold, paragraph, None);
            }
            rich.push(biography, &look, paragraph, None);
            let mut pieces = self.rich_paragraph(&rich, measure);
            if let Some(first) = pieces.first_mut() {
                first.gap = small.leading * 0.4;
            }
            out.extend(pieces);
        }
        let url = article.metadata.url.as_ref().or(article.provenance.url.as_ref());
        let mut content: Vec<Inline> = Vec::new();
        if let Some(url) = url.filter(|url| is_safe_url(url)) {
            content.push(Inline::text(format!("{}: ", self.labels.source)));
            let shown = vec![Inline::text(url.clone())];
            content.push(Inline::Link { url: url.clone(), title: None, content: shown });
        }
        if let Some(captured) = &article.provenance.captured {
            let language = article.metadata.language.as_ref();
            if !content.is_empty() {
                content.push(Inline::text(". "));
            }
            content.push(Inline::text(format!("{} {}", self.labels.saved, captured.to_words(language))));
        }
        if !content.is_empty() {
            let paragraph = self.tree.add(node, Role::Paragraph);
            let mut pieces = self.paragraph(&content, &look, paragraph, measure);
            if let Some(first) = pieces.first_mut() {
                first.gap = small.leading * 0.4;
            }
            out.extend(pieces);
        }
        if !out.is_empty() {
            out.insert(0, rule(column, column.leading, column.width * 0.25, self.style.colours.rule));
        }
        out
    }
}

/// A thin rule, an artifact.
pub(crate) fn rule(column: Column, gap: f32, width: f32, colour: Colour) -> Piece {
    let area = Area { x: column.x, y: 0.0, width, height: 0.5 };
    let items = vec![Item { node: None, shape: Shape::Fill { area, colour } }];
    Piece { height: 0.5, gap, items, keep: true, ..Piece::default() }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
