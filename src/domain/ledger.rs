//! The log of all that happened: invitations and corrections of them, never a deletion.
//!
//! Entries are filed by [`FilingWeek`] of the invitation that they speak of, so that a drawer read alone gives a
//! true count, and a write costs the same in the tenth year as on the first day. A ledger is a set: entering
//! what is there already changes nothing, and two ledgers merged in either order are equal.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::invitation::{Evidence, Invitation, InvitationId};
use super::time::{FilingWeek, Timestamp};

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Entry {
    /// An invitation was sent.
    Sent(Invitation),
    /// What an invitation counts for was changed.
    Correction(Correction),
}

/// A later word on an invitation. Of several, the latest holds; of two at the same instant, the one whose
/// identity sorts last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its identity, made by whoever asked for it.
    pub id: String,
    /// The invitation that it speaks of.
    pub of: InvitationId,
    /// When that invitation was sent, which tells its drawer.
    pub sent: Timestamp,
    /// When the correction was made.
    pub at: Timestamp,
    /// What changes.
    pub change: Change,
}

/// What a correction changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// The user says that it doesn't count.
    TakenBack,
    /// The user says that it counts after all.
    Restored,
    /// LinkedIn's page or its answer showed that it wasn't sent after all.
    Refuted,
}

/// The user's own account of an invitation, in place of the one that was entered: how many it stands for, and when it was
/// sent. The first account stays where it is and no longer counts, so that the second can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Its identity, made by whoever asked for it.
    pub id: String,
    /// The invitation that it speaks of.
    pub of: InvitationId,
    /// When that one was sent by the first account, which tells its drawer.
    pub sent: Timestamp,
    /// The identity of the second account.
    pub by: InvitationId,
    /// When it was sent by the second account.
    pub at: Timestamp,
    /// How many it stands for.
    pub number: NonZeroU32,
    /// Whether the first account holds again, and not the second.
    #[serde(default)]
    pub undone: bool,
}

impl Entry {
    /// The drawer to which the entry belongs.
    pub fn week(&self) -> FilingWeek {
        FilingWeek::of(match self {
            Self::Sent(invitation) => invitation.at,
            Self::Correction(correction) => correction.sent,
        })
    }
}

/// The drawers of the ledger that were read, or the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// From the oldest on, each once.
    drawers: Vec<Drawer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawer {
    week: FilingWeek,
    entries: Vec<Entry>,
    /// Whether it changed since it was read.
    touched: bool,
}

impl Ledger {
    /// Adds a drawer as it was read from storage.
    pub fn file(&mut self, week: FilingWeek, entries: Vec<Entry>) {
        self.drawer(week).entries = entries;
    }

    /// A drawer, which is there from then on.
    fn drawer(&mut self, week: FilingWeek) -> &mut Drawer {
        let at = self.drawers.partition_point(|drawer| drawer.week < week);
        if self.drawers.get(at).is_none_or(|drawer| drawer.week != week) {
            self.drawers.insert(at, Drawer { week, entries: Vec::new(), touched: false });
        }
        &mut self.drawers[at]
    }

    /// Writes an entry into its drawer, unless it is there already. A second account of an invitation is joined
    /// with the first.
    pub fn enter(&mut self, entry: Entry) {
        let Drawer { entries, touched, .. } = self.drawer(entry.week());
        match entry {
            Entry::Sent(invitation) => {
                let known = entries.iter_mut().find_map(|known| match known {
                    Entry::Sent(known) if known.id == invitation.id => Some(known),
                    _ => None,
                });
                match known {
                    Some(known) => {
                        let before = known.clone();
                        known.join(invitation);
                        if *known == before {
                            return;
                        }
                    }
                    None => entries.push(Entry::Sent(invitation)),
                }
            }
            Entry::Correction(correction) => {
                let known =
                    |entry: &Entry| matches!(entry, Entry::Correction(known) if known.id == correction.id);
                if entries.iter().any(known) {
                    return;
                }
                entries.push(Entry::Correction(correction));
            }
        }
        *touched = true;
    }

    /// Puts the user's account of an invitation in place of another, or the other way round. Where and how it was sent and
    /// with which note stays as it was seen. Nothing changes, and the answer is false, if no such invitation is there.
    pub fn amend(&mut self, amendment: &Amendment, now: Timestamp) -> bool {
        let Amendment { id, of, sent, by, at, number, undone } = amendment;
        let Some(first) = self.find(of) else { return false };
        let second = Invitation {
            id: by.clone(),
            at: *at,
            number: *number,
            evidence: Evidence::ByHand,
            ..first.clone()
        };
        let correction = |id: &str, of: &InvitationId, sent: Timestamp, change: Change| {
            Entry::Correction(Correction { id: id.into(), of: of.clone(), sent, at: now, change })
        };
        if *undone {
            self.enter(correction(id, of, *sent, Change::Restored));
            self.enter(correction(&[id, "/"].concat(), by, *at, Change::TakenBack));
        } else {
            self.enter(correction(id, of, *sent, Change::TakenBack));
            self.enter(Entry::Sent(second));
        }
        true
    }

