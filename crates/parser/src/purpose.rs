//! What an element is for, as its class, id and role say. One sign among several: nothing goes by it alone that
//! reads like the article.

use crate::phrases::{Node, Phrases};

/// A set of purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(crate) struct Purpose(u32);

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),+ $(,)?) => {
        impl Purpose {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)+
        }
    };
}

purposes! {
    /// Buttons to share, like, print.
    SHARE = 0,
    /// Subscribe to a newsletter, follow, notifications.
    NEWSLETTER = 1,
    /// Other articles.
    RELATED = 2,
    /// Readers' comments.
    COMMENTS = 3,
    /// Advertisement.
    AD = 4,
    /// Who wrote it.
    AUTHOR = 5,
    /// When it was written.
    DATE = 6,
    /// Consent to cookies.
    COOKIE = 7,
    /// Buy a subscription, log in.
    PAYWALL = 8,
    /// Give money.
    DONATION = 9,
    /// Moves about the site.
    NAVIGATION = 10,
    /// Keywords and categories.
    TAGS = 11,
    /// Foot of the page.
    FOOTER = 12,
    /// Beside the article.
    SIDEBAR = 13,
    /// Contents of the article.
    CONTENTS = 14,
    /// Caption of a picture.
    CAPTION = 15,
    /// Who made a picture.
    CREDIT = 16,
    /// For screen readers only, or hidden.
    HIDDEN = 17,
    /// The text of the article.
    BODY = 18,
    /// The site's own offers.
    PROMO = 19,
    /// A sentence of the article shown large.
    PULL_QUOTE = 20,
    /// Line of facts about the article: date, author, section, reading time.
    META = 21,
    /// The line under the headline.
    DEK = 22,
    /// A window over the page.
    OVERLAY = 23,
    /// Footnotes.
    NOTES = 24,
    /// Verse.
    VERSE = 25,
    /// A slide show of other things.
    CAROUSEL = 26,
    /// What customers or readers say of something.
    TESTIMONIAL = 27,
    /// The line above the headline, or before it in one heading: subject, series, place.
    KICKER = 28,
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
        TREE.each_in(&spaced(names), |found| {
            all = all.or(PURPOSES.get(found.phrase).copied().unwrap_or_default());
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

include!(concat!(env!("OUT_DIR"), "/class_names.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_not_letters() {
        assert!(Purpose::of_names("sharedaddy sd-sharing").has(Purpose::SHARE));
        assert!(Purpose::of_names("relatedPosts__x1").has(Purpose::RELATED));
        assert_eq!(Purpose::of_names("shareholders adieu"), Purpose::NONE);
    }
}
