//! The popup page's program.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod program {
    use plimsoll::ui::{page, popup::popup};
    use wasm_bindgen::prelude::*;

    /// Shows the page.
    #[wasm_bindgen(start)]
    pub fn start() {
        page::show(page::read, popup);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
