//! The instrument: gauge, what is left, what comes back, what the user sent elsewhere, and the last act with its undo.
//! Popup and side panel are both made of it.

use std::cell::RefCell;
use std::num::NonZeroU32;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{i18n, runtime, tabs};
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::{Change, Ledger};
use crate::domain::settings::Counting;
use crate::domain::time::Timestamp;
use crate::face::matter::{self, Matter, Trouble};
use crate::face::today::{self, Bar, Today};
use crate::face::{main_class, words};
use crate::protocol::Message;

use super::gauge::{gauge, mark};
use super::health::import;
use super::notice::notice;
use super::page::{self, Snapshot};
use super::parts::{Drawn, button, click, entered, entry};
use super::restriction::restricted;

use i18n::{digits, plain, plural, text};

/// The most that can be added in one act.
const MOST: u32 = 99;

/// What the parts of an instrument know and do.
#[derive(Clone, Copy)]
pub struct Instrument {
    /// What is stored.
    pub snapshot: RwSignal<Snapshot>,
    /// Whether the user agreed to the counting.
    pub started: Memo<bool>,
    /// What became of the last command, if it failed.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether nothing may be written, because a newer version wrote what is there.
    pub locked: Memo<bool>,
    /// The act that the footer takes back or restores, and what it says of it.
    act: RwSignal<Option<(InvitationId, String)>>,
}

impl Instrument {
    /// An instrument that shows what is stored.
    pub fn new(snapshot: RwSignal<Snapshot>) -> Self {
        let started = Memo::new(move |_| snapshot.with(Snapshot::counting) != Counting::NotStarted);
        Self {
            snapshot,
            started,
            trouble: RwSignal::new(None),
            locked: Memo::new(move |_| snapshot.with(|shown| shown.stored.newer)),
            act: RwSignal::new(None),
        }
    }

    /// A page: its header, and below what it is for, once the user agreed to the counting.
    pub fn page(self, content: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        view! {
            {self.shows(header)}
            {move || if self.started.get() { content() } else { not_started() }}
        }
        .drawn()
    }

    /// A part of a page. As soon as what it shows has changed it is drawn again, by which its elements stay and take on
    /// what is other.
    pub fn shows(self, part: fn(Self, &Snapshot) -> AnyView) -> AnyView {
        view! { {move || self.snapshot.with(|shown| part(self, shown))} }.into_any()
    }

    /// Tells the background what the user did, and goes on once that is done.
    pub fn tell(self, message: Message, done: impl FnOnce() + 'static) {
        self.deliver(message, Box::new(done));
    }

    /// One future for all that is told: what is done then is the least of it.
    fn deliver(self, message: Message, done: Box<dyn FnOnce()>) {
        spawn_local(async move {
            let told = page::tell(&message).await;
            self.trouble.set(told.err());
            if told.is_ok() {
                done();
            }
        });
    }
}

/// The name, and what the counting is doing. It gives the page the level's colour, too.
fn header(instrument: Instrument, shown: &Snapshot) -> AnyView {
    let level = match shown.counting() {
        Counting::On => words::level_name(shown.status().level),
        Counting::NotStarted | Counting::Paused => "still",
    };
    if let Some(main) = page::main() {
        // A plain attribute of an element that stands in our own page.
        let _ = main.set_attribute("data-level", level);
    }
    let wrong = instrument.trouble.get().is_some() || matter::is_faulty(&shown.stored);
    let (state, words) = match shown.counting() {
        _ if wrong => ("attention", "stateAttention"),
        Counting::NotStarted => ("not-started", "stateNotStarted"),
        Counting::Paused => ("paused", "statePaused"),
        Counting::On => ("counting", "stateCounting"),
    };
    view! {
        <header class="header">
            <h1 class="header__name">
                <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
                    <path class="mark__water" d="M4 10h12a6 6 0 0 1-12 0z"/>
                    <circle cx="10" cy="10" r="7"/>
                    <path d="M0 10h20"/>
                </svg>
                <span>{text("extensionName", &[])}</span>
            </h1>
            <p class="state" data-state=state>{text(words, &[])}</p>
        </header>
    }
    .drawn()
}

