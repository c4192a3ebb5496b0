//! Pictures as a book carries them.

use std::collections::BTreeMap;

use offprint_images::{Album, ImageAccount, ImageLimits};
use offprint_model::{MediaType, Resource};
use sha2::{Digest as _, Sha256};

/// A picture's file.
pub(crate) struct Picture {
    /// Name beside the package document: `pictures/0123456789abcdef.png`.
    pub file: String,
    pub media_type: MediaType,
    pub data: Vec<u8>,
    /// Whether it moves.
    pub moves: bool,
}

/// The pictures that are used, each once however often it stands in the book.
pub(crate) struct Pictures {
    album: Album,
    by_file: BTreeMap<String, Picture>,
}

impl Pictures {
    /// None yet.
    pub fn new(limits: ImageLimits) -> Self {
        Self { album: Album::new(limits), by_file: BTreeMap::new() }
    }

    /// Takes a picture in and gives its file name; nothing for one that readers could not show.
    pub fn address(&mut self, resource: &Resource) -> Option<String> {
        let prepared = self.album.get(resource)?;
        // Named by what is in it: what comes out the same is stored once, whatever it was before.
        let digest: String =
            Sha256::digest(&prepared.data).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let file = format!("pictures/{digest}.{}", prepared.media_type.extension());
        self.by_file.entry(file.clone()).or_insert_with(|| Picture {
            file: file.clone(),
            media_type: prepared.media_type,
            data: prepared.data.clone(),
            moves: prepared.moves,
        });
        Some(file)
    }

    /// Whether a picture of the book moves.
    pub fn moves(&self, file: &str) -> bool {
        self.by_file.get(file).is_some_and(|picture| picture.moves)
    }

    /// All of them, by name, and what became of those that were asked for.
    pub fn into_files(self) -> (Vec<Picture>, ImageAccount) {
        (self.by_file.into_values().collect(), self.album.into_account())
    }
}
