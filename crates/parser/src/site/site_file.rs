//! Site files: TOML with a table for each host pattern, whose selectors are CSS.
//!
//! `docs/site-rules.md` explains the format to users.

use std::borrow::Cow;
use std::ops::Range;

use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{HostPattern, Selector, SiteRules};

/// The keys of a table.
const KEYS: &str = "include, exclude, title, dek, author, date, language, keep, drop, keep-all";

/// What is wrong with a site file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SiteFileError {
    /// It is no TOML.
    #[error(
        "{file}, line {line}: {cause}; write it as TOML: [\"example.org\"] and below it include = \".story\""
    )]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A table has the name of no host.
    #[error(
        "{file}, line {line}: “{pattern}” names no host; write [\"example.org\"], [\"*.example.org\"] or [\"*\"], without \
         https:// and path"
    )]
    Host {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        pattern: String,
    },
    /// A key that says nothing, or one outside every table.
    #[error("{file}, line {line}: “{key}” {cause}; {hint}")]
    Key {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The key.
        key: String,
        /// What is wrong.
        cause: &'static str,
        /// What to do.
        hint: String,
    },
    /// What should be a CSS selector is none.
    #[error(
        "{file}, line {line}: “{selector}” of {key} is no CSS selector: {cause}; mend it, or leave {key} out"
    )]
    Selector {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The key.
        key: String,
        /// What stands there.
        selector: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A rule of cleaning that is not there.
    #[error("{file}, line {line}: “{rule}” of {key} names no rule; there are {known}")]
    Rule {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// `keep` or `drop`.
        key: String,
        /// What stands there.
        rule: String,
        /// The rules that can stand there.
        known: String,
    },
}

impl SiteRules {
    /// Reads a site file. `file` is its name, for messages; it is not opened.
    ///
    /// # Errors
    /// [`SiteFileError`], which names the line.
    pub fn from_file(text: &str, file: &str) -> Result<Vec<(HostPattern, Self)>, SiteFileError> {
        let source = Source { text, file };
        let document = DeTable::parse(text).map_err(|error| SiteFileError::Syntax {
            file: file.to_owned(),
            line: source.line(error.span().unwrap_or_default()),
            cause: error.message().to_owned(),
        })?;
        // In the order of the file, so that of several mistakes the first is told.
        let mut tables: Vec<_> = document.get_ref().iter().collect();
        tables.sort_by_key(|(key, _)| key.span().start);
        tables.into_iter().map(|(key, value)| source.site(key, value)).collect()
    }
}

struct Source<'a> {
    text: &'a str,
    file: &'a str,
}

