//! The way from a page to an article: one call for each step.

use offprint_model::{
    Article, InputKind, LanguageTag, Metadata, PartialDate, Person, Provenance, Removal, Warning, WarningKind,
};
use sha2::{Digest as _, Sha256};

use crate::address::Resolver;
use crate::blocks::{Body, blocks};
use crate::clean::{Lift, View, clean};
use crate::decode::decode;
use crate::page::Page;
use crate::segments::Segments;
use crate::select::{Selection, select};
use crate::tag::Tag;
use crate::{Context, Options, ParseError, accounting, kind, pictures, scrape};

/// Confidence under which a warning is given.
const DOUBTFUL: f32 = 0.5;

/// Prose, in characters, of a short article: one of less is less sure to be one.
const SHORT_ARTICLE: f32 = 600.0;

/// Finds the article in bytes; see [`crate::parse`].
pub(crate) fn article(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Article, ParseError> {
    if bytes.len() > options.max_bytes {
        return Err(ParseError::OverLimit {
            what: "bytes",
            found: bytes.len(),
            limit: options.max_bytes,
            option: "max_bytes",
        });
    }
    let decoded = decode(bytes, context.charset.as_deref())?;
    let kind = kind::kind_of(&decoded.text);
    let page = match kind {
        InputKind::Html => Page::parse(&decoded.text, kind, options)?,
        InputKind::Text => Page::parse(&scrape::to_html(&decoded.text), kind, options)?,
    };
    let body = (0..page.len()).find(|row| page.tag(*row) == Tag::Body).unwrap_or(0);
    let all = Segments::of(&page, body);
    let selection = select(&page, &all, body)
        .ok_or(ParseError::NoArticle { hint: "the page shows no paragraphs of text" })?;
    let container = selection.container;
    let rows = page.subtree(container);
    let first = all.all.partition_point(|segment| segment.rows.start < rows.start);
    let last = all.all.partition_point(|segment| segment.rows.end <= rows.end).max(first);
    let inside = all.all.get(first..last).unwrap_or_default();

    let language = page.attribute(html_row(&page), "lang").and_then(|lang| lang.parse::<LanguageTag>().ok());
    let (titles, deks, people): (Vec<String>, Vec<String>, Vec<Person>) = Default::default();
    let view = View::new(
        &page,
        container,
        inside,
        &titles,
        &deks,
        &people,
        language.as_ref().map(LanguageTag::primary),
    );
    let proposals = clean(&view, &options.keep);

    let mut gone = vec![false; page.len()];
    for proposal in &proposals {
        for segment in inside.get(proposal.segments.clone()).unwrap_or_default() {
            for slot in gone.get_mut(segment.rows.clone()).into_iter().flatten() {
                *slot = true;
            }
        }
    }
    let mut removals: Vec<Removal> = accounting::outside(&page, body, container);
    removals.extend(accounting::removed(&page, inside, &proposals));
    removals.sort_by_key(|removal| removal.place.order);

    let base =
        (0..page.len()).find(|row| page.tag(*row) == Tag::Base).and_then(|row| page.attribute(row, "href"));
    let resolver = Resolver::new(context.url.as_deref(), base);
    let Body { blocks, notes } = blocks(&page, &all, container, &gone, &resolver, language.as_ref());
    if blocks.is_empty() {
        return Err(ParseError::NoArticle { hint: "nothing was left of the page after cleaning" });
    }

    let mut metadata = Metadata { language, ..Metadata::default() };
    for lift in proposals.iter().flat_map(|proposal| &proposal.lifts) {
        if let Lift::Tags(tags) = lift {
            metadata.tags.extend(tags.iter().filter(|tag| !tag.is_empty()).cloned());
        }
    }
    let mut article = Article {
        metadata,
        body: blocks,
        notes,
        removals,
        provenance: provenance(bytes, context, decoded.encoding, kind, context.captured),
        ..Article::default()
    };
    article.confidence = confidence(&selection);
    if article.confidence < DOUBTFUL {
        article.warnings.push(Warning {
            kind: WarningKind::LowConfidence,
            message: "the page may hold no article, or only a part of it was found".into(),
        });
    }
    if decoded.damaged {
        article.warnings.push(Warning {
            kind: WarningKind::Encoding,
            message: format!("some bytes are no {} and were replaced", decoded.encoding),
        });
    }
    pictures::embed(&mut article, context.resources, options);
    Ok(article)
}

fn html_row(page: &Page) -> usize {
    page.children(0).find(|row| page.tag(*row) == Tag::Html).unwrap_or(0)
}

/// How sure it is that the container is the article: it holds most of the page's prose, and enough of it.
fn confidence(selection: &Selection) -> f32 {
    let long = (selection.prose / SHORT_ARTICLE).min(1.0);
    (0.25 + 0.4 * long + 0.35 * selection.share * long).clamp(0.0, 1.0)
}

fn provenance(
    bytes: &[u8],
    context: &Context<'_>,
    encoding: &str,
    kind: InputKind,
    captured: Option<PartialDate>,
) -> Provenance {
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Provenance {
        source: context.source.clone(),
        url: context.url.clone(),
        captured,
        sha256,
        encoding: encoding.to_owned(),
        kind,
        generator: concat!("offprint ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}
