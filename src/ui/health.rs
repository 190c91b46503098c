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
use super::notice::Notice;
use super::page::{self, Snapshot};
use super::parts::click;

/// The most people that an import can have invited.
const MOST: u32 = 9_999;

/// Asks how many people the oldest import invited of which that isn't known.
#[component]
pub fn Import(
    /// What it belongs to.
    instrument: Instrument,
) -> impl IntoView {
    let question =
        Memo::new(move |_| instrument.snapshot.with(|shown| shown.stored.health.questions.first().cloned()));
    move || question.get().map(|question| view! { <Ask instrument question/> })
}

#[component]
fn Ask(instrument: Instrument, question: Question) -> impl IntoView {
    let number = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(number) = number.get_untracked() else { return };
        let Question { of, sent } = question.clone();
        instrument.tell(Message::Answer { of, sent, number, id: page::new_id() }, || {});
    };
    let typed =
        move |event| number.set(event_target_value(&event).parse().ok().filter(|number| *number <= MOST));
    let what = text("importAsk", &[]);
    view! {
        <Notice tone=Tone::Attention what=what.clone() advice=text("importHint", &[])>
            <form class="notice__acts" on:submit=submit>
                <input class="field__box" type="number" min="0" max=MOST required aria-label=what on:input=typed/>
                <button class="button">{text("importSave", &[])}</button>
            </form>
        </Notice>
    }
}

/// A button that copies a report for a bug.
#[component]
pub fn Report(
    /// What is shown.
    snapshot: RwSignal<Snapshot>,
) -> impl IntoView {
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
}
