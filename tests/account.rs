//! Nothing vanishes: each visible word is in the body or in a removal.

use offprint::model::block_text;

use crate::{fixture, read, shown, words};

#[test]
fn of_a_text_scrape() {
    let bytes = fixture("think-tank--scrape.txt");
    let article = read(&bytes).unwrap();
    let mut accounted = block_text(&article.body);
    for removal in &article.removals {
        accounted.push('\n');
        accounted.push_str(&removal.text);
    }
    assert_eq!(words(&accounted), words(std::str::from_utf8(&bytes).unwrap()));
}

#[test]
fn of_a_page() {
    let bytes = fixture("think-tank--author-boxes.html");
    let article = read(&bytes).unwrap();
    let mut accounted = block_text(&article.body);
    for removal in &article.removals {
        accounted.push('\n');
        accounted.push_str(&removal.text);
    }
    let page = std::str::from_utf8(&bytes).unwrap();
    assert_eq!(words(&accounted), words(&shown(page)));
}
