//! What is true of the book for readers who can't see, hear or turn pages as others do.

use offprint_model::{
    Block, Image, Inline, Publication, Resource, visit_blocks, visit_images, visit_inlines,
};

use crate::metadata::line;

/// Accessibility metadata (EPUB Accessibility 1.1, §2; terms of schema.org).
pub(crate) struct Accessibility {
    /// Names of schema.org's properties and their values, in order.
    pub properties: Vec<(&'static str, String)>,
    /// The editions whose pages the book marks: an address, or the title where none is known.
    pub page_sources: Vec<String>,
}

/// Pages of printed editions.
pub(crate) struct Printed<'a> {
    /// The articles that mark them.
    pub breaks: &'a [usize],
    /// Whether the book has a list of them.
    pub has_list: bool,
}

/// Looks at the pictures that are shown: whether there are any, whether each has words, whether one may move.
pub(crate) fn of(
    publication: &Publication,
    has_mathml: bool,
    printed: &Printed<'_>,
    address: &dyn Fn(&Resource) -> Option<String>,
    moves: &dyn Fn(&str) -> bool,
) -> Accessibility {
    let (mut pictures, mut wordless, mut moving) = (0_usize, 0_usize, false);
    let (mut headings, mut notes, mut ruby) = (false, false, false);
    for article in &publication.articles {
        let mut see = |image: &Image| {
            let find = |id: &String| article.resources.iter().find(|resource| &resource.id == id);
            if let Some(file) = image.resource.as_ref().and_then(find).and_then(address) {
                pictures += 1;
                wordless += usize::from(image.alt.is_none());
                moving |= moves(&file);
            }
        };
        visit_blocks(&article.body, &mut |block| headings |= matches!(block, Block::Heading(_)));
        notes |= !article.notes.is_empty();
        for blocks in [&article.body].into_iter().chain(article.notes.iter().map(|note| &note.blocks)) {
            visit_images(blocks, &mut see);
            visit_inlines(blocks, &mut |inline| ruby |= matches!(inline, Inline::Ruby { .. }));
        }
    }
    let mut properties = vec![("accessMode", "textual".to_owned())];
    let mut say = |name: &'static str, value: &str| properties.push((name, value.to_owned()));
    if pictures > 0 {
        say("accessMode", "visual");
    }
    if wordless == 0 {
        say("accessModeSufficient", "textual");
    }
    if pictures > 0 {
        say("accessModeSufficient", "textual,visual");
    }
    for feature in
        ["ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    {
        say("accessibilityFeature", feature);
    }
    if pictures > 0 && wordless == 0 {
        say("accessibilityFeature", "alternativeText");
    }
    if has_mathml {
        say("accessibilityFeature", "MathML");
    }
    if ruby {
        say("accessibilityFeature", "rubyAnnotations");
    }
    if !printed.breaks.is_empty() {
        say("accessibilityFeature", "pageBreakMarkers");
    }
    if printed.has_list {
        say("accessibilityFeature", "pageNavigation");
    }
    // Whether an animation flashes is not looked at.
    say("accessibilityHazard", if moving { "unknown" } else { "none" });
    let words = match (pictures, wordless) {
        (0, _) => "There are no pictures.".to_owned(),
        (_, 0) => "Every picture has the alternative text that its page gave it.".to_owned(),
        _ => format!("{wordless} of {pictures} pictures have no alternative text, as their page gave none."),
    };
    say(
        "accessibilitySummary",
        &format!(
            "Reflowable text with {}a table of contents{} a logical reading order{}. {words}",
            if headings { "headings, " } else { "" },
            if notes { "," } else { " and" },
            if notes { " and notes linked both ways" } else { "" },
        ),
    );
    let paged = printed.breaks.iter().filter_map(|at| publication.articles.get(*at));
    let page_sources = paged.filter_map(|article| {
        let url = article.metadata.url.as_ref().or(article.provenance.url.as_ref());
        line(url.or(article.metadata.title.as_ref()).map(String::as_str))
    });
    let page_sources = page_sources.collect();
    Accessibility { properties, page_sources }
}
