//! Picks the eight embedded faces by PostScript name out of `typst-assets`, so that no font file is checked in
//! and the lock file pins what is embedded.
#![allow(clippy::expect_used, reason = "a build script fails by stopping the build, with the reason")]

use std::path::Path;

use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

const WANTED: [&str; 8] = [
    "LibertinusSerif-Regular",
    "LibertinusSerif-Italic",
    "LibertinusSerif-Bold",
    "LibertinusSerif-BoldItalic",
    "DejaVuSansMono",
    "DejaVuSansMono-Oblique",
    "DejaVuSansMono-Bold",
    "DejaVuSansMono-BoldOblique",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for wanted in WANTED {
        let data = typst_assets::fonts().find(|data| post_script_name(data).as_deref() == Some(wanted));
        let data = data.expect("typst-assets holds the faces listed in WANTED");
        std::fs::write(Path::new(&folder).join(wanted), data).expect("OUT_DIR can be written to");
    }
}

fn post_script_name(data: &[u8]) -> Option<String> {
    let font = FontRef::new(data).ok()?;
    let names = font.localized_strings(StringId::POSTSCRIPT_NAME);
    names.english_or_first().map(|name| name.chars().collect())
}
