//! What the pages say of how well the counting goes: what LinkedIn seems to have changed, how many an import invited,
//! and a report to copy.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clipboard;
use crate::browser::i18n::text;
use crate::domain::health::Question;
use crate::domain::report::report;
use crate::face::matter::Tone;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::notice::notice;
use super::page::{self, Snapshot};
use super::parts::{Drawn, click, entry};

/// The most people that an import can have invited.
const MOST: u32 = 9_999;

/// Asks how many people the oldest import invited of which that isn't known.
pub fn import(instrument: Instrument, shown: &Snapshot) -> AnyView {
    let Some(question) = shown.stored.health.questions.first().cloned() else { return ().into_any() };
    let answer = entry(move |number, field| {
        let Question { of, sent } = question.clone();
        let message = Message::Answer { of, sent, number, id: page::new_id() };
        // The next question may stand in its place.
        instrument.tell(message, move || field.set_value(""));
    });
    let what = text("importAsk", &[]);
    let acts = view! {
        <form class="notice__acts" on:submit=answer>
            <input class="field__box" type="number" min="0" max=MOST required aria-label=what.clone()/>
            <button class="button">{text("importSave", &[])}</button>
        </form>
    };
    notice(Tone::Attention, what, text("importHint", &[]), Some(acts.into_any()))
}

/// A button that copies a report for a bug.
pub fn report_button(snapshot: RwSignal<Snapshot>) -> AnyView {
    let said = RwSignal::new("reportCopy");
    let copy = move || {
        let words = snapshot.with_untracked(|shown| {
            let stored = &shown.stored;
            let version = env!("CARGO_PKG_VERSION");
            report(
                version,
                &clipboard::browser(),
                &stored.settings,
                &stored.ledger,
                &stored.health,
                shown.now,
            )
        });
        spawn_local(async move {
            let copied = clipboard::copy(&words).await;
            said.set(if copied.is_ok() { "reportCopied" } else { "reportFailed" });
        });
    };
    view! {
        <button type="button" class="button" on:click=click(copy)>{move || text(said.get(), &[])}</button>
    }
    .drawn()
}
