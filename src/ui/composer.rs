//! The composer: a note is written or made of a template, measured, looked over, and copied. The user pastes it. What is
//! unfinished stays in this page's own storage, which is nobody else's business.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{digits, lower, plural, text};
use crate::browser::{clipboard, own, segments};
use crate::domain::advice::{Advice, Reason, advice};
use crate::domain::note::{Characters, Measure, surprises};
use crate::domain::template::{asked, fill};

use super::note::{bar, room_name};
use super::page;
use super::parts::{Drawn, click, entered, parts};
use super::shelf::{Kept, Shelf};

/// Where the unfinished note lies.
const DRAFT: &str = "draft";
/// Of how many copied texts it is remembered how often they were.
const REMEMBERED: usize = 50;

/// An unfinished note.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The text with its placeholders.
    pub text: String,
    /// What they are filled with.
    pub values: BTreeMap<String, String>,
    /// Traces of the texts that were copied, and how often: not the texts.
    copied: Vec<(String, u32)>,
}

impl Draft {
    fn is_written(&self) -> bool {
        !self.text.trim().is_empty()
    }

    fn filled(&self) -> String {
        fill(&self.text, &self.values)
    }

    fn copied(&self, trace: &str) -> u32 {
        self.copied.iter().find(|(known, _)| known == trace).map_or(0, |(_, number)| *number)
    }

    fn note_copy(&mut self, trace: String) {
        let number = self.copied(&trace) + 1;
        self.copied.retain(|(known, _)| *known != trace);
        self.copied.push((trace, number));
        if self.copied.len() > REMEMBERED {
            self.copied.remove(0);
        }
    }
}

/// The note on the desk: what puts another in its place, and what brings it back.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The note.
    pub draft: RwSignal<Draft>,
    /// What the user wrote and something else took the place of; empty if nothing did.
    replaced: RwSignal<Draft>,
    /// What was put there last. Nothing of it is the user's.
    put: StoredValue<String>,
    /// Whether it was copied since: what its placeholders were filled with was for that one.
    done: StoredValue<bool>,
}

impl Desk {
    /// Puts words in place of the note. What the user wrote can be brought back.
    pub fn put(self, words: String) {
        let written = self.draft.get_untracked();
        if written.is_written() && self.put.with_value(|put| *put != written.text) {
            self.replaced.set(written);
        }
        self.put.set_value(words.clone());
        let done = self.done.get_value() || words.is_empty();
        self.done.set_value(false);
        self.draft.update(|draft| {
            draft.text = words;
            if done {
                draft.values.clear();
            }
        });
    }

    fn bring_back(self) {
        let Draft { text, values, .. } = self.replaced.get_untracked();
        self.replaced.set(Draft::default());
        self.draft.update(|draft| (draft.text, draft.values) = (text, values));
    }
}

/// By what a text is known again without being kept (FNV-1a).
fn trace(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.trim().bytes().fold(0xcbf2_9ce4_8422_2325, step).to_string()
}

/// The composer.
#[component]
pub fn Composer() -> impl IntoView {
    let draft = RwSignal::new(own::get::<Draft>(DRAFT).unwrap_or_default());
    Effect::new(move |_| {
        // If the browser keeps nothing for this page, the note lasts as long as the page.
        let _ = draft.with(|draft| own::set(DRAFT, draft));
    });
    let desk = Desk {
        draft,
        replaced: RwSignal::new(Draft::default()),
        put: StoredValue::new(String::new()),
        done: StoredValue::new(false),
    };
    let kept: Kept = RwSignal::new(None);
    let filled = Memo::new(move |_| draft.with(Draft::filled));
    let words: NodeRef<html::Textarea> = NodeRef::new();
    view! {
        <section class="composer" aria-labelledby="composer">
            <h2 class="section__title" id="composer">{text("composerTitle", &[])}</h2>
            <Shelf desk kept/>
            <label class="field">
                <span class="field__label">{text("composerText", &[])}</span>
                <textarea class="field__box" rows="5" node_ref=words placeholder=text("composerHint", &[])
                    prop:value=move || draft.with(|draft| draft.text.clone())
                    on:input=entered(move |text| draft.update(|draft| draft.text = text))></textarea>
            </label>
            {move || desk.replaced.with(Draft::is_written).then(|| way_back(desk, words))}
            {placeholders(draft)}
            {move || preview(&draft.read().text, filled.get())}
            {move || lengths(&filled.read())}
            {move || advised(draft, &filled.read(), words)}
            {actions(desk, filled, kept)}
        </section>
    }
}

/// The way back to the note of which something took the place.
fn way_back(desk: Desk, words: NodeRef<html::Textarea>) -> AnyView {
    let bring = move || {
        desk.bring_back();
        // The button goes, and here the user goes on.
        if let Some(area) = words.get_untracked() {
            let _ = area.focus();
        }
    };
    view! {
        <button type="button" class="button button--quiet composer__back" data-offered="" on:click=click(bring)>
            {text("composerBack", &[])}
        </button>
    }
    .drawn()
}

/// A field for each placeholder.
fn placeholders(draft: RwSignal<Draft>) -> impl IntoView {
    let names = move || draft.with(|draft| asked(&draft.text).into_iter().map(str::to_owned).collect());
    let field = move |name: String| {
        let (shown, typed) = (name.clone(), name.clone());
        view! {
            <label class="field field--inline">
                <span class="field__label">{name}</span>
                <input class="field__box" type="text" autocomplete="off"
                    prop:value=move || draft.with(|draft| draft.values.get(&shown).cloned().unwrap_or_default())
                    on:input=entered(move |value| draft.update(|draft| {
                        draft.values.insert(typed.clone(), value);
                    }))/>
            </label>
        }
        .drawn()
    };
    view! {
        <div class="composer__values" role="group" aria-label=text("composerPlaceholders", &[])
            hidden=move || draft.with(|draft| asked(&draft.text).is_empty())>
            {parts(names, field)}
        </div>
    }
}

