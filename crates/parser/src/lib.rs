//! From bytes to article: decoding, finding, cleaning, metadata.
//!
//! [`parse`] takes the bytes of a saved page or of a text scrape and gives an [`Article`]. It does no I/O that
//! the caller did not hand in through [`Context::resources`], holds no global state and does not panic.
#![warn(missing_docs)]

mod accounting;
mod address;
mod article;
mod blocks;
mod clean;
mod confidence;
mod context;
mod counted;
mod dates;
mod decode;
mod encoded_twice;
mod error;
mod evidence;
mod exhausting;
mod finding;
mod formulas;
mod frames;
mod given_back;
mod inline_furniture;
mod kind;
mod language;
mod lexicon;
mod lost_people;
mod mathml;
mod metadata;
mod names;
mod options;
mod page;
mod page_breaks;
mod page_data;
mod phrases;
mod pictures;
mod purpose;
mod rules;
mod scorer;
mod scrape;
mod segments;
mod select;
mod site;
mod stated_body;
pub mod steps;
mod tag;
pub mod training;
mod white_space;
mod wide;
mod word_table;

pub use context::Context;
pub use error::ParseError;
use offprint_model::Article;
pub use options::Options;
pub use rules::{RuleName, RuleScope, rules};
pub use site::{
    HostPattern, Ignored, Replacement, Selector, SelectorError, SiteFileError, SiteRules, Sites, UnknownHost,
};

/// Finds the article in the bytes of a page or text scrape.
///
/// # Errors
/// [`ParseError`] where the input is empty or binary, holds no article, or is over a limit of `options`.
pub fn parse(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Article, ParseError> {
    article::article(bytes, context, options)
}
