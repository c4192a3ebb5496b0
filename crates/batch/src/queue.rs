//! Work that waits for a thread, bounded by its number and its bytes.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue that makes the one who fills it wait. A large piece goes in when the queue is empty, whatever its bytes.
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    most: usize,
    most_bytes: usize,
}

struct State<T> {
    items: VecDeque<(T, usize)>,
    bytes: usize,
    closed: bool,
    /// Numbers below this are settled.
    settled: u64,
}

impl<T> Queue<T> {
    pub(crate) fn new(most: usize, most_bytes: usize) -> Self {
        let state = State { items: VecDeque::new(), bytes: 0, closed: false, settled: 0 };
        Self { state: Mutex::new(state), changed: Condvar::new(), most, most_bytes }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an item in, when there is room. Given back where the queue is closed.
    pub(crate) fn push(&self, item: T, bytes: usize) -> Result<(), T> {
        let mut state = self.lock();
        while !state.closed
            && !state.items.is_empty()
            && (state.items.len() >= self.most || state.bytes.saturating_add(bytes) > self.most_bytes)
        {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Err(item);
        }
        state.items.push_back((item, bytes));
        state.bytes = state.bytes.saturating_add(bytes);
        self.changed.notify_all();
        Ok(())
    }

    /// Takes the oldest item, when there is one; none when the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some((item, bytes)) = state.items.pop_front() {
                state.bytes = state.bytes.saturating_sub(bytes);
                self.changed.notify_all();
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nothing more goes in; what is in it is still taken.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Nothing more goes in, and what is in it is dropped.
    pub(crate) fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.items.clear();
        state.bytes = 0;
        drop(state);
        self.changed.notify_all();
    }

    /// All numbers below this one are settled.
    pub(crate) fn settle(&self, below: u64) {
        self.lock().settled = below;
        self.changed.notify_all();
    }

    /// Waits until the number is less than `ahead` before the oldest unsettled one. Whether the queue is open still.
    pub(crate) fn wait_for(&self, number: u64, ahead: u64) -> bool {
        let mut state = self.lock();
        while !state.closed && number >= state.settled.saturating_add(ahead) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        !state.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_gives_in_order_and_ends() {
        let queue = Queue::new(2, 10);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..100 {
                    assert!(queue.push(n, if n == 50 { 1_000 } else { 4 }).is_ok());
                }
                queue.close();
            });
            let taken: Vec<i32> = std::iter::from_fn(|| queue.pop()).collect();
            assert_eq!(taken, (0..100).collect::<Vec<_>>());
        });
        assert_eq!(queue.push(1, 1), Err(1));
    }

    #[test]
    fn one_who_waits_is_let_go() {
        let queue: Queue<()> = Queue::new(1, 1);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.wait_for(10, 5));
            let further = scope.spawn(|| queue.wait_for(100, 5));
            queue.settle(6);
            assert!(waiting.join().expect("no panic"));
            queue.abandon();
            assert!(!further.join().expect("no panic"));
        });
    }
}
