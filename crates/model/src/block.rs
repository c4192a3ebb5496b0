//! Blocks: what stands below one another in an article.

use serde::{Deserialize, Serialize};

use crate::{Direction, Image, Inline, LanguageTag, Math};

/// How deep blocks may stand in blocks; the parser flattens what is deeper, so that whoever walks a
/// document may do so by recursion, and so that its JSON stays under the 128 levels that `serde_json` reads.
pub const MAX_BLOCK_DEPTH: usize = 12;

/// What stands below one another in an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    /// A section title.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list, numbered or not.
    List(List),
    /// Terms and what they mean.
    DefinitionList(DefinitionList),
    /// A quotation set off from the text.
    Quotation(Quotation),
    /// Pictures (or another block) with caption and credit.
    Figure(Figure),
    /// A table of data.
    Table(Table),
    /// Preformatted code or console text.
    Code(Code),
    /// A box beside the text: an editor's note, a fact box, a pull quotation.
    Aside(Aside),
    /// Verse, in stanzas and lines.
    Verse(Verse),
    /// A thematic break.
    Rule,
    /// Something that can't be embedded in a document: a video, a post, a map.
    Embed(Embed),
    /// A formula set off from the text.
    Math(Math),
}

/// What any block of text may carry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attributes {
    /// Target of links inside the article; unique in the article; `[A-Za-z][A-Za-z0-9._-]*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Language, where it is not the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Direction, where it is not the one of the article's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

impl Attributes {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.language.is_none() && self.direction.is_none()
    }
}

/// A section title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Heading {
    /// Rank within the article, from 1 to 6; the article's own title stands above rank 1. The first heading
    /// has rank 1 and none is more than one rank below the heading before it.
    pub level: u8,
    /// The title.
    pub content: Vec<Inline>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A paragraph; never empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Paragraph {
    /// The text.
    pub content: Vec<Inline>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A list; never empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct List {
    /// Whether the items are numbered.
    pub ordered: bool,
    /// Number of the first item of a numbered list, where it is not 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i32>,
    /// The items.
    pub items: Vec<ListItem>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// An item of a [`List`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListItem {
    /// What the item holds; most often one paragraph.
    pub blocks: Vec<Block>,
}

/// Terms and what they mean.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionList {
    /// The groups in order.
    pub items: Vec<DefinitionItem>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// One group of a [`DefinitionList`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DefinitionItem {
    /// The terms; may be empty where the page gave none.
    pub terms: Vec<Vec<Inline>>,
    /// What they mean, one element a description.
    pub descriptions: Vec<Vec<Block>>,
}

/// A quotation set off from the text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quotation {
    /// What is quoted.
    pub blocks: Vec<Block>,
    /// Who said it or where it stands, as the page has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Inline>,
    /// Address of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// Pictures, or another block such as a table or code, with caption and credit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The pictures, where it is a figure of pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// What else stands in the figure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// What the figure shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// Who made it or owns it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<Inline>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A table of data. Cells are laid out in rows as in HTML: a cell that spans rows takes the place of cells in
/// the rows below. Spans never reach beyond the table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table {
    /// Title of the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// How many rows at the top are the head, to be repeated after a page break.
    #[serde(default)]
    pub head_rows: usize,
    /// The rows from top to bottom.
    pub rows: Vec<TableRow>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

impl Table {
    /// Number of columns: that of the widest row, cells that reach down from above counted.
    pub fn columns(&self) -> usize {
        let mut open: Vec<usize> = Vec::new(); // for each column, how many rows are still covered from above
        let mut widest = 0;
        for row in &self.rows {
            let mut column = 0;
            let mut next: Vec<usize> = open.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in &row.cells {
                while open.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let end = column + usize::from(cell.colspan.max(1));
                if next.len() < end {
                    next.resize(end, 0);
                }
                for covered in next.iter_mut().take(end).skip(column) {
                    *covered = usize::from(cell.rowspan.max(1)) - 1;
                }
                column = end;
            }
            widest = widest.max(column);
            for (index, rows) in open.iter().enumerate() {
                if *rows > 0 {
                    widest = widest.max(index + 1);
                }
            }
            open = next;
        }
        widest
    }
}

