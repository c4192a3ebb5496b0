//! What typesetting gives: pages of placed glyphs, rules and pictures, and the logical structure they belong to.
//!
//! Lengths are in PostScript points (1/72 inch). The origin of a page is its top left corner, x grows to the
//! right and y downwards; whoever writes PDF turns y over. Nothing here knows of PDF, but the structure is rich
//! enough to tag one (ISO 32000-1 §14.8, whose names the roles take).

use std::ops::Range;

/// Index of a node in [`Structure::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeIndex(pub u32);

/// Index of a face in [`Typeset::faces`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceIndex(pub u16);

/// A publication set into pages.
#[derive(Debug, Clone, Default)]
pub struct Typeset {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The faces that the glyphs name, each once.
    pub faces: Vec<offprint_fonts::Face>,
    /// The pictures that the pages name, each once.
    pub pictures: Vec<Picture>,
    /// The logical structure.
    pub structure: Structure,
    /// The outline (bookmarks), nested.
    pub outline: Vec<OutlineEntry>,
    /// Characters that no face could show and that were set as a missing-glyph box, each once, in order of code point.
    pub missing: Vec<char>,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What stands on it, in reading order; artifacts anywhere.
    pub items: Vec<Item>,
    /// The running head: artifacts.
    pub head: Vec<Item>,
    /// What stands at the foot of each page, such as its number: artifacts.
    pub foot: Vec<Item>,
    /// Areas that lead somewhere when pressed.
    pub links: Vec<LinkArea>,
    /// What the page is called: `1`, `iv`.
    pub label: String,
}

/// Something on a page.
#[derive(Debug, Clone)]
pub struct Item {
    /// Leaf of the structure that it belongs to; none for an artifact, which no reader is to hear.
    pub node: Option<NodeIndex>,
    /// What it is.
    pub shape: Shape,
}

/// What can stand on a page.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A run of glyphs of one face and size on one baseline.
    Glyphs(GlyphRun),
    /// A picture filling a rectangle.
    Picture {
        /// Index in [`Typeset::pictures`].
        picture: usize,
        /// Where it goes.
        area: Area,
    },
    /// A filled rectangle: a rule, the ground of a table cell or of code. Always an artifact.
    Fill {
        /// Where it goes.
        area: Area,
        /// Its colour.
        colour: Colour,
    },
}

/// A rectangle; x and y are its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A colour in sRGB, each part from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Colour {
    /// Red.
    pub red: f32,
    /// Green.
    pub green: f32,
    /// Blue.
    pub blue: f32,
}

/// A run of glyphs of one face and size on one baseline, in visual order from left to right.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// Face.
    pub face: FaceIndex,
    /// Size in points.
    pub size: f32,
    /// Left end of the run.
    pub x: f32,
    /// The baseline.
    pub y: f32,
    /// Colour.
    pub colour: Colour,
    /// The text that the run shows, in logical order. A space or hyphen that the line break swallowed or added
    /// is accounted for: at the end of a line a space stands in the text (and as a glyph), and a hyphen that
    /// hyphenation added is U+00AD in the text.
    pub text: String,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// A placed glyph.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Identifier in the face.
    pub id: u16,
    /// How far the pen moves on, in points, justification and kerning included.
    pub advance: f32,
    /// Shift to the right without moving the pen, in points.
    pub x_offset: f32,
    /// Shift upwards, in points.
    pub y_offset: f32,
    /// The bytes of [`GlyphRun::text`] that it shows. Glyphs of one cluster share a range.
    pub text: Range<u32>,
}

/// A picture to be placed; the bytes are those of the resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Index of the article in the publication.
    pub article: usize,
    /// Identifier among that article's resources.
    pub resource: String,
}

/// An area that leads somewhere when pressed.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkArea {
    /// Where.
    pub area: Area,
    /// Where it leads.
    pub target: Target,
    /// The structure's [`Role::Link`] (or [`Role::Reference`], [`Role::Note`]) node that it belongs to. A link
    /// broken over lines has several areas and one node.
    pub node: NodeIndex,
    /// What it says, for those who can't see it.
    pub description: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// To an address outside.
    Url(String),
    /// To a place in the document.
    Place(Position),
}

/// A place in the document.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Position {
    /// Index in [`Typeset::pages`].
    pub page: usize,
    /// Distance from the top.
    pub y: f32,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub position: Position,
    /// The entries below it.
    pub children: Vec<OutlineEntry>,
}

/// The logical structure: a tree in an arena. Node 0 is the root, of role [`Role::Document`].
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// The nodes; each stands after its parent.
    pub nodes: Vec<Node>,
}

/// A node of the structure.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The node above; none for the root.
    pub parent: Option<NodeIndex>,
    /// Language, where it is not that of the node above (BCP 47).
    pub language: Option<String>,
    /// Alternative text; always there for [`Role::Figure`] and [`Role::Formula`].
    pub alt: Option<String>,
    /// Of a header cell: what it is the header of.
    pub scope: Option<offprint_model::Scope>,
    /// Of a cell: columns it takes, at least 1 (0 counts as 1).
    pub colspan: u16,
    /// Of a cell: rows it takes, at least 1 (0 counts as 1).
    pub rowspan: u16,
    /// Of a list: how its items are numbered.
    pub numbering: Option<Numbering>,
    /// Of a figure: where it stands, on its page.
    pub area: Option<Area>,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Bullets.
    Disc,
    /// 1, 2, 3.
    Decimal,
}

/// Roles of nodes: the standard structure types of ISO 32000-1 §14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// The whole document (`Document`).
    #[default]
    Document,
    /// One article (`Art`).
    Article,
    /// A heading and what stands below it (`Sect`).
    Section,
    /// A part of no other role (`Div`).
    Division,
    /// A heading of rank 1 to 6 (`H1`…`H6`). The title of an article is rank 1, so its first section is rank 2.
    Heading(u8),
    /// A paragraph (`P`).
    Paragraph,
    /// A quotation set off from the text (`BlockQuote`).
    BlockQuote,
    /// A list (`L`).
    List,
    /// An item (`LI`).
    ListItem,
    /// Its number or bullet (`Lbl`).
    Label,
    /// What it holds (`LBody`).
    ListBody,
    /// A table (`Table`).
    Table,
    /// A row (`TR`).
    TableRow,
    /// A header cell (`TH`).
    TableHeader,
    /// A cell (`TD`).
    TableCell,
    /// A picture (`Figure`).
    Figure,
    /// A caption (`Caption`).
    Caption,
    /// A formula (`Formula`).
    Formula,
    /// A piece of text in another language or style (`Span`).
    Span,
    /// A quotation within the text (`Quote`).
    Quote,
    /// Code (`Code`).
    Code,
    /// A link (`Link`).
    Link,
    /// A reference to a note (`Reference`).
    Reference,
    /// A note (`Note`).
    Note,
    /// A table of contents (`TOC`).
    Contents,
    /// An entry in it (`TOCI`).
    ContentsItem,
}
