//! LinkedIn's other allowances, InMail credits and direct messages: the same limit, line and level, over other windows.
//! Fed by hand, and shown only when switched on.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::allowance::{Allowance, Buffer, Level};
use super::preset::{IN_MAIL_ANSWER_DAYS, InMailPlan, MESSAGE_LENGTH, MESSAGES_A_DAY};
use super::time::Timestamp;
use super::zone::{LocalDay, Zone, Zones};

/// The greatest length of a direct message, in characters, by a guide to limits of every kind.
pub const LONGEST_MESSAGE: u32 = MESSAGE_LENGTH.most;

/// Which of them the user switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherChoice {
    /// InMail credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_mail: Option<InMailChoice>,
    /// Direct messages: how many a day, 120 by a guide to limits of every kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages: Option<u32>,
}

/// What the user's plan gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InMailChoice {
    /// Credits a month.
    pub credits: u32,
    /// The day of the month on which they come, 1 to 31; in a shorter month its last.
    pub renews: u8,
}

impl InMailChoice {
    /// As a plan has it by a guide to limits of every kind, from the first of each month.
    pub const fn of(plan: InMailPlan) -> Self {
        Self { credits: plan.credits(), renews: 1 }
    }
}

/// The direct messages a day that are proposed.
pub const PROPOSED_MESSAGES: u32 = MESSAGES_A_DAY.most;

/// Within how many days an InMail message must be answered for its credit to return, by a guide to limits of every kind.
pub const ANSWER_DAYS: u32 = IN_MAIL_ANSWER_DAYS.most;

const PATIENCE: Duration = Duration::from_secs(ANSWER_DAYS as u64 * 24 * 3_600);

/// An act that the user reports: one or several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// When it was reported.
    pub at: Timestamp,
    /// How many.
    pub number: u32,
    /// When they were answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Timestamp>,
}

/// What was reported of one kind, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Acts(pub Vec<Act>);

/// What the user reports of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Report {
    /// So many were sent now.
    Sent(u32),
    /// The one that was reported then was answered now.
    Answered(Timestamp),
    /// The one that was reported then wasn't answered after all.
    Unanswered(Timestamp),
    /// The one that was reported then wasn't sent after all.
    TakenBack(Timestamp),
}

impl Acts {
    /// Those InMail messages whose answer returns a credit, or would if it came now; newest first.
    pub fn returning(&self, now: Timestamp) -> impl Iterator<Item = &Act> {
        self.0.iter().rev().filter(move |act| now.since(act.at) <= PATIENCE)
    }

    /// For how long an act is kept: until its answer can return nothing any more, and a month beyond.
    const KEPT: Duration = Duration::from_secs(4 * 31 * 24 * 3_600);

    /// Takes in what the user reports. An act is known by its time; a second one at the same instant joins it.
    pub fn take(&mut self, report: Report, now: Timestamp) {
        match report {
            Report::Sent(0) => {}
            Report::Sent(number) => match self.0.iter_mut().find(|act| act.at == now) {
                Some(act) => act.number = act.number.saturating_add(number),
                None => self.0.push(Act { at: now, number, answered: None }),
            },
            Report::Answered(at) => {
                for act in self.0.iter_mut().filter(|act| act.at == at) {
                    act.answered = act.answered.or(Some(now));
                }
            }
            Report::Unanswered(at) => {
                for act in self.0.iter_mut().filter(|act| act.at == at) {
                    act.answered = None;
                }
            }
            Report::TakenBack(at) => self.0.retain(|act| act.at != at),
        }
        self.0.retain(|act| now.since(act.at) <= Self::KEPT);
    }
}

/// How one of the other allowances stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherStatus {
    /// How many there are in its window, with those that came back.
    pub limit: u32,
    /// How many were sent in it.
    pub used: u32,
    /// How many may still be.
    pub left: u32,
    /// How close to the limit that is.
    pub level: Level,
    /// When there are as many as at first.
    pub renews: Timestamp,
}

impl OtherStatus {
    fn new(limit: u32, used: u32, renews: Timestamp) -> Self {
        let allowance = Allowance { limit, buffer: Buffer::Share(80) };
        Self { limit, used, left: allowance.left(used), level: allowance.level(used), renews }
    }
}

/// Direct messages today, by the user's clock. Nothing only if the platform doesn't know its own zone.
pub fn messages(now: Timestamp, a_day: u32, acts: &Acts, zones: &dyn Zones) -> Option<OtherStatus> {
    let today = LocalDay::at(now, &Zone::Local, zones)?;
    let begins = today.begins(&Zone::Local, zones)?;
    let renews = today.plus(1).begins(&Zone::Local, zones)?;
    Some(OtherStatus::new(a_day, sum(acts, |act| act.at >= begins), renews))
}

/// InMail credits this month. A credit returns when its message is answered within 90 days, and counts for the month of
/// the answer. Nothing only if the platform doesn't know its own zone.
pub fn in_mail(now: Timestamp, choice: InMailChoice, acts: &Acts, zones: &dyn Zones) -> Option<OtherStatus> {
    let (begins, renews) = month(now, choice.renews, zones)?;
    let returned = sum(acts, |act| {
        act.answered.is_some_and(|answered| answered >= begins && answered.since(act.at) <= PATIENCE)
    });
    let used = sum(acts, |act| act.at >= begins);
    Some(OtherStatus::new(choice.credits.saturating_add(returned), used, renews))
}

fn sum(acts: &Acts, counts: impl Fn(&Act) -> bool) -> u32 {
    acts.0.iter().filter(|act| counts(act)).fold(0, |sum: u32, act| sum.saturating_add(act.number))
}

