//! What is said of an article, read from whole pages made up for it.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use offprint_model::{Article, Role};
use offprint_parser::{Context, Options, parse};

/// Two paragraphs that are surely an article's.
const TEXT: &str = "<p>The keeper of the lock at Saltmere waited before the first frost, as he had done for some forty \
    years, and on a Tuesday in March the council told him that the gates would be replaced by others of steel.</p>\
    <p>He had oiled the old ones every spring, and when the water rose they had held; nobody could say as much of the \
    new ones, which were made in a town that had no river and were brought over the hills on two lorries.</p>\
    <p>The work will take until the autumn, and for as long as it lasts the boats will have to lie below the bridge, \
    where there is a pontoon for eleven of them and a tap that gives water from eight in the morning.</p>";

fn page(head: &str, before: &str, after: &str) -> Article {
    let html = format!(
        "<html lang=en><head>{head}</head><body><header><a href=/>The Saltmere Ledger</a></header><main><article>\
         {before}{TEXT}{after}</article></main><footer>© The Saltmere Ledger</footer></body></html>"
    );
    parse(html.as_bytes(), &Context::default(), &Options::default()).expect("an article")
}

fn people(article: &Article) -> Vec<(&str, Role)> {
    article.metadata.authors.iter().map(|person| (person.name.as_str(), person.role)).collect()
}

fn published(article: &Article) -> Option<String> {
    article.metadata.published.map(|date| date.date_only().to_string())
}

fn modified(article: &Article) -> Option<String> {
    article.metadata.modified.map(|date| date.date_only().to_string())
}

const HEADLINE: &str = "<h1>New gates for the lock</h1>";

#[test]
fn credits_at_the_end_have_their_roles() {
    for (credit, name, role) in [
        ("<p>Photo: Ann Poe</p>", "Ann Poe", Role::Photographer),
        ("<p>Fotos: Anna Muster</p>", "Anna Muster", Role::Photographer),
        ("<p><em>Photographs by Ann Poe</em></p>", "Ann Poe", Role::Photographer),
        ("<p>Translated from the German by Ann Poe</p>", "Ann Poe", Role::Translator),
        (
            "<p>Translated from the German by <a rel=author href=/people/ann-poe>Ann Poe</a></p>",
            "Ann Poe",
            Role::Translator,
        ),
        ("<p class=author>Aus dem Englischen von Anna Muster</p>", "Anna Muster", Role::Translator),
        ("<p class=credits>Übersetzung: Anna Muster</p>", "Anna Muster", Role::Translator),
        ("<div class=author-box>Foto: <b>Anna Muster</b></div>", "Anna Muster", Role::Photographer),
        (
            "<p><strong>Foto:</strong> <a rel=author href=/autor/anna>Anna Muster</a></p>",
            "Anna Muster",
            Role::Photographer,
        ),
    ] {
        let article = page("", HEADLINE, credit);
        assert_eq!(people(&article), [(name, role)], "{credit}");
        let article = page("", "<h1>New gates for the lock</h1><p class=byline>By Jane Doe</p>", credit);
        let told = people(&article);
        assert_eq!(told.first(), Some(&("Jane Doe", Role::Author)), "{credit}");
        assert!(told.iter().skip(1).all(|other| *other == (name, role)), "{credit}: {told:?}");
    }
}

