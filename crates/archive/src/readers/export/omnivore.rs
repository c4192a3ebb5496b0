//! Omnivore's export: `metadata_0_to_20.json` and its like list the articles, `content/SLUG.html` has their texts and
//! `highlights/SLUG.md` what was marked in them.

use std::collections::BTreeMap;
use std::io::Cursor;

use super::json_array::Elements;
use super::wallabag::{object, text};
use super::{Saved, Unread};
use crate::readers::container::Files;
use crate::readers::dates;
use crate::readers::files_within::split;
use crate::{Limits, Record};

/// An element of a list: the name of its file without the ending, and what is said of it.
pub(super) fn article(element: &[u8]) -> Result<(Option<String>, Saved), Unread> {
    let entry = object(element)?;
    let date = text(&entry, "savedAt").and_then(|date| dates::of_rfc3339(&date));
    Ok((text(&entry, "slug"), Saved::link(text(&entry, "url"), text(&entry, "title"), date)))
}

/// What the lists of a folder say of its articles.
pub(crate) struct Omnivore {
    /// The folder that the lists are in: empty, or with `/` at its end.
    folder: String,
    by_slug: BTreeMap<String, Saved>,
}

impl Omnivore {
    /// The folder of the export that a file would be in as an article or as what was marked in one; with its name there.
    fn split(name: &str) -> Option<(&str, &str)> {
        let (folder, file) = split(name);
        let article = folder.strip_suffix("content/").zip(file.strip_suffix(".html"));
        let marked = || folder.strip_suffix("highlights/").zip(file.strip_suffix(".md"));
        article.or_else(marked).filter(|(above, _)| above.is_empty() || above.ends_with('/'))
    }

    /// What the lists say in the export that a file is in; those that were read before are asked for once.
    pub(crate) fn of<'a>(
        known: &'a mut Option<Self>,
        name: &str,
        files: &dyn Files,
        limits: &Limits,
    ) -> Option<&'a Self> {
        let (folder, _) = Self::split(name)?;
        if known.as_ref().is_none_or(|known| known.folder != folder) {
            *known = Some(Self::read(folder, files, limits));
        }
        known.as_ref().filter(|known| !known.by_slug.is_empty())
    }

    fn read(folder: &str, files: &dyn Files, limits: &Limits) -> Self {
        let mut by_slug = BTreeMap::new();
        for name in files.names_in(folder) {
            if !(name.starts_with("metadata_") && name.ends_with(".json")) {
                continue;
            }
            let Some(bytes) = files.read(&format!("{folder}{name}"), limits.max_bytes) else { continue };
            let elements = Elements::new(Box::new(Cursor::new(bytes)), limits.max_bytes);
            for (slug, saved) in elements.flatten().filter_map(|element| article(&element).ok()) {
                if let Some(slug) = slug.filter(|_| by_slug.len() < limits.max_indexed) {
                    by_slug.insert(slug, saved);
                }
            }
        }
        Self { folder: folder.to_owned(), by_slug }
    }

    /// The article that a file of marked passages belongs to.
    pub(crate) fn article_of(&self, name: &str) -> Option<String> {
        let (folder, slug) = Self::split(name).filter(|_| name.ends_with(".md"))?;
        self.by_slug.contains_key(slug).then(|| format!("{folder}content/{slug}.html"))
    }

    /// Adds to an article what the lists say of it.
    pub(crate) fn describe(&self, record: &mut Record, name: &str) {
        let Some(saved) = Self::split(name).and_then(|(_, slug)| self.by_slug.get(slug)) else { return };
        record.target_uri = saved.url.clone().or(record.target_uri.take());
        record.title = saved.title.clone();
        record.date = saved.date.clone().or(record.date.take());
    }
}
