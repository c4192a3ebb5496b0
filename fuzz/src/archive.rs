//! Archives: opened, gone through to the end with all that they say of each record, and gone back into.

use offprint_archive::{Archive, Limits, Place};

/// Limits so tight that what is within them is done at once.
fn limits() -> Limits {
    Limits {
        max_bytes: 256 << 10,
        max_header_bytes: 16 << 10,
        max_inflated_bytes: 1 << 20,
        max_entries: 1_000,
        max_nesting: 4,
        max_indexed: 1_000,
    }
}

/// Any bytes as an archive with this ending.
fn run(data: &[u8], ending: &str) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join(format!("a.{ending}"));
    if std::fs::write(&path, data).is_err() {
        return;
    }
    let Ok(mut archive) = Archive::open(&path, &limits()) else { return };
    let mut last: Option<Place> = None;
    for record in archive.by_ref() {
        let Ok(record) = record else { continue };
        if let Some(resources) = &record.resources {
            for address in ["a.png", "https://example.org/a.png", "cid:a", "../a.png", ""] {
                let found = resources.get(address, address, 64 << 10);
                assert!(found.is_none_or(|found| found.len() <= 64 << 10), "{address}: over the limit");
            }
        }
        let _ = format!("{record:?}");
        last = Some(record.place);
    }
    assert!(archive.next().is_none(), "an archive that has ended goes on");
    // What stood somewhere is found there again.
    if let Some(place) = last {
        let found = archive.seek(&place);
        assert!(matches!(found, Ok(true)), "{place:?}: {found:?}");
        assert!(matches!(archive.next(), Some(Ok(again)) if again.place == place), "{place:?}");
    }
}

pub(crate) fn warc(data: &[u8]) {
    run(data, "warc.gz");
}

pub(crate) fn zip(data: &[u8]) {
    run(data, "zip");
}

pub(crate) fn mhtml(data: &[u8]) {
    run(data, "mhtml");
}

pub(crate) fn webarchive(data: &[u8]) {
    run(data, "webarchive");
}

pub(crate) fn export(data: &[u8]) {
    run(data, "csv");
}

pub(crate) fn tar(data: &[u8]) {
    run(data, "tar.gz");
}

pub(crate) fn cdxj(data: &[u8]) {
    run(data, "cdxj");
}

pub(crate) fn wacz(data: &[u8]) {
    run(data, "wacz");
}
