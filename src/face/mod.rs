//! The instrument's face: its words and the geometry of its drawings. The pages draw it; and the background keeps it
//! after all that it writes, so that the popup's first frame has it before its program is there.

pub mod gauge;
pub mod matter;
pub mod today;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::browser::clock;
use crate::browser::i18n::{digits, plain, preferred, text};
use crate::browser::zone::Platform;
use crate::domain::settings::Counting;
use crate::domain::time::Timestamp;
use crate::domain::zone::{Offset, Zone, Zones};
use crate::store::Stored;

use gauge::{Drawing, FIGURE_UP, FOOT, LINE_UP};
use today::Today;

/// What the popup's skeleton is filled with. `popup.html` has the slots, `popup.js` fills them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Face {
    #[serde(flatten)]
    validity: Validity,
    /// The slots, the attribute of each that is filled (its text where there is none), and with what.
    parts: Vec<(&'static str, &'static str, String)>,
}

/// When and where a face holds, if nothing is written before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Validity {
    /// From when on it holds, in milliseconds.
    from: Timestamp,
    /// Until when it holds: the next place comes back, the plan of a slow start turns, or the day is over.
    until: Timestamp,
    /// By how many seconds the clock by whose time it speaks is ahead of UTC.
    offset: i32,
    /// The language that the user preferred.
    preferred: String,
}

impl Validity {
    /// Whether it holds now, in the browser's language and region and by its clock.
    pub fn holds(&self, now: Timestamp) -> bool {
        let offset = Platform.offset(&Zone::Local, now).map(|Offset(offset)| offset);
        (self.from..self.until).contains(&now) && Some(self.offset) == offset && self.preferred == preferred()
    }
}

impl Face {
    /// The popup's face while it counts and there is nothing else to say. What has to be said or asked is for the
    /// program alone.
    pub fn of(stored: &Stored, now: Timestamp) -> Option<Self> {
        let nothing_else = stored.settings.counting() == Counting::On
            && stored.standing.restrictions.open().is_none()
            && stored.health.questions.is_empty()
            && matter::matter(stored, now, None).is_none();
        if !nothing_else {
            return None;
        }
        let status = stored.status(&Platform, now);
        let Offset(offset) = Platform.offset(&Zone::Local, now)?;
        let midnight = clock::midnight(now, 1);
        let turns = stored.settings.ramp_up.and_then(|plan| plan.turns(now));
        let until = status.next_change().into_iter().chain(turns).fold(midnight, Timestamp::min);

        let mut parts = labels();
        let mut put = |slot, attribute, value| parts.push((slot, attribute, value));
        put("app", "data-level", words::level_name(status.level).to_owned());
        put("gauge", "aria-valuemax", status.allowance.limit.to_string());
        put("gauge", "aria-valuenow", status.used.to_string());
        put("gauge", "aria-valuetext", words::gauge(&status));
        let Drawing { level, surface, line, figure } = Drawing::of(&status);
        put("water", "y", plain(level));
        put("water", "height", plain(FOOT - level));
        put("surface", "y", plain(level));
        put("surface", "height", plain(surface));
        put("line", "y", plain(line - LINE_UP));
        if let Some((figure, end)) = figure {
            put("line-figure", "x", plain(end));
            put("line-figure", "y", plain(line - FIGURE_UP));
            put("line-figure", "", figure);
        }
        put("figure", "", digits(status.left()));
        put("caption", "", words::caption(&status));
        for (slot, fact) in ["fact-1", "fact-2", "fact-3"].into_iter().zip(words::facts(&status)) {
            put(slot, "", fact);
        }
        let today = Today::of(stored, status.span, now);
        put("today", "class", main_class(today.none).to_owned());
        put("today", "", today.words);
        put("today-more", "", today.more);
        put("days", "", today.title);
        for (slot, bar) in
            ["day-1", "day-2", "day-3", "day-4", "day-5", "day-6", "day-7"].into_iter().zip(today.bars)
        {
            put(slot, "class", bar.class.to_owned());
            put(slot, "y", plain(today::HEIGHT - bar.height));
            put(slot, "height", plain(bar.height));
            put(slot, "rx", plain(bar.radius));
        }
        let (next, later) = words::comes_back(&status, now);
        put("back", "class", main_class(status.returns.is_empty()).to_owned());
        put("back", "", next);
        put("back-more", "", later);
        let validity = Validity { from: now, until, offset, preferred: preferred() };
        Some(Self { validity, parts })
    }
}

/// What is always the same in a language.
fn labels() -> Vec<(&'static str, &'static str, String)> {
    [
        ("name", "", "extensionName"),
        ("state", "", "stateCounting"),
        ("gauge", "aria-label", "gaugeLabel"),
        ("today-label", "", "todayLabel"),
        ("back-label", "", "comesBackLabel"),
        ("note-label", "", "noteLabel"),
        ("note", "", "noteNone"),
        ("elsewhere", "", "elsewhereLabel"),
        ("fewer", "aria-label", "elsewhereFewer"),
        ("more", "aria-label", "elsewhereMore"),
        ("add", "", "elsewhereAdd"),
        ("undo", "", "undoLast"),
        ("pause", "", "pause"),
        ("ways", "aria-label", "waysLabel"),
        ("to-panel", "", "waysPanel"),
        ("to-dashboard", "", "waysDashboard"),
    ]
    .map(|(slot, attribute, name)| (slot, attribute, text(name, &[])))
    .into()
}

/// The class of what a row says: there may be nothing to say.
pub fn main_class(none: bool) -> &'static str {
    if none { "row__main row__main--none" } else { "row__main" }
}
