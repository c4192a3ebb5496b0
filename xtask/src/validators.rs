//! Installing the outside validators: epubcheck, veraPDF, qpdf, pdftotext, TeX; and fonts for scripts that the embedded ones lack.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A font of each package that the tests of scripts want: `fonts-noto-core`, `fonts-noto-cjk`, `fonts-symbola`.
const FONTS: [&str; 3] = [
    "truetype/noto/NotoSerifDevanagari-Regular.ttf",
    "opentype/noto/NotoSerifCJK-Regular.ttc",
    "truetype/ancient-scripts/Symbola_hint.ttf",
];

/// Installs what is not there yet, under `target/validators`, and gives the variables that name the programs.
///
/// # Errors
/// What could not be installed, and how to go on without.
pub(crate) fn install() -> Result<Vec<(&'static str, PathBuf)>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = std::path::absolute(target.join("validators")).map_err(|error| error.to_string())?;
    let (epubcheck, verapdf) = (folder.join("bin/epubcheck"), folder.join("bin/verapdf"));
    if !(epubcheck.exists()
        && folder.join("Epubs.class").exists()
        && verapdf.exists()
        && Path::new("/usr/bin/qpdf").exists()
        && Path::new("/usr/bin/pdftotext").exists()
        && Path::new("/usr/bin/tex").exists()
        && FONTS.iter().all(|font| Path::new("/usr/share/fonts").join(font).exists()))
    {
        eprintln!("xtask: installing validators in {}", folder.display());
        let status = Command::new("bash").arg(root.join("xtask/validators/install.sh")).arg(&folder).status();
        if !status.is_ok_and(|status| status.success()) {
            return Err(
                "the validators could not be installed; `cargo test --workspace` runs without them".into()
            );
        }
    }
    Ok(vec![
        ("OFFPRINT_EPUBCHECK", epubcheck),
        ("OFFPRINT_VERAPDF", verapdf),
        ("OFFPRINT_QPDF", PathBuf::from("/usr/bin/qpdf")),
        ("OFFPRINT_PDFTOTEXT", PathBuf::from("/usr/bin/pdftotext")),
        ("OFFPRINT_TEX", PathBuf::from("/usr/bin/tex")),
        ("OFFPRINT_FONTS", PathBuf::from("/usr/share/fonts")),
    ])
}
