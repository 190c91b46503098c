//! The browser's own interfaces as typed Rust, one file each. No logic: what is decided is decided elsewhere.

pub mod action;
pub mod alarms;
pub mod asked;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod i18n;
pub mod notifications;
#[cfg(feature = "ui")]
pub mod own;
pub mod panel;
pub mod read;
pub mod runtime;
pub mod scripting;
pub mod segments;
pub mod storage;
pub mod tabs;
pub mod zone;

use wasm_bindgen::JsValue;

/// The browser refused, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser refused: {0}")]
pub struct Refusal(String);

impl From<JsValue> for Refusal {
    fn from(thrown: JsValue) -> Self {
        let message = js_sys::Reflect::get(&thrown, &"message".into()).ok().and_then(|text| text.as_string());
        Self(message.unwrap_or_else(|| format!("{thrown:?}")))
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        js_sys::Error::new(&refusal.to_string()).into()
    }
}

/// A value as the platform's JSON-like interfaces take it: objects for maps, null for nothing.
///
/// # Errors
/// If a number is too large for JavaScript to hold exactly.
pub fn to_js<T: serde::Serialize + ?Sized>(value: &T) -> Result<JsValue, Refusal> {
    let written = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    written.map_err(|error| Refusal::from(JsValue::from(error)))
}

/// A value read from the platform, checked.
///
/// # Errors
/// If it isn't of that type.
pub fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T, read::Unfit> {
    T::deserialize(read::Value(value))
}
