//! Nothing vanishes: each visible word is in the body or in a removal.

use offprint::model::block_text;

use crate::{fixture, read};

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.sort();
    words
}

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
    let body = page.split_once("<body").unwrap().1.split_once('>').unwrap().1;
    let mut visible = String::new();
    let mut in_tag = false;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                visible.push(' ');
            }
            c if !in_tag => visible.push(c),
            _ => {}
        }
    }
    assert_eq!(words(&accounted), words(&visible));
}