/// What stands there before the user agreed: the way to the welcome page.
fn not_started() -> AnyView {
    let open = move || {
        spawn_local(async {
            // If no tab opens there is nothing to be told that the user doesn't see.
            let _ = tabs::open(&runtime::url("welcome.html")).await;
        });
    };
    view! {
        <section class="hero">
            {mark(false)}
            <div>
                <h2 class="hero__title">{text("notStartedTitle", &[])}</h2>
                <p class="hero__text">{text("notStartedText", &[])}</p>
                {button("button button--primary", text("notStartedOpen", &[]), open)}
            </div>
        </section>
    }
    .drawn()
}

/// Gauge and figure, and what is most worth saying.
pub fn hero(instrument: Instrument) -> AnyView {
    view! {
        <section class="hero">{instrument.shows(reading)}</section>
        {instrument.shows(restricted)}
        {instrument.shows(import)}
        {instrument.shows(attention)}
    }
    .drawn()
}

/// The gauge and what it says: the large number, what that is, and the facts behind it.
pub fn reading(_: Instrument, shown: &Snapshot) -> AnyView {
    let status = &shown.status();
    let facts = words::facts(status).map(|fact| view! { <span>{fact}</span> }.drawn());
    view! {
        {gauge(status)}
        <div>
            <p class="hero__figure">{digits(status.left())}</p>
            <p class="hero__caption">{words::caption(status)}</p>
            <p class="hero__facts">{facts.collect_view()}</p>
        </div>
    }
    .drawn()
}

/// What needs the user's attention, with the button that settles it if one does.
fn attention(instrument: Instrument, shown: &Snapshot) -> AnyView {
    let matter = matter::matter(&shown.stored, shown.now, instrument.trouble.get());
    let Some(Matter { tone, what, advice, dismissible }) = matter else { return ().into_any() };
    let settle = move || {
        view! {
            <div class="notice__acts">
                {button("button", text("understood", &[]), move || instrument.tell(Message::Dismiss, || {}))}
            </div>
        }
        .drawn()
    };
    notice(tone, what, advice, dismissible.then(settle))
}

/// What was sent today, and on each of the last seven days.
pub fn today(_: Instrument, shown: &Snapshot) -> AnyView {
    let Today { none, words, more, title, bars } = Today::of(&shown.stored, shown.status().span, shown.now);
    let bar = |Bar { x, class, height, radius }| {
        view! { <rect class=class x=plain(x) y=plain(today::HEIGHT - height) width="6" height=plain(height) rx=plain(radius)/> }
            .drawn()
    };
    view! {
        <section class="row row--tall">
            <h2 class="row__label">{text("todayLabel", &[])}</h2>
            <div class="row__value row__value--beside">
                {said(none, words, more)}
                <svg class="bars" role="img" viewBox="0 0 78 28">
                    <title>{title}</title>
                    {bars.into_iter().map(bar).collect_view()}
                </svg>
            </div>
        </section>
    }
    .drawn()
}

/// When places come back.
pub fn comes_back(_: Instrument, shown: &Snapshot) -> AnyView {
    let status = shown.status();
    let (next, later) = words::comes_back(&status, shown.now);
    view! {
        <section class="row row--tall">
            <h2 class="row__label">{text("comesBackLabel", &[])}</h2>
            {said(status.returns.is_empty(), next, later)}
        </section>
    }
    .drawn()
}

/// What a row says, and what it adds to that.
fn said(none: bool, words: String, more: String) -> AnyView {
    view! {
        <div>
            <p class=main_class(none)>{words}</p>
            <p class="row__more">{more}</p>
        </div>
    }
    .drawn()
}

