//! `chrome.tabs`: the tabs that show the site, and opening one of our own pages.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::Refusal;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    async fn query_tabs(filter: &Object) -> Result<JsValue, JsValue>;
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
