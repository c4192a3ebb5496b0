//! The metadata of the package document (EPUB 3.3, §5.5).

use std::collections::BTreeSet;

use offprint_html::{UNKNOWN_LANGUAGE, attribute, language_tag, text};
use offprint_model::{LanguageTag, Person, Publication, Role, is_safe_url, is_xml_char};

use crate::accessibility::Accessibility;

/// What is worked out elsewhere.
pub(crate) struct Given<'a> {
    pub title: &'a str,
    pub language: Option<&'a LanguageTag>,
    pub identifier: &'a str,
    /// Value of `dcterms:modified`.
    pub modified: &'a str,
    pub accessibility: &'a Accessibility,
}

/// A text in one line, or nothing where it has no words.
pub(crate) fn line(value: Option<&str>) -> Option<String> {
    let clean: String = value?.chars().filter(|c| c.is_whitespace() || is_xml_char(*c)).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The content of the `metadata` element, indented.
pub(crate) fn of(publication: &Publication, given: &Given<'_>) -> String {
    let metadata = &publication.metadata;
    let mut out = Out::default();
    out.element("dc:identifier", " id=\"identifier\"", given.identifier);
    out.element("dc:title", " id=\"title\"", given.title);
    out.refine("title", "title-type", "", "main");
    if let Some(dek) = line(metadata.dek.as_deref()) {
        out.element("dc:title", " id=\"subtitle\"", &dek);
        out.refine("subtitle", "title-type", "", "subtitle");
        out.refine("title", "display-seq", "", "1");
        out.refine("subtitle", "display-seq", "", "2");
    }
    people(publication, &mut out);
    out.each("dc:language", languages(publication, given.language));
    let sources = [&metadata.url].into_iter().chain(publication.articles.iter().map(|article| {
        article.metadata.url.as_ref().map_or(&article.provenance.url, |_| &article.metadata.url)
    }));
    out.each("dc:source", sources.filter_map(|url| line(url.as_deref())).filter(|url| is_safe_url(url)));
    let published =
        metadata.published.or_else(|| publication.articles.iter().filter_map(|a| a.metadata.published).max());
    if let Some(date) = published {
        out.element("dc:date", "", &date.date_only().to_string());
    }
    // Who publishes the whole, if that is known, and not also who published what is in it, which its chapters say.
    let of_articles = publication.articles.iter().map(|a| &a.metadata.site);
    let sites = [&metadata.site].into_iter().chain(of_articles.filter(|_| metadata.site.is_none()));
    out.each("dc:publisher", sites.filter_map(|site| line(site.as_deref())));
    let subjects = publication.articles.iter().map(|article| &article.metadata);
    let subjects = [metadata].into_iter().chain(subjects);
    let subjects = subjects.flat_map(|m| m.section.iter().chain(&m.tags));
    out.each("dc:subject", subjects.filter_map(|subject| line(Some(subject))));
    if let Some(description) = line(metadata.description.as_deref()).or_else(|| line(metadata.dek.as_deref()))
    {
        out.element("dc:description", "", &description);
    }
    let rights = publication.articles.iter().map(|article| &article.metadata.licence);
    out.each("dc:rights", [&metadata.licence].into_iter().chain(rights).filter_map(|l| line(l.as_deref())));
    if let Some((series, title)) = publication.series.as_ref().and_then(|s| Some((s, line(Some(&s.title))?)))
    {
        out.element("meta", " property=\"belongs-to-collection\" id=\"series\"", &title);
        out.refine("series", "collection-type", "", "series");
        if let Some(position) = line(series.position.as_deref()).filter(|position| is_position(position)) {
            out.refine("series", "group-position", "", &position);
        }
    }
    out.element("meta", " property=\"dcterms:modified\"", given.modified);
    for (property, value) in &given.accessibility.properties {
        let language = if *property == "accessibilitySummary" { " xml:lang=\"en\"" } else { "" };
        out.element("meta", &format!(" property=\"schema:{property}\"{language}"), value);
    }
    // EPUB Accessibility 1.1, §4.1.3: whose pages they are. The edition's own name is not known, only the page that has its
    // marks; where that has no address, its title names it.
    for source in &given.accessibility.page_sources {
        out.element("meta", " property=\"pageBreakSource\"", source);
    }
    let generator = publication.articles.first().and_then(|a| line(Some(&a.provenance.generator)));
    if let Some(generator) = generator {
        out.text.push_str(&format!("    <meta name=\"generator\" content=\"{}\"/>\n", attribute(&generator)));
    }
    out.text
}

/// Whether a place in a series is one that the standard knows: numbers with points between (EPUB 3.3, §D.3.6).
fn is_position(position: &str) -> bool {
    position.split('.').all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Authors are creators, all others contributors; each with MARC's code for what they did. Where those of the whole are no
/// authors, as the editors of a reader, they are its creators, since devices name nobody else; who wrote its articles
/// contributed.
fn people(publication: &Publication, out: &mut Out) {
    let own = &publication.metadata.authors;
    let has_author = own.iter().any(|person| person.role == Role::Author);
    let makers = if has_author { Vec::new() } else { publication.metadata.makers() };
    let is_creator = |person: &Person| person.role == Role::Author || makers.contains(&person);
    let own_people = own.iter().map(|person| (person, is_creator(person)));
    let of_articles = publication.articles.iter().flat_map(|article| &article.metadata.authors);
    let of_articles = of_articles.map(|person| (person, own.is_empty() && person.role == Role::Author));
    let mut seen = BTreeSet::new();
    let mut count = 0_usize;
    for (person, creator) in own_people.chain(of_articles) {
        let Some(name) = line(Some(&person.name)) else { continue };
        if !seen.insert((name.clone(), person.role)) {
            continue;
        }
        count += 1;
        let id = format!("person-{count}");
        let element = if creator { "dc:creator" } else { "dc:contributor" };
        out.element(element, &format!(" id=\"{id}\""), &name);
        out.refine(&id, "role", " scheme=\"marc:relators\"", person.role.marc());
        if let Some(sorted) = line(Some(&person.sort_name())) {
            out.refine(&id, "file-as", "", &sorted);
        }
    }
}

/// The main language first. A book must name one; `und` says that it is not known (BCP 47, §4.1).
fn languages(publication: &Publication, main: Option<&LanguageTag>) -> Vec<String> {
    let others = publication.articles.iter().filter_map(|article| article.metadata.language.as_ref());
    let known: Vec<String> = main.into_iter().chain(others).map(|tag| language_tag(tag).to_owned()).collect();
    if known.is_empty() { vec![UNKNOWN_LANGUAGE.to_owned()] } else { known }
}

#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn element(&mut self, name: &str, attributes: &str, value: &str) {
        self.text.push_str(&format!("    <{name}{attributes}>{}</{name}>\n", text(value)));
    }

    fn refine(&mut self, id: &str, property: &str, attributes: &str, value: &str) {
        self.element("meta", &format!(" refines=\"#{id}\" property=\"{property}\"{attributes}"), value);
    }

    /// One element a value, each value once.
    fn each(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for value in values {
            if seen.insert(value.clone()) {
                self.element(name, "", &value);
            }
        }
    }
}
