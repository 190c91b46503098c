//! The table of rules, walked rule by rule.

use std::collections::BTreeSet;

use super::*;
use crate::domain::allowance::Buffer;
use crate::domain::window::Reset;
use crate::domain::zone::Utc;

const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);
const WANTED: Wanted<'_> = Wanted { off: &[], quiet: false };

fn calm() -> Situation {
    Situation {
        used: 0,
        allowance: Allowance { limit: 100, buffer: Buffer::Number(80) },
        dialog: false,
        lately: (0, Burst::default()),
        ramp_up: None,
        notes: None,
        restricted: false,
    }
}

fn month_end() -> Timestamp {
    NOW.plus(Duration::from_secs(20 * 24 * 3_600))
}

fn rolling(now: Timestamp) -> Span {
    Window::Rolling.span(now, &Utc)
}

fn calendar(now: Timestamp) -> Span {
    Window::Calendar(Reset::local_monday()).span(now, &Utc)
}

/// For each rule: one before its edge, at it, and one after.
fn edges() -> Vec<(Warning, Situation, Situation, Situation)> {
    let used = |used| Situation { used, ..calm() };
    let open = |used| Situation { used, dialog: true, ..calm() };
    let lately = |number| Situation { lately: (number, Burst::default()), ..calm() };
    let ramp_up = |used| Situation { used, ramp_up: Some(20), ..calm() };
    let notes = |left| Situation { notes: Some((left, month_end())), ..calm() };
    let restricted = Situation { restricted: true, ..calm() };
    vec![
        (Warning::BeforeBuffer, open(78), open(79), used(79)),
        (Warning::BeforeLimit, open(98), open(99), used(99)),
        (Warning::BeyondLimit, open(99), open(100), open(101)),
        (Warning::Buffer, used(79), used(80), used(81)),
        (Warning::Limit, used(99), used(100), used(101)),
        (Warning::Burst, lately(9), lately(10), lately(11)),
        (Warning::RampUp, ramp_up(19), ramp_up(20), ramp_up(21)),
        (Warning::LastNote, notes(1), notes(0), notes(0)),
        (Warning::Restriction, calm(), restricted, restricted),
    ]
}

fn holds(warning: Warning, situation: &Situation) -> bool {
    let rule = RULES.iter().find(|rule| rule.warning == warning).unwrap();
    (rule.holds)(situation) == Some(true)
}

/// What is said of that warning alone, with all others off.
fn say(marks: &mut Marks, warning: Warning, now: Timestamp, situation: &Situation, span: Span) -> usize {
    let off: Vec<Warning> = RULES.iter().map(|rule| rule.warning).filter(|other| *other != warning).collect();
    marks.look(now, situation, span, Wanted { off: &off, quiet: false }).len()
}

#[test]
fn every_warning_has_one_rule_and_its_edges_are_walked() {
    let ruled: Vec<Warning> = RULES.iter().map(|rule| rule.warning).collect();
    let walked: Vec<Warning> = edges().iter().map(|(warning, ..)| *warning).collect();
    assert_eq!(ruled, walked);
    assert_eq!(ruled.iter().collect::<BTreeSet<_>>().len(), RULES.len());
}

#[test]
fn each_rule_holds_from_its_edge_on() {
    for (warning, before, at, after) in edges() {
        assert!(!holds(warning, &before), "{warning:?} before");
        assert!(holds(warning, &at), "{warning:?} at");
        // What comes before a crossing no longer holds once that is done.
        let ends = matches!(warning, Warning::BeforeBuffer | Warning::BeforeLimit);
        assert_eq!(holds(warning, &after), !ends, "{warning:?} after");
    }
}

#[test]
fn a_warning_that_covers_more_than_one_step_is_said_alone() {
    let at_once = Situation { used: 100, ..calm() };
    assert_eq!(Marks::default().look(NOW, &at_once, rolling(NOW), WANTED), [Warning::Limit]);
    let narrow = Allowance { limit: 100, buffer: Buffer::Number(100) };
    let last = Situation { used: 99, allowance: narrow, dialog: true, ..calm() };
    assert_eq!(Marks::default().look(NOW, &last, rolling(NOW), WANTED), [Warning::BeforeLimit]);
}

