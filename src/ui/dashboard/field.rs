//! The fields of the settings: each with its sentence, and with what is wrong beside it. They are drawn from a table:
//! to the compiler each part of a page is a type of its own otherwise, with all that is to be done for it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::i18n::{lower, plain, text};
use crate::browser::zone::Platform;
use crate::domain::draft::{Choice, Draft, Field, Mistake, Switch};
use crate::domain::preset::allowances;
use crate::domain::settings::Settings;
use crate::domain::template::is_found;
use crate::ui::page::Snapshot;
use crate::ui::parts::Drawn;

use super::overview::weekday_names;
use super::settings_words::{WARNINGS, choice_words, preset_words, problem_words, warning_words};

/// The form: what stands in it, what that makes of the settings, and what is looked for in it.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is stored.
    pub snapshot: RwSignal<Snapshot>,
    /// What stands in the form.
    pub draft: RwSignal<Draft>,
    /// The settings that it makes, or what is wrong.
    pub checked: Memo<Result<Settings, Vec<Mistake>>>,
    /// What is looked for.
    pub query: RwSignal<String>,
    /// Whether it is said that what stands in it was saved.
    pub said: RwSignal<bool>,
}

impl Form {
    /// The form for what is stored.
    pub fn new(snapshot: RwSignal<Snapshot>) -> Self {
        let draft = RwSignal::new(snapshot.with_untracked(|shown| Draft::of(&shown.stored.settings)));
        let checked = Memo::new(move |_| {
            snapshot.with(|shown| draft.with(|draft| draft.check(&shown.stored.settings, &Platform)))
        });
        Self { snapshot, draft, checked, query: RwSignal::new(String::new()), said: RwSignal::new(false) }
    }

    /// The form as it would be for what is stored now.
    pub fn saved(self) -> Draft {
        self.snapshot.with(|shown| Draft::of(&shown.stored.settings))
    }

    /// Whether it holds anything that isn't stored.
    pub fn changed(self) -> bool {
        self.draft.with(|draft| *draft != self.saved())
    }

    /// Changes what stands in it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.said.set(false);
    }

    /// What is wrong with a field, in words.
    fn problem(self, field: Field) -> Option<String> {
        self.checked.with(|checked| {
            let mistake = checked.as_ref().err()?.iter().find(|mistake| mistake.field == field)?;
            Some(problem_words(mistake.problem))
        })
    }
}

