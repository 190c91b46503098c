//! Stories that were found in a browser, or that no model would make up: each was counted wrong once, or easily could be.

use std::time::Duration;

use plimsoll::domain::detection::{
    Detector, DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId,
};
use plimsoll::domain::invitation::{Characters, Evidence, Invitation, Place, Way};
use plimsoll::domain::ledger::Ledger;
use plimsoll::domain::time::Timestamp;

use crate::model::{Fate, Report, Try, at, counted, play};

/// Found in a browser: the limit dialog of the second send was reported for the first one too, and took it back.
#[test]
fn a_denial_of_one_takes_nothing_from_another() {
    let direct = |pause, fate| Try { tab: 1, dialog: false, frame: false, fate, pause, delay: 3, answer: 3 };
    let mut reports = play(&[direct(1, Fate::Accepted), direct(46, Fate::Limited)]);
    let denied = |number, attempt| {
        let signal = Signal { number, at: at(90), attempt, happened: Happened::Denied };
        (90, Report::Page(TabId(1), DocumentId("d1".into()), signal))
    };
    reports.retain(|(when, _)| *when < 90);
    reports.extend([denied(20, 1), denied(21, 3)]);
    assert_eq!(counted(&reports).len(), 1);
}

fn signal(number: u32, when: Timestamp, attempt: u32, happened: Happened) -> Signal {
    Signal { number, at: when, attempt, happened }
}

/// What the browser reports of the one request of a dialog.
fn dialog_request(at: Timestamp, phase: RequestPhase) -> RequestSignal {
    RequestSignal { id: "7".into(), tab: TabId(1), way: Way::Dialog, several: false, at, phase }
}

/// Everything that the ledger counts after these signals of one page and one accepted dialog request, and an hour.
fn after(signals: &[Signal], started: Timestamp) -> Vec<Invitation> {
    let mut detector = Detector::default();
    let mut ledger = Ledger::default();
    for told in signals {
        detector.hear(&DocumentId("d".into()), TabId(1), told);
        detector.settle(told.at).entries.into_iter().for_each(|entry| ledger.enter(entry));
    }
    detector.observe(&dialog_request(started, RequestPhase::Started));
    detector.observe(&dialog_request(
        started.plus(Duration::from_millis(9)),
        RequestPhase::Answered { status: 200 },
    ));
    for later in [1, 3_600, 4 * 3_600] {
        let now = started.plus(Duration::from_secs(later));
        detector.settle(now).entries.into_iter().for_each(|entry| ledger.enter(entry));
    }
    ledger.counted().cloned().collect()
}

const DAYS: Duration = Duration::from_secs(3 * 24 * 60 * 60);

#[test]
fn a_laptop_that_slept_for_days_between_connect_and_send_counts_one() {
    let connect = Happened::Connect { place: Place::Search, link: true, rule: Rule::Link };
    let send = Happened::Send { place: Place::Profile, note: None };
    let awake = at(0).plus(DAYS);
    let signals = [
        signal(1, at(0), 1, connect),
        signal(2, at(9), 1, Happened::DialogOpened),
        signal(3, awake, 2, send),
    ];
    let asked = awake.plus(Duration::from_millis(3));
    let counted = after(&signals, asked);
    let seen: Vec<_> = counted.iter().map(|one| (one.at, one.evidence)).collect();
    assert_eq!(seen, [(asked, Evidence::Confirmed)]);
}

#[test]
fn a_clock_set_back_an_hour_between_click_and_request_loses_nothing_and_confirms_nothing() {
    let send = Happened::Send { place: Place::Profile, note: None };
    let signals = [signal(1, at(0), 1, send), signal(2, at(20), 1, Happened::DialogClosed)];
    let counted = after(&signals, at(0).minus(Duration::from_secs(3_600)));
    assert!(
        !counted.is_empty() && counted.iter().all(|one| one.evidence < Evidence::Confirmed),
        "{counted:?}"
    );
}

#[test]
fn a_clock_set_back_an_hour_between_two_sends_keeps_them_apart() {
    let send = || Happened::Send { place: Place::Profile, note: None };
    let back = at(0).minus(Duration::from_secs(3_600));
    let signals = [
        signal(1, at(0), 1, send()),
        signal(2, at(20), 1, Happened::DialogClosed),
        signal(3, at(3_020), 1, Happened::Kept),
        signal(4, back, 2, send()),
    ];
    assert_eq!(after(&signals, back.plus(Duration::from_millis(3))).len(), 2);
}

