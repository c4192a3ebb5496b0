//! Cleaning: passes propose what to remove or to lift into the metadata; one place weighs, applies and records.
//!
//! A pass looks at segments and knows no other pass. [`PASSES`] is the order in which proposals of the same
//! confidence win. Keeping is preferred: a proposal that would take most of the article is refused.

mod advertisement;
mod author_block;
mod boxes;
mod byline;
mod comments;
mod cookie_wall;
mod dateline;
mod dek;
mod donation_appeal;
mod navigation_remains;
mod newsletter_box;
mod promotion;
mod pull_quote;
mod related_links;
mod screen_reader_only;
mod share_row;
mod subscription_appeal;
mod tag_list;
mod teaser_cards;
mod title_repeat;
mod view;

use std::ops::Range;

pub(crate) use dek::told as told_dek;
use offprint_model::{Field, PartialDate, Person, RemovalKind};
pub(crate) use view::{View, clip};

use crate::Options;
use crate::dates::FoundDate;
use crate::evidence::Evidence;
use crate::purpose::Purpose;

/// The passes in order.
const PASSES: [fn(&View<'_>, &mut Proposals); 20] = [
    title_repeat::propose,
    byline::propose,
    author_block::propose,
    dateline::propose,
    dek::propose,
    donation_appeal::propose,
    subscription_appeal::propose,
    newsletter_box::propose,
    comments::propose,
    cookie_wall::propose,
    advertisement::propose,
    share_row::propose,
    related_links::propose,
    teaser_cards::propose,
    tag_list::propose,
    navigation_remains::propose,
    promotion::propose,
    pull_quote::propose,
    screen_reader_only::propose,
    boxes::propose,
];

/// The rules of the passes, in their order.
pub(crate) const RULES: [Rule; 20] = [
    title_repeat::RULE,
    byline::RULE,
    author_block::RULE,
    dateline::RULE,
    dek::RULE,
    donation_appeal::RULE,
    subscription_appeal::RULE,
    newsletter_box::RULE,
    comments::RULE,
    cookie_wall::RULE,
    advertisement::RULE,
    share_row::RULE,
    related_links::RULE,
    teaser_cards::RULE,
    tag_list::RULE,
    navigation_remains::RULE,
    promotion::RULE,
    pull_quote::RULE,
    screen_reader_only::RULE,
    boxes::RULE,
];

/// Whether the rule of this name takes lines from the text for the people whom they name.
pub(crate) fn takes_people(rule: &str) -> bool {
    [byline::RULE, author_block::RULE].iter().any(|known| known.name == rule)
}

/// The rules that only take: what they take says nothing that becomes metadata.
pub(crate) fn furniture_rules() -> Vec<String> {
    let lifts = [title_repeat::RULE, byline::RULE, author_block::RULE, dateline::RULE, dek::RULE];
    RULES
        .iter()
        .chain([&crate::scorer::RULE])
        .filter(|rule| !lifts.contains(rule))
        .map(|rule| rule.name.to_owned())
        .collect()
}

/// Share of the container's prose that all removals together may take before the least sure are refused: losing prose is
/// the worse mistake. A first choice, not yet measured against others.
const MOST: f32 = 0.5;

/// Places whose prose is not the article's by their own word.
const NO_LOSS: Purpose = Purpose::COMMENTS.or(Purpose::COOKIE);

/// A rule by which something is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it removes, as the end of a sentence.
    pub what: &'static str,
}

impl Rule {
    /// A rule of this name.
    pub(crate) const fn new(name: &'static str, what: &'static str) -> Self {
        Self { name, what }
    }
}

/// What a lifted text says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Lift {
    /// The headline.
    Title(String),
    /// The dek.
    Dek(String),
    /// People.
    People(Vec<Person>),
    /// When published.
    Published(PartialDate),
    /// When changed.
    Modified(PartialDate),
    /// Keywords.
    Tags(Vec<String>),
}

impl Lift {
    /// A day, as that of publication or of a change.
    fn of_date(found: &FoundDate) -> Self {
        if found.modified { Self::Modified(found.date) } else { Self::Published(found.date) }
    }

    /// The field it goes to.
    pub(crate) const fn field(&self) -> Field {
        match self {
            Self::Title(_) => Field::Title,
            Self::Dek(_) => Field::Dek,
            Self::People(_) => Field::Authors,
            Self::Published(_) => Field::Published,
            Self::Modified(_) => Field::Modified,
            Self::Tags(_) => Field::Tags,
        }
    }
}

/// Something that a pass proposes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposal {
    /// The segments.
    pub segments: Range<usize>,
    /// The rule.
    pub rule: Rule,
    /// The signs that agreed.
    pub reason: String,
    /// How sure, from 0 to 1.
    pub confidence: f32,
    /// What becomes of the text.
    pub kind: RemovalKind,
    /// What the text says, where it is lifted. Several lifts may come of one line.
    pub lifts: Vec<Lift>,
    /// Whether it counts against the limit of what all may take: not what is surely a text of its own, a thread of
    /// comments longer than the article.
    pub counts: bool,
}

