//! What was sent today, and on each of the last seven days.

use crate::browser::clock;
use crate::browser::i18n::{digits, plural, text};
use crate::browser::zone::Platform;
use crate::domain::pace::{Pace, pace};
use crate::domain::status::sent_between;
use crate::domain::time::Timestamp;
use crate::domain::window::Span;
use crate::store::Stored;

/// How high the chart of the days is, in its units.
pub const HEIGHT: f64 = 28.0;

/// Today in words, and the last seven days as a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Whether nothing was sent.
    pub none: bool,
    /// How many were sent, of how many.
    pub words: String,
    /// How many more keep the week even.
    pub more: String,
    /// The chart in words.
    pub title: String,
    /// The chart's bars, today's last.
    pub bars: Vec<Bar>,
}

/// A bar of the chart, in its units. It stands on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its left edge.
    pub x: f64,
    /// What it is, as the style sheet knows it.
    pub class: &'static str,
    /// How high it is.
    pub height: f64,
    /// How round its corners are.
    pub radius: f64,
}

impl Today {
    /// What there is to say at `now`, in the window as it lies.
    pub fn of(stored: &Stored, span: Span, now: Timestamp) -> Self {
        let edges: Vec<_> = (-6..=1).map(|day| clock::midnight(now, day)).collect();
        let days = sent_between(&edges, &stored.ledger);
        let sent = days.last().copied().unwrap_or_default();
        let settings = &stored.settings;
        let pace = pace(now, settings.target(now), &settings.working, span, &stored.ledger, &Platform);
        let words = match pace {
            Some(Pace { share: share @ 1.., sent, .. }) => text("todayOf", &[&digits(sent), &digits(share)]),
            _ if sent == 0 => text("todayNone", &[]),
            _ => plural("todaySent", sent),
        };
        let more = match pace {
            Some(pace) if pace.exceeds_guidance() => {
                let (least, most) = Pace::GUIDANCE;
                text("paceGuidance", &[&digits(least), &digits(most)])
            }
            Some(Pace { works: false, .. }) => text("paceOff", &[]),
            Some(Pace { more: 0, .. }) => text("paceEnough", &[]),
            Some(Pace { more, .. }) => plural("paceMore", more),
            None => String::new(),
        };
        let counts: Vec<_> = days.iter().map(|day| digits(*day)).collect();
        let title = text("daysLabel", &[&counts.join(", ")]);
        Self { none: sent == 0, words, more, title, bars: bars(&days) }
    }
}

fn bars(days: &[u32]) -> Vec<Bar> {
    let most = f64::from(days.iter().copied().max().unwrap_or_default().max(1));
    let last = days.len().saturating_sub(1);
    let bar = |(index, number): (usize, &u32)| match *number {
        0 => Bar { x: 12.0 * index as f64, class: "bars__none", height: 2.0, radius: 1.0 },
        number => {
            let class = if index == last { "bars__today" } else { "" };
            let height = (26.0 * f64::from(number) / most).round().max(3.0);
            Bar { x: 12.0 * index as f64, class, height, radius: 1.5 }
        }
    };
    days.iter().enumerate().map(bar).collect()
}
