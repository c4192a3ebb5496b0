//! Footnotes and endnotes: references in the text and what they lead to.
//!
//! A reference is a short link (`1`, `[2]`, `*`) to a place on the page that is a list item or a paragraph and, as a
//! rule, leads back. The note leaves the body and becomes a note of the article.

use std::collections::{BTreeMap, BTreeSet};

use offprint_model::{Block, Inline, Note};

use super::{Body, Converter};
use crate::address::Resolver;
use crate::page::Page;
use crate::tag::Tag;

/// A reference is no longer than `[123]`.
const LONGEST_LABEL: usize = 6;

/// A link back from a note is no longer than `[Return]`.
const LONGEST_BACK: usize = 8;

/// Places of one identifier that are looked at for a reference: a page of more parts than these is a book.
const MOST_PLACES: usize = 64;

/// The notes of an article.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By the page's identifier: the row that holds the note.
    rows: BTreeMap<String, usize>,
    /// By the row of a reference: the row of its note.
    by_link: BTreeMap<usize, usize>,
    /// The row of each note, once.
    is_note: BTreeSet<usize>,
    /// Notes that were referred to, by row: number in order of the first reference, and label.
    used: BTreeMap<usize, String>,
    order: Vec<(usize, String)>,
    /// Terms that are but a note's label.
    labels: BTreeSet<usize>,
    /// Addresses of the links back.
    back: BTreeSet<usize>,
}

impl Notes {
    /// Finds the notes within a container, but for rows that are none.
    pub(super) fn find(
        page: &Page,
        container: usize,
        gone: &[bool],
        resolver: &Resolver,
        no_notes: &BTreeSet<usize>,
    ) -> Self {
        let targets = page.targets(page.subtree(container));
        let places = Places::of(page, container);
        let mut notes = Self::default();
        // By the row of a target: the label of the reference that has taken it.
        let mut taken: BTreeMap<usize, String> = BTreeMap::new();
        let is_gone = |row: usize| gone.get(row).copied().unwrap_or(false);
        for link in page
            .subtree(container)
            .filter(|row| page.tag(*row) == Tag::A && page.row(*row).visible && !is_gone(*row))
        {
            let Some(fragment) = page.attribute(link, "href").and_then(|href| resolver.own_fragment(href))
            else {
                continue;
            };
            let label = page.visible_text(page.subtree(link));
            let bare = label.trim_matches(['[', ']', '(', ')', ' ']);
            let numbered = !bare.is_empty()
                && (bare.chars().all(|c| c.is_ascii_digit())
                    || bare.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'))
                    || bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x')));
            if !numbered || label.chars().count() > LONGEST_LABEL {
                continue;
            }
            let Some(target) = places.of_reference(fragment, link, bare, &mut taken) else { continue };
            // A term that the target is or is in is the note's label; the note is what describes it.
            let term = page.closest(target, container, |row| page.tag(row) == Tag::Dt);
            if let Some(term) = term.filter(|term| page.row(*term).chars <= LONGEST_LABEL) {
                let mut after = page.after(term).filter(|row| page.tag(*row) != Tag::Text);
                let Some(note) = after.next() else { continue };
                if page.tag(note) == Tag::Dd && link < term && !is_gone(note) && !no_notes.contains(&note) {
                    notes.put(fragment, link, note);
                    notes.labels.insert(term);
                }
                continue;
            }
            // The note is the item or paragraph that the target is, is in, or begins.
            let Some(note) = page.closest(target, container, |row| {
                matches!(page.tag(row), Tag::Li | Tag::P | Tag::Dd | Tag::Aside | Tag::Div)
            }) else {
                continue;
            };
            let backwards = note < link;
            let holds_link = page.is_within(link, note);
            let long = page.row(note).chars > 4_000;
            let is_none = note == container || is_gone(note) || no_notes.contains(&note);
            if backwards || holds_link || long || is_none {
                continue;
            }
            notes.put(fragment, link, note);
        }
        for note in &notes.is_note {
            for link in page.subtree(*note).filter(|row| page.tag(*row) == Tag::A) {
                let leads_back = page
                    .attribute(link, "href")
                    .and_then(|href| resolver.own_fragment(href))
                    .and_then(|f| targets.get(f))
                    .is_some_and(|target| target < note);
                // A note may be hidden until its reference asks for it: what counts is what the link would show.
                if leads_back && page.raw_text(link).trim().chars().count() <= LONGEST_BACK {
                    notes.back.insert(link);
                }
            }
        }
        notes
    }

    fn put(&mut self, fragment: &str, link: usize, note: usize) {
        self.rows.entry(fragment.to_owned()).or_insert(note);
        self.by_link.insert(link, note);
        self.is_note.insert(note);
    }

    /// The notes to which no reference led that became one of the article, as far as a reader of the page sees them.
    pub(super) fn unused(&self, page: &Page) -> BTreeSet<usize> {
        let is_unused = |row: &&usize| !self.used.contains_key(*row) && page.row(**row).visible;
        self.is_note.iter().filter(is_unused).copied().collect()
    }

    /// Whether a row is a note, which is not shown in the body, or the link back from one.
    pub(super) fn is_note(&self, row: usize) -> bool {
        self.is_note.contains(&row) || self.back.contains(&row) || self.labels.contains(&row)
    }

    /// The note's identifier in the document, where a link to a fragment leads to a note.
    pub(super) fn reference(&mut self, link: usize, fragment: &str) -> Option<String> {
        let row = *self.by_link.get(&link).or_else(|| self.rows.get(fragment))?;
        if let Some(id) = self.used.get(&row) {
            return Some(id.clone());
        }
        let id = format!("note-{}", self.used.len() + 1);
        self.used.insert(row, id.clone());
        self.order.push((row, id.clone()));
        Some(id)
    }
}

/// All rows of a container by their `id` or `name`: a page of several parts may use one identifier for a note of each.
struct Places<'a>(BTreeMap<&'a str, Vec<usize>>);

