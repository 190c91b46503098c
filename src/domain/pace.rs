//! How to spread a week's invitations: today's share, how many in a short time are a burst, and the plan of an account
//! that has to begin slowly. All of it is guidance. A day can't be used up.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::invitation::Evidence;
use super::ledger::Ledger;
use super::preset::DAILY;
use super::time::Timestamp;
use super::window::{Span, Window};
use super::zone::{LocalDay, Weekday, Zone, Zones};

/// When the user works, by the clock of this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkingTime {
    /// On which days, from Monday.
    pub days: [bool; 7],
    /// The minute of the day at which work begins, 0 to 1439.
    pub from: u16,
    /// The minute at which it ends, after `from` and up to 1440.
    pub to: u16,
}

impl Default for WorkingTime {
    fn default() -> Self {
        Self { days: [true, true, true, true, true, false, false], from: 9 * 60, to: 18 * 60 }
    }
}

impl WorkingTime {
    /// Whether that is a day of work.
    pub fn includes(&self, weekday: Weekday) -> bool {
        self.days[weekday as usize]
    }

    /// From when to when work lasts on a day; nothing on a day off.
    pub fn on(&self, day: LocalDay, zones: &dyn Zones) -> Option<(Timestamp, Timestamp)> {
        if !self.includes(day.weekday()) {
            return None;
        }
        let minute = |minute| day.minute(minute, &Zone::Local, zones);
        Some((minute(self.from)?, minute(self.to)?))
    }

    /// How long work lasts between two instants, on that day and the following.
    fn between(&self, from: Timestamp, to: Timestamp, first: LocalDay, zones: &dyn Zones) -> Duration {
        // No window is longer than eight days, and it can begin and end within one.
        let days = (0..=9).filter_map(|days| self.on(first.plus(days), zones));
        days.map(|(begins, ends)| ends.min(to).since(begins.max(from))).sum()
    }
}

/// What the user has of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Whether it is a day of work.
    pub works: bool,
    /// How many to send today, those sent included, so that the week comes out even at the line. None on a day off.
    pub share: u32,
    /// How many were sent today; in a window of the calendar, since it began.
    pub sent: u32,
    /// How many more today keep the week even.
    pub more: u32,
}

impl Pace {
    /// Between how many a day the sources advise to stay. Never a limit: nobody saw a daily quota enforced.
    pub const GUIDANCE: (u32, u32) = (DAILY[0].least, DAILY[0].most);

    /// Whether more were sent today than the sources advise.
    pub const fn exceeds_guidance(&self) -> bool {
        self.sent > Self::GUIDANCE.1
    }
}

/// Today's share of `target`, the number that a window should come out at. The ledger must hold the window's drawers.
/// Nothing only if the platform doesn't know its own zone.
///
/// In a window of the calendar, what is left is spread over the hours of work until it ends. In a rolling one each day
/// of work has the same share every week, to the unit, so that any seven days in a row come out at `target`; but
/// never more than the places that are free by the end of the day.
pub fn pace(
    now: Timestamp,
    target: u32,
    working: &WorkingTime,
    span: Span,
    ledger: &Ledger,
    zones: &dyn Zones,
) -> Option<Pace> {
    let today = LocalDay::at(now, &Zone::Local, zones)?;
    let begins = today.begins(&Zone::Local, zones)?.max(span.first);
    let ends = today.plus(1).begins(&Zone::Local, zones)?;
    let ends = span.reset.map_or(ends, |reset| reset.min(ends));
    let (mut sent, mut earlier, mut stays) = (0u32, 0u32, 0u32);
    for invitation in ledger.counted_from(span.first) {
        let number = invitation.number.get();
        let bucket = if invitation.at >= begins { &mut sent } else { &mut earlier };
        *bucket = bucket.saturating_add(number);
        if invitation.at.plus(Window::ROLLING) >= ends {
            stays = stays.saturating_add(number);
        }
    }
    let (share, more) = match span.reset {
        Some(reset) => {
            let whole = working.between(begins, reset, today, zones);
            let part = working.between(begins, ends, today, zones);
            let share = portion(target.saturating_sub(earlier), part, whole);
            (share, share.saturating_sub(sent))
        }
        None => {
            let share = rolling_share(target, working, today.weekday());
            (share, share.saturating_sub(sent).min(target.saturating_sub(stays)))
        }
    };
    Some(Pace { works: working.includes(today.weekday()), share, sent, more })
}

