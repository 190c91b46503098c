//! The settings: each with its sentence, the effect of all of them shown before anything is saved.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::i18n::{digits, text};
use crate::browser::zone::Platform;
use crate::domain::allowance::Buffer;
use crate::domain::draft::{Draft, Field, InMailDraft, MessagesDraft, Number, RampUpDraft};
use crate::domain::other_allowance::{InMailChoice, PROPOSED_MESSAGES};
use crate::domain::pace::RampUp;
use crate::domain::preset::{Account, AllowancePreset, InMailPlan, allowances, windows};
use crate::domain::settings::Settings;
use crate::domain::status::Status;
use crate::domain::window::Window;
use crate::domain::zone::Weekday;
use crate::face::words::{self, account_words};
use crate::ui::page;

use super::Shared;
use super::field::{Check, Choice, Form, Group, NumberField, TimeField, Typed};
use super::overview::weekday_names;
use super::settings_words::{WARNINGS, preset_words, source_words, warning_words};

/// The settings.
#[component]
pub fn SettingsForm(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let snapshot = shared.instrument.snapshot;
    let saved = Memo::new(move |_| snapshot.with(|shown| shown.stored.settings.clone()));
    let draft = RwSignal::new(saved.with_untracked(Draft::of));
    let checked = Memo::new(move |_| saved.with(|saved| draft.with(|draft| draft.check(saved, &Platform))));
    let mistakes =
        Memo::new(move |_| checked.with(|checked| checked.as_ref().err().cloned().unwrap_or_default()));
    let form = Form { draft, mistakes, query: RwSignal::new(String::new()) };
    let changed = Memo::new(move |_| saved.with(|saved| draft.with(|draft| *draft != Draft::of(saved))));
    // They can be saved in another dashboard meanwhile.
    Effect::new(move |before: Option<Draft>| {
        let now = saved.with(Draft::of);
        if let Some(before) = before {
            let mut followed = draft.get_untracked();
            followed.follow(&before, &now);
            // What was saved here is there already, and stays said.
            if draft.with_untracked(|draft| *draft != followed) {
                draft.set(followed);
            }
        }
        now
    });
    let said: RwSignal<Option<String>> = RwSignal::new(None);
    let effect = move || {
        checked.with(|checked| match checked {
            Err(_) => text("effectNone", &[]),
            Ok(settings) => snapshot.with(|shown| {
                let stored = &shown.stored;
                let status = Status::at(shown.now, settings, &stored.standing, &stored.ledger, &Platform);
                let name = if changed.get() { "effectNew" } else { "effectNow" };
                text(
                    name,
                    &[
                        &digits(status.left()),
                        &digits(status.line()),
                        &digits(status.allowance.limit),
                        &words::level(&status),
                    ],
                )
            }),
        })
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if checked.with_untracked(Result::is_ok) {
            spawn_local(async move {
                let told = page::save(&draft.get_untracked()).await;
                shared.instrument.trouble.set(told.err());
                if told.is_ok() {
                    said.set(Some(text("saidSaved", &[])));
                }
            });
        }
    };
    let presets = move |_| {
        saved.with_untracked(|saved| {
            let usual = Settings {
                consent: saved.consent,
                paused: saved.paused,
                account: saved.account,
                ..Settings::default()
            };
            draft.set(Draft::of(&usual));
        })
    };
    Effect::new(move |before: Option<()>| {
        draft.track();
        if before.is_some() {
            said.set(None);
        }
    });
    view! {
        <form class="settings" on:submit=save novalidate>
            <div class="settings__search">
                <input class="field__box" type="search" placeholder=text("settingsSearch", &[]) aria-label=text("settingsSearch", &[])
                    on:input=move |event| form.query.set(event_target_value(&event))/>
            </div>
            <AllowanceGroup form/>
            <WindowGroup form/>
            <NoteGroup form/>
            <WorkGroup form/>
            <RampUpGroup form shared/>
            <WarningGroup form/>
            <OtherGroup form/>
            <p class="settings__none" role="status">{text("settingsNone", &[])}</p>
            <div class="settings__save">
                <p class="settings__effect" role="status">{effect}</p>
                <p class="settings__said" role="status">{move || said.get()}</p>
                <button class="button button--primary" disabled=move || !changed.get() || mistakes.with(|all| !all.is_empty())>{text("settingsSave", &[])}</button>
                <button type="button" class="button" disabled=move || !changed.get() on:click=move |_| draft.set(saved.with_untracked(Draft::of))>{text("settingsDiscard", &[])}</button>
                <button type="button" class="button button--quiet" on:click=presets>{text("settingsPresets", &[])}</button>
            </div>
        </form>
    }
}

