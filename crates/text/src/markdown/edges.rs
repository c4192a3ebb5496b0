//! Space and line breaks at the edges of marks, moved outside: `<em>so </em>much` is `*so* much`, since CommonMark
//! sees no mark that a space follows (§6.2) and no break before a closing one.

use offprint_model::Inline;

/// Puts a mark around content.
type Wrap = fn(Vec<Inline>) -> Inline;

/// The same inlines, with no space or break at the edge of any mark or link, no mark around nothing, and no break of a page,
/// which Markdown can't say.
pub(crate) fn hoisted(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        let (inner, wrap): (&[Inline], Wrap) = match inline {
            Inline::Emphasis { content } => (content, |content| Inline::Emphasis { content }),
            Inline::Strong { content } => (content, |content| Inline::Strong { content }),
            Inline::Strikethrough { content } => (content, |content| Inline::Strikethrough { content }),
            Inline::Subscript { content } => (content, |content| Inline::Subscript { content }),
            Inline::Superscript { content } => (content, |content| Inline::Superscript { content }),
            // They have no mark in Markdown: what they hold stands in their place.
            Inline::SmallCaps { content } | Inline::Span { content, .. } => {
                out.extend(hoisted(content));
                continue;
            }
            Inline::Link { url, title, content } => {
                let link = |content| Inline::Link { url: url.clone(), title: title.clone(), content };
                without_references(hoisted(content), &link, &mut out);
                continue;
            }
            Inline::Quotation { content } => {
                out.push(Inline::text("“"));
                out.extend(hoisted(content));
                out.push(Inline::text("”"));
                continue;
            }
            Inline::Ruby { base, annotation } => {
                out.extend(hoisted(base));
                if !annotation.is_empty() {
                    out.push(Inline::text(format!("({annotation})")));
                }
                continue;
            }
            Inline::PageBreak { .. } => continue,
            other => {
                out.push(other.clone());
                continue;
            }
        };
        let (lead, core, tail) = split(hoisted(inner));
        out.extend(lead);
        if !core.is_empty() {
            let mark = wrap(Vec::new());
            out.push(wrap(core.into_iter().flat_map(|inline| unmarked(inline, &mark)).collect()));
        }
        out.extend(tail);
    }
    joined(out)
}

/// The inline without a mark of the kind that it already stands in: twice emphasised is emphasised.
fn unmarked(inline: Inline, mark: &Inline) -> Vec<Inline> {
    let same = std::mem::discriminant(&inline) == std::mem::discriminant(mark);
    let all = |content: Vec<Inline>| content.into_iter().flat_map(|inline| unmarked(inline, mark)).collect();
    match inline {
        // One below the line of another is lower still.
        Inline::Subscript { .. } | Inline::Superscript { .. } if same => vec![inline],
        Inline::Emphasis { content } if same => all(content),
        Inline::Strong { content } if same => all(content),
        Inline::Strikethrough { content } if same => all(content),
        Inline::Emphasis { content } => vec![Inline::Emphasis { content: all(content) }],
        Inline::Strong { content } => vec![Inline::Strong { content: all(content) }],
        Inline::Strikethrough { content } => vec![Inline::Strikethrough { content: all(content) }],
        Inline::Subscript { content } => vec![Inline::Subscript { content: all(content) }],
        Inline::Superscript { content } => vec![Inline::Superscript { content: all(content) }],
        Inline::Link { url, title, content } => vec![Inline::Link { url, title, content: all(content) }],
        other => vec![other],
    }
}

/// A link's content as one link or several, so that no note's reference stands in one: brackets in brackets would make
/// plain text of the outer pair (§6.3).
fn without_references(content: Vec<Inline>, link: &impl Fn(Vec<Inline>) -> Inline, out: &mut Vec<Inline>) {
    let mut segment = Vec::new();
    let flush = |segment: &mut Vec<Inline>, out: &mut Vec<Inline>| {
        let (lead, core, tail) = split(std::mem::take(segment));
        out.extend(lead);
        if !core.is_empty() {
            out.push(link(core));
        }
        out.extend(tail);
    };
    for inline in content {
        let mut references = Vec::new();
        segment.extend(pulled(inline, &mut references));
        if !references.is_empty() {
            flush(&mut segment, out);
            out.extend(references);
        }
    }
    flush(&mut segment, out);
}

/// The inline without references of notes, which come out one by one; nothing where it is one itself.
fn pulled(inline: Inline, references: &mut Vec<Inline>) -> Option<Inline> {
    let mut all = |content: Vec<Inline>| -> Vec<Inline> {
        content.into_iter().filter_map(|inline| pulled(inline, references)).collect()
    };
    Some(match inline {
        Inline::NoteReference { .. } => {
            references.push(inline);
            return None;
        }
        Inline::Emphasis { content } => Inline::Emphasis { content: all(content) },
        Inline::Strong { content } => Inline::Strong { content: all(content) },
        Inline::Strikethrough { content } => Inline::Strikethrough { content: all(content) },
        Inline::Subscript { content } => Inline::Subscript { content: all(content) },
        Inline::Superscript { content } => Inline::Superscript { content: all(content) },
        other => other,
    })
}

/// What stands outside the edges, and what within: space and breaks before, the rest, space and breaks after.
pub(crate) fn split(content: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>, Vec<Inline>) {
    let mut core: std::collections::VecDeque<Inline> = content.into();
    let (mut lead, mut tail) = (Vec::new(), Vec::new());
    while let Some(first) = core.pop_front() {
        match first {
            Inline::LineBreak => lead.push(first),
            Inline::Text { text } => {
                let rest = text.trim_start();
                let space = text.get(..text.len() - rest.len()).unwrap_or_default();
                if !space.is_empty() {
                    lead.push(Inline::text(space));
                }
                if !rest.is_empty() {
                    core.push_front(Inline::text(rest));
                    break;
                }
            }
            other => {
                core.push_front(other);
                break;
            }
        }
    }
    while let Some(last) = core.pop_back() {
        match last {
            Inline::LineBreak => tail.push(last),
            Inline::Text { text } => {
                let rest = text.trim_end();
                let space = text.get(rest.len()..).unwrap_or_default();
                if !space.is_empty() {
                    tail.push(Inline::text(space));
                }
                if !rest.is_empty() {
                    core.push_back(Inline::text(rest));
                    break;
                }
            }
            other => {
                core.push_back(other);
                break;
            }
        }
    }
    tail.reverse();
    (lead, core.into(), tail)
}

/// Neighbouring texts as one, so that escaping sees what stands side by side.
fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        match (out.last_mut(), inline) {
            (Some(Inline::Text { text: before }), Inline::Text { text }) => before.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}