impl Proposal {
    /// The same for segments that are counted from `by` segments further up: of the page, where those of a container were.
    pub(crate) fn moved_by(self, by: usize) -> Self {
        Self { segments: self.segments.start + by..self.segments.end + by, ..self }
    }
}

/// What the passes propose.
#[derive(Debug, Default)]
pub(crate) struct Proposals {
    all: Vec<Proposal>,
}

impl Proposals {
    /// Proposes to leave segments out, where the evidence is enough.
    pub(crate) fn remove(&mut self, segments: Range<usize>, rule: Rule, evidence: &Evidence, enough: f32) {
        self.push(segments, rule, evidence, enough, RemovalKind::Furniture, Vec::new());
    }

    /// Proposes to make metadata of segments.
    pub(crate) fn lift(
        &mut self,
        segments: Range<usize>,
        rule: Rule,
        evidence: &Evidence,
        enough: f32,
        lifts: Vec<Lift>,
    ) {
        let kind = lifts.first().map_or(RemovalKind::Furniture, |lift| RemovalKind::Lifted(lift.field()));
        self.push(segments, rule, evidence, enough, kind, lifts);
    }

    /// The same for what does not count against the limit.
    pub(crate) fn remove_thread(
        &mut self,
        segments: Range<usize>,
        rule: Rule,
        evidence: &Evidence,
        enough: f32,
    ) {
        let before = self.all.len();
        self.push(segments, rule, evidence, enough, RemovalKind::Furniture, Vec::new());
        for proposal in self.all.iter_mut().skip(before) {
            proposal.counts = false;
        }
    }

    fn push(
        &mut self,
        segments: Range<usize>,
        rule: Rule,
        evidence: &Evidence,
        enough: f32,
        kind: RemovalKind,
        lifts: Vec<Lift>,
    ) {
        if evidence.weight() >= enough && !segments.is_empty() {
            self.all.push(Proposal {
                segments,
                rule,
                reason: evidence.reason(),
                confidence: evidence.confidence(enough),
                kind,
                lifts,
                counts: true,
            });
        }
    }
}

/// Runs the passes and weighs what they propose. Gives the proposals to apply in page order, none overlapping
/// another. What rules of `options.drop` propose is taken whatever it costs.
pub(crate) fn clean(view: &View<'_>, options: &Options) -> Vec<Proposal> {
    let mut proposals = Proposals::default();
    for pass in PASSES {
        if view.page.deadline.is_over() {
            break;
        }
        pass(view, &mut proposals);
    }
    let all = proposals.all;
    // The surest first; of equals, those of the earlier pass.
    let mut order: Vec<usize> = (0..all.len()).collect();
    let confidence = |index: &usize| all.get(*index).map_or(0.0, |p| p.confidence);
    let is_lift = |index: &usize| all.get(*index).is_some_and(|p| !p.lifts.is_empty());
    let is_dropped = |index: &usize| all.get(*index).is_some_and(|p| options.drops(p.rule.name));
    order.sort_by(|a, b| {
        is_dropped(b)
            .cmp(&is_dropped(a))
            .then(is_lift(b).cmp(&is_lift(a)))
            .then(confidence(b).total_cmp(&confidence(a)))
            .then(a.cmp(b))
    });
    // What says itself that it is no article (comments under it may be longer than it) hardly counts against the limit.
    let cost_of = |segment: &crate::segments::Segment| {
        segment.prose() * if segment.around.has(NO_LOSS) { 0.0 } else { 1.0 }
    };
    let allowed = view.segments.iter().map(cost_of).sum::<f32>() * MOST;
    let mut taken = vec![false; view.segments.len()];
    let mut spent = 0.0;
    let mut chosen: Vec<Proposal> = Vec::new();
    for index in order {
        let Some(proposal) = all.get(index) else { continue };
        // What others have taken already is not taken again: the rest of the range still goes.
        for range in free_parts(&taken, proposal.segments.clone()) {
            let cost: f32 = view.segments.get(range.clone()).unwrap_or_default().iter().map(cost_of).sum();
            if proposal.counts && !options.drops(proposal.rule.name) {
                if spent + cost > allowed && cost > 0.0 {
                    continue;
                }
                spent += cost;
            }
            if let Some(slots) = taken.get_mut(range.clone()) {
                slots.fill(true);
            }
            chosen.push(Proposal { segments: range, ..proposal.clone() });
        }
    }
    chosen.sort_by_key(|proposal| proposal.segments.start);
    chosen
}

fn free_parts(taken: &[bool], range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for index in range {
        if taken.get(index).copied().unwrap_or(true) {
            continue;
        }
        match parts.last_mut() {
            Some(part) if part.end == index => part.end += 1,
            _ => parts.push(index..index + 1),
        }
    }
    parts
}