/// Adds by hand what was sent elsewhere.
pub fn elsewhere(instrument: Instrument) -> AnyView {
    let Instrument { locked, act, .. } = instrument;
    let number = RwSignal::new(1);
    // Added again, because the answer was lost, it is the same; another number is another.
    let next: Rc<RefCell<Option<(NonZeroU32, InvitationId)>>> = Rc::default();
    let add = entry(move |added, _| {
        let Some(added) = NonZeroU32::new(added) else { return };
        let asked = next.take().filter(|(number, _)| *number == added);
        let (_, id) = asked.unwrap_or_else(|| (added, InvitationId::new(page::new_id())));
        next.replace(Some((added, id.clone())));
        let next = next.clone();
        instrument.tell(Message::Add { id: id.clone(), number: added }, move || {
            next.take();
            act.set(Some((id, plural("saidAdded", added.get()))));
            number.set(1);
        });
    });
    let typed = entered(move |typed| {
        if let Ok(typed @ 1..=MOST) = typed.parse() {
            number.set(typed);
        }
    });
    let step = |name: &str, path: &'static str, by: i32| {
        let next = move |number: u32| number.saturating_add_signed(by).clamp(1, MOST);
        view! {
            <button type="button" class="stepper__button" aria-label=text(name, &[])
                disabled=move || locked.get() || next(number.get()) == number.get()
                on:click=click(move || number.update(|number| *number = next(*number)))>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path d=path/></svg>
            </button>
        }
        .drawn()
    };
    view! {
        <section class="row">
            <h2 class="row__label" id="elsewhere">{text("elsewhereLabel", &[])}</h2>
            <form class="row__value" on:submit=add>
                <span class="stepper" role="group" aria-labelledby="elsewhere">
                    {step("elsewhereFewer", "M1 5.25h10v1.5H1z", -1)}
                    <input class="stepper__value" type="number" min="1" max=MOST required aria-labelledby="elsewhere"
                        disabled=move || locked.get() prop:value=move || number.get().to_string() on:input=typed/>
                    {step("elsewhereMore", "M1 5.25h4.25V1h1.5v4.25H11v1.5H6.75V11h-1.5V6.75H1z", 1)}
                </span>
                <button class="button" disabled=move || locked.get()>{text("elsewhereAdd", &[])}</button>
            </form>
        </section>
    }
    .drawn()
}

/// What was just done with its undo, and the pause.
pub fn footer(instrument: Instrument, shown: &Snapshot) -> AnyView {
    let act = instrument.act;
    let (id, said) = act.get().unzip();
    let target = target(&shown.stored.ledger, id.as_ref());
    let undo = match (&said, &target) {
        (Some(_), Some(Target { counts: false, .. })) => "restore",
        (Some(_), _) => "undo",
        (None, _) => "undoLast",
    };
    let offered = said.is_some().then_some("");
    let (locked, none) = (shown.stored.newer, target.is_none());
    let correct = move || {
        let Some(Target { id, sent, number, counts }) = target.clone() else { return };
        let (change, said) =
            if counts { (Change::TakenBack, "saidTookBack") } else { (Change::Restored, "saidRestored") };
        let message = Message::Correct { id: page::new_id(), of: id.clone(), sent, change };
        instrument.tell(message, move || act.set(Some((id, plural(said, number)))));
    };
    let paused = shown.counting() == Counting::Paused;
    let pause = move || instrument.tell(if paused { Message::Resume } else { Message::Pause }, || {});
    view! {
        <footer class="footer">
            <div class="footer__said" role="status">{said.map(|said| view! { <p>{said}</p> }.drawn())}</div>
            <button type="button" class="button button--quiet" data-offered=offered disabled=locked || none
                on:click=click(correct)>{text(undo, &[])}</button>
            <button type="button" class="button button--quiet" data-offered=paused.then_some("") disabled=locked
                on:click=click(pause)>{text(if paused { "resume" } else { "pause" }, &[])}</button>
        </footer>
    }
    .drawn()
}

/// The invitation that the footer's button speaks of.
#[derive(Clone)]
struct Target {
    id: InvitationId,
    sent: Timestamp,
    number: u32,
    counts: bool,
}

/// The invitation of the last act, or else the last one that counts.
fn target(ledger: &Ledger, act: Option<&InvitationId>) -> Option<Target> {
    let target = |invitation: &Invitation, counts| Target {
        id: invitation.id.clone(),
        sent: invitation.at,
        number: invitation.number.get(),
        counts,
    };
    match act {
        Some(id) => {
            let counts = ledger.counted().any(|invitation| invitation.id == *id);
            ledger.find(id).map(|invitation| target(invitation, counts))
        }
        None => ledger.counted().max_by_key(|invitation| invitation.at).map(|last| target(last, true)),
    }
}