/// The note as it will be copied, where that differs from what is written.
fn preview(written: &str, filled: String) -> Option<AnyView> {
    (written != filled).then(|| {
        view! {
            <div class="composer__preview">
                <p class="field__label">{text("composerPreview", &[])}</p>
                <p class="composer__filled">{filled}</p>
            </div>
        }
        .drawn()
    })
}

/// How long the note is against either account's limit, and what counts more than it looks.
fn lengths(note: &str) -> AnyView {
    let length = Characters::of(note);
    let line = |name: &'static str, limit: Characters| {
        let measure = Measure { length, limit };
        let words = match measure.over() {
            0 => plural("lengthLeft", measure.left()),
            over => plural("lengthOver", over),
        };
        view! {
            <div class="length" data-room=room_name(measure.room())>
                <span class="length__name">{text(name, &[&digits(limit.0)])}</span>
                {bar(length.0, limit.0)}
                <span class="length__left">{words}</span>
            </div>
        }
    };
    view! {
        <div class="lengths">
            {line("lengthFree", Characters::FREE)}
            {line("lengthPaid", Characters::PAID)}
            {surprising(note).map(|words| view! { <p class="lengths__more">{words}</p> }.drawn())}
        </div>
    }
    .drawn()
}

/// What counts more than it looks, in words: the first few of a kind.
fn surprising(note: &str) -> Option<String> {
    const FEW: usize = 3;
    if note.is_ascii() {
        return None;
    }
    let seen = segments::of(note);
    let mut named: Vec<(String, u32)> = Vec::new();
    let units: Vec<u16> = note.encode_utf16().collect();
    for surprise in surprises(seen.iter().map(String::as_str)) {
        let place = surprise.at.start as usize..surprise.at.end as usize;
        let character = String::from_utf16_lossy(&units[place]);
        if !named.iter().any(|(known, _)| *known == character) {
            named.push((character, surprise.counts));
        }
    }
    let each =
        named.iter().take(FEW).map(|(character, counts)| text("surprise", &[character, &digits(*counts)]));
    Some(each.collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
}

/// What could be better, each with the way to its place.
fn advised(draft: RwSignal<Draft>, note: &str, words: NodeRef<html::Textarea>) -> AnyView {
    let copied = draft.with(|draft| draft.copied(&trace(note)));
    let units: Vec<u16> = note.encode_utf16().collect();
    // What stands in a value is found in the text only where the text has the same words.
    let show = move |quote: &str| {
        let Some(area) = words.get_untracked() else { return };
        let at = draft.with_untracked(|draft| {
            draft.text.find(quote).map(|at| (Characters::of(&draft.text[..at]).0, Characters::of(quote).0))
        });
        // The box takes the focus in any case.
        let _ = area.focus();
        if let Some((start, length)) = at {
            let _ = area.set_selection_range(start, start + length);
        }
    };
    let item = |Advice { at, reason }: Advice| {
        let quote = String::from_utf16_lossy(&units[at.start as usize..at.end as usize]);
        let said = quote.clone();
        view! {
            <li class="advice__item">
                <button type="button" class="advice__place" on:click=click(move || show(&quote))>{said}</button>
                <span class="advice__why">{reason_words(reason)}</span>
            </li>
        }
        .drawn()
    };
    let found = advice(note, copied, lower);
    let none = found.is_empty();
    view! {
        <div class="advice" hidden=none>
            <h3 class="field__label">{text("adviceTitle", &[])}</h3>
            <ul>{found.into_iter().map(item).collect::<Vec<_>>()}</ul>
        </div>
    }
    .drawn()
}

fn reason_words(reason: Reason) -> String {
    match reason {
        Reason::Placeholder => text("advicePlaceholder", &[]),
        Reason::Promotion => text("advicePromotion", &[]),
        Reason::Link => text("adviceLink", &[]),
        Reason::Capitals => text("adviceCapitals", &[]),
        Reason::Punctuation => text("advicePunctuation", &[]),
        Reason::Repetition => text("adviceRepetition", &[]),
    }
}

/// Copying, and what was said last.
fn actions(desk: Desk, filled: Memo<String>, kept: Kept) -> impl IntoView {
    let Desk { draft, done, .. } = desk;
    let said: RwSignal<Option<String>> = RwSignal::new(None);
    let empty = Memo::new(move |_| filled.with(|filled| filled.trim().is_empty()));
    let copy = move || {
        let note = filled.get_untracked();
        spawn_local(async move {
            let copied = clipboard::copy(&note).await.is_ok();
            if copied {
                draft.update(|draft| draft.note_copy(trace(&note)));
                done.set_value(true);
            }
            said.set(Some(text(if copied { "saidCopied" } else { "saidNotCopied" }, &[])));
        });
    };
    // What was said is about the text as it was.
    Effect::new(move |_| {
        filled.track();
        said.set(None);
    });
    let clear = move || desk.put(String::new());
    view! {
        <div class="composer__actions">
            <button type="button" class="button button--primary" disabled=empty on:click=click(copy)>{text("composerCopy", &[])}</button>
            <button type="button" class="button" disabled=empty on:click=click(move || kept.set(Some(page::new_id())))>
                {text("composerKeep", &[])}
            </button>
            <button type="button" class="button button--quiet" disabled=empty on:click=click(clear)>{text("composerClear", &[])}</button>
            <p class="composer__said" role="status">{move || said.get()}</p>
        </div>
    }
}
