//! The book's style sheet.

use offprint_fonts::Family;
use offprint_html::UserStyle;

use crate::faces::FaceFile;

const STYLE: &str = include_str!("style.css");
const VERTICAL: &str = include_str!("vertical.css");

/// Ours, what columns want where there are any, the typefaces, and last what the user says.
pub(crate) fn of(faces: &[FaceFile], has_columns: bool, user: Option<&UserStyle>) -> String {
    let mut out = STYLE.to_owned();
    if has_columns {
        out.push('\n');
        out.push_str(VERTICAL);
    }
    for face in faces {
        for style in &face.styles {
            let weight = if style.bold { "bold" } else { "normal" };
            let slope = if style.italic { "italic" } else { "normal" };
            out.push_str(&format!(
                "\n@font-face {{ font-family: {}; font-weight: {weight}; font-style: {slope}; src: url(\"{}\"); }}",
                quoted(&face.name),
                face.file
            ));
        }
    }
    let named =
        |family: Family| faces.iter().find(|face| face.family == family).map(|face| quoted(&face.name));
    if let Some(serif) = named(Family::Serif) {
        out.push_str(&format!("\nbody {{ font-family: {serif}, serif; }}\n"));
    }
    if let Some(mono) = named(Family::Mono) {
        out.push_str(&format!("code, pre {{ font-family: {mono}, monospace, monospace; }}\n"));
    }
    if let Some(user) = user {
        out.push_str(&format!("\n/* The user's own. */\n{}\n", user.as_css()));
    }
    out
}

/// A name as a string of CSS (CSS Syntax 3, §4.3.5).
fn quoted(name: &str) -> String {
    let mut out = String::from("\"");
    for c in name.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
