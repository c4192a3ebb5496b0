//! Content encodings undone (RFC 9110, §8.4): gzip, deflate, br (RFC 7932), zstd (RFC 8878).

use std::io::Read;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::ArchiveError;
use crate::readers::zstd::{self, Frames};

/// Most encodings that may lie over one another. Servers apply one; proxies at times one more.
const MAX_ENCODINGS: usize = 4;

/// A body whose encodings are undone, and what went wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) body: Vec<u8>,
    pub(crate) remarks: Vec<String>,
}

/// Undoes the encodings of a body, the last first, to at most `limit` bytes each. A body that is text in spite of what its head
/// says was stored decoded and stays; of one that breaks off what there is of it is kept.
///
/// # Errors
/// A body that is larger than the limit, in an encoding that is not known, or none of which can be decoded.
pub(crate) fn decode(body: Vec<u8>, encodings: &[String], limit: usize) -> Result<Decoded, ArchiveError> {
    let mut decoded = Decoded { body, remarks: Vec::new() };
    if encodings.len() > MAX_ENCODINGS {
        let what = format!("its body is said to be encoded {} times", encodings.len());
        return Err(ArchiveError::Malformed { format: "content encoding", what });
    }
    for name in encodings.iter().rev() {
        if decoded.body.is_empty() {
            break;
        }
        let body = decoded.body.as_slice();
        let (bytes, error) = match name.as_str() {
            "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => read(MultiGzDecoder::new(body), limit)?,
            "gzip" | "x-gzip" => continue,
            _ if is_text(body) => continue,
            "deflate" | "x-deflate" => deflate(body, limit)?,
            "br" => read(brotli_decompressor::Decompressor::new(body, 4096), limit)?,
            "zstd" if zstd::is_frame(body) => read(Frames::new(body, zstd::window_for(limit)), limit)?,
            "zstd" => continue,
            other => {
                let shown: String = other.chars().take(40).collect();
                let what = format!("{shown:?} is none that is known");
                return Err(ArchiveError::Malformed { format: "content encoding", what });
            }
        };
        match error {
            Some(error) if bytes.is_empty() => {
                if is_short_text(body) {
                    continue;
                }
                let what = format!("nothing of the body can be decoded from {name}: {error}");
                return Err(ArchiveError::Malformed { format: "content encoding", what });
            }
            // Bytes behind a whole body, which programs append: what was decoded ends as pages do.
            Some(error) => decoded.remarks.push(format!(
                "its {name} encoding breaks off after {} bytes, which were kept: {error}",
                bytes.len()
            )),
            None => {}
        }
        decoded.body = bytes;
    }
    Ok(decoded)
}

/// Reads all that can be read, up to the limit, and why it ended.
fn read(mut from: impl Read, limit: usize) -> Result<(Vec<u8>, Option<String>), ArchiveError> {
    let mut bytes = Vec::new();
    let most = (limit as u64).saturating_add(1);
    let error = from.by_ref().take(most).read_to_end(&mut bytes).err().map(|error| error.to_string());
    if bytes.len() > limit {
        return Err(ArchiveError::OverLimit {
            what: "bytes when decoded",
            found: bytes.len() as u64,
            limit: limit as u64,
            option: "max_bytes",
        });
    }
    Ok((bytes, error))
}

/// HTTP's deflate is zlib's format (RFC 1950), but some servers send bare deflate (RFC 1951).
fn deflate(body: &[u8], limit: usize) -> Result<(Vec<u8>, Option<String>), ArchiveError> {
    let zlib = match body {
        [method, flags, ..] => method & 15 == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0,
        _ => false,
    };
    if zlib {
        let (bytes, error) = read(ZlibDecoder::new(body), limit)?;
        if error.is_none() || !bytes.is_empty() {
            return Ok((bytes, error));
        }
    }
    read(DeflateDecoder::new(body), limit)
}

/// Whether the bytes are text: no compressed stream has so many bytes that are all of them signs.
fn is_text(body: &[u8]) -> bool {
    body.len() >= 64 && is_short_text(body)
}

fn is_short_text(body: &[u8]) -> bool {
    let head = body.get(..512).unwrap_or(body);
    let utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    utf8 && !head.iter().any(|&byte| byte < 9 || (14..32).contains(&byte) || byte == 127)
}