impl<'a> Places<'a> {
    fn of(page: &'a Page, container: usize) -> Self {
        let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in page.subtree(container).filter(|row| page.tag(*row) != Tag::Text) {
            let id = page.attribute(row, "id");
            let named = if page.tag(row) == Tag::A { page.attribute(row, "name") } else { None };
            for id in id.into_iter().chain(named.filter(|name| Some(*name) != id)) {
                all.entry(id).or_default().push(row);
            }
        }
        Self(all)
    }

    /// Where a reference leads. Of several places of one identifier the first after it that no reference of another label
    /// has taken; else the first of all, as in a browser.
    fn of_reference(
        &self,
        fragment: &str,
        link: usize,
        label: &str,
        taken: &mut BTreeMap<usize, String>,
    ) -> Option<usize> {
        let places = self.0.get(fragment)?;
        let first = places.first().copied()?;
        if places.len() == 1 {
            return Some(first);
        }
        let after = places.get(places.partition_point(|place| *place < link)..).unwrap_or_default();
        let is_free = |place: &&usize| taken.get(*place).is_none_or(|by| by == label);
        let place = after.iter().take(MOST_PLACES).find(is_free).copied().unwrap_or(first);
        taken.insert(place, label.to_owned());
        Some(place)
    }
}

impl Converter<'_> {
    /// The notes that the body refers to, converted.
    pub(super) fn finish_notes(&mut self) -> Vec<Note> {
        let mut notes = Vec::new();
        // A note may refer to another, which then joins the end.
        let mut at = 0;
        while let Some((row, id)) = self.notes.order.get(at).cloned() {
            at += 1;
            if !self.page.row(row).visible {
                self.revealed = self.page.subtree(row);
            }
            let mut blocks = self.children(row, 2);
            self.revealed = 0..0;
            let label = at.to_string();
            strip_label(&mut blocks, &label);
            if blocks.is_empty() {
                blocks.push(Block::paragraph("—"));
            }
            notes.push(Note { id, label, blocks });
        }
        notes
    }
}

