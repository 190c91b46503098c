//! What needs the user's attention: of all that could be said, the one thing most worth saying.

use crate::browser::i18n::{plural, text};
use crate::browser::zone::Platform;
use crate::domain::health::{Health, Worry};
use crate::domain::invitation::{Evidence, Place};
use crate::domain::settings::Counting;
use crate::domain::time::Timestamp;
use crate::store::Stored;

/// How much something matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Counting is paused.
    Paused,
    /// The count may be off.
    Attention,
    /// Something failed.
    Fault,
}

/// What became of a message to the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The background couldn't store it.
    NotStored,
    /// The background didn't answer, or not in words that are understood.
    NoAnswer,
}

/// Something that needs attention, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// How much it matters.
    pub tone: Tone,
    /// What is the matter.
    pub what: String,
    /// What to do.
    pub advice: String,
    /// Whether it is settled once the user has read it.
    pub dismissible: bool,
}

/// Whether something is wrong with what is stored.
pub fn is_faulty(stored: &Stored) -> bool {
    stored.newer || stored.unsaved || !stored.faults.is_empty()
}

/// What is most worth saying, if anything is.
pub fn matter(stored: &Stored, now: Timestamp, trouble: Option<Trouble>) -> Option<Matter> {
    let about = |tone, name: &str| Matter {
        tone,
        what: text(&format!("{name}What"), &[]),
        advice: text(&format!("{name}Do"), &[]),
        dismissible: false,
    };
    if stored.newer {
        Some(about(Tone::Fault, "noticeNewer"))
    } else if stored.unsaved || trouble == Some(Trouble::NotStored) {
        Some(about(Tone::Fault, "noticeNotSaved"))
    } else if trouble == Some(Trouble::NoAnswer) {
        Some(about(Tone::Fault, "noticeNoAnswer"))
    } else if !stored.faults.is_empty() {
        Some(Matter { dismissible: true, ..about(Tone::Fault, "noticeUnreadable") })
    } else if stored.settings.counting() == Counting::Paused {
        Some(about(Tone::Paused, "noticePaused"))
    } else if stored.settings.window.span(now, &Platform).zone_unknown {
        Some(about(Tone::Attention, "noticeZone"))
    } else if let unexplained @ 1.. = unexplained(stored, now) {
        let what = plural("noticeUnexplainedWhat", unexplained);
        Some(Matter { what, ..about(Tone::Attention, "noticeUnexplained") })
    } else if let Some(worry) = worry(&stored.health) {
        Some(worry)
    } else if stored.status(&Platform, now).used == 0 && stored.standing.restrictions.open().is_none() {
        Some(about(Tone::Info, "noticeEmpty"))
    } else {
        None
    }
}

/// What seems to be wrong with what LinkedIn's pages show.
fn worry(health: &Health) -> Option<Matter> {
    let (what, advice) = match health.worry()? {
        Worry::Blind(pages) => (plural("worryBlindWhat", pages), text("worryBlindDo", &[])),
        Worry::Mute(number) => (plural("worryMuteWhat", number), text("worryMuteDo", &[])),
    };
    Some(Matter { tone: Tone::Attention, what, advice, dismissible: true })
}

/// How many of those that count were seen only on the network. Of an import nothing else can be seen.
fn unexplained(stored: &Stored, now: Timestamp) -> u32 {
    let span = stored.settings.window.span(now, &Platform);
    let counted = stored.ledger.counted_from(span.first);
    let unexplained = counted.filter(|invitation| {
        invitation.evidence == Evidence::Network && invitation.place != Place::AddressBook
    });
    u32::try_from(unexplained.count()).unwrap_or(u32::MAX)
}
