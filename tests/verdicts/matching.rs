//! Which request belongs to which click: the order of the fits, each by a story that another order would tell
//! differently, and what is entered where a pair is known late.

use plimsoll::domain::detection::{DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId};
use plimsoll::domain::invitation::{Characters, Evidence, Place, Way};
use plimsoll::domain::ledger::{Change, Entry};

use crate::told::{ACCEPTED, MINUTE, REFUSED, SECOND, SEND, Told, UNCLEAR, at, connect};

const KEPT: i64 = 3_500;
const WEEK_MILLIS: i64 = 7 * 24 * 60 * MINUTE;

/// A direct send that was clicked then, with what the page showed of it.
fn direct(told: Told, attempt: u32, when: i64, shows: &[Happened]) -> Told {
    let mut told = told.page(when, attempt, connect(false));
    for happened in shows {
        told =
            told.page(if *happened == Happened::Kept { KEPT } else { when + 2 }, attempt, happened.clone());
    }
    told
}

/// The two of a story, in the order in which they were clicked, and one request after both.
fn one_of_two(first: &[Happened], second: &[Happened], phase: RequestPhase) -> Vec<Evidence> {
    let told = direct(direct(Told::default(), 1, 0, first), 2, 10, second);
    told.request("7", Way::Direct, 20, (30, phase)).in_the_end()
}

use Happened::{Denied, Flipped, Kept, Reverted};

#[test]
fn an_accepted_request_goes_first_with_what_looks_sent() {
    assert_eq!(one_of_two(&[Flipped, Kept], &[], ACCEPTED).len(), 1);
    assert_eq!(one_of_two(&[Flipped, Kept], &[Flipped, Denied], ACCEPTED).len(), 2);
    // One whose address doesn't tell the way agrees with any.
    let told = direct(Told::default(), 1, 0, &[Flipped, Kept]).page(10, 2, SEND);
    assert_eq!(told.request("7", Way::Unknown, 20, (30, ACCEPTED)).in_the_end().len(), 1);
}

#[test]
fn a_refused_one_goes_first_with_what_turned_back() {
    assert_eq!(one_of_two(&[Flipped, Reverted], &[Flipped], REFUSED).len(), 1);
    assert_eq!(one_of_two(&[Flipped, Reverted], &[Flipped], UNCLEAR).len(), 2);
    // And before it goes with what was denied: by that more is counted.
    assert_eq!(one_of_two(&[Flipped, Reverted], &[Flipped, Denied], REFUSED).len(), 1);
}

#[test]
fn a_refused_one_goes_with_what_was_denied_before_it_goes_with_what_shows_nothing() {
    assert_eq!(one_of_two(&[Flipped, Denied], &[], REFUSED).len(), 0);
    assert_eq!(one_of_two(&[Flipped, Denied], &[Flipped], REFUSED).len(), 1);
    // One that LinkedIn accepted doesn't.
    assert_eq!(one_of_two(&[Denied], &[Flipped, Denied], ACCEPTED).len(), 2);
}

#[test]
fn any_goes_with_what_shows_nothing_before_it_contradicts_what_is_shown() {
    assert_eq!(one_of_two(&[], &[Flipped, Reverted], ACCEPTED).len(), 1);
}

#[test]
fn a_control_that_turned_back_goes_with_an_accepted_request_only_if_no_other_claims_it() {
    let told = direct(Told::default(), 1, 0, &[Flipped, Denied]);
    let told = direct(told, 2, 10, &[Flipped, Reverted]).request("7", Way::Direct, 20, (30, ACCEPTED));
    let open = told.request_of(("8", 1), Way::Direct, (25, RequestPhase::Started));
    assert_eq!(open.in_the_end().len(), 2);
}

#[test]
fn of_several_that_fit_a_request_takes_the_latest_and_each_takes_one() {
    let feed = Happened::Connect { place: Place::Feed, link: false, rule: Rule::Key };
    let told = Told::default().page(0, 1, feed).page(2, 1, Flipped).page(KEPT, 1, Kept);
    let told = direct(told, 2, 10, &[Flipped, Kept]).request("7", Way::Direct, 20, (30, ACCEPTED));
    let mut told = told.request("8", Way::Direct, 4, (30, ACCEPTED));
    told.settled(4 * SECOND);
    let sent: Vec<_> =
        told.counted().into_iter().map(|one| (one.at, one.place, one.id.to_string())).collect();
    let named = |began: i64, id: &str| format!("{}.{id}", at(began).as_millis());
    assert_eq!(sent, [(at(4), Place::Feed, named(4, "8")), (at(20), Place::Search, named(20, "7"))]);
    assert_eq!(told.evidence(), [Evidence::Confirmed; 2]);
}

