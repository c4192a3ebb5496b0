//! Numbers for people.

/// With commas: `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// In units of 1000 (SI): `12 B`, `3.4 MB`.
pub(crate) fn bytes(number: u64) -> String {
    let mut value = real(number);
    for unit in ["B", "kB", "MB", "GB", "TB"] {
        if value < 999.95 {
            return if unit == "B" { format!("{number} B") } else { format!("{value:.1} {unit}") };
        }
        value /= 1000.0;
    }
    format!("{value:.1} PB")
}

/// A part of a whole: `12.3 %`, a dash where there is no whole.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.1} %", 100.0 * real(part) / real(whole)) }
}

/// A time: `120 µs`, `1.2 s`, `12 min`, `3.4 h`.
pub(crate) fn time(microseconds: f64) -> String {
    let seconds = microseconds / 1e6;
    match seconds {
        _ if seconds < 1e-3 => format!("{microseconds:.0} µs"),
        _ if seconds < 1.0 => format!("{:.1} ms", seconds * 1e3),
        _ if seconds < 120.0 => format!("{seconds:.1} s"),
        _ if seconds < 7200.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

/// How many in a second: `12.3`.
pub(crate) fn rate(count: u64, seconds: f64) -> String {
    if seconds > 0.0 { format!("{:.1}", real(count) / seconds) } else { "–".to_owned() }
}

/// As a number that can be divided. What is above 2⁵³ is rounded, which nobody sees in a plot.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn real(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(999_999), "1.0 MB");
        assert_eq!(percent(1, 8), "12.5 %");
        assert_eq!(percent(0, 0), "–");
        assert_eq!(time(1_500_000.0), "1.5 s");
        assert_eq!(time(90.0), "90 µs");
        assert_eq!(rate(10, 0.0), "–");
    }
}
