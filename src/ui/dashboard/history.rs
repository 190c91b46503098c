//! The whole ledger, read piece by piece so that the page can be used meanwhile, and kept in step with storage.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::zone::Platform;
use crate::browser::{Refusal, storage};
use crate::domain::ledger::Ledger;
use crate::domain::schema;
use crate::domain::statistics::{Line, Series, lines};
use crate::domain::time::Timestamp;
use crate::domain::zone::{Zone, offsets};
use crate::ui::drawers;
use crate::ui::page::Snapshot;

/// How many drawers are read at once: as many as a quarter of a year has.
const AT_ONCE: usize = 13;

/// The whole ledger and what follows from it.
#[derive(Clone, Copy)]
pub struct History {
    /// The ledger.
    pub ledger: RwSignal<Arc<Ledger>>,
    /// Its lines, newest first.
    pub lines: Memo<Arc<Vec<Line>>>,
    /// The series of all lines.
    pub series: Memo<Series>,
    /// Whether all of it is read.
    pub whole: RwSignal<bool>,
}

/// By how many seconds the user's clock is ahead of UTC at an instant.
pub fn ahead() -> impl Fn(Timestamp) -> i32 {
    offsets(&Zone::Local, &Platform)
}

/// Begins to read the ledger, with what is read already.
pub fn history(snapshot: RwSignal<Snapshot>) -> History {
    let ledger = RwSignal::new(Arc::new(snapshot.with_untracked(|shown| shown.stored.ledger.clone())));
    let whole = RwSignal::new(false);
    spawn_local(async move {
        // If the storage can't be read, the page shows what it has and says that it isn't all.
        if read(ledger).await.is_ok() {
            whole.set(true);
        }
    });
    drawers::follow(ledger, None);
    let lines = Memo::new(move |_| Arc::new(lines(&ledger.get())));
    let series = Memo::new(move |_| Series::of(&lines.get(), ahead()));
    History { ledger, lines, series, whole }
}

async fn read(ledger: RwSignal<Arc<Ledger>>) -> Result<(), Refusal> {
    let keys = storage::local().keys().await?;
    // In whichever order they come: a ledger has its drawers in their own.
    let weeks: Vec<_> = keys.iter().filter_map(|key| schema::drawer_of(key)).collect();
    let mut all = Ledger::default();
    for some in weeks.chunks(AT_ONCE) {
        drawers::file(&mut all, some).await?;
    }
    ledger.set(Arc::new(all));
    Ok(())
}
