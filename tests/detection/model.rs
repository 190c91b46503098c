//! A model of the site: what becomes of the invitations that a user tries to send, all that pages and the browser report
//! of them, and how much of it arrives, how late and in which order.

use std::collections::BTreeMap;
use std::time::Duration;

use plimsoll::domain::detection::{
    Detector, DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId,
};
use plimsoll::domain::invitation::{Invitation, Place, Way};
use plimsoll::domain::ledger::Ledger;
use plimsoll::domain::time::Timestamp;
use proptest::prelude::*;

const START: i64 = 1_795_300_000_000;

/// What becomes of a send at LinkedIn, and what LinkedIn says of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    Accepted,
    Limited,
    /// Answered with 200 and not sent: the control turns back.
    Reverted,
    /// The connection ended before the answer.
    AcceptedUnheard,
    RefusedUnheard,
}

impl Fate {
    pub fn accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedUnheard)
    }

    pub fn phase(self) -> RequestPhase {
        match self {
            Self::Accepted | Self::Reverted => RequestPhase::Answered { status: 200 },
            Self::Limited => RequestPhase::Answered { status: 429 },
            Self::AcceptedUnheard | Self::RefusedUnheard => {
                RequestPhase::Failed { error: "net::ERR_CONNECTION_RESET".into() }
            }
        }
    }
}

/// One invitation that the user tries to send.
#[derive(Clone, Debug)]
pub struct Try {
    pub tab: i32,
    pub dialog: bool,
    /// Whether the dialog is in a frame of its own, which goes with it.
    pub frame: bool,
    pub fate: Fate,
    /// How long after the last try, the click, and the request's start.
    pub pause: u64,
    pub delay: u64,
    pub answer: u64,
}

pub fn any_try(unheard: u32) -> impl Strategy<Value = Try> {
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
pub enum Report {
    Page(TabId, DocumentId, Signal),
    Network(RequestSignal),
}

pub fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(START).plus(Duration::from_millis(millis))
}

/// All that pages and the browser report of some tries, in the order in which it happens, each with its time.
pub fn play(tries: &[Try]) -> Vec<(u64, Report)> {
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
pub fn counted(reports: &[(u64, Report)]) -> Vec<Invitation> {
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

pub fn accepted(tries: &[Try]) -> usize {
    tries.iter().filter(|one| one.fate.accepted()).count()
}

/// How late each report arrives, which are lost if they may be, and which come twice.
pub fn disorder(length: usize) -> impl Strategy<Value = Vec<(u64, bool, bool)>> {
    prop::collection::vec((0..20_000u64, prop::bool::weighted(0.2), any::<bool>()), length..=length)
}

/// What may be lost.
#[derive(Clone, Copy, PartialEq)]
pub enum Loss {
    /// Nothing.
    Nothing,
    /// What the page shows after a click.
    Outcomes,
    /// Anything that pages tell.
    Pages,
    /// All that the browser tells of requests, as if LinkedIn had changed their addresses.
    Network,
    /// Anything that the browser tells, be it the beginning of a request or its end.
    Requests,
    /// Anything of either side.
    Anything,
    /// In some tabs anything that pages tell, in the others anything that the browser tells.
    OneSideOfEachTab,
}

impl Loss {
    /// Whether that one is lost, where chance would have it.
    fn takes(self, report: &Report, chance: bool) -> bool {
        let click =
            |signal: &Signal| matches!(signal.happened, Happened::Connect { .. } | Happened::Send { .. });
        match (self, report) {
            (Self::Network, Report::Network(_)) => true,
            (Self::Pages, Report::Page(..)) | (Self::Requests, Report::Network(_)) | (Self::Anything, _) => {
                chance
            }
            (Self::Outcomes, Report::Page(_, _, signal)) => chance && !click(signal),
            (Self::OneSideOfEachTab, Report::Page(TabId(tab), ..)) => chance && tab % 2 == 0,
            (Self::OneSideOfEachTab, Report::Network(signal)) => chance && signal.tab.0 % 2 == 1,
            _ => false,
        }
    }
}

/// Pages tell in order, for a sensor waits for its last message to be acknowledged; everything else comes as it will.
pub fn deliver(reports: &[(u64, Report)], disorder: &[(u64, bool, bool)], loss: Loss) -> Vec<(u64, Report)> {
    let mut arrived: Vec<(u64, Report)> = Vec::new();
    let mut told: BTreeMap<DocumentId, u64> = BTreeMap::new();
    for ((when, report), (late, lost, twice)) in reports.iter().zip(disorder) {
        let mut arrival = when + late;
        if loss.takes(report, *lost) {
            continue;
        }
        if let Report::Page(_, document, _) = report {
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

/// Of how many accepted sends enough arrived: something of the request; or the click and that the page showed it as sent,
/// and not that it then wasn't.
pub fn told(tries: &[Try], arrived: &[(u64, Report)]) -> usize {
    let enough = |(index, one): &(usize, &Try)| {
        let number = u32::try_from(index * 2 + if one.dialog { 2 } else { 1 }).unwrap();
        let name = if one.frame && one.dialog { format!("f{index}") } else { format!("d{}", one.tab) };
        let heard = |wanted: fn(&Happened) -> bool| {
            arrived.iter().any(|(_, report)| {
                matches!(report, Report::Page(_, document, signal)
                    if document.0 == name && signal.attempt == number && wanted(&signal.happened))
            })
        };
        let request = arrived
            .iter()
            .any(|(_, report)| matches!(report, Report::Network(signal) if signal.id == index.to_string()));
        let click = heard(|happened| matches!(happened, Happened::Send { .. } | Happened::Connect { .. }));
        let sent = heard(|happened| matches!(happened, Happened::DialogClosed | Happened::Flipped));
        let not = heard(|happened| matches!(happened, Happened::Reverted | Happened::Denied));
        one.fate.accepted() && (request || click && sent && !not)
    };
    tries.iter().enumerate().filter(enough).count()
}

/// A story, in which so many of ten sends have an outcome that nobody hears.
pub fn story(unheard: u32) -> impl Strategy<Value = (Vec<Try>, Vec<(u64, bool, bool)>)> {
    prop::collection::vec(any_try(unheard), 1..9).prop_flat_map(|tries| {
        let length = play(&tries).len();
        (Just(tries), disorder(length))
    })
}
