//! Books from articles of our own making.

use offprint_book::{Book, BookError, Item, Likeness, Order, PartsBy, Plan, gather};
use offprint_model::{Article, Block, Inline, Matter, Paragraph, Part, Person, check};

fn article(title: &str, words: &str) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some(title.into());
    article.provenance.sha256 = format!("{:064x}", title.len() + words.len() * 1000);
    article.provenance.encoding = "UTF-8".into();
    article.body =
        vec![Block::Paragraph(Paragraph { content: vec![Inline::text(words)], ..Paragraph::default() })];
    article
}

/// So many words of a text that no other seed has.
fn words(seed: u64, count: u64) -> String {
    (0..count).map(|n| format!("w{}", (n * 7919 + seed * 104_729) % 1_000_003)).collect::<Vec<_>>().join(" ")
}

fn titles(book: &Book) -> Vec<&str> {
    book.publication.articles.iter().filter_map(|article| article.metadata.title.as_deref()).collect()
}

fn dated(title: &str, date: &str, author: &str, site: &str) -> Item {
    let mut article = article(title, &words(title.len() as u64 * 31 + date.len() as u64, 60));
    article.metadata.published = date.parse().ok();
    article.metadata.authors = vec![Person::named(author)];
    article.metadata.site = Some(site.into());
    article.into()
}

fn three() -> Vec<Item> {
    vec![
        dated("Zinc", "2020-03-02", "Bo van den Berg", "The Ledger"),
        dated("Étain", "2019", "Ann Ames", "The Courier"),
        dated("Of copper", "2020-01", "Ödön Cole", "The Ledger"),
    ]
}

