//! `chrome.i18n`: the texts of `_locales`, in the user's language, and the plural forms of it.

use js_sys::{Array, Date, JsString, Number, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::domain::time::Timestamp;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn get_message(name: &str, substitutions: Array) -> String;

    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = language)]
    static LANGUAGE: JsValue;
}

/// The text of that name, with its placeholders filled. Empty if there is none, which a test excludes.
pub fn text(name: &str, filled: &[&str]) -> String {
    get_message(name, filled.iter().copied().map(JsValue::from).collect())
}

/// The text for a number of things: `name_one`, `name_other` and so on, as the language has it. The number, in
/// the language's digits, is the first placeholder.
pub fn plural(name: &str, number: u32) -> String {
    let form = PLURAL_RULES.with(|rules| rules.select(f64::from(number)).as_string().unwrap_or_default());
    let digits = digits(number);
    let exact = text(&format!("{name}_{form}"), &[&digits]);
    // A language may have more forms than a text needs.
    if exact.is_empty() { text(&format!("{name}_other"), &[&digits]) } else { exact }
}

/// A text in lower case.
pub fn lower(text: &str) -> String {
    // The letters of all languages, and what reads them, are 17 kB, which the platform has already.
    JsString::from(text).to_lower_case().into()
}

/// A whole number in the language's digits.
pub fn digits(number: u32) -> String {
    // As each language of the texts has it, which a test holds. The platform's format is dear: with the plural rules
    // it takes a megabyte.
    if number < 1000 { number.to_string() } else { NUMBER_FORMAT.with(|format| format.format(number)) }
}

/// A number as an attribute of a drawing has it. Rust's own way brings tables.
pub fn plain(number: f64) -> String {
    Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from)
}

/// The language of the texts, as a BCP 47 tag.
pub fn language() -> String {
    text("language", &[])
}

/// The language that the user prefers, as a BCP 47 tag. It may be another than that of the texts.
pub fn preferred() -> String {
    LANGUAGE.with(JsValue::as_string).unwrap_or_default()
}

/// The language of the texts as it is written where the user lives: for times and numbers.
fn locale() -> String {
    let (own, texts) = (preferred(), language());
    let base = |tag: &str| tag.split('-').next().map(str::to_owned);
    if base(&own) == base(&texts) { own } else { texts }
}

/// The direction in which the texts are written, `ltr` or `rtl`. The browser's own may be another: it falls back to
/// these where there are none in its language.
pub fn direction() -> String {
    text("direction", &[])
}

/// The time of day, in the language's way.
pub fn time_of_day(time: Timestamp) -> String {
    formatted(time, &[("timeStyle", "short")])
}

/// The name of the day of the week.
pub fn weekday(time: Timestamp) -> String {
    formatted(time, &[("weekday", "long")])
}

/// A day, with its month and year.
pub fn date(time: Timestamp) -> String {
    DATE_FORMAT.with(|format| format.format(time.into()))
}

/// The days from that of the one instant up to that of the other, with month and year.
pub fn date_span(first: Timestamp, last: Timestamp) -> String {
    DATE_FORMAT.with(|format| format.format_range(first.into(), last.into()))
}

const NEAR: &[(&str, &str)] = &[("month", "long"), ("day", "numeric")];

/// A day of these weeks: its month and no year.
pub fn date_near(time: Timestamp) -> String {
    formatted(time, NEAR)
}

/// The days from that of the one instant up to that of the other, of these weeks.
pub fn date_span_near(first: Timestamp, last: Timestamp) -> String {
    format_of(NEAR).format_range(first.into(), last.into())
}

/// A day with that of its week.
pub fn day(time: Timestamp) -> String {
    formatted(time, &[("dateStyle", "full")])
}

/// A day of these weeks, with a short name of the month.
pub fn date_short(time: Timestamp) -> String {
    formatted(time, &[("month", "short"), ("day", "numeric")])
}

/// The short name of the month.
pub fn month_short(time: Timestamp) -> String {
    formatted(time, &[("month", "short")])
}

/// The year.
pub fn year(time: Timestamp) -> String {
    formatted(time, &[("year", "numeric")])
}

/// A day and the time of day.
pub fn date_and_time(time: Timestamp) -> String {
    DATE_TIME_FORMAT.with(|format| format.format(time.into()))
}

/// The short name of the day of the week that it is by UTC: by no clock at `time` itself, but for a list of their names.
pub fn weekday_short(time: Timestamp) -> String {
    formatted(time, &[("weekday", "short"), ("timeZone", "UTC")])
}

/// The time of day that it is by UTC: by no clock at `time` itself, but for a list of the hours.
pub fn time_of_day_utc(time: Timestamp) -> String {
    formatted(time, &[("timeStyle", "short"), ("timeZone", "UTC")])
}

fn formatted(time: Timestamp, style: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (key, value) in style {
        // Setting a text on a plain object can't fail.
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    Date::new(&f64::from(time).into()).to_locale_string(&locale(), &options).into()
}

#[wasm_bindgen]
extern "C" {
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> JsValue;

    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: u32) -> String;
}

#[wasm_bindgen]
extern "C" {
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &Object) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, millis: f64) -> String;
    #[wasm_bindgen(method, js_name = formatRange)]
    fn format_range(this: &DateTimeFormat, first: f64, last: f64) -> String;
}

fn format_of(style: &[(&str, &str)]) -> DateTimeFormat {
    let options = Object::new();
    for (key, value) in style {
        // Setting a text on a plain object can't fail.
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    DateTimeFormat::new(&locale(), &options)
}

thread_local! {
    static DATE_FORMAT: DateTimeFormat = format_of(&[("dateStyle", "medium")]);
    static DATE_TIME_FORMAT: DateTimeFormat = format_of(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    static PLURAL_RULES: PluralRules = PluralRules::new(&language());
    static NUMBER_FORMAT: NumberFormat = NumberFormat::new(&locale());
}
