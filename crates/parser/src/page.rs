//! A page as a table: every element and text in document order, with the figures that later steps read.
//!
//! Made in one walk over scraper's tree (html5ever: the WHATWG HTML parser). A subtree is a run of rows, so that
//! "all within" is a slice and nobody walks the tree again to count. Nesting deeper than the limit is flattened
//! here: whatever recurses over rows later is bounded.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use ego_tree::iter::Edge;
use html5ever::ns;
use html5ever::tendril::TendrilSink as _;
use html5ever::tree_builder::TreeBuilderOpts;
use offprint_model::{Deadline, InputKind};
use scraper::node::Element;
use scraper::{Html, HtmlTreeSink, Node};

use crate::article::Observer;
use crate::error::in_time;
use crate::purpose::Purpose;
use crate::steps::Step;
use crate::tag::Tag;
pub(crate) use crate::white_space::{ends_in_space, plain_run, push_collapsed};
use crate::{Options, ParseError, exhausting, scrape};

/// A row of the table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The node in scraper's tree.
    pub id: ego_tree::NodeId,
    /// Row of the parent; its own for the root.
    pub parent: usize,
    /// First row after the subtree.
    pub end: usize,
    /// What it is.
    pub tag: Tag,
    /// What its names say it is for; not those of the elements around it.
    pub purpose: Purpose,
    /// Whether a reader sees it.
    pub visible: bool,
    /// Visible characters within, white space collapsed.
    pub chars: usize,
    /// Of these, characters in links.
    pub link_chars: usize,
    /// Commas of any script within, a sign of prose.
    pub commas: usize,
}

/// A page.
pub(crate) struct Page {
    /// Scraper's tree.
    pub html: Html,
    /// What it was made from.
    pub kind: InputKind,
    /// Characters of text that it hides until a script runs.
    pub hidden_chars: usize,
    /// When all that is done with it is given up.
    pub deadline: Deadline,
    /// Bytes of memory that parsing it takes at most, as is estimated.
    pub memory: usize,
    rows: Vec<Row>,
    /// What [`Page::ordinal`] has counted so far.
    ordinals: RefCell<Vec<u32>>,
}

/// Ordinal of a row whose parent's children were not counted yet.
const NOT_COUNTED: u32 = u32::MAX;

/// Ordinal of the only child of its name.
const ONLY: u32 = 0;

impl Page {
    /// Parses HTML without a deadline.
    ///
    /// # Errors
    /// [`ParseError::OverLimit`] for more nodes than `options.max_nodes`.
    #[cfg(test)]
    pub(crate) fn parse(text: &str, kind: InputKind, options: &Options) -> Result<Self, ParseError> {
        Self::of(tree(text, Deadline::default()), kind, options, Deadline::default())
    }

    /// Reads a page, or the page that is made of a text scrape. `held` is the memory in bytes that other pages of the same
    /// input may take meanwhile.
    ///
    /// # Errors
    /// [`ParseError::Exhausting`], [`ParseError::OverLimit`] for more memory or nodes than `options` allow, and
    /// [`ParseError::OverTime`].
    pub(crate) fn read(
        text: &str,
        kind: InputKind,
        options: &Options,
        deadline: Deadline,
        held: usize,
        observer: &mut dyn Observer,
    ) -> Result<Self, ParseError> {
        let text = match kind {
            InputKind::Html => Cow::Borrowed(text),
            InputKind::Text => Cow::Owned(scrape::to_html(text)),
        };
        let memory = exhausting::check(&text)?.memory().saturating_add(held);
        if memory > options.max_memory {
            return Err(ParseError::OverLimit {
                what: "bytes of memory to fill, as is estimated",
                found: memory,
                limit: options.max_memory,
                option: "max_memory",
            });
        }
        observer.begins(Step::Tree);
        let html = tree(&text, deadline);
        in_time(deadline)?;
        observer.begins(Step::Table);
        Ok(Self { memory, ..Self::of(html, kind, options, deadline)? })
    }

