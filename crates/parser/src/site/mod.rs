//! What a user says of single sites: which elements hold the article, its title, its authors, and what to leave out.
//!
//! It comes from a file of the program's own (`site_file`: CSS selectors) or from files in the format of fivefilters'
//! site configs (`site_config`: XPath). [`Sites`] finds the rules for a page by the host of its address, `page_rules`
//! applies them: `rewrite` to the markup, `values` to the metadata, `scope` to what is the body. Where nothing is said of
//! any site, none of it runs.

mod css_error;
mod hosts;
mod page_rules;
mod rewrite;
mod scope;
mod selector;
mod site_config;
mod site_file;
mod site_file_error;
mod values;
mod xpath;

pub use hosts::{HostPattern, Sites, UnknownHost};
pub(crate) use page_rules::PageRules;
pub(crate) use scope::{apart, common};
pub use selector::{Selector, SelectorError};
pub use site_file_error::SiteFileError;
pub(crate) use values::Values;

/// What is said of the pages of a site. Read it from text with [`SiteRules::from_file`] or [`SiteRules::from_config`], or
/// fill it in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteRules {
    /// What the body is: of several lists, the first that matches anything; all that the selectors of a list match.
    pub include: Vec<Vec<Selector>>,
    /// What is left out.
    pub exclude: Vec<Selector>,
    /// Where the title stands; of these and the following, the first that gives a value.
    pub title: Vec<Selector>,
    /// Where the dek stands.
    pub dek: Vec<Selector>,
    /// Where the authors stand; each match is one or several of them.
    pub author: Vec<Selector>,
    /// Where the date of publication stands.
    pub date: Vec<Selector>,
    /// Where the language is told, as a tag: `de`.
    pub language: Vec<Selector>,
    /// Rules whose removals are put back, as in [`crate::Options::keep`].
    pub keep: Vec<String>,
    /// Rules that take all that they propose, as in [`crate::Options::drop`].
    pub drop: Vec<String>,
    /// Whether no pass takes anything, as in [`crate::Options::keep_all`].
    pub keep_all: bool,
    /// Whether what looks like furniture within the elements of `include` stays; what becomes metadata is still lifted.
    pub keep_furniture: bool,
    /// Replacements in the page's text, before it is read as HTML.
    pub replace: Vec<Replacement>,
    /// Whether the rules for every site, of `global.txt`, are not added to these.
    pub alone: bool,
    /// What could not be read, each a sentence with its file and line; told with each article of the site.
    pub problems: Vec<String>,
    /// What was read and does nothing here.
    pub ignored: Vec<Ignored>,
}

/// A text that is replaced in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What is looked for.
    pub find: String,
    /// What stands there afterwards.
    pub with: String,
    /// The file that says so.
    pub file: String,
}

/// A line of a site config that does nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field: `next_page_link`.
    pub field: String,
}

impl SiteRules {
    /// Adds what others say after these: theirs is asked where these give nothing.
    fn join(&mut self, others: &Self) {
        self.include.extend(others.include.iter().cloned());
        for (own, more) in [
            (&mut self.exclude, &others.exclude),
            (&mut self.title, &others.title),
            (&mut self.dek, &others.dek),
            (&mut self.author, &others.author),
            (&mut self.date, &others.date),
            (&mut self.language, &others.language),
        ] {
            own.extend(more.iter().cloned());
        }
        // A rule that is named by the nearer rules is not named the other way by those further off.
        let keep = others.keep.iter().filter(|rule| !self.drop.contains(rule) && !self.keep.contains(rule));
        let keep: Vec<String> = keep.cloned().collect();
        let drop = others.drop.iter().filter(|rule| !self.keep.contains(rule) && !self.drop.contains(rule));
        let drop: Vec<String> = drop.cloned().collect();
        self.keep.extend(keep);
        self.drop.extend(drop);
        self.keep_all |= others.keep_all;
        self.keep_furniture |= others.keep_furniture;
        self.alone |= others.alone;
        self.replace.extend(others.replace.iter().cloned());
        self.problems.extend(others.problems.iter().cloned());
        self.ignored.extend(others.ignored.iter().cloned());
    }
}
