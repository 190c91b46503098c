//! The background worker's program. `background.js` hands it one event at a time.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod program {
    use wasm_bindgen::prelude::*;

    /// Carries one event through.
    ///
    /// # Errors
    /// If the browser can't read its storage.
    #[wasm_bindgen]
    pub async fn handle(event: JsValue) -> Result<JsValue, JsValue> {
        plimsoll::background::handle(event).await
    }

    /// Does what is to be done after the event that was carried through last.
    ///
    /// # Errors
    /// If the browser refuses something.
    #[wasm_bindgen]
    pub async fn finish() -> Result<(), JsValue> {
        plimsoll::background::finish().await
    }

    /// Shows how many characters a note has left, in the tab in which it is written.
    ///
    /// # Errors
    /// If the browser can't read its storage.
    #[wasm_bindgen]
    pub async fn note(note: JsValue, sender: JsValue) -> Result<(), JsValue> {
        plimsoll::background::show_note(note, sender).await
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
