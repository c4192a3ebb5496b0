//! What the scorer knows of a segment: figures with names that a reader understands.
//!
//! Everything is a share, a count or a yes or no (1 or 0), without logarithms or roots, so that the figures are the same
//! on every machine. The names stand in the table of trees; a name that this file does not know makes the table
//! unreadable, and a test fails.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::signs::Signs;
use crate::clean::{Proposal, View};
use crate::lexicon::{Hits, Topic, look_up};
use crate::names::{has_key, key};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

/// How many segments around one are looked at on each side for the share of prose there.
const WINDOW: usize = 4;

/// Levels of elements around a segment that are looked at.
const LEVELS: usize = 3;

/// How far back the heading over a segment is looked for.
const HEADING_REACH: usize = 30;

/// What is the same for all segments of a page, made once.
pub(super) struct Scene<'a> {
    page: &'a Page,
    all: &'a [Segment],
    container: usize,
    hits: Vec<Hits>,
    /// Prose before each segment, and at the end all of it.
    prose_before: Vec<f32>,
    /// For each segment the index of the proposal that takes it.
    taken: Vec<Option<usize>>,
    proposals: &'a [Proposal],
    /// Segments of the container.
    inside: std::ops::Range<usize>,
    /// Its first and last sure prose.
    body: std::ops::Range<usize>,
    /// For each segment how often its text stands on the page, and whether it stood before.
    times: Vec<(usize, bool)>,
    /// For each segment of its make (tag and class of the block and of what holds it): how many segments, how much text
    /// and prose.
    makes: Vec<Sum>,
    /// For each segment how much of it the words of furniture cover.
    furniture: Vec<f32>,
    titles: Vec<String>,
    /// The elements around the block that was asked for last: figures of one segment ask for it again and again.
    around: RefCell<Around>,
}

/// A block and the elements around it, innermost first.
#[derive(Default)]
struct Around {
    block: Option<usize>,
    rows: Vec<usize>,
    tags: Vec<Tag>,
}

/// Levels up to which elements around a segment are looked for; that much is the figure where there is none.
const FARTHEST: usize = 30;

type Make<'a> = (Tag, &'a str, Tag, &'a str);

#[derive(Default, Clone, Copy)]
struct Sum {
    count: usize,
    width: f32,
    prose: f32,
    linked: f32,
}

impl<'a> Scene<'a> {
    /// Looks at all segments of a page. `inside` are those of the container that `view` shows; `proposals` count from the
    /// page's first segment.
    pub(super) fn new(
        view: &View<'a>,
        all: &'a [Segment],
        inside: std::ops::Range<usize>,
        proposals: &'a [Proposal],
    ) -> Self {
        let hits: Vec<Hits> = all
            .iter()
            .enumerate()
            .map(|(index, segment)| match index.checked_sub(inside.start).map(|at| view.hits.get(at)) {
                Some(Some(hits)) => hits.clone(),
                _ => look_up(crate::clean::clip(&segment.text)),
            })
            .collect();
        let mut prose_before = Vec::with_capacity(all.len() + 1);
        let mut sum = 0.0;
        for segment in all {
            prose_before.push(sum);
            sum += segment.prose();
        }
        prose_before.push(sum);
        let mut taken = vec![None; all.len()];
        for (number, proposal) in proposals.iter().enumerate() {
            for slot in taken.get_mut(proposal.segments.clone()).into_iter().flatten() {
                *slot = Some(number);
            }
        }
        let mut numbers: BTreeMap<Make<'a>, usize> = BTreeMap::new();
        let mut sums: Vec<Sum> = Vec::new();
        let mut number_of: Vec<usize> = Vec::with_capacity(all.len());
        for segment in all {
            let number = *numbers.entry(make(view.page, segment.block)).or_insert(sums.len());
            if number == sums.len() {
                sums.push(Sum::default());
            }
            number_of.push(number);
            if let Some(sum) = sums.get_mut(number) {
                sum.count += 1;
                sum.width += segment.width as f32;
                sum.prose += segment.prose();
                sum.linked += segment.width as f32 * segment.linked;
            }
        }
        let makes = number_of.iter().map(|number| sums.get(*number).copied().unwrap_or_default()).collect();
        let furniture = hits.iter().map(furniture).collect();
        let body = view.body.start + inside.start..view.body.end + inside.start;
        let titles = view.titles.iter().map(|title| key(title)).collect();
        Self {
            page: view.page,
            all,
            container: view.container,
            hits,
            prose_before,
            taken,
            proposals,
            inside,
            body,
            times: times(all),
            makes,
            furniture,
            titles,
            around: RefCell::default(),
        }
    }

