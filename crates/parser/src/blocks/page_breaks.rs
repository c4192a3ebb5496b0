//! Page breaks of the printed edition: one that stands between blocks waits for the next text.

use offprint_model::{Block, Inline};

use super::{Converter, each_run};
use crate::page_breaks::mark;

impl Converter<'_> {
    /// The page break that a row marks, whatever the row shows besides.
    pub(super) fn page_break(&self, row: usize) -> Option<Inline> {
        mark(self.page, row).map(|mark| Inline::PageBreak { label: mark.label })
    }

    /// Lets a page break wait that stands where no text may: between the items of a list.
    pub(super) fn keep_page_break(&mut self, row: usize) {
        self.waiting.extend(self.page_break(row));
    }

    /// Content with the page breaks that wait for it at its beginning. Content of nothing else waits itself.
    pub(super) fn with_waiting(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        if content.iter().all(is_page_break) {
            self.waiting.extend(content);
            return Vec::new();
        }
        if self.waiting.is_empty() {
            return content;
        }
        let mut all = std::mem::take(&mut self.waiting);
        all.extend(content);
        all
    }

    /// Puts the page breaks that no text followed at the end of the last.
    pub(super) fn settle_page_breaks(&mut self, blocks: &mut [Block]) {
        if self.waiting.is_empty() {
            return;
        }
        let mut runs = 0_usize;
        let is_filled = |run: &Vec<Inline>| !run.is_empty();
        each_run(blocks, &mut |run| runs += usize::from(is_filled(run)));
        let mut waiting = std::mem::take(&mut self.waiting);
        each_run(blocks, &mut |run| {
            if is_filled(run) {
                runs -= 1;
                if runs == 0 {
                    run.append(&mut waiting);
                }
            }
        });
    }
}

/// Whether an inline is a page break.
pub(super) const fn is_page_break(inline: &Inline) -> bool {
    matches!(inline, Inline::PageBreak { .. })
}
