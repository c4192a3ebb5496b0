//! When work is to end that would take too long.

use std::time::{Duration, Instant};

/// The moment after which work is given up. By default there is none: then the clock is never asked, and the same input
/// gives the same bytes on every machine.
///
/// Whoever works asks [`is_over`](Self::is_over) in each loop that may be long, and leaves it. What has been made by then
/// is incomplete; whoever set the deadline asks once more when the work returns, and throws that away. Once a deadline is
/// over it stays so, and no loop that left early goes unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// So long from now. One further off than the clock can tell is none.
    pub fn after(limit: Duration) -> Self {
        Self(Instant::now().checked_add(limit).map(|end| (end, limit)))
    }

    /// So long from now, or none.
    pub fn of(limit: Option<Duration>) -> Self {
        limit.map_or_else(Self::default, Self::after)
    }

    /// Whether it has passed.
    #[inline]
    pub fn is_over(&self) -> bool {
        self.over().is_some()
    }

    /// How long the work was allowed to take, where it took longer.
    #[inline]
    pub fn over(&self) -> Option<Duration> {
        self.0.filter(|(end, _)| Instant::now() >= *end).map(|(_, limit)| limit)
    }
}

#[cfg(test)]
mod tests {
    use super::Deadline;
    use std::time::Duration;

    #[test]
    fn none_is_never_over_and_none_left_is_over_at_once() {
        assert!(!Deadline::default().is_over());
        assert!(!Deadline::of(None).is_over());
        assert!(!Deadline::after(Duration::MAX).is_over());
        assert_eq!(Deadline::after(Duration::ZERO).over(), Some(Duration::ZERO));
    }
}