#[component]
fn AllowanceGroup(form: Form) -> impl IntoView {
    let draft = form.draft;
    let account = Signal::derive(move || {
        Account::ALL.iter().position(|known| draft.with(|draft| draft.account == *known))
    });
    let set_account = move |at: usize| draft.update(|draft| draft.account = Account::ALL[at]);
    let presets = Memo::new(move |_| allowances(draft.with(|draft| draft.account)).map(Some));
    let preset = move |index: usize| {
        let of = move || presets.get()[index];
        let take = move |_| {
            if let Some(preset) = untrack(of) {
                draft.update(|draft| {
                    (draft.limit, draft.buffer, draft.buffer_is_share) = fields(preset);
                });
            }
        };
        let in_force = move || {
            let fields = of().map(fields);
            draft.with(|draft| fields == Some((draft.limit, draft.buffer, draft.buffer_is_share))).to_string()
        };
        view! { <button type="button" class="preset" aria-pressed=in_force on:click=take>{move || of().map(preset_words)}</button> }
    };
    let unit = Signal::derive(move || Some(usize::from(!draft.with(|draft| draft.buffer_is_share))));
    view! {
        <Group form title=text("settingsAllowance", &[]) told=text("settingsAllowanceTold", &[])>
            <Choice name=text("settingsAccount", &[]) options=Account::ALL.map(account_words).to_vec() chosen=account set=set_account/>
            <div class="presets" role="group" aria-label=text("settingsPresetsLabel", &[])>{(0..4).map(preset).collect_view()}</div>
            <NumberField form field=Field::Limit name=text("settingsLimit", &[]) get=|draft| draft.limit set=|draft, number| draft.limit = number/>
            <NumberField form field=Field::Buffer name=text("settingsLine", &[]) get=|draft| draft.buffer set=|draft, number| draft.buffer = number/>
            <Choice name=text("settingsLineUnit", &[]) options=vec![text("unitPercent", &[]), text("unitInvitations", &[])] chosen=unit
                set=move |at| draft.update(|draft| draft.buffer_is_share = at == 0)/>
        </Group>
    }
}

/// What a preset puts into the form: the limit, the line, and whether that is a share.
fn fields(preset: AllowancePreset) -> (Number, Number, bool) {
    let (buffer, is_share) = match preset.allowance.buffer {
        Buffer::Share(share) => (share, true),
        Buffer::Number(number) => (number, false),
    };
    (Some(preset.allowance.limit.into()), Some(buffer.into()), is_share)
}

