//! What the ledger says of one record.

use std::fmt;
use std::str::FromStr;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// An article was found and every output made.
    Converted,
    /// It is a page, and holds no article.
    NoArticle,
    /// No article is looked for in it: a picture, a request, an error of the server.
    NotAPage,
    /// It is a page, and something went wrong: over a limit, or a defect.
    Failed,
    /// The archive is damaged there.
    Damaged,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Converted, Self::NoArticle, Self::NotAPage, Self::Failed, Self::Damaged];

    /// As the ledger writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Converted => "converted",
            Self::NoArticle => "no-article",
            Self::NotAPage => "not-a-page",
            Self::Failed => "failed",
            Self::Damaged => "damaged",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == name).ok_or(())
    }
}

/// One record, as the ledger has it. `docs/ledger.md` has the columns.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// Where it stands: the file in its archive or folder; empty where the archive is one file.
    pub member: String,
    /// Where it begins, in bytes as it is stored.
    pub offset: u64,
    /// Bytes as stored; 0 where that is not known.
    pub length: u64,
    /// The type that WARC has for it; `file` for files.
    pub record_type: String,
    /// WARC-Record-ID.
    pub record_id: Option<String>,
    /// Address that it was had from.
    pub target_uri: Option<String>,
    /// When it was captured.
    pub date: Option<String>,
    /// Media type that the server gave.
    pub media_type: Option<String>,
    /// Encoding that the server gave.
    pub charset: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// WARC-Payload-Digest as the archive writes it.
    pub payload_digest: Option<String>,
    /// SHA-256 of the page's bytes.
    pub sha256: Option<String>,
    /// The page's bytes.
    pub bytes: Option<u64>,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, as a word for machines: `over-limit:max_bytes`, `http-status`.
    pub reason: Option<String>,
    /// Why, as a sentence for a person.
    pub message: Option<String>,
    /// Fingerprint of how articles are found.
    pub settings: String,
    /// Fingerprint of the limits, where it went over one.
    pub limits: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Authors, with `; ` between them.
    pub author: Option<String>,
    /// Name of the site.
    pub site: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Words of the text.
    pub words: Option<u64>,
    /// Digest of the words of the text, by which the same text at other addresses is known.
    pub text_digest: Option<String>,
    /// How sure the parser is, from 0 to 1.
    pub confidence: Option<f32>,
    /// What was made.
    pub outputs: Vec<OutputRow>,
    /// What a careful user should know: its kind, and a sentence.
    pub warnings: Vec<(String, String)>,
    /// What was removed, by rule: pieces and their characters.
    pub removals: Vec<(String, u64, u64)>,
    /// Microseconds of finding the article.
    pub parse_us: u64,
    /// Microseconds of writing the outputs.
    pub write_us: u64,
}

impl Row {
    /// A row of which nothing is known but its type, outcome and settings.
    pub fn new(record_type: &str, outcome: Outcome, settings: &str) -> Self {
        Self {
            member: String::new(),
            offset: 0,
            length: 0,
            record_type: record_type.to_owned(),
            record_id: None,
            target_uri: None,
            date: None,
            media_type: None,
            charset: None,
            status: None,
            payload_digest: None,
            sha256: None,
            bytes: None,
            outcome,
            reason: None,
            message: None,
            settings: settings.to_owned(),
            limits: None,
            title: None,
            author: None,
            site: None,
            published: None,
            language: None,
            words: None,
            text_digest: None,
            confidence: None,
            outputs: Vec::new(),
            warnings: Vec::new(),
            removals: Vec::new(),
            parse_us: 0,
            write_us: 0,
        }
    }
}

/// One output of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputRow {
    /// What it is: `epub`, `jsonl`.
    pub format: String,
    /// Its path below the folder of the outputs, with `/` between the parts.
    pub path: String,
    /// Where a line begins in its file; 0 for files.
    pub offset: u64,
    /// Its bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Fingerprint of how it was written.
    pub settings: String,
}
