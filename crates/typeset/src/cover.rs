//! A typographic cover: one page with title, subtitle, people, site and date.

use offprint_fonts::Fonts;
use offprint_model::LanguageTag;

use crate::line::Align;
use crate::page::{Area, Colour, Item, Page, Role, Shape, Typeset};
use crate::paginate::place;
use crate::paragraph::Measure;
use crate::rich_text::RichText;
use crate::setter::Setter;
use crate::structure::Tree;
use crate::style::{Paper, Style};

/// Width of the cover in points; its height is half as much again, as most books have it.
const WIDTH: f32 = 480.0;
const HEIGHT: f32 = WIDTH * 1.5;
/// Margin at the sides.
const SIDE: f32 = 44.0;
/// The coloured field above takes this share of the height.
const FIELD: f32 = 0.64;
/// Sizes of the title, from which the largest that fits is taken.
const SIZES: [f32; 7] = [62.0, 54.0, 46.0, 40.0, 34.0, 29.0, 24.0];

/// That of a title that fits at no size.
const SMALLEST: f32 = 24.0;

const PAPER: Colour = Colour { red: 0.973, green: 0.957, blue: 0.925 };
const INK: Colour = Colour { red: 0.11, green: 0.1, blue: 0.09 };

/// Grounds on which the paper's colour reads with a contrast of 7:1 or more (WCAG 2.2, 1.4.6).
const GROUNDS: [Colour; 8] = [
    Colour { red: 0.106, green: 0.227, blue: 0.294 },
    Colour { red: 0.357, green: 0.137, blue: 0.118 },
    Colour { red: 0.149, green: 0.251, blue: 0.184 },
    Colour { red: 0.275, green: 0.169, blue: 0.314 },
    Colour { red: 0.333, green: 0.208, blue: 0.071 },
    Colour { red: 0.137, green: 0.169, blue: 0.353 },
    Colour { red: 0.047, green: 0.271, blue: 0.275 },
    Colour { red: 0.2, green: 0.2, blue: 0.2 },
];

/// What stands on a cover.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverText {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The people, joined as the language does it.
    pub people: Option<String>,
    /// Site and date: the last lines.
    pub lines: Vec<String>,
    /// The language, which also decides the direction.
    pub language: Option<LanguageTag>,
    /// Chooses the colour: books that differ in it look different.
    pub seed: u64,
}

/// Sets a cover on a page of 480 × 720 points. Text that does not fit at the smallest size is cut at a line's end.
pub fn cover(text: &CoverText, fonts: &Fonts) -> Typeset {
    let style = Style {
        paper: Paper { width: WIDTH, height: HEIGHT },
        top: 0.0,
        bottom: 0.0,
        left: SIDE,
        right: SIDE,
        size: 15.0,
        leading: 21.0,
        ..Style::default()
    };
    let shows = |_: &offprint_model::Resource| false;
    let mut setter = Setter::new(style, fonts, text.language.as_ref(), &shows);
    let mut page = Page { width: WIDTH, height: HEIGHT, label: "1".to_owned(), ..Page::default() };
    let ground = usize::try_from(text.seed % GROUNDS.len() as u64).ok().and_then(|index| GROUNDS.get(index));
    let ground = ground.copied().unwrap_or(INK);
    fill(&mut page, Area { x: 0.0, y: 0.0, width: WIDTH, height: HEIGHT }, PAPER);
    fill(&mut page, Area { x: 0.0, y: 0.0, width: WIDTH, height: HEIGHT * FIELD }, ground);

    let width = style.measure();
    let below = text.subtitle.as_ref().map_or(0.0, |_| HEIGHT * 0.13);
    let room = HEIGHT * FIELD - SIDE * 1.4 - SIDE - below;
    let size = SIZES.into_iter().find(|size| fits(&mut setter, &text.title, *size, width, room));
    let size = size.unwrap_or(SMALLEST);
    let mut y = SIDE * 1.2;
    set(
        &mut setter,
        &mut page,
        &text.title,
        Line { size, bold: true, italic: false, colour: PAPER },
        &mut y,
        HEIGHT * FIELD - SIDE * 0.6 - below,
    );
    if let Some(subtitle) = &text.subtitle {
        y += 14.0;
        let line = Line { size: 19.0, bold: false, italic: true, colour: PAPER };
        set(&mut setter, &mut page, subtitle, line, &mut y, HEIGHT * FIELD - SIDE * 0.5);
    }

    let mut y = HEIGHT * FIELD + SIDE * 0.75;
    let lines = text.lines.len() as f32 * 21.0;
    let end = HEIGHT - SIDE - lines - 16.0;
    if let Some(people) = &text.people {
        let long = people.chars().count() > 60;
        let line = Line { size: if long { 17.0 } else { 23.0 }, bold: false, italic: false, colour: INK };
        set(&mut setter, &mut page, people, line, &mut y, end);
    }
    let mut y = HEIGHT - SIDE * 0.9 - lines;
    fill(&mut page, Area { x: SIDE, y: y - 12.0, width: SIDE, height: 2.0 }, ground);
    for text in &text.lines {
        let line = Line { size: 14.5, bold: false, italic: false, colour: INK };
        set(&mut setter, &mut page, text, line, &mut y, HEIGHT - SIDE * 0.4);
    }
    let structure = setter.tree.finish();
    let (faces, missing) = setter.faces.finish();
    Typeset { pages: vec![page], faces, structure, missing, ..Typeset::default() }
}

#[derive(Clone, Copy)]
struct Line {
    size: f32,
    bold: bool,
    italic: bool,
    colour: Colour,
}

fn leading(size: f32) -> f32 {
    size * if size > 22.0 { 1.14 } else { 1.3 }
}

fn fill(page: &mut Page, area: Area, colour: Colour) {
    page.items.push(Item { node: None, shape: Shape::Fill { area, colour } });
}

/// Whether a title fits: no word is broken, and its lines have room.
fn fits(setter: &mut Setter<'_>, title: &str, size: f32, width: f32, room: f32) -> bool {
    let mut look = setter.look(size);
    look.style.bold = true;
    let node = Tree::ROOT;
    let mut rich = RichText::default();
    rich.push(title, &look, node, None);
    let word = setter.widths(&rich).word;
    let measure = Measure { x: 0.0, width, indent: 0.0, leading: leading(size), align: Align::Balanced };
    let height: f32 = setter.plain(title, &look, node, measure).iter().map(|piece| piece.height).sum();
    word <= width && height <= room
}

/// Sets lines from `y` on, no further than `end`.
fn set(setter: &mut Setter<'_>, page: &mut Page, text: &str, line: Line, y: &mut f32, end: f32) {
    let mut look = setter.look(line.size);
    (look.style.bold, look.style.italic, look.colour) = (line.bold, line.italic, line.colour);
    let node = setter.tree.add(Tree::ROOT, Role::Paragraph);
    let measure = Measure {
        x: 0.0,
        width: setter.style.measure(),
        indent: 0.0,
        leading: leading(line.size),
        align: Align::Balanced,
    };
    for piece in setter.plain(text, &look, node, measure) {
        if *y + piece.height > end {
            break;
        }
        place(page, piece.items, SIDE, *y);
        *y += piece.height;
    }
}
