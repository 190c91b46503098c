//! The bracket from histories of every kind, and against a naive search.

use std::num::NonZeroU32;
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::Entry;
use crate::domain::restriction::Cause;
use crate::domain::window::Reset;
use crate::domain::zone::Utc;

/// Monday, 4 January 2027, 00:00 UTC.
const MONDAY: Timestamp = Timestamp::from_millis(1_799_020_800_000);

fn hours(hours: u64) -> Timestamp {
    MONDAY.plus(Duration::from_secs(hours * 3_600))
}

fn history(sent: &[(u64, u32, Evidence)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (index, (hour, number, evidence)) in sent.iter().enumerate() {
        let by_hand = Invitation::by_hand(
            InvitationId::new(index.to_string()),
            hours(*hour),
            NonZeroU32::new(*number).unwrap(),
        );
        ledger.enter(Entry::Sent(Invitation { evidence: *evidence, ..by_hand }));
    }
    ledger
}

fn stop(hour: u64, used: u32, count_right: Option<bool>) -> Restriction {
    let seen = Restriction::seen(hours(hour), Cause::Shown, used, 100);
    Restriction { confirmed: true, count_right, ..seen }
}

fn own(ledger: &Ledger, stops: &[Restriction]) -> OwnLimit {
    OwnLimit::of(ledger, stops, &Window::Rolling, &Utc)
}

const SEEN: Evidence = Evidence::Confirmed;

#[test]
fn without_a_history_there_is_no_bracket() {
    assert_eq!(own(&Ledger::default(), &[]), OwnLimit::default());
    assert_eq!(OwnLimit::default().offer(100), None);
}

#[test]
fn the_floor_is_the_fullest_window() {
    // Exactly seven days apart are not in one window, one hour less is.
    let apart = own(&history(&[(0, 60, SEEN), (168, 70, SEEN)]), &[]);
    assert_eq!(apart.floor, Some(Peak { number: 70, at: hours(168) }));
    let within = own(&history(&[(0, 60, SEEN), (167, 70, SEEN)]), &[]);
    assert_eq!((within.floor, within.ceiling), (Some(Peak { number: 130, at: hours(167) }), None));
    assert_eq!([within.offer(129), within.offer(130), within.offer(131)], [Some(130), None, None]);
}

#[test]
fn a_stop_is_a_ceiling_and_its_window_no_floor() {
    let ledger = history(&[(0, 90, SEEN), (10, 10, SEEN), (40, 30, SEEN)]);
    let stopped = own(&ledger, &[stop(20, 100, Some(true))]);
    assert_eq!(stopped.floor.map(|peak| peak.number), Some(100), "what went through before the stop");
    assert_eq!(stopped.ceiling, Some(Ceiling { number: 100, at: hours(20), doubt: None }));
    assert_eq!([stopped.offer(100), stopped.offer(120)], [None, Some(100)]);
}

#[test]
fn the_last_stop_holds() {
    let stopped = own(&history(&[(0, 1, SEEN)]), &[stop(1, 150, Some(true)), stop(900, 120, Some(true))]);
    assert_eq!(stopped.ceiling.map(|ceiling| ceiling.number), Some(120));
}

#[test]
fn what_only_looked_like_a_stop_proves_nothing() {
    let guess = Restriction { confirmed: false, ..stop(1, 50, Some(true)) };
    let own = own(&history(&[(0, 50, SEEN), (2, 1, SEEN)]), &[guess]);
    assert_eq!((own.ceiling, own.floor.map(|peak| peak.number)), (None, Some(51)));
}

#[test]
fn invitations_from_elsewhere_make_the_ceiling_doubtful_and_it_is_not_offered() {
    let doubt = |ledger: &Ledger, stop: Restriction| {
        let own = own(ledger, &[stop]);
        (own.ceiling.unwrap().doubt, own.offer(200))
    };
    let seen = history(&[(0, 50, SEEN)]);
    let elsewhere = history(&[(0, 40, SEEN), (1, 10, Evidence::ByHand)]);
    assert_eq!(doubt(&seen, stop(2, 50, Some(true))), (None, Some(50)));
    assert_eq!(doubt(&seen, stop(2, 50, None)), (Some(Doubt::NotAnswered), None));
    assert_eq!(doubt(&seen, stop(2, 50, Some(false))), (Some(Doubt::SaidWrong), None));
    assert_eq!(doubt(&elsewhere, stop(2, 50, None)), (Some(Doubt::Elsewhere), None));
    assert_eq!(doubt(&elsewhere, stop(2, 50, Some(true))), (None, Some(50)));
    // What was added after the stop says nothing about the count at it.
    let after = history(&[(0, 50, SEEN), (3, 1, Evidence::ByHand)]);
    assert_eq!(doubt(&after, stop(2, 51, None)).0, Some(Doubt::NotAnswered));
    // More went through before.
    let more = history(&[(0, 120, SEEN), (500, 50, SEEN)]);
    assert_eq!(doubt(&more, stop(501, 50, Some(true))).0, Some(Doubt::MoreWentThrough));
}

#[test]
fn of_two_windows_that_are_as_full_the_first_is_named() {
    let own = own(&history(&[(0, 60, SEEN), (500, 60, SEEN)]), &[]);
    assert_eq!(own.floor, Some(Peak { number: 60, at: hours(0) }));
}

#[test]
fn a_stop_at_which_nothing_counted_offers_nothing() {
    assert_eq!(own(&Ledger::default(), &[stop(1, 0, Some(true))]).offer(100), None);
}

#[test]
fn in_weeks_of_the_calendar_each_week_is_a_window() {
    let window = Window::Calendar(Reset::local_monday());
    let ledger = history(&[(0, 10, SEEN), (167, 20, SEEN), (168, 25, SEEN), (300, 4, SEEN)]);
    let own = OwnLimit::of(&ledger, &[], &window, &Utc);
    assert_eq!(own.floor, Some(Peak { number: 30, at: hours(167) }));
}

proptest! {
    #[test]
    fn the_floor_is_that_of_a_naive_search(
        sent in prop::collection::vec((0u64..2_000, 1u32..30), 0..40),
        stops in prop::collection::vec(0u64..2_000, 0..3),
        calendar in any::<bool>(),
    ) {
        let window = if calendar { Window::Calendar(Reset::local_monday()) } else { Window::Rolling };
        let ledger = history(&sent.iter().map(|(hour, number)| (*hour, *number, SEEN)).collect::<Vec<_>>());
        let stops: Vec<_> = stops.into_iter().map(|hour| stop(hour, 1, None)).collect();
        let windows = sent.iter().map(|(end, _)| {
            let begins = if calendar { end / 168 * 168 } else { (end + 1).saturating_sub(168) };
            let stopped = stops.iter().any(|stop| hours(begins) <= stop.since && stop.since <= hours(*end));
            let held = sent.iter().filter(|(hour, _)| *hour >= begins && hour <= end);
            if stopped { 0 } else { held.map(|(_, number)| number).sum::<u32>() }
        });
        let naive = windows.max().filter(|most| *most > 0);
        let own = OwnLimit::of(&ledger, &stops, &window, &Utc);
        prop_assert_eq!(own.floor.map(|peak| peak.number), naive);
    }
}