#[test]
fn a_request_for_several_belongs_to_no_click_and_is_named() {
    let mut detector = Detector::default();
    let connect = Happened::Connect { place: Place::MyNetwork, link: false, rule: Rule::Label };
    detector.hear(&DocumentId("d".into()), TabId(1), &signal(1, at(0), 1, connect));
    for several in [false, true] {
        let phase = RequestPhase::Answered { status: 200 };
        detector.observe(&RequestSignal {
            id: "7".into(),
            tab: TabId(1),
            way: Way::Unknown,
            several,
            at: at(5),
            phase,
        });
    }
    let findings = detector.settle(at(6));
    assert_eq!(findings.several.len(), 1);
    assert_eq!(findings.entries.len(), 1);
    let refused = RequestPhase::Answered { status: 429 };
    let mut detector = Detector::default();
    let request = RequestSignal {
        id: "8".into(),
        tab: TabId(1),
        way: Way::Unknown,
        several: true,
        at: at(5),
        phase: refused,
    };
    detector.observe(&request);
    assert_eq!(detector.settle(at(6)).several.len(), 0);
}

/// Found in a browser: an answer broke off behind its head, and the error was taken for another request.
#[test]
fn an_answer_that_breaks_off_is_the_end_of_its_request() {
    let mut detector = Detector::default();
    let broken = RequestPhase::Failed { error: "net::ERR_INCOMPLETE_CHUNKED_ENCODING".into() };
    let phases = [RequestPhase::Started, RequestPhase::Answered { status: 200 }, broken];
    for (when, phase) in [5, 9, 12].into_iter().zip(phases) {
        let (id, way) = ("7".into(), Way::Dialog);
        detector.observe(&RequestSignal { id, tab: TabId(1), way, several: false, at: at(when), phase });
        detector.settle(at(when));
    }
    assert_eq!(detector.answered(), 1);
}

/// After a restart of the browser another request can have the name of one that has ended.
#[test]
fn an_error_ends_the_last_request_of_its_name() {
    let mut detector = Detector::default();
    let broken = RequestPhase::Failed { error: "net::ERR_ABORTED".into() };
    let phases = [RequestPhase::Answered { status: 429 }, RequestPhase::Started, broken];
    for (when, phase) in [5, 9, 12].into_iter().zip(phases) {
        let (id, way) = ("7".into(), Way::Dialog);
        detector.observe(&RequestSignal { id, tab: TabId(1), way, several: false, at: at(when), phase });
    }
    assert_eq!(detector.answered(), 2);
    assert_eq!(detector.settle(at(13)).entries.len(), 1, "the second may have been taken");
}

/// Found in a browser: a request that failed was heard of before its click, and where it was sent was never entered.
#[test]
fn a_click_heard_after_its_unclear_request_tells_the_place() {
    let one = Try {
        tab: 1,
        dialog: false,
        frame: false,
        fate: Fate::AcceptedUnheard,
        pause: 1,
        delay: 3,
        answer: 3,
    };
    let (network, page): (Vec<_>, Vec<_>) =
        play(&[one]).into_iter().partition(|(_, report)| matches!(report, Report::Network(_)));
    let counted = counted(&[network, page].concat());
    assert_eq!(counted.iter().map(|one| one.place).collect::<Vec<_>>(), [Place::MyNetwork]);
}

/// Found in a browser: in the older dialog of two steps the request was heard of before the click that sent the note,
/// and the length of the note was never entered.
#[test]
fn a_note_heard_after_its_request_was_accepted_is_entered() {
    let send = |number, note| {
        let happened = Happened::Send { place: Place::Profile, note };
        Report::Page(TabId(1), DocumentId("d".into()), signal(number, at(10), 1, happened))
    };
    let request = |phase| Report::Network(dialog_request(at(11), phase));
    let reports = [
        (10, send(1, None)),
        (11, request(RequestPhase::Started)),
        (12, request(RequestPhase::Answered { status: 200 })),
        (13, send(2, Some(Characters(8)))),
    ];
    let counted = counted(&reports);
    assert_eq!(counted.iter().map(|one| one.note).collect::<Vec<_>>(), [Some(Characters(8))]);
}

/// Found in a browser: the request was heard of between the click on Connect and the one that sent, and the way of the
/// first stayed.
#[test]
fn a_dialog_heard_of_after_its_request_tells_the_way() {
    let page = |number, attempt, happened| {
        Report::Page(TabId(1), DocumentId("d".into()), signal(number, at(10), attempt, happened))
    };
    let request = |phase| Report::Network(dialog_request(at(11), phase));
    let place = Place::SalesNavigator;
    let reports = [
        (10, page(1, 1, Happened::Connect { place, link: false, rule: Rule::Label })),
        (11, request(RequestPhase::Started)),
        (12, request(RequestPhase::Answered { status: 500 })),
        (13, page(2, 1, Happened::DialogOpened)),
        (13, page(3, 2, Happened::Send { place, note: None })),
    ];
    let counted = counted(&reports);
    let told: Vec<_> = counted.iter().map(|one| (one.place, one.way, one.evidence)).collect();
    assert_eq!(told, [(place, Way::Dialog, Evidence::Unconfirmed)]);
}
