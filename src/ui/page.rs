//! What every page does: take over the skeleton that stands in its HTML, and stay in step with storage.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::browser::zone::Platform;
use crate::browser::{Refusal, asked, clock, i18n, runtime, storage};
use crate::domain::draft::Draft;
use crate::domain::schema::key;
use crate::domain::settings::Counting;
use crate::domain::status::Status;
use crate::domain::time::Timestamp;
use crate::face::matter::Trouble;
use crate::protocol::{Message, Reply, Saved};
use crate::store::{self, Loaded, Stored, recent};

/// What is stored, and when it was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// What is stored.
    pub stored: Stored,
    /// When it was read.
    pub now: Timestamp,
}

impl Snapshot {
    /// Whether invitations are being counted.
    pub fn counting(&self) -> Counting {
        self.stored.settings.counting()
    }

    /// The state of the allowance.
    pub fn status(&self) -> Status {
        self.stored.status(&Platform, self.now)
    }
}

const MINUTE: Duration = Duration::from_secs(60);

/// Reads what a page shows.
///
/// # Errors
/// If the browser can't read its storage.
async fn read(page: Page) -> Result<Snapshot, Refusal> {
    let now = clock::now();
    if page == Page::Welcome {
        // It has no number.
        let items = storage::local().read([key::SCHEMA, key::SETTINGS, key::FAULTS])?.items().await?;
        return Ok(Snapshot { stored: Loaded::settings_alone(&items, now).stored, now });
    }
    let weeks: Vec<_> = recent(now).collect();
    let keys = store::keys(&weeks);
    let local = match asked::take(&keys) {
        Some(asked) => asked,
        None => storage::local().read(keys.iter().map(String::as_str))?,
    };
    let session = storage::session().read([key::UNSAVED])?;
    let mut stored = Loaded::new(&local.items().await?, &weeks, now).stored;
    stored.unsaved = session.items().await?.value(key::UNSAVED).is_some();
    Ok(Snapshot { stored, now })
}

/// Shows a page in place of its skeleton once what it shows is read, and again whenever that changes.
pub fn show(page: Page, draw: fn(RwSignal<Snapshot>) -> AnyView) {
    spawn_local(async move {
        let first = read(page).await;
        let first = first.unwrap_or_else(|_| Snapshot { stored: Stored::default(), now: clock::now() });
        let Some(main) = main() else { return };
        let snapshot = RwSignal::new(first);
        main.set_inner_html("");
        mount_to(main.clone(), move || draw(snapshot)).forget();
        for attribute in ["aria-busy", "inert"] {
            // Plain attributes of an element that stands in our own page.
            let _ = main.remove_attribute(attribute);
        }
        // Places come back and days begin by time alone.
        set_interval(move || snapshot.update(|shown| shown.now = clock::now()), MINUTE);
        storage::on_changed(move || {
            spawn_local(async move {
                if let Ok(next) = read(page).await
                    && snapshot.with_untracked(|shown| shown.stored != next.stored)
                {
                    snapshot.set(next);
                }
            });
        });
    });
}

/// Sends a message to the background.
///
/// # Errors
/// If it wasn't carried through.
pub async fn tell(message: &Message) -> Result<(), Trouble> {
    match runtime::send(message).await {
        Ok(Reply::Done { .. }) => Ok(()),
        Ok(Reply::NotStored) => Err(Trouble::NotStored),
        Ok(Reply::Refused | Reply::Invalid(_)) | Err(_) => Err(Trouble::NoAnswer),
    }
}

/// Sends changed settings to the background.
///
/// # Errors
/// If they weren't stored. A page checks them before, so that the background finds nothing wrong with them.
pub async fn save(draft: &Draft) -> Result<(), Trouble> {
    match runtime::save(draft).await {
        Ok(Saved::Done {}) => Ok(()),
        Ok(Saved::NotStored) => Err(Trouble::NotStored),
        Ok(Saved::Refused | Saved::Invalid(_)) | Err(_) => Err(Trouble::NoAnswer),
    }
}

/// Sets the page's language and direction to those of its texts.
pub fn speak() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", &i18n::language());
        let _ = root.set_attribute("dir", &i18n::direction());
    }
}

/// Whether the page is laid out from right to left.
pub fn mirrored() -> bool {
    document().document_element().and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl")
}

/// A page of the extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The dashboard.
    Dashboard,
    /// The side panel.
    Panel,
    /// The popup.
    Popup,
    /// The welcome page.
    Welcome,
}

/// The page in which this program runs, as the frame in its HTML names it.
pub fn this() -> Page {
    match main().map(|main| main.class_name()).as_deref() {
        Some("dashboard") => Page::Dashboard,
        Some("panel") => Page::Panel,
        Some("popup") => Page::Popup,
        _ => Page::Welcome,
    }
}

/// The page's `main` element.
pub fn main() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// A new identity for something the user does.
pub fn new_id() -> String {
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}
