//! What some bytes are: told by the bytes alone, never by a name or an address.

use offprint_model::MediaType;

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG, also animated.
    Png,
    /// GIF, also animated.
    Gif,
    /// WebP, also animated.
    Webp,
    /// SVG.
    Svg,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// Windows icon.
    Ico,
    /// AVIF: recognized, never decoded.
    Avif,
    /// HEIF, as telephones take it: recognized, never decoded.
    Heif,
    /// JPEG XL: recognized, never decoded.
    JpegXl,
}

impl Kind {
    /// What the bytes are, by how they begin; none where they are no known kind of picture.
    pub fn of(data: &[u8]) -> Option<Self> {
        let starts = |signature: &[u8]| data.starts_with(signature);
        let brand = data.get(8..12).filter(|_| data.get(4..8) == Some(b"ftyp"));
        Some(if starts(b"\xff\xd8\xff") {
            Self::Jpeg
        } else if starts(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if starts(b"GIF87a") || starts(b"GIF89a") {
            Self::Gif
        } else if starts(b"RIFF") && data.get(8..12) == Some(b"WEBP") {
            Self::Webp
        } else if starts(b"II*\0") || starts(b"MM\0*") {
            Self::Tiff
        } else if starts(b"\0\0\x01\0") && data.get(4..6).is_some_and(|count| count != [0, 0]) {
            Self::Ico
        } else if starts(b"BM") && is_bitmap(data) {
            Self::Bmp
        } else if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL \r\n\x87\n") {
            Self::JpegXl
        } else if let Some(brand) = brand {
            match brand {
                b"avif" | b"avis" => Self::Avif,
                b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" => Self::Heif,
                // The brand of the container; the kind stands among those that it is compatible with.
                b"mif1" | b"msf1" => {
                    if data.get(16..64).unwrap_or(data).chunks(4).any(|other| other == b"avif") {
                        Self::Avif
                    } else {
                        Self::Heif
                    }
                }
                _ => return None,
            }
        } else if is_svg(data) {
            Self::Svg
        } else {
            return None;
        })
    }

    /// The kind's usual name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Svg => "SVG",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Ico => "ICO",
            Self::Avif => "AVIF",
            Self::Heif => "HEIF",
            Self::JpegXl => "JPEG XL",
        }
    }

    /// The kind as a resource of an article has it; none for kinds that become PNG or are not embedded.
    pub const fn media_type(self) -> Option<MediaType> {
        match self {
            Self::Jpeg => Some(MediaType::Jpeg),
            Self::Png => Some(MediaType::Png),
            Self::Gif => Some(MediaType::Gif),
            Self::Webp => Some(MediaType::Webp),
            Self::Svg => Some(MediaType::Svg),
            Self::Bmp | Self::Tiff | Self::Ico | Self::Avif | Self::Heif | Self::JpegXl => None,
        }
    }
}

/// “BM” begins words too: the length of the second header is one of those that there are.
fn is_bitmap(data: &[u8]) -> bool {
    matches!(data.get(14..18), Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// How far the root element of a drawing is looked for: licences stand before it.
const HEAD: usize = 16 << 10;

/// Whether the root element of some XML is `svg`, with a prefix or without.
fn is_svg(data: &[u8]) -> bool {
    let head = String::from_utf8_lossy(data.get(..HEAD).unwrap_or(data));
    let mut rest = head.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        let after = if let Some(inner) = rest.strip_prefix("<?") {
            inner.split_once("?>")
        } else if let Some(inner) = rest.strip_prefix("<!--") {
            inner.split_once("-->")
        } else if let Some(inner) = rest.strip_prefix("<!DOCTYPE") {
            match inner.find(['[', '>']).map(|at| inner.split_at(at)) {
                Some((_, inner)) if inner.starts_with('[') => {
                    inner.split_once(']').and_then(|(_, after)| after.split_once('>'))
                }
                Some((_, inner)) => inner.split_once('>'),
                None => None,
            }
        } else {
            break;
        };
        let Some((_, after)) = after else { return false };
        rest = after;
    }
    let Some(inner) = rest.strip_prefix('<') else { return false };
    let name = inner.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name.rsplit(':').next() == Some("svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let cases: [(&[u8], Option<Kind>); 14] = [
            (b"\xff\xd8\xff\xe0", Some(Kind::Jpeg)),
            (b"GIF89a..", Some(Kind::Gif)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Kind::Webp)),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", Some(Kind::Avif)),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", Some(Kind::Avif)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Kind::Heif)),
            (b"BMW drives on and on and on", None),
            (b"BM....\0\0\0\0\x36\0\0\0\x28\0\0\0", Some(Kind::Bmp)),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Some(Kind::Svg)),
            (
                b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><!DOCTYPE svg [<!ENTITY a '>'>]>\n<s:svg/>",
                Some(Kind::Svg),
            ),
            (b"<!DOCTYPE html><html><svg/></html>", None),
            (b"<!DOCTYPE svg", None),
            (b"no picture", None),
            (b"", None),
        ];
        for (data, kind) in cases {
            assert_eq!(Kind::of(data), kind, "{}", String::from_utf8_lossy(data));
        }
    }
}
