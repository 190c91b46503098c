//! The geometry of the gauge: where water, surface, line and its number stand in the ring.

use crate::browser::i18n::digits;
use crate::domain::status::Status;

/// The ring's inside, in the drawing's units: from its lowest point up to its highest.
const BOTTOM: f64 = 104.0;
const HEIGHT: f64 = 96.0;

/// Where the water ends below, in the drawing's units.
pub const FOOT: f64 = 112.0;
/// How far the line's upper edge stands over where it is.
pub const LINE_UP: f64 = 2.0;
/// How far the line's number stands over it.
pub const FIGURE_UP: f64 = 6.0;

/// A gauge, in units of its drawing, from above.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Up to where the water stands.
    pub level: f64,
    /// How thick the band on the water is: all that is over the line, or else a thin surface if there is any water.
    pub surface: f64,
    /// Where the line is.
    pub line: f64,
    /// The line's number and its right end; nothing where there is no room for it.
    pub figure: Option<(String, f64)>,
}

impl Drawing {
    /// The gauge of a status.
    pub fn of(status: &Status) -> Self {
        let limit = status.allowance.limit;
        let level = height_of(status.used, limit, 2.0);
        let line = height_of(status.line(), limit, 1.0);
        let surface = match status.used {
            0 => 0.0,
            used if used > status.line() => (line - level).max(2.0),
            _ => 2.0,
        };
        let figure = digits(status.line());
        let end = figure_position(line, figure.chars().count());
        Self { level, surface, line, figure: end.map(|end| (figure, end)) }
    }
}

/// Where a number stands in the ring, to that fraction of a unit.
fn height_of(number: u32, limit: u32, steps: f64) -> f64 {
    let share = if limit == 0 { 1.0 } else { (f64::from(number) / f64::from(limit)).min(1.0) };
    ((BOTTOM - HEIGHT * share) * steps).round() / steps
}

/// The right end of the line's number, so that it clears the ring; nothing where there is no room for it.
fn figure_position(line: f64, digits: usize) -> Option<f64> {
    const OUTER: f64 = 56.0;
    const ROOM: f64 = 132.0;
    let away = if line < 56.0 { (62.0 - line).max(0.0) } else { (line - 71.0).max(0.0) };
    let ring = (OUTER * OUTER - away * away).max(0.0).sqrt();
    let end = (56.0 + ring + 2.0 + 8.5 * digits as f64).ceil().max(124.0);
    (end <= ROOM).then_some(end)
}
