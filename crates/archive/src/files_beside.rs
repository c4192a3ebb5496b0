//! Pictures in files beside a page, as browsers save them: `NAME.html` and `NAME_files/`, in the language of the browser.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use offprint_model::ResourceSource;

use crate::names_beside::NamesBeside;

/// A source of the files in a folder and those below it. It reads what relative addresses of the page name, and nothing
/// outside the folder, whatever `..`, links of the file system or absolute paths say.
#[derive(Debug, Clone)]
pub struct FilesBeside {
    folder: PathBuf,
    names: NamesBeside,
}

impl FilesBeside {
    /// The files beside a page that was saved at `page`.
    pub fn of_page(page: &Path) -> Self {
        let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = page.file_stem().and_then(|name| name.to_str()).map(str::to_owned);
        Self { folder: folder.unwrap_or(Path::new(".")).to_owned(), names: NamesBeside::new(name) }
    }

    /// For a page whose own address is given to `offprint::read`, which makes relative addresses absolute with
    /// it: what is absolute and would be reached from the page by going down is looked for beside it all the same.
    pub fn saved_from(self, url: Option<&str>) -> Self {
        Self { names: self.names.saved_from(url), ..self }
    }
}

impl ResourceSource for FilesBeside {
    fn get(&self, _url: &str, written: &str, limit: usize) -> Option<Vec<u8>> {
        self.names.of(written).find_map(|name| self.read(&name, limit))
    }
}

impl FilesBeside {
    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let root = self.folder.canonicalize().ok()?;
        let found = root.join(name).canonicalize().ok()?;
        if !found.starts_with(&root) || !found.is_file() {
            return None;
        }
        let most = u64::try_from(limit).ok()?.saturating_add(1);
        let mut data = Vec::new();
        std::fs::File::open(found).ok()?.take(most).read_to_end(&mut data).ok()?;
        (data.len() <= limit).then_some(data)
    }
}
