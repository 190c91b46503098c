//! Invitations that wait for an answer, and the size of the network, as far as either is known.

use serde::{Deserialize, Serialize};

use super::preset::{CONNECTIONS, PENDING};
use super::time::Timestamp;

/// A number that the user read off LinkedIn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The number.
    pub number: u32,
    /// When he read it.
    pub at: Timestamp,
}

/// What is known to have happened, over all time or since the user read a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Invitations sent.
    pub sent: u32,
    /// Of them, or of earlier ones, those that were seen withdrawn.
    pub withdrawn: u32,
    /// Of them, or of earlier ones, those known to be accepted.
    pub accepted: u32,
}

/// How many invitations wait for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// How many. Those that were declined or withdrawn unseen are still among them, so it is rather too high.
    pub number: u32,
    /// When the user read the number on which this rests; nothing if it rests on the ledger alone.
    pub said: Option<Timestamp>,
}

impl Pending {
    /// From how many on cautious practitioners advise to withdraw the oldest.
    pub const MANY: u32 = PENDING[0].least;
    /// From how many on a guide to limits of every kind reports trouble.
    pub const TOO_MANY: u32 = PENDING[1].least;

    /// As far as is known: what the user read and what happened since, or else all that ever happened.
    pub fn estimate(said: Option<Said>, known: Known) -> Self {
        let from = said.map_or(0, |said| said.number);
        let number =
            from.saturating_add(known.sent).saturating_sub(known.withdrawn).saturating_sub(known.accepted);
        Self { number, said: said.map(|said| said.at) }
    }

    /// How much that is.
    pub const fn level(&self) -> PendingLevel {
        match self.number {
            ..Self::MANY => PendingLevel::Fine,
            Self::MANY..Self::TOO_MANY => PendingLevel::Many,
            Self::TOO_MANY.. => PendingLevel::TooMany,
        }
    }
}

/// How much waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PendingLevel {
    /// Below 500.
    Fine,
    /// From 500: withdraw the oldest.
    Many,
    /// From 3,000: by the sources this causes trouble, and by LinkedIn's help page up to a month's restriction.
    TooMany,
}

/// The size of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections(pub u32);

impl Connections {
    /// LinkedIn takes no more connections than this, by a guide to limits of every kind.
    pub const MOST: u32 = CONNECTIONS.most;

    /// How many more there can be. Never below zero.
    pub const fn left(self) -> u32 {
        Self::MOST.saturating_sub(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_begins_at_its_threshold() {
        let level = |number| Pending { number, said: None }.level();
        assert_eq!([499, 500, 501].map(level), [PendingLevel::Fine, PendingLevel::Many, PendingLevel::Many]);
        assert_eq!(
            [2_999, 3_000, 3_001].map(level),
            [PendingLevel::Many, PendingLevel::TooMany, PendingLevel::TooMany]
        );
    }

    #[test]
    fn it_is_sent_less_withdrawn_less_accepted() {
        let known = Known { sent: 100, withdrawn: 10, accepted: 40 };
        assert_eq!(Pending::estimate(None, known).number, 50);
        let read = Said { number: 700, at: Timestamp::from_millis(7) };
        let pending = Pending::estimate(Some(read), known);
        assert_eq!((pending.number, pending.said), (750, Some(read.at)));
        assert_eq!(Pending::estimate(None, Known { accepted: 1, ..Known::default() }).number, 0);
    }

    #[test]
    fn a_network_is_full_at_thirty_thousand() {
        let left = |connections| Connections(connections).left();
        assert_eq!([29_999, 30_000, 30_001].map(left), [1, 0, 0]);
    }
}
