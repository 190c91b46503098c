//! When to say what: one table of rules. Each is said once when it begins to hold, and not again within the window; each
//! can be turned off; none is said while paused or snoozed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::allowance::{Allowance, Level};
use super::pace::Burst;
use super::time::Timestamp;
use super::window::{Span, Window};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Warning {
    /// An invite dialog is open, and this invitation would reach the line.
    BeforeBuffer,
    /// An invite dialog is open, and this invitation would take the last place.
    BeforeLimit,
    /// An invite dialog is open, and this invitation would go beyond the limit.
    BeyondLimit,
    /// The line was reached.
    Buffer,
    /// The limit was reached.
    Limit,
    /// Many were sent in a short time.
    Burst,
    /// This week's part of the ramp-up plan is used up.
    RampUp,
    /// The month's last note was sent.
    LastNote,
    /// LinkedIn refused an invitation, or restricts the account.
    Restriction,
}

/// For how long a warning that was said is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Until the window begins anew; in a rolling one for seven times 24 hours.
    Window,
    /// Until the month is over.
    Month,
    /// As long as it lasts. The next one is another.
    Itself,
}

/// A line of the table.
pub struct Rule {
    /// What is said.
    pub warning: Warning,
    /// When. Nothing where it can't be told now: then all stays as it is.
    pub holds: fn(&Situation) -> Option<bool>,
    /// For how long it is not repeated.
    pub period: Period,
    /// The figure that it is about, if there is one: of another it is said anew.
    pub figure: fn(&Situation) -> Option<u32>,
    /// What needs no saying when this is said in the same instant.
    pub covers: &'static [Warning],
}

/// What the rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Invitations that count in the window.
    pub used: u32,
    /// Limit and line.
    pub allowance: Allowance,
    /// Whether an invite dialog is open.
    pub dialog: bool,
    /// How many were sent lately, and what is too many.
    pub lately: (u32, Burst),
    /// How many the ramp-up plan has for this week, if there is one.
    pub ramp_up: Option<u32>,
    /// How many notes are left this month and when there are more; nothing if there is no limit, or it isn't known now.
    pub notes: Option<(u32, Timestamp)>,
    /// Whether a restriction was seen or said and isn't over.
    pub restricted: bool,
}

/// All rules.
pub const RULES: [Rule; 9] = [
    Rule {
        warning: Warning::BeforeBuffer,
        holds: |now| Some(now.crosses(Level::BufferReached)),
        period: Period::Window,
        figure: |now| Some(now.allowance.line()),
        covers: &[],
    },
    Rule {
        warning: Warning::BeforeLimit,
        holds: |now| Some(now.crosses(Level::LimitReached)),
        period: Period::Window,
        figure: |now| Some(now.allowance.limit),
        covers: &[Warning::BeforeBuffer],
    },
    Rule {
        warning: Warning::BeyondLimit,
        holds: |now| Some(now.dialog && now.used >= now.allowance.limit),
        period: Period::Window,
        figure: |now| Some(now.allowance.limit),
        covers: &[],
    },
    Rule {
        warning: Warning::Buffer,
        holds: |now| Some(now.used >= now.allowance.line()),
        period: Period::Window,
        figure: |now| Some(now.allowance.line()),
        covers: &[],
    },
    Rule {
        warning: Warning::Limit,
        holds: |now| Some(now.used >= now.allowance.limit),
        period: Period::Window,
        figure: |now| Some(now.allowance.limit),
        covers: &[Warning::Buffer],
    },
    Rule {
        warning: Warning::Burst,
        holds: |now| Some(now.lately.0 >= now.lately.1.number),
        period: Period::Window,
        figure: |_| None,
        covers: &[],
    },
    Rule {
        warning: Warning::RampUp,
        holds: |now| Some(now.ramp_up.is_some_and(|target| now.used >= target)),
        period: Period::Window,
        figure: |now| now.ramp_up,
        covers: &[],
    },
    Rule {
        warning: Warning::LastNote,
        holds: |now| now.notes.map(|(left, _)| left == 0),
        period: Period::Month,
        figure: |_| None,
        covers: &[],
    },
    Rule {
        warning: Warning::Restriction,
        holds: |now| Some(now.restricted),
        period: Period::Itself,
        figure: |_| None,
        covers: &[],
    },
];

