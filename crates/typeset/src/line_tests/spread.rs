//! How evenly spaces are spread: total fit beside first fit, over all paragraphs at several measures.
//!
//! First fit stands here twice: as it is, and held to the rule that no three lines in a row end in hyphens, which total fit
//! keeps too and which costs evenness in narrow columns. `docs/benchmarks` has the figures that this prints.

use offprint_fonts::Fonts;

use super::{Bench, rich, texts, wish};
use crate::breakpoints::Breakpoint;

const SIZE: f32 = 11.0;

/// Lines that take what fits; indexes of the breakpoints at which they end.
fn first_fit(points: &[Breakpoint], room: f64, hyphens_in_a_row: usize) -> Vec<usize> {
    let (mut start, mut row) = (0, 0);
    let mut ends = Vec::new();
    while start + 1 < points.len() {
        let width = |end: usize| points[end].end.width - points[start].start.width + points[end].tail;
        let may = |end: usize| end + 1 == points.len() || !points[end].flagged || row < hyphens_in_a_row;
        let fitting = (start + 1..points.len())
            .take_while(|end| points[*end].end.width - points[start].start.width <= room);
        let best = fitting.filter(|end| width(*end) <= room && may(*end)).last().unwrap_or(start + 1);
        row = if points[best].flagged { row + 1 } else { 0 };
        ends.push(best);
        start = best;
    }
    ends
}

/// Widths of the spaces of each line but the last, as shares of their own width: 1 where nothing gives way.
fn spaces(points: &[Breakpoint], ends: &[usize], measure: f64) -> Vec<f64> {
    let mut from = 0;
    let mut out = Vec::new();
    for end in ends.iter().take(ends.len() - 1) {
        let (start, point) = (points[from].start, points[*end]);
        from = *end;
        let slack = measure - (point.end.width - start.width) - point.tail;
        // A space stretches by half of its width where the line stretches by all that it has.
        let stretch = point.end.stretch - start.stretch;
        out.push(if stretch > 0.0 { 1.0 + slack / stretch * 0.5 } else { 1.0 });
    }
    out
}

struct Figures {
    mean: f64,
    variance: f64,
    widest: f64,
    /// Share of lines past the tolerance: spaces more than 1.63 of their width.
    loose: f64,
}

fn figures(all: &[f64]) -> Figures {
    let count = all.len() as f64;
    let mean = all.iter().sum::<f64>() / count;
    Figures {
        mean,
        variance: all.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / count,
        widest: all.iter().fold(0.0f64, |a, b| a.max(*b)),
        loose: all.iter().filter(|s| **s > 1.63).count() as f64 / count,
    }
}

#[test]
fn spaces_are_spread_more_evenly_than_by_first_fit() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    println!("| measure | way | lines | mean space | variance | widest | past 1.63 | hyphens |");
    for measure in [388.0f32, 310.0, 250.0, 200.0, 160.0] {
        let room = f64::from(measure);
        let ways = ["first fit", "first fit, two hyphens", "total fit"];
        let mut all: [Vec<f64>; 3] = [const { Vec::new() }; 3];
        let mut hyphens = [0; 3];
        // One is of long words alone, which no way sets well: a page of it would hide the others' figures.
        for (language, text) in
            texts().into_iter().filter(|(_, text)| !text.starts_with("Internationalization"))
        {
            let rich = rich(text, language, SIZE);
            let mut shaped = bench.shape(&rich);
            let points = bench.points(&rich, &mut shaped, true, f32::INFINITY);
            let mut shaped = bench.shape(&rich);
            let lines = bench.lines(&rich, &mut shaped, wish(measure, SIZE));
            let at = |next| points.iter().position(|point| point.next == next).unwrap();
            let total: Vec<usize> = lines.iter().map(|line| at(line.atoms.end)).collect();
            for (way, ends) in
                [first_fit(&points, room, 99), first_fit(&points, room, 2), total].iter().enumerate()
            {
                hyphens[way] += ends.iter().filter(|end| points[**end].flagged).count();
                all[way].extend(spaces(&points, ends, room));
            }
        }
        for way in 0..3 {
            let Figures { mean, variance, widest, loose } = figures(&all[way]);
            println!(
                "| {measure} | {} | {} | {mean:.3} | {variance:.4} | {widest:.2} | {:.1} % | {} |",
                ways[way],
                all[way].len(),
                loose * 100.0,
                hyphens[way]
            );
        }
        let [free, ruled, total] = all.each_ref().map(|spaces| figures(spaces));
        assert!(
            total.variance <= ruled.variance && total.mean <= ruled.mean && total.loose <= ruled.loose,
            "{measure}"
        );
        assert!(total.mean <= free.mean && total.loose <= free.loose, "{measure}");
        assert!(measure < 300.0 || total.variance <= free.variance, "{measure}");
    }
}
