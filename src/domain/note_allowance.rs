//! How long a note may be, and how many invitations of a month may carry one.

use serde::{Deserialize, Serialize};

use super::invitation::Characters;
use super::ledger::Ledger;
use super::preset::{Account, NOTE_LENGTH_FREE, NOTE_LENGTH_PAID, NOTES_A_MONTH};
use super::time::Timestamp;
use super::zone::{LocalDay, Zone, Zones};

/// What the user chose about notes. Nothing chosen: as the account has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteChoice {
    /// The greatest length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// How many a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a_month: Option<u32>,
}

/// What LinkedIn's own dialog showed last, which is surer than anything that is said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteSeen {
    /// The limit beside its counter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<Characters>,
    /// "N personalized invitations remaining for this month".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<Remaining>,
}

/// How many notes LinkedIn said remain in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// How many.
    pub number: u32,
    /// When it said so. Notes sent later come off.
    pub at: Timestamp,
}

/// The greatest length of a note: by the dialog's own counter, or else as chosen, or else 200 on free accounts and 300
/// on others, as many sources have it.
pub fn characters(account: Account, choice: &NoteChoice, seen: &NoteSeen) -> Characters {
    let by_account = match account {
        Account::Free => NOTE_LENGTH_FREE[0],
        Account::Premium | Account::SalesNavigator | Account::Recruiter => NOTE_LENGTH_PAID[0],
    };
    seen.characters.or(choice.characters).unwrap_or(Characters(by_account.most))
}

/// How many invitations of a month may carry a note: as chosen, or else five on free accounts, as LinkedIn's help page
/// says, and any number on others.
pub fn a_month(account: Account, choice: &NoteChoice) -> Option<u32> {
    choice.a_month.or((account == Account::Free).then_some(NOTES_A_MONTH[0].most))
}

/// When the month began that the user's clock shows, and when the next one does. Nothing only if the platform doesn't
/// know its own zone.
pub fn month(now: Timestamp, zones: &dyn Zones) -> Option<(Timestamp, Timestamp)> {
    let (first, next) = LocalDay::at(now, &Zone::Local, zones)?.month()?;
    Some((first.begins(&Zone::Local, zones)?, next.begins(&Zone::Local, zones)?))
}

/// How many notes may be sent this month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotesLeft {
    /// How many were seen sent since the month began.
    pub used: u32,
    /// How many may still be, if there is a limit.
    pub left: Option<u32>,
    /// When there are as many as at first.
    pub renews: Timestamp,
}

