//! The stretch of time over which invitations are counted against the limit.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::time::Timestamp;
use super::zone::{LocalDay, Weekday, Zone, Zones};

/// Which invitations count against the limit now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Window {
    /// The last seven times 24 hours: every place comes back exactly that long after it was used. LinkedIn
    /// publishes neither its limit nor its window; the more technical of the sources describe this one, and
    /// while it is unknown it is also the more cautious.
    #[default]
    Rolling,
    /// A week of the calendar, at whose end every place comes back at once.
    Calendar(Reset),
}

/// When a week of the calendar begins: the first instant at which the zone's clock shows that minute of that weekday,
/// or a later one where it leaps over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The day of the week.
    pub weekday: Weekday,
    /// The minute of that day, 0 to 1439.
    pub minute: u16,
    /// By whose clock. [`Zone::Local`] moves with the user; a reset that he flies over is not made up for.
    pub zone: Zone,
}

impl Reset {
    /// The last minute of a day.
    pub const LAST_MINUTE: u16 = 24 * 60 - 1;

    /// Monday, 00:01 in Los Angeles: a guide that takes 300 a week for the limit says that it resets then.
    pub fn pacific() -> Self {
        Self { weekday: Weekday::Monday, minute: 1, zone: Zone::Named("America/Los_Angeles".to_owned()) }
    }

    /// Monday, 00:00 by the user's own clock.
    pub const fn local_monday() -> Self {
        Self { weekday: Weekday::Monday, minute: 0, zone: Zone::Local }
    }

    /// The last reset at or before `now`, and the next after it. Nothing if the platform doesn't know the zone.
    pub fn around(&self, now: Timestamp, zones: &dyn Zones) -> Option<(Timestamp, Timestamp)> {
        let today = LocalDay::at(now, &self.zone, zones)?;
        let since = (today.weekday() as i64 - self.weekday as i64).rem_euclid(7);
        let in_week = |weeks: i64| today.plus(7 * weeks - since).minute(self.minute, &self.zone, zones);
        // What the clock shows can be ahead of this week's reset, or, where it was set back, behind it.
        let (mut last, mut next) = (in_week(0)?, in_week(1)?);
        if last > now {
            (last, next) = (in_week(-1)?, last);
        } else if next <= now {
            (last, next) = (next, in_week(2)?);
        }
        Some((last, next))
    }

    /// When each of the last so many weeks began, that under way among them, earliest first; and when that one ends.
    /// Nothing if the platform doesn't know the zone.
    pub fn weeks(&self, now: Timestamp, number: usize, zones: &dyn Zones) -> Option<Vec<Timestamp>> {
        let (mut began, ends) = self.around(now, zones)?;
        let mut edges = vec![ends, began];
        while edges.len() <= number {
            (began, _) = self.around(began.minus(Duration::from_millis(1)), zones)?;
            edges.push(began);
        }
        edges.reverse();
        Some(edges)
    }
}

/// The window as it lies at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first instant that counts.
    pub first: Timestamp,
    /// When all of it comes back at once; nothing where each place comes back by itself.
    pub reset: Option<Timestamp>,
    /// Whether the zone that the user chose is unknown to this platform, so that the last seven days count instead.
    /// The user must be told.
    pub zone_unknown: bool,
}

impl Window {
    /// Seven times 24 hours, whatever the clocks of a zone do meanwhile.
    pub const ROLLING: Duration = Duration::from_secs(7 * 24 * 60 * 60);
    /// No window is longer: a week of the calendar in which a clock is set back by a day.
    pub const LONGEST: Duration = Duration::from_secs(8 * 24 * 60 * 60);

    /// The window as it lies now.
    pub fn span(&self, now: Timestamp, zones: &dyn Zones) -> Span {
        let rolling = |zone_unknown| {
            // One that was sent exactly seven days ago is out.
            let first = Timestamp::from_millis(now.minus(Self::ROLLING).as_millis().saturating_add(1));
            Span { first, reset: None, zone_unknown }
        };
        match self {
            Self::Rolling => rolling(false),
            Self::Calendar(reset) => reset.around(now, zones).map_or_else(
                || rolling(true),
                |(last, next)| Span { first: last, reset: Some(next), zone_unknown: false },
            ),
        }
    }
}

impl Span {
    /// Whether an invitation counts now. One dated later than now does: the clock was set back, and it was
    /// sent all the same.
    pub fn holds(&self, sent: Timestamp) -> bool {
        sent >= self.first
    }

    /// When the place comes back that an invitation took which this span holds.
    pub fn returns(&self, sent: Timestamp) -> Timestamp {
        match self.reset {
            None => sent.plus(Window::ROLLING),
            Some(reset) if sent < reset => reset,
            // Dated later than the reset, by a clock that was set back since: not before the one after it.
            Some(_) => sent.plus(Window::ROLLING),
        }
    }
}

#[cfg(test)]
mod tests;
