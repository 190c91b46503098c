//! What each event changes and has done: the background from outside, with no browser.
#![allow(clippy::unwrap_used, reason = "what is unwrapped here the test has made itself")]

use std::num::NonZeroU32;
use std::time::Duration;

use plimsoll::background::step::{Badge, Effect, SITE, drawers, step};
use plimsoll::domain::allowance::Level;
use plimsoll::domain::detection::{DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId};
use plimsoll::domain::health::Worry;
use plimsoll::domain::invitation::{Evidence, InvitationId, Place, Way};
use plimsoll::domain::ledger::{Change, Entry};
use plimsoll::domain::other_allowance::Report;
use plimsoll::domain::restriction::Word;
use plimsoll::domain::template::{Rearrangement, Template, Wording};
use plimsoll::domain::time::{FilingWeek, Timestamp};
use plimsoll::domain::window::Window;
use plimsoll::domain::zone::Utc;
use plimsoll::protocol::{Button, Event, Message, Reply, Sender};
use plimsoll::store::{Fault, Stored};

const OWN: &str = "chrome-extension://plimsoll";
const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);
const WEEK: Duration = Window::ROLLING;

fn later(millis: u64) -> Timestamp {
    NOW.plus(Duration::from_millis(millis))
}

fn from(origin: &str, message: Message) -> Event {
    Event::Message { message, sender: Sender { origin: Some(origin.into()), tab: Some(TabId(1)) } }
}

fn signals(signals: &[(u32, Happened)]) -> Event {
    let told = |(number, happened): &(u32, Happened)| Signal {
        number: *number,
        at: NOW,
        attempt: 1,
        happened: happened.clone(),
    };
    let signals = signals.iter().map(told).collect();
    from(SITE, Message::Signals { document: DocumentId("d".into()), signals })
}

const SEND: Happened = Happened::Send { place: Place::Profile, note: None };
const CONNECT: Happened = Happened::Connect { place: Place::Search, link: false, rule: Rule::Key };

fn request(way: Way, several: bool, at: Timestamp, phase: RequestPhase) -> Event {
    Event::Request(RequestSignal { id: "7".into(), tab: TabId(1), way, several, at, phase })
}

const ACCEPTED: RequestPhase = RequestPhase::Answered { status: 200 };

/// Somebody, and what happens to him.
#[derive(Default)]
struct Story(Stored);

impl Story {
    fn counting() -> Self {
        let mut story = Self::default();
        story.says(Message::Start);
        story
    }

    fn tell(&mut self, event: &Event, now: Timestamp) -> (Reply, Vec<Effect>) {
        step(&mut self.0, event, OWN, &Utc, now)
    }

    fn says(&mut self, message: Message) -> Vec<Effect> {
        let (reply, effects) = self.tell(&from(OWN, message), NOW);
        assert_eq!(reply, Reply::Done { number: 0 });
        effects
    }

    fn adds(&mut self, id: &str, number: u32) -> Vec<Effect> {
        self.says(Message::Add { id: InvitationId::new(id), number: NonZeroU32::new(number).unwrap() })
    }

    fn badge(&self) -> Badge {
        Badge::of(&self.0, &Utc, NOW)
    }

    fn counted(&self) -> Vec<(u32, Timestamp)> {
        self.0.ledger.counted().map(|one| (one.number.get(), one.at)).collect()
    }
}

const FREE: Badge = Badge::Left { number: 100, level: Level::Comfortable };

/// When an effect says to wake up.
fn wakes(effects: &[Effect]) -> Vec<Option<Timestamp>> {
    let when = |effect: &Effect| match effect {
        Effect::WakeAt(when) => Some(*when),
        _ => None,
    };
    effects.iter().filter_map(when).collect()
}

#[test]
fn a_second_yes_leaves_the_time_of_the_first() {
    let mut story = Story::counting();
    story.tell(&from(OWN, Message::Start), later(9));
    assert_eq!(story.0.settings.consent, Some(NOW));
}

#[test]
fn a_pause_stops_the_sensor_and_a_resume_starts_it() {
    let mut story = Story::counting();
    assert!(story.says(Message::Pause).contains(&Effect::Sense(false)));
    assert_eq!(story.badge(), Badge::Paused);
    assert!(!story.says(Message::Pause).iter().any(|effect| matches!(effect, Effect::Sense(_))));
    assert!(story.says(Message::Resume).contains(&Effect::Sense(true)));
    assert_eq!(story.badge(), FREE);
}

#[test]
fn what_is_told_while_paused_is_acknowledged_and_never_counted() {
    let mut story = Story::counting();
    story.says(Message::Pause);
    let click = signals(&[(1, SEND), (2, Happened::DialogClosed)]);
    assert_eq!(story.tell(&click, NOW).0, Reply::Done { number: 2 });
    story.tell(&request(Way::Dialog, false, NOW, ACCEPTED), NOW);
    story.says(Message::Resume);
    story.tell(&Event::Alarm, later(600_000));
    assert_eq!(story.counted(), []);
    assert_eq!(story.0.health.last, []);
}

