//! The chunked transfer coding undone (RFC 9112, §7.1).

/// What became of a body that was said to come in chunks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Dechunked {
    /// It did, and all chunks are there.
    Whole(Vec<u8>),
    /// It did, and broke off; what is there of it.
    Broken(Vec<u8>),
    /// It does not: many crawlers store the joined body and keep the head as it came.
    Absent,
}

/// Joins the chunks. Where the first is no chunk, the body has none.
pub(crate) fn dechunk(body: &[u8]) -> Dechunked {
    let mut joined = Vec::new();
    let mut rest = body;
    let mut first = true;
    while let Some((size, after)) = size_line(rest) {
        if size == 0 {
            return Dechunked::Whole(joined);
        }
        let Some((chunk, behind)) = after.split_at_checked(size) else {
            // A size beyond the end is a chunk that was cut off, or no size at all but a word such as `Add`.
            if first && !rest.starts_with(b"0") && !is_plausible(rest) {
                return Dechunked::Absent;
            }
            joined.extend_from_slice(after);
            return Dechunked::Broken(joined);
        };
        let behind = match behind {
            [b'\r', b'\n', behind @ ..] | [b'\n', behind @ ..] => behind,
            [] | b"\r" => {
                joined.extend_from_slice(chunk);
                return Dechunked::Broken(joined);
            }
            _ if first => return Dechunked::Absent,
            _ => {
                joined.extend_from_slice(after);
                return Dechunked::Broken(joined);
            }
        };
        joined.extend_from_slice(chunk);
        rest = behind;
        first = false;
    }
    if first { Dechunked::Absent } else { Dechunked::Broken(joined) }
}

/// A size in hexadecimal digits, perhaps with white space and an extension behind it, and what stands behind its line.
fn size_line(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|&byte| byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    let size = line.split(|&byte| byte == b';').next()?.trim_ascii();
    if size.is_empty() || size.len() > 15 || !size.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
    Some((size, rest.get(1..)?))
}

/// Whether the line of a first chunk that is longer than the body was meant as one: it has a digit, and ends as HTTP's do.
fn is_plausible(bytes: &[u8]) -> bool {
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.ends_with(b"\r") && line.iter().any(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Dechunked {
        Dechunked::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn chunks_are_joined() {
        assert_eq!(
            dechunk(b"5\r\nHello\r\n7 ; a=b\r\n, world\r\n0\r\nTrailer: 1\r\n\r\n"),
            whole("Hello, world")
        );
        assert_eq!(dechunk(b"5\nHello\n0\n\n"), whole("Hello"));
        assert_eq!(dechunk(b"0\r\n\r\n"), whole(""));
    }

    #[test]
    fn what_has_no_chunks_is_left() {
        for body in [
            "<html>",
            "",
            "Add\nsome salt",
            "12\r\nand more than twelve follow here",
            "ffffffffffffffffffff\r\n",
        ] {
            assert_eq!(dechunk(body.as_bytes()), Dechunked::Absent, "{body}");
        }
    }

    #[test]
    fn what_breaks_off_is_kept() {
        let broken = |text: &str| Dechunked::Broken(text.as_bytes().to_vec());
        assert_eq!(dechunk(b"5\r\nHello\r\n7\r\n, wo"), broken("Hello, wo"));
        assert_eq!(dechunk(b"50\r\nHello"), broken("Hello"));
        assert_eq!(dechunk(b"5\r\nHello\r\nnonsense"), broken("Hello"));
        assert_eq!(dechunk(b"5\r\nHello"), broken("Hello"));
    }
}
