//! The steps of the parser, for whoever times them: the library itself has no clock.
//!
//! Nothing here is needed to parse.

use offprint_model::Article;

use crate::article::{Observer, observed};
use crate::{Context, Options, ParseError};

/// A step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Step {
    /// Bytes become text, and text is told from HTML.
    Decode,
    /// The tree of elements: scraper and html5ever.
    Tree,
    /// The tree as a table of rows, and what is hidden within lines.
    Table,
    /// The page as segments.
    Segments,
    /// The container that holds the article, and whether the page holds it elsewhere than where it shows.
    Select,
    /// Readers find candidates.
    Metadata,
    /// Passes propose what goes.
    Clean,
    /// The scorer decides.
    Scorer,
    /// What goes is accounted for.
    Accounting,
    /// What is left becomes blocks.
    Blocks,
    /// Of the candidates the best are taken; provenance and warnings.
    Choice,
    /// Pictures are gathered.
    Pictures,
    /// Tree and table are given back.
    Release,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 13] = [
        Self::Decode,
        Self::Tree,
        Self::Table,
        Self::Segments,
        Self::Select,
        Self::Metadata,
        Self::Clean,
        Self::Scorer,
        Self::Accounting,
        Self::Blocks,
        Self::Choice,
        Self::Pictures,
        Self::Release,
    ];
}

/// Parses as [`crate::parse`] does and tells when each step begins. A step that is taken twice, on a page whose article
/// stands elsewhere than in what it shows, is told twice.
///
/// # Errors
/// Those of [`crate::parse`].
pub fn parse(
    bytes: &[u8],
    context: &Context<'_>,
    options: &Options,
    begins: impl FnMut(Step),
) -> Result<Article, ParseError> {
    observed(bytes, context, options, &mut Teller(begins))
}

struct Teller<F>(F);

impl<F: FnMut(Step)> Observer for Teller<F> {
    fn begins(&mut self, step: Step) {
        (self.0)(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_told_once_and_in_order() {
        let page = "<h1>The lock</h1><p>The keeper of the lock waited before the first frost, and on a Tuesday in \
                    March it was told again, as it had been for some forty years before that.</p>";
        let mut told = Vec::new();
        let article =
            parse(page.as_bytes(), &Context::default(), &Options::default(), |step| told.push(step));
        assert_eq!(told, Step::ALL);
        assert_eq!(article, crate::parse(page.as_bytes(), &Context::default(), &Options::default()));
    }
}
