//! Pages of an invented article with a vector in one place or another.

use super::vectors::{Vector, bytes};

/// A page to be read.
pub(super) struct Page {
    /// Where the vector stands.
    pub place: &'static str,
    pub bytes: Vec<u8>,
    /// What the caller says of the page.
    pub url: Option<String>,
    pub source: Option<String>,
    /// What is at every address of a picture.
    pub picture: Vec<u8>,
    /// Whether it is also written twice in one book.
    pub as_book: bool,
}

/// Stands in every article before the vector.
pub(super) const SENTENCE: &str = "The ferry made its last crossing at a quarter past eleven";
const BEFORE: &str = "<p>The ferry made its last crossing at a quarter past eleven, with two bicycles, a crate of hens and a clerk of the \
    harbour office on board, who had been sent to count the passengers and found that he was one of three.</p>\
    <p>For sixty years the boat had left on the hour, in fog and in frost, and the people of both banks had set their clocks \
    by its bell; when the bridge was opened in the spring, the company kept the timetable and lost the passengers.</p>";
const AFTER: &str = "<p>The bell hangs in the school now, where it is rung at noon by whoever has behaved best, and the hull lies \
    on the slip above the weir, with nettles growing through the deck and a family of wagtails in the wheelhouse.</p>\
    <p>Nobody has offered to buy it, and nobody has had the heart to break it up, which comes to the same thing in the end.</p>";
const LINES: &str = "The ferry made its last crossing at a quarter past eleven, with two bicycles, a crate of hens and a clerk of \
    the harbour office on board, who had been sent to count the passengers.\n\nFor sixty years the boat had left on the hour, in \
    fog and in frost, and the people of both banks had set their clocks by its bell.\n\nThe bell hangs in the school now, where \
    it is rung at noon by whoever has behaved best.";
/// A grey square of eight pixels.
const PICTURE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAEElEQVR42mNsYIAAJgaKGAAmCACQtTEKkQAAAABJRU5ErkJggg==";

fn page(place: &'static str, html: String) -> Page {
    Page { place, bytes: html.into_bytes(), url: None, source: None, picture: Vec::new(), as_book: false }
}