    /// Makes the table of a tree.
    ///
    /// # Errors
    /// [`ParseError::OverLimit`] for more nodes than `options.max_nodes`, [`ParseError::OverTime`] past the deadline.
    pub(crate) fn of(
        html: Html,
        kind: InputKind,
        options: &Options,
        deadline: Deadline,
    ) -> Result<Self, ParseError> {
        let rows = rows(&html, options, Hidden::Out, deadline)?;
        let mut page =
            Self { html, kind, hidden_chars: 0, deadline, memory: 0, rows, ordinals: RefCell::default() };
        page.hidden_chars = page.count_hidden();
        Ok(page)
    }

    /// Text in what is hidden, but for what is never shown: scripts, styles.
    fn count_hidden(&self) -> usize {
        let (mut hidden, mut at) = (0, 0);
        while at < self.len() {
            let row = self.row(at);
            if row.tag.is_never_shown() && row.tag != Tag::Noscript {
                at = row.end.max(at + 1);
                continue;
            }
            if row.tag == Tag::Text && !row.visible {
                hidden += self.text(at).trim().len();
            }
            at += 1;
        }
        hidden
    }

    /// The same page as it would be seen with everything shown that waits for a script: elements that are hidden until
    /// one shows them, and what stands for readers without scripts.
    ///
    /// # Errors
    /// [`ParseError::OverLimit`] for more nodes than `options.max_nodes`.
    pub(crate) fn revealed(self, options: &Options) -> Result<Self, ParseError> {
        let rows = rows(&self.html, options, Hidden::Shown, self.deadline)?;
        Ok(Self { rows, ..self })
    }

    /// The page as it is seen without scripts having run.
    ///
    /// # Errors
    /// [`ParseError::OverLimit`] for more nodes than `options.max_nodes`.
    pub(crate) fn hidden_again(self, options: &Options) -> Result<Self, ParseError> {
        let rows = rows(&self.html, options, Hidden::Out, self.deadline)?;
        Ok(Self { rows, ..self })
    }

    /// Whether an element's own attributes hide it.
    pub(crate) fn hides(&self, index: usize) -> bool {
        let element = self.html.tree.get(self.row(index).id).and_then(|node| node.value().as_element());
        element.is_some_and(|element| is_hidden(element, Tag::Other))
    }

    /// Hides a subtree, as if a reader did not see it.
    pub(crate) fn hide(&mut self, index: usize) {
        let row = self.row(index);
        let (chars, link_chars, commas) = (row.chars, row.link_chars, row.commas);
        let above: Vec<usize> = self.ancestors(index).collect();
        for at in above {
            if let Some(row) = self.rows.get_mut(at) {
                row.chars = row.chars.saturating_sub(chars);
                row.link_chars = row.link_chars.saturating_sub(link_chars);
                row.commas = row.commas.saturating_sub(commas);
            }
        }
        let subtree = self.subtree(index);
        for row in self.rows.get_mut(subtree).into_iter().flatten() {
            row.visible = false;
            (row.chars, row.link_chars, row.commas) = (0, 0, 0);
        }
    }

