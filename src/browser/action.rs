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
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = getBadgeBackgroundColor)]
    fn get_badge_background(details: &Object) -> Result<Promise, JsValue>;
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
        set_badge_text(&details("text", &text.into())?)?,
        set_badge_background(&details("color", &background.into())?)?,
        set_badge_color(&details("color", &color.into())?)?,
        set_title(&details("title", &title.into())?)?,
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

/// The background of the badge that all tabs share.
///
/// # Errors
/// If the browser can't tell.
pub async fn background() -> Result<JsValue, Refusal> {
    Ok(JsFuture::from(get_badge_background(&Object::new())?).await?)
}

/// Shows that badge in one tab alone; without a text, the one that all tabs share.
///
/// # Errors
/// If the tab is gone.
pub async fn show_in(tab: i32, text: Option<&str>, background: &JsValue) -> Result<(), Refusal> {
    let shown = set_badge_text(&in_tab(tab, "text", &text.map_or(JsValue::NULL, JsValue::from))?)?;
    tint(tab, background).await?;
    JsFuture::from(shown).await?;
    Ok(())
}

/// Gives a tab's badge that background. One that a tab has of its own can't be taken back, only replaced.
///
/// # Errors
/// If the tab is gone.
pub async fn tint(tab: i32, background: &JsValue) -> Result<(), Refusal> {
    JsFuture::from(set_badge_background(&in_tab(tab, "color", background)?)?).await?;
    Ok(())
}

fn in_tab(tab: i32, key: &str, value: &JsValue) -> Result<Object, JsValue> {
    let details = details(key, value)?;
    Reflect::set(&details, &"tabId".into(), &tab.into())?;
    Ok(details)
}

fn details(key: &str, value: &JsValue) -> Result<Object, JsValue> {
    let details = Object::new();
    Reflect::set(&details, &key.into(), value)?;
    Ok(details)
}