impl Source<'_> {
    fn line(&self, span: Range<usize>) -> usize {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn key_error(
        &self,
        key: &Spanned<Cow<'_, str>>,
        cause: &'static str,
        hint: impl Into<String>,
    ) -> SiteFileError {
        SiteFileError::Key {
            file: self.file.to_owned(),
            line: self.line(key.span()),
            key: key.get_ref().clone().into_owned(),
            cause,
            hint: hint.into(),
        }
    }

    fn site(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(HostPattern, SiteRules), SiteFileError> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.key_error(
                key,
                "stands in no table",
                "say first for which host it is: [\"example.org\"]",
            ));
        };
        let pattern: HostPattern = key.get_ref().parse().map_err(|_| SiteFileError::Host {
            file: self.file.to_owned(),
            line: self.line(key.span()),
            pattern: key.get_ref().clone().into_owned(),
        })?;
        let mut rules = SiteRules::default();
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            match key.get_ref().as_ref() {
                "include" => rules.include = vec![self.selectors(key, value)?],
                "exclude" => rules.exclude = self.selectors(key, value)?,
                "title" => rules.title = self.selectors(key, value)?,
                "dek" => rules.dek = self.selectors(key, value)?,
                "author" => rules.author = self.selectors(key, value)?,
                "date" => rules.date = self.selectors(key, value)?,
                "language" => rules.language = self.selectors(key, value)?,
                "keep" => rules.keep = self.rules(key, value, |_| true)?,
                "drop" => rules.drop = self.rules(key, value, |rule| rule.scope.can_be_dropped())?,
                "keep-all" => {
                    rules.keep_all = value.get_ref().as_bool().ok_or_else(|| {
                        self.key_error(key, "is neither true nor false", "write true or false")
                    })?;
                }
                _ if matches!(value.get_ref(), DeValue::Table(_)) => {
                    return Err(self.key_error(
                        key,
                        "is a table within a table",
                        "a host with dots wants quotation marks: [\"example.org\"]",
                    ));
                }
                _ => return Err(self.key_error(key, "is no key", format!("there are {KEYS}"))),
            }
        }
        if let Some(both) = rules.keep.iter().find(|rule| rules.drop.contains(rule)) {
            return Err(self.key_error(
                key,
                "names one rule in keep and in drop",
                format!("take {both} out of one of them"),
            ));
        }
        Ok((pattern, rules))
    }

    /// A string or several.
    fn strings<'v>(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &'v Spanned<DeValue<'_>>,
    ) -> Result<Vec<(&'v str, usize)>, SiteFileError> {
        let one = |value: &'v Spanned<DeValue<'_>>| {
            let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
            let hint = "write \"…\", or several in brackets: [\"…\", \"…\"]";
            text.map(|text| (text, self.line(value.span())))
                .ok_or_else(|| self.key_error(key, "is neither a string nor a list of strings", hint))
        };
        match value.get_ref() {
            DeValue::Array(all) => all.iter().map(one).collect(),
            _ => Ok(vec![one(value)?]),
        }
    }

    fn selectors(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Vec<Selector>, SiteFileError> {
        let read = |(text, line): (&str, usize)| {
            Selector::css(text).map(|selector| selector.at(self.file, line)).map_err(|error| {
                SiteFileError::Selector {
                    file: self.file.to_owned(),
                    line,
                    key: key.get_ref().clone().into_owned(),
                    selector: text.to_owned(),
                    cause: error.cause,
                }
            })
        };
        self.strings(key, value)?.into_iter().map(read).collect()
    }

    fn rules(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
        test: impl Fn(&crate::RuleName) -> bool,
    ) -> Result<Vec<String>, SiteFileError> {
        let known: Vec<&str> =
            crate::rules().iter().filter(|rule| test(rule)).map(|rule| rule.name).collect();
        let read = |(text, line): (&str, usize)| {
            if known.contains(&text) {
                return Ok(text.to_owned());
            }
            Err(SiteFileError::Rule {
                file: self.file.to_owned(),
                line,
                key: key.get_ref().clone().into_owned(),
                rule: text.to_owned(),
                known: known.join(", "),
            })
        };
        self.strings(key, value)?.into_iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        SiteRules::from_file(text, "sites.toml").unwrap_err().to_string()
    }

    #[test]
    fn reads_tables_with_strings_and_lists() {
        let text = "# mine\n['harbour.example']\ninclude = ['.story', '.notes']\ndate = 'time::attr(datetime)'\n\
                    keep = ['promotion']\ndrop = 'comments'\n\n[\"*\"]\nkeep-all = true\n";
        let sites = SiteRules::from_file(text, "sites.toml").unwrap();
        assert_eq!(sites.len(), 2);
        let (pattern, rules) = &sites[0];
        assert_eq!(*pattern, HostPattern::Host("harbour.example".into()));
        assert_eq!(rules.include[0].len(), 2);
        assert_eq!(rules.include[0][1].to_string(), "“.notes” (sites.toml, line 3)");
        assert_eq!((rules.keep[0].as_str(), rules.drop[0].as_str()), ("promotion", "comments"));
        assert_eq!((&sites[1].0, sites[1].1.keep_all), (&HostPattern::Every, true));
    }

    #[test]
    fn mistakes_are_told_with_line_cause_and_what_to_do() {
        for (text, parts) in [
            ("['a.example']\ntitle = ", &["sites.toml, line 2: ", "write it as TOML"][..]),
            ("title = 'h1'", &["line 1: “title” stands in no table; say first"]),
            (
                "['https://a.example/']\n",
                &["line 1: “https://a.example/” names no host; write [\"example.org\"]"],
            ),
            (
                "[a.example]\ntitle = 'h1'",
                &["line 1: “example” is a table within a table; a host with dots wants"],
            ),
            (
                "['a.example']\n\ntitel = 'h1'",
                &["line 3: “titel” is no key; there are include, exclude, title"],
            ),
            ("['a.example']\ntitle = 3", &["line 2: “title” is neither a string nor a list"]),
            ("['a.example']\ntitle = ''", &["line 2: “title” is neither a string nor a list"]),
            (
                "['a.example']\nexclude = [\n '.ok',\n 'div[',\n]",
                &["line 4: “div[” of exclude is no CSS selector: ", "leave exclude out"],
            ),
            (
                "['a.example']\nkeep = 'nothing'",
                &["line 2: “nothing” of keep names no rule; there are ", "byline"],
            ),
            (
                "['a.example']\nkeep = 'byline'\ndrop = 'byline'",
                &["names one rule in keep and in drop; take byline"],
            ),
            ("['a.example']\nkeep-all = 1", &["line 2: “keep-all” is neither true nor false"]),
        ] {
            let said = error(text);
            for part in parts {
                assert!(said.contains(part), "{said}\n{part}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]'\"a-z.*=\n :()>,#-]{0,80}") {
            let _ = SiteRules::from_file(&text, "f");
            let _ = Selector::css(&text);
        }
    }
}