    /// Number of rows.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row `index`. Indices come from the table itself; one beyond it gives the last row.
    #[inline]
    pub(crate) fn row(&self, index: usize) -> &Row {
        let last = self.rows.len().saturating_sub(1);
        #[allow(
            clippy::indexing_slicing,
            reason = "the table has at least the root and the index is clamped to it"
        )]
        &self.rows[index.min(last)]
    }

    /// What the row is.
    #[inline]
    pub(crate) fn tag(&self, index: usize) -> Tag {
        self.row(index).tag
    }

    /// The rows of a subtree, its root first.
    #[inline]
    pub(crate) fn subtree(&self, index: usize) -> Range<usize> {
        index..self.row(index).end
    }

    /// The children of a row.
    #[inline]
    pub(crate) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.siblings(index + 1, self.row(index).end)
    }

    /// The children of a row's parent that come after it.
    pub(crate) fn after(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let row = self.row(index);
        self.siblings(row.end, self.row(row.parent).end)
    }

    #[inline]
    fn siblings(&self, first: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = first;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.row(child).end;
                child
            })
        })
    }

    /// The elements around a row, innermost first, the root last.
    #[inline]
    pub(crate) fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = index;
        std::iter::from_fn(move || {
            let parent = self.row(at).parent;
            (parent != at).then(|| {
                at = parent;
                parent
            })
        })
    }

    /// Text of a text row; empty for an element.
    #[inline]
    pub(crate) fn text(&self, index: usize) -> &str {
        match self.html.tree.get(self.row(index).id).map(|node| node.value()) {
            Some(Node::Text(text)) => text,
            _ => "",
        }
    }

    /// An attribute of an element.
    #[inline]
    pub(crate) fn attribute(&self, index: usize, name: &str) -> Option<&str> {
        attribute(self.html.tree.get(self.row(index).id)?.value().as_element()?, name)
    }

    /// Row of the body element; the first row where there is none.
    pub(crate) fn body(&self) -> usize {
        (0..self.len()).find(|row| self.tag(*row) == Tag::Body).unwrap_or(0)
    }

    /// All text in an element as it is written there, shown or not: that of a script, of `<title>`.
    pub(crate) fn raw_text(&self, index: usize) -> String {
        self.subtree(index).filter(|row| self.tag(*row) == Tag::Text).map(|row| self.text(row)).collect()
    }

    /// All attributes of an element, in the order of their names.
    pub(crate) fn attributes(&self, index: usize) -> impl Iterator<Item = (&str, &str)> {
        let element = self.html.tree.get(self.row(index).id).and_then(|node| node.value().as_element());
        element.into_iter().flat_map(Element::attrs)
    }

    /// Name of an element, also of one that [`Tag`] does not know.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.html
            .tree
            .get(self.row(index).id)
            .and_then(|node| node.value().as_element().map(Element::name))
            .unwrap_or_default()
    }

    /// Whether a row is within the subtree of another (or the same).
    pub(crate) fn is_within(&self, index: usize, ancestor: usize) -> bool {
        self.subtree(ancestor).contains(&index)
    }

    /// The first row, from the inside out, of which `test` holds, up to and with `top`.
    pub(crate) fn closest(&self, index: usize, top: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
        std::iter::once(index)
            .chain(self.ancestors(index))
            .take_while(|at| self.is_within(*at, top))
            .find(|at| test(*at))
    }

    /// Visible text of a subtree in document order, white space collapsed and trimmed; blocks stand a space apart.
    pub(crate) fn visible_text(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for index in range {
            let row = self.row(index);
            if row.tag == Tag::Text {
                if row.visible {
                    push_collapsed(self.text(index), &mut out);
                }
            } else if (!row.tag.is_inline() || row.tag == Tag::Br) && !out.is_empty() && !ends_in_space(&out)
            {
                out.push(' ');
            }
            // A block also ends before what follows it: the row after it starts anew.
            if row.tag == Tag::Text && !out.is_empty() && !ends_in_space(&out) && self.ends_block(index) {
                out.push(' ');
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    fn ends_block(&self, index: usize) -> bool {
        let end = self.row(index).end;
        self.ancestors(index).take_while(|at| self.row(*at).end == end).any(|at| !self.tag(at).is_inline())
    }

    /// Where a row stands: `html/body/div[2]/p[3]`, or the line of a text scrape.
    pub(crate) fn path(&self, index: usize) -> String {
        if self.kind == InputKind::Text {
            let line = std::iter::once(index)
                .chain(self.ancestors(index))
                .find_map(|at| self.attribute(at, crate::scrape::LINE_ATTRIBUTE));
            if let Some(line) = line {
                return format!("line {line}");
            }
        }
        let mut parts: Vec<String> = Vec::new();
        let mut at = index;
        loop {
            let parent = self.row(at).parent;
            if parent == at {
                break;
            }
            let name = self.step_name(at);
            match self.ordinal(at, parent) {
                Some(ordinal) => parts.push(format!("{name}[{ordinal}]")),
                None => parts.push(name.to_owned()),
            }
            at = parent;
        }
        parts.reverse();
        parts.join("/")
    }

    /// What a row is called in a path.
    fn step_name(&self, index: usize) -> &str {
        if self.tag(index) == Tag::Text { "text()" } else { self.name(index) }
    }

    /// Which a row is of its parent's children of the same name, from 1; nothing where it is the only one. All children
    /// of a parent are counted at once and remembered: each of thousands may be asked for.
    fn ordinal(&self, index: usize, parent: usize) -> Option<u32> {
        let mut known = self.ordinals.borrow_mut();
        if known.is_empty() {
            known.resize(self.len(), NOT_COUNTED);
        }
        if known.get(index) == Some(&NOT_COUNTED) {
            // Of each name how many there are, and the first.
            let mut names: BTreeMap<(bool, &str), (u32, usize)> = BTreeMap::new();
            for child in self.children(parent) {
                let (count, first) =
                    names.entry((self.tag(child) == Tag::Text, self.step_name(child))).or_insert((0, child));
                *count += 1;
                let (count, first) = (*count, *first);
                if let Some(slot) = known.get_mut(child) {
                    *slot = if count == 1 { ONLY } else { count };
                }
                if count == 2
                    && let Some(slot) = known.get_mut(first)
                {
                    *slot = 1;
                }
            }
        }
        known.get(index).copied().filter(|ordinal| !matches!(*ordinal, NOT_COUNTED | ONLY))
    }

    /// Rows by their `id` or `name` attribute; the first of each.
    pub(crate) fn targets(&self, range: Range<usize>) -> BTreeMap<&str, usize> {
        let mut targets = BTreeMap::new();
        for index in range {
            if self.tag(index) == Tag::Text {
                continue;
            }
            let named = if self.tag(index) == Tag::A { self.attribute(index, "name") } else { None };
            for id in [self.attribute(index, "id"), named].into_iter().flatten() {
                targets.entry(id).or_insert(index);
            }
        }
        targets
    }
}

/// Rows that are made before the clock is looked at again.
const ROWS_A_LOOK: usize = 1_024;

/// Bytes of a page that are parsed before the clock is looked at again.
const CHUNK: usize = 64 << 10;

/// The tree of a page; a part of it when the deadline is over.
pub(crate) fn tree(text: &str, deadline: Deadline) -> Html {
    // Scripting off: what is in <noscript> becomes elements, where lazily loaded pictures have their addresses.
    let options = html5ever::ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..html5ever::ParseOpts::default()
    };
    let mut parser = html5ever::parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut rest = text;
    while !rest.is_empty() && !deadline.is_over() {
        let end = (CHUNK..rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        parser.process(chunk.into());
        rest = after;
    }
    parser.finish()
}

fn rows(html: &Html, options: &Options, hidden: Hidden, deadline: Deadline) -> Result<Vec<Row>, ParseError> {
    let mut rows: Vec<Row> = Vec::new();
    // Open elements: row, whether visible, whether in a link, and whether it was pushed (depth limit).
    struct Open {
        row: usize,
        visible: bool,
        linked: bool,
    }
    let mut open: Vec<Open> = Vec::new();
    let mut unpushed = 0usize;
    let mut known = vec![None; KNOWN];
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                let is_text = match node.value() {
                    Node::Text(_) => true,
                    Node::Element(_) | Node::Document => false,
                    _ => continue,
                };
                if rows.len() >= options.max_nodes {
                    return Err(ParseError::OverLimit {
                        what: "nodes",
                        found: rows.len() + 1,
                        limit: options.max_nodes,
                        option: "max_nodes",
                    });
                }
                let index = rows.len();
                if index.is_multiple_of(ROWS_A_LOOK) {
                    in_time(deadline)?;
                }
                let (parent, visible, linked) =
                    open.last().map_or((index, true, false), |top| (top.row, top.visible, top.linked));
                let mut row = Row {
                    id: node.id(),
                    parent,
                    end: index + 1,
                    tag: if is_text { Tag::Text } else { Tag::Other },
                    purpose: Purpose::NONE,
                    visible,
                    chars: 0,
                    link_chars: 0,
                    commas: 0,
                };
                match node.value() {
                    Node::Text(text) => {
                        if visible {
                            (row.chars, row.commas) = count(text);
                            row.link_chars = if linked { row.chars } else { 0 };
                        }
                        rows.push(row);
                    }
                    Node::Element(element) => {
                        row.tag = tag_of(element);
                        row.purpose = purpose_of(element, &mut known);
                        row.visible = visible
                            && !is_annotation(element, row.tag)
                            && match hidden {
                                Hidden::Out => !is_hidden(element, row.tag),
                                Hidden::Shown => row.tag == Tag::Noscript || !row.tag.is_never_shown(),
                            };
                        let linked = linked || row.tag == Tag::A && attribute(element, "href").is_some();
                        let visible = row.visible;
                        rows.push(row);
                        if open.len() < options.max_depth {
                            open.push(Open { row: index, visible, linked });
                        } else {
                            unpushed += 1;
                        }
                    }
                    _ => {
                        rows.push(row);
                        open.push(Open { row: index, visible: true, linked: false });
                    }
                }
            }
            Edge::Close(node) => {
                if !matches!(node.value(), Node::Element(_) | Node::Document) {
                    continue;
                }
                if unpushed > 0 {
                    unpushed -= 1;
                } else if let Some(closed) = open.pop() {
                    let end = rows.len();
                    if let Some(row) = rows.get_mut(closed.row) {
                        row.end = end;
                    }
                }
            }
        }
    }
    // Children stand after their parents, so one pass from the end sums up whole subtrees.
    for index in (1..rows.len()).rev() {
        let Some((chars, link_chars, commas, parent)) =
            rows.get(index).map(|row| (row.chars, row.link_chars, row.commas, row.parent))
        else {
            continue;
        };
        if let Some(row) = rows.get_mut(parent) {
            row.chars += chars;
            row.link_chars += link_chars;
            row.commas += commas;
        }
    }
    Ok(rows)
}

