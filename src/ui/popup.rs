//! The popup: the instrument, and the ways to the other surfaces.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::text;
use crate::browser::{panel, runtime, tabs};

use super::instrument::{Instrument, comes_back, elsewhere, footer, hero, today};
use super::note::counter;
use super::page::{self, Snapshot};
use super::parts::{Drawn, click};

/// What the popup shows and does.
pub fn popup(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    let instrument = Instrument::new(snapshot);
    instrument.page(move || {
        view! {
            {hero(instrument)}
            {instrument.shows(today)}
            {instrument.shows(comes_back)}
            {counter(snapshot, false)}
            {elsewhere(instrument)}
            {instrument.shows(footer)}
            {ways()}
        }
        .drawn()
    })
}

/// The ways to the side panel and the dashboard.
fn ways() -> AnyView {
    // The panel opens only while the click is being handled, so its window has to be known by then.
    let window = Rc::new(Cell::new(None));
    let known = window.clone();
    spawn_local(async move {
        if let Ok(Some(tab)) = tabs::current().await {
            known.set(Some(tab.window));
        }
    });
    let to_panel = move || {
        if let Some(window) = window.get() {
            panel::open(window);
        }
    };
    let to_dashboard = move || {
        spawn_local(async {
            // If no tab opens there is nothing to be told that the user doesn't see.
            let _ = runtime::open_options().await;
        });
    };
    view! {
        <nav class="ways" aria-label=text("waysLabel", &[])>
            <button type="button" class="ways__way" on:click=click(to_panel)>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.5h12v9H2zM9.5 3.5v9"/></svg>
                <span>{text("waysPanel", &[])}</span>
            </button>
            <button type="button" class="ways__way" on:click=click(to_dashboard)>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 13.5v-5M6.25 13.5v-11M10 13.5v-8M13.75 13.5v-3"/></svg>
                <span>{text("waysDashboard", &[])}</span>
            </button>
        </nav>
    }
    .drawn()
}
