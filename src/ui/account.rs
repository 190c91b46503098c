//! What else is known of the account: invitations that wait for an answer, the size of the network, the notes of the month,
//! InMail credits and direct messages. Each shown where it is known or switched on, and fed right there.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::i18n::{date_and_time, date_near, digits, plural, text};
use crate::browser::zone::Platform;
use crate::domain::allowance::{Allowance, Buffer};
use crate::domain::ledger::Ledger;
use crate::domain::note_allowance::{self, NoteChoice, NotesLeft};
use crate::domain::other_allowance::{self, ANSWER_DAYS, Acts, OtherStatus, PROPOSED_MESSAGES, Report};
use crate::domain::pending::{Connections, Known, Pending, PendingLevel};
use crate::domain::preset::Account;
use crate::domain::standing::Standing;
use crate::domain::time::Timestamp;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::page::Snapshot;
use super::parts::{click, parts};
use super::tally::{Amount, Enter, Tally, level_name};

/// As much of the ledger as a figure needs, once it is read.
pub type Read = Signal<Option<Arc<Ledger>>>;

/// Invitations that wait for an answer.
#[component]
pub fn PendingTally(
    /// What it belongs to.
    instrument: Instrument,
    /// The whole ledger.
    ledger: Read,
) -> impl IntoView {
    let snapshot = instrument.snapshot;
    let amount = Memo::new(move |_| {
        let ledger = ledger.get();
        Some(snapshot.with(|shown| pending(shown, ledger.as_deref())))
    });
    let known = Signal::derive(move || snapshot.with(|shown| shown.stored.standing.pending.is_some()));
    let name = text("pendingTitle", &[]);
    let told = text("pendingTold", &[&digits(Pending::MANY), &digits(Pending::TOO_MANY)]);
    view! {
        <Tally name=name.clone() amount told mark=Pending::MANY>
            <Enter instrument name say=|number| Message::Pending { number: Some(number) }
                forget=(known, || Message::Pending { number: None })/>
        </Tally>
    }
}

fn pending(shown: &Snapshot, ledger: Option<&Ledger>) -> Amount {
    let Some(ledger) = ledger else { return Amount::default() };
    let said = shown.stored.standing.pending;
    let from = said.map_or(Timestamp::from_millis(i64::MIN), |said| said.at);
    let sent = ledger.counted_from(from).fold(0, |sum: u32, one| sum.saturating_add(one.number.get()));
    let pending = Pending::estimate(said, Known { sent, ..Known::default() });
    let caption = plural("pendingAtMost", pending.number);
    let Some(said) = said else {
        // Who answered only LinkedIn knows: all that was ever sent is no reason for a warning.
        return Amount {
            figure: Some(pending.number),
            caption,
            more: text("pendingUnsure", &[]),
            ..Amount::default()
        };
    };
    let rests = text("pendingSaid", &[&digits(said.number), &date_near(said.at), &digits(sent)]);
    let (level, more) = match pending.level() {
        PendingLevel::Fine => ("comfortable", rests),
        PendingLevel::Many => ("nearing", format!("{} {rests}", text("pendingMany", &[]))),
        PendingLevel::TooMany => ("limit", format!("{} {rests}", text("pendingTooMany", &[]))),
    };
    Amount { figure: Some(pending.number), caption, more, filled: (pending.number, Pending::TOO_MANY), level }
}

/// The size of the network.
#[component]
pub fn ConnectionsTally(
    /// What it belongs to.
    instrument: Instrument,
) -> impl IntoView {
    let snapshot = instrument.snapshot;
    let amount = Memo::new(move |_| Some(snapshot.with(connections)));
    let known = Signal::derive(move || snapshot.with(|shown| shown.stored.standing.connections.is_some()));
    let name = text("connectionsTitle", &[]);
    let told = text("connectionsTold", &[&digits(Connections::MOST)]);
    view! {
        <Tally name=name.clone() amount told>
            <Enter instrument name say=|number| Message::Connections { number: Some(number) }
                forget=(known, || Message::Connections { number: None })/>
        </Tally>
    }
}

