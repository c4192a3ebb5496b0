//! Working on many inputs at the same time, with results in the order of the inputs.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use crate::Failure;

/// Calls `work` on each input, on `jobs` threads (as many as there are processors if not given), and `each` with
/// each result, in order. Workers run ahead by a few inputs only, so memory stays bounded. An error of `each`
/// ends it.
pub(crate) fn in_order<T: Sync, R: Send>(
    inputs: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(&T, R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let jobs = jobs
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, usize::from)
        .min(inputs.len().max(1));
    let next = AtomicUsize::new(0);
    let (send, receive) = sync_channel::<(usize, R)>(jobs * 4);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = inputs.get(index) else { break };
                    if send.send((index, work(input))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = std::collections::BTreeMap::new();
        let mut done = 0;
        for (index, result) in receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&done) {
                if let Some(input) = inputs.get(done) {
                    each(input, result)?;
                }
                done += 1;
            }
        }
        Ok(())
    })
}
