//! Roman numerals.

/// A number in small Roman numerals, as books number what stands before their text; nothing for 0.
pub fn roman(number: usize) -> String {
    const PARTS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, letters) in PARTS {
        while left >= value {
            out.push_str(letters);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn roman_numerals() {
        let numbers = [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (2026, "mmxxvi"), (0, "")];
        for (number, written) in numbers {
            assert_eq!(roman(number), written);
        }
    }
}
