//! Any bytes in, no panic; the same bytes out each time.

use offprint::{Format, ParseError, Publication};
use proptest::prelude::*;

use crate::{fixture, read};

#[test]
fn deep_nesting_ends() {
    let page = format!(
        "{}<p>{}</p>",
        "<div>".repeat(20_000),
        "The text at the bottom of it all, long enough. ".repeat(20)
    );
    let article = read(page.as_bytes()).unwrap();
    assert!(offprint::model::block_text(&article.body).contains("at the bottom"));
}

#[test]
fn absurd_spans_end() {
    let cells = "<td colspan=9007199254740991 rowspan=65535>A cell</td><td>Another</td>";
    let page = format!(
        "<p>{}</p><table><tr><th>x</th></tr><tr>{cells}</tr></table>",
        "Words and words. ".repeat(60)
    );
    let article = read(page.as_bytes()).unwrap();
    assert_eq!(offprint::model::check_article(&article), []);
}

#[test]
fn nothing_is_an_error() {
    assert_eq!(read(b"  \n"), Err(ParseError::Empty));
    assert!(matches!(read(b"\x89PNG\r\n\x1a\n\0"), Err(ParseError::Binary { .. })));
}

#[test]
fn written_twice_the_same() {
    for format in Format::ALL.iter().copied() {
        let write = || {
            let article = read(&fixture("think-tank--author-boxes.html")).unwrap();
            let mut out = Vec::new();
            offprint::write(&Publication::of(article), format, &offprint::WriteOptions::default(), &mut out)
                .unwrap();
            out
        };
        assert_eq!(write(), write());
    }
}

/// A link led to a paragraph that a lost picture had left empty.
#[test]
fn link_to_a_paragraph_of_a_lost_picture() {
    let page = "<p id=x><img src='a.png'><p id=x>Some words of an article that goes on, and on, and then it ends here.\
        <p><a href='#x'>Some words of an article that goes on, and on, and then it ends here.</a>";
    let article = read(page.as_bytes()).unwrap();
    assert_eq!(offprint::model::check_article(&article), vec![]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_markup_keeps_the_promises(pieces in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("<div>"), Just("</div>"), Just("<ul><li>"), Just("</ul>"), Just("<table><tr><td>"), Just("<h3>"),
        Just("<a href='#x'>"), Just("<a href='javascript:x'>"), Just("</a>"), Just("<b>"), Just("</b>"), Just("<br>"), Just("<blockquote>"),
        Just("<pre>"), Just("</pre>"), Just("<figure>"), Just("<figcaption>"), Just("<img src='a.png'>"), Just("<dl><dt>t<dd>"), Just("<sup>"), Just("<ruby>字<rt>じ</ruby>"),
        Just("Some words of an article that goes on, and on, and then it ends here. "), Just("Share"), Just("<p id=x>"), Just("<li>"), Just("<hr>"),
    ], 0..120)) {
        let page: String = pieces.concat();
        if let Ok(article) = read(page.as_bytes()) {
            prop_assert_eq!(offprint::model::check_article(&article), vec![]);
        }
    }
}
