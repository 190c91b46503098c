//! One figure of the account: a number, what it is, a bar, what it rests on, and what can be done with it. A row in the
//! panel, a card on the dashboard.

use leptos::html;
use leptos::prelude::*;

use crate::browser::i18n::{digits, plain, text};
use crate::domain::allowance::Level;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::parts::click;

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

/// A figure. It hides where there is none.
#[component]
pub fn Tally(
    /// What it is called.
    name: String,
    /// What it says, where there is anything to say.
    amount: Memo<Option<Amount>>,
    /// Where the bar is marked.
    #[prop(optional)]
    mark: Option<u32>,
    /// Where the figures of its limit come from. May be empty.
    told: String,
    /// What can be done with it.
    children: Children,
) -> impl IntoView {
    let shown = move || amount.get().unwrap_or_default();
    let share = move |number: u32| 100.0 * (f64::from(number) / f64::from(shown().filled.1.max(1))).min(1.0);
    view! {
        <section class="tally" hidden=move || amount.with(Option::is_none) data-room=move || shown().level>
            <h2 class="tally__name">{name}</h2>
            <div class="tally__body">
                <p class="tally__main" role="status">
                    <span class="tally__figure">{move || shown().figure.map(digits)}</span>
                    " "
                    <span>{move || shown().caption}</span>
                </p>
                <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar__track" width="100" height="4"/>
                    <rect class="bar__fill" width=move || plain(share(shown().filled.0)) height="4"/>
                    {mark.map(|at| view! { <rect class="bar__tick" x=move || plain(share(at) - 0.5) width="1" height="4"/> })}
                </svg>
                <p class="tally__more">{move || shown().more}</p>
                <p class="tally__told">{told}</p>
                <div class="tally__acts">{children()}</div>
            </div>
        </section>
    }
}

/// Whether there is a number to forget, and what forgets it.
pub type Forget = (Signal<bool>, fn() -> Message);

/// Lets the user enter a number that LinkedIn shows and Plimsoll can't see.
#[component]
pub fn Enter(
    /// What it belongs to.
    instrument: Instrument,
    /// What the number is.
    name: String,
    /// What tells it to the background.
    say: fn(u32) -> Message,
    /// What forgets it, while there is something to forget.
    #[prop(optional)]
    forget: Option<Forget>,
) -> impl IntoView {
    let number = RwSignal::new(None);
    let (details, summary) = (NodeRef::<html::Details>::new(), NodeRef::<html::Summary>::new());
    // What was unfolded goes, and with it whatever had the focus.
    let fold = move || {
        number.set(None);
        if let (Some(details), Some(summary)) = (details.get_untracked(), summary.get_untracked()) {
            details.set_open(false);
            let _ = summary.focus();
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(number) = number.get_untracked() {
            instrument.tell(say(number), fold);
        }
    };
    let typed =
        move |event| number.set(event_target_value(&event).parse().ok().filter(|number| *number <= MOST));
    let shown = move || number.get().map(|number: u32| number.to_string()).unwrap_or_default();
    view! {
        <details class="enter" node_ref=details>
            <summary class="enter__way" node_ref=summary>{text("enterWay", &[])}<span class="visually-hidden">": "{name.clone()}</span></summary>
            <form class="enter__form" on:submit=submit>
                <input class="field__box" type="number" min="0" max=MOST required aria-label=name disabled=instrument.locked
                    prop:value=shown on:input=typed/>
                <button class="button" disabled=instrument.locked>{text("settingsSave", &[])}</button>
                {forget.map(|(known, forget)| view! {
                    <button type="button" class="button button--quiet" hidden=move || !known.get() disabled=instrument.locked
                        on:click=click(move || instrument.tell(forget(), fold))>{text("enterForget", &[])}</button>
                })}
            </form>
        </details>
    }
}
