//! What cleaning takes from whole pages made up for it, and what it leaves.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use offprint_parser::{Context, Options, parse};

const FIRST: &str = "<p>The keeper of the lock at Saltmere waited before the first frost, as he had done for some forty years, and on \
    a Tuesday in March the council told him that the gates would be replaced by others of steel.</p>";
const LAST: &str = "<p>“Nobody could say as much of the new ones,” he says, “which were made in a town that has no river.” The work \
    will take until the autumn, and for as long as it lasts the boats will have to lie below the bridge.</p>\
    <p>There is a pontoon for eleven of them and a tap that gives water from eight in the morning, and beside it a board \
    on which the keeper writes the height of the water every day with chalk, as his father did.</p>";

/// The text that is left of a page with something between its paragraphs.
fn left(between: &str) -> String {
    let html = format!(
        "<html lang=en><body><main><article><h1>New gates for the lock</h1>{FIRST}{between}{LAST}</article></main></body></html>"
    );
    let article = parse(html.as_bytes(), &Context::default(), &Options::default()).expect("an article");
    offprint_model::block_text(&article.body)
}

#[test]
fn pull_quotes_that_repeat_the_text_go() {
    let words = "The gates would be replaced by others of steel";
    for quote in [
        "<aside>The gates would be replaced by others of steel.</aside>",
        "<blockquote class=pullquote>“The gates would be replaced by others of steel”</blockquote>",
        "<div class=pull-quote>The gates would be replaced by others of steel</div>",
        "<figure class=quote><blockquote>»The gates would be replaced by others of steel«</blockquote></figure>",
        "<aside class=x><div><p><em>The gates would be</em> <strong>replaced by others of steel</strong></p></div></aside>",
        "<blockquote><p>The gates would be replaced by others of steel.</p></blockquote>",
        "<figure class=wp-block-pullquote><blockquote><p>The gates would be replaced by others of steel</p><cite>The council</cite></blockquote></figure>",
    ] {
        assert!(!left(quote).contains(words), "{quote}: {}", left(quote));
    }
    for quote in [
        "<aside>“… made in a town that has no river.”</aside>",
        "<div class=pull-quote>“Nobody could say as much of the new ones … made in a town that has no river.”</div>",
    ] {
        assert_eq!(left(quote).matches("made in a town that has no river").count(), 1, "{quote}");
        assert_eq!(left(quote).matches("say as much of the new ones").count(), 1, "{quote}");
    }
}

#[test]
fn quotations_of_their_own_stay() {
    for (quote, words) in [
        (
            "<blockquote class=pullquote>The gates would be replaced by others of oak.</blockquote>",
            "others of oak",
        ),
        (
            "<aside>The gates would be replaced by others of steel, and nobody asked me about it at all.</aside>",
            "nobody asked me",
        ),
        ("<blockquote><p>Which were made in a town that has no river.</p></blockquote>", "Which were made"),
        (
            "<p>The letter said:</p><blockquote><p>The gates would be replaced by others of steel.</p></blockquote>",
            "The gates would be",
        ),
        ("<blockquote class=pullquote>The gates</blockquote>", "The gates\n"),
        (
            "<div class=pull-quote><p>The gates would be replaced by others of steel</p><p>Maud Ellery, engineer</p></div>",
            "Maud Ellery",
        ),
    ] {
        assert!(format!("{}\n", left(quote)).contains(words), "{quote}: {}", left(quote));
    }
}

#[test]
fn an_invitation_that_is_quoted_stays() {
    for text in [
        "<p>Under every page stood the same line, in the same grey: “Subscribe to our newsletter: one letter a week.”</p>",
        "<p>Boxes that say “Subscribe to our newsletter” were what readers named first when asked what annoyed them.</p>",
    ] {
        assert!(left(text).contains("Subscribe to our newsletter"), "{text}");
    }
    let asks = "<div class=newsletter><p>Subscribe to our newsletter: one letter a week.</p><input type=email><button>Subscribe</button></div>";
    assert!(!left(asks).contains("Subscribe to our newsletter"));
}

#[test]
fn a_list_of_networks_is_the_articles_own() {
    let list = "<h2>Share this</h2><ul><li>Facebook</li><li>Twitter</li><li>WhatsApp</li></ul>\
        <p>These were the three that the lock's new sign named, and nobody had asked the keeper which of them he used.</p>";
    let text = left(list);
    assert!(
        ["Share this", "Facebook", "Twitter", "WhatsApp"].iter().all(|word| text.contains(word)),
        "{text}"
    );
    let row = "<div><span>Share this</span></div><ul><li><a href=https://facebook.example/share>Facebook</a></li><li><a href=https://twitter.example/share>Twitter</a></li>\
        <li><button>WhatsApp</button></li></ul>";
    assert!(!left(row).contains("WhatsApp"), "{}", left(row));
}

