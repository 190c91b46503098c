//! The series behind the charts, and the lines of the ledger as a table shows them: each number of a chart has a filter
//! that leaves exactly the invitations behind it.

use super::invitation::{Evidence, Invitation, Place, Way};
use super::ledger::{Change, Entry, LastWords, Ledger};
use super::note::Characters;
use super::time::Timestamp;

/// An invitation with the last word on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// The invitation.
    pub invitation: Invitation,
    /// The last correction, if there was one.
    pub change: Option<Change>,
}

impl Line {
    /// Whether it counts.
    pub fn counts(&self) -> bool {
        matches!(self.change, None | Some(Change::Restored))
    }
}

/// Every invitation of a ledger, newest first; of two at the same instant the one whose identity sorts last.
pub fn lines(ledger: &Ledger) -> Vec<Line> {
    let words = LastWords::of(ledger.entries());
    let line = |entry: &Entry| match entry {
        Entry::Sent(invitation) => {
            Some(Line { invitation: invitation.clone(), change: words.on(&invitation.id) })
        }
        Entry::Correction(_) => None,
    };
    let mut lines: Vec<_> = ledger.entries().filter_map(line).collect();
    lines.sort_unstable_by(|one, other| {
        (other.invitation.at, &other.invitation.id).cmp(&(one.invitation.at, &one.invitation.id))
    });
    lines
}

/// An hour of the week by the user's clock: the day from Monday, 0 to 6, and the hour, 0 to 23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourOfWeek {
    /// The day, from Monday.
    pub day: u8,
    /// The hour.
    pub hour: u8,
}

impl HourOfWeek {
    /// The hour that a clock shows which is that many seconds ahead of UTC.
    pub const fn of(at: Timestamp, ahead: i32) -> Self {
        let hours = (at.as_millis().div_euclid(1000) + ahead as i64).div_euclid(3600);
        let days = hours.div_euclid(24);
        // The epoch began on a Thursday. Both remainders fit.
        Self { day: (days + 3).rem_euclid(7) as u8, hour: hours.rem_euclid(24) as u8 }
    }
}

/// Which invitations are looked for. What isn't named doesn't matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sent then or later.
    pub from: Option<Timestamp>,
    /// Sent before.
    pub to: Option<Timestamp>,
    /// Sent on that kind of page.
    pub place: Option<Place>,
    /// By that way.
    pub way: Option<Way>,
    /// As sure as that.
    pub evidence: Option<Evidence>,
    /// With a note, or without.
    pub note: Option<bool>,
    /// With a note of that length, the second excluded.
    pub length: Option<(u32, u32)>,
    /// In that hour of the week.
    pub hour: Option<HourOfWeek>,
    /// Counting, or not.
    pub counts: Option<bool>,
}

impl Filter {
    /// All that counts: what every chart shows.
    pub fn counting() -> Self {
        Self { counts: Some(true), ..Self::default() }
    }

    /// Whether a line is looked for. `ahead` is by how many seconds the user's clock is ahead of UTC at an instant.
    pub fn holds(&self, line: &Line, ahead: impl Fn(Timestamp) -> i32) -> bool {
        let Invitation { at, place, way, note, evidence, .. } = &line.invitation;
        self.from.is_none_or(|from| *at >= from)
            && self.to.is_none_or(|to| *at < to)
            && self.place.is_none_or(|wanted| *place == wanted)
            && self.way.is_none_or(|wanted| *way == wanted)
            && self.evidence.is_none_or(|wanted| *evidence == wanted)
            && self.note.is_none_or(|wanted| note.is_some() == wanted)
            && self.length.is_none_or(|(least, most)| {
                note.is_some_and(|Characters(length)| length >= least && length < most)
            })
            && self.counts.is_none_or(|wanted| line.counts() == wanted)
            && self.hour.is_none_or(|wanted| HourOfWeek::of(*at, ahead(*at)) == wanted)
    }
}

/// Where lengths of notes are divided: up to 300 characters by steps of fifty, and what is longer.
pub const LENGTHS: [u32; 8] = [0, 50, 100, 150, 200, 250, 300, u32::MAX];

/// Every kind of page. Each stands at its own number, as do ways and evidence.
pub const PLACES: [Place; 10] = [
    Place::Unknown,
    Place::Profile,
    Place::Search,
    Place::MyNetwork,
    Place::Company,
    Place::Feed,
    Place::SalesNavigator,
    Place::InvitePage,
    Place::AddressBook,
    Place::Elsewhere,
];

/// Every way.
pub const WAYS: [Way; 3] = [Way::Unknown, Way::Direct, Way::Dialog];

