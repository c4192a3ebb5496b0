//! Pictures that an archive has by their addresses.

use std::collections::BTreeMap;

use offprint_model::ResourceSource;
use url::Url;

use crate::names_beside::percent_decoded;

/// What gives the bytes of a part, of no more than a limit.
pub(crate) trait Parts: Send + Sync {
    fn part(&self, number: usize, limit: usize) -> Option<Vec<u8>>;
}

/// The parts of a message or web archive by their addresses.
pub(crate) struct ByAddress<P> {
    parts: P,
    by_address: BTreeMap<String, usize>,
}

impl<P> ByAddress<P> {
    pub(crate) fn new(parts: P) -> Self {
        Self { parts, by_address: BTreeMap::new() }
    }

    /// Says where a part was had from. An address that is relative is made absolute with the page's as well.
    pub(crate) fn add(&mut self, address: &str, page: Option<&str>, number: usize) {
        let absolute = page.and_then(|page| Url::parse(page).ok()).and_then(|page| page.join(address).ok());
        for address in [Some(address.to_owned()), absolute.map(String::from)].into_iter().flatten() {
            self.by_address.entry(bare(&address).to_owned()).or_insert(number);
        }
    }
}

/// An address without its fragment.
fn bare(address: &str) -> &str {
    address.trim().split('#').next().unwrap_or(address)
}

impl<P: Parts> ResourceSource for ByAddress<P> {
    fn get(&self, url: &str, written: &str, limit: usize) -> Option<Vec<u8>> {
        let find = |address: &str| self.by_address.get(bare(address)).copied();
        // `cid:` is an address by RFC 2392, percent-encoded.
        let by_id = |address: &str| {
            let id = address.trim().strip_prefix("cid:")?;
            find(&format!("cid:{}", percent_decoded(id)?))
        };
        let number = find(written).or_else(|| find(url)).or_else(|| by_id(written)).or_else(|| by_id(url))?;
        self.parts.part(number, limit)
    }
}