#[test]
fn one_click_explains_one_request() {
    let told = direct(Told::default(), 1, 0, &[Flipped, Kept]).request("7", Way::Direct, 3, (10, ACCEPTED));
    let told = told.request("8", Way::Direct, 4, (11, ACCEPTED));
    assert_eq!(told.in_the_end(), [Evidence::Confirmed, Evidence::Network]);
}

#[test]
fn a_request_of_another_way_is_better_than_none_and_one_of_another_tab_is_none() {
    let flipped = || direct(Told::default(), 1, 0, &[Flipped]);
    let mut told = flipped().request("7", Way::Dialog, 20, (30, UNCLEAR));
    told.settled(SECOND);
    // The click knows better how it was sent.
    assert_eq!(told.counted().iter().map(|one| one.way).collect::<Vec<_>>(), [Way::Direct]);
    for (tab, number) in [(2, 2), (0, 2), (-1, 1)] {
        let told = flipped().request_of(("7", tab), Way::Direct, (20, UNCLEAR));
        assert_eq!(told.in_the_end().len(), number, "tab {tab}");
    }
}

#[test]
fn what_a_later_click_could_as_well_have_caused_is_not_sure() {
    let second = |way: Happened, began: i64| {
        let told = direct(Told::default(), 1, 0, &[Flipped, Kept]).page(10, 2, way);
        told.request("7", Way::Direct, began, (30, ACCEPTED)).in_the_end()
    };
    assert_eq!(second(connect(false), 20), [Evidence::Unconfirmed]);
    assert_eq!(second(connect(false), 10), [Evidence::Unconfirmed]);
    // A click of another way, or after the request, could not.
    assert_eq!(second(SEND, 20), [Evidence::Confirmed]);
    assert_eq!(second(connect(false), 9), [Evidence::Confirmed]);
    // Nor one in another tab.
    let mut told =
        direct(Told::default(), 1, 0, &[Flipped, Kept]).request("7", Way::Direct, 20, (30, ACCEPTED));
    let signal = Signal { number: 1, at: at(10), attempt: 1, happened: connect(false) };
    told.detector.hear(&DocumentId("other".into()), TabId(2), &signal);
    assert_eq!(told.in_the_end(), [Evidence::Confirmed]);
}

/// Found by `no_proof_without_acceptance`, once in half a million stories: the first was answered well and turned back,
/// the second was refused and the page went away before it could show that. Each request took the other's click.
#[test]
fn two_clicks_before_both_requests_prove_neither() {
    let told = direct(Told::default(), 1, 0, &[Flipped, Reverted]);
    let told = direct(told, 2, 10, &[Flipped, Kept]).request("7", Way::Direct, 20, (30, ACCEPTED));
    assert_eq!(told.request("8", Way::Direct, 25, (40, REFUSED)).in_the_end(), [Evidence::Unconfirmed]);
    let told = direct(direct(Told::default(), 1, 0, &[Flipped, Kept]), 2, 10, &[Flipped, Kept]);
    let told =
        told.request("7", Way::Direct, 12, (30, ACCEPTED)).request("8", Way::Direct, 20, (31, ACCEPTED));
    assert_eq!(told.in_the_end(), [Evidence::Unconfirmed; 2]);
    // Clicks of two ways tell which request is whose.
    let told = Told::default().page(0, 1, SEND).page(2, 1, Happened::DialogClosed);
    let told = direct(told, 2, 10, &[Flipped, Kept]).request("7", Way::Direct, 12, (30, ACCEPTED));
    let told = told.request("8", Way::Dialog, 20, (31, ACCEPTED));
    assert_eq!(told.in_the_end(), [Evidence::Confirmed; 2]);
}

