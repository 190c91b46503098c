//! Signals in, invitations out: what pages and the network report is gathered as facts, and what the facts prove
//! is entered in the ledger.
//!
//! The two kinds of report are independent and come in any order. So nothing is decided by what arrived last:
//! each time, requests are matched with attempts anew from all facts of the last minutes, every pair gets its
//! verdict, and only the difference from what is already in the ledger is entered. ARCHITECTURE.md has the
//! verdicts as a table.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::invitation::{Characters, Evidence, Invitation, InvitationId, Place, Way};
use super::ledger::{Change, Correction, Entry};
use super::time::Timestamp;

/// How long after a click a request can start and still be its consequence.
const CONSEQUENCE: Duration = Duration::from_secs(30);
/// By how much the page's clock and the browser's can differ: the page's has whole milliseconds.
const SKEW: Duration = Duration::from_millis(50);
/// How long what a page shows waits for a request to confirm it, where the page is gone before it could say that it
/// stayed so. Chromium fires no alarm sooner than this.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a request may stay unanswered before it counts as one whose outcome nobody knows.
const ANSWER_PATIENCE: Duration = Duration::from_secs(120);
/// How long facts are kept, so that what comes late finds what it belongs to.
const MEMORY: Duration = Duration::from_secs(30 * 60);
/// How long it is remembered which signals of a document were heard.
const HEARD_MEMORY: Duration = Duration::from_secs(24 * 60 * 60);

/// One life of one page or frame, named by the sensor in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub String);

/// The browser's number for a tab. Negative where a request belongs to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TabId(pub i32);

/// What a sensor reports. Its `number` counts the signals of its document from 1 without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Its place in the row of the document's signals.
    pub number: u32,
    /// When it happened, by the page's clock.
    pub at: Timestamp,
    /// Which of the document's attempts it speaks of.
    pub attempt: u32,
    /// What happened.
    pub happened: Happened,
}

/// What can happen in a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Happened {
    /// The user clicked a Connect control.
    Connect {
        /// On which kind of page.
        place: Place,
        /// Whether this kind of control only ever opens the dialog.
        #[serde(default)]
        link: bool,
    },
    /// The invite dialog opened after it.
    DialogOpened,
    /// The user clicked the dialog's send button.
    Send {
        /// On which kind of page.
        place: Place,
        /// The length of the note in the box, if there is one.
        #[serde(default)]
        note: Option<Characters>,
    },
    /// After a send the dialog closed.
    DialogClosed,
    /// The clicked control turned to Pending.
    Flipped,
    /// The clicked control's card left the page.
    Removed,
    /// What the page showed is still so after some seconds: the dialog closed and nothing was denied, the control
    /// stays Pending, the card stays away.
    Kept,
    /// A control that had turned to Pending turned back.
    Reverted,
    /// LinkedIn showed that the invitation wasn't sent: a limit, or a message that it failed.
    Denied,
}

/// What the browser reports of a request that sends invitations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestSignal {
    /// The browser's name for the request, unique until the browser is restarted.
    pub id: String,
    /// The tab that made it.
    pub tab: TabId,
    /// By which way the vocabulary says that this request sends.
    pub way: Way,
    /// When this happened, by the browser's clock.
    pub at: Timestamp,
    /// How far it came.
    pub phase: RequestPhase,
}

/// How far a request came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RequestPhase {
    /// It is about to leave.
    Started,
    /// It was answered.
    Completed {
        /// The HTTP status.
        status: u16,
    },
    /// It ended without an answer.
    Failed {
        /// The browser's word for why, such as `net::ERR_ABORTED`.
        error: String,
    },
}

/// What is known of a request's fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Outcome {
    /// LinkedIn took it.
    Accepted,
    /// LinkedIn refused it, or it never left.
    Refused,
    /// It left, and nobody knows whether LinkedIn took it.
    Unclear,
}

impl Outcome {
    /// Errors after which a request certainly never reached a server.
    const NEVER_LEFT: [&'static str; 8] = [
        "net::ERR_INTERNET_DISCONNECTED",
        "net::ERR_NAME_NOT_RESOLVED",
        "net::ERR_CONNECTION_REFUSED",
        "net::ERR_ADDRESS_UNREACHABLE",
        "net::ERR_PROXY_CONNECTION_FAILED",
        "net::ERR_CONNECTION_TIMED_OUT",
        "net::ERR_BLOCKED_BY_CLIENT",
        "net::ERR_BLOCKED_BY_ADMINISTRATOR",
    ];

