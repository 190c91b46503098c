//! The words of the settings: choices, presets, sources, warnings, and what is wrong with a field.

use crate::browser::i18n::{digits, text};
use crate::domain::draft::{Choice, Problem};
use crate::domain::preset::{Account, AllowancePreset, Caution, Source, windows};
use crate::domain::warning::Warning;
use crate::face::words::account_words;

use super::overview::weekday_names;

/// What is wrong with a field.
pub fn problem_words(problem: Problem) -> String {
    match problem {
        Problem::Empty => text("problemEmpty", &[]),
        Problem::NotANumber => text("problemNotANumber", &[]),
        Problem::NotWhole => text("problemNotWhole", &[]),
        Problem::TooSmall(least) => text("problemTooSmall", &[&digits(least)]),
        Problem::TooLarge(most) => text("problemTooLarge", &[&digits(most)]),
        Problem::AboveLimit(limit) => text("problemAboveLimit", &[&digits(limit)]),
        Problem::UnknownZone => text("problemUnknownZone", &[]),
        Problem::NoDay => text("problemNoDay", &[]),
        Problem::EndsBeforeItBegins => text("problemEndsFirst", &[]),
    }
}

/// What can be chosen.
pub fn choice_words(choice: Choice) -> Vec<String> {
    match choice {
        Choice::Account => Account::ALL.map(account_words).to_vec(),
        Choice::BufferUnit => vec![text("unitPercent", &[]), text("unitInvitations", &[])],
        Choice::Window => {
            let names = windows().into_iter().zip(["spanRolling", "spanPacific", "spanLocal"]);
            names
                .map(|((_, source), name)| format!("{} ({})", text(name, &[]), source_words(source)))
                .collect()
        }
        Choice::Weekday => weekday_names(),
    }
}

/// A preset with its source.
pub fn preset_words(preset: AllowancePreset) -> String {
    let name = match preset.caution {
        Caution::High => text("cautionHigh", &[]),
        Caution::Usual => text("cautionUsual", &[]),
        Caution::Low => text("cautionLow", &[]),
        Caution::None => text("cautionNone", &[]),
    };
    let (limit, line) = (digits(preset.allowance.limit), digits(preset.allowance.line()));
    text("presetWords", &[&name, &limit, &line, &source_words(preset.source)])
}

/// Who says so.
fn source_words(source: Source) -> String {
    match source {
        Source::HelpPage => text("sourceHelpPage", &[]),
        Source::Dialog => text("sourceDialog", &[]),
        Source::Practitioners => text("sourcePractitioners", &[]),
        Source::CautiousPractitioners => text("sourceCautious", &[]),
        Source::TechnicalSources => text("sourceTechnical", &[]),
        Source::ManySources => text("sourceMany", &[]),
        Source::BroadGuide => text("sourceBroadGuide", &[]),
        Source::GuideTo300 => text("sourceGuideTo300", &[]),
        Source::DailyGuide => text("sourceDailyGuide", &[]),
        Source::Own => text("sourceOwn", &[]),
    }
}

/// All warnings, in the order in which they are offered.
pub const WARNINGS: [Warning; 9] = [
    Warning::BeforeBuffer,
    Warning::BeforeLimit,
    Warning::BeyondLimit,
    Warning::Buffer,
    Warning::Limit,
    Warning::Burst,
    Warning::RampUp,
    Warning::LastNote,
    Warning::Restriction,
];

/// When a warning is said.
pub fn warning_words(warning: Warning) -> String {
    match warning {
        Warning::BeforeBuffer => text("warnBeforeBuffer", &[]),
        Warning::BeforeLimit => text("warnBeforeLimit", &[]),
        Warning::BeyondLimit => text("warnBeyondLimit", &[]),
        Warning::Buffer => text("warnBuffer", &[]),
        Warning::Limit => text("warnLimit", &[]),
        Warning::Burst => text("warnBurst", &[]),
        Warning::RampUp => text("warnRampUp", &[]),
        Warning::LastNote => text("warnLastNote", &[]),
        Warning::Restriction => text("warnRestriction", &[]),
    }
}
