//! Figures in columns: one or two stand upright side by side in the room of a character (JLREQ, §3.2.5), as do pairs of
//! exclamation and question marks. Longer numbers and words of Latin letters lie on their side.

use crate::markup::Tag;
use crate::writer::Writer;

/// So many figures fit into the room of one character.
const MOST: usize = 2;

impl Writer<'_> {
    /// Text of the article.
    pub(crate) fn running_text(&mut self, text: &str) {
        if !self.vertical {
            return self.markup.text(text);
        }
        for piece in pieces(text) {
            match piece {
                Piece::Along(text) => self.markup.text(text),
                Piece::Upright(text) => {
                    let tag = self.markup.tag("span").with("class", "upright");
                    self.markup.element(tag, "span", text);
                }
            }
        }
    }

    /// An element with text of the article.
    pub(crate) fn running_element(&mut self, tag: Tag, name: &str, text: &str) {
        self.markup.open(tag);
        self.running_text(text);
        self.markup.close(name);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Along(&'a str),
    Upright(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    // Where the text began that lies along, as bytes from the end.
    let mut along = text;
    while let Some(first) = rest.chars().next() {
        let length: usize = rest.chars().take_while(|c| is_figure_or_latin(*c)).map(char::len_utf8).sum();
        let Some((run, after)) = rest.split_at_checked(length.max(first.len_utf8())) else { break };
        let figures = run.bytes().all(|b| b.is_ascii_digit());
        let marks = run.len() == MOST && run.bytes().all(|b| matches!(b, b'!' | b'?'));
        if (figures && run.len() <= MOST) || marks {
            if let Some(before) = along.get(..along.len() - rest.len()).filter(|before| !before.is_empty()) {
                out.push(Piece::Along(before));
            }
            out.push(Piece::Upright(run));
            along = after;
        }
        rest = after;
    }
    if !along.is_empty() {
        out.push(Piece::Along(along));
    }
    out
}

/// What makes one run with a figure beside it: `3.5`, `B2B`, `50%`.
fn is_figure_or_latin(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '(' | ')' | '[' | ']' | '"' | '\'' | ';' | ',')
        || c.is_alphabetic() && c < '\u{2000}'
}

#[cfg(test)]
mod tests {
    use super::{
        Piece::{Along, Upright},
        pieces,
    };

    #[test]
    fn one_or_two_figures_stand_upright_and_longer_runs_lie() {
        assert_eq!(
            pieces("平成25年5月に2013人、B2Bで3.5倍!?"),
            [
                Along("平成"),
                Upright("25"),
                Along("年"),
                Upright("5"),
                Along("月に2013人、B2Bで3.5倍"),
                Upright("!?"),
            ]
        );
        assert_eq!(pieces("12"), [Upright("12")]);
        assert_eq!(pieces("第12"), [Along("第"), Upright("12")]);
        assert_eq!(pieces(""), []);
    }
}
