//! The charts: a heading, what they tell, the drawing, the table behind it. Every number opens the invitations that it
//! counts.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::i18n::{date, date_span, digits, text};
use crate::domain::statistics::{Filter, Series};
use crate::domain::time::Timestamp;
use crate::ui::parts::Drawn;

use super::Shared;
use super::plot::{Ticks, plot};
use crate::ui::note::bar;

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

/// What a chart shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The numbers.
    pub points: Vec<Point>,
    /// What they tell, in a sentence.
    pub told: String,
    /// The lines across its columns: at which number each, and under which name the style sheet knows it.
    pub lines: Vec<(u32, &'static str)>,
}

/// A chart: its heading, what it tells in a sentence, the drawing, the table. Its numbers are drawn as squares if there
/// are names for the rows of these, and else as columns.
pub fn chart(
    shared: Shared,
    title: String,
    names: Vec<String>,
    ticks: Ticks,
    figures: Memo<Figures>,
) -> AnyView {
    let open = RwSignal::new(false);
    let pointed = RwSignal::new(None);
    let read = move || {
        let at: usize = pointed.get()?;
        let figures = figures.read();
        let point = figures.points.get(at)?;
        Some(view! { {point.label.words()}" "<b>{digits(point.number)}</b> }.drawn())
    };
    view! {
        <section class="chart">
            <div class="chart__head">
                <h2 class="chart__title">{title.clone()}</h2>
                <p class="chart__read" role="status">{move || read()}</p>
            </div>
            <p class="chart__told">{move || figures.read().told.clone()}</p>
            {plot(shared, title.clone(), names, ticks, figures, pointed)}
            <details class="chart__behind" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>{text("chartTable", &[])}</summary>
                {move || open.get().then(|| table(shared, title.clone(), figures))}
            </details>
        </section>
    }
    .drawn()
}

/// The numbers of a chart as a table.
fn table(shared: Shared, title: String, figures: Memo<Figures>) -> AnyView {
    let row = move |point: &Point| {
        view! {
            <tr>
                <th scope="row">{point.label.words()}</th>
                <td>{figure(shared, point)}</td>
            </tr>
        }
        .drawn()
    };
    let name = title.clone();
    view! {
        <div class="chart__table" tabindex="0" role="region" aria-label=name>
            <table>
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">{text("chartWhat", &[])}</th><th scope="col">{text("chartNumber", &[])}</th></tr></thead>
                <tbody>{move || figures.read().points.iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .drawn()
}

/// A number that opens the invitations behind it.
fn figure(shared: Shared, point: &Point) -> AnyView {
    let number = digits(point.number);
    let Some(filter) = point.filter.filter(|_| point.number > 0) else {
        return view! { <span class="figure figure--none">{number}</span> }.drawn();
    };
    let words = point.label.words();
    let name = text("figureOpen", &[&number, &words]);
    view! {
        <button type="button" class="figure" aria-label=name on:click=move |_| shared.open(words.clone(), filter)>{number}</button>
    }
    .drawn()
}

/// Numbers under each other, each with its bar. It is its own table.
pub fn bars(shared: Shared, title: String, points: fn(&Series) -> Vec<Point>) -> AnyView {
    view! {
        <section class="chart" data-room="comfortable">
            <h2 class="chart__title">{title}</h2>
            {move || rows(shared, &points(&shared.history.series.read()))}
        </section>
    }
    .drawn()
}

fn rows(shared: Shared, points: &[Point]) -> AnyView {
    let most = points.iter().map(|point| point.number).max().unwrap_or_default().max(1);
    let row = |point: &Point| {
        view! {
            <li class="bars-list__row">
                <span class="bars-list__label">{point.label.words()}</span>
                {bar(point.number, most)}
                {figure(shared, point)}
            </li>
        }
        .drawn()
    };
    if points.is_empty() {
        return view! { <p class="chart__told">{text("chartNothing", &[])}</p> }.drawn();
    }
    view! { <ul class="bars-list">{points.iter().map(row).collect::<Vec<_>>()}</ul> }.drawn()
}
