//! Links from one article of a publication to another.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::{Block, Publication, visit_blocks};

/// What comes after these beginnings in a query says where a reader came from, not which page is meant.
const TRACKING: [&str; 8] = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "msclkid", "ref_src"];
/// Names under which a server shows a folder.
const INDEX: [&str; 3] = ["index.html", "index.htm", "index.php"];

/// Where a link leads within a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossReference {
    /// Index of the article.
    pub article: usize,
    /// Identifier of a block or note in that article; none for its beginning.
    pub id: Option<String>,
}

/// Finds the articles of a publication by their addresses, so that links between them become links in the book.
#[derive(Debug, Clone, Default)]
pub struct CrossReferences {
    by_address: BTreeMap<String, usize>,
    /// Identifiers that can be linked to, by article.
    ids: BTreeSet<(usize, String)>,
}

impl CrossReferences {
    /// Reads the addresses of all articles: the canonical one and the one that the page was saved from. Of two articles with
    /// one address the first counts. A publication of one article has none.
    pub fn of(publication: &Publication) -> Self {
        let mut all = Self::default();
        if publication.articles.len() < 2 {
            return all;
        }
        for (index, article) in publication.articles.iter().enumerate() {
            for url in [&article.metadata.url, &article.provenance.url].into_iter().flatten() {
                if let Some((address, _)) = comparable_address(url) {
                    all.by_address.entry(address).or_insert(index);
                }
            }
            let mut see = |block: &Block| {
                if let Some(id) = block.attributes().and_then(|attributes| attributes.id.as_ref()) {
                    all.ids.insert((index, id.clone()));
                }
            };
            visit_blocks(&article.body, &mut see);
            article.notes.iter().for_each(|note| visit_blocks(&note.blocks, &mut see));
        }
        all
    }

    /// Where an address leads, if it is that of an article of the publication.
    pub fn find(&self, url: &str) -> Option<CrossReference> {
        if self.by_address.is_empty() {
            return None;
        }
        let (address, fragment) = comparable_address(url)?;
        let article = *self.by_address.get(&address)?;
        let id = fragment.filter(|id| self.ids.contains(&(article, id.clone())));
        Some(CrossReference { article, id })
    }
}

/// An address in a form in which those that lead to one page are the same, and its fragment: without scheme, `www.`,
/// index file, slash at the end, and parameters that only count visits (RFC 3986, §6.2.4). None for what is no address
/// of a web page.
pub fn comparable_address(url: &str) -> Option<(String, Option<String>)> {
    let parsed = Url::parse(url.trim()).ok()?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return None;
    }
    let host = parsed.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut path = parsed.path();
    if let Some((folder, file)) = path.rsplit_once('/').filter(|(_, file)| INDEX.contains(file)) {
        path = path.strip_suffix(file).unwrap_or(folder);
    }
    let path = path.trim_end_matches('/');
    let query: Vec<&str> = parsed
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !TRACKING.iter().any(|name| pair.starts_with(name)))
        .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let fragment = parsed.fragment().filter(|fragment| !fragment.is_empty()).map(str::to_owned);
    Some((format!("{host}{port}{path}{mark}{}", query.join("&")), fragment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Attributes, Heading, Inline};

    fn article(url: &str, id: Option<&str>) -> Article {
        let mut article = Article::default();
        article.metadata.url = Some(url.into());
        article.body.push(Block::Heading(Heading {
            level: 1,
            content: vec![Inline::text("Here")],
            attributes: Attributes { id: id.map(str::to_owned), ..Attributes::default() },
        }));
        article
    }

    #[test]
    fn one_page_has_many_addresses() {
        let publication = Publication::of_many(vec![
            article("https://www.example.org/a/", Some("here")),
            article("https://example.org/?p=2", None),
        ]);
        let links = CrossReferences::of(&publication);
        let at = |article, id: Option<&str>| Some(CrossReference { article, id: id.map(str::to_owned) });
        assert_eq!(links.find("http://example.org/a?utm_source=x&fbclid=1#here"), at(0, Some("here")));
        assert_eq!(links.find("https://example.org/a/index.html#nowhere"), at(0, None));
        assert_eq!(links.find("https://example.org?p=2"), at(1, None));
        for other in [
            "https://example.org/a/b",
            "https://example.org",
            "https://example.com/a",
            "#here",
            "mailto:a@example.org",
        ] {
            assert_eq!(links.find(other), None, "{other}");
        }
    }

    #[test]
    fn one_article_has_no_others() {
        let publication = Publication::of(article("https://example.org/a", None));
        assert_eq!(CrossReferences::of(&publication).find("https://example.org/a"), None);
    }
}
