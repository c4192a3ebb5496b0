//! Colour profiles of pictures whose colours are not those of sRGB (ISO 32000-1 §8.6.5.5).

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest as _, Sha256};

/// Longest profile that is carried; those of cameras and screens have some thousand bytes, those of printers more.
const LONGEST: usize = 1 << 20;

/// The profiles of a document, each once.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    known: BTreeMap<[u8; 32], ObjectId>,
}

impl Profiles {
    /// Puts a profile in the place of device colours in a colour space.
    pub(super) fn put(&mut self, profile: &[u8], space: &mut Object, document: &mut Document) {
        let id = *self.known.entry(Sha256::digest(profile).into()).or_insert_with(|| {
            let dict = dictionary! { "N" => 3, "Alternate" => "DeviceRGB" };
            document.add_object(Stream::new(dict, profile.to_vec()))
        });
        let based = || Object::Array(vec!["ICCBased".into(), Object::Reference(id)]);
        let is_rgb = |object: &Object| object.as_name().is_ok_and(|name| name == b"DeviceRGB");
        if is_rgb(space) {
            *space = based();
        } else if let Object::Array(parts) = space
            && let Some(base) = parts.get_mut(1)
            && is_rgb(base)
        {
            *base = based();
        }
    }
}

/// A profile of red, green and blue that archives take, and that says something else than sRGB does, which is what all
/// colours without a profile mean.
pub(super) fn worth_carrying(profile: &[u8]) -> bool {
    let at = |from: usize, length: usize| profile.get(from..from + length).unwrap_or_default();
    let says = |name: &[u8]| profile.windows(name.len()).any(|window| window == name);
    // ICC.1, §7.2: length, version, class, colour space, signature.
    let is_whole = u32::try_from(profile.len()).is_ok_and(|length| at(0, 4) == length.to_be_bytes());
    let version = at(8, 1).first().is_some_and(|major| *major <= 4);
    let class = matches!(at(12, 4), b"scnr" | b"mntr" | b"spac");
    let sound = is_whole && version && class && at(16, 4) == b"RGB " && at(36, 4) == b"acsp";
    sound && profile.len() <= LONGEST && !says(b"sRGB") && !says(b"s\0R\0G\0B")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &[u8]) -> Vec<u8> {
        let mut profile = vec![0; 128];
        for (at, part) in [(8, &b"\x04"[..]), (12, b"mntr"), (16, b"RGB "), (36, b"acsp")] {
            profile[at..at + part.len()].copy_from_slice(part);
        }
        profile.extend(name);
        let length = u32::try_from(profile.len()).unwrap().to_be_bytes();
        profile[..4].copy_from_slice(&length);
        profile
    }

    #[test]
    fn only_sound_profiles_of_other_colours_are_carried() {
        assert!(worth_carrying(&profile(b"Display P3")));
        assert!(!worth_carrying(&profile(b"sRGB built-in")));
        assert!(!worth_carrying(&profile(b"\0s\0R\0G\0B")));
        let mut cut = profile(b"Display P3");
        cut.pop();
        assert!(!worth_carrying(&cut) && !worth_carrying(b""));
    }

    #[test]
    fn a_profile_is_in_the_document_once() {
        let (mut profiles, mut document) = (Profiles::default(), Document::new());
        let mut spaces = [
            Object::from("DeviceRGB"),
            Object::Array(vec!["Indexed".into(), "DeviceRGB".into()]),
            "DeviceGray".into(),
        ];
        for space in &mut spaces {
            profiles.put(&profile(b"P3"), space, &mut document);
        }
        assert_eq!(document.objects.len(), 1);
        assert_eq!(spaces[2], Object::from("DeviceGray"));
        assert!(spaces[..2].iter().all(|space| format!("{space:?}").contains("ICCBased")));
    }
}
