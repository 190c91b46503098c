//! What the state of the allowance costs, by the number of invitations in the ledger: at the same pace over more and more
//! years, which should cost nothing more, and in the same ten years at a greater and greater pace.

use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use plimsoll::domain::invitation::{Characters, Evidence, Invitation, InvitationId, Place, Way};
use plimsoll::domain::ledger::{Entry, Ledger};
use plimsoll::domain::settings::Settings;
use plimsoll::domain::standing::Standing;
use plimsoll::domain::status::Status;
use plimsoll::domain::time::{FilingWeek, Timestamp};
use plimsoll::domain::zone::Utc;

const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);
const DAY: u64 = 24 * 3_600;

fn main() {
    println!("100 a week, so the same window under more and more history:");
    let older: Vec<_> = [1_000, 10_000, 100_000]
        .map(|number| measured(number, Duration::from_secs(DAY * 7 * u64::from(number) / 100)))
        .into();
    println!("  slope: {:+.4} ns for each invitation more", slope(&older));
    println!("over ten years, so a fuller and fuller window:");
    let fuller: Vec<_> = [1_000, 10_000, 50_000, 100_000]
        .map(|number| measured(number, Duration::from_secs(DAY * 3_652)))
        .into();
    println!("  slope: {:+.4} ns for each invitation more", slope(&fuller));
}

/// The number of invitations, and the median time in nanoseconds.
fn measured(number: u32, over: Duration) -> (f64, f64) {
    let ledger = ledger(number, over);
    let (settings, standing) = (Settings::default(), Standing::default());
    let mut times: Vec<f64> = (0..301)
        .map(|_| {
            let start = Instant::now();
            let status = Status::at(NOW, &settings, &standing, black_box(&ledger), &Utc);
            let passed = start.elapsed();
            black_box(status);
            passed.as_secs_f64() * 1e9
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let used = Status::at(NOW, &settings, &standing, &ledger, &Utc).used;
    println!("  {number:>7} invitations, {used:>4} in the window: {:>9.1} µs", times[150] / 1e3);
    (f64::from(number), times[150])
}

fn ledger(number: u32, over: Duration) -> Ledger {
    let apart = over / number;
    let mut drawers: std::collections::BTreeMap<FilingWeek, Vec<Entry>> = Default::default();
    for index in 0..number {
        let entry = Entry::Sent(Invitation {
            id: InvitationId::new(format!("{index}")),
            at: NOW.minus(apart * index),
            number: NonZeroU32::MIN,
            place: Place::Search,
            way: Way::Dialog,
            note: Some(Characters(180)),
            evidence: Evidence::Confirmed,
        });
        drawers.entry(entry.week()).or_default().push(entry);
    }
    let mut ledger = Ledger::default();
    drawers.into_iter().for_each(|(week, entries)| ledger.file(week, entries));
    ledger
}

/// By least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    above / below
}