#[component]
fn WindowGroup(form: Form) -> impl IntoView {
    let draft = form.draft;
    let names = windows().into_iter().zip(["spanRolling", "spanPacific", "spanLocal"]);
    let names: Vec<_> =
        names.map(|((_, source), name)| format!("{} ({})", text(name, &[]), source_words(source))).collect();
    let as_draft = |window: Window| Draft::of(&Settings { window, ..Settings::default() });
    let chosen = Signal::derive(move || {
        draft.with(|draft| {
            windows().into_iter().position(|(window, _)| {
                let preset = as_draft(window);
                preset.weekday == draft.weekday
                    && (draft.weekday.is_none()
                        || (preset.minute, &preset.zone) == (draft.minute, &draft.zone))
            })
        })
    });
    let choose = move |at: usize| {
        if let Some((window, _)) = windows().into_iter().nth(at) {
            let preset = as_draft(window);
            draft.update(|draft| {
                (draft.weekday, draft.minute) = (preset.weekday, preset.minute);
                draft.zone = preset.zone;
            });
        }
    };
    let weekday = Signal::derive(move || {
        draft.with(|draft| Weekday::ALL.iter().position(|day| Some(*day) == draft.weekday))
    });
    let rolling = Memo::new(move |_| draft.with(|draft| draft.weekday.is_none()));
    view! {
        <Group form title=text("settingsWindow", &[]) told=text("settingsWindowTold", &[])>
            <Choice name=text("settingsWindowKind", &[]) options=names chosen set=choose wide=true/>
            <div class="group__more" hidden=rolling>
                <Choice name=text("settingsWeekday", &[]) options=weekday_names() chosen=weekday
                    set=move |at| draft.update(|draft| draft.weekday = Weekday::ALL.get(at).copied())/>
                <TimeField form field=Field::Minute name=text("settingsMinute", &[]) get=|draft| draft.minute set=|draft, minute| draft.minute = minute/>
                <Typed form field=Field::Zone name=text("settingsZone", &[]) kind="text" placeholder=text("settingsZoneLocal", &[])
                    shown=|draft| draft.zone.clone() typed=|draft, zone| draft.zone = zone.to_owned()/>
            </div>
        </Group>
    }
}

#[component]
fn NoteGroup(form: Form) -> impl IntoView {
    view! {
        <Group form title=text("settingsNotes", &[]) told=text("settingsNotesTold", &[])>
            <NumberField form field=Field::NoteCharacters name=text("settingsNoteLength", &[]) get=|draft| draft.note_characters set=|draft, number| draft.note_characters = number/>
            <NumberField form field=Field::NotesAMonth name=text("settingsNotesMonth", &[]) get=|draft| draft.notes_a_month set=|draft, number| draft.notes_a_month = number/>
        </Group>
    }
}

#[component]
fn WorkGroup(form: Form) -> impl IntoView {
    let draft = form.draft;
    let day = move |(at, name): (usize, String)| {
        let on = Signal::derive(move || draft.with(|draft| draft.days[at]));
        view! { <Check name on set=move |on| draft.update(|draft| draft.days[at] = on)/> }
    };
    let wrong = Memo::new(move |_| form.problem(Field::Days));
    view! {
        <Group form title=text("settingsWork", &[]) told=text("settingsWorkTold", &[])>
            <div class="days" role="group" aria-label=text("settingsDays", &[])>{weekday_names().into_iter().enumerate().map(day).collect_view()}</div>
            <p class="field__problem" role="alert">{move || wrong.get()}</p>
            <TimeField form field=Field::From name=text("settingsFrom", &[]) get=|draft| draft.from set=|draft, minute| draft.from = minute/>
            <TimeField form field=Field::To name=text("settingsTo", &[]) get=|draft| draft.to set=|draft, minute| draft.to = minute/>
            <NumberField form field=Field::BurstNumber name=text("settingsBurst", &[]) get=|draft| draft.burst_number set=|draft, number| draft.burst_number = number/>
            <NumberField form field=Field::BurstMinutes name=text("settingsBurstMinutes", &[]) get=|draft| draft.burst_minutes set=|draft, number| draft.burst_minutes = number/>
        </Group>
    }
}