/// A row of a [`Table`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableRow {
    /// The cells that begin in this row, in column order.
    pub cells: Vec<TableCell>,
}

/// A cell of a [`Table`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TableCell {
    /// What the cell holds; empty for an empty cell.
    pub blocks: Vec<Block>,
    /// Whether it is a header, and of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Scope>,
    /// Columns it takes, at least 1.
    pub colspan: u16,
    /// Rows it takes, at least 1.
    pub rowspan: u16,
}

impl Default for TableCell {
    fn default() -> Self {
        Self { blocks: Vec::new(), header: None, colspan: 1, rowspan: 1 }
    }
}

/// What a header cell is the header of (HTML's `scope`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Of the cells below.
    Column,
    /// Of the cells beside.
    Row,
}

/// Preformatted code or console text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Code {
    /// The text with its line breaks (`\n`) and spaces; no line break at the end.
    pub text: String,
    /// Programming language as the page names it, lower case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A box beside the text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Aside {
    /// What the box holds; a title stands there as a heading.
    pub blocks: Vec<Block>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// Verse.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verse {
    /// The stanzas in order.
    pub stanzas: Vec<Stanza>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// A stanza of [`Verse`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stanza {
    /// The lines in order.
    pub lines: Vec<VerseLine>,
}

/// A line of [`Verse`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerseLine {
    /// How far it is set in, in ems.
    #[serde(default)]
    pub indent: u8,
    /// The words.
    pub content: Vec<Inline>,
}

/// Something that can't be embedded in a document; emitters show its title and caption as a link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Embed {
    /// What it is.
    pub kind: EmbedKind,
    /// Where it is.
    pub url: String,
    /// What the page calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who serves it, by host name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Still picture that stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Image>,
    /// Its caption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// Identifier, language, direction.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

/// Kinds of [`Embed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EmbedKind {
    /// A film.
    Video,
    /// A sound recording.
    Audio,
    /// A post of a social network.
    Post,
    /// A document, map, chart or other page within the page.
    Frame,
}

impl From<Heading> for Block {
    fn from(heading: Heading) -> Self {
        Self::Heading(heading)
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl Block {
    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(Paragraph { content: vec![Inline::text(text)], attributes: Attributes::default() })
    }

    /// Identifier, language and direction, for the blocks that can have them.
    pub fn attributes(&self) -> Option<&Attributes> {
        match self {
            Self::Heading(block) => Some(&block.attributes),
            Self::Paragraph(block) => Some(&block.attributes),
            Self::List(block) => Some(&block.attributes),
            Self::DefinitionList(block) => Some(&block.attributes),
            Self::Quotation(block) => Some(&block.attributes),
            Self::Figure(block) => Some(&block.attributes),
            Self::Table(block) => Some(&block.attributes),
            Self::Code(block) => Some(&block.attributes),
            Self::Aside(block) => Some(&block.attributes),
            Self::Verse(block) => Some(&block.attributes),
            Self::Embed(block) => Some(&block.attributes),
            Self::Rule | Self::Math(_) => None,
        }
    }

    /// As [`Block::attributes`], to be changed.
    pub fn attributes_mut(&mut self) -> Option<&mut Attributes> {
        match self {
            Self::Heading(block) => Some(&mut block.attributes),
            Self::Paragraph(block) => Some(&mut block.attributes),
            Self::List(block) => Some(&mut block.attributes),
            Self::DefinitionList(block) => Some(&mut block.attributes),
            Self::Quotation(block) => Some(&mut block.attributes),
            Self::Figure(block) => Some(&mut block.attributes),
            Self::Table(block) => Some(&mut block.attributes),
            Self::Code(block) => Some(&mut block.attributes),
            Self::Aside(block) => Some(&mut block.attributes),
            Self::Verse(block) => Some(&mut block.attributes),
            Self::Embed(block) => Some(&mut block.attributes),
            Self::Rule | Self::Math(_) => None,
        }
    }
}
