//! Lines on the page: edges, direction, letterforms.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use offprint_fonts::Fonts;
use offprint_model::{Article, Block, Deadline, Inline, Paragraph, Publication};
use offprint_typeset::{GlyphRun, Paper, Role, Setting, Shape, Style, Typeset, typeset};

fn set(language: &str, body: Vec<Block>, style: &Style) -> Typeset {
    let mut article = Article::default();
    article.metadata.language = language.parse().ok();
    article.body = body;
    let fonts = Fonts::embedded_only();
    typeset(&Publication::of(article), style, &fonts, &|_| true, Deadline::default())
}

fn of(content: Vec<Inline>) -> Block {
    Paragraph { content, ..Paragraph::default() }.into()
}

/// The runs that readers hear but for the title, those of one line together.
fn lines(set: &Typeset) -> Vec<Vec<&GlyphRun>> {
    let mut out: Vec<Vec<&GlyphRun>> = Vec::new();
    for page in &set.pages {
        for item in &page.items {
            let (Some(node), Shape::Glyphs(run)) = (item.node, &item.shape) else { continue };
            if matches!(set.structure.nodes[node.0 as usize].role, Role::Heading(_)) {
                continue;
            }
            match out.last_mut() {
                Some(line) if (line[0].y - run.y).abs() < 6.0 => line.push(run),
                _ => out.push(vec![run]),
            }
        }
    }
    out
}

fn text(line: &[&GlyphRun]) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

/// Left and right end of what is seen of a line: the space at its end is not.
fn ends(line: &[&GlyphRun]) -> (f32, f32) {
    let left = line.iter().map(|run| run.x).fold(f32::MAX, f32::min);
    let right = |run: &GlyphRun| {
        let blank = |glyph: &&offprint_typeset::Glyph| {
            run.text[glyph.text.start as usize..glyph.text.end as usize].trim().is_empty()
        };
        let space: f32 = run.glyphs.iter().rev().take_while(blank).map(|glyph| glyph.advance).sum();
        run.x + run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() - space
    };
    (left, line.iter().map(|run| right(run)).fold(f32::MIN, f32::max))
}

const PROSE: &str = include_str!("../benches/prose.txt");

fn prose() -> Vec<Block> {
    PROSE.lines().map(Block::paragraph).collect()
}

#[test]
fn even_lines_end_at_the_edge_and_punctuation_beyond_it() {
    for hanging in [false, true] {
        let style = Style { hanging, ..Style::on(Paper::A4) };
        let set = set("en", prose(), &style);
        let edge = style.left + style.measure();
        let all = lines(&set);
        let (mut even, mut hung) = (0, 0);
        for line in &all {
            let (left, right) = ends(line);
            let shown = text(line);
            let shown = shown.trim_end();
            let over = right - edge;
            if over.abs() < 0.1 {
                even += 1;
            } else if over > 0.0 {
                hung += 1;
                assert!(
                    hanging && shown.ends_with(|c: char| "\u{ad}-,.;:”’\"—–!?)tyrvwxkL".contains(c)),
                    "{shown} {over}"
                );
                assert!(over < 2.5, "{shown} {over}");
            }
            assert!(left > style.left - 2.5 && (hanging || left > style.left - 0.01), "{shown} {left}");
        }
        assert!(even > 20, "{even} {hung}");
        assert!(if hanging { hung > 10 } else { hung == 0 }, "{hung}");
        // The text is all there, in its order.
        let words: String = all.iter().map(|line| text(line)).collect::<String>().replace('\u{ad}', "");
        let wanted: String = PROSE.lines().collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&words), bare(&wanted));
    }
}

#[test]
fn ragged_text_has_spaces_of_one_width_and_no_hyphens() {
    let style = Style { setting: Setting::Ragged, ..Style::on(Paper::A5) };
    let set = set("en", prose(), &style);
    let mut spaces: Vec<f32> = Vec::new();
    for run in lines(&set).into_iter().flatten() {
        assert!(!run.text.contains('\u{ad}'), "{}", run.text);
        spaces.extend(
            run.glyphs
                .iter()
                .filter(|g| &run.text[g.text.start as usize..g.text.end as usize] == " ")
                .map(|g| g.advance / run.size),
        );
    }
    assert!(spaces.len() > 600);
    assert!(spaces.iter().all(|space| (space - spaces[0]).abs() < 1e-4));
}

#[test]
fn words_are_not_divided_where_the_style_says_so() {
    let style = Style { hyphenate: false, ..Style::on(Paper::A5) };
    let set = set("en", prose(), &style);
    assert!(lines(&set).iter().all(|line| !text(line).contains('\u{ad}')));
}

#[test]
fn narrow_columns_are_ragged() {
    let mut style = Style::on(Paper::A4);
    style.right = style.paper.width - style.left - 110.0;
    let set = set("en", prose(), &style);
    let all = lines(&set);
    let short = all.iter().filter(|line| ends(line).1 < style.left + 109.0).count();
    assert!(short * 2 > all.len(), "{short} of {}", all.len());
}

