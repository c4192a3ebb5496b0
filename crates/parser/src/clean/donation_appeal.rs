//! Donation appeals: blocks in which the site asks its reader for money.
//!
//! Caught: “Before you go… become a supporter”, wherever it stands, in one paragraph or several with a button.
//! Left alone: an article about fundraising, even one that quotes an appeal.

use std::ops::Range;

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("donation-appeal", "asks the reader for money on the site's behalf");

/// Three or four of the signs. A first choice, not yet measured against others.
const ENOUGH: f32 = 2.0;

/// Most segments that one appeal takes.
const LONGEST_RUN: usize = 10;

/// Proposes appeals.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::DONATION, 0.3) {
        let evidence = weigh(view, &range).sign("its names say that it asks for money", true, 1.5);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    // An article that speaks of giving throughout is about it.
    let about_it = view.body.clone().filter(|index| view.hits(*index).has(Topic::Appeal)).count() * 4
        > view.body.len()
        && view.body.len() > 8;
    let mut index = 0;
    while index < view.segments.len() {
        if !opens(view, index) {
            index += 1;
            continue;
        }
        let run = extend(view, index);
        let evidence = weigh(view, &run).against(
            "the article speaks of giving throughout",
            about_it && !is_tail(view, &run),
            1.5,
        );
        if evidence.weight() >= ENOUGH {
            index = run.end;
            proposals.remove(run, RULE, &evidence, ENOUGH);
        } else {
            index += 1;
        }
    }
}

/// Whether an appeal may begin here: the segment asks, or a short line announces that it will.
fn opens(view: &View<'_>, index: usize) -> bool {
    view.hits(index).has(Topic::Appeal) && !view.is_reported(index)
}

/// From the opening on, as long as the site goes on about itself. The end of an appeal is where a request or button was
/// last seen: what follows it is the article again.
fn extend(view: &View<'_>, start: usize) -> Range<usize> {
    let mut end = start + 1;
    let mut at = start + 1;
    while at < view.segments.len() && at - start < LONGEST_RUN {
        let hits = view.hits(at);
        let about_itself = hits.has(Topic::We) && (hits.has(Topic::AppealTone) || hits.has(Topic::You));
        if hits.has(Topic::Appeal) || about_itself {
            end = at + 1;
        } else if at - end >= 2 {
            // Two segments in a row that do not ask: a story told within an appeal is no longer than that.
            break;
        }
        at += 1;
    }
    end = end.max(start + 1);
    announced_from(view, start)..end
}

/// The line before an appeal that speaks to the reader and is no sentence of the article announces it: “Before you
/// leave, a small request …”.
fn announced_from(view: &View<'_>, start: usize) -> usize {
    let Some(before) = start.checked_sub(1) else { return start };
    let announces = view.segment(before).is_some_and(|segment| {
        segment.words() <= 14
            && view.hits(before).has(Topic::You)
            && (!segment.ends_sentence() || segment.text.ends_with(['…', '.', ':']))
    });
    if announces && (view.is_after_body(before) || view.text(before).ends_with(['…', ':'])) {
        before
    } else {
        start
    }
}

fn is_tail(view: &View<'_>, range: &Range<usize>) -> bool {
    view.prose_in(range.end..view.segments.len()) < view.prose * 0.02
}

fn weigh(view: &View<'_>, range: &Range<usize>) -> Evidence {
    let asks: usize = range.clone().map(|index| view.hits(index).count(Topic::Appeal)).sum();
    let tone: usize = range.clone().map(|index| view.hits(index).count(Topic::AppealTone)).sum();
    let button = range.clone().any(|index| {
        view.hits(index).coverage(Topic::Appeal) > 0.6 && view.segment(index).is_some_and(|s| s.width < 60)
    });
    let link = view.links(range.clone()).iter().any(|address| leads_to_giving(address));
    let tail = is_tail(view, range);
    let reported = range.clone().filter(|index| view.is_reported(*index)).count() * 2 > range.len();
    Evidence::default()
        .sign("asks for money", asks > 0, 0.5)
        .sign("asks again", asks > 1, 0.6)
        .sign("speaks of support and independence", tone > 1, 0.3)
        .sign("the site speaks to its reader", view.we_to_you(range.clone()), 0.6)
        .sign("has a button to give", button, 0.7)
        .sign("ends in a donation link", link, 0.7)
        .sign("stands after the article", tail, 0.7)
        .sign("is a text scrape's last part", tail && view.is_scrape(), 0.2)
        .against("tells what others said", reported, 1.5)
        .against("goes on about other things", view.width(range.clone()) > 2_500, 0.6)
}

/// Whether an address is that of a page that takes money.
fn leads_to_giving(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["donat", "support", "patreon", "ko-fi", "membership", "contribute", "spende", "give", "paypal", "don/"]
        .iter()
        .any(|word| lower.contains(word))
}