#[test]
fn whom_a_line_names_that_goes_is_in_the_metadata() {
    for (line, helpers) in [
        (
            "<p>Additional reporting by Tim Dole in Hollin. Edited by Jo Pike.</p>",
            &[("Tim Dole", Role::Contributor), ("Jo Pike", Role::Editor)][..],
        ),
        ("<p>Edited by Jo Pike.</p>", &[("Jo Pike", Role::Editor)]),
        ("<p>Photo: Tim Dole</p>", &[("Tim Dole", Role::Photographer)]),
        ("<p>Edited by Ann Carr and Jo Pike.</p>", &[("Jo Pike", Role::Editor)]),
        // Who checked it, and whoever is named for nothing, made nothing.
        ("<p>Fact-checked by Jo Pike</p>", &[]),
        ("<p>Photo: Getty Images</p>", &[]),
    ] {
        for byline in
            ["<p>By Ann Carr</p>", "<p class=byline>By <a rel=author href=/people/ann>Ann Carr</a></p>"]
        {
            let article = page("", &format!("{HEADLINE}{byline}"), line);
            let expected: Vec<_> =
                std::iter::once(("Ann Carr", Role::Author)).chain(helpers.iter().copied()).collect();
            assert_eq!(people(&article), expected, "{line} {byline}");
        }
    }
    for (byline, all) in [
        (
            "<p class=byline>Words by Mara Quill. Photographs by Ned Stone. Edited by Jo Pike</p>",
            &[("Mara Quill", Role::Author), ("Ned Stone", Role::Photographer), ("Jo Pike", Role::Editor)][..],
        ),
        (
            "<p class=author>Tom Reed (now) and Ayesha Khan (earlier)</p>",
            &[("Tom Reed", Role::Author), ("Ayesha Khan", Role::Author)],
        ),
        (
            "<p class=writer>文・佐藤健一　写真・田中美咲</p>",
            &[("佐藤健一", Role::Author), ("田中美咲", Role::Photographer)],
        ),
    ] {
        assert_eq!(people(&page("", &format!("{HEADLINE}{byline}"), "")), all, "{byline}");
    }
}

#[test]
fn labels_name_nobody() {
    for line in [
        "<p class=byline>Keystone</p>",
        "<p class=author>Source</p>",
        "<figure><img src=a.jpg><figcaption>A gate. Photo: Getty</figcaption></figure>",
        "<span class=author>Feb</span> <span class=date>3, 2020</span>",
        "<span class=author>user48213</span>",
    ] {
        let article = page("", &format!("{HEADLINE}{line}"), "");
        assert_eq!(people(&article), [], "{line}");
    }
    let article = page("", &format!("{HEADLINE}<p class=author>Anna Muster, Germany</p>"), "");
    assert_eq!(people(&article), [("Anna Muster", Role::Author)]);
}

#[test]
fn words_run_on_and_references_are_read() {
    let glued = "<div class=author><span>por</span><span>Redaccion</span></div>";
    assert_eq!(people(&page("", &format!("{HEADLINE}{glued}"), "")), [("Redaccion", Role::Author)]);
    let data = r#"<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Redacci&oacute;n"}}</script>"#;
    assert_eq!(people(&page(data, HEADLINE, "")), [("Redacción", Role::Author)]);
}

#[test]
fn bylines_of_every_script() {
    for (line, expected) in [
        ("文・山田太郎", "山田太郎"),
        ("取材・文=山田太郎", "山田太郎"),
        ("构成/山田太郎", ""),
        ("构图", ""),
        ("記者 王小明 報導", "王小明"),
        ("撰文/王小明", "王小明"),
        ("김철수 기자", "김철수"),
        ("Της Μαρίας Παππά", "Μαρίας Παππά"),
        ("โดย สมชาย ใจดี", "สมชาย ใจดี"),
        ("نویسنده: علی رضایی", "علی رضایی"),
        ("लेखक: अनिता शर्मा", "अनिता शर्मा"),
    ] {
        let article = page("", &format!("{HEADLINE}<p>{line}</p>"), "");
        let told: Vec<&str> = people(&article).into_iter().map(|(name, _)| name).collect();
        assert_eq!(told.join("|"), expected, "{line}");
    }
}

