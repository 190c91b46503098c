//! How a restriction begins, is asked about, and ends.

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);

fn after(hours: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(hours * HOUR))
}

fn seen(at: Timestamp) -> Restriction {
    Restriction::seen(at, Cause::Shown, 100, 100)
}

fn begun(since: Timestamp) -> Restriction {
    Restriction::seen(since, Cause::Said, 100, 100)
}

fn phase(restrictions: &Restrictions, at: Timestamp) -> Option<Phase> {
    restrictions.phase(at).map(|(phase, _)| phase)
}

#[test]
fn what_was_seen_asks_and_what_the_user_says_holds() {
    let mut restrictions = Restrictions::default();
    restrictions.see(seen(NOW));
    assert_eq!((phase(&restrictions, NOW), restrictions.holds(NOW)), (Some(Phase::Asked), false));
    restrictions.say(Word::Confirmed, after(1), begun);
    assert_eq!((phase(&restrictions, after(1)), restrictions.holds(after(1))), (Some(Phase::Holding), true));
    restrictions.say(Word::Ended, after(2), begun);
    assert_eq!(phase(&restrictions, after(2)), None);
    assert!(restrictions.0[0].is_certain());
}

#[test]
fn a_first_one_ends_between_a_day_and_a_week_and_a_second_not_before_two_days() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Begun(NOW), NOW, begun);
    let (_, first) = restrictions.phase(NOW).unwrap();
    assert_eq!(first, Expected { earliest: after(24), latest: after(168) });
    restrictions.say(Word::Ended, after(30), begun);
    restrictions.say(Word::Begun(after(40)), after(40), begun);
    let (_, second) = restrictions.phase(after(40)).unwrap();
    assert_eq!(second, Expected { earliest: after(40 + 48), latest: after(40 + 168) });
}

#[test]
fn from_250_over_the_limit_it_is_two_weeks() {
    let latest = |used| Restriction::seen(NOW, Cause::Said, used, 100).expected(true).latest;
    assert_eq!([latest(349), latest(350), latest(351)], [after(168), after(336), after(336)]);
    assert_eq!(latest(0), after(168));
}

#[test]
fn it_is_due_when_it_should_be_over() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Begun(NOW), NOW, begun);
    let edge = after(168);
    let before = Timestamp::from_millis(edge.as_millis() - 1);
    assert_eq!(phase(&restrictions, before), Some(Phase::Holding));
    assert_eq!(phase(&restrictions, edge), Some(Phase::Due));
}

#[test]
fn the_days_left_are_whole_and_a_day_that_began_counts() {
    let expected = Expected { earliest: NOW, latest: after(48) };
    let left = |millis: i64| expected.days_left(Timestamp::from_millis(after(48).as_millis() - millis));
    const DAY: i64 = 24 * 3_600_000;
    assert_eq!([DAY + 1, DAY, DAY - 1].map(left), [2, 1, 1]);
    assert_eq!([1, 0, -1, -9 * DAY].map(left), [1, 0, 0, 0]);
    let endless = Expected { earliest: NOW, latest: Timestamp::from_millis(i64::MAX) };
    assert_eq!(endless.days_left(Timestamp::from_millis(i64::MIN)), u32::MAX);
}

#[test]
fn what_is_seen_again_while_one_is_open_is_the_same() {
    let mut restrictions = Restrictions::default();
    restrictions.see(seen(NOW));
    restrictions.see(seen(after(1)));
    restrictions.say(Word::Begun(after(2)), after(2), begun);
    assert_eq!(restrictions.0.len(), 1);
    assert_eq!((restrictions.0[0].since, restrictions.0[0].confirmed), (NOW, true));
}

#[test]
fn what_the_user_says_was_none_is_not_opened_again_by_the_same_message() {
    let mut restrictions = Restrictions::default();
    restrictions.see(seen(NOW));
    restrictions.say(Word::None, after(1), begun);
    restrictions.see(seen(NOW));
    restrictions.see(seen(after(1)));
    assert_eq!(restrictions.open(), None);
    assert!(!restrictions.0[0].is_certain());
    restrictions.see(seen(after(2)));
    assert!(restrictions.open().is_some());
}

#[test]
fn an_accepted_invitation_ends_it_if_it_was_sent_later() {
    let mut restrictions = Restrictions::default();
    restrictions.see(seen(NOW));
    restrictions.accepted(NOW);
    assert!(restrictions.open().is_some(), "that one was sent before");
    restrictions.accepted(after(1));
    assert_eq!(restrictions.open(), None);
    restrictions.accepted(after(2));
    assert_eq!(restrictions.0[0].ended, Some(after(1)));
}

#[test]
fn one_does_not_begin_in_the_future() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Begun(after(9)), NOW, begun);
    assert_eq!(restrictions.0[0].since, NOW);
}

#[test]
fn the_count_can_be_judged_even_after_the_end() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Count(true), NOW, begun);
    assert!(restrictions.0.is_empty());
    restrictions.say(Word::Begun(NOW), NOW, begun);
    assert_eq!(restrictions.0[0].count_right, None);
    restrictions.say(Word::Ended, after(1), begun);
    restrictions.say(Word::Count(false), after(2), begun);
    assert_eq!(restrictions.0[0].count_right, Some(false));
}

#[test]
fn what_was_none_makes_the_next_no_second_one() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Begun(NOW), NOW, begun);
    restrictions.say(Word::None, after(1), begun);
    assert!(!restrictions.0[0].is_certain(), "the user takes his own word back");
    restrictions.say(Word::Begun(after(2)), after(2), begun);
    let (_, expected) = restrictions.phase(after(2)).unwrap();
    assert_eq!(expected.earliest, after(2 + 24));
}

#[test]
fn of_one_that_is_over_nothing_but_its_count_is_said() {
    let mut restrictions = Restrictions::default();
    restrictions.see(seen(NOW));
    restrictions.accepted(after(1));
    let over = restrictions.clone();
    for word in [Word::Confirmed, Word::None, Word::Ended, Word::Unsaid] {
        restrictions.say(word, after(2), begun);
        assert_eq!(restrictions, over, "{word:?}");
    }
}

#[test]
fn what_was_said_by_mistake_is_as_if_it_had_not_been() {
    let mut restrictions = Restrictions::default();
    restrictions.say(Word::Begun(NOW), NOW, begun);
    restrictions.say(Word::Count(true), NOW, begun);
    restrictions.say(Word::Unsaid, after(1), begun);
    assert_eq!(restrictions, Restrictions::default());

    // What was seen is asked about again.
    let mut asked = Restrictions::default();
    asked.see(seen(NOW));
    for word in [Word::Confirmed, Word::Begun(after(1))] {
        let mut restrictions = asked.clone();
        restrictions.say(word, after(1), begun);
        restrictions.say(Word::Count(false), after(1), begun);
        restrictions.say(Word::Unsaid, after(2), begun);
        assert_eq!(restrictions, asked, "{word:?}");
    }
    // Of what nothing was said there is nothing to take back.
    asked.clone().say(Word::Unsaid, after(1), begun);
    assert_eq!(asked.phase(after(1)).map(|(phase, _)| phase), Some(Phase::Asked));
}
