//! How well the counting itself goes: what LinkedIn's pages no longer show as they did, and what only the user can tell.
//! It holds kinds and numbers alone, so that a report of it tells nothing of anybody.

use serde::{Deserialize, Serialize};

use super::detection::{Happened, Rule, Signal};
use super::invitation::{InvitationId, Place};
use super::time::Timestamp;

/// After how many pages of a kind in a row on which no control was recognised something seems to have changed. One alone
/// proves nothing: everybody on it may be connected already.
const BLIND: u32 = 5;
/// After how many accepted invitations of which the page never showed anything. One alone can be a tab closed early.
const MUTE: u32 = 3;
/// How many of the last signals are kept for a report.
const LAST: usize = 20;

/// A request that invited several people: how many, only the user knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The invitation that stands for them, as one until the question is answered.
    pub of: InvitationId,
    /// When it was sent.
    pub sent: Timestamp,
}

/// What a signal was, without anything that it spoke of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "they are the signals of `Happened`")]
pub enum Kind {
    Connect,
    DialogOpened,
    Send,
    DialogClosed,
    Flipped,
    Removed,
    Kept,
    Reverted,
    Denied,
    Blind,
    NoteBox,
}

impl Kind {
    fn of(happened: &Happened) -> Self {
        match happened {
            Happened::Connect { .. } => Self::Connect,
            Happened::DialogOpened => Self::DialogOpened,
            Happened::Send { .. } => Self::Send,
            Happened::DialogClosed => Self::DialogClosed,
            Happened::Flipped => Self::Flipped,
            Happened::Removed => Self::Removed,
            Happened::Kept => Self::Kept,
            Happened::Reverted => Self::Reverted,
            Happened::Denied => Self::Denied,
            Happened::Blind { .. } => Self::Blind,
            Happened::NoteBox { .. } => Self::NoteBox,
        }
    }
}

/// What seems to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worry {
    /// On so many pages in a row no control was recognised.
    Blind(u32),
    /// Of so many accepted invitations the page never showed what came of them.
    Mute(u32),
}

/// What is known of how well the counting goes. Stored in one piece with the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// What only the user knows, oldest first.
    pub questions: Vec<Question>,
    /// Pages in a row on which no control was recognised, by kind.
    pub blind: Vec<(Place, u32)>,
    /// Accepted invitations of which the page never showed anything.
    pub mute: u32,
    /// How many Connect controls were clicked, by what they were recognised.
    pub rules: Vec<(Rule, u32)>,
    /// The last signals, oldest first.
    pub last: Vec<(Timestamp, Kind)>,
}

impl Health {
    /// Takes in a signal that wasn't heard before.
    pub fn note(&mut self, signal: &Signal) {
        match &signal.happened {
            Happened::Connect { place, rule, .. } => {
                count(&mut self.rules, *rule, 1);
                self.blind.retain(|(known, _)| known != place);
            }
            Happened::Blind { place } => count(&mut self.blind, *place, 1),
            _ => {}
        }
        self.last.push((signal.at, Kind::of(&signal.happened)));
        let old = self.last.len().saturating_sub(LAST);
        self.last.drain(..old);
    }

    /// Asks how many people an invitation stands for. Asked once, whatever becomes of the answer.
    pub fn ask(&mut self, of: InvitationId, sent: Timestamp) {
        if self.questions.iter().all(|question| question.of != of) {
            self.questions.push(Question { of, sent });
        }
    }

    /// The user has answered, or doesn't want to be asked.
    pub fn answered(&mut self, of: &InvitationId) {
        self.questions.retain(|question| question.of != *of);
    }

    /// What seems to be wrong, the worst first.
    pub fn worry(&self) -> Option<Worry> {
        let blind = self.blind.iter().map(|(_, pages)| *pages).max().filter(|pages| *pages >= BLIND);
        blind.map(Worry::Blind).or((self.mute >= MUTE).then_some(Worry::Mute(self.mute)))
    }

