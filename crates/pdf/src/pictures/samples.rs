//! Pixels as PDF holds them: grey, one of a few colours, or red, green and blue, in as few bits as hold them.

use image::DynamicImage;

use crate::colour::grey_pixel;

/// Most colours of a palette (ISO 32000-1 §8.6.6.3).
const MOST_COLOURS: usize = 256;

/// What the samples of a picture mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Space {
    Grey,
    /// Red, green and blue of each colour.
    Palette(Vec<[u8; 3]>),
    Rgb,
}

/// Samples in rows, each beginning with a whole byte (ISO 32000-1 §8.9.5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Samples {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) space: Space,
    /// Bits of one sample: 1, 2, 4 or 8.
    pub(super) bits: u8,
    pub(super) rows: Vec<u8>,
}

impl Samples {
    /// Bytes of one row.
    pub(super) fn stride(&self) -> usize {
        let samples = if self.space == Space::Rgb { 3 } else { 1 };
        (self.width as usize * samples * usize::from(self.bits)).div_ceil(8)
    }

    /// Bytes of one pixel, 1 where it is less.
    pub(super) const fn pixel(&self) -> usize {
        match self.space {
            Space::Rgb => 3,
            _ => 1,
        }
    }
}

/// The colours of a picture and, where it is not opaque all over, how opaque each pixel is.
pub(super) struct Parted {
    pub(super) colours: Samples,
    pub(super) opacity: Option<Samples>,
}

/// Parts colours from opacity and takes as few bits as hold them; `grey` makes colours grey.
pub(super) fn samples(image: &DynamicImage, grey: bool) -> Parted {
    let (width, height) = (image.width(), image.height());
    // A soft mask is grey and has no palette (ISO 32000-1 §11.6.5.3).
    let opacity = opacity(image)
        .map(|values| in_steps(width, height, values).unwrap_or_else(|values| plain(width, height, values)));
    let colours = match image {
        DynamicImage::ImageLuma8(luma) => of_greys(width, height, luma.as_raw().clone()),
        DynamicImage::ImageLumaA8(luma) => {
            let values = luma.pixels().map(|pixel| {
                let [value, _] = pixel.0;
                value
            });
            of_greys(width, height, values.collect())
        }
        DynamicImage::ImageRgb8(rgb) => of_colours(width, height, rgb.pixels().map(|pixel| pixel.0), grey),
        DynamicImage::ImageRgba8(rgba) => {
            let pixels = rgba.pixels().map(|pixel| {
                let [red, green, blue, _] = pixel.0;
                [red, green, blue]
            });
            of_colours(width, height, pixels, grey)
        }
        other => of_colours(width, height, other.to_rgb8().pixels().map(|pixel| pixel.0), grey),
    };
    Parted { colours, opacity }
}

/// How opaque each pixel is; none where all are.
fn opacity(image: &DynamicImage) -> Option<Vec<u8>> {
    let values: Vec<u8> = match image {
        DynamicImage::ImageLumaA8(luma) => {
            luma.pixels().filter_map(|pixel| pixel.0.last().copied()).collect()
        }
        DynamicImage::ImageRgba8(rgba) => rgba.pixels().filter_map(|pixel| pixel.0.last().copied()).collect(),
        _ => return None,
    };
    values.iter().any(|value| *value != u8::MAX).then_some(values)
}

fn of_colours(width: u32, height: u32, pixels: impl Iterator<Item = [u8; 3]> + Clone, grey: bool) -> Samples {
    if grey {
        return of_greys(width, height, pixels.map(grey_pixel).collect());
    }
    if pixels.clone().all(|[red, green, blue]| red == green && green == blue) {
        return of_greys(width, height, pixels.map(|[red, ..]| red).collect());
    }
    let Some((colours, numbers)) = palette(pixels.clone()) else {
        let rows = pixels.flatten().collect();
        return Samples { width, height, space: Space::Rgb, bits: 8, rows };
    };
    let bits = bits_for(colours.len());
    let rows = packed(&numbers, width, bits);
    Samples { width, height, space: Space::Palette(colours), bits, rows }
}

/// The greys that there are, the darkest first.
fn levels(values: &[u8]) -> Vec<u8> {
    let mut seen = [false; 256];
    for value in values {
        if let Some(seen) = seen.get_mut(usize::from(*value)) {
            *seen = true;
        }
    }
    (0..=u8::MAX).zip(&seen).filter(|(_, seen)| **seen).map(|(level, _)| level).collect()
}

/// Greys in as few bits as hold them: in steps of equal size, or as a palette of greys where they are few.
fn of_greys(width: u32, height: u32, values: Vec<u8>) -> Samples {
    let values = match in_steps(width, height, values) {
        Ok(samples) => return samples,
        Err(values) => values,
    };
    let levels = levels(&values);
    let bits = bits_for(levels.len());
    if bits == 8 {
        return plain(width, height, values);
    }
    let mut number = [0; 256];
    for (index, level) in (0..).zip(&levels) {
        if let Some(number) = number.get_mut(usize::from(*level)) {
            *number = index;
        }
    }
    let numbers: Vec<u8> =
        values.iter().map(|value| number.get(usize::from(*value)).copied().unwrap_or(0)).collect();
    let space = Space::Palette(levels.iter().map(|level| [*level; 3]).collect());
    Samples { width, height, space, bits, rows: packed(&numbers, width, bits) }
}

