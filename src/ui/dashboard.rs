//! The dashboard: the charts, the ledger as a table, the planner, the settings, and what can be done with all data.

use leptos::prelude::*;

use crate::browser::i18n::text;
use crate::domain::statistics::Filter;

use super::instrument::Instrument;
use super::page::{self, Snapshot};
use super::parts::{Drawn, click};
use book::Book;
use data::Data;
use history::{History, history};
use overview::Overview;
use planner::Planner;
use settings::SettingsForm;

mod book;
mod charts;
mod data;
mod field;
mod history;
mod line;
mod overview;
mod planner;
mod plot;
mod settings;
mod settings_words;

/// A part of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Overview,
    Ledger,
    Planner,
    Settings,
    Data,
}

impl Part {
    const ALL: [Self; 5] = [Self::Overview, Self::Ledger, Self::Planner, Self::Settings, Self::Data];

    fn name(self) -> String {
        match self {
            Self::Overview => text("partOverview", &[]),
            Self::Ledger => text("partLedger", &[]),
            Self::Planner => text("partPlanner", &[]),
            Self::Settings => text("partSettings", &[]),
            Self::Data => text("partData", &[]),
        }
    }
}

/// What the parts of the dashboard share.
#[derive(Clone, Copy)]
struct Shared {
    instrument: Instrument,
    history: History,
    part: RwSignal<Part>,
    /// What the ledger shows, and the words for it if a chart led there.
    filter: RwSignal<(Filter, Option<String>)>,
}

impl Shared {
    /// Shows the invitations behind a number.
    fn open(self, words: String, filter: Filter) {
        self.filter.set((filter, Some(words)));
        self.part.set(Part::Ledger);
    }
}

/// What the dashboard shows and does.
pub fn dashboard(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    document().set_title(&text("dashboardTitle", &[]));
    let instrument = Instrument::new(snapshot);
    let shared = Shared {
        instrument,
        history: history(snapshot),
        part: RwSignal::new(Part::Overview),
        filter: RwSignal::new((Filter::counting(), None)),
    };
    instrument.page(move || view! { <Parts shared/> }.into_any())
}

#[component]
fn Parts(shared: Shared) -> impl IntoView {
    let part = shared.part;
    let way = move |to: Part| {
        view! {
            <button type="button" class="tabs__tab" aria-current=move || (part.get() == to).then_some("page")
                on:click=click(move || part.set(to))>{to.name()}</button>
        }
        .drawn()
    };
    view! {
        <nav class="tabs" aria-label=text("partsLabel", &[])>{Vec::from(Part::ALL.map(way))}</nav>
        <p class="reading" role="status">{move || (!shared.history.whole.get()).then(|| text("dashboardReading", &[]))}</p>
        {move || match part.get() {
            Part::Overview => view! { <Overview shared/> }.into_any(),
            Part::Ledger => view! { <Book shared/> }.into_any(),
            Part::Planner => view! { <Planner shared/> }.into_any(),
            Part::Settings => view! { <SettingsForm shared/> }.into_any(),
            Part::Data => view! { <Data shared/> }.into_any(),
        }}
    }
}
