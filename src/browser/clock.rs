//! The machine's clock and the user's calendar.

use js_sys::Date;

use crate::domain::time::Timestamp;

/// Now.
pub fn now() -> Timestamp {
    // A clock always shows a finite number.
    Timestamp::try_from(Date::now()).unwrap_or_default()
}

/// The user's midnight at which the day of `time` began, or that many days later.
pub fn midnight(time: Timestamp, days_later: i32) -> Timestamp {
    let day = Date::new(&f64::from(time).into());
    // Every day of a month is a small number, and days before its first or after its last are those of other months.
    let (month, date) = (day.get_month() as i32, day.get_date() as i32);
    let midnight = Date::new_with_year_month_day(day.get_full_year(), month, date + days_later);
    Timestamp::try_from(midnight.get_time()).unwrap_or(time)
}

/// A time to the minute by the user's clock, as a field for date and time has it.
pub fn to_field(time: Timestamp) -> String {
    let at = Date::new(&f64::from(time).into());
    let (year, month, day) = (at.get_full_year(), at.get_month() + 1, at.get_date());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", at.get_hours(), at.get_minutes())
}

/// The time that stands in such a field; nothing if it is empty.
pub fn of_field(value: &str) -> Option<Timestamp> {
    // Without a zone it is the user's own.
    Timestamp::try_from(Date::parse(value)).ok()
}
