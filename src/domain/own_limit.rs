//! The user's own limit, as far as history tells: between the most that went through in a window and the number at
//! which LinkedIn stopped. It is offered and never applied by itself.

use super::invitation::Evidence;
use super::ledger::Ledger;
use super::restriction::Restriction;
use super::time::Timestamp;
use super::window::{Span, Window};
use super::zone::Zones;

/// The bracket in which the user's own limit lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnLimit {
    /// The most that ever counted in a window in which nothing was stopped.
    pub floor: Option<Peak>,
    /// What counted when LinkedIn stopped last.
    pub ceiling: Option<Ceiling>,
}

/// The fullest window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peak {
    /// How many counted.
    pub number: u32,
    /// When the last of them was sent.
    pub at: Timestamp,
}

/// A stop by LinkedIn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// How many counted.
    pub number: u32,
    /// When it was.
    pub at: Timestamp,
    /// Why the true number may be higher.
    pub doubt: Option<Doubt>,
}

/// Why a ceiling may be too low: LinkedIn counts what is sent from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The user says that the count wasn't right.
    SaidWrong,
    /// The user sends from elsewhere, too, and may not have added all of it.
    Elsewhere,
    /// More went through in another window.
    MoreWentThrough,
    /// The user wasn't asked, or didn't answer.
    NotAnswered,
}

impl OwnLimit {
    /// What the whole history tells. Costs a sort of the ledger: for the dashboard, not for the popup.
    pub fn of(ledger: &Ledger, stops: &[Restriction], window: &Window, zones: &dyn Zones) -> Self {
        let mut sent: Vec<(Timestamp, u32, Evidence)> = ledger
            .counted()
            .map(|invitation| (invitation.at, invitation.number.get(), invitation.evidence))
            .collect();
        sent.sort_unstable_by_key(|(at, ..)| *at);
        let floor = fullest(&sent, stops, window, zones);
        let last = stops.iter().filter(|stop| stop.is_certain()).max_by_key(|stop| stop.since);
        let ceiling = last.map(|stop| {
            let span = window.span(stop.since, zones);
            let by_hand = |(at, _, evidence): &(Timestamp, u32, Evidence)| {
                *evidence == Evidence::ByHand && span.holds(*at) && *at <= stop.since
            };
            let doubt = match stop.count_right {
                Some(false) => Some(Doubt::SaidWrong),
                _ if floor.is_some_and(|floor| floor.number > stop.used) => Some(Doubt::MoreWentThrough),
                Some(true) => None,
                None if sent.iter().any(by_hand) => Some(Doubt::Elsewhere),
                None => Some(Doubt::NotAnswered),
            };
            Ceiling { number: stop.used, at: stop.since, doubt }
        });
        Self { floor, ceiling }
    }

    /// The limit to offer, if it differs from the one that is set: the number at the stop if nothing speaks against it,
    /// or else the most that went through, if that is more than is set.
    pub fn offer(&self, limit: u32) -> Option<u32> {
        let offer = match (self.ceiling, self.floor) {
            (Some(ceiling), _) if ceiling.doubt.is_none() => ceiling.number,
            (_, Some(floor)) if floor.number > limit => floor.number,
            _ => return None,
        };
        (offer != limit && offer > 0).then_some(offer)
    }
}

/// The fullest window without a stop, of all that end with an invitation.
fn fullest(
    sent: &[(Timestamp, u32, Evidence)],
    stops: &[Restriction],
    window: &Window,
    zones: &dyn Zones,
) -> Option<Peak> {
    let mut best: Option<Peak> = None;
    let (mut first, mut number) = (0, 0u32);
    let mut span: Option<Span> = None;
    for &(at, more, _) in sent {
        number = number.saturating_add(more);
        // A week of the calendar is the same for all that was sent in it.
        let current = span.filter(|span| span.reset.is_some_and(|reset| at < reset));
        let current = *span.insert(current.unwrap_or_else(|| window.span(at, zones)));
        while let Some(&(oldest, less, _)) = sent.get(first).filter(|(oldest, ..)| !current.holds(*oldest)) {
            debug_assert!(oldest <= at);
            number = number.saturating_sub(less);
            first += 1;
        }
        let stopped = |stop: &Restriction| stop.is_certain() && current.holds(stop.since) && stop.since <= at;
        if best.is_none_or(|best| number > best.number) && !stops.iter().any(stopped) {
            best = Some(Peak { number, at });
        }
    }
    best
}

#[cfg(test)]
mod tests;