/// Takes the note's own number off its beginning.
fn strip_label(blocks: &mut [Block], label: &str) {
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut()
        && let Some(Inline::Text { text }) = paragraph.content.first_mut()
    {
        for form in [format!("[{label}] "), format!("{label}. "), format!("{label} "), "^ ".to_owned()] {
            if let Some(rest) = text.strip_prefix(&form).filter(|rest| !rest.is_empty()) {
                *text = rest.to_owned();
                break;
            }
        }
    }
}

/// The form that an identifier of the page takes in the document; none where nothing of it can be kept.
pub(super) fn identifier(id: &str) -> Option<String> {
    let kept: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' })
        .take(80)
        .collect();
    if kept.chars().all(|c| c == '-') {
        return None;
    }
    // Apart from the identifiers that notes get.
    let prefixed = !kept.starts_with(|c: char| c.is_ascii_alphabetic()) || kept.starts_with("note-");
    Some(if prefixed { format!("x-{kept}") } else { kept })
}

/// Keeps identifiers that a link leads to, each once, and makes links to places that are gone plain text.
pub(super) fn settle_targets(body: &mut Body, wanted: &BTreeSet<String>) {
    let mut there: BTreeSet<String> = BTreeSet::new();
    let mut keep = |block: &mut Block| {
        if let Some(attributes) = block.attributes_mut()
            && let Some(id) = attributes.id.take()
            && wanted.contains(&id)
            && there.insert(id.clone())
        {
            attributes.id = Some(id);
        }
    };
    each_block(&mut body.blocks, &mut keep);
    for note in &mut body.notes {
        each_block(&mut note.blocks, &mut keep);
    }
    unlink_lost(&mut body.blocks, &mut body.notes, &there);
}

/// Makes links to places that went with a later step, such as a paragraph that held but a lost picture, plain text.
pub(crate) fn drop_dead_links(blocks: &mut [Block], notes: &mut [Note]) {
    let mut there: BTreeSet<String> = BTreeSet::new();
    let mut see = |block: &mut Block| there.extend(block.attributes().and_then(|a| a.id.clone()));
    each_block(blocks, &mut see);
    for note in &mut *notes {
        each_block(&mut note.blocks, &mut see);
    }
    unlink_lost(blocks, notes, &there);
}

fn unlink_lost(blocks: &mut [Block], notes: &mut [Note], there: &BTreeSet<String>) {
    let mut unlink = |content: &mut Vec<Inline>| unlink(content, there);
    each_run(blocks, &mut unlink);
    for note in notes {
        each_run(&mut note.blocks, &mut unlink);
    }
}

fn unlink(content: &mut Vec<Inline>, there: &BTreeSet<String>) {
    let mut lost = false;
    let pieces = std::mem::take(content);
    for mut inline in pieces {
        if let Some(inner) = inline.content_mut() {
            unlink(inner, there);
        }
        match inline {
            Inline::Link { url, content: inner, .. }
                if url.strip_prefix('#').is_some_and(|id| !there.contains(id)) =>
            {
                lost = true;
                content.extend(inner);
            }
            other => content.push(other),
        }
    }
    if lost {
        *content = super::tidy(std::mem::take(content));
    }
}

/// Calls `change` with every block, each before those within it.
pub(crate) fn each_block(blocks: &mut [Block], change: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        change(block);
        match block {
            Block::List(list) => list.items.iter_mut().for_each(|item| each_block(&mut item.blocks, change)),
            Block::DefinitionList(list) => {
                list.items.iter_mut().flat_map(|i| &mut i.descriptions).for_each(|b| each_block(b, change))
            }
            Block::Quotation(quotation) => each_block(&mut quotation.blocks, change),
            Block::Figure(figure) => each_block(&mut figure.blocks, change),
            Block::Aside(aside) => each_block(&mut aside.blocks, change),
            Block::Table(table) => table
                .rows
                .iter_mut()
                .flat_map(|r| &mut r.cells)
                .for_each(|c| each_block(&mut c.blocks, change)),
            _ => {}
        }
    }
}

