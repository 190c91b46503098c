//! The overview: when invitations were sent, where, how and with which notes, and between what the user's own limit lies.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::i18n::{date, digits, plural, text, time_of_day_utc, weekday_short};
use crate::browser::zone::Platform;
use crate::domain::own_limit::OwnLimit;
use crate::domain::restriction::Word;
use crate::domain::statistics::{EVIDENCE, Filter, HourOfWeek, LENGTHS, PLACES, Series, WAYS, between};
use crate::domain::time::Timestamp;
use crate::domain::window::Window;
use crate::domain::zone::{LocalDay, Zone};
use crate::protocol::Message;
use crate::ui::account::{CONNECTIONS, IN_MAIL, MESSAGES, NOTES, PENDING};
use crate::ui::drawers::Filed;
use crate::ui::instrument::reading;
use crate::ui::page::Snapshot;
use crate::ui::parts::{Drawn, button};
use crate::ui::tally::tally;

use super::Shared;
use super::book::{evidence_words, place_words, way_words};
use super::charts::{Figures, Label, Point, bars, chart};
use super::plot::{self, Ticks, months};

/// How many weeks the first chart shows.
const WEEKS: i32 = 26;
/// How many columns of days the second does: a year, and the week that is under way.
const YEAR: i32 = 53;

/// The overview.
#[component]
pub fn Overview(
    /// What all parts share.
    shared: Shared,
) -> impl IntoView {
    let Shared { instrument, history, .. } = shared;
    let ledger = Filed { ledger: history.ledger, whole: history.whole };
    let chart = |title: String, names: Vec<String>, ticks: Ticks, figures: fn(Shared) -> Figures| {
        chart(shared, title, names, ticks, Memo::new(move |_| figures(shared)))
    };
    let mut every_second = weekday_names();
    every_second.iter_mut().skip(1).step_by(2).for_each(String::clear);
    view! {
        <div class="overview">
            <section class="chart chart--gauge">{instrument.shows(reading)}</section>
            <section class="chart overview__double">
                <h2 class="chart__title">{text("ownTitle", &[])}</h2>
                <p class="chart__told">{text("ownTold", &[])}</p>
                {move || own(shared)}
            </section>
            <div class="overview__wide tallies">
                {[PENDING, CONNECTIONS, NOTES, IN_MAIL, MESSAGES]
                    .map(|figure| tally(instrument, ledger, figure, true))
                    .collect_view()}
            </div>
            <div class="overview__wide">{chart(text("weeksTitle", &[]), Vec::new(), months, weeks)}</div>
            <div class="overview__wide">{chart(text("yearTitle", &[]), every_second, months, year)}</div>
            <div class="overview__double">{chart(text("hoursTitle", &[]), weekday_names(), plot::hours, hours)}</div>
            <div class="overview__pair">
                {bars(shared, text("placesTitle", &[]), places)}
                {bars(shared, text("waysTitle", &[]), ways)}
            </div>
            <div class="overview__double">{bars(shared, text("notesTitle", &[]), notes)}</div>
            {bars(shared, text("surenessTitle", &[]), sureness)}
        </div>
    }
}

/// The Mondays that lie that many weeks before this one, up to the next.
fn mondays(now: Timestamp, weeks: i32) -> Vec<Timestamp> {
    // The platform knows its own zone.
    let since_monday = LocalDay::at(now, &Zone::Local, &Platform).map_or(0, |today| today.weekday() as i32);
    ((1 - weeks)..=1).map(|week| clock::midnight(now, 7 * week - since_monday)).collect()
}

/// What was sent between each two neighbours of `edges`.
fn stretches(shared: Shared, edges: &[Timestamp], label: fn(Timestamp, Timestamp) -> Label) -> Vec<Point> {
    let numbers = between(edges, &shared.history.lines.get());
    let point = |(edges, number): (&[Timestamp], u32)| Point {
        label: label(edges[0], edges[1]),
        number,
        filter: Some(Filter { from: Some(edges[0]), to: Some(edges[1]), ..Filter::counting() }),
    };
    edges.windows(2).zip(numbers).map(point).collect()
}

/// The weeks by which the user counts; where that is the last seven days, those of the calendar.
fn weeks(shared: Shared) -> Figures {
    let own = shared.instrument.snapshot.with(|shown| match &shown.stored.settings.window {
        Window::Rolling => Err(shown.now),
        Window::Calendar(reset) => reset.weeks(shown.now, WEEKS as usize, &Platform).ok_or(shown.now),
    });
    let told = if own.is_ok() { "weeksToldOwn" } else { "weeksTold" };
    let points = stretches(shared, &own.unwrap_or_else(|now| mondays(now, WEEKS)), Label::Days);
    let told = match points.iter().map(|point| point.number).max().unwrap_or_default() {
        0 => text("chartNothing", &[]),
        most => text(told, &[&digits(most)]),
    };
    let status = shared.instrument.snapshot.with(Snapshot::status);
    let lines = vec![(status.allowance.limit, "limit"), (status.line(), "line")];
    Figures { points, told, lines }
}

/// The days of a year.
fn year(shared: Shared) -> Figures {
    let now = shared.instrument.snapshot.with(|shown| shown.now);
    let first = mondays(now, YEAR)[0];
    let day = |index: i32| clock::midnight(first.plus(Duration::from_secs(12 * 3600)), index);
    let edges: Vec<_> = (0..=YEAR * 7).map(day).take_while(|day| *day <= clock::midnight(now, 1)).collect();
    let points = stretches(shared, &edges, |day, _| Label::Day(day));
    let sum = points.iter().fold(0u32, |sum, point| sum.saturating_add(point.number));
    let told = match points.iter().filter(|point| point.number > 0).count() {
        0 => text("chartNothing", &[]),
        days => text("yearTold", &[&digits(sum), &plural("days", u32::try_from(days).unwrap_or(u32::MAX))]),
    };
    Figures { points, told, ..Figures::default() }
}