#[test]
fn each_is_said_once_when_it_begins_to_hold() {
    for (warning, before, at, _) in edges() {
        let mut marks = Marks::default();
        assert_eq!(say(&mut marks, warning, NOW, &before, rolling(NOW)), 0, "{warning:?}");
        assert_eq!(say(&mut marks, warning, NOW, &at, rolling(NOW)), 1, "{warning:?}");
        for _ in 0..3 {
            assert_eq!(say(&mut marks, warning, NOW, &at, rolling(NOW)), 0, "{warning:?}");
        }
    }
}

#[test]
fn none_is_repeated_within_a_rolling_window_and_each_may_be_after_it() {
    let later = |millis: i64| Timestamp::from_millis(NOW.plus(Window::ROLLING).as_millis() + millis);
    for (warning, before, at, _) in edges() {
        let rule = RULES.iter().find(|rule| rule.warning == warning).unwrap();
        for (again, expected) in [(-1, 0), (0, 1), (1, 1)] {
            let mut marks = Marks::default();
            assert_eq!(say(&mut marks, warning, NOW, &at, rolling(NOW)), 1);
            say(&mut marks, warning, NOW, &before, rolling(NOW));
            let again = later(again);
            let said = say(&mut marks, warning, again, &at, rolling(again));
            let expected = match rule.period {
                Period::Window => expected,
                // The month isn't over by then.
                Period::Month => 0,
                Period::Itself => 1,
            };
            assert_eq!(said, expected, "{warning:?}");
        }
    }
}

#[test]
fn of_another_line_limit_or_part_of_the_plan_each_is_said_anew() {
    let limited =
        |used, limit| Situation { used, allowance: Allowance { limit, ..calm().allowance }, ..calm() };
    let planned = |used, target| Situation { used, ramp_up: Some(target), ..calm() };
    for (warning, at, higher) in [
        (Warning::Limit, limited(100, 100), limited(160, 160)),
        (Warning::RampUp, planned(20, 20), planned(30, 30)),
    ] {
        let mut marks = Marks::default();
        let mut said = |situation| say(&mut marks, warning, NOW, situation, rolling(NOW));
        let below = Situation { used: 0, ..higher };
        assert_eq!([&at, &below, &higher, &below, &higher].map(&mut said), [1, 0, 1, 0, 0], "{warning:?}");
    }
}

#[test]
fn what_holds_on_is_not_said_again_when_a_rolling_window_has_passed() {
    let mut marks = Marks::default();
    let over = Situation { used: 90, ..calm() };
    assert_eq!(say(&mut marks, Warning::Buffer, NOW, &over, rolling(NOW)), 1);
    let later = NOW.plus(Window::ROLLING * 2);
    assert_eq!(say(&mut marks, Warning::Buffer, later, &over, rolling(later)), 0);
}

#[test]
fn a_new_week_of_the_calendar_and_a_new_month_are_new() {
    let notes = |renews| Situation { notes: Some((0, renews)), ..calm() };
    let over = Situation { used: 90, ..calm() };
    let reset = calendar(NOW).reset.unwrap();
    let before = |at: Timestamp| Timestamp::from_millis(at.as_millis() - 1);
    let mut marks = Marks::default();
    assert_eq!(say(&mut marks, Warning::Buffer, NOW, &over, calendar(NOW)), 1);
    assert_eq!(say(&mut marks, Warning::Buffer, before(reset), &over, calendar(before(reset))), 0);
    assert_eq!(say(&mut marks, Warning::Buffer, reset, &over, calendar(reset)), 1);
    let (end, next) = (month_end(), month_end().plus(Duration::from_secs(1)));
    assert_eq!(say(&mut marks, Warning::LastNote, NOW, &notes(end), rolling(NOW)), 1);
    assert_eq!(say(&mut marks, Warning::LastNote, before(end), &notes(end), rolling(before(end))), 0);
    assert_eq!(say(&mut marks, Warning::LastNote, end, &notes(next), rolling(end)), 1);
}

