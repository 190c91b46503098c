//! The side panel: the instrument beside the pages that the user browses, the counter of the note that is being
//! written there, and the composer.

use leptos::prelude::*;

use crate::browser::i18n::text;
use crate::domain::settings::Counting;

use super::account::{InMailTally, MessagesTally, NotesTally};
use super::composer::Composer;
use super::drawers;
use super::instrument::{ComesBack, Elsewhere, Footer, Header, Hero, Instrument, NotStarted, Today};
use super::note::Counter;
use super::page::{self, Snapshot};

/// What the side panel shows and does.
pub fn panel(snapshot: RwSignal<Snapshot>) -> AnyView {
    page::speak();
    document().set_title(&text("panelTitle", &[]));
    let instrument = Instrument::new(snapshot);
    let counting = instrument.counting;
    let month = drawers::month();
    view! {
        <Header instrument/>
        {move || match counting.get() {
            Counting::NotStarted => view! { <NotStarted/> }.into_any(),
            Counting::Paused | Counting::On => view! {
                <Hero instrument/>
                <Counter snapshot hint=true/>
                <NotesTally instrument ledger=month/>
                <Today instrument/>
                <ComesBack instrument/>
                <InMailTally instrument/>
                <MessagesTally instrument/>
                <Elsewhere instrument/>
                <Footer instrument/>
                <Composer/>
            }
            .into_any(),
        }}
    }
    .into_any()
}
