//! Pages that are a set of frames (`<frameset>`): they hold no text of their own, but for readers without frames.
//!
//! What `<noframes>` holds is read in the place of a body; who asks is told of the frames either way.

use crate::page::Page;
use crate::tag::Tag;

/// As many frames are named.
const MOST_NAMED: usize = 8;

/// Longest address of a frame that is named, in characters.
const LONGEST: usize = 120;

/// The frames of a page.
pub(crate) struct Frames {
    /// Their addresses, as the page writes them.
    names: Vec<String>,
    /// How many more there are.
    more: usize,
    /// The markup for readers without frames.
    instead: String,
}

impl Frames {
    /// The frames of a page that is a set of them.
    pub(crate) fn of(page: &Page) -> Option<Self> {
        let set = (0..page.len()).find(|row| page.tag(*row) == Tag::Frameset)?;
        let rows = |tag: Tag| (set..page.len()).filter(move |row| page.tag(*row) == tag);
        let mut names: Vec<String> = rows(Tag::Frame)
            .filter_map(|row| page.attribute(row, "src").or_else(|| page.attribute(row, "name")))
            .map(|name| name.trim().chars().take(LONGEST).collect::<String>())
            .filter(|name| !name.is_empty())
            .collect();
        let more = names.len().saturating_sub(MOST_NAMED);
        names.truncate(MOST_NAMED);
        let instead = rows(Tag::Noframes).map(|row| page.raw_text(row)).collect();
        Some(Self { names, more, instead })
    }

    /// The text of the page with what is for readers without frames in the place of the frames; nothing where that is
    /// nothing.
    pub(crate) fn filled(&self, text: &str) -> Option<String> {
        if self.instead.trim().is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let starts = (0..bytes.len()).filter(|at| {
            bytes.get(*at..*at + START.len()).is_some_and(|here| here.eq_ignore_ascii_case(START))
        });
        // One in a comment of the head is none.
        let mut heads = starts.filter_map(|at| text.get(..at)).take(MOST_STARTS);
        let head = heads.find(|head| head.rfind("<!--") <= head.rfind("-->"))?;
        Some(format!("{head}<body>{}</body>", self.instead))
    }

    /// The frames as messages name them.
    pub(crate) fn named(&self) -> String {
        let names = if self.names.is_empty() { "without addresses".into() } else { self.names.join(", ") };
        if self.more > 0 { format!("{names} and {} more", self.more) } else { names }
    }
}

/// With what a set of frames begins.
const START: &[u8] = b"<frameset";

/// As many beginnings are looked at.
const MOST_STARTS: usize = 16;

#[cfg(test)]
mod tests {
    use offprint_model::{WarningKind, block_text};

    use crate::{Context, Options, ParseError, parse};

    fn page(instead: &str) -> String {
        format!(
            "<html><head><title>The harbour book</title><!-- <frameset> of old --></head><FRAMESET cols='20,80'>\
             <frame name=menu src='menu.html'><frameset><frame src='book/main.html'></frameset>{instead}</frameset></html>"
        )
    }

    #[test]
    fn a_page_of_frames_names_them() {
        for instead in ["", "<noframes> <body></body> </noframes>"] {
            let error =
                parse(page(instead).as_bytes(), &Context::default(), &Options::default()).unwrap_err();
            assert_eq!(error, ParseError::Frames { names: "menu.html, book/main.html".into() });
            assert!(error.to_string().contains("give the page of the frame"), "{error}");
        }
    }

    #[test]
    fn what_is_for_readers_without_frames_is_read() {
        let prose = "The boats went out before light, and the harbour master wrote down each of them, as he had done.";
        let instead = format!(
            "<noframes><body><h1>The harbour book</h1><p>{prose}</p><p>{prose}</p></body></noframes>"
        );
        let article = parse(page(&instead).as_bytes(), &Context::default(), &Options::default()).unwrap();
        assert_eq!(article.metadata.title.as_deref(), Some("The harbour book"));
        assert_eq!(block_text(&article.body), format!("{prose}\n{prose}"));
        let warning = article.warnings.iter().find(|warning| warning.kind == WarningKind::Fallback).unwrap();
        assert!(warning.message.contains("menu.html, book/main.html"), "{}", warning.message);
    }

    #[test]
    fn noframes_in_a_body_is_not_shown() {
        let prose = "The boats went out before light, and the harbour master wrote down each of them, as he had done.";
        let page =
            format!("<body><p>{prose}</p><noframes><p>No frames here.</p></noframes><p>{prose}</p></body>");
        let article = parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap();
        assert_eq!(block_text(&article.body), format!("{prose}\n{prose}"));
    }
}
