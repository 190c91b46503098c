//! The overview: when invitations were sent, where, how and with which notes, and between what the user's own limit lies.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;
use crate::browser::i18n::{date, digits, plural, text, time_of_day_utc, weekday_short};
use crate::browser::zone::Platform;
use crate::domain::own_limit::OwnLimit;
use crate::domain::restriction::Word;
use crate::domain::statistics::{Filter, HourOfWeek, LENGTHS, between};
use crate::domain::time::Timestamp;
use crate::domain::window::Window;
use crate::domain::zone::{LocalDay, Zone};
use crate::protocol::Message;
use crate::ui::account::{ConnectionsTally, InMailTally, MessagesTally, NotesTally, PendingTally};
use crate::ui::instrument::Reading;

use super::Shared;
use super::book::{evidence_words, place_words, way_words};
use super::charts::{Bars, Chart, Label, Point};
use super::plot::{Drawing, hours, months};

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
    let status = shared.instrument.status;
    view! {
        <div class="overview">
            <section class="chart chart--gauge"><Reading status/></section>
            <Own shared/>
            <Account shared/>
            <Weeks shared/>
            <Year shared/>
            <Hours shared/>
            <ByPlace shared/>
            <Notes shared/>
            <Sureness shared/>
        </div>
    }
}

/// What else is known of the account.
#[component]
fn Account(shared: Shared) -> impl IntoView {
    let Shared { instrument, history, .. } = shared;
    let ledger = Signal::derive(move || history.whole.get().then(|| history.ledger.get()));
    view! {
        <div class="overview__wide tallies">
            <PendingTally instrument ledger/>
            <ConnectionsTally instrument/>
            <NotesTally instrument ledger told=true/>
            <InMailTally instrument told=true/>
            <MessagesTally instrument told=true/>
        </div>
    }
}

/// The Mondays that lie that many weeks before this one, up to the next.
fn mondays(now: Timestamp, weeks: i32) -> Vec<Timestamp> {
    // The platform knows its own zone.
    let since_monday = LocalDay::at(now, &Zone::Local, &Platform).map_or(0, |today| today.weekday() as i32);
    ((1 - weeks)..=1).map(|week| clock::midnight(now, 7 * week - since_monday)).collect()
}

/// The weeks by which the user counts; where that is the last seven days, those of the calendar.
#[component]
fn Weeks(shared: Shared) -> impl IntoView {
    let own = Memo::new(move |_| {
        shared.instrument.snapshot.with(|shown| match &shown.stored.settings.window {
            Window::Rolling => None,
            Window::Calendar(reset) => reset.weeks(shown.now, WEEKS as usize, &Platform),
        })
    });
    let points = Memo::new(move |_| {
        let calendar = || mondays(shared.instrument.snapshot.with(|shown| shown.now), WEEKS);
        let edges = own.get().unwrap_or_else(calendar);
        let numbers = between(&edges, &shared.history.lines.get());
        let point = |(edges, number): (&[Timestamp], u32)| Point {
            label: Label::Days(edges[0], edges[1]),
            number,
            filter: Some(Filter { from: Some(edges[0]), to: Some(edges[1]), ..Filter::counting() }),
        };
        edges.windows(2).zip(numbers).map(point).collect::<Vec<_>>()
    });
    let status = shared.instrument.status;
    let lines = Signal::derive(move || {
        status.with(|status| vec![(status.allowance.limit, "limit"), (status.line(), "line")])
    });
    let told = Signal::derive(move || {
        let most = points.with(|points| points.iter().map(|point| point.number).max().unwrap_or_default());
        match most {
            0 => text("chartNothing", &[]),
            most if own.with(Option::is_some) => text("weeksToldOwn", &[&digits(most)]),
            most => text("weeksTold", &[&digits(most)]),
        }
    });
    view! {
        <div class="overview__wide">
            <Chart shared title=text("weeksTitle", &[]) told points drawing=Drawing::Columns(lines) ticks=months/>
        </div>
    }
}

