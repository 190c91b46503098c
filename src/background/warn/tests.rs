//! Each rule as events bring it about, and what the user says of his account.

use std::num::NonZeroU32;
use std::time::Duration;

use super::*;
use crate::background::step::{Badge, Effect, SITE, step};
use crate::domain::allowance::{Allowance, Buffer};
use crate::domain::detection::{DocumentId, RequestSignal, Rule, Signal, TabId};
use crate::domain::draft::{Draft, Field, Problem};
use crate::domain::invitation::{InvitationId, Place, Way};
use crate::domain::pace::{Burst, RampUp};
use crate::domain::restriction::{Phase, Word};
use crate::domain::window::Window;
use crate::domain::zone::Utc;
use crate::protocol::{Button, Reply, Sender};

const OWN: &str = "chrome-extension://plimsoll";
/// A Sunday, 01:00 UTC.
const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);

fn later(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

fn from(origin: &str, message: Message) -> Event {
    Event::Message { message, sender: Sender { origin: Some(origin.into()), tab: Some(TabId(1)) } }
}

/// Somebody who agreed to counting, and what happens to him.
struct Story {
    stored: Stored,
    told: u32,
}

impl Story {
    fn counting() -> Self {
        let mut story = Self { stored: Stored::default(), told: 0 };
        story.command(Message::Start, NOW);
        story
    }

    fn used(number: u32) -> Self {
        let mut story = Self::counting();
        if number > 0 {
            story.add(number, NOW);
        }
        story
    }

    fn tell(&mut self, event: &Event, now: Timestamp) -> (Reply, Vec<Effect>) {
        step(&mut self.stored, event, OWN, &Utc, now)
    }

    fn said(&mut self, event: &Event, now: Timestamp) -> Vec<Warning> {
        let (_, effects) = self.tell(event, now);
        let warning = |effect: &Effect| match effect {
            Effect::Notify(notice) => Some(notice.warning),
            _ => None,
        };
        effects.iter().filter_map(warning).collect()
    }

    fn command(&mut self, message: Message, now: Timestamp) -> Vec<Warning> {
        self.said(&from(OWN, message), now)
    }

    fn add(&mut self, number: u32, now: Timestamp) -> Vec<Warning> {
        self.told += 1;
        let id = InvitationId::new(format!("by hand {}", self.told));
        self.command(Message::Add { id, number: NonZeroU32::new(number).unwrap() }, now)
    }

    fn signal(&mut self, attempt: u32, happened: Happened, now: Timestamp) -> Vec<Warning> {
        self.told += 1;
        let signal = Signal { number: self.told, at: now, attempt, happened };
        let document = DocumentId("d".into());
        self.said(&from(SITE, Message::Signals { document, signals: vec![signal] }), now)
    }

    /// A Connect click that opens the dialog.
    fn open(&mut self, now: Timestamp) -> Vec<Warning> {
        let attempt = self.told + 1;
        let mut said = self.signal(
            attempt,
            Happened::Connect { place: Place::Search, link: false, rule: Rule::Key },
            now,
        );
        said.extend(self.signal(attempt, Happened::DialogOpened, now));
        said
    }

    /// The dialog's send button, and LinkedIn's answer.
    fn send(&mut self, note: Option<u32>, status: u16, now: Timestamp) -> Vec<Warning> {
        let attempt = self.told + 1;
        let note = note.map(Characters);
        let mut said = self.signal(attempt, Happened::Send { place: Place::Search, note }, now);
        let request = |phase| {
            let id = attempt.to_string();
            Event::Request(RequestSignal {
                id,
                tab: TabId(1),
                way: Way::Dialog,
                several: false,
                at: now,
                phase,
            })
        };
        said.extend(self.said(&request(RequestPhase::Started), now));
        said.extend(self.said(&request(RequestPhase::Answered { status }), now));
        said
    }

    fn badge(&self, now: Timestamp) -> Badge {
        Badge::of(&self.stored, &Utc, now)
    }

    fn save(&mut self, change: impl FnOnce(&mut Draft)) -> Reply {
        let mut draft = Draft::of(&self.stored.settings);
        change(&mut draft);
        self.tell(&from(OWN, Message::Save { draft: Box::new(draft) }), NOW).0
    }
}

#[test]
fn a_dialog_whose_invitation_would_reach_the_line_says_so_before_it_is_sent() {
    assert_eq!(Story::used(78).open(NOW), []);
    let mut story = Story::used(79);
    assert_eq!(story.open(NOW), [Warning::BeforeBuffer]);
    assert_eq!(story.badge(NOW), Badge::Before { number: 21, level: Level::BufferReached });
    assert_eq!(story.send(None, 200, NOW), [Warning::Buffer]);
    assert_eq!(story.badge(NOW), Badge::Left { number: 20, level: Level::BufferReached });
    assert_eq!(story.open(later(60)), [], "the 81st");
}

#[test]
fn a_dialog_at_the_limit_says_so_and_so_does_one_beyond_it() {
    let mut story = Story::used(99);
    assert_eq!(story.open(NOW), [Warning::BeforeLimit]);
    assert_eq!(story.send(None, 200, NOW), [Warning::Limit]);
    assert_eq!(story.open(later(60)), [Warning::BeyondLimit]);
    assert_eq!(story.badge(later(60)), Badge::Before { number: 0, level: Level::LimitReached });
    assert_eq!(story.send(None, 200, later(60)), []);
}

#[test]
fn a_request_that_is_heard_of_before_the_click_ends_the_dialog_too() {
    let mut story = Story::used(99);
    story.open(NOW);
    let request = |phase| {
        let id = "7".to_owned();
        Event::Request(RequestSignal { id, tab: TabId(1), way: Way::Dialog, several: false, at: NOW, phase })
    };
    assert_eq!(story.said(&request(RequestPhase::Started), NOW), []);
    assert_eq!(story.said(&request(RequestPhase::Answered { status: 200 }), NOW), [Warning::Limit]);
    assert_eq!(story.badge(NOW), Badge::Left { number: 0, level: Level::LimitReached });
}

#[test]
fn a_click_that_is_heard_of_before_the_request_ends_the_dialog_too() {
    let mut story = Story::used(79);
    story.open(NOW);
    story.signal(2, Happened::Send { place: Place::Search, note: None }, NOW);
    assert_eq!(story.badge(NOW), Badge::Left { number: 21, level: Level::Nearing });
}

#[test]
fn a_link_that_only_opens_the_dialog_says_so_at_the_click() {
    let mut story = Story::used(79);
    let click = Happened::Connect { place: Place::Profile, link: true, rule: Rule::Key };
    assert_eq!(story.signal(1, click, NOW), [Warning::BeforeBuffer]);
}

#[test]
fn a_dialog_that_is_opened_again_is_shown_by_the_badge_and_not_said_again() {
    let mut story = Story::used(79);
    assert_eq!(story.open(NOW), [Warning::BeforeBuffer]);
    let end = NOW.plus(Standing::DIALOG);
    assert_eq!(story.said(&Event::Alarm, end), []);
    assert_eq!(story.badge(end), Badge::Left { number: 21, level: Level::Nearing });
    assert_eq!(story.open(end), []);
    assert_eq!(story.badge(end), Badge::Before { number: 21, level: Level::BufferReached });
}

#[test]
fn the_alarm_comes_when_the_dialog_is_no_longer_taken_to_be_open() {
    let mut story = Story::used(79);
    story.signal(1, Happened::Connect { place: Place::Profile, link: true, rule: Rule::Key }, NOW);
    let (_, effects) = story.tell(&Event::Alarm, NOW);
    assert!(effects.contains(&Effect::WakeAt(Some(NOW.plus(Standing::DIALOG)))));
    let mut calm = Story::used(10);
    calm.open(NOW);
    assert_eq!(calm.stored.standing.dialog, None, "one that needs no word is forgotten");
}

#[test]
fn crossing_is_said_once_and_not_again_within_the_window() {
    let mut story = Story::counting();
    assert_eq!(story.add(79, NOW), []);
    assert_eq!(story.add(1, later(1)), [Warning::Buffer]);
    assert_eq!(story.add(1, later(2)), []);
    // One place comes back, and is used again.
    let of = InvitationId::new("by hand 2");
    let change = crate::domain::ledger::Change::TakenBack;
    for (index, id) in ["by hand 2", "by hand 3"].into_iter().enumerate() {
        let of = InvitationId::new(id);
        let id = format!("correction {index}");
        story.command(Message::Correct { id, of, sent: later(index as u64 + 1), change }, later(3));
    }
    assert_eq!(story.stored.status(&Utc, later(3)).used, 79, "{of}");
    assert_eq!(story.add(1, later(4)), []);
    assert_eq!(story.add(20, later(5)), [Warning::Limit]);
}

#[test]
fn after_the_window_it_is_said_again() {
    let mut story = Story::counting();
    assert_eq!(story.add(80, NOW), [Warning::Buffer]);
    let next = NOW.plus(Window::ROLLING);
    assert_eq!(story.said(&Event::Alarm, next), [], "all places are back");
    assert_eq!(story.add(80, next), [Warning::Buffer]);
}

#[test]
fn a_burst_is_said_at_the_last_of_it() {
    let mut story = Story::counting();
    story.stored.settings.burst = Burst { number: 3, minutes: 10 };
    assert_eq!(story.send(None, 200, NOW), []);
    assert_eq!(story.send(None, 200, later(300)), []);
    assert_eq!(story.send(None, 200, later(599)), [Warning::Burst]);
    let mut slow = Story::counting();
    slow.stored.settings.burst = Burst { number: 3, minutes: 10 };
    for minutes in [0, 5, 10, 15] {
        assert_eq!(slow.send(None, 200, later(minutes * 60)), []);
    }
}

#[test]
fn the_plans_part_of_the_week_is_said_when_it_is_used_up() {
    let mut story = Story::counting();
    story.stored.settings.ramp_up = Some(RampUp { begun: NOW, first: 5, step: 5, weeks: 2 });
    assert_eq!(story.add(4, NOW), []);
    assert_eq!(story.add(1, NOW), [Warning::RampUp]);
}

#[test]
fn the_last_note_is_said_if_the_months_drawers_are_read() {
    let mut story = Story::counting();
    let note = Some(120);
    for index in 0..4 {
        story.stored.whole_month = true;
        assert_eq!(story.send(note, 200, later(index * 1_000)), []);
    }
    let mut unread = Story { stored: story.stored.clone(), told: story.told };
    unread.stored.whole_month = false;
    assert_eq!(unread.send(note, 200, later(5_000)), []);
    assert_eq!(story.send(note, 200, later(5_000)), [Warning::LastNote]);
    assert_eq!(story.send(note, 200, later(6_000)), []);
}

#[test]
fn what_the_dialog_says_of_notes_is_kept_and_believed() {
    let mut story = Story::counting();
    story.stored.whole_month = true;
    let told = Happened::NoteBox { limit: Some(Characters(300)), remaining: Some(1) };
    story.signal(1, told, NOW);
    assert_eq!(story.stored.standing.notes.characters, Some(Characters(300)));
    assert_eq!(story.send(Some(9), 200, NOW), [Warning::LastNote]);
    // What it doesn't say leaves what it said.
    story.signal(9, Happened::NoteBox { limit: None, remaining: None }, NOW);
    assert_eq!(story.stored.standing.notes.remaining, Some(Remaining { number: 1, at: NOW }));
}

#[test]
fn the_months_drawers_are_read_only_where_a_note_can_be_used_up() {
    let mut story = Story::counting();
    let drawers = |story: &Story, event: &Event| drawers_for_notes(&story.stored, Some(event), &Utc, NOW);
    assert_eq!(drawers(&story, &Event::Alarm), []);
    let said = from(OWN, Message::NotesRemaining { number: 2 });
    // From the 1st of the month, a Sunday, to the 22nd.
    assert_eq!(drawers(&story, &said).len(), 4);
    for (note, read) in [(Some(Characters(9)), 4), (None, 0)] {
        let send = Signal {
            number: 1,
            at: NOW,
            attempt: 1,
            happened: Happened::Send { place: Place::Search, note },
        };
        let told = Message::Signals { document: DocumentId("other".into()), signals: vec![send] };
        assert_eq!(drawers(&story, &from(SITE, told)).len(), read, "{note:?}");
    }
    story.send(None, 200, NOW);
    assert_eq!(drawers(&story, &Event::Alarm), []);
    story.send(Some(9), 200, NOW);
    assert_eq!(drawers(&story, &Event::Alarm).len(), 4);
    story.stored.settings.account = crate::domain::preset::Account::Premium;
    assert_eq!(drawers(&story, &Event::Alarm), []);
}

#[test]
fn a_denial_asks_and_the_users_yes_restricts() {
    let mut story = Story::used(10);
    story.signal(1, Happened::Send { place: Place::Search, note: None }, NOW);
    assert_eq!(story.signal(1, Happened::Denied, NOW), [Warning::Restriction]);
    let phase = |story: &Story| story.stored.status(&Utc, NOW).restriction.map(|(phase, _)| phase);
    assert_eq!(
        (phase(&story), story.badge(NOW)),
        (Some(Phase::Asked), Badge::Left { number: 90, level: Level::Comfortable })
    );
    assert_eq!(story.signal(1, Happened::Denied, later(1)), [], "it is the same");
    assert_eq!(phase(&story), Some(Phase::Asked), "and as unsure as before");
    assert_eq!(story.command(Message::Restriction(Word::Confirmed), NOW), []);
    assert_eq!((phase(&story), story.badge(NOW)), (Some(Phase::Holding), Badge::Restricted));
    let recorded = &story.stored.standing.restrictions.0[0];
    assert_eq!((recorded.cause, recorded.used, recorded.limit), (Cause::Shown, 10, 100));
    story.command(Message::Restriction(Word::Ended), later(60));
    assert_eq!(story.badge(later(60)), Badge::Left { number: 90, level: Level::Comfortable });
}

#[test]
fn an_answer_of_too_many_requests_asks_and_no_other_refusal_does() {
    for (status, said) in [(400, vec![]), (428, vec![]), (429, vec![Warning::Restriction]), (430, vec![])] {
        assert_eq!(Story::counting().send(None, status, NOW), said, "{status}");
    }
}

#[test]
fn an_accepted_invitation_ends_what_looked_like_a_restriction() {
    let mut story = Story::counting();
    story.send(None, 429, NOW);
    assert!(story.stored.standing.restrictions.open().is_some());
    story.send(None, 200, later(60));
    assert_eq!(story.stored.standing.restrictions.open(), None);
}

#[test]
fn the_user_can_say_that_he_is_restricted() {
    let mut story = Story::used(60);
    assert_eq!(story.command(Message::Restriction(Word::Begun(NOW)), NOW), []);
    assert_eq!(story.badge(NOW), Badge::Restricted);
    assert_eq!(story.stored.standing.restrictions.0[0].used, 60);
    story.command(Message::Restriction(Word::Ended), NOW);
    story.command(Message::Restriction(Word::Begun(later(30))), later(60));
    assert_eq!(story.stored.standing.restrictions.open().map(|open| open.since), Some(later(30)));
}

#[test]
fn nothing_is_said_while_paused_and_nothing_learned() {
    let mut story = Story::used(79);
    story.command(Message::Pause, NOW);
    assert_eq!(story.open(NOW), []);
    assert_eq!(story.signal(1, Happened::Denied, NOW), []);
    assert_eq!(story.add(1, NOW), [], "by hand it can be added even then");
    assert_eq!(story.stored.standing.restrictions.open(), None);
    assert_eq!(story.command(Message::Resume, NOW), [], "nor is it made up for");
}

#[test]
fn what_is_turned_off_is_not_said() {
    for off in [true, false] {
        let mut story = Story::counting();
        story.save(|draft| draft.warnings_off = if off { vec![Warning::Buffer] } else { vec![] });
        assert_eq!(story.add(80, NOW).contains(&Warning::Buffer), !off);
    }
}

#[test]
fn snoozed_it_is_silent_until_the_window_frees() {
    let mut story = Story::counting();
    assert_eq!(story.add(80, NOW), [Warning::Buffer]);
    story.tell(&Event::Pressed(Button::Snooze), later(10));
    let frees = NOW.plus(Window::ROLLING);
    assert_eq!(story.stored.standing.snoozed, Some(frees));
    assert_eq!(story.add(20, later(20)), []);
    let before = Timestamp::from_millis(frees.as_millis() - 1);
    assert_eq!(story.open(before), []);
    assert_eq!(story.said(&Event::Alarm, frees), []);
    assert_eq!(story.stored.standing.snoozed, None);
    assert_eq!(story.add(100, frees), [Warning::Limit]);
}

#[test]
fn a_snooze_can_be_taken_back() {
    let mut story = Story::counting();
    story.add(80, NOW);
    story.command(Message::Snooze(true), NOW);
    story.command(Message::Snooze(false), NOW);
    assert_eq!(story.add(20, NOW), [Warning::Limit]);
}

#[test]
fn the_notifications_button_opens_plimsoll() {
    let (_, effects) = Story::counting().tell(&Event::Pressed(Button::Open), NOW);
    assert!(effects.contains(&Effect::Open));
}

#[test]
fn settings_that_make_no_sense_are_refused_with_the_field_and_change_nothing() {
    let mut story = Story::counting();
    let before = story.stored.clone();
    let Reply::Invalid(mistakes) = story.save(|draft| {
        draft.buffer_is_share = false;
        draft.buffer = Some(101.0);
    }) else {
        panic!("it was taken")
    };
    assert_eq!((mistakes[0].field, mistakes[0].problem), (Field::Buffer, Problem::AboveLimit(100)));
    assert_eq!(story.stored, before);
    assert_eq!(story.save(|draft| draft.limit = Some(120.0)), Reply::Done { number: 0 });
    assert_eq!(story.stored.status(&Utc, NOW).left(), 120);
}

#[test]
fn a_limit_that_is_set_below_what_was_sent_is_not_announced_to_whoever_set_it() {
    let mut story = Story::used(50);
    let (_, effects) = {
        let mut draft = Draft::of(&story.stored.settings);
        draft.limit = Some(40.0);
        story.tell(&from(OWN, Message::Save { draft: Box::new(draft) }), NOW)
    };
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Notify(_))));
    assert_eq!(story.badge(NOW), Badge::Left { number: 0, level: Level::LimitReached });
}