    /// The drawers with all that lies in them.
    pub fn drawers(&self) -> impl Iterator<Item = (FilingWeek, &[Entry])> {
        self.drawers.iter().map(|drawer| (drawer.week, drawer.entries.as_slice()))
    }

    /// Whether a drawer changed since it was read.
    pub fn is_touched(&self, week: FilingWeek) -> bool {
        self.drawers.iter().any(|drawer| drawer.week == week && drawer.touched)
    }

    /// Every entry, drawer by drawer.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.drawers.iter().flat_map(|drawer| &drawer.entries)
    }

    /// The invitations that count, in no particular order: all that were sent, less those that a correction took
    /// out.
    pub fn counted(&self) -> impl Iterator<Item = &Invitation> {
        counted(&self.drawers)
    }

    /// Those of them that were sent at `first` or later. Looks into no drawer of before, so that it costs the same
    /// however old the ledger is.
    pub fn counted_from(&self, first: Timestamp) -> impl Iterator<Item = &Invitation> {
        let week = FilingWeek::of(first);
        let before = self.drawers.partition_point(|drawer| drawer.week < week);
        counted(&self.drawers[before..]).filter(move |invitation| invitation.at >= first)
    }

    /// The invitation of that identity, whether it counts or not.
    pub fn find(&self, id: &InvitationId) -> Option<&Invitation> {
        self.entries().find_map(|entry| match entry {
            Entry::Sent(invitation) if invitation.id == *id => Some(invitation),
            _ => None,
        })
    }
}

/// The invitations of some drawers that count. Corrections lie beside their invitation, so each drawer is complete.
fn counted(drawers: &[Drawer]) -> impl Iterator<Item = &Invitation> {
    let entries = drawers.iter().flat_map(|drawer| &drawer.entries);
    let last_words = LastWords::of(entries.clone());
    let counts = move |id| matches!(last_words.on(id), None | Some(Change::Restored));
    entries.filter_map(move |entry| match entry {
        Entry::Sent(invitation) if counts(&invitation.id) => Some(invitation),
        _ => None,
    })
}

/// Of the invitations that were corrected, the words that hold: one each, in the order of the invitations' identities.
pub struct LastWords<'a>(Vec<&'a Correction>);

impl<'a> LastWords<'a> {
    /// Those among some entries.
    pub fn of(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut words = Self(Vec::new());
        for entry in entries {
            if let Entry::Correction(correction) = entry {
                match words.place(&correction.of) {
                    Ok(known) => {
                        let word = &mut words.0[known];
                        if (correction.at, &correction.id) > (word.at, &word.id) {
                            *word = correction;
                        }
                    }
                    Err(place) => words.0.insert(place, correction),
                }
            }
        }
        words
    }

    /// The word on an invitation, if there is one.
    pub fn on(&self, invitation: &InvitationId) -> Option<Change> {
        self.place(invitation).ok().map(|known| self.0[known].change)
    }

