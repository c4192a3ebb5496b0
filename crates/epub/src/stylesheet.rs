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
        let weight = if face.style.bold { "bold" } else { "normal" };
        let slope = if face.style.italic { "italic" } else { "normal" };
        out.push_str(&format!(
            "\n@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: {slope}; src: url(\"{}\"); }}",
            name(face.family),
            face.file
        ));
    }
    if !faces.is_empty() {
        let (serif, mono) = (name(Family::Serif), name(Family::Mono));
        out.push_str(&format!("\nbody {{ font-family: \"{serif}\", serif; }}\n"));
        if faces.iter().any(|face| face.family == Family::Mono) {
            out.push_str(&format!("code, pre {{ font-family: \"{mono}\", monospace, monospace; }}\n"));
        }
    }
    if let Some(user) = user {
        out.push_str(&format!("\n/* The user's own. */\n{}\n", user.as_css()));
    }
    out
}

fn name(family: Family) -> &'static str {
    match family {
        Family::Serif => "Libertinus Serif",
        Family::Mono => "DejaVu Sans Mono",
    }
}