/// How sure an invitation can be, from the least.
pub const EVIDENCE: [Evidence; 4] =
    [Evidence::ByHand, Evidence::Network, Evidence::Unconfirmed, Evidence::Confirmed];

/// All series but those by time, from one walk over the lines. Only what counts is in them, each act with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// How many in all.
    pub total: u32,
    /// In each hour of the week: by day from Monday, then by hour.
    pub hours: [[u32; 24]; 7],
    /// By kind of page: of [`PLACES`].
    pub places: [u32; PLACES.len()],
    /// By way: of [`WAYS`].
    pub ways: [u32; WAYS.len()],
    /// By how sure they are: of [`EVIDENCE`].
    pub evidence: [u32; EVIDENCE.len()],
    /// With a note.
    pub noted: u32,
    /// Notes by length, between each two of [`LENGTHS`].
    pub lengths: [u32; LENGTHS.len() - 1],
}

impl Series {
    /// The series of some lines. `ahead` as for [`Filter::holds`].
    pub fn of(lines: &[Line], ahead: impl Fn(Timestamp) -> i32) -> Self {
        let mut series = Self::default();
        for Line { invitation, .. } in lines.iter().filter(|line| line.counts()) {
            let number = invitation.number.get();
            let add = |sum: &mut u32| *sum = sum.saturating_add(number);
            add(&mut series.total);
            let HourOfWeek { day, hour } = HourOfWeek::of(invitation.at, ahead(invitation.at));
            add(&mut series.hours[usize::from(day)][usize::from(hour)]);
            add(&mut series.places[invitation.place as usize]);
            add(&mut series.ways[invitation.way as usize]);
            add(&mut series.evidence[invitation.evidence as usize]);
            if let Some(Characters(length)) = invitation.note {
                add(&mut series.noted);
                let bin = LENGTHS.partition_point(|edge| *edge <= length).clamp(1, series.lengths.len());
                add(&mut series.lengths[bin - 1]);
            }
        }
        series
    }
}

