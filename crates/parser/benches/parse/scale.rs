//! How the time grows with the page: in size, in siblings, in levels.

use std::fmt::Write as _;

use offprint_parser::steps::Step;

use crate::pages::{Page, page, prose, rich};
use crate::timing::Times;

/// Steps that take less than this share of the whole are left out: their growth is noise.
const SHOWN: f64 = 0.01;

/// A page of a kind, so and so large.
type Make = fn(usize) -> String;

/// Prints the table of each kind of page.
pub fn print(rounds: usize) {
    // A paragraph of prose has some 390 bytes, one of markup some 630: a megabyte, ten and a hundred.
    let kinds: [(&str, &str, Make, &[usize]); 9] = [
        ("paragraphs of prose", "MB", |mb| page(&prose(mb * 2_560)), &[1, 10, 100]),
        ("rich markup", "MB", |mb| page(&rich(mb * 1_590, 0)), &[1, 10, 100]),
        (
            "one paragraph",
            "MB",
            |mb| page(&format!("<p>{}", prose(mb * 2_560).replace("<p>", "").replace("</p>", ""))),
            &[1, 10],
        ),
        ("paragraphs in one div", "", |n| page(&siblings(n, "<p>", "</p>")), &[1_000, 10_000, 100_000]),
        (
            "divs in one div",
            "",
            |n| page(&siblings(n, "<div class='line'><span>", "</span></div>")),
            &[1_000, 10_000, 100_000],
        ),
        (
            "items of a list",
            "",
            |n| page(&format!("<ul>{}</ul>", siblings(n, "<li><a href='/x'>", "</a></li>"))),
            &[1_000, 10_000, 100_000],
        ),
        (
            "rows of a table",
            "",
            |n| page(&format!("<table><tr><th>Gate<th>Year{}</table>", siblings(n, "<tr><td>", "<td>1904"))),
            &[1_000, 10_000, 100_000],
        ),
        ("lines parted by <br>", "", |n| page(&siblings(n, "", "<br>")), &[1_000, 10_000, 100_000]),
        ("levels", "", |n| page(&format!("{}{}", "<div>".repeat(n), prose(20))), &[100, 1_000, 10_000]),
    ];
    for (kind, unit, make, sizes) in kinds {
        println!("\n{kind}");
        println!(
            "{:>10}{:>10}{:>12}{:>12}{:>8}{:>9}{:>10}",
            "", "MB", "scraper ms", "whole ms", "ratio", "ms/MB", "exponent"
        );
        let mut before: Option<(f64, Times)> = None;
        for size in sizes {
            let page = Page::invented(kind, make(*size));
            let mb = page.bytes.len() as f64 / 1e6;
            let rounds = if mb > 50.0 { 1 } else { rounds };
            let all: Vec<Times> = (0..rounds).map(|round| Times::of(&page, round % 2 == 0)).collect();
            let times = Times::median(&all);
            let grown = |of: &dyn Fn(&Times) -> f64| {
                before.as_ref().map_or(String::from("-"), |(smaller, earlier)| {
                    format!("{:.2}", (of(&times) / of(earlier)).ln() / (*size as f64 / smaller).ln())
                })
            };
            println!(
                "{:>10}{mb:>10.2}{:>12.1}{:>12.1}{:>8.2}{:>9.1}{:>10}",
                format!("{size} {unit}"),
                times.scraper * 1e3,
                times.whole * 1e3,
                times.whole / times.scraper,
                times.whole * 1e3 / mb,
                grown(&|times| times.whole),
            );
            let mut steps = String::new();
            for step in Step::ALL {
                let of = |times: &Times| times.steps.get(&step).copied().unwrap_or_default();
                if of(&times) >= times.whole * SHOWN {
                    let name = format!("{step:?}").to_lowercase();
                    let _ = write!(steps, "  {name} {:.1} ({})", of(&times) * 1e3, grown(&of));
                }
            }
            println!("         {steps}");
            before = Some((*size as f64, times));
        }
    }
}

fn siblings(count: usize, before: &str, after: &str) -> String {
    let mut html = String::new();
    for number in 0..count {
        let _ = write!(
            html,
            "{before}The gate of {} was mended by hand in the spring, for the {number}th time.{after}",
            1900 + number % 97
        );
    }
    html
}