#[test]
fn a_time_within_prose_is_no_day_of_publication() {
    let born = "<p>The keeper, who was born on <time datetime=1951-04-03>3 April 1951</time> in the house beside the lock, has never \
        lived anywhere else, and says that he will not begin to do so now that the gates are of steel.</p>";
    let article = page("", &format!("{HEADLINE}{born}"), "");
    assert_eq!(published(&article), None);
    let event = "<p>The new gates will be opened on <time datetime=2027-04-03>3 April</time>, when the mayor will come, and with him \
        a band from the town over the hills in which the gates were made, to play on the bridge.</p>";
    assert_eq!(published(&page("", HEADLINE, event)), None);
    let said = "<p>This report was first published on <time datetime=2020-04-03>3 April 2020</time> in the supplement of the Ledger, and \
        has since been corrected where it told of the weight of the gates, which was given in pounds.</p>";
    assert_eq!(published(&page("", HEADLINE, said)).as_deref(), Some("2020-04-03"));
    let alone = "<p><time datetime=2020-04-03>3 April 2020</time></p>";
    assert_eq!(published(&page("", &format!("{HEADLINE}{alone}"), "")).as_deref(), Some("2020-04-03"));
}

#[test]
fn last_reviewed_is_a_change() {
    for line in [
        "<p>Last reviewed: 3 April 2020</p>",
        "<p class=date>Last reviewed on <time datetime=2020-04-03>3 April 2020</time></p>",
        "<p>Last reviewed <span class=date>3 April 2020</span></p>",
        "<dl><dt>Last reviewed</dt><dd><time datetime=2020-04-03>3 April 2020</time></dd></dl>",
        "<div><span>Last reviewed</span><span>3 April 2020</span></div>",
        "<p>Page last reviewed: 3 April 2020<br>Next review due: 3 April 2023</p>",
    ] {
        for article in [page("", &format!("{HEADLINE}{line}"), ""), page("", HEADLINE, line)] {
            assert_eq!(
                (published(&article), modified(&article)),
                (None, Some("2020-04-03".to_owned())),
                "{line}"
            );
        }
    }
}

#[test]
fn days_of_other_articles_lose() {
    let cards = "<section><h2>More from the coast</h2>\
        <article><a href=/a><h3>Toll for the bridge</h3></a><time datetime=2021-05-01>1 May 2021</time></article>\
        <article><a href=/b><h3>Ferry sold to the island</h3></a><time datetime=2021-05-02>2 May 2021</time></article>\
        <article><a href=/c><h3>Herring late again</h3></a><time datetime=2021-05-03>3 May 2021</time></article></section>";
    let article = page("", HEADLINE, cards);
    assert_eq!(published(&article), None);
    let article = page("", &format!("{cards}{HEADLINE}"), "");
    assert_eq!(published(&article), None);
    let changed = "<meta property=article:modified_time content=2020-04-05T10:00:00Z>";
    let article =
        page(changed, &format!("{HEADLINE}<p><time datetime=2020-04-03>3 April 2020</time></p>"), cards);
    assert_eq!(
        (published(&article).as_deref(), modified(&article).as_deref()),
        (Some("2020-04-03"), Some("2020-04-05"))
    );
    let article = page(changed, HEADLINE, cards);
    assert_eq!((published(&article), modified(&article).as_deref()), (None, Some("2020-04-05")));
    // A day shown after the last change is another's.
    let late = format!("{HEADLINE}<p>3 May 2021</p>");
    assert_eq!(published(&page(changed, &late, "")), None);
}

#[test]
fn kickers_without_a_telling_class() {
    let title = "<title>New gates for the lock at Saltmere | The Saltmere Ledger</title><meta property=og:title content='New gates for the lock at Saltmere'>";
    for heading in [
        "<h1><span>Waterways</span> New gates for the lock at Saltmere</h1>",
        "<h1><small>Waterways</small><br>New gates for the lock at Saltmere</h1>",
        "<h1>Waterways<br>New gates for the lock at Saltmere</h1>",
        "<h1><span class=x1>Waterways</span><span class=x2>New gates for the lock at Saltmere</span></h1>",
        "<h1><strong>Waterways:</strong> New gates for the lock at Saltmere</h1>",
        "<h1>Waterways<div>New gates for the lock at Saltmere</div></h1>",
    ] {
        let article = page(title, heading, "");
        assert_eq!(
            article.metadata.title.as_deref(),
            Some("New gates for the lock at Saltmere"),
            "{heading}"
        );
    }
    // Where the title for machines holds it too, or is cut elsewhere, the heading stays whole.
    let whole = "<title>Waterways: New gates for the lock | Ledger</title>";
    let article = page(whole, "<h1><span>Waterways:</span> New gates for the lock</h1>", "");
    assert_eq!(article.metadata.title.as_deref(), Some("Waterways: New gates for the lock"));
    let short = "<title>the lock</title>";
    let article = page(short, "<h1><span>New gates for</span> the lock</h1>", "");
    assert_eq!(article.metadata.title.as_deref(), Some("New gates for the lock"));
}

