//! The state of the allowance at its edges.

use std::num::NonZeroU32;

use super::*;
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::Entry;
use crate::domain::restriction::{Cause, Restriction};
use crate::domain::window::{Reset, Window};
use crate::domain::zone::Utc;

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

fn status_of(settings: &Settings, ledger: &Ledger) -> Status {
    Status::at(NOW, settings, &Standing::default(), ledger, &Utc)
}

fn ago(seconds: u64) -> Timestamp {
    NOW.minus(Duration::from_secs(seconds))
}

#[test]
fn a_place_comes_back_after_exactly_seven_days() {
    let settings = Settings::default();
    let sent = NOW.minus(Window::ROLLING);
    let just_in = Timestamp::from_millis(sent.as_millis() + 1);
    let status = status_of(&settings, &ledger_of(&[(sent, 1), (just_in, 1)]));
    assert_eq!((status.used, status.left()), (1, 99));
    assert_eq!(status.next_change(), Some(Timestamp::from_millis(NOW.as_millis() + 1)));
}

#[test]
fn an_act_of_several_takes_as_many_places() {
    let status = status_of(&Settings::default(), &ledger_of(&[(ago(60), 3), (ago(50), 1)]));
    assert_eq!((status.used, status.left(), status.returns.len()), (4, 96, 2));
}

#[test]
fn what_was_sent_before_the_clock_was_set_back_still_counts() {
    let ahead = NOW.plus(Duration::from_secs(3600));
    assert_eq!(status_of(&Settings::default(), &ledger_of(&[(ahead, 1)])).used, 1);
}

#[test]
fn places_that_come_back_within_half_an_hour_are_one() {
    let hour = Timestamp::as_millis(NOW) - 3_600_000;
    let at = |minutes: i64| Timestamp::from_millis(hour + minutes * 60_000);
    let status = status_of(&Settings::default(), &ledger_of(&[(at(0), 1), (at(30), 2), (at(31), 4)]));
    let (next, later) = status.next_places().unwrap();
    assert_eq!(next, Return { at: at(30).plus(Window::ROLLING), number: 3 });
    assert_eq!(later, [Return { at: at(31).plus(Window::ROLLING), number: 4 }]);
    assert_eq!(status_of(&Settings::default(), &Ledger::default()).next_places(), None);
}

#[test]
fn bars_hold_what_was_sent_between_their_edges() {
    let edges = [ago(300), ago(200), ago(100), NOW];
    let ledger = ledger_of(&[(ago(301), 5), (ago(300), 1), (ago(201), 1), (ago(100), 2), (NOW, 7)]);
    assert_eq!(sent_between(&edges, &ledger), [2, 0, 2]);
    assert_eq!(sent_between(&[], &ledger), [0u32; 0]);
}

#[test]
fn in_a_week_of_the_calendar_all_places_come_back_at_once() {
    // NOW is a Sunday, 01:00 UTC.
    let reset = Timestamp::from_millis(NOW.as_millis() + 23 * 3_600_000);
    let settings = Settings { window: Window::Calendar(Reset::local_monday()), ..Settings::default() };
    let begun = reset.minus(Window::ROLLING);
    let before = Timestamp::from_millis(begun.as_millis() - 1);
    let status = status_of(&settings, &ledger_of(&[(before, 1), (begun, 2), (NOW, 4)]));
    assert_eq!((status.used, status.returns), (6, vec![Return { at: reset, number: 6 }]));
}

#[test]
fn a_zone_that_the_platform_does_not_know_falls_back_to_the_last_seven_days_and_says_so() {
    struct Nowhere;
    impl Zones for Nowhere {
        fn offset(&self, _: &crate::domain::zone::Zone, _: Timestamp) -> Option<crate::domain::zone::Offset> {
            None
        }
    }
    let settings = Settings { window: Window::Calendar(Reset::pacific()), ..Settings::default() };
    let ledger = ledger_of(&[(NOW.minus(Window::ROLLING), 1), (ago(5 * 24 * 3600), 1)]);
    let status = Status::at(NOW, &settings, &Standing::default(), &ledger, &Nowhere);
    assert!(status.span.zone_unknown);
    assert_eq!((status.used, status.span.reset), (1, None));
}

#[test]
fn only_a_restriction_that_is_certain_changes_the_level() {
    let mut standing = Standing::default();
    let level = |standing: &Standing, now| {
        Status::at(now, &Settings::default(), standing, &Ledger::default(), &Utc).level
    };
    standing.restrictions.see(Restriction::seen(NOW, Cause::Shown, 0, 100));
    assert_eq!(level(&standing, NOW), Level::Comfortable);
    standing.restrictions.0[0].confirmed = true;
    assert_eq!(level(&standing, NOW), Level::Restricted);
    let end = Status::at(NOW, &Settings::default(), &standing, &Ledger::default(), &Utc).next_change();
    assert_eq!(end, Some(NOW.plus(Window::ROLLING)));
    assert_eq!(level(&standing, NOW.plus(Window::ROLLING)), Level::Comfortable);
}

#[test]
fn the_window_frees_when_fewer_than_the_line_count_again() {
    let settings = Settings::default();
    assert_eq!(status_of(&settings, &Ledger::default()).frees(), None);
    let old = ago(6 * 24 * 3600);
    let below = status_of(&settings, &ledger_of(&[(old, 1), (NOW, 78)]));
    assert_eq!((below.used, below.frees()), (79, Some(old.plus(Window::ROLLING))));
    let at_the_line = status_of(&settings, &ledger_of(&[(old, 1), (NOW, 79)]));
    assert_eq!(at_the_line.frees(), Some(old.plus(Window::ROLLING)));
    let mut restricted = Standing::default();
    restricted.restrictions.see(Restriction::seen(NOW, Cause::Said, 1, 100));
    let ledger = ledger_of(&[(old, 1)]);
    let frees = Status::at(NOW, &settings, &restricted, &ledger, &Utc).frees();
    assert_eq!(frees, Some(NOW.plus(Window::ROLLING)), "not before the restriction is over");
    let mut refused = Standing::default();
    refused.restrictions.see(Restriction::seen(NOW, Cause::Shown, 1, 100));
    let frees = Status::at(NOW, &settings, &refused, &ledger, &Utc).frees();
    assert_eq!(frees, Some(old.plus(Window::ROLLING)), "nobody said that it is one");
    let above = status_of(&settings, &ledger_of(&[(old, 1), (NOW, 80)]));
    assert_eq!(above.frees(), Some(NOW.plus(Window::ROLLING)));
}