fn count(text: &str) -> (usize, usize) {
    let (mut chars, mut commas, mut space) = (0, 0, true);
    let mut one = |is_space: bool, is_comma: bool| {
        chars += usize::from(!is_space || !space);
        commas += usize::from(is_comma);
        space = is_space;
    };
    if text.is_ascii() {
        text.bytes().for_each(|b| one(matches!(b, b' ' | b'\t'..=b'\r'), matches!(b, b',' | b';')));
    } else {
        text.chars()
            .for_each(|c| one(c.is_whitespace(), matches!(c, ',' | '،' | '、' | '，' | '。' | '·' | ';')));
    }
    (chars - usize::from(space && chars > 0), commas)
}

/// What an element is. What stands within a formula stands within a line, whatever its name; so do the elements by which
/// MathJax 3 draws one.
fn tag_of(element: &Element) -> Tag {
    match Tag::of(element.name()) {
        Tag::Math => Tag::Math,
        _ if element.name.ns == ns!(mathml) => Tag::MathPart,
        Tag::Other if element.name().starts_with("mjx-") => Tag::Span,
        tag => tag,
    }
}

/// Whether an element says of a formula what it is in other words, which no browser shows (MathML Core §3.5).
fn is_annotation(element: &Element, tag: Tag) -> bool {
    tag == Tag::MathPart && element.name().starts_with("annotation")
}

