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
/// By how much the page's clock and the browser's can differ: both are the machine's, the page's in whole
/// milliseconds.
const SKEW: Duration = Duration::from_millis(5);
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
        /// By what the control was recognised.
        #[serde(default)]
        rule: Rule,
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
    /// What the dialog that is about to send says of notes. Proves nothing about an invitation.
    NoteBox {
        /// The greatest length, by the counter beside the box or the box itself.
        #[serde(default)]
        limit: Option<Characters>,
        /// How many notes remain this month, this one included.
        #[serde(default)]
        remaining: Option<u32>,
    },
    /// After a send the dialog closed.
    DialogClosed,
    /// The clicked control turned to Pending.
    Flipped,
    /// The clicked control's card left the page.
    Removed,
    /// What the page showed is still so some seconds later: the dialog closed and nothing was denied, the control
    /// stays Pending, the card stays away.
    Kept,
    /// A control that had turned to Pending turned back.
    Reverted,
    /// LinkedIn showed that an invitation wasn't sent: a limit, or a message that it failed. The last one that was
    /// clicked, as far as the page can tell.
    Denied,
    /// On a page that always offers to connect, no control was recognised. It speaks of no attempt.
    Blind {
        /// On which kind of page.
        place: Place,
    },
}

/// By what a Connect control can be recognised, the one that is trusted most first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// A key that LinkedIn gives to the control.
    Key,
    /// Where it leads.
    Link,
    /// Its picture.
    Icon,
    /// What it is called, in the page's language.
    Label,
    /// Not said.
    #[default]
    Unknown,
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
    /// Whether it invites several people at once, nobody knows how many.
    #[serde(default)]
    pub several: bool,
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
    /// An answer began to arrive: its head is there.
    Answered {
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
            RequestPhase::Answered { status: 200..=299 } => Some(Self::Accepted),
            // The same is asked of another address, or again with what a proxy demands: nothing has ended.
            RequestPhase::Answered { status: 307 | 308 | 407 } => None,
            RequestPhase::Answered { status: 300..=499 | 999 } => Some(Self::Refused),
            RequestPhase::Answered { .. } => Some(Self::Unclear),
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
    /// Whether it is known to have opened the dialog, not only supposed because a dialog sent after it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    opens: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Characters>,
    clicked: Timestamp,
    /// The last click of the same attempt, or the last thing that the page showed of it.
    changed: Timestamp,
    shown: Shown,
    /// When it was last seen that it stayed as it looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<Timestamp>,
    /// Whether LinkedIn said, after this click, that an invitation wasn't sent. It doesn't say which.
    denied: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<Record>,
}

/// A request that sends an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    id: String,
    tab: TabId,
    way: Way,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    several: bool,
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
    #[serde(default)]
    place: Place,
    #[serde(default)]
    way: Way,
    #[serde(default)]
    note: Option<Characters>,
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
    /// The invitations among them that stand for several people: nobody but the user knows how many.
    pub several: Vec<(InvitationId, Timestamp)>,
    /// How many were accepted of which the page never showed what came of them. Known once they are forgotten.
    pub mute: u32,
    /// When to call [`Detector::settle`] again, if something is still open.
    pub open_until: Option<Timestamp>,
}

