//! What popup and side panel say of a restriction: the question whether it is one, until when it should last, what not
//! to do meanwhile, and whether the count was right.

use leptos::prelude::*;

use crate::browser::i18n::{date_near, date_span_near, digits, plural, text};
use crate::domain::restriction::{Expected, Phase, Restriction, Word};
use crate::domain::time::Timestamp;
use crate::face::matter::Tone;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::notice::notice;
use super::page::Snapshot;
use super::parts::{Drawn, button};

/// The restriction that isn't over, if there is one.
pub fn restricted(instrument: Instrument, shown: &Snapshot) -> AnyView {
    let restrictions = &shown.stored.standing.restrictions;
    match (restrictions.phase(shown.now), restrictions.open()) {
        (Some((phase, expected)), Some(open)) => told(instrument, phase, expected, open, shown.now),
        _ => ().into_any(),
    }
}

fn told(
    instrument: Instrument,
    phase: Phase,
    expected: Expected,
    open: &Restriction,
    now: Timestamp,
) -> AnyView {
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
        button(class, words, move || instrument.tell(Message::Restriction(word), || {}))
    };
    let ways = match phase {
        Phase::Asked => vec![say("restrictionYes", Word::Confirmed), say("restrictionNo", Word::None)],
        Phase::Holding | Phase::Due => {
            vec![say("restrictionOver", Word::Ended), say("restrictionUnsay", Word::Unsaid)]
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
        .drawn()
    });
    let acts = view! {
        <div class="notice__acts">{ways}</div>
        {count}
    };
    notice(Tone::Attention, what, advice, Some(acts.into_any()))
}
