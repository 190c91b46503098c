//! The ledger as a table: filtered, page by page, under its days, with the evidence in words; each entry can be taken
//! back and restored.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser::i18n::{self, digits, plural, text};
use crate::browser::zone::Platform;
use crate::domain::invitation::{Evidence, InvitationId, Place, Way};
use crate::domain::statistics::Filter;
use crate::domain::zone::{LocalDay, Zone};

use super::Shared;
use super::history::ahead;
use super::line::{Amended, Edit, Row};

/// How many lines a page of the table has.
const PAGE: usize = 50;

/// A kind of page in words.
pub fn place_words(place: Place) -> String {
    match place {
        Place::Unknown => text("placeUnknown", &[]),
        Place::Profile => text("placeProfile", &[]),
        Place::Search => text("placeSearch", &[]),
        Place::MyNetwork => text("placeMyNetwork", &[]),
        Place::Company => text("placeCompany", &[]),
        Place::Feed => text("placeFeed", &[]),
        Place::SalesNavigator => text("placeSalesNavigator", &[]),
        Place::InvitePage => text("placeInvitePage", &[]),
        Place::AddressBook => text("placeAddressBook", &[]),
        Place::Elsewhere => text("placeElsewhere", &[]),
    }
}

/// A way in words.
pub fn way_words(way: Way) -> String {
    match way {
        Way::Unknown => text("wayUnknown", &[]),
        Way::Dialog => text("wayDialog", &[]),
        Way::Direct => text("wayDirect", &[]),
    }
}

/// How sure an invitation is, in words.
pub fn evidence_words(evidence: Evidence) -> String {
    match evidence {
        Evidence::ByHand => text("evidenceByHand", &[]),
        Evidence::Network => text("evidenceNetwork", &[]),
        Evidence::Unconfirmed => text("evidenceUnconfirmed", &[]),
        Evidence::Confirmed => text("evidenceConfirmed", &[]),
    }
}

/// What that means.
fn evidence_meaning(evidence: Evidence) -> String {
    match evidence {
        Evidence::ByHand => text("evidenceByHandMeans", &[]),
        Evidence::Network => text("evidenceNetworkMeans", &[]),
        Evidence::Unconfirmed => text("evidenceUnconfirmedMeans", &[]),
        Evidence::Confirmed => text("evidenceConfirmedMeans", &[]),
    }
}

const EVIDENCE: [Evidence; 4] =
    [Evidence::Confirmed, Evidence::Unconfirmed, Evidence::Network, Evidence::ByHand];
const PLACES: [Place; 10] = [
    Place::Profile,
    Place::Search,
    Place::MyNetwork,
    Place::Company,
    Place::Feed,
    Place::SalesNavigator,
    Place::InvitePage,
    Place::AddressBook,
    Place::Elsewhere,
    Place::Unknown,
];

/// The ledger.
#[component]
pub fn Book(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let filter = shared.filter;
    let at = RwSignal::new(0usize);
    let edit = Edit::new();
    // Where the lines stand that are looked for: no line is copied until it is shown.
    let found = Memo::new(move |_| {
        let (filter, _) = filter.get();
        let lines = shared.history.lines.get();
        let ahead = ahead();
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| filter.holds(line, &ahead))
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        filter.track();
        at.set(0);
    });
    let sum = move || {
        let lines = shared.history.lines.get();
        found.with(|found| {
            found.iter().map(|index| lines[*index].invitation.number.get()).fold(0u32, u32::saturating_add)
        })
    };
    let pages = Memo::new(move |_| found.with(Vec::len).div_ceil(PAGE).max(1));
    let page = move || at.get().min(pages.get() - 1);
    // Each with its day if that is another than of the line before.
    let shown = Memo::new(move |_| {
        let lines = shared.history.lines.get();
        let mut before = None;
        let mut under_its_day = |index: &usize| {
            let line = lines[*index].clone();
            let day = LocalDay::at(line.invitation.at, &Zone::Local, &Platform);
            let heading = (day != before).then(|| i18n::day(line.invitation.at));
            before = day;
            (heading, line)
        };
        found.with(|found| {
            found.iter().skip(page() * PAGE).take(PAGE).map(&mut under_its_day).collect::<Vec<_>>()
        })
    });
    let table: NodeRef<html::Div> = NodeRef::new();
    // The number that led here is gone with its chart, wherever that stood: the reader begins above, and at the table.
    table.on_load(|table| {
        request_animation_frame(move || {
            if focus_is_nowhere() {
                let _ = table.focus();
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        })
    });
    // What was taken back may be shown no longer: the focus goes to the line that takes its place.
    Effect::new(move |before: Option<Vec<InvitationId>>| {
        let now: Vec<_> =
            shown.with(|shown| shown.iter().map(|(_, line)| line.invitation.id.clone()).collect());
        if let (Some(before), Some(table)) = (before, table.get_untracked()) {
            let gone = edit.left.with_value(|left| left.as_ref().map(|(id, _)| id.clone()));
            let gone = gone.filter(|id| !now.contains(id));
            if let Some(at) = gone.and_then(|id| before.iter().position(|other| *other == id)) {
                edit.left.set_value(None);
                request_animation_frame(move || focus_line(&table, at));
            }
        }
        now
    });
    let turn = move |by: isize| at.set(untrack(page).saturating_add_signed(by));
    view! {
        <section class="book">
            <Filters shared/>
            <div class="book__head">
                <p class="book__sum" role="status">{move || plural("bookSum", sum())}</p>
                <Amended shared edit/>
            </div>
            <div class="book__table" tabindex="0" role="region" node_ref=table aria-label=text("partLedger", &[])>
                <table>
                    <caption class="visually-hidden">{text("partLedger", &[])}</caption>
                    <thead><tr>
                        <th scope="col">{text("columnWhen", &[])}</th>
                        <th scope="col">{text("columnNumber", &[])}</th>
                        <th scope="col">{text("columnPlace", &[])}</th>
                        <th scope="col">{text("columnWay", &[])}</th>
                        <th scope="col">{text("columnNote", &[])}</th>
                        <th scope="col">{text("columnEvidence", &[])}</th>
                        <th scope="col"><span class="visually-hidden">{text("columnAct", &[])}</span></th>
                    </tr></thead>
                    <tbody><For each=move || shown.get() key=|shown| shown.clone() children=move |(day, line)| view! { <Row shared edit day line/> }/></tbody>
                </table>
                {move || found.with(Vec::is_empty).then(|| view! { <p class="book__none">{text("bookNone", &[])}</p> })}
            </div>
            <nav class="book__pages" aria-label=text("bookPages", &[]) hidden=move || pages.get() < 2>
                <button type="button" class="button" disabled=move || page() == 0 on:click=move |_| turn(-1)>{text("bookNewer", &[])}</button>
                <span>{move || text("bookPage", &[&count(page() + 1), &count(pages.get())])}</span>
                <button type="button" class="button" disabled={move || page() + 1 >= pages.get()} on:click=move |_| turn(1)>{text("bookOlder", &[])}</button>
            </nav>
            <dl class="book__meanings">
                {EVIDENCE.map(|evidence| view! { <div><dt>{evidence_words(evidence)}</dt><dd>{evidence_meaning(evidence)}</dd></div> }).collect_view()}
            </dl>
        </section>
    }
}

