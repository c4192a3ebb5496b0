//! Blocks as Markdown.

use offprint_model::{
    Article, Block, Deadline, EmbedKind, Image, Inline, Labels, Note, Person, Role, is_relative_address,
    is_safe_url,
};

use super::escape::{clean_code, destination, escape, guard_heading, guard_start, longest_run};
use super::formula::formula;
use super::inlines::{Place, inlines, note_name};
use super::table::table;

/// Collects lines; those within quotations and items get their prefixes when the block is whole.
pub(crate) struct Writer<'a> {
    labels: Labels,
    prefix: String,
    notes: Vec<&'a str>,
    /// When writing is given up.
    pub(crate) deadline: Deadline,
    out: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(labels: Labels, prefix: String, notes: &'a [Note]) -> Self {
        Self {
            labels,
            prefix,
            notes: notes.iter().map(|note| note.id.as_str()).collect(),
            deadline: Deadline::default(),
            out: Vec::new(),
        }
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let place = Place {
            table: false,
            heading: false,
            html: false,
            nested: false,
            prefix: &self.prefix,
            notes: &self.notes,
        };
        inlines(content, place)
    }

    /// Title; dek, people and dates too where no front matter says them of this article.
    pub(crate) fn opening(&mut self, article: &Article, people: bool) {
        let metadata = &article.metadata;
        self.paragraph_of(&format!(
            "# {}",
            guard_heading(&escape(
                &one_line(metadata.title.as_deref().unwrap_or(self.labels.untitled)),
                false
            ))
        ));
        if let Some(dek) = &metadata.dek {
            self.paragraph(&[Inline::Emphasis { content: vec![Inline::text(dek.clone())] }]);
        }
        if !people {
            return;
        }
        let mut line = Vec::new();
        let writers: Vec<&Person> = metadata.authors.iter().filter(|p| p.role == Role::Author).collect();
        if !writers.is_empty() {
            let names: Vec<&str> = writers.iter().map(|p| p.name.as_str()).collect();
            line.push(format!("{} {}", self.labels.by, self.labels.join(&names)));
        }
        line.extend(metadata.published.map(|date| date.to_words(metadata.language.as_ref())));
        line.extend(metadata.site.clone());
        if !line.is_empty() {
            self.paragraph_of(&guard_start(&escape(&line.join(" · "), false)));
        }
    }

    /// The title of a part of a book.
    pub(crate) fn part(&mut self, title: &str) {
        self.paragraph_of("***");
        self.paragraph_of(&format!("# {}", guard_heading(&escape(&one_line(title), false))));
    }

    /// Lines of one block, then an empty one.
    fn paragraph_of(&mut self, text: &str) {
        self.out.extend(text.split('\n').map(str::to_owned));
        self.out.push(String::new());
    }

    fn paragraph(&mut self, content: &[Inline]) {
        let text = self.inlines(content);
        let lines: Vec<String> = text.trim().split('\n').map(guard_start).collect();
        let text = lines.join("\n");
        if !text.trim().is_empty() {
            self.paragraph_of(text.trim_end());
        }
    }

    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        let mut list: Option<bool> = None;
        for block in blocks {
            if self.deadline.is_over() {
                break;
            }
            // Two lists of a kind, one after the other, would become one.
            if let (Block::List(next), Some(last)) = (block, list)
                && next.ordered == last
            {
                self.paragraph_of("<!-- -->");
            }
            self.block(block);
            list = if let Block::List(list) = block { Some(list.ordered) } else { None };
        }
    }

    /// Writes blocks and puts a prefix before each of their lines: one for the first, one for the rest.
    fn within(&mut self, first: &str, rest: &str, write: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        write(self);
        while self.out.len() > start && self.out.last().is_some_and(|line| line.trim().is_empty()) {
            self.out.pop();
        }
        if self.out.len() == start {
            self.out.push(String::new());
        }
        for (index, line) in self.out.iter_mut().skip(start).enumerate() {
            let prefix = if index == 0 { first } else { rest };
            *line = if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") };
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level.saturating_add(1).clamp(2, 6)));
                let place = Place {
                    table: false,
                    heading: true,
                    html: false,
                    nested: false,
                    prefix: &self.prefix,
                    notes: &self.notes,
                };
                let text = inlines(&heading.content, place);
                let text = guard_heading(&text);
                self.paragraph_of(&format!("{marks} {text}"));
            }
            Block::Paragraph(paragraph) => self.paragraph(&paragraph.content),
            Block::List(list) => {
                let first = i64::from(list.start.unwrap_or(1)).max(0);
                let tight = list.items.iter().all(|item| item.blocks.len() <= 1);
                for (number, item) in (first..).zip(&list.items) {
                    let mark = if list.ordered { format!("{number}. ") } else { "- ".to_owned() };
                    let rest = " ".repeat(mark.len());
                    self.within(&mark, &rest, |writer| writer.blocks(&item.blocks));
                    if !tight {
                        self.out.push(String::new());
                    }
                }
                if tight {
                    self.out.push(String::new());
                }
            }
            Block::DefinitionList(list) => {
                for item in &list.items {
                    for term in &item.terms {
                        self.paragraph(&[Inline::Strong { content: term.clone() }]);
                    }
                    for description in &item.descriptions {
                        self.within("> ", "> ", |writer| writer.blocks(description));
                        self.out.push(String::new());
                    }
                }
            }
            Block::Quotation(quotation) => {
                self.within("> ", "> ", |writer| {
                    writer.blocks(&quotation.blocks);
                    if !quotation.source.is_empty() {
                        let mut source = vec![Inline::text("— ")];
                        source.extend(quotation.source.iter().cloned());
                        writer.paragraph(&source);
                    }
                });
                self.out.push(String::new());
                self.apart();
            }
            Block::Aside(aside) => {
                self.within("> ", "> ", |writer| writer.blocks(&aside.blocks));
                self.out.push(String::new());
                self.apart();
            }
            Block::Figure(figure) => {
                figure.images.iter().for_each(|image| self.picture(image));
                self.blocks(&figure.blocks);
                if !figure.caption.is_empty() {
                    self.paragraph(&[Inline::Emphasis { content: figure.caption.clone() }]);
                }
                if !figure.credit.is_empty() {
                    self.paragraph(&figure.credit);
                }
            }
            Block::Table(source) => {
                if !source.caption.is_empty() {
                    self.paragraph(&[Inline::Strong { content: source.caption.clone() }]);
                }
                let place = Place {
                    table: true,
                    heading: false,
                    html: false,
                    nested: false,
                    prefix: &self.prefix,
                    notes: &self.notes,
                };
                let lines = table(source, place);
                self.out.extend(lines);
                self.out.push(String::new());
            }
            Block::Code(code) => {
                let text = clean_code(&code.text);
                let fence = "`".repeat((longest_run(&text, '`') + 1).max(3));
                let language = code.language.as_deref().unwrap_or_default();
                let language: String =
                    language.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '`').collect();
                self.out.push(format!("{fence}{language}"));
                self.out.extend(text.trim_end_matches('\n').split('\n').map(str::to_owned));
                self.out.push(fence);
                self.out.push(String::new());
            }
            Block::Verse(verse) => {
                for stanza in &verse.stanzas {
                    let lines: Vec<String> = stanza
                        .lines
                        .iter()
                        .map(|line| {
                            let indent = "&emsp;".repeat(usize::from(line.indent.min(12)));
                            let text = self.inlines(&line.content);
                            if indent.is_empty() { guard_start(&text) } else { format!("{indent}{text}") }
                        })
                        .filter(|line| !line.trim().is_empty())
                        .collect();
                    if !lines.is_empty() {
                        self.paragraph_of(&lines.join("\\\n"));
                    }
                }
            }
            Block::Rule => self.paragraph_of("* * *"),
            Block::Embed(embed) => {
                let kind = match embed.kind {
                    EmbedKind::Video => self.labels.video,
                    EmbedKind::Audio => self.labels.audio,
                    EmbedKind::Post | EmbedKind::Frame => self.labels.source,
                };
                let title = embed.title.as_deref().or(embed.provider.as_deref()).unwrap_or(&embed.url);
                let words = escape(&one_line(title), false);
                if is_safe_url(&embed.url) {
                    self.paragraph_of(&format!("{kind}: [{words}]({})", destination(&embed.url, false)));
                } else {
                    self.paragraph_of(&format!("{kind}: {words}"));
                }
                if !embed.caption.is_empty() {
                    self.paragraph(&embed.caption);
                }
            }
            Block::Math(math) => {
                let tex = math.tex.as_deref().unwrap_or_default();
                match formula(tex) {
                    Some(tex) => self.paragraph_of(&format!("$$\n{tex}\n$$")),
                    None if math.text.is_empty() => {
                        self.paragraph(&[Inline::Code { text: tex.to_owned() }]);
                    }
                    None => self.paragraph(&[Inline::text(math.text.clone())]),
                }
            }
        }
    }

    /// Keeps two quotations, one after the other, from becoming one: an empty comment is no paragraph of either.
    fn apart(&mut self) {
        self.paragraph_of("<!-- -->");
    }

    fn picture(&mut self, image: &Image) {
        if image.alt.as_deref() == Some("") && image.url.is_none() {
            return;
        }
        let alt = escape(&one_line(image.alt.as_deref().unwrap_or_default()), false);
        match image.url.as_deref().filter(|url| is_safe_url(url) || is_relative_address(url)) {
            Some(url) => self.paragraph_of(&format!("![{alt}]({})", destination(url, false))),
            None if alt.is_empty() => self.paragraph_of(&format!("\\[{}\\]", self.labels.picture)),
            None => self.paragraph_of(&format!("\\[{}: {alt}\\]", self.labels.picture)),
        }
    }

    /// The notes' definitions.
    pub(crate) fn notes(&mut self, notes: &[Note]) {
        for (index, note) in notes.iter().enumerate() {
            let mark = format!("[^{}{}]: ", self.prefix, note_name(&note.id, index));
            self.within(&mark, "    ", |writer| writer.blocks(&note.blocks));
            self.out.push(String::new());
        }
    }

    pub(crate) fn finish(mut self) -> String {
        while self.out.last().is_some_and(|line| line.trim().is_empty() || line == "<!-- -->") {
            self.out.pop();
        }
        let mut text = self.out.join("\n");
        text.push('\n');
        text
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
