//! XPath 1.0 (<https://www.w3.org/TR/1999/REC-xpath-19991116>) over the table of a page: all axes, operators and core
//! functions but variables and namespaces, which pages do not have. Names of elements and attributes match in any case,
//! as in browsers.
//!
//! No crate that evaluates XPath works on scraper's tree; each wants a document of its own, whose rows would have to be
//! found again in ours. Nesting and work are bounded, so that no expression on no page can exhaust stack or time.

mod ast;
mod axes;
mod evaluate;
mod functions;
mod lexer;
mod parser;
mod value;

use std::fmt;

use thiserror::Error;

pub(crate) use self::evaluate::{Budget, Spent};
pub(crate) use self::value::{Node, Value};
use crate::page::Page;

/// Longest expression, in bytes; the longest of the published site configs has some 1,200.
const LONGEST: usize = 8_192;

/// An expression that was read and can be evaluated.
#[derive(Clone)]
pub(crate) struct Expression {
    text: String,
    root: ast::Expr,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// Where it is no XPath 1.0, or names a function or variable that is not known.
    pub(crate) fn parse(text: &str) -> Result<Self, XPathError> {
        if text.len() > LONGEST {
            return Err(XPathError::TooLong { limit: LONGEST });
        }
        let root = parser::parse(text)?;
        Ok(Self { text: text.to_owned(), root })
    }

    /// What it gives for the page as a whole.
    ///
    /// # Errors
    /// [`Spent`] where it asks for more work than is left.
    pub(crate) fn evaluate(&self, page: &Page, budget: &Budget) -> Result<Value, Spent> {
        evaluate::Evaluator { page, budget }.expression(&self.root, &evaluate::Focus::page())
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expression({:?})", self.text)
    }
}

/// Why a text is no expression that can be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum XPathError {
    /// It ends in the middle.
    #[error("it ends where {wanted} should follow")]
    Ends { wanted: &'static str },
    /// Something stands where something else should.
    #[error("“{found}” stands where {wanted} should, at character {at}")]
    Unexpected { found: String, wanted: &'static str, at: usize },
    /// A string without its second quotation mark.
    #[error("the string that begins at character {at} does not end")]
    OpenString { at: usize },
    /// A function that XPath 1.0 does not have.
    #[error("XPath 1.0 has no function {name}()")]
    UnknownFunction { name: String },
    /// A function with too few or too many arguments.
    #[error("{name}() takes another number of arguments than {found}")]
    Arguments { name: &'static str, found: usize },
    /// An axis that XPath 1.0 does not have.
    #[error("XPath 1.0 has no axis {name}::")]
    UnknownAxis { name: String },
    /// A variable.
    #[error("it has the variable ${name}, and there are none")]
    Variable { name: String },
    /// Nested beyond the limit.
    #[error("it is nested more than {limit} deep")]
    TooDeep { limit: usize },
    /// Longer than the limit.
    #[error("it is longer than {limit} bytes")]
    TooLong { limit: usize },
}

#[cfg(test)]
mod tests;
