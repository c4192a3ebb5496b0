//! The end of an article: who the authors are, where it came from, when it was saved, what made the file.

use offprint_model::Person;

use crate::href::web_address;
use crate::writer::Writer;

impl Writer<'_> {
    pub(crate) fn footer(&mut self) {
        let article = self.article;
        let metadata = &article.metadata;
        let told: Vec<&Person> =
            metadata.authors.iter().filter(|person| person.biography.is_some()).collect();
        let source = metadata.url.as_deref().or(article.provenance.url.as_deref()).and_then(web_address);
        let saved = article.provenance.captured;
        let made_with = Some(article.provenance.generator.as_str()).filter(|name| !name.is_empty());
        let has_origin =
            source.is_some() || saved.is_some() || metadata.licence.is_some() || made_with.is_some();
        if told.is_empty() && !has_origin {
            return;
        }
        self.markup.start("footer");
        self.markup.line();
        self.biographies(&told);
        if has_origin {
            let tag = self.markup.tag("p").with("class", "source");
            self.markup.open(tag);
            let mut parts = 0;
            if let Some(address) = source {
                self.part(&mut parts);
                self.word(self.labels.source);
                self.markup.text(": ");
                let tag = self.markup.tag("a").with("href", &address);
                self.markup.element(tag, "a", &short(&address));
            }
            if let Some(date) = saved {
                self.part(&mut parts);
                self.word(self.labels.saved);
                self.markup.text(" ");
                self.date(date);
            }
            if let Some(licence) = &metadata.licence {
                self.part(&mut parts);
                match web_address(licence) {
                    Some(address) => {
                        let tag = self.markup.tag("a").with("href", &address).with("rel", "license");
                        self.markup.element(tag, "a", &short(&address));
                    }
                    None => self.markup.text(licence),
                }
            }
            if let Some(name) = made_with {
                self.part(&mut parts);
                self.word(self.labels.made_with);
                self.markup.text(" ");
                // Names of programs are written from left to right.
                let tag = self.markup.tag("bdi").with("class", "made");
                self.markup.element(tag, "bdi", name);
            }
            self.markup.close("p");
            self.markup.line();
        }
        self.markup.close("footer");
        self.markup.line();
    }

    fn part(&mut self, parts: &mut usize) {
        if *parts > 0 {
            let tag = self.markup.tag("br");
            self.markup.void(tag);
        }
        *parts += 1;
    }

    fn biographies(&mut self, told: &[&Person]) {
        if told.is_empty() {
            return;
        }
        let title = self.ids.generate("about");
        let tag = self.markup.tag("section").with("class", "about").with("aria-labelledby", &title);
        self.markup.open(tag);
        self.markup.line();
        let tag = self.markup.tag("h2").with("id", &title).language(self.language_of_labels());
        self.markup.element(tag, "h2", self.labels.about_authors);
        self.markup.line();
        for person in told {
            let biography = person.biography.as_deref().unwrap_or_default();
            self.markup.start("p");
            // Most biographies begin with the name.
            let (name, rest) = match biography.strip_prefix(person.name.as_str()) {
                Some(rest) => (person.name.clone(), rest.to_owned()),
                None => (format!("{}.", person.name), format!(" {biography}")),
            };
            let tag = self.markup.tag("strong");
            self.markup.element(tag, "strong", &name);
            self.markup.text(&rest);
            self.markup.close("p");
            self.markup.line();
        }
        self.markup.close("section");
        self.markup.line();
    }
}

/// An address as it is shown: without the scheme, the query and a slash at the end.
fn short(address: &str) -> String {
    let bare =
        address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.split(['?', '#']).next().unwrap_or(bare).trim_end_matches('/').to_owned()
}
