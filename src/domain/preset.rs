//! Every figure that is said of LinkedIn's limits, and by whom. LinkedIn publishes no weekly number, so each is a
//! preset that is shown with its source and can be changed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::allowance::{Allowance, Buffer};
use super::window::{Reset, Window};

/// Who says so. Its words are for documents and tests; pages have their own, in the user's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// LinkedIn itself, on its help pages.
    HelpPage,
    /// LinkedIn itself, in the invite dialog.
    Dialog,
    /// People who invite for a living, in what they report to each other.
    Practitioners,
    /// The cautious among them.
    CautiousPractitioners,
    /// Those of the sources that look at how the site works.
    TechnicalSources,
    /// Many sources that agree.
    ManySources,
    /// A guide to LinkedIn's limits of every kind, from invitations to InMail.
    BroadGuide,
    /// A guide that takes 300 a week for the limit.
    GuideTo300,
    /// A guide that compiles what others report of a day and a week.
    DailyGuide,
    /// Nobody: no source gives a figure, and this one is our own.
    Own,
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::HelpPage => "LinkedIn's help page",
            Self::Dialog => "LinkedIn's invite dialog",
            Self::Practitioners => "practitioners",
            Self::CautiousPractitioners => "cautious practitioners",
            Self::TechnicalSources => "the more technical sources",
            Self::ManySources => "many sources",
            Self::BroadGuide => "a guide to limits of every kind",
            Self::GuideTo300 => "a guide that takes 300 a week for the limit",
            Self::DailyGuide => "a guide that compiles what others report",
            Self::Own => "Plimsoll's own, no source gives one",
        })
    }
}

/// The kind of account, as the user says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Account {
    /// Without a subscription. Taken for granted until the user says otherwise: its limits are the lowest.
    #[default]
    Free,
    /// Premium Career or Premium Business.
    Premium,
    /// Sales Navigator.
    SalesNavigator,
    /// Recruiter or Recruiter Lite.
    Recruiter,
}

impl Account {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Free, Self::Premium, Self::SalesNavigator, Self::Recruiter];
}

/// How much is dared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caution {
    /// The least that anybody reports.
    High,
    /// What most report. The default.
    Usual,
    /// What some report.
    Low,
    /// The most that anybody reports.
    None,
}

/// A limit and a line that can be chosen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowancePreset {
    /// How much it dares.
    pub caution: Caution,
    /// What it sets.
    pub allowance: Allowance,
    /// Who names the limit for this kind of account.
    pub source: Source,
}

/// The presets for a kind of account, the most cautious first. The sources disagree on whether a subscription allows
/// more: the broad guide says slightly, the daily one not at all; neither names a figure for any one of them.
pub const fn allowances(account: Account) -> [AllowancePreset; 4] {
    let four_fifths = Buffer::Share(80);
    let usual = match account {
        Account::Free => Source::Practitioners,
        Account::Premium | Account::SalesNavigator | Account::Recruiter => Source::DailyGuide,
    };
    [
        preset(Caution::High, 80, four_fifths, Source::Practitioners),
        preset(Caution::Usual, 100, four_fifths, usual),
        preset(Caution::Low, 200, four_fifths, Source::BroadGuide),
        preset(Caution::None, 300, Buffer::Number(250), Source::GuideTo300),
    ]
}

const fn preset(caution: Caution, limit: u32, buffer: Buffer, source: Source) -> AllowancePreset {
    AllowancePreset { caution, allowance: Allowance { limit, buffer }, source }
}

/// The windows that can be chosen at once, each with who describes it.
pub fn windows() -> [(Window, Source); 3] {
    [
        (Window::Rolling, Source::TechnicalSources),
        (Window::Calendar(Reset::pacific()), Source::GuideTo300),
        (Window::Calendar(Reset::local_monday()), Source::Own),
    ]
}

/// A plan with InMail credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "their names are LinkedIn's")]
pub enum InMailPlan {
    PremiumCareer,
    PremiumBusiness,
    SalesNavigatorCore,
    SalesNavigatorAdvanced,
    RecruiterLite,
}

impl InMailPlan {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::PremiumCareer,
        Self::PremiumBusiness,
        Self::SalesNavigatorCore,
        Self::SalesNavigatorAdvanced,
        Self::RecruiterLite,
    ];

    /// InMail credits a month, by the broad guide. For Sales Navigator Core it names 20 in one place and 50 in another;
    /// the lower holds.
    pub const fn credits(self) -> u32 {
        match self {
            Self::PremiumCareer => 5,
            Self::PremiumBusiness => 15,
            Self::SalesNavigatorCore => 20,
            Self::SalesNavigatorAdvanced => 50,
            Self::RecruiterLite => 30,
        }
    }
}