/// When the month began and ends that renews on that day.
fn month(now: Timestamp, renews: u8, zones: &dyn Zones) -> Option<(Timestamp, Timestamp)> {
    let today = LocalDay::at(now, &Zone::Local, zones)?;
    // In a shorter month on its last day.
    let in_month = |day: LocalDay| {
        let (first, next) = day.month()?;
        Some(first.plus(i64::from(renews.max(1)) - 1).min(next.plus(-1)))
    };
    let (first, next) = today.month()?;
    let this = in_month(first)?;
    let (begins, ends) =
        if this <= today { (this, in_month(next)?) } else { (in_month(first.plus(-1))?, this) };
    Some((begins.begins(&Zone::Local, zones)?, ends.begins(&Zone::Local, zones)?))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::zone::Utc;

    fn at(year: i32, month: u32, day: u32) -> Timestamp {
        LocalDay::of(NaiveDate::from_ymd_opt(year, month, day).unwrap()).begins(&Zone::Local, &Utc).unwrap()
    }

    fn credits(now: Timestamp, renews: u8, acts: &Acts) -> OtherStatus {
        in_mail(now, InMailChoice { credits: 5, renews }, acts, &Utc).unwrap()
    }

    #[test]
    fn messages_count_from_midnight_to_midnight() {
        let today = at(2027, 3, 3);
        let before = Timestamp::from_millis(today.as_millis() - 1);
        let mut acts = Acts::default();
        acts.take(Report::Sent(100), before);
        acts.take(Report::Sent(96), today);
        let status = messages(today, PROPOSED_MESSAGES, &acts, &Utc).unwrap();
        assert_eq!((status.used, status.left, status.level), (96, 24, Level::BufferReached));
        assert_eq!(status.renews, at(2027, 3, 4));
    }

    #[test]
    fn a_credit_returns_when_it_is_answered_within_ninety_days() {
        let sent = at(2027, 1, 10);
        let mut acts = Acts::default();
        acts.take(Report::Sent(1), sent);
        for (answered, limit) in [(at(2027, 4, 9), 6), (at(2027, 4, 10), 6), (at(2027, 4, 11), 5)] {
            let mut acts = acts.clone();
            acts.take(Report::Answered(sent), answered);
            assert_eq!(credits(answered, 1, &acts).limit, limit);
        }
    }

    #[test]
    fn an_answer_that_was_none_returns_nothing_and_after_ninety_days_none_is_asked_for() {
        let sent = at(2027, 1, 10);
        let mut acts = Acts::default();
        acts.take(Report::Sent(1), sent);
        acts.take(Report::Answered(sent), at(2027, 1, 12));
        assert_eq!(credits(at(2027, 1, 12), 1, &acts).limit, 6);
        acts.take(Report::Unanswered(sent), at(2027, 1, 13));
        assert_eq!(credits(at(2027, 1, 13), 1, &acts).limit, 5);
        let last = at(2027, 4, 10);
        assert_eq!(acts.returning(last).count(), 1);
        assert_eq!(acts.returning(Timestamp::from_millis(last.as_millis() + 1)).count(), 0);
    }

    #[test]
    fn credits_renew_on_the_last_day_of_a_shorter_month() {
        let mut acts = Acts::default();
        acts.take(Report::Sent(2), at(2027, 2, 27));
        assert_eq!(credits(at(2027, 2, 27), 31, &acts).used, 2);
        assert_eq!(credits(at(2027, 2, 27), 31, &acts).renews, at(2027, 2, 28));
        assert_eq!(credits(at(2027, 2, 28), 31, &acts).used, 0);
        assert_eq!(credits(at(2027, 2, 28), 31, &acts).renews, at(2027, 3, 31));
        assert_eq!(credits(at(2028, 2, 28), 31, &acts).renews, at(2028, 2, 29));
    }

    #[test]
    fn what_is_taken_back_no_longer_counts() {
        let now = at(2027, 3, 3);
        let mut acts = Acts::default();
        acts.take(Report::Sent(2), now);
        acts.take(Report::Sent(1), now);
        assert_eq!(credits(now, 1, &acts).left, 2);
        acts.take(Report::TakenBack(now), now);
        assert_eq!(credits(now, 1, &acts).left, 5);
    }

    #[test]
    fn a_month_begins_with_what_is_sent_and_answered_at_its_first_instant() {
        let (first, sent) = (at(2027, 3, 1), at(2027, 2, 20));
        let mut acts = Acts::default();
        acts.take(Report::Sent(1), sent);
        acts.take(Report::Answered(sent), first);
        acts.take(Report::Sent(2), first);
        let status = credits(first, 1, &acts);
        assert_eq!((status.limit, status.used), (6, 2));
    }

    #[test]
    fn an_answer_is_told_once_and_none_sent_is_nothing() {
        let (sent, answered) = (at(2027, 2, 20), at(2027, 2, 27));
        let mut acts = Acts::default();
        acts.take(Report::Sent(0), sent);
        assert_eq!(acts, Acts::default());
        acts.take(Report::Sent(1), sent);
        acts.take(Report::Answered(sent), answered);
        acts.take(Report::Answered(sent), at(2027, 3, 2));
        assert_eq!(acts.0[0].answered, Some(answered));
    }

    #[test]
    fn what_can_return_nothing_any_more_is_kept_for_four_months() {
        let sent = at(2027, 1, 10);
        let kept = |days: u64, millis: u64| {
            let mut acts = Acts::default();
            acts.take(Report::Sent(1), sent);
            let now = sent.plus(Duration::from_secs(days * 24 * 3_600) + Duration::from_millis(millis));
            acts.take(Report::TakenBack(now), now);
            acts.0.len()
        };
        assert_eq!([kept(4 * 31, 0), kept(4 * 31, 1)], [1, 0]);
    }
}
