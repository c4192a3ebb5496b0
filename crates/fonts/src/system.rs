//! The fonts of the machine, for scripts that the embedded faces lack.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fontdb::{Database, ID, Source};
use skrifa::raw::FontRef;
use unicode_script::Script;

use crate::coverage::Coverage;
use crate::design::{Design, check};
use crate::font_file::plain_name;
use crate::{Face, FaceData, Style, Tradition};

/// The fonts found in folders of the machine. Folders and files are read when text is first met that the other faces
/// lack; until then nothing is.
pub struct SystemFonts {
    /// The folder; none for where the system keeps its fonts.
    folder: Option<PathBuf>,
    catalogue: OnceLock<Catalogue>,
    found: Mutex<Found>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Weight and slope.
    pub style: Style,
    /// The script of the text that the characters stand in; [`Script::Common`] for signs on their own.
    pub script: Script,
    /// The shapes that its language wants.
    pub tradition: Tradition,
}

/// A wish as a key: scripts have no order, but names do.
type Key = (Style, &'static str, Tradition);

/// The faces that are there and can be embedded, by name: two machines with the same fonts choose the same.
struct Catalogue {
    database: Database,
    faces: Vec<Listed>,
}

struct Listed {
    id: ID,
    /// PostScript name.
    name: String,
    path: PathBuf,
    index: u32,
    design: Design,
    rank: u8,
    /// Which characters it has; read when it is first asked for.
    coverage: OnceLock<Coverage>,
}

/// What was found before, so that each question is asked of the files once.
#[derive(Default)]
struct Found {
    /// For each wish the faces in the order in which they are tried: places in the catalogue.
    orders: BTreeMap<Key, Arc<[usize]>>,
    faces: BTreeMap<Key, BTreeMap<String, Option<Face>>>,
    files: BTreeMap<PathBuf, Arc<Vec<u8>>>,
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
            let mut faces: Vec<Listed> =
                database.faces().filter_map(|face| listed(&database, face)).collect();
            faces.sort_by(|a, b| (&a.name, &a.path, a.index).cmp(&(&b.name, &b.path, b.index)));
            Catalogue { database, faces }
        })
    }

    /// A face with glyphs for all of `cluster`, the characters of one letter with its marks: made for the shapes that the
    /// language wants; serif, because text is set in one; for the script rather than for many; of the weight and slope that
    /// is wanted, or near. Condensed, thin and monospaced faces come last. The answer depends on nothing that was asked before.
    pub fn find(&self, cluster: &str, wish: Wish) -> Option<Face> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let key: Key = (wish.style, wish.script.short_name(), wish.tradition);
        if let Some(face) = found.faces.get(&key).and_then(|faces| faces.get(cluster)) {
            return face.clone();
        }
        let catalogue = self.catalogue();
        let order = found.orders.entry(key).or_insert_with(|| catalogue.order(wish)).clone();
        let listed = order
            .iter()
            .filter_map(|place| catalogue.faces.get(*place))
            .find(|listed| catalogue.coverage(listed).shows(cluster));
        let face = listed.and_then(|listed| {
            let data = match found.files.get(&listed.path) {
                Some(data) => Arc::clone(data),
                None => {
                    let data = Arc::new(std::fs::read(&listed.path).ok()?);
                    found.files.insert(listed.path.clone(), Arc::clone(&data));
                    data
                }
            };
            Some(Face {
                name: listed.name.clone(),
                data: FaceData::Read(data),
                index: listed.index,
                axes: listed.design.axes(wish.style),
            })
        });
        found.faces.entry(key).or_default().insert(cluster.to_owned(), face.clone());
        face
    }
}

/// A face for the catalogue; none if it may not or cannot be embedded.
fn listed(database: &Database, face: &fontdb::FaceInfo) -> Option<Listed> {
    let Source::File(path) = &face.source else { return None };
    let design = database
        .with_face_data(face.id, |data, index| {
            let font = FontRef::from_index(data, index).ok()?;
            // Colour fonts may have outlines beside their pictures, but bitmap fonts have none.
            check(&font).ok()?;
            Some(Design::of(&font))
        })
        .flatten()?;
    let name = plain_name(&face.post_script_name);
    let rank = rank(&name, design.monospaced);
    Some(Listed {
        id: face.id,
        name,
        path: path.clone(),
        index: face.index,
        design,
        rank,
        coverage: OnceLock::new(),
    })
}

impl Catalogue {
    fn order(&self, wish: Wish) -> Arc<[usize]> {
        let script: String = wish
            .script
            .full_name()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_ascii_lowercase();
        let mut order: Vec<_> = self
            .faces
            .iter()
            .enumerate()
            .map(|(place, face)| {
                let own = face.name.to_ascii_lowercase().contains(&script);
                // Fonts of one face may be of any width and weight: Symbola says that it is semi-condensed.
                let (low, high) = face.design.weights;
                let plain = face.design.normal_width && low <= 700 && high >= 400;
                let fit = wish.tradition.fit(&face.name);
                ((fit, !plain, face.rank, !own, face.design.distance(wish.style)), place)
            })
            .collect();
        // The places are in the order of the names.
        order.sort();
        order.into_iter().map(|(_, place)| place).collect()
    }

    fn coverage<'a>(&self, listed: &'a Listed) -> &'a Coverage {
        listed.coverage.get_or_init(|| {
            self.database
                .with_face_data(listed.id, |data, index| {
                    FontRef::from_index(data, index).map(|font| Coverage::of(&font)).unwrap_or_default()
                })
                .unwrap_or_default()
        })
    }
}

/// Text faces before others: serif families of wide coverage first.
fn rank(name: &str, monospaced: bool) -> u8 {
    /// Parts of names of faces with serifs, or with the contrast that goes with them in other scripts.
    const SERIF: [&str; 12] = [
        "serif", "naskh", "nastaliq", "song", "ming", "mincho", "myeongjo", "myungjo", "batang", "simsun",
        "roman", "times",
    ];
    let name = name.to_ascii_lowercase();
    let serif = SERIF.iter().any(|part| name.contains(part)) && !name.contains("sansserif");
    let for_screens = monospaced || name.contains("mono") || name.contains("ui-");
    match (name.contains("noto"), serif, for_screens) {
        (_, _, true) => 4,
        (true, true, _) => 0,
        (false, true, _) => 1,
        (true, false, _) => 2,
        (false, false, _) => 3,
    }
}
