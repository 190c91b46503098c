//! A line of the ledger's table: what is known of an entry, and what can be done with it. Number and time can be put right
//! in the line itself; the entry that was there stays in the ledger and can be put back.

use std::num::NonZeroU32;

use leptos::html;
use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::i18n::{date_and_time, digits, text, time_of_day};
use crate::domain::invitation::InvitationId;
use crate::domain::ledger::{Amendment, Change};
use crate::domain::statistics::Line;
use crate::protocol::Message;
use crate::ui::page;
use crate::ui::parts::{Drawn, button, click, entered, focused};

use super::Shared;
use super::book::{evidence_words, place_words, way_words};

/// The most that one entry can be said to stand for.
const MOST: u32 = 999;

/// Which entry is being put right, and what was last.
#[derive(Clone, Copy)]
pub struct Edit {
    /// The entry whose line is a form now.
    pub at: RwSignal<Option<InvitationId>>,
    /// What was put right last, as long as it can be undone here.
    pub done: RwSignal<Option<Amendment>>,
    /// The entry whose line is made anew because of what the user did in it, and where the focus then belongs.
    pub left: StoredValue<Option<(InvitationId, Place)>>,
}

/// What in a line can have the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The way to the form.
    Change,
    /// Taking back and restoring.
    Act,
}

impl Edit {
    /// Nothing is being put right.
    pub fn new() -> Self {
        Self { at: RwSignal::new(None), done: RwSignal::new(None), left: StoredValue::new(None) }
    }

    /// A button of a line that takes the focus if it was there before the line was made anew.
    fn button(self, id: &InvitationId, place: Place) -> NodeRef<html::Button> {
        if self.left.with_value(|left| left.as_ref() == Some(&(id.clone(), place))) {
            self.left.set_value(None);
            return focused();
        }
        NodeRef::new()
    }

    /// Leaves the form without a change.
    fn cancel(self) {
        self.left.set_value(self.at.get_untracked().map(|id| (id, Place::Change)));
        self.at.set(None);
    }
}

/// A line of the table, with its day if it is the first of it.
pub fn row(shared: Shared, edit: Edit, day: Option<String>, line: Line) -> AnyView {
    let counts = line.counts();
    let id = line.invitation.id.clone();
    let edited = Memo::new(move |_| edit.at.with(|at| at.as_ref() == Some(&id)));
    view! {
        {day.map(|day| view! { <tr class="book__day"><th colspan="7" scope="rowgroup">{day}</th></tr> }.drawn())}
        <tr data-out=(!counts).then_some("")>
            {move || {
                let line = line.clone();
                if edited.get() { editor(shared, edit, line) } else { cells(shared, edit, line) }
            }}
        </tr>
    }
    .drawn()
}

fn cells(shared: Shared, edit: Edit, line: Line) -> AnyView {
    let counts = line.counts();
    let Line { invitation, change } = line;
    let (id, sent) = (invitation.id.clone(), invitation.at);
    let (next, name) =
        if counts { (Change::TakenBack, "bookTakeBack") } else { (Change::Restored, "restore") };
    let (way, button) = (edit.button(&id, Place::Change), edit.button(&id, Place::Act));
    let of = id.clone();
    let act = move || {
        edit.left.set_value(Some((of.clone(), Place::Act)));
        let message = Message::Correct { id: page::new_id(), of: of.clone(), sent, change: next };
        shared.instrument.tell(message, || {});
    };
    let state = match change {
        Some(Change::TakenBack) => text("changeTakenBack", &[]),
        Some(Change::Refuted) => text("changeRefuted", &[]),
        Some(Change::Restored) | None => evidence_words(invitation.evidence),
    };
    let when = date_and_time(sent);
    let labelled = |name: &str| format!("{}: {when}", text(name, &[]));
    let (label, change_label) = (labelled(name), labelled("columnAct"));
    let locked = shared.instrument.locked;
    let change = counts.then(|| {
        view! {
            <button type="button" class="button button--quiet" aria-label=change_label disabled=locked node_ref=way
                on:click=click(move || edit.at.set(Some(id.clone())))>{text("columnAct", &[])}</button>
        }
        .drawn()
    });
    view! {
        <th scope="row">{time_of_day(sent)}</th>
        <td>{digits(invitation.number.get())}</td>
        <td>{place_words(invitation.place)}</td>
        <td>{way_words(invitation.way)}</td>
        <td>{invitation.note.map(|note| digits(note.0))}</td>
        <td>{state}</td>
        <td class="book__acts">
            {change}
            <button type="button" class="button button--quiet" aria-label=label disabled=locked node_ref=button on:click=click(act)>{text(name, &[])}</button>
        </td>
    }
    .drawn()
}

/// The line as a form. It is sent as one, so that the browser says what makes no sense.
fn editor(shared: Shared, edit: Edit, line: Line) -> AnyView {
    let Line { invitation, .. } = line;
    let shown = clock::to_field(invitation.at);
    let (at, number) = (RwSignal::new(shown.clone()), RwSignal::new(invitation.number.to_string()));
    // The button that had the focus is gone; the first field takes its place.
    let first = focused::<html::Input>();
    let (of, sent, before) = (invitation.id, invitation.at, shown.clone());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // The field has no seconds: as long as nobody touches it, the entry keeps its own.
        let told = at.with_untracked(|at| if *at == before { Some(sent) } else { clock::of_field(at) });
        let number = number.get_untracked().parse().ok().filter(|number| *number <= MOST);
        let (Some(at), Some(number)) = (told, number.and_then(NonZeroU32::new)) else { return };
        let (id, by) = (page::new_id(), InvitationId::new(page::new_id()));
        let amendment = Amendment { id, of: of.clone(), sent, by, at, number, undone: false };
        shared.instrument.tell(Message::Amend(amendment.clone()), move || {
            edit.at.set(None);
            edit.done.set(Some(amendment));
        });
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            edit.cancel();
        }
    };
    view! {
        <td colspan="7">
            <form class="book__edit" on:submit=submit on:keydown=escape>
                <label class="field"><span class="field__label">{text("columnWhen", &[])}</span>
                    <input class="field__box" type="datetime-local" required max=clock::to_field(clock::now()) node_ref=first
                        prop:value=shown on:input=entered(move |text| at.set(text))/></label>
                <label class="field"><span class="field__label">{text("columnNumber", &[])}</span>
                    <input class="field__box book__number" type="number" required min="1" max=MOST
                        prop:value=invitation.number.get() on:input=entered(move |text| number.set(text))/></label>
                <button class="button button--primary" disabled=shared.instrument.locked>{text("settingsSave", &[])}</button>
                {button("button button--quiet", text("cancel", &[]), move || edit.cancel())}
            </form>
        </td>
    }
    .drawn()
}

/// What was put right last, and the way back.
pub fn amended(shared: Shared, edit: Edit) -> impl IntoView {
    let said = move |amendment: Amendment| {
        let undo = move || {
            let back = Amendment { id: page::new_id(), undone: true, ..amendment.clone() };
            shared.instrument.tell(Message::Amend(back), move || edit.done.set(None));
        };
        // The form that had the focus is gone; what came of it takes its place.
        let way = focused::<html::Button>();
        view! {
            <span>{text("bookAmended", &[])}</span>
            <button type="button" class="button button--quiet" data-offered="" node_ref=way on:click=click(undo)>{text("undo", &[])}</button>
        }
        .drawn()
    };
    view! { <p class="book__said" role="status">{move || edit.done.get().map(said)}</p> }
}
