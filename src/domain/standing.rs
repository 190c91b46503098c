//! What is known of the account beside the ledger and the settings: restrictions, what LinkedIn's dialog said, what the
//! user read off the site, and which warnings were said. Stored with the ledger in one piece.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::note_allowance::NoteSeen;
use super::other_allowance::Acts;
use super::pending::Said;
use super::restriction::Restrictions;
use super::time::Timestamp;
use super::warning::Marks;

/// What is known of the account. A field that is missing has its default, so that a later version can add one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Standing {
    /// Every restriction that was.
    pub restrictions: Restrictions,
    /// What the invite dialog said of notes.
    pub notes: NoteSeen,
    /// Invitations that wait for an answer, as the user read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<Said>,
    /// Connections in all, as the user read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections: Option<Said>,
    /// InMail messages that the user reported.
    pub in_mail: Acts,
    /// Direct messages that the user reported.
    pub messages: Acts,
    /// Which warnings were said.
    pub marks: Marks,
    /// Until when none is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Timestamp>,
    /// When the invite dialog opened that may still be open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialog: Option<Timestamp>,
}

impl Standing {
    /// For how long an invite dialog is taken to be open if nothing more is heard of it. The page doesn't say when one
    /// is closed without sending.
    pub const DIALOG: Duration = Duration::from_secs(5 * 60);

    /// Whether an invite dialog is open, and until when it is taken to be.
    pub fn dialog_until(&self, now: Timestamp) -> Option<Timestamp> {
        let until = self.dialog?.plus(Self::DIALOG);
        (now < until && now.plus(Self::DIALOG) >= until).then_some(until)
    }

    /// Whether warnings are snoozed.
    pub fn is_snoozed(&self, now: Timestamp) -> bool {
        self.snoozed.is_some_and(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_is_taken_to_be_open_for_five_minutes() {
        let opened = Timestamp::from_millis(1_000_000);
        let standing = Standing { dialog: Some(opened), ..Standing::default() };
        let end = opened.plus(Duration::from_secs(5 * 60));
        let before = Timestamp::from_millis(end.as_millis() - 1);
        assert_eq!(standing.dialog_until(opened), Some(end));
        assert_eq!(standing.dialog_until(before), Some(end));
        assert_eq!(standing.dialog_until(end), None);
        let set_back = opened.minus(Duration::from_secs(60));
        assert_eq!(standing.dialog_until(set_back), None, "by a clock that was set back since");
    }

    #[test]
    fn an_empty_object_is_a_standing_of_nothing() {
        assert_eq!(serde_json::from_str::<Standing>("{}").unwrap(), Standing::default());
    }

    #[test]
    fn a_snooze_is_over_at_its_end() {
        let end = Timestamp::from_millis(1_000_000);
        let standing = Standing { snoozed: Some(end), ..Standing::default() };
        let before = Timestamp::from_millis(end.as_millis() - 1);
        assert_eq!([before, end].map(|now| standing.is_snoozed(now)), [true, false]);
    }
}
