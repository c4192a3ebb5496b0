//! What a user says of sites and of cleaning, from page to article: site files, site configs, rules kept and dropped.

use std::sync::Arc;

use offprint::model::{Field, WarningKind, block_text};
use offprint::{Article, Context, Options, Sites};

use crate::{fixture, shown, words};

const PAGE: &str = "site-rules/ferry.html";

fn text_of(name: &str) -> String {
    String::from_utf8(fixture(name)).unwrap()
}

fn site_file(text: &str) -> Options {
    let mut sites = Sites::default();
    sites.add_file(text, "sites.toml").unwrap();
    Options { sites: Arc::new(sites), ..Options::default() }
}

fn site_configs() -> Options {
    let mut sites = Sites::default();
    for file in ["harbour-post.example.txt", "global.txt"] {
        sites.add_config(&text_of(&format!("site-rules/configs/{file}")), file).unwrap();
    }
    Options { sites: Arc::new(sites), ..Options::default() }
}

fn read(page: &str, options: &Options) -> Article {
    offprint::read(page.as_bytes(), &Context::default(), options).unwrap()
}

fn reader(article: &Article, field: Field) -> (String, Option<String>) {
    let chosen: Vec<_> = article.origins.iter().filter(|o| o.field == field && o.chosen).collect();
    assert_eq!(chosen.len(), 1, "{chosen:#?}");
    (chosen[0].reader.clone(), chosen[0].path.clone())
}

fn warnings(article: &Article) -> Vec<&str> {
    let ours = article.warnings.iter().filter(|warning| warning.kind == WarningKind::SiteRules);
    ours.map(|warning| warning.message.as_str()).collect()
}

/// The words of an article's body, notes and removals are those of the page's body, each as often.
fn assert_accounted(page: &str, article: &Article) {
    let mut accounted = block_text(&article.body);
    for note in &article.notes {
        accounted.push('\n');
        accounted.push_str(&block_text(&note.blocks));
    }
    for removal in &article.removals {
        accounted.push('\n');
        accounted.push_str(&removal.text);
    }
    assert_eq!(words(&accounted), words(&shown(&page.replace("&amp;", "&"))));
}

#[test]
fn a_site_file_says_what_body_and_metadata_are() {
    let page = text_of(PAGE);
    let article = read(&page, &site_file(&text_of("site-rules/sites.toml")));
    let metadata = &article.metadata;
    assert_eq!(metadata.title.as_deref(), Some("The last ferry to Ness"));
    assert_eq!(metadata.dek.as_deref(), Some("Forty years of crossings end with a cup of tea."));
    let names: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Mairi Lamont", "Tom Ode"]);
    assert_eq!(metadata.published.unwrap().to_string(), "2019-03-04");
    for field in [Field::Title, Field::Dek, Field::Authors, Field::Published] {
        assert_eq!(reader(&article, field).0, "site-file", "{field:?}");
    }
    assert_eq!(reader(&article, Field::Title).1.as_deref(), Some("html/body/div/div[1]/span"));

    let body = block_text(&article.body);
    assert!(body.starts_with("The ferry left Ness") && body.contains("The piano is for sale."), "{body}");
    for gone in ["Wind at noon", "tea towels", "Mairi", "Home", "Forty years"] {
        assert!(!body.contains(gone), "{body}");
    }
    let removal = |text: &str| article.removals.iter().find(|removal| removal.text.contains(text)).unwrap();
    assert_eq!(removal("Wind at noon").rule, "site-exclude");
    assert_eq!(removal("Wind at noon").reason, "“.weather-box” (sites.toml, line 4)");
    assert_eq!(removal("tea towels").rule, "outside-article");
    assert_eq!(warnings(&article), Vec::<&str>::new());
    assert_accounted(&page, &article);
}

#[test]
fn rules_are_chosen_by_the_address_that_the_caller_gives_before_the_page_s_own() {
    let options = site_file("['elsewhere.example']\ntitle = '.signed b'");
    assert_ne!(read(&text_of(PAGE), &options).metadata.title.as_deref(), Some("Mairi Lamont"));
    let context = Context { url: Some("https://elsewhere.example/x".into()), ..Context::default() };
    let article = offprint::read(text_of(PAGE).as_bytes(), &context, &options).unwrap();
    assert_eq!(article.metadata.title.as_deref(), Some("Mairi Lamont"));
}

