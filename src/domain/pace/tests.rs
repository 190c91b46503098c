//! Shares, bursts and plans at their edges, and weeks that come out even.

use std::num::NonZeroU32;

use super::*;
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::Entry;
use crate::domain::window::Reset;
use crate::domain::zone::Utc;

/// Monday, 4 January 2027, 00:00 UTC.
const MONDAY: Timestamp = Timestamp::from_millis(1_799_020_800_000);

fn hours(hours: u64) -> Timestamp {
    MONDAY.plus(Duration::from_secs(hours * 3_600))
}

fn enter(ledger: &mut Ledger, at: Timestamp, number: u32, evidence: Evidence) {
    let Some(number) = NonZeroU32::new(number) else { return };
    let id = InvitationId::new(format!("{}.{number}", at.as_millis()));
    ledger.enter(Entry::Sent(Invitation { evidence, ..Invitation::by_hand(id, at, number) }));
}

fn ledger_of(sent: &[(Timestamp, u32)]) -> Ledger {
    let mut ledger = Ledger::default();
    sent.iter().for_each(|(at, number)| enter(&mut ledger, *at, *number, Evidence::Confirmed));
    ledger
}

fn pace_of(now: Timestamp, target: u32, window: &Window, ledger: &Ledger) -> Pace {
    pace(now, target, &WorkingTime::default(), window.span(now, &Utc), ledger, &Utc).unwrap()
}

fn calendar() -> Window {
    Window::Calendar(Reset::local_monday())
}

#[test]
fn a_fifth_of_the_line_is_for_each_day_of_work() {
    for window in [Window::Rolling, calendar()] {
        let pace = pace_of(hours(9), 80, &window, &ledger_of(&[]));
        assert_eq!((pace.share, pace.sent, pace.more), (16, 0, 16));
        let pace = pace_of(hours(12), 80, &window, &ledger_of(&[(hours(10), 6)]));
        assert_eq!((pace.share, pace.sent, pace.more), (16, 6, 10));
        let pace = pace_of(hours(20), 80, &window, &ledger_of(&[(hours(10), 17)]));
        assert_eq!(pace.more, 0);
    }
}

#[test]
fn a_day_off_has_no_share() {
    for window in [Window::Rolling, calendar()] {
        let saturday = pace_of(hours(5 * 24 + 12), 80, &window, &ledger_of(&[]));
        assert_eq!((saturday.works, saturday.share, saturday.more), (false, 0, 0));
    }
}

#[test]
fn a_day_of_work_on_which_nothing_is_left_is_none_off() {
    let tuesday = pace_of(hours(24 + 12), 80, &calendar(), &ledger_of(&[(hours(10), 80)]));
    assert_eq!((tuesday.works, tuesday.share, tuesday.more), (true, 0, 0));
}

#[test]
fn what_a_day_left_over_is_spread_over_the_later_ones() {
    let wednesday = hours(2 * 24 + 12);
    let sent = ledger_of(&[(hours(10), 16), (hours(34), 4)]);
    assert_eq!(pace_of(wednesday, 80, &calendar(), &sent).share, 20);
    let friday = hours(4 * 24 + 12);
    assert_eq!(pace_of(friday, 80, &calendar(), &sent).share, 60);
}

#[test]
fn in_a_rolling_window_only_free_places_are_for_today() {
    // All of the line was sent last Tuesday at noon: on Monday nothing is free, on Tuesday a day's share.
    let sent = ledger_of(&[(hours(36).minus(Window::ROLLING), 80)]);
    assert_eq!(pace_of(hours(12), 80, &Window::Rolling, &sent).more, 0);
    assert_eq!(pace_of(hours(24), 80, &Window::Rolling, &sent).more, 16);
}

#[test]
fn the_hours_of_a_day_in_which_the_week_begins_anew_count_in_part() {
    // The week begins anew on Wednesday at 13:30: half of that day's work is in each week.
    let reset = Reset { weekday: Weekday::Wednesday, minute: 13 * 60 + 30, ..Reset::local_monday() };
    let window = Window::Calendar(reset);
    let wednesday = hours(2 * 24 + 9);
    // Since the reset a week ago: half a day, Thursday, Friday, Monday, Tuesday, and this half.
    let sent = ledger_of(&[(hours(24), 72)]);
    assert_eq!(pace_of(wednesday, 80, &window, &sent).share, 8);
    let afternoon = hours(2 * 24 + 14);
    assert_eq!(pace_of(afternoon, 80, &window, &sent).share, 8);
}

