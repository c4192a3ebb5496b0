//! The lexicon files as text. Adding a language is adding a file and its line here.

/// The languages with their files; English first.
pub(crate) const FILES: [(&str, &str); 21] = [
    ("en", include_str!("../lexicon/en.toml")),
    ("fr", include_str!("../lexicon/fr.toml")),
    ("de", include_str!("../lexicon/de.toml")),
    ("es", include_str!("../lexicon/es.toml")),
    ("pt", include_str!("../lexicon/pt.toml")),
    ("it", include_str!("../lexicon/it.toml")),
    ("nl", include_str!("../lexicon/nl.toml")),
    ("pl", include_str!("../lexicon/pl.toml")),
    ("sv", include_str!("../lexicon/sv.toml")),
    ("ru", include_str!("../lexicon/ru.toml")),
    ("uk", include_str!("../lexicon/uk.toml")),
    ("tr", include_str!("../lexicon/tr.toml")),
    ("ar", include_str!("../lexicon/ar.toml")),
    ("he", include_str!("../lexicon/he.toml")),
    ("fa", include_str!("../lexicon/fa.toml")),
    ("ja", include_str!("../lexicon/ja.toml")),
    ("zh", include_str!("../lexicon/zh.toml")),
    ("ko", include_str!("../lexicon/ko.toml")),
    ("hi", include_str!("../lexicon/hi.toml")),
    ("el", include_str!("../lexicon/el.toml")),
    ("th", include_str!("../lexicon/th.toml")),
];
