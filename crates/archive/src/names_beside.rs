//! The names that the files of a saved page have: `NAME.html` and `NAME_files/`, in the language of the browser.

use url::Url;

/// How the folders end that browsers save a page's files in, after the page's own name: those that Windows takes for one with
/// the page ("connected files"), and what Internet Explorer wrote.
pub(crate) const FOLDERS: [&str; 22] = [
    "_files",
    ".files",
    "_archivos",
    "_arquivos",
    "_bestanden",
    "_bylos",
    "-Dateien",
    "_datoteke",
    "_dosyalar",
    "_elemei",
    "_failid",
    "_fails",
    "_fajlovi",
    "-filer",
    "_ficheiros",
    "_fichiers",
    "_file",
    "_fitxategiak",
    "_fitxers",
    "_pliki",
    "_soubory",
    "_tiedostot",
];

/// What the files beside a page are called, wherever the page stands: on disk, in a zip or in a tar.
#[derive(Debug, Clone, Default)]
pub(crate) struct NamesBeside {
    /// The page's name without its ending.
    name: Option<String>,
    /// Where the page was saved from.
    page: Option<Url>,
}

impl NamesBeside {
    /// For the page of this name, which has its ending taken off.
    pub(crate) fn new(name: Option<String>) -> Self {
        Self { name, page: None }
    }

    /// For a page that was saved from this address.
    pub(crate) fn saved_from(self, url: Option<&str>) -> Self {
        let page = url.and_then(|url| Url::parse(url.trim()).ok()).filter(|url| !url.cannot_be_a_base());
        Self { page, ..self }
    }

    /// The names that an address in the page may mean, relative to the page's folder, the likeliest first.
    pub(crate) fn of(&self, written: &str) -> impl Iterator<Item = String> {
        let relative = self.relative(written);
        let written = relative.as_deref().unwrap_or(written);
        let bare = written.split(['?', '#']).next().unwrap_or(written);
        // A file's name may hold a percent sign or a question mark itself: as it is written comes first.
        let decoded = percent_decoded(bare);
        let renamed = self.renamed(decoded.as_deref().unwrap_or(bare));
        [Some(written.to_owned()), decoded, renamed].into_iter().flatten().filter(|name| is_inside(name))
    }

    /// Where a file stands when the page was renamed, and its folder with it, after it was saved.
    fn renamed(&self, file: &str) -> Option<String> {
        let (folder, rest) = file.strip_prefix("./").unwrap_or(file).split_once('/')?;
        let ending = FOLDERS.iter().find(|ending| folder.ends_with(**ending))?;
        Some(format!("{}{ending}/{rest}", self.name.as_ref()?))
    }

    /// An address as the page would have written it.
    fn relative(&self, address: &str) -> Option<String> {
        self.page.as_ref()?.make_relative(&Url::parse(address).ok()?).filter(|relative| !relative.is_empty())
    }
}

/// Whether a name stays in the folder that it is looked for in, on every system.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', '\0', ':'])
        && name.split('/').all(|part| part != "..")
}

/// An address with its escapes undone; none where that is no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    String::from_utf8(offprint_model::percent_decoded(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(written: &str) -> Vec<String> {
        let beside =
            NamesBeside::new(Some("page".to_owned())).saved_from(Some("https://example.org/a/story"));
        beside.of(written).collect()
    }

    #[test]
    fn names_that_an_address_may_mean() {
        assert_eq!(
            names("Old%20name_files/x.png?1"),
            ["Old%20name_files/x.png?1", "Old name_files/x.png", "page_files/x.png"]
        );
        assert_eq!(names("https://example.org/a/b/x.png"), ["b/x.png", "b/x.png"]);
        for outside in
            ["../x.png", "/x.png", "C:\\x.png", "a\0b", "a/%2e%2e/../x", "https://example.com/x.png"]
        {
            assert!(names(outside).iter().all(|name| is_inside(name)), "{outside}");
        }
        assert!(names("../x.png").is_empty());
    }
}
