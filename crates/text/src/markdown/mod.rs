//! A publication as Markdown: CommonMark 0.31, tables and strikethrough of GitHub Flavored Markdown, footnotes, and
//! YAML front matter.

mod blocks;
mod edges;
mod escape;
mod formula;
mod front_matter;
mod inlines;
mod table;

use offprint_model::{Deadline, Labels, Publication};

use blocks::Writer;

/// How Markdown is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkdownOptions {
    /// Whether the file begins with YAML front matter.
    pub front_matter: bool,
    /// When writing is given up: what is not written by then is left out, and whoever set one asks it afterwards.
    pub deadline: Deadline,
}

impl Default for MarkdownOptions {
    /// With front matter, however long it takes.
    fn default() -> Self {
        Self { front_matter: true, deadline: Deadline::default() }
    }
}

/// The publication as UTF-8 Markdown, one line a paragraph, `\n` at each line's end. The title is of rank 1, sections
/// are of rank 2 and below. Read back, it gives the words of the model, none of them taken for markup.
pub fn write_markdown(publication: &Publication, options: &MarkdownOptions) -> String {
    let mut out = String::new();
    if options.front_matter {
        front_matter::write(publication, &mut out);
    }
    let several = publication.is_book();
    let own = Labels::of(publication.metadata.language.as_ref());
    for (index, article) in publication.articles.iter().enumerate() {
        let labels = Labels::of(article.metadata.language.as_ref());
        let prefix = if several { format!("a{}-", index + 1) } else { String::new() };
        if let Some((_, part)) = publication.part_at(index) {
            let mut writer = Writer::new(own, String::new(), &[]);
            writer.part(&part.title);
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(&writer.finish());
        }
        let mut writer = Writer::new(labels, prefix, &article.notes);
        writer.deadline = options.deadline;
        writer.opening(article, several);
        writer.blocks(&article.body);
        writer.notes(&article.notes);
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&writer.finish());
    }
    out
}
