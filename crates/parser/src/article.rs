//! The way from a page to an article: one call for each step.

use std::borrow::Cow;
use std::ops::Range;

use offprint_model::{
    Article, Deadline, Field, InputKind, LanguageTag, PartialDate, Provenance, Removal, Warning, WarningKind,
    sha256_hex,
};

use crate::address::Resolver;
use crate::blocks::{Body, blocks, drawings};
use crate::clean::{Lift, Proposal, View, clean, told_dek};
use crate::decode::decode;
use crate::error::in_time;
use crate::finding::{Found, find, whole};
use crate::frames::Frames;
use crate::metadata::{Candidate, Place, Value};
use crate::page::Page;
use crate::segments::{Segment, Segments, within};
use crate::site::{PageRules, Values};
use crate::steps::Step;
use crate::tag::Tag;
use crate::{
    Context, Options, ParseError, accounting, confidence, given_back, inline_furniture, kind, language,
    lost_people, metadata, names, pictures, scorer,
};

/// Finds the article in bytes; see [`crate::parse`].
pub(crate) fn article(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Article, ParseError> {
    observed(bytes, context, options, &mut ())
}

/// Looks on while a page is parsed: each step tells that it begins, one shows what it sees.
pub(crate) trait Observer {
    /// A step begins; the one before it is done.
    fn begins(&mut self, _step: Step) {}

    /// The container was cleaned and the scorer is about to look.
    fn sees(&mut self, _seen: &Observed<'_>) {}
}

/// Nobody looks on.
impl Observer for () {}

/// What stands between finding the container and cleaning it: what the scorer looks at.
pub(crate) struct Observed<'a> {
    /// The container as the passes see it.
    pub view: &'a View<'a>,
    /// All segments of the page.
    pub all: &'a [Segment],
    /// Those of the container.
    pub inside: Range<usize>,
    /// What the passes take, by segments of the page.
    pub proposals: &'a [Proposal],
}

/// The same with an observer.
pub(crate) fn observed(
    bytes: &[u8],
    context: &Context<'_>,
    options: &Options,
    observer: &mut dyn Observer,
) -> Result<Article, ParseError> {
    if bytes.len() > options.max_bytes {
        return Err(ParseError::OverLimit {
            what: "bytes",
            found: bytes.len(),
            limit: options.max_bytes,
            option: "max_bytes",
        });
    }
    let deadline = Deadline::of(options.max_time);
    observer.begins(Step::Decode);
    let decoded = decode(bytes, context.charset.as_deref())?;
    in_time(deadline)?;
    let kind = kind::kind_of(&decoded.text);
    let mut page = Page::read(&decoded.text, kind, options, deadline, 0, observer)?;
    let parsed = |text: &str, held: usize| Page::read(text, kind, options, deadline, held, &mut ());
    let frames = if kind == InputKind::Html { Frames::of(&page) } else { None };
    let whole_text = match frames.as_ref().and_then(|frames| frames.filled(&decoded.text)) {
        Some(filled) => {
            page = parsed(&filled, page.memory)?;
            Cow::Owned(filled)
        }
        None => Cow::Borrowed(decoded.text.as_str()),
    };
    let mut site = PageRules::of(&page, context, options);
    let text = site.as_mut().map_or(Cow::Borrowed(&*whole_text), |site| site.rewritten(&whole_text));
    if matches!(text, Cow::Owned(_)) {
        page = parsed(&text, page.memory)?;
    }
    let own_options = site.as_ref().map(|site| site.options().clone());
    let options = own_options.as_ref().unwrap_or(options);
    let found = find(&text, page, options, observer);
    // What was looked at in part may seem to hold nothing.
    in_time(deadline)?;
    let found = match found {
        Err(ParseError::NoArticle { .. }) if site.as_ref().is_some_and(PageRules::may_include) => {
            whole(parsed(&text, 0)?)
        }
        Err(ParseError::NoArticle { .. }) if frames.is_some() => {
            return Err(ParseError::Frames {
                names: frames.map(|frames| frames.named()).unwrap_or_default(),
            });
        }
        found => found?,
    };
    let Found { mut page, body, mut all, mut selection, fallback, told, mut furniture } = found;
    observer.begins(Step::Metadata);
    let container = selection.container;
    let rows = page.subtree(container);
    let Range { start: first, end: last } = within(&all.all, &rows);
    let inside = all.all.get(first..last).unwrap_or_default();

    let place = Place::of(&page, inside);
    let (mut candidates, types) = metadata::read(&page, &place);
    let stated = metadata::stated_language(&page);
    candidates.extend(told.iter().flat_map(|told| told.candidates(stated)));
    if kind == InputKind::Html {
        let core = page.subtree(selection.core).start;
        let above = all.all.partition_point(|segment| segment.rows.start < core);
        let head = all.all.partition_point(|segment| segment.rows.start < place.prose).max(above);
        let lines = |end: usize| all.all.get(..end).unwrap_or_default();
        candidates.extend(metadata::lines::read(&page, lines(head), &place, stated));
        candidates.extend(metadata::dek::read(&page, lines(above), &place, &candidates, stated));
        candidates.extend(metadata::lines::at_foot(&page, &all.all, &place));
        candidates.extend(metadata::headline::read(&page, &all.all, above, &candidates));
    }
    let mut values = Values::default();
    if given_back::wants_marks(&furniture, options) && fallback.is_none() {
        page = page.hidden_again(options)?;
        furniture = inline_furniture::hide_but(&mut page, &options.keep);
        all = Segments::of(&page, body);
    }
    if let Some(site) = &mut site {
        values = site.values(&page, metadata::stated_language(&page));
        (page, all, selection) = site.scoped(page, all, selection, &mut furniture)?;
    }
    let own_options = site.as_ref().map(|site| site.options().clone());
    let options = own_options.as_ref().unwrap_or(options);
    let stated = metadata::stated_language(&page);
    let container = selection.container;
    let rows = page.subtree(container);
    let Range { start: first, end: last } = within(&all.all, &rows);
    let inside = all.all.get(first..last).unwrap_or_default();
    let (mut known, _) = metadata::choose(&candidates);
    values.put(&mut known, &mut Vec::new());
    let texts = |field: Field| -> Vec<String> {
        candidates.iter().filter(|c| c.field == field).map(|c| c.value.text()).collect()
    };
    let mut titles = texts(Field::Title);
    titles.extend(known.title.clone());
    let deks = texts(Field::Description);
    let mut language = known.language.clone();
    if language.is_none()
        && let Some(tag) = language::of_text(inside.iter().map(|segment| segment.text.as_str()))
    {
        language = tag.parse().ok();
        candidates.push(Candidate {
            field: Field::Language,
            value: Value::Text(tag.to_owned()),
            reader: "text",
            weight: 0.3,
            path: None,
        });
    }
    in_time(deadline)?;
    observer.begins(Step::Clean);
    let view = View::new(
        &page,
        container,
        inside,
        &titles,
        &deks,
        &known.authors,
        language.as_ref().map(LanguageTag::as_str),
    );
    let proposals: Vec<Proposal> =
        clean(&view, options).into_iter().map(|proposal| proposal.moved_by(first)).collect();
    observer.sees(&Observed { view: &view, all: &all.all, inside: first..last, proposals: &proposals });
    in_time(deadline)?;
    observer.begins(Step::Scorer);
    let judges = site.as_ref().map_or(scorer::Judges::All, PageRules::judges);
    let mut proposed = proposals;
    // What the page calls its dek is not told twice, in the metadata and in the text.
    let called = |text: &String| {
        candidates.iter().any(|c| c.field == Field::Dek && c.reader == "markup" && c.value.text() == *text)
    };
    if let Some(dek) = known.dek.as_ref().filter(|dek| called(dek))
        && let Some(lift) = told_dek(&all.all, first + view.body.start + 1, dek)
        && !proposed.iter().any(|known| known.segments.contains(&lift.segments.start))
    {
        let at = proposed.partition_point(|known| known.segments.start < lift.segments.start);
        proposed.insert(at, lift);
    }
    let scorer::Scored { container, proposals } =
        scorer::look(&view, &all.all, first..last, &proposed, options, judges);
    // What stands outside the container is accounted for by what it stands in.
    let held = within(&all.all, &page.subtree(container));
    let proposals: Vec<Proposal> =
        proposals.into_iter().filter(|proposal| held.contains(&proposal.segments.start)).collect();
    let proposals = match judges {
        scorer::Judges::All => proposals,
        _ => given_back::not_all(proposals, &all.all, &(first..last), options),
    };

    let has_people = !known.authors.is_empty();
    let lifts_of = |proposal: &Proposal| -> Vec<Candidate> {
        let path = all.all.get(proposal.segments.start).map(|segment| page.path(segment.rows.start));
        let before = view.is_before_body(proposal.segments.start.saturating_sub(first));
        let lifts = proposal.lifts.iter();
        lifts
            .flat_map(|lift| lifted(lift, proposal.rule.name, kind, has_people, before, path.as_deref()))
            .collect()
    };
    // Who would be told if all that may leave the text for it did.
    let read = candidates.len();
    candidates.extend(proposals.iter().flat_map(lifts_of));
    let (mut would_be, _) = metadata::choose(&candidates);
    candidates.truncate(read);
    values.put(&mut would_be, &mut Vec::new());
    let (staying, proposals): (Vec<Proposal>, Vec<Proposal>) = proposals.into_iter().partition(|proposal| {
        !options.drops(proposal.rule.name) && lost_people::loses(proposal, &all.all, &would_be.authors)
    });

    in_time(deadline)?;
    observer.begins(Step::Accounting);
    let mut gone = vec![false; page.len()];
    for proposal in &proposals {
        for segment in all.all.get(proposal.segments.clone()).unwrap_or_default() {
            if let Some(slots) = gone.get_mut(segment.rows.clone()) {
                slots.fill(true);
            }
        }
    }
    let mut removals: Vec<Removal> = accounting::outside(&page, body, container);
    let container = match given_back::outside(&page, container, &mut removals, options) {
        Some((wider, others)) => {
            for rows in others {
                if let Some(slots) = gone.get_mut(rows) {
                    slots.fill(true);
                }
            }
            wider
        }
        None => container,
    };
    removals.extend(accounting::removed(&page, &all.all, &proposals));
    removals.extend(furniture);
    let mut site_warnings = Vec::new();
    if let Some(site) = site {
        site.mark(&page, &mut gone);
        let (more, warnings) = site.told();
        removals.extend(more);
        site_warnings = warnings;
    }

    in_time(deadline)?;
    observer.begins(Step::Blocks);
    let base =
        (0..page.len()).find(|row| page.tag(*row) == Tag::Base).and_then(|row| page.attribute(row, "href"));
    // A page whose own address was not given mostly tells it.
    let own = context.url.as_deref().or(known.url.as_deref());
    let resolver = Resolver::new(own, base);
    let Body { blocks, notes, written, drawn } =
        blocks(&page, &all, container, &gone, &resolver, language.as_ref());
    in_time(deadline)?;
    if blocks.is_empty() {
        let hint = if options.drop.is_empty() {
            "nothing was left of the page after cleaning"
        } else {
            "nothing was left of the page after cleaning; rules that were to be dropped took all of it"
        };
        return Err(ParseError::NoArticle { hint });
    }

    removals.extend(drawings(&page, container, &drawn));
    removals.sort_by_key(|removal| removal.place.order);

    observer.begins(Step::Choice);
    for proposal in proposals.iter().chain(&staying).chain(given_back::kept(&proposed, options)) {
        candidates.extend(lifts_of(proposal));
    }
    let dated = |candidates: &[Candidate]| {
        candidates.iter().any(|c| matches!(c.field, Field::Published | Field::Modified))
    };
    if kind == InputKind::Html && !dated(&candidates) {
        candidates.extend(metadata::script_dates::read(&page));
    }
    if kind == InputKind::Html && !dated(&candidates) {
        candidates.extend(metadata::weak_dates::read(&page, &all.all, inside, &place, &titles, stated));
    }
    if !dated(&candidates)
        && let Some(captured) = context.captured
    {
        candidates.extend(metadata::lines::relative_date(&page, &all.all, &place, captured));
    }
    if !dated(&candidates) {
        candidates.extend(metadata::address_date::read(context.url.as_deref(), &candidates));
    }
    // What only stands where a dek may stand is text, if the scorer has taken it for that.
    candidates.retain(|c| {
        let guessed = c.field == Field::Dek && matches!(c.reader, "lines" | "markup");
        !guessed || !is_told(&c.value.text(), kept(&page, &all.all, container, &gone))
    });
    let (mut metadata, mut origins) = metadata::choose(&candidates);
    values.put(&mut metadata, &mut origins);
    let mut article = Article {
        metadata,
        body: blocks,
        notes,
        removals,
        origins,
        provenance: provenance(bytes, context, decoded.encoding, kind, context.captured),
        ..Article::default()
    };
    let kept: Vec<&Segment> = kept(&page, &all.all, container, &gone).collect();
    let confidence = confidence::of(&page, &selection, &article.metadata, &types, &kept);
    article.confidence = confidence.value;
    if let Some(why) = confidence.why {
        article.warnings.push(Warning {
            kind: WarningKind::LowConfidence,
            message: format!("the page may hold no article, or only a part of it was found: {why}"),
        });
    }
    if article.metadata.title.is_none() {
        article.warnings.push(Warning {
            kind: WarningKind::Untitled,
            message: "no title was found; one can be given".into(),
        });
    }
    if let Some(place) = fallback {
        article.warnings.push(Warning {
            kind: WarningKind::Fallback,
            message: format!("the page shows next to no text; the article was found in {place}"),
        });
    }
    if let Some(frames) = frames {
        article.warnings.push(Warning {
            kind: WarningKind::Fallback,
            message: format!(
                "the page is a set of frames ({}); the article is what it holds for readers without frames",
                frames.named()
            ),
        });
    }
    if decoded.damaged {
        article.warnings.push(Warning {
            kind: WarningKind::Encoding,
            message: format!("some bytes are no {} and were replaced", decoded.encoding),
        });
    }
    if decoded.repaired > 0 {
        article.warnings.push(Warning {
            kind: WarningKind::Encoding,
            message: format!(
                "text had been encoded twice and was repaired ({} {})",
                decoded.repaired,
                if decoded.repaired == 1 { "place" } else { "places" }
            ),
        });
    }
    article.warnings.extend(site_warnings);
    in_time(deadline)?;
    observer.begins(Step::Pictures);
    pictures::embed(&mut article, &written, context.resources, options, deadline);
    in_time(deadline)?;
    observer.begins(Step::Release);
    Ok(article)
}

/// Whether one of some segments says what a text says.
fn is_told<'a>(text: &str, mut segments: impl Iterator<Item = &'a Segment>) -> bool {
    // Texts of the same words are of nearly one length, and most segments need no closer look.
    let length = text.len();
    let own = names::key(text);
    segments.any(|segment| {
        segment.text.len().abs_diff(length) <= length / 4 + 8 && names::key(&segment.text) == own
    })
}

