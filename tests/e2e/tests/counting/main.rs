//! The packed extension in Chromium on the stand-in site. Each story ends with the ledger beside the site's truth.

mod faults;
mod nothing;
mod popup;
mod promises;
mod sends;
mod warnings;
mod worker;
