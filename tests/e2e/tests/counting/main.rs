//! The packed extension in Chromium on the stand-in site. Each story ends with the ledger beside the site's truth.

mod access;
mod astray;
mod dashboard;
mod data;
mod face;
mod faults;
mod health;
mod languages;
mod life;
mod note;
mod nothing;
mod panel;
mod places;
mod popup;
mod promises;
mod sends;
mod spots;
mod table;
mod warnings;
mod welcome;
mod worker;
