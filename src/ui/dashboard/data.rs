//! All data: taking it out, and deleting it. A deletion is asked about twice and can be undone for ten seconds.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{plural, text};
use crate::browser::{download, own, storage};
use crate::protocol::Message;
use crate::ui::health::report_button;
use crate::ui::page;
use crate::ui::parts::{Drawn, button, click};

use super::Shared;

/// For how many seconds a deletion can be undone.
const UNDO: u32 = 10;

/// How far a deletion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deletion {
    /// Nobody wants one.
    None,
    /// The user is asked.
    Asked,
    /// It happens in that many seconds.
    In(u32),
}

/// Export and deletion.
#[component]
pub fn Data(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let export = move || {
        spawn_local(async move {
            let done = match storage::local().all().await {
                Ok(all) => download::json("plimsoll.json", &all),
                Err(refusal) => Err(refusal),
            };
            failed.set(done.is_err());
        })
    };
    view! {
        <section class="data">
            <h2 class="section__title">{text("dataExport", &[])}</h2>
            <p class="group__told">{text("dataExportTold", &[])}</p>
            {button("button", text("dataExportDo", &[]), export)}
            <p role="status">{move || failed.get().then(|| text("dataExportFailed", &[]))}</p>
            <h2 class="section__title">{text("reportTitle", &[])}</h2>
            <p class="group__told">{text("reportTold", &[])}</p>
            {report_button(shared.instrument.snapshot)}
            <Delete shared/>
        </section>
    }
}

/// Deletes everything where nobody is there any more to be told how it went: the draft of a note too.
fn erase_in_going() {
    own::clear();
    spawn_local(async {
        let _ = page::tell(&Message::Erase).await;
    });
}

#[component]
fn Delete(shared: Shared) -> impl IntoView {
    let deletion = RwSignal::new(Deletion::None);
    let sure = RwSignal::new(false);
    let erase = move || {
        deletion.set(Deletion::None);
        shared.instrument.tell(Message::Erase, own::clear);
    };
    let ticking: StoredValue<Option<IntervalHandle>> = StoredValue::new(None);
    let stop = move || {
        if let Some(handle) = ticking.get_value() {
            handle.clear();
            ticking.set_value(None);
        }
    };
    let begin = move || {
        deletion.set(Deletion::In(UNDO));
        let tick = move || match deletion.get_untracked() {
            Deletion::In(left @ 2..) => deletion.set(Deletion::In(left - 1)),
            _ => {
                stop();
                erase();
            }
        };
        ticking.set_value(set_interval_with_handle(tick, Duration::from_secs(1)).ok());
    };
    let undo = move || {
        stop();
        sure.set(false);
        deletion.set(Deletion::None);
    };
    // Who goes away meanwhile has said yes.
    let leaving = window_event_listener(leptos::ev::pagehide, move |_| {
        if let Deletion::In(_) = deletion.get_untracked() {
            erase_in_going();
        }
    });
    on_cleanup(move || {
        leaving.remove();
        stop();
        if let Some(Deletion::In(_)) = deletion.try_get_untracked() {
            erase_in_going();
        }
    });
    let asked = move || {
        view! {
            <div class="data__sure" role="alertdialog" aria-labelledby="sure">
                <p id="sure" class="notice__what">{text("deleteSure", &[])}</p>
                <label class="check">
                    <input type="checkbox" prop:checked=sure on:change=move |event| sure.set(event_target_checked(&event))/>
                    <span>{text("deleteKnow", &[])}</span>
                </label>
                <div class="composer__actions">
                    <button type="button" class="button button--danger" disabled=move || !sure.get() on:click=click(begin)>{text("deleteDo", &[])}</button>
                    {button("button button--quiet", text("cancel", &[]), undo)}
                </div>
            </div>
        }
        .drawn()
    };
    let counting_down = move |left: u32| {
        view! {
            <div class="data__sure" role="alert">
                <p class="notice__what">{plural("deleteIn", left)}</p>
                {button("button button--primary", text("undo", &[]), undo)}
            </div>
        }
        .drawn()
    };
    view! {
        <h2 class="section__title">{text("dataDelete", &[])}</h2>
        <p class="group__told">{text("dataDeleteTold", &[])}</p>
        {move || match deletion.get() {
            Deletion::None => button("button", text("dataDeleteDo", &[]), move || deletion.set(Deletion::Asked)),
            Deletion::Asked => asked(),
            Deletion::In(left) => counting_down(left),
        }}
    }
}
