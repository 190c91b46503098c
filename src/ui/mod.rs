//! The pages. They read storage themselves and compute with the domain's code, so that they open without waking
//! the background; what the user does they send to it, for it alone writes.

pub mod account;
pub mod composer;
pub mod dashboard;
pub mod drawers;
pub mod gauge;
pub mod health;
pub mod instrument;
pub mod note;
pub mod notice;
pub mod page;
pub mod panel;
pub mod parts;
pub mod popup;
pub mod restriction;
pub mod shelf;
pub mod tally;
pub mod welcome;
