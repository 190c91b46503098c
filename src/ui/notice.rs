//! A notice: one sentence that says what is wrong or new, one that says what to do.

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
}

/// The words of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub tone: Tone,
    /// What is the matter.
    pub what: String,
    /// What to do.
    pub advice: String,
    /// The words of a button that dismisses it, if it can be.
    pub dismiss: Option<String>,
}

/// Shows a notice.
pub fn notice(notice: Notice, dismiss: impl Fn() + Copy + 'static) -> impl IntoView {
    let Notice { tone, what, advice, dismiss: button } = notice;
    let icon = match tone {
        Tone::Info => view! { <circle cx="8" cy="8" r="7"/><path d="M8 7.25v4M8 4.75v.01"/> }.into_any(),
        Tone::Paused => view! { <circle cx="8" cy="8" r="7"/><path d="M6.25 5.5v5M9.75 5.5v5"/> }.into_any(),
        Tone::Attention | Tone::Fault => {
            view! { <path d="M8 1.75 15 14H1zM8 6.25v3.5M8 12v.01"/> }.into_any()
        }
    };
    view! {
        <section class="notice" data-tone=tone.name()>
            <svg class="notice__icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor"
                stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round">{icon}</svg>
            <p class="notice__what">{what}</p>
            <p class="notice__do">{advice}</p>
            {button.map(|words| view! {
                <button type="button" class="button" on:click=move |_| dismiss()>{words}</button>
            })}
        </section>
    }
}
