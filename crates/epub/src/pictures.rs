//! Pictures as a book carries them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use offprint_images::{Album, ImageAccount, ImageLimits};
use offprint_model::{Deadline, MediaType, Publication, Resource, resource_id};
use sha2::{Digest as _, Sha256};

/// A picture's file.
pub(crate) struct Picture<'a> {
    /// Name beside the package document: `pictures/0123456789abcdef.png`.
    pub file: String,
    pub media_type: MediaType,
    pub data: Cow<'a, [u8]>,
}

/// A picture that is used.
struct Used {
    /// Digest of the bytes that it was made from.
    source: [u8; 32],
    moves: bool,
}

/// The pictures that are used, each once however often it stands in the book.
pub(crate) struct Pictures<'a> {
    album: Album<'a>,
    by_file: BTreeMap<String, Used>,
}

impl<'a> Pictures<'a> {
    /// None yet.
    pub fn new(publication: &'a Publication, limits: ImageLimits, deadline: Deadline) -> Self {
        Self { album: Album::new(publication, limits, deadline), by_file: BTreeMap::new() }
    }

    /// Takes a picture in and gives its file name; nothing for one that readers could not show.
    pub fn address(&mut self, resource: &Resource) -> Option<String> {
        let prepared = self.album.get(resource)?;
        // Named by what is in it: what comes out the same is stored once, whatever it was before.
        let id = resource_id(&prepared.data);
        let digest = id.strip_prefix('r').unwrap_or(&id);
        let file = format!("pictures/{digest}.{}", prepared.media_type.extension());
        let moves = prepared.moves;
        self.by_file
            .entry(file.clone())
            .or_insert_with(|| Used { source: Sha256::digest(&resource.data).into(), moves });
        Some(file)
    }

    /// Whether a picture of the book moves.
    pub fn moves(&self, file: &str) -> bool {
        self.by_file.get(file).is_some_and(|picture| picture.moves)
    }

    /// All of them, by name, and what became of those that were asked for.
    pub fn into_files(self) -> (Vec<Picture<'a>>, ImageAccount) {
        let (mut prepared, account) = self.album.into_pictures();
        let files = self.by_file.into_iter().filter_map(|(file, used)| {
            let prepared = prepared.remove(&used.source)?;
            Some(Picture { file, media_type: prepared.media_type, data: prepared.data })
        });
        (files.collect(), account)
    }
}
