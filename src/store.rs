//! What lies in storage, as the programs see it: read value by value with a check of each, and written in one piece.
//!
//! A value that can't be read is never overwritten: it is kept aside under another key, and the user is told.

use serde::{Deserialize, Serialize};

use crate::domain::detection::Detector;
use crate::domain::health::Health;
use crate::domain::ledger::Ledger;
use crate::domain::settings::Settings;
use crate::domain::standing::Standing;
use crate::domain::status::Status;
use crate::domain::template::Templates;
use crate::domain::time::{FilingWeek, Timestamp};
use crate::domain::window::Window;
use crate::domain::zone::Zones;

#[cfg(target_arch = "wasm32")]
pub use stored::{Loaded, drawer_keys, file, keys, templates};

/// The drawers that can hold what counts now. The one ahead is for a clock that was set back.
pub fn recent(now: Timestamp) -> impl Iterator<Item = FilingWeek> {
    FilingWeek::of(now.minus(Window::LONGEST)).through(FilingWeek::of(now.plus(Window::ROLLING)))
}

/// What was wrong with what lay in storage. Kept until the user has read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The key under which it lay.
    pub key: String,
    /// When it was found.
    pub found: Timestamp,
}

/// All that one event needs of what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// What the user chose.
    pub settings: Settings,
    /// What is known of the account.
    pub standing: Standing,
    /// The drawers of the ledger that are needed.
    pub ledger: Ledger,
    /// Whether the ledger has all drawers since the month began.
    pub whole_month: bool,
    /// The facts of the last minutes.
    pub detector: Detector,
    /// How well the counting goes, and what only the user can tell.
    pub health: Health,
    /// The user's templates, where they were read.
    pub templates: Option<Templates>,
    /// What couldn't be read, now or before, and the user doesn't know yet.
    pub faults: Vec<Fault>,
    /// Whether it was written by a newer Plimsoll, so that nothing may be written.
    pub newer: bool,
    /// Whether something waits in memory because it couldn't be written.
    pub unsaved: bool,
}

impl Stored {
    /// The state of the allowance now.
    pub fn status(&self, zones: &dyn Zones, now: Timestamp) -> Status {
        Status::at(now, &self.settings, &self.standing, &self.ledger, zones)
    }
}

#[cfg(target_arch = "wasm32")]
mod stored {
    use js_sys::Array;
    use serde::de::DeserializeOwned;
    use wasm_bindgen::JsValue;

    use super::{Fault, Stored};
    use crate::browser::storage::{Items, Write};
    use crate::browser::{Refusal, from_js, to_js};
    use crate::domain::ledger::{Entry, Ledger};
    use crate::domain::schema::{self, key};
    use crate::domain::template::Templates;
    use crate::domain::time::{FilingWeek, Timestamp};

    /// The keys of what a page shows, with these drawers of the ledger.
    pub fn keys(weeks: &[FilingWeek]) -> Vec<String> {
        let drawers = drawer_keys(weeks);
        [key::SCHEMA, key::SETTINGS, key::STANDING, key::FAULTS, key::HEALTH]
            .map(str::to_owned)
            .into_iter()
            .chain(drawers)
            .collect()
    }

    /// The keys of drawers of the ledger.
    pub fn drawer_keys(weeks: &[FilingWeek]) -> impl Iterator<Item = String> {
        weeks.iter().map(|week| schema::ledger_key(*week))
    }

    /// What was read, beside what couldn't be.
    pub struct Loaded {
        /// What could be read.
        pub stored: Stored,
        as_read: Stored,
        fresh: bool,
        unreadable: Vec<(String, JsValue)>,
        now: Timestamp,
    }

    impl Loaded {
        /// Checks what was read under [`keys`].
        pub fn new(items: &Items, weeks: &[FilingWeek], now: Timestamp) -> Self {
            let mut loaded = Self::settings_alone(items, now);
            let known = loaded.unreadable.len();
            loaded.stored.standing = value(items, key::STANDING, &mut loaded.unreadable).unwrap_or_default();
            loaded.as_read.standing = loaded.stored.standing.clone();
            loaded.stored.health = value(items, key::HEALTH, &mut loaded.unreadable).unwrap_or_default();
            loaded.as_read.health = loaded.stored.health.clone();
            loaded.file(items, weeks);
            loaded.tell_faults(known);
            loaded
        }

        /// Checks only what a page needs that shows no number.
        pub fn settings_alone(items: &Items, now: Timestamp) -> Self {
            let mut unreadable = Vec::new();
            let mut stored = Stored {
                settings: value(items, key::SETTINGS, &mut unreadable).unwrap_or_default(),
                faults: value(items, key::FAULTS, &mut unreadable).unwrap_or_default(),
                ..Stored::default()
            };
            let version: Option<u32> = value(items, key::SCHEMA, &mut unreadable);
            stored.newer = version.is_some_and(|version| version > schema::VERSION);
            let as_read = stored.clone();
            stored.faults.extend(unreadable.iter().map(|(key, _)| Fault { key: key.clone(), found: now }));
            Self { stored, as_read, fresh: version.is_none(), unreadable, now }
        }

        /// Checks further drawers of the ledger, those since the month began.
        pub fn read_month(&mut self, items: &Items, weeks: &[FilingWeek]) {
            let known = self.unreadable.len();
            self.file(items, weeks);
            self.stored.whole_month = true;
            self.tell_faults(known);
        }

