//! The pages' own storage, which is nobody else's business: what is unfinished.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::{from_js, to_js};

/// What lies there under a key. Nothing if there is nothing of that type, or the browser keeps nothing for this page.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = storage()?.get_item(key).ok()??;
    from_js(JSON::parse(&text).ok()?).ok()
}

/// Puts something there.
///
/// # Errors
/// If the browser keeps nothing for this page, or has no room.
pub fn set<T: Serialize>(key: &str, value: &T) -> Result<(), JsValue> {
    let text = String::from(JSON::stringify(&to_js(value)?)?);
    storage().ok_or(JsValue::NULL)?.set_item(key, &text)
}

/// Takes all away that lies there.
pub fn clear() {
    if let Some(storage) = storage() {
        // There is nothing then.
        let _ = storage.clear();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