#[component]
fn Year(shared: Shared) -> impl IntoView {
    let points = Memo::new(move |_| {
        let now = shared.instrument.snapshot.with(|shown| shown.now);
        let first = mondays(now, YEAR)[0];
        let day = |index: i32| clock::midnight(first.plus(Duration::from_secs(12 * 3600)), index);
        let edges: Vec<_> =
            (0..=YEAR * 7).map(day).take_while(|day| *day <= clock::midnight(now, 1)).collect();
        let numbers = between(&edges, &shared.history.lines.get());
        let point = |(edges, number): (&[Timestamp], u32)| Point {
            label: Label::Day(edges[0]),
            number,
            filter: Some(Filter { from: Some(edges[0]), to: Some(edges[1]), ..Filter::counting() }),
        };
        edges.windows(2).zip(numbers).map(point).collect::<Vec<_>>()
    });
    let told = Signal::derive(move || {
        points.with(|points| {
            let sum = points.iter().fold(0u32, |sum, point| sum.saturating_add(point.number));
            let days = points.iter().filter(|point| point.number > 0).count();
            if days == 0 {
                return text("chartNothing", &[]);
            }
            text("yearTold", &[&digits(sum), &plural("days", u32::try_from(days).unwrap_or(u32::MAX))])
        })
    });
    let names = weekday_names()
        .into_iter()
        .enumerate()
        .map(|(index, name)| if index % 2 == 0 { name } else { String::new() });
    view! {
        <div class="overview__wide">
            <Chart shared title=text("yearTitle", &[]) told points drawing=Drawing::Squares(names.collect()) ticks=months/>
        </div>
    }
}

/// The short names of the days, from Monday.
pub fn weekday_names() -> Vec<String> {
    /// A Monday, by UTC.
    const MONDAY: i64 = 1_795_392_000_000;
    (0..7).map(|day| weekday_short(Timestamp::from_millis(MONDAY + day * 86_400_000))).collect()
}

#[component]
fn Hours(shared: Shared) -> impl IntoView {
    let days = weekday_names();
    let names = days.clone();
    let points = Memo::new(move |_| {
        let hours = shared.history.series.with(|series| series.hours);
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
        points
    });
    let told = Signal::derive(move || {
        points.with(|points| {
            let most = points.iter().filter(|point| point.number > 0).max_by_key(|point| point.number);
            most.map_or_else(|| text("chartNothing", &[]), |point| text("hoursTold", &[&point.label.words()]))
        })
    });
    view! {
        <div class="overview__double">
            <Chart shared title=text("hoursTitle", &[]) told points drawing=Drawing::Squares(names) ticks=hours/>
        </div>
    }
}

#[component]
fn ByPlace(shared: Shared) -> impl IntoView {
    let points = Memo::new(move |_| {
        shared.history.series.with(|series| {
            let places = series.places.iter().map(|(place, number)| Point {
                label: Label::Words(place_words(*place)),
                number: *number,
                filter: Some(Filter { place: Some(*place), ..Filter::counting() }),
            });
            let mut points: Vec<_> = places.collect();
            points.sort_by_key(|point| std::cmp::Reverse(point.number));
            points
        })
    });
    let ways = Memo::new(move |_| {
        shared.history.series.with(|series| {
            let ways = series.ways.iter().map(|(way, number)| Point {
                label: Label::Words(way_words(*way)),
                number: *number,
                filter: Some(Filter { way: Some(*way), ..Filter::counting() }),
            });
            ways.collect::<Vec<_>>()
        })
    });
    view! {
        <div class="overview__pair">
            <Bars shared title=text("placesTitle", &[]) points/>
            <Bars shared title=text("waysTitle", &[]) points=ways/>
        </div>
    }
}