#[test]
fn the_connect_click_whose_dialog_sent_gives_the_place_and_sends_nothing_itself() {
    // Of those before it in the tab, the latest; one that looks sent is none.
    let told = Told::default().page(0, 1, connect(true)).page(10, 2, connect(false)).page(12, 2, Flipped);
    let told = told.page(20, 3, SEND).page(30, 3, Happened::DialogClosed).page(KEPT, 3, Kept);
    let mut told = told.page(KEPT, 2, Kept);
    told.settled(4 * SECOND);
    let seen: Vec<_> = told.counted().into_iter().map(|one| (one.at, one.place, one.way)).collect();
    assert_eq!(seen, [(at(10), Place::Search, Way::Direct), (at(20), Place::Search, Way::Dialog)]);
}

#[test]
fn a_dialog_in_a_frame_was_opened_from_the_page_around_it() {
    // Each of the two numbers its own attempts.
    let mut told = Told::default().page(0, 1, connect(true));
    let send = Signal { number: 1, at: at(20), attempt: 1, happened: SEND };
    told.detector.hear(&DocumentId("frame".into()), TabId(1), &send);
    told = told.request("7", Way::Dialog, 21, (30, ACCEPTED));
    told.settled(SECOND);
    assert_eq!(told.counted().iter().map(|one| one.place).collect::<Vec<_>>(), [Place::Search]);
}

/// The browser tells of the request before the page tells of the dialog's button.
#[test]
fn an_invitation_was_sent_when_its_request_was() {
    let told = Told::default().page(0, 1, connect(false)).page(10, 1, Happened::DialogOpened);
    let mut told = told.request("7", Way::Dialog, 20 * SECOND + 5, (20 * SECOND + 9, ACCEPTED));
    told.settled(20 * SECOND + 9);
    let mut told = told.page(20 * SECOND, 2, SEND).page(21 * SECOND, 2, Happened::DialogClosed);
    assert_eq!(told.settled(22 * SECOND).0, [Evidence::Confirmed]);
    assert_eq!(told.counted()[0].at, at(20 * SECOND + 5));
}

#[test]
fn of_several_clicks_that_may_have_opened_the_dialog_it_was_the_latest() {
    let feed = Happened::Connect { place: Place::Feed, link: false, rule: Rule::Key };
    let mut told = Told::default().page(0, 1, feed).page(10, 2, connect(false)).page(20, 3, SEND);
    told = told.request("7", Way::Dialog, 21, (30, ACCEPTED));
    told.settled(SECOND);
    assert_eq!(told.counted().iter().map(|one| one.place).collect::<Vec<_>>(), [Place::Search]);
}

#[test]
fn a_click_that_opened_a_dialog_leaves_a_direct_send_before_it_sure() {
    let told = direct(Told::default(), 1, 0, &[Flipped, Kept]).page(10, 2, connect(false)).page(15, 3, SEND);
    let told =
        told.request("7", Way::Direct, 20, (30, ACCEPTED)).request("8", Way::Dialog, 21, (30, ACCEPTED));
    assert_eq!(told.in_the_end(), [Evidence::Confirmed; 2]);
}

#[test]
fn a_click_after_the_send_or_in_another_tab_opened_no_dialog() {
    let mut told = Told::default().page(20, 1, SEND).page(30, 1, Happened::DialogClosed).page(KEPT, 1, Kept);
    let elsewhere = Signal { number: 1, at: at(0), attempt: 1, happened: connect(true) };
    told.detector.hear(&DocumentId("other".into()), TabId(2), &elsewhere);
    let again = Happened::Send { place: Place::Profile, note: Some(Characters(4)) };
    told = told.page(40, 2, connect(true)).page(21, 1, again);
    told.settled(4 * SECOND);
    let seen: Vec<_> = told.counted().into_iter().map(|one| (one.place, one.note)).collect();
    assert_eq!(seen, [(Place::Profile, Some(Characters(4)))]);
}

#[test]
fn a_click_that_was_only_supposed_to_open_a_dialog_and_flips_sent_by_itself() {
    let sent = |link| {
        let told = Told::default().page(0, 1, connect(link)).page(20, 2, SEND).page(25, 1, Flipped);
        told.page(KEPT, 1, Kept).in_the_end().len()
    };
    assert_eq!((sent(false), sent(true)), (1, 0));
    let opened = Told::default().page(0, 1, connect(false)).page(9, 1, Happened::DialogOpened);
    assert_eq!(opened.page(25, 1, Flipped).page(KEPT, 1, Kept).in_the_end().len(), 0);
}

