//! What expressions give: nodes, a string, a number or a truth, and how each is read as another (section 4).

use super::evaluate::{Budget, Spent};
use crate::page::Page;
use crate::tag::Tag;

/// A node of a page; in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node {
    /// Its row; of an attribute, that of its element.
    pub row: usize,
    /// Which of the row's attributes it is, from 1; 0 for the row itself.
    attribute: usize,
}

impl Node {
    /// A row.
    pub(super) const fn of_row(row: usize) -> Self {
        Self { row, attribute: 0 }
    }

    /// An attribute of a row, counted from 0.
    pub(super) const fn of_attribute(row: usize, number: usize) -> Self {
        Self { row, attribute: number + 1 }
    }

    /// Whether it is an attribute.
    pub(crate) const fn is_attribute(self) -> bool {
        self.attribute > 0
    }

    /// Name and value of an attribute.
    pub(crate) fn attribute_of(self, page: &Page) -> Option<(&str, &str)> {
        attributes(page, self.row)?.nth(self.attribute.checked_sub(1)?)
    }

    /// Its name; none of the page itself and of text.
    pub(super) fn name(self, page: &Page) -> &str {
        if self.is_attribute() {
            self.attribute_of(page).map_or("", |(name, _)| name)
        } else if page.tag(self.row) == Tag::Text {
            ""
        } else {
            page.name(self.row)
        }
    }

    /// Its string value: all text within it, whatever is seen of it; the value of an attribute.
    pub(crate) fn string(self, page: &Page, budget: &Budget) -> Result<String, Spent> {
        if let Some((_, value)) = self.attribute_of(page) {
            budget.spend(1)?;
            return Ok(value.to_owned());
        }
        let mut out = String::new();
        for row in page.subtree(self.row) {
            let text = page.text(row);
            budget.spend(1 + text.len() / BYTES_OF_A_STEP)?;
            out.push_str(text);
        }
        Ok(out)
    }
}

/// So many bytes of text count as the work of looking at one row: it also bounds what an expression can hold in memory.
pub(super) const BYTES_OF_A_STEP: usize = 8;

/// Names and values of an element's attributes.
pub(super) fn attributes(page: &Page, row: usize) -> Option<impl Iterator<Item = (&str, &str)>> {
    Some(page.html.tree.get(page.row(row).id)?.value().as_element()?.attrs())
}

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nodes in document order, each once.
    Nodes(Vec<Node>),
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// A truth.
    Truth(bool),
}

impl Value {
    /// As a string: of nodes, that of the first.
    pub(super) fn into_text(self, page: &Page, budget: &Budget) -> Result<String, Spent> {
        Ok(match self {
            Self::Nodes(nodes) => match nodes.first() {
                Some(node) => node.string(page, budget)?,
                None => String::new(),
            },
            Self::Text(text) => text,
            Self::Number(number) => shown(number),
            Self::Truth(truth) => truth.to_string(),
        })
    }

    /// As a number; a string that is none is not a number.
    pub(super) fn into_number(self, page: &Page, budget: &Budget) -> Result<f64, Spent> {
        Ok(match self {
            Self::Number(number) => number,
            Self::Truth(truth) => f64::from(u8::from(truth)),
            text => number(&text.into_text(page, budget)?),
        })
    }

    /// As a truth: nodes where there are any, a string that is not empty, a number that is not 0.
    pub(super) const fn is_true(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Truth(truth) => *truth,
        }
    }
}

/// A string as a number: digits with a point and a sign, white space around; no exponent.
pub(super) fn number(text: &str) -> f64 {
    let bare = text.trim();
    let digits = bare.strip_prefix('-').unwrap_or(bare);
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if plain { bare.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// A number as a string: whole numbers without a point.
fn shown(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}
