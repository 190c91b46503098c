//! What the server can be told to answer to an invitation, and what each answer looks like on the wire.

use std::time::Duration;

use serde_json::{Value, json};

/// How long a slow answer takes.
const SLOW: Duration = Duration::from_secs(10);

/// How the stand-in answers the sending of an invitation.
///
/// An answer that accepts is turned into [`Answer::AlreadyInvited`] by itself where the person has been invited
/// already or an invitation to them was withdrawn, as on the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// 200: the invitation is accepted.
    #[default]
    Accept,
    /// 429 `FUSE_LIMIT_EXCEEDED`: not accepted; the page shows the dialog of the weekly limit.
    WeeklyLimit,
    /// 429 `FUSE_LIMIT_EXCEEDED`: not accepted; the page says so in a toast.
    WeeklyLimitToast,
    /// 200: accepted, and the page warns in a dialog that the weekly limit is near.
    SoftLimit,
    /// 429 `CUSTOM_INVITE_LIMIT_REACHED`: not accepted; the page shows the upsell of the note quota.
    NoteQuota,
    /// 400 `CANT_RESEND_YET`: not accepted; the page says so in a toast.
    AlreadyInvited,
    /// 406 `CUSTOM_INVITE_LIMIT_REACHED`: not accepted; the page shows the upsell of the note quota.
    NotAcceptable,
    /// 500: not accepted; the page says so in a toast.
    ServerError,
    /// 200, and yet not accepted: the page turns the control to Pending and back.
    RevertedOk,
    /// Not accepted; the connection is closed without an answer.
    Drop,
    /// Accepted; the connection is closed without an answer, and the page believes that it failed.
    AcceptThenDrop,
    /// 200: accepted; the connection breaks off behind the answer's head, and the page believes that it failed.
    AcceptThenBreak,
    /// 200, after ten seconds: accepted at once.
    AcceptSlowly,
    /// Accepted, and never answered.
    AcceptSilently,
    /// 302 to the page for signing in: not accepted, for the session is over.
    SignedOut,
}

/// An answer as the page gets it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reply {
    /// `None` closes the connection without an answer.
    pub(crate) status: Option<u16>,
    /// What the page reads: the person's new state, the site's error code, and the notice to show. `None` breaks the
    /// connection off where it would begin.
    pub(crate) body: Option<Value>,
    /// How long it takes the server to say so; `None` is for ever.
    pub(crate) takes: Option<Duration>,
}

impl Answer {
    /// Whether the invitation counts.
    pub(crate) fn accepts(self) -> bool {
        use Answer::{Accept, AcceptSilently, AcceptSlowly, AcceptThenBreak, AcceptThenDrop, SoftLimit};
        matches!(self, Accept | SoftLimit | AcceptThenDrop | AcceptThenBreak | AcceptSlowly | AcceptSilently)
    }

    /// Whether the site gives this answer only where the person can be invited at all.
    pub(crate) fn supposes_a_stranger(self) -> bool {
        self.accepts() || self == Answer::RevertedOk
    }

    pub(crate) fn reply(self) -> Reply {
        let (status, body) = match self {
            Answer::Accept | Answer::AcceptSlowly | Answer::AcceptSilently => {
                (Some(200), json!({ "state": "pending" }))
            }
            Answer::SoftLimit => (Some(200), json!({ "state": "pending", "notice": "soft-limit" })),
            Answer::RevertedOk => (Some(200), json!({ "state": "none" })),
            Answer::WeeklyLimit => (Some(429), refusal("FUSE_LIMIT_EXCEEDED", "limit")),
            Answer::WeeklyLimitToast => (Some(429), refusal("FUSE_LIMIT_EXCEEDED", "limit-toast")),
            Answer::NoteQuota => (Some(429), refusal("CUSTOM_INVITE_LIMIT_REACHED", "upsell")),
            Answer::NotAcceptable => (Some(406), refusal("CUSTOM_INVITE_LIMIT_REACHED", "upsell")),
            Answer::AlreadyInvited => (Some(400), refusal("CANT_RESEND_YET", "failure")),
            Answer::ServerError => (Some(500), refusal("INTERNAL_SERVER_ERROR", "failure")),
            Answer::Drop | Answer::AcceptThenDrop => (None, Value::Null),
            Answer::SignedOut => (Some(302), Value::Null),
            Answer::AcceptThenBreak => (Some(200), Value::Null),
        };
        let body = (self != Answer::AcceptThenBreak).then_some(body);
        let takes = match self {
            Answer::AcceptSlowly => Some(SLOW),
            Answer::AcceptSilently => None,
            _ => Some(Duration::ZERO),
        };
        Reply { status, body, takes }
    }
}

impl Reply {
    /// The answer to an invitation of nobody whom the site knows.
    pub(crate) fn unknown_person() -> Self {
        let body = json!({ "state": "none", "code": "BAD_REQUEST" });
        Self { status: Some(400), body: Some(body), takes: Some(Duration::ZERO) }
    }
}

fn refusal(code: &str, notice: &str) -> Value {
    json!({ "state": "none", "code": code, "notice": notice })
}
