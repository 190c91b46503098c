//! What lies in storage, as the programs see it: read value by value with a check of each, and written in one piece.
//!
//! A value that can't be read is never overwritten: it is kept aside under another key, and the user is told.

use serde::{Deserialize, Serialize};

use crate::domain::detection::Detector;
use crate::domain::health::Health;
use crate::domain::ledger::Ledger;
use crate::domain::note::Characters;
use crate::domain::note_allowance;
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

    /// The greatest length of a note.
    pub fn note_length(&self) -> Characters {
        note_allowance::characters(self.settings.account, &self.settings.notes, &self.standing.notes)
    }
}

#[cfg(target_arch = "wasm32")]
mod stored {
    use js_sys::Array;
    use serde::Serialize;
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
            loaded.read(items, key::STANDING, |stored| &mut stored.standing);
            loaded.read(items, key::HEALTH, |stored| &mut stored.health);
            loaded.file(items, weeks);
            loaded
        }

        /// Checks only what a page needs that shows no number.
        pub fn settings_alone(items: &Items, now: Timestamp) -> Self {
            let (stored, as_read) = Default::default();
            let mut loaded = Self { stored, as_read, fresh: true, unreadable: Vec::new(), now };
            // First of all, so that those found now come behind them.
            loaded.read(items, key::FAULTS, |stored| &mut stored.faults);
            loaded.read(items, key::SETTINGS, |stored| &mut stored.settings);
            let (version, broken) = value::<u32>(items, key::SCHEMA);
            loaded.set_aside(key::SCHEMA, broken);
            loaded.fresh = version.is_none();
            loaded.stored.newer = version.is_some_and(|version| version > schema::VERSION);
            loaded.as_read.newer = loaded.stored.newer;
            loaded
        }

        /// Checks further drawers of the ledger, those since the month began.
        pub fn read_month(&mut self, items: &Items, weeks: &[FilingWeek]) {
            self.file(items, weeks);
            self.stored.whole_month = true;
        }

        /// Checks the detector's facts too, which only the background reads.
        pub fn read_detector(&mut self, items: &Items) {
            self.read(items, key::DETECTOR, |stored| &mut stored.detector);
        }

        /// Checks the templates too, which only an event about them needs.
        pub fn read_templates(&mut self, items: &Items) {
            self.read(items, key::TEMPLATES, |stored| stored.templates.get_or_insert_default());
        }

        /// Takes over what lies under a key, or what holds where nothing does or it can't be read.
        fn read<T>(&mut self, items: &Items, key: &str, of: impl Fn(&mut Stored) -> &mut T)
        where
            T: DeserializeOwned + Clone + Default,
        {
            let (value, broken) = value::<T>(items, key);
            let value = value.unwrap_or_default();
            of(&mut self.as_read).clone_from(&value);
            *of(&mut self.stored) = value;
            self.set_aside(key, broken);
        }

        fn file(&mut self, items: &Items, weeks: &[FilingWeek]) {
            for week in weeks {
                let key = schema::ledger_key(*week);
                let Some((entries, broken)) = drawer(items, &key) else { continue };
                self.set_aside(&key, broken);
                self.as_read.ledger.file(*week, entries.clone());
                self.stored.ledger.file(*week, entries);
            }
        }

        /// Keeps what can't be read, if anything can't, and tells the user.
        fn set_aside(&mut self, key: &str, broken: Option<JsValue>) {
            let Some(raw) = broken else { return };
            self.stored.faults.push(Fault { key: key.to_owned(), found: self.now });
            self.unreadable.push((key.to_owned(), raw));
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
            let mut write = Write::default();
            for (name, value) in &self.unreadable {
                write.put(&format!("{}{name}/{}", key::ASIDE, self.now.as_millis()), value)?;
            }
            self.put(&mut write, key::SETTINGS, |stored| Some(&stored.settings))?;
            self.put(&mut write, key::STANDING, |stored| Some(&stored.standing))?;
            self.put(&mut write, key::DETECTOR, |stored| Some(&stored.detector))?;
            self.put(&mut write, key::HEALTH, |stored| Some(&stored.health))?;
            self.put(&mut write, key::TEMPLATES, |stored| stored.templates.as_ref())?;
            self.put(&mut write, key::FAULTS, |stored| Some(&stored.faults))?;
            for (week, entries) in self.stored.ledger.drawers() {
                let name = schema::ledger_key(week);
                if self.stored.ledger.is_touched(week) || self.is_broken(&name) {
                    write.put(&name, &js(entries)?)?;
                }
            }
            if self.fresh && !write.is_empty() {
                write.put(key::SCHEMA, &schema::VERSION.into())?;
            }
            Ok(write)
        }

        fn put<T: Serialize + PartialEq>(
            &self,
            write: &mut Write,
            key: &str,
            of: impl Fn(&Stored) -> Option<&T>,
        ) -> Result<(), Refusal> {
            match of(&self.stored) {
                Some(value) if of(&self.as_read) != Some(value) || self.is_broken(key) => {
                    write.put(key, &js(value)?)
                }
                _ => Ok(()),
            }
        }

        fn is_broken(&self, key: &str) -> bool {
            self.unreadable.iter().any(|(broken, _)| broken == key)
        }
    }

    /// Files drawers into a ledger, with those of their entries that can be read.
    pub fn file(ledger: &mut Ledger, items: &Items, weeks: &[FilingWeek]) {
        for week in weeks {
            let entries = drawer(items, &schema::ledger_key(*week)).map(|(entries, _)| entries);
            ledger.file(*week, entries.unwrap_or_default());
        }
    }

    /// The user's templates as they are stored, or those to start with.
    pub fn templates(items: &Items) -> Templates {
        value(items, key::TEMPLATES).0.unwrap_or_default()
    }

    /// Not inlined: most events write little, and wait for no more to be compiled.
    #[inline(never)]
    fn js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Refusal> {
        to_js(value)
    }

    /// The value under a key, if there is one; or what lies there, if it can't be read.
    fn value<T: DeserializeOwned>(items: &Items, key: &str) -> (Option<T>, Option<JsValue>) {
        let Some(raw) = items.value(key) else { return (None, None) };
        // An empty list would pass for an object whose every field has its default.
        let fits = Array::is_array(&raw) == [schema::key::FAULTS, schema::key::TEMPLATES].contains(&key);
        match from_js(raw.clone()) {
            Ok(value) if fits => (Some(value), None),
            _ => (None, Some(raw)),
        }
    }

    /// A drawer's entries: those that can be read, whatever lies between them; and the drawer itself if something does.
    fn drawer(items: &Items, key: &str) -> Option<(Vec<Entry>, Option<JsValue>)> {
        let raw = items.value(key)?;
        if !Array::is_array(&raw) {
            return Some((Vec::new(), Some(raw)));
        }
        let list = Array::from(&raw);
        let entries: Vec<Entry> = list.iter().filter_map(|entry| from_js(entry).ok()).collect();
        let whole = entries.len() == list.length() as usize;
        Some((entries, (!whole).then_some(raw)))
    }
}
