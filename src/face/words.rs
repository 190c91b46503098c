//! How a status is put into words.

use crate::browser::{clock, i18n};
use crate::domain::allowance::Level;
use crate::domain::forecast::Return;
use crate::domain::preset::Account;
use crate::domain::status::Status;
use crate::domain::time::Timestamp;

use i18n::{digits, plural, text};

/// The name of a level, as the style sheet knows it.
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Comfortable => "comfortable",
        Level::Nearing => "nearing",
        Level::BufferReached => "over",
        Level::LimitReached => "limit",
        Level::Restricted => "restricted",
    }
}

/// A kind of account.
pub fn account_words(account: Account) -> String {
    match account {
        Account::Free => text("accountFree", &[]),
        Account::Premium => text("accountPremium", &[]),
        Account::SalesNavigator => text("accountSalesNavigator", &[]),
        Account::Recruiter => text("accountRecruiter", &[]),
    }
}

/// What stands under the large number.
pub fn caption(status: &Status) -> String {
    let (limit, line) = (status.allowance.limit, status.line());
    match status.level {
        Level::Comfortable => plural("captionLeft", status.left()),
        Level::Nearing => plural("captionToLine", line.saturating_sub(status.used)),
        Level::BufferReached if status.used == line => text("captionAtLine", &[]),
        Level::BufferReached => plural("captionOverLine", status.used - line),
        Level::LimitReached if status.used == limit => text("captionLimit", &[]),
        Level::Restricted => text("captionRestricted", &[]),
        Level::LimitReached => plural("captionOverLimit", status.used.saturating_sub(limit)),
    }
}

/// The level in words.
pub fn level(status: &Status) -> String {
    let line = digits(status.line());
    match status.level {
        Level::Comfortable => text("levelComfortable", &[]),
        Level::Nearing => text("levelNearing", &[&line]),
        Level::BufferReached => text("levelOver", &[&line]),
        Level::LimitReached => text("levelLimit", &[]),
        Level::Restricted => text("levelRestricted", &[]),
    }
}

/// The gauge in words.
pub fn gauge(status: &Status) -> String {
    let [used, limit, left] = [status.used, status.allowance.limit, status.left()].map(digits);
    text("gaugeValue", &[&used, &limit, &left, &level(status)])
}

/// The facts of the small line: sent, line, limit.
pub fn facts(status: &Status) -> [String; 3] {
    let (limit, line) = (status.allowance.limit, status.line());
    [
        plural("factsSent", status.used),
        text("factsLine", &[&digits(line)]),
        text("factsLimit", &[&digits(limit)]),
    ]
}

/// When the next places come back, and what comes after them.
pub fn comes_back(status: &Status, now: Timestamp) -> (String, String) {
    let Some((next, later)) = status.next_places() else {
        let hint = match status.span.reset {
            Some(reset) => text("comesBackNoneReset", &[&i18n::weekday(reset)]),
            None => text("comesBackNoneHint", &[]),
        };
        return (text("comesBackNone", &[]), hint);
    };
    let (count, time) = (digits(next.number), i18n::time_of_day(next.at));
    let first = match day(next.at, now) {
        Day::Today => text("comesBackToday", &[&count, &time]),
        Day::Tomorrow => text("comesBackTomorrow", &[&count, &time]),
        Day::Named(name) => text("comesBackOn", &[&count, &name, &time]),
        Day::NextWeek(name) => text("comesBackNext", &[&count, &name, &time]),
    };
    (first, after(next, later, now))
}

/// How many more come back by the end of the day on which the first of them does.
fn after(next: Return, later: &[Return], now: Timestamp) -> String {
    let Some(soonest) = later.first() else { return text("comesBackNoMore", &[]) };
    let end = clock::midnight(soonest.at, 1);
    let number = later.iter().take_while(|place| place.at < end).map(|place| place.number).sum();
    let count = digits(number);
    match day(soonest.at, now) {
        Day::Today => text("comesBackMoreToday", &[&count]),
        _ if soonest.at < clock::midnight(next.at, 1) => text("comesBackMoreThatDay", &[&count]),
        Day::Tomorrow => text("comesBackMoreTomorrow", &[&count]),
        Day::Named(name) => text("comesBackMoreBy", &[&count, &name]),
        Day::NextWeek(name) => text("comesBackMoreNext", &[&count, &name]),
    }
}

enum Day {
    Today,
    Tomorrow,
    Named(String),
    /// What is sent today comes back on a day of the same name.
    NextWeek(String),
}

fn day(time: Timestamp, now: Timestamp) -> Day {
    if time < clock::midnight(now, 1) {
        Day::Today
    } else if time < clock::midnight(now, 2) {
        Day::Tomorrow
    } else if time < clock::midnight(now, 7) {
        Day::Named(i18n::weekday(time))
    } else {
        Day::NextWeek(i18n::weekday(time))
    }
}
