//! Site files, site configs, selectors and XPath, each used on a page.

use std::sync::Arc;

use offprint::{Context, Options, Selector, Sites};

use super::page::{ARTICLE, options, read};

const PAGE: &str = "<html lang=en><head><title>The harbour book - The Ledger</title><meta name=author content='Ann Poe'>\
    </head><body><div id=top class='nav wide'><a href=/>Home</a></div><main><article class=story>";
const REST: &str = "<ul class=list><li>one<li>two</ul><table><tr><td>1<td>2</table><p class=byline>By <b>Ann Poe</b></p>\
    <figure><img src=a.png alt=x><figcaption>y</figcaption></figure></article></main></body></html>";

/// A site file, a site config and a selector of the same text.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = format!("{PAGE}{ARTICLE}{REST}");
    let context = Context { url: Some("https://example.org/a".into()), ..Context::default() };
    let on = |sites: Sites| {
        if !sites.is_empty() {
            let _ = read(page.as_bytes(), &context, &Options { sites: Arc::new(sites), ..options() });
        }
    };
    let mut sites = Sites::default();
    if sites.add_file(&text, "sites.toml").is_ok() {
        on(sites);
    }
    let mut sites = Sites::default();
    if sites.add_config(&text, "example.org.txt").is_ok() {
        on(sites);
    }
    let one = text.lines().next().unwrap_or_default();
    let quoted = one.replace('\\', "\\\\").replace('"', "\\\"");
    let selectors = [Selector::css(one).is_ok(), Selector::xpath(one).is_ok()];
    for (is_one, key) in selectors.into_iter().zip(["include", "exclude"]) {
        let mut sites = Sites::default();
        if is_one
            && sites.add_file(&format!("[\"example.org\"]\n{key} = [\"{quoted}\"]\n"), "sites.toml").is_ok()
        {
            on(sites);
        }
    }
    let mut sites = Sites::default();
    if sites.add_config(&format!("body: {one}\nstrip: {one}\n"), "example.org.txt").is_ok() {
        on(sites);
    }
}
