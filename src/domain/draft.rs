//! Settings as a form holds them, and what is wrong with them, field by field. What makes no sense is not saved.

use serde::{Deserialize, Serialize};

use super::allowance::{Allowance, Buffer};
use super::invitation::Characters;
use super::note_allowance::NoteChoice;
use super::other_allowance::{InMailChoice, OtherChoice, PROPOSED_MESSAGES};
use super::pace::{Burst, RampUp, WorkingTime};
use super::preset::{Account, InMailPlan, windows};
use super::settings::Settings;
use super::time::Timestamp;
use super::warning::Warning;
use super::window::{Reset, Window};
use super::zone::{Weekday, Zone, Zones};

/// What stands in a field for a number: nothing if it is empty, NaN if it is no number.
pub type Number = Option<f64>;

/// The settings as a form holds them, before anything is checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The kind of account.
    pub account: Account,
    /// The limit.
    pub limit: Number,
    /// The line.
    pub buffer: Number,
    /// Whether the line is a share of the limit, in percent, rather than a number.
    pub buffer_is_share: bool,
    /// The day on which the week begins; nothing for a rolling window.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// The minute of the day at which it does. Not looked at for a rolling window.
    pub minute: Number,
    /// The name of the zone by whose clock; empty for the user's own. Not looked at for a rolling window.
    pub zone: String,
    /// The greatest length of a note; empty for the account's.
    pub note_characters: Number,
    /// How many notes a month; empty for the account's.
    pub notes_a_month: Number,
    /// The days of work, from Monday.
    pub days: [bool; 7],
    /// The minute of the day at which work begins.
    pub from: Number,
    /// The minute of the day at which it ends.
    pub to: Number,
    /// How many are a burst.
    pub burst_number: Number,
    /// In how many minutes.
    pub burst_minutes: Number,
    /// The ramp-up plan, if there is to be one.
    #[serde(default)]
    pub ramp_up: Option<RampUpDraft>,
    /// The warnings that are turned off.
    pub warnings_off: Vec<Warning>,
    /// InMail credits, if they are to be shown.
    #[serde(default)]
    pub in_mail: Option<InMailDraft>,
    /// Direct messages a day, if they are to be shown.
    #[serde(default)]
    pub messages: Option<MessagesDraft>,
}

/// A ramp-up plan as a form holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RampUpDraft {
    /// When it begins.
    pub begun: Timestamp,
    /// Invitations in the first week.
    pub first: Number,
    /// More in each week after.
    pub step: Number,
    /// For how many weeks.
    pub weeks: Number,
}

/// InMail credits as a form holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InMailDraft {
    /// Credits a month.
    pub credits: Number,
    /// The day of the month on which they come.
    pub renews: Number,
}

/// Direct messages as a form holds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessagesDraft {
    /// How many a day.
    pub a_day: Number,
}

/// A field that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is named as in the draft")]
pub enum Field {
    Limit,
    Buffer,
    Minute,
    Zone,
    NoteCharacters,
    NotesAMonth,
    Days,
    From,
    To,
    BurstNumber,
    BurstMinutes,
    RampUpFirst,
    RampUpStep,
    RampUpWeeks,
    InMailCredits,
    InMailRenews,
    MessagesADay,
}

/// What can be on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// A day of work, from Monday, 0 to 6.
    Day(usize),
    /// The ramp-up plan.
    RampUp,
    /// A warning.
    Warning(Warning),
    /// InMail credits.
    InMail,
    /// Direct messages.
    Messages,
}

