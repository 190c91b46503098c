//! The counter of the note that is being written in LinkedIn's box. It hears of each character from the sensor itself,
//! without a detour by the storage.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{digits, plural, text};
use crate::browser::{runtime, tabs};
use crate::domain::note::{Characters, Measure, Room, Written};

use super::page::Snapshot;

/// The note that is being written, and the tab in which it is.
pub type Writing = RwSignal<Option<(i32, Written)>>;

/// Follows what the sensors tell, beginning with the tab that the user looks at now.
pub fn follow() -> Writing {
    let writing = Writing::new(None);
    runtime::on_note(move |tab, note| match note {
        Some(note) => writing.set(Some((tab, note))),
        // Of two windows, the one that was written in last is shown.
        None if writing.with_untracked(|shown| shown.is_some_and(|(shown, _)| shown == tab)) => {
            writing.set(None)
        }
        None => {}
    });
    spawn_local(async move {
        if let Ok(Some(tab)) = tabs::current().await
            && let Ok(Some(note)) = tabs::note(tab.id).await
            && writing.get_untracked().is_none()
        {
            writing.set(Some((tab.id, note)));
        }
    });
    writing
}

/// The row that shows the note that is being written. It is there before one is, and as high as it will be, so that
/// nothing moves when the first character is heard of.
#[component]
pub fn Counter(
    /// What is stored: the account's limit is part of it.
    snapshot: RwSignal<Snapshot>,
    /// Whether it says what it is for, while no note is written.
    #[prop(optional)]
    hint: bool,
) -> impl IntoView {
    let writing = follow();
    let account = Memo::new(move |_| snapshot.with(|shown| shown.stored.note_length()));
    let is_written = Memo::new(move |_| writing.with(Option::is_some));
    let note = Memo::new(move |_| writing.get().map(|(_, note)| note).unwrap_or(EMPTY));
    let measure = Memo::new(move |_| note.get().measure(account.get()));
    let none = move || {
        view! {
            <div>
                <p class="row__main row__main--none">{text("noteNone", &[])}</p>
                {hint.then(|| view! { <p class="row__more">{text("noteNoneHint", &[])}</p> })}
            </div>
        }
    };
    let written = move || {
        view! {
            <div class="note">
                <p class="row__main">{move || of(measure.get())}</p>
                <p class="note__left">
                    {move || digits(measure.get().left())}
                    <span class="visually-hidden">" "{move || plural("noteLeft", measure.get().left())}</span>
                </p>
                <Bar measure ticks=Vec::new()/>
                <p class="row__more">{move || remark(note.get(), measure.get())}</p>
            </div>
            <Announced measure/>
        }
    };
    view! {
        <section class="row row--tall row--note" data-room=move || room_name(measure.get().room())>
            <h2 class="row__label">{text("noteLabel", &[])}</h2>
            {move || if is_written.get() { written().into_any() } else { none().into_any() }}
        </section>
    }
}

const EMPTY: Written = Written { length: Characters(0), limit: None, seen: 0 };

/// A length of another in words.
pub fn of(measure: Measure) -> String {
    text("noteOf", &[&digits(measure.length.0), &digits(measure.limit.0)])
}

/// What is worth saying beside the numbers.
fn remark(note: Written, measure: Measure) -> String {
    match note.surplus() {
        0 => match measure.room() {
            Room::Full => text("noteFull", &[]),
            Room::Over => plural("noteOver", measure.over()),
            Room::Comfortable | Room::Nearing => String::new(),
        },
        surplus => plural("noteSurplus", surplus),
    }
}

/// The name of a level, as the style sheet knows it.
pub fn room_name(room: Room) -> &'static str {
    match room {
        Room::Comfortable => "comfortable",
        Room::Nearing => "nearing",
        Room::Full => "limit",
        Room::Over => "over",
    }
}

/// A bar that fills with a length, with ticks where other limits are.
#[component]
pub fn Bar(
    /// What it shows.
    #[prop(into)]
    measure: Signal<Measure>,
    /// Lengths that are marked on it.
    ticks: Vec<Characters>,
) -> impl IntoView {
    let share = move |length: Characters| {
        let limit = measure.get().limit.0.max(1);
        100.0 * (f64::from(length.0) / f64::from(limit)).min(1.0)
    };
    let tick = move |length: Characters| view! { <rect class="bar__tick" x=move || share(length) - 0.25 y="0" width="0.5" height="100%"/> };
    view! {
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" width="100" height="4"/>
            <rect class="bar__fill" width=move || share(measure.get().length) height="4"/>
            {ticks.into_iter().map(tick).collect_view()}
        </svg>
    }
}

/// Says politely when the level changes, and not with every character.
#[component]
fn Announced(measure: Memo<Measure>) -> impl IntoView {
    let room = Memo::new(move |_| measure.get().room());
    let words = move || match room.get() {
        Room::Comfortable => String::new(),
        Room::Nearing => plural("noteNearing", measure.get_untracked().left()),
        Room::Full => text("noteFull", &[]),
        Room::Over => plural("noteOver", measure.get_untracked().over()),
    };
    view! { <p class="visually-hidden" role="status">{words}</p> }
}
