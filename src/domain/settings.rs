//! What the user chose.

use serde::{Deserialize, Serialize};

use super::allowance::Allowance;
use super::note_allowance::NoteChoice;
use super::other_allowance::OtherChoice;
use super::pace::{Burst, RampUp, WorkingTime};
use super::preset::Account;
use super::time::Timestamp;
use super::warning::Warning;
use super::window::Window;

/// Everything the user decided, as it is stored. A field that is missing has its default, so that a later
/// version can add one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// When the user agreed to counting on the welcome page. Without it nothing runs on LinkedIn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Timestamp>,
    /// Whether the user paused counting.
    pub paused: bool,
    /// The kind of account.
    pub account: Account,
    /// Limit and line.
    pub allowance: Allowance,
    /// The stretch over which invitations count.
    pub window: Window,
    /// How long notes may be, and how many there are.
    pub notes: NoteChoice,
    /// When the user works.
    pub working: WorkingTime,
    /// How many in how short a time are a burst.
    pub burst: Burst,
    /// The plan of an account that has to begin slowly, if the user made one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ramp_up: Option<RampUp>,
    /// The warnings that the user turned off.
    pub warnings_off: Vec<Warning>,
    /// The other allowances that the user switched on.
    pub others: OtherChoice,
}

/// Whether invitations are being counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counting {
    /// The user hasn't agreed yet.
    NotStarted,
    /// The user paused it.
    Paused,
    /// Invitations are counted.
    On,
}

impl Settings {
    /// Whether invitations are being counted.
    pub fn counting(&self) -> Counting {
        match (self.consent, self.paused) {
            (None, _) => Counting::NotStarted,
            (Some(_), true) => Counting::Paused,
            (Some(_), false) => Counting::On,
        }
    }

    /// What the week should come out at: the line, or this week's part of the ramp-up plan if that is less.
    pub fn target(&self, now: Timestamp) -> u32 {
        let planned = self.ramp_up.and_then(|plan| plan.target(now));
        planned.map_or(self.allowance.line(), |planned| planned.min(self.allowance.line()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::allowance::Buffer;

    #[test]
    fn settings_of_the_first_layout_are_still_read() {
        let first = r#"{"consent":1795309200000,"paused":true,"allowance":{"limit":120,"buffer":90},"window":"rolling"}"#;
        let read: Settings = serde_json::from_str(first).unwrap();
        let expected = Settings {
            consent: Some(Timestamp::from_millis(1_795_309_200_000)),
            paused: true,
            allowance: Allowance { limit: 120, buffer: Buffer::Number(90) },
            ..Settings::default()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let settings = Settings {
            window: Window::Calendar(crate::domain::window::Reset::pacific()),
            ramp_up: Some(RampUp::proposed(Timestamp::from_millis(7))),
            warnings_off: vec![Warning::Burst, Warning::LastNote],
            ..Settings::default()
        };
        let stored = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&stored).unwrap(), settings);
    }

    #[test]
    fn the_week_comes_out_at_the_line_or_the_plan_if_that_is_less() {
        let begun = Timestamp::from_millis(0);
        let week = |weeks: u32| begun.plus(Window::ROLLING * weeks);
        let settings = Settings { ramp_up: Some(RampUp::proposed(begun)), ..Settings::default() };
        let targets = [0, 1, 6, 7, 8].map(|weeks| settings.target(week(weeks)));
        assert_eq!(targets, [20, 30, 80, 80, 80]);
    }

    #[test]
    fn nothing_is_counted_without_the_users_yes_be_it_paused_or_not() {
        let yes = Some(Timestamp::from_millis(7));
        let counting = |consent, paused| Settings { consent, paused, ..Settings::default() }.counting();
        assert_eq!([false, true].map(|paused| counting(None, paused)), [Counting::NotStarted; 2]);
        assert_eq!([false, true].map(|paused| counting(yes, paused)), [Counting::On, Counting::Paused]);
    }
}