#[test]
fn what_matches_nothing_is_a_warning_and_the_parser_goes_its_own_way() {
    let page = text_of(PAGE);
    let own = read(&page, &Options::default());
    let text = "['*']\ninclude = '#nowhere'\nexclude = ['.weather-box', '.no-such']\ntitle = 'h1.no'\ndate = '.under'\n";
    let article = read(&page, &site_file(text));
    assert_eq!(article.metadata, own.metadata);
    let said = warnings(&article).join("\n");
    for part in [
        "nothing on the page matches “#nowhere” (sites.toml, line 2), so the body was found without site rules",
        "“.no-such” (sites.toml, line 3) of exclude matches nothing on the page",
        "“h1.no” (sites.toml, line 4) of title matches nothing on the page; the parser's own was taken",
        "“.under” (sites.toml, line 5) of date gives no date; the parser's own was taken",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(warnings(&article).len(), 4, "{said}");
    assert!(!block_text(&article.body).contains("Wind at noon"));
    assert_accounted(&page, &article);
}

#[test]
fn what_would_leave_nothing_is_passed_over() {
    let page = text_of(PAGE);
    for (text, wanted) in [
        ("['*']\nexclude = ['.page', 'footer']", "what is excluded is all the text of the page"),
        ("['*']\nexclude = 'body'", "“body” (sites.toml, line 2) would leave out the whole body"),
        (
            "['*']\ninclude = '.story'\nexclude = '.page'",
            "“.page” (sites.toml, line 3) would leave out the whole body",
        ),
    ] {
        let article = read(&page, &site_file(text));
        assert!(warnings(&article).join("\n").contains(wanted), "{text}: {:?}", article.warnings);
        assert!(block_text(&article.body).contains("Captain Lamont"), "{text}");
        assert_accounted(&page, &article);
    }
}

#[test]
fn a_body_without_prose_and_one_that_is_hidden_are_taken_where_a_user_names_them() {
    let poem = "<html><body><div class='menu'><a href='/a'>A</a></div><ul id='poem'><li><a href='/o'>Oh</a></li><li><a href='/b'>Ah</a></li></ul></body></html>";
    assert!(offprint::read(poem.as_bytes(), &Context::default(), &Options::default()).is_err());
    let article = read(poem, &site_file("['*']\ninclude = '#poem li'"));
    assert_eq!(block_text(&article.body), "Oh\nAh");
    assert_accounted(poem, &article);

    let hidden = "<html><body><p>The page of this article loads as soon as you allow it to do so; please wait for a short while.</p>\
        <div hidden id='text'><p>The lock has been broken since the winter.</p></div></body></html>";
    let article = read(hidden, &site_file("['*']\ninclude = '#text'"));
    assert_eq!(block_text(&article.body), "The lock has been broken since the winter.");
    assert_accounted(hidden, &article);
}

#[test]
fn a_site_config_in_the_format_of_fivefilters_is_followed() {
    let page = text_of(PAGE);
    let article = read(&page, &site_configs());
    assert_eq!(article.metadata.title.as_deref(), Some("The last ferry to Ness"));
    assert_eq!(article.metadata.published.unwrap().to_string(), "2019-03-04");
    let names: Vec<&str> = article.metadata.authors.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Mairi Lamont", "Tom Ode"]);
    assert_eq!(reader(&article, Field::Title).0, "site-config");
    let body = block_text(&article.body);
    assert!(body.starts_with("The ferry left Ness") && body.ends_with("play it first."), "{body}");
    assert!(!body.contains("Wind at noon") && !body.contains("tea towels"), "{body}");
    let said = warnings(&article);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("harbour-post.example.txt, line 8: “//table[” of strip was left out"),
        "{said:?}"
    );
    // The words that were replaced are accounted for, and so are those that stand there now.
    let removal = article.removals.iter().find(|removal| removal.rule == "site-replace").unwrap();
    assert_eq!(removal.text, "Our shop sells tea towels");
    let replaced =
        page.replace("Our shop sells tea towels", "Our shop sells tea towels They sell tea towels");
    assert_accounted(&replaced, &article);
}

