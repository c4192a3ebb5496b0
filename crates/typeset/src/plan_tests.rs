//! Plans of pages: that nothing is lost, and what goes where.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::page::{Area, NodeIndex};
use crate::plan::{Matter, Source, State};
use crate::setter::{Destination, Footnote, Link, Piece};

/// A document of pieces, some of which refer to notes.
#[derive(Debug, Clone)]
struct Sample {
    pieces: Vec<Piece>,
    notes: Vec<Footnote>,
    links: Vec<Link>,
}

fn piece() -> impl Strategy<Value = (f32, f32, bool, bool, bool, bool)> {
    (
        1.0f32..120.0,
        0.0f32..20.0,
        any::<bool>(),
        prop::bool::weighted(0.05),
        any::<bool>(),
        prop::bool::weighted(0.1),
    )
}

fn sample() -> impl Strategy<Value = Sample> {
    let notes = prop::collection::vec(prop::collection::vec(1.0f32..60.0, 1..9), 0..8);
    (prop::collection::vec(piece(), 1..60), notes, any::<prop::sample::Index>()).prop_map(
        |(pieces, notes, at)| {
            let mut float = 0;
            let count = pieces.len();
            let mut pieces: Vec<Piece> = pieces
                .into_iter()
                .map(|(height, gap, keep, page, grid, floats)| {
                    float += u32::from(floats);
                    Piece {
                        height,
                        gap,
                        keep,
                        page,
                        grid,
                        float: floats.then_some(float),
                        ..Piece::default()
                    }
                })
                .collect();
            let mut links = Vec::new();
            let notes: Vec<Footnote> = notes
                .into_iter()
                .enumerate()
                .map(|(number, heights)| {
                    let key = format!("0/{number}");
                    let link = link_to(&key);
                    let place = (at.index(count) + number * 3) % count;
                    if let Some(piece) = pieces.get_mut(place) {
                        piece.links.push((Area::default(), links.len()));
                    }
                    links.push(link);
                    let line = |height| Piece { height, ..Piece::default() };
                    Footnote { key, pieces: heights.into_iter().map(line).collect() }
                })
                .collect();
            Sample { pieces, notes, links }
        },
    )
}

proptest! {
    #[test]
    fn every_piece_and_note_stands_once_and_within_its_column(sample in sample(), room in 100.0f32..500.0) {
        let matter = Matter::new(&sample.pieces, &[], &sample.notes, &sample.links, Some(14.0), 10.0);
        let mut state = State::default();
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        let mut noted: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut columns = 0;
        while !matter.is_done(&state) {
            let before = state.clone();
            let plan = matter.column(&mut state, room, None, true);
            prop_assert!(state != before, "nothing was set");
            columns += 1;
            prop_assert!(columns < 1_000);
            let mut last = 0.0f32;
            for (nth, (source, y, _)) in plan.placed.iter().enumerate() {
                prop_assert!(*y >= last - 0.01, "one over another");
                let height = match source {
                    Source::Body(index) => {
                        *seen.entry(*index).or_default() += 1;
                        sample.pieces.get(*index).map_or(0.0, |p| p.height)
                    }
                    Source::Note(note, index) => {
                        *noted.entry((*note, *index)).or_default() += 1;
                        sample.notes.get(*note).and_then(|n| n.pieces.get(*index)).map_or(0.0, |p| p.height)
                    }
                    Source::Rule | Source::Head(_) => 0.0,
                };
                last = y + height;
                let alone = nth == 0 || height > room * 0.5;
                prop_assert!(last <= room + 0.1 || alone || plan.notes > 0.0, "{last} of {room}");
            }
        }
        prop_assert_eq!(seen.len(), sample.pieces.len());
        prop_assert!(seen.values().chain(noted.values()).all(|count| *count == 1));
        prop_assert_eq!(noted.len(), sample.notes.iter().map(|note| note.pieces.len()).sum::<usize>());
    }
}

fn link_to(key: &str) -> Link {
    Link {
        destination: Destination::Place(key.to_owned()),
        node: NodeIndex(0),
        description: String::new(),
        key: None,
    }
}

fn lines(count: usize) -> Vec<Piece> {
    vec![Piece { height: 10.0, ..Piece::default() }; count]
}

