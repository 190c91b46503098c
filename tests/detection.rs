//! Detection against a model of the site: whatever of the reports is lost, repeated, late or out of order, never less
//! is counted than was accepted, and what is counted without proof is marked.
#![allow(clippy::unwrap_used, reason = "what is unwrapped here the test has made itself")]

use std::collections::BTreeMap;
use std::time::Duration;

use plimsoll::domain::detection::{
    Detector, DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId,
};
use plimsoll::domain::invitation::{Characters, Evidence, Invitation, Place, Way};
use plimsoll::domain::ledger::Ledger;
use plimsoll::domain::time::Timestamp;
use proptest::prelude::*;

const START: i64 = 1_795_300_000_000;

/// What becomes of a send at LinkedIn, and what LinkedIn says of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Accepted,
    Limited,
    /// Answered with 200 and not sent: the control turns back.
    Reverted,
    /// The connection ended before the answer.
    AcceptedUnheard,
    RefusedUnheard,
}

impl Fate {
    fn accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedUnheard)
    }

    fn phase(self) -> RequestPhase {
        match self {
            Self::Accepted | Self::Reverted => RequestPhase::Completed { status: 200 },
            Self::Limited => RequestPhase::Completed { status: 429 },
            Self::AcceptedUnheard | Self::RefusedUnheard => {
                RequestPhase::Failed { error: "net::ERR_CONNECTION_RESET".into() }
            }
        }
    }
}

/// One invitation that the user tries to send.
#[derive(Clone, Debug)]
struct Try {
    tab: i32,
    dialog: bool,
    /// Whether the dialog is in a frame of its own, which goes with it.
    frame: bool,
    fate: Fate,
    /// How long after the last try, the click, and the request's start.
    pause: u64,
    delay: u64,
    answer: u64,
}

fn any_try(unheard: u32) -> impl Strategy<Value = Try> {
    let fate = prop_oneof![
        5 => Just(Fate::Accepted),
        2 => Just(Fate::Limited),
        1 => Just(Fate::Reverted),
        unheard => Just(Fate::AcceptedUnheard),
        unheard => Just(Fate::RefusedUnheard),
    ];
    let ways = (any::<bool>(), prop::bool::weighted(0.3));
    (1..4i32, ways, fate, 50..4_000u64, 1..300u64, 1..12_000u64).prop_map(
        |(tab, (dialog, frame), fate, pause, delay, answer)| {
            // Only a direct send is known to be answered well and not sent.
            let fate = if dialog && fate == Fate::Reverted { Fate::Limited } else { fate };
            Try { tab, dialog, frame, fate, pause, delay, answer }
        },
    )
}

#[derive(Clone, Debug)]
enum Report {
    Page(TabId, DocumentId, Signal),
    Network(RequestSignal),
}

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(START).plus(Duration::from_millis(millis))
}

