//! What stands in an archive.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use offprint_model::ResourceSource;

/// Where a record stands: with the path of the archive, all that is needed to find it again ([`crate::Archive::seek`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The file in the archive or folder, with `/` between the names and `!/` where it goes into an archive within one:
    /// `saved/a.html`, `crawl.wacz!/archive/data.warc.gz`. Empty where the archive is one file of records (a WARC) or one page.
    pub member: String,
    /// Offset of the record in bytes as it is stored: in a WARC compressed by record where the record's member begins; in
    /// an export or web archive its number, in a message where the head of the part begins, in a zip or tar (before compression) that
    /// of the file; 0 in a folder.
    pub offset: u64,
    /// Bytes as stored; 0 where that is not known.
    pub length: u64,
}

/// What kind of record it is: the types of WARC (ISO 28500:2017, §5.5), or a file of another container.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordType {
    /// What a server answered.
    Response,
    /// A file without the answer's head.
    Resource,
    /// What was asked of a server.
    Request,
    /// About another record.
    Metadata,
    /// About the file.
    Warcinfo,
    /// An answer that was had before.
    Revisit,
    /// Another record in another form: the text of a WET file.
    Conversion,
    /// The rest of another record.
    Continuation,
    /// A file of a folder, zip or tar; a part of an MHTML or webarchive; an article of an export.
    File,
    /// A type that the standard does not have.
    Other(String),
}

impl RecordType {
    /// The name that WARC has for it; `file` for files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Request => "request",
            Self::Metadata => "metadata",
            Self::Warcinfo => "warcinfo",
            Self::Revisit => "revisit",
            Self::Conversion => "conversion",
            Self::Continuation => "continuation",
            Self::File => "file",
            Self::Other(name) => name,
        }
    }
}

/// Where the pictures of a page come from; may be asked from any thread.
pub type Resources = Arc<dyn ResourceSource + Send + Sync>;

/// One record, with everything the archive says of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    /// Its kind.
    pub record_type: RecordType,
    /// WARC-Record-ID, with its angle brackets taken off: `urn:uuid:…`.
    pub record_id: Option<String>,
    /// Absolute address that it was had from: WARC-Target-URI, Content-Location, `Snapshot-Content-Location`, what an export says.
    pub target_uri: Option<String>,
    /// When it was captured, as RFC 3339 in UTC: `2014-07-15T10:00:00Z`, with fractions of a second where the archive has them.
    pub date: Option<String>,
    /// WARC-Payload-Digest as it is written: `sha1:…`.
    pub payload_digest: Option<String>,
    /// Media type that the server or container gave, without parameters, in small letters: `text/html`.
    pub media_type: Option<String>,
    /// Encoding that the server or container gave (`charset`), which the page's own may contradict.
    pub charset: Option<String>,
    /// HTTP status.
    pub status: Option<u16>,
    /// Title that the container gives (exports, bookmarks), which may be the better one.
    pub title: Option<String>,
    /// For a page on disk its file: pictures may stand beside it.
    pub file: Option<PathBuf>,
    /// What it holds.
    pub content: Content,
    /// Where its pictures are, if the archive has any.
    pub resources: Option<Resources>,
    /// What a careful user should know of it, one sentence each: its digest does not match, it was cut off by the crawler…
    pub remarks: Vec<String>,
}

impl Record {
    /// A record of which nothing is known but its place, kind and content.
    pub fn new(place: Place, record_type: RecordType, content: Content) -> Self {
        Self {
            place,
            record_type,
            record_id: None,
            target_uri: None,
            date: None,
            payload_digest: None,
            media_type: None,
            charset: None,
            status: None,
            title: None,
            file: None,
            content,
            resources: None,
            remarks: Vec::new(),
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("place", &self.place)
            .field("record_type", &self.record_type)
            .field("record_id", &self.record_id)
            .field("target_uri", &self.target_uri)
            .field("date", &self.date)
            .field("media_type", &self.media_type)
            .field("charset", &self.charset)
            .field("status", &self.status)
            .field("content", &self.content)
            .field("remarks", &self.remarks)
            .finish_non_exhaustive()
    }
}

/// What a record holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// A page or text, its transfer and content encodings undone. That of a revisit is its original's.
    Page(Vec<u8>),
    /// Something that no article is looked for in.
    NotAPage(NotAPage),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(bytes) => write!(f, "Page({} bytes)", bytes.len()),
            Self::NotAPage(why) => write!(f, "NotAPage({why})"),
        }
    }
}

/// Why no article is looked for in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAPage {
    /// The record is about others (warcinfo, request, metadata) or of an unknown type.
    Type,
    /// What it holds is of another media type, as its head and bytes say: a picture, a script.
    MediaType(String),
    /// The server answered with an error or sent elsewhere.
    Status(u16),
    /// The record says that the page is as in an earlier record, which is not in this archive.
    OriginalElsewhere,
    /// It belongs to a page: a file in its `_files` folder, a frame.
    PartOf(String),
    /// A link of the file system, which is not followed.
    Link,
    /// Its name begins with a full stop, which hides it: what programs keep for themselves.
    Hidden,
    /// An export has no more than the address of it.
    AddressOnly,
    /// It is empty.
    Empty,
    /// It can't be read: what is known of it stands beside the damage.
    Unreadable,
}

impl fmt::Display for NotAPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type => f.write_str("a record of a type that holds no page"),
            Self::MediaType(name) => write!(f, "media type {name}"),
            Self::Status(code) => write!(f, "HTTP status {code}"),
            Self::OriginalElsewhere => f.write_str("a revisit whose original is not at hand"),
            Self::PartOf(page) => write!(f, "belongs to {page}"),
            Self::Link => f.write_str("a link, which is not followed"),
            Self::Hidden => f.write_str("hidden: its name begins with a full stop"),
            Self::AddressOnly => f.write_str("an address only; the export has no text of it"),
            Self::Empty => f.write_str("empty"),
            Self::Unreadable => f.write_str("it cannot be read"),
        }
    }
}
