//! What a page's script asked of the storage before the program was there.

use std::cell::Cell;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::storage::Reading;

#[wasm_bindgen]
extern "C" {
    type Asked;
    #[wasm_bindgen(thread_local_v2, js_namespace = globalThis, js_name = plimsollAsked)]
    static ASKED: Option<Asked>;
    #[wasm_bindgen(method, getter)]
    fn keys(this: &Asked) -> Array;
    #[wasm_bindgen(method, getter)]
    fn items(this: &Asked) -> Promise;
}

thread_local! {
    static TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// The read that is under way, once, if it is of these keys.
pub fn take(keys: &[String]) -> Option<Reading> {
    if TAKEN.replace(true) {
        return None;
    }
    ASKED.with(|asked| {
        let asked = asked.as_ref()?;
        let same = asked.keys().iter().map(|key| key.as_string()).eq(keys.iter().cloned().map(Some));
        same.then(|| Reading::from(asked.items()))
    })
}
