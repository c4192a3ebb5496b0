//! Pictures prepared once, however often they stand in a publication.

use std::borrow::Cow;
use std::collections::BTreeMap;

use offprint_model::{Deadline, Publication, Resource};
use sha2::{Digest as _, Sha256};

use crate::{ImageAccount, ImageError, ImageLimits, Kind, Lost, Prepared, decode, prepare};

/// Pixels that are decoded for one publication, in pictures of the largest size: small files may claim to be large, and a
/// page may hold many of them.
const MOST_DECODED: u64 = 24;

/// The pictures of a publication as they were asked for, each once by its bytes, and what became of them.
#[derive(Debug)]
pub struct Album<'a> {
    limits: ImageLimits,
    /// The publication's own pictures by where their bytes stand in memory. Writers hand them back as resources without the
    /// publication's lifetime; this gives it to them again, so that bytes that pass are held once.
    own: BTreeMap<usize, &'a [u8]>,
    known: BTreeMap<[u8; 32], Result<Prepared<'a>, ImageError>>,
    account: ImageAccount,
    decoded: u64,
    deadline: Deadline,
}

impl<'a> Album<'a> {
    /// An album for the pictures of a publication, none of them prepared yet. Past the `deadline` none is; whoever set one
    /// asks it afterwards.
    pub fn new(publication: &'a Publication, limits: ImageLimits, deadline: Deadline) -> Self {
        let of_articles = publication.articles.iter().flat_map(|article| &article.resources);
        let own = publication
            .resources
            .iter()
            .chain(of_articles)
            .map(|resource| (resource.data.as_ptr().addr(), resource.data.as_slice()))
            .collect();
        Self { limits, own, known: BTreeMap::new(), account: ImageAccount::default(), decoded: 0, deadline }
    }

    /// A picture made ready; none where it cannot be shown, of which the account then tells.
    pub fn get(&mut self, resource: &Resource) -> Option<&Prepared<'a>> {
        if self.deadline.is_over() {
            return None;
        }
        let digest: [u8; 32] = Sha256::digest(&resource.data).into();
        let (limits, account, decoded, own) = (&self.limits, &mut self.account, &mut self.decoded, &self.own);
        let found = self.known.entry(digest).or_insert_with(|| {
            // What is left of the pixels bounds the next picture too.
            let left = limits.max_pixels.saturating_mul(MOST_DECODED).saturating_sub(*decoded);
            let limits = ImageLimits { max_pixels: limits.max_pixels.min(left), ..*limits };
            let prepared = prepare(resource, &limits);
            match &prepared {
                Ok(prepared) => {
                    *decoded = decoded.saturating_add(prepared.decoded);
                    if prepared.stilled {
                        account.stilled.push(resource.id.clone());
                    }
                }
                Err(why) => {
                    // What breaks off was decoded up to there.
                    let head =
                        Kind::of(&resource.data).map(|kind| decode::size(kind, &resource.data, u64::MAX));
                    if let (ImageError::Broken, Some(Ok((width, height)))) = (why, head) {
                        let claimed = u64::from(width) * u64::from(height);
                        *decoded = decoded.saturating_add(claimed.min(limits.max_pixels));
                    }
                    let (id, url) = (resource.id.clone(), resource.url.clone());
                    account.lost.push(Lost { id, url, why: *why });
                }
            }
            prepared.map(|prepared| {
                let data = match prepared.data {
                    Cow::Owned(data) => Cow::Owned(data),
                    Cow::Borrowed(data) => match own.get(&data.as_ptr().addr()) {
                        Some(own) if own.len() == data.len() => Cow::Borrowed(*own),
                        _ => Cow::Owned(data.to_vec()),
                    },
                };
                Prepared { data, ..prepared }
            })
        });
        found.as_ref().ok()
    }

    /// What became of the pictures.
    pub fn into_account(self) -> ImageAccount {
        self.account
    }

    /// The pictures that could be made ready, by the SHA-256 of the bytes that they were made from, and what became of all.
    pub fn into_pictures(self) -> (BTreeMap<[u8; 32], Prepared<'a>>, ImageAccount) {
        let shown = self.known.into_iter().filter_map(|(digest, prepared)| Some((digest, prepared.ok()?)));
        (shown.collect(), self.account)
    }
}