#[component]
fn Notes(shared: Shared) -> impl IntoView {
    let points = Memo::new(move |_| {
        shared.history.series.with(|series| {
            let without = Point {
                label: Label::Words(text("noteWithout", &[])),
                number: series.total.saturating_sub(series.noted),
                filter: Some(Filter { note: Some(false), ..Filter::counting() }),
            };
            let lengths = LENGTHS.windows(2).zip(series.lengths).map(|(edges, number)| Point {
                label: Label::Words(match edges[1] {
                    u32::MAX => text("noteFrom", &[&digits(edges[0])]),
                    most => text("noteBetween", &[&digits(edges[0].max(1)), &digits(most - 1)]),
                }),
                number,
                filter: Some(Filter { length: Some((edges[0], edges[1])), ..Filter::counting() }),
            });
            std::iter::once(without).chain(lengths).collect::<Vec<_>>()
        })
    });
    view! { <div class="overview__double"><Bars shared title=text("notesTitle", &[]) points/></div> }
}

#[component]
fn Sureness(shared: Shared) -> impl IntoView {
    let points = Memo::new(move |_| {
        shared.history.series.with(|series| {
            let all = series.evidence.iter().rev().map(|(evidence, number)| Point {
                label: Label::Words(evidence_words(*evidence)),
                number: *number,
                filter: Some(Filter { evidence: Some(*evidence), ..Filter::counting() }),
            });
            all.collect::<Vec<_>>()
        })
    });
    view! { <Bars shared title=text("surenessTitle", &[]) points/> }
}

/// Between what the user's own limit lies.
#[component]
fn Own(shared: Shared) -> impl IntoView {
    let own = Memo::new(move |_| {
        shared.instrument.snapshot.with(|shown| {
            let stops = &shown.stored.standing.restrictions.0;
            let ledger = shared.history.ledger.get();
            let own = OwnLimit::of(&ledger, stops, &shown.stored.settings.window, &Platform);
            (own, own.offer(shown.stored.settings.allowance.limit))
        })
    });
    let floor = move || {
        own.get().0.floor.map_or_else(
            || text("ownNoFloor", &[]),
            |floor| text("ownFloor", &[&digits(floor.number), &date(floor.at)]),
        )
    };
    let ceiling = move || {
        own.get().0.ceiling.map_or_else(
            || text("ownNoCeiling", &[]),
            |ceiling| {
                let name = if ceiling.doubt.is_some() { "ownCeilingDoubt" } else { "ownCeiling" };
                text(name, &[&digits(ceiling.number), &date(ceiling.at)])
            },
        )
    };
    // What LinkedIn shows elsewhere, on a phone, only the user sees, and may be mistaken about. Of what was merely seen
    // neither is known: it is asked about in the popup.
    let restricted = Memo::new(move |_| {
        shared.instrument.snapshot.with(|shown| match shown.stored.standing.restrictions.open() {
            None => Some(false),
            Some(open) => open.is_certain().then_some(true),
        })
    });
    let way = move |restricted: bool| {
        let name = if restricted { "restrictionUnsay" } else { "restrictionSay" };
        let say = move |_| {
            let word = if restricted { Word::Unsaid } else { Word::Begun(clock::now()) };
            shared.instrument.tell(Message::Restriction(word), || {});
        };
        view! { <button type="button" class="button" on:click=say>{text(name, &[])}</button> }
    };
    let offer = move || {
        own.get().1.map(|limit| view! {
        <button type="button" class="button" on:click=move |_| shared.instrument.tell(Message::TakeLimit { limit }, || {})>
            {text("ownTake", &[&digits(limit)])}
        </button>
    })
    };
    view! {
        <section class="chart overview__double">
            <h2 class="chart__title">{text("ownTitle", &[])}</h2>
            <p class="chart__told">{text("ownTold", &[])}</p>
            <p>{floor}</p>
            <p>{ceiling}</p>
            {offer}
            {move || restricted.get().map(way)}
        </section>
    }
}
