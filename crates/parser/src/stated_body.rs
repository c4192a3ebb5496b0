//! The article's text where the page only states it as data: `articleBody` in JSON-LD, or the state that an app loads
//! its views from (`__NEXT_DATA__` and its like).
//!
//! Looked at only where what the page shows is next to nothing beside it. What is found becomes markup that stands at
//! the end of the page, so that there is one way from there on.

use serde_json::Value as Json;

use crate::metadata;
use crate::page::Page;
use crate::tag::Tag;

/// Characters under which a text is no article's.
const SHORTEST: usize = 300;

/// Characters from which a string in an app's state is a sentence rather than a label.
const SENTENCE: usize = 60;

/// Largest state that is read, in bytes.
const LARGEST: usize = 8 << 20;

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

/// How many times as long as all that the page shows, headline and notices with it, an `articleBody` must be.
const MORE_THAN_SEEN: usize = 3;

/// The same for the state of an app, which holds much besides the article: the article of another page too.
const STATE_MORE_THAN_SEEN: usize = 5;

/// The text that a page states, as HTML. `seen` are the characters that it shows; the state of an app is looked into
/// only where that is `next_to_nothing`.
pub(crate) fn of(page: &Page, seen: usize, next_to_nothing: bool) -> Option<String> {
    let long = |html: &String, times: usize| text_length(html) >= SHORTEST.max(seen * times);
    let stated = metadata::json_ld::article_body(page).map(|text| as_html(&text));
    let state = if next_to_nothing { state(page) } else { None };
    let stated = stated.filter(|html| long(html, MORE_THAN_SEEN));
    let state = state.filter(|html| long(html, STATE_MORE_THAN_SEEN));
    [stated, state].into_iter().flatten().max_by_key(|html| text_length(html))
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
fn as_html(text: &str) -> String {
    if has_blocks(text) {
        return text.to_owned();
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| paragraph("p", line)).collect()
}

fn has_blocks(text: &str) -> bool {
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

/// The longest text in the state of an app: one string of markup, or a list of paragraphs.
fn state(page: &Page) -> Option<String> {
    let scripts = (0..page.len()).filter(|row| {
        page.tag(*row) == Tag::Script
            && (page
                .attribute(*row, "type")
                .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
                || page.attribute(*row, "id").is_some_and(|id| id.eq_ignore_ascii_case("__NEXT_DATA__")))
    });
    let mut best: Option<String> = None;
    for script in scripts {
        let text: String = page
            .subtree(script)
            .filter(|row| page.tag(*row) == Tag::Text)
            .map(|row| page.text(row))
            .collect();
        if text.len() > LARGEST {
            continue;
        }
        let Ok(json) = serde_json::from_str::<Json>(text.trim()) else { continue };
        if let Some(html) = longest(&json)
            && best.as_ref().is_none_or(|known| text_length(&html) > text_length(known))
        {
            best = Some(html);
        }
    }
    best
}

/// Of all strings and lists in the data the one that holds most text. The parser of JSON bounds the depth.
fn longest(json: &Json) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    let mut offer = |html: String| {
        let length = text_length(&html);
        if best.as_ref().is_none_or(|(most, _)| length > *most) {
            best = Some((length, html));
        }
    };
    let mut todo = vec![json];
    while let Some(one) = todo.pop() {
        match one {
            Json::String(text) if has_blocks(text) => offer(text.clone()),
            Json::Array(list) => {
                if let Some(html) = paragraphs(list) {
                    offer(html);
                }
                todo.extend(list.iter());
            }
            Json::Object(map) => todo.extend(map.values()),
            _ => {}
        }
    }
    best.map(|(_, html)| html)
}

/// A list of blocks as markup, if at least two of them are sentences.
fn paragraphs(list: &[Json]) -> Option<String> {
    let mut html = String::new();
    let mut sentences = 0;
    for block in list {
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

fn strings(json: &Json, depth: usize, out: &mut String) {
    match json {
        Json::String(text) => out.push_str(text),
        Json::Array(list) if depth < DEEPEST => list.iter().for_each(|one| strings(one, depth + 1, out)),
        Json::Object(map) if depth < DEEPEST => {
            for (key, value) in map {
                if !NOT_TEXT.contains(&key.as_str()) {
                    strings(value, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}
