//! A notice: one sentence that says what is wrong or new, one that says what to do, and what can be done right there.

use leptos::prelude::*;

use crate::face::matter::Tone;

use super::parts::Drawn;

/// A notice: how much it matters, what is the matter, what to do, and the controls for that, each kind in a
/// `notice__acts`, with words between them.
pub fn notice(tone: Tone, what: String, advice: String, acts: Option<AnyView>) -> AnyView {
    view! {
        <section class="notice" data-tone=name(tone)>
            <svg class="notice__icon" viewBox="0 0 16 16" aria-hidden="true"><path d=icon(tone)/></svg>
            <p class="notice__what">{what}</p>
            <p class="notice__do">{advice}</p>
            {acts}
        </section>
    }
    .drawn()
}

/// A tone's name, as the style sheet knows it.
fn name(tone: Tone) -> &'static str {
    match tone {
        Tone::Info | Tone::Paused => "info",
        Tone::Attention => "attention",
        Tone::Fault => "fault",
    }
}

/// What is drawn beside what is said.
fn icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Info => "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M8 7.25v4M8 4.75v.01",
        Tone::Paused => "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M6.25 5.5v5M9.75 5.5v5",
        Tone::Attention | Tone::Fault => "M8 1.75 15 14H1zM8 6.25v3.5M8 12v.01",
    }
}
