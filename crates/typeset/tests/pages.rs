//! Pages of hand-made publications: what stands where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use offprint_fonts::Fonts;
use offprint_model::{
    Article, Block, Deadline, Heading, Inline, MediaType, Paragraph, Publication, Resource, Table, TableCell,
    TableRow,
};
use offprint_typeset::{GlyphRun, Page, Paper, Shape, Style, Typeset, typeset};

fn set(title: &str, body: Vec<Block>) -> Typeset {
    let mut article = Article::default();
    article.metadata.title = Some(title.into());
    article.metadata.language = "en".parse().ok();
    article.body = body;
    let fonts = Fonts::embedded_only();
    typeset(&Publication::of(article), &Style::on(Paper::A4), &fonts, &|_| true, Deadline::default())
}

fn runs(page: &Page) -> Vec<(&GlyphRun, bool)> {
    let run = |item| match item {
        &offprint_typeset::Item { node, shape: Shape::Glyphs(ref run) } => Some((run, node.is_some())),
        _ => None,
    };
    page.items.iter().filter_map(run).collect()
}

/// The runs that hold a text, each with whether readers hear it.
fn with<'t>(set: &'t Typeset, text: &str) -> Vec<(usize, &'t GlyphRun, bool)> {
    let mut out = Vec::new();
    for (index, page) in set.pages.iter().enumerate() {
        let here = runs(page).into_iter().filter(|(run, _)| run.text.contains(text));
        out.extend(here.map(|(run, heard)| (index, run, heard)));
    }
    out
}

fn right_edge(run: &GlyphRun) -> f32 {
    run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>()
}

fn table(rows: usize) -> Block {
    let cell = |text: String| TableCell { blocks: vec![Block::paragraph(text)], ..TableCell::default() };
    let mut all = vec![TableRow { cells: vec![cell("Boat".into()), cell("Crew".into())] }];
    all.extend(
        (1..=rows).map(|n| TableRow { cells: vec![cell(format!("Boat {n}")), cell((n * 7).to_string())] }),
    );
    Block::Table(Table { head_rows: 1, rows: all, ..Table::default() })
}

fn words(count: usize) -> String {
    "The boats went out in the morning. ".repeat(count)
}

#[test]
fn the_head_of_a_table_is_shown_on_each_page_and_heard_once() {
    let set = set("Boats", vec![table(120)]);
    assert!(set.pages.len() > 2);
    let heads = with(&set, "Crew");
    let pages: Vec<usize> = heads.iter().map(|(page, _, _)| *page).collect();
    assert_eq!(pages, (0..set.pages.len()).collect::<Vec<_>>());
    let heard: Vec<bool> = heads.iter().map(|(_, _, heard)| *heard).collect();
    assert!(heard[0] && heard[1..].iter().all(|heard| !heard), "{heard:?}");
    // Nothing lies over it, and nothing runs into the margin below.
    for page in &set.pages[1..] {
        let all = runs(page);
        let head = all.iter().find(|(run, _)| run.text.contains("Crew")).unwrap().0.y;
        let body = all.iter().filter(|(_, heard)| *heard);
        let (top, bottom) = body.fold((f32::MAX, 0.0f32), |(t, b), (run, _)| (t.min(run.y), b.max(run.y)));
        assert!(top > head + 8.0, "{top} {head}");
        assert!(bottom < page.height - Style::on(Paper::A4).bottom, "{bottom}");
    }
}

#[test]
fn figures_of_a_column_end_at_one_line_at_the_right() {
    let set = set("Boats", vec![table(20)]);
    let edges: Vec<f32> = ["Crew", "7", "140"].iter().map(|text| right_edge(with(&set, text)[0].1)).collect();
    // A space that the line's end swallowed may stand beyond the edge: none does in a cell of one word.
    assert!(edges.iter().all(|edge| (edge - edges[0]).abs() < 0.6), "{edges:?}");
    let names: Vec<f32> = ["Boat 1", "Boat 20"].iter().map(|text| with(&set, text)[0].1.x).collect();
    assert!((names[0] - names[1]).abs() < 0.01);
}

#[test]
fn a_title_is_set_in_lines_of_nearly_one_length() {
    let title = "A register of boats that went out and came back to the harbour";
    let set = set(title, Vec::new());
    let size = runs(&set.pages[0]).iter().map(|(run, _)| run.size).fold(0.0f32, f32::max);
    let lines: Vec<f32> = runs(&set.pages[0])
        .iter()
        .filter(|(run, _)| run.size == size)
        .map(|(run, _)| right_edge(run) - run.x)
        .collect();
    assert_eq!(lines.len(), 2);
    assert!((lines[0] - lines[1]).abs() < lines[0] * 0.25, "{lines:?}");
}

