//! Pictures of the extension's own pages, as the demo and the screenshots take them: each page at its own width, as
//! high as what it shows.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::Browser;

/// How wide the popup is, in CSS pixels.
pub const POPUP_WIDTH: u32 = 360;
/// Higher than this Chromium makes no popup: the rest has to be scrolled.
pub const POPUP_HEIGHT: u32 = 600;
/// How many device pixels to a CSS pixel, either way.
const DENSITY: f64 = 2.0;

/// What a picture shows, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// How much of the page stuck out to the side and isn't in the picture. On a page that is well made, nothing.
    pub hidden: u32,
}

/// A folder among what the build makes.
#[must_use]
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(name)
}

/// Shows pages as dense as they are in pictures. To be done before they are opened: a page that was laid out for
/// another density keeps its lines where that one's pixels were.
///
/// # Errors
/// When the tab is gone.
pub async fn prepare(browser: &Browser, width: u32, height: u32) -> Result<()> {
    browser.set_viewport(width, height, DENSITY).await
}

/// Waits until the current page of the extension shows what is stored, instead of its skeleton.
///
/// # Errors
/// When it never does.
pub async fn await_shown(browser: &Browser) -> Result<()> {
    browser.await_ready("#app:not([aria-busy])").await
}

/// Takes a picture of the current page of the extension: `width` wide, as high as what it shows and at least
/// `height`.
///
/// # Errors
/// When the picture can't be taken or written.
pub async fn picture(browser: &Browser, width: u32, height: u32, path: &Path) -> Result<Size> {
    let measure = "const root = document.documentElement;
        const app = document.querySelector('#app').getBoundingClientRect();
        return { height: Math.ceil(app.bottom), hidden: root.scrollWidth - root.clientWidth }";
    let mut size = Size { width, height: height.max(1), hidden: 0 };
    loop {
        browser.set_viewport(size.width, size.height, DENSITY).await?;
        let seen = browser.run(measure, &[]).await?;
        let number = |key: &str| -> Result<u32> {
            Ok(u32::try_from(seen[key].as_u64().with_context(|| format!("the page has no {key}"))?)?)
        };
        let before = size.height;
        size = Size { width, height: number("height")?.max(before), hidden: number("hidden")? };
        // What is measured by the window's height grows with it, up to a point.
        if size.height == before {
            break;
        }
    }
    at_rest(browser, path).await?;
    Ok(size)
}

/// Takes a picture of what the current page shows once nothing moves any more.
async fn at_rest(browser: &Browser, path: &Path) -> Result<()> {
    let rest = "await Promise.allSettled(document.getAnimations().map((moving) => moving.finished))";
    browser.run(rest, &[]).await?;
    browser.screenshot(path).await
}

/// Takes pictures of the current page in light and in dark colours: `NAME-light.png`, `NAME-dark.png`.
///
/// # Errors
/// As [`picture`].
pub async fn both_schemes(
    browser: &Browser,
    width: u32,
    height: u32,
    folder: &Path,
    name: &str,
) -> Result<[(PathBuf, Size); 2]> {
    let mut taken = Vec::new();
    for (dark, scheme) in [(false, "light"), (true, "dark")] {
        browser.set_dark(dark).await?;
        let path = folder.join(format!("{name}-{scheme}.png"));
        let size = picture(browser, width, height, &path).await?;
        taken.push((path, size));
    }
    browser.set_dark(false).await?;
    taken.try_into().ok().context("there are two schemes")
}

/// Takes a picture of the current page, at the size of the last one, as contrast themes show it.
///
/// # Errors
/// As [`picture`].
pub async fn in_forced_colors(browser: &Browser, path: &Path) -> Result<()> {
    let features = json!([
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-color-scheme", "value": "dark" },
    ]);
    browser.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    at_rest(browser, path).await?;
    browser.set_dark(false).await
}
