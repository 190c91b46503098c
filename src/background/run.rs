//! Carries one event through in the browser: reads, has [`step`](super::step) decide, writes, and does what is to
//! be done.

use wasm_bindgen::JsValue;

use super::step::{Badge, Effect, SITE, drawers, step};
use crate::browser::{Refusal, action, alarms, from_js, i18n, runtime, scripting, storage, tabs, to_js};
use crate::domain::allowance::Level;
use crate::domain::schema::key;
use crate::domain::settings::Counting;
use crate::domain::time::Timestamp;
use crate::protocol::{Event, Handled, Reply};
use crate::store::{self, Loaded};

/// How long to wait before trying again to write what couldn't be written.
const RETRY: std::time::Duration = std::time::Duration::from_secs(60);

/// Carries one event through. The caller hands over one at a time.
///
/// # Errors
/// If the browser can't read its storage, or the answer can't be passed on.
pub async fn handle(event: JsValue) -> Result<JsValue, JsValue> {
    let now = Timestamp::try_from(js_sys::Date::now()).unwrap_or_default();
    let handled =
        run(from_js(event).ok(), now).await.map_err(|refusal| js_sys::Error::new(&refusal.to_string()))?;
    Ok(to_js(&handled)?)
}

async fn run(event: Option<Event>, now: Timestamp) -> Result<Handled, Refusal> {
    let weeks = drawers(event.as_ref(), now);
    let keys = store::keys(&weeks);
    let local = storage::local().read(keys.iter().map(String::as_str).chain([key::DETECTOR]))?;
    let session = storage::session().read([key::UNSAVED])?;
    let items = local.items().await?;
    let mut loaded = Loaded::new(&items, &weeks, now);
    loaded.read_detector(&items);
    let waiting = session.items().await?.value(key::UNSAVED);
    let waiting: Vec<Event> = waiting.and_then(|events| from_js(events).ok()).unwrap_or_default();

    let own = runtime::origin();
    let mut effects = Vec::new();
    let mut reply = Reply::Refused;
    for event in waiting.iter().chain(&event) {
        let (answer, more) = step(&mut loaded.stored, event, &own, now);
        reply = answer;
        effects.extend(more);
    }
    if loaded.stored.newer {
        paint(Badge::Attention).await?;
        return Ok(Handled {
            reply: Reply::NotStored,
            counting: loaded.stored.settings.counting() == Counting::On,
        });
    }
    let changes = loaded.changes()?;
    if !changes.is_empty() && storage::local().write(changes).await.is_err() {
        return not_stored(waiting, event, now).await;
    }
    if !waiting.is_empty() {
        storage::session().forget(key::UNSAVED).await?;
    }
    // What was shown and run till now may rest on what is gone.
    if !waiting.is_empty() || loaded.is_damaged() {
        effects.push(Effect::Paint(Badge::of(&loaded.stored, now)));
        effects.push(Effect::Sense(loaded.stored.settings.counting() == Counting::On));
    }
    for effect in effects {
        carry_out(effect).await?;
    }
    Ok(Handled { reply, counting: loaded.stored.settings.counting() == Counting::On })
}

/// Nothing could be written. What nobody will tell again is kept in memory and tried with the next event; who sent
/// a message keeps it himself.
async fn not_stored(
    mut waiting: Vec<Event>,
    event: Option<Event>,
    now: Timestamp,
) -> Result<Handled, Refusal> {
    waiting.extend(event.filter(|event| !matches!(event, Event::Message { .. })));
    // An alarm stands for the trouble where nothing else has to wait.
    if waiting.is_empty() {
        waiting.push(Event::Alarm);
    }
    let mut write = storage::Write::default();
    write.put(key::UNSAVED, &to_js(&waiting).map_err(JsValue::from)?)?;
    storage::session().write(write).await?;
    paint(Badge::Attention).await?;
    alarms::wake_at(Some(now.plus(RETRY))).await?;
    Ok(Handled { reply: Reply::NotStored, counting: true })
}

async fn carry_out(effect: Effect) -> Result<(), Refusal> {
    match effect {
        Effect::Paint(badge) => paint(badge).await,
        Effect::WakeAt(when) => alarms::wake_at(when).await,
        Effect::Welcome => tabs::open(&runtime::url("welcome.html")).await,
        Effect::Sense(on) => sense(on).await,
    }
}

async fn sense(on: bool) -> Result<(), Refusal> {
    let pattern = format!("{SITE}/*");
    if on {
        scripting::register(&pattern).await?;
    } else {
        scripting::unregister().await?;
    }
    for tab in tabs::matching(&pattern).await? {
        // A tab can be gone, asleep or show an error by now. It gets the sensor with its next page, and until then
        // the network tells what it sends.
        let _ = if on { scripting::inject(tab).await } else { tabs::tell(tab, "stop").await };
    }
    Ok(())
}

async fn paint(badge: Badge) -> Result<(), Refusal> {
    // White on each background has a contrast of at least 4.5 to 1.
    let (text, background, title) = match badge {
        Badge::NotStarted => (i18n::text("badgeOff", &[]), "#50616c", i18n::text("actionNotStarted", &[])),
        Badge::Paused => (i18n::text("badgeOff", &[]), "#50616c", i18n::text("actionPaused", &[])),
        Badge::Attention => {
            (i18n::text("badgeAttention", &[]), "#8a5600", i18n::text("actionAttention", &[]))
        }
        Badge::Left { number, level } => {
            let background = match level {
                Level::Comfortable => "#1a6587",
                Level::Nearing => "#8a5600",
                Level::BufferReached => "#a5400d",
                Level::LimitReached => "#ac1f2d",
            };
            (number.to_string(), background, i18n::plural("actionLeft", number))
        }
    };
    action::show(&text, background, "#ffffff", &title).await
}
