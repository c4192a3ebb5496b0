//! The article's text where the page only states it as data: `articleBody` in JSON-LD, or the state that an app loads
//! its views from: `__NEXT_DATA__` and its like, data that a script assigns, attributes of components.
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

/// The text in the state of an app that says most of what the title says, and of those the longest: one string of
/// markup, or a list of paragraphs.
fn state(page: &Page) -> Option<String> {
    let mut best = Best { title: title_words(page), rank: (0, 0), html: None };
    for row in 0..page.len() {
        for json in states(page, row) {
            look_through(&json, &mut best);
        }
    }
    best.html
}

/// The best text so far.
struct Best {
    title: Vec<String>,
    /// How much of the title it says, in fifths, and how long it is.
    rank: (usize, usize),
    html: Option<String>,
}

impl Best {
    fn offer(&mut self, html: String) {
        let length = text_length(&html);
        // No text of fewer characters can be the article, and looking for words costs.
        if length < SHORTEST {
            return;
        }
        let rank = (said_of(&html, &self.title), length);
        if rank > self.rank && rank.0 >= LEAST_SAID {
            self.rank = rank;
            self.html = Some(html);
        }
    }
}

/// Shortest data, in bytes, that may hold an article.
const SMALLEST: usize = 1000;

/// Places of a script at which data is looked for.
const MOST_PLACES: usize = 24;

/// The state that an element holds: a script of JSON (`__NEXT_DATA__`), data that a script assigns
/// (`window.__INITIAL_STATE__ = {…}`), an attribute (`data-react-props`).
fn states(page: &Page, row: usize) -> Vec<Json> {
    let fits = |text: &str| (SMALLEST..=LARGEST).contains(&text.len());
    match page.tag(row) {
        Tag::Text => Vec::new(),
        Tag::Script => {
            let text: String = page.raw_text(row);
            if !fits(&text) {
                return Vec::new();
            }
            match serde_json::from_str::<Json>(text.trim()) {
                Ok(json) => vec![json],
                Err(_) => assigned(&text),
            }
        }
        _ => page
            .attributes(row)
            .filter(|(_, value)| fits(value) && value.trim_start().starts_with(['{', '[']))
            .filter_map(|(_, value)| serde_json::from_str::<Json>(value.trim()).ok())
            .collect(),
    }
}

/// Data that a script assigns to a name.
fn assigned(text: &str) -> Vec<Json> {
    let mut found = Vec::new();
    let mut from = 0;
    for _ in 0..MOST_PLACES {
        let Some(at) = text.get(from..).and_then(|rest| rest.find('=')).map(|at| from + at + 1) else {
            break;
        };
        from = at;
        let Some(value) = text.get(at..).map(str::trim_start).filter(|value| value.starts_with(['{', '[']))
        else {
            continue;
        };
        let mut values = serde_json::Deserializer::from_str(value).into_iter::<Json>();
        if let Some(Ok(json)) = values.next() {
            from = (text.len() - value.len() + values.byte_offset()).max(at);
            if values.byte_offset() >= SMALLEST {
                found.push(json);
            }
        }
    }
    found
}

/// Letters of a word that says something of what a text is about.
const TELLING: usize = 4;

/// Telling words of a title from which texts are told apart by them.
const ENOUGH_WORDS: usize = 3;

/// The telling words of the page's title, in lower case.
fn title_words(page: &Page) -> Vec<String> {
    let title = (0..page.len()).find(|row| page.tag(*row) == Tag::Title);
    let text: String = title.map(|row| page.raw_text(row)).unwrap_or_default();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= TELLING)
        .map(str::to_lowercase)
        .collect()
}

/// Fifths of the title's telling words that a text must hold: an app's state holds other articles too.
const LEAST_SAID: usize = 2;

/// How many fifths of the title's telling words a text holds; all, where the title has few.
fn said_of(html: &str, title: &[String]) -> usize {
    if title.len() < ENOUGH_WORDS {
        return 5;
    }
    let text = html.to_lowercase();
    title.iter().filter(|word| text.contains(word.as_str())).count() * 5 / title.len()
}

/// Offers all strings and lists in the data that are text. The parser of JSON bounds the depth.
fn look_through(json: &Json, best: &mut Best) {
    let mut todo = vec![json];
    while let Some(one) = todo.pop() {
        match one {
            Json::String(text) if has_blocks(text) => best.offer(text.clone()),
            Json::Array(list) => {
                if let Some(html) = paragraphs(list) {
                    best.offer(html);
                }
                todo.extend(list.iter());
            }
            Json::Object(map) => todo.extend(map.values()),
            _ => {}
        }
    }
}

/// A list of blocks as markup, if at least two of them are sentences.
fn paragraphs(list: &[Json]) -> Option<String> {
    // Several of several sentences each: a list of articles, or of sections, in which lists of their own are found.
    let articles = list.iter().filter(|item| sentences_in(item, 0) >= SENTENCES_OF_ARTICLE).count();
    if articles > 1 {
        return None;
    }
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
        Json::String(text) if !text.starts_with("http") => out.push_str(text),
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
