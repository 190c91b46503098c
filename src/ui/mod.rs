//! The pages. They read storage themselves and compute with the domain's code, so that they open without waking
//! the background; what the user does they send to it, for it alone writes.

pub mod gauge;
pub mod health;
pub mod notice;
pub mod page;
pub mod popup;
pub mod welcome;
pub mod words;
