//! `chrome.storage`: `local` for what stays on this machine, `session` for what may be gone when the browser
//! closes. A write of several keys is one piece, all or nothing.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Refusal;

#[wasm_bindgen]
extern "C" {
    /// One of the browser's storages.
    #[derive(Clone)]
    pub type Area;
    #[wasm_bindgen(catch, method)]
    fn get(this: &Area, keys: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn set(this: &Area, items: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn remove(this: &Area, keys: &Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn clear(this: &Area) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, method, js_name = get)]
    fn get_all(this: &Area, keys: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, method, js_name = getKeys)]
    fn get_keys(this: &Area) -> Result<Promise, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "storage"], js_name = local)]
    static LOCAL: Area;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "storage"], js_name = session)]
    static SESSION: Area;
}

/// Kept on this machine until the extension is removed.
pub fn local() -> Area {
    LOCAL.with(Clone::clone)
}

/// Kept in memory until the browser closes.
pub fn session() -> Area {
    SESSION.with(Clone::clone)
}

/// A read that is under way.
pub struct Reading(Promise);

impl Reading {
    /// Waits for what was read.
    ///
    /// # Errors
    /// If the browser can't read its storage.
    pub async fn items(self) -> Result<Items, Refusal> {
        Ok(Items(JsFuture::from(self.0).await?))
    }
}

impl From<Promise> for Reading {
    fn from(promise: Promise) -> Self {
        Self(promise)
    }
}

/// The values under some keys; a key that isn't there has none.
pub struct Items(JsValue);

impl Items {
    /// The value under a key.
    pub fn value(&self, key: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &key.into()).ok().filter(|value| !value.is_undefined())
    }
}

impl Area {
    /// Begins to read the values under `keys`.
    ///
    /// # Errors
    /// If the browser refuses.
    pub fn read<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> Result<Reading, Refusal> {
        let keys: Array = keys.into_iter().map(JsValue::from).collect();
        Ok(Reading(self.get(&keys)?))
    }

    /// Reads all that there is, as one object.
    ///
    /// # Errors
    /// If the browser can't read its storage.
    pub async fn all(&self) -> Result<JsValue, Refusal> {
        Ok(JsFuture::from(self.get_all(&JsValue::NULL)?).await?)
    }

    /// The names of all keys, without what lies under them where the browser can tell them so (Chromium from 130 on).
    ///
    /// # Errors
    /// If the browser can't read its storage.
    pub async fn keys(&self) -> Result<Vec<String>, Refusal> {
        let keys = match self.get_keys() {
            Ok(keys) => JsFuture::from(keys).await?,
            Err(_) => Object::keys(&Object::from(self.all().await?)).into(),
        };
        Ok(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }

    /// Removes everything.
    ///
    /// # Errors
    /// If the browser can't write.
    pub async fn empty(&self) -> Result<(), Refusal> {
        JsFuture::from(self.clear()?).await?;
        Ok(())
    }

    /// Writes everything, or nothing.
    ///
    /// # Errors
    /// If the disk or the extension's share of it is full, or the browser can't write.
    pub async fn write(&self, write: Write) -> Result<(), Refusal> {
        JsFuture::from(self.set(&write.0)?).await?;
        Ok(())
    }

    /// Removes what is under a key.
    ///
    /// # Errors
    /// If the browser can't write.
    pub async fn forget(&self, key: &str) -> Result<(), Refusal> {
        JsFuture::from(self.remove(&Array::of1(&key.into()))?).await?;
        Ok(())
    }
}

/// What is to be written, in one piece.
#[derive(Default)]
pub struct Write(Object);

impl Write {
    /// Adds a value.
    ///
    /// # Errors
    /// Only if a plain object can't hold the value, which no JSON-like value causes.
    pub fn put(&mut self, key: &str, value: &JsValue) -> Result<(), Refusal> {
        Reflect::set(&self.0, &key.into(), value)?;
        Ok(())
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        Object::keys(&self.0).length() == 0
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    fn add_listener(listener: &JsValue);
}

/// Calls back with the names of the keys whenever something stored has changed, as long as the page lives.
pub fn on_changed_keys(mut call: impl FnMut(Vec<String>) + 'static) {
    let hear = move |changes: JsValue| {
        let keys = Object::keys(&Object::from(changes));
        call(keys.iter().filter_map(|key| key.as_string()).collect());
    };
    add_listener(Closure::<dyn FnMut(JsValue)>::new(hear).into_js_value().as_ref());
}

/// Calls back whenever something stored has changed, as long as the page lives.
pub fn on_changed(call: impl FnMut() + 'static) {
    add_listener(Closure::<dyn FnMut()>::new(call).into_js_value().as_ref());
}