#[test]
fn a_click_and_a_request_that_were_entered_apart_are_one_once_they_are_known_to_be() {
    let corrections =
        |told: &Told| told.ledger.entries().filter(|entry| matches!(entry, Entry::Correction(_))).count();
    // The click alone was entered; then its request is heard of. The record stays.
    let mut told = direct(Told::default(), 1, 0, &[Flipped, Kept]);
    assert_eq!(told.settled(4 * SECOND).0, [Evidence::Unconfirmed]);
    let mut told = told.request("7", Way::Direct, 3, (10, ACCEPTED));
    assert_eq!(told.settled(5 * SECOND).0, [Evidence::Confirmed]);
    assert_eq!(corrections(&told), 0);
    // Both were, each by itself, for of the request only the end was heard, too late for that click; then when it began.
    let told = direct(Told::default(), 1, 0, &[Flipped, Kept]);
    let mut told = told.request_of(("7", 1), Way::Direct, (40 * SECOND, ACCEPTED));
    assert_eq!(told.settled(41 * SECOND).0, [Evidence::Unconfirmed, Evidence::Network]);
    let mut told = told.request_of(("7", 1), Way::Direct, (3, RequestPhase::Started));
    assert_eq!(told.settled(42 * SECOND).0, [Evidence::Unconfirmed]);
    assert_eq!(corrections(&told), 1);
}

#[test]
fn what_is_learnt_of_an_invitation_is_entered_beside_it_even_in_another_week() {
    // Stored by weeks: it is sent in the last millisecond of one, its request begins in the next.
    let week = WEEK_MILLIS - at(0).as_millis() % WEEK_MILLIS;
    let told = Told::default().page(week - 1, 1, connect(false)).page(week + 5, 1, Flipped);
    let mut told = told.page(week + KEPT, 1, Kept);
    assert_eq!(told.settled(week + KEPT).0, [Evidence::Unconfirmed]);
    let mut told = told.request("7", Way::Direct, week + 3, (week + 10, ACCEPTED));
    assert_eq!(told.settled(week + KEPT + 1).0, [Evidence::Confirmed]);
    assert_eq!(told.counted()[0].at, at(week - 1));
}

#[test]
fn a_click_that_is_heard_of_late_tells_more_even_where_it_makes_nothing_surer() {
    let nowhere = Happened::Connect { place: Place::Unknown, link: false, rule: Rule::Key };
    let noted = Happened::Send { place: Place::Unknown, note: Some(Characters(4)) };
    let cases = [
        (Way::Direct, connect(false), (Place::Search, Way::Direct, None)),
        (Way::Unknown, nowhere, (Place::Unknown, Way::Direct, None)),
        (Way::Dialog, noted, (Place::Unknown, Way::Dialog, Some(Characters(4)))),
    ];
    for (way, click, expected) in cases {
        let mut told = Told::default().request("7", way, 3, (10, UNCLEAR));
        assert_eq!(told.settled(20).0, [Evidence::Unconfirmed]);
        let mut told = told.page(0, 1, click);
        assert_eq!(told.settled(30).0, [Evidence::Unconfirmed]);
        let seen: Vec<_> = told.counted().into_iter().map(|one| (one.place, one.way, one.note)).collect();
        assert_eq!(seen, [expected]);
    }
}

#[test]
fn what_was_taken_back_and_counts_again_says_each_with_an_entry_of_its_own() {
    // Accepted; then the control turned back; then another, which had, is heard to be that request's.
    let mut told = direct(Told::default(), 1, 0, &[Flipped]).request("7", Way::Direct, 3, (10, ACCEPTED));
    assert_eq!(told.settled(100).0.len(), 1);
    told = told.page(200, 1, Reverted);
    assert_eq!(told.settled(300).0.len(), 0);
    told = told.page(2, 2, connect(false));
    assert_eq!(told.settled(400).0.len(), 1);
    let mut words = Vec::new();
    for entry in told.ledger.entries() {
        if let Entry::Correction(word) = entry {
            words.push((word.id.rsplit('.').next().map(str::to_owned), word.at, word.change));
        }
    }
    let said = |number: &str, when, change| (Some(number.to_owned()), at(when), change);
    assert_eq!(words, [said("1", 300, Change::Refuted), said("2", 400, Change::Restored)]);
}