/// All that pages and the browser report of some tries, in the order in which it happens, each with its time.
fn play(tries: &[Try]) -> Vec<(u64, Report)> {
    let mut reports: Vec<(u64, Report)> = Vec::new();
    let mut page: Vec<(u64, i32, DocumentId, u32, Happened)> = Vec::new();
    let mut now = 0;
    for (index, one) in tries.iter().enumerate() {
        now += one.pause;
        let tab = TabId(one.tab);
        let number = u32::try_from(index * 2 + 1).unwrap();
        let answered = now + one.delay + one.answer;
        let document = DocumentId(format!("d{}", one.tab));
        let framed = DocumentId(format!("f{index}"));
        let inner = if one.frame { &framed } else { &document };
        let mut say_in = |document: &DocumentId, when, attempt, happened| {
            page.push((when, one.tab, document.clone(), attempt, happened));
        };
        if one.dialog {
            let link = Happened::Connect { place: Place::Profile, link: index % 2 == 0, rule: Rule::Key };
            say_in(&document, now, number, link);
            say_in(&document, now + 10, number, Happened::DialogOpened);
            now += 20;
            say_in(inner, now, number + 1, Happened::Send { place: Place::Profile, note: None });
            let answered = now + one.delay + one.answer;
            say_in(inner, answered + 1, number + 1, Happened::DialogClosed);
            match one.fate {
                // A frame is gone by then.
                _ if one.frame => {}
                Fate::Accepted => say_in(inner, answered + 3_001, number + 1, Happened::Kept),
                _ => say_in(inner, answered + 5, number + 1, Happened::Denied),
            }
        } else {
            let mut say = |when, happened| say_in(&document, when, number, happened);
            say(now, Happened::Connect { place: Place::MyNetwork, link: false, rule: Rule::Key });
            say(now + 2, Happened::Flipped);
            if one.fate != Fate::Accepted {
                say(answered + 1, Happened::Reverted);
            }
            for kept in [now + 3_002, now + 20_002] {
                if one.fate == Fate::Accepted || kept < answered {
                    say(kept, Happened::Kept);
                }
            }
        }
        let way = if one.dialog { Way::Dialog } else { Way::Direct };
        let id = index.to_string();
        let mut request = |when, phase| {
            let signal = RequestSignal { id: id.clone(), tab, way, several: false, at: at(when), phase };
            reports.push((when, Report::Network(signal)));
        };
        request(now + one.delay, RequestPhase::Started);
        request(now + one.delay + one.answer, one.fate.phase());
    }
    page.sort_by_key(|(when, ..)| *when);
    let mut said: BTreeMap<DocumentId, u32> = BTreeMap::new();
    for (when, tab, document, attempt, happened) in page {
        let number = said.entry(document.clone()).or_default();
        *number += 1;
        let signal = Signal { number: *number, at: at(when), attempt, happened };
        reports.push((when, Report::Page(TabId(tab), document, signal)));
    }
    reports.sort_by_key(|(when, _)| *when);
    reports
}

/// Delivers reports in that order, and returns what is counted once all is settled.
fn counted(reports: &[(u64, Report)]) -> Vec<Invitation> {
    let mut detector = Detector::default();
    let mut ledger = Ledger::default();
    let mut now = 0;
    for (index, (when, report)) in reports.iter().enumerate() {
        now = now.max(*when);
        match report {
            Report::Page(tab, document, signal) => {
                let first = detector.hear(document, *tab, signal);
                let again = detector.hear(document, *tab, signal);
                assert!(!again, "a signal is new once, and {first} the first time");
            }
            Report::Network(signal) => detector.observe(signal),
        }
        // The worker is stopped now and then: the next one knows what was stored, and nothing else.
        if index % 8 == 3 {
            detector = serde_json::from_str(&serde_json::to_string(&detector).unwrap()).unwrap();
        }
        detector.settle(at(now)).entries.into_iter().for_each(|entry| ledger.enter(entry));
    }
    let mut open = detector.settle(at(now));
    while let Some(until) = open.open_until {
        open.entries.into_iter().for_each(|entry| ledger.enter(entry));
        open = detector.settle(until);
    }
    open.entries.into_iter().for_each(|entry| ledger.enter(entry));
    ledger.counted().cloned().collect()
}

fn accepted(tries: &[Try]) -> usize {
    tries.iter().filter(|one| one.fate.accepted()).count()
}

/// How late each report arrives, which of the page's are lost, and which come twice.
fn disorder(length: usize) -> impl Strategy<Value = Vec<(u64, bool, bool)>> {
    prop::collection::vec((0..20_000u64, prop::bool::weighted(0.2), any::<bool>()), length..=length)
}

/// What of the pages' reports may be lost.
#[derive(Clone, Copy, PartialEq)]
enum Loss {
    Nothing,
    /// What the page shows after a click.
    Outcomes,
    Anything,
    /// All that the browser tells of requests, as if LinkedIn had changed their addresses.
    Network,
}

