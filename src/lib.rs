//! Plimsoll counts the connection invitations that a person sends by hand, and shows how many are left this week.
//!
//! [`domain`] knows invitations and allowances and nothing of browsers. The rest is a thin layer of browser bindings
//! and the programs on top: see ARCHITECTURE.md.

pub mod background;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod domain;
#[cfg(target_arch = "wasm32")]
pub mod face;
pub mod protocol;
pub mod store;
#[cfg(all(target_arch = "wasm32", feature = "ui"))]
pub mod ui;
