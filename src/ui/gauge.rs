//! The gauge: Plimsoll's mark, with the level of what was sent rising in the ring. The line across it is the
//! buffer, the ring's top the limit.

use leptos::prelude::*;

use crate::browser::i18n::{plain, text};
use crate::domain::status::Status;
use crate::face::gauge::{Drawing, FIGURE_UP, FOOT, LINE_UP};
use crate::face::words;

use super::parts::Drawn;

/// The gauge of a status.
pub fn gauge(status: &Status) -> AnyView {
    view! {
        <div
            class="gauge"
            role="meter"
            aria-label=text("gaugeLabel", &[])
            aria-valuemin="0"
            aria-valuemax=status.allowance.limit
            aria-valuenow=status.used
            aria-valuetext=words::gauge(status)
        >
            {drawn(Drawing::of(status), 3.0)}
        </div>
    }
    .drawn()
}

/// The mark as the gauge is drawn, with no meaning: empty, or with water up to the middle.
pub fn mark(filled: bool) -> AnyView {
    let level = if filled { 70.0 } else { FOOT };
    let drawing = Drawing { level, surface: 2.0, line: 56.0, figure: None };
    view! { <div class="gauge">{drawn(drawing, 4.0)}</div> }.drawn()
}

/// Ring, water and a line of that thickness.
fn drawn(Drawing { level, surface, line, figure }: Drawing, thickness: f64) -> AnyView {
    let figure = figure.map(|(figure, x)| {
        view! { <text class="gauge__figure" x=plain(x) y=plain(line - FIGURE_UP)>{figure}</text> }.drawn()
    });
    view! {
        <svg viewBox="0 0 112 112" aria-hidden="true">
            <clipPath id="bowl"><circle cx="56" cy="56" r="48"/></clipPath>
            <circle class="gauge__hollow" cx="56" cy="56" r="48"/>
            <g clip-path="url(#bowl)">
                <rect class="gauge__water" x="8" y=plain(level) width="96" height=plain(FOOT - level)/>
                <rect class="gauge__surface" x="8" y=plain(level) width="96" height=plain(surface)/>
            </g>
            <circle class="gauge__ring" cx="56" cy="56" r="54"/>
            <rect class="gauge__line" x="-12" y=plain(line - LINE_UP) width="136" height=plain(thickness) rx=plain(thickness / 2.0)/>
            {figure}
        </svg>
    }
    .drawn()
}
