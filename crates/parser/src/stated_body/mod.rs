//! The article's text where the page only states it as data: `articleBody` in JSON-LD, or the state that an app loads
//! its views from: `__NEXT_DATA__` and its like, data that a script assigns, attributes of components.
//!
//! Looked at only where what the page shows is next to nothing beside it. What is found becomes markup that stands at
//! the end of the page, so that there is one way from there on.

mod paragraphs;
mod titles;

use std::collections::VecDeque;

use serde_json::{Map, Value as Json};

pub(crate) use self::paragraphs::text_length;
use self::paragraphs::{as_html, has_blocks, is_prose, paragraphs};
use self::titles::Titles;
use crate::metadata;
use crate::metadata::stated::{Told, is_published, title_of};
use crate::page::Page;
use crate::page_data;
use crate::purpose::Purpose;

/// Characters under which a text is no article's.
const SHORTEST: usize = 300;

/// How many times as long as all that the page shows, headline and notices with it, an `articleBody` must be.
const MORE_THAN_SEEN: usize = 3;

/// The same for the state of an app, which holds much besides the article: the article of another page too.
const STATE_MORE_THAN_SEEN: usize = 5;

/// A text that a page states.
pub(crate) struct Stated {
    /// The text as HTML.
    pub html: String,
    /// What the object that it was taken from tells of it; nothing for JSON-LD, which is read for all pages.
    pub told: Option<Told>,
}

/// The text that a page states. `seen` are the characters that it shows; the state of an app is looked into only where
/// that is `next_to_nothing`.
pub(crate) fn of(page: &Page, seen: usize, next_to_nothing: bool) -> Option<Stated> {
    let long = |stated: &Stated, times: usize| text_length(&stated.html) >= SHORTEST.max(seen * times);
    let stated =
        metadata::json_ld::article_body(page).map(|text| Stated { html: as_html(&text), told: None });
    let state = if next_to_nothing { state(page) } else { None };
    let stated = stated.filter(|stated| long(stated, MORE_THAN_SEEN));
    let state = state.filter(|stated| long(stated, STATE_MORE_THAN_SEEN));
    [stated, state].into_iter().flatten().max_by_key(|stated| text_length(&stated.html))
}

/// The text in the state of an app that the page is about: that of the object with the page's title, else the one that
/// says most of what the title says; and of those the longest: one string, or a list of paragraphs.
fn state(page: &Page) -> Option<Stated> {
    let mut best = Best { titles: Titles::of(page), rank: Rank::default(), found: None };
    let mut nested = 0;
    for (_, source) in page_data::sources(page) {
        // Data stand in strings of data too.
        let mut documents: VecDeque<Document> = source.documents().into_iter().map(Document::of).collect();
        while let Some(document) = documents.pop_front() {
            look_through(&document, &mut best, &mut |inner| {
                nested += 1;
                if nested <= MOST_NESTED {
                    documents.push_back(inner);
                }
            });
        }
    }
    best.found
}

/// As many strings of a page are read as data.
const MOST_NESTED: usize = 64;

/// Some data, with what is known of the object that holds it where it stood in a string of others.
struct Document {
    json: Json,
    outer: Option<Outer>,
}

impl Document {
    const fn of(json: Json) -> Self {
        Self { json, outer: None }
    }
}

/// What is known of the object that holds a document.
#[derive(Clone)]
struct Outer {
    is_page: bool,
    told: Told,
}

/// How well a text fits, the weightiest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Whether the object that holds it has the page's title.
    is_page: bool,
    /// Whether nothing around it says that it is something beside the article: comments, teasers.
    is_main: bool,
    /// How much of the page's title it says, in fifths.
    said: usize,
    /// How long it is; text without markup counts less, as the same text may stand there with it.
    length: usize,
}

/// The best text so far.
struct Best {
    titles: Titles,
    rank: Rank,
    found: Option<Stated>,
}

/// Share of its length, in fifths, that text without markup counts.
const PLAIN: usize = 4;

