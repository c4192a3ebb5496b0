//! What is known of each format of the outputs.

/// What is known of a format.
pub(crate) struct FormatFacts {
    /// As the ledger has it.
    pub name: &'static str,
    /// Content-Type of a record that holds it.
    pub media_type: &'static str,
    /// formatName of PREMIS.
    pub long_name: &'static str,
    /// formatVersion of PREMIS.
    pub version: Option<&'static str>,
    /// Identifier in PRONOM, the register of formats of the National Archives (UK). Where it has none that is surely meant, none.
    pub puid: Option<&'static str>,
}

/// EPUB has one entry in PRONOM for all versions; PDFs of a batch are PDF/A-2a, for no source is attached to them.
const FORMATS: [FormatFacts; 7] = [
    FormatFacts {
        name: "epub",
        media_type: "application/epub+zip",
        long_name: "ePub format",
        version: Some("3.3"),
        puid: Some("fmt/483"),
    },
    FormatFacts {
        name: "pdf",
        media_type: "application/pdf",
        long_name: "Acrobat PDF/A - Portable Document Format",
        version: Some("2a"),
        puid: Some("fmt/476"),
    },
    FormatFacts {
        name: "txt",
        media_type: "text/plain;charset=utf-8",
        long_name: "Plain Text File",
        version: None,
        puid: Some("x-fmt/111"),
    },
    FormatFacts {
        name: "md",
        media_type: "text/markdown;charset=utf-8",
        long_name: "Markdown",
        version: None,
        puid: Some("fmt/1149"),
    },
    FormatFacts {
        name: "html",
        media_type: "text/html;charset=utf-8",
        long_name: "Hypertext Markup Language",
        version: Some("5"),
        puid: Some("fmt/471"),
    },
    FormatFacts {
        name: "json",
        media_type: "application/json",
        long_name: "JSON Data Interchange Format",
        version: None,
        puid: Some("fmt/817"),
    },
    // A line alone is a JSON text.
    FormatFacts {
        name: "jsonl",
        media_type: "application/json",
        long_name: "JSON Data Interchange Format",
        version: None,
        puid: Some("fmt/817"),
    },
];

/// A format that no version of the program had when this was written.
const UNKNOWN: FormatFacts = FormatFacts {
    name: "",
    media_type: "application/octet-stream",
    long_name: "unknown",
    version: None,
    puid: None,
};

/// What is known of a format.
pub(crate) fn format_facts(name: &str) -> &'static FormatFacts {
    FORMATS.iter().find(|format| format.name == name).unwrap_or(&UNKNOWN)
}