/// A page on which passes take a newsletter box, a donation appeal, a byline and a repeated title from the container.
const APPEAL: &str = "wetlands--appeal-mid-body.html";

#[test]
fn keep_all_takes_nothing_from_the_container_and_drop_takes_from_that() {
    let page = text_of(APPEAL);
    let plain = read(&page, &Options::default());
    let inside: Vec<&str> = offprint::rules()
        .iter()
        .filter(|rule| rule.scope == offprint::RuleScope::Container)
        .map(|rule| rule.name)
        .collect();
    let taken = |article: &Article| -> Vec<String> {
        let removals = article.removals.iter().filter(|r| r.kind != offprint::model::RemovalKind::Outside);
        removals.map(|r| r.rule.clone()).filter(|rule| inside.contains(&rule.as_str())).collect()
    };
    assert!(taken(&plain).contains(&"donation-appeal".to_owned()), "{:?}", taken(&plain));
    let all = read(&page, &Options { keep_all: true, ..Options::default() });
    assert_eq!(taken(&all), Vec::<String>::new());
    assert!(
        all.removals.iter().any(|removal| removal.rule != "donation-appeal"),
        "what stands outside is still out"
    );
    // What the passes lifted is metadata nonetheless.
    assert_eq!(all.metadata, plain.metadata);
    let but = Options { keep_all: true, drop: vec!["donation-appeal".into()], ..Options::default() };
    let but = read(&page, &but);
    let mut left = taken(&but);
    left.dedup();
    assert_eq!(left, ["donation-appeal"]);
    for article in [&plain, &all, &but] {
        assert_accounted(&page, article);
    }
}

#[test]
fn what_stands_outside_comes_back_by_its_own_rule_only() {
    let page = text_of(PAGE);
    let options = site_file(&text_of("site-rules/sites.toml"));
    for (rule, back, out) in [
        ("footer", "Harbour Post, Pier 2, Ness", "Home"),
        ("navigation", "Home", "Pier 2"),
        ("outside-article", "tea towels", "Home"),
    ] {
        let article = read(&page, &Options { keep: vec![rule.into()], ..options.clone() });
        let body = block_text(&article.body);
        assert!(
            body.contains(back) && body.contains("Captain Lamont") && !body.contains(out),
            "{rule}: {body}"
        );
        assert_accounted(&page, &article);
    }
}

#[test]
fn marks_within_lines_come_back_by_name_and_titles_are_read_without_them() {
    let page = text_of("retry--sphinx-docs.html");
    let plain = read(&page, &Options::default());
    let all = read(&page, &Options { keep_all: true, ..Options::default() });
    let marks = read(&page, &Options { keep: vec!["permalink".into()], ..Options::default() });
    assert!(!block_text(&plain.body).contains('¶') && !block_text(&all.body).contains('¶'));
    assert!(block_text(&marks.body).contains('¶'));
    assert_eq!((&all.metadata.title, &marks.metadata.title), (&plain.metadata.title, &plain.metadata.title));
}

/// The letters of an article's body, notes and removals, sorted. Letters, not words: what stands in two cells is one word
/// where the cells stand in one line of a removal. No figures: that of a note is its label where the note is kept.
fn letters(article: &Article) -> Vec<char> {
    let mut text = block_text(&article.body);
    for more in article.notes.iter().map(|note| block_text(&note.blocks)) {
        text.push_str(&more);
    }
    for removal in &article.removals {
        text.push_str(&removal.text);
    }
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters
}

#[test]
fn every_fixture_is_accounted_for_whatever_is_kept_and_dropped() {
    let rules = offprint::rules();
    for path in crate::pages() {
        let bytes = std::fs::read(&path).unwrap();
        let droppable = rules.iter().filter(|rule| rule.scope.can_be_dropped());
        let all: Vec<String> = rules.iter().map(|rule| rule.name.to_owned()).collect();
        let most: Vec<String> =
            droppable.map(|rule| rule.name.to_owned()).filter(|rule| rule != "scored-furniture").collect();
        let Ok(plain) = offprint::read(&bytes, &Context::default(), &Options::default()) else { continue };
        let wanted = letters(&plain);
        for options in [
            Options { keep_all: true, ..Options::default() },
            Options { keep: all.clone(), ..Options::default() },
            Options { drop: most.clone(), ..Options::default() },
        ] {
            // Dropping may leave nothing of a short page, which is an error that says so.
            let Ok(article) = offprint::read(&bytes, &Context::default(), &options) else { continue };
            let found = letters(&article);
            assert!(wanted == found, "{}: {} letters and {}", path.display(), wanted.len(), found.len());
        }
    }
}