#[test]
fn an_own_limit_is_taken_only_if_it_is_one() {
    let mut story = Story::counting();
    story.command(Message::TakeLimit { limit: 130 }, NOW);
    assert_eq!(story.stored.settings.allowance.limit, 130);
    for wrong in [0, 10_001] {
        let (reply, _) = story.tell(&from(OWN, Message::TakeLimit { limit: wrong }), NOW);
        assert_eq!((reply, story.stored.settings.allowance.limit), (Reply::Refused, 130));
    }
}

#[test]
fn a_line_stays_before_an_own_limit_that_is_taken() {
    let mut story = Story::counting();
    story.stored.settings.allowance = Allowance { limit: 300, buffer: Buffer::Number(250) };
    story.command(Message::TakeLimit { limit: 180 }, NOW);
    let settings = &story.stored.settings;
    assert_eq!(settings.allowance, Allowance { limit: 180, buffer: Buffer::Number(150) });
    assert!(Draft::of(settings).check(settings, &Utc).is_ok(), "other settings can still be saved");
    story.command(Message::TakeLimit { limit: 160 }, NOW);
    assert_eq!(story.stored.settings.allowance, Allowance { limit: 160, buffer: Buffer::Number(150) });
}

#[test]
fn what_the_user_reads_off_the_site_is_kept_with_its_time() {
    let mut story = Story::counting();
    story.command(Message::Pending { number: Some(700) }, NOW);
    story.command(Message::Connections { number: Some(9_000) }, NOW);
    story.command(Message::NotesRemaining { number: 2 }, NOW);
    let standing = &story.stored.standing;
    assert_eq!(standing.pending.map(|said| (said.number, said.at)), Some((700, NOW)));
    assert_eq!(standing.connections.map(|said| said.number), Some(9_000));
    assert_eq!(standing.notes.remaining, Some(Remaining { number: 2, at: NOW }));
    story.command(Message::Pending { number: None }, NOW);
    assert_eq!(story.stored.standing.pending, None);
}

