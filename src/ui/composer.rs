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

use super::note::{Bar, room_name};
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
    /// What the user wrote and something else took the place of.
    replaced: RwSignal<Option<Draft>>,
    /// What was put there last. Nothing of it is the user's.
    put: StoredValue<String>,
    /// Whether it was copied since: what its placeholders were filled with was for that one.
    done: StoredValue<bool>,
}

impl Desk {
    /// Puts words in place of the note. What the user wrote can be brought back.
    pub fn put(self, words: String) {
        let written = self.draft.get_untracked();
        if !written.text.trim().is_empty() && self.put.with_value(|put| *put != written.text) {
            self.replaced.set(Some(written));
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
        let Some(Draft { text, values, .. }) = self.replaced.get_untracked() else { return };
        self.replaced.set(None);
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
        replaced: RwSignal::new(None),
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
                    on:input=move |event| draft.update(|draft| draft.text = event_target_value(&event))></textarea>
            </label>
            <Replaced desk words/>
            <Placeholders draft/>
            <Preview draft filled/>
            <Lengths filled/>
            <Advised draft filled words/>
            <Actions desk filled kept/>
        </section>
    }
}

/// The way back to the note of which something took the place.
#[component]
fn Replaced(desk: Desk, words: NodeRef<html::Textarea>) -> impl IntoView {
    let bring = move |_| {
        desk.bring_back();
        // The button goes, and here the user goes on.
        if let Some(area) = words.get_untracked() {
            let _ = area.focus();
        }
    };
    let back = move || {
        view! {
            <button type="button" class="button button--quiet composer__back" data-offered="" on:click=bring>
                {text("composerBack", &[])}
            </button>
        }
    };
    move || desk.replaced.with(Option::is_some).then(back)
}

/// A field for each placeholder.
#[component]
fn Placeholders(draft: RwSignal<Draft>) -> impl IntoView {
    let names = Memo::new(move |_| {
        draft.with(|draft| asked(&draft.text).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let field = move |name: String| {
        let (shown, typed) = (name.clone(), name.clone());
        view! {
            <label class="field field--inline">
                <span class="field__label">{name}</span>
                <input class="field__box" type="text" autocomplete="off"
                    prop:value=move || draft.with(|draft| draft.values.get(&shown).cloned().unwrap_or_default())
                    on:input=move |event| draft.update(|draft| {
                        draft.values.insert(typed.clone(), event_target_value(&event));
                    })/>
            </label>
        }
    };
    view! {
        <div class="composer__values" role="group" aria-label=text("composerPlaceholders", &[])
            hidden=move || names.with(Vec::is_empty)>
            <For each=move || names.get() key=|name| name.clone() children=field/>
        </div>
    }
}

/// The note as it will be copied, where that differs from what is written.
#[component]
fn Preview(draft: RwSignal<Draft>, filled: Memo<String>) -> impl IntoView {
    let differs = Memo::new(move |_| draft.with(|draft| filled.with(|filled| *filled != draft.text)));
    move || {
        differs.get().then(|| {
            view! {
                <div class="composer__preview">
                    <p class="field__label">{text("composerPreview", &[])}</p>
                    <p class="composer__filled">{move || filled.get()}</p>
                </div>
            }
        })
    }
}

/// How long the note is against either account's limit, and what counts more than it looks.
#[component]
fn Lengths(filled: Memo<String>) -> impl IntoView {
    let length = Memo::new(move |_| filled.with(|filled| Characters::of(filled)));
    let line = move |name: &'static str, limit: Characters| {
        let measure = Memo::new(move |_| Measure { length: length.get(), limit });
        let words = move || match measure.get().over() {
            0 => plural("lengthLeft", measure.get().left()),
            over => plural("lengthOver", over),
        };
        view! {
            <div class="length" data-room=move || room_name(measure.get().room())>
                <span class="length__name">{text(name, &[&digits(limit.0)])}</span>
                <Bar measure ticks=Vec::new()/>
                <span class="length__left">{words}</span>
            </div>
        }
    };
    let surprising = Memo::new(move |_| filled.with(|filled| surprising(filled)));
    view! {
        <div class="lengths">
            {line("lengthFree", Characters::FREE)}
            {line("lengthPaid", Characters::PAID)}
            {move || Some(surprising.get()).filter(|words| !words.is_empty())
                .map(|words| view! { <p class="lengths__more">{words}</p> })}
        </div>
    }
}

/// What counts more than it looks, in words: the first few of a kind.
fn surprising(note: &str) -> String {
    const FEW: usize = 3;
    if note.is_ascii() {
        return String::new();
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
    each.collect::<Vec<_>>().join(" ")
}

/// What could be better, each with the way to its place.
#[component]
fn Advised(draft: RwSignal<Draft>, filled: Memo<String>, words: NodeRef<html::Textarea>) -> impl IntoView {
    let found = Memo::new(move |_| {
        filled.with(|filled| {
            let copied = draft.with(|draft| draft.copied(&trace(filled)));
            let units: Vec<u16> = filled.encode_utf16().collect();
            let quoted = |Advice { at, reason }: Advice| {
                (reason, String::from_utf16_lossy(&units[at.start as usize..at.end as usize]))
            };
            advice(filled, copied, lower).into_iter().map(quoted).collect::<Vec<_>>()
        })
    });
    // What stands in a value is found in the text only where the text has the same words.
    let show = move |quote: String| {
        let Some(area) = words.get_untracked() else { return };
        let at = draft.with_untracked(|draft| {
            draft.text.find(&quote).map(|at| (Characters::of(&draft.text[..at]).0, Characters::of(&quote).0))
        });
        // The box takes the focus in any case.
        let _ = area.focus();
        if let Some((start, length)) = at {
            let _ = area.set_selection_range(start, start + length);
        }
    };
    let item = move |(reason, quote): (Reason, String)| {
        let said = quote.clone();
        view! {
            <li class="advice__item">
                <button type="button" class="advice__place" on:click=move |_| show(quote.clone())>{said}</button>
                <span class="advice__why">{reason_words(reason)}</span>
            </li>
        }
    };
    view! {
        <div class="advice" hidden=move || found.with(Vec::is_empty)>
            <h3 class="field__label">{text("adviceTitle", &[])}</h3>
            <ul>{move || found.get().into_iter().map(item).collect_view()}</ul>
        </div>
    }
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
#[component]
fn Actions(desk: Desk, filled: Memo<String>, kept: Kept) -> impl IntoView {
    let Desk { draft, done, .. } = desk;
    let said: RwSignal<Option<String>> = RwSignal::new(None);
    let empty = Memo::new(move |_| filled.with(|filled| filled.trim().is_empty()));
    let copy = move |_| {
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
    let clear = move |_| desk.put(String::new());
    view! {
        <div class="composer__actions">
            <button type="button" class="button button--primary" disabled=empty on:click=copy>{text("composerCopy", &[])}</button>
            <button type="button" class="button" disabled=empty on:click=move |_| kept.set(Some(None))>
                {text("composerKeep", &[])}
            </button>
            <button type="button" class="button button--quiet" disabled=empty on:click=clear>{text("composerClear", &[])}</button>
            <p class="composer__said" role="status">{move || said.get()}</p>
        </div>
    }
}