#[component]
fn RampUpGroup(form: Form, shared: Shared) -> impl IntoView {
    let draft = form.draft;
    let on = Memo::new(move |_| draft.with(|draft| draft.ramp_up.is_some()));
    let turn = move |on: bool| {
        let now = shared.instrument.snapshot.with_untracked(|shown| shown.now);
        let plan = RampUp::proposed(now);
        let proposed = RampUpDraft {
            begun: now,
            first: Some(plan.first.into()),
            step: Some(plan.step.into()),
            weeks: Some(plan.weeks.into()),
        };
        draft.update(|draft| draft.ramp_up = on.then_some(proposed));
    };
    view! {
        <Group form title=text("settingsRampUp", &[]) told=text("settingsRampUpTold", &[])>
            <Check name=text("settingsRampUpOn", &[]) on set=turn/>
            <div class="group__more" hidden=move || !on.get()>
                <NumberField form field=Field::RampUpFirst name=text("settingsRampUpFirst", &[]) get=|draft| draft.ramp_up.as_ref().and_then(|plan| plan.first)
                    set=|draft, number| if let Some(plan) = &mut draft.ramp_up { plan.first = number }/>
                <NumberField form field=Field::RampUpStep name=text("settingsRampUpStep", &[]) get=|draft| draft.ramp_up.as_ref().and_then(|plan| plan.step)
                    set=|draft, number| if let Some(plan) = &mut draft.ramp_up { plan.step = number }/>
                <NumberField form field=Field::RampUpWeeks name=text("settingsRampUpWeeks", &[]) get=|draft| draft.ramp_up.as_ref().and_then(|plan| plan.weeks)
                    set=|draft, number| if let Some(plan) = &mut draft.ramp_up { plan.weeks = number }/>
            </div>
        </Group>
    }
}

#[component]
fn WarningGroup(form: Form) -> impl IntoView {
    let draft = form.draft;
    let check = move |warning| {
        let on = Signal::derive(move || draft.with(|draft| !draft.warnings_off.contains(&warning)));
        let set = move |on: bool| {
            draft.update(|draft| {
                draft.warnings_off.retain(|off| *off != warning);
                if !on {
                    draft.warnings_off.push(warning);
                }
            })
        };
        view! { <Check name=warning_words(warning) on set/> }
    };
    view! {
        <Group form title=text("settingsWarnings", &[]) told=text("settingsWarningsTold", &[])>
            <div class="checks">{WARNINGS.map(check).collect_view()}</div>
        </Group>
    }
}

#[component]
fn OtherGroup(form: Form) -> impl IntoView {
    let draft = form.draft;
    let in_mail = Memo::new(move |_| draft.with(|draft| draft.in_mail.is_some()));
    let messages = Memo::new(move |_| draft.with(|draft| draft.messages.is_some()));
    let turn_in_mail = move |on: bool| {
        let choice = InMailChoice::of(InMailPlan::PremiumCareer);
        let proposed =
            InMailDraft { credits: Some(choice.credits.into()), renews: Some(choice.renews.into()) };
        draft.update(|draft| draft.in_mail = on.then_some(proposed));
    };
    let turn_messages = move |on: bool| {
        draft.update(|draft| {
            draft.messages = on.then_some(MessagesDraft { a_day: Some(PROPOSED_MESSAGES.into()) })
        })
    };
    view! {
        <Group form title=text("settingsOther", &[]) told=text("settingsOtherTold", &[])>
            <Check name=text("settingsInMail", &[]) on=in_mail set=turn_in_mail/>
            <div class="group__more" hidden=move || !in_mail.get()>
                <NumberField form field=Field::InMailCredits name=text("settingsInMailCredits", &[]) get=|draft| draft.in_mail.as_ref().and_then(|one| one.credits)
                    set=|draft, number| if let Some(one) = &mut draft.in_mail { one.credits = number }/>
                <NumberField form field=Field::InMailRenews name=text("settingsInMailRenews", &[]) get=|draft| draft.in_mail.as_ref().and_then(|one| one.renews)
                    set=|draft, number| if let Some(one) = &mut draft.in_mail { one.renews = number }/>
            </div>
            <Check name=text("settingsMessages", &[]) on=messages set=turn_messages/>
            <div class="group__more" hidden=move || !messages.get()>
                <NumberField form field=Field::MessagesADay name=text("settingsMessagesDay", &[]) get=|draft| draft.messages.as_ref().and_then(|one| one.a_day)
                    set=|draft, number| if let Some(one) = &mut draft.messages { one.a_day = number }/>
            </div>
        </Group>
    }
}
