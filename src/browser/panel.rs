//! `chrome.sidePanel`: opening the side panel.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "sidePanel"], js_name = open)]
    fn open_panel(options: &Object) -> Result<Promise, JsValue>;
}

/// Opens the side panel in a window. The browser allows it only while it handles something that the user did, and
/// there is nobody to tell if it refuses: the user sees that nothing opened.
pub fn open(window: i32) {
    let options = Object::new();
    if Reflect::set(&options, &"windowId".into(), &window.into()).is_ok()
        && let Ok(opening) = open_panel(&options)
    {
        wasm_bindgen_futures::spawn_local(async {
            let _ = wasm_bindgen_futures::JsFuture::from(opening).await;
        });
    }
}
