//! Site files: TOML with a table for each host pattern, whose selectors are CSS.
//!
//! `docs/site-rules.md` explains the format to users.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{HostPattern, Selector, SelectorError, SiteFileError, SiteRules};

/// The keys of a table.
const KEYS: &str = "include, exclude, title, dek, author, date, language, keep, drop, keep-all";

impl SiteRules {
    /// Reads a site file. `file` is its name, for messages; it is not opened.
    ///
    /// # Errors
    /// [`SiteFileError`], which names the line.
    pub fn from_file(text: &str, file: &str) -> Result<Vec<(HostPattern, Self)>, SiteFileError> {
        let source = Source { text, file, table: String::new() };
        let document = DeTable::parse(text).map_err(|error| SiteFileError::Syntax {
            file: file.to_owned(),
            line: source.line(error.span().unwrap_or_default()),
            cause: error.message().to_owned(),
        })?;
        // In the order of the file, so that of several mistakes the first is told.
        let mut tables: Vec<_> = document.get_ref().iter().collect();
        tables.sort_by_key(|(key, _)| key.span().start);
        let named =
            |key: &Spanned<Cow<'_, str>>| Source { table: format!(" in [\"{}\"]", key.get_ref()), ..source };
        tables.into_iter().map(|(key, value)| named(key).site(key, value)).collect()
    }
}

