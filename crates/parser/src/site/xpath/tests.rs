use offprint_model::InputKind;

use super::*;
use crate::Options;

const PAGE: &str = "<html lang=en-GB><head><title>T</title><meta property='og:title' content='A Day Out'></head>\
    <body><div id=main class='post  entry'><h1>A <em>Day</em> Out</h1><p>One</p><p class=by>By <a href='/a/ann'>Ann Poe</a> on May 3</p>\
    <ul><li>1</li><li>2</li><li>3</li></ul></div><div id=foot class=foot><p>Two</p></div></body></html>";

fn page(html: &str) -> Page {
    Page::parse(html, InputKind::Html, &Options::default()).unwrap()
}

/// What an expression gives for [`PAGE`]: strings of nodes joined by a bar, or the value.
fn given(text: &str) -> String {
    let (page, budget) = (page(PAGE), Budget::new(1_000_000));
    match Expression::parse(text).unwrap().evaluate(&page, &budget).unwrap() {
        Value::Nodes(nodes) => {
            let all: Vec<String> = nodes.iter().map(|node| node.string(&page, &budget).unwrap()).collect();
            all.join("|")
        }
        other => other.into_text(&page, &budget).unwrap(),
    }
}

#[test]
fn ways_through_a_page() {
    for (expression, wanted) in [
        ("/html/body/div[2]/p", "Two"),
        ("//div[@id='main']/h1", "A Day Out"),
        ("//DIV[@ID='main']/H1", "A Day Out"),
        ("//p", "One|By Ann Poe on May 3|Two"),
        ("(//p)[2]/a/text()", "Ann Poe"),
        ("//p[1]", "One|Two"),
        ("(//p)[last()]", "Two"),
        ("//li[position() > 1]", "2|3"),
        ("//li[last()]/preceding-sibling::li[1]", "2"),
        ("//li[2]/preceding-sibling::*", "1"),
        ("//li[2]/following::p", "Two"),
        ("//div[@id='foot']/preceding::li", "1|2|3"),
        ("//em/ancestor::div/@class", "post  entry"),
        ("//a/ancestor-or-self::*[self::p]", "By Ann Poe on May 3"),
        ("//a/@href/..", "Ann Poe"),
        ("//a/../../h1", "A Day Out"),
        ("//h1 | //div[@id='foot']//p | //h1", "A Day Out|Two"),
        ("//meta[@property='og:title']/@content", "A Day Out"),
        ("//*[@*='by']/a", "Ann Poe"),
        ("id('foot')/p", "Two"),
        ("//h1/node()", "A |Day| Out"),
        ("//comment()", ""),
        (".//h1/descendant::text()[2]", "Day"),
        ("//div[p and not(ul)]/p", "Two"),
        ("//li[. = 2 or . = '3']", "2|3"),
        ("//li[number(.) mod 2 = 1]", "1|3"),
        ("//*[contains(concat(' ', normalize-space(@class), ' '), ' entry ')]/p[1]", "One"),
        ("//p[starts-with(@class, 'b')]/a", "Ann Poe"),
        ("//p[lang('en')][1]", "One|Two"),
        ("/..", ""),
        ("//*[name()='em']", "Day"),
        ("//*[local-name() = 'h1']", "A Day Out"),
        ("//li[@class != 'x']", ""),
        ("//p[a/@href = //a/@href]", "By Ann Poe on May 3"),
        ("//ul/li[count(preceding-sibling::li) = 0]", "1"),
    ] {
        assert_eq!(given(expression), wanted, "{expression}");
    }
}