/// What stands in a group, each with the name of its text.
#[derive(Clone, Copy)]
pub enum Row {
    /// A field in which something is typed.
    Typed(Field, &'static str),
    /// A choice that is on or off.
    Check(Switch, &'static str),
    /// A choice of one of several.
    Choice(Choice, &'static str),
    /// What is said of limit and line, to be taken over.
    Presets(&'static str),
    /// The days of work.
    Days(&'static str),
    /// All warnings.
    Warnings,
    /// What shows only while something holds.
    More(fn(&Draft) -> bool, &'static [Row]),
}

/// Some settings that belong together. It hides while something else is looked for.
pub fn group(form: Form, title: &str, told: &str, rows: &'static [Row]) -> AnyView {
    let group: NodeRef<html::Fieldset> = NodeRef::new();
    // All that can be read in it, the names of fields and options too.
    let hidden = move || {
        let words = group.get().and_then(|group| group.text_content()).unwrap_or_default();
        !form.query.with(|query| is_found(query, &words, lower))
    };
    view! {
        <fieldset class="group" hidden=hidden node_ref=group>
            <legend class="group__title">{text(title, &[])}</legend>
            <p class="group__told">{text(told, &[])}</p>
            <div class="group__fields">{drawn(form, rows)}</div>
        </fieldset>
    }
    .drawn()
}

fn drawn(form: Form, rows: &'static [Row]) -> Vec<AnyView> {
    rows.iter().map(|row| row.drawn(form)).collect()
}

impl Row {
    fn drawn(self, form: Form) -> AnyView {
        match self {
            Self::Typed(field, name) => typed(form, field, text(name, &[])),
            Self::Check(switch, name) => check(form, switch, text(name, &[])),
            Self::Choice(choice, name) => one_of(form, choice, text(name, &[])),
            Self::Presets(name) => {
                let presets: Vec<_> = (0..4).map(|at| preset(form, at)).collect();
                view! { <div class="presets" role="group" aria-label=text(name, &[])>{presets}</div> }.drawn()
            }
            Self::Days(name) => {
                let days = weekday_names().into_iter().enumerate();
                let days: Vec<_> = days.map(|(at, name)| check(form, Switch::Day(at), name)).collect();
                view! {
                    <div class="days" role="group" aria-label=text(name, &[])>{days}</div>
                    <p class="field__problem" role="alert">{move || form.problem(Field::Days)}</p>
                }
                .drawn()
            }
            Self::Warnings => {
                let warnings = WARNINGS.map(|one| check(form, Switch::Warning(one), warning_words(one)));
                view! { <div class="checks">{Vec::from(warnings)}</div> }.drawn()
            }
            Self::More(holds, rows) => view! {
                <div class="group__more" hidden=move || !form.draft.with(holds)>{drawn(form, rows)}</div>
            }
            .drawn(),
        }
    }
}

/// A field with what is wrong beside it.
fn typed(form: Form, field: Field, name: String) -> AnyView {
    let id = format!("field-{field:?}");
    let problem = format!("{id}-problem");
    let (kind, numeric) = match field {
        Field::Minute | Field::From | Field::To => ("time", None),
        Field::Zone => ("text", None),
        _ => ("text", Some("numeric")),
    };
    let placeholder = if field == Field::Zone { text("settingsZoneLocal", &[]) } else { String::new() };
    let wrong = move || form.problem(field).is_some();
    view! {
        <div class=move || if wrong() { "field field--wrong" } else { "field" }>
            <label class="field__label" for=id.clone()>{name}</label>
            <input class="field__box" id=id type=kind inputmode=numeric autocomplete="off" placeholder=placeholder
                aria-invalid=move || wrong().to_string() aria-describedby=problem.clone()
                prop:value=move || form.draft.with(|draft| shown(draft, field))
                on:change=move |event| form.change(|draft| take(draft, field, event_target_value(&event).trim()))/>
            <p class="field__problem" id=problem role="alert">{move || form.problem(field)}</p>
        </div>
    }
    .drawn()
}

/// What stands in a field.
fn shown(draft: &Draft, field: Field) -> String {
    let number = draft.number(field);
    match field {
        Field::Minute | Field::From | Field::To => {
            // The end of a day is shown as its last minute.
            let minute = number.unwrap_or_default().clamp(0.0, 1439.0) as u32;
            format!("{:02}:{:02}", minute / 60, minute % 60)
        }
        Field::Zone => draft.zone.clone(),
        _ => number.filter(|number| !number.is_nan()).map(plain).unwrap_or_default(),
    }
}

/// Takes in what was typed.
fn take(draft: &mut Draft, field: Field, typed: &str) {
    match field {
        Field::Minute | Field::From | Field::To => {
            let minute = typed.split_once(':').and_then(|(hours, minutes)| {
                Some(hours.parse::<u32>().ok()? * 60 + minutes.get(..2)?.parse::<u32>().ok()?)
            });
            // The last minute of a day is taken for its end.
            let minute =
                minute.map(|minute| if field == Field::To && minute >= 1439 { 1440 } else { minute });
            draft.set_number(field, minute.map(f64::from));
        }
        Field::Zone => typed.clone_into(&mut draft.zone),
        _ => {
            let number = (!typed.is_empty()).then(|| JsValue::from_str(typed).unchecked_into_f64());
            draft.set_number(field, number);
        }
    }
}

/// A choice that is on or off.
fn check(form: Form, switch: Switch, name: String) -> AnyView {
    let turn = move |event| {
        let now = form.snapshot.with_untracked(|shown| shown.now);
        form.change(|draft| draft.turn(switch, event_target_checked(&event), now));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || form.draft.with(|draft| draft.is_on(switch)) on:change=turn/>
            <span>{name}</span>
        </label>
    }
    .drawn()
}

/// A choice of one of several.
fn one_of(form: Form, choice: Choice, name: String) -> AnyView {
    let chosen = move || form.draft.with(|draft| draft.chosen(choice));
    let value = move || chosen().map_or_else(|| "other".to_owned(), |at| at.to_string());
    let option = |(at, name): (usize, String)| {
        view! { <option value=at.to_string() selected=move || chosen() == Some(at)>{name}</option> }.drawn()
    };
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            form.change(|draft| draft.choose(choice, at));
        }
    };
    // The words of windows need a line of their own.
    let class = if choice == Choice::Window { "field field--wide" } else { "field" };
    view! {
        <label class=class>
            <span class="field__label">{name}</span>
            <select class="field__box" prop:value=value on:change=choose>
                {choice_words(choice).into_iter().enumerate().map(option).collect::<Vec<_>>()}
                <option value="other" hidden=move || chosen().is_some() selected=move || chosen().is_none()>{text("choiceOther", &[])}</option>
            </select>
        </label>
    }
    .drawn()
}

/// One of the presets for the account, from 0.
fn preset(form: Form, at: usize) -> AnyView {
    let preset = move |draft: &Draft| allowances(draft.account)[at];
    let in_force = move || form.draft.with(|draft| draft.has_allowance(&preset(draft).allowance)).to_string();
    let take = move |_| form.change(|draft| draft.set_allowance(&preset(draft).allowance));
    view! { <button type="button" class="preset" aria-pressed=in_force on:click=take>{move || preset_words(form.draft.with(preset))}</button> }
        .drawn()
}
