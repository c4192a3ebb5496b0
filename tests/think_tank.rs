//! A think-tank article with a nameless byline, authors announced twice, bare section titles and a donation appeal:
//! as a text scrape and as a page, which must say the same.

use offprint::model::{Block, block_text, check_article, plain_text};

use crate::{fixture, read};

fn is_whole(name: &str) {
    let article = read(&fixture(name)).unwrap();
    assert_eq!(check_article(&article), [], "{name}");
    let metadata = &article.metadata;
    assert_eq!(metadata.title.as_deref(), Some("The River Nobody Owns"), "{name}");
    assert_eq!(
        metadata.dek.as_deref(),
        Some("Two hydrologists on why the Ardel basin needs one rulebook rather than five."),
        "{name}"
    );
    assert_eq!(metadata.published.map(|date| date.to_string()).as_deref(), Some("2021-05-03"), "{name}");
    let authors: Vec<_> = metadata
        .authors
        .iter()
        .map(|a| (a.name.as_str(), a.post.as_deref().unwrap_or(""), a.affiliation.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        authors,
        [
            ("Mirela Osk", "Director of the Basin Observatory", "Basin Observatory"),
            ("Tomas Venn", "Senior fellow and lecturer, Institute for Water Law", "Institute for Water Law"),
        ],
        "{name}"
    );
    let headings: Vec<String> = article
        .body
        .iter()
        .filter_map(|block| if let Block::Heading(h) = block { Some(plain_text(&h.content)) } else { None })
        .collect();
    assert_eq!(
        headings,
        [
            "What the poles could not show",
            "A shared record would cost less than one dam gate",
            "One river, one clock"
        ],
        "{name}"
    );
    let text = block_text(&article.body);
    assert_eq!(article.body.len(), 9, "{name}: {text}");
    assert!(text.starts_with("Every spring the Ardel rises"), "{name}");
    assert!(text.ends_with("agree on what time it is."), "{name}");
    assert!(text.contains("Fundraising for such dull purposes is hard"), "{name}");
    let appeal = article.removals.iter().find(|removal| removal.text.contains("Before you leave")).unwrap();
    assert!(appeal.text.ends_with("Become a member"), "{name}: {appeal:?}");
    // In a text scrape nothing but the words tells that it is an appeal.
    assert!(!name.ends_with(".txt") || appeal.rule == "donation-appeal", "{name}: {appeal:?}");
}

#[test]
fn scrape_is_whole() {
    is_whole("think-tank--scrape.txt");
}

#[test]
fn page_is_whole() {
    is_whole("think-tank--author-boxes.html");
}

#[test]
fn keep_puts_a_rules_removals_back() {
    let options = offprint::Options { keep: vec!["donation-appeal".into()], ..Default::default() };
    let bytes = fixture("think-tank--scrape.txt");
    let article = offprint::read(&bytes, &offprint::Context::default(), &options).unwrap();
    assert!(block_text(&article.body).ends_with("Become a member"));
}