#[test]
fn a_line_in_bold_stays_with_what_follows() {
    let bold = |text: &str| -> Block {
        let content = vec![Inline::Strong { content: vec![Inline::text(text)] }];
        Paragraph { content, ..Paragraph::default() }.into()
    };
    // Whatever stands above, the line is never the last of its page.
    for above in 0..8 {
        let mut body = vec![Block::paragraph(words(3)); above];
        for _ in 0..40 {
            body.extend([bold("Bold"), Block::paragraph(words(8))]);
        }
        let set = set("Boats", body);
        for page in &set.pages[..set.pages.len() - 1] {
            let heard: Vec<_> = runs(page).into_iter().filter(|(_, heard)| *heard).collect();
            assert!(!heard.last().unwrap().0.text.contains("Bold"));
        }
    }
}

#[test]
fn pages_begin_at_one_height() {
    let heading = |n: usize| Heading {
        level: 1,
        content: vec![Inline::text(format!("Section {n}"))],
        attributes: Default::default(),
    };
    let mut body = Vec::new();
    for n in 0..60 {
        body.extend([Block::Heading(heading(n)), Block::paragraph(words(n % 7 + 1)), table(n % 5 + 1)]);
    }
    let set = set("Boats", body);
    let style = Style::on(Paper::A4);
    for page in &set.pages[1..] {
        let top = runs(page).iter().map(|(run, _)| run.y).fold(f32::MAX, f32::min);
        // The first baseline of a heading, a line or a row: no space of a block stands above it.
        assert!(top < style.top + 18.0, "{top}");
    }
}

#[test]
fn what_no_face_has_is_told_and_its_text_kept() {
    let set = set("Boats", vec![Block::paragraph("A 🎉 and a क.")]);
    assert_eq!(set.missing, ['क', '🎉']);
    let text: String = runs(&set.pages[0]).iter().map(|(run, _)| run.text.as_str()).collect();
    assert!(text.contains("🎉") && text.contains('क'), "{text}");
}

#[test]
fn a_camera_picture_stands_upright() {
    // A JPEG's first bytes: an Exif block that wants a quarter turn.
    let mut data = vec![0xff, 0xd8, 0xff, 0xe1, 0, 34];
    data.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    let resource =
        Resource { id: "r0".into(), media_type: MediaType::Jpeg, url: None, width: 400, height: 300, data };
    let mut article = Article { resources: vec![resource], ..Article::default() };
    let image = offprint_model::Image { resource: Some("r0".into()), ..Default::default() };
    article.body = vec![Block::Figure(offprint_model::Figure { images: vec![image], ..Default::default() })];
    let set = typeset(
        &Publication::of(article),
        &Style::on(Paper::A4),
        &Fonts::embedded_only(),
        &|_| true,
        Deadline::default(),
    );
    let area = set.pages.iter().flat_map(|page| &page.items).find_map(|item| match item.shape {
        Shape::Picture { area, .. } => Some(area),
        _ => None,
    });
    let area = area.unwrap();
    assert!((area.height / area.width - 4.0 / 3.0).abs() < 0.01, "{area:?}");
}

#[test]
fn notes_are_found_by_what_their_references_show() {
    let reference = |id: &str, label: &str| Inline::NoteReference { note: id.into(), label: label.into() };
    let mut article = Article::default();
    article.metadata.language = "en".parse().ok();
    let content =
        vec![Inline::text("They rowed"), reference("a", "7"), Inline::text(" and sang"), reference("b", "*")];
    article.body = vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })];
    let note = |id: &str, label: &str, text: &str| offprint_model::Note {
        id: id.into(),
        label: label.into(),
        blocks: vec![Block::paragraph(text)],
    };
    article.notes = vec![note("a", "1", "In the morning."), note("b", "2", "At night.")];
    let fonts = Fonts::embedded_only();
    let set =
        typeset(&Publication::of(article), &Style::on(Paper::A4), &fonts, &|_| true, Deadline::default());
    let labels: Vec<String> = runs(&set.pages[0])
        .into_iter()
        .map(|(run, _)| run.text.trim().to_owned())
        .filter(|text| text.ends_with('.') && text.chars().count() <= 3)
        .collect();
    assert_eq!(labels, ["7.", "*."]);
}
