//! The planner: so many invitations by a day, and whether that is possible.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::browser::i18n::{date, digits, plural, text};
use crate::browser::zone::Platform;
use crate::domain::forecast::{Plan, PlannedDay, Wish, plan};
use crate::domain::time::Timestamp;
use crate::domain::zone::{LocalDay, Utc, Zone};

use super::Shared;
use super::charts::{Figures, Label, Point, chart};
use super::plot::days;

/// The planner.
#[component]
pub fn Planner(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let now = shared.instrument.snapshot.with_untracked(|shown| shown.now);
    let number = RwSignal::new(60u32);
    let by = RwSignal::new(LocalDay::at(now, &Zone::Local, &Platform).unwrap_or(LocalDay(0)).plus(13));
    let planned = Memo::new(move |_| {
        let by = by.get().begins(&Zone::Local, &Platform)?;
        let wish = Wish { number: number.get(), by };
        shared.instrument.snapshot.with(|shown| {
            let settings = &shown.stored.settings;
            let ledger = &shown.stored.ledger;
            plan(shown.now, wish, settings.allowance, &settings.window, &settings.working, ledger, &Platform)
        })
    });
    let figures = Memo::new(move |_| {
        planned.with(|plan| plan.as_ref().map(|plan| figures(plan, number.get())).unwrap_or_default())
    });
    let typed = move |event| {
        if let Ok(typed @ 1..=10_000) = event_target_value(&event).parse() {
            number.set(typed);
        }
    };
    let chosen = move |event| {
        // A date field has its day begin by UTC. While no whole date stands there, it has no number.
        let at = Timestamp::try_from(event_target::<HtmlInputElement>(&event).value_as_number());
        if let Some(day) = at.ok().and_then(|at| LocalDay::at(at, &Zone::Local, &Utc)) {
            by.set(day);
        }
    };
    view! {
        <section class="planner">
            <h2 class="section__title">{text("partPlanner", &[])}</h2>
            <div class="planner__wish">
                <label class="field"><span class="field__label">{text("planNumber", &[])}</span>
                    <input class="field__box" type="number" min="1" max="10000" prop:value=move || number.get() on:input=typed/></label>
                <label class="field"><span class="field__label">{text("planBy", &[])}</span>
                    <input class="field__box" type="date" prop:valueAsNumber=move || by.get().begins(&Zone::Local, &Utc).map(f64::from) on:input=chosen/></label>
            </div>
            <div class="planner__answer" role="status" data-possible=move || planned.with(|plan| plan.as_ref().is_some_and(|plan| plan.possible).to_string())>
                <p class="planner__verdict">{move || planned.with(|plan| verdict(plan.as_ref()))}</p>
                <p>{move || planned.with(|plan| plan.as_ref().and_then(|plan| plan.crosses_line).map(crosses))}</p>
            </div>
            {chart(shared, text("planDays", &[]), Vec::new(), days, figures)}
        </section>
    }
}

fn verdict(plan: Option<&Plan>) -> String {
    match plan {
        Some(plan) if plan.possible => plural("planPossible", plan.a_day),
        Some(plan) => plural("planImpossible", plan.most),
        None => text("chartNothing", &[]),
    }
}

fn crosses(at: Timestamp) -> String {
    text("planCrosses", &[&date(at)])
}

/// The days of a plan for that number.
fn figures(plan: &Plan, number: u32) -> Figures {
    let point = |day: &PlannedDay| Point { label: Label::Day(day.ends), number: day.number, filter: None };
    let days = u32::try_from(plan.days.len()).unwrap_or(u32::MAX);
    let told = text("planTold", &[&digits(number.min(plan.most)), &plural("days", days)]);
    Figures { points: plan.days.iter().map(point).collect(), told, ..Figures::default() }
}