/// The share of one weekday: rounded so that the shares of a week add up to `target`.
fn rolling_share(target: u32, working: &WorkingTime, weekday: Weekday) -> u32 {
    let days = working.days.iter().filter(|day| **day).count() as u64;
    if days == 0 || !working.includes(weekday) {
        return 0;
    }
    let before = working.days.iter().take(weekday as usize).filter(|day| **day).count() as u64;
    let upto = |day: u64| u64::from(target) * day / days;
    // At most the target itself.
    (upto(before + 1) - upto(before)) as u32
}

/// That part of a number, rounded down. The whole is at most 49 days, in whose milliseconds no product is too large.
fn portion(number: u32, part: Duration, whole: Duration) -> u32 {
    let [part, whole] = [part.min(whole), whole].map(|length| length.as_millis() as u64);
    // At most the number.
    u64::from(number).saturating_mul(part).checked_div(whole).unwrap_or(0) as u32
}

/// How many in how short a time are a burst. All sources say that many at once cause a restriction by themselves, and
/// none says how many: these are our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Burst {
    /// So many, 2 to 100.
    pub number: u32,
    /// In so many minutes, 1 to 120.
    pub minutes: u32,
}

impl Default for Burst {
    fn default() -> Self {
        Self { number: 10, minutes: 10 }
    }
}

impl Burst {
    /// How many were sent lately. By hand doesn't count: when it was sent, nobody knows.
    pub fn sent_lately(&self, now: Timestamp, ledger: &Ledger) -> u32 {
        let start = now.minus(self.length());
        let lately = ledger.counted_from(start).filter(|invitation| {
            invitation.at > start && invitation.at <= now && invitation.evidence != Evidence::ByHand
        });
        lately.fold(0, |sum: u32, invitation| sum.saturating_add(invitation.number.get()))
    }

    /// The short time.
    pub fn length(&self) -> Duration {
        Duration::from_secs(u64::from(self.minutes) * 60)
    }
}

/// A plan for a new or returning account: a number for the first week, and some more each week. The sources advise to
/// raise the volume gradually and give no figures: these are our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RampUp {
    /// When it began.
    pub begun: Timestamp,
    /// Invitations in the first seven days, at least 1.
    pub first: u32,
    /// How many more in each seven days after.
    pub step: u32,
    /// How many times seven days it lasts, 1 to 52. After that only the line holds.
    pub weeks: u32,
}

impl RampUp {
    /// The figures that are proposed: 20 in the first week, 10 more in each, for eight weeks.
    pub const fn proposed(begun: Timestamp) -> Self {
        Self { begun, first: 20, step: 10, weeks: 8 }
    }

    /// How many the plan has for the current seven days; nothing once it is over. Before it began, as in its first week.
    pub fn target(&self, now: Timestamp) -> Option<u32> {
        Some(self.first.saturating_add(self.step.saturating_mul(self.week(now)?)))
    }

    /// When the plan has another number, or is over; nothing once it is.
    pub fn turns(&self, now: Timestamp) -> Option<Timestamp> {
        Some(self.begun.plus(Window::ROLLING * (self.week(now)? + 1)))
    }

    /// The seven days of the plan that are under way, from 0.
    fn week(&self, now: Timestamp) -> Option<u32> {
        let week = now.since(self.begun).as_secs() / Window::ROLLING.as_secs();
        u32::try_from(week).ok().filter(|week| *week < self.weeks)
    }
}

#[cfg(test)]
mod tests;