    fn of(phase: &RequestPhase) -> Option<Self> {
        match phase {
            RequestPhase::Started => None,
            RequestPhase::Completed { status: 200..=299 } => Some(Self::Accepted),
            RequestPhase::Completed { status: 300..=499 | 999 } => Some(Self::Refused),
            RequestPhase::Completed { .. } => Some(Self::Unclear),
            RequestPhase::Failed { error } if Self::NEVER_LEFT.contains(&error.as_str()) => {
                Some(Self::Refused)
            }
            RequestPhase::Failed { .. } => Some(Self::Unclear),
        }
    }
}

/// What the page has shown of an attempt so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Shown {
    /// Nothing.
    #[default]
    Nothing,
    /// It looks sent.
    Sent,
    /// It looked sent, and then no longer did.
    Reverted,
    /// LinkedIn said that it wasn't sent.
    Denied,
}

/// A click that may send an invitation, and what the page showed after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attempt {
    document: DocumentId,
    number: u32,
    tab: TabId,
    place: Place,
    /// By the dialog's send button, or by the Connect control; unknown for a Connect control whose dialog opened,
    /// for then this click sends nothing.
    way: Way,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Characters>,
    clicked: Timestamp,
    /// The last click of the same attempt, or the last thing that the page showed of it.
    changed: Timestamp,
    shown: Shown,
    /// Whether what it looks like has stayed so for some seconds.
    kept: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Record>,
}

/// A request that sends an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    id: String,
    tab: TabId,
    way: Way,
    started: Timestamp,
    changed: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Record>,
}

/// What the ledger already says because of an attempt or a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    id: InvitationId,
    at: Timestamp,
    evidence: Evidence,
    /// How often the detector changed its mind. Even: it counts.
    turns: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Heard {
    number: u32,
    at: Timestamp,
}

/// The verdict on an attempt, a request, or the two together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It counts.
    Counts(Evidence),
    /// It doesn't count.
    NotSent,
    /// Not known before then.
    Wait(Timestamp),
    /// A click alone: it says nothing.
    Nothing,
}

/// The facts of the last minutes. Stored beside the ledger and written with it in one piece, so that neither can
/// be lost without the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detector {
    attempts: Vec<Attempt>,
    requests: Vec<Request>,
    heard: BTreeMap<String, Heard>,
}

/// What followed from taking in a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// To be entered in the ledger.
    pub entries: Vec<Entry>,
    /// When to call [`Detector::settle`] again, if something is still open.
    pub open_until: Option<Timestamp>,
}

impl Detector {
    /// Takes in one signal of a sensor. A signal heard before changes nothing.
    pub fn hear(&mut self, document: &DocumentId, tab: TabId, signal: &Signal) {
        let heard = self.heard.entry(document.0.clone()).or_insert(Heard { number: 0, at: signal.at });
        if signal.number <= heard.number {
            return;
        }
        *heard = Heard { number: signal.number, at: heard.at.max(signal.at) };
        match &signal.happened {
            Happened::Connect { place, link } => {
                let way = if *link { Way::Unknown } else { Way::Direct };
                let attempt = self.attempt(document, tab, signal);
                attempt.place = *place;
                attempt.way = way;
            }
            Happened::Send { place, note } => {
                let opener = self.take_opener(document, tab, signal);
                let attempt = self.attempt(document, tab, signal);
                attempt.place = opener.unwrap_or(*place);
                attempt.way = Way::Dialog;
                attempt.note = *note;
            }
            happened => {
                let known =
                    |known: &&mut Attempt| known.document == *document && known.number == signal.attempt;
                // What the page shows of an attempt long forgotten proves nothing.
                let Some(attempt) = self.attempts.iter_mut().find(known) else { return };
                attempt.changed = attempt.changed.max(signal.at);
                match (happened, attempt.shown) {
                    (Happened::DialogOpened, _) => attempt.way = Way::Unknown,
                    (Happened::Denied, _) => attempt.shown = Shown::Denied,
                    (Happened::Kept, Shown::Sent) => attempt.kept = true,
                    (Happened::Reverted, Shown::Nothing | Shown::Sent) => attempt.shown = Shown::Reverted,
                    (Happened::DialogClosed | Happened::Flipped | Happened::Removed, Shown::Nothing) => {
                        attempt.shown = Shown::Sent;
                    }
                    _ => {}
                }
            }
        }
    }