#[test]
fn brackets_are_mirrored_and_text_stays_in_its_order() {
    let style = Style::on(Paper::A4);
    let hebrew = "שלום (עולם) abc 12";
    let set = set("he", vec![Block::paragraph(hebrew), Block::paragraph("(a)")], &style);
    let all = lines(&set);
    let line = &all[0];
    assert_eq!(text(line), hebrew);
    // From right to left: the first run begins at the right edge; Latin and figures stand left of it, in their own order.
    let (left, right) = ends(line);
    assert!((right - style.left - style.measure()).abs() < 1.0, "{right}");
    let latin = line.iter().find(|run| run.text.contains("abc")).unwrap();
    let shalom = line.iter().find(|run| run.text.contains("שלום")).unwrap();
    assert!(latin.x < shalom.x && (latin.x - left).abs() < 12.0, "{} {}", latin.x, shalom.x);
    let figures = line.iter().find(|run| run.text.contains("12")).unwrap();
    let twelve: Vec<&str> =
        figures.glyphs.iter().map(|g| &figures.text[g.text.start as usize..g.text.end as usize]).collect();
    let one = twelve.iter().position(|t| *t == "1").unwrap();
    assert_eq!(twelve.get(one + 1), Some(&"2"));
    // An opening bracket in Hebrew is drawn as a closing one is in Latin.
    let glyph = |text: &str, run: &GlyphRun| {
        run.glyphs
            .iter()
            .find(|g| &run.text[g.text.start as usize..g.text.end as usize] == text)
            .map(|g| g.id)
    };
    let opening = line.iter().find_map(|run| glyph("(", run)).unwrap();
    let closing = line.iter().find_map(|run| glyph(")", run)).unwrap();
    let english = crate::set("en", vec![Block::paragraph("(a)")], &style);
    let plain = lines(&english);
    assert_eq!(Some(opening), plain[0].iter().find_map(|run| glyph(")", run)));
    assert_eq!(Some(closing), plain[0].iter().find_map(|run| glyph("(", run)));
}

#[test]
fn hebrew_in_english_runs_against_it_over_lines() {
    let style = Style::on(Paper::A4);
    let mixed = "The sign said שלום לכולם ולכל הבאים and nobody could read it, though it was painted in letters of a foot. ".repeat(4);
    let set = set("en", vec![Block::paragraph(mixed.trim())], &style);
    let all = lines(&set);
    assert!(all.len() > 3);
    let words: String = all.iter().map(|line| text(line)).collect::<String>().replace('\u{ad}', "");
    assert_eq!(words.trim(), mixed.trim());
    for run in all.iter().flatten().filter(|run| run.text.contains('ש')) {
        // The first letter of the text stands rightmost.
        let first = run.glyphs.iter().position(|g| g.text.start == 0).unwrap();
        assert_eq!(first, run.glyphs.len() - 1, "{}", run.text);
    }
}

#[test]
fn superscripts_are_the_faces_own_where_it_has_them_all() {
    let style = Style::on(Paper::A4);
    let body = |raised: &str| {
        let raised = Inline::Superscript { content: vec![Inline::text(raised)] };
        vec![of(vec![Inline::text("Word"), raised, Inline::text(" on.")])]
    };
    for (raised, own) in [("12", true), ("th", true), ("12ж", false), ("№", false)] {
        let set = set("en", body(raised), &style);
        let all = lines(&set);
        let run = all.iter().flatten().find(|run| run.text == raised).unwrap();
        assert_eq!(run.size == style.size, own, "{raised}");
        let base = all.iter().flatten().find(|run| run.text.contains("Word")).unwrap();
        assert_eq!(run.y == base.y, own, "{raised}");
    }
}

#[test]
fn small_capitals_are_the_faces_own_or_scaled() {
    let style = Style::on(Paper::A4);
    let body = vec![of(vec![Inline::SmallCaps { content: vec![Inline::text("Aďmoor ꜩ 12")] }])];
    let set = set("en", body, &style);
    let plain = crate::set("en", vec![Block::paragraph("Aďmoor ꜩ 12")], &style);
    let (capitals, small) = (lines(&set), lines(&plain));
    // The text is as it was, and no small letter is drawn as one.
    assert_eq!(text(&capitals[0]), "Aďmoor ꜩ 12");
    let glyphs = |line: &[&GlyphRun], wanted: char| -> Vec<u16> {
        let run = line.iter().find(|run| run.text.contains(wanted)).unwrap();
        let cut = |g: &&offprint_typeset::Glyph| {
            run.text[g.text.start as usize..g.text.end as usize].contains(wanted)
        };
        run.glyphs.iter().filter(cut).map(|g| g.id).collect()
    };
    for letter in ['ď', 'm', 'o', 'r'] {
        assert_ne!(glyphs(&capitals[0], letter), glyphs(&small[0], letter), "{letter}");
    }
    let own = capitals[0].iter().find(|run| run.text.contains('m')).unwrap();
    assert_eq!(own.size, style.size);
}

#[test]
fn old_style_figures_are_taken_where_wanted() {
    let mut ids = Vec::new();
    for old_style_figures in [false, true] {
        let style = Style { old_style_figures, ..Style::on(Paper::A4) };
        let set = set("en", vec![Block::paragraph("1789")], &style);
        ids.push(lines(&set)[0][0].glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>());
    }
    assert!(ids[0].iter().zip(&ids[1]).all(|(lining, old)| lining != old), "{ids:?}");
}

#[test]
fn a_paragraph_longer_than_a_window_is_set_whole() {
    let style = Style::on(Paper::A4);
    let long = PROSE.lines().collect::<Vec<_>>().join(" ").repeat(150);
    assert!(long.len() > 600_000);
    let set = set("en", vec![Block::paragraph(long.as_str())], &style);
    let all = lines(&set);
    let edge = style.left + style.measure();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let words: String = all.iter().map(|line| text(line)).collect::<String>().replace('\u{ad}', "");
    assert_eq!(bare(&words), bare(&long));
    // No line but the last is short: windows meet without a seam.
    let short = all[..all.len() - 1].iter().filter(|line| ends(line).1 < edge - 0.5).count();
    assert_eq!(short, 0);
}
