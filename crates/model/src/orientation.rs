//! How a camera's picture is to be turned before it is shown (Exif 2.32, tag 0x0112).

use crate::{MediaType, Resource};

impl Resource {
    /// The orientation that a JPEG says it has, from 1 (upright) to 8, as Exif numbers them: 3 is upside down, 6 wants a
    /// quarter turn clockwise, 8 one anticlockwise; 2, 4, 5 and 7 are the same mirrored. 1 where it says none.
    pub fn orientation(&self) -> u8 {
        if self.media_type != MediaType::Jpeg {
            return 1;
        }
        exif(&self.data).and_then(orientation).unwrap_or(1)
    }

    /// Width and height as shown, the picture upright.
    pub fn shown_size(&self) -> (u32, u32) {
        if self.orientation() > 4 { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// The Exif block of a JPEG: a TIFF file of its own.
fn exif(jpeg: &[u8]) -> Option<&[u8]> {
    let mut rest = jpeg.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let [0xff, marker, high, low, after @ ..] = rest else { return None };
        // The picture itself begins: what follows is no segment.
        if *marker == 0xda {
            return None;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
        let segment = after.get(..length)?;
        if *marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return Some(tiff);
        }
        rest = after.get(length..)?;
    }
}

/// The orientation in the first directory of a TIFF file.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let long = if big { u32::from_be_bytes(long) } else { u32::from_le_bytes(long) };
    let directory = usize::try_from(long).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries).find_map(|index| {
        let entry = directory.checked_add(2 + index * 12)?;
        // Tag, type (3 is a short), and the value, which stands where a longer one would have its offset.
        let is_orientation = short(entry)? == 0x0112 && short(entry + 2)? == 3;
        let value = u8::try_from(short(entry + 8)?).ok()?;
        (is_orientation && (1..=8).contains(&value)).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(big: bool, value: u16) -> Resource {
        let short = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let long = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let mut tiff = if big { b"MM".to_vec() } else { b"II".to_vec() };
        tiff.extend(short(42));
        tiff.extend(long(8));
        tiff.extend(short(2));
        for (tag, value) in [(0x0100, 7), (0x0112, value)] {
            tiff.extend(short(tag));
            tiff.extend(short(3));
            tiff.extend(long(1));
            tiff.extend(short(value));
            tiff.extend(short(0));
        }
        let mut data = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1];
        data.extend(u16::try_from(tiff.len() + 8).unwrap_or(0).to_be_bytes());
        data.extend(b"Exif\0\0");
        data.extend(tiff);
        Resource { id: "r".into(), media_type: MediaType::Jpeg, url: None, width: 40, height: 30, data }
    }

    #[test]
    fn orientation_is_read_in_both_byte_orders() {
        for big in [true, false] {
            for value in 1..=8 {
                assert_eq!(u16::from(picture(big, value).orientation()), value);
            }
            assert_eq!(picture(big, 9).orientation(), 1);
            assert_eq!(picture(big, 6).shown_size(), (30, 40));
            assert_eq!(picture(big, 3).shown_size(), (40, 30));
        }
    }

    #[test]
    fn damaged_pictures_are_upright() {
        let whole = picture(true, 6);
        for end in 0..whole.data.len() {
            let cut = Resource { data: whole.data.iter().copied().take(end).collect(), ..whole.clone() };
            assert!(matches!(cut.orientation(), 1 | 6));
        }
    }
}