#[test]
fn only_own_pages_say_anything_of_the_account() {
    let mut story = Story::counting();
    let before = story.stored.clone();
    let draft = Box::new(Draft::of(&story.stored.settings));
    for message in [
        Message::Save { draft },
        Message::TakeLimit { limit: 5 },
        Message::Restriction(Word::Begun(NOW)),
        Message::NotesRemaining { number: 1 },
        Message::Pending { number: Some(1) },
        Message::Snooze(true),
    ] {
        assert_eq!(story.tell(&from(SITE, message), NOW), (Reply::Refused, Vec::new()));
    }
    assert_eq!(story.stored, before);
}

#[test]
fn what_is_told_twice_is_said_once() {
    let mut story = Story::used(79);
    let signal = |number, happened| Signal { number, at: NOW, attempt: 1, happened };
    let signals = vec![
        signal(50, Happened::Connect { place: Place::Search, link: false, rule: Rule::Key }),
        signal(51, Happened::DialogOpened),
        signal(52, Happened::Denied),
    ];
    let event = from(SITE, Message::Signals { document: DocumentId("d".into()), signals });
    assert_eq!(story.said(&event, NOW), [Warning::BeforeBuffer, Warning::Restriction]);
    assert_eq!(story.said(&event, NOW), []);
    story.command(Message::Restriction(Word::None), later(1));
    assert_eq!(story.said(&event, later(2)), []);
}
