//! An account of what became of pictures.

use std::collections::BTreeMap;

use crate::ImageError;

/// A picture that is told of by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Identifier of the resource.
    pub id: String,
    /// Where the page has it.
    pub url: Option<String>,
    /// Why it cannot be shown.
    pub why: ImageError,
}

/// What became of the pictures of a publication, where it is more than that they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ImageAccount {
    /// Pictures that are told of by their words.
    pub lost: Vec<Lost>,
    /// Identifiers of pictures that moved and stand still.
    pub stilled: Vec<String>,
    /// Identifiers of pictures that were kept as they are up to now and are written as JPEG, which keeps them only nearly.
    pub lossy: Vec<String>,
    /// Identifiers of pictures whose data are damaged within and that are shown as far as they go.
    pub damaged: Vec<String>,
}

impl ImageAccount {
    /// What a careful user should know, in words; none where all pictures are shown as they were.
    pub fn in_words(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.lost.is_empty() {
            let mut reasons: BTreeMap<ImageError, usize> = BTreeMap::new();
            for lost in &self.lost {
                *reasons.entry(lost.why).or_default() += 1;
            }
            let why: Vec<String> = reasons.iter().map(|(why, count)| format!("{count} {why}")).collect();
            let what = match self.lost.len() {
                1 => "1 picture is shown by its words".to_owned(),
                count => format!("{count} pictures are shown by their words"),
            };
            parts.push(format!("{what}: {}", why.join(", ")));
        }
        match self.stilled.len() {
            0 => {}
            1 => parts.push("1 picture that moved stands still".to_owned()),
            count => parts.push(format!("{count} pictures that moved stand still")),
        }
        match self.damaged.len() {
            0 => {}
            1 => parts.push("1 damaged picture is shown as far as it goes".to_owned()),
            count => parts.push(format!("{count} damaged pictures are shown as far as they go")),
        }
        match self.lossy.len() {
            0 => {}
            1 => parts.push("1 large picture is written as JPEG".to_owned()),
            count => parts.push(format!("{count} large pictures are written as JPEG")),
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}
