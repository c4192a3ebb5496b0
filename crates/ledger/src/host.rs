//! Hosts of addresses.

use url::Url;

/// The host of an address, in small letters; none where it has none.
pub fn host(address: &str) -> Option<String> {
    Url::parse(address.trim()).ok()?.host_str().map(str::to_lowercase)
}
