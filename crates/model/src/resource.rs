//! Pictures that travel with an article.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An embedded picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Resource {
    /// Identifier: `r` and the first 16 hexadecimal digits of the SHA-256 of the bytes; unique in the article.
    pub id: String,
    /// What the bytes are, found from the bytes.
    pub media_type: MediaType,
    /// Where the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Width in pixels; 0 where an SVG has none.
    pub width: u32,
    /// Height in pixels; 0 where an SVG has none.
    pub height: u32,
    /// The bytes; base64 in JSON.
    #[serde(serialize_with = "to_base64", deserialize_with = "from_base64")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub data: Vec<u8>,
}

/// Kinds of picture that are embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MediaType {
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// GIF.
    #[serde(rename = "image/gif")]
    Gif,
    /// WebP.
    #[serde(rename = "image/webp")]
    Webp,
    /// SVG.
    #[serde(rename = "image/svg+xml")]
    Svg,
}

impl MediaType {
    /// The media type's name: `image/jpeg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The usual ending of a file name: `jpg`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Svg => "svg",
        }
    }
}

/// Where the bytes of a page's pictures can be had: files beside it, an archive, the network. The library
/// opens nothing by itself; what a source does is the caller's choice.
pub trait ResourceSource {
    /// The bytes of the picture at `url`, which stands in the page as `written` (before it was made absolute),
    /// or `None` where the source has none. Never more than `limit` bytes: a source gives `None` for longer ones.
    fn get(&self, url: &str, written: &str, limit: usize) -> Option<Vec<u8>>;
}

/// A source that has nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoResources;

impl ResourceSource for NoResources {
    fn get(&self, _url: &str, _written: &str, _limit: usize) -> Option<Vec<u8>> {
        None
    }
}

fn to_base64<S: Serializer>(data: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    use base64::Engine as _;
    serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(data))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    use base64::Engine as _;
    let text = String::deserialize(deserializer)?;
    base64::engine::general_purpose::STANDARD.decode(text).map_err(serde::de::Error::custom)
}
