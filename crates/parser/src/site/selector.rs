//! Selectors: of elements by CSS, of nodes and strings by XPath, of elements by a part of their class or id.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;
use std::fmt;

use ego_tree::NodeId;
use thiserror::Error;

use super::css_error;
use super::xpath::{Budget, Expression, Node, Spent, Value};
use crate::page::Page;
use crate::tag::Tag;

/// Longest CSS selector, in bytes. Its parser recurses on its brackets, which [`DEEPEST`] bounds.
const LONGEST: usize = 2_000;

/// Most brackets open at the same time in a CSS selector.
const DEEPEST: usize = 12;

/// Of the values that a selector gives no more are looked at: no page names more authors, and of all else one is taken.
const MOST_VALUES: usize = 200;

/// Work that all selectors for a page may ask for, in rows to look at: a few seconds, and some 400 MB of text at most.
const WORK: usize = 50_000_000;

/// A selector, and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    matcher: Matcher,
    text: String,
    file: String,
    line: usize,
    origin: Origin,
}

/// What kind of file a selector is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    SiteFile,
    SiteConfig,
    /// The site config for every site.
    Global,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Matcher {
    /// CSS, and the attribute that is meant where it is none of the element's text.
    Css(scraper::Selector, Option<String>),
    XPath(Expression),
    /// Elements whose class or id holds a text.
    ClassOrId,
    /// Pictures whose address holds a text.
    ImageSource,
}

/// Why a text is no selector.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{cause}; {hint}")]
pub struct SelectorError {
    /// What is wrong, as a clause: `it ends where a name should follow`.
    pub cause: String,
    /// What to write instead, as a clause: `write a selector: div.story`.
    pub hint: String,
}

impl Selector {
    /// A CSS selector (Selectors Level 4 as far as scraper knows it). `::attr(name)` at its end means an attribute:
    /// `time.published::attr(datetime)`.
    ///
    /// # Errors
    /// [`SelectorError`] where it is none.
    pub fn css(text: &str) -> Result<Self, SelectorError> {
        let no = |cause: String| Err(SelectorError { cause, hint: "write a shorter one".to_owned() });
        if text.len() > LONGEST {
            return no(format!("it is longer than {LONGEST} bytes"));
        }
        let mut open = 0usize;
        for c in text.chars() {
            match c {
                '(' | '[' => open += 1,
                ')' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > DEEPEST {
                return no(format!("its brackets are nested more than {DEEPEST} deep"));
            }
        }
        let (elements, attribute) = match text.trim().strip_suffix(')').and_then(|t| t.rsplit_once("::attr("))
        {
            Some((elements, name)) if !name.trim().is_empty() => {
                (elements, Some(name.trim().to_ascii_lowercase()))
            }
            _ => (text, None),
        };
        // CSS closes at the end whatever is open, and finds nothing with it: a slip.
        if css_error::unclosed(text).is_some() {
            return Err(css_error::explain(text));
        }
        match scraper::Selector::parse(elements) {
            Ok(selector) => Ok(Self::of(Matcher::Css(selector, attribute), text)),
            Err(_) => Err(css_error::explain(text)),
        }
    }

    /// An expression of XPath 1.0.
    ///
    /// # Errors
    /// [`SelectorError`] where it is none.
    pub fn xpath(text: &str) -> Result<Self, SelectorError> {
        match Expression::parse(text) {
            Ok(expression) => Ok(Self::of(Matcher::XPath(expression), text)),
            Err(error) => {
                let hint = "write an expression of XPath 1.0: //div[@class='story']".to_owned();
                Err(SelectorError { cause: error.to_string(), hint })
            }
        }
    }

    /// Elements whose class or id holds a text.
    pub fn class_or_id(part: &str) -> Self {
        Self::of(Matcher::ClassOrId, part)
    }

    /// Pictures whose address holds a text.
    pub fn image_source(part: &str) -> Self {
        Self::of(Matcher::ImageSource, part)
    }

    const fn of_parts(matcher: Matcher, text: String) -> Self {
        Self { matcher, text, file: String::new(), line: 0, origin: Origin::SiteFile }
    }

    fn of(matcher: Matcher, text: &str) -> Self {
        Self::of_parts(matcher, text.to_owned())
    }

    /// The same with where it was written.
    pub(super) fn at(self, file: &str, line: usize) -> Self {
        Self { file: file.to_owned(), line, ..self }
    }

    /// The line that it stands in.
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// The same as one of a site config, of which many lines match on few pages.
    pub(super) fn of_config(self, is_global: bool) -> Self {
        Self { origin: if is_global { Origin::Global } else { Origin::SiteConfig }, ..self }
    }

    /// The attribute that is meant, where it is none of the element's text.
    pub(super) fn attribute(&self) -> Option<&str> {
        match &self.matcher {
            Matcher::Css(_, attribute) => attribute.as_deref(),
            _ => None,
        }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is of a site config.
    pub(super) fn is_config(&self) -> bool {
        self.origin != Origin::SiteFile
    }

    /// Whether it is for every site: what it gives is taken where nothing else gives anything.
    pub(super) fn is_global(&self) -> bool {
        self.origin == Origin::Global
    }

    /// The reader that origins name for what it finds.
    pub(super) fn reader(&self) -> &'static str {
        if self.is_config() { "site-config" } else { "site-file" }
    }

    /// The rows that it matches, in page order.
    pub(super) fn rows(&self, looked: &Lookup<'_>) -> Result<Vec<usize>, Spent> {
        match &self.matcher {
            Matcher::Css(selector, _) => Ok(looked.by_css(selector)),
            Matcher::XPath(expression) => {
                let Value::Nodes(nodes) = looked.by_xpath(expression)? else {
                    return Ok(Vec::new());
                };
                let mut rows: Vec<usize> =
                    nodes.iter().filter(|node| !node.is_attribute()).map(|node| node.row).collect();
                rows.dedup();
                Ok(rows)
            }
            Matcher::ClassOrId => Ok(looked.holding(&self.text, &["class", "id"], |_| true)),
            Matcher::ImageSource => {
                Ok(looked.holding(&self.text, &["src"], |tag| matches!(tag, Tag::Img | Tag::AmpImg)))
            }
        }
    }

    /// The values that it gives, each with the row that it stands in, where it stands in one.
    pub(super) fn values(&self, looked: &Lookup<'_>) -> Result<Vec<(Given, Option<usize>)>, Spent> {
        let page = looked.page;
        let of_row = |row: usize| (Given::Row, Some(row));
        match &self.matcher {
            Matcher::Css(selector, Some(name)) => Ok(looked
                .by_css(selector)
                .into_iter()
                .take(MOST_VALUES)
                .filter_map(|row| Some((Given::Text(page.attribute(row, name)?.to_owned()), Some(row))))
                .collect()),
            Matcher::XPath(expression) => match looked.by_xpath(expression)? {
                Value::Nodes(nodes) => Ok(nodes
                    .into_iter()
                    .take(MOST_VALUES)
                    .map(|node: Node| match node.attribute_of(page) {
                        Some((_, value)) => (Given::Text(value.to_owned()), Some(node.row)),
                        None => of_row(node.row),
                    })
                    .collect()),
                Value::Text(text) => Ok(vec![(Given::Text(text), None)]),
                Value::Number(_) | Value::Truth(_) => Ok(Vec::new()),
            },
            _ => Ok(self.rows(looked)?.into_iter().take(MOST_VALUES).map(of_row).collect()),
        }
    }
}

impl fmt::Display for Selector {
    /// As messages name it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => write!(f, "“{}”", shortened(&self.text)),
            (file, line) => write!(f, "“{}” ({file}, line {line})", shortened(&self.text)),
        }
    }
}

