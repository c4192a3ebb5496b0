//! Pictures of a page that stands in a container: those beside it there.

use std::sync::Arc;

use offprint_model::ResourceSource;

use crate::names_beside::{FOLDERS, NamesBeside};
use crate::readers::container::Files;

/// The files beside a page in a zip or tar. What the page names is looked for in its folder there, and nowhere else.
pub(crate) struct FilesWithin {
    files: Arc<dyn Files>,
    /// The page's folder: empty, or with `/` at its end.
    folder: String,
    names: NamesBeside,
}

impl FilesWithin {
    /// The files beside the page of this name, which was saved from this address.
    pub(crate) fn of_page(files: Arc<dyn Files>, page: &str, url: Option<&str>) -> Self {
        let (folder, name) = split(page);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let names = NamesBeside::new(Some(stem.to_owned())).saved_from(url);
        Self { files, folder: folder.to_owned(), names }
    }
}

impl ResourceSource for FilesWithin {
    fn get(&self, _url: &str, written: &str, limit: usize) -> Option<Vec<u8>> {
        self.names.of(written).find_map(|name| {
            let name: Vec<&str> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
            self.files.read(&format!("{}{}", self.folder, name.join("/")), limit)
        })
    }
}

/// A name as its folder, with the `/` at its end, and the name in it.
pub(crate) fn split(name: &str) -> (&str, &str) {
    match name.rfind('/') {
        Some(at) => name.split_at_checked(at + 1).unwrap_or(("", name)),
        None => ("", name),
    }
}

/// The page that a file belongs to: one that stands beside a folder of its files which this file is in.
pub(crate) fn page_of(name: &str, files: &dyn Files) -> Option<String> {
    let mut at = 0;
    while let Some(next) = name.get(at..)?.find('/') {
        let folder = name.get(..at + next)?;
        if let Some(stem) = FOLDERS.iter().find_map(|ending| folder.strip_suffix(ending))
            && !stem.is_empty()
            && !stem.ends_with('/')
        {
            let pages = ["html", "htm", "xhtml", "xht", "shtml"].map(|ending| format!("{stem}.{ending}"));
            if let Some(page) = pages.into_iter().find(|page| files.has(page)) {
                return Some(page);
            }
        }
        at += next + 1;
    }
    None
}
