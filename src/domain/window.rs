//! The stretch of time over which invitations are counted against the limit.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// Which invitations count against the limit now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Window {
    /// The last seven times 24 hours: every place comes back exactly that long after it was used. LinkedIn
    /// publishes neither its limit nor its window; the more technical of the sources describe this one, and
    /// while it is unknown it is also the more cautious.
    Rolling,
}

impl Window {
    /// Seven times 24 hours, whatever the clocks of a zone do meanwhile.
    pub const ROLLING: Duration = Duration::from_secs(7 * 24 * 60 * 60);

    /// The instant after which an invitation counts. One sent exactly then is out.
    pub fn start(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Rolling => now.minus(Self::ROLLING),
        }
    }

    /// When the place that an invitation took comes back.
    pub fn returns(self, sent: Timestamp) -> Timestamp {
        match self {
            Self::Rolling => sent.plus(Self::ROLLING),
        }
    }

    /// Whether an invitation counts now. One dated later than now does: the clock was set back, and it was
    /// sent all the same.
    pub fn holds(self, sent: Timestamp, now: Timestamp) -> bool {
        sent > self.start(now)
    }
}
