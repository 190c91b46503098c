//! `Intl.Segmenter`: how a text divides into characters as a reader sees them.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Segmenter;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new() -> Segmenter;
    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> JsValue;
}

/// The characters that a reader sees, in order.
pub fn of(text: &str) -> Vec<String> {
    thread_local! {
        static SEGMENTER: Segmenter = Segmenter::new();
    }
    let segments = SEGMENTER.with(|segmenter| Array::from(&segmenter.segment(text)));
    segments.iter().filter_map(|part| Reflect::get(&part, &"segment".into()).ok()?.as_string()).collect()
}