    /// Takes in what the browser tells of a request.
    pub fn observe(&mut self, signal: &RequestSignal) {
        let outcome = Outcome::of(&signal.phase);
        // The browser numbers its requests anew when it starts: what begins after the end of a request of the same
        // name is another one.
        let same = |known: &&mut Request| {
            known.id == signal.id
                && known.tab == signal.tab
                && (known.outcome.is_none() || signal.at <= known.changed)
        };
        match self.requests.iter_mut().find(same) {
            Some(known) => {
                known.started = known.started.min(signal.at);
                known.changed = known.changed.max(signal.at);
                known.outcome = known.outcome.or(outcome);
            }
            None => self.requests.push(Request {
                id: signal.id.clone(),
                tab: signal.tab,
                way: signal.way,
                started: signal.at,
                changed: signal.at,
                outcome,
                record: None,
            }),
        }
    }

    /// The browser was started anew: no page of before lives, and no request of before will be answered.
    pub fn restart(&mut self, now: Timestamp) -> Findings {
        for request in &mut self.requests {
            request.outcome = request.outcome.or(Some(Outcome::Unclear));
        }
        for attempt in &mut self.attempts {
            attempt.changed = attempt.changed.min(now.minus(PATIENCE));
        }
        self.settle(now)
    }

    /// How many of the requests that are remembered have come to an end.
    pub fn answered(&self) -> usize {
        self.requests.iter().filter(|request| request.outcome.is_some()).count()
    }

    /// Draws the conclusions from all facts, and forgets the old ones.
    pub fn settle(&mut self, now: Timestamp) -> Findings {
        let pairs = self.pairs();
        let mut findings = Findings::default();
        let mut paired = vec![false; self.attempts.len()];
        for (request, attempt) in self.requests.iter_mut().zip(&pairs) {
            let attempt = attempt.map(|index| {
                paired[index] = true;
                &mut self.attempts[index]
            });
            let verdict = verdict(attempt.as_deref(), Some(request), now);
            let draft = draft(attempt.as_deref(), Some(request));
            if let Some(earlier) = attempt.and_then(|attempt| attempt.record.take()) {
                match &request.record {
                    // Both were entered before it was known that they are one.
                    Some(_) => drop(findings.turn(earlier, now, false)),
                    None => request.record = Some(earlier),
                }
            }
            request.record = findings.conclude(request.record.take(), verdict, draft, now);
        }
        for (attempt, _) in self.attempts.iter_mut().zip(paired).filter(|(_, paired)| !paired) {
            let verdict = verdict(Some(attempt), None, now);
            let draft = draft(Some(attempt), None);
            attempt.record = findings.conclude(attempt.record.take(), verdict, draft, now);
        }
        self.forget(&pairs, now);
        findings
    }

    /// The attempt that a signal speaks of, made if it is new.
    fn attempt(&mut self, document: &DocumentId, tab: TabId, signal: &Signal) -> &mut Attempt {
        let known = |known: &Attempt| known.document == *document && known.number == signal.attempt;
        let index = self.attempts.iter().position(known).unwrap_or_else(|| {
            self.attempts.push(Attempt {
                document: document.clone(),
                number: signal.attempt,
                tab,
                place: Place::Unknown,
                way: Way::Unknown,
                note: None,
                clicked: signal.at,
                changed: signal.at,
                shown: Shown::Nothing,
                kept: false,
                record: None,
            });
            self.attempts.len() - 1
        });
        let attempt = &mut self.attempts[index];
        attempt.changed = attempt.changed.max(signal.at);
        attempt
    }

    /// The Connect click whose dialog it was that sent: it sent nothing itself, and it knows the place even where
    /// the dialog is in a frame of its own.
    fn take_opener(&mut self, document: &DocumentId, tab: TabId, send: &Signal) -> Option<Place> {
        let opener = self
            .attempts
            .iter_mut()
            .filter(|attempt| attempt.tab == tab && attempt.way != Way::Dialog && attempt.clicked <= send.at)
            .filter(|attempt| attempt.document != *document || attempt.number != send.attempt)
            .filter(|attempt| attempt.way == Way::Unknown || attempt.shown == Shown::Nothing)
            .max_by_key(|attempt| attempt.clicked)?;
        opener.way = Way::Unknown;
        Some(opener.place)
    }

