//! A publication as plain text.

use offprint_model::{
    Article, Block, Deadline, EmbedKind, Image, Labels, Part, Person, Publication, Role, Table,
    is_relative_address, is_safe_url, plain_text,
};

use crate::fold::fold;
use crate::inline::{Links, words};
use crate::table::draw;

/// What becomes of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkStyle {
    /// A number in braces, and the addresses in a list at the end.
    #[default]
    Notes,
    /// Only what they show.
    None,
}

/// How plain text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextOptions {
    /// Columns at which lines are folded; none for one line a paragraph.
    pub width: Option<usize>,
    /// What becomes of links.
    pub links: LinkStyle,
    /// When writing is given up: what is not written by then is left out, and whoever set one asks it afterwards.
    pub deadline: Deadline,
}

impl Default for TextOptions {
    /// 72 columns, links as notes, however long it takes.
    fn default() -> Self {
        Self { width: Some(72), links: LinkStyle::Notes, deadline: Deadline::default() }
    }
}

/// The publication as UTF-8 text with `\n` at each line's end: title, dek, authors with their posts, date and source,
/// then the body, notes and the list of links, article after article.
pub fn write_text(publication: &Publication, options: &TextOptions) -> String {
    let mut pages: Vec<String> =
        publication.is_book().then(|| book_opening(publication, options)).into_iter().collect();
    for (index, article) in publication.articles.iter().enumerate() {
        pages.extend(publication.part_at(index).map(|(_, part)| part_title(publication, part, options)));
        pages.push(one(article, options));
    }
    let rule = "=".repeat(options.width.unwrap_or(72));
    let mut text = pages.join(&format!("\n{rule}\n\n"));
    if text.is_empty() {
        text.push('\n');
    }
    text
}

/// Title, subtitle, people and contents of a book.
fn book_opening(publication: &Publication, options: &TextOptions) -> String {
    let metadata = &publication.metadata;
    let labels = Labels::of(metadata.language.as_ref());
    let mut writer = Writer { options, labels, links: Links::default(), out: Vec::new() };
    writer.title(metadata.title.as_deref().unwrap_or(labels.untitled), 1, "");
    if let Some(dek) = &metadata.dek {
        writer.paragraph(dek, "");
    }
    let names: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    if !names.is_empty() {
        writer.paragraph(&labels.join(&names), "");
    }
    writer.title(labels.contents, 2, "");
    for (index, article) in publication.articles.iter().enumerate() {
        if let Some((_, part)) = publication.part_at(index) {
            writer.lines(&part.title, "", "  ");
        }
        let indent = if publication.is_in_part(index) { "  " } else { "" };
        let title = article.metadata.title.as_deref();
        let untitled = Labels::of(article.metadata.language.as_ref()).untitled;
        writer.lines(title.unwrap_or(untitled), indent, &format!("{indent}  "));
    }
    writer.finish()
}

fn part_title(publication: &Publication, part: &Part, options: &TextOptions) -> String {
    let labels = Labels::of(publication.metadata.language.as_ref());
    let mut writer = Writer { options, labels, links: Links::default(), out: Vec::new() };
    writer.title(&part.title, 1, "");
    writer.finish()
}

fn one(article: &Article, options: &TextOptions) -> String {
    let labels = Labels::of(article.metadata.language.as_ref());
    let mut writer = Writer { options, labels, links: Links::default(), out: Vec::new() };
    writer.front_matter(article);
    writer.blocks(&article.body, "");
    if !article.notes.is_empty() {
        writer.title(labels.notes, 2, "");
        for note in &article.notes {
            let start = writer.out.len();
            let mark = format!("[{}] ", note.label.trim_matches(['[', ']', '(', ')']));
            let inner = " ".repeat(mark.chars().count());
            writer.blocks(&note.blocks, &inner);
            writer.mark(start, "", &inner, &mark);
        }
    }
    if !writer.links.addresses.is_empty() {
        writer.title(labels.links, 2, "");
        let addresses = std::mem::take(&mut writer.links.addresses);
        for (index, address) in addresses.iter().enumerate() {
            writer.out.push(format!("{{{}}} {address}", index + 1));
        }
        writer.out.push(String::new());
    }
    writer.finish()
}

pub(crate) struct Writer<'a> {
    options: &'a TextOptions,
    labels: Labels,
    links: Links,
    pub(crate) out: Vec<String>,
}

