//! How sure it is that the page holds an article and that this is it.
//!
//! Three questions, each a factor: does what was found hold enough prose, and most of the page's? Does the page say that
//! it is something else (a product, a discussion, a list of pages), and nothing that it is an article? Does what was found
//! read like an article: sentences rather than labels, prices and links, with a day or a name to it?

use offprint_model::Metadata;

use crate::page::Page;
use crate::segments::{Segment, SegmentKind};
use crate::select::Selection;
use crate::tag::Tag;

/// Confidence under which a warning is given.
pub(crate) const DOUBTFUL: f32 = 0.5;

/// Prose, in characters, of a short article: one of less is less sure to be one.
const SHORT_ARTICLE: f32 = 600.0;

/// A page that says that it is something else. Of the development pages that do, one in fifty is an article.
const SAYS_OTHER: f32 = 0.45;

/// Most of its text is short lines and links, and neither day nor author is known.
const NO_ARTICLE_TO_READ: f32 = 0.48;

/// Neither day nor author is known, and nothing says that it is an article: so is one article in twelve.
const UNSIGNED: f32 = 0.65;

/// Most of its headings are links that lead elsewhere.
const LIST_OF_PAGES: f32 = 0.45;

/// Share of the text in paragraphs of prose, under which what was found does not read like an article. One article in
/// fifty of the development pages has less.
const LEAST_PROSE: f32 = 0.35;

/// Headings that are links from which they make a list.
const LINKED_HEADINGS: usize = 5;

/// Width of a paragraph of sentences: some 20 words.
const PARAGRAPH: usize = 120;

/// What was decided.
pub(crate) struct Confidence {
    /// From 0 to 1.
    pub value: f32,
    /// Why it is low, if it is.
    pub why: Option<&'static str>,
}

/// Weighs; `types` are those of what the page states in JSON-LD, `kept` the segments that became the body.
pub(crate) fn of(
    page: &Page,
    selection: &Selection,
    metadata: &Metadata,
    types: &[String],
    kept: &[&Segment],
) -> Confidence {
    let stated = stated(page, types);
    let long = (selection.prose / SHORT_ARTICLE).min(1.0);
    let mut value = (0.25 + 0.4 * long + 0.35 * selection.share * long).clamp(0.0, 1.0);
    let mut why = (value < DOUBTFUL).then_some("next to no prose was found");
    let mut doubt = |factor: f32, reason: &'static str| {
        value *= factor;
        why = why.or(Some(reason));
    };
    let says_article = says_article(&stated);
    if !says_article && let Some(reason) = says_other(page, &stated) {
        doubt(SAYS_OTHER, reason);
    }
    let unsigned = metadata.published.is_none() && metadata.authors.is_empty() && !says_article;
    if unsigned && is_list_of_pages(page, kept) {
        doubt(LIST_OF_PAGES, "it is a list of links to other pages");
    } else if unsigned && prose_share(kept) < LEAST_PROSE {
        doubt(NO_ARTICLE_TO_READ, "most of it is short lines, and it names neither day nor author");
    } else if unsigned && !is_one_article(page, selection.container) {
        doubt(UNSIGNED, "there is little of it, and it names neither day nor author");
    }
    let why = why.filter(|_| value < DOUBTFUL);
    Confidence { value, why }
}

/// Whether the page has one `<article>`, and this is it.
fn is_one_article(page: &Page, container: usize) -> bool {
    let mut articles = (0..page.len()).filter(|row| page.tag(*row) == Tag::Article);
    let only = articles.next().filter(|_| articles.next().is_none());
    only.is_some_and(|row| page.is_within(container, row) || page.is_within(row, container))
}

/// Whether most headings are links that lead elsewhere.
fn is_list_of_pages(page: &Page, kept: &[&Segment]) -> bool {
    let headings: Vec<&&Segment> =
        kept.iter().filter(|segment| matches!(segment.kind, SegmentKind::Heading(_))).collect();
    let leads_away = |segment: &&&&Segment| {
        segment.linked > 0.8
            && std::iter::once(segment.block)
                .chain(segment.rows.clone())
                .chain(page.ancestors(segment.block).take(2))
                .any(|row| {
                    page.tag(row) == Tag::A
                        && page.attribute(row, "href").is_some_and(|href| !href.starts_with('#'))
                })
    };
    let linked = headings.iter().filter(leads_away).count();
    linked >= LINKED_HEADINGS && linked * 2 > headings.len()
}

/// Share of the text that stands in paragraphs, items and code of some length.
fn prose_share(kept: &[&Segment]) -> f32 {
    let (mut prose, mut all) = (0.0_f32, 0.0_f32);
    for segment in kept {
        let width = segment.width as f32;
        all += width;
        let is_text = segment.width >= PARAGRAPH && segment.linked < 0.5;
        if is_text || matches!(segment.kind, SegmentKind::Code | SegmentKind::Table) {
            prose += width;
        }
    }
    if all > 0.0 { prose / all } else { 0.0 }
}

/// What og:type and the types of JSON-LD say.
fn stated(page: &Page, types: &[String]) -> Vec<String> {
    let og = (0..page.len())
        .take_while(|row| page.tag(*row) != Tag::Body)
        .filter(|row| {
            page.tag(*row) == Tag::Meta
                && page.attribute(*row, "property").is_some_and(|name| name.eq_ignore_ascii_case("og:type"))
        })
        .filter_map(|row| page.attribute(row, "content"))
        .map(str::to_ascii_lowercase);
    og.chain(types.iter().map(|name| name.to_ascii_lowercase())).collect()
}

/// Whether the page says that it holds an article: of any of the types that end so.
fn says_article(stated: &[String]) -> bool {
    stated.iter().any(|kind| {
        kind.ends_with("article")
            || matches!(kind.as_str(), "blogposting" | "report" | "recipe" | "howto" | "blog")
    })
}

/// What else the page says that it is.
fn says_other(page: &Page, stated: &[String]) -> Option<&'static str> {
    let by_type = stated.iter().find_map(|kind| match kind.as_str() {
        "product" | "productgroup" | "product.group" | "product.item" | "og:product" => {
            Some("the page says that it is a product's")
        }
        "qapage" | "discussionforumposting" => Some("the page says that it is a discussion"),
        "collectionpage" | "searchresultspage" => Some("the page says that it is a list of other pages"),
        _ => None,
    });
    by_type.or_else(|| is_forum(page).then_some("the page says that a forum made it"))
}

/// Programs of forums, as they name themselves.
const FORUMS: [&str; 8] =
    ["discourse", "phpbb", "vbulletin", "xenforo", "mybb", "simple machines", "invision", "vanilla forums"];

fn is_forum(page: &Page) -> bool {
    (0..page.len()).take_while(|row| page.tag(*row) != Tag::Body).any(|row| {
        let is = |name: &str, value: &str| {
            page.attribute(row, name).is_some_and(|v| v.eq_ignore_ascii_case(value))
        };
        page.tag(row) == Tag::Meta
            && is("name", "generator")
            && page.attribute(row, "content").is_some_and(|content| {
                let content = content.to_ascii_lowercase();
                FORUMS.iter().any(|forum| content.contains(forum))
            })
    })
}
