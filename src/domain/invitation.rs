//! The record of an invitation: all that is kept about one, and nothing about the person invited.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

pub use super::note::Characters;
use super::time::Timestamp;

/// What makes an invitation the same one wherever it is met: in a repeated signal, in a correction, in the
/// ledger of another machine. Made once, by what saw the invitation first, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InvitationId(String);

impl InvitationId {
    /// The identity that this text stands for.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for InvitationId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The kind of page on which an invitation was sent. Never which page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// On a page that the vocabulary doesn't name, or seen only on the network.
    #[default]
    Unknown,
    /// A member's profile.
    Profile,
    /// A search for people, or a blended search.
    Search,
    /// My Network and its "see all" pages.
    MyNetwork,
    /// A company's, a school's or a group's list of people.
    Company,
    /// The feed.
    Feed,
    /// Sales Navigator.
    SalesNavigator,
    /// The invite dialog opened as a page of its own.
    InvitePage,
    /// An import of an address book, which invites several at once.
    AddressBook,
    /// Away from this browser: a phone, another computer.
    Elsewhere,
}

/// How an invitation left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// Not seen: away from this browser, or only on the network.
    #[default]
    Unknown,
    /// By the Connect control itself.
    Direct,
    /// Through the invite dialog's send button. Known better than the other, since Connect may yet open the dialog.
    Dialog,
}

/// How sure it is that an invitation was sent. Ordered by how much is known of it: where two accounts of one
/// invitation meet, the greater holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// The user said so.
    ByHand,
    /// LinkedIn accepted a request that no click explains.
    Network,
    /// Only one side told: the page showed it as sent and no request was seen, or a request went out whose
    /// outcome nobody reported. It counts, because one too many is a nuisance and one too few costs an account.
    Unconfirmed,
    /// The user's click and LinkedIn's answer agree; for a direct send, whose answer alone is no proof, what the page
    /// showed does too.
    Confirmed,
}

/// One invitation, or several that were reported as one act ("I sent 3 from my phone").
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Invitation {
    /// Its identity.
    pub id: InvitationId,
    /// When it was sent.
    pub at: Timestamp,
    /// How many it stands for. Always one where Plimsoll saw it happen.
    pub number: NonZeroU32,
    /// The kind of page.
    pub place: Place,
    /// How it left.
    pub way: Way,
    /// How long its note was; nothing if it had none, or none was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Characters>,
    /// How sure it is.
    pub evidence: Evidence,
}

impl Invitation {
    /// An act reported by the user.
    pub fn by_hand(id: InvitationId, at: Timestamp, number: NonZeroU32) -> Self {
        Self {
            id,
            at,
            number,
            place: Place::Elsewhere,
            way: Way::Unknown,
            note: None,
            evidence: Evidence::ByHand,
        }
    }

    /// Takes in a second account of the same invitation: the surer one holds, and no note length is lost. The
    /// same result in whichever order accounts arrive. Of how many it stands for, the greater number holds: it is what
    /// the user said of an import whose number nobody saw.
    pub fn join(&mut self, other: Self) {
        let (note, number) = (self.note.max(other.note), self.number.max(other.number));
        if other.rank() > self.rank() {
            *self = other;
        }
        (self.note, self.number) = (note, number);
    }

    fn rank(&self) -> (Evidence, Way, Place, NonZeroU32) {
        (self.evidence, self.way, self.place, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(evidence: Evidence, place: Place, note: Option<u32>) -> Invitation {
        Invitation {
            id: InvitationId::new("a"),
            at: Timestamp::from_millis(7),
            number: NonZeroU32::MIN,
            place,
            way: Way::Dialog,
            note: note.map(Characters),
            evidence,
        }
    }

    #[test]
    fn the_surer_account_holds_in_whichever_order_they_arrive() {
        let sure = account(Evidence::Confirmed, Place::Profile, None);
        let unsure = account(Evidence::Unconfirmed, Place::Unknown, Some(12));
        let (mut one, mut other) = (sure.clone(), unsure.clone());
        one.join(unsure);
        other.join(sure);
        assert_eq!(one, other);
        assert_eq!((one.evidence, one.note), (Evidence::Confirmed, Some(Characters(12))));
    }

    #[test]
    fn of_accounts_that_are_as_sure_the_one_that_tells_more_holds_and_the_greater_number() {
        let seen = |way, place| Invitation { way, ..account(Evidence::Network, place, None) };
        let direct = seen(Way::Direct, Place::Feed);
        let dialog = Invitation { number: NonZeroU32::new(4).unwrap(), ..seen(Way::Dialog, Place::Profile) };
        let (mut one, mut other) = (direct.clone(), dialog.clone());
        one.join(dialog.clone());
        other.join(direct);
        assert_eq!([one, other], [dialog.clone(), dialog]);
    }
}
