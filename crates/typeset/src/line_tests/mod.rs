//! Lines of real paragraphs: beside TeX's, beside those of first fit, and by the rules.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod rules;
mod scripts;
mod spread;
mod tex;
mod words;

use offprint_fonts::Fonts;
use offprint_model::Direction;

use crate::breakpoints::{Breakpoint, breakpoints};
use crate::breaks::{breaks, emergencies};
use crate::faces::FaceSet;
use crate::forms::{Forms, Place};
use crate::hanging::Edges;
use crate::hyphens::Hyphenator;
use crate::lines::{Choice, Chooser, Manner, Wish};
use crate::page::{Colour, NodeIndex};
use crate::rich_text::{Look, RichText};
use crate::shape::{Shaped, shape};
use crate::shaper::Shaper;

/// Invented paragraphs.
const PROSE: &str = include_str!("../../benches/prose.txt");
/// Others: long words, hyphens and dashes of their own, quotation marks, figures, short words.
const VARIED: [(&str, &str); 8] = [
    (
        "de",
        "Die Donaudampfschifffahrtsgesellschaft hatte, wie ihr Geschäftsführer in der Hauptversammlung erklärte, \
        in den vergangenen Wirtschaftsjahren außergewöhnliche Unwägbarkeiten zu bewältigen; Niedrigwasser, Kohlenmangel \
        und die Unzuverlässigkeit der Landungsbrücken wurden gleichermaßen angeführt. Der Aufsichtsratsvorsitzende \
        beantragte eine Untersuchungskommission.",
    ),
    (
        "en",
        "The well-known mother-in-law of the vice-chairman—a self-made woman of twenty-one—had re-entered the half-empty \
        ball-room by the so-called servants' side-door, and her brother-in-law, a hard-bitten ex-officer with a \
        two-year-old grudge, looked on from the card-table with ill-concealed delight.",
    ),
    (
        "en",
        "It is as it was, and so it is to be. If we go on as we do, it may be of no use to us or to any of those who are \
        to come; but if we do not, who is to say that they will be any the worse for it? I do not know, nor do you, and \
        he who says that he does is a fool or a liar or both.",
    ),
    (
        "en",
        "In 1873 the total was 11,408; in 1874 it was 12,977, an increase of 13.75 per cent; in 1875, after the fire of \
        3 March, it fell to 8,201 (of which 2,114 were exported), and from 1876 to 1881 it never again exceeded 9,000. \
        Of 47 furnaces 19 were relit, 11 of them with a subsidy of £1,250 each.",
    ),
    (
        "fr",
        "Le phare, que personne n'avait réparé depuis l'inauguration de la nouvelle capitainerie, continuait \
        d'éclairer irrégulièrement une baie où l'on ne pêchait plus; les administrateurs s'étonnaient périodiquement de la \
        dépense, puis l'oubliaient, et le gardien recevait avec une ponctualité incompréhensible son approvisionnement.",
    ),
    (
        "en",
        "“Nobody,” she said, “has ever been able to explain it.” – “Nobody has ever tried,” he answered; “they prefer the \
        mystery.” She considered this. “Then we must try,” she said at last – “you with your instruments, and I with the \
        letters.” And so the investigation, if it deserved the name, began.",
    ),
    (
        "nl",
        "De waterschapsverkiezingen waren nauwelijks achter de rug of de dijkgraaf kondigde ingrijpende \
        werkzaamheden aan: verzwaring van de zeewering, verdieping van de afwateringskanalen en een onafhankelijk \
        onderzoek naar de verantwoordelijkheid voor de overstromingen in de noordelijke polders.",
    ),
    (
        "en",
        "Internationalization, counterrevolutionary, incomprehensibilities: dictionaries overflow with uncharacteristically \
        long words. Notwithstanding straightforward misunderstandings, lexicographers enthusiastically \
        institutionalize extraordinarily unpronounceable abbreviations.",
    ),
];

/// All of them, each with its language.
fn texts() -> Vec<(&'static str, &'static str)> {
    PROSE.lines().map(|line| ("en", line)).chain(VARIED).collect()
}

fn rich(text: &str, language: &str, size: f32) -> RichText {
    let look = Look {
        family: offprint_fonts::Family::Serif,
        style: offprint_fonts::Style::default(),
        size,
        rise: 0.0,
        colour: Colour::default(),
        small_caps: false,
        place: Place::Line,
        forms: Forms::default(),
        strike: false,
        language: language.parse().ok(),
    };
    let mut rich = RichText::default();
    rich.push(text, &look, NodeIndex(0), None);
    rich
}

/// What setting needs, over the embedded faces.
struct Bench<'f> {
    faces: FaceSet<'f>,
    shaper: Shaper,
    hyphenator: Hyphenator,
}

impl<'f> Bench<'f> {
    fn new(fonts: &'f Fonts) -> Self {
        Self { faces: FaceSet::new(fonts), shaper: Shaper::default(), hyphenator: Hyphenator::default() }
    }

    fn shape(&mut self, rich: &RichText) -> Shaped {
        shape(rich, &mut self.faces, &mut self.shaper, Direction::Ltr)
    }

    /// The breakpoints of a paragraph, hyphens and all; nothing hangs.
    fn points(
        &mut self,
        rich: &RichText,
        shaped: &mut Shaped,
        hyphenate: bool,
        measure: f32,
    ) -> Vec<Breakpoint> {
        let mut breaks = breaks(rich, shaped);
        emergencies(shaped, &mut breaks, measure);
        if hyphenate {
            self.hyphenator.hyphenate(rich, shaped, &mut breaks);
        }
        let look = &rich.spans[0].look;
        let advance = self.shaper.hyphen(&mut self.faces, look).unwrap().advance * look.size;
        breakpoints(Edges { rich, shaped, hanging: false }, &breaks, &mut |_| advance)
    }

    fn lines(&mut self, rich: &RichText, shaped: &mut Shaped, wish: Wish) -> Vec<Choice> {
        Chooser { faces: &mut self.faces, shaper: &mut self.shaper, hyphenator: &mut self.hyphenator }
            .lines(rich, shaped, wish)
    }
}

fn wish(measure: f32, size: f32) -> Wish {
    Wish { manner: Manner::Even, measure, indent: 0.0, size, hyphenate: true, hanging: false }
}
