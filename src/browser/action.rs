//! `chrome.action`: the toolbar icon's badge and title.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Refusal;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    fn set_badge_text(details: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor)]
    fn set_badge_background(details: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeTextColor)]
    fn set_badge_color(details: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setTitle)]
    fn set_title(details: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = openPopup)]
    fn open_popup() -> Result<Promise, JsValue>;
}

/// Shows a badge: its text, its two colours as CSS has them, and the words behind it.
///
/// # Errors
/// If the browser refuses, as it does a colour that is none.
pub async fn show(text: &str, background: &str, color: &str, title: &str) -> Result<(), Refusal> {
    let shown = [
        set_badge_text(&details("text", text)?)?,
        set_badge_background(&details("color", background)?)?,
        set_badge_color(&details("color", color)?)?,
        set_title(&details("title", title)?)?,
    ];
    for promise in shown {
        JsFuture::from(promise).await?;
    }
    Ok(())
}

/// Opens the popup in the window that is in front.
///
/// # Errors
/// If there is none, or the browser opens popups for a click on the icon alone, as Chromium did before 127.
pub async fn open() -> Result<(), Refusal> {
    JsFuture::from(open_popup()?).await?;
    Ok(())
}

/// Gives a tab's badge that background. One that a tab has of its own can't be taken back, only replaced.
///
/// # Errors
/// If the tab is gone.
pub async fn tint(tab: i32, background: &str) -> Result<(), Refusal> {
    let details = details("color", background)?;
    Reflect::set(&details, &"tabId".into(), &tab.into())?;
    JsFuture::from(set_badge_background(&details)?).await?;
    Ok(())
}

fn details(key: &str, value: &str) -> Result<Object, JsValue> {
    let details = Object::new();
    Reflect::set(&details, &key.into(), &value.into())?;
    Ok(details)
}
