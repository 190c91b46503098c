//! `chrome.alarms`: being woken at a time. There is one alarm; asking for another replaces it.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use super::Refusal;
use crate::domain::time::Timestamp;

const NAME: &str = "due";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"])]
    async fn create(name: &str, info: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"])]
    async fn clear(name: &str) -> Result<JsValue, JsValue>;
}

/// Asks to be woken at `when`, not sooner than the browser allows (30 s from now), or not at all.
///
/// # Errors
/// If the browser refuses.
pub async fn wake_at(when: Option<Timestamp>) -> Result<(), Refusal> {
    match when {
        Some(when) => {
            let info = Object::new();
            Reflect::set(&info, &"when".into(), &f64::from(when).into())?;
            create(NAME, &info).await?;
        }
        None => {
            clear(NAME).await?;
        }
    }
    Ok(())
}