fn connections(shown: &Snapshot) -> Amount {
    let Some(said) = shown.stored.standing.connections else {
        let (caption, more) = (text("connectionsNone", &[]), text("connectionsWhere", &[]));
        return Amount { caption, more, ..Amount::default() };
    };
    let left = Connections(said.number).left();
    let allowance = Allowance { limit: Connections::MOST, buffer: Buffer::Share(80) };
    Amount {
        figure: Some(said.number),
        caption: text("connectionsOf", &[&digits(Connections::MOST)]),
        more: text("connectionsSaid", &[&date_near(said.at), &digits(left)]),
        filled: (said.number, Connections::MOST),
        level: level_name(allowance.level(said.number)),
    }
}

/// The notes of the month, on an account that has a limit of them.
#[component]
pub fn NotesTally(
    /// What it belongs to.
    instrument: Instrument,
    /// The ledger since the month began.
    ledger: Read,
    /// Whether to say where the figure comes from.
    #[prop(optional)]
    told: bool,
) -> impl IntoView {
    let amount = Memo::new(move |_| {
        let ledger = ledger.get();
        instrument.snapshot.with(|shown| notes(shown, ledger.as_deref()))
    });
    // What is said of an account without a choice of the user's own.
    let said = note_allowance::a_month(Account::Free, &NoteChoice::default()).filter(|_| told);
    let told = said.map_or_else(String::new, |said| text("notesTold", &[&digits(said)]));
    let name = text("notesMonth", &[]);
    view! {
        <Tally name=name.clone() amount told>
            <Enter instrument name say=|number| Message::NotesRemaining { number }/>
        </Tally>
    }
}

/// Nothing on an account without such a limit.
fn notes(shown: &Snapshot, ledger: Option<&Ledger>) -> Option<Amount> {
    let stored = &shown.stored;
    let (account, choice) = (stored.settings.account, &stored.settings.notes);
    let limit = note_allowance::a_month(account, choice)?;
    let chosen = (account, choice, &stored.standing.notes);
    let left = ledger.and_then(|ledger| note_allowance::left(shown.now, chosen, ledger, &Platform));
    let Some(NotesLeft { used, left: Some(left), renews }) = left else { return Some(Amount::default()) };
    Some(Amount {
        figure: Some(left),
        caption: plural("notesLeft", left),
        more: text("notesUsed", &[&digits(used), &digits(limit), &date_near(renews)]),
        filled: (limit.saturating_sub(left), limit),
        level: match left {
            0 => "limit",
            1 => "nearing",
            _ => "comfortable",
        },
    })
}

/// InMail credits, where the user switched them on.
#[component]
pub fn InMailTally(
    /// What it belongs to.
    instrument: Instrument,
    /// Whether to say where the figures come from.
    #[prop(optional)]
    told: bool,
) -> impl IntoView {
    let amount = Memo::new(move |_| instrument.snapshot.with(in_mail));
    let told = if told { text("inMailTold", &[&digits(ANSWER_DAYS)]) } else { String::new() };
    let name = text("settingsInMail", &[]);
    view! {
        <Tally name=name.clone() amount told>
            <ByHand instrument name amount acts=|standing| &standing.in_mail say=Message::InMail/>
            <Answers instrument/>
        </Tally>
    }
}

fn in_mail(shown: &Snapshot) -> Option<Amount> {
    let choice = shown.stored.settings.others.in_mail?;
    let status = other_allowance::in_mail(shown.now, choice, &shown.stored.standing.in_mail, &Platform)?;
    let [used, limit] = [status.used, status.limit].map(digits);
    let more = text("inMailUsed", &[&used, &limit, &date_near(status.renews)]);
    Some(left_of(status, plural("inMailLeft", status.left), more))
}

