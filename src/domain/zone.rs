//! The clocks of the world, as far as the domain needs them: what a zone's clock shows at an instant, and at which
//! instant it first shows a time. The offsets come from outside ([`Zones`]): the platform has the database, and
//! shipping another would cost more than the rest of the program.

use std::cell::RefCell;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::time::{FilingWeek, Timestamp};

/// Whose clock is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Zone {
    /// The clock of this machine. It travels with the user.
    #[default]
    Local,
    /// A zone by its name in the IANA database, such as `America/Los_Angeles`. It stays where it is.
    Named(String),
}

/// By how much a clock is ahead of UTC, in seconds; negative west of it. Historic offsets have seconds, some of today
/// have quarters of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offset(pub i32);

/// Knows the offsets of zones: the platform in the browser, a database in tests.
pub trait Zones {
    /// By how much the zone's clock is ahead of UTC at that instant. Nothing if there is no such zone; then there is
    /// none at any instant.
    fn offset(&self, zone: &Zone, at: Timestamp) -> Option<Offset>;
}

/// A world of one clock, UTC, whatever zone is asked for. For what doesn't depend on any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Utc;

impl Zones for Utc {
    fn offset(&self, _: &Zone, _: Timestamp) -> Option<Offset> {
        Some(Offset(0))
    }
}

/// By how many seconds a zone's clock is ahead of UTC, for very many instants: asked for twice a week, and for each
/// instant of a week in which the clock is set. Zero if there is no such zone.
///
/// Presumes that no clock is set and set back within a week.
pub fn offsets<'a>(zone: &'a Zone, zones: &'a dyn Zones) -> impl Fn(Timestamp) -> i32 + 'a {
    let weeks: RefCell<Vec<(FilingWeek, Option<i32>)>> = RefCell::default();
    let ask = move |at| zones.offset(zone, at).map_or(0, |Offset(seconds)| seconds);
    move |at| {
        let week = FilingWeek::of(at);
        let same = || {
            let (first, last) = (ask(week.begins()), ask(week.next().begins()));
            (first == last).then_some(first)
        };
        let mut weeks = weeks.borrow_mut();
        let place = weeks.partition_point(|(known, _)| *known < week);
        if weeks.get(place).is_none_or(|(known, _)| *known != week) {
            weeks.insert(place, (week, same()));
        }
        weeks[place].1.unwrap_or_else(|| ask(at))
    }
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
/// No clock is further from UTC than this: the furthest of today is 14 hours ahead, the furthest ever 15 h 58 min.
const FURTHEST: i64 = 16 * 60 * MINUTE;

/// A day of some clock, numbered from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDay(pub i64);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "their names say all there is to say")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl LocalDay {
    /// The day that a zone's clock shows at an instant. Nothing if there is no such zone.
    pub fn at(at: Timestamp, zone: &Zone, zones: &dyn Zones) -> Option<Self> {
        Some(Self(shown(at, zone, zones)?.div_euclid(DAY)))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        Weekday::ALL[(self.0 + 3).rem_euclid(7) as usize]
    }

    /// That many days later, or earlier.
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The instant at which the zone's clock first shows that minute of this day, or a later time where it leaps over
    /// it. Nothing if there is no such zone.
    pub fn minute(self, minute: u16, zone: &Zone, zones: &dyn Zones) -> Option<Timestamp> {
        first_showing(self.0 * DAY + i64::from(minute) * MINUTE, zone, zones)
    }

    /// When the day begins.
    pub fn begins(self, zone: &Zone, zones: &dyn Zones) -> Option<Timestamp> {
        self.minute(0, zone, zones)
    }

    /// The first day of the month in which this day lies, and the first of the next. Nothing some 260,000 years from
    /// now.
    pub fn month(self) -> Option<(Self, Self)> {
        let first = self.date()?.with_day(1)?;
        Some((Self::of(first), Self::of(first.checked_add_months(Months::new(1))?)))
    }

    /// The day of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self(date.to_epoch_days().into())
    }

    /// Its date. Nothing some 260,000 years from now.
    pub fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_epoch_days(self.0.try_into().ok()?)
    }
}

/// What the zone's clock shows, in milliseconds as if it were UTC.
fn shown(at: Timestamp, zone: &Zone, zones: &dyn Zones) -> Option<i64> {
    let Offset(seconds) = zones.offset(zone, at)?;
    Some(at.as_millis() + i64::from(seconds) * SECOND)
}

/// The first instant at which the zone's clock shows `wanted` (in milliseconds, of whole seconds) or later: for a time
/// that is shown twice the first of the two, for one that the clock leaps over the instant of the leap.
///
/// Presumes that a clock is not set twice within 32 hours.
fn first_showing(wanted: i64, zone: &Zone, zones: &dyn Zones) -> Option<Timestamp> {
    let ahead = |seconds: i64| {
        zones.offset(zone, Timestamp::from_millis(seconds * SECOND)).map(|Offset(offset)| i64::from(offset))
    };
    let wanted = wanted.div_euclid(SECOND);
    let (mut early, mut late) = (wanted - FURTHEST / SECOND, wanted + FURTHEST / SECOND);
    let (before, after) = (ahead(early)?, ahead(late)?);
    // Where the two differ the clock was set in between: at `late`, once they have met.
    while before != after && late - early > 1 {
        let middle = (early + late).div_euclid(2);
        if ahead(middle)? == before { early = middle } else { late = middle }
    }
    let first = wanted - before;
    let first = if before == after || first < late { first } else { late.max(wanted - after) };
    Some(Timestamp::from_millis(first * SECOND))
}
