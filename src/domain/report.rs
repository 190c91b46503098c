//! What the user can copy for a bug report: versions, kinds and numbers. It is built of what this program's own types
//! can say, and these hold no name, no address and no text of anybody.

use std::fmt::Write;

use super::health::{Health, count};
use super::ledger::Ledger;
use super::schema;
use super::settings::Settings;
use super::time::Timestamp;

/// The report. `browser` is what the browser says of itself.
pub fn report(
    version: &str,
    browser: &str,
    settings: &Settings,
    ledger: &Ledger,
    health: &Health,
    now: Timestamp,
) -> String {
    let mut text =
        format!("Plimsoll {version}, layout {}\n{browser}\n{:?}\n", schema::VERSION, settings.counting());
    let mut kinds = Vec::new();
    for one in ledger.counted() {
        count(&mut kinds, (one.place, one.way, one.evidence), one.number.get());
    }
    text.push_str("counted\n");
    for ((place, way, evidence), number) in kinds {
        let _ = writeln!(text, "  {place:?} {way:?} {evidence:?}: {number}");
    }
    let rules: u32 = health.rules.iter().map(|(_, number)| number).sum();
    let _ = writeln!(text, "recognised {rules}");
    for (rule, number) in &health.rules {
        let _ = writeln!(text, "  {rule:?}: {number}");
    }
    for (place, pages) in &health.blind {
        let _ = writeln!(text, "nothing recognised\n  {place:?}: {pages}");
    }
    let _ =
        writeln!(text, "outcome never shown {}, imports unanswered {}", health.mute, health.questions.len());
    text.push_str("last signals, seconds ago\n");
    for (at, kind) in &health.last {
        let _ = writeln!(text, "  {} {kind:?}", now.since(*at).as_secs());
    }
    text
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::domain::detection::{Happened, Rule, Signal};
    use crate::domain::invitation::{Invitation, InvitationId, Place};
    use crate::domain::ledger::{Change, Correction, Entry};

    const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);

    #[test]
    fn it_says_what_happened_and_names_nobody() {
        let mut ledger = Ledger::default();
        let id = InvitationId::new("ada-quill");
        ledger.enter(Entry::Sent(Invitation::by_hand(id.clone(), NOW, NonZeroU32::new(3).unwrap())));
        let taken_back = InvitationId::new("bo-reed");
        ledger.enter(Entry::Sent(Invitation::by_hand(taken_back.clone(), NOW, NonZeroU32::MIN)));
        ledger.enter(Entry::Correction(Correction {
            id: "correction".into(),
            of: taken_back,
            sent: NOW,
            at: NOW,
            change: Change::TakenBack,
        }));
        let mut health = Health { mute: 8, ..Health::default() };
        health.ask(id, NOW);
        let happened = Happened::Connect { place: Place::Search, link: true, rule: Rule::Icon };
        health.note(&Signal { number: 1, at: NOW, attempt: 1, happened });
        health.note(&Signal {
            number: 2,
            at: NOW,
            attempt: 0,
            happened: Happened::Blind { place: Place::Feed },
        });
        let later = Timestamp::from_millis(NOW.as_millis() + 7_900);
        let text = report("1.2.3", "Browser/9", &Settings::default(), &ledger, &health, later);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[1..4], ["Browser/9", "NotStarted", "counted"], "{text}");
        let said = ["Plimsoll 1.2.3", "Elsewhere Unknown ByHand: 3", "Icon: 1", "Feed: 1"];
        for said in said.iter().chain(&["never shown 8", "unanswered 1", "  7 Connect", "  7 Blind"]) {
            assert!(text.contains(said), "{said} in {text}");
        }
        for of_somebody in ["ada-quill", "bo-reed", "correction"] {
            assert!(!text.contains(of_somebody), "{text}");
        }
    }
}
