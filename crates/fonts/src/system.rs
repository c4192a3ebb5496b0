//! The fonts of the machine, for scripts that the embedded faces lack.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fontdb::{Database, ID, Source, Style as Slope};
use skrifa::{FontRef, MetadataProvider, raw::TableProvider};

use crate::{Face, FaceData, Style};

/// The fonts found in folders of the machine. Folders and files are read when a character is first looked for that
/// the embedded faces lack; until then nothing is.
pub struct SystemFonts {
    /// The folder; none for where the system keeps its fonts.
    folder: Option<PathBuf>,
    catalogue: OnceLock<Catalogue>,
    found: Mutex<Found>,
}

/// The faces that are there.
struct Catalogue {
    database: Database,
    /// In the order in which they are tried.
    order: Vec<ID>,
}

/// What was found before, so that each question is asked of the files once.
#[derive(Default)]
struct Found {
    faces: BTreeMap<(char, Style), Option<Face>>,
    files: BTreeMap<String, Arc<Vec<u8>>>,
    last: BTreeMap<Style, Vec<Face>>,
}

impl std::fmt::Debug for SystemFonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SystemFonts").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl SystemFonts {
    /// The fonts in the places where the system keeps them.
    pub fn installed() -> Self {
        Self { folder: None, catalogue: OnceLock::new(), found: Mutex::default() }
    }

    /// The fonts in one folder and those below it. A folder that is not there holds none.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), ..Self::installed() }
    }

    fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| {
            let mut database = Database::new();
            match &self.folder {
                Some(folder) => database.load_fonts_dir(folder),
                None => database.load_system_fonts(),
            }
            let mut faces: Vec<_> = database
                .faces()
                .map(|face| {
                    // Fonts of one face may be of any width and weight: Symbola says that it is semi-condensed.
                    let plain = face.stretch == fontdb::Stretch::Normal && matches!(face.weight.0, 400 | 700);
                    let rank = rank(&face.post_script_name);
                    ((!plain, rank, face.post_script_name.clone()), face.id)
                })
                .collect();
            // By name, not as the folders list them: two machines with the same fonts choose the same.
            faces.sort_by(|a, b| a.0.cmp(&b.0));
            let order = faces.into_iter().map(|(_, id)| id).collect();
            Catalogue { database, order }
        })
    }

    /// A face with a glyph for `character`: of the wanted weight and slope if there is one, else any. Serif faces
    /// come first, because text is set in one; condensed and thin ones last. Variable fonts and bitmap fonts are passed over.
    pub fn find(&self, character: char, style: Style) -> Option<Face> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(face) = found.faces.get(&(character, style)) {
            return face.clone();
        }
        let known = found.last.get(&style).into_iter().flatten().find(|face| has(face, character)).cloned();
        let face = known.or_else(|| {
            self.search(character, style, true, &mut found)
                .or_else(|| self.search(character, style, false, &mut found))
        });
        if let Some(face) = &face {
            let last = found.last.entry(style).or_default();
            if !last.contains(face) {
                last.push(face.clone());
            }
        }
        found.faces.insert((character, style), face.clone());
        face
    }

    fn search(&self, character: char, style: Style, exact: bool, found: &mut Found) -> Option<Face> {
        let Catalogue { database, order } = self.catalogue();
        order.iter().find_map(|id| {
            let info = database.face(*id)?;
            let same = (info.weight.0 >= 600) == style.bold && (info.style != Slope::Normal) == style.italic;
            if exact && !same {
                return None;
            }
            let covers = database.with_face_data(*id, |data, index| covers(data, index, character))?;
            if !covers {
                return None;
            }
            let Source::File(path) = &info.source else { return None };
            let key = path.to_string_lossy().into_owned();
            let data = match found.files.get(&key) {
                Some(data) => Arc::clone(data),
                None => {
                    let data = Arc::new(std::fs::read(path).ok()?);
                    found.files.insert(key, Arc::clone(&data));
                    data
                }
            };
            Some(Face { name: info.post_script_name.clone(), data: FaceData::Read(data), index: info.index })
        })
    }
}

/// Whether a face has a glyph for a character and can be embedded: it is static and has outlines.
fn covers(data: &[u8], index: u32, character: char) -> bool {
    FontRef::from_index(data, index).is_ok_and(|font| {
        font.fvar().is_err()
            && (font.glyf().is_ok() || font.cff().is_ok())
            && font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0)
    })
}

fn has(face: &Face, character: char) -> bool {
    covers(face.data.as_ref(), face.index, character)
}

/// Text faces before others: serif families of wide coverage first.
fn rank(name: &str) -> u8 {
    let name = name.to_ascii_lowercase();
    let serif =
        name.contains("serif") || name.contains("naskh") || name.contains("song") || name.contains("ming");
    match (name.contains("noto"), serif, name.contains("mono") || name.contains("ui-")) {
        (_, _, true) => 4,
        (true, true, _) => 0,
        (false, true, _) => 1,
        (true, false, _) => 2,
        (false, false, _) => 3,
    }
}
