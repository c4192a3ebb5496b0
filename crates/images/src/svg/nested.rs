//! Pictures within drawings, as `data:` addresses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::{ImageLimits, Kind, decode, strip};

/// Drawings within drawings within drawings are no longer looked into.
const MAX_WITHIN: usize = 1;

/// The address of a picture that stands in the address itself, known by its bytes and without metadata.
pub(super) fn picture(address: &str, within: usize) -> Option<String> {
    let (scheme, rest) = address.split_at_checked(5)?;
    let (head, body) = rest.split_once(',')?;
    if !scheme.eq_ignore_ascii_case("data:") || !head.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return None;
    }
    let bare: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let data = STANDARD.decode(bare).ok()?;
    let kind = Kind::of(&data)?;
    let media_type = kind.media_type()?;
    let data = if kind == Kind::Svg {
        (within < MAX_WITHIN).then(|| super::sanitize(&data, within + 1).ok()).flatten()?.data
    } else {
        // Nothing is decoded here: a drawing may hold thousands of them.
        let stripped = strip::strip(kind, &data)?.data;
        decode::size(kind, &stripped, ImageLimits::default().max_pixels).ok()?;
        stripped
    };
    Some(format!("data:{};base64,{}", media_type.as_str(), STANDARD.encode(data)))
}
