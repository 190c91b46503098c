//! A notice: one sentence that says what is wrong or new, one that says what to do, and what can be done right there.

use leptos::prelude::*;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Counting is paused.
    Paused,
    /// The count may be off.
    Attention,
    /// Something failed.
    Fault,
}

impl Tone {
    /// Its name, as the style sheet knows it.
    fn name(self) -> &'static str {
        match self {
            Self::Info | Self::Paused => "info",
            Self::Attention => "attention",
            Self::Fault => "fault",
        }
    }

    /// What is drawn beside it.
    fn icon(self) -> &'static str {
        match self {
            Self::Info => "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M8 7.25v4M8 4.75v.01",
            Self::Paused => "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M6.25 5.5v5M9.75 5.5v5",
            Self::Attention | Self::Fault => "M8 1.75 15 14H1zM8 6.25v3.5M8 12v.01",
        }
    }
}

/// Shows a notice.
#[component]
pub fn Notice(
    /// How much it matters.
    tone: Tone,
    /// What is the matter.
    what: String,
    /// What to do.
    advice: String,
    /// Controls, each kind in a `notice__acts`, and words between them.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="notice" data-tone=tone.name()>
            <svg class="notice__icon" viewBox="0 0 16 16" aria-hidden="true"><path d=tone.icon()/></svg>
            <p class="notice__what">{what}</p>
            <p class="notice__do">{advice}</p>
            {children.map(|children| children())}
        </section>
    }
}
