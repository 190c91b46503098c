//! What an event changes: from what is stored, an event and an instant to what is to be stored and done. Pure.

use std::num::NonZeroU32;

use super::warn::{self, Notice};
use crate::domain::allowance::{Allowance, Level};
use crate::domain::detection::Findings;
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::{Change, Correction, Entry};
use crate::domain::note_allowance::Remaining;
use crate::domain::pending::Said;
use crate::domain::restriction::{Cause, Restriction};
use crate::domain::settings::Counting;
use crate::domain::time::{FilingWeek, Timestamp};
use crate::domain::zone::Zones;
use crate::protocol::{Button, Event, Message, Reply, Sender};
use crate::store::{Stored, recent};

/// The origin of the pages on which invitations are counted.
pub const SITE: &str = "https://www.linkedin.com";

/// What is to be done after what is stored was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Run the sensor in every page of the site, open ones too; or in none.
    Sense(bool),
    /// Wake up at that time, instead of any other that was asked for; or not at all.
    WakeAt(Option<Timestamp>),
    /// Open the welcome page.
    Welcome,
    /// Open Plimsoll.
    Open,
    /// Say something in a notification.
    Notify(Notice),
}

/// What the toolbar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Counting hasn't been agreed to.
    NotStarted,
    /// Counting is paused.
    Paused,
    /// Something needs the user's attention.
    Attention,
    /// LinkedIn takes no invitations for a while.
    Restricted,
    /// How many are left, while a dialog is open whose invitation would cross a line.
    Before {
        /// The number.
        number: u32,
        /// The level that it would cross to.
        level: Level,
    },
    /// How many are left.
    Left {
        /// The number.
        number: u32,
        /// How close to the limit that is.
        level: Level,
    },
}

impl Badge {
    /// What the toolbar shows for what is stored.
    pub fn of(stored: &Stored, zones: &dyn Zones, now: Timestamp) -> Self {
        let asked = !stored.health.questions.is_empty();
        if !stored.faults.is_empty() || asked || stored.newer || stored.unsaved {
            return Self::Attention;
        }
        match stored.settings.counting() {
            Counting::NotStarted => Self::NotStarted,
            Counting::Paused => Self::Paused,
            Counting::On => {
                let status = stored.status(zones, now);
                if status.level == Level::Restricted {
                    return Self::Restricted;
                }
                if let Some(level) = warn::would_cross(stored, status.used, zones, now) {
                    return Self::Before { number: status.left(), level };
                }
                Self::Left { number: status.left(), level: status.level }
            }
        }
    }
}

/// The drawers of the ledger that an event needs: those that can hold what counts now, and those of which it
/// speaks.
pub fn drawers(event: Option<&Event>, now: Timestamp) -> Vec<FilingWeek> {
    let mut weeks: Vec<_> = recent(now).collect();
    let Some(Event::Message { message, .. }) = event else { return weeks };
    let spoken_of = match message {
        Message::Correct { sent, .. } | Message::Answer { sent, .. } => [Some(*sent), None],
        Message::Amend(amendment) => [Some(amendment.sent), Some(amendment.at)],
        _ => [None, None],
    };
    for week in spoken_of.into_iter().flatten().map(FilingWeek::of) {
        if !weeks.contains(&week) {
            weeks.push(week);
        }
    }
    weeks
}

/// Carries one event through. `own` is the origin of the extension's own pages: only they may command.
pub fn step(
    stored: &mut Stored,
    event: &Event,
    own: &str,
    zones: &dyn Zones,
    now: Timestamp,
) -> (Reply, Vec<Effect>) {
    let before = stored.clone();
    let findings = match take_in(stored, event, own, zones, now) {
        Ok(()) if stored.settings.counting() == Counting::On => match event {
            Event::Startup => stored.detector.restart(now),
            _ => stored.detector.settle(now),
        },
        Ok(()) => Findings::default(),
        Err(reply) => return (reply, Vec::new()),
    };
    warn::learn(stored, event, &findings.entries, zones, now);
    let entered: Vec<_> = findings.entries.iter().filter_map(sent).collect();
    for (of, sent) in findings.several {
        if entered.contains(&of) {
            stored.health.ask(of, sent);
        }
    }
    stored.health.mute += findings.mute;
    for entry in findings.entries {
        stored.ledger.enter(entry);
    }
    let notices = warn::look(stored, event, zones, now);
    let mut effects = effects(&before, stored, event, findings.open_until, zones, now);
    effects.extend(notices.into_iter().map(Effect::Notify));
    (reply(event), effects)
}

