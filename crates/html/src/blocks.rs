//! Blocks.

use offprint_model::{
    Aside, Block, Code, DefinitionList, Heading, Inline, List, Paragraph, Quotation, Verse, plain_text,
};

use crate::href::web_address;
use crate::inlines::{self, says_something};
use crate::pages::Cut;
use crate::writer::{Within, Writer};

/// Lines of code longer than this, in characters, do not fit [`write_html`](crate::write_html)'s page on a telephone of 390 pixels.
const WIDE_LINE: usize = 36;

/// Whether a block has nothing to show, and would leave an empty element.
pub(crate) fn is_blank(block: &Block) -> bool {
    match block {
        Block::Heading(heading) => inlines::is_blank(&heading.content),
        Block::Paragraph(paragraph) => inlines::is_blank(&paragraph.content),
        Block::List(list) => list.items.is_empty(),
        Block::DefinitionList(list) => {
            list.items.iter().all(|item| item.terms.is_empty() && item.descriptions.is_empty())
        }
        Block::Quotation(quotation) => quotation.blocks.is_empty() && inlines::is_blank(&quotation.source),
        Block::Figure(figure) => {
            figure.images.is_empty()
                && figure.blocks.is_empty()
                && inlines::is_blank(&figure.caption)
                && inlines::is_blank(&figure.credit)
        }
        Block::Table(table) => table.columns() == 0,
        Block::Code(code) => code.text.is_empty(),
        Block::Aside(aside) => aside.blocks.is_empty(),
        Block::Verse(verse) => verse.stanzas.iter().all(|stanza| stanza.lines.is_empty()),
        Block::Rule | Block::Embed(_) => false,
        Block::Math(math) => math.text.is_empty() && math.tex.is_none() && math.mathml.is_none(),
    }
}