    fn segment(&self, at: usize) -> Option<&'a Segment> {
        self.all.get(at)
    }

    fn hits(&self, at: usize) -> &Hits {
        static NONE: std::sync::LazyLock<Hits> = std::sync::LazyLock::new(Hits::default);
        self.hits.get(at).unwrap_or(&NONE)
    }

    fn prose_to(&self, at: usize) -> f32 {
        self.prose_before.get(at.min(self.all.len())).copied().unwrap_or(0.0)
    }

    fn prose(&self) -> f32 {
        self.prose_to(self.all.len()).max(1.0)
    }

    /// Width of the segment `by` places further on, 0 where there is none.
    fn width_at(&self, at: usize, by: isize) -> f32 {
        self.near(at, by).map_or(0.0, |segment| segment.width as f32)
    }

    fn linked_at(&self, at: usize, by: isize) -> f32 {
        self.near(at, by).map_or(0.0, |segment| segment.linked)
    }

    fn kind_at(&self, at: usize, by: isize) -> f32 {
        self.near(at, by).map_or(-1.0, |segment| kind_number(segment.kind))
    }

    fn ends_at(&self, at: usize, by: isize) -> f32 {
        flag(self.near(at, by).is_some_and(Segment::ends_sentence))
    }

    fn near(&self, at: usize, by: isize) -> Option<&'a Segment> {
        at.checked_add_signed(by).and_then(|index| self.all.get(index))
    }

    /// Prose of the segments beside one, as a share of their width.
    fn prose_near(&self, from: usize, to: usize) -> f32 {
        let width: usize = self.all.get(from..to).unwrap_or_default().iter().map(|s| s.width).sum();
        if width == 0 { 0.0 } else { (self.prose_to(to) - self.prose_to(from)) / width as f32 }
    }

    /// Share of a lexicon's words among the segments beside one, the highest of the topics.
    fn furniture_near(&self, from: usize, to: usize) -> f32 {
        self.furniture
            .get(from..to.min(self.all.len()))
            .unwrap_or_default()
            .iter()
            .copied()
            .fold(0.0, f32::max)
    }

    /// The nearest heading before a segment, and how far back it is.
    fn heading(&self, at: usize) -> Option<(usize, usize)> {
        (1..=HEADING_REACH.min(at)).find_map(|back| {
            let index = at - back;
            matches!(self.all.get(index)?.kind, SegmentKind::Heading(_)).then_some((index, back))
        })
    }

    /// The element that stands `level` blocks above a segment's own.
    fn above(&self, at: usize, level: usize) -> usize {
        let block = self.all.get(at).map_or(0, |segment| segment.block);
        self.page.ancestors(block).take(level).last().unwrap_or(block)
    }

    fn chars_above(&self, at: usize, level: usize) -> f32 {
        self.page.row(self.above(at, level)).chars as f32 / self.page.row(0).chars.max(1) as f32
    }

    fn linked_above(&self, at: usize, level: usize) -> f32 {
        let row = self.page.row(self.above(at, level));
        row.link_chars as f32 / row.chars.max(1) as f32
    }

    fn commas_above(&self, at: usize, level: usize) -> f32 {
        let row = self.page.row(self.above(at, level));
        100.0 * row.commas as f32 / row.chars.max(1) as f32
    }

    /// How many elements up the first of which `test` holds is; 30 where there is none.
    fn levels_to(&self, at: usize, test: impl Fn(usize) -> bool) -> f32 {
        self.around(at, |around| level(around.rows.iter().position(|row| test(*row))))
    }

    fn in_tag(&self, at: usize, tag: Tag) -> f32 {
        self.around(at, |around| level(around.tags.iter().position(|own| *own == tag)))
    }

    fn around(&self, at: usize, read: impl Fn(&Around) -> f32) -> f32 {
        let block = self.all.get(at).map_or(0, |segment| segment.block);
        let mut around = self.around.borrow_mut();
        if around.block != Some(block) {
            around.block = Some(block);
            around.rows.clear();
            around.rows.extend(std::iter::once(block).chain(self.page.ancestors(block)).take(FARTHEST));
            around.tags = around.rows.iter().map(|row| self.page.tag(*row)).collect();
        }
        read(&around)
    }

    fn make(&self, at: usize) -> Sum {
        self.makes.get(at).copied().unwrap_or_default()
    }

    /// For each segment the index of the proposal that takes it.
    pub(super) fn taken(&self) -> &[Option<usize>] {
        &self.taken
    }

    /// The proposal that takes a segment.
    pub(super) fn rule(&self, at: usize) -> Option<&Proposal> {
        self.taken.get(at).copied().flatten().and_then(|number| self.proposals.get(number))
    }

    fn by_rule(&self, at: usize, name: &str) -> f32 {
        flag(self.rule(at).is_some_and(|proposal| proposal.rule.name == name))
    }

    fn is_title(&self, at: usize) -> bool {
        let text = self.segment(at).map_or("", |segment| segment.text.as_str());
        self.titles
            .iter()
            .any(|title| !title.is_empty() && title.chars().count() < LONGEST_TITLE && has_key(text, title))
    }

    /// How much of the nearest heading before a segment the words of furniture cover.
    fn furniture_of_heading(&self, at: usize) -> f32 {
        self.heading(at).and_then(|(heading, _)| self.furniture.get(heading).copied()).unwrap_or_default()
    }
}

