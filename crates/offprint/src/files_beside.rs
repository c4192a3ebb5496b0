//! Pictures in files beside a page, as browsers save them: `NAME.html` and `NAME_files/`, in the language of the browser.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use offprint_model::ResourceSource;
use url::Url;

/// How the folders end that browsers save a page's files in, after the page's own name: those that Windows takes for one with
/// the page ("connected files"), and what Internet Explorer wrote.
const FOLDERS: [&str; 22] = [
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

/// A source of the files in a folder and those below it. It reads what relative addresses of the page name, and nothing
/// outside the folder, whatever `..`, links of the file system or absolute paths say.
#[derive(Debug, Clone)]
pub struct FilesBeside {
    folder: PathBuf,
    /// The page's name without its ending.
    name: Option<String>,
    /// Where the page was saved from.
    page: Option<Url>,
}

impl FilesBeside {
    /// The files beside a page that was saved at `page`.
    pub fn of_page(page: &Path) -> Self {
        let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = page.file_stem().and_then(|name| name.to_str()).map(str::to_owned);
        Self { folder: folder.unwrap_or(Path::new(".")).to_owned(), name, page: None }
    }

    /// For a page whose own address is given to [`read`](crate::read()), which makes relative addresses absolute with
    /// it: what is absolute and would be reached from the page by going down is looked for beside it all the same.
    pub fn saved_from(self, url: Option<&str>) -> Self {
        let page = url.and_then(|url| Url::parse(url.trim()).ok()).filter(|url| !url.cannot_be_a_base());
        Self { page, ..self }
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

impl ResourceSource for FilesBeside {
    fn get(&self, _url: &str, written: &str, limit: usize) -> Option<Vec<u8>> {
        let relative = self.relative(written);
        let written = relative.as_deref().unwrap_or(written);
        let bare = written.split(['?', '#']).next().unwrap_or(written);
        // A file's name may hold a percent sign or a question mark itself: as it is written comes first.
        let decoded = percent_decoded(bare);
        let renamed = self.renamed(decoded.as_deref().unwrap_or(bare));
        let names = [Some(written.to_owned()), decoded, renamed];
        names.into_iter().flatten().find_map(|name| self.read(&name, limit))
    }
}

impl FilesBeside {
    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let path = Path::new(name);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if name.is_empty() || name.contains(['\\', '\0', ':']) || !inside {
            return None;
        }
        let root = self.folder.canonicalize().ok()?;
        let found = root.join(path).canonicalize().ok()?;
        if !found.starts_with(&root) || !found.is_file() {
            return None;
        }
        let most = u64::try_from(limit).ok()?.saturating_add(1);
        let mut data = Vec::new();
        std::fs::File::open(found).ok()?.take(most).read_to_end(&mut data).ok()?;
        (data.len() <= limit).then_some(data)
    }
}

/// An address with `%20` and its like decoded (RFC 3986 §2.1); none where that is no UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
