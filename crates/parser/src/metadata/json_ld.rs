//! schema.org data in JSON-LD (<https://www.w3.org/TR/json-ld11/>): articles, and the people whom they name.

use offprint_model::{Field, Person, PersonKind};
use serde_json::Value as Json;

use super::Found;
use crate::names::given;
use crate::page::Page;
use crate::tag::Tag;

/// Types whose data is that of the article.
const ARTICLES: [&str; 16] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReportageNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "MedicalWebPage",
    "Recipe",
    "HowTo",
    "AdvertiserContentArticle",
];

/// Types that come second: data about the page.
const PAGES: [&str; 4] = ["WebPage", "ItemPage", "AboutPage", "CreativeWork"];

/// Deepest nesting that is looked into.
const DEEPEST: usize = 6;

/// The longest `articleBody` that the page states.
pub(crate) fn article_body(page: &Page) -> Option<String> {
    items(page, |text| text.contains("articleBody"))
        .iter()
        .filter_map(|item| text_of(item, "articleBody"))
        .max_by_key(String::len)
}

/// Everything that the page states in scripts whose text is `wanted`, in order.
fn items(page: &Page, wanted: impl Fn(&str) -> bool) -> Vec<Json> {
    let scripts = (0..page.len()).filter(|row| {
        page.tag(*row) == Tag::Script
            && page.attribute(*row, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    });
    let mut items: Vec<Json> = Vec::new();
    for script in scripts {
        let text: String = page.raw_text(script);
        if wanted(&text)
            && let Some(json) = parse(&text)
        {
            gather(json, &mut items, 0);
        }
    }
    items
}

/// Reads what the page states; gives the types of what it states, the outermost ones, without the address before them.
pub(super) fn read(page: &Page, found: &mut Found<'_>) -> Vec<String> {
    let items = items(page, |_| true);
    let of_types = |types: &[&str]| items.iter().find(|item| is_a(item, types)).cloned();
    let article = of_types(&ARTICLES);
    if let Some(article) = &article {
        item(article, &items, 0.9, found);
    }
    if let Some(about) = of_types(&PAGES) {
        item(&about, &items, if article.is_some() { 0.3 } else { 0.6 }, found);
    }
    if let Some(site) = items.iter().find(|item| is_a(item, &["WebSite"])) {
        text_of(site, "name").iter().for_each(|name| found.text(Field::Site, name, 0.6, None));
    }
    let names = items.iter().flat_map(|item| match item.get("@type") {
        Some(Json::Array(list)) => list.iter().filter_map(Json::as_str).collect(),
        Some(Json::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    });
    names.map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()).collect()
}

/// JSON as pages write it: within comments, with raw line breaks in strings.
fn parse(text: &str) -> Option<Json> {
    let bare = text
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        let flat: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&flat).ok()
    })
}

fn gather(json: Json, items: &mut Vec<Json>, depth: usize) {
    match json {
        Json::Array(list) if depth < DEEPEST => {
            list.into_iter().for_each(|one| gather(one, items, depth + 1))
        }
        Json::Object(mut map) => {
            if let Some(graph) = map.remove("@graph") {
                gather(graph, items, depth + 1);
            }
            // The page of an article often holds the article.
            if let Some(inner) = map.get("mainEntity").cloned().filter(|inner| is_a(inner, &ARTICLES)) {
                items.push(inner);
            }
            items.push(Json::Object(map));
        }
        _ => {}
    }
}

fn is_a(item: &Json, types: &[&str]) -> bool {
    let named =
        |value: &Json| value.as_str().is_some_and(|t| types.contains(&t.rsplit('/').next().unwrap_or(t)));
    match item.get("@type") {
        Some(Json::Array(list)) => list.iter().any(named),
        Some(value) => named(value),
        None => false,
    }
}

fn item(item: &Json, items: &[Json], weight: f32, found: &mut Found<'_>) {
    let mut words = |key: &str, field: Field, share: f32| {
        if let Some(text) = text_of(item, key) {
            found.text(field, &text, weight * share, None);
        }
    };
    words("headline", Field::Title, 0.9);
    words("name", Field::Title, 0.6);
    words("description", Field::Description, 0.9);
    words("articleSection", Field::Section, 0.9);
    words("inLanguage", Field::Language, 0.6);
    words("license", Field::Licence, 0.9);
    for (key, field) in [
        ("datePublished", Field::Published),
        ("dateCreated", Field::Published),
        ("dateModified", Field::Modified),
    ] {
        if let Some(text) = text_of(item, key) {
            found.date(field, &text, if key == "dateCreated" { weight * 0.6 } else { weight }, None);
        }
    }
    if let Some(Json::String(words)) = item.get("keywords") {
        words.split(',').for_each(|tag| found.text(Field::Tags, tag, weight, None));
    } else if let Some(Json::Array(words)) = item.get("keywords") {
        words.iter().filter_map(Json::as_str).for_each(|tag| found.text(Field::Tags, tag, weight, None));
    }
    if let Some(publisher) = item.get("publisher").map(|p| resolved(p, items))
        && let Some(name) = text_of(&publisher, "name")
    {
        found.text(Field::Site, &name, weight * 0.7, None);
    }
    for key in ["author", "creator"] {
        let Some(author) = item.get(key) else { continue };
        let list = match author {
            Json::Array(list) => list.clone(),
            one => vec![one.clone()],
        };
        for one in list.iter().take(50) {
            people(&resolved(one, items), weight, found);
        }
        break;
    }
}

/// What an `@id` stands for.
fn resolved(value: &Json, items: &[Json]) -> Json {
    let by_id = value
        .get("@id")
        .filter(|_| value.get("name").is_none())
        .and_then(|id| items.iter().find(|item| item.get("@id") == Some(id)));
    by_id.unwrap_or(value).clone()
}

/// The people whom a value names.
pub(super) fn people(value: &Json, weight: f32, found: &mut Found<'_>) {
    let (name, is_group) = match value {
        Json::String(name) => (name.clone(), false),
        _ => match text_of(value, "name") {
            Some(name) => (name, is_a(value, &["Organization", "NewsMediaOrganization", "Corporation"])),
            None => return,
        },
    };
    let name = super::tidy(&name);
    let mut named = if is_group { Vec::new() } else { given(&name) };
    if named.is_empty() && is_group {
        named.push(Person { kind: PersonKind::Group, ..Person::named(name) });
    }
    let alone = named.len() == 1;
    for mut person in named {
        if alone {
            person.post = person
                .post
                .or_else(|| text_of(value, "jobTitle").map(|t| super::tidy(&t)).filter(|t| !t.is_empty()));
            person.affiliation = person.affiliation.or_else(|| {
                value
                    .get("affiliation")
                    .or_else(|| value.get("worksFor"))
                    .and_then(|w| text_of(w, "name"))
                    .map(|t| super::tidy(&t))
                    .filter(|t| !t.is_empty())
            });
            person.biography = text_of(value, "description")
                .map(|t| super::tidy(&t))
                .filter(|t| t.split_whitespace().count() > 4);
            person.url = text_of(value, "url")
                .filter(|url| url.starts_with("http") && offprint_model::is_safe_url(url));
        }
        found.person(person, weight, None);
    }
}

/// A text, or the first of a list of them, or the name of an object.
fn text_of(item: &Json, key: &str) -> Option<String> {
    match item.get(key)? {
        Json::String(text) => Some(text.clone()),
        Json::Array(list) => list.first().and_then(|one| one.as_str().map(str::to_owned)),
        Json::Object(map) => {
            map.get("name").or_else(|| map.get("@value")).and_then(|v| v.as_str()).map(str::to_owned)
        }
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
