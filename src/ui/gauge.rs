//! The gauge: Plimsoll's mark, with the level of what was sent rising in the ring. The line across it is the
//! buffer, the ring's top the limit.

use leptos::prelude::*;

use crate::browser::i18n::{plain, text};
use crate::domain::status::Status;
use crate::face::gauge::{Drawing, FIGURE_UP, FOOT, LINE_UP};
use crate::face::words;

/// The gauge of a status.
#[component]
pub fn Gauge(
    /// What it shows.
    status: Memo<Status>,
) -> impl IntoView {
    let drawing = Memo::new(move |_| status.with(Drawing::of));
    let level = move || drawing.with(|drawing| drawing.level);
    let line = move || drawing.with(|drawing| drawing.line);
    let figure = move || drawing.with(|drawing| drawing.figure.clone());
    view! {
        <div
            class="gauge"
            role="meter"
            aria-label=text("gaugeLabel", &[])
            aria-valuemin="0"
            aria-valuemax=move || status.with(|status| status.allowance.limit)
            aria-valuenow=move || status.with(|status| status.used)
            aria-valuetext=move || status.with(words::gauge)
        >
            <svg viewBox="0 0 112 112" aria-hidden="true">
                <clipPath id="bowl"><circle cx="56" cy="56" r="48"/></clipPath>
                <circle class="gauge__hollow" cx="56" cy="56" r="48"/>
                <g clip-path="url(#bowl)">
                    <rect class="gauge__water" x="8" y=move || plain(level()) width="96" height=move || plain(FOOT - level())/>
                    <rect class="gauge__surface" x="8" y=move || plain(level()) width="96"
                        height=move || plain(drawing.with(|drawing| drawing.surface))/>
                </g>
                <circle class="gauge__ring" cx="56" cy="56" r="54"/>
                <rect class="gauge__line" x="-12" y=move || plain(line() - LINE_UP) width="136" height="3" rx="1.5"/>
                {move || figure().map(|(figure, x)| view! {
                    <text class="gauge__figure" x=plain(x) y=plain(line() - FIGURE_UP)>{figure}</text>
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
    let level = move || if filled.get() { 70.0 } else { FOOT };
    view! {
        <div class="gauge">
            <svg viewBox="0 0 112 112" aria-hidden="true">
                <clipPath id="bowl"><circle cx="56" cy="56" r="48"/></clipPath>
                <circle class="gauge__hollow" cx="56" cy="56" r="48"/>
                <g clip-path="url(#bowl)">
                    <rect class="gauge__water" x="8" y=move || plain(level()) width="96" height=move || plain(FOOT - level())/>
                    <rect class="gauge__surface" x="8" y=move || plain(level()) width="96" height="2"/>
                </g>
                <circle class="gauge__ring" cx="56" cy="56" r="54"/>
                <rect class="gauge__line" x="-12" y="54" width="136" height="4" rx="2"/>
            </svg>
        </div>
    }
}
