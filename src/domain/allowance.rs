//! How much may be sent, and how close to it the user is.

use serde::{Deserialize, Serialize};

/// The limit and the line that is drawn before it.
///
/// ```
/// use plimsoll::domain::allowance::{Allowance, Level};
/// let allowance = Allowance::default();
/// assert_eq!(allowance.line(), 80);
/// assert_eq!(allowance.left(42), 58);
/// assert_eq!(allowance.level(42), Level::Comfortable);
/// assert_eq!(allowance.level(80), Level::BufferReached);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Layout", into = "Layout")]
pub struct Allowance {
    /// Invitations in a window, 1 to [`Allowance::MOST`]. LinkedIn publishes none; practitioners report 100 a week since
    /// March 2021, seen between 80 and 200.
    pub limit: u32,
    /// Where the Plimsoll line is drawn. By default at four fifths, in the proportion of the guide's advice to stay
    /// under 250 of 300.
    pub buffer: Buffer,
}

/// Where the line is drawn before the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buffer {
    /// At a share of the limit, in percent, 1 to 100. It moves with the limit.
    Share(u32),
    /// At a number sent, 1 to the limit.
    Number(u32),
}

/// As it is stored: flat, since a number alone is how the first layout had the line.
#[derive(Serialize, Deserialize)]
struct Layout {
    limit: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    buffer: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    share: Option<u32>,
}

impl From<Layout> for Allowance {
    fn from(stored: Layout) -> Self {
        let buffer = match (stored.buffer, stored.share) {
            (Some(number), _) => Buffer::Number(number),
            (None, Some(share)) => Buffer::Share(share),
            (None, None) => Self::default().buffer,
        };
        Self { limit: stored.limit, buffer }
    }
}

impl From<Allowance> for Layout {
    fn from(Allowance { limit, buffer }: Allowance) -> Self {
        match buffer {
            Buffer::Number(number) => Self { limit, buffer: Some(number), share: None },
            Buffer::Share(share) => Self { limit, buffer: None, share: Some(share) },
        }
    }
}

impl Default for Allowance {
    fn default() -> Self {
        Self { limit: 100, buffer: Buffer::Share(80) }
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
    /// LinkedIn takes no invitations for a while, however many are left.
    Restricted,
}

impl Allowance {
    /// The greatest limit that can be set. Nobody reports more than some hundreds a week; a greater number is a slip.
    pub const MOST: u32 = 10_000;

    /// The Plimsoll line: the number sent at which to stop, 1 to the limit. A share is rounded down, to the cautious
    /// side.
    pub fn line(self) -> u32 {
        let line = match self.buffer {
            Buffer::Number(number) => u64::from(number),
            Buffer::Share(percent) => u64::from(self.limit) * u64::from(percent) / 100,
        };
        // At most the limit, and so at most what `u32` holds.
        line.clamp(1, u64::from(self.limit.max(1))) as u32
    }

    /// The same with another limit, 1 to [`Allowance::MOST`]. A line at a number that would no longer stand before it
    /// moves with it, rounded down.
    #[must_use]
    pub fn with_limit(self, limit: u32) -> Self {
        let buffer = match self.buffer {
            Buffer::Number(number) if number >= limit => {
                let moved = u64::from(number) * u64::from(limit) / u64::from(self.limit.max(1));
                // At most the new limit.
                Buffer::Number(moved.clamp(1, u64::from(limit.max(1))) as u32)
            }
            kept => kept,
        };
        Self { limit, buffer }
    }

    /// How many may still be sent when `used` are. Never below zero.
    pub const fn left(self, used: u32) -> u32 {
        self.limit.saturating_sub(used)
    }

    /// The level when `used` are sent.
    pub fn level(self, used: u32) -> Level {
        if used >= self.limit {
            Level::LimitReached
        } else if used >= self.line() {
            Level::BufferReached
        } else if u64::from(used) * 10 >= u64::from(self.line()) * 9 {
            Level::Nearing
        } else {
            Level::Comfortable
        }
    }

    /// What this allowance would mean when `used` are sent: to be shown before it is saved.
    pub fn effect(self, used: u32) -> Effect {
        Effect { line: self.line(), left: self.left(used), level: self.level(used) }
    }
}

/// What an allowance means when some are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The number sent at which to stop.
    pub line: u32,
    /// How many may still be sent.
    pub left: u32,
    /// How close to the limit that is.
    pub level: Level,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUNDRED: Allowance = Allowance { limit: 100, buffer: Buffer::Number(80) };

    #[test]
    fn each_level_begins_at_its_edge() {
        let edges = [
            (0, Level::Comfortable),
            (71, Level::Comfortable),
            (72, Level::Nearing),
            (73, Level::Nearing),
            (79, Level::Nearing),
            (80, Level::BufferReached),
            (81, Level::BufferReached),
            (99, Level::BufferReached),
            (100, Level::LimitReached),
            (101, Level::LimitReached),
            (u32::MAX, Level::LimitReached),
        ];
        for (used, level) in edges {
            assert_eq!(HUNDRED.level(used), level, "{used}");
        }
    }

    #[test]
    fn left_never_falls_below_zero() {
        assert_eq!([99, 100, 101].map(|used| HUNDRED.left(used)), [1, 0, 0]);
    }

    #[test]
    fn a_share_moves_with_the_limit_and_is_rounded_to_the_cautious_side() {
        let line = |limit, percent| Allowance { limit, buffer: Buffer::Share(percent) }.line();
        assert_eq!([99, 100, 101].map(|limit| line(limit, 80)), [79, 80, 80]);
        assert_eq!([300, 7].map(|limit| line(limit, 80)), [240, 5]);
        assert_eq!((line(100, 1), line(100, 100)), (1, 100));
    }

    #[test]
    fn the_line_lies_between_one_and_the_limit_whatever_is_stored() {
        for (limit, buffer, line) in [
            (1, Buffer::Share(80), 1),
            (10, Buffer::Number(11), 10),
            (10, Buffer::Number(0), 1),
            (0, Buffer::Share(80), 1),
            (u32::MAX, Buffer::Share(u32::MAX), u32::MAX),
        ] {
            assert_eq!(Allowance { limit, buffer }.line(), line, "{limit} {buffer:?}");
        }
    }

    #[test]
    fn a_changed_limit_shows_its_effect_before_it_is_saved() {
        let effect = Allowance { limit: 60, ..Allowance::default() }.effect(50);
        assert_eq!(effect, Effect { line: 48, left: 10, level: Level::BufferReached });
    }

    #[test]
    fn the_first_layouts_plain_number_is_still_read() {
        fn read(text: &str) -> Allowance {
            serde_json::from_str(text).unwrap()
        }
        assert_eq!(read(r#"{"limit":100,"buffer":80}"#), HUNDRED);
        assert_eq!(read(r#"{"limit":100}"#), Allowance::default());
        for allowance in [HUNDRED, Allowance::default()] {
            assert_eq!(read(&serde_json::to_string(&allowance).unwrap()), allowance);
        }
        assert!(serde_json::from_str::<Allowance>(r#"{"limit":-1,"buffer":80}"#).is_err());
    }
}
