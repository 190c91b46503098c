//! What else is known of the account: invitations that wait for an answer, the size of the network, the notes of the month,
//! InMail credits and direct messages. Each shown where it is known or switched on, and fed right there.

use leptos::prelude::*;

use crate::browser::i18n::{date_and_time, date_near, digits, plural, text};
use crate::browser::zone::Platform;
use crate::domain::allowance::{Allowance, Buffer};
use crate::domain::ledger::Ledger;
use crate::domain::note_allowance::{self, NoteChoice, NotesLeft};
use crate::domain::other_allowance::{self, ANSWER_DAYS, Acts, OtherStatus, PROPOSED_MESSAGES, Report};
use crate::domain::pending::{Connections, Known, Pending, PendingLevel};
use crate::domain::preset::Account;
use crate::domain::time::Timestamp;
use crate::protocol::Message;

use super::instrument::Instrument;
use super::page::Snapshot;
use super::parts::{Drawn, click, parts};
use super::tally::{Amount, Figure, enter, level_name};

/// Invitations that wait for an answer.
pub const PENDING: Figure = Figure {
    name: "pendingTitle",
    amount: |shown, ledger| Some(pending(shown, ledger)),
    mark: Some(Pending::MANY),
    told: || text("pendingTold", &[&digits(Pending::MANY), &digits(Pending::TOO_MANY)]),
    acts: |instrument| {
        let forget = || Message::Pending { number: None };
        let say = |number| Message::Pending { number: Some(number) };
        enter(instrument, "pendingTitle", say, Some((|standing| standing.pending.is_some(), forget)))
    },
};

/// Of the whole ledger.
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
pub const CONNECTIONS: Figure = Figure {
    name: "connectionsTitle",
    amount: |shown, _| Some(connections(shown)),
    mark: None,
    told: || text("connectionsTold", &[&digits(Connections::MOST)]),
    acts: |instrument| {
        let forget = || Message::Connections { number: None };
        let say = |number| Message::Connections { number: Some(number) };
        enter(instrument, "connectionsTitle", say, Some((|standing| standing.connections.is_some(), forget)))
    },
};

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
pub const NOTES: Figure = Figure {
    name: "notesMonth",
    amount: notes,
    mark: None,
    // What is said of an account without a choice of the user's own.
    told: || match note_allowance::a_month(Account::Free, &NoteChoice::default()) {
        Some(said) => text("notesTold", &[&digits(said)]),
        None => String::new(),
    },
    acts: |instrument| enter(instrument, "notesMonth", |number| Message::NotesRemaining { number }, None),
};

/// Of the ledger since the month began; nothing on an account without such a limit.
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
pub const IN_MAIL: Figure = Figure {
    name: "settingsInMail",
    amount: |shown, _| in_mail(shown),
    mark: None,
    told: || text("inMailTold", &[&digits(ANSWER_DAYS)]),
    acts: |instrument| {
        view! {
            {instrument.shows(|instrument, shown| {
                let acts = &shown.stored.standing.in_mail;
                by_hand(instrument, "settingsInMail", in_mail(shown), acts, Message::InMail)
            })}
            {answers(instrument)}
        }
        .drawn()
    },
};

fn in_mail(shown: &Snapshot) -> Option<Amount> {
    let choice = shown.stored.settings.others.in_mail?;
    let status = other_allowance::in_mail(shown.now, choice, &shown.stored.standing.in_mail, &Platform)?;
    let [used, limit] = [status.used, status.limit].map(digits);
    let more = text("inMailUsed", &[&used, &limit, &date_near(status.renews)]);
    Some(left_of(status, plural("inMailLeft", status.left), more))
}

/// Direct messages, where the user switched them on.
pub const MESSAGES: Figure = Figure {
    name: "settingsMessages",
    amount: |shown, _| messages(shown),
    mark: None,
    told: || text("messagesTold", &[&digits(PROPOSED_MESSAGES)]),
    acts: |instrument| {
        instrument.shows(|instrument, shown| {
            let acts = &shown.stored.standing.messages;
            by_hand(instrument, "settingsMessages", messages(shown), acts, Message::DirectMessage)
        })
    },
};

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
fn by_hand(
    instrument: Instrument,
    name: &str,
    amount: Option<Amount>,
    acts: &Acts,
    say: fn(Report) -> Message,
) -> AnyView {
    let locked = instrument.locked.get();
    // Only one of those that the figure counts: nobody would see what became of another.
    let none = locked || amount.is_none_or(|amount| amount.filled.0 == 0);
    let last = acts.0.last().map(|act| act.at);
    let take_back = move || {
        if let Some(at) = last {
            instrument.tell(say(Report::TakenBack(at)), || {});
        }
    };
    let name = text(name, &[]);
    let labelled = |words: &str| (text(words, &[]), format!("{}: {name}", text(words, &[])));
    let ((count, count_label), (back, back_label)) = (labelled("countOne"), labelled("bookTakeBack"));
    view! {
        <button type="button" class="button" aria-label=count_label disabled=locked
            on:click=click(move || instrument.tell(say(Report::Sent(1)), || {}))>{count}</button>
        <button type="button" class="button button--quiet" aria-label=back_label disabled=none on:click=click(take_back)>{back}</button>
    }
    .drawn()
}

/// Which InMail messages were answered: each returns its credit.
fn answers(instrument: Instrument) -> AnyView {
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
                    <input type="checkbox" aria-label=label disabled=move || instrument.locked.get() prop:checked=answered on:change=set/>
                    <span>{text("inMailAnswered", &[])}</span>
                </label>
            </li>
        }
        .drawn()
    };
    view! {
        <details class="enter" hidden=move || acts().is_empty()>
            <summary class="enter__way">{text("inMailWhich", &[])}</summary>
            <ul class="answers">{parts(times, item)}</ul>
        </details>
    }
    .drawn()
}
