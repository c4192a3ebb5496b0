//! The one who sets: everything that grows while a publication is turned into pieces of a column.

use std::collections::{BTreeMap, BTreeSet};

use offprint_fonts::{Family, Fonts, Style as FaceStyle};
use offprint_model::{Article, CrossReferences, Deadline, Direction, Image, Labels, LanguageTag, Resource};

use crate::faces::FaceSet;
use crate::forms::{Forms, Place};
use crate::hyphens::Hyphenator;
use crate::note_numbers::NoteNumbers;
use crate::page::{Area, Colour, Item, NodeIndex, Picture};
use crate::rich_text::Look;
use crate::shaper::Shaper;
use crate::structure::Tree;
use crate::style::Style;

/// Where a link leads, as long as the pages are not known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Destination {
    Url(String),
    /// Key of a place in the document.
    Place(String),
}

/// A link of the text.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) destination: Destination,
    pub(crate) node: NodeIndex,
    pub(crate) description: String,
    /// The link is itself a place that others lead to.
    pub(crate) key: Option<String>,
}

/// A coloured ground of a piece.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ground {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) colour: Colour,
    /// It also covers the gap above the piece, if there is one on the page.
    pub(crate) joined: bool,
}

/// A piece of the column that is not broken: a line, a picture, a band of a table. Its top left corner is at 0, 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    pub(crate) height: f32,
    /// Space above it, which vanishes at the top of a page.
    pub(crate) gap: f32,
    pub(crate) items: Vec<Item>,
    pub(crate) links: Vec<(Area, usize)>,
    pub(crate) grounds: Vec<Ground>,
    /// No page may end after it.
    pub(crate) keep: bool,
    /// A page begins with it.
    pub(crate) page: bool,
    /// Keys of places that are here.
    pub(crate) places: Vec<String>,
    /// Outline entry: rank from 1, and what it says.
    pub(crate) entry: Option<(u8, String)>,
    /// A line of running text, whose baseline stands on the grid.
    pub(crate) grid: bool,
    /// It goes over all columns.
    pub(crate) wide: bool,
    /// The figure that it belongs to, which may be moved to the top of the next column.
    pub(crate) float: Option<u32>,
    /// What ends an article begins with it, its notes or its source: no figure may stand after it.
    pub(crate) ends: bool,
    /// An article begins with it.
    pub(crate) article: Option<usize>,
    /// Index among [`Setter::heads`] of what is shown again above it where a page begins with it.
    pub(crate) head: Option<usize>,
}

impl Piece {
    /// Whether it is nothing but space between others.
    pub(crate) fn is_space(&self) -> bool {
        self.height == 0.0 && self.items.is_empty()
    }
}

/// The head of a table, to be shown again on the pages that the table goes on to: artifacts, since it was read before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
}

/// A note that stands at the foot of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Footnote {
    /// Key of the place to which references lead.
    pub(crate) key: String,
    pub(crate) pieces: Vec<Piece>,
}

