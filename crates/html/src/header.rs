//! The opening of an article: title, dek, authors with their posts, date, site and source.

use offprint_model::{PartialDate, Person, PersonKind, Role};

use crate::href::web_address;
use crate::markup::Tag;
use crate::writer::{Within, Writer};

impl Writer<'_> {
    /// The opening. `title_id` is the identifier that the title gets.
    pub(crate) fn header(&mut self, title_id: &str) {
        let metadata = &self.article.metadata;
        self.markup.start("header");
        self.markup.line();
        let place: Vec<&str> =
            [&metadata.site, &metadata.section].into_iter().flatten().map(String::as_str).collect();
        if !place.is_empty() {
            let tag = self.markup.tag("p").with("class", "site");
            self.running_element(tag, "p", &place.join(" · "));
            self.markup.line();
        }
        let tag = self.markup.tag("h1").with("id", title_id);
        self.running_element(tag, "h1", metadata.title.as_deref().unwrap_or(self.labels.untitled));
        self.markup.line();
        if let Some(dek) = &metadata.dek {
            let tag = self.markup.tag("p").with("class", "dek").kind("subtitle").with("role", "doc-subtitle");
            self.running_element(tag, "p", dek);
            self.markup.line();
        }
        self.byline(&metadata.authors);
        self.dates(metadata.published, metadata.modified);
        self.markup.close("header");
        self.markup.line();
    }

    /// In one line where only names are known, else one line a person.
    fn byline(&mut self, authors: &[Person]) {
        let Some(last) = authors.len().checked_sub(1) else { return };
        if authors.iter().any(|person| person.role != Role::Author || post_of(person).is_some()) {
            let tag = self.markup.tag("ul").with("class", "authors");
            self.markup.open(tag);
            for person in authors {
                self.markup.start("li");
                self.person(person);
                self.post(person);
                self.markup.close("li");
            }
            self.markup.close("ul");
            self.markup.line();
            return;
        }
        let tag = self.markup.tag("p").with("class", "authors");
        self.markup.open(tag);
        self.word(self.labels.by);
        self.markup.text(" ");
        for (index, person) in authors.iter().enumerate() {
            if index > 0 {
                self.markup.text(&self.labels.before(&person.name, index == last));
            }
            self.person(person);
        }
        self.markup.close("p");
        self.markup.line();
    }

    /// What somebody did who is no author, then post and affiliation.
    fn post(&mut self, person: &Person) {
        let post = post_of(person);
        let role = Some(person.role).filter(|role| *role != Role::Author);
        if post.is_none() && role.is_none() {
            return;
        }
        self.markup.text(" ");
        let tag = self.markup.tag("span").with("class", "post");
        self.markup.open(tag);
        if let Some(role) = role {
            self.english(role.as_str());
        }
        if let Some(post) = post {
            self.markup.text(if role.is_some() { ", " } else { "" });
            self.markup.text(&post);
        }
        self.markup.close("span");
    }

    fn person(&mut self, person: &Person) {
        let tag = self.markup.tag("span").with("class", "author");
        self.markup.open(tag);
        match person.url.as_deref().and_then(web_address) {
            Some(address) => {
                let tag = self.markup.tag("a").with("href", &address);
                self.markup.element(tag, "a", &person.name);
            }
            None => self.markup.text(&person.name),
        }
        self.markup.close("span");
    }

    fn dates(&mut self, published: Option<PartialDate>, modified: Option<PartialDate>) {
        let modified = modified.filter(|date| published.is_none_or(|p| p.date_only() != date.date_only()));
        if published.is_none() && modified.is_none() {
            return;
        }
        let tag = self.markup.tag("p").with("class", "date");
        self.markup.open(tag);
        if let Some(date) = published {
            self.date(date);
        }
        if let Some(date) = modified {
            self.markup.text(if published.is_some() { " · " } else { "" });
            self.word(self.labels.updated);
            self.markup.text(" ");
            self.date(date);
        }
        self.markup.close("p");
        self.markup.line();
    }

    pub(crate) fn date(&mut self, date: PartialDate) {
        let language = self.article.metadata.language.as_ref();
        // A leap second is no valid time in HTML (§2.3.5.4).
        let leap = date.time().and_then(|time| time.second).is_some_and(|second| second > 59);
        let exact = if leap { date.date_only() } else { date };
        let tag = self.markup.tag("time").with("datetime", &exact.to_string());
        self.running_element(tag, "time", &date.to_words(language));
    }

    /// The root element of an article, with identifier, language and direction.
    pub(crate) fn speech_of_article(&self, tag: Tag) -> Tag {
        let language = self.article.metadata.language.as_ref();
        tag.language(language).direction(language.map(offprint_model::LanguageTag::direction))
    }

    pub(crate) fn body(&mut self) {
        let article = self.article;
        let tag = self.markup.tag("div").with("class", "body");
        self.markup.open(tag);
        self.markup.line();
        self.inside(Within::default(), |writer| writer.blocks(&article.body));
        self.markup.close("div");
        self.markup.line();
    }
}

/// Post and affiliation in one.
fn post_of(person: &Person) -> Option<String> {
    let affiliation = person.affiliation.as_deref().filter(|name| {
        person.kind == PersonKind::Person && !person.post.as_deref().is_some_and(|p| p.contains(name))
    });
    let parts: Vec<String> = person.post.clone().into_iter().chain(affiliation.map(str::to_owned)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
