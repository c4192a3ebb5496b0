//! Colours without colour: greys, as PDF itself makes them of red, green and blue (ISO 32000-1 §10.3.1).
//!
//! The formula takes the parts of a colour as they are and wants no powers, whose last digits differ between machines.

use offprint_typeset::Colour;

/// The grey of a colour.
pub(crate) fn grey(colour: Colour) -> f32 {
    (colour.red * 0.3 + colour.green * 0.59 + colour.blue * 0.11).clamp(0.0, 1.0)
}

/// The grey of a pixel.
pub(crate) fn grey_pixel([red, green, blue]: [u8; 3]) -> u8 {
    let sum = u32::from(red) * 30 + u32::from(green) * 59 + u32::from(blue) * 11;
    u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_stay_and_green_is_lighter_than_blue() {
        for value in [0_u8, 1, 128, 255] {
            assert_eq!(grey_pixel([value; 3]), value);
        }
        assert!(grey_pixel([0, 255, 0]) > grey_pixel([0, 0, 255]));
        let of = |red, green, blue| grey(Colour { red, green, blue });
        assert!((of(0.5, 0.5, 0.5) - 0.5).abs() < 1e-4);
        assert!(of(0.0, 1.0, 0.0) > of(1.0, 0.0, 0.0) && of(1.0, 0.0, 0.0) > of(0.0, 0.0, 1.0));
    }
}
