//! The clipboard, and what the browser calls itself.

use wasm_bindgen::prelude::*;

use super::Refusal;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    async fn write_text(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = userAgent)]
    static USER_AGENT: JsValue;
}

/// Puts a text on the clipboard.
///
/// # Errors
/// If the browser doesn't allow it, as when the page isn't in front.
pub async fn copy(text: &str) -> Result<(), Refusal> {
    write_text(text).await?;
    Ok(())
}

/// What the browser calls itself.
pub fn browser() -> String {
    USER_AGENT.with(|name| name.as_string()).unwrap_or_default()
}