/// Characters of a selector or line that messages show.
const SHOWN: usize = 300;

/// A text as messages show it.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// What a selector gives.
pub(super) enum Given {
    /// A row, whose text or attributes are meant.
    Row,
    /// A string.
    Text(String),
}

/// A page that selectors look at.
pub(super) struct Lookup<'a> {
    pub page: &'a Page,
    /// Work that is left.
    left: Cell<usize>,
    by_node: OnceCell<BTreeMap<NodeId, usize>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        Self { page, left: Cell::new(WORK), by_node: OnceCell::new() }
    }

    /// What an expression gives. One may ask for half of the work that is left, so that it leaves some to others.
    fn by_xpath(&self, expression: &Expression) -> Result<Value, Spent> {
        let share = self.left.get() / 2;
        let budget = Budget::new(share);
        let value = expression.evaluate(self.page, &budget);
        self.left.set(self.left.get() - (share - budget.left()));
        value
    }

    fn by_css(&self, selector: &scraper::Selector) -> Vec<usize> {
        let rows = self
            .by_node
            .get_or_init(|| (0..self.page.len()).map(|row| (self.page.row(row).id, row)).collect());
        let mut found: Vec<usize> =
            self.page.html.select(selector).filter_map(|element| rows.get(&element.id()).copied()).collect();
        found.sort_unstable();
        found
    }

    fn holding(&self, part: &str, attributes: &[&str], test: impl Fn(Tag) -> bool) -> Vec<usize> {
        let holds = |row: usize| {
            attributes
                .iter()
                .any(|name| self.page.attribute(row, name).is_some_and(|value| value.contains(part)))
        };
        (0..self.page.len()).filter(|row| test(self.page.tag(*row)) && holds(*row)).collect()
    }
}
