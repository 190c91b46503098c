//! The tables of ARCHITECTURE.md on detection, cell by cell, and each length of patience at its edge: what
//! `tests/detection` holds in the large, of any story, is held here in the small.
#![allow(clippy::unwrap_used, reason = "what is unwrapped here the test has made itself")]

mod matching;
mod told;

use plimsoll::domain::detection::{DocumentId, Happened, RequestPhase, Signal, TabId};
use plimsoll::domain::invitation::{Characters, Evidence, Place, Way};

use told::{ACCEPTED, MINUTE, REFUSED, SECOND, SEND, Told, UNCLEAR, at, connect};

/// What a page shows of the attempt that was clicked at 0: nothing, sent, sent and kept, turned back; and the first three
/// where something was denied.
const COLUMNS: [&[(i64, Happened)]; 7] = [
    &[],
    &[(2, Happened::Flipped)],
    &[(2, Happened::Flipped), (3_002, Happened::Kept)],
    &[(2, Happened::Flipped), (2_000, Happened::Reverted)],
    &[(20, Happened::Denied)],
    &[(2, Happened::Flipped), (20, Happened::Denied)],
    &[(2, Happened::Flipped), (20, Happened::Denied), (3_002, Happened::Kept)],
];

/// The way of the attempt; that of the request and its end; what is expected where the page shows what [`COLUMNS`] has.
type Row = (Way, Option<(Way, Option<RequestPhase>)>, [&'static str; COLUMNS.len()]);

/// A cell: what is known at once, and what the waiting ends with.
fn cell(mut told: Told) -> String {
    let word = |evidence: &[Evidence]| match evidence {
        [] => "not",
        [Evidence::Network] => "network",
        [Evidence::Unconfirmed] => "unconfirmed",
        [Evidence::Confirmed] => "confirmed",
        _ => "more than one",
    };
    let (now, open) = told.settled(3_100);
    let Some(until) = open else { return word(&now).to_owned() };
    assert_eq!((&now[..], told.settled(until - 1)), (&[][..], (Vec::new(), open)), "nothing while it waits");
    let (then, open) = told.settled(until);
    assert_eq!(open, None);
    format!("{} at {until}", word(&then))
}

#[test]
fn every_cell_of_the_table_of_verdicts() {
    let clicks = |way| match way {
        Way::Dialog => SEND,
        Way::Direct => connect(false),
        Way::Unknown => connect(true),
    };
    let (sure, unsure, not) = ("confirmed", "unconfirmed", "not");
    let answer = "unconfirmed at 120003";
    let shown = ["unconfirmed at 30002", "unconfirmed at 30020"];
    let rows: [Row; 16] = [
        (
            Way::Dialog,
            Some((Way::Dialog, Some(ACCEPTED))),
            [sure, sure, sure, unsure, unsure, unsure, unsure],
        ),
        (
            Way::Direct,
            Some((Way::Direct, Some(ACCEPTED))),
            [unsure, unsure, sure, not, unsure, unsure, unsure],
        ),
        (
            Way::Direct,
            Some((Way::Unknown, Some(ACCEPTED))),
            [unsure, unsure, sure, unsure, unsure, unsure, unsure],
        ),
        (
            Way::Dialog,
            Some((Way::Unknown, Some(ACCEPTED))),
            [unsure, unsure, sure, unsure, unsure, unsure, unsure],
        ),
        // A click of the other way: LinkedIn's addresses change more often than its clicks.
        (
            Way::Direct,
            Some((Way::Dialog, Some(ACCEPTED))),
            [unsure, sure, sure, unsure, unsure, unsure, unsure],
        ),
        (
            Way::Dialog,
            Some((Way::Direct, Some(ACCEPTED))),
            [unsure, unsure, sure, not, unsure, unsure, unsure],
        ),
        (Way::Dialog, Some((Way::Dialog, Some(REFUSED))), [not; 7]),
        (Way::Direct, Some((Way::Direct, Some(REFUSED))), [not; 7]),
        (Way::Direct, Some((Way::Dialog, Some(REFUSED))), [not; 7]),
        (Way::Dialog, Some((Way::Dialog, Some(UNCLEAR))), [unsure; 7]),
        (Way::Direct, Some((Way::Direct, Some(UNCLEAR))), [unsure; 7]),
        (Way::Dialog, Some((Way::Dialog, None)), [answer, answer, unsure, answer, answer, answer, answer]),
        (Way::Direct, Some((Way::Direct, None)), [answer, answer, unsure, answer, answer, answer, answer]),
        (Way::Dialog, None, [not, shown[0], unsure, not, not, not, not]),
        (Way::Direct, None, [not, shown[0], unsure, not, not, shown[1], unsure]),
        (Way::Unknown, None, [not; 7]),
    ];
    for (way, request, expected) in rows {
        for (shows, expected) in COLUMNS.iter().zip(expected) {
            let mut told = Told::default().page(0, 1, clicks(way));
            for (when, happened) in *shows {
                told = told.page(*when, 1, happened.clone());
            }
            if let Some((way, end)) = &request {
                told = told.request_of(("7", 1), *way, (3, RequestPhase::Started));
                if let Some(phase) = end {
                    told = told.request_of(("7", 1), *way, (10, phase.clone()));
                }
            }
            assert_eq!(cell(told), expected, "{way:?} and {request:?} with {shows:?}");
        }
    }
}

#[test]
fn a_request_that_no_click_explains() {
    for (phase, expected) in [(ACCEPTED, "network"), (REFUSED, "not"), (UNCLEAR, "unconfirmed")] {
        for way in [Way::Dialog, Way::Direct, Way::Unknown] {
            assert_eq!(cell(Told::default().request("7", way, 3, (10, phase.clone()))), expected);
        }
    }
    let open = Told::default().request_of(("7", 1), Way::Dialog, (3, RequestPhase::Started));
    assert_eq!(cell(open), "unconfirmed at 120003");
}

#[test]
fn a_control_seen_kept_before_the_answer_confirms_nothing_and_at_the_answer_it_does() {
    for (kept, evidence) in [(9, Evidence::Unconfirmed), (10, Evidence::Confirmed), (11, Evidence::Confirmed)]
    {
        let told = Told::default().page(0, 1, connect(false)).page(2, 1, Happened::Flipped);
        let told = told.page(3, 1, Happened::Kept).page(kept, 1, Happened::Kept);
        assert_eq!(told.request("7", Way::Direct, 3, (10, ACCEPTED)).in_the_end(), [evidence], "{kept}");
    }
}

#[test]
fn what_is_kept_without_having_been_shown_proves_nothing() {
    let told =
        Told::default().page(0, 1, connect(false)).page(20, 1, Happened::Kept).page(30, 1, Happened::Flipped);
    assert_eq!(told.request("7", Way::Direct, 3, (10, ACCEPTED)).in_the_end(), [Evidence::Unconfirmed]);
}

#[test]
fn a_control_that_turned_back_sent_nothing_unless_it_says_pending_again() {
    let then = |happened: Happened| {
        let told = Told::default().page(0, 1, connect(false)).page(2, 1, Happened::Flipped);
        let told = told.page(9, 1, Happened::Reverted).page(12, 1, happened);
        told.request("7", Way::Direct, 3, (10, ACCEPTED)).in_the_end().len()
    };
    assert_eq!([Happened::Flipped, Happened::Removed, Happened::Kept].map(then), [1, 0, 0]);
}

#[test]
fn each_answer_means_what_it_says() {
    let ends = |phase: RequestPhase| cell(Told::default().request("7", Way::Dialog, 3, (10, phase)));
    for (status, expected) in [
        (199, "unconfirmed"),
        (200, "network"),
        (299, "network"),
        (300, "not"),
        (499, "not"),
        (500, "unconfirmed"),
        (998, "unconfirmed"),
        (999, "not"),
    ] {
        assert_eq!(ends(RequestPhase::Answered { status }), expected, "{status}");
    }
    for sent_on in [307, 308, 407] {
        // What it is answered then is what counts.
        for (end, expected) in [(ACCEPTED, "confirmed"), (REFUSED, "not")] {
            let told = Told::default().page(0, 1, SEND);
            let told = told.request("7", Way::Dialog, 3, (5, RequestPhase::Answered { status: sent_on }));
            assert_eq!(cell(told.request_of(("7", 1), Way::Dialog, (10, end))), expected, "{sent_on}");
        }
    }
    for never_left in [
        "INTERNET_DISCONNECTED",
        "NAME_NOT_RESOLVED",
        "CONNECTION_REFUSED",
        "ADDRESS_UNREACHABLE",
        "PROXY_CONNECTION_FAILED",
        "CONNECTION_TIMED_OUT",
        "BLOCKED_BY_CLIENT",
        "BLOCKED_BY_ADMINISTRATOR",
    ] {
        assert_eq!(
            ends(RequestPhase::Failed { error: format!("net::ERR_{never_left}") }),
            "not",
            "{never_left}"
        );
    }
    // What broke off behind its head was taken or not, but nobody knows what the page made of it.
    for error in ["net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_BLOCKED_BY_CLIENT"] {
        for (head, expected) in [(ACCEPTED, "unconfirmed"), (REFUSED, "not")] {
            let mut told = Told::default().request("7", Way::Dialog, 3, (5, head));
            told.settled(6);
            let broken = RequestPhase::Failed { error: error.into() };
            assert_eq!(cell(told.request_of(("7", 1), Way::Dialog, (10, broken))), expected, "{error}");
        }
    }
    for error in ["net::ERR_CONNECTION_RESET", "net::ERR_ABORTED", "NS_ERROR_ABORT", ""] {
        assert_eq!(ends(RequestPhase::Failed { error: error.into() }), "unconfirmed", "{error}");
    }
}

#[test]
fn a_request_follows_from_a_click_up_to_half_a_minute_after_the_last_that_the_page_showed() {
    let last = 500;
    for (began, expected) in
        [(last + 30_000, &[Evidence::Confirmed][..]), (last + 30_001, &[Evidence::Network])]
    {
        // Another click on the same begins the time anew, and so does what the page shows.
        let told = Told::default().page(0, 1, SEND).page(last, 1, SEND);
        let mut told = told.request("7", Way::Dialog, began, (began + 1, ACCEPTED));
        assert_eq!(told.settled(began + 1).0, expected, "{began}");
        let told = Told::default().page(0, 1, SEND).page(last, 1, Happened::DialogClosed);
        let mut told = told.request("7", Way::Dialog, began, (began + 1, REFUSED));
        let unexplained = usize::from(expected == [Evidence::Network]);
        assert_eq!(told.settled(began + 30_000).0.len(), unexplained, "{began}");
    }
}

#[test]
fn a_request_may_seem_to_begin_five_milliseconds_before_its_click() {
    for (began, expected) in [(-5, Evidence::Confirmed), (-6, Evidence::Network)] {
        let told = Told::default().page(0, 1, SEND).request("7", Way::Dialog, began, (1, ACCEPTED));
        assert_eq!(told.in_the_end(), [expected], "{began}");
    }
}

#[test]
fn facts_are_remembered_for_half_an_hour_and_a_pair_as_long_as_the_younger_of_the_two() {
    let open = Told::default().request_of(("6", 1), Way::Dialog, (3, RequestPhase::Started));
    assert_eq!(open.detector.answered(), 0);
    let mut told = Told::default().request("7", Way::Dialog, 3, (10, ACCEPTED));
    for (when, remembered) in [(10 + 30 * MINUTE, 1), (11 + 30 * MINUTE, 0)] {
        told.settled(when);
        assert_eq!(told.detector.answered(), remembered, "{when}");
    }
    let shown = 20 * SECOND;
    let pair = || Told::default().page(0, 1, SEND).request("7", Way::Dialog, 3, (10, ACCEPTED));
    let mut told = pair().page(shown, 1, Happened::DialogClosed);
    for (when, remembered) in [(shown + 30 * MINUTE, 1), (shown + 30 * MINUTE + 1, 0)] {
        assert_eq!(told.settled(when).0, [Evidence::Confirmed]);
        assert_eq!(told.detector.answered(), remembered, "{when}");
    }
    // The other way round: an answer that came late keeps its click.
    let note = Happened::Send { place: Place::Profile, note: Some(Characters(3)) };
    let mut told = Told::default().page(0, 1, note).request("7", Way::Dialog, 3, (shown, ACCEPTED));
    for (when, remembered) in [(shown + 30 * MINUTE, true), (shown + 30 * MINUTE + 1, false)] {
        told.settled(when);
        assert_eq!(told.detector.knows_note(), remembered, "{when}");
    }
}

#[test]
fn which_signals_of_a_page_were_heard_is_remembered_for_a_day() {
    const DAY: i64 = 24 * 60 * MINUTE;
    let again = |when: i64| {
        let mut told = Told::default().page(2_000, 1, SEND);
        // The clock was set back: what counts is the latest.
        told = told.page(0, 1, Happened::DialogClosed);
        told.settled(when);
        let first = Signal { number: 2, at: at(when), attempt: 1, happened: SEND };
        told.detector.hear(&DocumentId("d".into()), TabId(1), &first)
    };
    assert_eq!([again(0), again(2_000 + DAY), again(2_001 + DAY)], [false, false, true]);
}

#[test]
fn the_earliest_of_what_is_open_is_looked_at_next() {
    let mut told = Told::default()
        .request_of(("7", 2), Way::Dialog, (0, RequestPhase::Started))
        .page(5, 1, SEND)
        .page(9, 1, Happened::DialogClosed);
    assert_eq!(told.settled(10), (Vec::new(), Some(9 + 30 * SECOND)));
}

#[test]
fn a_restart_of_the_browser_leaves_nothing_open() {
    let mut told = Told::default()
        .request_of(("7", 2), Way::Dialog, (0, RequestPhase::Started))
        .page(5, 1, SEND)
        .page(9, 1, Happened::DialogClosed);
    let findings = told.detector.restart(at(10));
    findings.entries.into_iter().for_each(|entry| told.ledger.enter(entry));
    assert_eq!((told.evidence(), findings.open_until), (vec![Evidence::Unconfirmed; 2], None));
}
