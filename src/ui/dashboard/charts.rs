//! The charts: drawings with a table behind each, whose numbers open the invitations that they count.

use leptos::prelude::*;

use crate::browser::i18n::{date, digits, text};
use crate::domain::statistics::Filter;
use crate::domain::time::Timestamp;

use super::Shared;

/// What a number of a chart is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// In words.
    Words(String),
    /// A day.
    Day(Timestamp),
    /// The week that begins on a day.
    Week(Timestamp),
}

impl Label {
    /// It in words.
    pub fn words(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Day(day) => date(*day),
            Self::Week(day) => text("weekOf", &[&date(*day)]),
        }
    }
}

/// A number of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What it is about.
    pub label: Label,
    /// The number.
    pub number: u32,
    /// What leaves the invitations that it counts; nothing where none are sent yet.
    pub filter: Option<Filter>,
}

impl Point {
    /// Shows the invitations that it counts, if there are any.
    fn open(&self, shared: Shared) {
        if let Some(filter) = self.filter.filter(|_| self.number > 0) {
            shared.open(self.label.words(), filter);
        }
    }
}

/// A chart: its heading, what it tells in a sentence, the drawing, the table.
#[component]
pub fn Chart(
    /// What all parts share.
    shared: Shared,
    /// The heading.
    title: String,
    /// What it tells, in a sentence.
    #[prop(into)]
    told: Signal<String>,
    /// The numbers, for the table.
    points: Memo<Vec<Point>>,
    /// The drawing.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section class="chart">
            <h2 class="chart__title">{title.clone()}</h2>
            <p class="chart__told">{told}</p>
            <div class="chart__drawing">{children()}</div>
            <details class="chart__behind" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>{text("chartTable", &[])}</summary>
                {move || open.get().then(|| view! { <Numbers shared points title=title.clone()/> })}
            </details>
        </section>
    }
}

