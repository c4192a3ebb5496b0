//! Working on many inputs at the same time, with results in the order of the inputs.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::Failure;

/// So many inputs for each worker may be begun ahead of the oldest that is not done. A first choice.
const AHEAD: usize = 4;

/// How many results were handed on, for workers to wait for.
#[derive(Default)]
struct Done {
    count: Mutex<usize>,
    changed: Condvar,
}

impl Done {
    fn set(&self, count: usize) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) = count;
        self.changed.notify_all();
    }

    /// Waits until all inputs up to `ahead` before this one are done.
    fn wait(&self, index: usize, ahead: usize) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= count.saturating_add(ahead) {
            count = self.changed.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Lets all workers go when the one who takes the results ends, however it ends.
struct LetGo<'a>(&'a Done);

impl Drop for LetGo<'_> {
    fn drop(&mut self) {
        self.0.set(usize::MAX);
    }
}

/// Calls `work` on each input, on `jobs` threads (as many as there are processors if not given), and `each` with
/// each result, in order. No input is begun further than [`AHEAD`] before the oldest unfinished one, so that only so
/// many results wait behind a slow input. An error of `each` ends it.
pub(crate) fn in_order<T: Sync, R: Send>(
    inputs: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(&T, R) -> Result<(), Failure>,
) -> Result<(), Failure> {
    // Another thread for one page would cost a part of a millisecond and help nothing.
    if let [input] = inputs {
        return each(input, work(input));
    }
    let jobs = jobs
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, usize::from)
        .min(inputs.len().max(1));
    let ahead = jobs.saturating_mul(AHEAD);
    let next = AtomicUsize::new(0);
    let finished = Done::default();
    let (send, receive) = channel::<(usize, R)>();
    std::thread::scope(|scope| {
        let _let_go = LetGo(&finished);
        // Gone before the workers are let go: they end at their next result.
        let receive = receive;
        for _ in 0..jobs {
            let (send, next, work, finished) = (send.clone(), &next, &work, &finished);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(input) = inputs.get(index) else { break };
                    finished.wait(index, ahead);
                    if send.send((index, work(input))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = std::collections::BTreeMap::new();
        let mut done = 0;
        for (index, result) in &receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&done) {
                if let Some(input) = inputs.get(done) {
                    each(input, result)?;
                }
                done += 1;
                finished.set(done);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_waiting_behind_a_slow_first_input_are_bounded() {
        let inputs: Vec<usize> = (0..200).collect();
        let begun = AtomicUsize::new(0);
        let mut most = 0;
        let mut order = Vec::new();
        let outcome = in_order(
            &inputs,
            NonZeroUsize::new(2),
            |input| {
                begun.fetch_add(1, Ordering::SeqCst);
                if *input == 0 {
                    std::thread::sleep(std::time::Duration::from_millis(200));
                }
                *input
            },
            |_, result| {
                if result == 0 {
                    most = begun.load(Ordering::SeqCst);
                }
                order.push(result);
                Ok(())
            },
        );
        assert!(outcome.is_ok());
        assert_eq!(order, inputs);
        assert!(most <= 2 * AHEAD, "{most} were begun behind the first");
    }

    #[test]
    fn an_error_of_the_taker_ends_all_workers() {
        let inputs: Vec<usize> = (0..100).collect();
        let outcome = in_order(
            &inputs,
            NonZeroUsize::new(3),
            |input| *input,
            |_, _| Err(Failure::Usage(String::new())),
        );
        assert!(outcome.is_err());
    }
}