/// How many notes may still be sent this month. The ledger must hold the drawers since the month began.
pub fn left(
    now: Timestamp,
    (account, choice, seen): (Account, &NoteChoice, &NoteSeen),
    ledger: &Ledger,
    zones: &dyn Zones,
) -> Option<NotesLeft> {
    let (begins, renews) = month(now, zones)?;
    let sent_since = |since: Timestamp| {
        let with_note = ledger.counted_from(since).filter(|invitation| invitation.note.is_some());
        with_note.fold(0, |sum: u32, invitation| sum.saturating_add(invitation.number.get()))
    };
    let used = sent_since(begins);
    let told = seen.remaining.filter(|told| told.at >= begins && told.at <= now);
    let left = match (a_month(account, choice), told) {
        (None, _) => None,
        // What was sent at the very instant was not yet sent when the dialog said so.
        (Some(_), Some(told)) => Some(told.number.saturating_sub(sent_since(told.at))),
        (Some(number), None) => Some(number.saturating_sub(used)),
    };
    Some(NotesLeft { used, left, renews })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use chrono::NaiveDate;

    use super::*;
    use crate::domain::invitation::{Invitation, InvitationId};
    use crate::domain::ledger::Entry;
    use crate::domain::zone::Utc;

    fn at(year: i32, month: u32, day: u32) -> Timestamp {
        LocalDay::of(NaiveDate::from_ymd_opt(year, month, day).unwrap()).begins(&Zone::Local, &Utc).unwrap()
    }

    fn ledger(sent: &[(Timestamp, Option<u32>)]) -> Ledger {
        let mut ledger = Ledger::default();
        for (index, (at, note)) in sent.iter().enumerate() {
            let id = InvitationId::new(index.to_string());
            let note = note.map(Characters);
            let by_hand = Invitation::by_hand(id, *at, NonZeroU32::MIN);
            ledger.enter(Entry::Sent(Invitation { note, ..by_hand }));
        }
        ledger
    }

    fn left_of(
        now: Timestamp,
        account: Account,
        choice: NoteChoice,
        seen: NoteSeen,
        ledger: &Ledger,
    ) -> Option<u32> {
        left(now, (account, &choice, &seen), ledger, &Utc).unwrap().left
    }

    #[test]
    fn the_dialog_overrides_the_choice_and_the_choice_the_account() {
        let (choice, seen) = (NoteChoice::default(), NoteSeen::default());
        assert_eq!(characters(Account::Free, &choice, &seen), Characters(200));
        for account in [Account::Premium, Account::SalesNavigator, Account::Recruiter] {
            assert_eq!(characters(account, &choice, &seen), Characters(300));
        }
        let choice = NoteChoice { characters: Some(Characters(250)), ..choice };
        assert_eq!(characters(Account::Free, &choice, &seen), Characters(250));
        let seen = NoteSeen { characters: Some(Characters(300)), ..seen };
        assert_eq!(characters(Account::Free, &choice, &seen), Characters(300));
    }

    #[test]
    fn only_notes_of_this_month_count() {
        let (first, now) = (at(2028, 2, 1), at(2028, 2, 29));
        let before = Timestamp::from_millis(first.as_millis() - 1);
        let ledger = ledger(&[(before, Some(9)), (first, Some(9)), (now, Some(9)), (now, None)]);
        let (choice, seen) = Default::default();
        assert_eq!(left_of(now, Account::Free, choice, seen, &ledger), Some(3));
        assert_eq!(left_of(now, Account::Premium, choice, seen, &ledger), None);
        let notes = left(now, (Account::Free, &choice, &seen), &ledger, &Utc).unwrap();
        assert_eq!((notes.used, notes.renews), (2, at(2028, 3, 1)));
    }

    #[test]
    fn the_last_note_leaves_none_and_one_more_doesnt_wrap() {
        let now = at(2027, 12, 31);
        let (choice, seen) = (NoteChoice { a_month: Some(2), ..Default::default() }, NoteSeen::default());
        for (sent, left) in [(1, 1), (2, 0), (3, 0)] {
            let sent = vec![(now, Some(1)); sent];
            assert_eq!(left_of(now, Account::Free, choice, seen, &ledger(&sent)), Some(left));
        }
    }

    #[test]
    fn what_the_dialog_says_corrects_the_count_until_the_month_is_over() {
        let told = at(2027, 12, 10);
        let seen = NoteSeen { remaining: Some(Remaining { number: 1, at: told }), ..Default::default() };
        let choice = NoteChoice::default();
        let before = ledger(&[(at(2027, 12, 9), Some(5))]);
        assert_eq!(left_of(at(2027, 12, 11), Account::Free, choice, seen, &before), Some(1));
        let after = ledger(&[(at(2027, 12, 9), Some(5)), (told, Some(5))]);
        assert_eq!(left_of(at(2027, 12, 11), Account::Free, choice, seen, &after), Some(0));
        assert_eq!(left_of(at(2028, 1, 1), Account::Free, choice, seen, &after), Some(5));
    }

    #[test]
    fn what_the_dialog_says_holds_from_the_months_first_instant_until_now() {
        let (first, now) = (at(2027, 12, 1), at(2027, 12, 10));
        let left = |told: Timestamp| {
            let remaining = Some(Remaining { number: 1, at: told });
            let seen = NoteSeen { remaining, ..Default::default() };
            left_of(now, Account::Free, NoteChoice::default(), seen, &Ledger::default())
        };
        let beside = |at: Timestamp, millis: i64| Timestamp::from_millis(at.as_millis() + millis);
        assert_eq!([beside(first, -1), first].map(left), [Some(5), Some(1)]);
        // Dated later than now, by a clock that was set back since.
        assert_eq!([now, beside(now, 1)].map(left), [Some(1), Some(5)]);
    }
}
