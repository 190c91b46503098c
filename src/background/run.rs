//! Carries one event through in the browser: reads, has [`step`](super::step) decide, writes; and, once the sender has
//! its answer, does what is to be done.

use std::cell::{Cell, RefCell};
use std::iter;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::paint::paint;
use super::say::say;
use super::step::{Badge, Effect, SITE, drawers, step};
use super::warn::drawers_for_notes;
use crate::browser::zone::Platform;
use crate::browser::{Refusal, action, alarms, from_js, runtime, scripting, storage, tabs, to_js};
use crate::domain::schema::key;
use crate::domain::settings::Counting;
use crate::domain::time::Timestamp;
use crate::face::{Face, Validity};
use crate::protocol::{Event, Handled, Message, Reply};
use crate::store::{self, Loaded, Stored};

/// How long to wait before trying again to write what couldn't be written.
const RETRY: std::time::Duration = std::time::Duration::from_secs(60);

/// Carries one event through. The caller hands over one at a time.
///
/// # Errors
/// If the browser can't read its storage, or the answer can't be passed on.
pub async fn handle(event: JsValue) -> Result<JsValue, JsValue> {
    let now = Timestamp::try_from(js_sys::Date::now()).unwrap_or_default();
    let handled = run(from_js(event).ok(), now).await?;
    Ok(to_js(&handled)?)
}

async fn run(event: Option<Event>, now: Timestamp) -> Result<Handled, Refusal> {
    let weeks = drawers(event.as_ref(), now);
    let keys = store::keys(&weeks);
    let about_templates = matches!(event, Some(Event::Message { message: Message::Rearrange(_), .. }));
    let more = iter::once(key::DETECTOR).chain(about_templates.then_some(key::TEMPLATES));
    let local = storage::local().read(keys.iter().map(String::as_str).chain(more))?;
    let session = storage::session().read([key::UNSAVED])?;
    let items = local.items().await?;
    let mut loaded = Loaded::new(&items, &weeks, now);
    loaded.read_detector(&items);
    if about_templates {
        loaded.read_templates(&items);
    }
    let waiting = session.items().await?.value(key::UNSAVED);
    let waiting: Vec<Event> = waiting.and_then(|events| from_js(events).ok()).unwrap_or_default();

    let month = drawers_for_notes(&loaded.stored, event.as_ref(), &Platform, now);
    if !month.is_empty() {
        let keys: Vec<String> = store::drawer_keys(&month).filter(|key| !keys.contains(key)).collect();
        let items = storage::local().read(keys.iter().map(String::as_str))?.items().await?;
        let missing: Vec<_> = month.into_iter().filter(|week| !weeks.contains(week)).collect();
        loaded.read_month(&items, &missing);
    }

    let own = runtime::origin();
    let mut effects = Vec::new();
    let mut reply = Reply::Refused;
    for event in waiting.iter().chain(&event) {
        let (answer, more) = step(&mut loaded.stored, event, &own, &Platform, now);
        reply = answer;
        effects.extend(more);
    }
    if loaded.stored.newer {
        return Ok(handled(Reply::NotStored, ToDo::after(loaded.as_read().clone(), Vec::new(), now)));
    }
    if matches!((&event, &reply), (Some(Event::Message { message: Message::Erase, .. }), Reply::Done { .. }))
    {
        storage::local().empty().await?;
        storage::session().empty().await?;
        return Ok(handled(reply, ToDo::after(loaded.stored, effects, now)));
    }
    let mut changes = loaded.changes()?;
    let changed = !changes.is_empty();
    if changed {
        // No face is better than an old one, should the worker be stopped before there is another.
        changes.put(key::FACE, &JsValue::NULL)?;
    }
    if changed && storage::local().write(changes).await.is_err() {
        keep_waiting(waiting, event).await?;
        let kept = Stored { unsaved: true, ..loaded.as_read().clone() };
        let retry = vec![Effect::WakeAt(Some(now.plus(RETRY)))];
        return Ok(handled(Reply::NotStored, ToDo::after(kept, retry, now)));
    }
    if !waiting.is_empty() {
        storage::session().forget(key::UNSAVED).await?;
    }
    if loaded.is_damaged() {
        // What runs till now may rest on what is gone.
        effects.push(Effect::Sense(loaded.stored.settings.counting() == Counting::On));
    }
    let face = match &event {
        // The program or its words may be others.
        Some(Event::Installed { .. }) => Renewal::Due,
        _ if changed => Renewal::Due,
        // Time went by.
        Some(Event::Startup | Event::Alarm) => Renewal::DueIfOld,
        _ => Renewal::None,
    };
    Ok(handled(reply, ToDo { effects, stored: loaded.stored, now, face }))
}

