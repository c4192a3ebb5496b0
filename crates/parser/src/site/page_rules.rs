//! The rules for one page, and how they go into the parser's way.

use std::borrow::Cow;

use offprint_model::{Removal, Warning, WarningKind};

use super::rewrite::rewrite;
use super::{SiteRules, Values, scope};
use crate::page::Page;
use crate::scorer::Judges;
use crate::segments::{Segment, Segments, within};
use crate::select::{Selection, select};
use crate::tag::Tag;
use crate::{Context, Options, ParseError, clean, inline_furniture};

/// The rules for a page.
pub(crate) struct PageRules {
    rules: SiteRules,
    /// The caller's options with what the rules say of cleaning.
    options: Options,
    /// What accounts for what was replaced and left out.
    removals: Vec<Removal>,
    warnings: Vec<String>,
    /// Rows whose subtrees are left out.
    gone: Vec<usize>,
    /// What is left to the scorer.
    judges: Judges,
}

impl PageRules {
    /// The rules for a page, where there are any: by the address that the caller gives, else by the page's own.
    pub(crate) fn of(page: &Page, context: &Context<'_>, options: &Options) -> Option<Self> {
        if options.sites.is_empty() {
            return None;
        }
        let rules = options.sites.rules_for(context.url.as_deref().or_else(|| own_address(page)))?;
        let mut own = options.clone();
        // What the caller says goes before what is said of the site.
        own.keep.extend(rules.keep.iter().filter(|rule| !options.drop.contains(rule)).cloned());
        own.drop.extend(rules.drop.iter().filter(|rule| !options.keep.contains(rule)).cloned());
        own.keep_all |= rules.keep_all;
        let warnings = rules.problems.clone();
        Some(Self {
            rules,
            options: own,
            removals: Vec::new(),
            warnings,
            gone: Vec::new(),
            judges: Judges::All,
        })
    }

    /// The caller's options with what the rules say of cleaning.
    pub(crate) const fn options(&self) -> &Options {
        &self.options
    }

    /// The text of the page with what is to be replaced in it.
    pub(crate) fn rewritten<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let (text, removals, warnings) = rewrite(text, &self.rules.replace, self.options.max_bytes);
        self.removals.extend(removals);
        self.warnings.extend(warnings);
        text
    }

    /// Whether the rules may say where the body is on a page without any prose.
    pub(crate) fn may_include(&self) -> bool {
        !self.rules.include.is_empty()
    }

    /// The values that the rules point at; the whole page is still there to look at.
    pub(crate) fn values(&mut self, page: &Page, stated: Option<&str>) -> Values {
        Values::read(page, &self.rules, stated, &mut self.warnings)
    }

    /// Leaves in the page what is to be read as the article, flattens it anew and selects the container. `furniture` are
    /// the removals of what was hidden within lines.
    ///
    /// # Errors
    /// Those of reading the page's rows anew.
    pub(crate) fn scoped(
        &mut self,
        mut page: Page,
        all: Segments,
        selection: Selection,
        furniture: &mut Vec<Removal>,
    ) -> Result<(Page, Segments, Selection), ParseError> {
        let (include, exclude) = (&self.rules.include, &self.rules.exclude);
        if include.is_empty() && exclude.is_empty() {
            return Ok((page, all, selection));
        }
        // Rows keep their numbers whatever is shown of them.
        let body = page.body();
        let found = scope::matches(&page, body, include, exclude, &mut self.warnings);
        if found.include.is_empty() && found.exclude.is_empty() {
            return Ok((page, all, selection));
        }
        // Who names an element means it, also where the page hides it until a script runs.
        if !found.include.is_empty() && !found.include.iter().any(|row| page.row(*row).visible) {
            page = page.revealed(&self.options)?;
            *furniture = inline_furniture::hide_but(&mut page, &self.options.keep);
        }
        let by_config = found.by_config;
        let scope =
            scope::apply(&mut page, found, self.options.names_kept(scope::BESIDE), &mut self.warnings);
        let all = Segments::of(&page, body);
        let narrowed = match scope.container {
            Some(container) => Some(included(&page, &all, container)),
            None => select(&page, &all, body),
        };
        let Some(narrowed) = narrowed else {
            let what = "what is excluded is all the text of the page; nothing was left out";
            self.warnings.push(what.to_owned());
            page = page.hidden_again(&self.options)?;
            *furniture = inline_furniture::hide_but(&mut page, &self.options.keep);
            let all = Segments::of(&page, body);
            return Ok((page, all, selection));
        };
        if scope.container.is_some() {
            // A user who names elements has seen them; a site config names what holds the text and more, unless it says
            // otherwise.
            self.judges =
                if by_config && !self.rules.keep_furniture { Judges::Inside } else { Judges::Nothing };
            if self.rules.keep_furniture {
                let rules = clean::furniture_rules();
                let stay = rules.into_iter().filter(|rule| !self.options.drops(rule)).collect::<Vec<_>>();
                self.options.keep.extend(stay);
            }
        }
        self.removals.extend(scope.removals);
        self.gone = scope.gone;
        Ok((page, all, narrowed))
    }

    /// What is left to the scorer.
    pub(crate) const fn judges(&self) -> Judges {
        self.judges
    }

    /// Marks the rows that are left out.
    pub(crate) fn mark(&self, page: &Page, gone: &mut [bool]) {
        for row in &self.gone {
            if let Some(slots) = gone.get_mut(page.subtree(*row)) {
                slots.fill(true);
            }
        }
    }

    /// The removals and warnings that came of the rules.
    pub(crate) fn told(self) -> (Vec<Removal>, Vec<Warning>) {
        let warnings = self
            .warnings
            .into_iter()
            .map(|message| Warning { kind: WarningKind::SiteRules, message })
            .collect();
        (self.removals, warnings)
    }
}

/// A container that the rules name: nobody doubts it.
fn included(page: &Page, all: &Segments, container: usize) -> Selection {
    let inside = all.all.get(within(&all.all, &page.subtree(container))).unwrap_or_default();
    Selection { container, core: container, share: 1.0, prose: inside.iter().map(Segment::prose).sum() }
}

/// The address that a page tells as its own.
fn own_address(page: &Page) -> Option<&str> {
    let has = |row: &usize, name: &str, wanted: &str| {
        page.attribute(*row, name).is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
    };
    let canonical = (0..page.len()).find(|row| page.tag(*row) == Tag::Link && has(row, "rel", "canonical"));
    let card = || (0..page.len()).find(|row| page.tag(*row) == Tag::Meta && has(row, "property", "og:url"));
    canonical
        .and_then(|row| page.attribute(row, "href"))
        .filter(|address| url::Url::parse(address.trim()).is_ok())
        .or_else(|| card().and_then(|row| page.attribute(row, "content")))
}
