//! All that Plimsoll knows about invitations and allowances, without a browser, a clock or a global in sight:
//! time comes in as an argument, so every rule here is tested natively.

pub mod advice;
pub mod allowance;
pub mod detection;
pub mod draft;
pub mod forecast;
pub mod health;
pub mod invitation;
pub mod ledger;
pub mod note;
pub mod note_allowance;
pub mod other_allowance;
pub mod own_limit;
pub mod pace;
pub mod pending;
pub mod preset;
pub mod report;
pub mod restriction;
pub mod scale;
pub mod schema;
pub mod settings;
pub mod standing;
pub mod statistics;
pub mod status;
pub mod template;
pub mod time;
pub mod warning;
pub mod window;
pub mod zone;
