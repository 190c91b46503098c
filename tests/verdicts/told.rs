//! A detector as a page and the browser tell it things, and what the ledger says because of it.

use plimsoll::domain::detection::{
    Detector, DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId,
};
use plimsoll::domain::invitation::{Evidence, Invitation, Place, Way};
use plimsoll::domain::ledger::Ledger;
use plimsoll::domain::time::Timestamp;

const START: i64 = 1_795_300_000_000;
pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const ACCEPTED: RequestPhase = RequestPhase::Answered { status: 200 };
pub const REFUSED: RequestPhase = RequestPhase::Answered { status: 429 };
pub const UNCLEAR: RequestPhase = RequestPhase::Answered { status: 500 };

pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(START + millis)
}

pub fn connect(link: bool) -> Happened {
    Happened::Connect { place: Place::Search, link, rule: Rule::Key }
}

pub const SEND: Happened = Happened::Send { place: Place::Profile, note: None };

/// A detector and what the ledger says because of it. Times are milliseconds from the start.
#[derive(Default)]
pub struct Told {
    pub detector: Detector,
    pub ledger: Ledger,
    said: u32,
}

impl Told {
    /// What one page of the first tab tells.
    pub fn page(mut self, when: i64, attempt: u32, happened: Happened) -> Self {
        self.said += 1;
        let signal = Signal { number: self.said, at: at(when), attempt, happened };
        assert!(self.detector.hear(&DocumentId("d".into()), TabId(1), &signal));
        self
    }

    pub fn request_of(
        mut self,
        (id, tab): (&str, i32),
        way: Way,
        (began, phase): (i64, RequestPhase),
    ) -> Self {
        let (id, tab) = (id.to_owned(), TabId(tab));
        self.detector.observe(&RequestSignal { id, tab, way, several: false, at: at(began), phase });
        self
    }

    /// A request of the first tab: when it began, and when and how it ended.
    pub fn request(self, id: &str, way: Way, began: i64, (ended, phase): (i64, RequestPhase)) -> Self {
        self.request_of((id, 1), way, (began, RequestPhase::Started)).request_of((id, 1), way, (ended, phase))
    }

    /// What counts at that time, and when to look again.
    pub fn settled(&mut self, when: i64) -> (Vec<Evidence>, Option<i64>) {
        let findings = self.detector.settle(at(when));
        findings.entries.into_iter().for_each(|entry| self.ledger.enter(entry));
        (self.evidence(), findings.open_until.map(|until| until.as_millis() - START))
    }

    pub fn counted(&self) -> Vec<Invitation> {
        let mut counted: Vec<_> = self.ledger.counted().cloned().collect();
        counted.sort_by_key(|one| one.at);
        counted
    }

    /// How sure each is, in the order in which they were sent.
    pub fn evidence(&self) -> Vec<Evidence> {
        self.counted().iter().map(|one| one.evidence).collect()
    }

    /// What counts once nothing is open any more.
    pub fn in_the_end(mut self) -> Vec<Evidence> {
        self.settled(4 * SECOND);
        self.settled(3 * MINUTE).0
    }
}
