//! The drawings of the charts between their axes. Their numbers are read one by one, by pointer or by arrow keys.
//!
//! A drawing is few paths and no shape of its own for each number: a year of days is five, and one listener tells by
//! the pointer's place which number it is on.

use chrono::Datelike;
use leptos::prelude::*;
use leptos::{ev, html};

use crate::browser::i18n::{date_short, digits, month_short, plain, text, time_of_day_utc, year};
use crate::browser::zone::Platform;
use crate::domain::scale::{nearest, rungs, shade, shades};
use crate::domain::time::Timestamp;
use crate::domain::zone::{LocalDay, Zone};
use crate::ui::parts::Drawn;

use super::Shared;
use super::charts::{Figures, Point};
use crate::ui::page;

/// Room for so many columns is always there, so that few of them don't become walls.
const FEW: usize = 16;

/// The places of a drawing's numbers, column by column from the top.
#[derive(Clone, Copy)]
struct Grid {
    /// How many numbers stand in a column: one, or as many squares.
    rows: usize,
    /// For how many columns there is room.
    columns: usize,
}

impl Grid {
    fn of(rows: usize, points: usize) -> Self {
        Self { rows, columns: points.div_ceil(rows).max(FEW) }
    }

    /// Width and height of a number's place, in units of the drawing.
    fn place(self) -> (usize, usize) {
        if self.rows == 1 { (10, 100) } else { (12, 12) }
    }

    /// What the whole drawing measures, as its element has it.
    fn view_box(self) -> String {
        let (width, height) = self.place();
        format!("0 0 {} {}", self.columns * width, self.rows * height)
    }
}

/// What stands below a drawing: at which of its columns, and what. It is given the numbers and how many a column has.
pub type Ticks = fn(&[Point], usize) -> Vec<(usize, String)>;

/// Each month in the column in which it begins; a year in place of its January.
pub fn months(points: &[Point], rows: usize) -> Vec<(usize, String)> {
    let mut ticks = Vec::new();
    let mut before = None;
    for (column, points) in points.chunks(rows).enumerate() {
        let last = points.last().map(|point| point.label.last()).unwrap_or_default();
        // The platform knows its own zone.
        let month = LocalDay::at(last, &Zone::Local, &Platform).and_then(LocalDay::month);
        if month != before {
            let january = month.and_then(|(first, _)| first.date()).is_some_and(|first| first.month() == 1);
            ticks.push((column, if january { year(last) } else { month_short(last) }));
        }
        before = month;
    }
    // What is left of the first month may be too little for its name.
    if ticks.get(1).is_some_and(|(column, _)| *column < 3) {
        ticks.remove(0);
    }
    ticks
}

/// Four hours of the day.
pub fn hours(points: &[Point], rows: usize) -> Vec<(usize, String)> {
    let hour = |hour: usize| time_of_day_utc(Timestamp::from_millis(hour as i64 * 3_600_000));
    (0..points.len().div_ceil(rows)).step_by(6).map(|at| (at, hour(at))).collect()
}

/// Some of the days, evenly.
pub fn days(points: &[Point], _: usize) -> Vec<(usize, String)> {
    const MOST: usize = 6;
    let each = points.iter().map(|point| date_short(point.label.last())).enumerate();
    each.step_by(points.len().div_ceil(MOST).max(3)).collect()
}

/// What reads a drawing number by number.
#[derive(Clone, Copy)]
struct Reader {
    shared: Shared,
    figures: Memo<Figures>,
    /// How many numbers stand in a column.
    rows: usize,
    /// The number that is pointed at.
    pointed: RwSignal<Option<usize>>,
    field: NodeRef<html::Div>,
}

impl Reader {
    fn last(self) -> usize {
        self.figures.read_untracked().points.len().saturating_sub(1)
    }