fn article(place: &'static str, inner: &str) -> Page {
    page(
        place,
        format!(
            "<!doctype html><html lang=en><head><title>The Last Ferry</title></head><body><article><h1>The Last Ferry</h1>\
             {BEFORE}{inner}{AFTER}</article></body></html>"
        ),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A string of JSON that cannot end the element it stands in.
fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('<', "\\u003c")
}

pub(super) fn of_markup(vector: &Vector) -> Vec<Page> {
    let v = &vector.value;
    let attribute = escaped(v);
    let body = json(&format!("{BEFORE}<div>{v}</div>{AFTER}"));
    vec![
        article("body", &format!("<div>{v}</div>")),
        article("paragraph", &format!("<p>On the far bank {v} stood the clerk.</p>")),
        article("heading", &format!("<h2>The far bank {v}</h2><p>It was steeper than this one, and always wet.</p>")),
        article("caption", &format!("<figure><img src='{PICTURE}' alt='The boat'><figcaption>The boat {v}</figcaption></figure>")),
        article(
            "note",
            &format!(
                "<p>The fare was a penny.<sup><a href='#fn1' id='fnref1'>1</a></sup></p><section class=footnotes><ol>\
                 <li id='fn1'><p>Two on Sundays. {v} <a href='#fnref1'>↩</a></p></li></ol></section>"
            ),
        ),
        article(
            "table",
            &format!(
                "<table><caption>Fares {v}</caption><tr><th>Year</th><th>Fare {v}</th></tr><tr><td>1931</td><td>{v}</td></tr>\
                 <tr><td>1932</td><td>Two pence</td></tr></table>"
            ),
        ),
        article("list", &format!("<ul><li>Hens {v}</li><li>Bicycles</li></ul><dl><dt>Slip {v}</dt><dd>A ramp {v}</dd></dl>")),
        article("quotation", &format!("<blockquote><p>I counted them twice. {v}</p><footer>The clerk {v}</footer></blockquote>")),
        article("code", &format!("<pre><code class='language-html'>bell --ring {v}</code></pre>")),
        article("attribute", &format!("<p><img src='{PICTURE}' alt=\"{attribute}\" title=\"{attribute}\"><a href='https://example.org/' title=\"{attribute}\">words</a></p>")),
        page("head", format!("<!doctype html><html><head>{v}<title>The Last Ferry</title></head><body><article><h1>The Last Ferry</h1>{BEFORE}{AFTER}</article>")),
        page("data", format!("<title>The Last Ferry</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"The Last Ferry\",\"articleBody\":{body}}}</script><div id=root></div>")),
        page("state", format!("<title>The Last Ferry</title><div id=__next></div><script id='__NEXT_DATA__' type='application/json'>{{\"props\":{{\"pageProps\":{{\"article\":{{\"title\":\"The Last Ferry\",\"body\":{body}}}}}}}}}</script>")),
    ]
    .into_iter()
    // An element whose end is not in sight takes what follows it, so nothing of the article may stand behind it.
    .filter(|page| page.place != "head" || !takes_the_rest(v))
    .collect()
}

/// Whether a vector takes all that follows for its own text or puts it where no article is looked for.
fn takes_the_rest(vector: &str) -> bool {
    [
        "<plaintext",
        "<!-- ",
        "<script><!--<script>",
        "<script>alert(1)",
        "<script src",
        "<frameset",
        "<template",
        "<noscript",
        "<title",
        "<svg",
        "<math",
        "<textarea",
        "<select",
        "<xmp",
        "<noembed",
        "<noframes",
        "<iframe",
        "<style",
        "<listing",
        "<scr<script",
    ]
    .iter()
    .any(|start| vector.starts_with(start))
}

pub(super) fn of_address(vector: &Vector) -> Vec<Page> {
    let v = vector.value.replace('"', "&quot;");
    let places = format!(
        "<p>On the bank <a href=\"{v}\">stood</a> the clerk, <a href=\"{v}\"><img src=\"{v}\" alt=\"a man\"></a>, with \
         <q cite=\"{v}\">a list</q> and <a xlink:href=\"{v}\" ping=\"{v}\">a pen</a>.</p><h2><a href=\"{v}\">The far bank</a></h2>\
         <ul><li><a href=\"{v}\">Hens</a></li></ul><table><tr><th>Year</th><th>Fare</th></tr><tr><td><a href=\"{v}\">1931</a></td>\
         <td>A penny</td></tr></table><blockquote cite=\"{v}\"><p>I counted.</p><cite><a href=\"{v}\">The clerk</a></cite></blockquote>\
         <figure><picture><source srcset=\"{v} 2x\"><img data-src=\"{v}\" src=\"{v}\" srcset=\"{v} 2x, {v} 3x\" alt=\"The boat\"></picture>\
         <figcaption>The <a href=\"{v}\">boat</a></figcaption></figure><iframe src=\"{v}\" title=\"A film\"></iframe>\
         <video src=\"{v}\" poster=\"{v}\"></video><audio src=\"{v}\"></audio><object data=\"{v}\"></object><embed src=\"{v}\">\
         <img usemap=\"#m\" src=\"{v}\" alt=\"map\" longdesc=\"{v}\"><map name=m><area href=\"{v}\" alt=\"area\"></map>\
         <p>A penny.<sup><a href=\"#fn1\" id=\"r1\">1</a></sup></p><div class=footnotes><p id=fn1>Or <a href=\"{v}\">two</a>.</p></div>"
    );
    // As a browser reads it.
    let decoded = scraper::Html::parse_fragment(&format!("<a href=\"{v}\"></a>"))
        .tree
        .values()
        .filter_map(|node| node.as_element())
        .find_map(|element| element.attr("href").map(str::to_owned))
        .unwrap_or_default();
    let data = json(&decoded);
    let head = format!(
        "<link rel=canonical href=\"{v}\"><meta property=\"og:url\" content=\"{v}\"><meta property=\"og:image\" content=\"{v}\">\
         <link rel=license href=\"{v}\"><link rel=author href=\"{v}\"><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\
         \"url\":{data},\"image\":{data},\"license\":{data},\"mainEntityOfPage\":{data},\"author\":{{\"@type\":\"Person\",\"name\":\"Ada Brown\",\
         \"url\":{data},\"sameAs\":{data}}}}}</script>"
    );
    let byline = format!("<p class=byline>By <a rel=author href=\"{v}\">Ada Brown</a></p>");
    let mut told = article(
        "told by the caller",
        "<p><a href='hens.html'>Hens</a> <img src='boat.png' alt='The boat'></p>",
    );
    told.url = Some(decoded.clone());
    told.source = Some(decoded);
    vec![
        article("body", &places),
        page(
            "head",
            format!(
                "<head>{head}<title>The Last Ferry</title></head><article><h1>The Last Ferry</h1>{byline}{BEFORE}{AFTER}</article>"
            ),
        ),
        page(
            "base",
            format!(
                "<head><base href=\"{v}\"><title>The Last Ferry</title></head><article><h1>The Last Ferry</h1>{BEFORE}<p><a href='hens.html'>Hens</a>, <a href='//example.org/x'>bicycles</a>, <img src='boat.png' alt='The boat'></p>{AFTER}</article>"
            ),
        ),
        told,
    ]
}

pub(super) fn of_attribute(vector: &Vector) -> Vec<Page> {
    let v = &vector.value;
    let inner = format!(
        "<div {v}><p {v}>On the <b {v}>far</b> <em {v}>bank</em> <a href='https://example.org/' {v}>stood</a> <span {v} lang=fr>le commis</span>\
         <sup {v}><a href='#fn1' {v}>1</a></sup> <code {v}>bell</code> <ruby {v}>字<rt {v}>じ</rt></ruby> <time {v}>noon</time> <bdo {v}>x</bdo></p>\
         <h2 {v}>The far bank</h2><ul {v}><li {v}>Hens</li></ul><ol {v}><li {v}>Bicycles</li></ol><dl {v}><dt {v}>Slip</dt><dd {v}>A ramp</dd></dl>\
         <table {v}><caption {v}>Fares</caption><thead {v}><tr {v}><th {v}>Year</th><th>Fare</th></tr></thead><tbody {v}><tr {v}><td {v}>1931</td><td>A penny</td></tr></tbody></table>\
         <figure {v}><img src='{PICTURE}' {v} alt='The boat'><figcaption {v}>The boat</figcaption></figure><pre {v}><code {v}>bell</code></pre>\
         <blockquote {v}><p>I counted.</p><cite {v}>The clerk</cite></blockquote><aside {v}><p>A box.</p></aside><hr {v}><details {v}><summary {v}>More</summary><p>Of it.</p></details>\
         <math {v}><mi {v}>a</mi></math><svg {v} viewBox='0 0 9 9'><rect {v} width=9 height=9 /></svg><video {v}></video><iframe {v}></iframe><form {v}><input {v}></form>\
         <section class=footnotes {v}><ol><li id=fn1 {v}>Two on Sundays.</li></ol></section></div>"
    );
    vec![
        article("every element", &inner),
        page(
            "root",
            format!(
                "<html {v}><head {v}><title {v}>The Last Ferry</title></head><body {v}><main {v}><article {v}><header {v}><h1 {v}>The Last Ferry</h1><p class=byline {v}>By <a rel=author {v}>Ada Brown</a></p></header>{BEFORE}{AFTER}</article></main></body></html>"
            ),
        ),
    ]
}

pub(super) fn of_words(vector: &Vector) -> Vec<Page> {
    let (text, data) = (escaped(&vector.value), json(&vector.value));
    let meta: String = [
        "author",
        "description",
        "keywords",
        "date",
        "dcterms.language",
        "application-name",
        "twitter:title",
        "twitter:image",
    ]
    .iter()
    .map(|name| format!("<meta name=\"{name}\" content=\"{text}\">"))
    .chain(
        [
            "og:title",
            "og:description",
            "og:site_name",
            "og:image",
            "og:url",
            "og:locale",
            "article:author",
            "article:section",
            "article:tag",
            "article:published_time",
            "article:modified_time",
        ]
        .iter()
        .map(|name| format!("<meta property=\"{name}\" content=\"{text}\">")),
    )
    .collect();
    let json_ld = format!(
        "<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":{data},\"alternativeHeadline\":{data},\
         \"description\":{data},\"author\":[{{\"@type\":\"Person\",\"name\":{data},\"jobTitle\":{data},\"url\":{data},\"description\":{data},\
         \"affiliation\":{{\"name\":{data}}}}}],\"publisher\":{{\"@type\":\"Organization\",\"name\":{data}}},\"articleSection\":{data},\
         \"keywords\":[{data}],\"datePublished\":{data},\"inLanguage\":{data},\"image\":{data},\"license\":{data},\"url\":{data}}}</script>"
    );
    let shown = format!(
        "<header><p class=kicker>{text}</p><h1>{text}</h1><p class=dek>{text}</p><p class=byline>By <a rel=author href=\"{text}\">{text}</a>, \
         <span class=author-title>{text}</span></p><time datetime=\"{text}\">{text}</time></header>"
    );
    let within = format!(
        "<figure><img src='{PICTURE}' alt=\"{text}\" title=\"{text}\"><figcaption>{text}<span class=credit>{text}</span></figcaption></figure>\
         <h2 id=\"{text}\">{text}</h2><p lang=\"{text}\" dir=\"{text}\">{text} <abbr title=\"{text}\">{text}</abbr></p><pre><code class=\"language-{text}\">{text}</code></pre>\
         <p>A penny.<sup><a href='#fn1'>{text}</a></sup></p><ol class=footnotes><li id=fn1>{text}</li></ol><iframe src='https://www.youtube.com/embed/x' title=\"{text}\"></iframe>\
         <table><tr><th>{text}</th><th>{text}</th></tr><tr><td>{text}</td><td>1931</td></tr></table>"
    );
    let bio = format!(
        "<div class=author-bio><h3>{text}</h3><p>{text} keeps the school's bell and writes about boats. {text}</p></div>"
    );
    let mut all = page(
        "everywhere",
        format!(
            "<html lang=\"{text}\"><head><title>{text}</title>{meta}{json_ld}</head><body><article>{shown}{BEFORE}{within}{AFTER}{bio}</article>"
        ),
    );
    all.as_book = true;
    all.source = Some(vector.value.clone());
    all.url = Some(vector.value.clone());
    let mut file = article("file name", "");
    file.source = Some(format!("{}.html", vector.value));
    file.url = Some(format!("https://example.org/{}", vector.value));
    vec![
        all,
        file,
        page(
            "shown",
            format!("<title>{text} | {text}</title><article>{shown}{BEFORE}{within}{AFTER}{bio}</article>"),
        ),
        page("meta", format!("<head><title>{text}</title>{meta}</head><article>{BEFORE}{AFTER}</article>")),
        page(
            "data",
            format!("<head><title>The Last Ferry</title>{json_ld}</head><article>{BEFORE}{AFTER}</article>"),
        ),
        page(
            "body in data",
            format!(
                "<title>The Last Ferry</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":{data},\"articleBody\":{}}}</script>",
                json(&format!("{LINES}\n\n{}", vector.value))
            ),
        ),
    ]
}

pub(super) fn of_bytes(vector: &Vector) -> Vec<Page> {
    let mut made = page("page", String::new());
    made.bytes = bytes(&vector.value.replace("{article}", &format!("{BEFORE}{AFTER}")));
    vec![made]
}

pub(super) fn of_scrape(vector: &Vector) -> Vec<Page> {
    vec![page("scrape", vector.value.replace("{article}", LINES))]
}

pub(super) fn of_picture(vector: &Vector) -> Vec<Page> {
    let picture = bytes(&vector.value);
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &picture);
    let mut made = article(
        "files",
        "<figure><img src='https://example.org/boat.png' alt='The boat'><figcaption>The boat</figcaption></figure>\
         <p><img src='https://example.org/bell.svg' alt='The bell' width=90 height=90></p>",
    );
    made.picture.clone_from(&picture);
    let data: String = ["image/png", "image/svg+xml", "image/gif", "image/jpeg", "text/html"]
        .iter()
        .map(|kind| {
            format!("<p><img src='data:{kind};base64,{encoded}' alt='The boat' width=90 height=90></p>")
        })
        .collect();
    // What a caller hands in need not have come from the parser.
    let inline = String::from_utf8_lossy(&picture);
    vec![
        made,
        article("data", &data),
        article("inline", &format!("<figure>{inline}<figcaption>The boat</figcaption></figure>")),
    ]
}