impl Best {
    fn offer(&mut self, html: String, is_plain: bool, held: &Held<'_>, outer: Option<&Outer>) {
        let length = text_length(&html);
        // No text of fewer characters can be the article, and looking for words costs.
        if length < SHORTEST {
            return;
        }
        let is_page = held.is_page(outer) && !held.is_beside;
        let rank = Rank {
            is_page,
            is_main: !held.is_beside,
            said: self.titles.said_in(&html),
            length: if is_plain { length * PLAIN / 5 } else { length },
        };
        if rank > self.rank && (is_page || rank.said >= LEAST_SAID) {
            self.rank = rank;
            let told = held.object.map(|object| Told::of(object.map, &html));
            let told = told.or_else(|| outer.map(|outer| outer.told.clone()));
            self.found = Some(Stated { html, told });
        }
    }
}

/// An object with a title.
#[derive(Clone, Copy)]
struct Titled<'a> {
    map: &'a Map<String, Json>,
    /// Whether it is the page's.
    is_page: bool,
}

/// A value with what is known of where it stands.
#[derive(Clone, Copy)]
struct Held<'a> {
    json: &'a Json,
    /// The object whose text it is.
    object: Option<Titled<'a>>,
    /// Objects between the two.
    levels: usize,
    /// Whether the field that it stands in is called like a text.
    is_named: bool,
    /// Whether it stands in something beside the article.
    is_beside: bool,
}

impl Held<'_> {
    fn is_page(&self, outer: Option<&Outer>) -> bool {
        self.object.map_or_else(|| outer.is_some_and(|outer| outer.is_page), |object| object.is_page)
    }
}

/// Objects between a text and the object whose text it is: `story → content → blocks`.
const FAR: usize = 4;

/// Names of fields that hold a text, beside what class names of texts say.
const TEXTS: [&str; 9] =
    ["body", "content", "text", "html", "bodytext", "articlebody", "story", "paragraphs", "blocks"];

/// Names of fields that hold what stands beside the article, beside what class names say.
const BESIDE: [&str; 8] =
    ["comments", "replies", "related", "recommended", "recommendations", "popular", "trending", "teasers"];

/// What a field's name says: whether it holds a text, whether it stands beside the article.
fn named(key: &str) -> (bool, bool) {
    const SELDOM: Purpose = Purpose::COMMENTS
        .or(Purpose::RELATED)
        .or(Purpose::COOKIE)
        .or(Purpose::NEWSLETTER)
        .or(Purpose::FOOTER);
    let (bare, purpose) = (metadata::stated::bare(key), Purpose::of_names(key));
    let is_text = TEXTS.contains(&bare.as_str()) || purpose.has(Purpose::BODY);
    (is_text, BESIDE.contains(&bare.as_str()) || purpose.has(SELDOM))
}

/// Offers all strings and lists in the data that are text. The parser of JSON bounds the depth.
fn look_through(document: &Document, best: &mut Best, nested: &mut dyn FnMut(Document)) {
    let outer = document.outer.as_ref();
    let json = &document.json;
    let mut todo = vec![Held { json, object: None, levels: 0, is_named: false, is_beside: false }];
    while let Some(held) = todo.pop() {
        match held.json {
            Json::String(text) if page_data::is_data(text) => {
                if let Some(json) = page_data::within(text) {
                    let own = held
                        .object
                        .map(|object| Outer { is_page: object.is_page, told: Told::of(object.map, text) });
                    nested(Document { json, outer: own.or_else(|| outer.cloned()) });
                }
            }
            Json::String(text) if has_blocks(text) => best.offer(text.clone(), false, &held, outer),
            Json::String(text) if held.is_named && is_prose(text) => {
                best.offer(as_html(text), true, &held, outer);
            }
            Json::Array(list) => {
                if let Some(html) = paragraphs(list, held.is_page(outer), &best.titles, 0) {
                    best.offer(html, false, &held, outer);
                }
                // An item of a list has no name of its own.
                todo.extend(list.iter().map(|json| Held { json, is_named: false, ..held }));
            }
            Json::Object(map) => {
                let (object, levels) = holder(map, &held, &best.titles);
                todo.extend(map.iter().map(|(key, json)| {
                    let (is_named, is_beside) = named(key);
                    Held { json, object, levels, is_named, is_beside: held.is_beside || is_beside }
                }));
            }
            _ => {}
        }
    }
}

