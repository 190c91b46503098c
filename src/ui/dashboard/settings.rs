//! The settings: each with its sentence, the effect of all of them shown before anything is saved.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{digits, text};
use crate::browser::zone::Platform;
use crate::domain::draft::{Choice, Draft, Field, Switch};
use crate::domain::settings::Settings;
use crate::domain::status::Status;
use crate::face::words;
use crate::ui::page;

use super::Shared;
use super::field::{Form, Row, group};

/// All settings, by what belongs together: the name of its heading, and of what tells what it is about.
const GROUPS: [(&str, &str, &[Row]); 7] = [
    (
        "settingsAllowance",
        "settingsAllowanceTold",
        &[
            Row::Choice(Choice::Account, "settingsAccount"),
            Row::Presets("settingsPresetsLabel"),
            Row::Typed(Field::Limit, "settingsLimit"),
            Row::Typed(Field::Buffer, "settingsLine"),
            Row::Choice(Choice::BufferUnit, "settingsLineUnit"),
        ],
    ),
    (
        "settingsWindow",
        "settingsWindowTold",
        &[
            Row::Choice(Choice::Window, "settingsWindowKind"),
            Row::More(
                |draft| draft.weekday.is_some(),
                &[
                    Row::Choice(Choice::Weekday, "settingsWeekday"),
                    Row::Typed(Field::Minute, "settingsMinute"),
                    Row::Typed(Field::Zone, "settingsZone"),
                ],
            ),
        ],
    ),
    (
        "settingsNotes",
        "settingsNotesTold",
        &[
            Row::Typed(Field::NoteCharacters, "settingsNoteLength"),
            Row::Typed(Field::NotesAMonth, "settingsNotesMonth"),
        ],
    ),
    (
        "settingsWork",
        "settingsWorkTold",
        &[
            Row::Days("settingsDays"),
            Row::Typed(Field::From, "settingsFrom"),
            Row::Typed(Field::To, "settingsTo"),
            Row::Typed(Field::BurstNumber, "settingsBurst"),
            Row::Typed(Field::BurstMinutes, "settingsBurstMinutes"),
        ],
    ),
    (
        "settingsRampUp",
        "settingsRampUpTold",
        &[
            Row::Check(Switch::RampUp, "settingsRampUpOn"),
            Row::More(
                |draft| draft.is_on(Switch::RampUp),
                &[
                    Row::Typed(Field::RampUpFirst, "settingsRampUpFirst"),
                    Row::Typed(Field::RampUpStep, "settingsRampUpStep"),
                    Row::Typed(Field::RampUpWeeks, "settingsRampUpWeeks"),
                ],
            ),
        ],
    ),
    ("settingsWarnings", "settingsWarningsTold", &[Row::Warnings]),
    (
        "settingsOther",
        "settingsOtherTold",
        &[
            Row::Check(Switch::InMail, "settingsInMail"),
            Row::More(
                |draft| draft.is_on(Switch::InMail),
                &[
                    Row::Typed(Field::InMailCredits, "settingsInMailCredits"),
                    Row::Typed(Field::InMailRenews, "settingsInMailRenews"),
                ],
            ),
            Row::Check(Switch::Messages, "settingsMessages"),
            Row::More(
                |draft| draft.is_on(Switch::Messages),
                &[Row::Typed(Field::MessagesADay, "settingsMessagesDay")],
            ),
        ],
    ),
];

/// The settings.
#[component]
pub fn SettingsForm(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let form = Form::new(shared.instrument.snapshot);
    // They can be saved in another dashboard meanwhile.
    Effect::new(move |before: Option<Draft>| {
        let now = form.saved();
        if let Some(before) = before {
            let mut followed = form.draft.get_untracked();
            followed.follow(&before, &now);
            // What was saved here is there already, and stays said.
            if form.draft.with_untracked(|draft| *draft != followed) {
                form.change(|draft| *draft = followed);
            }
        }
        now
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if form.checked.with_untracked(Result::is_ok) {
            spawn_local(async move {
                let told = page::save(&form.draft.get_untracked()).await;
                shared.instrument.trouble.set(told.err());
                if told.is_ok() {
                    form.said.set(true);
                }
            });
        }
    };
    let discard = move |_| form.change(|draft| *draft = untrack(|| form.saved()));
    let presets = move |_| {
        let mut usual = Draft::of(&Settings::default());
        usual.account = untrack(|| form.saved()).account;
        form.change(|draft| *draft = usual);
    };
    view! {
        <form class="settings" on:submit=save novalidate>
            <div class="settings__search">
                <input class="field__box" type="search" placeholder=text("settingsSearch", &[]) aria-label=text("settingsSearch", &[])
                    on:input=move |event| form.query.set(event_target_value(&event))/>
            </div>
            {Vec::from(GROUPS.map(|(title, told, rows)| group(form, title, told, rows)))}
            <p class="settings__none" role="status">{text("settingsNone", &[])}</p>
            <div class="settings__save">
                <p class="settings__effect" role="status">{move || effect(form)}</p>
                <p class="settings__said" role="status">{move || form.said.get().then(|| text("saidSaved", &[]))}</p>
                <button class="button button--primary" disabled=move || !form.changed() || form.checked.with(Result::is_err)>{text("settingsSave", &[])}</button>
                <button type="button" class="button" disabled=move || !form.changed() on:click=discard>{text("settingsDiscard", &[])}</button>
                <button type="button" class="button button--quiet" on:click=presets>{text("settingsPresets", &[])}</button>
            </div>
        </form>
    }
}

/// What the form would make of the account.
fn effect(form: Form) -> String {
    form.checked.with(|checked| match checked {
        Err(_) => text("effectNone", &[]),
        Ok(settings) => form.snapshot.with(|shown| {
            let stored = &shown.stored;
            let status = Status::at(shown.now, settings, &stored.standing, &stored.ledger, &Platform);
            let name = if form.changed() { "effectNew" } else { "effectNow" };
            let (left, line) = (digits(status.left()), digits(status.line()));
            text(name, &[&left, &line, &digits(status.allowance.limit), &words::level(&status)])
        }),
    })
}
