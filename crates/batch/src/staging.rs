//! Outputs that wait for their places.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use offprint::{Format, Publication, WriteError, WriteOptions, Written};
use sha2::{Digest as _, Sha256};

use crate::BatchError;

/// A file that waits.
#[derive(Debug)]
pub(crate) struct Staged {
    pub format: Format,
    pub path: PathBuf,
    pub bytes: u64,
    pub sha256: String,
}

/// Why no file waits.
pub(crate) enum NotStaged {
    /// The article can't be written in this format.
    Article(WriteError),
    /// The disk is at fault.
    Disk(BatchError),
}

/// A file that remembers what the disk said: the formats tell it in words of their own.
struct Target {
    file: BufWriter<File>,
    error: Option<io::Error>,
}

impl Target {
    fn told<T>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &outcome
            && self.error.is_none()
        {
            self.error = Some(copy_of(error));
        }
        outcome
    }
}

/// An error of the same kind and words.
fn copy_of(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.file.write(bytes);
        self.told(outcome)
    }

    fn flush(&mut self) -> io::Result<()> {
        let outcome = self.file.flush();
        self.told(outcome)
    }
}

impl Seek for Target {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let outcome = self.file.seek(to);
        self.told(outcome)
    }
}

/// Writes a publication to a file that waits. Nothing is left where that fails.
pub(crate) fn stage(
    publication: &Publication,
    format: Format,
    options: &WriteOptions,
    path: &Path,
) -> Result<(Staged, Written), NotStaged> {
    let disk = |error| NotStaged::Disk(BatchError::output(path)(error));
    let file = File::options().read(true).write(true).create(true).truncate(true).open(path).map_err(disk)?;
    let mut target = Target { file: BufWriter::new(file), error: None };
    let outcome = offprint::write_seekable(publication, format, options, &mut target)
        .and_then(|written| target.flush().map(|()| written).map_err(WriteError::from));
    let result = match (outcome, target.error.take()) {
        (_, Some(error)) => Err(disk(error)),
        (Err(error), None) => Err(NotStaged::Article(error)),
        (Ok(written), None) => {
            digest(target.file.get_mut()).map(|(bytes, sha256)| (bytes, sha256, written)).map_err(disk)
        }
    };
    match result {
        Ok((bytes, sha256, written)) => {
            Ok((Staged { format, path: path.to_owned(), bytes, sha256 }, written))
        }
        Err(error) => {
            // What is left is removed when the next run begins.
            let _ = std::fs::remove_file(path);
            Err(error)
        }
    }
}

/// Length and SHA-256 of a file.
fn digest(file: &mut File) -> io::Result<(u64, String)> {
    file.seek(SeekFrom::Start(0))?;
    let (mut digest, mut length, mut buffer) = (Sha256::new(), 0, vec![0_u8; 1 << 16]);
    loop {
        let count = file.read(&mut buffer)?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
        digest.update(read);
        length += u64::try_from(count).unwrap_or_default();
    }
    Ok((length, offprint_model::hex(&digest.finalize())))
}
