//! What the writers are known to write: elements, their attributes, and the addresses in them.

use std::collections::BTreeSet;

use super::documents::Element;

/// What stands around an element.
pub(super) struct Around<'a> {
    /// Whether it is a file of an EPUB.
    pub is_book: bool,
    /// Identifiers of the document.
    pub ids: &'a BTreeSet<String>,
    /// Files of the book beside the document.
    pub files: &'a BTreeSet<String>,
}

const HTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Elements of HTML and the attributes that each may have besides those of [`EVERYWHERE`].
const ELEMENTS: &[(&str, &str)] = &[
    ("html", "xmlns xmlns:epub"),
    ("head", ""),
    ("title", ""),
    ("meta", "charset name property http-equiv content"),
    ("link", "rel href type"),
    ("script", "type"),
    ("style", ""),
    ("body", ""),
    ("main", ""),
    ("article", "aria-labelledby"),
    ("section", "aria-labelledby"),
    ("header", ""),
    ("footer", ""),
    ("nav", "aria-label aria-labelledby hidden"),
    ("h1", ""),
    ("h2", ""),
    ("h3", ""),
    ("h4", ""),
    ("h5", ""),
    ("h6", ""),
    ("p", ""),
    ("ul", ""),
    ("ol", "start"),
    ("li", ""),
    ("dl", ""),
    ("dt", ""),
    ("dd", ""),
    ("blockquote", "cite"),
    ("figure", ""),
    ("figcaption", ""),
    ("cite", ""),
    ("a", "href title rel aria-label"),
    ("span", ""),
    ("bdi", ""),
    ("em", ""),
    ("strong", ""),
    ("sub", ""),
    ("sup", ""),
    ("s", ""),
    ("q", ""),
    ("small", ""),
    ("code", ""),
    ("pre", "tabindex"),
    ("div", "tabindex aria-labelledby aria-label"),
    ("aside", ""),
    ("table", ""),
    ("caption", ""),
    ("thead", ""),
    ("tbody", ""),
    ("tr", ""),
    ("th", "scope colspan rowspan"),
    ("td", "colspan rowspan"),
    ("br", ""),
    ("hr", ""),
    ("img", "src alt width height"),
    ("ruby", ""),
    ("rt", ""),
    ("rp", ""),
    ("time", "datetime"),
];
const EVERYWHERE: &str = "id class lang xml:lang dir role epub:type";
const FORMULAS: &str = "math mi mn mo ms mtext mrow mstyle mpadded mphantom msqrt merror mtable mtr mtd mspace mfrac mroot msub \
    msup munder mover msubsup munderover";
const OF_FORMULAS: &str = "xmlns display alttext mathvariant stretchy fence separator accent accentunder columnalign form symmetric largeop \
     movablelimits linethickness columnspan rowspan";
const CLASSES: &str = "about author authors back body book book-title box cover credit date dek embed figures formula label made math \
    missing-picture note noteref notes part part-page post quotation site small-caps source table title-page verse wide";
/// What our own attributes may say.
const VALUES: &[(&str, &str)] = &[
    (
        "role",
        "doc-chapter doc-subtitle doc-noteref doc-endnotes doc-footnote doc-backlink doc-toc doc-cover doc-titlepage doc-part doc-foreword presentation \
         region note",
    ),
    (
        "epub:type",
        "chapter subtitle noteref footnotes footnote endnotes endnote backlink toc landmarks bodymatter frontmatter titlepage cover part foreword \
         fulltitle",
    ),
    ("dir", "ltr rtl"),
    ("scope", "col row colgroup rowgroup"),
    ("rel", "canonical stylesheet license"),
    ("type", "application/ld+json text/css"),
    ("charset", "utf-8 UTF-8"),
    ("http-equiv", "Content-Security-Policy"),
    ("name", "viewport description generator author"),
    (
        "property",
        "og:title og:type og:url og:site_name og:description og:image og:locale article:published_time article:modified_time \
         article:author article:section",
    ),
    ("hidden", "hidden"),
    ("tabindex", "0"),
];
/// Numbers, and what else is no text of the page's.
const NUMBERS: &[&str] = &["start", "colspan", "rowspan", "width", "height"];
/// Schemes that a link may have.
const SCHEMES: &str = "http https mailto tel ftp geo doi urn";
/// Only in metadata, where nothing fetches it.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

