//! Drawers of the ledger beyond those that a page reads first: all of them for the dashboard, the month's for the panel.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::zone::Platform;
use crate::browser::{Refusal, clock, storage};
use crate::domain::ledger::Ledger;
use crate::domain::note_allowance;
use crate::domain::schema;
use crate::domain::time::FilingWeek;
use crate::store;

/// Reads drawers into a ledger, in place of what it had of them.
///
/// # Errors
/// If the browser can't read its storage.
pub async fn file(ledger: &mut Ledger, weeks: &[FilingWeek]) -> Result<(), Refusal> {
    let keys: Vec<_> = store::drawer_keys(weeks).collect();
    let items = storage::local().read(keys.iter().map(String::as_str))?.items().await?;
    store::file(ledger, &items, weeks);
    Ok(())
}

/// As much of the ledger as a figure needs, once it is read.
#[derive(Clone, Copy)]
pub struct Filed {
    /// What is read of it.
    pub ledger: RwSignal<Arc<Ledger>>,
    /// Whether that is all that is needed.
    pub whole: RwSignal<bool>,
}

impl Filed {
    /// The ledger, once it is read.
    pub fn get(self) -> Option<Arc<Ledger>> {
        self.whole.get().then(|| self.ledger.get())
    }
}

/// Keeps a ledger in step with its drawers: with all of them, or from one on.
pub fn follow(ledger: RwSignal<Arc<Ledger>>, first: Option<FilingWeek>) {
    storage::on_changed_keys(move |keys| {
        let changed = keys.iter().filter_map(|key| schema::drawer_of(key));
        let weeks: Vec<_> = changed.filter(|week| first.is_none_or(|first| *week >= first)).collect();
        if !weeks.is_empty() {
            spawn_local(async move {
                let mut next = (*ledger.get_untracked()).clone();
                if file(&mut next, &weeks).await.is_ok() {
                    ledger.set(Arc::new(next));
                }
            });
        }
    });
}

/// The ledger since this month began, as soon as it is read. Later months add to it.
pub fn month() -> Filed {
    let (ledger, whole) = (RwSignal::new(Arc::default()), RwSignal::new(false));
    let now = clock::now();
    if let Some((begins, _)) = note_allowance::month(now, &Platform) {
        let first = FilingWeek::of(begins);
        let weeks: Vec<_> = first.through(FilingWeek::of(now)).collect();
        spawn_local(async move {
            let mut read = Ledger::default();
            // If the storage can't be read, no number is better than a wrong one.
            if file(&mut read, &weeks).await.is_ok() {
                ledger.set(Arc::new(read));
                whole.set(true);
            }
        });
        follow(ledger, Some(first));
    }
    Filed { ledger, whole }
}
