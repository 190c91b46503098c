//! What is to come: when places come back, and whether a number of invitations is possible by a date.

use std::time::Duration;

use super::allowance::Allowance;
use super::ledger::Ledger;
use super::pace::WorkingTime;
use super::time::Timestamp;
use super::window::{Span, Window};
use super::zone::{LocalDay, Zone, Zones};

/// Places that come back at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Return {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub number: u32,
}

/// When each place comes back that the invitations of a span took, soonest first; times that are equal are one. In a
/// window of the calendar all come back together.
pub fn returns(span: Span, ledger: &Ledger) -> Vec<Return> {
    let mut returns: Vec<Return> = Vec::new();
    for invitation in ledger.counted_from(span.first) {
        let (at, number) = (span.returns(invitation.at), invitation.number.get());
        // A window holds few, and a sort is more code than all else here.
        match returns.binary_search_by_key(&at, |place| place.at) {
            Ok(same) => returns[same].number = returns[same].number.saturating_add(number),
            Err(place) => returns.insert(place, Return { at, number }),
        }
    }
    returns
}

/// How long until the window begins anew; nothing in a rolling one, which never does.
pub fn countdown(now: Timestamp, span: Span) -> Option<Duration> {
    span.reset.map(|reset| reset.since(now))
}

/// What the user wants: so many more invitations until the end of the day of `by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How many more.
    pub number: u32,
    /// The last day, by the clock of this machine; at most [`Wish::FURTHEST`] ahead.
    pub by: Timestamp,
}

impl Wish {
    /// Nothing is planned for days further ahead than this: the last day that counts is then this far.
    pub const FURTHEST: i64 = 366;
}

/// What becomes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whether the limit permits all of it.
    pub possible: bool,
    /// How many the limit permits until then, at most.
    pub most: u32,
    /// How many on each day of work, if it is spread evenly: the greatest of the days below.
    pub a_day: u32,
    /// The days of work with what each has to bring. If it isn't possible, as many as there can be.
    pub days: Vec<PlannedDay>,
    /// The first day on which the line is reached.
    pub crosses_line: Option<Timestamp>,
}

/// A day of work in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedDay {
    /// When work ends on it.
    pub ends: Timestamp,
    /// How many to send.
    pub number: u32,
    /// How many are then used of the window.
    pub used: u32,
}

/// Plans a wish: spread evenly over the days of work, today's included if it isn't over, as far as the limit permits.
/// The ledger must hold the window's drawers. Nothing only if the platform doesn't know its own zone.
pub fn plan(
    now: Timestamp,
    wish: Wish,
    allowance: Allowance,
    window: &Window,
    working: &WorkingTime,
    ledger: &Ledger,
    zones: &dyn Zones,
) -> Option<Plan> {
    let today = LocalDay::at(now, &Zone::Local, zones)?;
    let last = LocalDay::at(wish.by, &Zone::Local, zones)?.min(today.plus(Wish::FURTHEST));
    let days: Vec<Day> = (today.0..=last.0)
        .map(LocalDay)
        .filter_map(|day| Some((day, working.on(day, zones)?.1)))
        .filter(|(_, ends)| *ends > now)
        .map(|(day, ends)| Day::new(day, ends, window.span(ends, zones), ledger))
        .collect();
    let most = sum(&lay_out(&days, allowance.limit, |_, _| u32::MAX));
    // What one day can't take the later ones have to.
    let even = |left: u32, days: usize| left.div_ceil(u32::try_from(days).unwrap_or(u32::MAX));
    let mut left = wish.number;
    let mut planned = lay_out(&days, allowance.limit, |days, sent| {
        left = wish.number.saturating_sub(sent);
        even(left, days).min(left)
    });
    if sum(&planned) < wish.number {
        // Evenly it can't be done. As early as possible it perhaps can.
        planned = lay_out(&days, allowance.limit, |_, sent| wish.number.saturating_sub(sent));
    }
    let crosses = planned.iter().find(|day| day.used >= allowance.line() && day.number > 0);
    Some(Plan {
        possible: wish.number <= most,
        most,
        a_day: planned.iter().map(|day| day.number).max().unwrap_or(0),
        crosses_line: crosses.map(|day| day.ends),
        days: planned,
    })
}

fn sum(days: &[PlannedDay]) -> u32 {
    days.iter().fold(0, |sum: u32, day| sum.saturating_add(day.number))
}

/// A day of work, and what of the ledger still counts at its end.
struct Day {
    day: LocalDay,
    ends: Timestamp,
    span: Span,
    used: u32,
}

impl Day {
    fn new(day: LocalDay, ends: Timestamp, span: Span, ledger: &Ledger) -> Self {
        let counted = ledger.counted_from(span.first);
        let used = counted.fold(0, |sum: u32, invitation| sum.saturating_add(invitation.number.get()));
        Self { day, ends, span, used }
    }

    /// Whether what is planned for an earlier day still counts. In a rolling window a day's places come back in time
    /// for the same day of the next week: whoever works at the same hours sends at the same hours.
    fn holds(&self, earlier: &Self) -> bool {
        match self.span.reset {
            None => earlier.day.0 > self.day.0 - 7,
            Some(_) => self.span.holds(earlier.ends),
        }
    }
}

/// Lays invitations out day by day, each with as many as `wanted` (of the days that are left and the number planned so
/// far), and no more than the limit permits.
fn lay_out(days: &[Day], limit: u32, mut wanted: impl FnMut(usize, u32) -> u32) -> Vec<PlannedDay> {
    let mut planned: Vec<PlannedDay> = Vec::with_capacity(days.len());
    for (index, day) in days.iter().enumerate() {
        let earlier = days.iter().zip(&planned).filter(|(earlier, _)| day.holds(earlier));
        let used = earlier.fold(day.used, |used, (_, planned)| used.saturating_add(planned.number));
        let number = wanted(days.len() - index, sum(&planned)).min(limit.saturating_sub(used));
        planned.push(PlannedDay { ends: day.ends, number, used: used.saturating_add(number) });
    }
    planned
}

#[cfg(test)]
mod tests;
