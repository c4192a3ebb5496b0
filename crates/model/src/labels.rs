//! The few words that an emitter adds to an article, in the article's language.

use crate::LanguageTag;
use crate::labels_by_language;

/// Words and month names of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels {
    /// Before the authors: `By`.
    pub by: &'static str,
    /// Between the last two of several authors: `and`.
    pub and: &'static str,
    /// Before the date of the last change: `Updated`.
    pub updated: &'static str,
    /// Before the address an article came from: `Source`.
    pub source: &'static str,
    /// Before the date on which the page was saved: `Saved`.
    pub saved: &'static str,
    /// Before the program that made the file: `Made with`.
    pub made_with: &'static str,
    /// Title of the notes: `Notes`.
    pub notes: &'static str,
    /// Title of the list of links: `Links`.
    pub links: &'static str,
    /// Title of the contents: `Contents`.
    pub contents: &'static str,
    /// Title of a foreword that has none: `Foreword`.
    pub foreword: &'static str,
    /// Title of the biographies: `About the authors`.
    pub about_authors: &'static str,
    /// Stands for a picture that has neither alternative text nor caption: `Picture`.
    pub picture: &'static str,
    /// Stands for a film: `Video`.
    pub video: &'static str,
    /// Stands for a recording: `Audio`.
    pub audio: &'static str,
    /// Leads from a note back into the text: `Back to the text`.
    pub back: &'static str,
    /// Title of an article that has none: `Untitled`.
    pub untitled: &'static str,
    /// The months; empty where they are not known.
    pub months: &'static [&'static str],
    /// Order of a date, with `{d}`, `{m}` and `{y}`; none where months are not known.
    pub day_month_year: Option<&'static str>,
}

impl Labels {
    /// The words of a language; English for one that is not in the table, whose dates are then written as
    /// `2014-07-15`.
    pub fn of(language: Option<&LanguageTag>) -> Self {
        match language.map(LanguageTag::primary) {
            None | Some("en") => ENGLISH,
            Some("fr") => FRENCH,
            Some("de") => GERMAN,
            Some("es") => SPANISH,
            Some("it") => ITALIAN,
            Some("pt") => PORTUGUESE,
            Some("nl") => DUTCH,
            Some("pl") => labels_by_language::POLISH,
            Some("sv") => labels_by_language::SWEDISH,
            Some("ru") => labels_by_language::RUSSIAN,
            Some("uk") => labels_by_language::UKRAINIAN,
            Some("tr") => labels_by_language::TURKISH,
            Some("el") => labels_by_language::GREEK,
            Some("ar") => labels_by_language::ARABIC,
            Some("fa") => labels_by_language::PERSIAN,
            Some("he") => labels_by_language::HEBREW,
            Some("hi") => labels_by_language::HINDI,
            Some("vi") => labels_by_language::VIETNAMESE,
            Some("ja") => labels_by_language::JAPANESE,
            Some("zh") => labels_by_language::CHINESE,
            Some("ko") => labels_by_language::KOREAN,
            Some(_) => Self { months: &[], day_month_year: None, ..ENGLISH },
        }
    }

    /// Whether these are the words of English for want of the language's own.
    pub const fn are_borrowed(&self) -> bool {
        self.day_month_year.is_none()
    }

    /// What stands before `next` among names: `, ` or, where it is the last, ` and `.
    pub fn before(&self, next: &str, is_last: bool) -> String {
        // A mark between names is all there is in East Asia; in Arabic and Hebrew “and” is a part of the next word.
        match (self.and, is_last) {
            (mark @ ("・" | "、" | "·"), _) => mark.to_owned(),
            ("و", true) if next.starts_with(is_arabic) => " و".to_owned(),
            ("ו", true) if next.starts_with(is_hebrew) => " ו".to_owned(),
            ("و", false) => "، ".to_owned(),
            (_, false) => ", ".to_owned(),
            (and, true) => format!(" {and} "),
        }
    }

    /// Names joined as the language does: `A`, `A and B`, `A, B and C`.
    pub fn join(&self, names: &[&str]) -> String {
        let mut out = String::new();
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                out.push_str(&self.before(name, index + 1 == names.len()));
            }
            out.push_str(name);
        }
        out
    }
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

const fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{5ff}')
}

const ENGLISH: Labels = Labels {
    by: "By",
    and: "and",
    updated: "Updated",
    source: "Source",
    saved: "Saved",
    made_with: "Made with",
    notes: "Notes",
    links: "Links",
    contents: "Contents",
    foreword: "Foreword",
    about_authors: "About the authors",
    picture: "Picture",
    video: "Video",
    audio: "Audio",
    back: "Back to the text",
    untitled: "Untitled",
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day_month_year: Some("{d} {m} {y}"),
};