/// Which invitation an entry tells of for the first time.
fn sent(entry: &Entry) -> Option<InvitationId> {
    if let Entry::Sent(invitation) = entry { Some(invitation.id.clone()) } else { None }
}

/// Whether a message may come from there: signals from the site's tabs, commands from our own pages.
fn entitled(message: &Message, sender: &Sender, own: &str) -> bool {
    match message {
        Message::Signals { .. } => is_sensor(sender),
        _ => sender.origin.as_deref() == Some(own),
    }
}

/// Whether the sender is a sensor in a page of the site.
pub fn is_sensor(sender: &Sender) -> bool {
    sender.origin.as_deref() == Some(SITE) && sender.tab.is_some()
}

fn take_in(
    stored: &mut Stored,
    event: &Event,
    own: &str,
    zones: &dyn Zones,
    now: Timestamp,
) -> Result<(), Reply> {
    let Event::Message { message, sender } = event else {
        match event {
            Event::Request(request) if stored.settings.counting() == Counting::On => {
                stored.detector.observe(request);
            }
            Event::Pressed(Button::Snooze) => snooze(stored, true, zones, now),
            _ => {}
        }
        return Ok(());
    };
    if !entitled(message, sender, own) {
        return Err(Reply::Refused);
    }
    match message {
        Message::Signals { document, signals } => {
            // What a sensor still had to say when it was paused is not counted: paused is paused.
            if stored.settings.counting() == Counting::On
                && let Some(tab) = sender.tab
            {
                for signal in signals {
                    if stored.detector.hear(document, tab, signal) {
                        stored.health.note(signal);
                    }
                }
            }
        }
        Message::Start => stored.settings.consent = stored.settings.consent.or(Some(now)),
        Message::Pause => stored.settings.paused = true,
        Message::Resume => stored.settings.paused = false,
        Message::Add { id, number } => {
            stored.ledger.enter(Entry::Sent(Invitation::by_hand(id.clone(), now, *number)));
        }
        Message::Correct { id, of, sent, change } => {
            stored.ledger.enter(Entry::Correction(Correction {
                id: id.clone(),
                of: of.clone(),
                sent: *sent,
                at: now,
                change: *change,
            }));
        }
        Message::Amend(amendment) => {
            if amendment.at > now || !stored.ledger.amend(amendment, now) {
                return Err(Reply::Refused);
            }
        }
        Message::Answer { of, sent, number, id } => answer(stored, of, *sent, *number, id, now),
        Message::Dismiss => {
            stored.faults.clear();
            stored.health.calm();
        }
        Message::Rearrange(rearrangement) => {
            let templates = stored.templates.get_or_insert_default();
            if templates.rearrange(rearrangement.clone()).is_none() {
                return Err(Reply::Refused);
            }
        }
        // What isn't read for this event is deleted with the rest: see `run`.
        Message::Erase => *stored = Stored::default(),
        Message::Snooze(on) => snooze(stored, *on, zones, now),
        Message::Save { draft } => {
            stored.settings = draft.check(&stored.settings, zones).map_err(Reply::Invalid)?;
        }
        said => hear_user(stored, said, zones, now)?,
    }
    Ok(())
}

/// Takes in what the user says of his account.
fn hear_user(stored: &mut Stored, message: &Message, zones: &dyn Zones, now: Timestamp) -> Result<(), Reply> {
    let said = |number: &Option<u32>| number.map(|number| Said { number, at: now });
    match message {
        Message::TakeLimit { limit } => {
            if !(1..=Allowance::MOST).contains(limit) {
                return Err(Reply::Refused);
            }
            stored.settings.allowance = stored.settings.allowance.with_limit(*limit);
        }
        Message::Restriction(word) => {
            let begun = warn::restriction(stored, Cause::Said, now, zones, now);
            let begun = |since| Restriction { since, ..begun };
            stored.standing.restrictions.say(*word, now, begun);
        }
        Message::NotesRemaining { number } => {
            stored.standing.notes.remaining = Some(Remaining { number: *number, at: now });
        }
        Message::Pending { number } => stored.standing.pending = said(number),
        Message::Connections { number } => stored.standing.connections = said(number),
        Message::InMail(report) => stored.standing.in_mail.take(*report, now),
        Message::DirectMessage(report) => stored.standing.messages.take(*report, now),
        _ => {}
    }
    Ok(())
}