    /// For each request the attempt that it followed from, if any. An attempt has at most one.
    fn pairs(&self) -> Vec<Option<usize>> {
        let mut pairs = vec![None; self.requests.len()];
        let mut free: Vec<bool> = vec![true; self.attempts.len()];
        let mut order: Vec<usize> = (0..self.requests.len()).collect();
        order.sort_unstable_by_key(|&index| self.requests[index].started);
        // Best fits first: what the page showed agrees with the answer; then the page is silent; then any click
        // of the tab, even one by the other way, for LinkedIn's addresses change more often than its clicks.
        for fit in [Fit::Agrees, Fit::Silent, Fit::SameWay, Fit::AnyWay] {
            for &index in &order {
                let request = &self.requests[index];
                if pairs[index].is_some() {
                    continue;
                }
                let candidate = self
                    .attempts
                    .iter()
                    .enumerate()
                    .filter(|(candidate, attempt)| free[*candidate] && fit.allows(attempt, request))
                    .min_by_key(|(_, attempt)| attempt.clicked);
                if let Some((candidate, _)) = candidate {
                    free[candidate] = false;
                    pairs[index] = Some(candidate);
                }
            }
        }
        pairs
    }

    /// Drops what is too old to be joined by anything. A pair goes together: half of one could be taken for
    /// something new.
    fn forget(&mut self, pairs: &[Option<usize>], now: Timestamp) {
        let old = |changed: Timestamp| now.since(changed) > MEMORY;
        let mut keep: Vec<bool> = self.attempts.iter().map(|attempt| !old(attempt.changed)).collect();
        let mut kept = Vec::with_capacity(pairs.len());
        for (request, attempt) in self.requests.iter().zip(pairs) {
            let young = !old(request.changed) || attempt.is_some_and(|index| keep[index]);
            if let Some(index) = attempt {
                keep[*index] = young;
            }
            kept.push(young);
        }
        let (mut kept, mut keep) = (kept.into_iter(), keep.into_iter());
        self.requests.retain(|_| kept.next().unwrap_or(true));
        self.attempts.retain(|_| keep.next().unwrap_or(true));
        self.heard.retain(|_, heard| now.since(heard.at) <= HEARD_MEMORY);
    }
}

/// How well an attempt fits a request.
#[derive(Clone, Copy)]
enum Fit {
    Agrees,
    Silent,
    SameWay,
    AnyWay,
}

impl Fit {
    fn allows(self, attempt: &Attempt, request: &Request) -> bool {
        let same_tab = attempt.tab == request.tab || request.tab < TabId(0);
        let latest = attempt.clicked.max(attempt.changed).plus(CONSEQUENCE);
        let in_time = attempt.clicked <= request.started.plus(SKEW) && request.started <= latest;
        let same_way = attempt.way == request.way || request.way == Way::Unknown;
        same_tab
            && in_time
            && match self {
                Self::Agrees => {
                    same_way
                        && match request.outcome {
                            Some(Outcome::Accepted) => attempt.shown == Shown::Sent,
                            Some(Outcome::Refused) => {
                                matches!(attempt.shown, Shown::Reverted | Shown::Denied)
                            }
                            Some(Outcome::Unclear) | None => false,
                        }
                }
                Self::Silent => same_way && attempt.shown == Shown::Nothing,
                Self::SameWay => same_way,
                Self::AnyWay => true,
            }
    }
}

