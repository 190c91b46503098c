//! How much may be sent, and how close to it the user is.

use serde::{Deserialize, Serialize};

/// The limit and the line that is drawn before it.
///
/// ```
/// use plimsoll::domain::allowance::{Allowance, Level};
/// let allowance = Allowance::default();
/// assert_eq!(allowance.left(42), 58);
/// assert_eq!(allowance.level(42), Level::Comfortable);
/// assert_eq!(allowance.level(80), Level::BufferReached);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Invitations in a window. LinkedIn publishes none; practitioners report 100 a week since March 2021, seen
    /// between 80 and 200.
    pub limit: u32,
    /// The Plimsoll line: the number sent at which to stop. At most the limit. By default four fifths of it, in
    /// the proportion of the practitioners' advice to stay under 250 where they take 300 for the limit.
    pub buffer: u32,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { limit: 100, buffer: 80 }
    }
}

/// How close to the limit the user is, from calm to not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Well below the line.
    Comfortable,
    /// Within a tenth of the way to the line.
    Nearing,
    /// At the line or past it, and below the limit.
    BufferReached,
    /// Nothing left.
    LimitReached,
}

impl Allowance {
    /// How many may still be sent when `used` are. Never below zero.
    pub const fn left(self, used: u32) -> u32 {
        self.limit.saturating_sub(used)
    }

    /// The level when `used` are sent.
    pub fn level(self, used: u32) -> Level {
        if used >= self.limit {
            Level::LimitReached
        } else if used >= self.buffer {
            Level::BufferReached
        } else if u64::from(used) * 10 >= u64::from(self.buffer) * 9 {
            Level::Nearing
        } else {
            Level::Comfortable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_begins_at_its_edge() {
        let allowance = Allowance { limit: 100, buffer: 80 };
        let edges = [
            (0, Level::Comfortable),
            (71, Level::Comfortable),
            (72, Level::Nearing),
            (79, Level::Nearing),
            (80, Level::BufferReached),
            (99, Level::BufferReached),
            (100, Level::LimitReached),
            (250, Level::LimitReached),
        ];
        for (used, level) in edges {
            assert_eq!(allowance.level(used), level, "{used}");
        }
    }

    #[test]
    fn left_never_falls_below_zero() {
        assert_eq!(Allowance { limit: 100, buffer: 80 }.left(101), 0);
    }
}