/// The object whose text the values of an object are: itself, where it has a title, unless it is a part of one.
fn holder<'a>(map: &'a Map<String, Json>, held: &Held<'a>, titles: &Titles) -> (Option<Titled<'a>>, usize) {
    let own = title_of(map).map(|title| Titled { map, is_page: titles.is_page(title) });
    let is_part = |own: &Titled<'_>| !own.is_page && held.object.is_some() && !is_published(map);
    match own {
        Some(own) if !is_part(&own) => (Some(own), 0),
        _ => (held.object.filter(|_| held.levels < FAR), held.levels + 1),
    }
}

/// Fifths of the title's telling words that a text must hold: an app's state holds other articles too.
const LEAST_SAID: usize = 2;

#[cfg(test)]
mod tests {
    use offprint_model::{Article, block_text};
    use serde_json::json;

    use crate::{Context, Options, parse};

    fn read(script: &str) -> Article {
        let page = format!(
            "<html lang=en><head><title>The owl of table nine | Sideplate</title></head><body><p>Loading</p>{script}"
        );
        parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap()
    }

    fn text(article: &Article) -> String {
        block_text(&article.body)
    }

    /// A text of four paragraphs that says of what it is.
    fn prose(of: &str) -> String {
        let one = format!(
            "{of} stood on the table for forty years, and whoever took it home for a week brought it back with a card."
        );
        [one.as_str(); 4].join("\n\n")
    }

    fn stories() -> serde_json::Value {
        json!({"list": [
            {"title": "A donkey that nobody sells", "author": "Duarte Vale", "body": prose("The donkey, not the owl of table nine,")},
            {"title": "The owl of table nine", "standfirst": "A waiter and a thief.", "author": {"firstName": "Noor", "lastName": "Whitby"},
             "publishedAt": "2022-11-30T10:00:00Z", "body": prose("The owl"), "extra": "{\"layout\":[\"wide\",\"A sentence of the layout, which is long enough to pass for one of a text.\"]}"},
            {"title": "The last cloakroom", "author": "Ann Poe", "body": prose("The coat") + &prose("The owl of table nine")},
        ]})
    }

    fn is_the_owl(article: &Article) {
        let text = text(article);
        assert!(
            text.starts_with("The owl stood on") && !text.contains("donkey") && !text.contains("coat"),
            "{text}"
        );
        assert!(!text.contains(['{', '[']), "{text}");
        assert_eq!(text.lines().count(), 4, "{text}");
        let metadata = &article.metadata;
        assert_eq!(metadata.title.as_deref(), Some("The owl of table nine"));
        assert_eq!(metadata.dek.as_deref(), Some("A waiter and a thief."));
        assert_eq!(metadata.authors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["Noor Whitby"]);
        assert_eq!(metadata.published.map(|day| day.date_only().to_string()).as_deref(), Some("2022-11-30"));
    }

    #[test]
    fn of_several_plain_texts_the_one_of_the_page_s_title_is_taken() {
        is_the_owl(&read(&format!("<script>window.__STATE__ = {}</script>", stories())));
    }

    #[test]
    fn data_in_strings_are_read_and_never_shown() {
        let quoted = serde_json::to_string(&stories().to_string()).unwrap();
        is_the_owl(&read(&format!("<script>window.__STATE__ = JSON.parse({quoted});</script>")));
        is_the_owl(&read(&format!("<script type='application/json'>{{\"cache\": {quoted}}}</script>")));
        let single = stories().to_string().replace('\\', "\\\\").replace('\'', "\\'");
        is_the_owl(&read(&format!("<script>load(JSON.parse('{single}'))</script>")));
    }

    #[test]
    fn sections_keep_their_titles_and_comments_are_no_text() {
        let story = json!({"story": {"headline": "The owl of table nine", "sections": [
            {"title": "Pewter", "paragraphs": prose("The owl").split("\n\n").collect::<Vec<_>>()},
            {"title": "Theft", "text": prose("The salt")},
        ], "comments": [
            {"text": prose("The comment on the owl of table nine") + &prose("The other")}, {"text": prose("The third")},
        ]}});
        let article = read(&format!("<script>window.__STATE__ = {story}</script>"));
        let text = text(&article);
        assert!(
            text.starts_with("Pewter\nThe owl stood") && text.contains("\nTheft\nThe salt stood"),
            "{text}"
        );
        assert!(!text.contains("comment"), "{text}");
    }
}
