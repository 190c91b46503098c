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
use crate::ui::parts::{Drawn, click, entered, parts};

use super::Shared;
use super::history::ahead;
use super::line::{Edit, amended, row};

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
    let at = RwSignal::new(0u32);
    let edit = Edit::new();
    // Where the lines stand that are looked for: no line is copied until it is shown.
    let found = Memo::new(move |_| {
        let (filter, _) = shared.filter.get();
        let lines = shared.history.lines.get();
        let ahead = ahead();
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| filter.holds(line, &ahead))
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
    });
    let sum = move || {
        let lines = shared.history.lines.get();
        found.with(|found| {
            found.iter().map(|index| lines[*index].invitation.number.get()).fold(0u32, u32::saturating_add)
        })
    };
    let pages = move || u32::try_from(found.with(Vec::len).div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
    let page = move || at.get().min(pages() - 1);
    // Each with its day if that is another than of the line before.
    let shown = move || {
        let lines = shared.history.lines.get();
        let mut before = None;
        let mut under_its_day = |index: &usize| {
            let line = lines[*index].clone();
            let day = LocalDay::at(line.invitation.at, &Zone::Local, &Platform);
            let heading = (day != before).then(|| i18n::day(line.invitation.at));
            before = day;
            (heading, line)
        };
        let from = page() as usize * PAGE;
        found.with(|found| found.iter().skip(from).take(PAGE).map(&mut under_its_day).collect::<Vec<_>>())
    };
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
        let now: Vec<_> = shown().into_iter().map(|(_, line)| line.invitation.id).collect();
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
    let turn = move |by: i32| at.set(untrack(page).saturating_add_signed(by));
    let column = |name: &'static str| view! { <th scope="col">{text(name, &[])}</th> }.drawn();
    let columns = ["columnWhen", "columnNumber", "columnPlace", "columnWay", "columnNote", "columnEvidence"]
        .map(column);
    let meaning = |evidence| {
        view! { <div><dt>{evidence_words(evidence)}</dt><dd>{evidence_meaning(evidence)}</dd></div> }.drawn()
    };
    view! {
        <section class="book">
            {filters(shared, at)}
            <div class="book__head">
                <p class="book__sum" role="status">{move || plural("bookSum", sum())}</p>
                {amended(shared, edit)}
            </div>
            <div class="book__table" tabindex="0" role="region" node_ref=table aria-label=text("partLedger", &[])>
                <table>
                    <caption class="visually-hidden">{text("partLedger", &[])}</caption>
                    <thead><tr>
                        {columns.collect_view()}
                        <th scope="col"><span class="visually-hidden">{text("columnAct", &[])}</span></th>
                    </tr></thead>
                    <tbody>{parts(shown, move |(day, line)| row(shared, edit, day, line))}</tbody>
                </table>
                {move || found.with(Vec::is_empty).then(|| view! { <p class="book__none">{text("bookNone", &[])}</p> })}
            </div>
            <nav class="book__pages" aria-label=text("bookPages", &[]) hidden=move || pages() < 2>
                <button type="button" class="button" disabled=move || page() == 0 on:click=click(move || turn(-1))>{text("bookNewer", &[])}</button>
                <span>{move || text("bookPage", &[&digits(page() + 1), &digits(pages())])}</span>
                <button type="button" class="button" disabled=move || pages() <= page() + 1 on:click=click(move || turn(1))>{text("bookOlder", &[])}</button>
            </nav>
            <dl class="book__meanings">{EVIDENCE.map(meaning).collect_view()}</dl>
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

/// Where a value stands among those that can be chosen, and which stands there.
struct Choice {
    names: Vec<String>,
    of: fn(&Filter) -> Option<usize>,
    choose: fn(&mut Filter, Option<usize>),
}

/// What is looked for. Whoever looks for something else begins with the first page.
fn filters(shared: Shared, page: RwSignal<u32>) -> impl IntoView {
    let filter = shared.filter;
    let look_for = move |wanted: Filter| {
        filter.set((wanted, None));
        page.set(0);
    };
    let field = move |label: &'static str, Choice { names, of, choose }: Choice| {
        let option =
            |(at, name): (usize, String)| view! { <option value=at.to_string()>{name}</option> }.drawn();
        let change = move |chosen: String| {
            let (mut wanted, _) = filter.get_untracked();
            choose(&mut wanted, chosen.parse().ok());
            look_for(wanted);
        };
        view! {
            <label class="field"><span class="field__label">{text(label, &[])}</span>
                <select class="field__box" prop:value=move || filter.with(|(filter, _)| of(filter)).map(|at| at.to_string()).unwrap_or_default() on:change=entered(change)>
                    <option value="">{text("filterAny", &[])}</option>{names.into_iter().enumerate().map(option).collect::<Vec<_>>()}
                </select></label>
        }
    };
    let place = Choice {
        names: PLACES.map(place_words).to_vec(),
        of: |filter| PLACES.iter().position(|known| Some(*known) == filter.place),
        choose: |filter, at| filter.place = at.and_then(|at| PLACES.get(at).copied()),
    };
    let evidence = Choice {
        names: EVIDENCE.map(evidence_words).to_vec(),
        of: |filter| EVIDENCE.iter().position(|known| Some(*known) == filter.evidence),
        choose: |filter, at| filter.evidence = at.and_then(|at| EVIDENCE.get(at).copied()),
    };
    let note = Choice {
        names: vec![text("noteWith", &[]), text("noteWithout", &[])],
        of: |filter| filter.note.map(|noted| usize::from(!noted)),
        choose: |filter, at| filter.note = at.map(|at| at == 0),
    };
    let state = Choice {
        names: vec![text("stateCounts", &[]), text("stateOut", &[])],
        of: |filter| filter.counts.map(|counts| usize::from(!counts)),
        choose: |filter, at| filter.counts = at.map(|at| at == 0),
    };
    let chip = move |words: String| {
        view! {
            <button type="button" class="chip" on:click=click(move || look_for(Filter::counting()))>
                {words}
                <span class="visually-hidden">" "{text("filterClear", &[])}</span>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/></svg>
            </button>
        }
        .drawn()
    };
    view! {
        <div class="filters" role="group" aria-label=text("filtersLabel", &[])>
            {field("columnPlace", place)}
            {field("columnEvidence", evidence)}
            {field("columnNote", note)}
            {field("filterState", state)}
            {move || filter.get().1.map(chip)}
        </div>
    }
}