impl Detector {
    /// Takes in one signal of a sensor, and says whether it is new. A signal heard before changes nothing.
    pub fn hear(&mut self, document: &DocumentId, tab: TabId, signal: &Signal) -> bool {
        let heard = self.heard.entry(document.0.clone()).or_insert(Heard { number: 0, at: signal.at });
        if signal.number <= heard.number {
            return false;
        }
        *heard = Heard { number: signal.number, at: heard.at.max(signal.at) };
        match &signal.happened {
            Happened::Connect { place, link, .. } => {
                let way = if *link { Way::Unknown } else { Way::Direct };
                let attempt = self.attempt(document, tab, signal);
                attempt.place = *place;
                attempt.way = way;
                attempt.opens = *link;
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
                let Some(attempt) = self.attempts.iter_mut().find(known) else { return true };
                attempt.changed = attempt.changed.max(signal.at);
                match (happened, attempt.shown) {
                    (Happened::DialogOpened, _) => (attempt.way, attempt.opens) = (Way::Unknown, true),
                    (Happened::Denied, _) => attempt.denied = true,
                    (Happened::Kept, Shown::Sent) => attempt.kept = attempt.kept.max(Some(signal.at)),
                    (Happened::Reverted, Shown::Nothing | Shown::Sent) => attempt.shown = Shown::Reverted,
                    // A page may have drawn it for a moment from an old copy.
                    (Happened::Flipped, Shown::Reverted) => attempt.shown = Shown::Sent,
                    (Happened::DialogClosed | Happened::Flipped | Happened::Removed, Shown::Nothing) => {
                        attempt.shown = Shown::Sent;
                        // A frame's dialog was heard of first, and this click was taken for the one that opened it.
                        if attempt.way == Way::Unknown && !attempt.opens {
                            attempt.way = Way::Direct;
                        }
                    }
                    _ => {}
                }
            }
        }
        true
    }