/// The verdict on an attempt, a request, or the two together. ARCHITECTURE.md shows it as a table.
fn verdict(attempt: Option<&Attempt>, request: Option<&Request>, now: Timestamp) -> Verdict {
    let shown = attempt.map(|attempt| attempt.shown);
    let Some(request) = request else {
        return match attempt {
            Some(attempt) if attempt.way == Way::Unknown => Verdict::Nothing,
            Some(attempt) if attempt.shown == Shown::Sent && attempt.kept => {
                Verdict::Counts(Evidence::Unconfirmed)
            }
            Some(attempt) if attempt.shown == Shown::Sent => {
                wait_until(attempt.changed.plus(PATIENCE), now, Verdict::Counts(Evidence::Unconfirmed))
            }
            Some(attempt) if attempt.shown != Shown::Nothing => Verdict::NotSent,
            _ => Verdict::Nothing,
        };
    };
    match (request.outcome, shown) {
        (Some(Outcome::Refused), _) => Verdict::NotSent,
        // An accepted direct send is proven only by a control that stays Pending.
        (Some(Outcome::Accepted), Some(Shown::Reverted | Shown::Denied)) if request.way == Way::Direct => {
            Verdict::NotSent
        }
        (Some(Outcome::Accepted), Some(Shown::Sent)) => Verdict::Counts(Evidence::Confirmed),
        // A frame can take its dialog away before anything more is said of it.
        (Some(Outcome::Accepted), Some(Shown::Nothing))
            if attempt.is_some_and(|attempt| attempt.way == Way::Dialog && request.way == Way::Dialog) =>
        {
            Verdict::Counts(Evidence::Confirmed)
        }
        (Some(Outcome::Accepted), Some(_)) => Verdict::Counts(Evidence::Unconfirmed),
        (Some(Outcome::Accepted), None) => Verdict::Counts(Evidence::Network),
        (Some(Outcome::Unclear), Some(Shown::Denied)) => Verdict::NotSent,
        (Some(Outcome::Unclear), _) => Verdict::Counts(Evidence::Unconfirmed),
        (None, _) => {
            wait_until(request.changed.plus(ANSWER_PATIENCE), now, Verdict::Counts(Evidence::Unconfirmed))
        }
    }
}

fn wait_until(end: Timestamp, now: Timestamp, then: Verdict) -> Verdict {
    if now >= end { then } else { Verdict::Wait(end) }
}

/// The invitation that an attempt, a request, or the two together would be.
fn draft(attempt: Option<&Attempt>, request: Option<&Request>) -> Invitation {
    let id = match (request, attempt) {
        (Some(request), _) => format!("{}.{}", request.started.as_millis(), request.id),
        (None, Some(attempt)) => format!("{}.{}", attempt.document.0, attempt.number),
        (None, None) => String::new(),
    };
    let seen = attempt.map(|attempt| attempt.way).filter(|way| *way != Way::Unknown);
    Invitation {
        id: InvitationId::new(id),
        at: attempt
            .map(|attempt| attempt.clicked)
            .or(request.map(|request| request.started))
            .unwrap_or_default(),
        number: NonZeroU32::MIN,
        place: attempt.map(|attempt| attempt.place).unwrap_or_default(),
        way: seen.or(request.map(|request| request.way)).unwrap_or_default(),
        note: attempt.and_then(|attempt| attempt.note),
        evidence: Evidence::Unconfirmed,
    }
}

impl Findings {
    /// Enters the difference between a verdict and what the ledger says because of the same facts.
    fn conclude(
        &mut self,
        record: Option<Record>,
        verdict: Verdict,
        draft: Invitation,
        now: Timestamp,
    ) -> Option<Record> {
        match (verdict, record) {
            (Verdict::Counts(evidence), None) => {
                let record = Record { id: draft.id.clone(), at: draft.at, evidence, turns: 0 };
                self.entries.push(Entry::Sent(Invitation { evidence, ..draft }));
                Some(record)
            }
            (Verdict::Counts(evidence), Some(record)) => {
                let mut record = self.turn(record, now, true);
                if evidence > record.evidence {
                    record.evidence = evidence;
                    let (id, at) = (record.id.clone(), record.at);
                    self.entries.push(Entry::Sent(Invitation { id, at, evidence, ..draft }));
                }
                Some(record)
            }
            (Verdict::NotSent, Some(record)) => Some(self.turn(record, now, false)),
            (Verdict::Wait(until), record) => {
                self.open_until = Some(self.open_until.map_or(until, |open| open.min(until)));
                record
            }
            (Verdict::NotSent | Verdict::Nothing, record) => record,
        }
    }

    /// Makes a record count, or not count, with an entry that says so if that changes anything.
    fn turn(&mut self, record: Record, now: Timestamp, counts: bool) -> Record {
        if record.counts() == counts {
            return record;
        }
        let turned = Record { turns: record.turns + 1, ..record };
        self.entries.push(Entry::Correction(Correction {
            id: format!("{}.{}", turned.id, turned.turns),
            of: turned.id.clone(),
            sent: turned.at,
            at: now,
            change: if counts { Change::Restored } else { Change::Refuted },
        }));
        turned
    }
}

impl Record {
    fn counts(&self) -> bool {
        self.turns.is_multiple_of(2)
    }
}