struct Source<'a> {
    text: &'a str,
    file: &'a str,
    /// The table that is read, with a preposition, for messages.
    table: String,
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
            table: self.table.clone(),
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
            let outside = Self { table: String::new(), ..*self };
            return Err(outside.key_error(
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
                "include" => rules.include = vec![self.elements(key, value)?],
                "exclude" => rules.exclude = self.elements(key, value)?,
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
            let outside = Self { table: String::new(), ..*self };
            return Err(outside.key_error(
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
            let Some(text) = value.get_ref().as_str().map(str::trim) else {
                let hint = "write \"…\", or several in brackets: [\"…\", \"…\"]";
                return Err(self.key_error(key, "is neither a string nor a list of strings", hint));
            };
            if text.is_empty() {
                let hint =
                    format!("write something between the quotation marks, or leave {} out", key.get_ref());
                return Err(self.key_error(key, "holds an empty string", hint));
            }
            Ok((text, self.line(value.span())))
        };
        match value.get_ref() {
            DeValue::Array(all) if all.is_empty() => {
                let hint = format!("write something between the brackets, or leave {} out", key.get_ref());
                Err(self.key_error(key, "is an empty list", hint))
            }
            DeValue::Array(all) => all.iter().map(one).collect(),
            _ => Ok(vec![one(value)?]),
        }
    }

    /// Selectors of elements, which attributes are none.
    fn elements(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Vec<Selector>, SiteFileError> {
        let selectors = self.selectors(key, value)?;
        match selectors.iter().find_map(|selector| Some((selector, selector.attribute()?))) {
            None => Ok(selectors),
            Some((selector, attribute)) => {
                let error = SelectorError {
                    cause: format!("it names an attribute, and {} wants elements", key.get_ref()),
                    hint: format!("leave ::attr({attribute}) out"),
                };
                Err(self.selector_error(key, selector.text(), selector.line(), error))
            }
        }
    }

    fn selector_error(
        &self,
        key: &Spanned<Cow<'_, str>>,
        selector: &str,
        line: usize,
        error: SelectorError,
    ) -> SiteFileError {
        SiteFileError::Selector {
            file: self.file.to_owned(),
            line,
            key: format!("{}{}", key.get_ref(), self.table),
            selector: selector.to_owned(),
            error: Box::new(error),
        }
    }

    fn selectors(
        &self,
        key: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Vec<Selector>, SiteFileError> {
        let read = |(text, line): (&str, usize)| {
            Selector::css(text)
                .map(|selector| selector.at(self.file, line))
                .map_err(|error| self.selector_error(key, text, line, error))
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
            let is_rule = crate::rules().iter().any(|rule| rule.name == text);
            let no_use =
                "cannot stand there, as what that rule takes is always left out unless keep names it";
            Err(SiteFileError::Rule {
                file: self.file.to_owned(),
                line,
                key: format!("{}{}", key.get_ref(), self.table),
                rule: text.to_owned(),
                cause: if is_rule { no_use } else { "names no rule" },
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
                &["line 1: “example” in [\"a\"] is a table within a table; a host with dots wants"],
            ),
            (
                "['a.example']\n\ntitel = 'h1'",
                &["line 3: “titel” in [\"a.example\"] is no key; there are include, exclude, title"],
            ),
            (
                "['a.example']\ntitle = 3",
                &["line 2: “title” in [\"a.example\"] is neither a string nor a list"],
            ),
            (
                "['a.example']\ntitle = ''",
                &[
                    "line 2: “title” in [\"a.example\"] holds an empty string; write something",
                    "leave title out",
                ],
            ),
            (
                "['a.example']\ninclude = []",
                &["line 2: “include” in [\"a.example\"] is an empty list; write"],
            ),
            ("['a.example']\ndrop = []", &["line 2: “drop” in [\"a.example\"] is an empty list; write"]),
            (
                "['a.example']\ndrop = 'permalink'",
                &[
                    "line 2: “permalink” of drop in [\"a.example\"] cannot stand there, as what",
                    "keep names it; there",
                ],
            ),
            (
                "['a.example']\ninclude = 'a::attr(href)'",
                &[
                    "line 2: “a::attr(href)” of include in [\"a.example\"] is no CSS selector: it names an attribute, and",
                    "leave ::attr(href) out, or leave it out",
                ],
            ),
            (
                "['a.example']\nexclude = [\n '.ok',\n 'div[',\n]",
                &[
                    "line 4: “div[” of exclude in [\"a.example\"] is no CSS selector: “[” is not",
                    "or leave it out",
                ],
            ),
            (
                "['a.example']\nkeep = 'nothing'",
                &["line 2: “nothing” of keep in [\"a.example\"] names no rule; there are ", "byline"],
            ),
            (
                "['a.example']\nkeep = 'byline'\ndrop = 'byline'",
                &["names one rule in keep and in drop; take byline"],
            ),
            (
                "['a.example']\nkeep-all = 1",
                &["line 2: “keep-all” in [\"a.example\"] is neither true nor false"],
            ),
        ] {
            let said = error(text);
            for part in parts {
                assert!(said.contains(part), "{said}\n{part}");
            }
        }
    }

    #[test]
    fn what_is_no_selector_is_told_in_our_own_words() {
        for (selector, cause, hint) in [
            ("h1::text", "“::text” is not known", "leave it out: the text"),
            ("p:contains(x)", "“:contains” is not known", "CSS cannot ask for text"),
            ("p:hover", "“:hover” is not known", "there are :not, "),
            ("p::before", "“::before” names a part of an element", "name the element itself"),
            ("a::attr()", "“::attr” does not stand at the end with a name", "time::attr(datetime)"),
            ("a::attr(href) b", "“::attr” does not stand at the end", "once and at the end"),
            ("div[", "“[” is not closed", "write “]”"),
            ("[a='b", "“'” is not closed", "write “'”"),
            ("[a='b]", "“'” is not closed", "write “'”"),
            ("div >", "an element is missing beside “>”", "on both sides"),
            ("a,", "an element is missing beside “,”", "on both sides"),
            ("//div", "it looks like XPath", "write CSS"),
            ("div..a", "no name follows “.”", ".story"),
            (".2col", "a name may not begin with a digit", "[class~="),
            ("div{}", "it cannot be read", "write it like"),
        ] {
            let said = error(&format!("['a.example']\ntitle = '''{selector}'''"));
            let start = format!(
                "sites.toml, line 2: “{selector}” of title in [\"a.example\"] is no CSS selector: {cause}"
            );
            assert!(said.starts_with(&start) && said.contains(hint), "{said}");
            assert!(said.ends_with(", or leave it out") && !said.contains("Unexpected"), "{said}");
        }
    }

    #[test]
    fn what_css_escapes_is_no_bracket() {
        for selector in [".w-\\[10px\\]", ".a\\(b", "[title='(']", "[a=\"it's\"]", ".lg\\:w-1"] {
            assert!(Selector::css(selector).is_ok(), "{selector}");
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
