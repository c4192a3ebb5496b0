//! What a saved page says of where and when it was saved, in a comment at its top.

use crate::readers::dates;
use crate::readers::kind::position;

/// Bytes of a page that the comment is looked for in.
const TOP: usize = 8 << 10;

/// Where and when a page was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SavedFrom {
    pub(crate) url: Option<String>,
    /// RFC 3339 in UTC.
    pub(crate) date: Option<String>,
}

/// Of SingleFile's comment, or the Mark of the Web that browsers write: `<!-- saved from url=(0023)https://example.org/ -->`.
pub(crate) fn saved_from(page: &[u8]) -> SavedFrom {
    let top = page.get(..TOP).unwrap_or(page);
    let mut rest = top;
    while let Some(start) = position(rest, b"<!--") {
        rest = rest.get(start + 4..).unwrap_or_default();
        let end = position(rest, b"-->").unwrap_or(rest.len());
        let comment = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        if let Some(found) = single_file(&comment).or_else(|| mark_of_the_web(&comment)) {
            return found;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    SavedFrom::default()
}

fn single_file(comment: &str) -> Option<SavedFrom> {
    let text = comment.trim_start();
    let by =
        text.starts_with("Page saved with SingleFile") || text.starts_with("Archive processed by SingleFile");
    if !by {
        return None;
    }
    let value = |name: &str| comment.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    Some(SavedFrom {
        url: value("url:").filter(|url| is_web(url)).map(str::to_owned),
        date: value("saved date:")
            .and_then(|date| dates::of_javascript(date).or_else(|| dates::of_rfc3339(date))),
    })
}

fn mark_of_the_web(comment: &str) -> Option<SavedFrom> {
    let (_, rest) = comment.trim().split_once("saved from url=(")?;
    let (_, url) = rest.split_once(')')?;
    let url = url.trim();
    is_web(url).then(|| SavedFrom { url: Some(url.to_owned()), date: None })
}

/// Whether it is an address of the web.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
