//! What the user chose.

use serde::{Deserialize, Serialize};

use super::allowance::Allowance;
use super::time::Timestamp;
use super::window::Window;

/// Everything the user decided, as it is stored. A field that is missing has its default, so that a later
/// version can add one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// When the user agreed to counting on the welcome page. Without it nothing runs on LinkedIn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Timestamp>,
    /// Whether the user paused counting.
    pub paused: bool,
    /// Limit and line.
    pub allowance: Allowance,
    /// The stretch over which invitations count.
    pub window: Window,
}

impl Default for Settings {
    fn default() -> Self {
        Self { consent: None, paused: false, allowance: Allowance::default(), window: Window::Rolling }
    }
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
}