/// Calls `change` with every run of inlines in some blocks.
pub(crate) fn each_run(blocks: &mut [Block], change: &mut dyn FnMut(&mut Vec<Inline>)) {
    each_block(blocks, &mut |block| match block {
        Block::Heading(heading) => change(&mut heading.content),
        Block::Paragraph(paragraph) => change(&mut paragraph.content),
        Block::DefinitionList(list) => {
            list.items.iter_mut().flat_map(|i| &mut i.terms).for_each(&mut *change)
        }
        Block::Quotation(quotation) => change(&mut quotation.source),
        Block::Figure(figure) => {
            change(&mut figure.caption);
            change(&mut figure.credit);
        }
        Block::Table(table) => change(&mut table.caption),
        Block::Verse(verse) => {
            verse.stanzas.iter_mut().flat_map(|s| &mut s.lines).for_each(|l| change(&mut l.content))
        }
        Block::Embed(embed) => change(&mut embed.caption),
        _ => {}
    });
}

#[cfg(test)]
mod tests {
    use offprint_model::{Article, block_text};

    use crate::{Context, Options, parse};

    const PROSE: &str = "the harbour master wrote down each of them, as he had done for thirty years, with the time and \
                         the name of whoever stood at the helm.";

    fn read(page: &str) -> Article {
        let page = format!(
            "<html><head><title>The harbour book</title></head><body><article><h1>The harbour book</h1>{}</article>",
            page.replace("PROSE", PROSE)
        );
        let article = parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap();
        assert_eq!(offprint_model::check_article(&article), []);
        article
    }

    fn notes(article: &Article) -> Vec<String> {
        article.notes.iter().map(|note| block_text(&note.blocks)).collect()
    }

    #[test]
    fn a_note_that_the_page_hides_keeps_its_links_and_marks() {
        let article = read(
            "<p>Before light,<a href='#n1'>1</a> PROSE<a href='#n2'>2</a></p><h2 id=top>Tides</h2><p>PROSE</p>\
             <div hidden><p id=n1>See <a href='https://a.example/'>the <em>old</em> book</a> <a href='#top'>of the tides</a>\
             .<script>no</script></p><aside id=n2><p>Two.</p><ul><li>Three.</li></ul><table><tr><th>a<td>b<tr><th>c<td>d\
             </table></aside></div>",
        );
        assert_eq!(notes(&article), ["See the old book of the tides.", "Two.\nThree.\na\tb\nc\td"]);
    }

    #[test]
    fn notes_of_one_identifier_are_those_of_their_part() {
        let part = |n: usize| {
            format!(
                "<p>Part {n},<a href='#n1'>1</a> PROSE</p><p>PROSE</p><ol><li id=n1>Note of part {n}.</li></ol>"
            )
        };
        let article = read(&format!("{}{}", part(1), part(2)));
        assert_eq!(notes(&article), ["Note of part 1.", "Note of part 2."]);
        let article = read(
            "<p>Before light,<a href='#n'>1</a> PROSE<a href='#n'>2</a></p><p>PROSE</p><div hidden><p id=n>One.</p>\
             <p id=n>Two.</p></div>",
        );
        assert_eq!(notes(&article), ["One.", "Two."]);
    }

    #[test]
    fn a_note_that_nothing_in_the_article_leads_to_stays() {
        let article =
            read("<p>PROSE</p><p>PROSE</p><pre>tide(<a href='#n1'>1</a>)</pre><p id=n1>Of the code.</p>");
        assert!(block_text(&article.body).ends_with("Of the code."), "{}", block_text(&article.body));
    }
}