impl Writer<'_> {
    /// All lines, without empty ones at the end.
    fn finish(mut self) -> String {
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        let mut text: String = self.out.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
        text.push('\n');
        text
    }

    fn front_matter(&mut self, article: &Article) {
        let metadata = &article.metadata;
        let language = metadata.language.as_ref();
        self.title(metadata.title.as_deref().unwrap_or(self.labels.untitled), 1, "");
        if let Some(dek) = &metadata.dek {
            self.paragraph(dek, "");
        }
        let writers: Vec<&Person> = metadata.authors.iter().filter(|p| p.role == Role::Author).collect();
        if !writers.is_empty() {
            let names: Vec<&str> = writers.iter().map(|p| p.name.as_str()).collect();
            self.lines(&format!("{} {}", self.labels.by, self.labels.join(&names)), "", "");
        }
        for person in &metadata.authors {
            let post = person.post.as_deref().or(person.affiliation.as_deref());
            match (person.role, post) {
                (Role::Author, Some(post)) => self.lines(&format!("{}: {post}", person.name), "  ", "    "),
                (Role::Author, None) => {}
                (role, post) => {
                    let post = post.map(|post| format!(", {post}")).unwrap_or_default();
                    self.lines(&format!("{}: {}{post}", role.as_str(), person.name), "  ", "    ");
                }
            }
        }
        let mut facts: Vec<String> = Vec::new();
        facts.extend(metadata.published.map(|date| date.to_words(language)));
        if metadata.modified.map(|d| d.date_only()) != metadata.published.map(|d| d.date_only()) {
            facts.extend(
                metadata.modified.map(|date| format!("{} {}", self.labels.updated, date.to_words(language))),
            );
        }
        facts.extend(metadata.site.clone());
        if !facts.is_empty() {
            self.lines(&facts.join(" · "), "", "");
        }
        if let Some(url) = metadata.url.as_ref().or(article.provenance.url.as_ref()) {
            self.out.push(format!("{}: {url}", self.labels.source));
        }
        self.gap();
    }

    pub(crate) fn gap(&mut self) {
        if self.out.last().is_some_and(|line| !line.is_empty()) {
            self.out.push(String::new());
        }
    }

    /// A title with a rule under it: double for rank 1 of the page, single for sections, none below.
    fn title(&mut self, text: &str, rank: u8, indent: &str) {
        self.gap();
        let start = self.out.len();
        self.lines(text, indent, indent);
        let longest = self
            .out
            .iter()
            .skip(start)
            .map(|l| unicode_width::UnicodeWidthStr::width(l.as_str()))
            .max()
            .unwrap_or(0);
        match rank {
            // Within a quotation, a box, a list the text goes on around it.
            _ if !indent.is_empty() => {}
            1 => self.out.push("=".repeat(longest)),
            2 => self.out.push("-".repeat(longest)),
            _ => {}
        }
        self.out.push(String::new());
    }

    /// Folded lines, the first with one indent, the others with another.
    fn lines(&mut self, text: &str, first: &str, others: &str) {
        let width = self.options.width.map(|width| width.saturating_sub(others.chars().count()));
        for (index, line) in fold(text, width).into_iter().enumerate() {
            self.out.push(format!("{}{line}", if index == 0 { first } else { others }));
        }
    }

    fn paragraph(&mut self, text: &str, indent: &str) {
        self.lines(text, indent, indent);
        self.out.push(String::new());
    }

    fn words(&mut self, content: &[offprint_model::Inline]) -> String {
        words(content, self.options.links, &mut self.links)
    }

    pub(crate) fn blocks(&mut self, blocks: &[Block], indent: &str) {
        for block in blocks {
            if self.options.deadline.is_over() {
                break;
            }
            self.block(block, indent);
        }
    }

    /// Puts a mark in the place of what `inner` is longer than `indent`, in the first line written since `start`.
    pub(crate) fn mark(&mut self, start: usize, indent: &str, inner: &str, mark: &str) {
        match self.out.get_mut(start) {
            Some(line) => {
                let body = line.strip_prefix(inner).unwrap_or_else(|| line.trim_start());
                *line = format!("{indent}{mark}{body}");
            }
            None => self.out.push(format!("{indent}{mark}")),
        }
    }

    /// Puts the rule at the left into the empty lines between those written since `start`.
    fn join(&mut self, start: usize, rule: &str) {
        let end = self.out.iter().rposition(|line| !line.is_empty()).unwrap_or(0);
        for line in self.out.iter_mut().take(end).skip(start).filter(|line| line.is_empty()) {
            rule.clone_into(line);
        }
    }

    fn block(&mut self, block: &Block, indent: &str) {
        match block {
            Block::Heading(heading) => {
                let text = self.words(&heading.content);
                self.title(&text, heading.level.saturating_add(1), indent);
            }
            Block::Paragraph(paragraph) => {
                let text = self.words(&paragraph.content);
                self.paragraph(&text, indent);
            }
            Block::List(list) => self.list(list, indent),
            Block::DefinitionList(list) => {
                for item in &list.items {
                    for term in &item.terms {
                        let text = self.words(term);
                        self.lines(&text, indent, indent);
                    }
                    let inner = format!("{indent}    ");
                    item.descriptions.iter().for_each(|blocks| self.blocks(blocks, &inner));
                }
            }
            Block::Quotation(quotation) => {
                let inner = format!("{indent}> ");
                let start = self.out.len();
                self.blocks(&quotation.blocks, &inner);
                let source = self.words(&quotation.source);
                if !source.is_empty() {
                    self.out.pop();
                    self.paragraph(&format!("— {source}"), &inner);
                }
                self.join(start, &inner);
            }
            Block::Figure(figure) => {
                for image in &figure.images {
                    self.picture(image, indent);
                }
                self.blocks(&figure.blocks, indent);
                let (caption, credit) = (self.words(&figure.caption), self.words(&figure.credit));
                let text = match (caption.is_empty(), credit.is_empty()) {
                    (false, false) => format!("{caption} ({credit})"),
                    (false, true) => caption,
                    (true, false) => format!("({credit})"),
                    (true, true) => String::new(),
                };
                if !text.is_empty() {
                    self.lines(&text, indent, indent);
                }
                self.gap();
            }
            Block::Table(table) => self.table(table, indent),
            Block::Code(code) => {
                self.out.extend(code.text.lines().map(|line| format!("{indent}    {line}")));
                self.out.push(String::new());
            }
            Block::Aside(aside) => {
                let inner = format!("{indent}| ");
                let start = self.out.len();
                self.blocks(&aside.blocks, &inner);
                self.join(start, &inner);
            }
            Block::Verse(verse) => {
                for stanza in &verse.stanzas {
                    for line in &stanza.lines {
                        let text = self.words(&line.content);
                        let first = format!("{indent}{}", "  ".repeat(usize::from(line.indent)));
                        self.lines(&text, &first, &format!("{first}    "));
                    }
                    self.out.push(String::new());
                }
            }
            Block::Rule => {
                self.out.push(format!("{indent}* * *"));
                self.out.push(String::new());
            }
            Block::Embed(embed) => {
                let kind = match embed.kind {
                    EmbedKind::Video => self.labels.video,
                    EmbedKind::Audio => self.labels.audio,
                    EmbedKind::Post | EmbedKind::Frame => self.labels.source,
                };
                let title = embed.title.as_deref().map(|title| format!(": {title}")).unwrap_or_default();
                self.lines(&format!("[{kind}{title}]"), indent, indent);
                if is_safe_url(&embed.url) {
                    self.out.push(format!("{indent}{}", embed.url));
                }
                let caption = self.words(&embed.caption);
                if !caption.is_empty() {
                    self.lines(&caption, indent, indent);
                }
                self.out.push(String::new());
            }
            Block::Math(math) => self.paragraph(&math.text, &format!("{indent}    ")),
        }
    }

    fn picture(&mut self, image: &Image, indent: &str) {
        if image.alt.as_deref() == Some("") {
            return;
        }
        let alt = image.alt.as_deref().map(|alt| format!(": {alt}")).unwrap_or_default();
        // What is relative to a page that is not known leads nowhere, but names the picture.
        let address = image.url.as_deref().filter(|url| is_relative_address(url) && image.resource.is_none());
        let address = address.map(|url| format!(" ({url})")).unwrap_or_default();
        let text = format!("[{}{alt}{address}]", self.labels.picture);
        self.lines(&text, indent, indent);
    }

    fn table(&mut self, table: &Table, indent: &str) {
        let caption = self.words(&table.caption);
        if !caption.is_empty() {
            self.lines(&caption, indent, indent);
            self.out.push(String::new());
        }
        let mut rows: Vec<Vec<String>> = Vec::new();
        // Cells that reach down leave their place in the rows below empty.
        let mut covered: Vec<u16> = Vec::new();
        for row in &table.rows {
            let mut cells: Vec<String> = Vec::new();
            let mut next: Vec<u16> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
            let skip = |cells: &mut Vec<String>| {
                while covered.get(cells.len()).is_some_and(|rows| *rows > 0) {
                    cells.push(String::new());
                }
            };
            for cell in &row.cells {
                skip(&mut cells);
                let column = cells.len();
                cells.push(cell_text(&cell.blocks));
                cells.extend((1..cell.colspan).map(|_| String::new()));
                if next.len() < cells.len() {
                    next.resize(cells.len(), 0);
                }
                next.iter_mut()
                    .take(cells.len())
                    .skip(column)
                    .for_each(|rows| *rows = cell.rowspan.max(1) - 1);
            }
            skip(&mut cells);
            covered = next;
            rows.push(cells);
        }
        let width = self.options.width.map(|width| width.saturating_sub(indent.len()));
        for line in draw(&rows, table.head_rows, &table.figure_columns(), width) {
            self.out.push(format!("{indent}{line}"));
        }
        self.out.push(String::new());
    }
}

/// The words of a cell in one line.
fn cell_text(blocks: &[Block]) -> String {
    let text = match blocks {
        [Block::Paragraph(paragraph)] => plain_text(&paragraph.content),
        _ => offprint_model::block_text(blocks),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