/// Keeps for [`finish`] what is to be done.
fn handled(reply: Reply, to_do: ToDo) -> Handled {
    let counting = to_do.stored.settings.counting() == Counting::On;
    TO_DO.replace(Some(to_do));
    Handled { reply, counting }
}

struct ToDo {
    effects: Vec<Effect>,
    /// What is stored now.
    stored: Stored,
    now: Timestamp,
    /// Whether the popup's face is to be kept anew.
    face: Renewal,
}

/// Whether the popup's face is to be kept anew.
enum Renewal {
    None,
    /// If the one that is kept doesn't hold any more. To make one costs the worker half a megabyte, for the
    /// platform's words of time, which it is to be spared at each start of the browser.
    DueIfOld,
    Due,
}

impl ToDo {
    /// Where the face that is kept, or that there is none, is right.
    fn after(stored: Stored, effects: Vec<Effect>, now: Timestamp) -> Self {
        Self { effects, stored, now, face: Renewal::None }
    }
}

thread_local! {
    static TO_DO: RefCell<Option<ToDo>> = const { RefCell::new(None) };
    /// What this worker has shown. One that was just started doesn't know what the last one came to show before it
    /// was stopped, nor whether it came to register the sensor.
    static SHOWN: Cell<Option<Badge>> = const { Cell::new(None) };
}

/// Does what is to be done after the event that was carried through last.
///
/// # Errors
/// If the browser refuses something.
pub async fn finish() -> Result<(), JsValue> {
    let Some(ToDo { effects, stored, now, face }) = TO_DO.take() else { return Ok(()) };
    let counting = stored.settings.counting() == Counting::On;
    let badge = Badge::of(&stored, &Platform, now);
    let senses = effects.iter().any(|effect| matches!(effect, Effect::Sense(_)));
    let mut outcome = Ok(());
    for effect in effects {
        outcome = carry_out(effect).await.and(outcome);
    }
    if SHOWN.get().is_none() && !senses && scripting::is_registered().await? != counting {
        outcome = sense(counting).await.and(outcome);
    }
    if SHOWN.get() != Some(badge) {
        let before = SHOWN.replace(Some(badge));
        outcome = paint(badge, before).await.and(outcome);
    }
    let due = match face {
        Renewal::None => false,
        Renewal::DueIfOld => !holds_face(now).await?,
        Renewal::Due => true,
    };
    if due && let Some(face) = Face::of(&stored, now) {
        let mut write = storage::Write::default();
        write.put(key::FACE, &to_js(&face)?)?;
        // Where there is no room for it, the popup does without.
        let _ = storage::local().write(write).await;
    }
    Ok(outcome?)
}

/// Whether the face that is kept still holds.
async fn holds_face(now: Timestamp) -> Result<bool, Refusal> {
    let kept = storage::local().read([key::FACE])?.items().await?.value(key::FACE);
    Ok(kept.and_then(|kept| from_js::<Validity>(kept).ok()).is_some_and(|kept| kept.holds(now)))
}

/// Nothing could be written. What nobody will tell again is kept in memory and tried with the next event; who sent
/// a message keeps it himself.
async fn keep_waiting(mut waiting: Vec<Event>, event: Option<Event>) -> Result<(), Refusal> {
    waiting.extend(event.filter(|event| !matches!(event, Event::Message { .. })));
    // An alarm stands for the trouble where nothing else has to wait.
    if waiting.is_empty() {
        waiting.push(Event::Alarm);
    }
    let mut write = storage::Write::default();
    write.put(key::UNSAVED, &to_js(&waiting)?)?;
    storage::session().write(write).await
}

async fn carry_out(effect: Effect) -> Result<(), Refusal> {
    match effect {
        Effect::WakeAt(when) => alarms::wake_at(when).await,
        Effect::Welcome => tabs::open(&runtime::url("welcome.html")).await,
        Effect::Open => match action::open().await {
            Ok(()) => Ok(()),
            Err(_) => tabs::open(&runtime::url("popup.html")).await,
        },
        Effect::Notify(notice) => say(notice).await,
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
        // A tab can be gone or show an error by now. It gets the sensor with its next page, and until then the network
        // tells what it sends. One that is frozen or busy answers late or never: nobody waits for it.
        spawn_local(async move {
            let _ = if on { scripting::inject(tab).await } else { scripting::end(tab).await };
        });
    }
    Ok(())
}