#[test]
fn each_can_be_turned_off() {
    for (warning, _, at, _) in edges() {
        let off = [warning];
        let said = Marks::default().look(NOW, &at, rolling(NOW), Wanted { off: &off, quiet: false });
        assert!(!said.contains(&warning), "{warning:?}");
    }
}

#[test]
fn none_is_said_while_it_is_quiet_nor_afterwards() {
    for (warning, _, at, _) in edges() {
        let mut marks = Marks::default();
        let quiet = Wanted { off: &[], quiet: true };
        assert_eq!(marks.look(NOW, &at, rolling(NOW), quiet), []);
        assert_eq!(say(&mut marks, warning, NOW, &at, rolling(NOW)), 0, "{warning:?}");
    }
}

#[test]
fn what_was_off_when_it_was_crossed_is_said_at_the_next_crossing() {
    let mut marks = Marks::default();
    let (below, over) = (Situation { used: 79, ..calm() }, Situation { used: 80, ..calm() });
    let off = [Warning::Buffer];
    marks.look(NOW, &over, rolling(NOW), Wanted { off: &off, quiet: false });
    marks.look(NOW, &below, rolling(NOW), WANTED);
    assert_eq!(marks.look(NOW, &over, rolling(NOW), WANTED), [Warning::Buffer]);
}

#[test]
fn what_is_not_known_now_changes_nothing() {
    let mut marks = Marks::default();
    let none_left = Situation { notes: Some((0, month_end())), ..calm() };
    assert_eq!(say(&mut marks, Warning::LastNote, NOW, &none_left, rolling(NOW)), 1);
    assert_eq!(say(&mut marks, Warning::LastNote, NOW, &calm(), rolling(NOW)), 0);
    assert_eq!(say(&mut marks, Warning::LastNote, NOW, &none_left, rolling(NOW)), 0);
}

#[test]
fn a_clock_that_was_years_ahead_silences_nothing() {
    let mut marks = Marks::default();
    let ahead = NOW.plus(Duration::from_secs(400 * 24 * 3_600));
    let over = Situation { used: 80, ..calm() };
    assert_eq!(say(&mut marks, Warning::Buffer, ahead, &over, rolling(ahead)), 1);
    assert_eq!(say(&mut marks, Warning::Buffer, NOW, &over, rolling(NOW)), 1);
}

#[test]
fn a_calm_account_leaves_nothing_to_remember() {
    let mut marks = Marks::default();
    marks.look(NOW, &calm(), rolling(NOW), WANTED);
    assert_eq!(marks, Marks::default());
}

#[test]
fn the_level_that_an_open_dialog_would_cross_to_is_told() {
    let crossed = |used, dialog| Situation { used, dialog, ..calm() }.would_cross();
    assert_eq!(
        [78, 79, 80, 98].map(|used| crossed(used, true)),
        [None, Some(Level::BufferReached), None, None]
    );
    assert_eq!([99, 100, 101].map(|used| crossed(used, true)), [Some(Level::LimitReached); 3]);
    assert_eq!([79, 99, 100].map(|used| crossed(used, false)), [None; 3]);
}

#[test]
fn a_second_restriction_in_the_same_window_is_another() {
    let restricted = |restricted| Situation { restricted, ..calm() };
    let mut marks = Marks::default();
    let said = [true, false, true]
        .map(|now| say(&mut marks, Warning::Restriction, NOW, &restricted(now), calendar(NOW)));
    assert_eq!(said, [1, 0, 1]);
}

#[test]
fn a_note_that_was_the_last_on_the_first_of_a_long_month_is_said_once() {
    let renews = NOW.plus(Duration::from_secs(31 * 24 * 3_600));
    let notes = |left| Situation { notes: Some((left, renews)), ..calm() };
    let mut marks = Marks::default();
    let said = [0, 1, 0].map(|left| say(&mut marks, Warning::LastNote, NOW, &notes(left), rolling(NOW)));
    assert_eq!(said, [1, 0, 0]);
}
