//! The drawings of the charts between their axes. Their numbers are read one by one, by pointer or by arrow keys.
//!
//! A drawing is few paths and no shape of its own for each number: a year of days is five, and one listener tells by
//! the pointer's place which number it is on.

use chrono::Datelike;
use leptos::prelude::*;
use leptos::{ev, html};

use crate::browser::i18n::{date_short, digits, month_short, text, time_of_day_utc, year};
use crate::browser::zone::Platform;
use crate::domain::scale::{nearest, rungs, shade, shades};
use crate::domain::time::Timestamp;
use crate::domain::zone::{LocalDay, Zone};

use super::Shared;
use super::charts::Point;
use crate::ui::page;

/// How a chart draws its numbers.
#[derive(Clone)]
pub enum Drawing {
    /// Columns beside each other, with lines across: at which number each, and under which name the style sheet and,
    /// with `settings` before it, the texts know it.
    Columns(Signal<Vec<(u32, &'static str)>>),
    /// Squares, column by column from the top, the darker the more; with what stands before their rows.
    Squares(Vec<String>),
}

/// Room for so many columns is always there, so that few of them don't become walls.
const FEW: usize = 16;

impl Drawing {
    /// How many numbers stand in a column.
    fn rows(&self) -> usize {
        match self {
            Self::Columns(_) => 1,
            Self::Squares(names) => names.len(),
        }
    }

    /// For how many columns there is room.
    fn columns(&self, points: usize) -> usize {
        points.div_ceil(self.rows()).max(FEW)
    }

    /// Width and height of a number's place, in units of the drawing.
    fn place(&self) -> (usize, usize) {
        match self {
            Self::Columns(_) => (10, 100),
            Self::Squares(_) => (12, 12),
        }
    }

    /// What the whole drawing measures, as its element has it.
    fn view_box(&self, points: usize) -> String {
        let (width, height) = self.place();
        format!("0 0 {} {}", self.columns(points) * width, self.rows() * height)
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

/// A drawing that can be read number by number.
#[component]
pub fn Plot(
    /// What all parts share.
    shared: Shared,
    /// What the chart is called.
    title: String,
    /// The numbers.
    points: Memo<Vec<Point>>,
    /// The number that is pointed at.
    pointed: RwSignal<Option<usize>>,
    /// How they are drawn.
    drawing: Drawing,
    /// What stands below.
    ticks: Ticks,
) -> impl IntoView {
    let rows = drawing.rows();
    let kind = if rows == 1 { "columns" } else { "squares" };
    let drawing = StoredValue::new(drawing);
    let drawn = move || points.with(|points| drawing.with_value(|drawing| draw(points, drawing, ticks)));
    let here = move || {
        let at = pointed.get()?;
        let (view_box, (width, height)) =
            drawing.with_value(|drawing| (drawing.view_box(points.with(Vec::len)), drawing.place()));
        let (x, y) = (at / rows * width, at % rows * height);
        let place = format!("M{x} {y}h{width}v{height}h-{width}z");
        Some(picture(view_box, vec![("plot__here", String::new(), place)]))
    };

    let last = move || points.with_untracked(Vec::len).saturating_sub(1);
    let field: NodeRef<html::Div> = NodeRef::new();
    let below = move |event: &ev::MouseEvent| {
        let area = field.get_untracked()?.get_bounding_client_rect();
        let across = (f64::from(event.client_x()) - area.left()) / area.width();
        let across = if page::mirrored() { 1.0 - across } else { across };
        let down = (f64::from(event.client_y()) - area.top()) / area.height();
        let columns = drawing.with_value(|drawing| drawing.columns(points.with_untracked(Vec::len)));
        Some(nearest(across, down, columns, rows)).filter(|at| *at <= last())
    };
    let point = move |at: Option<usize>| {
        if pointed.get_untracked() != at {
            pointed.set(at);
        }
    };
    let open = move |at: Option<usize>| {
        if let Some(point) = at.and_then(|at| points.with_untracked(|points| points.get(at).cloned())) {
            point.open(shared);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let at = pointed.get_untracked().unwrap_or_else(last);
        let column = if page::mirrored() { -(rows as isize) } else { rows as isize };
        let by = |by: isize| at.checked_add_signed(by).filter(|at| *at <= last()).unwrap_or(at);
        let to = match event.key().as_str() {
            "ArrowRight" => by(column),
            "ArrowLeft" => by(-column),
            "ArrowDown" if rows > 1 => by(1),
            "ArrowUp" if rows > 1 => by(-1),
            "Home" => 0,
            "End" => last(),
            "Enter" => return open(Some(at)),
            _ => return,
        };
        event.prevent_default();
        point(Some(to));
    };
    view! {
        <div class="plot" data-kind=kind>
            {drawn}
            <div class="plot__field" tabindex="0" role="application" aria-label=title node_ref=field
                on:pointermove=move |event| point(below(&event)) on:pointerleave=move |_| point(None)
                on:focus=move |_| point(pointed.get_untracked().or(Some(last()))) on:blur=move |_| point(None)
                on:keydown=on_key on:click=move |event| open(below(&event))>{here}</div>
        </div>
    }
}

/// Part of a drawing: its class, what sets it apart from others of that, and its path.
type Part = (&'static str, String, String);

/// The drawing between its axes.
fn draw(points: &[Point], drawing: &Drawing, ticks: Ticks) -> impl IntoView + use<> {
    let numbers: Vec<_> = points.iter().map(|point| point.number).collect();
    let most = numbers.iter().copied().max().unwrap_or_default();
    let (rows, columns) = (drawing.rows(), drawing.columns(points.len()));
    let (parts, side, signs) = match drawing {
        Drawing::Columns(lines) => draw_columns(&numbers, &lines.get(), columns),
        Drawing::Squares(names) => {
            let side = names.iter().map(|name| (name.clone(), None)).collect();
            let sign = |(shade, least, most): (u32, u32, u32)| (shade.to_string(), span(least, most));
            (draw_squares(&numbers, rows), side, shades(most).map(sign).collect())
        }
    };
    let ticks = ticks(points, rows);
    // Where there is little room, every second of many is left out.
    let many = ticks.len() > 7;
    let foot = ticks.into_iter().enumerate().map(|(index, (column, words))| {
        word(words, None, Some(column as f64 / columns as f64), many && index % 2 == 1)
    });
    let sign =
        |(sign, words): (String, String)| view! { <li class="legend__entry" data-sign=sign>{words}</li> };
    view! {
        <div class="plot__side" aria-hidden="true">{side.into_iter().map(|(words, up)| word(words, up, None, false)).collect_view()}</div>
        {picture(drawing.view_box(points.len()), parts)}
        <div class="plot__foot" aria-hidden="true">{foot.collect_view()}</div>
        <ul class="legend">{signs.into_iter().map(sign).collect_view()}</ul>
    }
}

/// What stands beside a drawing, with how high it does; and what its legend explains.
type Words = (Vec<Part>, Vec<(String, Option<f64>)>, Vec<(String, String)>);

fn draw_columns(numbers: &[u32], lines: &[(u32, &'static str)], columns: usize) -> Words {
    let highest = numbers.iter().chain(lines.iter().map(|(at, _)| at)).copied().max().unwrap_or_default();
    let top = f64::from(highest.max(1)) * 1.05;
    let up = |number: u32| f64::from(number) / top;
    let line = |number: u32, name: &str| {
        ("plot__line", name.to_owned(), format!("M0 {}H{}", 100.0 - 100.0 * up(number), columns * 10))
    };
    let rungs: Vec<_> = std::iter::once(0).chain(rungs(top as u32)).collect();
    let mut parts: Vec<Part> = rungs.iter().map(|number| line(*number, "rung")).collect();
    let (mut some, mut none) = (String::new(), String::new());
    for (at, number) in numbers.iter().enumerate() {
        let high = if *number == 0 { 0.75 } else { (100.0 * up(*number)).max(1.5) };
        let column = format!("M{} 100v-{high}h8v{high}z", at * 10 + 1);
        *if *number == 0 { &mut none } else { &mut some } += &column;
    }
    parts.extend([("plot__shape", "0".to_owned(), none), ("plot__shape", "1".to_owned(), some)]);
    parts.extend(lines.iter().map(|(at, name)| line(*at, name)));
    let side = rungs.into_iter().map(|number| (digits(number), Some(up(number)))).collect();
    let sign = |(at, name): &(u32, &str)| {
        let words = if *name == "limit" { text("settingsLimit", &[]) } else { text("settingsLine", &[]) };
        ((*name).to_owned(), format!("{words} {}", digits(*at)))
    };
    (parts, side, lines.iter().map(sign).collect())
}

/// Numbers as squares, those of one shade in one path.
fn draw_squares(numbers: &[u32], rows: usize) -> Vec<Part> {
    const SQUARE: &str = "h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z";
    let most = numbers.iter().copied().max().unwrap_or_default();
    let part = |wanted: u32| {
        let own = numbers.iter().enumerate().filter(|(_, number)| shade(**number, most) == wanted);
        let path = own.map(|(at, _)| format!("M{} {}{SQUARE}", at / rows * 12 + 3, at % rows * 12 + 1));
        ("plot__shape", wanted.to_string(), path.collect())
    };
    (0..=4).map(part).collect()
}

fn picture(view_box: String, parts: Vec<Part>) -> impl IntoView {
    let part = |(class, sign, path): Part| view! { <path class=class data-sign=sign d=path/> };
    view! {
        <svg class="plot__picture" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">{parts.into_iter().map(part).collect_view()}</svg>
    }
}

/// A word beside or below a drawing, so far up or along as these shares say.
fn word(words: String, up: Option<f64>, along: Option<f64>, second: bool) -> impl IntoView {
    let share = |share: Option<f64>| share.map(|share| format!("{}%", 100.0 * share));
    view! {
        <span data-second=second.then_some("") style:inset-block-end=share(up) style:inset-inline-start=share(along)>{words}</span>
    }
}

/// Numbers from the one up to the other.
fn span(least: u32, most: u32) -> String {
    if least == most { digits(least) } else { format!("{}–{}", digits(least), digits(most)) }
}