        fn file(&mut self, items: &Items, weeks: &[FilingWeek]) {
            for week in weeks {
                if let Some(entries) = drawer(items, &schema::ledger_key(*week), &mut self.unreadable) {
                    self.stored.ledger.file(*week, entries.clone());
                    self.as_read.ledger.file(*week, entries);
                }
            }
        }

        /// Checks the detector's facts too, which only the background reads.
        pub fn read_detector(&mut self, items: &Items) {
            let known = self.unreadable.len();
            self.stored.detector = value(items, key::DETECTOR, &mut self.unreadable).unwrap_or_default();
            self.as_read.detector = self.stored.detector.clone();
            self.tell_faults(known);
        }

        /// Checks the templates too, which only an event about them needs.
        pub fn read_templates(&mut self, items: &Items) {
            let known = self.unreadable.len();
            self.stored.templates =
                Some(value(items, key::TEMPLATES, &mut self.unreadable).unwrap_or_default());
            self.as_read.templates = self.stored.templates.clone();
            self.tell_faults(known);
        }

        /// Tells of what couldn't be read, but for what is known already.
        fn tell_faults(&mut self, known: usize) {
            let found = self.now;
            let faults = self.unreadable.iter().skip(known).map(|(key, _)| Fault { key: key.clone(), found });
            self.stored.faults.extend(faults);
        }

        /// What was read, before anything changed: what holds if nothing can be written.
        pub fn as_read(&self) -> &Stored {
            &self.as_read
        }

        /// Whether something couldn't be read that nobody was told of yet.
        pub fn is_damaged(&self) -> bool {
            !self.unreadable.is_empty()
        }

        /// All that changed since it was read, and what couldn't be read, under another key.
        ///
        /// # Errors
        /// If a value can't be held by JavaScript.
        pub fn changes(&self) -> Result<Write, Refusal> {
            let (stored, as_read) = (&self.stored, &self.as_read);
            let mut write = Write::default();
            let broken = |key: &str| self.unreadable.iter().any(|(broken, _)| broken == key);
            for (name, value) in &self.unreadable {
                write.put(&format!("{}{name}/{}", key::ASIDE, self.now.as_millis()), value)?;
            }
            if stored.settings != as_read.settings || broken(key::SETTINGS) {
                write.put(key::SETTINGS, &js(&stored.settings)?)?;
            }
            if stored.standing != as_read.standing || broken(key::STANDING) {
                write.put(key::STANDING, &js(&stored.standing)?)?;
            }
            if stored.detector != as_read.detector || broken(key::DETECTOR) {
                write.put(key::DETECTOR, &js(&stored.detector)?)?;
            }
            if stored.health != as_read.health || broken(key::HEALTH) {
                write.put(key::HEALTH, &js(&stored.health)?)?;
            }
            if let Some(templates) = &stored.templates
                && (stored.templates != as_read.templates || broken(key::TEMPLATES))
            {
                write.put(key::TEMPLATES, &js(templates)?)?;
            }
            if stored.faults != as_read.faults || broken(key::FAULTS) {
                write.put(key::FAULTS, &js(&stored.faults)?)?;
            }
            for (week, entries) in stored.ledger.drawers() {
                let name = schema::ledger_key(week);
                if stored.ledger.is_touched(week) || broken(&name) {
                    write.put(&name, &js(entries)?)?;
                }
            }
            if self.fresh && !write.is_empty() {
                write.put(key::SCHEMA, &schema::VERSION.into())?;
            }
            Ok(write)
        }
    }

    /// Files drawers into a ledger, with those of their entries that can be read.
    pub fn file(ledger: &mut Ledger, items: &Items, weeks: &[FilingWeek]) {
        for week in weeks {
            let entries = drawer(items, &schema::ledger_key(*week), &mut Vec::new());
            ledger.file(*week, entries.unwrap_or_default());
        }
    }

    /// The user's templates as they are stored, or those to start with.
    pub fn templates(items: &Items) -> Templates {
        value(items, key::TEMPLATES, &mut Vec::new()).unwrap_or_default()
    }

    fn js<T: serde::Serialize + ?Sized>(value: &T) -> Result<JsValue, Refusal> {
        to_js(value).map_err(|error| Refusal::from(JsValue::from(error)))
    }

    fn value<T: DeserializeOwned>(
        items: &Items,
        key: &str,
        unreadable: &mut Vec<(String, JsValue)>,
    ) -> Option<T> {
        let raw = items.value(key)?;
        // An empty list would pass for an object whose every field has its default.
        let is_list = Array::is_array(&raw);
        match from_js(raw.clone()) {
            Ok(value) if is_list == [schema::key::FAULTS, schema::key::TEMPLATES].contains(&key) => {
                Some(value)
            }
            _ => {
                unreadable.push((key.to_owned(), raw));
                None
            }
        }
    }

    /// A drawer's entries. Those that can be read are, whatever lies between them.
    fn drawer(items: &Items, key: &str, unreadable: &mut Vec<(String, JsValue)>) -> Option<Vec<Entry>> {
        let raw = items.value(key)?;
        if !Array::is_array(&raw) {
            unreadable.push((key.to_owned(), raw));
            return Some(Vec::new());
        }
        let list = Array::from(&raw);
        let entries: Vec<Entry> = list.iter().filter_map(|entry| from_js(entry).ok()).collect();
        if entries.len() < list.length() as usize {
            unreadable.push((key.to_owned(), raw));
        }
        Some(entries)
    }
}