#[test]
fn values() {
    for (expression, wanted) in [
        ("'Ann Poe'", "Ann Poe"),
        ("substring-after(//p[@class='by'], ' on ')", "May 3"),
        ("substring-before(substring-after(//p[@class='by'], 'By '), ' on')", "Ann Poe"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a\n b ')", "a b"),
        ("concat('a', 1 + 2 * 3, true())", "a7true"),
        ("count(//li)", "3"),
        ("sum(//li)", "6"),
        ("string-length('äb')", "2"),
        ("- - 2", "2"),
        ("10 div 4", "2.5"),
        ("20 - 5 - 3 * 2 div 3 mod 4", "13"),
        ("3 > 2 > 1", "false"),
        ("1 = 1 = 1", "true"),
        ("1 div 0", "Infinity"),
        ("number('x')", "NaN"),
        ("round(-2.5)", "-2"),
        ("//li > 2", "true"),
        ("boolean(//nothing) = false()", "true"),
        ("3 < 2 or 1 <= 1 and 'a' != 'b'", "true"),
        ("string(//nothing)", ""),
        ("//html/@lang = 'en-GB'", "true"),
    ] {
        assert_eq!(given(expression), wanted, "{expression}");
    }
}

#[test]
fn an_element_may_be_called_like_an_operator_or_function() {
    let page = page("<div><or>x</or></div>");
    let budget = Budget::new(10_000);
    for text in ["//div/or", "//or[1]", "//*[or or or]/or", "//text/text() | //or"] {
        let value = Expression::parse(text).unwrap().evaluate(&page, &budget).unwrap();
        assert!(value.is_true(), "{text}");
    }
}

#[test]
fn what_is_no_expression_is_told() {
    for (text, wanted) in [
        ("", "it ends where the name of an element should follow"),
        ("//div[", "it ends where the name of an element should follow"),
        ("//div[@id='a]", "the string that begins at character 11 does not end"),
        ("//div]", "“]” stands where the end should, at character 6"),
        ("contain(@a, 'b')", "XPath 1.0 has no function contain()"),
        ("//a[contains(@a)]", "contains() takes another number of arguments than 1"),
        ("//a/up::b", "XPath 1.0 has no axis up::"),
        ("$a", "it has the variable $a, and there are none"),
        ("//a{b}", "“{” stands where an expression should, at character 4"),
    ] {
        assert_eq!(Expression::parse(text).unwrap_err().to_string(), wanted, "{text}");
    }
}

#[test]
fn nesting_is_bounded_whatever_nests() {
    for (open, inside, close) in [
        ("(", "1", ")"),
        ("//a[", "1", "]"),
        ("not(", "1", ")"),
        ("1+", "1", ""),
        ("1=", "1", ""),
        ("-", "1", ""),
        ("a/", "b", ""),
        ("a or ", "b", ""),
        ("a|", "b", ""),
        ("0 or 1 and 1=1<1+1*-(", "1", ")"),
        ("0 or 1 and 1=1<1+1*-count(", "//p", "|//a)"),
        ("//*[0 or 1 and 1=1<1+1*-string-length(a[1]/b) or ", "1", "]"),
    ] {
        for times in [20, 40, 400] {
            let text = format!("{}{inside}{}", open.repeat(times), close.repeat(times));
            if let Ok(expression) = Expression::parse(&text) {
                let _ = expression.evaluate(&page(PAGE), &Budget::new(100_000));
            }
        }
    }
    let deep = format!("{}1{}", "(".repeat(2_000), ")".repeat(2_000));
    assert!(matches!(Expression::parse(&deep), Err(XPathError::TooDeep { .. })));
    assert!(matches!(Expression::parse(&"a".repeat(LONGEST + 1)), Err(XPathError::TooLong { .. })));
}

#[test]
fn work_is_bounded() {
    let html = format!("<body>{}", "<div><p>a</p>".repeat(200));
    let page = page(&html);
    for text in [
        "//*[//*[//*[//*[contains(., 'x')]]]]",
        "//*/following::*/preceding::*[contains(., 'b')]",
        "//*[. = //*]/x",
    ] {
        let budget = Budget::new(200_000);
        assert_eq!(Expression::parse(text).unwrap().evaluate(&page, &budget), Err(Spent), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[-a-z/@*.:\\[\\]()'\"=<>|+, 0-9$äö]{0,60}") {
        if let Ok(expression) = Expression::parse(&text) {
            let _ = expression.evaluate(&page(PAGE), &Budget::new(20_000));
        }
    }
}
