//! Every message between the parts, one enum each way. A page or a sensor sends a [`Message`] and gets a [`Reply`].

use std::num::NonZeroU32;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::detection::{DocumentId, RequestSignal, Signal, TabId};
use crate::domain::draft::{Draft, Mistake};
use crate::domain::invitation::InvitationId;
use crate::domain::ledger::{Amendment, Change};
use crate::domain::other_allowance::Report;
use crate::domain::restriction::Word;
use crate::domain::template::Rearrangement;
use crate::domain::time::Timestamp;

/// What the background is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// Somebody sent a message. Never kept to be tried again, and so never written: who sent it keeps it himself.
    #[serde(skip_serializing)]
    Message {
        /// What it says.
        message: Message,
        /// Who sent it, by the browser's word.
        sender: Sender,
    },
    /// A request that sends invitations began or ended.
    Request(RequestSignal),
    /// The extension was installed or updated, or the browser was.
    Installed {
        /// Whether it is there for the first time.
        first: bool,
    },
    /// The browser was started.
    Startup,
    /// The time came that was asked for.
    Alarm,
    /// The user answered a notification.
    Pressed(Button),
}

/// What the user pressed on a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Button {
    /// The notification itself, or its button to open Plimsoll.
    Open,
    /// No more warnings until the window frees.
    Snooze,
}

/// Who sent a message, as the browser tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The origin of its page.
    #[serde(default)]
    pub origin: Option<String>,
    /// The tab in which it is, if it is in one.
    #[serde(default)]
    pub tab: Option<TabId>,
}

/// A message to the background.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Message {
    /// From a sensor: what happened and was not acknowledged yet, oldest first.
    Signals {
        /// The life of the page in which it happened.
        document: DocumentId,
        /// What happened.
        signals: Vec<Signal>,
    },
    /// From the welcome page: the user agrees to counting.
    Start,
    /// From a page: stop counting until told otherwise.
    Pause,
    /// From a page: count again.
    Resume,
    /// From a page: the user sent invitations that Plimsoll couldn't see.
    Add {
        /// The identity of the act, made by the page.
        id: InvitationId,
        /// How many.
        number: NonZeroU32,
    },
    /// From a page: an invitation is to count no longer, or again.
    Correct {
        /// The identity of the correction, made by the page.
        id: String,
        /// The invitation.
        of: InvitationId,
        /// When it was sent.
        sent: Timestamp,
        /// What is to change.
        change: Change,
    },
    /// From a page: how many an invitation stood for and when it was sent, by the user. Refused if it lies in the future.
    Amend(#[serde(deserialize_with = "rarely")] Amendment),
    /// From a page, as [`Save`]: the user changed settings. Refused with what is wrong if they make no sense.
    #[serde(skip_serializing)]
    Save {
        /// The form.
        #[serde(deserialize_with = "rarely")]
        draft: Box<Draft>,
    },
    /// From a page: the user takes the limit that his own history offers.
    TakeLimit {
        /// The limit.
        limit: u32,
    },
    /// From a page: the user says how it is with a restriction.
    Restriction(#[serde(deserialize_with = "rarely")] Word),
    /// From a page: the user says how many notes LinkedIn has left him this month.
    NotesRemaining {
        /// How many.
        number: u32,
    },
    /// From a page: the user says how many invitations wait for an answer; nothing to forget it.
    Pending {
        /// How many.
        #[serde(default)]
        number: Option<u32>,
    },
    /// From a page: the user says how many connections he has; nothing to forget it.
    Connections {
        /// How many.
        #[serde(default)]
        number: Option<u32>,
    },
    /// From a page: the user reports an InMail message.
    InMail(#[serde(deserialize_with = "rarely")] Report),
    /// From a page: the user reports a direct message.
    DirectMessage(#[serde(deserialize_with = "rarely")] Report),
    /// From a page: no warnings until the window frees, or again from now on.
    Snooze(bool),
    /// From a page: how many people an import invited that counts as one.
    Answer {
        /// The invitation.
        of: InvitationId,
        /// When it was sent.
        sent: Timestamp,
        /// How many people. None were if it is zero.
        number: u32,
        /// The identity of the correction that says so, made by the page.
        id: String,
    },
    /// From a page: the user changed the list of templates.
    Rearrange(#[serde(deserialize_with = "rarely")] Rearrangement),
    /// From a page: the user has read what was wrong with the storage, or seems to be with LinkedIn's pages.
    Dismiss,
    /// From a page: the user wants everything deleted that is stored, his yes included.
    Erase,
}

/// Reads what few messages hold, in a function of its own. In one with all the others each message that wakes the worker
/// would wait until all of it is compiled.
#[inline(never)]
fn rarely<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    T::deserialize(from)
}

/// [`Message::Save`] as a page sends it. By itself, so that only the page with the settings holds what writes a form.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Save<'a> {
    save: Form<'a>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Form<'a> {
    draft: &'a Draft,
}

impl<'a> Save<'a> {
    /// What saves that form.
    pub const fn new(draft: &'a Draft) -> Self {
        Self { save: Form { draft } }
    }
}

/// The background's answer to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// It was done, and is stored. A sensor may forget its signals up to that number.
    Done {
        /// The number of the last signal that was taken in; zero for a message without signals.
        #[serde(default)]
        number: u32,
    },
    /// It was understood and couldn't be stored. Nothing is lost: it is to be sent again.
    NotStored,
    /// It was understood and makes no sense: what is wrong, field by field. Nothing changed. Only [`Save`] is answered so,
    /// and only its sender reads it: see [`Saved`].
    #[serde(skip_deserializing)]
    Invalid(Vec<Mistake>),
    /// It wasn't understood, or doesn't come from where such a message may come from. Not to be sent again.
    Refused,
}

/// The background's answer to [`Save`], as its sender reads it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Saved {
    /// It is stored.
    Done {},
    /// It couldn't be stored.
    NotStored,
    /// It makes no sense. Nothing changed. What is wrong with which field the form itself has found before.
    Invalid(IgnoredAny),
    /// It wasn't understood.
    Refused,
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// The answer for whoever sent it.
    pub reply: Reply,
    /// Whether invitations are counted from now on.
    pub counting: bool,
}