    fn place(&self, invitation: &InvitationId) -> Result<usize, usize> {
        self.0.binary_search_by(|word| word.of.cmp(invitation))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::invitation::{Characters, Place, Way};

    fn sent(id: &str, at: i64, evidence: Evidence) -> Entry {
        Entry::Sent(Invitation {
            id: InvitationId::new(id),
            at: Timestamp::from_millis(at),
            number: NonZeroU32::MIN,
            place: Place::Search,
            way: Way::Dialog,
            note: None,
            evidence,
        })
    }

    fn correction(id: &str, of: &str, at: i64, change: Change) -> Entry {
        Entry::Correction(Correction {
            id: id.into(),
            of: InvitationId::new(of),
            sent: Timestamp::from_millis(5),
            at: Timestamp::from_millis(at),
            change,
        })
    }

    fn ledger(entries: impl IntoIterator<Item = Entry>) -> Ledger {
        let mut ledger = Ledger::default();
        entries.into_iter().for_each(|entry| ledger.enter(entry));
        ledger
    }

    #[test]
    fn an_invitation_entered_twice_counts_once() {
        let twice = ledger([sent("a", 5, Evidence::Confirmed), sent("a", 5, Evidence::Confirmed)]);
        assert_eq!(twice.counted().count(), 1);
    }

    #[test]
    fn what_changes_nothing_is_not_written_again() {
        let mut read = Ledger::default();
        let week = FilingWeek::of(Timestamp::from_millis(5));
        read.file(week, vec![sent("a", 5, Evidence::Confirmed)]);
        read.enter(sent("a", 5, Evidence::Unconfirmed));
        assert!(!read.is_touched(week));
        read.enter(sent("b", 5, Evidence::Unconfirmed));
        assert!(read.is_touched(week));
        assert_eq!(read.drawers.iter().filter(|drawer| drawer.touched).count(), 1);
        for _ in 0..2 {
            read.enter(correction("1", "a", 10, Change::TakenBack));
        }
        assert_eq!(read.entries().count(), 3);
    }

    #[test]
    fn an_invitation_is_found_by_its_identity() {
        let ledger = ledger(["a", "b"].map(|id| sent(id, 5, Evidence::Confirmed)));
        for (id, found) in [("a", true), ("b", true), ("c", false)] {
            let id = InvitationId::new(id);
            assert_eq!(ledger.find(&id).map(|one| &one.id), found.then_some(&id));
        }
    }

    #[test]
    fn the_latest_correction_holds() {
        let mut ledger =
            ledger([sent("a", 5, Evidence::ByHand), correction("1", "a", 10, Change::TakenBack)]);
        assert_eq!(ledger.counted().count(), 0);
        ledger.enter(correction("2", "a", 11, Change::Restored));
        assert_eq!(ledger.counted().count(), 1);
        ledger.enter(correction("3", "a", 10, Change::TakenBack));
        assert_eq!(ledger.counted().count(), 1, "an earlier word that arrives late changes nothing");
        ledger.enter(correction("4", "a", 12, Change::Refuted));
        assert_eq!(ledger.counted().count(), 0);
    }

    fn amendment(id: &str, undone: bool) -> Amendment {
        let (of, by) = (InvitationId::new("a"), InvitationId::new("b"));
        let [sent, at] = [5, 700_000_000].map(Timestamp::from_millis);
        Amendment { id: id.into(), of, sent, by, at, number: NonZeroU32::new(3).unwrap(), undone }
    }

    #[test]
    fn the_users_account_takes_the_place_of_the_first_and_gives_it_back() {
        let Entry::Sent(seen) = sent("a", 5, Evidence::Confirmed) else { unreachable!() };
        let seen = Invitation { note: Some(Characters(9)), ..seen };
        let mut ledger = ledger([Entry::Sent(seen.clone())]);
        let counted = |ledger: &Ledger| ledger.counted().cloned().collect::<Vec<_>>();
        let now = Timestamp::from_millis(800_000_000);
        assert!(ledger.amend(&amendment("1", false), now));
        let (id, at) = (InvitationId::new("b"), Timestamp::from_millis(700_000_000));
        let number = NonZeroU32::new(3).unwrap();
        let told = Invitation { id, at, number, evidence: Evidence::ByHand, ..seen.clone() };
        assert_eq!(counted(&ledger), [told]);
        let once = ledger.clone();
        assert!(ledger.amend(&amendment("1", false), now));
        assert_eq!(ledger, once, "told twice it changes nothing more");

        assert!(ledger.amend(&amendment("2", true), Timestamp::from_millis(800_000_001)));
        assert_eq!(counted(&ledger), [seen]);
        let mut nothing = Ledger::default();
        assert!(!nothing.amend(&amendment("1", false), now));
        assert_eq!(nothing, Ledger::default());
    }

    #[test]
    fn a_correction_lies_beside_its_invitation() {
        let entry = correction("1", "a", 9_999_999_999, Change::TakenBack);
        assert_eq!(entry.week(), sent("a", 5, Evidence::ByHand).week());
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        let evidence =
            prop_oneof![Just(Evidence::ByHand), Just(Evidence::Network), Just(Evidence::Confirmed)];
        let change = prop_oneof![Just(Change::TakenBack), Just(Change::Restored), Just(Change::Refuted)];
        prop_oneof![
            ("[a-c]", evidence).prop_map(|(id, evidence)| sent(&id, 5, evidence)),
            ("[a-c]", 0i64..4, change).prop_map(|(of, at, change)| {
                // A correction is made once: what its identity names is always the same.
                correction(&format!("{of}{at}{change:?}"), &of, at, change)
            }),
        ]
    }

    proptest! {
        #[test]
        fn order_and_repetition_change_nothing(
            (entries, shuffled) in prop::collection::vec(any_entry(), 0..12).prop_flat_map(|entries| {
                let twice = entries.iter().chain(&entries).cloned().collect::<Vec<_>>();
                (Just(entries), Just(twice).prop_shuffle())
            })
        ) {
            let (once, again) = (ledger(entries), ledger(shuffled));
            let counted = |ledger: &Ledger| {
                let mut all = ledger.counted().cloned().collect::<Vec<_>>();
                all.sort_by(|a, b| a.id.cmp(&b.id));
                all
            };
            prop_assert_eq!(counted(&once), counted(&again));
        }
    }
}
