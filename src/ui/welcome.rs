//! The welcome page: what is watched and what never is, and the yes without which nothing runs on LinkedIn.

use std::num::NonZeroU32;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::text;
use crate::domain::draft::Draft;
use crate::domain::invitation::InvitationId;
use crate::domain::preset::Account;
use crate::domain::settings::{Counting, Settings};
use crate::face::matter::Trouble;
use crate::face::words::account_words;
use crate::protocol::Message;

use super::gauge::Mark;
use super::page::{self, Snapshot};
use super::parts::click;

/// What the welcome page shows and does.
pub fn welcome(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    document().set_title(&text("welcomeTitle", &[]));
    let started =
        Memo::new(move |_| snapshot.with(|shown| shown.stored.settings.counting() != Counting::NotStarted));
    view! {
        <header class="welcome__top">
            <Mark filled=started/>
            <h1 class="welcome__name">{text("extensionName", &[])}</h1>
            <p class="welcome__lead">{text("welcomeLead", &[])}</p>
        </header>
        <Promises/>
        {move || if started.get() { view! { <Next/> }.into_any() } else { view! { <Question snapshot/> }.into_any() }}
        <p class="welcome__print">{text("notAffiliated", &[])}</p>
    }
    .into_any()
}

#[component]
fn Promises() -> impl IntoView {
    let item = |path: &'static str| {
        move |name: &'static str| {
            view! {
                <li><svg viewBox="0 0 16 16" aria-hidden="true"><path d=path/></svg><span>{text(name, &[])}</span></li>
            }
        }
    };
    let watched = ["welcomeWatchesClicks", "welcomeWatchesRequest", "welcomeWatchesNote"]
        .map(item("m3 8.5 3.25 3.25L13 5"));
    let never =
        ["welcomeNeverPeople", "welcomeNeverServer", "welcomeNeverPage"].map(item("m4 4 8 8M12 4l-8 8"));
    view! {
        <div class="promises">
            <section>
                <h2 class="promises__title">{text("welcomeWatches", &[])}</h2>
                <ul class="promises__list">{watched.collect_view()}</ul>
            </section>
            <section>
                <h2 class="promises__title">{text("welcomeNever", &[])}</h2>
                <ul class="promises__list promises__list--never">{never.collect_view()}</ul>
            </section>
            <section class="promises__kept">
                <h2 class="promises__title">{text("welcomeKeeps", &[])}</h2>
                <p class="promises__text">{text("welcomeKeepsText", &[])}</p>
            </section>
        </div>
    }
}

/// The most that can be said to have been sent this week.
const MOST: u32 = 999;

/// Tells the background of the user's yes, and of what he said beside it. `act` is the identity of what was sent already:
/// told again, because the answer was lost, it is the same.
async fn start(account: Account, sent: u32, act: InvitationId, settings: Settings) -> Result<(), Trouble> {
    if account != settings.account {
        let draft = Draft { account, ..Draft::of(&settings) };
        page::save(&draft).await?;
    }
    if let Some(number) = NonZeroU32::new(sent) {
        page::tell(&Message::Add { id: act, number }).await?;
    }
    // Last, for once it is stored the page changes by itself.
    page::tell(&Message::Start).await
}

#[component]
fn Question(snapshot: RwSignal<Snapshot>) -> impl IntoView {
    let said: RwSignal<Vec<&'static str>> = RwSignal::new(Vec::new());
    let account = RwSignal::new(snapshot.with_untracked(|shown| shown.stored.settings.account));
    let sent: NodeRef<html::Input> = NodeRef::new();
    let act = StoredValue::new(InvitationId::new(page::new_id()));
    let start = move || {
        let settings = snapshot.with_untracked(|shown| shown.stored.settings.clone());
        let Some(sent) = sent.get_untracked() else { return };
        // What is no whole number in range the browser says beside the field.
        if !sent.report_validity() {
            return;
        }
        let (account, number) = (account.get_untracked(), sent.value().parse().unwrap_or_default());
        spawn_local(async move {
            match start(account, number, act.get_value(), settings).await {
                Ok(()) => {}
                Err(Trouble::NotStored) => said.set(vec!["noticeNotSavedWhat", "noticeNotSavedDo"]),
                Err(Trouble::NoAnswer) => said.set(vec!["noticeNoAnswerWhat", "noticeNoAnswerDo"]),
            }
        });
    };
    view! {
        <div class="welcome__about">
            <label class="field">
                <span class="field__label">{text("welcomeAccount", &[])}</span>
                <select class="field__box" on:change=move |event| {
                    let chosen = Account::ALL.into_iter().find(|known| account_name(*known) == event_target_value(&event));
                    account.set(chosen.unwrap_or_default());
                }>
                    {Account::ALL.map(|one| view! {
                        <option value=account_name(one) selected=move || account.get() == one>{account_words(one)}</option>
                    }).collect_view()}
                </select>
            </label>
            <label class="field">
                <span class="field__label">{text("welcomeSent", &[])}</span>
                <input class="field__box" type="number" min="0" max=MOST value="0" node_ref=sent/>
            </label>
        </div>
        <div class="welcome__actions">
            <button type="button" class="button button--primary" on:click=click(start)>{text("welcomeStart", &[])}</button>
            <button type="button" class="button button--quiet" on:click=click(move || said.set(vec!["welcomeRefused"]))>
                {text("welcomeNotNow", &[])}
            </button>
        </div>
        <div role="status">
            {move || said.get().into_iter().map(|name| view! { <p class="welcome__said">{text(name, &[])}</p> }).collect_view()}
        </div>
    }
}

/// The name of an account, as the list of choices has it.
fn account_name(account: Account) -> &'static str {
    match account {
        Account::Free => "free",
        Account::Premium => "premium",
        Account::SalesNavigator => "salesNavigator",
        Account::Recruiter => "recruiter",
    }
}

#[component]
fn Next() -> impl IntoView {
    let section: NodeRef<html::Section> = NodeRef::new();
    // The button that had the focus is gone; what came of it takes its place.
    section.on_load(|section| {
        let _ = section.focus();
    });
    view! {
        <section class="welcome__next" tabindex="-1" node_ref=section>
            <p class="state" data-state="counting">{text("stateCounting", &[])}</p>
            <p>{text("welcomePin", &[])}</p>
        </section>
    }
}
