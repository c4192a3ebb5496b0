//! Templates of the names of outputs: `{date}/{site}/{slug}-{digest8}`.

use std::str::FromStr;

use offprint_ledger::host;
use thiserror::Error;

use crate::file_name::{guarded, words};

/// Names in a template.
const NAMES: [&str; 11] =
    ["date", "year", "month", "day", "site", "slug", "digest8", "digest", "language", "source", "member"];

/// Of a page's path within its archive so many folders are kept, the nearest: longer paths fit in no file system.
const MOST_FOLDERS: usize = 8;

/// The template that is used unless another is given.
pub(crate) const DEFAULT: &str = "{date}/{site}/{slug}-{digest8}";

/// What names the outputs of a page, below the folder of the run and without the ending.
///
/// | name | stands for |
/// |---|---|
/// | `{date}` | the day of publication, else of the capture: `2014-07-15`; as much of it as is known; `undated` |
/// | `{year}` `{month}` `{day}` | its parts: `2014`, `07`, `15`; `0000`, `00`, `00` where they are not known |
/// | `{site}` | the host of the page's address, without `www.`: `example.org`; `no-site` |
/// | `{slug}` | the title's words: `the-enemys-enemy`; `article` |
/// | `{digest8}` `{digest}` | 8 or all 64 hexadecimal digits of the SHA-256 of the page's bytes |
/// | `{language}` | the article's language: `en`; `und` |
/// | `{source}` | the name of the archive without its ending |
/// | `{member}` | the page's path within the archive, with its folders and without its ending |
///
/// Whatever the values are, names stay below the folder, and each part is one that every file system takes. Where two outputs
/// would have one name the second gets a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
}

/// Bytes of what stands in a part of a template as it is. File systems take names of 255 bytes, and values, numbers and endings
/// come to it.
const LONGEST_TEXT: usize = 60;

/// How the names of the program's own files and folders in the folder of the outputs begin.
const OWN: [&str; 3] = [".offprint", "ledger.sqlite", "articles.jsonl"];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Name(&'static str),
    /// The end of a folder's name.
    Slash,
}

/// Why a template is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// A name that stands for nothing.
    #[error("{{{0}}} stands for nothing; there are {names}", names = NAMES.map(|name| format!("{{{name}}}")).join(", "))]
    Unknown(String),
    /// A bracket without its other.
    #[error("a {{ is without its }}")]
    Open,
    /// Nothing, which would be no name.
    #[error("it is empty; leave it out for the usual names")]
    Empty,
    /// It would lead out of the folder.
    #[error("it must stay below the folder: no “..”, no / at its beginning, no \\ and no :")]
    Outside,
    /// What is written in it is too long for a name.
    #[error(
        "it has a part with more than {LONGEST_TEXT} bytes beside what stands in {{ }}, which is too long for a name"
    )]
    Long,
    /// It would lead into a file or folder of the program's own.
    #[error("the program keeps {0} for itself; choose another folder")]
    Taken(String),
    /// All pages would have one name.
    #[error("it names all pages alike; put {{slug}}, {{digest8}}, {{digest}} or {{member}} into it")]
    Same,
}

/// What the names of a template stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values<'a> {
    /// Of publication or capture, in the form of ISO 8601, as much as is known.
    pub date: Option<String>,
    pub address: Option<&'a str>,
    pub title: Option<&'a str>,
    pub digest: &'a str,
    pub language: Option<&'a str>,
    pub source: &'a str,
    pub member: &'a str,
}

impl Default for Template {
    fn default() -> Self {
        DEFAULT.parse().unwrap_or(Self { text: String::new(), pieces: vec![Piece::Name("digest")] })
    }
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err(TemplateError::Empty);
        }
        let is_outside = text.starts_with('/')
            || text.contains(['\\', ':', '\0'])
            || text.split('/').any(|part| matches!(part.trim(), "" | "." | ".."));
        if is_outside {
            return Err(TemplateError::Outside);
        }
        let first = text.split_once('/').map_or("", |(first, _)| first);
        if OWN.iter().any(|own| first.to_ascii_lowercase().starts_with(own)) {
            return Err(TemplateError::Taken(first.to_owned()));
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix('{') {
                let (name, after) = after.split_once('}').ok_or(TemplateError::Open)?;
                let known = NAMES.iter().find(|known| **known == name);
                pieces.push(Piece::Name(known.ok_or_else(|| TemplateError::Unknown(name.to_owned()))?));
                rest = after;
            } else if let Some(after) = rest.strip_prefix('/') {
                pieces.push(Piece::Slash);
                rest = after;
            } else {
                let end = rest.find(['{', '/']).unwrap_or(rest.len());
                let (literal, after) = rest.split_at_checked(end.max(c.len_utf8())).unwrap_or((rest, ""));
                pieces.push(Piece::Text(literal.to_owned()));
                rest = after;
            }
        }
        let mut written = 0;
        for piece in &pieces {
            match piece {
                Piece::Text(text) => written += text.len(),
                Piece::Slash => written = 0,
                Piece::Name(_) => {}
            }
            if written > LONGEST_TEXT {
                return Err(TemplateError::Long);
            }
        }
        let tells_apart =
            |piece: &Piece| matches!(piece, Piece::Name("slug" | "digest8" | "digest" | "member"));
        if !pieces.iter().any(tells_apart) {
            return Err(TemplateError::Same);
        }
        Ok(Self { text: text.to_owned(), pieces })
    }
}

