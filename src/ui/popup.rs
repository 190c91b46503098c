//! The popup: the gauge, what is left, what comes back, and what the user sent elsewhere.

use std::num::NonZeroU32;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::zone::Platform;
use crate::browser::{clock, i18n, runtime, tabs};
use crate::domain::invitation::{Evidence, Invitation, InvitationId};
use crate::domain::ledger::{Change, Ledger};
use crate::domain::settings::Counting;
use crate::domain::status::{Status, sent_between};
use crate::domain::time::Timestamp;
use crate::protocol::Message;

use super::gauge::{Gauge, Mark};
use super::health::{self, Import, Report};
use super::notice::{Notice, Tone, notice};
use super::page::{self, Snapshot, Trouble};
use super::words;

use i18n::{plural, text};

/// The most that can be added in one act.
const MOST: u32 = 99;

/// What the popup shows and does.
pub fn popup(snapshot: RwSignal<Snapshot>) -> impl IntoView {
    page::speak();
    let counting = Memo::new(move |_| snapshot.with(|shown| shown.stored.settings.counting()));
    let status = Memo::new(move |_| snapshot.with(|shown| shown.stored.status(&Platform, shown.now)));
    let trouble = RwSignal::new(None);
    let level = move || match counting.get() {
        Counting::On => status.with(|status| words::level_name(status.level)),
        Counting::NotStarted | Counting::Paused => "still",
    };
    Effect::new(move |_| {
        if let Some(main) = page::main() {
            let _ = main.set_attribute("data-level", level());
        }
    });
    view! {
        <Header snapshot counting trouble/>
        {move || match counting.get() {
            Counting::NotStarted => view! { <NotStarted/> }.into_any(),
            Counting::Paused | Counting::On => view! { <Instrument snapshot status counting trouble/> }.into_any(),
        }}
    }
}

#[component]
fn Header(
    snapshot: RwSignal<Snapshot>,
    counting: Memo<Counting>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    let wrong = move || trouble.get().is_some() || snapshot.with(|shown| is_faulty(&shown.stored));
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
                {text("extensionName", &[])}
            </h1>
            <p class="state" data-state=move || state.get().0>{move || text(state.get().1, &[])}</p>
        </header>
    }
}