/// The numbers of a chart as a table.
#[component]
fn Numbers(shared: Shared, points: Memo<Vec<Point>>, title: String) -> impl IntoView {
    let row = move |point: Point| {
        view! {
            <tr>
                <th scope="row">{point.label.words()}</th>
                <td><Figure shared point/></td>
            </tr>
        }
    };
    let name = title.clone();
    view! {
        <div class="chart__table" tabindex="0" role="region" aria-label=name>
            <table>
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{text("chartWhat", &[])}</th><th scope="col">{text("chartNumber", &[])}</th></tr></thead>
                <tbody>{move || points.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A number that opens the invitations behind it.
#[component]
fn Figure(shared: Shared, point: Point) -> impl IntoView {
    let Point { label, number, filter } = point;
    let Some(filter) = filter.filter(|_| number > 0) else {
        return view! { <span class="figure figure--none">{digits(number)}</span> }.into_any();
    };
    let words = label.words();
    let name = text("figureOpen", &[&digits(number), &words]);
    view! {
        <button type="button" class="figure" aria-label=name on:click=move |_| shared.open(words.clone(), filter)>{digits(number)}</button>
    }
    .into_any()
}

/// Columns beside each other, with lines across.
#[component]
pub fn Columns(
    /// What all parts share.
    shared: Shared,
    /// The numbers.
    points: Memo<Vec<Point>>,
    /// Lines across, each with its name as the style sheet knows it.
    #[prop(into)]
    lines: Signal<Vec<(u32, &'static str)>>,
) -> impl IntoView {
    let top = move || {
        let most = points.with(|points| points.iter().map(|point| point.number).max().unwrap_or_default());
        f64::from(lines.get().iter().map(|(at, _)| *at).max().unwrap_or_default().max(most).max(1)) * 1.05
    };
    let width = move || points.with(|points| points.len() * 10);
    let column = move |(index, point): (usize, Point)| {
        let height = 100.0 * f64::from(point.number) / top();
        let height = if point.number == 0 { 0.75 } else { height.max(1.5) };
        let class = if point.number == 0 { "columns__none" } else { "columns__some" };
        let open = move |_| point.open(shared);
        view! { <rect class=class x=index * 10 + 1 y=100.0 - height width="8" height=height on:click=open/> }
    };
    let across = move |(at, name): (u32, &'static str)| {
        let y = 100.0 - 100.0 * f64::from(at) / top();
        view! { <line class="columns__line" data-line=name x1="0" x2=width() y1=y y2=y/> }
    };
    view! {
        <div class="columns" style:max-inline-size=move || format!("{}rem", 4 * points.with(Vec::len))>
            <svg viewBox=move || format!("0 0 {} 100", width()) preserveAspectRatio="none" aria-hidden="true">
                {move || points.get().into_iter().enumerate().map(column).collect_view()}
                {move || lines.get().into_iter().map(across).collect_view()}
            </svg>
            {move || lines.get().into_iter().map(|(at, name)| view! {
                <span class="columns__mark" data-line=name style:inset-block-end=format!("{}%", 100.0 * f64::from(at) / top())>{digits(at)}</span>
            }).collect_view()}
        </div>
        <div class="chart__ends" aria-hidden="true" style:max-inline-size=move || format!("{}rem", 4 * points.with(Vec::len))>
            <span>{move || points.with(|points| points.first().map(|point| point.label.words()))}</span>
            <span>{move || points.with(|points| points.last().map(|point| point.label.words()))}</span>
        </div>
    }
}

/// Squares in rows, the darker the more.
#[component]
pub fn Squares(
    /// What all parts share.
    shared: Shared,
    /// The numbers, column by column from the top.
    points: Memo<Vec<Point>>,
    /// How many rows there are.
    rows: usize,
    /// What stands before the rows.
    names: Vec<String>,
) -> impl IntoView {
    let most = move || {
        points.with(|points| points.iter().map(|point| point.number).max().unwrap_or_default().max(1))
    };
    let columns = move || points.with(|points| points.len().div_ceil(rows));
    let square = move |(index, point): (usize, Point)| {
        let depth = (u64::from(point.number) * 4).div_ceil(u64::from(most()));
        let open = move |_| point.open(shared);
        view! {
            <rect class="squares__square" data-depth=depth x=index / rows * 12 + 1 y=index % rows * 12 + 1
                width="10" height="10" rx="2" on:click=open/>
        }
    };
    view! {
        <div class="squares">
            <div class="squares__names" aria-hidden="true">{names.into_iter().map(|name| view! { <span>{name}</span> }).collect_view()}</div>
            <svg viewBox=move || format!("0 0 {} {}", columns() * 12, rows * 12) aria-hidden="true">
                {move || points.get().into_iter().enumerate().map(square).collect_view()}
            </svg>
        </div>
    }
}

/// Numbers under each other, each with its bar. It is its own table.
#[component]
pub fn Bars(
    /// What all parts share.
    shared: Shared,
    /// The heading.
    title: String,
    /// The numbers.
    points: Memo<Vec<Point>>,
) -> impl IntoView {
    let most = move || {
        points.with(|points| points.iter().map(|point| point.number).max().unwrap_or_default().max(1))
    };
    let row = move |point: Point| {
        let share = 100.0 * f64::from(point.number) / f64::from(most());
        view! {
            <li class="bars-list__row">
                <span class="bars-list__label">{point.label.words()}</span>
                <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar__track" width="100" height="4"/><rect class="bar__fill" width=share height="4"/>
                </svg>
                <Figure shared point/>
            </li>
        }
    };
    view! {
        <section class="chart" data-room="comfortable">
            <h2 class="chart__title">{title}</h2>
            <ul class="bars-list">{move || points.get().into_iter().map(row).collect_view()}</ul>
            {move || points.with(Vec::is_empty).then(|| view! { <p class="chart__told">{text("chartNothing", &[])}</p> })}
        </section>
    }
}