fn columns(matter: &Matter<'_>, room: f32) -> Vec<Vec<Source>> {
    let mut state = State::default();
    let mut out = Vec::new();
    while !matter.is_done(&state) {
        let plan = matter.column(&mut state, room, None, true);
        out.push(plan.placed.into_iter().map(|(source, _, _)| source).collect());
    }
    out
}

#[test]
fn a_figure_that_does_not_fit_lets_the_text_go_first() {
    let mut pieces = lines(8);
    let figure = |height| Piece { height, float: Some(1), ..Piece::default() };
    pieces.splice(3..3, [Piece { keep: true, ..figure(25.0) }, figure(10.0)]);
    let matter = Matter::new(&pieces, &[], &[], &[], None, 5.0);
    let got = columns(&matter, 60.0);
    let body = |all: &[usize]| all.iter().map(|index| Source::Body(*index)).collect::<Vec<_>>();
    assert_eq!(got, [body(&[0, 1, 2, 5, 6, 7]), body(&[3, 4, 8, 9])]);
}

#[test]
fn figures_stay_in_order_and_what_ends_an_article_waits_for_them() {
    let mut pieces = lines(9);
    let figure = |id, height| Piece { height, float: Some(id), ..Piece::default() };
    // The second would fit where the first does not.
    pieces.splice(3..3, [figure(1, 45.0)]);
    pieces.splice(5..5, [figure(2, 10.0)]);
    if let Some(last) = pieces.last_mut() {
        last.ends = true;
    }
    let matter = Matter::new(&pieces, &[], &[], &[], None, 5.0);
    let got = columns(&matter, 60.0);
    let body = |all: &[usize]| all.iter().map(|index| Source::Body(*index)).collect::<Vec<_>>();
    assert_eq!(got, [body(&[0, 1, 2, 4, 6, 7]), body(&[3, 5]), body(&[8, 9, 10])]);
}

#[test]
fn figures_are_measured_with_what_the_grid_adds() {
    let figure = |id, height, grid| Piece { height, grid, float: Some(id), ..Piece::default() };
    // Both wait, and stand in one column only if nothing is added between them.
    let mut pieces = lines(5);
    pieces.extend([figure(1, 23.0, false), figure(2, 46.0, true)]);
    let matter = Matter::new(&pieces, &[], &[], &[], Some(14.0), 5.0);
    let mut state = State::default();
    while !matter.is_done(&state) {
        for (source, y, _) in matter.column(&mut state, 70.0, None, true).placed {
            let Source::Body(index) = source else { continue };
            let end = y + pieces.get(index).map_or(0.0, |piece| piece.height);
            assert!(end <= 70.0, "{source:?} ends at {end} of 70");
        }
    }
}

#[test]
fn a_note_takes_its_room_from_the_column_of_its_reference() {
    let mut pieces = lines(10);
    let links = [link_to("0/n")];
    if let Some(piece) = pieces.get_mut(1) {
        piece.links.push((Area::default(), 0));
    }
    let notes = [Footnote { key: "0/n".to_owned(), pieces: lines(2) }];
    let matter = Matter::new(&pieces, &[], &notes, &links, None, 5.0);
    let first = columns(&matter, 60.0).into_iter().next().unwrap_or_default();
    let body = (0..3).map(Source::Body);
    let expected: Vec<Source> = body.chain([Source::Rule, Source::Note(0, 0), Source::Note(0, 1)]).collect();
    assert_eq!(first, expected);
}

#[test]
fn a_long_note_goes_on_in_the_next_column() {
    let mut pieces = lines(6);
    let links = [link_to("0/n")];
    if let Some(piece) = pieces.get_mut(0) {
        piece.links.push((Area::default(), 0));
    }
    let notes = [Footnote { key: "0/n".to_owned(), pieces: lines(8) }];
    let matter = Matter::new(&pieces, &[], &notes, &links, None, 5.0);
    let got = columns(&matter, 60.0);
    let notes_in = |column: &[Source]| column.iter().filter(|s| matches!(s, Source::Note(..))).count();
    assert_eq!(got.iter().map(|column| notes_in(column)).collect::<Vec<_>>(), [4, 4, 0]);
}
