//! Articles that say the same as another: the page saved twice, or with one more comment.
//!
//! Candidates are found by MinHash (Broder 1997) over shingles of words, in bands (Leskovec, Rajaraman, Ullman:
//! Mining of Massive Datasets, §3.4), so that time grows with the number of articles and not with its square;
//! each candidate is then compared in full.

use std::collections::{BTreeMap, BTreeSet};

use offprint_model::{Article, block_text};

/// Words to a shingle. Five are rarely the same by chance.
const SHINGLE: usize = 5;
/// Bands of hash values.
const BANDS: usize = 24;
/// Hash values to a band. With 24 bands of 3, 99.9 % of pairs that share 0.65 of their shingles meet in one.
const ROWS: usize = 3;
/// Share of the smaller article's shingles that must be in the larger for the two to be the same.
const SAME: f64 = 0.9;
/// How many times longer the larger may be: beyond, it holds the smaller as a part and is another article.
const LONGER: f64 = 1.35;
/// Articles of fewer words are the same only if all their words are.
const FEW: usize = 40;

/// How two articles are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Likeness {
    /// Made from the same bytes.
    SameInput,
    /// The same words.
    SameText,
    /// Nearly the same words: this share of the shorter one's passages stand in the longer one.
    NearlySame(f64),
}

/// An article that was left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duplicate {
    /// Its index among the articles that were given.
    pub index: usize,
    /// Index of the one that stays.
    pub of: usize,
    /// How the two are alike.
    pub likeness: Likeness,
}

struct Print {
    input: String,
    words: usize,
    whole: u64,
    shingles: BTreeSet<u64>,
}

/// Articles that are to be left out. Of each lot of articles that are alike the one of most words stays, of several
/// such the first.
pub(crate) fn find(articles: &[&Article]) -> Vec<Duplicate> {
    let prints: Vec<Print> = articles.iter().map(|article| print(article)).collect();
    // The longest first, so that what stays is known before what goes.
    let mut order: Vec<usize> = (0..prints.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(prints.get(*index).map_or(0, |print| print.words)));
    let mut bands: BTreeMap<(usize, [u64; ROWS]), Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for index in order {
        let Some(own) = prints.get(index) else { continue };
        let keys = bands_of(own);
        let near: BTreeSet<usize> = keys.iter().filter_map(|key| bands.get(key)).flatten().copied().collect();
        let alike = near.into_iter().find_map(|other| {
            let likeness = likeness(own, prints.get(other)?)?;
            Some(Duplicate { index, of: other, likeness })
        });
        match alike {
            Some(duplicate) => found.push(duplicate),
            None => keys.into_iter().for_each(|key| bands.entry(key).or_default().push(index)),
        }
    }
    found.sort_by_key(|duplicate| duplicate.index);
    found
}

fn print(article: &Article) -> Print {
    let text = block_text(&article.body);
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        // Scripts without spaces: a character counts as a word.
        .flat_map(|word| {
            let parts = word.chars().filter(|c| is_ideograph(*c)).count();
            if parts * 2 > word.chars().count() {
                word.chars().map(|c| hash(c.to_string().as_bytes())).collect()
            } else {
                vec![hash(word.to_lowercase().as_bytes())]
            }
        })
        .collect();
    let combined = |words: &[u64]| {
        words.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, word| mixed(sum.rotate_left(5) ^ *word))
    };
    let shingles = if words.len() < FEW {
        BTreeSet::from([combined(&words)])
    } else {
        words.windows(SHINGLE).map(combined).collect()
    };
    Print { input: article.provenance.sha256.clone(), words: words.len(), whole: combined(&words), shingles }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}')
}

fn likeness(one: &Print, other: &Print) -> Option<Likeness> {
    if one.words == 0 {
        return None;
    }
    if !one.input.is_empty() && one.input == other.input {
        return Some(Likeness::SameInput);
    }
    if one.words == other.words && one.whole == other.whole {
        return Some(Likeness::SameText);
    }
    let (small, large) = if one.words <= other.words { (one, other) } else { (other, one) };
    if small.words < FEW || large.words as f64 > small.words as f64 * LONGER {
        return None;
    }
    let shared = small.shingles.intersection(&large.shingles).count() as f64 / small.shingles.len() as f64;
    (shared >= SAME).then_some(Likeness::NearlySame(shared))
}

/// The least values of the shingles under so many permutations, a band at a time.
fn bands_of(print: &Print) -> Vec<(usize, [u64; ROWS])> {
    let mut least = [[u64::MAX; ROWS]; BANDS];
    for shingle in &print.shingles {
        let mut seed = 0_u64;
        for value in least.iter_mut().flatten() {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            *value = (*value).min(mixed(shingle ^ seed));
        }
    }
    least.into_iter().enumerate().collect()
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of SplitMix64: every bit of the value depends on every bit of the input.
fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