/// Pages tell in order, for a sensor waits for its last message to be acknowledged; everything else comes as it will.
fn deliver(reports: &[(u64, Report)], disorder: &[(u64, bool, bool)], loss: Loss) -> Vec<(u64, Report)> {
    let mut arrived: Vec<(u64, Report)> = Vec::new();
    let mut told: BTreeMap<DocumentId, u64> = BTreeMap::new();
    for ((when, report), (late, lost, twice)) in reports.iter().zip(disorder) {
        let mut arrival = when + late;
        if loss == Loss::Network && matches!(report, Report::Network(_)) {
            continue;
        }
        if let Report::Page(_, document, signal) = report {
            let click = matches!(signal.happened, Happened::Connect { .. } | Happened::Send { .. });
            if *lost && (loss == Loss::Anything || loss == Loss::Outcomes && !click) {
                continue;
            }
            let last = told.entry(document.clone()).or_default();
            arrival = arrival.max(*last);
            *last = arrival;
        }
        arrived.push((arrival, report.clone()));
        if *twice {
            arrived.push((arrival + late % 700, report.clone()));
        }
    }
    arrived.sort_by_key(|(arrival, _)| *arrival);
    arrived
}

/// A story, in which so many of ten sends have an outcome that nobody hears.
fn story(unheard: u32) -> impl Strategy<Value = (Vec<Try>, Vec<(u64, bool, bool)>)> {
    prop::collection::vec(any_try(unheard), 1..9).prop_flat_map(|tries| {
        let length = play(&tries).len();
        (Just(tries), disorder(length))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_less_than_accepted((tries, disorder) in story(1)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Anything));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }

    #[test]
    fn no_proof_without_acceptance((tries, disorder) in story(1)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Outcomes));
        let sure = counted.iter().filter(|one| one.evidence == Evidence::Confirmed).count();
        prop_assert!(counted.len() >= accepted(&tries));
        prop_assert!(sure <= accepted(&tries), "{sure} sure of {}: {counted:#?}", accepted(&tries));
    }

    #[test]
    fn the_pages_alone_are_enough((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Network));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }

    #[test]
    fn exact_where_nothing_is_lost((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Nothing));
        prop_assert_eq!(counted.len(), accepted(&tries), "{:#?}", counted);
    }
}

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

/// Everything that the ledger counts after these signals of one page and one accepted dialog request, and an hour.
fn after(signals: &[Signal], started: Timestamp) -> Vec<Invitation> {
    let mut detector = Detector::default();
    let mut ledger = Ledger::default();
    let request = |at: Timestamp, phase| RequestSignal {
        id: "7".into(),
        tab: TabId(1),
        way: Way::Dialog,
        several: false,
        at,
        phase,
    };
    for told in signals {
        detector.hear(&DocumentId("d".into()), TabId(1), told);
        detector.settle(told.at).entries.into_iter().for_each(|entry| ledger.enter(entry));
    }
    detector.observe(&request(started, RequestPhase::Started));
    detector
        .observe(&request(started.plus(Duration::from_millis(9)), RequestPhase::Completed { status: 200 }));
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
    let counted = after(&signals, awake.plus(Duration::from_millis(3)));
    let seen: Vec<_> = counted.iter().map(|one| (one.at, one.evidence)).collect();
    assert_eq!(seen, [(awake, Evidence::Confirmed)]);
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
        let phase = RequestPhase::Completed { status: 200 };
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
    let refused = RequestPhase::Completed { status: 429 };
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
    let request = |phase| {
        Report::Network(RequestSignal {
            id: "7".into(),
            tab: TabId(1),
            way: Way::Dialog,
            several: false,
            at: at(11),
            phase,
        })
    };
    let reports = [
        (10, send(1, None)),
        (11, request(RequestPhase::Started)),
        (12, request(RequestPhase::Completed { status: 200 })),
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
    let request = |phase| {
        Report::Network(RequestSignal {
            id: "7".into(),
            tab: TabId(1),
            way: Way::Dialog,
            several: false,
            at: at(11),
            phase,
        })
    };
    let place = Place::SalesNavigator;
    let reports = [
        (10, page(1, 1, Happened::Connect { place, link: false, rule: Rule::Label })),
        (11, request(RequestPhase::Started)),
        (12, request(RequestPhase::Completed { status: 500 })),
        (13, page(2, 1, Happened::DialogOpened)),
        (13, page(3, 2, Happened::Send { place, note: None })),
    ];
    let counted = counted(&reports);
    let told: Vec<_> = counted.iter().map(|one| (one.place, one.way, one.evidence)).collect();
    assert_eq!(told, [(place, Way::Dialog, Evidence::Unconfirmed)]);
}