/// The class by which MediaWiki hides a formula from those who see the picture of it.
const HIDDEN_FORMULA: &str = "mwe-math-mathml-a11y";

/// An attribute of an element. Scraper's own look-up makes an interned name of the one that is asked for, which takes
/// longer than to compare it with the few that an element has.
fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    attributes(element).find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The attributes of an element that stand in no namespace.
fn attributes(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    element
        .attrs
        .iter()
        .filter(|(name, _)| name.prefix.is_none() && name.ns == ns!())
        .map(|(name, value)| (&*name.local, &**value))
}

/// Words of an identifier from which it is a text made an address rather than the name of a part of the page.
const SLUG_WORDS: usize = 5;

/// Whether an identifier is a text's words joined by hyphens.
fn is_slug(id: &str) -> bool {
    id.split(['-', '_']).filter(|word| word.chars().any(char::is_alphabetic)).count() >= SLUG_WORDS
}

/// Names whose purposes are remembered while a page is read: by a figure made of the name, the last one of each.
const KNOWN: usize = 512;

/// What names say, remembered: pages say the same of hundreds of elements.
fn remembered<'a>(names: &'a str, known: &mut [Option<(&'a str, Purpose)>]) -> Purpose {
    let figure = names.bytes().fold(names.len(), |figure, b| figure.wrapping_mul(31).wrapping_add(b.into()));
    let Some(slot) = known.get_mut(figure % KNOWN) else { return Purpose::of_names(names) };
    match slot {
        Some((same, purpose)) if *same == names => *purpose,
        _ => slot.insert((names, Purpose::of_names(names))).1,
    }
}

fn purpose_of<'a>(element: &'a Element, known: &mut [Option<(&'a str, Purpose)>]) -> Purpose {
    let mut all = Purpose::NONE;
    for (name, value) in attributes(element) {
        if name == "itemprop" && value == "articleBody" {
            all = all.or(Purpose::BODY);
        }
        // Themes put a page's whole description into one attribute: that of a node that long says nothing.
        if !matches!(name, "class" | "id" | "role" | "data-component" | "data-testid") || value.len() > 400 {
            continue;
        }
        // `id="how-can-i-integrate-social-shopping"` is the heading's own text, made an address.
        if name == "id" && is_slug(value) {
            continue;
        }
        // An identifier stands once on a page, a class often.
        let purpose = if name == "id" { Purpose::of_names(value) } else { remembered(value, known) };
        all = all.or(purpose);
    }
    all
}

/// What becomes of elements that the page hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// They are left out.
    Out,
    /// They are shown.
    Shown,
}

fn is_hidden(element: &Element, tag: Tag) -> bool {
    if tag.is_never_shown() || tag == Tag::Dialog && attribute(element, "open").is_none() {
        return true;
    }
    // The picture is what stands for the formula, not the other way round.
    if tag == Tag::Span
        && attribute(element, "class")
            .is_some_and(|names| names.split_ascii_whitespace().any(|n| n == HIDDEN_FORMULA))
    {
        return false;
    }
    attributes(element).any(|(name, value)| match name {
        "hidden" => value != "until-found",
        "style" => {
            // Nearly no style has the words: those that do are looked at closely.
            let says =
                |word: &[u8]| value.as_bytes().windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
            (says(b"none") || says(b"hidden")) && {
                let bare: String =
                    value.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
                bare.contains("display:none") || bare.contains("visibility:hidden")
            }
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_chunks_is_the_same_page() {
        let unit = "<p>A line\r\nand ä 😀 &amp; <b>more</b></p><script>if (a</b) {}</script><pre>\n x</pre><!-- x -->\
                    <table>text<tr><td>cell</table>";
        // The seam falls on every byte of the unit once.
        for shift in 0..unit.len() {
            let text = format!("{}{}", "x".repeat(CHUNK - shift), unit);
            let options = html5ever::ParseOpts {
                tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
                ..html5ever::ParseOpts::default()
            };
            let sink = HtmlTreeSink::new(Html::new_document());
            let whole = html5ever::parse_document(sink, options).one(text.as_str());
            assert_eq!(tree(&text, Deadline::default()).html(), whole.html(), "{shift}");
        }
    }

    #[test]
    fn paths_count_siblings_of_one_name() {
        let html = "<p>a<b>x</b>c</p><hr><x-y>d</x-y><p>e</p><x-y></x-y><div><p>f</p></div>";
        let page = Page::parse(html, InputKind::Html, &Options::default()).unwrap();
        let paths: Vec<String> =
            (0..page.len()).filter(|row| page.tag(*row) == Tag::Text).map(|row| page.path(row)).collect();
        let within = |path: &str| format!("html/body/{path}");
        let expected = [
            "p[1]/text()[1]",
            "p[1]/b/text()",
            "p[1]/text()[2]",
            "x-y[1]/text()",
            "p[2]/text()",
            "div/p/text()",
        ];
        assert_eq!(paths, expected.map(within));
    }
}