/// What counts in each stretch between two neighbouring instants of `edges`, which must rise.
pub fn between(edges: &[Timestamp], lines: &[Line]) -> Vec<u32> {
    let mut sums = vec![0u32; edges.len().saturating_sub(1)];
    for line in lines.iter().filter(|line| line.counts()) {
        let after = edges.partition_point(|edge| *edge <= line.invitation.at);
        if let Some(sum) = after.checked_sub(1).and_then(|index| sums.get_mut(index)) {
            *sum = sum.saturating_add(line.invitation.number.get());
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::invitation::InvitationId;
    use crate::domain::ledger::Correction;

    /// A Monday, 00:00 UTC.
    const MONDAY: i64 = 1_795_392_000_000;
    const HOUR: i64 = 3_600_000;

    fn utc(_: Timestamp) -> i32 {
        0
    }

    fn sent(id: &str, hours: i64, number: u32, note: Option<u32>) -> Entry {
        Entry::Sent(Invitation {
            id: InvitationId::new(id),
            at: Timestamp::from_millis(MONDAY + hours * HOUR),
            number: NonZeroU32::new(number).unwrap(),
            place: if hours % 2 == 0 { Place::Search } else { Place::Profile },
            way: Way::Dialog,
            note: note.map(Characters),
            evidence: Evidence::Confirmed,
        })
    }

    fn correction(id: &str, of: &str, hours: i64, at: i64, change: Change) -> Entry {
        let sent = Timestamp::from_millis(MONDAY + hours * HOUR);
        let at = Timestamp::from_millis(MONDAY + at * HOUR);
        Entry::Correction(Correction { id: id.into(), of: InvitationId::new(of), sent, at, change })
    }

    fn ledger(entries: Vec<Entry>) -> Ledger {
        let mut ledger = Ledger::default();
        entries.into_iter().for_each(|entry| ledger.enter(entry));
        ledger
    }

    #[test]
    fn lines_stand_newest_first_with_the_last_word_on_each() {
        let lines = lines(&ledger(vec![
            sent("a", 1, 1, None),
            sent("b", 5, 1, None),
            correction("x", "a", 1, 6, Change::TakenBack),
            correction("y", "a", 1, 7, Change::Restored),
            correction("z", "b", 5, 6, Change::Refuted),
        ]));
        let seen: Vec<_> =
            lines.iter().map(|line| (line.invitation.id.to_string(), line.change, line.counts())).collect();
        let expected =
            [("b".into(), Some(Change::Refuted), false), ("a".into(), Some(Change::Restored), true)];
        assert_eq!(seen, expected);
    }

    #[test]
    fn an_hour_of_the_week_is_the_users() {
        let monday = Timestamp::from_millis(MONDAY);
        assert_eq!(HourOfWeek::of(monday, 0), HourOfWeek { day: 0, hour: 0 });
        assert_eq!(HourOfWeek::of(monday, -3600), HourOfWeek { day: 6, hour: 23 });
        assert_eq!(HourOfWeek::of(monday, 5 * 3600 + 1800), HourOfWeek { day: 0, hour: 5 });
        assert_eq!(HourOfWeek::of(Timestamp::from_millis(-1), 0), HourOfWeek { day: 2, hour: 23 });
    }

    #[test]
    fn a_note_is_filed_by_its_length() {
        let lengths = [1, 49, 50, 200, 299, 300, 2_000];
        let entries = lengths.iter().map(|length| sent(&length.to_string(), 1, 1, Some(*length))).collect();
        let series = Series::of(&lines(&ledger(entries)), utc);
        assert_eq!(series.lengths, [2, 1, 0, 0, 1, 1, 2]);
        assert_eq!(series.noted, 7);
    }

    #[test]
    fn what_no_longer_counts_is_in_no_series() {
        let ledger = ledger(vec![
            sent("a", 1, 3, None),
            sent("b", 2, 1, None),
            correction("x", "b", 2, 3, Change::TakenBack),
        ]);
        let series = Series::of(&lines(&ledger), utc);
        assert_eq!((series.total, series.places[Place::Search as usize]), (3, 0));
    }

    #[test]
    fn places_ways_and_evidence_stand_at_their_own_numbers() {
        // What is new to one of these is to stand in its list: the compiler asks for it here.
        for place in PLACES {
            match place {
                Place::Unknown | Place::Profile | Place::Search | Place::MyNetwork | Place::Company => {}
                Place::Feed | Place::SalesNavigator | Place::InvitePage => {}
                Place::AddressBook | Place::Elsewhere => {}
            }
        }
        for way in WAYS {
            match way {
                Way::Unknown | Way::Direct | Way::Dialog => {}
            }
        }
        for evidence in EVIDENCE {
            match evidence {
                Evidence::ByHand | Evidence::Network | Evidence::Unconfirmed | Evidence::Confirmed => {}
            }
        }
        assert_eq!(PLACES.map(|place| place as usize), std::array::from_fn(|at| at));
        assert_eq!(WAYS.map(|way| way as usize), std::array::from_fn(|at| at));
        assert_eq!(EVIDENCE.map(|evidence| evidence as usize), std::array::from_fn(|at| at));
    }

    proptest! {
        /// Every number of every chart leads to exactly the invitations behind it.
        #[test]
        fn the_filter_of_a_number_leaves_what_it_counts(
            sends in prop::collection::vec((0..400i64, 1..4u32, prop::option::of(0..400u32), any::<bool>()), 0..40)
        ) {
            let mut entries = Vec::new();
            for (index, (hours, number, note, taken_back)) in sends.into_iter().enumerate() {
                let id = index.to_string();
                if taken_back {
                    entries.push(correction(&format!("c{id}"), &id, hours, hours + 1, Change::TakenBack));
                }
                entries.push(sent(&id, hours, number, note));
            }
            let lines = lines(&ledger(entries));
            let series = Series::of(&lines, utc);
            let sum = |filter: Filter| -> u32 {
                let left = lines.iter().filter(|line| filter.holds(line, utc));
                left.map(|line| line.invitation.number.get()).sum()
            };
            let counting = Filter::counting();
            prop_assert_eq!(sum(counting), series.total);
            for (day, hours) in (0..).zip(series.hours) {
                for (hour, number) in (0..).zip(hours) {
                    prop_assert_eq!(sum(Filter { hour: Some(HourOfWeek { day, hour }), ..counting }), number);
                }
            }
            for (place, number) in PLACES.into_iter().zip(series.places) {
                prop_assert_eq!(sum(Filter { place: Some(place), ..counting }), number);
            }
            for (edges, number) in LENGTHS.windows(2).zip(series.lengths) {
                prop_assert_eq!(sum(Filter { length: Some((edges[0], edges[1])), ..counting }), number);
            }
            prop_assert_eq!(sum(Filter { note: Some(true), ..counting }), series.noted);
            let edges: Vec<_> = (0..5).map(|step| Timestamp::from_millis(MONDAY + step * 96 * HOUR)).collect();
            for (pair, number) in edges.windows(2).zip(between(&edges, &lines)) {
                prop_assert_eq!(sum(Filter { from: Some(pair[0]), to: Some(pair[1]), ..counting }), number);
            }
        }
    }
}
