//! The program of the pages: popup, side panel, dashboard and welcome page. Most of what they hold they share.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod program {
    use plimsoll::ui::page::{self, Page};
    use plimsoll::ui::{dashboard::dashboard, panel::panel, popup::popup, welcome::welcome};
    use wasm_bindgen::prelude::*;

    /// Shows the page that it was loaded by.
    #[wasm_bindgen(start)]
    pub fn start() {
        match page::this() {
            Page::Dashboard => page::show(page::read, dashboard),
            Page::Panel => page::show(page::read, panel),
            Page::Popup => page::show(page::read, popup),
            Page::Welcome => page::show(page::read_settings, welcome),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