/// Direct messages, where the user switched them on.
#[component]
pub fn MessagesTally(
    /// What it belongs to.
    instrument: Instrument,
    /// Whether to say where the figure comes from.
    #[prop(optional)]
    told: bool,
) -> impl IntoView {
    let amount = Memo::new(move |_| instrument.snapshot.with(messages));
    let told = if told { text("messagesTold", &[&digits(PROPOSED_MESSAGES)]) } else { String::new() };
    let name = text("settingsMessages", &[]);
    view! {
        <Tally name=name.clone() amount told>
            <ByHand instrument name amount acts=|standing| &standing.messages say=Message::DirectMessage/>
        </Tally>
    }
}

fn messages(shown: &Snapshot) -> Option<Amount> {
    let a_day = shown.stored.settings.others.messages?;
    let status = other_allowance::messages(shown.now, a_day, &shown.stored.standing.messages, &Platform)?;
    let [used, limit] = [status.used, status.limit].map(digits);
    Some(left_of(status, plural("messagesLeft", status.left), text("messagesUsed", &[&used, &limit])))
}

fn left_of(status: OtherStatus, caption: String, more: String) -> Amount {
    let filled = (status.used, status.limit);
    Amount { figure: Some(status.left), caption, more, filled, level: level_name(status.level) }
}

/// Counts one by hand, and takes the last one back.
#[component]
fn ByHand(
    instrument: Instrument,
    name: String,
    amount: Memo<Option<Amount>>,
    acts: fn(&Standing) -> &Acts,
    say: fn(Report) -> Message,
) -> impl IntoView {
    // Only one of those that the figure counts: nobody would see what became of another.
    let none = move || {
        let used = amount.with(|amount| amount.as_ref().map_or(0, |amount| amount.filled.0));
        instrument.locked.get() || used == 0
    };
    let take_back = move || {
        let last = |shown: &Snapshot| acts(&shown.stored.standing).0.last().map(|act| act.at);
        if let Some(at) = instrument.snapshot.with_untracked(last) {
            instrument.tell(say(Report::TakenBack(at)), || {});
        }
    };
    let labelled = |words: &str| (text(words, &[]), format!("{}: {name}", text(words, &[])));
    let ((count, count_label), (back, back_label)) = (labelled("countOne"), labelled("bookTakeBack"));
    view! {
        <button type="button" class="button" aria-label=count_label disabled=instrument.locked
            on:click=click(move || instrument.tell(say(Report::Sent(1)), || {}))>{count}</button>
        <button type="button" class="button button--quiet" aria-label=back_label disabled=none on:click=click(take_back)>{back}</button>
    }
}

/// Which InMail messages were answered: each returns its credit.
#[component]
fn Answers(instrument: Instrument) -> impl IntoView {
    let acts = move || {
        instrument.snapshot.with(|shown| {
            let returning = shown.stored.standing.in_mail.returning(shown.now);
            returning.map(|act| (act.at, act.answered.is_some())).collect::<Vec<_>>()
        })
    };
    let times = move || acts().into_iter().map(|(at, _)| at).collect();
    let item = move |at: Timestamp| {
        let when = date_and_time(at);
        let label = format!("{}: {when}", text("inMailAnswered", &[]));
        let answered = move || acts().contains(&(at, true));
        let set = move |event| {
            let report = if event_target_checked(&event) { Report::Answered } else { Report::Unanswered };
            instrument.tell(Message::InMail(report(at)), || {});
        };
        view! {
            <li class="answers__item">
                <span>{when}</span>
                <label class="check">
                    <input type="checkbox" aria-label=label disabled=instrument.locked prop:checked=answered on:change=set/>
                    <span>{text("inMailAnswered", &[])}</span>
                </label>
            </li>
        }
        .into_any()
    };
    view! {
        <details class="enter" hidden=move || acts().is_empty()>
            <summary class="enter__way">{text("inMailWhich", &[])}</summary>
            <ul class="answers">{parts(times, item)}</ul>
        </details>
    }
}
