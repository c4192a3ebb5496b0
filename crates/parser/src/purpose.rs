//! What an element is for, as its class, id and role say. One sign among several: nothing goes by it alone that
//! reads like the article.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::phrases::Phrases;

/// A set of purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(crate) struct Purpose(u32);

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $key:literal @ $bit:literal),+ $(,)?) => {
        impl Purpose {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)+

            fn by_key(key: &str) -> Self {
                match key { $($key => Self::$name,)+ _ => Self(0) }
            }
        }
    };
}

purposes! {
    /// Buttons to share, like, print.
    SHARE = "share" @ 0,
    /// Subscribe to a newsletter, follow, notifications.
    NEWSLETTER = "newsletter" @ 1,
    /// Other articles.
    RELATED = "related" @ 2,
    /// Readers' comments.
    COMMENTS = "comments" @ 3,
    /// Advertisement.
    AD = "ad" @ 4,
    /// Who wrote it.
    AUTHOR = "author" @ 5,
    /// When it was written.
    DATE = "date" @ 6,
    /// Consent to cookies.
    COOKIE = "cookie" @ 7,
    /// Buy a subscription, log in.
    PAYWALL = "paywall" @ 8,
    /// Give money.
    DONATION = "donation" @ 9,
    /// Moves about the site.
    NAVIGATION = "navigation" @ 10,
    /// Keywords and categories.
    TAGS = "tags" @ 11,
    /// Foot of the page.
    FOOTER = "footer" @ 12,
    /// Beside the article.
    SIDEBAR = "sidebar" @ 13,
    /// Contents of the article.
    CONTENTS = "contents" @ 14,
    /// Caption of a picture.
    CAPTION = "caption" @ 15,
    /// Who made a picture.
    CREDIT = "credit" @ 16,
    /// For screen readers only, or hidden.
    HIDDEN = "hidden" @ 17,
    /// The text of the article.
    BODY = "body" @ 18,
    /// The site's own offers.
    PROMO = "promo" @ 19,
    /// A sentence of the article shown large.
    PULL_QUOTE = "pull-quote" @ 20,
    /// Line of facts about the article: date, author, section, reading time.
    META = "meta" @ 21,
    /// The line under the headline.
    DEK = "dek" @ 22,
    /// A window over the page.
    OVERLAY = "overlay" @ 23,
    /// Footnotes.
    NOTES = "notes" @ 24,
    /// Verse.
    VERSE = "verse" @ 25,
    /// A slide show of other things.
    CAROUSEL = "carousel" @ 26,
    /// What customers or readers say of something.
    TESTIMONIAL = "testimonial" @ 27,
    /// The line above the headline, or before it in one heading: subject, series, place.
    KICKER = "kicker" @ 28,
}

impl Purpose {
    /// No purpose.
    pub(crate) const NONE: Self = Self(0);

    /// Those of either.
    #[inline]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in `other`.
    #[inline]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it has any of those of `other`.
    #[inline]
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What a class, id, role or other naming attribute says.
    pub(crate) fn of_names(names: &str) -> Self {
        let mut all = Self::NONE;
        TABLE.tree.each_in(&spaced(names), |found| {
            all = all.or(TABLE.purposes.get(found.phrase).copied().unwrap_or_default());
        });
        all
    }
}

/// `postContent_wrap x` → `-post-content-wrap-x-`: words in lower case with a hyphen around each.
fn spaced(names: &str) -> String {
    let mut out = String::with_capacity(names.len() + 8);
    out.push('-');
    let mut before = ' ';
    if names.is_ascii() {
        for c in names.chars() {
            if c.is_ascii_alphanumeric() {
                if c.is_ascii_uppercase() && before.is_ascii_lowercase() {
                    out.push('-');
                }
                out.push(c.to_ascii_lowercase());
            } else if before.is_ascii_alphanumeric() {
                out.push('-');
            }
            before = c;
        }
        if before.is_ascii_alphanumeric() {
            out.push('-');
        }
        return out;
    }
    for c in names.chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && before.is_lowercase() && !out.ends_with('-') {
                out.push('-');
            }
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
        before = c;
    }
    if !out.ends_with('-') {
        out.push('-');
    }
    out
}

struct Table {
    tree: Phrases,
    purposes: Vec<Purpose>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let read = |text: &str| -> BTreeMap<String, Vec<String>> { toml::from_str(text).unwrap_or_default() };
    let names = read(include_str!("../lexicon/class-names.toml"))
        .into_iter()
        .chain(read(include_str!("../lexicon/class-names-languages.toml")));
    // A word may stand under several keys.
    let mut words: BTreeMap<String, Purpose> = BTreeMap::new();
    for (key, list) in names {
        for word in list {
            let known = words.entry(format!("-{word}-")).or_default();
            *known = known.or(Purpose::by_key(&key));
        }
    }
    let (words, purposes): (Vec<String>, Vec<Purpose>) = words.into_iter().unzip();
    Table { tree: Phrases::new(&words), purposes }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_not_letters() {
        assert!(Purpose::of_names("sharedaddy sd-sharing").has(Purpose::SHARE));
        assert!(Purpose::of_names("relatedPosts__x1").has(Purpose::RELATED));
        assert_eq!(Purpose::of_names("shareholders adieu"), Purpose::NONE);
        assert!(
            !TABLE.purposes.contains(&Purpose::NONE),
            "a key of the lists of class names names no purpose"
        );
    }
}
