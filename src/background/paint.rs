//! What the toolbar shows: one badge for all tabs, and in a tab in which a note is being written how many characters
//! are left. That tab's own badge the browser forgets with the tab, so that the number of invitations is never lost.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::step::{Badge, SITE, is_sensor};
use crate::browser::{Refusal, action, from_js, i18n, storage, tabs};
use crate::domain::allowance::Level;
use crate::domain::detection::TabId;
use crate::domain::note::{Measure, Room, Written};
use crate::domain::schema::key;
use crate::domain::time::Timestamp;
use crate::protocol::Sender;
use crate::store::Loaded;

/// White on each of the colours has a contrast of at least 4.5 to 1.
const INK: &str = "#ffffff";
/// The colour of what is neither good nor bad.
const QUIET: &str = "#50616c";

/// Shows a badge; `before` is what was shown till now, where this worker knows it.
pub async fn paint(badge: Badge, before: Option<Badge>) -> Result<(), Refusal> {
    let (text, title) = match badge {
        Badge::NotStarted => (i18n::text("badgeOff", &[]), i18n::text("actionNotStarted", &[])),
        Badge::Paused => (i18n::text("badgeOff", &[]), i18n::text("actionPaused", &[])),
        Badge::Attention => (i18n::text("badgeAttention", &[]), i18n::text("actionAttention", &[])),
        Badge::Restricted => (i18n::text("badgeRestricted", &[]), i18n::text("actionRestricted", &[])),
        Badge::Before { number, level } => {
            let name = match level {
                Level::LimitReached | Level::Restricted => "actionBeforeLimit",
                Level::Comfortable | Level::Nearing | Level::BufferReached => "actionBeforeBuffer",
            };
            (i18n::text("badgeBefore", &[&i18n::digits(number)]), i18n::text(name, &[]))
        }
        // Words that are the same for any number: plural rules and formats would cost the worker a megabyte at each start.
        Badge::Left { number, .. } => {
            (number.to_string(), i18n::text("actionLeft", &[&i18n::digits(number)]))
        }
    };
    let color = color_of(badge);
    action::show(&text, color, INK, &title).await?;
    // A tab in which a note was written has kept the colour that was right then.
    if before.map(color_of) != Some(color) {
        for tab in tabs::matching(&format!("{SITE}/*")).await? {
            // One that is gone needs no colour.
            let _ = action::tint(tab, &color.into()).await;
        }
    }
    Ok(())
}

fn color_of(badge: Badge) -> &'static str {
    match badge {
        Badge::NotStarted | Badge::Paused => QUIET,
        Badge::Attention => "#8a5600",
        Badge::Restricted => color(Level::Restricted),
        Badge::Before { level, .. } | Badge::Left { level, .. } => color(level),
    }
}

fn color(level: Level) -> &'static str {
    match level {
        Level::Comfortable => "#1a6587",
        Level::Nearing => "#8a5600",
        Level::BufferReached => "#a5400d",
        Level::LimitReached | Level::Restricted => "#ac1f2d",
    }
}

thread_local! {
    /// How many times something was told of a note. Who had to wait shows nothing if more was told since.
    static TOLD: Cell<u32> = const { Cell::new(0) };
}

/// Shows in the sender's tab how many characters a note has left, or no longer. Nothing of it is stored.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn show_note(note: JsValue, sender: JsValue) -> Result<(), JsValue> {
    let (Ok(note), Ok(sender)) = (from_js::<Option<Written>>(note), from_js::<Sender>(sender)) else {
        return Ok(());
    };
    let (true, Some(TabId(tab))) = (is_sensor(&sender), sender.tab) else { return Ok(()) };
    let turn = TOLD.get().wrapping_add(1);
    TOLD.set(turn);
    let (text, color) = match note {
        Some(written) => {
            let measure = measure(written).await?;
            (Some(measure.left().to_string()), note_color(measure.room()).into())
        }
        None => (None, action::background().await?),
    };
    if TOLD.get() == turn {
        // Where the tab is gone, so is its badge.
        let _ = action::show_in(tab, text.as_deref(), &color).await;
    }
    Ok(())
}

/// A note beside the limit of its box; the account's where the box has none.
async fn measure(written: Written) -> Result<Measure, Refusal> {
    let account = match written.limit {
        Some(limit) => limit,
        None => {
            let items = storage::local().read([key::SETTINGS, key::STANDING])?.items().await?;
            Loaded::new(&items, &[], Timestamp::default()).stored.note_length()
        }
    };
    Ok(written.measure(account))
}

fn note_color(room: Room) -> &'static str {
    match room {
        Room::Comfortable => QUIET,
        Room::Nearing => color(Level::Nearing),
        Room::Full | Room::Over => color(Level::LimitReached),
    }
}
