//! Damage, limits, and files that mean harm.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn pages(count: usize) -> Vec<Made> {
    (0..count).map(|number| Made::page(&format!("http://a.example/{number}"))).collect()
}

fn by_zstd(records: &[Made]) -> Vec<u8> {
    records
        .iter()
        .flat_map(|record| ::zstd::bulk::compress(&plain(std::slice::from_ref(record)), 3).unwrap())
        .collect()
}

fn good(items: &[Result<Record, Damage>]) -> usize {
    items.iter().filter(|item| matches!(item, Ok(Record { content: Content::Page(_), .. }))).count()
}

fn offset(item: &Result<Record, Damage>) -> u64 {
    item.as_ref().map_or_else(|damage| damage.place.offset, |record| record.place.offset)
}

#[test]
fn a_file_cut_off_anywhere_gives_what_stands_before() {
    let records = pages(3);
    for whole in [gzip(&records), plain(&records), by_zstd(&records), gzip_bytes(&plain(&records))] {
        let ends: Vec<u64> = all(&whole)
            .iter()
            .map(|item| item.as_ref().unwrap().place.clone())
            .map(|place| place.offset + place.length)
            .collect();
        let direct = ends.is_sorted() && ends.last() == Some(&(whole.len() as u64));
        for length in 0..whole.len() {
            let items = all(&whole[..length]);
            let before = ends.iter().filter(|&&end| end <= length as u64).count();
            assert!(!direct || good(&items) >= before, "cut at {length}: {items:?}");
            assert!(items.len() <= 3);
            assert!(
                items[..items.len().saturating_sub(1)].iter().all(Result::is_ok),
                "cut at {length}: {items:?}"
            );
            let streamed = streamed(&whole[..length]);
            assert_eq!(good(&streamed), good(&items), "cut at {length}");
        }
    }
}

#[test]
fn reading_goes_on_behind_a_damaged_member() {
    let parts: Vec<Vec<u8>> = pages(3).iter().map(|record| gzip(std::slice::from_ref(record))).collect();
    for at in 0..parts[1].len() {
        let mut bytes = parts.concat();
        bytes[parts[0].len() + at] ^= 0x55;
        let items = all(&bytes);
        assert!(good(&items) >= 2, "{at}: {items:?}");
        assert_eq!(
            items.last().unwrap().as_ref().unwrap().target_uri.as_deref(),
            Some("http://a.example/2"),
            "{at}"
        );
    }
    let parts: Vec<Vec<u8>> = pages(3).iter().map(|record| by_zstd(std::slice::from_ref(record))).collect();
    for at in 0..parts[1].len() {
        let mut bytes = parts.concat();
        bytes[parts[0].len() + at] ^= 0x55;
        let items = all(&bytes);
        assert!(good(&items) >= 2, "{at}: {items:?}");
    }
}

#[test]
fn a_member_that_lost_bytes_does_not_swallow_the_next() {
    let parts: Vec<Vec<u8>> = pages(3).iter().map(|record| gzip(std::slice::from_ref(record))).collect();
    for lost in 1..parts[1].len() {
        let bytes = [parts[0].as_slice(), &parts[1][..parts[1].len() - lost], &parts[2]].concat();
        let items = all(&bytes);
        assert!(good(&items) >= 2, "{lost}: {items:?}");
        assert_eq!(page(items.last().unwrap()), HTML.as_bytes(), "{lost}");
        assert_eq!(
            items.last().unwrap().as_ref().unwrap().place.offset,
            (bytes.len() - parts[2].len()) as u64
        );
    }
}

#[test]
fn empty_lines_at_the_beginning_of_a_member_do_not_move_its_record() {
    let one = plain(&pages(1));
    let member = gzip_bytes(&[b"\r\n\r\n".as_slice(), &one].concat());
    let bytes = [member.as_slice(), &member].concat();
    let items = all(&bytes);
    let place = &items[1].as_ref().unwrap().place;
    assert_eq!((place.offset, place.length), (member.len() as u64, member.len() as u64));
    let mut reader = opened(&bytes, &Limits::default());
    assert!(reader.seek(place).unwrap());
    assert_eq!(shown(&reader.next().unwrap()), shown(&items[1]));
}

#[test]
fn garbage_behind_the_record_of_a_member_leaves_the_places_behind_alone() {
    let one = plain(&pages(1));
    let odd = gzip_bytes(&[one.as_slice(), b"garbage that is no record"].concat());
    let bytes = [odd.as_slice(), &gzip(&pages(1))].concat();
    let items = all(&bytes);
    assert!(items.len() == 3 && items[1].is_err(), "{items:?}");
    let place = &items[2].as_ref().unwrap().place;
    assert_eq!((place.offset, place.length), (odd.len() as u64, (bytes.len() - odd.len()) as u64));
}

#[test]
fn garbage_between_is_told_and_passed() {
    let record = &pages(1)[0];
    let one = plain(std::slice::from_ref(record));
    let junk = b"filedesc://old.arc 0.0.0.0 20140101 text/plain 77\n\x1f\x8b\x08 no WARC/1.0 here\n";
    for bytes in [
        [one.as_slice(), junk, &one].concat(),
        [gzip_bytes(&one).as_slice(), junk, &gzip_bytes(&one)].concat(),
        [gzip_bytes(&one), gzip_bytes(junk), gzip_bytes(&one)].concat(),
        [by_zstd(std::slice::from_ref(record)).as_slice(), junk, &gzip_bytes(&one)].concat(),
        gzip_bytes(&[one.as_slice(), junk, &one].concat()),
    ] {
        let items = all(&bytes);
        assert_eq!(items.len(), 3, "{items:?}");
        assert!(items[0].is_ok() && items[1].is_err() && items[2].is_ok(), "{items:?}");
        assert!(items.is_sorted_by_key(offset));
        let mut reader = opened(&bytes, &Limits::default());
        let place = &items[1].as_ref().unwrap_err().place;
        assert!(reader.seek(place).unwrap(), "{place:?}");
        assert_eq!(shown(&reader.next().unwrap()), shown(&items[1]));
        assert_eq!(shown(&reader.next().unwrap()), shown(&items[2]));
    }
}

