//! Section titles: found where the page does not mark them, and ranked without gaps.

use offprint_model::{Block, Heading, Inline, InputKind, Paragraph, plain_text};

use crate::segments::ends_sentence;

/// A section title has no more words.
const MOST_WORDS: usize = 14;

/// Nor more characters.
const MOST_CHARS: usize = 110;

/// Words from which a paragraph under a bare line shows that the line is its title.
const PROSE_WORDS: usize = 20;

/// Makes headings of paragraphs that are bold from end to end, and in text scrapes of bare short lines, where prose
/// follows. A line that ends as a sentence does stays a paragraph; so does a question before an answer in an interview,
/// which comes many times over.
pub(super) fn infer(blocks: &mut [Block], kind: InputKind) {
    let level = if blocks.iter().any(|block| matches!(block, Block::Heading(_))) { 6 } else { 1 };
    let questions = blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(p) if is_bold(&p.content) && plain_text(&p.content).ends_with(['?', '？'])))
        .count();
    for index in 0..blocks.len() {
        let follows_prose = blocks.get(index + 1).is_some_and(|next| match next {
            Block::Paragraph(next) => {
                kind == InputKind::Html && !is_bold(&next.content) || words(&next.content) >= PROSE_WORDS
            }
            Block::List(_) | Block::Table(_) | Block::Quotation(_) | Block::Figure(_) => true,
            _ => false,
        });
        let Some(Block::Paragraph(paragraph)) = blocks.get(index) else { continue };
        if kind == InputKind::Html && !is_bold(&paragraph.content) {
            continue;
        }
        let text = plain_text(&paragraph.content);
        let short = words(&paragraph.content) <= MOST_WORDS
            && text.chars().count() <= MOST_CHARS
            && !text.contains('\n');
        let asks = text.ends_with(['?', '？']);
        let title_like = short
            && follows_prose
            && text.chars().any(char::is_alphabetic)
            && (!ends_sentence(&text) || asks);
        let is_title = match kind {
            InputKind::Html => title_like && !(asks && questions > 3),
            InputKind::Text => {
                title_like
                    && !text.starts_with(|c: char| c.is_lowercase())
                    && !text.starts_with(['“', '"', '—', '–', '-', '('])
            }
        };
        if is_title {
            let Paragraph { content, attributes } = paragraph.clone();
            let heading = Heading { level, content: unbold(content), attributes };
            if let Some(block) = blocks.get_mut(index) {
                *block = Block::Heading(heading);
            }
        }
    }
}

fn words(content: &[Inline]) -> usize {
    let text = plain_text(content);
    text.split_whitespace().count().max(text.chars().filter(|c| crate::wide::is_wide(*c)).count() / 2)
}

/// Whether everything in it is strong.
fn is_bold(content: &[Inline]) -> bool {
    !content.is_empty()
        && content.iter().all(|inline| match inline {
            Inline::Strong { .. } | Inline::LineBreak | Inline::PageBreak { .. } => true,
            Inline::Text { text } => !text.chars().any(char::is_alphanumeric),
            Inline::Emphasis { content } | Inline::Span { content, .. } | Inline::Link { content, .. } => {
                is_bold(content)
            }
            _ => false,
        })
}

fn unbold(content: Vec<Inline>) -> Vec<Inline> {
    let flat = content
        .into_iter()
        .flat_map(|inline| match inline {
            Inline::Strong { content } => content,
            other => vec![other],
        })
        .collect();
    super::tidy(flat)
}

/// Gives headings ranks from 1 with none left out on the way down, keeping which stands above which.
pub(super) fn rank(blocks: &mut [Block]) {
    // Open headings: the rank the page gave and the rank it becomes.
    let mut open: Vec<(u8, u8)> = Vec::new();
    for block in blocks.iter_mut() {
        let Block::Heading(heading) = block else { continue };
        while open.last().is_some_and(|(given, _)| *given >= heading.level) {
            open.pop();
        }
        let rank = open.last().map_or(1, |(_, rank)| (rank + 1).min(6));
        open.push((heading.level, rank));
        heading.level = rank;
    }
}
