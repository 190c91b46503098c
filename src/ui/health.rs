//! What the popup says of how well the counting goes: what LinkedIn seems to have changed, how many an import invited,
//! and a report to copy.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clipboard;
use crate::browser::i18n::{plural, text};
use crate::domain::health::{Health, Question, Worry};
use crate::domain::report::report;
use crate::protocol::Message;

use super::notice::{Notice, Tone};
use super::page::{self, Snapshot, Trouble};

/// The most people that an import can have invited.
const MOST: u32 = 9_999;

/// What seems to be wrong with what LinkedIn's pages show.
pub fn worry(health: &Health) -> Option<Notice> {
    let (what, advice) = match health.worry()? {
        Worry::Blind(pages) => (plural("worryBlindWhat", pages), text("worryBlindDo", &[])),
        Worry::Mute(number) => (plural("worryMuteWhat", number), text("worryMuteDo", &[])),
    };
    Some(Notice { tone: Tone::Attention, what, advice, dismiss: Some(text("understood", &[])) })
}

/// Asks how many people the oldest import invited of which that isn't known.
#[component]
pub fn Import(
    /// What is shown.
    snapshot: RwSignal<Snapshot>,
    /// What became of the last message to the background.
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let question = Memo::new(move |_| snapshot.with(|shown| shown.stored.health.questions.first().cloned()));
    move || question.get().map(|question| view! { <Ask question trouble/> })
}

#[component]
fn Ask(question: Question, trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let number = RwSignal::new(None);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(number) = number.get_untracked() else { return };
        let Question { of, sent } = question.clone();
        spawn_local(async move {
            let told = page::tell(&Message::Answer { of, sent, number, id: page::new_id() }).await;
            trouble.set(told.err());
        });
    };
    let typed =
        move |event| number.set(event_target_value(&event).parse().ok().filter(|number| *number <= MOST));
    view! {
        <section class="notice" data-tone="attention">
            <svg class="notice__icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor"
                stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round">
                <path d="M8 1.75 15 14H1zM8 6.25v3.5M8 12v.01"/>
            </svg>
            <p class="notice__what" id="import">{text("importAsk", &[])}</p>
            <p class="notice__do">{text("importHint", &[])}</p>
            <form class="notice__form" on:submit=submit>
                <input class="stepper__value" type="number" min="0" max=MOST required aria-labelledby="import" on:input=typed/>
                <button class="button">{text("importSave", &[])}</button>
            </form>
        </section>
    }
}

/// A button that copies a report for a bug.
#[component]
pub fn Report(
    /// What is shown.
    snapshot: RwSignal<Snapshot>,
) -> impl IntoView {
    let said = RwSignal::new("reportCopy");
    let copy = move |_| {
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
        <button type="button" class="button" on:click=copy>{move || text(said.get(), &[])}</button>
    }
}
