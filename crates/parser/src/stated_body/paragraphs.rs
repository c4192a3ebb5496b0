//! Lists of blocks in an app's state, and strings, as markup.

use serde_json::{Map, Value as Json};

use super::SHORTEST;
use super::titles::Titles;
use crate::metadata::stated::{is_published, title_of};
use crate::page_data;

/// Characters from which a string in an app's state is a sentence rather than a label.
const SENTENCE: usize = 60;

/// How deep the strings of one paragraph may lie: a block, its children, their marks.
const DEEPEST: usize = 6;

/// Parts of the state whose strings are no text.
const NOT_TEXT: [&str; 22] = [
    "id",
    "_id",
    "key",
    "_key",
    "type",
    "_type",
    "kind",
    "url",
    "href",
    "src",
    "slug",
    "style",
    "class",
    "className",
    "alt",
    "lang",
    "rel",
    "target",
    "format",
    "tag",
    "tagName",
    "__typename",
];

/// A list of blocks as markup, if at least two of them are sentences. `is_page` says that it stands in the object with
/// the page's title, whose list may be one of sections.
pub(super) fn paragraphs(list: &[Json], is_page: bool, titles: &Titles, depth: usize) -> Option<String> {
    // Several articles, or of several sentences each: lists of their own are found in them.
    let is_article = |item: &&Json| match item.as_object() {
        Some(map) => is_article(map, is_page, titles),
        None => false,
    };
    let several = |item: &&Json| !is_page && sentences_in(item, 0) >= SENTENCES_OF_ARTICLE;
    if list.iter().filter(|item| is_article(item) || several(item)).count() > 1 {
        return None;
    }
    let mut html = String::new();
    let mut sentences = 0;
    for block in list {
        if let Some(section) = section(block, is_page, titles, depth) {
            html.push_str(&section);
            sentences += 2;
            continue;
        }
        let mut text = String::new();
        strings(block, 0, &mut text);
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let is_heading = ["type", "_type", "name", "tag", "style", "__typename"].iter().any(|key| {
            block.get(*key).and_then(Json::as_str).is_some_and(|kind| {
                let kind = kind.to_ascii_lowercase();
                kind.contains("head") || matches!(kind.as_str(), "h2" | "h3" | "h4")
            })
        });
        if has_blocks(text) {
            html.push_str(text);
            sentences += usize::from(text_length(text) >= SENTENCE);
        } else {
            let is_sentence = text.chars().count() >= SENTENCE && text.contains(' ');
            sentences += usize::from(is_sentence);
            html.push_str(&paragraph(if is_heading { "h2" } else { "p" }, text));
        }
    }
    (sentences >= 2).then_some(html)
}

/// Whether an item of a list is an article of its own, whole or as a teaser: it has a title and says who wrote it, when, or
/// where it stands; or it has the page's title; or it holds a title and a long text, and nothing says that it is a
/// section of the page's.
fn is_article(map: &Map<String, Json>, is_page: bool, titles: &Titles) -> bool {
    let Some(title) = title_of(map) else { return false };
    let longest = map.values().filter_map(Json::as_str).map(str::len).max().unwrap_or(0);
    titles.is_page(title) || longest >= SENTENCE && (is_published(map) || !is_page && longest >= SHORTEST)
}

/// A section of an article: a title of its own, and a text or a list of paragraphs.
fn section(block: &Json, is_page: bool, titles: &Titles, depth: usize) -> Option<String> {
    let map = block.as_object().filter(|_| depth < DEEPEST)?;
    let title = title_of(map).filter(|title| title.chars().count() <= LONGEST_HEADING)?;
    let marked: String = map
        .values()
        .filter_map(|value| match value {
            Json::Array(list) => paragraphs(list, is_page, titles, depth + 1),
            Json::String(text) if has_blocks(text) && !page_data::is_data(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    // The same text may stand there with markup and without.
    let plain = || map.values().filter_map(Json::as_str).find(|text| *text != title && is_prose(text));
    let text = if marked.is_empty() { as_html(plain()?) } else { marked };
    Some(paragraph("h2", title) + &text)
}

/// No title of a section is longer, in characters.
const LONGEST_HEADING: usize = 200;

/// Sentences, each a string of its own, that an item of a list holds from which it is no paragraph.
const SENTENCES_OF_ARTICLE: usize = 4;

/// Strings of some length in an item.
fn sentences_in(json: &Json, depth: usize) -> usize {
    match json {
        Json::String(text) => usize::from(text.chars().count() >= SENTENCE && text.contains(' ')),
        Json::Array(list) if depth < DEEPEST => list.iter().map(|one| sentences_in(one, depth + 1)).sum(),
        Json::Object(map) if depth < DEEPEST => map.values().map(|one| sentences_in(one, depth + 1)).sum(),
        _ => 0,
    }
}

fn strings(json: &Json, depth: usize, out: &mut String) {
    match json {
        // Data within a string are none of its words.
        Json::String(text) if !text.starts_with("http") && !page_data::is_data(text) => out.push_str(text),
        Json::Array(list) if depth < DEEPEST => list.iter().for_each(|one| strings(one, depth + 1, out)),
        Json::Object(map) if depth < DEEPEST => {
            for (key, value) in map {
                if !key.starts_with('@') && !NOT_TEXT.contains(&key.as_str()) {
                    strings(value, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

/// Whether a string without markup reads like a text: sentences, and no program.
pub(super) fn is_prose(text: &str) -> bool {
    let signs = text.chars().filter(|c| matches!(c, '{' | '}' | ';' | '=' | '<' | '|' | '\\')).count();
    let chars = text.chars().count();
    let ends = text.chars().filter(|c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।')).count();
    chars >= SHORTEST && signs * 100 < chars && ends >= 2
}

/// How long the text of markup is, about.
pub(crate) fn text_length(html: &str) -> usize {
    let (mut count, mut in_tag) = (0, false);
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => count += 1,
            _ => {}
        }
    }
    count
}

/// Text as paragraphs, a line each; markup as it is.
pub(super) fn as_html(text: &str) -> String {
    if has_blocks(text) {
        return text.to_owned();
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| paragraph("p", line)).collect()
}

pub(super) fn has_blocks(text: &str) -> bool {
    ["<p>", "<p ", "</p>", "<h2", "<h3", "<div", "<ul", "<blockquote"].iter().any(|tag| text.contains(tag))
}

fn paragraph(tag: &str, text: &str) -> String {
    // Marks within a line stay marks: “<em>”.
    let marked = ["</em>", "</strong>", "</a>", "</i>", "</b>"].iter().any(|end| text.contains(end));
    if marked {
        return format!("<{tag}>{text}</{tag}>\n");
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // References that were written into the data already are read as such.
    let escaped =
        escaped.replace("&amp;amp;", "&amp;").replace("&amp;#", "&#").replace("&amp;quot;", "&quot;");
    format!("<{tag}>{escaped}</{tag}>\n")
}
