//! The welcome page: what is watched and what never is, and the yes without which nothing runs on LinkedIn.

use std::cell::Cell;
use std::num::NonZeroU32;
use std::rc::Rc;

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

use super::gauge::mark;
use super::page::{self, Snapshot};
use super::parts::{Drawn, click, entered, focused};

/// What the welcome page shows and does.
pub fn welcome(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    document().set_title(&text("welcomeTitle", &[]));
    let started = Memo::new(move |_| snapshot.with(Snapshot::counting) != Counting::NotStarted);
    view! {
        <header class="welcome__top">
            {move || mark(started.get())}
            <h1 class="welcome__name">{text("extensionName", &[])}</h1>
            <p class="welcome__lead">{text("welcomeLead", &[])}</p>
        </header>
        {promises()}
        {move || if started.get() { next() } else { question(snapshot) }}
        <p class="welcome__print">{text("notAffiliated", &[])}</p>
    }
    .drawn()
}

fn promises() -> AnyView {
    let list = |title: &str, class: &'static str, path: &'static str, names: [&str; 3]| {
        let item = |name: &str| {
            view! {
                <li><svg viewBox="0 0 16 16" aria-hidden="true"><path d=path/></svg><span>{text(name, &[])}</span></li>
            }
            .drawn()
        };
        view! {
            <section>
                <h2 class="promises__title">{text(title, &[])}</h2>
                <ul class=class>{names.map(item).collect_view()}</ul>
            </section>
        }
        .drawn()
    };
    let watched = ["welcomeWatchesClicks", "welcomeWatchesRequest", "welcomeWatchesNote"];
    let never = ["welcomeNeverPeople", "welcomeNeverServer", "welcomeNeverPage"];
    view! {
        <div class="promises">
            {list("welcomeWatches", "promises__list", "m3 8.5 3.25 3.25L13 5", watched)}
            {list("welcomeNever", "promises__list promises__list--never", "m4 4 8 8M12 4l-8 8", never)}
            <section class="promises__kept">
                <h2 class="promises__title">{text("welcomeKeeps", &[])}</h2>
                <p class="promises__text">{text("welcomeKeepsText", &[])}</p>
            </section>
        </div>
    }
    .drawn()
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

fn question(snapshot: RwSignal<Snapshot>) -> AnyView {
    // The names of what is said.
    let said: RwSignal<&[&str]> = RwSignal::new(&[]);
    let known = snapshot.with_untracked(|shown| shown.stored.settings.account);
    let account = Rc::new(Cell::new(known));
    let chosen = account.clone();
    let choose = entered(move |name| {
        chosen.set(Account::ALL.into_iter().find(|one| account_name(*one) == name).unwrap_or_default());
    });
    let option = |one: Account| {
        view! { <option value=account_name(one) selected=one == known>{account_words(one)}</option> }.drawn()
    };
    let sent: NodeRef<html::Input> = NodeRef::new();
    let act = InvitationId::new(page::new_id());
    let start = move || {
        let settings = snapshot.with_untracked(|shown| shown.stored.settings.clone());
        let Some(sent) = sent.get_untracked() else { return };
        // What is no whole number in range the browser says beside the field.
        if !sent.report_validity() {
            return;
        }
        let (account, number) = (account.get(), sent.value().parse().unwrap_or_default());
        let act = act.clone();
        spawn_local(async move {
            match start(account, number, act, settings).await {
                Ok(()) => {}
                Err(Trouble::NotStored) => said.set(&["noticeNotSavedWhat", "noticeNotSavedDo"]),
                Err(Trouble::NoAnswer) => said.set(&["noticeNoAnswerWhat", "noticeNoAnswerDo"]),
            }
        });
    };
    let line = |name: &&str| view! { <p class="welcome__said">{text(name, &[])}</p> }.drawn();
    view! {
        <div class="welcome__about">
            <label class="field">
                <span class="field__label">{text("welcomeAccount", &[])}</span>
                <select class="field__box" on:change=choose>{Account::ALL.map(option).collect_view()}</select>
            </label>
            <label class="field">
                <span class="field__label">{text("welcomeSent", &[])}</span>
                <input class="field__box" type="number" min="0" max=MOST value="0" node_ref=sent/>
            </label>
        </div>
        <div class="welcome__actions">
            <button type="button" class="button button--primary" on:click=click(start)>{text("welcomeStart", &[])}</button>
            <button type="button" class="button button--quiet" on:click=click(move || said.set(&["welcomeRefused"]))>
                {text("welcomeNotNow", &[])}
            </button>
        </div>
        <div role="status">{move || said.get().iter().map(line).collect_view()}</div>
    }
    .drawn()
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

/// The button that had the focus is gone; what came of it takes its place.
fn next() -> AnyView {
    let section = focused::<html::Section>();
    view! {
        <section class="welcome__next" tabindex="-1" node_ref=section>
            <p class="state" data-state="counting">{text("stateCounting", &[])}</p>
            <p>{text("welcomePin", &[])}</p>
        </section>
    }
    .drawn()
}
