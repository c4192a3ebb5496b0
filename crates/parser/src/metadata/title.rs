//! The headline that a reader sees, and `<title>`.

use offprint_model::Field;

use super::Found;
use super::head::Head;
use crate::page::Page;
use crate::tag::Tag;

/// `<title>`: most often with the site's name.
pub(super) fn read_title_element(page: &Page, found: &mut Found<'_>) {
    if let Some(row) = (0..page.len()).find(|row| page.tag(*row) == Tag::Title) {
        let text: String =
            page.subtree(row).filter(|r| page.tag(*r) == Tag::Text).map(|r| page.text(r)).collect();
        found.text(Field::Title, &text, 0.4, Some(page.path(row)));
    }
}

/// The headline. What stands there is the title for readers; the data's is often one for search engines.
pub(super) fn read(page: &Page, head: &Head, found: &mut Found<'_>) {
    let Some((row, likeness)) = head.headline else { return };
    let weight = if likeness >= 0.5 {
        1.3
    } else if likeness > 0.2 {
        1.1
    } else {
        0.7
    };
    found.text(Field::Title, &page.visible_text(page.subtree(row)), weight, Some(page.path(row)));
}
