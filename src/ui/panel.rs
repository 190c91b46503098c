//! The side panel: the instrument beside the pages that the user browses, the counter of the note that is being
//! written there, and the composer.

use leptos::prelude::*;

use crate::browser::i18n::text;

use super::account::{IN_MAIL, MESSAGES, NOTES};
use super::composer::Composer;
use super::drawers;
use super::instrument::{Instrument, comes_back, elsewhere, footer, hero, today};
use super::note::counter;
use super::page::{self, Snapshot};
use super::parts::Drawn;
use super::tally::tally;

/// What the side panel shows and does.
pub fn panel(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    document().set_title(&text("panelTitle", &[]));
    let instrument = Instrument::new(snapshot);
    let month = drawers::month();
    instrument.page(move || {
        view! {
            {hero(instrument)}
            {counter(snapshot, true)}
            {tally(instrument, month, NOTES, false)}
            {instrument.shows(today)}
            {instrument.shows(comes_back)}
            {tally(instrument, month, IN_MAIL, false)}
            {tally(instrument, month, MESSAGES, false)}
            {elsewhere(instrument)}
            {instrument.shows(footer)}
            <Composer/>
        }
        .drawn()
    })
}
