//! Handing the user a file that was made here.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::Refusal;

#[wasm_bindgen]
extern "C" {
    type Blob;
    #[wasm_bindgen(catch, constructor)]
    fn new(parts: &Array, options: &Object) -> Result<Blob, JsValue>;
    #[wasm_bindgen(catch, js_namespace = URL, js_name = createObjectURL)]
    fn create_url(blob: &Blob) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = URL, js_name = revokeObjectURL)]
    fn revoke_url(url: &str);

    type Link;
    #[wasm_bindgen(catch, js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> Result<Link, JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_href(this: &Link, address: &str);
    #[wasm_bindgen(method, setter)]
    fn set_download(this: &Link, name: &str);
    #[wasm_bindgen(method)]
    fn click(this: &Link);
}

/// Hands the user a value as a JSON file of that name.
///
/// # Errors
/// If the value can't be written as JSON, or the browser has no room for the file.
pub fn json(name: &str, value: &JsValue) -> Result<(), Refusal> {
    let text = JSON::stringify_with_replacer_and_space(value, &JsValue::NULL, &2.into())?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"application/json".into())?;
    let address = create_url(&Blob::new(&Array::of1(&text), &options)?)?;
    let link = create_element("a")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    revoke_url(&address);
    Ok(())
}
