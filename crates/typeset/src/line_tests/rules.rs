//! What a book designer would mark: hyphens one above the other, scraps at the end, holes, words torn.

use std::time::{Duration, Instant};

use offprint_fonts::Fonts;

use super::{Bench, rich, texts, wish};
use crate::lines::{Choice, Manner, Wish, trimmed};
use crate::rich_text::RichText;
use crate::shape::Shaped;

const SIZE: f32 = 11.0;

fn set(bench: &mut Bench<'_>, text: &str, language: &str, wish: Wish) -> (RichText, Shaped, Vec<Choice>) {
    let rich = rich(text, language, wish.size);
    let mut shaped = bench.shape(&rich);
    let lines = bench.lines(&rich, &mut shaped, wish);
    (rich, shaped, lines)
}

fn shown(rich: &RichText, shaped: &Shaped, line: &Choice) -> String {
    let text = &rich.text[shaped.start(line.atoms.start)..shaped.start(line.atoms.end)];
    format!("{}{}", text.trim_end(), if line.hyphen { "-" } else { "" })
}

fn all(rich: &RichText, shaped: &Shaped, lines: &[Choice]) -> Vec<String> {
    lines.iter().map(|line| shown(rich, shaped, line)).collect()
}

#[test]
fn no_three_lines_in_a_row_end_in_hyphens() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let mut hyphens = 0;
    for measure in [388.0, 250.0, 190.0, 150.0, 125.0] {
        for (language, text) in texts() {
            let (rich, shaped, lines) = set(&mut bench, text, language, wish(measure, SIZE));
            let ends: Vec<bool> =
                all(&rich, &shaped, &lines).iter().map(|line| line.ends_with(['-', '\u{2010}'])).collect();
            hyphens += ends.iter().filter(|end| **end).count();
            assert!(
                !ends.windows(3).any(|three| three == [true; 3]),
                "{measure}: {:#?}",
                all(&rich, &shaped, &lines)
            );
        }
    }
    assert!(hyphens > 50, "{hyphens}");
}

#[test]
fn the_last_line_is_no_scrap() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let (mut scraps, mut syllables, mut count) = (0, 0, 0);
    for measure in [388.0, 350.0, 310.0, 270.0, 230.0, 190.0] {
        for (language, text) in texts() {
            let (rich, shaped, lines) = set(&mut bench, text, language, wish(measure, SIZE));
            let [.., before, last] = lines.as_slice() else { continue };
            count += 1;
            let width: f32 = shaped.atoms[trimmed(&shaped, &last.atoms)].iter().map(|atom| atom.width).sum();
            scraps += usize::from(width < SIZE * 2.0);
            syllables += usize::from(before.hyphen && !shown(&rich, &shaped, last).contains(' '));
        }
    }
    // Of some texts the rest could be had otherwise only at the price of a line that is far too loose.
    eprintln!("{scraps} scraps and {syllables} ends of words of {count}");
    assert!(
        count > 120 && scraps * 40 <= count && syllables * 40 <= count,
        "{scraps} {syllables} of {count}"
    );
}

#[test]
fn words_end_lines_whole_or_in_syllables() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    for manner in [Manner::Even, Manner::Ragged] {
        for measure in [388.0, 200.0, 100.0] {
            for (language, text) in texts() {
                let (rich, shaped, lines) =
                    set(&mut bench, text, language, Wish { manner, ..wish(measure, SIZE) });
                assert_eq!(lines.iter().map(|line| line.atoms.len()).sum::<usize>(), shaped.atoms.len());
                for line in &lines {
                    let end = shaped.start(line.atoms.end);
                    let (before, after) = rich.text.split_at(end);
                    let torn =
                        before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
                    assert!(!torn || line.hyphen, "{measure} {manner:?}: {:#?}", all(&rich, &shaped, &lines));
                }
            }
        }
    }
}

#[test]
fn ragged_lines_have_few_hyphens_and_even_ends() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let (mut hyphens, mut count) = (0, 0);
    for measure in [388.0, 200.0, 120.0] {
        for (language, text) in texts() {
            let ragged = Wish { manner: Manner::Ragged, ..wish(measure, SIZE) };
            let (rich, shaped, lines) = set(&mut bench, text, language, ragged);
            hyphens += lines.iter().filter(|line| line.hyphen).count();
            count += lines.len();
            for line in &lines {
                let width: f32 =
                    shaped.atoms[trimmed(&shaped, &line.atoms)].iter().map(|atom| atom.width).sum();
                assert!(
                    width <= measure + 0.02,
                    "{measure} {width} {line:?}: {:#?}",
                    all(&rich, &shaped, &lines)
                );
            }
        }
    }
    assert!(hyphens * 30 < count, "{hyphens} of {count}");
}

#[test]
fn a_word_longer_than_lines_is_divided_and_nothing_is_lost() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let text = "x".repeat(400) + " and after it";
    let (rich, shaped, lines) = set(&mut bench, &text, "en", wish(200.0, SIZE));
    let lines = all(&rich, &shaped, &lines);
    assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    let whole: Vec<usize> = lines[..lines.len() - 1].iter().map(String::len).collect();
    assert!(whole.iter().all(|length| length.abs_diff(whole[0]) <= 12), "{lines:#?}");
}

#[test]
fn a_cluster_is_never_torn() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    // A letter with two marks, a family of emoji joined: in a column of one letter each.
    let text = "q\u{308}\u{301}".repeat(30) + &"👩\u{200d}👩\u{200d}👧".repeat(10);
    let (rich, shaped, lines) = set(&mut bench, &text, "en", wish(6.0, SIZE));
    assert!(lines.len() > 20);
    for line in all(&rich, &shaped, &lines) {
        assert!(line.starts_with(['q', '👩']), "{line:?}");
        assert!(!line.ends_with(['q', '\u{308}', '\u{200d}']), "{line:?}");
    }
}

#[test]
fn time_grows_with_length_alone() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    let cases = [
        ("a word", "abcdefghij".repeat(20_000)),
        ("a paragraph", "The boats went out in the morning. ".repeat(6_000)),
        ("no width", "a\u{200b}".repeat(50) + &"\u{200b}".repeat(100_000)),
        ("soft hyphens", "\u{ad}".repeat(100_000)),
        ("spaces", " ".repeat(100_000) + "end"),
        ("lines", "a\n".repeat(100_000)),
    ];
    for (name, text) in cases {
        for manner in [Manner::Even, Manner::Ragged] {
            let start = Instant::now();
            let (_, shaped, lines) = set(&mut bench, &text, "en", Wish { manner, ..wish(388.0, SIZE) });
            assert_eq!(lines.last().unwrap().atoms.end, shaped.atoms.len(), "{name}");
            let taken = start.elapsed();
            // Without optimisation, on a machine at other work: a quadratic way takes hours.
            assert!(taken < Duration::from_secs(40), "{name} {manner:?}: {taken:?}");
            eprintln!("{name} {manner:?}: {taken:?}");
        }
    }
}
