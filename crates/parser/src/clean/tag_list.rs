//! Keywords and categories: lifted into the metadata.
//!
//! Caught: “Tags: a, b, c” lines and boxes that say they hold keywords, made of links.
//! Left alone: prose.

use super::{Lift, Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::{Topic, look_up};
use crate::purpose::Purpose;
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("tag-list", "keywords or categories");

/// Two signs.
const ENOUGH: f32 = 1.2;

/// Proposes keywords.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::TAGS, 0.05) {
        let linked = view.linked(range.clone());
        let prose = range.clone().any(|index| view.is_prose(index));
        let evidence = Evidence::default()
            .sign("its names say that it holds keywords", true, 0.8)
            .sign("is made of links", linked > 0.5, 0.6)
            .sign("is short", view.width(range.clone()) < 200, 0.2)
            .against("holds prose", prose, 1.5);
        let tags = words(view, range.clone());
        proposals.lift(range, RULE, &evidence, ENOUGH, vec![Lift::Tags(tags)]);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.starts_with(Topic::Tags) || segment.width > 300 {
            continue;
        }
        let evidence = Evidence::default()
            .sign("announces keywords", true, 0.6)
            .sign("has a colon", segment.text.chars().take(24).any(|c| matches!(c, ':' | '：')), 0.4)
            .sign("is made of links", segment.linked > 0.5, 0.6)
            .sign("stands outside the prose", view.is_before_body(index) || view.is_after_body(index), 0.4)
            .against(
                "is a sentence",
                segment.ends_sentence() && !segment.text.ends_with(':') && segment.linked < 0.3,
                1.0,
            )
            .against("heads a section", hits.is(Topic::Tags) && view.is_prose(index + 1), 1.0);
        proposals.lift(
            index..index + 1,
            RULE,
            &evidence,
            ENOUGH,
            vec![Lift::Tags(words(view, index..index + 1))],
        );
    }
}

/// The words of the links; what announces them is none.
fn words(view: &View<'_>, range: std::ops::Range<usize>) -> Vec<String> {
    let mut tags = Vec::new();
    for segment in view.segments.get(range).unwrap_or_default() {
        for row in segment.rows.clone().filter(|row| view.page.tag(*row) == Tag::A) {
            let text = view.page.visible_text(view.page.subtree(row));
            let tag = text.trim_start_matches('#').trim_matches([',', ' ']).to_owned();
            if !tag.is_empty()
                && tag.chars().count() <= 40
                && !look_up(&tag).is(Topic::Tags)
                && !tags.contains(&tag)
            {
                tags.push(tag);
            }
        }
    }
    tags
}
