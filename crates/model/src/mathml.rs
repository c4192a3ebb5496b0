//! The presentation MathML that a formula of the model may hold (MathML Core §3, MathML 3 §3): one list for who makes it and
//! for who lets it through.

/// How deep elements of a formula may stand in elements.
pub const MAX_MATH_DEPTH: usize = 40;

/// What an element of a formula holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MathContent {
    /// Text alone.
    Text,
    /// Elements alone: as many as it likes, or a number of them.
    Elements(Option<usize>),
}

/// What an element of a formula holds; `None` for one that may not stand in it.
pub fn math_content(element: &str) -> Option<MathContent> {
    Some(match element {
        "mi" | "mn" | "mo" | "ms" | "mtext" => MathContent::Text,
        "math" | "mrow" | "mstyle" | "mpadded" | "mphantom" | "msqrt" | "merror" | "mtable" | "mtr"
        | "mtd" => MathContent::Elements(None),
        "mspace" => MathContent::Elements(Some(0)),
        "mfrac" | "mroot" | "msub" | "msup" | "munder" | "mover" => MathContent::Elements(Some(2)),
        "msubsup" | "munderover" => MathContent::Elements(Some(3)),
        _ => return None,
    })
}

/// Whether an element of a formula may stand in another, or (`None`) by itself.
pub fn is_math_within(element: &str, outer: Option<&str>) -> bool {
    match (outer, element) {
        (None, inner) => inner == "math",
        (Some(_), "math") => false,
        (Some("mtable"), inner) => inner == "mtr",
        (Some("mtr"), inner) => inner == "mtd",
        (Some(_), "mtr" | "mtd") => false,
        (Some(outer), _) => math_content(outer) != Some(MathContent::Text),
    }
}

/// Whether an element of a formula may have an attribute of this value: what says how the formula reads, and nothing that
/// runs, leads elsewhere or is of no such kind.
pub fn is_math_attribute(element: &str, name: &str, value: &str) -> bool {
    let is_truth = || matches!(value, "true" | "false");
    let is_count = || {
        !value.is_empty()
            && value.len() <= 3
            && value.bytes().all(|b| b.is_ascii_digit())
            && !value.starts_with('0')
    };
    match (element, name) {
        ("mi" | "mn" | "mo" | "ms" | "mtext", "mathvariant") => MATH_VARIANTS.contains(&value),
        ("mo", "form") => matches!(value, "prefix" | "infix" | "postfix"),
        ("mo", "fence" | "separator" | "stretchy" | "symmetric" | "largeop" | "movablelimits" | "accent")
        | ("mover" | "munderover", "accent")
        | ("munder" | "munderover", "accentunder") => is_truth(),
        ("mfrac", "linethickness") => is_length(value),
        ("mtable" | "mtd", "columnalign") => {
            let mut words = value.split(' ');
            words.all(|word| matches!(word, "left" | "center" | "right"))
                && (element == "mtable" || !value.contains(' '))
        }
        ("mtd", "columnspan" | "rowspan") => is_count(),
        _ => false,
    }
}

/// Values of `mathvariant` (MathML 3 §3.2.2).
const MATH_VARIANTS: [&str; 18] = [
    "normal",
    "bold",
    "italic",
    "bold-italic",
    "double-struck",
    "bold-fraktur",
    "script",
    "bold-script",
    "fraktur",
    "sans-serif",
    "bold-sans-serif",
    "sans-serif-italic",
    "sans-serif-bold-italic",
    "monospace",
    "initial",
    "tailed",
    "looped",
    "stretched",
];

/// Whether a value is a length that is not negative: digits with at most one point, and a unit.
fn is_length(value: &str) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = value.strip_suffix(unit).unwrap_or_default();
    let is_number = number.len() <= 6
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && number.matches('.').count() <= 1;
    is_number && matches!(unit, "" | "em" | "ex" | "px" | "pt" | "pc" | "in" | "cm" | "mm" | "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_those_of_their_elements_and_values() {
        for (element, name, value) in [
            ("mi", "mathvariant", "bold-italic"),
            ("mo", "stretchy", "false"),
            ("mfrac", "linethickness", "0"),
            ("mfrac", "linethickness", "1.5px"),
            ("mtable", "columnalign", "right left"),
            ("mtd", "rowspan", "2"),
        ] {
            assert!(is_math_attribute(element, name, value), "{element} {name} {value}");
        }
        for (element, name, value) in [
            ("mrow", "mathvariant", "bold"),
            ("mi", "mathvariant", "odd"),
            ("mi", "href", "https://example.org/"),
            ("mo", "stretchy", "yes"),
            ("mfrac", "linethickness", "1.px"),
            ("mfrac", "linethickness", "px"),
            ("mfrac", "linethickness", "1\" onclick=\"x"),
            ("mtable", "columnalign", "right  left"),
            ("mtd", "rowspan", "0"),
        ] {
            assert!(!is_math_attribute(element, name, value), "{element} {name} {value}");
        }
    }

    #[test]
    fn tables_hold_rows_and_rows_cells() {
        assert!(is_math_within("math", None) && !is_math_within("mi", None));
        assert!(is_math_within("mtr", Some("mtable")) && !is_math_within("mtr", Some("mrow")));
        assert!(!is_math_within("mi", Some("mtr")) && !is_math_within("mi", Some("mtext")));
        assert_eq!(math_content("script"), None);
    }
}
