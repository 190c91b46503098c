//! Windows against a naive model that walks the clock minute by minute, with the zones of a real database.

use chrono::{DateTime, Datelike, NaiveDate, Offset as _, TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::domain::zone::Offset;

/// The zones of the IANA database. Whoever asks for the local one is in the zone given.
struct Database(&'static str);

impl Zones for Database {
    fn offset(&self, zone: &Zone, at: Timestamp) -> Option<Offset> {
        let name = match zone {
            Zone::Local => self.0,
            Zone::Named(name) => name,
        };
        let zone: Tz = name.parse().ok()?;
        Some(Offset(zone.offset_from_utc_datetime(&utc(at).naive_utc()).fix().local_minus_utc()))
    }
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.as_millis()).unwrap()
}

/// An instant, by UTC.
fn at(text: &str) -> Timestamp {
    Timestamp::from_millis(DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
}

fn weekly(weekday: Weekday, minute: u16, zone: &str) -> Reset {
    Reset { weekday, minute, zone: Zone::Named(zone.to_owned()) }
}

/// The first minute at which the zone's clock shows that time of that date or later, found by looking at each.
fn naive_reset(date: NaiveDate, minute: u16, zone: Tz) -> Timestamp {
    let wanted = date.and_hms_opt(u32::from(minute) / 60, u32::from(minute) % 60, 0).unwrap();
    let start = wanted.and_utc() - chrono::Duration::hours(26);
    let mut minutes = (0..52 * 60).map(|minutes| start + chrono::Duration::minutes(minutes));
    let first = minutes.find(|instant| instant.with_timezone(&zone).naive_local() >= wanted).unwrap();
    Timestamp::from_millis(first.timestamp_millis())
}

/// Every reset of the days around an instant: every date with that weekday, one after the other.
fn naive_around(now: Timestamp, reset: &Reset, zone: Tz) -> (Timestamp, Timestamp) {
    let today = utc(now).date_naive();
    let resets: Vec<Timestamp> = (-9..=9)
        .map(|days| today + chrono::Duration::days(days))
        .filter(|date| date.weekday().num_days_from_monday() == reset.weekday as u32)
        .map(|date| naive_reset(date, reset.minute, zone))
        .collect();
    let last = resets.iter().copied().filter(|reset| *reset <= now).max().unwrap();
    let next = resets.iter().copied().filter(|reset| *reset > now).min().unwrap();
    (last, next)
}

/// Zones with whole, half and quarter hours, that set their clocks at midnight, by half an hour, or across the date line.
const ZONES: [&str; 14] = [
    "America/Los_Angeles",
    "Europe/Berlin",
    "Europe/London",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Australia/Eucla",
    "Pacific/Chatham",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Asia/Tehran",
];

#[test]
fn a_pacific_monday_begins_one_minute_past_midnight_there() {
    // Winter: eight hours behind. Summer: seven.
    let reset = Reset::pacific();
    for (now, last, next) in [
        ("2027-01-18T08:00:59.999Z", "2027-01-11T08:01:00Z", "2027-01-18T08:01:00Z"),
        ("2027-01-18T08:01:00Z", "2027-01-18T08:01:00Z", "2027-01-25T08:01:00Z"),
        ("2027-07-05T07:00:59Z", "2027-06-28T07:01:00Z", "2027-07-05T07:01:00Z"),
        ("2027-07-05T07:01:00Z", "2027-07-05T07:01:00Z", "2027-07-12T07:01:00Z"),
    ] {
        assert_eq!(reset.around(at(now), &Database("UTC")), Some((at(last), at(next))), "{now}");
    }
}

#[test]
fn a_week_has_an_hour_less_in_spring_and_one_more_in_autumn() {
    let reset = weekly(Weekday::Monday, 0, "Europe/Berlin");
    let length = |now| {
        let (last, next) = reset.around(at(now), &Database("UTC")).unwrap();
        next.since(last).as_secs() / 3_600
    };
    assert_eq!([length("2027-03-25T12:00:00Z"), length("2027-10-28T12:00:00Z")], [167, 169]);
    assert_eq!(length("2027-06-03T12:00:00Z"), 168);
}

#[test]
fn a_time_that_the_clock_leaps_over_is_when_it_leaps() {
    // On 28 March 2027 Berlin goes from 02:00 to 03:00, at 01:00 UTC.
    let reset = weekly(Weekday::Sunday, 150, "Europe/Berlin");
    let (last, _) = reset.around(at("2027-03-28T12:00:00Z"), &Database("UTC")).unwrap();
    assert_eq!(last, at("2027-03-28T01:00:00Z"));
}

#[test]
fn a_time_that_the_clock_shows_twice_is_the_first() {
    // On 31 October 2027 Berlin shows 02:30 at 00:30 and at 01:30 UTC.
    let reset = weekly(Weekday::Sunday, 150, "Europe/Berlin");
    let first = at("2027-10-31T00:30:00Z");
    assert_eq!(reset.around(first, &Database("UTC")).unwrap().0, first);
    assert_eq!(reset.around(at("2027-10-31T01:30:00Z"), &Database("UTC")).unwrap().0, first);
    assert_eq!(
        reset.around(Timestamp::from_millis(first.as_millis() - 1), &Database("UTC")).unwrap().1,
        first
    );
}

#[test]
fn a_day_that_never_was_begins_with_the_next() {
    // Samoa had no 30 December 2011, a Friday: it went to the other side of the date line.
    let reset = weekly(Weekday::Friday, 12 * 60, "Pacific/Apia");
    let (last, next) = reset.around(at("2011-12-31T00:00:00Z"), &Database("UTC")).unwrap();
    assert_eq!((last, next), (at("2011-12-30T10:00:00Z"), at("2012-01-05T22:00:00Z")));
}

#[test]
fn the_local_week_travels_with_the_user_and_a_named_one_stays() {
    let now = at("2027-06-07T03:00:00Z");
    let local = Reset::local_monday();
    let start = |zone| local.around(now, &Database(zone)).unwrap().0;
    // In Berlin it has been Monday for hours, in New York it is still Sunday.
    assert_eq!(start("Europe/Berlin"), at("2027-06-06T22:00:00Z"));
    assert_eq!(start("America/New_York"), at("2027-05-31T04:00:00Z"));
    let named = Reset::pacific();
    assert_eq!(named.around(now, &Database("Europe/Berlin")), named.around(now, &Database("Asia/Tokyo")));
}

#[test]
fn a_rolling_window_lets_go_of_what_was_sent_exactly_seven_days_ago() {
    let now = at("2027-03-28T12:00:00Z");
    let span = Window::Rolling.span(now, &Database("Europe/Berlin"));
    let sent = now.minus(Window::ROLLING);
    let later = Timestamp::from_millis(sent.as_millis() + 1);
    assert_eq!((span.holds(sent), span.holds(later)), (false, true));
    assert_eq!(span.returns(later), Timestamp::from_millis(now.as_millis() + 1));
}

#[test]
fn a_calendar_window_holds_what_was_sent_exactly_at_its_reset() {
    let window = Window::Calendar(Reset::pacific());
    let reset = at("2027-01-18T08:01:00Z");
    let before = Timestamp::from_millis(reset.as_millis() - 1);
    let span = window.span(reset, &Database("UTC"));
    assert_eq!((span.holds(before), span.holds(reset)), (false, true));
    assert_eq!(span.returns(reset), at("2027-01-25T08:01:00Z"));
    assert!(window.span(before, &Database("UTC")).holds(before));
}

#[test]
fn a_place_taken_at_the_reset_itself_by_a_clock_that_was_set_back_is_one_of_the_next_week() {
    let reset = at("2027-01-18T08:01:00Z");
    let span = Span { first: at("2027-01-11T08:01:00Z"), reset: Some(reset), zone_unknown: false };
    let after = |millis: i64| Timestamp::from_millis(reset.as_millis() + millis);
    assert_eq!([-1, 0].map(|millis| span.returns(after(millis))), [reset, reset.plus(Window::ROLLING)]);
}

#[test]
fn a_week_in_which_a_day_comes_twice_is_the_longest() {
    /// A clock that is set back by a whole day on a Wednesday at noon.
    struct Back;
    const CHANGE: Timestamp = Timestamp::from_millis(1_799_236_800_000);
    impl Zones for Back {
        fn offset(&self, _: &Zone, at: Timestamp) -> Option<Offset> {
            Some(Offset(if at < CHANGE { 12 * 3_600 } else { -12 * 3_600 }))
        }
    }
    let (first, reset) = Reset::local_monday().around(CHANGE, &Back).unwrap();
    assert_eq!(reset.since(first), Window::LONGEST);
    // All that still counts at its end is read.
    let end = Timestamp::from_millis(reset.as_millis() - 1);
    assert!(crate::store::recent(end).any(|week| week == crate::domain::time::FilingWeek::of(first)));
}

#[test]
fn windows_are_stored_as_they_are_documented() {
    let stored = |window: &Window| serde_json::to_string(window).unwrap();
    assert_eq!(stored(&Window::Rolling), r#""rolling""#);
    let pacific = Window::Calendar(Reset::pacific());
    assert_eq!(
        stored(&pacific),
        r#"{"calendar":{"weekday":"monday","minute":1,"zone":{"named":"America/Los_Angeles"}}}"#
    );
}

fn any_reset() -> impl Strategy<Value = (Reset, Tz)> {
    let weekday = (0usize..7).prop_map(|index| Weekday::ALL[index]);
    (weekday, 0u16..1440, prop::sample::select(&ZONES[..]))
        .prop_map(|(weekday, minute, zone)| (weekly(weekday, minute, zone), zone.parse().unwrap()))
}

/// Instants of 2005 to 2040, most of them within a day and a half of a moment at which the zone's clock is set.
fn any_instant() -> impl Strategy<Value = (i64, i64, bool)> {
    (1_104_537_600i64..2_208_988_800, -130_000i64..130_000, prop::bool::weighted(0.7))
}

/// The next moment after an instant at which a zone's clock is set, or the instant if there is none within a year.
fn near_a_change(start: i64, zone: Tz) -> i64 {
    let offset = |second: i64| {
        zone.offset_from_utc_datetime(&DateTime::from_timestamp(second, 0).unwrap().naive_utc())
            .fix()
            .local_minus_utc()
    };
    let hours = (0..366 * 24).map(|hour| start + hour * 3_600);
    hours
        .clone()
        .zip(hours.skip(1))
        .find(|(one, next)| offset(*one) != offset(*next))
        .map_or(start, |pair| pair.1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn resets_are_those_of_the_naive_model(
        (reset, zone) in any_reset(),
        (second, apart, near) in any_instant(),
    ) {
        let second = if near { near_a_change(second, zone) + apart } else { second };
        let now = Timestamp::from_millis(second * 1_000);
        prop_assert_eq!(reset.around(now, &Database("UTC")), Some(naive_around(now, &reset, zone)));
    }

    #[test]
    fn many_offsets_are_each_as_if_asked_for_alone(
        zone in prop::sample::select(&ZONES[..]),
        seconds in prop::collection::vec(1_104_537_600i64..2_208_988_800, 1..8),
    ) {
        let database = Database(zone);
        let zone: Tz = zone.parse().unwrap();
        let offsets = crate::domain::zone::offsets(&Zone::Local, &database);
        for second in seconds {
            // And around the change that lies next to it.
            for second in [second, near_a_change(second, zone), near_a_change(second, zone) + 3 * 86_400] {
                let at = Timestamp::from_millis(second * 1_000);
                prop_assert_eq!(offsets(at), database.offset(&Zone::Local, at).unwrap().0);
            }
        }
    }

    #[test]
    fn a_days_weekday_and_month_are_those_of_the_calendar(day in -40_000i64..60_000) {
        let day = LocalDay(day);
        let date = day.date().unwrap();
        prop_assert_eq!(day.weekday() as u32, date.weekday().num_days_from_monday());
        let (first, next) = day.month().unwrap();
        prop_assert_eq!((first.date().unwrap().day(), next.date().unwrap().day()), (1, 1));
        prop_assert!(first <= day && day < next && next.0 - first.0 <= 31);
    }
}

#[test]
fn a_year_of_hours_is_that_of_the_naive_model() {
    // Leap year, and two different turns of the clock; each Monday to Monday once an hour at its edges.
    let zone: Tz = "America/Los_Angeles".parse().unwrap();
    let reset = Reset::pacific();
    for day in 0..366 {
        for second in [-1, 0, 1] {
            let now =
                Timestamp::from_millis((1_830_297_600 + day * 86_400 + 8 * 3_600 + 60 + second) * 1_000);
            assert_eq!(
                reset.around(now, &Database("UTC")),
                Some(naive_around(now, &reset, zone)),
                "{}",
                utc(now)
            );
        }
    }
}

/// A year simulated day by day: what a naive tally per week says, and what the window says.
#[test]
fn a_simulated_year_counts_as_the_naive_tally_does() {
    let zone: Tz = "Europe/Berlin".parse().unwrap();
    let reset = weekly(Weekday::Monday, 0, "Europe/Berlin");
    let window = Window::Calendar(reset);
    let first = NaiveDate::from_ymd_opt(2028, 1, 1).unwrap();
    let mut sent: Vec<(Timestamp, u32, u32)> = Vec::new();
    for day in 0..366i64 {
        let date = first + chrono::Duration::days(day);
        // Between none and six a day, at another hour each day, by the clock on the wall.
        let number = (day * 5 % 7) as u32;
        let noon = date.and_hms_opt((day * 7 % 24) as u32, 30, 0).unwrap();
        let Some(instant) = zone.from_local_datetime(&noon).earliest() else { continue };
        let now = Timestamp::from_millis(instant.timestamp_millis());
        // The naive tally goes by the number of the week, as a calendar prints it.
        let week = date.iso_week().year() as u32 * 100 + date.iso_week().week();
        sent.push((now, number, week));
        let tally: u32 = sent.iter().filter(|(_, _, of)| *of == week).map(|(_, number, _)| number).sum();
        let span = window.span(now, &Database("UTC"));
        let held: u32 = sent.iter().filter(|(at, ..)| span.holds(*at)).map(|(_, number, _)| number).sum();
        assert_eq!(held, tally, "{date}");
        let rolling = Window::Rolling.span(now, &Database("UTC"));
        let young: u32 = sent
            .iter()
            .filter(|(at, ..)| now.as_millis() - at.as_millis() < 7 * 86_400_000)
            .map(|(_, number, _)| number)
            .sum();
        let held: u32 = sent.iter().filter(|(at, ..)| rolling.holds(*at)).map(|(_, number, _)| number).sum();
        assert_eq!(held, young, "{date}");
    }
    assert!(sent.len() > 360);
}

#[test]
fn the_weeks_that_are_counted_by_follow_each_other_whatever_the_clocks_do() {
    // Los Angeles sets its clocks back on 1 November 2026, so that the week before it is an hour longer.
    let zones = Database("Europe/Berlin");
    let weeks = Reset::pacific().weeks(at("2026-11-18T12:00:00Z"), 4, &zones).unwrap();
    let expected = [
        "2026-10-26T07:01:00Z",
        "2026-11-02T08:01:00Z",
        "2026-11-09T08:01:00Z",
        "2026-11-16T08:01:00Z",
        "2026-11-23T08:01:00Z",
    ];
    assert_eq!(weeks, expected.map(at));
    let unknown = weekly(Weekday::Monday, 0, "Atlantis/Harbour");
    assert_eq!(unknown.weeks(at("2026-11-18T12:00:00Z"), 4, &zones), None);
}