    /// The number below the pointer.
    fn below(self, event: &ev::MouseEvent) -> Option<usize> {
        let area = self.field.get_untracked()?.get_bounding_client_rect();
        let across = (f64::from(event.client_x()) - area.left()) / area.width();
        let across = if page::mirrored() { 1.0 - across } else { across };
        let down = (f64::from(event.client_y()) - area.top()) / area.height();
        let columns = Grid::of(self.rows, self.figures.read_untracked().points.len()).columns;
        Some(nearest(across, down, columns, self.rows)).filter(|at| *at <= self.last())
    }

    fn point(self, at: Option<usize>) {
        if self.pointed.get_untracked() != at {
            self.pointed.set(at);
        }
    }

    fn open(self, at: Option<usize>) {
        let point = at.and_then(|at| self.figures.read_untracked().points.get(at).cloned());
        if let Some(point) = point {
            point.open(self.shared);
        }
    }

    fn press(self, event: &ev::KeyboardEvent) {
        let last = self.last();
        let at = self.pointed.get_untracked().unwrap_or(last);
        let column = if page::mirrored() { -(self.rows as isize) } else { self.rows as isize };
        let by = |by: isize| at.checked_add_signed(by).filter(|at| *at <= last).unwrap_or(at);
        let to = match event.key().as_str() {
            "ArrowRight" => by(column),
            "ArrowLeft" => by(-column),
            "ArrowDown" if self.rows > 1 => by(1),
            "ArrowUp" if self.rows > 1 => by(-1),
            "Home" => 0,
            "End" => last,
            "Enter" => return self.open(Some(at)),
            _ => return,
        };
        event.prevent_default();
        self.point(Some(to));
    }

    /// What marks the number that is pointed at.
    fn here(self) -> Option<AnyView> {
        let at = self.pointed.get()?;
        let grid = Grid::of(self.rows, self.figures.read().points.len());
        let (width, height) = grid.place();
        let (x, y) = (at / self.rows * width, at % self.rows * height);
        let path = format!("M{x} {y}h{width}v{height}h-{width}z");
        Some(picture(grid, vec![part("plot__here", String::new(), path)]))
    }
}

/// A drawing that can be read number by number: squares if their rows have names, or else columns.
pub fn plot(
    shared: Shared,
    title: String,
    names: Vec<String>,
    ticks: Ticks,
    figures: Memo<Figures>,
    pointed: RwSignal<Option<usize>>,
) -> AnyView {
    let kind = if names.is_empty() { "columns" } else { "squares" };
    let field = NodeRef::new();
    let reader = Reader { shared, figures, rows: names.len().max(1), pointed, field };
    view! {
        <div class="plot" data-kind=kind>
            {move || draw(&figures.read(), &names, ticks)}
            <div class="plot__field" tabindex="0" role="application" aria-label=title node_ref=field
                on:pointermove=move |event| reader.point(reader.below(&event)) on:pointerleave=move |_| reader.point(None)
                on:focus=move |_| reader.point(pointed.get_untracked().or(Some(reader.last()))) on:blur=move |_| reader.point(None)
                on:keydown=move |event| reader.press(&event) on:click=move |event| reader.open(reader.below(&event))>{move || reader.here()}</div>
        </div>
    }
    .drawn()
}

/// The drawing between its axes.
fn draw(figures: &Figures, names: &[String], ticks: Ticks) -> AnyView {
    let numbers: Vec<_> = figures.points.iter().map(|point| point.number).collect();
    let grid = Grid::of(names.len().max(1), numbers.len());
    let (parts, side, signs) = if names.is_empty() {
        draw_columns(&numbers, &figures.lines, grid.columns)
    } else {
        draw_squares(&numbers, names)
    };
    let ticks = ticks(&figures.points, grid.rows);
    // Where there is little room, every second of many is left out.
    let many = ticks.len() > 7;
    let foot = ticks.into_iter().enumerate().map(|(index, (column, words))| {
        word(words, None, Some(column as f64 / grid.columns as f64), many && index % 2 == 1)
    });
    view! {
        <div class="plot__side" aria-hidden="true">{side}</div>
        {picture(grid, parts)}
        <div class="plot__foot" aria-hidden="true">{foot.collect::<Vec<_>>()}</div>
        <ul class="legend">{signs}</ul>
    }
    .drawn()
}

