//! What the badge and the pages show, computed from the ledger, the settings, what is known of the account and an
//! instant.

use std::time::Duration;

use super::allowance::{Allowance, Level};
use super::forecast::{self, Return};
use super::ledger::Ledger;
use super::restriction::{Expected, Phase};
use super::settings::Settings;
use super::standing::Standing;
use super::time::Timestamp;
use super::window::Span;
use super::zone::Zones;

/// Within what time places that come back are taken as one.
const TOGETHER: Duration = Duration::from_secs(30 * 60);

/// The state of the allowance at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Limit and line.
    pub allowance: Allowance,
    /// The window as it lies now.
    pub span: Span,
    /// Invitations that count in the window.
    pub used: u32,
    /// How close to the limit that is.
    pub level: Level,
    /// When places come back, soonest first; times that are equal are one.
    pub returns: Vec<Return>,
    /// How a restriction stands, if there is one, and between when and when it is expected to end.
    pub restriction: Option<(Phase, Expected)>,
}

impl Status {
    /// The state at `now`. The ledger needs to hold the drawers from the window's start on; what lies before costs
    /// nothing.
    pub fn at(
        now: Timestamp,
        settings: &Settings,
        standing: &Standing,
        ledger: &Ledger,
        zones: &dyn Zones,
    ) -> Self {
        let allowance = settings.allowance;
        let span = settings.window.span(now, zones);
        let returns = forecast::returns(span, ledger);
        let used = returns.iter().fold(0, |sum: u32, place| sum.saturating_add(place.number));
        let restriction = standing.restrictions.phase(now);
        let level = match restriction {
            Some((Phase::Holding, _)) => Level::Restricted,
            _ => allowance.level(used),
        };
        Self { allowance, span, used, level, returns, restriction }
    }

    /// How many may still be sent.
    pub fn left(&self) -> u32 {
        self.allowance.left(self.used)
    }

    /// The number sent at which to stop.
    pub fn line(&self) -> u32 {
        self.allowance.line()
    }

    /// The places that come back next, taken as one where they do within half an hour, at the time when the last
    /// of them is back; and those after them.
    pub fn next_places(&self) -> Option<(Return, &[Return])> {
        let first = self.returns.first()?;
        let end = first.at.plus(TOGETHER);
        let together = self.returns.partition_point(|place| place.at <= end);
        let (next, later) = self.returns.split_at(together);
        let number = next.iter().fold(0, |sum: u32, place| sum.saturating_add(place.number));
        Some((Return { at: next.last()?.at, number }, later))
    }

    /// When what is shown changes by itself, if ever: the next place comes back, or a restriction should be over.
    pub fn next_change(&self) -> Option<Timestamp> {
        let over = self.restriction.filter(|(phase, _)| *phase == Phase::Holding);
        let place = self.returns.first().map(|place| place.at);
        place.into_iter().chain(over.map(|(_, expected)| expected.latest)).min()
    }

    /// When the window frees, if nothing more is sent: from the line on, when fewer count than the line again; below
    /// it, when the next place comes back; while restricted, not before that is expected to be over. Nothing if nothing
    /// counts.
    pub fn frees(&self) -> Option<Timestamp> {
        let over = (self.used + 1).saturating_sub(self.line()).max(1);
        let mut back = 0u32;
        let enough = self.returns.iter().find(|place| {
            back = back.saturating_add(place.number);
            back >= over
        });
        let holding = self.restriction.filter(|(phase, _)| *phase == Phase::Holding);
        let restricted = holding.map(|(_, expected)| expected.latest);
        enough.map(|place| place.at).max(restricted)
    }
}

/// Invitations sent in each stretch between two neighbouring instants of `edges`, which must rise: the bars of a
/// chart. The caller knows the user's midnights; a day of 23 or 25 hours is as good as any.
pub fn sent_between(edges: &[Timestamp], ledger: &Ledger) -> Vec<u32> {
    let mut bars = vec![0u32; edges.len().saturating_sub(1)];
    let Some(first) = edges.first() else { return bars };
    for invitation in ledger.counted_from(*first) {
        let after = edges.partition_point(|edge| *edge <= invitation.at);
        if let Some(bar) = after.checked_sub(1).and_then(|index| bars.get_mut(index)) {
            *bar = bar.saturating_add(invitation.number.get());
        }
    }
    bars
}

#[cfg(test)]
mod tests;
