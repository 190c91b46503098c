//! All that Plimsoll knows about invitations and allowances, without a browser, a clock or a global in sight:
//! time comes in as an argument, so every rule here is tested natively.

pub mod allowance;
pub mod detection;
pub mod invitation;
pub mod ledger;
pub mod schema;
pub mod settings;
pub mod status;
pub mod time;
pub mod window;
