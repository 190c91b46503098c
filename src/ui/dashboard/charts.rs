//! The charts: a heading, what they tell, the drawing, the table behind it. Every number opens the invitations that it
//! counts.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::i18n::{date, date_span, digits, text};
use crate::domain::statistics::Filter;
use crate::domain::time::Timestamp;

use super::Shared;
use super::plot::{Drawing, Plot, Ticks};

/// What a number of a chart is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// In words.
    Words(String),
    /// A day, by an instant of it.
    Day(Timestamp),
    /// The days from the first instant up to the second, which belongs to them no longer.
    Days(Timestamp, Timestamp),
}

impl Label {
    /// It in words.
    pub fn words(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Day(day) => date(*day),
            Self::Days(first, _) => date_span(*first, self.last()),
        }
    }

    /// An instant of its last day.
    pub fn last(&self) -> Timestamp {
        match self {
            Self::Words(_) => Timestamp::default(),
            Self::Day(day) => *day,
            Self::Days(_, end) => end.minus(Duration::from_millis(1)),
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
    pub fn open(&self, shared: Shared) {
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
    /// The numbers.
    points: Memo<Vec<Point>>,
    /// How they are drawn.
    drawing: Drawing,
    /// What stands below the drawing.
    ticks: Ticks,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let pointed: RwSignal<Option<usize>> = RwSignal::new(None);
    let read = move || {
        let at = pointed.get()?;
        let point = points.with(|points| points.get(at).cloned())?;
        Some(view! { {point.label.words()}" "<b>{digits(point.number)}</b> })
    };
    view! {
        <section class="chart">
            <div class="chart__head">
                <h2 class="chart__title">{title.clone()}</h2>
                <p class="chart__read" role="status">{read}</p>
            </div>
            <p class="chart__told">{told}</p>
            <Plot shared title=title.clone() points pointed drawing ticks/>
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
