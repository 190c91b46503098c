//! How a warning is put into words and shown.

use super::warn::Notice;
use crate::browser::i18n::{digits, text};
use crate::browser::{Refusal, notifications};
use crate::domain::warning::Warning;

/// Shows a notification that says it.
pub async fn say(notice: Notice) -> Result<(), Refusal> {
    let Notice { warning, used, limit, line, lately: (lately, minutes), planned } = notice;
    let [left, used, limit, line] = [limit.saturating_sub(used), used, limit, line].map(digits);
    let of_limit = [used.as_str(), limit.as_str()];
    let (id, title, message) = match warning {
        Warning::BeforeBuffer => (
            "beforeBuffer",
            text("warningBeforeBufferTitle", &[]),
            text("warningBeforeBufferText", &[&used, &limit, &line]),
        ),
        Warning::BeforeLimit => {
            ("beforeLimit", text("warningBeforeLimitTitle", &[]), text("warningBeforeLimitText", &of_limit))
        }
        Warning::BeyondLimit => {
            ("beyondLimit", text("warningBeyondLimitTitle", &[]), text("warningBeyondLimitText", &of_limit))
        }
        Warning::Buffer => (
            "buffer",
            text("warningBufferTitle", &[&line]),
            text("warningBufferText", &[&used, &limit, &left]),
        ),
        Warning::Limit => ("limit", text("warningLimitTitle", &[]), text("warningLimitText", &of_limit)),
        Warning::Burst => (
            "burst",
            text("warningBurstTitle", &[]),
            text("warningBurstText", &[&digits(lately), &digits(minutes)]),
        ),
        Warning::RampUp => {
            ("rampUp", text("warningRampUpTitle", &[]), text("warningRampUpText", &[&used, &digits(planned)]))
        }
        Warning::LastNote => {
            ("lastNote", text("warningLastNoteTitle", &[]), text("warningLastNoteText", &[]))
        }
        Warning::Restriction => {
            ("restriction", text("warningRestrictionTitle", &[]), text("warningRestrictionText", &[]))
        }
    };
    let buttons = [text("notificationOpen", &[]), text("notificationSnooze", &[])];
    notifications::show(id, &title, &message, [&buttons[0], &buttons[1]]).await
}
