//! What is known about an article or a book besides its text.

use serde::{Deserialize, Serialize};

use crate::{Image, LanguageTag, PartialDate};

/// Title, people, dates, site…
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metadata {
    /// The headline, without site name or markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The dek: the line or short paragraph under the headline; also called standfirst or subtitle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dek: Option<String>,
    /// Everybody the article credits, in order; each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// First published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// Last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<PartialDate>,
    /// Name of the site or publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Section of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Language of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Canonical address; absolute, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The site's own short summary for search engines and social networks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The picture that stands for the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<Image>,
    /// Licence: its address where there is one, else its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

impl Metadata {
    /// Those who made the article, in order. Reviewers, editors and contributors helped: they are left out where anybody else is
    /// named.
    pub fn makers(&self) -> Vec<&Person> {
        let helped =
            |person: &&Person| matches!(person.role, Role::Reviewer | Role::Editor | Role::Contributor);
        let makers: Vec<&Person> = self.authors.iter().filter(|person| !helped(person)).collect();
        if makers.is_empty() { self.authors.iter().collect() } else { makers }
    }
}

/// A person or a group that the article credits.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Name as it is read: `Ada Lovelace`.
    pub name: String,
    /// A person or a group.
    #[serde(default)]
    pub kind: PersonKind,
    /// What they did for the article.
    #[serde(default)]
    pub role: Role,
    /// Post or title as printed: `Founding director of the Council`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Organisation they belong to: `Council`. Where it was read out of `post` it stands in both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// What the page tells of them: a sentence or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biography: Option<String>,
    /// Their page; absolute, http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Person {
    /// An author who is a person, of whom no more than the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The name as it is sorted: `Lovelace, Ada`. A group, and a name of one word or in a script that writes
    /// the family name first, stays as it is. Particles (`van`, `de`, `von`…) in lower case go with the
    /// family name.
    pub fn sort_name(&self) -> String {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let family_first =
            self.name.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
        if self.kind == PersonKind::Group || words.len() < 2 || family_first || self.name.contains(',') {
            return self.name.clone();
        }
        let mut start = words.len() - 1;
        while start > 1
            && words.get(start - 1).is_some_and(|w| w.chars().all(|c| c.is_lowercase() || c == '\''))
        {
            start -= 1;
        }
        let (given, family) = words.split_at(start);
        format!("{}, {}", family.join(" "), given.join(" "))
    }
}

/// Whether a name is a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// One human being.
    #[default]
    Person,
    /// An agency, a board, a desk, an organisation.
    Group,
}

/// What somebody did for an article; each has a MARC relator code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Wrote it.
    #[default]
    Author,
    /// Edited it.
    Editor,
    /// Translated it.
    Translator,
    /// Took the photographs.
    Photographer,
    /// Drew the pictures.
    Illustrator,
    /// Was interviewed.
    Interviewee,
    /// Asked the questions.
    Interviewer,
    /// Checked it.
    Reviewer,
    /// Helped in another way.
    Contributor,
}

impl Role {
    /// The MARC relator code (<https://id.loc.gov/vocabulary/relators>).
    pub const fn marc(self) -> &'static str {
        match self {
            Self::Author => "aut",
            Self::Editor => "edt",
            Self::Translator => "trl",
            Self::Photographer => "pht",
            Self::Illustrator => "ill",
            Self::Interviewee => "ive",
            Self::Interviewer => "ivr",
            Self::Reviewer => "rev",
            Self::Contributor => "ctb",
        }
    }

    /// As a word: `author`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Translator => "translator",
            Self::Photographer => "photographer",
            Self::Illustrator => "illustrator",
            Self::Interviewee => "interviewee",
            Self::Interviewer => "interviewer",
            Self::Reviewer => "reviewer",
            Self::Contributor => "contributor",
        }
    }
}

/// A part of [`Metadata`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// [`Metadata::title`].
    Title,
    /// [`Metadata::dek`].
    Dek,
    /// [`Metadata::authors`].
    Authors,
    /// [`Metadata::published`].
    Published,
    /// [`Metadata::modified`].
    Modified,
    /// [`Metadata::site`].
    Site,
    /// [`Metadata::section`].
    Section,
    /// [`Metadata::tags`].
    Tags,
    /// [`Metadata::language`].
    Language,
    /// [`Metadata::url`].
    Url,
    /// [`Metadata::description`].
    Description,
    /// [`Metadata::lead_image`].
    LeadImage,
    /// [`Metadata::licence`].
    Licence,
}

impl Field {
    /// As a word: `title`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Dek => "dek",
            Self::Authors => "authors",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Site => "site",
            Self::Section => "section",
            Self::Tags => "tags",
            Self::Language => "language",
            Self::Url => "url",
            Self::Description => "description",
            Self::LeadImage => "lead-image",
            Self::Licence => "licence",
        }
    }
}

/// Where a value of the metadata came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// The part of the metadata.
    pub field: Field,
    /// The value as text.
    pub value: String,
    /// Which reader found it: `json-ld`, `open-graph`, `byline`, `given` (by the caller)…
    pub reader: String,
    /// Where: a path in the page (`html/head/meta[3]`) or a line of a text scrape (`line 5`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether it won; the others are what it was chosen over.
    pub chosen: bool,
}