#[component]
fn NotStarted() -> impl IntoView {
    let open = move |_| {
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
                <button type="button" class="button button--primary" on:click=open>
                    {text("notStartedOpen", &[])}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Instrument(
    snapshot: RwSignal<Snapshot>,
    status: Memo<Status>,
    counting: Memo<Counting>,
    trouble: RwSignal<Option<Trouble>>,
) -> impl IntoView {
    // The act that the button in the footer takes back or restores, and what it says of it.
    let act: RwSignal<Option<(InvitationId, String)>> = RwSignal::new(None);
    let number = RwSignal::new(1);
    // Nothing is written over what a newer version wrote.
    let locked = Memo::new(move |_| snapshot.with(|shown| shown.stored.newer));
    let dismiss = move || tell(Message::Dismiss, trouble, || {});
    let add = move |added: NonZeroU32| {
        let id = InvitationId::new(page::new_id());
        tell(Message::Add { id: id.clone(), number: added }, trouble, move || {
            act.set(Some((id, plural("saidAdded", added.get()))));
            number.set(1);
        });
    };
    let shown_notice = Memo::new(move |_| snapshot.with(|shown| notice_of(shown, trouble.get())));
    view! {
        <section class="hero">
            <Gauge status/>
            <div>
                <p class="hero__figure">{move || status.with(|status| i18n::digits(status.left()))}</p>
                <p class="hero__caption">{move || status.with(words::caption)}</p>
                <p class="hero__facts">
                    {move || status.with(words::facts).map(|fact| view! { <span>{fact}</span> }).collect_view()}
                </p>
            </div>
        </section>
        <Import snapshot trouble/>
        {move || shown_notice.get().map(|words| notice(words, dismiss))}
        <Today snapshot/>
        <ComesBack snapshot status/>
        <Elsewhere number locked add/>
        <Footer snapshot counting act trouble locked/>
        <Report snapshot/>
    }
}

/// Tells the background what the user did, and goes on once that is done.
fn tell(message: Message, trouble: RwSignal<Option<Trouble>>, done: impl FnOnce() + 'static) {
    spawn_local(async move {
        let told = page::tell(&message).await;
        trouble.set(told.err());
        if told.is_ok() {
            done();
        }
    });
}

#[component]
fn Today(snapshot: RwSignal<Snapshot>) -> impl IntoView {
    let days = Memo::new(move |_| snapshot.with(|shown| last_seven_days(shown.now, &shown.stored.ledger)));
    let today = move || days.with(|days| days.last().copied().unwrap_or_default());
    let words = move || if today() == 0 { text("todayNone", &[]) } else { plural("todaySent", today()) };
    let counts =
        move || days.with(|days| days.iter().map(|day| i18n::digits(*day)).collect::<Vec<_>>().join(", "));
    view! {
        <section class="row">
            <h2 class="row__label">{text("todayLabel", &[])}</h2>
            <div class="row__value">
                <p class="row__main" class:row__main--none=move || today() == 0>{words}</p>
                <svg class="bars" role="img" viewBox="0 0 78 28">
                    <title>{move || text("daysLabel", &[&counts()])}</title>
                    {move || days.with(|days| bars(days))}
                </svg>
            </div>
        </section>
    }
}

fn bars(days: &[u32]) -> impl IntoView + use<> {
    let most = f64::from(days.iter().copied().max().unwrap_or_default().max(1));
    let last = days.len().saturating_sub(1);
    let bar = |(index, number): (usize, &u32)| {
        let height = if *number == 0 { 2.0 } else { (26.0 * f64::from(*number) / most).round().max(3.0) };
        let class = match number {
            0 => "bars__none",
            _ if index == last => "bars__today",
            _ => "",
        };
        let radius = if *number == 0 { "1" } else { "1.5" };
        view! { <rect class=class x=12 * index y=28.0 - height width="6" height=height rx=radius/> }
    };
    days.iter().enumerate().map(bar).collect_view()
}

#[component]
fn ComesBack(snapshot: RwSignal<Snapshot>, status: Memo<Status>) -> impl IntoView {
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

#[component]
fn Elsewhere(number: RwSignal<u32>, locked: Memo<bool>, add: impl Fn(NonZeroU32) + 'static) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(number) = NonZeroU32::new(number.get_untracked()) {
            add(number);
        }
    };
    // What isn't a number between one and the most keeps the last that was.
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
                        on:click=move |_| number.update(|number| *number = number.saturating_sub(1).max(1))>
                        <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 5.25h10v1.5H1z"/></svg>
                    </button>
                    <input class="stepper__value" type="number" min="1" max=MOST aria-labelledby="elsewhere"
                        disabled=locked prop:value=move || number.get() on:input=typed/>
                    <button type="button" class="stepper__button" aria-label=text("elsewhereMore", &[])
                        disabled={move || locked.get() || number.get() >= MOST}
                        on:click=move |_| number.update(|number| *number = (*number + 1).min(MOST))>
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

#[component]
fn Footer(
    snapshot: RwSignal<Snapshot>,
    counting: Memo<Counting>,
    act: RwSignal<Option<(InvitationId, String)>>,
    trouble: RwSignal<Option<Trouble>>,
    locked: Memo<bool>,
) -> impl IntoView {
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
    let correct = move |_| {
        let Some(Target { id, sent, number, counts }) = target.get_untracked() else { return };
        let (change, said) =
            if counts { (Change::TakenBack, "saidTookBack") } else { (Change::Restored, "saidRestored") };
        let message = Message::Correct { id: page::new_id(), of: id.clone(), sent, change };
        tell(message, trouble, move || act.set(Some((id, plural(said, number)))));
    };
    view! {
        <footer class="footer">
            <div class="footer__said" role="status">
                {move || act.get().map(|(_, said)| view! { <p>{said}</p> })}
            </div>
            <button type="button" class="button button--quiet" data-offered=move || act.with(Option::is_some).then_some("")
                disabled=move || locked.get() || target.with(Option::is_none) on:click=correct>{words}</button>
            <button type="button" class="button button--quiet" data-offered=move || paused().then_some("")
                disabled=locked
                on:click=move |_| tell(if paused() { Message::Resume } else { Message::Pause }, trouble, || {})>
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

fn last_seven_days(now: Timestamp, ledger: &Ledger) -> Vec<u32> {
    let edges: Vec<_> = (-6..=1).map(|day| clock::midnight(now, day)).collect();
    sent_between(&edges, ledger)
}

fn is_faulty(stored: &crate::store::Stored) -> bool {
    stored.newer || stored.unsaved || !stored.faults.is_empty()
}

/// What is most worth saying, if anything is.
fn notice_of(shown: &Snapshot, trouble: Option<Trouble>) -> Option<Notice> {
    let stored = &shown.stored;
    let about = |tone, name: &str| Notice {
        tone,
        what: text(&format!("{name}What"), &[]),
        advice: text(&format!("{name}Do"), &[]),
        dismiss: None,
    };
    let status = || stored.status(&Platform, shown.now);
    if stored.newer {
        Some(about(Tone::Fault, "noticeNewer"))
    } else if stored.unsaved || trouble == Some(Trouble::NotStored) {
        Some(about(Tone::Fault, "noticeNotSaved"))
    } else if trouble == Some(Trouble::NoAnswer) {
        Some(about(Tone::Fault, "noticeNoAnswer"))
    } else if !stored.faults.is_empty() {
        Some(Notice { dismiss: Some(text("understood", &[])), ..about(Tone::Fault, "noticeUnreadable") })
    } else if stored.settings.counting() == Counting::Paused {
        Some(about(Tone::Paused, "noticePaused"))
    } else if let unexplained @ 1.. = unexplained(shown) {
        let what = plural("noticeUnexplainedWhat", unexplained);
        Some(Notice { what, ..about(Tone::Attention, "noticeUnexplained") })
    } else if let Some(worry) = health::worry(&stored.health) {
        Some(worry)
    } else if status().used == 0 {
        Some(about(Tone::Info, "noticeEmpty"))
    } else {
        None
    }
}

/// How many of those that count were seen only on the network.
fn unexplained(shown: &Snapshot) -> u32 {
    let span = shown.stored.settings.window.span(shown.now, &Platform);
    let counted = shown.stored.ledger.counted_from(span.first);
    let unexplained = counted.filter(|invitation| invitation.evidence == Evidence::Network);
    u32::try_from(unexplained.count()).unwrap_or(u32::MAX)
}
