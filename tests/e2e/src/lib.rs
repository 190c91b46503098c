//! Drives the packed extension in a real Chromium, over WebDriver: what the end-to-end tests, the demo, the benchmark
//! and the screenshots share. All but [`scene`] knows nothing of the stand-in site and of what the extension does.
//!
//! Three rules hold throughout. Every act is one that a person could do: the browser itself makes the events, and
//! pages see them as trusted. Nothing waits for a length of time, only for a state, and says what it awaited when the
//! state doesn't come. Nothing stays behind: a browser and all its processes end with its [`Browser`], even when an
//! assertion fails or the test is killed.
//!
//! ```no_run
//! # async fn example(port: u16) -> anyhow::Result<()> {
//! use plimsoll_e2e::{Browser, Key, Launch, css, shadow};
//!
//! let browser = Browser::launch(Launch::with("dist/chromium", port)).await?;
//! browser.extension_page("welcome.html").await?;
//! browser.click(css("button").named("Start counting")).await?;
//!
//! let profile = browser.new_tab("https://www.linkedin.com/in/ada/").await?;
//! browser.click("a[aria-label^='Invite']").await?;
//! browser.type_into(shadow("#interop-outlet", "textarea"), "Hello!").await?;
//! browser.press(Key::Enter).await?;
//! let badge = browser.until_holds("one less", async || browser.badge().await, |b| b.text == "99").await?;
//!
//! browser.stop_worker().await?;
//! let browser = browser.restart().await?;
//! assert_eq!(browser.badge().await?, badge);
//! browser.quit().await?;
//! # Ok(()) }
//! ```

mod browser;
mod console;
mod dom;
mod driver;
mod extension;
mod failure;
mod input;
mod launch;
mod locator;
mod profile;
pub mod scene;
pub mod shots;
mod tabs;
mod view;
mod wait;

pub use browser::{Browser, Stopped};
pub use console::ConsoleLine;
pub use extension::{Badge, extension_id};
pub use failure::{Failure, Outcome};
pub use launch::Launch;
pub use locator::{Locator, css, frame, shadow};
pub use tabs::{Tab, Target};
pub use thirtyfour::Key;
pub use wait::{PATIENCE, until, until_holds};
