//! The instrument: gauge, what is left, what comes back, what the user sent elsewhere, and the last act with its undo.
//! Popup and side panel are both made of it.

use std::num::NonZeroU32;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::zone::Platform;
use crate::browser::{i18n, runtime, tabs};
use crate::domain::invitation::{Invitation, InvitationId};
use crate::domain::ledger::{Change, Ledger};
use crate::domain::settings::Counting;
use crate::domain::status::Status;
use crate::domain::time::Timestamp;
use crate::face::matter::{self, Matter, Trouble};
use crate::face::today::{self, Bar};
use crate::face::words;
use crate::protocol::Message;

use super::gauge::{Gauge, Mark};
use super::health::Import;
use super::notice::Notice;
use super::page::{self, Snapshot};
use super::parts::click;
use super::restriction::Restricted;

use i18n::{digits, plain, plural, text};

/// The most that can be added in one act.
const MOST: u32 = 99;

/// What the parts of an instrument know and do.
#[derive(Clone, Copy)]
pub struct Instrument {
    /// What is stored.
    pub snapshot: RwSignal<Snapshot>,
    /// Whether invitations are being counted.
    pub counting: Memo<Counting>,
    /// The state of the allowance.
    pub status: Memo<Status>,
    /// What became of the last command, if it failed.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether nothing may be written, because a newer version wrote what is there.
    pub locked: Memo<bool>,
    /// The act that the footer takes back or restores, and what it says of it.
    act: RwSignal<Option<(InvitationId, String)>>,
}

