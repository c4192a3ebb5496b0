//! Files that output goes into: written beside their place and put there when all of an input could be written.
//!
//! What is no regular file (a device, a pipe) is written straight into. Links are followed.

use std::fs::{File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Most links that are followed from a path, as Linux does (ELOOP).
const MOST_LINKS: usize = 40;

/// Bytes that wait beside their place under a passing name. Dropped, they are gone.
pub(crate) struct Staged {
    file: NamedTempFile,
}

/// Why a file is not where it should be.
pub(crate) enum NotPut {
    /// Something else stands there; what was to be put is given back.
    Taken(Staged),
    /// It can't be put there; for a person.
    Failed(String),
}

impl Staged {
    /// Writes beside `place`, with the permissions of what is there, or of any new file.
    pub(crate) fn beside(place: &Path, bytes: &[u8]) -> Result<Self, String> {
        let (staged, ()) =
            Self::made_by(place, |file| file.write_all(bytes).map_err(|error| cannot_write(place, &error)))?;
        Ok(staged)
    }

    /// Has a new file beside `place` filled, with the permissions of what is there, or of any new file; and what filling it gave.
    pub(crate) fn made_by<T>(
        place: &Path,
        fill: impl FnOnce(&mut File) -> Result<T, String>,
    ) -> Result<(Self, T), String> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".offprint-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // The system takes the umask off these.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let failed = |error: io::Error| cannot_write(place, &error);
        let mut file = builder.tempfile_in(folder_of(place)).map_err(failed)?;
        let made = fill(file.as_file_mut())?;
        if let Some(there) = std::fs::metadata(place).ok().filter(Metadata::is_file) {
            file.as_file().set_permissions(there.permissions()).map_err(failed)?;
        }
        Ok((Self { file }, made))
    }

    /// Puts it in its place, over what is there.
    pub(crate) fn put(self, place: &Path) -> Result<(), String> {
        self.file.persist(place).map(|_| ()).map_err(|error| cannot_write(place, &error.error))
    }

    /// Puts it in its place if nothing is there, also where another process puts something there at the same moment.
    pub(crate) fn put_new(self, place: &Path) -> Result<(), NotPut> {
        match self.file.persist_noclobber(place) {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(NotPut::Taken(Self { file: error.file }))
            }
            Err(error) => Err(NotPut::Failed(cannot_write(place, &error.error))),
        }
    }
}

/// Says which file can't be written, without the passing name that the error may hold.
fn cannot_write(place: &Path, error: &io::Error) -> String {
    let why = error
        .raw_os_error()
        .map_or_else(|| error.kind().to_string(), |code| io::Error::from_raw_os_error(code).to_string());
    format!("cannot write {}: {why}; check that the folder is there and may be written to", place.display())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What stands for standard output in place of a path.
pub(crate) const STANDARD_OUTPUT: &str = "-";

/// Where the bytes for a path go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A regular file or none yet; links are followed.
    File(PathBuf),
    /// Straight into what is there.
    Straight(PathBuf),
}

impl Place {
    /// Looks at what is there.
    pub(crate) fn of(path: &Path) -> Result<Self, String> {
        if path == Path::new(STANDARD_OUTPUT) {
            return Ok(Self::Straight(path.to_owned()));
        }
        let there = std::fs::metadata(path).ok();
        if there.as_ref().is_some_and(Metadata::is_dir) {
            return Err(format!(
                "cannot write {}: it is a folder; end it in / to write into it",
                path.display()
            ));
        }
        if is_open_already(path) || there.is_some_and(|there| !there.is_file()) {
            return Ok(Self::Straight(path.to_owned()));
        }
        let mut place = path.to_owned();
        for _ in 0..MOST_LINKS {
            let Ok(next) = std::fs::read_link(&place) else { return Ok(Self::File(place)) };
            place = folder_of(&place).join(next);
        }
        Err(format!("cannot write {}: its links lead in a circle; name another file", path.display()))
    }
}

/// Names of what the caller opened for us: a file behind them must not be replaced, as the caller holds the old one.
fn is_open_already(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdout", "/dev/stderr", "/proc"].iter().any(|name| path.starts_with(name))
}

/// Writes to standard output, a device, a pipe or what the caller opened.
pub(crate) fn write_straight(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path == Path::new(STANDARD_OUTPUT) {
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush());
    }
    let mut out = std::fs::OpenOptions::new().append(true).open(path)?;
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Whether two paths are one regular file, by whatever name or link.
pub(crate) fn same_file(one: &Path, other: &Path) -> bool {
    let (Ok(a), Ok(b)) = (std::fs::metadata(one), std::fs::metadata(other)) else { return false };
    if !a.is_file() || !b.is_file() {
        return false;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        a.dev() == b.dev() && a.ino() == b.ino()
    }
    #[cfg(not(unix))]
    {
        matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
    }
}
