//! The folder of the outputs, read.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::ReportError;

/// An output as the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub format: String,
    pub path: String,
    /// A line of a file and no file.
    pub is_line: bool,
    pub offset: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// What became of an output.
#[derive(Debug)]
pub(crate) enum Found {
    /// It is as it was made.
    Whole,
    Missing,
    /// How.
    Changed(String),
    Unreadable(io::Error),
}

/// The folder of the outputs.
pub(crate) struct Outputs {
    folder: PathBuf,
    /// The file of lines, kept open.
    lines: Option<(String, File)>,
}

/// So many bytes are read at a time.
const PIECE: usize = 64 * 1024;

impl Outputs {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), lines: None }
    }

    /// Where an output stands. A ledger that somebody else made must not lead out of the folder.
    pub fn path(&self, path: &str) -> Result<PathBuf, ReportError> {
        let is_below = !path.is_empty()
            && path.split('/').all(|part| {
                let mut components = Path::new(part).components();
                matches!((components.next(), components.next()), (Some(Component::Normal(name)), None) if name == part)
            })
            && !path.contains('\0');
        if !is_below {
            return Err(ReportError::Outside { path: path.to_owned() });
        }
        Ok(path.split('/').fold(self.folder.clone(), |folder, part| folder.join(part)))
    }

    /// Reads an output through, and compares it with what the ledger has.
    pub fn check(&mut self, output: &Output) -> Result<Found, ReportError> {
        let path = self.path(&output.path)?;
        Ok(self.read_through(&path, output, &mut |_| {}))
    }

    /// The bytes of an output, which are those that were made.
    ///
    /// # Errors
    /// Where it is not there, not as it was made, or over the limit of the option.
    pub fn read(
        &mut self,
        output: &Output,
        limit: u64,
        option: &'static str,
    ) -> Result<Vec<u8>, ReportError> {
        let path = self.path(&output.path)?;
        if output.bytes > limit {
            return Err(ReportError::OverLimit { path, found: output.bytes, limit, option });
        }
        let mut bytes = Vec::new();
        match self.read_through(&path, output, &mut |piece| bytes.extend_from_slice(piece)) {
            Found::Whole => Ok(bytes),
            Found::Missing => Err(ReportError::Missing { path }),
            Found::Changed(what) => Err(ReportError::Changed { path, what }),
            Found::Unreadable(error) => Err(ReportError::Unreadable { path, error }),
        }
    }

    fn read_through(&mut self, path: &Path, output: &Output, take: &mut dyn FnMut(&[u8])) -> Found {
        match self.digest(path, output, take) {
            Ok(Ok(digest)) if digest == output.sha256 => Found::Whole,
            Ok(Ok(digest)) => {
                Found::Changed(format!("its SHA-256 is {digest}, and the ledger has {}", output.sha256))
            }
            Ok(Err(what)) => Found::Changed(what),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Missing,
            Err(error) => Found::Unreadable(error),
        }
    }

    /// The digest of an output, or how it is seen to be another without one.
    fn digest(
        &mut self,
        path: &Path,
        output: &Output,
        take: &mut dyn FnMut(&[u8]),
    ) -> io::Result<Result<String, String>> {
        if !output.is_line {
            let there = std::fs::symlink_metadata(path)?;
            if !there.is_file() {
                return Ok(Err("it is no file".to_owned()));
            }
            if there.len() != output.bytes {
                return Ok(Err(format!("it has {} bytes, and the ledger has {}", there.len(), output.bytes)));
            }
            return pieces(&mut File::open(path)?, output.bytes, take);
        }
        let mut file = match self.lines.take() {
            Some((name, file)) if name == output.path => file,
            _ => File::open(path)?,
        };
        file.seek(SeekFrom::Start(output.offset))?;
        let digest = pieces(&mut file, output.bytes, take);
        self.lines = Some((output.path.clone(), file));
        digest
    }
}

fn pieces(file: &mut File, bytes: u64, take: &mut dyn FnMut(&[u8])) -> io::Result<Result<String, String>> {
    let mut hash = Sha256::new();
    let mut left = bytes;
    let mut buffer = vec![0; PIECE];
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        let count = file.read(buffer.get_mut(..most).unwrap_or_default())?;
        if count == 0 {
            return Ok(Err(format!("it ends {left} bytes before its end")));
        }
        let piece = buffer.get(..count).unwrap_or_default();
        hash.update(piece);
        take(piece);
        left -= u64::try_from(count).unwrap_or(left);
    }
    Ok(Ok(offprint_model::hex(&hash.finalize())))
}