#[test]
fn the_name_of_the_site_is_no_title() {
    let head = "<title>The Saltmere Ledger</title><meta property=og:site_name content='The Saltmere Ledger'>";
    let article = page(head, "<h1>The Saltmere Ledger</h1><h2>New gates for the lock</h2>", "");
    assert_eq!(article.metadata.title.as_deref(), Some("New gates for the lock"));
    let head = "<title>New gates for the lock - The Saltmere Ledger</title>";
    let article = page(head, "<h1>The Saltmere Ledger</h1><h2>New gates for the lock</h2>", "");
    assert_eq!(article.metadata.title.as_deref(), Some("New gates for the lock"));
}

#[test]
fn a_site_called_by_the_title_and_a_paragraph_as_heading() {
    let title = "New gates for the lock: a complete guide for the coming year | Ledger";
    let head = format!("<title>{title}</title><meta property=og:site_name content='{title}'>");
    let article = page(&head, "<h1>New gates for the lock: a complete guide for the coming year</h1>", "");
    assert_eq!(
        article.metadata.title.as_deref(),
        Some("New gates for the lock: a complete guide for the coming year")
    );
    let paragraph = "<h1>Learn when the lock will be closed. The keeper tells you where the boats may lie until the autumn, and what it \
        costs to leave one there. All you need to know about the new gates, and more.</h1>";
    let article = page(
        "<title>New gates for the lock</title><meta property=og:title content='New gates for the lock'>",
        paragraph,
        "",
    );
    assert_eq!(article.metadata.title.as_deref(), Some("New gates for the lock"));
}

#[test]
fn suffixes_of_the_site() {
    let site = "<meta property=og:site_name content='Saltmere Ledger'>";
    for title in [
        "New gates • Saltmere Ledger",
        "New gates » Saltmere Ledger",
        "New gates | Saltmere Ledger",
        "New gates|Saltmere Ledger",
        "New gates :: Saltmere Ledger",
        "New gates – Saltmere Ledger",
        "New gates – saltmereledger.example",
        "New gates ⋆ Saltmere Ledger",
        "New gates ~ Saltmere Ledger",
        "New gates › Saltmere Ledger",
        "New gates / Saltmere Ledger",
        "New gates (Saltmere Ledger)",
        "New gates @ Saltmere Ledger",
    ] {
        let head = format!(
            "<title>{title}</title>{site}<link rel=canonical href=https://www.saltmereledger.example/gates>"
        );
        let article = page(&head, "<p></p>", "");
        assert_eq!(article.metadata.title.as_deref(), Some("New gates"), "{title}");
    }
    let head = format!("<title>New gates – old keeper</title>{site}");
    assert_eq!(page(&head, "<p></p>", "").metadata.title.as_deref(), Some("New gates – old keeper"));
}

#[test]
fn the_site_s_name_above_the_headline_is_not_the_title() {
    for title in ["Road closed - Dell Gazette", "Dell Gazette – Road closed", "Road closed | Dell Gazette"]
    {
        for name in ["header", "div", "p"] {
            let html = format!(
                "<title>{title}</title><{name}>Dell Gazette</{name}><article><h1>Road closed</h1>{TEXT}</article>"
            );
            let metadata = parse(html.as_bytes(), &Context::default(), &Options::default())
                .expect("an article")
                .metadata;
            assert_eq!(metadata.title.as_deref(), Some("Road closed"), "{title} {name}");
            assert_eq!(metadata.site.as_deref(), Some("Dell Gazette"), "{title} {name}");
        }
    }
}