#[test]
fn every_letter_is_accounted_for_whatever_selectors_name() {
    let selectors = [
        "//p",
        "//div",
        "//*",
        "//li",
        "//a",
        "//p[2]",
        "//text()",
        "//p/text()",
        "//@href",
        "//body",
        "/",
        "//html",
        "//h1 | //p[1]",
        "//body/*[last()]",
        "//*[p]",
        "//td",
        "//head",
        "//img",
        "//table | //ul",
    ];
    for path in crate::pages().iter().step_by(17) {
        let bytes = std::fs::read(path).unwrap();
        let wanted = letters(&offprint::read(&bytes, &Context::default(), &Options::default()).unwrap());
        for selector in selectors {
            for field in ["body", "strip", "prune: no\nbody"] {
                let mut sites = Sites::default();
                sites.add_config(&format!("{field}: {selector}"), "global.txt").unwrap();
                let options = Options { sites: Arc::new(sites), ..Options::default() };
                let article = match offprint::read(&bytes, &Context::default(), &options) {
                    Ok(article) => article,
                    // Whoever leaves all paragraphs out may be left with nothing.
                    Err(_) if field == "strip" => continue,
                    Err(error) => panic!("{}: {field}: {selector}: {error}", path.display()),
                };
                let found = letters(&article);
                let counts = (wanted.len(), found.len());
                assert!(wanted == found, "{}: {field}: {selector}: {counts:?}", path.display());
            }
        }
    }
}

#[test]
fn an_expression_without_end_is_given_up_and_leaves_the_others_their_time() {
    let html = format!(
        "<body><p class='x'>Gone.</p>{}",
        "<div><p>The lock has been broken since the winter.</p>".repeat(200)
    );
    let mut sites = Sites::default();
    let text = "strip: //*[//*[//*[//*[contains(., 'y')]]]]\nstrip: //p[@class='x']";
    sites.add_config(text, "global.txt").unwrap();
    let article = read(&html, &Options { sites: Arc::new(sites), ..Options::default() });
    let said = warnings(&article);
    assert!(said.len() == 1 && said[0].contains("global.txt, line 1) was given up"), "{said:?}");
    assert!(!block_text(&article.body).contains("Gone."));
}

#[test]
fn the_examples_of_the_documentation_are_read() {
    let guide =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/site-rules.md")).unwrap();
    let examples: Vec<&str> = guide
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```").map(|(toml, _)| toml))
        .collect();
    assert_eq!(examples.len(), 1);
    let tables = offprint::SiteRules::from_file(examples[0], "sites.toml").unwrap();
    assert_eq!(tables.len(), 3);
    // Every rule that the guide names is one.
    for rule in [
        "newsletter-box",
        "scored-furniture",
        "permalink",
        "edit-link",
        "link-number",
        "page-break",
        "formula-drawing",
        "side-column",
        "cookie-wall",
    ] {
        assert!(guide.contains(rule) && offprint::rules().iter().any(|known| known.name == rule), "{rule}");
    }
}

#[test]
fn the_caller_s_word_on_a_rule_goes_before_what_is_said_of_the_site() {
    let page = text_of(APPEAL);
    let taken = |options: Options| {
        read(&page, &options).removals.iter().any(|removal| removal.rule == "donation-appeal")
    };
    let (keep, drop) =
        ("['*']\nkeep = 'donation-appeal'", "['*']\nkeep-all = true\ndrop = 'donation-appeal'");
    let rule = || vec!["donation-appeal".to_owned()];
    assert!(!taken(site_file(keep)) && taken(site_file(drop)));
    assert!(taken(Options { drop: rule(), ..site_file(keep) }));
    assert!(!taken(Options { keep: rule(), ..site_file(drop) }));
}
