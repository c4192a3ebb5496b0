//! Where output goes: a file, written beside its place and renamed when whole; a folder; standard output.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Longest stem of a file name, in characters; with an ending and a number it stays under the 255 bytes of most file
/// systems, also in scripts of three bytes a letter.
const LONGEST_STEM: usize = 70;

/// Writes a whole file or none.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let explain = |error: std::io::Error| {
        format!(
            "cannot write {}: {error}; check that the folder is there and may be written to",
            path.display()
        )
    };
    if path.is_dir() {
        return Err(format!("cannot write {}: it is a folder; end it in / to write into it", path.display()));
    }
    let mut file = tempfile::Builder::new().prefix(".offprint-").tempfile_in(folder).map_err(explain)?;
    file.write_all(bytes).map_err(explain)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is its owner's alone; a finished one is like any other.
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(explain)?;
    }
    file.persist(path).map_err(|error| explain(error.error))?;
    Ok(())
}

/// Names for the files of a folder, each once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A file name made of a title: words joined by hyphens, numbered where it is taken already.
    pub(crate) fn name(&mut self, title: &str) -> PathBuf {
        let stem = stem(title);
        let mut name = stem.clone();
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}");
            number += 1;
        }
        PathBuf::from(name)
    }
}

fn stem(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’') {
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.chars().count() >= LONGEST_STEM {
            break;
        }
    }
    let stem = out.trim_matches('-').to_owned();
    // Names that Windows keeps for devices.
    let reserved = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if stem.is_empty() || reserved {
        format!("article{}{stem}", if stem.is_empty() { "" } else { "-" })
    } else {
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_taken_once() {
        let mut names = Names::default();
        assert_eq!(names.name("The Enemy’s Enemy: A/B"), PathBuf::from("the-enemys-enemy-a-b"));
        assert_eq!(names.name("the enemys enemy a b"), PathBuf::from("the-enemys-enemy-a-b-2"));
        assert_eq!(names.name("../../etc"), PathBuf::from("etc"));
        assert_eq!(names.name("CON"), PathBuf::from("article-con"));
        assert_eq!(names.name("日本語 の題"), PathBuf::from("日本語-の題"));
    }
}