/// No title is longer, in letters and digits.
const LONGEST_TITLE: usize = 300;

/// Levels as a figure.
fn level(levels: Option<usize>) -> f32 {
    levels.unwrap_or(FARTHEST) as f32
}

/// For each segment how often its text stands on the page, and whether it stood before.
fn times(all: &[Segment]) -> Vec<(usize, bool)> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    let text = |at: &usize| all.get(*at).map_or("", |segment| segment.text.as_str());
    // Of one length first: long texts are hardly ever compared.
    order.sort_unstable_by(|a, b| {
        text(a).len().cmp(&text(b).len()).then_with(|| text(a).cmp(text(b))).then(a.cmp(b))
    });
    let mut times = vec![(1, false); all.len()];
    for same in order.chunk_by(|a, b| text(a) == text(b)).filter(|same| same.len() > 1) {
        for (number, at) in same.iter().enumerate() {
            if let Some(slot) = times.get_mut(*at) {
                *slot = (same.len(), number > 0);
            }
        }
    }
    times
}

/// A yes or no as a figure.
const fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

fn make(page: &Page, block: usize) -> Make<'_> {
    let class = |row: usize| page.attribute(row, "class").unwrap_or_default();
    let parent = page.row(block).parent;
    (page.tag(block), class(block), page.tag(parent), class(parent))
}

const fn kind_number(kind: SegmentKind) -> f32 {
    match kind {
        SegmentKind::Paragraph => 0.0,
        SegmentKind::ListItem => 1.0,
        SegmentKind::Heading(_) => 2.0,
        SegmentKind::Quotation => 3.0,
        SegmentKind::Caption => 4.0,
        SegmentKind::Table => 5.0,
        SegmentKind::Code => 6.0,
        SegmentKind::Picture => 7.0,
        SegmentKind::Embed => 8.0,
        SegmentKind::Rule => 9.0,
    }
}

/// How much of a text the words of furniture cover, the highest of all topics that are furniture.
fn furniture(hits: &Hits) -> f32 {
    [
        Topic::Appeal,
        Topic::Newsletter,
        Topic::Subscription,
        Topic::Related,
        Topic::Share,
        Topic::Comments,
        Topic::Cookie,
        Topic::Advert,
        Topic::Navigation,
        Topic::Offer,
        Topic::AboutAuthor,
        Topic::Tags,
    ]
    .iter()
    .map(|topic| hits.coverage(*topic))
    .fold(0.0, f32::max)
}

fn links(page: &Page, segment: &Segment) -> f32 {
    segment.rows.clone().filter(|row| page.tag(*row) == Tag::A).count() as f32
}

fn class_says(page: &Page, row: usize, words: Purpose) -> bool {
    page.row(row).purpose.has(words) && !matches!(page.tag(row), Tag::Body | Tag::Html)
}

macro_rules! features {
    (|$scene:ident, $at:ident, $segment:ident, $signs:ident| $($name:literal = $value:expr;)+) => {
        /// The names of the figures in their order.
        pub(super) const NAMES: &[&str] = &[$($name),+];

        /// The figures of a segment, in the order of [`NAMES`].
        pub(super) fn of_segment($scene: &Scene<'_>, $at: usize) -> Vec<f32> {
            let Some($segment) = $scene.segment($at) else { return vec![0.0; NAMES.len()] };
            let $signs = Signs::of(&$segment.text);
            vec![$($value),+]
        }
    };
}

