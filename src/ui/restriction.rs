//! What popup and side panel say of a restriction: the question whether it is one, until when it should last, what not
//! to do meanwhile, and whether the count was right.

use leptos::prelude::*;

use crate::browser::i18n::{date_near, date_span_near, digits, plural, text};
use crate::domain::restriction::{Expected, Phase, Restriction, Word};
use crate::domain::time::Timestamp;
use crate::face::matter::Tone;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::notice::Notice;
use super::parts::click;

/// The restriction that isn't over, if there is one.
#[component]
pub fn Restricted(
    /// What it belongs to.
    instrument: Instrument,
) -> impl IntoView {
    let open = Memo::new(move |_| {
        instrument.snapshot.with(|shown| {
            let restrictions = &shown.stored.standing.restrictions;
            let (phase, expected) = restrictions.phase(shown.now)?;
            restrictions.open().map(|open| (phase, expected, open.clone(), shown.now))
        })
    });
    move || open.get().map(|(phase, expected, open, now)| told(instrument, phase, expected, &open, now))
}

fn told(
    instrument: Instrument,
    phase: Phase,
    expected: Expected,
    open: &Restriction,
    now: Timestamp,
) -> impl IntoView + use<> {
    let (what, advice) = match phase {
        Phase::Asked => (text("restrictionAsk", &[]), text("restrictionAskHint", &[])),
        Phase::Holding => {
            let until = text("restrictionUntil", &[&date_span_near(expected.earliest, expected.latest)]);
            let left = plural("restrictionLeft", expected.days_left(now));
            (text("restrictionHolds", &[&date_near(open.since)]), format!("{left} {until}"))
        }
        Phase::Due => (text("restrictionDue", &[&date_near(open.since)]), String::new()),
    };
    let say = move |name: &str, word: Word| {
        let words = text(name, &[]);
        let class = if word == Word::Unsaid { "button button--quiet" } else { "button" };
        view! {
            <button type="button" class=class
                on:click=click(move || instrument.tell(Message::Restriction(word), || {}))>{words}</button>
        }
    };
    let ways = match phase {
        Phase::Asked => {
            [say("restrictionYes", Word::Confirmed), say("restrictionNo", Word::None)].collect_view()
        }
        Phase::Holding | Phase::Due => {
            [say("restrictionOver", Word::Ended), say("restrictionUnsay", Word::Unsaid)].collect_view()
        }
    };
    // To learn where the limit really was, it matters whether what was counted then is all that was sent.
    let unsure = phase != Phase::Asked && open.count_right.is_none();
    let count = unsure.then(|| {
        view! {
            <p class="notice__do">{text("restrictionCount", &[&digits(open.used)])}</p>
            <div class="notice__acts">
                {say("restrictionYes", Word::Count(true))}
                {say("restrictionNo", Word::Count(false))}
            </div>
        }
    });
    view! {
        <Notice tone=Tone::Attention what advice>
            <div class="notice__acts">{ways}</div>
            {count}
        </Notice>
    }
}