/// Greys in steps of equal size, of less than eight bits; the values again where they are no such steps.
fn in_steps(width: u32, height: u32, values: Vec<u8>) -> Result<Samples, Vec<u8>> {
    let levels = levels(&values);
    for (bits, step) in [(1, 255), (2, 85), (4, 17)] {
        if levels.iter().all(|level| level % step == 0) {
            let numbers: Vec<u8> = values.iter().map(|value| value / step).collect();
            let rows = packed(&numbers, width, bits);
            return Ok(Samples { width, height, space: Space::Grey, bits, rows });
        }
    }
    Err(values)
}

fn plain(width: u32, height: u32, values: Vec<u8>) -> Samples {
    Samples { width, height, space: Space::Grey, bits: 8, rows: values }
}

/// The colours in the order in which they come, and the number of each pixel's; none where they are too many.
fn palette(pixels: impl Iterator<Item = [u8; 3]>) -> Option<(Vec<[u8; 3]>, Vec<u8>)> {
    /// Places of the table: four times as many as colours, so that most are found at once.
    const PLACES: usize = MOST_COLOURS * 4;
    let mut table: Vec<Option<([u8; 3], u8)>> = vec![None; PLACES];
    let mut colours = Vec::new();
    let mut numbers = Vec::with_capacity(pixels.size_hint().0);
    let mut last = None;
    for colour in pixels {
        if let Some((known, number)) = last
            && known == colour
        {
            numbers.push(number);
            continue;
        }
        let [red, green, blue] = colour.map(usize::from);
        let mut place = (red * 31 + green * 17 + blue * 7) % PLACES;
        let number = loop {
            match table.get(place).copied().flatten() {
                Some((known, number)) if known == colour => break number,
                Some(_) => place = (place + 1) % PLACES,
                None => {
                    let number = u8::try_from(colours.len()).ok()?;
                    if let Some(free) = table.get_mut(place) {
                        *free = Some((colour, number));
                    }
                    colours.push(colour);
                    break number;
                }
            }
        };
        last = Some((colour, number));
        numbers.push(number);
    }
    Some((colours, numbers))
}

/// Bits that number so many things.
const fn bits_for(count: usize) -> u8 {
    match count {
        0..=2 => 1,
        3..=4 => 2,
        5..=16 => 4,
        _ => 8,
    }
}

/// Numbers of so many bits, the first in the highest bits of a byte, each row beginning with a whole byte.
fn packed(numbers: &[u8], width: u32, bits: u8) -> Vec<u8> {
    if bits == 8 {
        return numbers.to_vec();
    }
    let each = usize::from(8 / bits);
    let mut out = Vec::with_capacity(numbers.len() / each + 1);
    for row in numbers.chunks(width.max(1) as usize) {
        for group in row.chunks(each) {
            let byte = group.iter().fold(0_u8, |byte, number| (byte << bits) | number);
            let missing = u8::try_from(each - group.len()).unwrap_or(0);
            out.push(if missing == 0 { byte } else { byte << (bits * missing) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};

    #[test]
    fn pixels_take_as_few_bits_as_hold_them() {
        let grey = |step: u8, count: u32| {
            let image = GrayImage::from_fn(count, 2, |x, _| Luma([u8::try_from(x).unwrap() * step]));
            samples(&DynamicImage::ImageLuma8(image), false).colours
        };
        let bits: Vec<(u8, bool)> = [grey(255, 2), grey(85, 4), grey(17, 16), grey(1, 16), grey(1, 17)]
            .iter()
            .map(|samples| (samples.bits, samples.space == Space::Grey))
            .collect();
        assert_eq!(bits, [(1, true), (2, true), (4, true), (4, false), (8, true)]);

        let colours = |count: u32| {
            let image = RgbImage::from_fn(count, 1, |x, _| Rgb([x as u8, (x >> 8) as u8, 9]));
            samples(&DynamicImage::ImageRgb8(image), false).colours
        };
        for (count, bits) in [(2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)] {
            let samples = colours(count);
            assert_eq!(samples.bits, bits);
            assert!(matches!(&samples.space, Space::Palette(all) if all.len() == count as usize));
            assert_eq!(samples.rows.len(), samples.stride());
        }
        assert_eq!(colours(257).space, Space::Rgb);
    }

    #[test]
    fn rows_begin_with_whole_bytes() {
        assert_eq!(packed(&[1, 0, 1, 1, 1, 1], 3, 1), [0b1010_0000, 0b1110_0000]);
        assert_eq!(packed(&[1, 2, 3], 3, 4), [0x12, 0x30]);
    }

    #[test]
    fn only_what_is_not_opaque_has_an_opacity() {
        let image = |alpha| DynamicImage::ImageRgba8(RgbaImage::from_pixel(2, 2, Rgba([1, 2, 3, alpha])));
        assert!(samples(&image(255), false).opacity.is_none());
        let opacity = samples(&image(0), false).opacity.unwrap();
        assert_eq!((opacity.bits, opacity.rows.as_slice()), (1, &[0, 0][..]));
    }
}