impl Template {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name of a page's outputs: parts with `/` between them.
    pub(crate) fn name(&self, values: &Values<'_>) -> String {
        let mut parts: Vec<String> = vec![String::new()];
        for piece in &self.pieces {
            match piece {
                Piece::Slash => parts.push(String::new()),
                Piece::Text(text) => add(&mut parts, text.chars().map(|c| if is_plain(c) { c } else { '-' })),
                Piece::Name("member") => {
                    let path = values.member.rsplit_once('.').map_or(values.member, |(path, ending)| {
                        if ending.contains('/') { values.member } else { path }
                    });
                    let folders: Vec<String> =
                        path.split(['/', '!']).map(words).filter(|part| !part.is_empty()).collect();
                    let deeper = folders.len().saturating_sub(MOST_FOLDERS);
                    let mut folders = folders.into_iter().skip(deeper).peekable();
                    if folders.peek().is_none() {
                        add(&mut parts, "page".chars());
                    }
                    while let Some(folder) = folders.next() {
                        add(&mut parts, folder.chars());
                        if folders.peek().is_some() {
                            parts.push(String::new());
                        }
                    }
                }
                Piece::Name(name) => add(&mut parts, value(name, values).chars()),
            }
        }
        let parts: Vec<String> = parts
            .into_iter()
            .map(guarded)
            .map(|part| if part.is_empty() { "-".to_owned() } else { part })
            .collect();
        parts.join("/")
    }
}

fn add(parts: &mut [String], text: impl Iterator<Item = char>) {
    if let Some(last) = parts.last_mut() {
        last.extend(text);
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')' | ',' | '+' | '=' | '@')
}

fn value(name: &str, values: &Values<'_>) -> String {
    let date = values.date.as_deref().map(|date| date.split('T').next().unwrap_or(date));
    let part = |index: usize| date.and_then(|date| date.split('-').nth(index)).map(str::to_owned);
    match name {
        "date" => date.map_or_else(|| "undated".to_owned(), str::to_owned),
        "year" => part(0).unwrap_or_else(|| "0000".to_owned()),
        "month" => part(1).unwrap_or_else(|| "00".to_owned()),
        "day" => part(2).unwrap_or_else(|| "00".to_owned()),
        "site" => site(values.address).unwrap_or_else(|| "no-site".to_owned()),
        "slug" => Some(words(values.title.unwrap_or_default()))
            .filter(|slug| !slug.is_empty())
            .unwrap_or_else(|| "article".to_owned()),
        "digest8" => values.digest.chars().take(8).collect(),
        "digest" => values.digest.to_owned(),
        "language" => Some(words(values.language.unwrap_or_default()))
            .filter(|language| !language.is_empty())
            .unwrap_or_else(|| "und".to_owned()),
        "source" => {
            let name = values.source.rsplit(['/', '\\']).next().unwrap_or_default();
            let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
            Some(words(stem)).filter(|stem| !stem.is_empty()).unwrap_or_else(|| "source".to_owned())
        }
        _ => String::new(),
    }
}

/// The host of an address as a part of a path.
fn site(address: Option<&str>) -> Option<String> {
    let host = host(address?)?;
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let safe: String =
        host.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-') { c } else { '-' }).collect();
    Some(safe.trim_matches(['.', '-']).to_owned()).filter(|site| !site.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values<'a>() -> Values<'a> {
        Values {
            date: Some("2014-07-15T10:00:00Z".to_owned()),
            address: Some("https://www.Example.org/a/b"),
            title: Some("The Enemy’s Enemy"),
            digest: "0123456789abcdef",
            language: Some("en-GB"),
            source: "/crawls/one.warc.gz",
            member: "saved/Über uns.html",
        }
    }

    fn name(template: &str, values: &Values<'_>) -> String {
        template.parse::<Template>().map_or_else(|error| error.to_string(), |template| template.name(values))
    }

    #[test]
    fn names_are_filled_in() {
        assert_eq!(name(DEFAULT, &values()), "2014-07-15/example.org/the-enemys-enemy-01234567");
        assert_eq!(
            name("{year}/{month}/{source}-{language}/{member}", &values()),
            "2014/07/one-en-gb/saved/über-uns"
        );
        assert_eq!(name(DEFAULT, &Values::default()), "undated/no-site/article-");
    }

    #[test]
    fn templates_that_lead_out_or_name_all_alike_are_refused() {
        for (text, error) in [
            ("../{slug}", TemplateError::Outside),
            ("/{slug}", TemplateError::Outside),
            ("a//{slug}", TemplateError::Outside),
            ("c:{slug}", TemplateError::Outside),
            (".offprint/{slug}", TemplateError::Taken(".offprint".to_owned())),
            ("Ledger.sqlite-wal/{slug}", TemplateError::Taken("Ledger.sqlite-wal".to_owned())),
            (&format!("{{year}}/{}{{slug}}", "n".repeat(61)), TemplateError::Long),
            ("{date}", TemplateError::Same),
            ("{slug", TemplateError::Open),
            ("{titel}", TemplateError::Unknown("titel".to_owned())),
        ] {
            assert_eq!(text.parse::<Template>(), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_value_leads_out_of_the_folder(title in ".{0,80}", address in ".{0,40}", member in ".{0,60}", date in ".{0,12}") {
            let address = format!("http://{address}");
            let values = Values {
                date: date.parse::<offprint::model::PartialDate>().ok().map(|date| date.to_string()),
                address: Some(&address),
                title: Some(&title),
                digest: "0123456789abcdef",
                language: Some(&title),
                source: &member,
                member: &member,
            };
            let name = name("{date}/{site}/{slug}/{language}/{source}/{member}", &values);
            prop_assert!(!name.starts_with('/') && !name.contains(['\\', ':', '\0']), "{name}");
            prop_assert!(name.split('/').all(|part| !matches!(part, "" | "." | "..") && part.len() < 230), "{name}");
        }
    }
}