#[test]
fn a_linked_line_with_an_ellipsis_within_is_not_cut_off() {
    let item = |place: &str| {
        format!(
            "<li><a href=/{place}>The lock at {place}</a> was rebuilt … and its keeper, who had no say in it, left in the same year.</li>"
        )
    };
    let list = format!("<ul>{}{}{}</ul>", item("Aldgate"), item("Burnham"), item("Corbridge"));
    assert!(left(&list).contains("The lock at Burnham"));
}

#[test]
fn an_invitation_that_is_told_between_paragraphs_stays() {
    for told in [
        "He said: sign up for our newsletter.",
        "He told us to sign up for our newsletter.",
        "Sign up for our newsletter, he said.",
        "The sign said: subscribe to our newsletter!",
    ] {
        assert!(left(&format!("<p>{told}</p>")).contains(told), "{told}");
    }
    for box_ in [
        "<p>Sign up for our newsletter. <a href='/newsletter'>Subscribe</a></p>",
        "<p>Sign up for our newsletter.</p><form action='/n'><input type=email><button>Subscribe</button></form>",
        "<div class=newsletter><p>Sign up for our newsletter.</p></div>",
    ] {
        assert!(!left(box_).contains("Sign up for our newsletter"), "{box_}");
    }
}

/// The text that is left of a page with a byline and something after its paragraphs.
fn left_at_end(after: &str) -> String {
    let html = format!(
        "<html lang=en><body><main><article><h1>New gates for the lock</h1><p>By Ann Carr</p>{FIRST}{LAST}{after}</article></main></body></html>"
    );
    let article = parse(html.as_bytes(), &Context::default(), &Options::default()).expect("an article");
    offprint_model::block_text(&article.body)
}

#[test]
fn bylines_of_whom_the_metadata_do_not_tell_stay() {
    let page = |byline: &str, after: &str| {
        let data = r#"<script type=application/ld+json>{"@type":"Article","headline":"New gates for the lock","author":{"@type":"Person","name":"Ann Carr"}}</script>"#;
        let html = format!(
            "<html lang=en><head>{data}</head><body><main><article><h1>New gates for the lock</h1>{byline}{FIRST}{LAST}{after}</article></main></body></html>"
        );
        let article = parse(html.as_bytes(), &Context::default(), &Options::default()).expect("an article");
        let names: Vec<String> = article.metadata.authors.iter().map(|person| person.name.clone()).collect();
        (names, offprint_model::block_text(&article.body))
    };
    for (byline, after, name) in [
        ("<p class=byline>By Ann Carr</p>", "<p>Written by Tim Dole</p>", "Tim Dole"),
        ("<p class=byline>By Ann Carr</p>", "<p>Written by Tim Dole.</p>", "Tim Dole"),
        ("<p>By Ann Carr</p><p class=author>Tom Reed and Ayesha Khan</p>", "", "Tom Reed"),
        ("<p class=byline>By Ann Carr</p>", "<p>Edited by Jo Pike</p>", "Jo Pike"),
        ("<p class=byline>By Ann Carr</p>", "<p>Written by Ann Carr</p>", "Ann Carr"),
    ] {
        let (names, text) = page(byline, after);
        for name in [name, "Ann Carr"] {
            let is_told = names.iter().any(|known| known == name);
            assert_ne!(is_told, text.contains(name), "{name} {byline} {after}: {names:?} {text}");
        }
    }
}

#[test]
fn captions_are_no_bylines() {
    for figure in [
        "<figure><img src=a.jpg alt=x><figcaption>Forty ribs to a lantern. Photo: Keiko Farrow</figcaption></figure>",
        "<figure><img src=a.jpg alt=x><figcaption><p>Forty ribs to a lantern. Photo: Keiko Farrow</p></figcaption></figure>",
    ] {
        let text = left_at_end(figure);
        assert!(text.contains("Forty ribs to a lantern"), "{figure}: {text}");
    }
    let portrait = "<figure class=author><img src=a.jpg alt=x><figcaption>The keeper at his desk in Saltmere</figcaption></figure>";
    assert!(left(portrait).contains("at his desk in Saltmere"), "{}", left(portrait));
    assert!(!left_at_end("<p>Photo: Keiko Farrow</p>").contains("Keiko"));
}

#[test]
fn descriptions_stay_with_their_terms() {
    let list = "<h2>Options</h2><dl><dt>max</dt><dd>How often a job is tried again.</dd><dt>delay</dt><dd>Seconds between \
        tries.</dd></dl>";
    let text = left_at_end(list);
    assert!(
        text.contains("How often a job is tried again.") && text.contains("Seconds between tries."),
        "{text}"
    );
}