/// The segments that became the body.
fn kept<'a>(
    page: &Page,
    all: &'a [Segment],
    container: usize,
    gone: &'a [bool],
) -> impl Iterator<Item = &'a Segment> {
    let within = all.get(within(all, &page.subtree(container))).unwrap_or_default();
    within.iter().filter(|segment| !gone.get(segment.rows.start).copied().unwrap_or(false))
}

/// What a pass lifted, as candidates. In a text scrape there is nothing else; on a page the line that a reader sees
/// confirms or completes what the data says.
fn lifted(
    lift: &Lift,
    rule: &'static str,
    kind: InputKind,
    has_people: bool,
    before: bool,
    path: Option<&str>,
) -> Vec<Candidate> {
    let only = kind == InputKind::Text;
    let candidate = |value: Value, weight: f32| Candidate {
        field: lift.field(),
        value,
        reader: rule,
        weight: if only { 0.9 } else { weight },
        path: path.map(str::to_owned),
    };
    match lift {
        Lift::Title(text) => vec![candidate(Value::Text(metadata::tidy(text)), 0.6)],
        Lift::Dek(text) => vec![candidate(Value::Text(metadata::tidy(text)), 0.8)],
        Lift::Published(date) | Lift::Modified(date) => vec![candidate(Value::Date(*date), 0.62)],
        Lift::Tags(tags) => tags.iter().map(|tag| candidate(Value::Text(tag.clone()), 0.7)).collect(),
        Lift::People(people) => {
            let weight = match (has_people, before && rule == "byline") {
                (_, true) => BYLINE,
                (true, false) => 0.45,
                (false, false) => 0.6,
            };
            people.iter().map(|person| candidate(Value::Person(person.clone()), weight)).collect()
        }
    }
}

/// A byline above the text is what the reader sees: it outweighs what the page's data tell.
const BYLINE: f32 = 0.82;

fn provenance(
    bytes: &[u8],
    context: &Context<'_>,
    encoding: &str,
    kind: InputKind,
    captured: Option<PartialDate>,
) -> Provenance {
    let sha256 = sha256_hex(bytes);
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