/// What is one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The kind of account: one of [`Account::ALL`].
    Account,
    /// The unit of the line: a share of the limit, or a number.
    BufferUnit,
    /// The window: one of [`windows`].
    Window,
    /// The day on which the week begins: one of [`Weekday::ALL`].
    Weekday,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum Problem {
    /// Nothing stands there.
    #[error("Enter a number.")]
    Empty,
    /// It isn't a number.
    #[error("This is not a number.")]
    NotANumber,
    /// It has a fraction.
    #[error("Enter a whole number.")]
    NotWhole,
    /// It is too small.
    #[error("Enter at least {0}.")]
    TooSmall(u32),
    /// It is too large.
    #[error("Enter at most {0}.")]
    TooLarge(u32),
    /// The line lies above the limit, which is this.
    #[error("The line can't be above the limit of {0}.")]
    AboveLimit(u32),
    /// This browser knows no zone of that name.
    #[error("This browser doesn't know that time zone. Enter a name such as America/Los_Angeles.")]
    UnknownZone,
    /// No day of work is chosen.
    #[error("Choose at least one day.")]
    NoDay,
    /// Work ends before it begins.
    #[error("Work must end after it begins.")]
    EndsBeforeItBegins,
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Mistake {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub problem: Problem,
}

/// Gathers what is wrong, so that the user is told of all at once.
#[derive(Default)]
struct Check {
    mistakes: Vec<Mistake>,
}

impl Check {
    fn wrong(&mut self, field: Field, problem: Problem) {
        self.mistakes.push(Mistake { field, problem });
    }

    /// A whole number from `least` to `most`. What stands for a wrong one is never used.
    fn number(&mut self, field: Field, number: Number, least: u32, most: u32) -> u32 {
        match whole(number, least, most) {
            Ok(number) => number,
            Err(problem) => {
                self.wrong(field, problem);
                most
            }
        }
    }

    /// The same, where the field may be empty.
    fn optional(&mut self, field: Field, number: Number, least: u32, most: u32) -> Option<u32> {
        number.map(|number| self.number(field, Some(number), least, most))
    }
}

fn whole(number: Number, least: u32, most: u32) -> Result<u32, Problem> {
    match number {
        None => Err(Problem::Empty),
        Some(number) if number.is_nan() => Err(Problem::NotANumber),
        Some(number) if number < f64::from(least) => Err(Problem::TooSmall(least)),
        Some(number) if number > f64::from(most) => Err(Problem::TooLarge(most)),
        Some(number) if number.fract() != 0.0 => Err(Problem::NotWhole),
        // Within the two, and whole.
        Some(number) => Ok(number as u32),
    }
}

/// Takes over fields of one form into another where they are still as they were; those between parentheses are one.
macro_rules! follow {
    ($form:ident, $before:ident, $now:ident: $(($($field:ident),+))+) => {
        $(if $($form.$field == $before.$field)&&+ {
            $($form.$field.clone_from(&$now.$field);)+
        })+
    };
}

/// Where the number of a field stands, by a reference as `$as` gives one to what may be missing.
macro_rules! number {
    ($form:ident, $field:ident, $as:ident $(, $mut:tt)?) => {
        match $field {
            Field::Limit => Some(&$($mut)? $form.limit),
            Field::Buffer => Some(&$($mut)? $form.buffer),
            Field::Minute => Some(&$($mut)? $form.minute),
            Field::NoteCharacters => Some(&$($mut)? $form.note_characters),
            Field::NotesAMonth => Some(&$($mut)? $form.notes_a_month),
            Field::From => Some(&$($mut)? $form.from),
            Field::To => Some(&$($mut)? $form.to),
            Field::BurstNumber => Some(&$($mut)? $form.burst_number),
            Field::BurstMinutes => Some(&$($mut)? $form.burst_minutes),
            Field::RampUpFirst => $form.ramp_up.$as().map(|plan| &$($mut)? plan.first),
            Field::RampUpStep => $form.ramp_up.$as().map(|plan| &$($mut)? plan.step),
            Field::RampUpWeeks => $form.ramp_up.$as().map(|plan| &$($mut)? plan.weeks),
            Field::InMailCredits => $form.in_mail.$as().map(|choice| &$($mut)? choice.credits),
            Field::InMailRenews => $form.in_mail.$as().map(|choice| &$($mut)? choice.renews),
            Field::MessagesADay => $form.messages.$as().map(|choice| &$($mut)? choice.a_day),
            Field::Zone | Field::Days => None,
        }
    };
}

fn number(number: impl Into<f64>) -> Number {
    Some(number.into())
}

/// A line as a form holds it: its number, and whether that is a share.
fn line(buffer: Buffer) -> (Number, bool) {
    match buffer {
        Buffer::Share(percent) => (number(percent), true),
        Buffer::Number(sent) => (number(sent), false),
    }
}

/// A window as a form holds it: day, minute and zone.
fn week(window: &Window) -> (Option<Weekday>, Number, String) {
    match window {
        Window::Rolling => (None, number(0), String::new()),
        Window::Calendar(reset) => {
            let zone = match &reset.zone {
                Zone::Local => String::new(),
                Zone::Named(name) => name.clone(),
            };
            (Some(reset.weekday), number(reset.minute), zone)
        }
    }
}

impl RampUpDraft {
    fn of(plan: RampUp) -> Self {
        let RampUp { begun, first, step, weeks } = plan;
        Self { begun, first: number(first), step: number(step), weeks: number(weeks) }
    }
}

impl InMailDraft {
    fn of(choice: InMailChoice) -> Self {
        Self { credits: number(choice.credits), renews: number(choice.renews) }
    }
}

impl MessagesDraft {
    fn of(a_day: u32) -> Self {
        Self { a_day: number(a_day) }
    }
}

impl Draft {
    /// The longest note that can be set: no source names more than 300 characters.
    const LONGEST_NOTE: u32 = 2_000;
    /// The greatest number that other allowances can be set to.
    const MOST: u32 = 10_000;

    /// Takes in what became of the settings meanwhile, from `before` to `now`, but for what holds something else than
    /// before already.
    pub fn follow(&mut self, before: &Self, now: &Self) {
        follow!(self, before, now:
            (account) (limit) (buffer, buffer_is_share) (weekday, minute, zone) (note_characters) (notes_a_month) (days)
            (from, to) (burst_number) (burst_minutes) (ramp_up) (warnings_off) (in_mail) (messages));
    }

    /// The form for what is set.
    pub fn of(settings: &Settings) -> Self {
        let Settings { allowance, working, burst, notes, others, .. } = settings;
        let (buffer, buffer_is_share) = line(allowance.buffer);
        let (weekday, minute, zone) = week(&settings.window);
        Self {
            account: settings.account,
            limit: number(allowance.limit),
            buffer,
            buffer_is_share,
            weekday,
            minute,
            zone,
            note_characters: notes.characters.and_then(|Characters(most)| number(most)),
            notes_a_month: notes.a_month.and_then(number),
            days: working.days,
            from: number(working.from),
            to: number(working.to),
            burst_number: number(burst.number),
            burst_minutes: number(burst.minutes),
            ramp_up: settings.ramp_up.map(RampUpDraft::of),
            warnings_off: settings.warnings_off.clone(),
            in_mail: others.in_mail.map(InMailDraft::of),
            messages: others.messages.map(MessagesDraft::of),
        }
    }

    /// The number in a field: nothing, too, if it is none for a number or what it belongs to is off.
    pub fn number(&self, field: Field) -> Number {
        number!(self, field, as_ref).copied().flatten()
    }

    /// Puts a number into a field, if it is one for a number and what it belongs to is on.
    pub fn set_number(&mut self, field: Field, number: Number) {
        if let Some(place) = number!(self, field, as_mut, mut) {
            *place = number;
        }
    }

    /// Whether limit and line are these.
    pub fn has_allowance(&self, allowance: &Allowance) -> bool {
        (self.limit, (self.buffer, self.buffer_is_share)) == (number(allowance.limit), line(allowance.buffer))
    }

    /// Sets limit and line.
    pub fn set_allowance(&mut self, allowance: &Allowance) {
        self.limit = number(allowance.limit);
        (self.buffer, self.buffer_is_share) = line(allowance.buffer);
    }

    /// Whether something is on.
    pub fn is_on(&self, switch: Switch) -> bool {
        match switch {
            Switch::Day(day) => self.days.get(day) == Some(&true),
            Switch::RampUp => self.ramp_up.is_some(),
            Switch::Warning(warning) => !self.warnings_off.contains(&warning),
            Switch::InMail => self.in_mail.is_some(),
            Switch::Messages => self.messages.is_some(),
        }
    }

    /// Turns something on or off. What has numbers begins with those that are proposed `now`.
    pub fn turn(&mut self, switch: Switch, on: bool, now: Timestamp) {
        match switch {
            Switch::Day(day) => {
                if let Some(works) = self.days.get_mut(day) {
                    *works = on;
                }
            }
            Switch::RampUp => self.ramp_up = on.then(|| RampUpDraft::of(RampUp::proposed(now))),
            Switch::Warning(warning) => {
                self.warnings_off.retain(|off| *off != warning);
                if !on {
                    self.warnings_off.push(warning);
                }
            }
            Switch::InMail => {
                let choice = InMailChoice::of(InMailPlan::PremiumCareer);
                self.in_mail = on.then(|| InMailDraft::of(choice));
            }
            Switch::Messages => self.messages = on.then(|| MessagesDraft::of(PROPOSED_MESSAGES)),
        }
    }

    /// Which is chosen, from 0; nothing if it is none of those that are offered.
    pub fn chosen(&self, choice: Choice) -> Option<usize> {
        match choice {
            Choice::Account => Account::ALL.iter().position(|account| *account == self.account),
            Choice::BufferUnit => Some(usize::from(!self.buffer_is_share)),
            Choice::Window => windows().iter().position(|(window, _)| {
                let (weekday, minute, zone) = week(window);
                // Of a rolling window minute and zone are not looked at.
                weekday == self.weekday && (weekday.is_none() || (minute, &zone) == (self.minute, &self.zone))
            }),
            Choice::Weekday => Weekday::ALL.iter().position(|day| Some(*day) == self.weekday),
        }
    }

    /// Chooses one of those that are offered, from 0.
    pub fn choose(&mut self, choice: Choice, at: usize) {
        match choice {
            Choice::Account => self.account = Account::ALL.get(at).copied().unwrap_or(self.account),
            Choice::BufferUnit => self.buffer_is_share = at == 0,
            Choice::Window => {
                if let Some((window, _)) = windows().get(at) {
                    (self.weekday, self.minute, self.zone) = week(window);
                }
            }
            Choice::Weekday => self.weekday = Weekday::ALL.get(at).copied(),
        }
    }

    /// The settings that this makes of those that hold now.
    ///
    /// # Errors
    /// If anything makes no sense: all of it, field by field. Then nothing is to be saved.
    pub fn check(&self, current: &Settings, zones: &dyn Zones) -> Result<Settings, Vec<Mistake>> {
        let mut check = Check::default();
        let settings = Settings {
            consent: current.consent,
            paused: current.paused,
            account: self.account,
            allowance: self.allowance(&mut check),
            window: self.window(&mut check, zones),
            notes: NoteChoice {
                characters: check
                    .optional(Field::NoteCharacters, self.note_characters, 1, Self::LONGEST_NOTE)
                    .map(Characters),
                a_month: check.optional(Field::NotesAMonth, self.notes_a_month, 0, Self::MOST),
            },
            working: self.working(&mut check),
            burst: Burst {
                number: check.number(Field::BurstNumber, self.burst_number, 2, 100),
                minutes: check.number(Field::BurstMinutes, self.burst_minutes, 1, 120),
            },
            ramp_up: self.ramp_up.as_ref().map(|plan| RampUp {
                begun: plan.begun,
                first: check.number(Field::RampUpFirst, plan.first, 1, Allowance::MOST),
                step: check.number(Field::RampUpStep, plan.step, 0, Allowance::MOST),
                weeks: check.number(Field::RampUpWeeks, plan.weeks, 1, 52),
            }),
            warnings_off: self.warnings_off.clone(),
            others: OtherChoice {
                in_mail: self.in_mail.as_ref().map(|choice| InMailChoice {
                    credits: check.number(Field::InMailCredits, choice.credits, 1, Self::MOST),
                    // At most 31.
                    renews: check.number(Field::InMailRenews, choice.renews, 1, 31) as u8,
                }),
                messages: self
                    .messages
                    .as_ref()
                    .map(|choice| check.number(Field::MessagesADay, choice.a_day, 1, Self::MOST)),
            },
        };
        if check.mistakes.is_empty() { Ok(settings) } else { Err(check.mistakes) }
    }

    fn allowance(&self, check: &mut Check) -> Allowance {
        let limit = check.number(Field::Limit, self.limit, 1, Allowance::MOST);
        if self.buffer_is_share {
            return Allowance {
                limit,
                buffer: Buffer::Share(check.number(Field::Buffer, self.buffer, 1, 100)),
            };
        }
        let number = check.number(Field::Buffer, self.buffer, 1, Allowance::MOST);
        // A limit that is wrong itself says nothing about the line.
        if number > limit && check.mistakes.is_empty() {
            check.wrong(Field::Buffer, Problem::AboveLimit(limit));
        }
        Allowance { limit, buffer: Buffer::Number(number) }
    }

    fn window(&self, check: &mut Check, zones: &dyn Zones) -> Window {
        let Some(weekday) = self.weekday else { return Window::Rolling };
        // At most the last minute of a day.
        let minute = check.number(Field::Minute, self.minute, 0, Reset::LAST_MINUTE.into()) as u16;
        let zone = match self.zone.trim() {
            "" => Zone::Local,
            name => Zone::Named(name.to_owned()),
        };
        if zones.offset(&zone, Timestamp::default()).is_none() {
            check.wrong(Field::Zone, Problem::UnknownZone);
        }
        Window::Calendar(Reset { weekday, minute, zone })
    }

    fn working(&self, check: &mut Check) -> WorkingTime {
        if !self.days.contains(&true) {
            check.wrong(Field::Days, Problem::NoDay);
        }
        // Both at most the minutes of a day.
        let from = check.number(Field::From, self.from, 0, Reset::LAST_MINUTE.into()) as u16;
        let to = check.number(Field::To, self.to, 1, u32::from(Reset::LAST_MINUTE) + 1) as u16;
        if to <= from && whole(self.to, 1, 1440).is_ok() && whole(self.from, 0, 1439).is_ok() {
            check.wrong(Field::To, Problem::EndsBeforeItBegins);
        }
        WorkingTime { days: self.days, from, to }
    }
}

#[cfg(test)]
mod tests;
