//! The outline: headings by rank, nested.

use crate::page::OutlineEntry;

/// Entries by rank, nested. An entry deeper than the one before by more than one rank stands directly below it.
pub(crate) fn nest(entries: Vec<(u8, OutlineEntry)>) -> Vec<OutlineEntry> {
    let mut stack: Vec<(u8, OutlineEntry)> = Vec::new();
    let mut done: Vec<OutlineEntry> = Vec::new();
    let close = |stack: &mut Vec<(u8, OutlineEntry)>, done: &mut Vec<OutlineEntry>| {
        if let Some((_, entry)) = stack.pop() {
            match stack.last_mut() {
                Some((_, parent)) => parent.children.push(entry),
                None => done.push(entry),
            }
        }
    };
    for (rank, entry) in entries {
        while stack.last().is_some_and(|(above, _)| *above >= rank) {
            close(&mut stack, &mut done);
        }
        stack.push((rank, entry));
    }
    while !stack.is_empty() {
        close(&mut stack, &mut done);
    }
    done
}
