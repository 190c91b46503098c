//! LinkedIn takes no invitations for a while: since when, why, and until when by what the sources say.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::preset::{FAR_OVER, FIRST_RESTRICTION_HOURS, RESTRICTION_WEEKS};
use super::time::Timestamp;

/// A time in which LinkedIn takes no invitations, or so it seems.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// Since when.
    pub since: Timestamp,
    /// How it is known.
    pub cause: Cause,
    /// How many counted in the window at that time.
    pub used: u32,
    /// The limit that was set at that time.
    pub limit: u32,
    /// Whether the user says that it is one. A message in the page may be about a single invitation.
    #[serde(default)]
    pub confirmed: bool,
    /// What the user says about the count at that time; nothing as long as he wasn't asked or didn't answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_right: Option<bool>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
}

/// How a restriction is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// A page showed LinkedIn's limit dialog, or a message that an invitation wasn't sent.
    Shown,
    /// LinkedIn answered a request with status 429, "too many requests".
    TooManyRequests,
    /// The user says so.
    Said,
}

/// What the user says about a restriction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Word {
    /// LinkedIn restricts me, since then.
    Begun(Timestamp),
    /// What was seen is a restriction.
    Confirmed,
    /// What was seen is none.
    None,
    /// It is over.
    Ended,
    /// The count at that time was right, or wasn't.
    Count(bool),
    /// That it is one was said by mistake.
    Unsaid,
}

/// How a restriction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It was seen, and the user is to say whether it is one.
    Asked,
    /// It holds.
    Holding,
    /// It should be over by now, and the user is to say whether it is.
    Due,
}

/// Between when and when a restriction ends, by the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Not before then.
    pub earliest: Timestamp,
    /// Then at the latest.
    pub latest: Timestamp,
}

const HOUR: u64 = 3_600;
const DAY: Duration = Duration::from_secs(24 * HOUR);

impl Expected {
    /// How many days are left until it is over at the latest: those that begun count whole, none once it is past.
    pub fn days_left(&self, now: Timestamp) -> u32 {
        let days = self.latest.since(now).as_millis().div_ceil(DAY.as_millis());
        u32::try_from(days).unwrap_or(u32::MAX)
    }
}

impl Restriction {
    /// As it was just seen.
    pub const fn seen(since: Timestamp, cause: Cause, used: u32, limit: u32) -> Self {
        let confirmed = matches!(cause, Cause::Said);
        Self { since, cause, used, limit, confirmed, count_right: None, ended: None }
    }

    /// Whether it is known to be one, and no mere message about a single invitation.
    pub const fn is_certain(&self) -> bool {
        self.confirmed
    }

    /// By how many the limit was exceeded, as far as counted.
    pub const fn over(&self) -> u32 {
        self.used.saturating_sub(self.limit)
    }

    /// When it ends, by the sources: after 24 hours at the earliest the first time, 48 when it wasn't the first (a guide
    /// to limits of every kind); after a week at the latest, or two from 250 over the limit (the guide that takes 300
    /// for it).
    pub fn expected(&self, first: bool) -> Expected {
        let [hours, _] = FIRST_RESTRICTION_HOURS;
        let earliest = if first { hours.least } else { hours.most };
        let weeks =
            if self.over() < FAR_OVER.least { RESTRICTION_WEEKS.least } else { RESTRICTION_WEEKS.most };
        let after = |hours: u64| self.since.plus(Duration::from_secs(hours * HOUR));
        Expected { earliest: after(earliest.into()), latest: after(u64::from(weeks) * 7 * 24) }
    }
}

/// Every restriction that was, in order of time; of them only the last can be open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Restrictions(pub Vec<Restriction>);

impl Restrictions {
    /// The one that isn't over.
    pub fn open(&self) -> Option<&Restriction> {
        self.0.last().filter(|restriction| restriction.ended.is_none())
    }

    /// How the open one stands now, and when it is expected to end.
    pub fn phase(&self, now: Timestamp) -> Option<(Phase, Expected)> {
        let open = self.open()?;
        let expected = open.expected(self.0.iter().filter(|one| one.confirmed).count() <= 1);
        let phase = match open.confirmed {
            false => Phase::Asked,
            true if now >= expected.latest => Phase::Due,
            true => Phase::Holding,
        };
        Some((phase, expected))
    }

    /// Whether LinkedIn takes no invitations, as far as is known for certain.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.phase(now).is_some_and(|(phase, _)| phase == Phase::Holding)
    }

    /// Takes in what was seen. While one is open, and for what is older than the end of the last, nothing changes,
    /// except that a surer cause replaces a guess.
    pub fn see(&mut self, seen: Restriction) {
        match self.0.last_mut() {
            Some(open) if open.ended.is_none() => {
                if seen.confirmed && !open.confirmed {
                    open.confirmed = true;
                    open.since = open.since.min(seen.since);
                }
            }
            Some(last) if last.ended.is_some_and(|ended| seen.since <= ended) => {}
            _ => self.0.push(seen),
        }
    }

    /// An invitation was accepted: a restriction that began before it is over, and what only looked like one was none
    /// or is.
    pub fn accepted(&mut self, at: Timestamp) {
        if let Some(open) = self.0.last_mut()
            && open.ended.is_none()
            && open.since < at
        {
            open.ended = Some(at);
        }
    }

    /// Takes in what the user says. `seen` is how it would be recorded if it begins now.
    pub fn say(&mut self, word: Word, now: Timestamp, begun: impl FnOnce(Timestamp) -> Restriction) {
        if let Word::Begun(since) = word {
            return self.see(begun(since.min(now)));
        }
        let Some(last) = self.0.last_mut() else { return };
        match word {
            Word::Count(right) => last.count_right = Some(right),
            _ if last.ended.is_some() => {}
            Word::Confirmed => last.confirmed = true,
            // Kept, so that what is told of it twice doesn't open it again; unconfirmed, it proves nothing.
            Word::None => (last.confirmed, last.ended) = (false, Some(now)),
            Word::Ended => last.ended = Some(now),
            // Of what the user alone knew nothing is left, and what was seen is asked about again.
            Word::Unsaid if last.cause == Cause::Said => drop(self.0.pop()),
            Word::Unsaid => (last.confirmed, last.count_right) = (false, None),
            Word::Begun(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
