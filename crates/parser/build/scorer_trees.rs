//! Reads the table of the scorer's trees; what its lines mean: `src/scorer/trees.rs`.

/// The table as numbers.
pub struct Table {
    /// The figures that splits ask for.
    pub names: Vec<String>,
    /// Of each node the largest figure that goes left, the place of the figure's name or [`LEAF`], and how far on the
    /// right branch begins.
    pub nodes: Vec<(f32, u16, u16)>,
    /// Value of each node.
    pub values: Vec<f64>,
    /// Where each tree begins.
    pub roots: Vec<usize>,
    /// For each tree the least and the most that it and those after it can add to a score.
    pub ahead: Vec<(f64, f64)>,
}

/// No figure has this number.
const LEAF: u16 = u16::MAX;

impl Table {
    /// Reads the table; none where it is damaged.
    pub fn read(text: &str) -> Option<Self> {
        let mut table = Self {
            names: Vec::new(),
            nodes: Vec::new(),
            values: Vec::new(),
            roots: Vec::new(),
            ahead: Vec::new(),
        };
        // Splits whose branches are being read, and whether the right one has begun.
        let mut open: Vec<(usize, bool)> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let index = table.nodes.len();
            if open.is_empty() {
                table.roots.push(index);
            }
            if let Some(value) = line.strip_prefix("leaf ") {
                table.nodes.push((0.0, LEAF, 0));
                table.values.push(value.parse().ok()?);
                while let Some((split, right_begun)) = open.pop() {
                    if !right_begun {
                        table.nodes.get_mut(split)?.2 = u16::try_from(index + 1 - split).ok()?;
                        open.push((split, true));
                        break;
                    }
                }
            } else {
                let (name, rest) = line.strip_prefix("split ")?.split_once(" <= ")?;
                let (threshold, value) = rest.split_once(" value ")?;
                let known = table.names.iter().position(|known| known == name);
                let figure = known.unwrap_or_else(|| {
                    table.names.push(name.to_owned());
                    table.names.len() - 1
                });
                let figure = u16::try_from(figure).ok().filter(|figure| *figure != LEAF)?;
                table.nodes.push((largest_within(threshold.parse().ok()?), figure, 0));
                table.values.push(value.parse().ok()?);
                open.push((index, false));
            }
        }
        let mut ahead = (0.0, 0.0);
        for (at, root) in table.roots.iter().enumerate().rev() {
            let end = table.roots.get(at + 1).copied().unwrap_or(table.nodes.len());
            let leaves = || {
                let nodes = table.nodes.get(*root..end).unwrap_or_default().iter();
                let values = table.values.get(*root..end).unwrap_or_default();
                nodes.zip(values).filter(|((_, figure, _), _)| *figure == LEAF).map(|(_, value)| *value)
            };
            ahead.0 += leaves().fold(f64::INFINITY, f64::min);
            ahead.1 += leaves().fold(f64::NEG_INFINITY, f64::max);
            table.ahead.push(ahead);
        }
        table.ahead.reverse();
        (open.is_empty() && !table.roots.is_empty()).then_some(table)
    }

    /// The table as a static of the parser.
    #[cfg_attr(test, allow(dead_code, reason = "tests of the parser read tables and write none"))]
    pub fn as_static(&self) -> String {
        let Self { names, nodes, values, roots, ahead } = self;
        format!(
            "static TABLE: Table = Table {{\nnames: &{names:?},\nnodes: &{nodes:?},\nvalues: &{values:?},\n\
             roots: &{roots:?},\nahead: &{ahead:?},\n}};\n"
        )
    }
}

/// The largest figure that is no larger than a threshold: what is compared with it in the figures' own precision goes as
/// it would in the threshold's.
fn largest_within(threshold: f64) -> f32 {
    let near = threshold as f32;
    if f64::from(near) > threshold { near.next_down() } else { near }
}
