//! Drawings (SVG): kept as paths where PDF can say what they say, else drawn as pixels.
//!
//! `usvg` reads a drawing and makes of it groups, paths, pictures and texts without references and style sheets. What
//! PDF has — fills, strokes, clips, masks, gradients, patterns, opacity, blending — becomes a form XObject (ISO 32000-1 §8.10).
//! Filters, gradients that repeat and what is too much become pixels.

mod bounds;
mod clip;
mod content;
mod cost;
mod form;
mod paint;
mod parts;
mod path;
mod pixels;
mod read;
mod shapes;

pub(crate) use form::form;
pub(crate) use parts::Form;
pub(crate) use pixels::{pixels, room};
pub(crate) use read::read;
