//! One kind of instant for the whole domain, and the weeks by which the ledger is filed.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch, UTC, as JavaScript's `Date.now()` gives them.
///
/// A number on the wire, because that is what the platform passes; fractions (`webRequest` has them) are
/// rounded down, and what is no finite number within ±2⁵³ is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant that many milliseconds after the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This instant moved forward; it stays at the end of time rather than wrap.
    pub const fn plus(self, length: Duration) -> Self {
        Self(self.0.saturating_add(millis(length)))
    }

    /// This instant moved back; it stays at the beginning of time rather than wrap.
    pub const fn minus(self, length: Duration) -> Self {
        Self(self.0.saturating_sub(millis(length)))
    }

    /// How long after `earlier` this is; nothing if it isn't after it.
    pub const fn since(self, earlier: Self) -> Duration {
        let passed = self.0.saturating_sub(earlier.0);
        Duration::from_millis(if passed > 0 { passed as u64 } else { 0 })
    }
}

const fn millis(length: Duration) -> i64 {
    let millis = length.as_millis();
    if millis > i64::MAX as u128 { i64::MAX } else { millis as i64 }
}

/// A number that is no instant: NaN, infinite, or too large to be exact.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not a time in milliseconds")]
pub struct NotATime(f64);

impl TryFrom<f64> for Timestamp {
    type Error = NotATime;

    fn try_from(value: f64) -> Result<Self, NotATime> {
        const EXACT: f64 = 9_007_199_254_740_991.0;
        if value.is_finite() && value.abs() <= EXACT {
            Ok(Self(value.floor() as i64))
        } else {
            Err(NotATime(value))
        }
    }
}

impl From<Timestamp> for f64 {
    fn from(time: Timestamp) -> f64 {
        time.0 as f64
    }
}

/// A drawer of the ledger: the seven days that begin at a multiple of seven days after the epoch (a Thursday,
/// 00:00 UTC). It files records and nothing more: what a *user* calls a week is [`Window`](super::window::Window).
///
/// ```
/// use plimsoll::domain::time::{FilingWeek, Timestamp};
/// let first = FilingWeek::of(Timestamp::from_millis(0));
/// assert_eq!(FilingWeek::of(Timestamp::from_millis(604_799_999)), first);
/// assert_eq!(FilingWeek::of(Timestamp::from_millis(604_800_000)), first.next());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingWeek(i64);

impl FilingWeek {
    const MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

    /// The drawer in which a record of that instant lies.
    pub const fn of(time: Timestamp) -> Self {
        Self(time.0.div_euclid(Self::MILLIS))
    }

    /// The drawer of that number, as its name in storage has it.
    pub const fn numbered(number: i64) -> Self {
        Self(number)
    }

    /// The first instant of the drawer.
    pub const fn begins(self) -> Timestamp {
        Timestamp(self.0 * Self::MILLIS)
    }

    /// The drawer after this one.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Every drawer from this one to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

impl fmt::Display for FilingWeek {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_of_a_millisecond_is_dropped() {
        assert_eq!(Timestamp::try_from(1_795_309_200_000.75), Ok(Timestamp::from_millis(1_795_309_200_000)));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            assert!(Timestamp::try_from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn arithmetic_stops_at_the_ends_of_time() {
        let end = Timestamp::from_millis(i64::MAX);
        assert_eq!(end.plus(Duration::from_secs(1)), end);
        assert_eq!(Timestamp::from_millis(0).since(end), Duration::ZERO);
    }

    #[test]
    fn times_before_the_epoch_have_drawers_too() {
        assert_eq!(
            FilingWeek::of(Timestamp::from_millis(-1)).next(),
            FilingWeek::of(Timestamp::from_millis(0))
        );
    }
}