#[test]
fn what_is_open_at_a_pause_is_concluded_once_it_is_resumed() {
    let mut story = Story::counting();
    story.tell(&signals(&[(1, SEND), (2, Happened::DialogClosed)]), NOW);
    story.says(Message::Pause);
    for event in [Event::Alarm, Event::Startup] {
        story.tell(&event, later(600_000));
        assert_eq!(story.counted(), [], "{event:?}");
    }
    story.tell(&from(OWN, Message::Resume), later(600_000));
    assert_eq!(story.counted(), [(1, NOW)]);
}

#[test]
fn a_worker_acknowledges_the_last_that_it_was_told() {
    let told =
        signals(&[(1, CONNECT), (2, Happened::DialogOpened), (3, Happened::Blind { place: Place::Feed })]);
    assert_eq!(Story::counting().tell(&told, NOW).0, Reply::Done { number: 3 });
}

#[test]
fn a_signal_told_again_is_noted_once() {
    let mut story = Story::counting();
    for _ in 0..2 {
        story.tell(&signals(&[(1, CONNECT)]), NOW);
    }
    assert_eq!((story.0.health.rules.clone(), story.0.health.last.len()), (vec![(Rule::Key, 1)], 1));
}

#[test]
fn an_invitation_is_taken_back_and_restored_when_the_user_says_so() {
    let mut story = Story::counting();
    story.adds("a", 3);
    let mut correct = |id: &str, at: Timestamp, change| {
        let of = InvitationId::new("a");
        story.tell(&from(OWN, Message::Correct { id: id.into(), of, sent: NOW, change }), at);
        let last = story.0.ledger.entries().last().cloned();
        let Some(Entry::Correction(word)) = last else { panic!("a correction") };
        assert_eq!((word.at, word.sent, word.change), (at, NOW, change));
        story.counted().len()
    };
    assert_eq!(correct("1", later(1), Change::TakenBack), 0);
    assert_eq!(correct("2", later(2), Change::Restored), 1);
    // What arrives late is an earlier word.
    assert_eq!(correct("3", later(1), Change::TakenBack), 1);
}

#[test]
fn what_the_page_takes_back_is_taken_from_the_count() {
    let mut story = Story::counting();
    story.tell(&request(Way::Direct, false, NOW, ACCEPTED), NOW);
    story.tell(&signals(&[(1, CONNECT), (2, Happened::Flipped)]), NOW);
    assert_eq!(story.counted().len(), 1);
    story.tell(&signals(&[(3, Happened::Reverted)]), NOW);
    assert_eq!(story.counted(), []);
}

#[test]
fn who_has_read_what_is_wrong_is_not_told_again() {
    let mut story = Story::counting();
    story.0.faults.push(Fault { key: "standing".into(), found: NOW });
    story.0.health.mute = 3;
    assert_eq!(story.badge(), Badge::Attention);
    story.says(Message::Dismiss);
    assert_eq!((story.badge(), story.0.faults.len(), story.0.health.worry()), (FREE, 0, None));
}

#[test]
fn accepted_ones_without_any_sign_on_the_page_add_up_to_a_worry() {
    let mut story = Story::counting();
    for hour in 0..3u64 {
        let at = later(hour * 3_600_000);
        let click = Signal { number: u32::try_from(hour).unwrap() + 1, at, attempt: 1, happened: SEND };
        let document = DocumentId(hour.to_string());
        story.tell(&from(SITE, Message::Signals { document, signals: vec![click] }), at);
        story.tell(&request(Way::Dialog, false, at, ACCEPTED), at);
        story.tell(&Event::Alarm, at.plus(Duration::from_secs(1_801)));
    }
    assert_eq!(story.0.health.worry(), Some(Worry::Mute(3)));
}

#[test]
fn trouble_is_said_even_before_the_users_yes() {
    let fault = Fault { key: "settings".into(), found: NOW };
    let troubles = [
        Stored { faults: vec![fault], ..Stored::default() },
        Stored { newer: true, ..Stored::default() },
        Stored { unsaved: true, ..Stored::default() },
    ];
    for stored in troubles {
        assert_eq!(Badge::of(&stored, &Utc, NOW), Badge::Attention);
    }
}

#[test]
fn a_restriction_is_said_rather_than_what_an_open_dialog_would_cross() {
    let mut story = Story::counting();
    story.adds("a", 79);
    story.tell(&signals(&[(1, CONNECT), (2, Happened::DialogOpened)]), NOW);
    assert_eq!(story.badge(), Badge::Before { number: 21, level: Level::BufferReached });
    story.says(Message::Restriction(Word::Begun(NOW)));
    assert_eq!(story.badge(), Badge::Restricted);
}

#[test]
fn an_update_registers_the_sensor_as_it_was_and_only_a_first_start_welcomes() {
    let mut paused = Story::counting();
    paused.says(Message::Pause);
    for (mut story, counting) in [(Story::default(), false), (Story::counting(), true), (paused, false)] {
        let asked = story.0.settings.consent.is_none();
        for first in [false, true] {
            let (_, effects) = story.tell(&Event::Installed { first }, NOW);
            assert!(effects.contains(&Effect::Sense(counting)), "{effects:?}");
            assert_eq!(effects.contains(&Effect::Welcome), first && asked, "{effects:?}");
        }
    }
}