/// Everything that grows.
pub(crate) struct Setter<'a> {
    pub(crate) style: Style,
    pub(crate) faces: FaceSet<'a>,
    pub(crate) shaper: Shaper,
    pub(crate) hyphenator: Hyphenator,
    pub(crate) tree: Tree,
    pub(crate) links: Vec<Link>,
    pub(crate) heads: Vec<Head>,
    pub(crate) footnotes: Vec<Footnote>,
    pub(crate) floats: u32,
    pub(crate) numbers: NoteNumbers,
    /// Notes are being set.
    pub(crate) in_notes: bool,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) labels: Labels,
    pub(crate) language: Option<LanguageTag>,
    pub(crate) direction: Direction,
    /// Links between articles.
    pub(crate) references: CrossReferences,
    /// Keys of the places that the document has.
    pub(crate) places: BTreeSet<String>,
    /// Rank of the heading set last; 1 is the article's title.
    pub(crate) last_rank: u8,
    /// When setting is given up.
    pub(crate) deadline: Deadline,
    article: usize,
    resources: BTreeMap<&'a str, &'a Resource>,
    placed: BTreeMap<(usize, String), usize>,
    shows: &'a dyn Fn(&Resource) -> bool,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(
        style: Style,
        fonts: &'a Fonts,
        language: Option<&LanguageTag>,
        shows: &'a dyn Fn(&Resource) -> bool,
    ) -> Self {
        Self {
            style,
            faces: FaceSet::new(fonts),
            shaper: Shaper::default(),
            hyphenator: Hyphenator::default(),
            tree: Tree::new(language),
            links: Vec::new(),
            heads: Vec::new(),
            footnotes: Vec::new(),
            floats: 0,
            numbers: NoteNumbers::default(),
            in_notes: false,
            pictures: Vec::new(),
            labels: Labels::of(language),
            language: language.cloned(),
            direction: language.map_or(Direction::Ltr, LanguageTag::direction),
            references: CrossReferences::default(),
            places: BTreeSet::new(),
            last_rank: 1,
            deadline: Deadline::default(),
            article: 0,
            resources: BTreeMap::new(),
            placed: BTreeMap::new(),
            shows,
        }
    }

    /// Goes over to an article: its language, pictures and places.
    pub(crate) fn begin(&mut self, index: usize, article: &'a Article) {
        self.article = index;
        self.last_rank = 1;
        self.numbers = NoteNumbers::default();
        self.speak(article.metadata.language.as_ref());
        self.resources = article.resources.iter().map(|r| (r.id.as_str(), r)).collect();
        let mut places = Vec::new();
        let mut see = |block: &'a offprint_model::Block| {
            places.extend(block.attributes().and_then(|a| a.id.as_deref()));
        };
        offprint_model::visit_blocks(&article.body, &mut see);
        for note in &article.notes {
            offprint_model::visit_blocks(&note.blocks, &mut see);
        }
        places.extend(article.notes.iter().map(|note| note.id.as_str()));
        let keys: Vec<String> = places.into_iter().map(|id| self.anchor(id)).collect();
        self.places.extend(keys);
    }

    /// Goes over to a language.
    pub(crate) fn speak(&mut self, language: Option<&LanguageTag>) {
        self.labels = Labels::of(language);
        self.language = language.cloned();
        self.direction = language.map_or(Direction::Ltr, LanguageTag::direction);
    }

    /// Key of a place in the article at hand.
    pub(crate) fn anchor(&self, id: &str) -> String {
        format!("{}/{id}", self.article)
    }

    pub(crate) fn leads_somewhere(&self, destination: &Destination) -> bool {
        match destination {
            Destination::Url(_) => true,
            Destination::Place(key) => self.places.contains(key),
        }
    }

    pub(crate) fn add_link(
        &mut self,
        destination: Destination,
        node: NodeIndex,
        description: &str,
        key: Option<String>,
    ) -> usize {
        self.links.push(Link { destination, node, description: description.to_owned(), key });
        self.links.len() - 1
    }

    /// The index of a picture among those placed, its width and height in pixels; none where it can't be shown.
    pub(crate) fn picture(&mut self, image: &Image) -> Option<(usize, f32, f32)> {
        let id = image.resource.as_deref()?;
        let resource = *self.resources.get(id)?;
        if resource.width == 0 || resource.height == 0 || !(self.shows)(resource) {
            return None;
        }
        let key = (self.article, id.to_owned());
        let next = self.pictures.len();
        let index = *self.placed.entry(key).or_insert(next);
        if index == next {
            self.pictures.push(Picture { article: self.article, resource: id.to_owned() });
        }
        let (width, height) = resource.shown_size();
        Some((index, width as f32, height as f32))
    }

    /// The look of running text at a size.
    pub(crate) fn look(&self, size: f32) -> Look {
        Look {
            family: Family::Serif,
            style: FaceStyle::default(),
            size,
            rise: 0.0,
            colour: self.style.colours.text,
            small_caps: false,
            place: Place::Line,
            forms: Forms { old_style: self.style.old_style_figures, ..Forms::default() },
            strike: false,
            language: self.language.clone(),
        }
    }
}
