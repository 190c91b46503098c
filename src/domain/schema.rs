//! How what is kept is laid out in storage: the names of the keys, and the version of what lies under them.

use super::time::FilingWeek;

/// The version of the layout that this program writes. Stored under [`key::SCHEMA`]; a greater one found there was
/// written by a newer Plimsoll and is left alone.
pub const VERSION: u32 = 1;

/// The keys in `storage.local`.
pub mod key {
    /// [`VERSION`](super::VERSION).
    pub const SCHEMA: &str = "schema";
    /// [`Settings`](crate::domain::settings::Settings).
    pub const SETTINGS: &str = "settings";
    /// [`Standing`](crate::domain::standing::Standing).
    pub const STANDING: &str = "standing";
    /// [`Detector`](crate::domain::detection::Detector).
    pub const DETECTOR: &str = "detector";
    /// [`Health`](crate::domain::health::Health).
    pub const HEALTH: &str = "health";
    /// [`Templates`](crate::domain::template::Templates), once the user changed them.
    pub const TEMPLATES: &str = "templates";
    /// The popup's face as it is since the last write: a `Face`, or nothing where there is more to say or none was kept
    /// yet.
    pub const FACE: &str = "face";
    /// A list of [`Fault`](crate::store::Fault).
    pub const FAULTS: &str = "faults";
    /// Before the number of a drawer of the ledger: a list of [`Entry`](crate::domain::ledger::Entry).
    pub const LEDGER: &str = "ledger/";
    /// Before the key of a value that couldn't be read and was kept aside.
    pub const ASIDE: &str = "aside/";
    /// In `storage.session`: the events that couldn't be carried through because nothing could be written.
    pub const UNSAVED: &str = "unsaved";
}

/// The key of a drawer of the ledger.
pub fn ledger_key(week: FilingWeek) -> String {
    format!("{}{week}", key::LEDGER)
}

/// The drawer of the ledger that lies under a key, if one does.
pub fn drawer_of(key: &str) -> Option<FilingWeek> {
    key.strip_prefix(key::LEDGER)?.parse().ok().map(FilingWeek::numbered)
}
