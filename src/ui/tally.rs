//! One figure of the account: a number, what it is, a bar, what it rests on, and what can be done with it. A row in the
//! panel, a card on the dashboard.

use leptos::html;
use leptos::prelude::*;

use crate::browser::i18n::{digits, plain, text};
use crate::domain::allowance::Level;
use crate::domain::ledger::Ledger;
use crate::domain::standing::Standing;
use crate::protocol::Message;

use super::drawers::Filed;
use super::instrument::Instrument;
use super::page::Snapshot;
use super::parts::{Drawn, click, entry};

/// The most that can be entered.
const MOST: u32 = 99_999;

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number; nothing as long as it isn't known.
    pub figure: Option<u32>,
    /// What it is.
    pub caption: String,
    /// What it rests on.
    pub more: String,
    /// How much of how much the bar shows.
    pub filled: (u32, u32),
    /// How close to the limit that is, as the style sheet knows it.
    pub level: &'static str,
}

impl Default for Amount {
    fn default() -> Self {
        let (caption, more) = (String::new(), String::new());
        Self { figure: None, caption, more, filled: (0, 1), level: "comfortable" }
    }
}

/// The name of a level of an allowance, as the style sheet knows it for bars.
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Comfortable => "comfortable",
        Level::Nearing | Level::BufferReached => "nearing",
        Level::LimitReached | Level::Restricted => "limit",
    }
}

/// A figure: what it is called and says, and what can be done with it.
#[derive(Clone, Copy)]
pub struct Figure {
    /// The name of what it is called.
    pub name: &'static str,
    /// What it says of what is stored and of as much of the ledger as is read; nothing where it isn't to show.
    pub amount: fn(&Snapshot, Option<&Ledger>) -> Option<Amount>,
    /// Where the bar is marked.
    pub mark: Option<u32>,
    /// Where the figures of its limit come from. May be empty.
    pub told: fn() -> String,
    /// What can be done with it.
    pub acts: fn(Instrument) -> AnyView,
}

/// Draws a figure. It hides where there is none. Where the figures of its limit come from need not be told.
pub fn tally(instrument: Instrument, ledger: Filed, figure: Figure, told: bool) -> AnyView {
    // Once for all that shows it: it may look through the whole ledger.
    let amount = Memo::new(move |_| {
        let ledger = ledger.get();
        instrument.snapshot.with(|shown| (figure.amount)(shown, ledger.as_deref()))
    });
    let shown = move || amount.get().unwrap_or_default();
    let told = if told { (figure.told)() } else { String::new() };
    view! {
        <section class="tally" hidden=move || amount.with(Option::is_none) data-room=move || shown().level>
            <h2 class="tally__name">{text(figure.name, &[])}</h2>
            <div class="tally__body">
                {move || said(shown(), figure.mark)}
                <p class="tally__told">{told}</p>
                <div class="tally__acts">{(figure.acts)(instrument)}</div>
            </div>
        </section>
    }
    .drawn()
}

/// What a figure says, with its bar.
fn said(Amount { figure, caption, more, filled: (filled, limit), .. }: Amount, mark: Option<u32>) -> AnyView {
    let share = |number: u32| 100.0 * (f64::from(number) / f64::from(limit.max(1))).min(1.0);
    let mark = mark
        .map(|at| view! { <rect class="bar__tick" x=plain(share(at) - 0.5) width="1" height="4"/> }.drawn());
    view! {
        <p class="tally__main" role="status">
            <span class="tally__figure">{figure.map(digits)}</span>
            " "
            <span>{caption}</span>
        </p>
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" width="100" height="4"/>
            <rect class="bar__fill" width=plain(share(filled)) height="4"/>
            {mark}
        </svg>
        <p class="tally__more">{more}</p>
    }
    .drawn()
}

/// Whether there is a number to forget, and what forgets it.
pub type Forget = (fn(&Standing) -> bool, fn() -> Message);

/// Lets the user enter a number that LinkedIn shows and Plimsoll can't see, and forget it if there is a way. `name` is
/// that of what the number is, `say` tells it to the background.
pub fn enter(instrument: Instrument, name: &str, say: fn(u32) -> Message, forget: Option<Forget>) -> AnyView {
    let name = text(name, &[]);
    let (field, summary) = (NodeRef::<html::Input>::new(), NodeRef::<html::Summary>::new());
    // What was unfolded goes, and with it whatever had the focus.
    let fold = move || {
        if let (Some(field), Some(summary)) = (field.get_untracked(), summary.get_untracked()) {
            field.set_value("");
            // A plain attribute of an element that stands in our own page.
            let _ = summary.parent_element().map(|details| details.remove_attribute("open"));
            let _ = summary.focus();
        }
    };
    let forget = forget.map(|(known, forget)| {
        view! {
            <button type="button" class="button button--quiet" disabled=move || instrument.locked.get()
                hidden=move || !instrument.snapshot.with(|shown| known(&shown.stored.standing))
                on:click=click(move || instrument.tell(forget(), fold))>{text("enterForget", &[])}</button>
        }
        .drawn()
    });
    view! {
        <details class="enter">
            <summary class="enter__way" node_ref=summary>{text("enterWay", &[])}<span class="visually-hidden">": "{name.clone()}</span></summary>
            <form class="enter__form" on:submit=entry(move |number, _| instrument.tell(say(number), fold))>
                <input class="field__box" type="number" min="0" max=MOST required aria-label=name disabled=move || instrument.locked.get()
                    node_ref=field/>
                <button class="button" disabled=move || instrument.locked.get()>{text("settingsSave", &[])}</button>
                {forget}
            </form>
        </details>
    }
    .drawn()
}
