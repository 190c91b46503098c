//! The gauge: Plimsoll's mark, with the level of what was sent rising in the ring. The line across it is the
//! buffer, the ring's top the limit.

use leptos::prelude::*;

use crate::browser::i18n;
use crate::domain::status::Status;

use super::words;

/// The ring's inside, in the drawing's units: from its lowest point up to its highest.
const BOTTOM: f64 = 104.0;
const HEIGHT: f64 = 96.0;

/// The gauge of a status.
#[component]
pub fn Gauge(
    /// What it shows.
    status: Memo<Status>,
) -> impl IntoView {
    let limit = move || status.with(|status| status.allowance.limit);
    let level = move || status.with(|status| height_of(status.used, status.allowance.limit, 2.0));
    let line = move || status.with(|status| height_of(status.line(), status.allowance.limit, 1.0));
    // What is over the line is a band of its own; else a thin surface, if there is any water.
    let surface = move || {
        let (used, buffer) = status.with(|status| (status.used, status.line()));
        if used == 0 {
            0.0
        } else if used > buffer {
            (line() - level()).max(2.0)
        } else {
            2.0
        }
    };
    let figure = move || status.with(|status| i18n::digits(status.line()));
    let figure_at = move || figure_position(line(), figure().chars().count());
    view! {
        <div
            class="gauge"
            role="meter"
            aria-label=i18n::text("gaugeLabel", &[])
            aria-valuemin="0"
            aria-valuemax=limit
            aria-valuenow=move || status.with(|status| status.used)
            aria-valuetext=move || status.with(words::gauge)
        >
            <svg viewBox="0 0 112 112" aria-hidden="true">
                <clipPath id="bowl"><circle cx="56" cy="56" r="48"/></clipPath>
                <circle class="gauge__hollow" cx="56" cy="56" r="48"/>
                <g clip-path="url(#bowl)">
                    <rect class="gauge__water" x="8" y=level width="96" height=move || 112.0 - level()/>
                    <rect class="gauge__surface" x="8" y=level width="96" height=surface/>
                </g>
                <circle class="gauge__ring" cx="56" cy="56" r="54"/>
                <rect class="gauge__line" x="-12" y=move || line() - 2.0 width="136" height="3" rx="1.5"/>
                {move || figure_at().map(|x| view! {
                    <text class="gauge__figure" x=x y=line() - 6.0>{figure()}</text>
                })}
            </svg>
        </div>
    }
}

/// The mark as the gauge is drawn, with no meaning: empty, or with water up to the middle.
#[component]
pub fn Mark(
    /// Whether there is water in it.
    #[prop(into)]
    filled: Signal<bool>,
) -> impl IntoView {
    let level = move || if filled.get() { 70.0 } else { 112.0 };
    view! {
        <div class="gauge">
            <svg viewBox="0 0 112 112" aria-hidden="true">
                <clipPath id="bowl"><circle cx="56" cy="56" r="48"/></clipPath>
                <circle class="gauge__hollow" cx="56" cy="56" r="48"/>
                <g clip-path="url(#bowl)">
                    <rect class="gauge__water" x="8" y=level width="96" height=move || 112.0 - level()/>
                    <rect class="gauge__surface" x="8" y=level width="96" height="2"/>
                </g>
                <circle class="gauge__ring" cx="56" cy="56" r="54"/>
                <rect class="gauge__line" x="-12" y="54" width="136" height="4" rx="2"/>
            </svg>
        </div>
    }
}

/// Where a number stands in the ring, to that fraction of a unit.
fn height_of(number: u32, limit: u32, steps: f64) -> f64 {
    let share = if limit == 0 { 1.0 } else { (f64::from(number) / f64::from(limit)).min(1.0) };
    ((BOTTOM - HEIGHT * share) * steps).round() / steps
}

/// The right end of the line's number, so that it clears the ring; nothing where there is no room for it.
fn figure_position(line: f64, digits: usize) -> Option<f64> {
    const OUTER: f64 = 56.0;
    const ROOM: f64 = 132.0;
    let away = if line < 56.0 { (62.0 - line).max(0.0) } else { (line - 71.0).max(0.0) };
    let ring = (OUTER * OUTER - away * away).max(0.0).sqrt();
    let end = (56.0 + ring + 2.0 + 8.5 * digits as f64).ceil().max(124.0);
    (end <= ROOM).then_some(end)
}
