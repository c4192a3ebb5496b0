//! Samples made small: Flate, after the filters of PNG where these help (ISO 32000-1 §7.4.4).

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::samples::{Samples, Space};

/// How hard the compressor tries, of 9.
const HARDEST: u32 = 9;
/// How hard it tries where two ways are compared.
const QUICK: u32 = 1;

/// What a stream of samples holds.
pub(super) struct Deflated {
    pub(super) data: Vec<u8>,
    /// Whether each row went through a filter of PNG (Predictor 15).
    pub(super) filtered: bool,
}

/// Samples as small as they come.
pub(super) fn deflate(samples: &Samples) -> Deflated {
    let plain = || Deflated { data: zlib(&samples.rows, HARDEST), filtered: false };
    // What lies beside in a palette is not alike (PNG, third edition, §12.7), nor are bits within a byte.
    if samples.bits < 8 || matches!(samples.space, Space::Palette(_)) {
        return plain();
    }
    let filtered = filtered(samples);
    if zlib(&samples.rows, QUICK).len() <= zlib(&filtered, QUICK).len() {
        plain()
    } else {
        Deflated { data: zlib(&filtered, HARDEST), filtered: true }
    }
}

fn zlib(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
    // Memory takes all that is written to it.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// Rows each through the filter whose differences are least (PNG, third edition, §12.7), which its first byte names.
fn filtered(samples: &Samples) -> Vec<u8> {
    let (stride, pixel) = (samples.stride().max(1), samples.pixel());
    let mut out = Vec::with_capacity(samples.rows.len() + samples.height as usize);
    let mut above = vec![0_u8; stride];
    let mut tries: [Vec<u8>; 5] = std::array::from_fn(|_| Vec::with_capacity(stride));
    for row in samples.rows.chunks_exact(stride) {
        tries.iter_mut().for_each(Vec::clear);
        let before = std::iter::repeat_n(&0, pixel);
        let lefts = before.clone().chain(row);
        let corners = before.chain(&above);
        let [none, sub, up, average, paeth] = &mut tries;
        for (((value, left), up_value), corner) in row.iter().zip(lefts).zip(&above).zip(corners) {
            none.push(*value);
            sub.push(value.wrapping_sub(*left));
            up.push(value.wrapping_sub(*up_value));
            average.push(value.wrapping_sub(left.midpoint(*up_value)));
            paeth.push(value.wrapping_sub(nearest(*left, *up_value, *corner)));
        }
        let cost =
            |row: &Vec<u8>| row.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum::<u64>();
        if let Some((name, best)) = (0_u8..).zip(&tries).min_by_key(|(_, row)| cost(row)) {
            out.push(name);
            out.extend(best);
        }
        above.copy_from_slice(row);
    }
    out
}

/// Paeth's predictor: which of the three is nearest to left + above - corner (PNG, third edition, §9.4).
const fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (left as i16, above as i16, corner as i16);
    let (to_left, to_above, to_corner) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}

/// The rows of a PNG as its file has them, compressed and filtered, where they are what `samples` holds: PDF reads them
/// as they are, and who made the file often tried harder than there is time for here.
pub(super) fn rows_of_png(data: &[u8], samples: &Samples) -> Option<(Vec<u8>, Space)> {
    let mut rest = data.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let (mut rows, mut colours, mut head) = (Vec::new(), Vec::new(), None);
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let (name, after) = after.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        match name {
            b"IHDR" => head = content.first_chunk::<13>().copied(),
            b"PLTE" => colours = content.as_chunks::<3>().0.to_vec(),
            b"IDAT" => rows.extend(content),
            b"tRNS" => return None,
            b"IEND" => break,
            _ => {}
        }
        rest = after.get(4..)?;
    }
    let [_, _, _, _, _, _, _, _, bits, colour, _, _, interlaced] = head?;
    let space = match (&samples.space, colour) {
        (Space::Grey, 0) => Space::Grey,
        (Space::Rgb, 2) => Space::Rgb,
        // Every number that the rows could name has its colour.
        (Space::Palette(_), 3) => {
            colours.resize(1 << bits.min(8), [0; 3]);
            Space::Palette(colours)
        }
        _ => return None,
    };
    if interlaced != 0 || bits != samples.bits {
        return None;
    }
    // Decoders of PNG pass over a wrong check sum and over what is missing; readers of PDF complain.
    let wanted = (samples.stride() as u64 + 1) * u64::from(samples.height);
    let mut inflated = ZlibDecoder::new(rows.as_slice()).take(wanted + 1);
    let length = std::io::copy(&mut inflated, &mut std::io::sink()).ok()?;
    let decoder = inflated.into_inner();
    (length == wanted && decoder.total_in() == rows.len() as u64).then_some((rows, space))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::samples::samples;
    use image::{DynamicImage, Rgb, RgbImage};

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        image.write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    fn photo() -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(64, 40, |x, y| {
            let wave = |n: u32| u8::try_from((x * n + y * (n + 3) + (x * y) % 7) % 256).unwrap();
            Rgb([wave(2), wave(3), wave(5)])
        }))
    }

    /// What a decoder of PNG makes of our rows.
    fn through_png(samples: &Samples, deflated: &Deflated) -> Vec<u8> {
        assert!(deflated.filtered);
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut head = samples.width.to_be_bytes().to_vec();
        head.extend(samples.height.to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        for (name, content) in [(b"IHDR", head.as_slice()), (b"IDAT", &deflated.data), (b"IEND", &[])] {
            file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
            let start = file.len();
            file.extend(name);
            file.extend(content);
            let mut crc = flate2::Crc::new();
            crc.update(&file[start..]);
            file.extend(crc.sum().to_be_bytes());
        }
        image::load_from_memory(&file).unwrap().into_rgb8().into_raw()
    }

    #[test]
    fn filtered_rows_are_those_of_png() {
        let samples = samples(&photo(), false).colours;
        let deflated = deflate(&samples);
        assert!(deflated.data.len() < samples.rows.len() / 2);
        assert_eq!(through_png(&samples, &deflated), samples.rows);
    }

    #[test]
    fn rows_of_a_whole_png_pass() {
        let photo = photo();
        let (file, samples) = (png(&photo), samples(&photo, false).colours);
        let (rows, space) = rows_of_png(&file, &samples).unwrap();
        assert_eq!(space, Space::Rgb);
        assert_eq!(through_png(&samples, &Deflated { data: rows, filtered: true }), samples.rows);
        // A wrong check sum at the end of the rows, before the check sums of two chunks and the last chunk's head.
        let mut wrong = file.clone();
        let at = wrong.len() - 12 - 4 - 1;
        wrong[at] ^= 0xff;
        assert!(rows_of_png(&wrong, &samples).is_none());
        let grey = DynamicImage::ImageLuma8(photo.to_luma8());
        assert!(rows_of_png(&png(&grey), &samples).is_none());
    }
}