/// A figure that somebody names: between `least` and `most`, which are the same where only one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The lower end.
    pub least: u32,
    /// The upper end.
    pub most: u32,
    /// Who says so.
    pub source: Source,
}

const fn figure(least: u32, most: u32, source: Source) -> Figure {
    Figure { least, most, source }
}

/// Invitations a week.
pub const WEEKLY: [Figure; 5] = [
    figure(100, 100, Source::Practitioners),
    figure(80, 200, Source::Practitioners),
    figure(100, 200, Source::BroadGuide),
    figure(100, 100, Source::DailyGuide),
    figure(250, 300, Source::GuideTo300),
];
/// Invitations a day: guidance, never enforced as a quota.
pub const DAILY: [Figure; 3] = [
    figure(15, 30, Source::BroadGuide),
    figure(15, 20, Source::DailyGuide),
    figure(20, 30, Source::DailyGuide),
];
/// The length of a note on a free account, in characters as the box counts them.
pub const NOTE_LENGTH_FREE: [Figure; 3] = [
    figure(200, 200, Source::Dialog),
    figure(200, 200, Source::ManySources),
    figure(300, 300, Source::BroadGuide),
];
/// The length of a note on Premium and Sales Navigator.
pub const NOTE_LENGTH_PAID: [Figure; 3] = [
    figure(300, 300, Source::Dialog),
    figure(300, 300, Source::ManySources),
    figure(300, 300, Source::BroadGuide),
];
/// Invitations with a note a month, on a free account.
pub const NOTES_A_MONTH: [Figure; 2] = [figure(5, 5, Source::HelpPage), figure(3, 10, Source::Practitioners)];
/// Invitations that wait for an answer, from where on they cause trouble.
pub const PENDING: [Figure; 2] =
    [figure(500, 500, Source::CautiousPractitioners), figure(3_000, 5_000, Source::BroadGuide)];
/// Connections in total.
pub const CONNECTIONS: Figure = figure(30_000, 30_000, Source::BroadGuide);
/// The share of invitations that should be accepted, in percent; a lower one lowers the limit.
pub const ACCEPTED_PERCENT: Figure = figure(70, 100, Source::BroadGuide);
/// For how many days after a withdrawal the same person can't be invited again.
pub const AFTER_WITHDRAWAL_DAYS: Figure = figure(0, 21, Source::DailyGuide);
/// Direct messages a day.
pub const MESSAGES_A_DAY: Figure = figure(120, 120, Source::BroadGuide);
/// The length of a direct message, in characters.
pub const MESSAGE_LENGTH: Figure = figure(8_000, 8_000, Source::BroadGuide);
/// Within how many days an InMail must be answered for its credit to return.
pub const IN_MAIL_ANSWER_DAYS: Figure = figure(90, 90, Source::BroadGuide);
/// Hours that a first restriction lasts.
pub const FIRST_RESTRICTION_HOURS: [Figure; 2] =
    [figure(24, 48, Source::BroadGuide), figure(1, 24, Source::Practitioners)];
/// How many over the limit make a restriction last two weeks instead of one.
pub const FAR_OVER: Figure = figure(250, 250, Source::GuideTo300);
/// Weeks that a restriction lasts: the lower below [`FAR_OVER`], the upper from there on.
pub const RESTRICTION_WEEKS: Figure = figure(1, 2, Source::GuideTo300);
/// Days that a restriction for too many pending invitations lasts at most.
pub const PENDING_RESTRICTION_DAYS: Figure = figure(1, 30, Source::HelpPage);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_rise_from_the_most_cautious_and_make_sense() {
        for account in Account::ALL {
            let presets = allowances(account);
            assert!(presets.is_sorted_by_key(|preset| (preset.caution, preset.allowance.limit)));
            for AllowancePreset { allowance, .. } in presets {
                assert!(allowance.line() < allowance.limit && allowance.limit <= Allowance::MOST);
            }
        }
    }

    #[test]
    fn the_default_is_the_usual_preset_and_the_first_window() {
        for account in Account::ALL {
            assert_eq!(allowances(account)[1].allowance, Allowance::default());
        }
        assert_eq!(windows()[0].0, Window::default());
    }

    #[test]
    fn the_guide_to_300_draws_its_line_at_250() {
        let boldest = allowances(Account::Free)[3].allowance;
        assert_eq!((boldest.limit, boldest.line()), (300, 250));
    }
}
