//! `chrome.tabs`: the tabs that show the site, and opening one of our own pages.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Refusal, from_js};
use crate::domain::note::Written;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    async fn query_tabs(filter: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    async fn send_message(tab: i32, message: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = create)]
    async fn create_tab(properties: &Object) -> Result<JsValue, JsValue>;
}

/// The numbers of the tabs whose address matches a pattern.
///
/// # Errors
/// If the browser refuses.
pub async fn matching(pattern: &str) -> Result<Vec<i32>, Refusal> {
    let filter = Object::new();
    Reflect::set(&filter, &"url".into(), &pattern.into())?;
    let tabs = Array::from(&query_tabs(&filter).await?);
    let id = |tab: JsValue| Reflect::get(&tab, &"id".into()).ok()?.as_f64().map(|id| id as i32);
    Ok(tabs.iter().filter_map(id).collect())
}

/// Opens an address in a new tab.
///
/// # Errors
/// If the browser refuses.
pub async fn open(address: &str) -> Result<(), Refusal> {
    let properties = Object::new();
    Reflect::set(&properties, &"url".into(), &address.into())?;
    create_tab(&properties).await?;
    Ok(())
}

/// The tab that the user looks at in this window, if the browser tells.
///
/// # Errors
/// If the browser refuses.
pub async fn current() -> Result<Option<Tab>, Refusal> {
    let filter = Object::new();
    Reflect::set(&filter, &"active".into(), &true.into())?;
    Reflect::set(&filter, &"currentWindow".into(), &true.into())?;
    let tab = Array::from(&query_tabs(&filter).await?).get(0);
    let number = |key: &str| Reflect::get(&tab, &key.into()).ok()?.as_f64().map(|number| number as i32);
    Ok(number("id").zip(number("windowId")).map(|(id, window)| Tab { id, window }))
}

/// A tab and the window in which it is, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The tab's.
    pub id: i32,
    /// The window's.
    pub window: i32,
}

/// The note that is being written in a tab, if one is.
///
/// # Errors
/// If nothing in the tab listens.
pub async fn note(tab: i32) -> Result<Option<Written>, Refusal> {
    let answer = send_message(tab, "note").await?;
    Ok(from_js(answer).ok().flatten())
}