#[test]
fn a_start_of_the_browser_leaves_the_sensor_and_asks_for_its_alarm_anew() {
    let mut story = Story::counting();
    story.adds("a", 1);
    let (_, effects) = story.tell(&Event::Startup, NOW);
    assert_eq!(effects, [Effect::WakeAt(Some(NOW.plus(WEEK)))]);
    let (_, effects) = story.tell(&Event::Alarm, NOW);
    assert_eq!(effects, [Effect::WakeAt(Some(NOW.plus(WEEK)))]);
}

#[test]
fn a_request_that_a_restart_cut_off_counts_and_one_that_is_slow_is_waited_for() {
    let open = || {
        let mut story = Story::counting();
        story.tell(&request(Way::Dialog, false, NOW, RequestPhase::Started), NOW);
        story
    };
    let mut slow = open();
    slow.tell(&Event::Alarm, later(1));
    assert_eq!(slow.counted(), []);
    let mut cut = open();
    cut.tell(&Event::Startup, later(1));
    assert_eq!(cut.counted(), [(1, NOW)]);
}

#[test]
fn it_wakes_for_whatever_comes_first_and_not_for_what_changed_nothing() {
    let mut story = Story::counting();
    assert_eq!(wakes(&story.adds("a", 1)), [Some(NOW.plus(WEEK))]);
    assert_eq!(story.adds("a", 1), []);
    // A verdict that is open is looked at before the place comes back.
    let (_, effects) = story.tell(&request(Way::Dialog, false, NOW, RequestPhase::Started), NOW);
    assert_eq!(wakes(&effects), [Some(later(120_000))]);
    let (_, effects) = story.tell(&request(Way::Dialog, false, later(5), ACCEPTED), later(5));
    assert_eq!(wakes(&effects), [Some(NOW.plus(WEEK))]);
}

#[test]
fn a_notification_opens_plimsoll_or_snoozes_until_the_window_frees() {
    let mut story = Story::counting();
    story.adds("a", 1);
    let (_, effects) = story.tell(&Event::Pressed(Button::Open), NOW);
    assert_eq!((effects.contains(&Effect::Open), story.0.standing.snoozed), (true, None));
    let (_, effects) = story.tell(&Event::Pressed(Button::Snooze), NOW);
    assert_eq!((effects.contains(&Effect::Open), story.0.standing.snoozed), (false, Some(NOW.plus(WEEK))));
    story.says(Message::Snooze(false));
    assert_eq!(story.0.standing.snoozed, None);
}

#[test]
fn each_thing_that_the_user_says_goes_to_its_own_place() {
    let mut story = Story::counting();
    story.says(Message::Pending { number: Some(7) });
    story.says(Message::Connections { number: Some(900) });
    story.says(Message::InMail(Report::Sent(2)));
    story.says(Message::DirectMessage(Report::Sent(30)));
    let standing = &story.0.standing;
    let said = [standing.pending, standing.connections].map(|said| said.map(|said| said.number));
    assert_eq!(said, [Some(7), Some(900)]);
    let sent =
        [&standing.in_mail, &standing.messages].map(|acts| acts.0.iter().map(|act| act.number).sum::<u32>());
    assert_eq!(sent, [2, 30]);
}

#[test]
fn a_change_to_templates_that_cannot_be_made_is_refused() {
    let mut story = Story::counting();
    let wording = Wording::Own { name: "Mine".into(), text: "x".repeat(2_001) };
    let put = Rearrangement::Put { at: 0, template: Template { id: "mine".into(), wording } };
    for refused in [put, Rearrangement::Remove { id: "nobody's".into() }] {
        assert_eq!(story.tell(&from(OWN, Message::Rearrange(refused)), NOW), (Reply::Refused, Vec::new()));
    }
}

#[test]
fn an_import_is_answered_weeks_later_and_keeps_its_date() {
    let mut story = Story::counting();
    story.tell(&request(Way::Unknown, true, NOW, ACCEPTED), NOW);
    let of = story.0.health.questions[0].of.clone();
    let much_later = NOW.plus(WEEK * 8);
    let answer =
        |number, id: &str| from(OWN, Message::Answer { of: of.clone(), sent: NOW, number, id: id.into() });
    let (four, none) = (answer(4, "c"), answer(0, "d"));
    assert!(drawers(Some(&four), much_later).contains(&FilingWeek::of(NOW)));
    story.tell(&four, much_later);
    assert_eq!(story.counted(), [(4, NOW)]);
    assert_eq!(story.0.ledger.counted().next().unwrap().evidence, Evidence::Network);
    // A drawer that was read for nothing else isn't read twice.
    let weeks = drawers(Some(&none), NOW);
    assert_eq!(weeks.iter().filter(|week| **week == FilingWeek::of(NOW)).count(), 1);
}
