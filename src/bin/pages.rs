//! The program of the pages: popup, side panel, dashboard and welcome page. Most of what they hold they share.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod program {
    use leptos::prelude::{AnyView, RwSignal};
    use plimsoll::ui::page::{self, Page, Snapshot};
    use plimsoll::ui::{dashboard::dashboard, panel::panel, popup::popup, welcome::welcome};
    use wasm_bindgen::prelude::*;

    /// Shows the page that it was loaded by.
    #[wasm_bindgen(start)]
    pub fn start() {
        let page = page::this();
        let draw: fn(RwSignal<Snapshot>) -> AnyView = match page {
            Page::Dashboard => dashboard,
            Page::Panel => panel,
            Page::Popup => popup,
            Page::Welcome => welcome,
        };
        page::show(page, draw);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
