//! Bytes by which files of other kinds are told, and endings by which texts that are no page are told.

/// Offset, bytes that stand there, media type.
const MAGIC: [(usize, &[u8], &str); 33] = [
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (0, b"OTTO", "font/otf"),
    (0, b"\x00\x01\x00\x00\x00", "font/ttf"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\0asm", "application/wasm"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"bplist00", "application/x-bplist"),
    (0, b"Cr24", "application/x-chrome-extension"),
];

/// Endings of names, and the media types of texts that have them.
const ENDINGS: [(&str, &str); 33] = [
    ("atom", "application/atom+xml"),
    ("bib", "text/x-bibtex"),
    ("c", "text/x-c"),
    ("cdxj", "application/x-cdxj"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("ics", "text/calendar"),
    ("ini", "text/x-ini"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("less", "text/x-less"),
    ("log", "text/x-log"),
    ("m3u8", "application/vnd.apple.mpegurl"),
    ("map", "application/json"),
    ("mjs", "text/javascript"),
    ("php", "application/x-httpd-php"),
    ("py", "text/x-python"),
    ("rss", "application/rss+xml"),
    ("rtf", "application/rtf"),
    ("scss", "text/x-scss"),
    ("sh", "application/x-sh"),
    ("sql", "application/sql"),
    ("srt", "application/x-subrip"),
    ("svg", "image/svg+xml"),
    ("toml", "application/toml"),
    ("tsv", "text/tab-separated-values"),
    ("vcf", "text/vcard"),
    ("vtt", "text/vtt"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
];

/// The media type of a file that is no text, by its first bytes.
pub(crate) fn media_type_of_bytes(head: &[u8]) -> Option<&'static str> {
    let found = MAGIC
        .iter()
        .find(|(offset, bytes, _)| head.get(*offset..).is_some_and(|rest| rest.starts_with(bytes)));
    found.map(|(_, _, name)| *name)
}

/// The media type of a text that is no page, by the ending of its name.
pub(crate) fn media_type_of_name(name: &str) -> Option<&'static str> {
    let ending = ending(name)?;
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type)
}

/// What follows the last full stop of a name, in small letters.
pub(crate) fn ending(name: &str) -> Option<String> {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending.to_ascii_lowercase())
}
