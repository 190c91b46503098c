//! The counter of the note that is being written in LinkedIn's box. It hears of each character from the sensor itself,
//! without a detour by the storage.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{digits, plain, plural, text};
use crate::browser::{runtime, tabs};
use crate::domain::note::{Characters, Measure, Room, Written};

use super::page::Snapshot;
use super::parts::Drawn;

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
/// With a `hint` it says what it is for, while no note is written.
pub fn counter(snapshot: RwSignal<Snapshot>, hint: bool) -> AnyView {
    let writing = follow();
    let is_written = Memo::new(move |_| writing.with(Option::is_some));
    let note = move || writing.get().map_or(EMPTY, |(_, note)| note);
    // The account's limit is part of what is stored.
    let measure = move || note().measure(snapshot.with(|shown| shown.stored.note_length()));
    view! {
        <section class="row row--tall row--note" data-room=move || room_name(measure().room())>
            <h2 class="row__label">{text("noteLabel", &[])}</h2>
            {move || if is_written.get() { numbers(note(), measure()) } else { none(hint) }}
            {move || is_written.get().then(|| announced(measure))}
        </section>
    }
    .drawn()
}

fn none(hint: bool) -> AnyView {
    view! {
        <div>
            <p class="row__main row__main--none">{text("noteNone", &[])}</p>
            {hint.then(|| view! { <p class="row__more">{text("noteNoneHint", &[])}</p> }.drawn())}
        </div>
    }
    .drawn()
}

fn numbers(note: Written, measure: Measure) -> AnyView {
    view! {
        <div class="note">
            <p class="row__main">{of(measure)}</p>
            <p class="note__left">
                {digits(measure.left())}
                <span class="visually-hidden">" "{plural("noteLeft", measure.left())}</span>
            </p>
            {bar(measure.length.0, measure.limit.0)}
            <p class="row__more">{remark(note, measure)}</p>
        </div>
    }
    .drawn()
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

/// A bar that is filled by a number of another.
pub fn bar(number: u32, of: u32) -> AnyView {
    let share = plain(100.0 * (f64::from(number) / f64::from(of.max(1))).min(1.0));
    view! {
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" width="100" height="4"/>
            <rect class="bar__fill" width=share height="4"/>
        </svg>
    }
    .drawn()
}

/// Says politely when the level changes, and not with every character.
fn announced(measure: impl Fn() -> Measure + Copy + Send + Sync + 'static) -> AnyView {
    let room = Memo::new(move |_| measure().room());
    let words = move || match room.get() {
        Room::Comfortable => String::new(),
        Room::Nearing => plural("noteNearing", untrack(measure).left()),
        Room::Full => text("noteFull", &[]),
        Room::Over => plural("noteOver", untrack(measure).over()),
    };
    view! { <p class="visually-hidden" role="status">{move || words()}</p> }.drawn()
}