/// Names by which an element says that it is not the article.
const NOT_ARTICLE: Purpose = Purpose::SHARE
    .or(Purpose::NEWSLETTER)
    .or(Purpose::RELATED)
    .or(Purpose::COMMENTS)
    .or(Purpose::AD)
    .or(Purpose::COOKIE)
    .or(Purpose::PAYWALL)
    .or(Purpose::DONATION)
    .or(Purpose::NAVIGATION)
    .or(Purpose::TAGS)
    .or(Purpose::FOOTER)
    .or(Purpose::SIDEBAR)
    .or(Purpose::OVERLAY)
    .or(Purpose::PROMO)
    .or(Purpose::CAROUSEL);

features! { |scene, at, segment, signs|
    "kind" = kind_number(segment.kind);
    "heading rank" = match segment.kind { SegmentKind::Heading(rank) => f32::from(rank), _ => 0.0 };
    "width" = segment.width as f32;
    "words" = signs.words();
    "linked" = segment.linked;
    "links" = links(scene.page, segment);
    "ends a sentence" = flag(segment.ends_sentence());
    "ends in a colon" = flag(segment.text.ends_with([':', '：']));
    "sentences" = signs.sentences();
    "question" = flag(signs.question);
    "exclamation" = flag(signs.exclamation);
    "copyright sign" = flag(signs.copyright);
    "bar or dot between" = flag(signs.parted);
    "digits" = signs.digits();
    "upper case" = signs.upper_case();
    "punctuation" = signs.punctuation();
    "capitalised words" = signs.capitals();
    "prose" = segment.prose();
    "times on the page" = scene.times.get(at).map_or(1.0, |(times, _)| *times as f32);
    "stood before" = flag(scene.times.get(at).is_some_and(|(_, before)| *before));
    "is the title" = flag(scene.is_title(at));
    "words of appeal" = scene.hits(at).coverage(Topic::Appeal) + scene.hits(at).coverage(Topic::AppealTone);
    "words of newsletter" = scene.hits(at).coverage(Topic::Newsletter) + scene.hits(at).coverage(Topic::NewsletterTone);
    "words of subscription" = scene.hits(at).coverage(Topic::Subscription);
    "words of related" = scene.hits(at).coverage(Topic::Related);
    "words of share" = scene.hits(at).coverage(Topic::Share);
    "words of comments" = scene.hits(at).coverage(Topic::Comments);
    "words of cookie" = scene.hits(at).coverage(Topic::Cookie);
    "words of advert" = scene.hits(at).coverage(Topic::Advert);
    "words of navigation" = scene.hits(at).coverage(Topic::Navigation);
    "words of offer" = scene.hits(at).coverage(Topic::Offer);
    "words of author" = scene.hits(at).coverage(Topic::AboutAuthor);
    "words of tags" = scene.hits(at).coverage(Topic::Tags);
    "says we" = flag(scene.hits(at).has(Topic::We));
    "says you" = flag(scene.hits(at).has(Topic::You));
    "begins as related" = flag(scene.hits(at).starts_with(Topic::Related));
    "names say share" = flag(segment.around.has(Purpose::SHARE));
    "names say newsletter" = flag(segment.around.has(Purpose::NEWSLETTER));
    "names say related" = flag(segment.around.has(Purpose::RELATED));
    "names say comments" = flag(segment.around.has(Purpose::COMMENTS));
    "names say ad" = flag(segment.around.has(Purpose::AD));
    "names say author" = flag(segment.around.has(Purpose::AUTHOR));
    "names say date" = flag(segment.around.has(Purpose::DATE));
    "names say navigation" = flag(segment.around.has(Purpose::NAVIGATION));
    "names say tags" = flag(segment.around.has(Purpose::TAGS));
    "names say footer" = flag(segment.around.has(Purpose::FOOTER));
    "names say sidebar" = flag(segment.around.has(Purpose::SIDEBAR));
    "names say contents" = flag(segment.around.has(Purpose::CONTENTS));
    "names say caption" = flag(segment.around.has(Purpose::CAPTION.or(Purpose::CREDIT)));
    "names say promo" = flag(segment.around.has(Purpose::PROMO));
    "names say meta" = flag(segment.around.has(Purpose::META));
    "names say dek" = flag(segment.around.has(Purpose::DEK));
    "names say overlay" = flag(segment.around.has(Purpose::OVERLAY));
    "names say carousel" = flag(segment.around.has(Purpose::CAROUSEL));
    "names say body" = flag(segment.around.has(Purpose::BODY));
    "levels to a name of furniture" = scene.levels_to(at, |row| class_says(scene.page, row, NOT_ARTICLE));
    "levels to a name of the body" = scene.levels_to(at, |row| class_says(scene.page, row, Purpose::BODY));
    "levels to nav" = scene.in_tag(at, Tag::Nav);
    "levels to footer" = scene.in_tag(at, Tag::Footer);
    "levels to header" = scene.in_tag(at, Tag::Header);
    "levels to aside" = scene.in_tag(at, Tag::Aside);
    "levels to article" = scene.in_tag(at, Tag::Article);
    "levels to main" = scene.in_tag(at, Tag::Main);
    "levels to section" = scene.in_tag(at, Tag::Section);
    "levels to form" = scene.in_tag(at, Tag::Form);
    "levels to list" = scene.levels_to(at, |row| matches!(scene.page.tag(row), Tag::Ul | Tag::Ol));
    "levels to table" = scene.in_tag(at, Tag::Table);
    "levels to figure" = scene.in_tag(at, Tag::Figure);
    "levels to button" = scene.in_tag(at, Tag::Button);
    "levels to a link" = scene.in_tag(at, Tag::A);
    "block is p" = flag(scene.page.tag(segment.block) == Tag::P);
    "block is div" = flag(scene.page.tag(segment.block) == Tag::Div);
    "in the container" = flag(scene.inside.contains(&at));
    "levels to the container" = scene.levels_to(at, |row| row == scene.container);
    "segments into the container" = at as f32 - scene.inside.start as f32;
    "segments to the container's end" = scene.inside.end as f32 - at as f32;
    "segments into the sure prose" = at as f32 - scene.body.start as f32;
    "segments to its end" = scene.body.end as f32 - at as f32;
    "prose before" = scene.prose_to(at) / scene.prose();
    "prose of the container before" = (scene.prose_to(at) - scene.prose_to(scene.inside.start)) / (scene.prose_to(scene.inside.end) - scene.prose_to(scene.inside.start)).max(1.0);
    "share of the container" = (scene.prose_to(scene.inside.end) - scene.prose_to(scene.inside.start)) / scene.prose();
    "width before" = scene.width_at(at, -1);
    "width before that" = scene.width_at(at, -2);
    "width after" = scene.width_at(at, 1);
    "width after that" = scene.width_at(at, 2);
    "linked before" = scene.linked_at(at, -1);
    "linked after" = scene.linked_at(at, 1);
    "kind before" = scene.kind_at(at, -1);
    "kind after" = scene.kind_at(at, 1);
    "sentence before" = scene.ends_at(at, -1);
    "sentence after" = scene.ends_at(at, 1);
    "prose near before" = scene.prose_near(at.saturating_sub(WINDOW), at);
    "prose near after" = scene.prose_near(at + 1, (at + 1 + WINDOW).min(scene.all.len()));
    "furniture near before" = scene.furniture_near(at.saturating_sub(WINDOW), at);
    "furniture near after" = scene.furniture_near(at + 1, at + 1 + WINDOW);
    "segments from heading" = scene.heading(at).map_or(99.0, |(_, back)| back as f32);
    "heading is furniture" = scene.furniture_of_heading(at);
    "heading is of rank" = scene.heading(at).map_or(0.0, |(heading, _)| match scene.segment(heading).map(|s| s.kind) { Some(SegmentKind::Heading(rank)) => f32::from(rank), _ => 0.0 });
    "text of what holds it" = scene.chars_above(at, 1);
    "text two levels up" = scene.chars_above(at, 2);
    "text three levels up" = scene.chars_above(at, LEVELS);
    "linked one level up" = scene.linked_above(at, 1);
    "linked two levels up" = scene.linked_above(at, 2);
    "linked three levels up" = scene.linked_above(at, LEVELS);
    "commas one level up" = scene.commas_above(at, 1);
    "commas two levels up" = scene.commas_above(at, 2);
    "segments of its make" = scene.make(at).count as f32;
    "width of its make" = scene.make(at).width / scene.make(at).count.max(1) as f32;
    "prose of its make" = scene.make(at).prose / scene.prose();
    "linked of its make" = scene.make(at).linked / scene.make(at).width.max(1.0);
    "a rule takes it" = scene.rule(at).map_or(0.0, |proposal| proposal.confidence);
    "a rule lifts it" = flag(scene.rule(at).is_some_and(|proposal| !proposal.lifts.is_empty()));
    "page-furniture takes it" = scene.by_rule(at, "page-furniture");
    "related-links takes it" = scene.by_rule(at, "related-links");
    "teaser-cards takes it" = scene.by_rule(at, "teaser-cards");
    "promotion takes it" = scene.by_rule(at, "promotion");
    "navigation-remains takes it" = scene.by_rule(at, "navigation-remains");
    "author-block takes it" = scene.by_rule(at, "author-block");
    "dek-line takes it" = scene.by_rule(at, "dek-line");
}
