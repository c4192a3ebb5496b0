//! The rules by which something is taken from an article, as a caller names them.

use crate::{accounting, clean, inline_furniture, scorer};

/// A rule by which something is taken from an article: what [`crate::Options::keep`] and [`crate::Options::drop`] name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleName {
    /// Its name: `donation-appeal`.
    pub name: &'static str,
    /// What it takes, as the end of a sentence: `asks the reader for money on the site's behalf`.
    pub what: &'static str,
    /// Where it takes it.
    pub scope: RuleScope,
}

/// Where a rule takes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuleScope {
    /// From the element that holds the article.
    Container,
    /// Marks from within a line.
    Line,
    /// What stands outside the element that holds the article.
    Outside,
}

impl RuleScope {
    /// Whether [`crate::Options::drop`] may name the rule: the others weigh nothing.
    pub const fn can_be_dropped(self) -> bool {
        matches!(self, Self::Container)
    }
}

/// Every rule whose removals can be put back: in the order of the passes, the scorer's after them, then marks within
/// lines and what stands outside. Some rules of passes also name removals of the other two kinds, which are put back
/// with theirs.
pub fn rules() -> Vec<RuleName> {
    let named = |scope| move |rule: &clean::Rule| RuleName { name: rule.name, what: rule.what, scope };
    clean::RULES
        .iter()
        .chain([&scorer::RULE])
        .map(named(RuleScope::Container))
        .chain(inline_furniture::RULES.iter().map(named(RuleScope::Line)))
        .chain(accounting::RULES.iter().map(named(RuleScope::Outside)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        let mut names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
