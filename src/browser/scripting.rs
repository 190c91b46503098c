//! `chrome.scripting`: running the sensor in the site's pages, or no longer.

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::{Refusal, to_js};

const ID: &str = "sensor";
/// The script that watches.
const SENSOR: [&str; 1] = ["sensor.js"];
/// The script that ends it.
const STOP: [&str; 1] = ["stop.js"];

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = registerContentScripts)]
    async fn register_scripts(scripts: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = unregisterContentScripts)]
    async fn unregister_scripts(filter: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = getRegisteredContentScripts)]
    async fn registered_scripts() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    async fn execute_script(injection: &JsValue) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Registration<'a> {
    id: &'a str,
    matches: [&'a str; 1],
    js: [&'a str; 1],
    all_frames: bool,
    run_at: &'a str,
    persist_across_sessions: bool,
}

#[derive(Serialize)]
struct Filter<'a> {
    ids: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Injection<'a> {
    target: Target,
    files: [&'a str; 1],
    inject_immediately: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    tab_id: i32,
    all_frames: bool,
}

/// Has the sensor run in every page that matches, from the next load on, over restarts of the browser.
///
/// # Errors
/// If the browser refuses.
pub async fn register(pattern: &str) -> Result<(), Refusal> {
    unregister().await?;
    let registration = Registration {
        id: ID,
        matches: [pattern],
        js: SENSOR,
        all_frames: true,
        // Before any script of the page, so that no listener of its own can stop a click from being seen.
        run_at: "document_start",
        persist_across_sessions: true,
    };
    register_scripts(&to_js(&[registration])?).await?;
    Ok(())
}

/// Whether the sensor is to run in pages that load from now on.
///
/// # Errors
/// If the browser refuses.
pub async fn is_registered() -> Result<bool, Refusal> {
    Ok(Array::from(&registered_scripts().await?).length() > 0)
}

/// Has the sensor run in no page that loads from now on.
///
/// # Errors
/// If the browser refuses.
pub async fn unregister() -> Result<(), Refusal> {
    // To unregister what isn't registered is an error to Chromium.
    if is_registered().await? {
        unregister_scripts(&to_js(&Filter { ids: [ID] })?).await?;
    }
    Ok(())
}

/// Runs the sensor in a tab that is open already, in all its frames.
///
/// # Errors
/// If the tab can't be reached: it is gone, asleep or shows an error page.
pub async fn inject(tab: i32) -> Result<(), Refusal> {
    run_in(tab, SENSOR).await
}

/// Ends the sensor in a tab, in all its frames. It doesn't listen for that itself: a listener would cost every page
/// more than all else that the sensor does while nothing happens.
///
/// # Errors
/// As [`inject`].
pub async fn end(tab: i32) -> Result<(), Refusal> {
    run_in(tab, STOP).await
}

async fn run_in(tab: i32, files: [&str; 1]) -> Result<(), Refusal> {
    let injection =
        Injection { target: Target { tab_id: tab, all_frames: true }, files, inject_immediately: true };
    execute_script(&to_js(&injection)?).await?;
    Ok(())
}