/// The parts of a drawing, what stands beside it, and what its legend explains.
type Picture = (Vec<AnyView>, Vec<AnyView>, Vec<AnyView>);

/// Columns beside each other, with lines across.
fn draw_columns(numbers: &[u32], lines: &[(u32, &str)], columns: usize) -> Picture {
    let highest = numbers.iter().chain(lines.iter().map(|(at, _)| at)).copied().max().unwrap_or_default();
    let top = f64::from(highest.max(1)) * 1.05;
    let up = |number: u32| f64::from(number) / top;
    let line = |number: u32, name: &str| {
        part(
            "plot__line",
            name.to_owned(),
            format!("M0 {}H{}", plain(100.0 - 100.0 * up(number)), columns * 10),
        )
    };
    let (mut parts, mut side, mut signs) = Picture::default();
    for number in std::iter::once(0).chain(rungs(top as u32)) {
        parts.push(line(number, "rung"));
        side.push(word(digits(number), Some(up(number)), None, false));
    }
    let (mut some, mut none) = (String::new(), String::new());
    for (at, number) in numbers.iter().enumerate() {
        let high = plain(if *number == 0 { 0.75 } else { (100.0 * up(*number)).max(1.5) });
        let column = format!("M{} 100v-{high}h8v{high}z", at * 10 + 1);
        *if *number == 0 { &mut none } else { &mut some } += &column;
    }
    parts.push(part("plot__shape", "0".to_owned(), none));
    parts.push(part("plot__shape", "1".to_owned(), some));
    for (at, name) in lines {
        parts.push(line(*at, name));
        let words = if *name == "limit" { text("settingsLimit", &[]) } else { text("settingsLine", &[]) };
        signs.push(sign((*name).to_owned(), format!("{words} {}", digits(*at))));
    }
    (parts, side, signs)
}

/// Squares, the darker the more, those of one shade in one path; their rows have these names.
fn draw_squares(numbers: &[u32], names: &[String]) -> Picture {
    const SQUARE: &str = "h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z";
    let most = numbers.iter().copied().max().unwrap_or_default();
    let rows = names.len();
    let mut paths: [String; 5] = Default::default();
    for (at, number) in numbers.iter().enumerate() {
        paths[shade(*number, most) as usize] +=
            &format!("M{} {}{SQUARE}", at / rows * 12 + 3, at % rows * 12 + 1);
    }
    let parts =
        paths.into_iter().enumerate().map(|(shade, path)| part("plot__shape", shade.to_string(), path));
    let side = names.iter().map(|name| word(name.clone(), None, None, false));
    let signs = shades(most).map(|(shade, least, most)| sign(shade.to_string(), span(least, most)));
    (parts.collect(), side.collect(), signs.collect())
}

fn picture(grid: Grid, parts: Vec<AnyView>) -> AnyView {
    view! {
        <svg class="plot__picture" viewBox=grid.view_box() preserveAspectRatio="none" aria-hidden="true">{parts}</svg>
    }
    .drawn()
}

/// Part of a drawing: its class, what sets it apart from others of that, and its path.
fn part(class: &'static str, sign: String, path: String) -> AnyView {
    view! { <path class=class data-sign=sign d=path/> }.drawn()
}

/// An entry of the legend.
fn sign(sign: String, words: String) -> AnyView {
    view! { <li class="legend__entry" data-sign=sign>{words}</li> }.drawn()
}

/// A word beside or below a drawing, so far up or along as these shares say.
fn word(words: String, up: Option<f64>, along: Option<f64>, second: bool) -> AnyView {
    let share = |share: Option<f64>| share.map(|share| plain(100.0 * share) + "%");
    view! {
        <span data-second=second.then_some("") style:inset-block-end=share(up) style:inset-inline-start=share(along)>{words}</span>
    }
    .drawn()
}

/// Numbers from the one up to the other.
fn span(least: u32, most: u32) -> String {
    if least == most { digits(least) } else { format!("{}–{}", digits(least), digits(most)) }
}