fn among(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// What is not allowed of an element.
pub(super) fn faults(element: &Element, around: &Around<'_>) -> Vec<String> {
    let name = element.name.as_str();
    let shown = || format!("<{name} {:?}>", element.attributes);
    let allowed = match element.namespace.as_str() {
        HTML => ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, own)| *own),
        MATHML => among(FORMULAS, name).then_some(OF_FORMULAS),
        _ => None,
    };
    let Some(allowed) = allowed else { return vec![format!("element {} {}", element.namespace, shown())] };
    let mut faults = Vec::new();
    let is_formula = element.namespace == MATHML;
    for (key, value) in &element.attributes {
        let known = among(allowed, key) || (!is_formula && among(EVERYWHERE, key));
        if !known || !is_fine(element, key, value, around) {
            faults.push(format!("{key}={value:?} in {}", shown()));
        }
        if key == "xmlns" && value != &element.namespace {
            faults.push(format!("namespace {value} in {}", shown()));
        }
    }
    faults
}

fn is_fine(element: &Element, key: &str, value: &str, around: &Around<'_>) -> bool {
    if NUMBERS.contains(&key) {
        return value.parse::<i64>().is_ok();
    }
    if let Some((_, words)) = VALUES.iter().find(|(name, _)| *name == key) {
        return value.split(' ').all(|word| among(words, word));
    }
    match key {
        "id" => is_identifier(value),
        "aria-labelledby" => around.ids.contains(value),
        "lang" | "xml:lang" => {
            value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && !value.is_empty()
        }
        "class" => value.split(' ').all(|class| {
            let language = class.strip_prefix("language-").filter(|_| element.name == "code");
            among(CLASSES, class)
                || language.is_some_and(|language| {
                    language.chars().all(|c| c.is_ascii_alphanumeric() || "-_+#.".contains(c))
                })
        }),
        "datetime" => value.chars().all(|c| c.is_ascii_digit() || "-:T+Z.".contains(c)),
        "href" if element.name == "link" => match element.attribute("rel") {
            Some("stylesheet") => around.is_book && value == "stylesheet.css",
            Some("canonical") => !around.is_book && is_web_address(value),
            _ => false,
        },
        "href" => is_target(value, around),
        "cite" => is_web_address(value),
        "src" if around.is_book => around.files.contains(value),
        "src" => super::outputs::is_own_picture(value),
        "content" => match element.attribute("property").or(element.attribute("http-equiv")) {
            Some("og:url" | "og:image") => is_web_address(value),
            Some("Content-Security-Policy") => value == POLICY,
            Some("og:type") => matches!(value, "article" | "book"),
            _ => true,
        },
        _ => true,
    }
}

fn is_identifier(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// What a browser takes for the scheme (WHATWG URL, §4.4): tabs and line feeds are nothing, controls and spaces before it
/// neither.
fn scheme(address: &str) -> Option<String> {
    let bare: String = address.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = bare.trim_start_matches(|c: char| c <= ' ').split_once(':')?;
    Some(scheme.to_ascii_lowercase())
}

pub(super) fn is_web_address(value: &str) -> bool {
    matches!(scheme(value).as_deref(), Some("http" | "https"))
        && !value.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\`".contains(c))
}

/// Where a link may lead: to a place in the document or book, or away by a scheme that runs nothing.
fn is_target(value: &str, around: &Around<'_>) -> bool {
    if let Some(id) = value.strip_prefix('#') {
        return around.ids.contains(id);
    }
    match scheme(value) {
        Some(scheme) => {
            among(SCHEMES, &scheme)
                && !value.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
        }
        None => around.is_book && around.files.contains(value.split('#').next().unwrap_or_default()),
    }
}

/// Elements of an SVG that only draw, and attributes that neither run nor fetch.
pub(super) fn svg_faults(element: &Element) -> Vec<String> {
    const DRAW: &str = "svg style g defs symbol use title desc path rect circle ellipse line polyline polygon text textPath tspan \
        image linearGradient radialGradient stop clipPath mask pattern marker filter feGaussianBlur feOffset feBlend feColorMatrix feFlood feComposite \
        feMerge feMergeNode";
    let mut faults = Vec::new();
    if element.namespace != "http://www.w3.org/2000/svg" || !among(DRAW, &element.name) {
        faults.push(format!("in an SVG: {} {}", element.namespace, element.name));
    }
    if element.name == "style" {
        faults.extend(super::outputs::css_faults(&element.text));
    }
    if let Some(style) = element.attribute("style") {
        faults.extend(super::outputs::css_faults(style));
    }
    for (key, value) in &element.attributes {
        let lower: String =
            value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let is_link = key == "href" || key.ends_with(":href");
        let is_namespace = key == "xmlns" || key.starts_with("xmlns:");
        let fetches = lower.replace("url(#", "").contains("url(")
            || ["image(", "image-set(", "src(", "@import", "//", "script:", "expression(", "data:"]
                .iter()
                .any(|sign| lower.contains(sign));
        if key.to_ascii_lowercase().starts_with("on")
            || is_link && !value.starts_with('#') && !super::outputs::is_own_picture(value)
            || !is_namespace && !is_link && fetches
        {
            faults.push(format!("in an SVG: {key}={value:?}"));
        }
    }
    faults
}
