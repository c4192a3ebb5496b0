//! Where the article is: in what the page shows, else in what it hides or states as data.

use offprint_model::{InputKind, Removal};

use crate::article::Observer;
use crate::error::in_time;
use crate::metadata::stated::Told;
use crate::page::Page;
use crate::segments::Segments;
use crate::select::{Selection, select};
use crate::stated_body::Stated;
use crate::steps::Step;
use crate::{Options, ParseError, inline_furniture, stated_body};

/// A page with its article's place.
pub(crate) struct Found {
    /// The page.
    pub page: Page,
    /// Row of its body element.
    pub body: usize,
    /// Its segments.
    pub all: Segments,
    /// The container.
    pub selection: Selection,
    /// Where it was found, if not in what the page shows.
    pub fallback: Option<&'static str>,
    /// What the object tells of the text that was taken from it, where that is an app's state.
    pub told: Option<Told>,
    /// What was taken out of lines beforehand.
    pub furniture: Vec<Removal>,
}

/// Prose, in characters, under which the page may be a shell that a script fills: a notice and a line or two.
const SHELL: f32 = 300.0;

/// How much more prose the hidden part of a page, or its data, must hold to be what the page is about.
const MUCH_MORE: f32 = 4.0;

/// Finds the article in what the page shows; where that is next to nothing beside what it hides or states as data,
/// there: frameworks send the text in a hidden element that a script puts into its place, or as the data of an app,
/// and forums send it to readers without scripts.
pub(crate) fn find(
    text: &str,
    mut page: Page,
    options: &Options,
    observer: &mut dyn Observer,
) -> Result<Found, ParseError> {
    let mut look = |page: &Page| {
        let body = page.body();
        observer.begins(Step::Segments);
        let all = Segments::of(page, body);
        observer.begins(Step::Select);
        let selection = select(page, &all, body);
        (body, all, selection)
    };
    let furniture = inline_furniture::hide(&mut page);
    let (body, all, selection) = look(&page);
    let shown = selection.as_ref().map_or(0.0, |selection| selection.prose);
    if page.kind == InputKind::Text {
        let selection =
            selection.ok_or(ParseError::NoArticle { hint: "the page shows no paragraphs of text" })?;
        return Ok(Found { page, body, all, selection, fallback: None, told: None, furniture });
    }
    let wanted = SHELL.max(shown * MUCH_MORE);
    // Menus and windows are hidden too: only where next to nothing is shown is what is hidden the article.
    if shown < SHELL && page.hidden_chars as f32 >= wanted {
        page = page.revealed(options)?;
        let furniture = inline_furniture::hide(&mut page);
        let (body, all, wider) = look(&page);
        if let Some(selection) = wider.filter(|selection| selection.prose >= wanted) {
            let fallback = Some("what it hides until a script runs");
            return Ok(Found { page, body, all, selection, fallback, told: None, furniture });
        }
        page = page.hidden_again(options)?;
        inline_furniture::hide(&mut page);
    }
    in_time(page.deadline)?;
    // Short lines are no prose, but a reader sees them: an article of a list is not outdone by what an app loads.
    let seen = selection.as_ref().map_or(0, |selection| {
        let row = page.row(selection.container);
        row.chars.saturating_sub(row.link_chars)
    });
    if let Some(Stated { html, told }) = stated_body::of(&page, seen, shown < SHELL)
        && stated_body::text_length(&html) as f32 >= wanted
    {
        let text = format!("{text}<article class=\"article-body\">{html}</article>");
        let mut filled = Page::read(&text, page.kind, options, page.deadline, page.memory, &mut ())?;
        let furniture = inline_furniture::hide(&mut filled);
        let (body, all, wider) = look(&filled);
        if let Some(selection) = wider.filter(|selection| selection.prose >= wanted * 0.5) {
            let fallback = Some("the data that it states for its script");
            return Ok(Found { page: filled, body, all, selection, fallback, told, furniture });
        }
    }
    let selection =
        selection.ok_or(ParseError::NoArticle { hint: "the page shows no paragraphs of text" })?;
    Ok(Found { page, body, all, selection, fallback: None, told: None, furniture })
}

/// A page without prose, for site rules that say where on it the article is.
pub(crate) fn whole(mut page: Page) -> Found {
    let furniture = inline_furniture::hide(&mut page);
    let body = page.body();
    let all = Segments::of(&page, body);
    let selection = Selection { container: body, core: body, share: 0.0, prose: 0.0 };
    Found { page, body, all, selection, fallback: None, told: None, furniture }
}
