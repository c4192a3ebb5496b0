//! Lists in plain text.

use offprint_model::{Block, List, ListItem};

use crate::plain::Writer;

/// Lines of an item beyond which the items of its list stand apart.
const LONGEST_CLOSE: usize = 3;

impl Writer<'_> {
    /// A list: items of a line or two close together, longer ones with a line between them.
    pub(crate) fn list(&mut self, list: &List, indent: &str) {
        let first = list.start.unwrap_or(1);
        let begin = self.out.len();
        let mut items: Vec<Vec<String>> = Vec::with_capacity(list.items.len());
        let mut apart = false;
        for (index, item) in list.items.iter().enumerate() {
            let number = i64::from(first) + i64::try_from(index).unwrap_or(0);
            let mark = if list.ordered { format!("{number}. ") } else { "• ".to_owned() };
            let inner = format!("{indent}{}", " ".repeat(mark.chars().count()));
            self.blocks(&item.blocks, &inner);
            self.mark(begin, indent, &inner, &mark);
            let mut lines = self.out.split_off(begin);
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
            if is_plain(item) {
                // Of a nested list the lines do not count: they are items themselves. It stands close to its item
                // unless its own items stand apart.
                let nested = item.blocks.len() > 1;
                let empty = lines.iter().filter(|line| line.is_empty()).count();
                if empty < item.blocks.len().max(1) {
                    lines.retain(|line| !line.is_empty());
                } else {
                    apart = true;
                }
                apart |= !nested && lines.len() > LONGEST_CLOSE;
            } else {
                apart = true;
            }
            items.push(lines);
        }
        for lines in items {
            self.out.extend(lines);
            if apart {
                self.out.push(String::new());
            }
        }
        self.gap();
    }
}

/// Whether an item is one paragraph, with or without lists below it.
fn is_plain(item: &ListItem) -> bool {
    match item.blocks.as_slice() {
        [] | [Block::Paragraph(_) | Block::List(_)] => true,
        [Block::Paragraph(_), rest @ ..] => {
            rest.iter().all(|block| matches!(block, Block::List(list) if list.items.iter().all(is_plain)))
        }
        _ => false,
    }
}
