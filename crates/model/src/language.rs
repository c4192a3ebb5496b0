//! Language tags and writing direction.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A language tag of BCP 47, checked for form and in its usual case: `en`, `pt-BR`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct LanguageTag(String);

/// A text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a language tag; write one like “en”, “pt-BR” or “zh-Hant” (BCP 47)")]
pub struct LanguageTagError(String);

impl LanguageTag {
    /// The whole tag: `pt-BR`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language: `pt`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The direction in which the language is usually written.
    pub fn direction(&self) -> Direction {
        const RIGHT_TO_LEFT: [&str; 14] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
        let latin = self.0.split('-').any(|part| part == "Latn" || part == "Cyrl");
        if !latin && RIGHT_TO_LEFT.contains(&self.primary()) { Direction::Rtl } else { Direction::Ltr }
    }

    /// Whether books in the language are also set in columns from right to left: Chinese and Japanese.
    pub fn may_be_vertical(&self) -> bool {
        const VERTICAL: [&str; 7] = ["cmn", "hak", "ja", "lzh", "nan", "yue", "zh"];
        let latin = self.0.split('-').any(|part| part == "Latn");
        !latin && VERTICAL.contains(&self.primary())
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageTagError;

    /// Takes `_` for `-`, as locale names have it; cuts off what follows a `.` or `@` (`en_GB.UTF-8`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || LanguageTagError(text.chars().take(40).collect());
        let bare = text.trim().split(['.', '@']).next().unwrap_or_default();
        let mut tag = String::with_capacity(bare.len());
        for (index, part) in bare.split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            if index == 0 {
                if !letters || !(2..=3).contains(&part.len()) {
                    return Err(refuse());
                }
                tag.push_str(&part.to_ascii_lowercase());
                continue;
            }
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(refuse());
            }
            tag.push('-');
            match (part.len(), letters) {
                (2, true) => tag.push_str(&part.to_ascii_uppercase()),
                (4, true) => {
                    let (head, tail) = part.split_at(1);
                    tag.push_str(&head.to_ascii_uppercase());
                    tag.push_str(&tail.to_ascii_lowercase());
                }
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        if tag.len() > 35 || tag.len() == tag.matches('-').count() { Err(refuse()) } else { Ok(Self(tag)) }
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = LanguageTagError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// HTML's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}