/// Whether what had the focus is gone.
fn focus_is_nowhere() -> bool {
    document().active_element().is_none_or(|at| at.tag_name() == "BODY")
}

/// Leads the focus to a line, the last if there are fewer, or to the table if there is none; but only if it is nowhere.
fn focus_line(table: &web_sys::HtmlDivElement, at: usize) {
    if !focus_is_nowhere() {
        return;
    }
    // A selector of our own is well-formed.
    let Ok(lines) = table.query_selector_all(".book__acts > :last-child") else { return };
    let at = u32::try_from(at).unwrap_or(u32::MAX).min(lines.length().saturating_sub(1));
    let line = lines.get(at).and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok());
    let _ = line.as_ref().unwrap_or(table).focus();
}

fn count(number: usize) -> String {
    digits(u32::try_from(number).unwrap_or(u32::MAX))
}

#[component]
fn Filters(shared: Shared) -> impl IntoView {
    let filter = shared.filter;
    let change = move |change: &dyn Fn(&mut Filter)| {
        filter.update(|(filter, words)| {
            change(filter);
            *words = None;
        })
    };
    let number = |event: &leptos::ev::Event| event_target_value(event).parse::<usize>().ok();
    let place_at = move || {
        filter
            .get()
            .0
            .place
            .and_then(|place| PLACES.iter().position(|known| *known == place))
            .map_or(String::new(), |at| at.to_string())
    };
    let evidence_at = move || {
        filter
            .get()
            .0
            .evidence
            .and_then(|one| EVIDENCE.iter().position(|known| *known == one))
            .map_or(String::new(), |at| at.to_string())
    };
    let state_at =
        move || filter.get().0.counts.map_or(String::new(), |counts| usize::from(!counts).to_string());
    let note_at = move || filter.get().0.note.map_or(String::new(), |noted| usize::from(!noted).to_string());
    let options = |names: Vec<String>| {
        names
            .into_iter()
            .enumerate()
            .map(|(at, name)| view! { <option value=at.to_string()>{name}</option> })
            .collect_view()
    };
    view! {
        <div class="filters" role="group" aria-label=text("filtersLabel", &[])>
            <label class="field"><span class="field__label">{text("columnPlace", &[])}</span>
                <select class="field__box" prop:value=place_at on:change=move |event| { let at = number(&event); change(&|filter| filter.place = at.and_then(|at| PLACES.get(at).copied())) }>
                    <option value="">{text("filterAny", &[])}</option>{options(PLACES.map(place_words).to_vec())}
                </select></label>
            <label class="field"><span class="field__label">{text("columnEvidence", &[])}</span>
                <select class="field__box" prop:value=evidence_at on:change=move |event| { let at = number(&event); change(&|filter| filter.evidence = at.and_then(|at| EVIDENCE.get(at).copied())) }>
                    <option value="">{text("filterAny", &[])}</option>{options(EVIDENCE.map(evidence_words).to_vec())}
                </select></label>
            <label class="field"><span class="field__label">{text("columnNote", &[])}</span>
                <select class="field__box" prop:value=note_at on:change=move |event| { let at = number(&event); change(&|filter| filter.note = at.map(|at| at == 0)) }>
                    <option value="">{text("filterAny", &[])}</option>{options(vec![text("noteWith", &[]), text("noteWithout", &[])])}
                </select></label>
            <label class="field"><span class="field__label">{text("filterState", &[])}</span>
                <select class="field__box" prop:value=state_at on:change=move |event| { let at = number(&event); change(&|filter| filter.counts = at.map(|at| at == 0)) }>
                    <option value="">{text("filterAny", &[])}</option>{options(vec![text("stateCounts", &[]), text("stateOut", &[])])}
                </select></label>
            {move || filter.get().1.map(|words| view! {
                <button type="button" class="chip" on:click=move |_| filter.set((Filter::counting(), None))>
                    {words}
                    <span class="visually-hidden">" "{text("filterClear", &[])}</span>
                    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/></svg>
                </button>
            })}
        </div>
    }
}
