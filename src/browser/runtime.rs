//! `chrome.runtime`: messages, and what the extension knows of itself.

use js_sys::Reflect;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use super::read::Unfit;
use super::{Refusal, from_js, to_js};
use crate::domain::draft::Draft;
use crate::domain::note::Written;
use crate::protocol::{Message, Reply, Save, Saved};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    async fn send_message(message: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    async fn open_options_page() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getURL)]
    fn get_url(path: &str) -> String;
}

/// The background couldn't be told.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// The browser didn't deliver the message.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What came back is no reply.
    #[error("the answer can't be read: {0}")]
    Garbled(#[from] Unfit),
}

/// Sends a message to the background and waits for its reply.
///
/// # Errors
/// If it wasn't delivered, or the answer is none.
pub async fn send(message: &Message) -> Result<Reply, Undelivered> {
    deliver(to_js(message)?).await
}

/// Sends changed settings to the background and waits for its reply, which says what is wrong with them if they make no
/// sense.
///
/// # Errors
/// If they weren't delivered, or the answer is none.
pub async fn save(draft: &Draft) -> Result<Saved, Undelivered> {
    deliver(to_js(&Save::new(draft))?).await
}

async fn deliver<T: DeserializeOwned>(message: JsValue) -> Result<T, Undelivered> {
    let reply = send_message(message).await.map_err(Refusal::from)?;
    Ok(from_js(reply)?)
}

/// Opens the dashboard, which is the options page, or shows the one that is open.
///
/// # Errors
/// If the browser refuses.
pub async fn open_options() -> Result<(), Refusal> {
    open_options_page().await?;
    Ok(())
}

/// The address of a file of the extension.
pub fn url(path: &str) -> String {
    get_url(path)
}

/// The origin of the extension's own pages.
pub fn origin() -> String {
    let root = get_url("");
    root.strip_suffix('/').unwrap_or(&root).to_owned()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "runtime", "onMessage"], js_name = addListener)]
    fn add_listener(listener: &JsValue);
}

/// Calls back with each word of a sensor on the note that is being written in its tab, as long as the page lives;
/// nothing when none is any more.
pub fn on_note(mut call: impl FnMut(i32, Option<Written>) + 'static) {
    let hear = move |message: JsValue, sender: JsValue| {
        let part = |of: &JsValue, key: &str| {
            Reflect::get(of, &key.into()).ok().filter(|value| !value.is_undefined())
        };
        // Every other message is for the background, which answers it.
        let Some(note) = part(&message, "note") else { return };
        let tab = part(&sender, "tab").and_then(|tab| part(&tab, "id")?.as_f64());
        if let (Some(tab), Ok(note)) = (tab, from_js(note)) {
            call(tab as i32, note);
        }
    };
    let listener = Closure::<dyn FnMut(JsValue, JsValue)>::new(hear);
    add_listener(listener.into_js_value().as_ref());
}