#[test]
fn wrong_heads_and_lengths_are_damage_and_the_next_record_is_found() {
    let one = String::from_utf8(plain(&pages(1))).unwrap();
    let length = format!("Content-Length: {}", pages(1)[0].block.len());
    assert!(one.contains(&length));
    for wrong in [
        one.replace(&length, "Content-Length: 99999999999"),
        one.replace(&length, "Content-Length: many"),
        one.replace(&length, "Content-Length: 3"),
        one.replace(&length, "Content-Length: 400"),
        one.replace(&length, "X-Length: 5"),
        one.replace("WARC/1.1", "WARC/7.7"),
    ] {
        for bytes in [
            [&one, &wrong, &one].map(|text| text.as_bytes()).concat(),
            [&one, &wrong, &one].map(|text| gzip_bytes(text.as_bytes())).concat(),
        ] {
            let items = all(&bytes);
            assert_eq!(good(&items[..1]), 1);
            assert!(items.iter().any(Result::is_err), "{wrong}");
            assert_eq!(page(items.last().unwrap()), HTML.as_bytes(), "{wrong}");
            assert!(items.is_sorted_by(|one, other| offset(one) < offset(other)));
        }
    }
}

#[test]
fn limits_are_named_and_reading_goes_on() {
    let option = |item: &Result<Record, Damage>| match item {
        Err(Damage { error: ArchiveError::OverLimit { option, .. }, ends: false, .. }) => *option,
        other => panic!("{other:?}"),
    };
    let large = Made::response("http://a.example/l", "Content-Type: text/html\r\n", vec![b'x'; 1 << 20]);
    let picture = Made::response("http://a.example/p", "Content-Type: image/png\r\n", vec![b'x'; 1 << 20]);
    let head = Made::page("http://a.example/h").field("X-Long", &"x".repeat(100_000));
    let answer = Made::response("http://a.example/h", &format!("X: {}\r\n", "x".repeat(100_000)), "<html>");
    let small = &pages(1)[0];
    let records = [large, picture, head, answer, small.clone()];
    let limits = Limits { max_bytes: 200_000, max_header_bytes: 50_000, ..Limits::default() };
    for bytes in [gzip(&records), plain(&records), by_zstd(&records)] {
        let items = all_with(&bytes, &limits);
        assert_eq!(items.len(), 5, "{items:?}");
        assert_eq!(option(&items[0]), "max_bytes");
        assert_eq!(reason(&items[1]), &NotAPage::MediaType("image/png".to_owned()));
        assert_eq!(option(&items[2]), "max_header_bytes");
        assert_eq!(option(&items[3]), "max_header_bytes");
        assert_eq!(page(&items[4]), HTML.as_bytes());
    }
    let limits = Limits { max_inflated_bytes: 300_000, ..Limits::default() };
    let items = all_with(&gzip(&records), &limits);
    assert_eq!(option(&items[0]), "max_inflated_bytes");
    assert_eq!(option(&items[1]), "max_inflated_bytes");
    assert_eq!(page(items.last().unwrap()), HTML.as_bytes());
}

#[test]
fn members_within_members_are_read_in_linear_time() {
    // Each member's stored block holds all the rest of the file and breaks at its end.
    let mut bytes = Vec::new();
    for _ in 0..60_000 {
        bytes.extend([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0xFF, 0xFF, 0, 0]);
        bytes.extend(b"WARC/1.1\r\n");
    }
    let items = all(&bytes);
    assert!(items.iter().all(Result::is_err));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_files_end_and_their_offsets_ascend(
        way in 0..5_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        insert in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let records = pages(4);
        let mut bytes = match way {
            0 => gzip(&records),
            1 => plain(&records),
            2 => by_zstd(&records),
            3 => gzip_bytes(&plain(&records)),
            _ => [gzip(&records[..2]), gzip_bytes(&plain(&records)), plain(&records[2..])].concat(),
        };
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let at = cut.index(bytes.len());
        bytes.splice(at..at, insert);
        let items = all(&bytes);
        prop_assert!(items.len() < 100);
        prop_assert!(items.is_sorted_by(|one, other| offset(one) < offset(other)), "{:?}", items);
        for item in &items {
            let mut reader = opened(&bytes, &Limits::default());
            let place = item.as_ref().map_or_else(|damage| &damage.place, |record| &record.place);
            if reader.seek(place).unwrap() {
                prop_assert_eq!(shown(&reader.next().unwrap()), shown(item));
            } else {
                // Only what broke may not be met again: what was looked for behind it depends on what was read before.
                prop_assert!(item.is_err(), "{:?}", place);
            }
        }
        streamed(&bytes);
        let resources = items.iter().flatten().find_map(|record| record.resources.clone());
        if let Some(resources) = resources {
            prop_assert_eq!(resources.get("http://a.example/none.png", "", 100), None);
        }
    }

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let items = all(&bytes);
        prop_assert!(items.is_sorted_by(|one, other| offset(one) < offset(other)));
    }
}
