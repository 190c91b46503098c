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
    day.set_hours(0);
    day.set_minutes(0);
    day.set_seconds(0);
    day.set_milliseconds(0);
    day.set_date(day.get_date().wrapping_add_signed(days_later));
    Timestamp::try_from(day.get_time()).unwrap_or(time)
}
