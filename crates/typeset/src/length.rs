//! Lengths as a user writes them.

use serde::Deserialize;

use crate::theme::ThemeError;

/// A length: a number of points, or a number and a unit: `10pt`, `18mm`, `1.5cm`, `1in`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Length {
    /// The length in points.
    pub points: f32,
}

/// A length as it may be written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i32),
    Number(f32),
    Text(String),
}

impl TryFrom<Written> for Length {
    type Error = ThemeError;

    fn try_from(written: Written) -> Result<Self, ThemeError> {
        match written {
            Written::Whole(points) => Ok(Self { points: points as f32 }),
            Written::Number(points) => Ok(Self { points }),
            Written::Text(text) => text.parse(),
        }
    }
}

impl std::str::FromStr for Length {
    type Err = ThemeError;

    fn from_str(text: &str) -> Result<Self, ThemeError> {
        let text = text.trim();
        let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let factor = match unit {
            "pt" | "" => Some(1.0),
            "mm" => Some(72.0 / 25.4),
            "cm" => Some(72.0 / 2.54),
            "in" => Some(72.0),
            _ => None,
        };
        let number: Option<f32> = number.trim().parse().ok().filter(|n: &f32| n.is_finite());
        match (number, factor) {
            (Some(number), Some(factor)) => Ok(Self { points: number * factor }),
            _ => Err(ThemeError::Length { written: text.to_owned() }),
        }
    }
}
