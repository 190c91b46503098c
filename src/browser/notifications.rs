//! `chrome.notifications`: words that find the user wherever he is, with two buttons.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Refusal, runtime};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "notifications"])]
    async fn create(id: &str, options: &Object) -> Result<JsValue, JsValue>;
}

/// Shows a notification; one of the same id is replaced.
///
/// # Errors
/// If the browser refuses.
pub async fn show(id: &str, title: &str, message: &str, buttons: [&str; 2]) -> Result<(), Refusal> {
    let options = Object::new();
    let set = |object: &Object, key: &str, value: &JsValue| Reflect::set(object, &key.into(), value);
    set(&options, "type", &"basic".into())?;
    set(&options, "iconUrl", &runtime::url("icons/128.png").into())?;
    set(&options, "title", &title.into())?;
    set(&options, "message", &message.into())?;
    let list = Array::new();
    for title in buttons {
        let button = Object::new();
        set(&button, "title", &title.into())?;
        list.push(&button);
    }
    set(&options, "buttons", &list)?;
    create(id, &options).await?;
    Ok(())
}