impl Writer<'_> {
    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| !is_blank(block)) {
            if self.deadline.is_over() {
                break;
            }
            self.block(block);
            self.markup.line();
        }
    }

    /// The body's own blocks; remembers where each begins.
    pub(crate) fn blocks_with_cuts(&mut self, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| !is_blank(block)) {
            if self.deadline.is_over() {
                break;
            }
            let heading = match block {
                Block::Heading(heading) => Some(heading.level),
                _ => None,
            };
            self.cuts.push(Cut { at: self.markup.len(), heading });
            self.block(block);
            self.markup.line();
        }
    }

    /// Blocks that stand within another.
    pub(crate) fn inner_blocks(&mut self, blocks: &[Block]) {
        let within = Within { nested: true, ..self.within };
        self.inside(within, |writer| match blocks {
            // One paragraph needs no lines of its own: `<li><p>…</p></li>`.
            [block] if !is_blank(block) => writer.block(block),
            _ => {
                writer.markup.line();
                writer.blocks(blocks);
            }
        });
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::DefinitionList(list) => self.definition_list(list),
            Block::Quotation(quotation) => self.quotation(quotation),
            Block::Figure(figure) => self.figure(figure),
            Block::Table(table) => self.table(table),
            Block::Code(code) => self.code(code),
            Block::Aside(aside) => self.aside(aside),
            Block::Verse(verse) => self.verse(verse),
            Block::Rule => {
                let tag = self.markup.tag("hr");
                self.markup.void(tag);
            }
            Block::Embed(embed) => self.embed(embed),
            Block::Math(math) => {
                let tag = self.markup.tag("div").with("class", "formula");
                self.markup.open(tag);
                self.formula(math, true);
                self.markup.close("div");
            }
        }
    }

    /// The article's title is `h1`, so rank 1 is `h2`.
    fn heading(&mut self, heading: &Heading) {
        // A picture that only decorates is no heading.
        if !says_something(&heading.content) {
            let tag = self.tag_of("p", &heading.attributes);
            self.markup.open(tag);
            self.inlines(&heading.content);
            self.markup.close("p");
            return;
        }
        if self.within.header_cell {
            let tag = self.tag_of("p", &heading.attributes);
            self.markup.open(tag);
            self.markup.start("strong");
            self.inlines(&heading.content);
            self.markup.close("strong");
            self.markup.close("p");
            return;
        }
        let level = heading.level.clamp(1, 6);
        // Headings within a box or a note stand below the section that it stands in, and no level is skipped on the way
        // down, however blocks are nested: people find their way by levels (WCAG 2.2, technique G141).
        let below = if self.within.nested { self.rank } else { 0 };
        let written = (1 + below + level).min(self.deepest + 1).clamp(2, 6);
        self.deepest = written;
        if !self.within.nested {
            self.rank = level;
        }
        let name = ["h2", "h3", "h4", "h5", "h6"].get(usize::from(written) - 2).copied().unwrap_or("h6");
        let id = self.ids.write(heading.attributes.id.as_deref());
        let id = id.or_else(|| (!self.within.nested).then(|| self.ids.generate("section")));
        if let Some(id) = id.as_ref().filter(|_| !self.within.nested) {
            let title = plain_text(&heading.content).split_whitespace().collect::<Vec<_>>().join(" ");
            self.sections.push(crate::Section { level, title, id: id.clone() });
        }
        let tag = self.markup.tag(name).maybe("id", id.as_deref()).speech(&heading.attributes);
        self.markup.open(tag);
        self.inlines(&heading.content);
        self.markup.close(name);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let tag = self.tag_of("p", &paragraph.attributes);
        self.markup.open(tag);
        self.inlines(&paragraph.content);
        self.markup.close("p");
    }

    fn list(&mut self, list: &List) {
        let name = if list.ordered { "ol" } else { "ul" };
        let start = list.start.filter(|start| list.ordered && *start != 1).map(|start| start.to_string());
        let tag = self.tag_of(name, &list.attributes).maybe("start", start.as_deref());
        self.markup.open(tag);
        self.markup.line();
        for item in &list.items {
            self.markup.start("li");
            match item.blocks.as_slice() {
                // A list of lines reads better without the space that paragraphs have.
                [Block::Paragraph(Paragraph { content, attributes })] if attributes.is_empty() => {
                    self.inlines(content);
                }
                blocks => self.inner_blocks(blocks),
            }
            self.markup.close("li");
            self.markup.line();
        }
        self.markup.close(name);
    }

    /// Terms come before what they mean, and neither stands alone (HTML, §4.4.9).
    fn definition_list(&mut self, list: &DefinitionList) {
        let tag = self.tag_of("dl", &list.attributes);
        self.markup.open(tag);
        self.markup.line();
        let mut begun = false;
        for item in list.items.iter().filter(|i| !(i.terms.is_empty() && i.descriptions.is_empty())) {
            if item.terms.is_empty() && !begun {
                let tag = self.markup.tag("dt");
                self.markup.element(tag, "dt", "");
            }
            begun = true;
            for term in &item.terms {
                self.markup.start("dt");
                self.inlines(term);
                self.markup.close("dt");
            }
            for description in &item.descriptions {
                self.markup.start("dd");
                self.inner_blocks(description);
                self.markup.close("dd");
            }
            if item.descriptions.is_empty() {
                let tag = self.markup.tag("dd");
                self.markup.element(tag, "dd", "");
            }
            self.markup.line();
        }
        self.markup.close("dl");
    }

    /// A quotation; with its source as the caption of a figure, since what stands in `blockquote` is what was
    /// said (HTML, §4.4.4).
    fn quotation(&mut self, quotation: &Quotation) {
        let cite = quotation.url.as_deref().and_then(web_address);
        let has_source = !inlines::is_blank(&quotation.source);
        if has_source {
            let tag = self.markup.tag("figure").with("class", "quotation");
            self.markup.open(tag);
        }
        let tag = self.tag_of("blockquote", &quotation.attributes).maybe("cite", cite.as_deref());
        self.markup.open(tag);
        self.inner_blocks(&quotation.blocks);
        self.markup.close("blockquote");
        if has_source {
            self.markup.start("figcaption");
            self.markup.start("cite");
            match cite.filter(|_| !has_link(&quotation.source)) {
                Some(address) => {
                    let tag = self.markup.tag("a").with("href", &address);
                    self.markup.open(tag);
                    let within = Within { link: true, ..self.within };
                    self.inside(within, |writer| writer.inlines(&quotation.source));
                    self.markup.close("a");
                }
                None => self.inlines(&quotation.source),
            }
            self.markup.close("cite");
            self.markup.close("figcaption");
            self.markup.close("figure");
        }
    }

    fn code(&mut self, code: &Code) {
        let language: String = code
            .language
            .as_deref()
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.'))
            .take(40)
            .collect();
        let class = (!language.is_empty()).then(|| format!("language-{language}"));
        // Code is written from left to right in every language, unless the page says otherwise.
        let direction = code.attributes.direction.unwrap_or_default();
        let id = self.ids.write(code.attributes.id.as_deref());
        let wide = code.text.lines().any(|line| line.chars().count() > WIDE_LINE);
        let tag = self.markup.tag("pre").maybe("id", id.as_deref()).scrolls(wide);
        let tag = tag.language(code.attributes.language.as_ref()).direction(Some(direction));
        self.markup.open(tag);
        let tag = self.markup.tag("code").maybe("class", class.as_deref());
        self.markup.element(tag, "code", &code.text);
        self.markup.close("pre");
    }

    fn aside(&mut self, aside: &Aside) {
        let name = if self.within.header_cell { "div" } else { "aside" };
        // Without the role it would be a landmark beside the article, where it is a part of it (WAI-ARIA 1.2, `note`).
        let tag = self.tag_of(name, &aside.attributes).with("class", "box").with("role", "note");
        self.markup.open(tag);
        self.inner_blocks(&aside.blocks);
        self.markup.close(name);
    }

    fn verse(&mut self, verse: &Verse) {
        let tag = self.tag_of("div", &verse.attributes).with("class", "verse");
        self.markup.open(tag);
        self.markup.line();
        for stanza in verse.stanzas.iter().filter(|stanza| !stanza.lines.is_empty()) {
            self.markup.start("p");
            for (index, line) in stanza.lines.iter().enumerate() {
                if index > 0 {
                    let tag = self.markup.tag("br");
                    self.markup.void(tag);
                    self.markup.line();
                }
                // Spaces, not a style: the line keeps its place where styles are switched off.
                self.markup.text(&"\u{2003}".repeat(usize::from(line.indent.min(16))));
                self.inlines(&line.content);
            }
            self.markup.close("p");
            self.markup.line();
        }
        self.markup.close("div");
    }
}

fn has_link(content: &[Inline]) -> bool {
    content.iter().any(|inline| {
        matches!(inline, Inline::Link { .. } | Inline::NoteReference { .. })
            || inline.content().is_some_and(has_link)
    })
}
