//! Plots as drawings within the page.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::markup::Escaped;
use crate::number::{grouped, percent, real};

/// What a plot is called and says.
pub(crate) struct Plot<'a> {
    /// Distinct in the page; letters and hyphens.
    pub id: &'a str,
    pub title: &'a str,
    /// What stands along it.
    pub axis: &'a str,
    /// What is counted.
    pub unit: &'a str,
}

/// Width of all drawings, in their own units.
const WIDTH: f64 = 640.0;

/// Room left of columns for numbers.
const LEFT: f64 = 56.0;
/// Height of the columns' room.
const HEIGHT: f64 = 180.0;
/// Room above it.
const TOP: f64 = 12.0;

impl Plot<'_> {
    fn begin(&self, height: f64, says: &str, out: &mut dyn Write) -> io::Result<()> {
        let Self { id, title, .. } = self;
        writeln!(out, "<figure id=\"{id}\"><figcaption>{}</figcaption>", Escaped(title))?;
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            Escaped(title),
            Escaped(says)
        )
    }

    /// The figures as a table, and the end.
    fn end<'a>(&self, rows: impl Iterator<Item = (&'a str, String)>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "</svg><details><summary>Figures</summary><table><caption>{}</caption>",
            Escaped(self.title)
        )?;
        writeln!(
            out,
            "<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>",
            Escaped(self.axis),
            Escaped(self.unit)
        )?;
        for (label, value) in rows {
            writeln!(
                out,
                "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td></tr>",
                Escaped(label),
                Escaped(value)
            )?;
        }
        writeln!(out, "</tbody></table></details></figure>")
    }

    /// What is most, in words.
    fn says(&self, bars: &[(String, f64)], value: fn(f64) -> String) -> String {
        match bars.iter().max_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((label, most)) if *most > 0.0 => {
                format!("{} by {}. Most: {label}, {}.", self.unit, self.axis, value(*most))
            }
            _ => "There is nothing to show.".to_owned(),
        }
    }

    /// Columns beside each other, in the order of what stands along them.
    pub fn columns(
        &self,
        bars: &[(String, f64)],
        value: fn(f64) -> String,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let height = TOP + HEIGHT + 44.0;
        self.begin(height, &self.says(bars, value), out)?;
        let (step, lines) = steps(bars.iter().map(|(_, value)| *value).fold(0.0, f64::max));
        let top = step * f64::from(lines);
        let bottom = TOP + HEIGHT;
        for line in 0..=lines {
            let at = step * f64::from(line);
            let y = bottom - HEIGHT * at / top;
            writeln!(out, "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>")?;
            writeln!(
                out,
                "<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                LEFT - 6.0,
                y + 4.0,
                Escaped(value(at))
            )?;
        }
        let count = u32::try_from(bars.len()).unwrap_or(u32::MAX).max(1);
        let pitch = (WIDTH - LEFT) / f64::from(count);
        // As many labels as have room.
        let room = bars.iter().map(|(label, _)| width_of(label)).fold(0.0, f64::max) + 10.0;
        let every = (1..=bars.len())
            .find(|every| f64::from(u32::try_from(*every).unwrap_or(1)) * pitch >= room)
            .unwrap_or(1);
        let mut x = LEFT;
        for (index, (label, bar)) in bars.iter().enumerate() {
            let bar_height = HEIGHT * bar / top;
            let gap = (pitch * 0.12).min(3.0);
            writeln!(
                out,
                "<rect class=\"bar\" x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{bar_height:.2}\"><title>{}: {}</title></rect>",
                x + gap,
                bottom - bar_height,
                (pitch - 2.0 * gap).max(0.5),
                Escaped(label),
                Escaped(value(*bar))
            )?;
            if index.is_multiple_of(every) {
                let half = width_of(label) / 2.0;
                writeln!(
                    out,
                    "<text class=\"mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                    // That of a last, narrow column would go over the edge.
                    (x + pitch / 2.0).min(WIDTH - half),
                    bottom + 16.0,
                    Escaped(label)
                )?;
            }
            x += pitch;
        }
        writeln!(
            out,
            "<text class=\"mid axis\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            (LEFT + WIDTH) / 2.0,
            bottom + 36.0,
            Escaped(self.axis)
        )?;
        self.end(bars.iter().map(|(label, bar)| (label.as_str(), value(*bar))), out)
    }

    /// Bars below each other, with their names before them.
    pub fn bars(
        &self,
        bars: &[(String, f64)],
        value: fn(f64) -> String,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        const ROW: f64 = 22.0;
        const NAMES: f64 = 130.0;
        const NUMBERS: f64 = 70.0;
        let count = f64::from(u32::try_from(bars.len()).unwrap_or(u32::MAX));
        self.begin(ROW * count.max(1.0) + 4.0, &self.says(bars, value), out)?;
        let most = bars.iter().map(|(_, value)| *value).fold(1.0, f64::max);
        let mut y = 2.0;
        for (label, bar) in bars {
            let width = (WIDTH - NAMES - NUMBERS) * bar / most;
            let short: String = label.chars().take(18).collect();
            writeln!(
                out,
                "<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                NAMES - 8.0,
                y + 15.0,
                Escaped(short)
            )?;
            writeln!(
                out,
                "<rect class=\"bar\" x=\"{NAMES}\" y=\"{:.1}\" width=\"{:.2}\" height=\"{:.1}\"/>",
                y + 2.0,
                width.max(1.0),
                ROW - 6.0
            )?;
            writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                NAMES + width.max(1.0) + 6.0,
                y + 15.0,
                Escaped(value(*bar))
            )?;
            y += ROW;
        }
        self.end(bars.iter().map(|(label, bar)| (label.as_str(), value(*bar))), out)
    }

    /// One bar of parts, each with a class of its own, and what each is.
    pub fn stack(&self, parts: &[(&str, u64)], out: &mut dyn Write) -> io::Result<()> {
        let whole: u64 = parts.iter().map(|(_, count)| count).sum();
        let says: Vec<String> = parts
            .iter()
            .map(|(name, count)| format!("{name} {} ({})", grouped(*count), percent(*count, whole)))
            .collect();
        self.begin(36.0, &says.join(", "), out)?;
        let mut x = 0.0;
        for ((name, count), says) in parts.iter().zip(&says) {
            if *count > 0 {
                let width = WIDTH * real(*count) / real(whole);
                writeln!(
                    out,
                    "<rect class=\"{name}\" x=\"{x:.2}\" y=\"2\" width=\"{:.2}\" height=\"32\"><title>{}</title></rect>",
                    // A thin line between parts, and nothing so small that it can't be seen.
                    (width - 1.0).max(0.5),
                    Escaped(says)
                )?;
                x += width;
            }
        }
        let mut keys = String::new();
        for ((name, _), says) in parts.iter().zip(&says) {
            // Writing to a string does not fail.
            let _ = write!(keys, "<li><span class=\"key {name}\"></span>{}</li>", Escaped(says));
        }
        writeln!(out, "</svg><ul class=\"keys\">{keys}</ul></figure>")
    }
}

/// Width of a label, near enough: letters of the page's face are some 6.6 units wide.
fn width_of(label: &str) -> f64 {
    real(u64::try_from(label.chars().count()).unwrap_or(u64::MAX)) * 6.6
}

/// A round step, and how many of them are needed.
fn steps(most: f64) -> (f64, u32) {
    let mut step = 1.0;
    let mut factors = [2.0, 2.5, 2.0].iter().cycle();
    while most > step * 4.0 && step < 1e15 {
        step *= factors.next().unwrap_or(&2.0);
    }
    let lines = (1..5).find(|lines| step * f64::from(*lines) >= most).unwrap_or(4);
    (step, lines)
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn axes_have_round_numbers() {
        assert_eq!(steps(0.0), (1.0, 1));
        assert_eq!(steps(3.0), (1.0, 3));
        assert_eq!(steps(17.0), (5.0, 4));
        assert_eq!(steps(1_001.0), (500.0, 3));
    }
}