impl Instrument {
    /// An instrument that shows what is stored, and gives the page the level's colour.
    pub fn new(snapshot: RwSignal<Snapshot>) -> Self {
        let counting = Memo::new(move |_| snapshot.with(|shown| shown.stored.settings.counting()));
        let status = Memo::new(move |_| snapshot.with(|shown| shown.stored.status(&Platform, shown.now)));
        let level = move || match counting.get() {
            Counting::On => status.with(|status| words::level_name(status.level)),
            Counting::NotStarted | Counting::Paused => "still",
        };
        Effect::new(move |_| {
            if let Some(main) = page::main() {
                // A plain attribute of an element that stands in our own page.
                let _ = main.set_attribute("data-level", level());
            }
        });
        Self {
            snapshot,
            counting,
            status,
            trouble: RwSignal::new(None),
            locked: Memo::new(move |_| snapshot.with(|shown| shown.stored.newer)),
            act: RwSignal::new(None),
        }
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

/// The name, and what the counting is doing.
#[component]
pub fn Header(
    /// What it speaks of.
    instrument: Instrument,
) -> impl IntoView {
    let Instrument { snapshot, counting, trouble, .. } = instrument;
    let wrong = move || trouble.get().is_some() || snapshot.with(|shown| matter::is_faulty(&shown.stored));
    let state = Memo::new(move |_| match counting.get() {
        _ if wrong() => ("attention", "stateAttention"),
        Counting::NotStarted => ("not-started", "stateNotStarted"),
        Counting::Paused => ("paused", "statePaused"),
        Counting::On => ("counting", "stateCounting"),
    });
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
            <p class="state" data-state=move || state.get().0>{move || text(state.get().1, &[])}</p>
        </header>
    }
}

/// What stands there before the user agreed: the way to the welcome page.
#[component]
pub fn NotStarted() -> impl IntoView {
    let open = move || {
        spawn_local(async {
            // If no tab opens there is nothing to be told that the user doesn't see.
            let _ = tabs::open(&runtime::url("welcome.html")).await;
        });
    };
    view! {
        <section class="hero">
            <Mark filled=false/>
            <div>
                <h2 class="hero__title">{text("notStartedTitle", &[])}</h2>
                <p class="hero__text">{text("notStartedText", &[])}</p>
                <button type="button" class="button button--primary" on:click=click(open)>
                    {text("notStartedOpen", &[])}
                </button>
            </div>
        </section>
    }
}

/// Gauge and figure, and what is most worth saying.
#[component]
pub fn Hero(
    /// What it shows.
    instrument: Instrument,
) -> impl IntoView {
    let Instrument { snapshot, status, trouble, .. } = instrument;
    let matter =
        Memo::new(move |_| snapshot.with(|shown| matter::matter(&shown.stored, shown.now, trouble.get())));
    view! {
        <section class="hero"><Reading status/></section>
        <Restricted instrument/>
        <Import instrument/>
        {move || matter.get().map(|matter| view! { <Attention instrument matter/> })}
    }
}

/// The gauge and what it says: the large number, what that is, and the facts behind it.
#[component]
pub fn Reading(
    /// What it shows.
    status: Memo<Status>,
) -> impl IntoView {
    view! {
        <Gauge status/>
        <div>
            <p class="hero__figure">{move || status.with(|status| digits(status.left()))}</p>
            <p class="hero__caption">{move || status.with(words::caption)}</p>
            <p class="hero__facts">
                {move || status.with(words::facts).map(|fact| view! { <span>{fact}</span> }).collect_view()}
            </p>
        </div>
    }
}

/// What needs the user's attention, with the button that settles it if one does.
#[component]
fn Attention(instrument: Instrument, matter: Matter) -> impl IntoView {
    let Matter { tone, what, advice, dismissible } = matter;
    let settle = move || {
        view! {
            <div class="notice__acts">
                <button type="button" class="button" on:click=click(move || instrument.tell(Message::Dismiss, || {}))>
                    {text("understood", &[])}
                </button>
            </div>
        }
    };
    view! { <Notice tone what advice>{dismissible.then(settle)}</Notice> }
}

/// What was sent today, and on each of the last seven days.
#[component]
pub fn Today(
    /// What it shows.
    instrument: Instrument,
) -> impl IntoView {
    let today = Memo::new(move |_| {
        let span = instrument.status.with(|status| status.span);
        instrument.snapshot.with(|shown| today::Today::of(&shown.stored, span, shown.now))
    });
    view! {
        <section class="row row--tall">
            <h2 class="row__label">{text("todayLabel", &[])}</h2>
            <div class="row__value row__value--beside">
                <div>
                    <p class="row__main" class:row__main--none=move || today.with(|today| today.none)>
                        {move || today.with(|today| today.words.clone())}
                    </p>
                    <p class="row__more">{move || today.with(|today| today.more.clone())}</p>
                </div>
                <svg class="bars" role="img" viewBox="0 0 78 28">
                    <title>{move || today.with(|today| today.title.clone())}</title>
                    {move || today.with(|today| bars(&today.bars))}
                </svg>
            </div>
        </section>
    }
}

fn bars(bars: &[Bar]) -> impl IntoView + use<> {
    let bar = |Bar { x, class, height, radius }: &Bar| {
        view! { <rect class=*class x=*x y=plain(today::HEIGHT - height) width="6" height=plain(*height) rx=plain(*radius)/> }
    };
    bars.iter().map(bar).collect_view()
}

/// When places come back.
#[component]
pub fn ComesBack(
    /// What it shows.
    instrument: Instrument,
) -> impl IntoView {
    let Instrument { snapshot, status, .. } = instrument;
    let none = move || status.with(|status| status.returns.is_empty());
    let words =
        Memo::new(move |_| status.with(|status| words::comes_back(status, snapshot.with(|shown| shown.now))));
    view! {
        <section class="row row--tall">
            <h2 class="row__label">{text("comesBackLabel", &[])}</h2>
            <div>
                <p class="row__main" class:row__main--none=none>{move || words.get().0}</p>
                <p class="row__more">{move || words.get().1}</p>
            </div>
        </section>
    }
}

/// Adds by hand what was sent elsewhere.
#[component]
pub fn Elsewhere(
    /// What it adds to.
    instrument: Instrument,
) -> impl IntoView {
    let Instrument { locked, act, .. } = instrument;
    let number = RwSignal::new(1);
    // Added again, because the answer was lost, it is the same; another number is another.
    let next: StoredValue<Option<(NonZeroU32, InvitationId)>> = StoredValue::new(None);
    let add = move |added: NonZeroU32| {
        let asked = next.get_value().filter(|(number, _)| *number == added);
        let (_, id) = asked.unwrap_or_else(|| (added, InvitationId::new(page::new_id())));
        next.set_value(Some((added, id.clone())));
        instrument.tell(Message::Add { id: id.clone(), number: added }, move || {
            next.set_value(None);
            act.set(Some((id, plural("saidAdded", added.get()))));
            number.set(1);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(number) = NonZeroU32::new(number.get_untracked()) {
            add(number);
        }
    };
    // What isn't a number between one and the most isn't submitted: the browser says so beside the field.
    let typed = move |event| {
        if let Ok(typed @ 1..=MOST) = event_target_value(&event).parse() {
            number.set(typed);
        }
    };
    view! {
        <section class="row">
            <h2 class="row__label" id="elsewhere">{text("elsewhereLabel", &[])}</h2>
            <form class="row__value" on:submit=submit>
                <span class="stepper" role="group" aria-labelledby="elsewhere">
                    <button type="button" class="stepper__button" aria-label=text("elsewhereFewer", &[])
                        disabled={move || locked.get() || number.get() <= 1}
                        on:click=click(move || number.update(|number| *number = number.saturating_sub(1).max(1)))>
                        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 5.25h10v1.5H1z"/></svg>
                    </button>
                    <input class="stepper__value" type="number" min="1" max=MOST required aria-labelledby="elsewhere"
                        disabled=locked prop:value=move || number.get() on:input=typed/>
                    <button type="button" class="stepper__button" aria-label=text("elsewhereMore", &[])
                        disabled={move || locked.get() || number.get() >= MOST}
                        on:click=click(move || number.update(|number| *number = (*number + 1).min(MOST)))>
                        <svg viewBox="0 0 12 12" aria-hidden="true">
                            <path d="M1 5.25h4.25V1h1.5v4.25H11v1.5H6.75V11h-1.5V6.75H1z"/>
                        </svg>
                    </button>
                </span>
                <button class="button" disabled=locked>{text("elsewhereAdd", &[])}</button>
            </form>
        </section>
    }
}

/// What was just done with its undo, and the pause.
#[component]
pub fn Footer(
    /// What it acts on.
    instrument: Instrument,
) -> impl IntoView {
    let Instrument { snapshot, counting, locked, act, .. } = instrument;
    let paused = move || counting.get() == Counting::Paused;
    let target = Memo::new(move |_| {
        let act = act.get();
        snapshot.with(|shown| target(&shown.stored.ledger, act.as_ref().map(|(id, _)| id)))
    });
    let words = move || match (act.with(Option::is_some), target.get()) {
        (true, Some(Target { counts: false, .. })) => text("restore", &[]),
        (true, _) => text("undo", &[]),
        (false, _) => text("undoLast", &[]),
    };
    let correct = move || {
        let Some(Target { id, sent, number, counts }) = target.get_untracked() else { return };
        let (change, said) =
            if counts { (Change::TakenBack, "saidTookBack") } else { (Change::Restored, "saidRestored") };
        let message = Message::Correct { id: page::new_id(), of: id.clone(), sent, change };
        instrument.tell(message, move || act.set(Some((id, plural(said, number)))));
    };
    view! {
        <footer class="footer">
            <div class="footer__said" role="status">
                {move || act.get().map(|(_, said)| view! { <p>{said}</p> })}
            </div>
            <button type="button" class="button button--quiet" data-offered=move || act.with(Option::is_some).then_some("")
                disabled=move || locked.get() || target.with(Option::is_none) on:click=click(correct)>{move || words()}</button>
            <button type="button" class="button button--quiet" data-offered=move || paused().then_some("")
                disabled=locked
                on:click=click(move || instrument.tell(if paused() { Message::Resume } else { Message::Pause }, || {}))>
                {move || text(if paused() { "resume" } else { "pause" }, &[])}
            </button>
        </footer>
    }
}

/// The invitation that the footer's button speaks of.
#[derive(Clone, Debug, PartialEq)]
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