#[test]
fn what_was_sent_at_midnight_is_of_today_and_what_comes_back_at_the_next_is_not() {
    let sent = ledger_of(&[(hours(0), 3)]);
    assert_eq!(pace_of(hours(9), 80, &Window::Rolling, &sent).sent, 3);
    let tomorrow = hours(24).minus(Window::ROLLING);
    let before = tomorrow.minus(Duration::from_millis(1));
    let more = |at| pace_of(hours(9), 80, &Window::Rolling, &ledger_of(&[(at, 80)])).more;
    assert_eq!([more(before), more(tomorrow)], [16, 0]);
}

#[test]
fn the_last_morning_of_a_week_that_began_at_noon_has_its_part() {
    let reset = Reset { weekday: Weekday::Wednesday, minute: 13 * 60 + 30, ..Reset::local_monday() };
    let afternoon = hours(2 * 24 + 14);
    assert_eq!(pace_of(afternoon, 450, &Window::Calendar(reset), &ledger_of(&[])).share, 45);
}

/// A user who sends each day exactly what is proposed.
fn obedient(weeks: u64, target: u32, window: &Window) -> Vec<(Timestamp, u32)> {
    let mut sent: Vec<(Timestamp, u32)> = Vec::new();
    let mut ledger = Ledger::default();
    for day in 0..weeks * 7 {
        let now = hours(day * 24 + 10);
        let more = pace_of(now, target, window, &ledger).more;
        enter(&mut ledger, now, more, Evidence::Confirmed);
        sent.push((now, more));
    }
    sent
}

#[test]
fn a_year_of_proposed_shares_comes_out_even_every_week() {
    for window in [Window::Rolling, calendar()] {
        for target in [1, 4, 80, 83, 97] {
            let sent = obedient(52, target, &window);
            for week in sent.chunks(7) {
                assert_eq!(week.iter().map(|(_, number)| number).sum::<u32>(), target, "{window:?}");
            }
            // And never more than the target in any seven times 24 hours, where that is what counts.
            if window == Window::Rolling {
                for seven in sent.windows(7) {
                    assert_eq!(seven.iter().map(|(_, number)| number).sum::<u32>(), target);
                }
            }
        }
    }
}

#[test]
fn guidance_is_exceeded_from_thirty_one_on() {
    let exceeds = |sent| Pace { works: true, share: 40, sent, more: 0 }.exceeds_guidance();
    assert_eq!([29, 30, 31].map(exceeds), [false, false, true]);
    assert_eq!(Pace::GUIDANCE, (15, 30));
}

#[test]
fn a_burst_is_so_many_in_so_many_minutes() {
    let burst = Burst { number: 3, minutes: 10 };
    let now = hours(12);
    let ago = |seconds| now.minus(Duration::from_secs(seconds));
    assert_eq!(burst.sent_lately(now, &ledger_of(&[(ago(600), 1), (ago(599), 1), (now, 1)])), 2);
    let ahead = now.plus(Duration::from_millis(1));
    assert_eq!(burst.sent_lately(now, &ledger_of(&[(ahead, 1)])), 0);
    let mut by_hand = ledger_of(&[]);
    enter(&mut by_hand, now, 40, Evidence::ByHand);
    assert_eq!(burst.sent_lately(now, &by_hand), 0);
    // An import counts for as many as it invited.
    assert_eq!(burst.sent_lately(now, &ledger_of(&[(now, 4)])), 4);
    assert_eq!(Burst::default(), Burst { number: 10, minutes: 10 });
}

#[test]
fn a_plan_rises_by_a_step_every_seven_days_until_it_is_over() {
    let plan = RampUp::proposed(MONDAY);
    let after = |weeks: u64, millis: i64| {
        plan.target(Timestamp::from_millis(hours(weeks * 168).as_millis() + millis))
    };
    assert_eq!(
        [after(0, -1), after(0, 0), after(1, -1), after(1, 0)],
        [Some(20), Some(20), Some(20), Some(30)]
    );
    assert_eq!([after(8, -1), after(8, 0)], [Some(90), None]);
    assert_eq!(
        [hours(0), hours(168), hours(8 * 168)].map(|now| plan.turns(now)),
        [Some(hours(168)), Some(hours(336)), None]
    );
}

#[test]
fn numbers_without_end_dont_wrap() {
    let plan = RampUp { begun: MONDAY, first: u32::MAX, step: u32::MAX, weeks: 52 };
    assert_eq!(plan.target(hours(168)), Some(u32::MAX));
    let sent = ledger_of(&[(hours(1), u32::MAX), (hours(2), u32::MAX - 1)]);
    assert_eq!(pace_of(hours(12), u32::MAX, &calendar(), &sent).more, 0);
}