#[test]
fn proof_that_belonged_to_another_is_entered_anew() {
    let mut told =
        direct(Told::default(), 1, 0, &[Flipped, Kept]).request("7", Way::Direct, 20, (30, ACCEPTED));
    assert_eq!(told.settled(4 * SECOND).0, [Evidence::Confirmed]);
    let first = told.counted()[0].id.clone();
    // A click in between is heard of late: it may as well have been that one.
    told = told.page(10, 2, connect(false));
    assert_eq!(told.settled(5 * SECOND).0, [Evidence::Unconfirmed]);
    assert_ne!(told.counted()[0].id, first);
    assert_eq!(told.in_the_end(), [Evidence::Unconfirmed]);
}

#[test]
fn requests_are_known_by_name_tab_and_time() {
    let two = |told: Told| told.in_the_end().len();
    let once = || Told::default().request("7", Way::Direct, 3, (10, ACCEPTED));
    // Told again, in part and late: the same.
    assert_eq!(two(once().request_of(("7", 1), Way::Direct, (3, RequestPhase::Started))), 1);
    assert_eq!(two(once().request_of(("7", 1), Way::Direct, (10, REFUSED))), 1);
    assert_eq!(two(once().request_of(("7", 2), Way::Direct, (10, ACCEPTED))), 2);
    // A browser that was started anew begins with the same names.
    assert_eq!(two(once().request("7", Way::Direct, 11, (12, ACCEPTED))), 2);
    // The end may be heard of before the beginning, which tells when it was.
    let told = direct(Told::default(), 1, 0, &[Flipped, Kept]).page(3_000, 2, connect(false));
    let told = told.request_of(("7", 1), Way::Direct, (3_200, ACCEPTED));
    let told = told.request_of(("7", 1), Way::Direct, (3, RequestPhase::Started));
    assert_eq!(told.in_the_end(), [Evidence::Confirmed]);
}

#[test]
fn a_request_began_when_it_is_said_to_have_even_if_the_clock_was_set_back_before_its_end() {
    let told = Told::default().page(0, 1, connect(false)).page(2, 1, Flipped);
    let told = told.request("7", Way::Direct, 10, (300 - 2 * SECOND, ACCEPTED)).page(KEPT, 1, Kept);
    assert_eq!(told.in_the_end(), [Evidence::Confirmed]);
}

#[test]
fn a_request_of_no_known_way_never_goes_with_a_click_that_opened_a_dialog_before_it_goes_with_one_that_sent()
{
    for (phase, expected) in [(REFUSED, &[][..]), (UNCLEAR, &[Evidence::Unconfirmed])] {
        let told = Told::default().page(0, 1, connect(true)).page(10, 1, Happened::DialogOpened);
        let told = told.page(SECOND, 2, SEND).request("7", Way::Unknown, SECOND + 10, (SECOND + 200, phase));
        let told = told.page(SECOND + 210, 2, Happened::DialogClosed).page(SECOND + KEPT, 2, Kept);
        assert_eq!(told.in_the_end(), expected);
    }
}

#[test]
fn a_request_that_several_rules_tell_of_is_for_several_if_one_of_them_says_so() {
    for rules in [[false, true], [true, false]] {
        let mut told = Told::default();
        for several in rules {
            told.detector.observe(&RequestSignal {
                id: "7".into(),
                tab: TabId(1),
                way: Way::Unknown,
                several,
                at: at(3),
                phase: RequestPhase::Started,
            });
        }
        told = told.request_of(("7", 1), Way::Unknown, (10, ACCEPTED));
        assert_eq!(told.detector.settle(at(20)).several.len(), 1, "{rules:?}");
    }
}

#[test]
fn accepted_ones_of_which_the_page_never_showed_anything_are_counted_once_they_are_forgotten() {
    let mute = |shows: &[Happened], phase: RequestPhase| {
        let told = direct(Told::default(), 1, 0, shows).request("7", Way::Direct, 3, (10, phase));
        let mut told = told;
        let young = told.detector.settle(at(30 * 60 * SECOND)).mute;
        (
            young,
            told.detector.settle(at(40 * 60 * SECOND)).mute,
            told.detector.settle(at(41 * 60 * SECOND)).mute,
        )
    };
    assert_eq!(mute(&[], ACCEPTED), (0, 1, 0));
    for shows in [&[Flipped][..], &[Denied], &[Reverted]] {
        assert_eq!(mute(shows, ACCEPTED), (0, 0, 0), "{shows:?}");
    }
    for phase in [REFUSED, UNCLEAR] {
        assert_eq!(mute(&[], phase.clone()), (0, 0, 0), "{phase:?}");
    }
}
