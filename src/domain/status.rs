//! What the badge and the pages show, computed from the ledger, the settings and an instant.

use std::time::Duration;

use super::allowance::{Allowance, Level};
use super::ledger::Ledger;
use super::settings::Settings;
use super::time::Timestamp;

/// Within what time places that come back are taken as one.
const TOGETHER: Duration = Duration::from_secs(30 * 60);

/// The state of the allowance at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Limit and line.
    pub allowance: Allowance,
    /// Invitations that count in the window.
    pub used: u32,
    /// How close to the limit that is.
    pub level: Level,
    /// When places come back, soonest first; times that are equal are one.
    pub returns: Vec<Return>,
}

/// Places that come back at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Return {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub number: u32,
}

impl Status {
    /// The state at `now`. The ledger needs to hold the drawers from the window's start on, and no others.
    pub fn at(now: Timestamp, settings: &Settings, ledger: &Ledger) -> Self {
        let Settings { allowance, window, .. } = *settings;
        let mut returns: Vec<Return> = ledger
            .counted()
            .filter(|invitation| window.holds(invitation.at, now))
            .map(|invitation| Return { at: window.returns(invitation.at), number: invitation.number.get() })
            .collect();
        returns.sort_unstable_by_key(|place| place.at);
        returns.dedup_by(|next, place| {
            let same = next.at == place.at;
            if same {
                place.number = place.number.saturating_add(next.number);
            }
            same
        });
        let used = returns.iter().fold(0, |sum: u32, place| sum.saturating_add(place.number));
        Self { allowance, used, level: allowance.level(used), returns }
    }

    /// How many may still be sent.
    pub fn left(&self) -> u32 {
        self.allowance.left(self.used)
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

    /// When what is shown changes by itself, if ever: the next place comes back.
    pub fn next_change(&self) -> Option<Timestamp> {
        self.returns.first().map(|place| place.at)
    }
}

/// Invitations sent in each stretch between two neighbouring instants of `edges`, which must rise: the bars of a
/// chart. The caller knows the user's midnights; a day of 23 or 25 hours is as good as any.
pub fn sent_between(edges: &[Timestamp], ledger: &Ledger) -> Vec<u32> {
    let mut bars = vec![0u32; edges.len().saturating_sub(1)];
    for invitation in ledger.counted() {
        let after = edges.partition_point(|edge| *edge <= invitation.at);
        if let Some(bar) = after.checked_sub(1).and_then(|index| bars.get_mut(index)) {
            *bar = bar.saturating_add(invitation.number.get());
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::domain::invitation::{Invitation, InvitationId};
    use crate::domain::ledger::Entry;
    use crate::domain::window::Window;

    const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);

    fn ledger_of(sent: &[(Timestamp, u32)]) -> Ledger {
        let mut ledger = Ledger::default();
        for (index, (at, number)) in sent.iter().enumerate() {
            let number = NonZeroU32::new(*number).unwrap();
            let invitation = Invitation::by_hand(InvitationId::new(index.to_string()), *at, number);
            ledger.enter(Entry::Sent(invitation));
        }
        ledger
    }

    fn ago(seconds: u64) -> Timestamp {
        NOW.minus(Duration::from_secs(seconds))
    }

    #[test]
    fn a_place_comes_back_after_exactly_seven_days() {
        let settings = Settings::default();
        let sent = NOW.minus(Window::ROLLING);
        let just_in = Timestamp::from_millis(sent.as_millis() + 1);
        let status = Status::at(NOW, &settings, &ledger_of(&[(sent, 1), (just_in, 1)]));
        assert_eq!((status.used, status.left()), (1, 99));
        assert_eq!(status.next_change(), Some(Timestamp::from_millis(NOW.as_millis() + 1)));
    }

    #[test]
    fn an_act_of_several_takes_as_many_places() {
        let status = Status::at(NOW, &Settings::default(), &ledger_of(&[(ago(60), 3), (ago(50), 1)]));
        assert_eq!((status.used, status.left(), status.returns.len()), (4, 96, 2));
    }

    #[test]
    fn what_was_sent_before_the_clock_was_set_back_still_counts() {
        let ahead = NOW.plus(Duration::from_secs(3600));
        assert_eq!(Status::at(NOW, &Settings::default(), &ledger_of(&[(ahead, 1)])).used, 1);
    }

    #[test]
    fn places_that_come_back_within_half_an_hour_are_one() {
        let hour = Timestamp::as_millis(NOW) - 3_600_000;
        let at = |minutes: i64| Timestamp::from_millis(hour + minutes * 60_000);
        let status =
            Status::at(NOW, &Settings::default(), &ledger_of(&[(at(0), 1), (at(30), 2), (at(31), 4)]));
        let (next, later) = status.next_places().unwrap();
        assert_eq!(next, Return { at: at(30).plus(Window::ROLLING), number: 3 });
        assert_eq!(later, [Return { at: at(31).plus(Window::ROLLING), number: 4 }]);
        assert_eq!(Status::at(NOW, &Settings::default(), &Ledger::default()).next_places(), None);
    }

    #[test]
    fn bars_hold_what_was_sent_between_their_edges() {
        let edges = [ago(300), ago(200), ago(100), NOW];
        let ledger = ledger_of(&[(ago(301), 5), (ago(300), 1), (ago(201), 1), (ago(100), 2), (NOW, 7)]);
        assert_eq!(sent_between(&edges, &ledger), [2, 0, 2]);
        assert_eq!(sent_between(&[], &ledger), [0u32; 0]);
    }
}