const FRENCH: Labels = Labels {
    by: "Par",
    and: "et",
    updated: "Mis à jour le",
    source: "Source",
    saved: "Enregistré le",
    made_with: "Réalisé avec",
    notes: "Notes",
    links: "Liens",
    contents: "Table des matières",
    foreword: "Avant-propos",
    about_authors: "Les auteurs",
    picture: "Image",
    video: "Vidéo",
    audio: "Audio",
    back: "Retour au texte",
    untitled: "Sans titre",
    months: &[
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    day_month_year: Some("{d} {m} {y}"),
};

const GERMAN: Labels = Labels {
    by: "Von",
    and: "und",
    updated: "Aktualisiert am",
    source: "Quelle",
    saved: "Gespeichert am",
    made_with: "Erstellt mit",
    notes: "Anmerkungen",
    links: "Links",
    contents: "Inhalt",
    foreword: "Vorwort",
    about_authors: "Über die Autoren",
    picture: "Bild",
    video: "Video",
    audio: "Audio",
    back: "Zurück zum Text",
    untitled: "Ohne Titel",
    months: &[
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    day_month_year: Some("{d}. {m} {y}"),
};

const SPANISH: Labels = Labels {
    by: "Por",
    and: "y",
    updated: "Actualizado el",
    source: "Fuente",
    saved: "Guardado el",
    made_with: "Hecho con",
    notes: "Notas",
    links: "Enlaces",
    contents: "Índice",
    foreword: "Prólogo",
    about_authors: "Sobre los autores",
    picture: "Imagen",
    video: "Vídeo",
    audio: "Audio",
    back: "Volver al texto",
    untitled: "Sin título",
    months: &[
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    day_month_year: Some("{d} de {m} de {y}"),
};

const ITALIAN: Labels = Labels {
    by: "Di",
    and: "e",
    updated: "Aggiornato il",
    source: "Fonte",
    saved: "Salvato il",
    made_with: "Creato con",
    notes: "Note",
    links: "Link",
    contents: "Indice",
    foreword: "Prefazione",
    about_authors: "Gli autori",
    picture: "Immagine",
    video: "Video",
    audio: "Audio",
    back: "Torna al testo",
    untitled: "Senza titolo",
    months: &[
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    day_month_year: Some("{d} {m} {y}"),
};

const PORTUGUESE: Labels = Labels {
    by: "Por",
    and: "e",
    updated: "Atualizado em",
    source: "Fonte",
    saved: "Guardado em",
    made_with: "Feito com",
    notes: "Notas",
    links: "Ligações",
    contents: "Índice",
    foreword: "Prefácio",
    about_authors: "Sobre os autores",
    picture: "Imagem",
    video: "Vídeo",
    audio: "Áudio",
    back: "Voltar ao texto",
    untitled: "Sem título",
    months: &[
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    day_month_year: Some("{d} de {m} de {y}"),
};

const DUTCH: Labels = Labels {
    by: "Door",
    and: "en",
    updated: "Bijgewerkt op",
    source: "Bron",
    saved: "Bewaard op",
    made_with: "Gemaakt met",
    notes: "Noten",
    links: "Links",
    contents: "Inhoud",
    foreword: "Voorwoord",
    about_authors: "Over de auteurs",
    picture: "Afbeelding",
    video: "Video",
    audio: "Audio",
    back: "Terug naar de tekst",
    untitled: "Zonder titel",
    months: &[
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    day_month_year: Some("{d} {m} {y}"),
};

#[cfg(test)]
mod tests {
    use crate::{Labels, LanguageTag, PartialDate};

    fn tag(text: &str) -> LanguageTag {
        text.parse().unwrap()
    }

    #[test]
    fn names_are_joined_as_each_language_does() {
        let join = |language: &str, names: &[&str]| Labels::of(Some(&tag(language))).join(names);
        assert_eq!(join("en", &["Ann", "Ben", "Cem"]), "Ann, Ben and Cem");
        assert_eq!(join("ja", &["佐伯", "田所", "川端"]), "佐伯・田所・川端");
        assert_eq!(join("ar", &["سلمى", "نور"]), "سلمى ونور");
        assert_eq!(join("ar", &["سلمى", "Ann"]), "سلمى و Ann");
        assert_eq!(join("he", &["דנה", "יואב"]), "דנה ויואב");
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let date = |text: &str, language: &str| -> String {
            text.parse::<PartialDate>().unwrap().to_words(Some(&tag(language)))
        };
        assert_eq!(date("2014-07-15", "ja"), "2014年7月15日");
        assert_eq!(date("2014-07", "zh"), "2014年7月");
        assert_eq!(date("2014-07", "vi"), "7/2014");
        assert_eq!(date("2014-07-15", "ru"), "15 июля 2014");
        assert_eq!(date("2014-07-15", "xx"), "2014-07-15");
    }
}