    /// The user knows of it.
    pub fn calm(&mut self) {
        self.blind.clear();
        self.mute = 0;
    }
}

/// So many more of a kind. A list of few is smaller than a map, in every program that reads it.
pub(super) fn count<K: PartialEq>(list: &mut Vec<(K, u32)>, kind: K, more: u32) {
    match list.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, number)) => *number += more,
        None => list.push((kind, more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(happened: Happened) -> Signal {
        Signal { number: 1, at: Timestamp::from_millis(7), attempt: 0, happened }
    }

    fn blind(place: Place) -> Signal {
        signal(Happened::Blind { place })
    }

    #[test]
    fn pages_without_a_control_worry_only_in_a_row() {
        let mut health = Health::default();
        for _ in 1..5 {
            health.note(&blind(Place::Search));
            health.note(&blind(Place::Feed));
        }
        assert_eq!(health.worry(), None);
        // Another kind of page says nothing of this one.
        health.note(&signal(Happened::Connect { place: Place::Profile, link: false, rule: Rule::Key }));
        health.note(&blind(Place::Search));
        assert_eq!(health.worry(), Some(Worry::Blind(5)));
        health.note(&signal(Happened::Connect { place: Place::Search, link: true, rule: Rule::Key }));
        assert_eq!(health.worry(), None);
        assert_eq!(health.rules, [(Rule::Key, 2)]);
    }

    #[test]
    fn pages_that_never_show_what_came_of_a_send_worry() {
        let mut health = Health { mute: 2, ..Health::default() };
        assert_eq!(health.worry(), None);
        health.mute += 1;
        assert_eq!(health.worry(), Some(Worry::Mute(3)));
        health.calm();
        assert_eq!(health.worry(), None);
    }

    #[test]
    fn pages_that_show_nothing_worry_more_and_the_user_who_knows_of_them_is_told_of_neither() {
        let mut health = Health { mute: 7, blind: vec![(Place::Feed, 6)], ..Health::default() };
        assert_eq!(health.worry(), Some(Worry::Blind(6)));
        health.calm();
        assert_eq!(health, Health::default());
    }

    #[test]
    fn each_import_is_asked_for_once_and_its_answer_leaves_the_others() {
        let at = Timestamp::from_millis;
        let [one, other] = ["one", "other"].map(InvitationId::new);
        let mut health = Health::default();
        for (of, sent) in [(&one, 1), (&other, 2), (&one, 3)] {
            health.ask(of.clone(), at(sent));
        }
        let asked = [Question { of: one.clone(), sent: at(1) }, Question { of: other, sent: at(2) }];
        assert_eq!(health.questions, asked);
        health.answered(&one);
        assert_eq!(health.questions, asked[1..]);
    }

    #[test]
    fn only_the_last_twenty_signals_are_kept_each_by_its_kind() {
        let signals = [
            (Happened::Connect { place: Place::Profile, link: true, rule: Rule::Key }, Kind::Connect),
            (Happened::DialogOpened, Kind::DialogOpened),
            (Happened::NoteBox { limit: None, remaining: None }, Kind::NoteBox),
            (Happened::Send { place: Place::Profile, note: None }, Kind::Send),
            (Happened::DialogClosed, Kind::DialogClosed),
            (Happened::Flipped, Kind::Flipped),
            (Happened::Removed, Kind::Removed),
            (Happened::Kept, Kind::Kept),
            (Happened::Reverted, Kind::Reverted),
            (Happened::Denied, Kind::Denied),
        ];
        let mut health = Health::default();
        for _ in 0..11 {
            health.note(&blind(Place::Search));
        }
        for (happened, _) in &signals {
            health.note(&signal(happened.clone()));
        }
        let kinds: Vec<Kind> = health.last.iter().map(|(_, kind)| *kind).collect();
        assert_eq!(kinds[..10], [Kind::Blind; 10]);
        assert_eq!(kinds[10..], signals.map(|(_, kind)| kind));
    }
}