impl Situation {
    /// Whether one more, for which a dialog is open, would bring the level there.
    fn crosses(&self, level: Level) -> bool {
        self.dialog
            && self.allowance.level(self.used) < level
            && self.allowance.level(self.used.saturating_add(1)) >= level
    }

    /// The level that the invitation whose dialog is open would cross to, if it would.
    pub fn would_cross(&self) -> Option<Level> {
        let crossed = [Level::LimitReached, Level::BufferReached].into_iter();
        let beyond = self.dialog && self.used >= self.allowance.limit;
        beyond
            .then_some(Level::LimitReached)
            .or_else(|| crossed.into_iter().find(|level| self.crosses(*level)))
    }
}

/// What is remembered of a warning, so that it is said once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which.
    pub warning: Warning,
    /// Whether its rule held when it was last looked at.
    pub holds: bool,
    /// Until when it isn't said again; nothing if it wasn't said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_until: Option<Timestamp>,
    /// Of which figure it was said, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<u32>,
    /// When a new window or month begins, in which what holds again holds anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Timestamp>,
}

/// What is remembered of all warnings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(Vec<Mark>);

/// Which warnings the user wants, and whether any may be said now.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Those that he turned off.
    pub off: &'a [Warning],
    /// Whether he wants none now: paused, not yet agreed, or snoozed.
    pub quiet: bool,
}

/// Nothing is silent for longer than this. What is was marked by a clock that was set back since.
const LONGEST_SILENCE: Duration = Duration::from_secs(32 * 24 * 3_600);

impl Marks {
    /// Looks at all rules, and says which warnings are to be said now. What begins to hold while it may not be said is
    /// not said later.
    pub fn look(
        &mut self,
        now: Timestamp,
        situation: &Situation,
        span: Span,
        wanted: Wanted<'_>,
    ) -> Vec<Warning> {
        self.0.retain(|mark| {
            let over = mark.ends.is_some_and(|ends| now >= ends);
            let astray = mark.silent_until.is_some_and(|until| until.since(now) > LONGEST_SILENCE);
            !over && !astray
        });
        let mut said: Vec<&Rule> = Vec::new();
        for rule in &RULES {
            let Some(holds) = (rule.holds)(situation) else { continue };
            let mark = self.mark(rule.warning);
            let begins = holds && !mark.holds;
            mark.holds = holds;
            if !begins {
                continue;
            }
            mark.ends = rule.period.ends(situation, span);
            let figure = (rule.figure)(situation);
            let same = mark.figure.is_none() || mark.figure == figure;
            let silent = same && mark.silent_until.is_some_and(|until| now < until);
            if !silent && !wanted.quiet && !wanted.off.contains(&rule.warning) {
                mark.silent_until = rule.period.silent_until(now, situation, span);
                mark.figure = figure;
                said.push(rule);
            }
        }
        // Of what is remembered, only what says more than nothing is kept.
        self.0.retain(|mark| mark.holds || mark.silent_until.is_some_and(|until| now < until));
        let covered = |warning| said.iter().any(|rule| rule.covers.contains(&warning));
        said.iter().map(|rule| rule.warning).filter(|warning| !covered(*warning)).collect()
    }

    fn mark(&mut self, warning: Warning) -> &mut Mark {
        let index = self.0.iter().position(|mark| mark.warning == warning).unwrap_or_else(|| {
            self.0.push(Mark { warning, holds: false, silent_until: None, figure: None, ends: None });
            self.0.len() - 1
        });
        &mut self.0[index]
    }
}

impl Period {
    /// When what holds again holds anew. In a rolling window never: it only ends by not holding for a while.
    fn ends(self, situation: &Situation, span: Span) -> Option<Timestamp> {
        match self {
            Self::Window => span.reset,
            Self::Month => situation.notes.map(|(_, renews)| renews),
            Self::Itself => None,
        }
    }

    fn silent_until(self, now: Timestamp, situation: &Situation, span: Span) -> Option<Timestamp> {
        match self {
            Self::Window => span.reset.or(Some(now.plus(Window::ROLLING))),
            Self::Month => situation.notes.map(|(_, renews)| renews),
            Self::Itself => None,
        }
    }
}

#[cfg(test)]
mod tests;
