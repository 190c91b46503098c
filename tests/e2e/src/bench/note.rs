//! How long it takes from a keystroke in LinkedIn's note box until the side panel shows what is left.

use anyhow::{Context, Result, ensure};
use plimsoll_e2e::Browser;
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SITE};
use serde_json::{Value, json};

use super::stats::Samples;

/// How long the note is.
const CHARACTERS: usize = 60;
/// Notes in the panel's page when its counter came to show what.
const WATCH: &str = "
    globalThis.plimsollBenchSeen = {};
    new MutationObserver(() => {
        const left = document.querySelector('.note__left')?.firstChild.textContent.trim();
        if (left) plimsollBenchSeen[left] ??= performance.timeOrigin + performance.now();
    }).observe(document, { subtree: true, childList: true, characterData: true })";
/// Notes in the site's page when each character was typed.
const TYPED: &str = "
    globalThis.plimsollBenchTyped = [];
    addEventListener('input', (event) => {
        plimsollBenchTyped.push(performance.timeOrigin + event.timeStamp) }, true)";

/// Writes a note beside a panel in a window of its own. How many milliseconds after each keystroke the panel's counter
/// had it, the first of them left out: it finds the box.
///
/// # Errors
/// When the panel doesn't count.
pub async fn keystrokes(browser: &Browser) -> Result<Samples> {
    let home = browser.current_tab();
    let panel = browser.new_window(&browser.extension_url("panel.html")?).await?;
    browser.await_ready("main:not([aria-busy])").await?;
    browser.run(WATCH, &[]).await?;

    browser.switch_to(&home).await?;
    browser.open(&format!("{SITE}{PROFILE}")).await?;
    browser.click(CONNECT).await?;
    browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    browser.click(Mount::Shadow.inside(NOTE)).await?;
    browser.run(TYPED, &[]).await?;
    for _ in 0..CHARACTERS {
        browser.press("a").await?;
    }
    let typed = browser.run("return plimsollBenchTyped", &[]).await?;
    browser.switch_to(&panel).await?;
    let enough = async || browser.run("return Object.keys(plimsollBenchSeen).length", &[]).await;
    browser.until_holds("the last character", enough, |seen| *seen == json!(CHARACTERS)).await?;
    let seen = browser.run("return Object.entries(plimsollBenchSeen)", &[]).await?;

    // The fewer are left, the later it was typed.
    let number = |value: &Value| value.as_f64().context("no time");
    let mut seen: Vec<(u32, f64)> = seen
        .as_array()
        .context("no list")?
        .iter()
        .map(|entry| Ok((entry[0].as_str().context("no number")?.parse()?, number(&entry[1])?)))
        .collect::<Result<_>>()?;
    seen.sort_by_key(|(left, _)| std::cmp::Reverse(*left));
    let typed: Vec<f64> = typed.as_array().context("no list")?.iter().map(number).collect::<Result<_>>()?;
    ensure!(typed.len() == seen.len(), "{} typed, {} seen", typed.len(), seen.len());
    // Without the first, which finds the box.
    Ok(typed.iter().zip(&seen).skip(1).map(|(typed, (_, seen))| seen - typed).collect())
}
