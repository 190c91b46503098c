//! The single writer. One event at a time: load, step, write, acknowledge. [`step`] decides and is pure; the rest
//! carries out what it decided, in the browser.

pub mod step;
pub mod warn;

#[cfg(target_arch = "wasm32")]
mod paint;
#[cfg(target_arch = "wasm32")]
mod run;
#[cfg(target_arch = "wasm32")]
mod say;

#[cfg(target_arch = "wasm32")]
pub use paint::show_note;
#[cfg(target_arch = "wasm32")]
pub use run::{finish, handle};
