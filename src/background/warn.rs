//! What an event tells of the account's standing, and which warnings follow from where things stand now. Pure, as
//! [`step`](super::step) is.

use crate::domain::allowance::Level;
use crate::domain::detection::{Happened, RequestPhase};
use crate::domain::invitation::{Characters, Evidence};
use crate::domain::ledger::Entry;
use crate::domain::note_allowance::{self, Remaining};
use crate::domain::restriction::{Cause, Restriction};
use crate::domain::settings::Counting;
use crate::domain::standing::Standing;
use crate::domain::time::{FilingWeek, Timestamp};
use crate::domain::warning::{Situation, Wanted, Warning};
use crate::domain::zone::Zones;
use crate::protocol::{Event, Message};
use crate::store::Stored;

/// A warning with the figures that its words need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub warning: Warning,
    /// Invitations that count in the window.
    pub used: u32,
    /// The limit.
    pub limit: u32,
    /// The number sent at which to stop.
    pub line: u32,
    /// How many were sent lately, and in how many minutes.
    pub lately: (u32, u32),
    /// What the ramp-up plan has for this week; zero without one.
    pub planned: u32,
}

/// Takes in what an event, and what was concluded from it, tells of the account.
pub fn learn(stored: &mut Stored, event: &Event, entries: &[Entry], zones: &dyn Zones, now: Timestamp) {
    if stored.settings.counting() != Counting::On {
        return;
    }
    match event {
        Event::Message { message: Message::Signals { signals, .. }, .. } => {
            for signal in signals {
                match &signal.happened {
                    Happened::Connect { link: true, .. } | Happened::DialogOpened => {
                        stored.standing.dialog = Some(signal.at);
                    }
                    Happened::Send { .. } => stored.standing.dialog = None,
                    Happened::NoteBox { limit, remaining } => {
                        note_box(&mut stored.standing, *limit, *remaining, signal.at);
                    }
                    Happened::Denied => see_restriction(stored, Cause::Shown, signal.at, zones, now),
                    _ => {}
                }
            }
        }
        Event::Request(request) => {
            // The dialog has sent. The browser may tell so before the page does.
            stored.standing.dialog = None;
            if matches!(request.phase, RequestPhase::Answered { status: 429 }) {
                see_restriction(stored, Cause::TooManyRequests, request.at, zones, now);
            }
        }
        _ => {}
    }
    for entry in entries {
        if let Entry::Sent(sent) = entry
            && matches!(sent.evidence, Evidence::Network | Evidence::Confirmed)
        {
            stored.standing.restrictions.accepted(sent.at);
        }
    }
}

fn note_box(standing: &mut Standing, limit: Option<Characters>, remaining: Option<u32>, at: Timestamp) {
    let known = &mut standing.notes;
    known.characters = limit.or(known.characters);
    known.remaining = remaining.map(|number| Remaining { number, at }).or(known.remaining);
}

fn see_restriction(stored: &mut Stored, cause: Cause, at: Timestamp, zones: &dyn Zones, now: Timestamp) {
    let seen = restriction(stored, cause, at, zones, now);
    stored.standing.restrictions.see(seen);
}

/// A restriction since then, with what counts now.
pub fn restriction(
    stored: &Stored,
    cause: Cause,
    since: Timestamp,
    zones: &dyn Zones,
    now: Timestamp,
) -> Restriction {
    let used = stored.status(zones, now).used;
    Restriction::seen(since, cause, used, stored.settings.allowance.limit)
}

/// The drawers since the month began, if this event can use up a note and they aren't read anyway: only then is it worth
/// reading them.
pub fn drawers_for_notes(
    stored: &Stored,
    event: Option<&Event>,
    zones: &dyn Zones,
    now: Timestamp,
) -> Vec<FilingWeek> {
    let sends_note = |event: &Event| match event {
        Event::Message { message: Message::Signals { signals, .. }, .. } => {
            signals.iter().any(|signal| matches!(signal.happened, Happened::Send { note: Some(_), .. }))
        }
        Event::Message { message: Message::NotesRemaining { .. }, .. } => true,
        _ => false,
    };
    let settings = &stored.settings;
    let limited = note_allowance::a_month(settings.account, &settings.notes).is_some();
    let spends = stored.detector.knows_note() || event.is_some_and(sends_note);
    if !(limited && spends && settings.counting() == Counting::On) {
        return Vec::new();
    }
    let month = note_allowance::month(now, zones);
    month.map_or_else(Vec::new, |(begins, _)| FilingWeek::of(begins).through(FilingWeek::of(now)).collect())
}

/// Looks at all rules, forgets a dialog that needs no word, and says what is to be said. Nothing is said of what the user
/// just set himself.
pub fn look(stored: &mut Stored, event: &Event, zones: &dyn Zones, now: Timestamp) -> Vec<Notice> {
    let status = stored.status(zones, now);
    let situation = situation(stored, status.used, zones, now);
    if situation.would_cross().is_none() {
        stored.standing.dialog = None;
    }
    stored.standing.snoozed = stored.standing.snoozed.filter(|until| now < *until);
    let sets = matches!(
        event,
        Event::Message {
            message: Message::Save { .. } | Message::TakeLimit { .. } | Message::Restriction(_),
            ..
        }
    );
    let quiet = sets || stored.settings.counting() != Counting::On || stored.standing.is_snoozed(now);
    let wanted = Wanted { off: &stored.settings.warnings_off, quiet };
    let said = stored.standing.marks.look(now, &situation, status.span, wanted);
    let notice = |warning| Notice {
        warning,
        used: status.used,
        limit: status.allowance.limit,
        line: status.line(),
        lately: (situation.lately.0, situation.lately.1.minutes),
        planned: situation.ramp_up.unwrap_or_default(),
    };
    said.into_iter().map(notice).collect()
}

/// The level to which the invitation whose dialog is open would cross, and until when it is taken to be open.
pub fn would_cross(stored: &Stored, used: u32, zones: &dyn Zones, now: Timestamp) -> Option<Level> {
    stored.standing.dialog_until(now)?;
    situation(stored, used, zones, now).would_cross()
}

fn situation(stored: &Stored, used: u32, zones: &dyn Zones, now: Timestamp) -> Situation {
    let Stored { settings, standing, ledger, .. } = stored;
    let chosen = (settings.account, &settings.notes, &standing.notes);
    let notes = stored.whole_month.then(|| note_allowance::left(now, chosen, ledger, zones)).flatten();
    Situation {
        used,
        allowance: settings.allowance,
        dialog: standing.dialog_until(now).is_some(),
        lately: (settings.burst.sent_lately(now, ledger), settings.burst),
        ramp_up: settings.ramp_up.and_then(|plan| plan.target(now)),
        notes: notes.and_then(|notes| Some((notes.left?, notes.renews))),
        restricted: standing.restrictions.open().is_some(),
    }
}

#[cfg(test)]
mod tests;
