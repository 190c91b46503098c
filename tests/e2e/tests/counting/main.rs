//! The packed extension in Chromium on the stand-in site. Each story ends with the ledger beside the site's truth.

mod faults;
mod health;
mod languages;
mod life;
mod nothing;
mod places;
mod popup;
mod promises;
mod sends;
mod spots;
mod table;
mod warnings;
mod worker;
