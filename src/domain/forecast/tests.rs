//! Places that come back, and plans at the edge of what is possible.

use std::num::NonZeroU32;

use super::*;
use crate::domain::allowance::Buffer;
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::Entry;
use crate::domain::window::Reset;
use crate::domain::zone::Utc;

/// Monday, 4 January 2027, 00:00 UTC.
const MONDAY: Timestamp = Timestamp::from_millis(1_799_020_800_000);
const ALLOWANCE: Allowance = Allowance { limit: 100, buffer: Buffer::Number(80) };

fn hours(hours: u64) -> Timestamp {
    MONDAY.plus(Duration::from_secs(hours * 3_600))
}

fn ledger_of(sent: &[(Timestamp, u32)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (index, (at, number)) in sent.iter().enumerate() {
        let number = NonZeroU32::new(*number).unwrap();
        ledger.enter(Entry::Sent(Invitation::by_hand(InvitationId::new(index.to_string()), *at, number)));
    }
    ledger
}

fn plan_of(number: u32, by: Timestamp, window: &Window, ledger: &Ledger) -> Plan {
    let (now, working) = (hours(9), WorkingTime::default());
    plan(now, Wish { number, by }, ALLOWANCE, window, &working, ledger, &Utc).unwrap()
}

fn numbers(plan: &Plan) -> Vec<u32> {
    plan.days.iter().map(|day| day.number).collect()
}

#[test]
fn equal_times_are_one_return() {
    let span = Window::Rolling.span(hours(9), &Utc);
    let sent = ledger_of(&[(hours(8), 2), (hours(7), 1), (hours(8), 3)]);
    let expected = [(hours(7 + 168), 1), (hours(8 + 168), 5)].map(|(at, number)| Return { at, number });
    assert_eq!(returns(span, &sent), expected);
}

#[test]
fn a_week_of_the_calendar_counts_down_to_its_reset() {
    let window = Window::Calendar(Reset::local_monday());
    let left = |now| countdown(now, window.span(now, &Utc)).unwrap().as_secs();
    assert_eq!([left(hours(0)), left(hours(167)), left(hours(168))], [168 * 3_600, 3_600, 168 * 3_600]);
    assert_eq!(countdown(MONDAY, Window::Rolling.span(MONDAY, &Utc)), None);
}

#[test]
fn a_wish_is_spread_evenly_over_the_days_of_work() {
    let friday = hours(4 * 24);
    let plan = plan_of(42, friday, &Window::Rolling, &ledger_of(&[]));
    assert_eq!((plan.possible, plan.a_day, plan.most, plan.crosses_line), (true, 9, 100, None));
    assert_eq!(numbers(&plan), [9, 9, 8, 8, 8]);
}

#[test]
fn today_counts_until_work_is_over_and_nothing_beyond_a_year() {
    let days = |now, by| {
        let wish = Wish { number: 1, by };
        plan(now, wish, ALLOWANCE, &Window::Rolling, &WorkingTime::default(), &ledger_of(&[]), &Utc)
            .unwrap()
            .days
    };
    let six = hours(18);
    assert_eq!([six.minus(Duration::from_millis(1)), six].map(|now| days(now, hours(24)).len()), [2, 1]);
    let last = |by: u64| days(hours(9), hours(by * 24)).last().unwrap().ends;
    assert_eq!([last(365), last(366), last(367)], [365, 366, 366].map(|day| hours(day * 24 + 18)));
}

#[test]
fn it_says_where_the_line_is_crossed() {
    let friday = hours(4 * 24);
    let used = ledger_of(&[(hours(1), 50)]);
    let below = plan_of(29, friday, &Window::Rolling, &used);
    assert_eq!(below.crosses_line, None);
    let at_the_line = plan_of(30, friday, &Window::Rolling, &used);
    assert_eq!((at_the_line.a_day, at_the_line.crosses_line), (6, Some(hours(4 * 24 + 18))));
}

#[test]
fn what_is_one_too_many_is_not_possible() {
    let friday = hours(4 * 24);
    let used = ledger_of(&[(hours(1), 50)]);
    for (number, possible) in [(49, true), (50, true), (51, false)] {
        let plan = plan_of(number, friday, &Window::Rolling, &used);
        assert_eq!((plan.possible, plan.most), (possible, 50), "{number}");
        assert_eq!(numbers(&plan).iter().sum::<u32>(), number.min(50));
    }
}

#[test]
fn places_that_come_back_meanwhile_are_used() {
    // A full week that comes back bit by bit, and a date in the week after.
    let used = ledger_of(&[(hours(12).minus(Window::ROLLING), 60), (hours(36).minus(Window::ROLLING), 40)]);
    let tuesday = hours(24);
    let plan = plan_of(100, tuesday, &Window::Rolling, &used);
    assert_eq!((plan.possible, numbers(&plan)), (true, vec![50, 50]));
    let plan = plan_of(60, hours(0), &Window::Rolling, &used);
    assert!(plan.possible, "60 are back before work ends on Monday");
    assert!(!plan_of(61, hours(0), &Window::Rolling, &used).possible);
}

#[test]
fn what_evenly_cant_be_done_is_done_as_early_as_it_can() {
    // Nothing is free on Thursday and Friday of this week for whoever sends all at once before.
    let next_monday = hours(7 * 24);
    let plan = plan_of(200, next_monday, &Window::Rolling, &ledger_of(&[]));
    assert!(plan.possible, "100 at once, and 100 when they are back");
    assert_eq!(numbers(&plan), [100, 0, 0, 0, 0, 100]);
    assert!(!plan_of(201, next_monday, &Window::Rolling, &ledger_of(&[])).possible);
}

#[test]
fn a_week_of_the_calendar_gives_all_at_its_reset() {
    let window = Window::Calendar(Reset::local_monday());
    let used = ledger_of(&[(hours(1), 100)]);
    assert!(!plan_of(1, hours(4 * 24), &window, &used).possible);
    let plan = plan_of(100, hours(7 * 24), &window, &used);
    assert_eq!((plan.possible, plan.crosses_line), (true, Some(hours(7 * 24 + 18))));
}

#[test]
fn a_date_that_is_past_or_without_work_gives_no_day() {
    for by in [hours(0).minus(Window::ROLLING), MONDAY] {
        let plan = plan_of(1, by, &Window::Rolling, &ledger_of(&[]));
        assert_eq!(plan.possible, by == MONDAY, "today's work isn't over");
    }
    let far = plan_of(0, hours(10_000 * 24), &Window::Rolling, &ledger_of(&[]));
    assert!(far.possible && far.days.len() < 270);
}

#[test]
fn seven_days_in_a_row_never_have_more_than_the_limit() {
    let working = WorkingTime { days: [true; 7], ..WorkingTime::default() };
    let wish = Wish { number: 1_000, by: hours(30 * 24) };
    let none = ledger_of(&[]);
    let plan = plan(hours(9), wish, ALLOWANCE, &Window::Rolling, &working, &none, &Utc).unwrap();
    let planned = numbers(&plan);
    assert!(planned.windows(7).all(|seven| seven.iter().sum::<u32>() <= 100), "{planned:?}");
    assert_eq!(plan.most, 500, "on the 1st, 8th, 15th, 22nd and 29th day");
}

#[test]
fn a_plan_never_counts_more_than_the_limit_in_any_window() {
    for window in [Window::Rolling, Window::Calendar(Reset::pacific())] {
        let sent = ledger_of(&[(hours(2).minus(Window::ROLLING), 30), (hours(3), 35)]);
        for number in [0, 1, 64, 65, 66, 250, 1_000] {
            let plan = plan_of(number, hours(40 * 24), &window, &sent);
            assert!(plan.days.iter().all(|day| day.used <= 100), "{number}");
            assert_eq!(plan.possible, number <= plan.most);
            assert_eq!(numbers(&plan).iter().sum::<u32>(), number.min(plan.most), "{window:?} {number}");
        }
    }
}
