//! Revisits and pictures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::*;

const PROFILE: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

fn revisit(uri: &str) -> Made {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    Made::new(RecordType::Revisit, uri, "application/http; msgtype=response", head)
        .field("WARC-Profile", PROFILE)
}

#[test]
fn originals_are_found_before_and_behind() {
    let original = Made::page("http://a.example/1")
        .field("WARC-Payload-Digest", "sha1:4N7YIWCUVWRDEGW6OHHQVVTA2BNSSLSG");
    let id = format!("<{}>", original.id);
    let by_id = revisit("http://a.example/2").field("WARC-Refers-To", &id);
    let by_date = revisit("http://a.example/3")
        .field("WARC-Refers-To-Target-URI", "http://a.example/1")
        .field("WARC-Refers-To-Date", "2014-07-15T10:00:00Z");
    let by_digest =
        revisit("http://a.example/4").field("WARC-Payload-Digest", "sha1:4N7YIWCUVWRDEGW6OHHQVVTA2BNSSLSG");
    let nowhere = revisit("http://a.example/5").field("WARC-Refers-To", "<urn:none>");
    let records = [by_id.clone(), by_date, original, by_digest, nowhere, by_id];
    for bytes in [gzip(&records), plain(&records)] {
        let items = all(&bytes);
        for number in [0, 1, 3, 5] {
            assert_eq!(page(&items[number]), HTML.as_bytes(), "{number}");
        }
        assert_eq!(items[0].as_ref().unwrap().charset.as_deref(), Some("utf-8"));
        assert_eq!(items[0].as_ref().unwrap().target_uri.as_deref(), Some("http://a.example/2"));
        assert_eq!(reason(&items[4]), &NotAPage::OriginalElsewhere);
        assert_eq!(reason(&streamed(&bytes)[0]), &NotAPage::OriginalElsewhere);
    }
}

#[test]
fn revisits_of_revisits_end() {
    let original = Made::page("http://a.example/1");
    let mut chain = vec![original.clone()];
    for number in 0..8 {
        let id = format!("<{}>", chain.last().unwrap().id);
        chain.push(revisit(&format!("http://a.example/{number}")).field("WARC-Refers-To", &id));
    }
    let items = all(&gzip(&chain));
    assert_eq!(page(&items[2]), HTML.as_bytes());
    assert_eq!(reason(&items[8]), &NotAPage::OriginalElsewhere);

    let mut one = revisit("http://a.example/a");
    let mut other = revisit("http://a.example/b").field("WARC-Refers-To", &format!("<{}>", one.id));
    one = one.field("WARC-Refers-To", &format!("<{}>", other.id));
    other = other.field("WARC-Payload-Digest", "sha1:A");
    for item in all(&gzip(&[one, other])) {
        assert_eq!(reason(&item), &NotAPage::OriginalElsewhere);
    }
}

#[test]
fn a_revisit_of_a_picture_is_a_picture() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n";
    let made = Made::new(RecordType::Revisit, "http://a.example/x.png", "application/http", head);
    assert_eq!(reason(&all(&gzip(&[made]))[0]), &NotAPage::MediaType("image/png".to_owned()));
}

#[test]
fn pictures_of_the_same_file_are_found() {
    let picture = |uri: &str, body: &str| Made::response(uri, "Content-Type: image/png\r\n", body);
    let seen_again = {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n";
        let original = picture("https://A.example:443/1.png", "one");
        Made::new(RecordType::Revisit, "http://a.example/again.png", "application/http", head)
            .field("WARC-Refers-To", &format!("<{}>", original.id))
    };
    let missing = Made::new(
        RecordType::Response,
        "http://a.example/missing.png",
        "application/http",
        "HTTP/1.1 404 No\r\nContent-Type: image/png\r\n\r\nno",
    );
    let records = [
        Made::page("http://a.example/"),
        picture("https://A.example:443/1.png", "one"),
        picture("http://a.example/2.png?w=1", "two"),
        picture("http://a.example/2.png", "bare"),
        Made::new(RecordType::Resource, "http://a.example/3.gif", "image/gif", "three"),
        Made::page("http://a.example/page.png"),
        missing,
        seen_again,
    ];
    for bytes in [gzip(&records), plain(&records)] {
        let items = all(&bytes);
        let source = items[0].as_ref().unwrap().resources.clone().unwrap();
        let get = |url: &str| source.get(url, url, 100).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(get("https://a.example/1.png").as_deref(), Some("one"));
        assert_eq!(get("http://a.example/1.png#x").as_deref(), Some("one"));
        assert_eq!(get("http://a.example/2.png?w=1").as_deref(), Some("two"));
        assert_eq!(get("https://a.example/2.png?w=7").as_deref(), Some("bare"));
        assert_eq!(get("http://a.example/3.gif").as_deref(), Some("three"));
        assert_eq!(get("http://a.example/again.png").as_deref(), Some("one"));
        assert_eq!(get("http://a.example/page.png"), None);
        assert_eq!(get("http://a.example/missing.png"), None);
        assert_eq!(get("no address"), None);
        assert_eq!(source.get("http://a.example/3.gif", "", 4), None);
    }
    assert!(streamed(&gzip(&records))[0].as_ref().unwrap().resources.is_none());
}

#[test]
fn the_index_is_bounded() {
    let picture = |number: usize| {
        Made::response(&format!("http://a.example/{number}.png"), "Content-Type: image/png\r\n", "x")
    };
    let mut records = vec![Made::page("http://a.example/")];
    records.extend((0..20).map(picture));
    let limits = Limits { max_indexed: 12, ..Limits::default() };
    let items = all_with(&gzip(&records), &limits);
    let source = items[0].as_ref().unwrap().resources.clone().unwrap();
    let found = (0..20)
        .filter(|number| source.get(&format!("http://a.example/{number}.png"), "", 10).is_some())
        .count();
    assert!((1..6).contains(&found), "{found}");
}

#[test]
fn a_revisit_in_a_file_compressed_as_a_whole_says_why_it_has_no_page() {
    let original = Made::page("http://a.example/1");
    let again = revisit("http://a.example/2").field("WARC-Refers-To", &format!("<{}>", original.id));
    let items = all(&gzip_bytes(&plain(&[original, again])));
    assert_eq!(reason(&items[1]), &NotAPage::OriginalElsewhere);
    assert!(items[1].as_ref().unwrap().remarks[0].contains("as a whole"));
}
