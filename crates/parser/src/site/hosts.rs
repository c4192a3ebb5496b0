//! Which rules are for which pages, by the host of their address.

use std::collections::BTreeMap;
use std::str::FromStr;

use thiserror::Error;
use url::{Host, Url};

use super::site_config::GLOBAL;
use super::{Ignored, SiteFileError, SiteRules};

/// Hosts that rules are for. `example.org` is that host, also as `www.example.org`; `*.example.org` every host under it
/// (`news.example.org`, but not `www.example.org`); `*` every page, also one without an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HostPattern {
    /// One host.
    Host(String),
    /// Every host under this one.
    Under(String),
    /// Every page.
    Every,
}

/// Why a text is no [`HostPattern`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no name of a host")]
pub struct UnknownHost(pub String);

impl FromStr for HostPattern {
    type Err = UnknownHost;

    fn from_str(text: &str) -> Result<Self, UnknownHost> {
        let text = text.trim();
        if text == "*" {
            return Ok(Self::Every);
        }
        let (name, under) = match text.strip_prefix("*.") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        if name.contains('*') {
            return Err(UnknownHost(text.to_owned()));
        }
        let host = Host::parse(name).map_err(|_| UnknownHost(text.to_owned()))?.to_string();
        let host = without_dot(&host);
        Ok(if under { Self::Under(host.to_owned()) } else { Self::Host(without_www(host).to_owned()) })
    }
}

impl HostPattern {
    /// How much of a host it says; nothing where it is not for it.
    fn weight(&self, host: Option<&str>) -> Option<usize> {
        match (self, host) {
            (Self::Every, _) => Some(0),
            (Self::Host(own), Some(host)) if own == host => Some(usize::MAX),
            (Self::Under(own), Some(host)) => {
                host.strip_suffix(own.as_str()).filter(|rest| rest.ends_with('.')).map(|_| own.len())
            }
            _ => None,
        }
    }
}

/// A host without the dot that may end it: `example.org.` names the same (RFC 1034 §3.1).
fn without_dot(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host)
}

/// What is said of sites: rules by the hosts that they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sites {
    /// Of site files, in their order.
    rules: Vec<(HostPattern, SiteRules)>,
    /// Of site configs.
    configs: BTreeMap<HostPattern, SiteRules>,
}

