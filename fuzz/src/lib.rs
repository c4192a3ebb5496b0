//! What reads bytes from elsewhere, handed bytes that nobody would write.
//!
//! A target takes any bytes and returns; it fails by panicking, by running out of time or memory, or where what comes out
//! breaks a promise. `cargo xtask fuzz` builds and runs them all.
#![forbid(unsafe_code)]

mod archive;
mod book_file;
mod emit;
mod font;
mod page;
mod picture;
mod site_files;

/// A target.
#[derive(Debug)]
pub struct Target {
    /// Its name, which is also that of its folders of seeds, corpus and artifacts.
    pub name: &'static str,
    /// Runs it once.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 20] = [
    Target { name: "decode", run: page::decode },
    Target { name: "parse_html", run: page::html },
    Target { name: "scrape", run: page::scrape },
    Target { name: "site_files", run: site_files::run },
    Target { name: "emit_text", run: emit::text },
    Target { name: "emit_html", run: emit::html },
    Target { name: "emit_epub", run: emit::epub },
    Target { name: "emit_pdf", run: emit::pdf },
    Target { name: "emit_model", run: emit::model },
    Target { name: "pictures", run: picture::run },
    Target { name: "fonts", run: font::run },
    Target { name: "book_file", run: book_file::run },
    Target { name: "archive_warc", run: archive::warc },
    Target { name: "archive_zip", run: archive::zip },
    Target { name: "archive_mhtml", run: archive::mhtml },
    Target { name: "archive_webarchive", run: archive::webarchive },
    Target { name: "archive_export", run: archive::export },
    Target { name: "archive_tar", run: archive::tar },
    Target { name: "archive_cdxj", run: archive::cdxj },
    Target { name: "archive_wacz", run: archive::wacz },
];
