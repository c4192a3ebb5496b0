//! A crawl of any size, made of the fixtures, with every quirk that archives have: a WARC whose records are known in advance.
//!
//! The same number of records and seed give the same bytes.

use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Crawl {
    /// Records, the damaged ones among them.
    pub records: usize,
    /// Records that hold a page: some with an article, some without.
    pub pages: usize,
    /// Places where the archive is damaged.
    pub damaged: usize,
}

/// Numbers that look like chance and are the same for the same seed (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound.max(1)
    }
}

/// A page that a crawl is made of.
struct Fixture {
    name: String,
    bytes: Vec<u8>,
    is_html: bool,
}

fn fixtures(folder: &Path) -> io::Result<Vec<Fixture>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let Some(is_html) = ending.and_then(|ending| match ending {
            "html" => Some(true),
            "txt" => Some(false),
            _ => None,
        }) else {
            continue;
        };
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        // A list of faults, no page.
        if name != "known-faults" {
            found.push(Fixture { name, bytes: std::fs::read(&path)?, is_html });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Writes a crawl of so many records, gzip by record.
///
/// # Errors
/// Where the fixtures can't be read or the crawl not be written.
pub fn write_crawl(out: impl Write, fixtures_in: &Path, records: usize, seed: u64) -> io::Result<Crawl> {
    let pages = fixtures(fixtures_in)?;
    let mut writer = Writer { out, made: Crawl::default(), chance: Chance(seed | 1), pictures: 0 };
    writer.record(
        "warcinfo",
        None,
        "application/warc-fields",
        &[],
        b"software: offprint tests\r\nformat: WARC File Format 1.1\r\n",
    )?;
    let mut n = 0;
    while writer.made.records < records {
        let Some(page) = pages.get(n % pages.len().max(1)) else { break };
        writer.visit(page, n, records)?;
        n += 1;
    }
    writer.out.flush()?;
    Ok(writer.made)
}

struct Writer<W> {
    out: W,
    made: Crawl,
    chance: Chance,
    pictures: usize,
}

impl<W: Write> Writer<W> {
    /// A visit to a page: what was asked, what was answered, a picture, a record about it; and now and then something else.
    fn visit(&mut self, page: &Fixture, n: usize, records: usize) -> io::Result<()> {
        let uri = format!("https://site-{}.example.org/{}/{}-{n}.html", n % 37, 2000 + n % 25, page.name);
        let room = |writer: &Self| writer.made.records < records;
        let picture = format!("/pictures/{n}.png");
        let body = changed(page, n, (n.is_multiple_of(5)).then_some(picture.as_str()));
        let is_first = n.is_multiple_of(10);
        if n.is_multiple_of(5) && is_first {
            self.picture(&uri, &picture)?;
        }
        if n.is_multiple_of(3) && room(self) {
            let ask = format!("GET /{n} HTTP/1.1\r\nHost: example.org\r\n\r\n");
            self.record("request", Some(&uri), "application/http;msgtype=request", &[], ask.as_bytes())?;
        }
        if room(self) {
            self.page(page, &uri, &body, n)?;
        }
        if n.is_multiple_of(5) && !is_first && room(self) {
            self.picture(&uri, &picture)?;
        }
        if n.is_multiple_of(4) && room(self) {
            self.record("metadata", Some(&uri), "application/warc-fields", &[], b"fetchTimeMs: 128\r\n")?;
        }
        if n % 7 == 3 && room(self) {
            self.other(n)?;
        }
        Ok(())
    }

    /// The page, in one of the ways in which servers and crawlers have it.
    fn page(&mut self, page: &Fixture, uri: &str, body: &[u8], n: usize) -> io::Result<()> {
        let media_type = if page.is_html { "text/html" } else { "text/plain; charset=utf-8" };
        let http = "application/http;msgtype=response";
        self.made.pages += 1;
        let answer = |fields: &str, body: &[u8]| {
            let mut block =
                format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n{fields}\r\n").into_bytes();
            block.extend_from_slice(body);
            block
        };
        match n % 16 {
            0 => self.record(
                "response",
                Some(uri),
                http,
                &[],
                &answer("Transfer-Encoding: chunked\r\n", &chunked(body)),
            ),
            1 => self.record(
                "response",
                Some(uri),
                http,
                &[],
                &answer("Content-Encoding: gzip\r\n", &gzip(body)?),
            ),
            2 => self.record(
                "response",
                Some(uri),
                http,
                &[],
                &answer("Content-Encoding: deflate\r\n", &zlib(body)?),
            ),
            3 => self.record(
                "response",
                Some(uri),
                http,
                &[],
                &answer("Content-Encoding: deflate\r\n", &deflate(body)?),
            ),
            // Crawlers undo encodings and keep the head.
            4 => self.record(
                "response",
                Some(uri),
                http,
                &[],
                &answer("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", body),
            ),
            5 => {
                let both = answer(
                    "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                    &chunked(&gzip(body)?),
                );
                self.record("response", Some(uri), http, &[], &both)
            }
            6 => self.record("resource", Some(uri), media_type, &[], body),
            // Heads of old crawlers, with line feeds alone and folded fields.
            7 => {
                let block = answer("X-Folded: one\r\n two\r\n", body);
                let head = format!(
                    "WARC/1.0\nWARC-Type: response\nwarc-record-id: <{}>\nWARC-Date: {}\nWARC-Target-URI:\n {uri}\nContent-Type: {http}\nContent-Length: {}\n\n",
                    id(self.made.records),
                    date(self.made.records),
                    block.len()
                );
                self.raw(head.as_bytes(), &block)
            }
            8 => self.record(
                "response",
                Some(uri),
                http,
                &[("WARC-Truncated", "length")],
                &answer("", body.get(..body.len() * 3 / 4).unwrap_or(body)),
            ),
            9 if !page.is_html => self.record("conversion", Some(uri), "text/plain", &[], body),
            // A body that breaks off within its encoding.
            10 => {
                let packed = gzip(body)?;
                let part = packed.get(..packed.len() * 9 / 10).unwrap_or(&packed);
                self.record("response", Some(uri), http, &[], &answer("Content-Encoding: gzip\r\n", part))
            }
            _ => self.record("response", Some(uri), http, &[], &answer("", body)),
        }
    }

    /// What crawls hold besides pages, and what is wrong in them.
    fn other(&mut self, n: usize) -> io::Result<()> {
        let uri = format!("https://site-{}.example.org/other/{n}", n % 37);
        let http = "application/http;msgtype=response";
        match n / 7 % 13 {
            0 => self.record(
                "response",
                Some(&uri),
                http,
                &[],
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>Not found</h1>",
            ),
            1 => self.record("response", Some(&uri), http, &[], b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"),
            2 => self.record(
                "response",
                Some(&uri),
                http,
                &[],
                b"HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n\r\nlet a = 1;",
            ),
            3 => self.record(
                "response",
                Some(&uri),
                http,
                &[],
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
            ),
            4 => self.revisit(n),
            // A revisit of a revisit of itself.
            5 => {
                let own = id(self.made.records);
                let fields = [("WARC-Refers-To", format!("<{own}>")), ("WARC-Profile", PROFILE.to_owned())];
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.record("revisit", Some(&uri), http, &fields, b"HTTP/1.1 200 OK\r\n\r\n")
            }
            6 => self.record("x-unknown", Some(&uri), "application/octet-stream", &[], &[0, 1, 2, 255]),
            // A head that is none.
            7 => {
                self.made.damaged += 1;
                self.raw(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n", b"words")
            }
            // A member that is damaged.
            8 => {
                self.made.damaged += 1;
                self.made.records += 1;
                let mut packed = gzip(
                    format!(
                        "WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 5000\r\n\r\n{}",
                        "words ".repeat(900)
                    )
                    .as_bytes(),
                )?;
                let length = packed.len();
                packed.truncate(length * 2 / 3);
                self.out.write_all(&packed)
            }
            // Many levels, within what a parser does in a blink.
            9 => {
                self.made.pages += 1;
                let body = format!(
                    "<title>Deep {n}</title>{}<p>At the bottom of it stands one sentence that somebody wrote.</p>",
                    "<div>".repeat(2_000)
                );
                self.record("resource", Some(&uri), "text/html", &[], body.as_bytes())
            }
            10 => {
                self.made.pages += 1;
                let body = format!(
                    "<title>../../etc/passwd {n} \u{202e}\0</title><table><tr><td colspan=9007199254740991>x</table><p>\u{fffe}&#xD800; words</p>"
                );
                self.record("resource", Some(&uri), "text/html", &[], body.as_bytes())
            }
            // A page that a script would fill.
            11 => {
                self.made.pages += 1;
                self.record(
                    "resource",
                    Some(&uri),
                    "text/html",
                    &[],
                    b"<html><head><title>Loading</title></head><body><div id=root></div><script src=/a.js></script></body></html>",
                )
            }
            // Zeroes that are a thousand times what is stored.
            _ => {
                let bomb = gzip(&vec![0_u8; 4 << 20])?;
                let mut block =
                    b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
                block.extend_from_slice(&bomb);
                self.record("response", Some(&uri), http, &[], &block)
            }
        }
    }

    /// A record that says that a page is as in an earlier record.
    fn revisit(&mut self, n: usize) -> io::Result<()> {
        let earlier = usize::try_from(self.chance.below(self.made.records as u64)).unwrap_or(0);
        let refers = format!("<{}>", id(earlier));
        let uri = format!("https://mirror.example.net/{n}");
        let fields = [("WARC-Refers-To", refers.as_str()), ("WARC-Profile", PROFILE)];
        self.record(
            "revisit",
            Some(&uri),
            "application/http;msgtype=response",
            &fields,
            b"HTTP/1.1 200 OK\r\n\r\n",
        )
    }

    fn picture(&mut self, page: &str, path: &str) -> io::Result<()> {
        let host = page.split('/').nth(2).unwrap_or_default();
        // Pages on the net are asked over one scheme and archived over another.
        let scheme = if self.pictures.is_multiple_of(2) { "https" } else { "http" };
        self.pictures += 1;
        let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n".to_vec();
        block.extend_from_slice(&png(self.pictures)?);
        self.record(
            "response",
            Some(&format!("{scheme}://{host}{path}")),
            "application/http;msgtype=response",
            &[],
            &block,
        )
    }

    fn record(
        &mut self,
        kind: &str,
        uri: Option<&str>,
        content_type: &str,
        fields: &[(&str, &str)],
        block: &[u8],
    ) -> io::Result<()> {
        use std::fmt::Write as _;
        let mut head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{}>\r\nWARC-Date: {}\r\n",
            id(self.made.records),
            date(self.made.records)
        );
        if let Some(uri) = uri {
            let _ = write!(head, "WARC-Target-URI: {uri}\r\n");
        }
        for (name, value) in fields {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        let _ = write!(head, "Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", block.len());
        self.raw(head.as_bytes(), block)
    }

    fn raw(&mut self, head: &[u8], block: &[u8]) -> io::Result<()> {
        self.made.records += 1;
        let mut member = GzEncoder::new(&mut self.out, Compression::fast());
        member.write_all(head)?;
        member.write_all(block)?;
        member.write_all(b"\r\n\r\n")?;
        member.finish().map(|_| ())
    }
}

const PROFILE: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

fn id(record: usize) -> String {
    format!("urn:uuid:00000000-0000-8000-8000-{record:012x}")
}

fn date(record: usize) -> String {
    format!(
        "2024-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        1 + record % 12,
        1 + record % 28,
        record % 24,
        record % 60,
        record % 59
    )
}

/// A fixture as a page of its own: with a number in its title, a paragraph more, and perhaps a picture.
fn changed(page: &Fixture, n: usize, picture: Option<&str>) -> Vec<u8> {
    // Pages in other encodings stay as they are: they are in the crawl several times.
    let Ok(text) = std::str::from_utf8(&page.bytes) else { return page.bytes.clone() };
    if !page.is_html {
        return format!("{text}\n\nThis is copy {n} of the text, which the crawler came by on its way.\n")
            .into_bytes();
    }
    let added = format!(
        "</p><p>This is copy {n} of the page, which the crawler came by on its way.</p>{}<p>",
        picture
            .map(|src| format!("<p><img src=\"{src}\" alt=\"Picture {n}\" width=\"40\" height=\"30\"></p>"))
            .unwrap_or_default()
    );
    text.replacen("</title>", &format!(" {n}</title>"), 1).replacen("</p>", &added, 1).into_bytes()
}

fn png(n: usize) -> io::Result<Vec<u8>> {
    let shade = |x: u32, y: u32| u8::try_from((x as usize * 5 + y as usize * 3 + n) % 256).unwrap_or(0);
    let picture =
        image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([shade(x, y), shade(y, x), shade(x + y, x)]));
    let mut out = io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).map_err(io::Error::other)?;
    Ok(out.into_inner())
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 64);
    for chunk in body.chunks(1_000) {
        out.extend_from_slice(format!("{:x};ext=1\r\n", chunk.len()).as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\nTrailer: x\r\n\r\n");
    out
}

fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(body)?;
    out.finish()
}

fn zlib(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::fast());
    out.write_all(body)?;
    out.finish()
}

fn deflate(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::fast());
    out.write_all(body)?;
    out.finish()
}