    /// Takes in what the browser tells of a request.
    pub fn observe(&mut self, signal: &RequestSignal) {
        let outcome = Outcome::of(&signal.phase);
        // The browser numbers its requests anew when it starts: what begins after the end of a request of the same
        // name is another one. An error begins nothing: it may tell that an answer broke off.
        let breaks_off = matches!(signal.phase, RequestPhase::Failed { .. });
        let same = |known: &&mut Request| {
            known.id == signal.id
                && known.tab == signal.tab
                && (known.outcome.is_none() || signal.at <= known.changed || breaks_off)
        };
        match self.requests.iter_mut().rfind(same) {
            Some(known) => {
                // The end may be heard of first; and it may seem to come before, if the clock was set back.
                if signal.phase == RequestPhase::Started {
                    known.started = known.started.min(signal.at);
                }
                known.changed = known.changed.max(signal.at);
                known.outcome = match known.outcome {
                    // Whether the page understood it nobody knows: what it shows of it then proves nothing.
                    Some(Outcome::Accepted) if breaks_off => Some(Outcome::Unclear),
                    before => before.or(outcome),
                };
                // Where it was sent on, another rule of the vocabulary can tell of it.
                known.several |= signal.several;
            }
            None => self.requests.push(Request {
                id: signal.id.clone(),
                tab: signal.tab,
                way: signal.way,
                several: signal.several,
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

    /// Whether any of the attempts that are remembered has a note.
    pub fn knows_note(&self) -> bool {
        self.attempts.iter().any(|attempt| attempt.note.is_some())
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
        let clear: Vec<bool> = (0..pairs.len()).map(|index| self.is_clear(index, &pairs)).collect();
        for ((request, attempt), clear) in self.requests.iter_mut().zip(&pairs).zip(clear) {
            let attempt = attempt.map(|index| {
                paired[index] = true;
                &mut self.attempts[index]
            });
            let mut verdict = verdict(attempt.as_deref(), Some(request), now);
            if verdict == Verdict::Counts(Evidence::Confirmed) && !clear {
                verdict = Verdict::Counts(Evidence::Unconfirmed);
            }
            let draft = draft(attempt.as_deref(), Some(request));
            // Each may have been entered before it was known that they are one. One record is enough.
            let [first, second] = match attempt {
                Some(attempt) if request.record.is_none() && attempt.record.is_some() => {
                    [&mut attempt.record, &mut request.record]
                }
                Some(attempt) => [&mut request.record, &mut attempt.record],
                None => [&mut request.record, &mut None],
            };
            findings.conclude(first, verdict, draft, now);
            if !matches!(verdict, Verdict::Wait(_)) {
                findings.turn(second, false, now);
            }
            if let Some(record) = first.as_ref().filter(|record| request.several && record.counts()) {
                findings.several.push((record.id.clone(), record.at));
            }
        }
        for (attempt, _) in self.attempts.iter_mut().zip(paired).filter(|(_, paired)| !paired) {
            let verdict = verdict(Some(attempt), None, now);
            let draft = draft(Some(attempt), None);
            findings.conclude(&mut attempt.record, verdict, draft, now);
        }
        findings.mute = self.forget(&pairs, now);
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
                opens: false,
                note: None,
                clicked: signal.at,
                changed: signal.at,
                shown: Shown::Nothing,
                kept: None,
                denied: false,
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

    /// The requests by when they began, those of the same instant as they were heard of. There are few, and a sort is more
    /// code than it saves time.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.requests.len());
        for (index, request) in self.requests.iter().enumerate() {
            let place = order.partition_point(|&other| self.requests[other].started <= request.started);
            order.insert(place, index);
        }
        order
    }

    /// For each request the attempt that it followed from, if any. An attempt has at most one.
    fn pairs(&self) -> Vec<Option<usize>> {
        let mut pairs = vec![None; self.requests.len()];
        let mut free: Vec<bool> = vec![true; self.attempts.len()];
        let order = self.in_order();
        for fit in Fit::BEST_FIRST {
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
                    .max_by_key(|(_, attempt)| attempt.clicked);
                if let Some((candidate, _)) = candidate {
                    free[candidate] = false;
                    pairs[index] = Some(candidate);
                }
            }
        }
        pairs
    }

    /// Whether nothing else could as well have caused a request: no later click before it, for a page sends at the
    /// click, so that the nearest one did; and no earlier one whose own request began only after it, for then both
    /// clicks came before both requests, and either can be the other's.
    fn is_clear(&self, index: usize, pairs: &[Option<usize>]) -> bool {
        let (request, Some(attempt)) =
            (&self.requests[index], pairs[index].map(|index| &self.attempts[index]))
        else {
            return false;
        };
        let rivals = |other: &Attempt| other.tab == attempt.tab && other.way == attempt.way;
        let later = self.attempts.iter().any(|other| {
            rivals(other) && other.clicked > attempt.clicked && other.clicked <= request.started
        });
        let crossed = self.requests.iter().zip(pairs).any(|(next, other)| {
            let other = other.map(|index| &self.attempts[index]);
            next.started >= request.started
                && other.is_some_and(|other| rivals(other) && other.clicked < attempt.clicked)
        });
        !later && !crossed
    }

    /// Drops what is too old to be joined by anything. A pair goes together: half of one could be taken for
    /// something new. Says how many of those were accepted without the page's ever showing anything.
    fn forget(&mut self, pairs: &[Option<usize>], now: Timestamp) -> u32 {
        let old = |changed: Timestamp| now.since(changed) > MEMORY;
        let mut keep: Vec<bool> = self.attempts.iter().map(|attempt| !old(attempt.changed)).collect();
        let mut kept = Vec::with_capacity(pairs.len());
        let mut mute = 0;
        for (request, attempt) in self.requests.iter().zip(pairs) {
            let young = !old(request.changed) || attempt.is_some_and(|index| keep[index]);
            if let Some(index) = attempt {
                keep[*index] = young;
                let accepted = request.outcome == Some(Outcome::Accepted);
                let silent = self.attempts[*index].shown == Shown::Nothing && !self.attempts[*index].denied;
                mute += u32::from(!young && accepted && silent);
            }
            kept.push(young);
        }
        let (mut kept, mut keep) = (kept.into_iter(), keep.into_iter());
        self.requests.retain(|_| kept.next().unwrap_or(true));
        self.attempts.retain(|_| keep.next().unwrap_or(true));
        self.heard.retain(|_, heard| now.since(heard.at) <= HEARD_MEMORY);
        mute
    }
}

/// How well an attempt fits a request.
#[derive(Clone, Copy)]
enum Fit {
    /// What the page showed agrees with the answer.
    Agrees,
    /// A refusal, and a message that something wasn't sent.
    Denied,
    /// The page is silent.
    Silent,
    /// The same way, where LinkedIn didn't accept.
    NotAccepted,
    /// The same way.
    SameWay,
    /// Any click of the tab: LinkedIn's addresses change more often than its clicks.
    AnyWay,
}

impl Fit {
    /// That an accepted request goes with a control that turned back comes late: it is the one fit by which less is
    /// counted, and so first all others may claim that control.
    const BEST_FIRST: [Self; 6] =
        [Self::Agrees, Self::Denied, Self::Silent, Self::NotAccepted, Self::SameWay, Self::AnyWay];

    fn allows(self, attempt: &Attempt, request: &Request) -> bool {
        // No click that is known of sends to several.
        if request.several {
            return false;
        }
        let same_tab = attempt.tab == request.tab || request.tab < TabId(0);
        let latest = attempt.clicked.max(attempt.changed).plus(CONSEQUENCE);
        let in_time = attempt.clicked <= request.started.plus(SKEW) && request.started <= latest;
        // A click that only opened a dialog sends by no way.
        let same_way =
            attempt.way != Way::Unknown && (attempt.way == request.way || request.way == Way::Unknown);
        let fits = match (self, request.outcome) {
            (Self::Agrees, Some(Outcome::Accepted)) => attempt.shown == Shown::Sent && !attempt.denied,
            (Self::Agrees, Some(Outcome::Refused | Outcome::Unclear)) => attempt.shown == Shown::Reverted,
            (Self::Denied, Some(Outcome::Refused)) => attempt.denied,
            (Self::Agrees | Self::Denied, _) => false,
            (Self::Silent, _) => attempt.shown == Shown::Nothing,
            (Self::NotAccepted, outcome) => outcome != Some(Outcome::Accepted),
            (Self::SameWay | Self::AnyWay, _) => true,
        };
        same_tab && in_time && fits && (same_way || matches!(self, Self::AnyWay))
    }
}

/// The verdict on an attempt, a request, or the two together. ARCHITECTURE.md shows it as a table.
fn verdict(attempt: Option<&Attempt>, request: Option<&Request>, now: Timestamp) -> Verdict {
    let unconfirmed = Verdict::Counts(Evidence::Unconfirmed);
    match (request.map(|request| (request.outcome, request)), attempt) {
        (Some((Some(Outcome::Refused), _)), _) => Verdict::NotSent,
        (Some((Some(Outcome::Unclear), _)), _) => unconfirmed,
        // The answer is slow, or the worker was stopped just when it came.
        (Some((None, _)), Some(Attempt { shown: Shown::Sent, kept: Some(_), denied: false, .. })) => {
            unconfirmed
        }
        (Some((None, request)), _) => wait_until(request.changed.plus(ANSWER_PATIENCE), now, unconfirmed),
        (Some((Some(Outcome::Accepted), _)), None) => Verdict::Counts(Evidence::Network),
        (Some((Some(Outcome::Accepted), request)), Some(attempt)) => match attempt.shown {
            // An accepted direct send is proven only by a control that stays Pending.
            Shown::Reverted if request.way == Way::Direct => Verdict::NotSent,
            Shown::Sent
                if !attempt.denied
                    && (request.way == Way::Dialog || attempt.kept >= Some(request.changed)) =>
            {
                Verdict::Counts(Evidence::Confirmed)
            }
            // A frame can take its dialog away before anything more is said of it.
            Shown::Nothing if !attempt.denied && attempt.way == Way::Dialog && request.way == Way::Dialog => {
                Verdict::Counts(Evidence::Confirmed)
            }
            _ => unconfirmed,
        },
        (None, Some(attempt)) => match (attempt.way, attempt.shown) {
            (Way::Unknown, _) | (_, Shown::Nothing) => Verdict::NotSent,
            (_, Shown::Reverted) => Verdict::NotSent,
            // A dialog closes over a denial, too.
            (Way::Dialog, Shown::Sent) if attempt.denied => Verdict::NotSent,
            (_, Shown::Sent) if attempt.kept.is_some() => unconfirmed,
            (_, Shown::Sent) => wait_until(attempt.changed.plus(PATIENCE), now, unconfirmed),
        },
        (None, None) => Verdict::NotSent,
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
    let several = request.is_some_and(|request| request.several);
    let alone = if several { Place::AddressBook } else { Place::Unknown };
    Invitation {
        id: InvitationId::new(id),
        // The click can be that on Connect, as long as the one on the dialog's button isn't heard of.
        at: request
            .map(|request| request.started)
            .or(attempt.map(|attempt| attempt.clicked))
            .unwrap_or_default(),
        number: NonZeroU32::MIN,
        place: attempt.map_or(alone, |attempt| attempt.place),
        way: seen.or(request.map(|request| request.way)).unwrap_or_default(),
        note: attempt.and_then(|attempt| attempt.note),
        evidence: Evidence::Unconfirmed,
    }
}

impl Findings {
    /// Enters the difference between a verdict and what the ledger says because of the same facts.
    fn conclude(
        &mut self,
        record: &mut Option<Record>,
        verdict: Verdict,
        mut draft: Invitation,
        now: Timestamp,
    ) {
        match verdict {
            Verdict::Counts(evidence) => {
                self.turn(record, true, now);
                if record
                    .as_ref()
                    .is_some_and(|known| known.evidence == Evidence::Confirmed && evidence < known.evidence)
                {
                    // The proof belonged to another one. What is known of an invitation only grows, so this one is
                    // entered anew, with what is known now.
                    let id = record.as_ref().map(|known| format!("{}.{}", known.id, known.turns + 1));
                    self.turn(record, false, now);
                    *record = None;
                    draft.id = InvitationId::new(id.unwrap_or_default());
                }
                let known = record.get_or_insert_with(|| {
                    let entry = Entry::Sent(Invitation { evidence, ..draft.clone() });
                    self.entries.push(entry);
                    let Invitation { id, at, place, way, note, .. } = draft.clone();
                    Record { id, at, evidence, place, way, note, turns: 0 }
                });
                // A click that is heard late tells place, way and note, even where it makes nothing surer.
                let tells = draft.place > known.place || draft.way > known.way || draft.note > known.note;
                if evidence > known.evidence || evidence == known.evidence && tells {
                    known.evidence = evidence;
                    known.place = known.place.max(draft.place);
                    known.way = known.way.max(draft.way);
                    known.note = known.note.max(draft.note);
                    let (id, at) = (known.id.clone(), known.at);
                    self.entries.push(Entry::Sent(Invitation { id, at, evidence, ..draft }));
                }
            }
            Verdict::NotSent => self.turn(record, false, now),
            Verdict::Wait(until) => {
                self.open_until = Some(self.open_until.map_or(until, |open| open.min(until)));
            }
        }
    }

    /// Makes a record count, or not count, with an entry that says so if that changes anything.
    fn turn(&mut self, record: &mut Option<Record>, counts: bool, now: Timestamp) {
        let Some(record) = record.as_mut().filter(|record| record.counts() != counts) else { return };
        record.turns += 1;
        self.entries.push(Entry::Correction(Correction {
            id: format!("{}.{}", record.id, record.turns),
            of: record.id.clone(),
            sent: record.at,
            at: now,
            change: if counts { Change::Restored } else { Change::Refuted },
        }));
    }
}

impl Record {
    fn counts(&self) -> bool {
        self.turns.is_multiple_of(2)
    }
}
