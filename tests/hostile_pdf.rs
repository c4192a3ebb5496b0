//! PDFs of what no one would set: each ends in a file that can be read, or in an error that can be matched on.

use offprint::model::{
    Block, Figure, Image, Inline, List, ListItem, MediaType, Note, Resource, Table, TableCell, TableRow,
};
use offprint::{Article, Context, Format, Options, PageSet, PageStyle, Publication, WriteOptions};

fn options(page: PageStyle) -> WriteOptions {
    WriteOptions { page, ..WriteOptions::default() }
}

/// Writes a PDF and reads it again; gives its number of pages.
fn pages(body: Vec<Block>, notes: Vec<Note>, resources: Vec<Resource>, page: PageStyle) -> usize {
    let mut article = Article { body, notes, resources, ..Article::default() };
    article.metadata.title = Some("A hostile article".to_owned());
    article.metadata.language = "en".parse().ok();
    let mut out = Vec::new();
    offprint::write(&Publication::of(article), Format::Pdf, &options(page), &mut out).unwrap();
    lopdf::Document::load_mem(&out).unwrap().get_pages().len()
}

fn all_sets() -> Vec<PageStyle> {
    let sets = [PageSet::A4, PageSet::Letter, PageSet::A5, PageSet::Eink, PageSet::Large];
    let mut styles: Vec<PageStyle> = sets.into_iter().map(PageStyle::of).collect();
    styles.push(PageStyle { columns: 2, left: 50.0, right: 50.0, ..PageStyle::of(PageSet::A4) });
    styles
}

#[test]
fn a_word_of_a_million_letters_is_broken_into_lines() {
    let count = pages(vec![Block::paragraph("m".repeat(1_000_000))], vec![], vec![], PageStyle::default());
    assert!(count > 100, "{count}");
}

#[test]
fn a_table_of_ten_thousand_cells_is_set_on_every_kind_of_page() {
    let cell = |row: usize, column: usize| TableCell {
        blocks: vec![Block::paragraph(format!("{row}/{column} incomprehensible"))],
        ..TableCell::default()
    };
    for (rows, columns) in [(2_500, 4), (100, 100), (40, 250)] {
        let rows =
            (0..rows).map(|row| TableRow { cells: (0..columns).map(|c| cell(row, c)).collect() }).collect();
        let table = Block::Table(Table { head_rows: 1, rows, ..Table::default() });
        for style in [PageStyle::default(), PageStyle::of(PageSet::Eink)] {
            assert!(pages(vec![table.clone()], vec![], vec![], style) > 3);
        }
    }
}

#[test]
fn spans_that_reach_past_the_table_are_cut() {
    let cell = |text: &str, colspan: u16, rowspan: u16| TableCell {
        blocks: vec![Block::paragraph(text)],
        colspan,
        rowspan,
        ..TableCell::default()
    };
    let rows = vec![
        TableRow { cells: vec![cell("all", u16::MAX, u16::MAX), cell("none", 0, 0)] },
        TableRow { cells: vec![cell("one", 1, u16::MAX), cell("two", 3, 2)] },
        TableRow { cells: vec![] },
    ];
    let table = Block::Table(Table { head_rows: 9, rows, ..Table::default() });
    for style in all_sets() {
        assert!(pages(vec![table.clone()], vec![], vec![], style) >= 1);
    }
}

#[test]
fn a_list_of_a_thousand_levels_ends_in_pages() {
    let mut html = String::from("<html lang=en><title>Levels</title><article><h1>Levels</h1>");
    html.push_str(
        &"<p>The boats went out in the morning, and some of them came back before the rain.</p>".repeat(9),
    );
    html.push_str(&"<ul><li>One more level of the list".repeat(1_000));
    html.push_str("</article></html>");
    let article = offprint::read(html.as_bytes(), &Context::default(), &Options::default()).unwrap();
    for style in all_sets() {
        let mut out = Vec::new();
        offprint::write(&Publication::of(article.clone()), Format::Pdf, &options(style), &mut out).unwrap();
        assert!(lopdf::Document::load_mem(&out).is_ok());
    }
}

#[test]
fn lists_as_deep_as_a_model_may_be_keep_their_words() {
    let mut blocks = vec![Block::paragraph("the innermost")];
    for _ in 0..offprint::model::MAX_BLOCK_DEPTH {
        let list = List {
            ordered: true,
            start: Some(i32::MAX),
            items: vec![ListItem { blocks }],
            ..List::default()
        };
        blocks = vec![Block::List(list)];
    }
    for style in all_sets() {
        assert!(pages(blocks.clone(), vec![], vec![], style) >= 1);
    }
}

#[test]
fn a_thousand_notes_to_one_line_and_a_note_of_a_thousand_paragraphs_stand() {
    let reference =
        |number: usize| Inline::NoteReference { note: format!("n{number}"), label: number.to_string() };
    let content: Vec<Inline> = (0..1_000).map(reference).collect();
    let paragraph = offprint::model::Paragraph { content, ..Default::default() };
    let mut notes: Vec<Note> = (0..1_000)
        .map(|number| Note {
            id: format!("n{number}"),
            label: number.to_string(),
            blocks: vec![Block::paragraph(format!("Note {number}."))],
        })
        .collect();
    if let Some(first) = notes.first_mut() {
        first.blocks = vec![Block::paragraph("Much is to be said of it."); 1_000];
    }
    for style in all_sets() {
        let count = pages(vec![Block::Paragraph(paragraph.clone())], notes.clone(), vec![], style);
        assert!(count > 10, "{count}");
    }
}

#[test]
fn pictures_of_no_size_and_of_all_sizes_are_shown_or_told() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(3, 2).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let resource = |id: &str, width: u32, height: u32| Resource {
        id: id.to_owned(),
        url: None,
        media_type: MediaType::Png,
        data: png.get_ref().clone(),
        width,
        height,
    };
    let sizes = [
        ("none", 0, 0),
        ("line", 1, u32::MAX),
        ("all", u32::MAX, u32::MAX),
        ("thin", 65_535, 1),
        ("true", 3, 2),
    ];
    let resources: Vec<Resource> =
        sizes.into_iter().map(|(id, width, height)| resource(id, width, height)).collect();
    let figure = |id: &str| {
        let image = Image { resource: Some(id.to_owned()), alt: Some(id.to_owned()), ..Image::default() };
        Block::Figure(Figure { images: vec![image], ..Figure::default() })
    };
    let body: Vec<Block> = sizes.iter().map(|(id, ..)| figure(id)).collect();
    for style in all_sets() {
        assert!(pages(body.clone(), vec![], resources.clone(), style) >= 1);
    }
}

#[test]
fn a_page_on_which_hardly_a_word_fits_still_holds_all_lines() {
    let style =
        PageStyle { top: 150.0, bottom: 160.0, left: 110.0, right: 110.0, ..PageStyle::of(PageSet::Eink) };
    let text = "Unquestionably the boats went out in the morning. ".repeat(20);
    let count = pages(vec![Block::paragraph(text)], vec![], vec![], style);
    assert!(count > 20, "{count}");
}
