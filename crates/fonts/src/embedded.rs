//! The embedded faces.

use crate::{Face, FaceData, Family, Style};

macro_rules! face {
    ($name:literal) => {
        ($name, include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_slice())
    };
}

/// The embedded face of a family and style.
pub fn embedded(family: Family, style: Style) -> Face {
    let (name, data) = match (family, style.bold, style.italic) {
        (Family::Serif, false, false) => face!("LibertinusSerif-Regular"),
        (Family::Serif, false, true) => face!("LibertinusSerif-Italic"),
        (Family::Serif, true, false) => face!("LibertinusSerif-Bold"),
        (Family::Serif, true, true) => face!("LibertinusSerif-BoldItalic"),
        (Family::Mono, false, false) => face!("DejaVuSansMono"),
        (Family::Mono, false, true) => face!("DejaVuSansMono-Oblique"),
        (Family::Mono, true, false) => face!("DejaVuSansMono-Bold"),
        (Family::Mono, true, true) => face!("DejaVuSansMono-BoldOblique"),
    };
    Face { name: name.to_owned(), data: FaceData::Embedded(data), index: 0, axes: Vec::new() }
}