#[test]
fn articles_stand_as_asked() {
    let order = |order| {
        let book = gather(three(), &Plan { order, ..Plan::default() }).unwrap();
        titles(&book).iter().map(|title| (*title).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order(Order::Given), ["Zinc", "Étain", "Of copper"]);
    assert_eq!(order(Order::Date), ["Étain", "Of copper", "Zinc"]);
    assert_eq!(order(Order::Author), ["Étain", "Of copper", "Zinc"].map(str::to_owned).to_vec());
    assert_eq!(order(Order::Site), ["Étain", "Of copper", "Zinc"]);
    assert_eq!(order(Order::Title), ["Étain", "Of copper", "Zinc"]);
    let mut items = three();
    items[1].article.metadata.published = None;
    let book = gather(items, &Plan { order: Order::Date, ..Plan::default() }).unwrap();
    assert_eq!(titles(&book), ["Of copper", "Zinc", "Étain"], "what has no date comes last");
}

#[test]
fn parts_gather_what_belongs_together() {
    let book = gather(three(), &Plan { parts: PartsBy::Site, ..Plan::default() }).unwrap();
    assert_eq!(titles(&book), ["Zinc", "Of copper", "Étain"]);
    let part = |title: &str, first| Part { title: title.into(), first };
    assert_eq!(book.publication.parts, [part("The Ledger", 0), part("The Courier", 2)]);

    let mut items = three();
    items[2].part = Some("  Metals ".into());
    items[0].part = Some("metals".into());
    let foreword = offprint_book::foreword("# Before\n\nRead *this*.", "Foreword", None);
    let plan = Plan { foreword: Some(foreword), ..Plan::default() };
    let book = gather(items, &plan).unwrap();
    assert_eq!(titles(&book), ["Before", "Étain", "Zinc", "Of copper"], "loose ones come before the parts");
    assert_eq!(book.publication.parts, [part("metals", 2)]);
    assert_eq!(book.publication.articles[0].matter, Matter::Foreword);
    assert_eq!(check(&book.publication), []);
}

#[test]
fn a_month_is_told_in_the_article_s_language() {
    let mut items = three();
    items[0].article.metadata.language = "fr".parse().ok();
    let book = gather(items, &Plan { parts: PartsBy::Month, ..Plan::default() }).unwrap();
    let parts: Vec<&str> = book.publication.parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(parts, ["mars 2020", "January 2020"]);
    assert_eq!(titles(&book)[0], "Étain", "of which no month is known");
}

#[test]
fn the_same_article_stands_once() {
    let text = words(1, 400);
    let other = words(2, 400);
    let grown = format!("{text} and a correction of the day after, which says what was wrong");
    let quoting = format!("{} {text}", words(3, 400));
    let mut first = article("First", &text);
    first.metadata.url = Some("https://example.org/amp/first".into());
    let mut second = article("First, corrected", &grown);
    second.metadata.url = Some("https://example.org/first".into());
    let items = vec![
        first.into(),
        article("Other", &other).into(),
        second.into(),
        article("Quotes the first", &quoting).into(),
    ];
    let book = gather(items.clone(), &Plan::default()).unwrap();
    assert_eq!(titles(&book), ["Other", "First, corrected", "Quotes the first"]);
    let [duplicate] = book.duplicates[..] else { panic!("{:?}", book.duplicates) };
    assert_eq!((duplicate.index, duplicate.of), (0, 2));
    assert!(matches!(duplicate.likeness, Likeness::NearlySame(share) if share > 0.99), "{duplicate:?}");
    let stays = &book.publication.articles[1];
    assert_eq!(
        stays.provenance.url.as_deref(),
        Some("https://example.org/amp/first"),
        "links to it still arrive"
    );

    let all = gather(items, &Plan { keep_duplicates: true, ..Plan::default() }).unwrap();
    assert_eq!((all.publication.articles.len(), all.duplicates.len()), (4, 0));
}

#[test]
fn short_articles_are_the_same_only_word_for_word() {
    let items = |a: &str, b: &str| vec![article("A", a).into(), article("B", b).into()];
    let same =
        gather(items("Rain until noon, then sun.", "Rain until noon – then sun"), &Plan::default()).unwrap();
    assert_eq!(same.duplicates[0].likeness, Likeness::SameText);
    let other =
        gather(items("Rain until noon, then sun.", "Rain until noon, then snow."), &Plan::default()).unwrap();
    assert_eq!(other.duplicates, []);
    let empty = gather(vec![Article::default().into(), Article::default().into()], &Plan::default()).unwrap();
    assert_eq!(empty.duplicates, [], "what has no words is like nothing");
}

#[test]
fn chinese_is_compared_too() {
    let text: String = (0..300_u32).filter_map(|n| char::from_u32(0x4e00 + n * 37 % 5000)).collect();
    let items = vec![article("一", &text).into(), article("二", &format!("{text}后记一则")).into()];
    assert_eq!(gather(items, &Plan::default()).unwrap().duplicates.len(), 1);
}

#[test]
fn a_thousand_articles_are_compared_quickly() {
    let items: Vec<Item> =
        (0..1000).map(|n| article(&format!("Number {n}"), &words(n, 300)).into()).collect();
    let book = gather(items, &Plan::default()).unwrap();
    assert_eq!((book.publication.articles.len(), book.duplicates.len()), (1000, 0));
}

#[test]
fn the_book_s_own_metadata() {
    assert_eq!(gather(Vec::new(), &Plan::default()), Err(BookError::NoArticles));
    let mut items = three();
    items.iter_mut().for_each(|item| item.article.metadata.site = Some("The Ledger".into()));
    items[0].article.metadata.language = "de".parse().ok();
    items[1].article.metadata.language = "en".parse().ok();
    items[2].article.metadata.language = "en".parse().ok();
    let plan = Plan { editors: vec!["  Cy   Dee ".into(), " ".into()], ..Plan::default() };
    let metadata = gather(items, &plan).unwrap().publication.metadata;
    assert_eq!(metadata.title.as_deref(), Some("The Ledger"));
    assert_eq!(metadata.language.unwrap().as_str(), "en");
    assert_eq!(metadata.authors.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Cy Dee"]);
    let plan = Plan { fallback_title: Some("saved".into()), ..Plan::default() };
    let metadata = gather(three(), &plan).unwrap().publication.metadata;
    assert_eq!((metadata.title.as_deref(), metadata.site.as_deref()), (Some("saved"), None));
}