/// The short names of the days, from Monday.
pub fn weekday_names() -> Vec<String> {
    /// A Monday, by UTC.
    const MONDAY: i64 = 1_795_392_000_000;
    (0..7).map(|day| weekday_short(Timestamp::from_millis(MONDAY + day * 86_400_000))).collect()
}

/// The hours of the week.
fn hours(shared: Shared) -> Figures {
    let hours = shared.history.series.with(|series| series.hours);
    let days = weekday_names();
    let mut points = Vec::with_capacity(7 * 24);
    for hour in 0..24u8 {
        let time = time_of_day_utc(Timestamp::from_millis(i64::from(hour) * 3_600_000));
        for (day, name) in (0..7u8).zip(&days) {
            points.push(Point {
                label: Label::Words(text("hourOf", &[name, &time])),
                number: hours[usize::from(day)][usize::from(hour)],
                filter: Some(Filter { hour: Some(HourOfWeek { day, hour }), ..Filter::counting() }),
            });
        }
    }
    let most = points.iter().filter(|point| point.number > 0).max_by_key(|point| point.number);
    let told =
        most.map_or_else(|| text("chartNothing", &[]), |point| text("hoursTold", &[&point.label.words()]));
    Figures { points, told, ..Figures::default() }
}

/// The numbers of a series, each with its words and what it is of.
fn points(numbers: &[u32], about: fn(usize) -> (String, Filter)) -> Vec<Point> {
    let point = |(at, number): (usize, &u32)| {
        let (words, filter) = about(at);
        let filter = Some(Filter { counts: Some(true), ..filter });
        Point { label: Label::Words(words), number: *number, filter }
    };
    numbers.iter().enumerate().map(point).collect()
}

fn places(series: &Series) -> Vec<Point> {
    let about =
        |at: usize| (place_words(PLACES[at]), Filter { place: Some(PLACES[at]), ..Filter::default() });
    let mut most_first: Vec<Point> = Vec::new();
    for point in points(&series.places, about).into_iter().filter(|point| point.number > 0) {
        let at = most_first.partition_point(|other| other.number >= point.number);
        most_first.insert(at, point);
    }
    most_first
}

fn ways(series: &Series) -> Vec<Point> {
    let mut points =
        points(&series.ways, |at| (way_words(WAYS[at]), Filter { way: Some(WAYS[at]), ..Filter::default() }));
    points.retain(|point| point.number > 0);
    points
}

fn notes(series: &Series) -> Vec<Point> {
    let without = series.total.saturating_sub(series.noted);
    let mut all =
        points(&[without], |_| (text("noteWithout", &[]), Filter { note: Some(false), ..Filter::default() }));
    all.extend(points(&series.lengths, |at| {
        let (least, end) = (LENGTHS[at], LENGTHS[at + 1]);
        let words = match end {
            u32::MAX => text("noteFrom", &[&digits(least)]),
            _ => text("noteBetween", &[&digits(least.max(1)), &digits(end - 1)]),
        };
        (words, Filter { length: Some((least, end)), ..Filter::default() })
    }));
    all
}

/// The surest first.
fn sureness(series: &Series) -> Vec<Point> {
    let mut points = points(&series.evidence, |at| {
        (evidence_words(EVIDENCE[at]), Filter { evidence: Some(EVIDENCE[at]), ..Filter::default() })
    });
    points.retain(|point| point.number > 0);
    points.reverse();
    points
}

/// Between what the user's own limit lies.
fn own(shared: Shared) -> AnyView {
    let instrument = shared.instrument;
    let ledger = shared.history.ledger.get();
    let shown = instrument.snapshot.read();
    let standing = &shown.stored.standing;
    let own = OwnLimit::of(&ledger, &standing.restrictions.0, &shown.stored.settings.window, &Platform);
    let floor = match own.floor {
        None => text("ownNoFloor", &[]),
        Some(floor) => text("ownFloor", &[&digits(floor.number), &date(floor.at)]),
    };
    let ceiling = match own.ceiling {
        None => text("ownNoCeiling", &[]),
        Some(ceiling) => {
            let name = if ceiling.doubt.is_some() { "ownCeilingDoubt" } else { "ownCeiling" };
            text(name, &[&digits(ceiling.number), &date(ceiling.at)])
        }
    };
    let offer = own.offer(shown.stored.settings.allowance.limit).map(|limit| {
        let take = move || instrument.tell(Message::TakeLimit { limit }, || {});
        button("button", text("ownTake", &[&digits(limit)]), take)
    });
    // What LinkedIn shows elsewhere, on a phone, only the user sees, and may be mistaken about. Of what was merely seen
    // neither is known: it is asked about in the popup.
    let restricted = match standing.restrictions.open() {
        None => Some(false),
        Some(open) => open.is_certain().then_some(true),
    };
    let way = restricted.map(|restricted| {
        let name = if restricted { "restrictionUnsay" } else { "restrictionSay" };
        let say = move || {
            let word = if restricted { Word::Unsaid } else { Word::Begun(clock::now()) };
            instrument.tell(Message::Restriction(word), || {});
        };
        button("button", text(name, &[]), say)
    });
    view! {
        <p>{floor}</p>
        <p>{ceiling}</p>
        {offer}
        {way}
    }
    .drawn()
}
