//! The fields of the settings: each with its sentence, and with what is wrong beside it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::i18n::{lower, text};
use crate::domain::draft::{Draft, Field, Mistake, Number};
use crate::domain::template::is_found;

use super::settings_words::problem_words;

/// The form: what stands in it, what is wrong with that, and what is looked for in it.
#[derive(Clone, Copy)]
pub struct Form {
    /// What stands in it.
    pub draft: RwSignal<Draft>,
    /// What is wrong.
    pub mistakes: Memo<Vec<Mistake>>,
    /// What is looked for.
    pub query: RwSignal<String>,
}

impl Form {
    /// What is wrong with a field, in words.
    pub fn problem(self, field: Field) -> Option<String> {
        self.mistakes.with(|mistakes| {
            mistakes
                .iter()
                .find(|mistake| mistake.field == field)
                .map(|mistake| problem_words(mistake.problem))
        })
    }
}

/// Some settings that belong together. It hides while something else is looked for.
#[component]
pub fn Group(
    /// The form.
    form: Form,
    /// The heading.
    title: String,
    /// What it is about, and where its figures come from.
    told: String,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let group: NodeRef<html::Fieldset> = NodeRef::new();
    // All that can be read in it, the names of fields and options too.
    let hidden = move || {
        let words = group.get().and_then(|group| group.text_content()).unwrap_or_default();
        !form.query.with(|query| is_found(query, &words, lower))
    };
    view! {
        <fieldset class="group" hidden=hidden node_ref=group>
            <legend class="group__title">{title}</legend>
            <p class="group__told">{told}</p>
            <div class="group__fields">{children()}</div>
        </fieldset>
    }
}

/// A field with what is wrong beside it.
#[component]
pub fn Typed(
    /// The form.
    form: Form,
    /// Which field it is.
    field: Field,
    /// What it is called.
    name: String,
    /// What kind of `input` it is.
    kind: &'static str,
    /// Whether a number is to be typed.
    #[prop(optional)]
    numeric: bool,
    /// What stands there instead of nothing.
    #[prop(optional)]
    placeholder: String,
    /// What stands in it.
    shown: impl Fn(&Draft) -> String + Send + Sync + 'static,
    /// Takes in what was typed.
    typed: impl Fn(&mut Draft, &str) + 'static,
) -> impl IntoView {
    let id = format!("field-{field:?}");
    let problem = format!("{id}-problem");
    let wrong = Memo::new(move |_| form.problem(field));
    view! {
        <div class="field" class:field--wrong=move || wrong.with(Option::is_some)>
            <label class="field__label" for=id.clone()>{name}</label>
            <input class="field__box" id=id type=kind inputmode=numeric.then_some("numeric") autocomplete="off" placeholder=placeholder
                aria-invalid=move || wrong.with(Option::is_some).to_string() aria-describedby=problem.clone()
                prop:value=move || form.draft.with(&shown)
                on:change=move |event| form.draft.update(|draft| typed(draft, event_target_value(&event).trim()))/>
            <p class="field__problem" id=problem role="alert">{move || wrong.get()}</p>
        </div>
    }
}

/// A field for a number.
#[component]
pub fn NumberField(
    /// The form.
    form: Form,
    /// Which field it is.
    field: Field,
    /// What it is called.
    name: String,
    /// What stands in it.
    get: fn(&Draft) -> Number,
    /// Puts something into it.
    set: fn(&mut Draft, Number),
) -> impl IntoView {
    let shown = move |draft: &Draft| {
        get(draft).filter(|number| !number.is_nan()).map(|number| number.to_string()).unwrap_or_default()
    };
    let typed = move |draft: &mut Draft, value: &str| {
        set(draft, (!value.is_empty()).then(|| JsValue::from_str(value).unchecked_into_f64()));
    };
    view! { <Typed form field name kind="text" numeric=true shown typed/> }
}

/// A field for a time of day.
#[component]
pub fn TimeField(
    /// The form.
    form: Form,
    /// Which field it is.
    field: Field,
    /// What it is called.
    name: String,
    /// The minute of the day that stands in it.
    get: fn(&Draft) -> Number,
    /// Puts one into it.
    set: fn(&mut Draft, Number),
) -> impl IntoView {
    let shown = move |draft: &Draft| {
        // The end of a day is shown as its last minute.
        let minute = get(draft).unwrap_or_default().clamp(0.0, 1439.0) as u32;
        format!("{:02}:{:02}", minute / 60, minute % 60)
    };
    let typed = move |draft: &mut Draft, value: &str| {
        let minute = value.split_once(':').and_then(|(hours, minutes)| {
            Some(hours.parse::<u32>().ok()? * 60 + minutes.get(..2)?.parse::<u32>().ok()?)
        });
        // The last minute of a day is taken for its end.
        let minute = minute.map(|minute| if field == Field::To && minute >= 1439 { 1440 } else { minute });
        set(draft, minute.map(f64::from));
    };
    view! { <Typed form field name kind="time" shown typed/> }
}

/// A choice that is on or off.
#[component]
pub fn Check(
    /// What it is called.
    name: String,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Turns it on or off.
    set: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=on on:change=move |event| set(event_target_checked(&event))/>
            <span>{name}</span>
        </label>
    }
}

/// A choice of one of several.
#[component]
pub fn Choice(
    /// What it is called.
    name: String,
    /// What can be chosen.
    options: Vec<String>,
    /// The one that is, from 0; nothing if it is none of them.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Chooses another.
    set: impl Fn(usize) + 'static,
    /// Whether its words need a line of their own.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    let value = move || chosen.get().map_or_else(|| "other".to_owned(), |at| at.to_string());
    let option = |(at, name): (usize, String)| view! { <option value=at.to_string() selected=move || chosen.get() == Some(at)>{name}</option> };
    view! {
        <label class="field" class:field--wide=wide>
            <span class="field__label">{name}</span>
            <select class="field__box" prop:value=value on:change=move |event| if let Ok(at) = event_target_value(&event).parse() { set(at) }>
                {options.into_iter().enumerate().map(option).collect_view()}
                <option value="other" hidden=move || chosen.get().is_some() selected=move || chosen.get().is_none()>{text("choiceOther", &[])}</option>
            </select>
        </label>
    }
}