impl Sites {
    /// Whether nothing is said of any site.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.configs.is_empty()
    }

    /// Adds rules. Where several are for a page, those of the more exact pattern go first, and the others are asked where
    /// they say nothing.
    pub fn add(&mut self, pattern: HostPattern, rules: SiteRules) {
        self.rules.push((pattern, rules));
    }

    /// Adds a site file: a table in TOML for each host pattern.
    ///
    /// # Errors
    /// [`SiteFileError`] with file, line, cause and what to do.
    pub fn add_file(&mut self, text: &str, file: &str) -> Result<(), SiteFileError> {
        self.rules.extend(SiteRules::from_file(text, file)?);
        Ok(())
    }

    /// Adds a site config in the format of fivefilters. The name of the file says which site it is for:
    /// `example.org.txt`, `.example.org.txt` for hosts under it, `global.txt` for all. Of several files the most exact is
    /// taken for a page, and with it `global.txt` unless it says `autodetect_on_failure: no`.
    ///
    /// # Errors
    /// [`UnknownHost`] where the name of the file says no host.
    pub fn add_config(&mut self, text: &str, file: &str) -> Result<(), UnknownHost> {
        let stem = file.strip_suffix(".txt").unwrap_or(file);
        let pattern: HostPattern = match stem.strip_prefix('.') {
            _ if file == GLOBAL => HostPattern::Every,
            Some(under) => format!("*.{under}").parse()?,
            None => stem.parse()?,
        };
        self.configs.insert(pattern, SiteRules::from_config(text, file));
        Ok(())
    }

    /// The rules for a page of this address, where there are any.
    pub fn rules_for(&self, address: Option<&str>) -> Option<SiteRules> {
        let url = address.and_then(|address| Url::parse(address.trim()).ok());
        let host = url.as_ref().and_then(Url::host_str).map(without_dot).map(without_www);
        let mut found: Vec<(usize, &SiteRules)> =
            self.rules.iter().filter_map(|(pattern, rules)| Some((pattern.weight(host)?, rules))).collect();
        // The sort is stable: of equals the one that was given first goes first.
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let mut all: Vec<&SiteRules> = found.into_iter().map(|(_, rules)| rules).collect();
        let own = self
            .configs
            .iter()
            .filter(|(pattern, _)| **pattern != HostPattern::Every)
            .filter_map(|(pattern, rules)| Some((pattern.weight(host)?, rules)))
            .max_by_key(|(weight, _)| *weight)
            .map(|(_, rules)| rules);
        all.extend(own);
        if own.is_none_or(|own| !own.alone) {
            all.extend(self.configs.get(&HostPattern::Every));
        }
        let (first, rest) = all.split_first()?;
        let mut joined = (*first).clone();
        for rules in rest {
            joined.join(rules);
        }
        Some(joined)
    }

    /// The lines that are for a page of this address and do nothing here.
    pub fn ignored_for(&self, address: Option<&str>) -> Vec<Ignored> {
        if self.configs.is_empty() {
            return Vec::new();
        }
        self.rules_for(address).map(|rules| rules.ignored).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> SiteRules {
        SiteRules { keep: vec![name.to_owned()], ..SiteRules::default() }
    }

    fn found(sites: &Sites, address: &str) -> Vec<String> {
        sites.rules_for(Some(address)).map(|rules| rules.keep).unwrap_or_default()
    }

    #[test]
    fn the_more_exact_pattern_goes_first() {
        let mut sites = Sites::default();
        for pattern in
            ["*", "*.harbour.example", "*.news.harbour.example", "harbour.example", "WWW.Köln.example"]
        {
            sites.add(pattern.parse().unwrap(), named(pattern));
        }
        assert_eq!(found(&sites, "https://www.harbour.example/a"), ["harbour.example", "*"]);
        assert_eq!(found(&sites, "https://www.harbour.example./a"), ["harbour.example", "*"]);
        assert_eq!(found(&sites, "https://a.harbour.example./"), ["*.harbour.example", "*"]);
        assert_eq!("harbour.example.".parse(), "harbour.example".parse::<HostPattern>());
        assert_eq!(found(&sites, "https://harbour.example:8080/a"), ["harbour.example", "*"]);
        assert_eq!(
            found(&sites, "http://x.news.harbour.example/"),
            ["*.news.harbour.example", "*.harbour.example", "*"]
        );
        assert_eq!(found(&sites, "http://xharbour.example/"), ["*"]);
        assert_eq!(found(&sites, "https://xn--kln-sna.example/"), ["WWW.Köln.example", "*"]);
        assert_eq!(sites.rules_for(None).unwrap().keep, ["*"]);
        assert_eq!(sites.rules_for(Some("no address")).unwrap().keep, ["*"]);
    }

    #[test]
    fn of_site_configs_the_most_exact_is_taken_with_the_global_one() {
        let mut sites = Sites::default();
        for (file, text) in [
            ("global.txt", "title: //h4"),
            (".harbour.example.txt", "title: //h3"),
            ("news.harbour.example.txt", "title: //h2"),
            ("harbour.example.txt", "title: //h1\nautodetect_on_failure: no"),
        ] {
            sites.add_config(text, file).unwrap();
        }
        let titles = |address: &str| -> Vec<String> {
            let rules = sites.rules_for(Some(address)).unwrap();
            rules.title.iter().map(|selector| selector.text().to_owned()).collect()
        };
        assert_eq!(titles("https://news.harbour.example/"), ["//h2", "//h4"]);
        assert_eq!(titles("https://a.b.harbour.example/"), ["//h3", "//h4"]);
        assert_eq!(titles("https://www.harbour.example/"), ["//h1"]);
        assert_eq!(titles("https://elsewhere.example/"), ["//h4"]);
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for text in
            ["", "*.", "https://harbour.example", "harbour.example/path", "a b", "har*bour.example", "a:80"]
        {
            assert!(text.parse::<HostPattern>().is_err(), "{text}");
        }
    }
}