/// No warnings until the window frees, or again.
fn snooze(stored: &mut Stored, on: bool, zones: &dyn Zones, now: Timestamp) {
    stored.standing.snoozed = if on { stored.status(zones, now).frees() } else { None };
}

/// Enters how many people an import invited.
fn answer(stored: &mut Stored, of: &InvitationId, sent: Timestamp, number: u32, id: &str, now: Timestamp) {
    stored.health.answered(of);
    if let (Some(number), Some(known)) = (NonZeroU32::new(number), stored.ledger.find(of)) {
        let told = Invitation { number, ..known.clone() };
        stored.ledger.enter(Entry::Sent(told));
    } else {
        let correction =
            Correction { id: id.into(), of: of.clone(), sent, at: now, change: Change::TakenBack };
        stored.ledger.enter(Entry::Correction(correction));
    }
}

fn reply(event: &Event) -> Reply {
    let number = match event {
        Event::Message { message: Message::Signals { signals, .. }, .. } => {
            signals.iter().map(|signal| signal.number).max().unwrap_or_default()
        }
        _ => 0,
    };
    Reply::Done { number }
}

fn effects(
    before: &Stored,
    after: &Stored,
    event: &Event,
    open_until: Option<Timestamp>,
    zones: &dyn Zones,
    now: Timestamp,
) -> Vec<Effect> {
    // An update clears the sensor's registration and orphans the copies in open pages; a start of the browser keeps it.
    let anew = matches!(event, Event::Installed { .. });
    let mut effects = Vec::new();
    let counting = after.settings.counting();
    if anew || counting != before.settings.counting() {
        effects.push(Effect::Sense(counting == Counting::On));
    }
    if anew || matches!(event, Event::Alarm | Event::Startup) || after != before {
        let changes = after.status(zones, now).next_change();
        let dialog = after.standing.dialog_until(now);
        effects.push(Effect::WakeAt(open_until.into_iter().chain(changes).chain(dialog).min()));
    }
    if matches!(event, Event::Pressed(Button::Open)) {
        effects.push(Effect::Open);
    }
    if matches!(event, Event::Installed { first: true }) && counting == Counting::NotStarted {
        effects.push(Effect::Welcome);
    }
    effects
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::domain::detection::{DocumentId, Happened, RequestPhase, RequestSignal, Signal, TabId};
    use crate::domain::invitation::{InvitationId, Place, Way};
    use crate::domain::ledger::{Amendment, Change};
    use crate::domain::template::{Rearrangement, Template, Templates, Wording};
    use crate::domain::zone::Utc;

    const OWN: &str = "chrome-extension://plimsoll";
    const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);

    fn from(origin: &str, message: Message) -> Event {
        Event::Message { message, sender: Sender { origin: Some(origin.into()), tab: Some(TabId(1)) } }
    }

    fn send_click() -> Message {
        let happened = Happened::Send { place: Place::Profile, note: None };
        let signal = Signal { number: 1, at: NOW, attempt: 1, happened };
        Message::Signals { document: DocumentId("d".into()), signals: vec![signal] }
    }

    fn accepted() -> Event {
        let phase = RequestPhase::Answered { status: 200 };
        Event::Request(RequestSignal {
            id: "7".into(),
            tab: TabId(1),
            way: Way::Dialog,
            several: false,
            at: NOW,
            phase,
        })
    }

    fn add(id: &str) -> Message {
        Message::Add { id: InvitationId::new(id), number: NonZeroU32::MIN }
    }

    fn counting() -> Stored {
        let mut stored = Stored::default();
        step(&mut stored, &from(OWN, Message::Start), OWN, &Utc, NOW);
        stored
    }

    fn counted(stored: &Stored) -> usize {
        stored.ledger.counted().count()
    }

    #[test]
    fn nothing_outlives_the_end_of_everything() {
        let mut stored = counting();
        step(&mut stored, &from(OWN, add("a")), OWN, &Utc, NOW);
        let (reply, effects) = step(&mut stored, &from(OWN, Message::Erase), OWN, &Utc, NOW);
        assert_eq!((reply, &stored), (Reply::Done { number: 0 }, &Stored::default()));
        assert!(
            effects.contains(&Effect::Sense(false)) && effects.contains(&Effect::WakeAt(None)),
            "{effects:?}"
        );
        let mut others = counting();
        assert_eq!(step(&mut others, &from(SITE, Message::Erase), OWN, &Utc, NOW).0, Reply::Refused);
        assert_eq!(others, counting());
    }

    #[test]
    fn a_template_is_kept_and_one_without_text_is_refused() {
        let mut stored = Stored { templates: Some(Templates::default()), ..counting() };
        let put = |text: &str| {
            let wording = Wording::Own { name: "Mine".into(), text: text.into() };
            let template = Template { id: "mine".into(), wording };
            from(OWN, Message::Rearrange(Rearrangement::Put { at: 0, template }))
        };
        assert_eq!(step(&mut stored, &put(" "), OWN, &Utc, NOW).0, Reply::Refused);
        assert_eq!(stored.templates, Some(Templates::default()));
        assert_eq!(step(&mut stored, &put("Hello"), OWN, &Utc, NOW).0, Reply::Done { number: 0 });
        assert_eq!(stored.templates.and_then(|templates| templates.position("mine")), Some(0));
    }

    #[test]
    fn consent_starts_the_sensor_and_only_it_does() {
        let mut stored = Stored::default();
        let (_, effects) = step(&mut stored, &Event::Installed { first: true }, OWN, &Utc, NOW);
        assert!(effects.contains(&Effect::Sense(false)) && effects.contains(&Effect::Welcome));
        let (_, effects) = step(&mut stored, &from(OWN, Message::Start), OWN, &Utc, NOW);
        assert!(effects.contains(&Effect::Sense(true)));
        assert_eq!(stored.settings.consent, Some(NOW));
    }

    #[test]
    fn nothing_counts_before_consent_or_while_paused() {
        let mut paused = counting();
        step(&mut paused, &from(OWN, Message::Pause), OWN, &Utc, NOW);
        for mut stored in [Stored::default(), paused] {
            step(&mut stored, &from(SITE, send_click()), OWN, &Utc, NOW);
            step(&mut stored, &accepted(), OWN, &Utc, NOW);
            assert_eq!(counted(&stored), 0);
        }
    }

    #[test]
    fn only_the_sites_tabs_signal_and_only_own_pages_command() {
        let mut stored = counting();
        let before = stored.clone();
        for event in [
            from("https://example.com", send_click()),
            from(OWN, send_click()),
            from(SITE, add("a")),
            from(SITE, Message::Pause),
            Event::Message { message: add("a"), sender: Sender::default() },
            Event::Message { message: send_click(), sender: Sender { origin: Some(SITE.into()), tab: None } },
        ] {
            assert_eq!(step(&mut stored, &event, OWN, &Utc, NOW), (Reply::Refused, Vec::new()), "{event:?}");
        }
        assert_eq!(stored, before);
    }

    #[test]
    fn a_message_told_twice_changes_nothing_more() {
        let mut stored = counting();
        let told = [from(OWN, add("a")), from(SITE, send_click()), accepted()];
        told.iter().for_each(|event| drop(step(&mut stored, event, OWN, &Utc, NOW)));
        let once = stored.clone();
        told.iter().for_each(|event| drop(step(&mut stored, event, OWN, &Utc, NOW)));
        assert_eq!((counted(&stored), stored.ledger), (2, once.ledger));
    }

    #[test]
    fn a_signal_is_acknowledged_by_its_number() {
        let (reply, _) = step(&mut counting(), &from(SITE, send_click()), OWN, &Utc, NOW);
        assert_eq!(reply, Reply::Done { number: 1 });
    }

    #[test]
    fn an_old_invitations_drawer_is_read_for_its_correction() {
        let sent = Timestamp::from_millis(0);
        let of = InvitationId::new("a");
        let correction = Message::Correct { id: "c".into(), of, sent, change: Change::TakenBack };
        assert!(drawers(Some(&from(OWN, correction)), NOW).contains(&FilingWeek::of(sent)));
        assert_eq!(drawers(None, NOW).len(), 3);
    }

    #[test]
    fn an_entry_is_amended_as_the_user_says_but_not_into_the_future() {
        let mut stored = counting();
        step(&mut stored, &from(OWN, add("a")), OWN, &Utc, NOW);
        let [long_ago, future] = [NOW.as_millis() - 90 * 86_400_000, NOW.as_millis() + 1];
        let amend = |at: i64, undone: bool| {
            let (of, by, id) = (InvitationId::new("a"), InvitationId::new("b"), format!("{undone}"));
            let (at, number) = (Timestamp::from_millis(at), NonZeroU32::new(4).unwrap());
            from(OWN, Message::Amend(Amendment { id, of, sent: NOW, by, at, number, undone }))
        };
        let before = stored.clone();
        assert_eq!(step(&mut stored, &amend(future, false), OWN, &Utc, NOW).0, Reply::Refused);
        assert_eq!(stored, before);
        let weeks = drawers(Some(&amend(long_ago, false)), NOW);
        assert!(weeks.contains(&FilingWeek::of(Timestamp::from_millis(long_ago))));
        assert_eq!(step(&mut stored, &amend(long_ago, false), OWN, &Utc, NOW).0, Reply::Done { number: 0 });
        assert_eq!(stored.status(&Utc, NOW).used, 0, "it was sent long ago");
        let later = NOW.plus(std::time::Duration::from_secs(1));
        step(&mut stored, &amend(long_ago, true), OWN, &Utc, later);
        assert_eq!(stored.status(&Utc, NOW).used, 1);
        let Event::Message { message, .. } = amend(long_ago, false) else { unreachable!() };
        assert_eq!(step(&mut stored, &from(SITE, message), OWN, &Utc, NOW).0, Reply::Refused);
    }

    #[test]
    fn an_import_counts_as_one_until_the_user_says_how_many() {
        let phase = RequestPhase::Answered { status: 200 };
        let request =
            RequestSignal { id: "7".into(), tab: TabId(1), way: Way::Unknown, several: true, at: NOW, phase };
        let imported = || {
            let mut stored = counting();
            for _ in 0..2 {
                step(&mut stored, &Event::Request(request.clone()), OWN, &Utc, NOW);
            }
            stored
        };
        let mut stored = imported();
        assert_eq!((counted(&stored), stored.health.questions.len()), (1, 1));
        assert_eq!(Badge::of(&stored, &Utc, NOW), Badge::Attention);
        let [question] = &stored.health.questions[..] else { panic!("one question") };
        let answer = |number| {
            let (of, sent) = (question.of.clone(), question.sent);
            from(OWN, Message::Answer { of, sent, number, id: "c".into() })
        };
        assert!(drawers(Some(&answer(4)), NOW).contains(&FilingWeek::of(question.sent)));
        let [four, none, foreign] = [answer(4), answer(0), answer(9)];
        assert_eq!(step(&mut stored, &four, OWN, &Utc, NOW).0, Reply::Done { number: 0 });
        assert_eq!(
            (Badge::of(&stored, &Utc, NOW), stored.health.questions.len()),
            (Badge::Left { number: 96, level: Level::Comfortable }, 0)
        );
        // Told again, and heard of again, it changes nothing.
        step(&mut stored, &four, OWN, &Utc, NOW);
        step(&mut stored, &Event::Request(request.clone()), OWN, &Utc, NOW);
        assert_eq!(Badge::of(&stored, &Utc, NOW), Badge::Left { number: 96, level: Level::Comfortable });
        let mut stored = imported();
        step(&mut stored, &none, OWN, &Utc, NOW);
        assert_eq!((counted(&stored), stored.health.questions.len()), (0, 0));
        let Event::Message { message, .. } = foreign else { panic!("a message") };
        let mut stored = imported();
        assert_eq!(step(&mut stored, &from(SITE, message), OWN, &Utc, NOW).0, Reply::Refused);
    }

    #[test]
    fn the_badge_says_what_is_the_matter() {
        assert_eq!(Badge::of(&Stored::default(), &Utc, NOW), Badge::NotStarted);
        let mut stored = counting();
        assert_eq!(Badge::of(&stored, &Utc, NOW), Badge::Left { number: 100, level: Level::Comfortable });
        stored.unsaved = true;
        assert_eq!(Badge::of(&stored, &Utc, NOW), Badge::Attention);
    }
}
