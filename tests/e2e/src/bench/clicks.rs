//! How long a click waits for the content script before the page's own listeners hear of it, by the page's own clock. A
//! trace would charge a listener that does nothing more than a click may cost at all.

use std::time::Duration;

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SITE};
use plimsoll_e2e::{Browser, Key};
use plimsoll_standin::Standin;
use serde_json::json;

use super::package::Packages;
use super::report::{Figure, Target};
use super::stats::Samples;

/// How many times per load a place outside any control is clicked, after the page's first click. The page's clock is as
/// coarse as a tenth of a millisecond and errs to both sides alike: only a mean tells more.
const IDLE_CLICKS: usize = 30;
/// How many loads per round begin with a click on Connect, for the same reason.
const CONNECTING_LOADS: usize = 4;
/// How long the button stays down: a person holds it rather longer.
const HELD: Duration = Duration::from_millis(60);
/// The content script's listeners are the window's first ones; the next are these. Before a click nothing comes but the
/// end of what `mouseup` does, and before `mousedown` that of `pointerdown`.
const LISTEN: &str = "
    globalThis.plimsollBenchWaits = [];
    globalThis.plimsollBenchPresses = [];
    let before;
    for (const kind of ['pointerdown', 'mouseup']) addEventListener(kind, () => { before = performance.now(); });
    addEventListener('mousedown', () => { plimsollBenchPresses.push(performance.now() - before); }, true);
    addEventListener('click', () => { plimsollBenchWaits.push(performance.now() - before); }, true)";

/// The figures of clicks, in browsers that nobody traces.
///
/// # Errors
/// When a page doesn't do what it should.
pub async fn figures(packages: &Packages, rounds: usize) -> Result<Vec<Figure>> {
    let site = Standin::start().await?;
    let browsers = packages.launch(site.port()).await?;
    let none = || vec![Samples::default(); browsers.len()];
    let (mut idle, mut first, mut connect, mut again, mut press) = (none(), none(), none(), none(), none());
    for round in 0..=rounds {
        super::say(&format!("round {round} of {rounds}"));
        for (package, browser) in super::in_turn(&browsers, round) {
            let idling = idle_clicks(browser).await?;
            let mut connecting = Vec::new();
            for _ in 0..CONNECTING_LOADS {
                connecting.push(connect_clicks(browser).await?);
            }
            let presses: Vec<f64> = connecting.iter().map(|(_, press)| *press).collect();
            if round > 0 {
                first[package].add(idling[0]);
                idle[package].add(mean(&idling[1..]));
                press[package].add(mean(&presses));
                for (number, samples) in [&mut connect, &mut again].into_iter().enumerate() {
                    let waits: Vec<f64> = connecting.iter().map(|(waits, _)| waits[number]).collect();
                    samples[package].add(mean(&waits));
                }
            }
        }
    }
    for browser in browsers {
        browser.quit().await?;
    }
    let figure = |name: &str, target, samples| Figure { name: name.to_owned(), unit: "ms", target, samples };
    Ok(vec![
        figure("a click outside any control waits", Target::More(0.02), idle),
        figure("a page's first click outside any control waits", Target::None, first),
        figure("a page's first click, on Connect, waits", Target::More(0.3), connect),
        figure("its first press, with which that click begins, waits", Target::None, press),
        figure("its next click on Connect waits", Target::More(0.3), again),
    ])
}

/// How long each click on nothing waited, the page's first before all others.
async fn idle_clicks(browser: &Browser) -> Result<Vec<f64>> {
    let at = load(browser, "h1").await?;
    for _ in 0..=IDLE_CLICKS {
        click(browser, at).await?;
    }
    told(browser, "plimsollBenchWaits", IDLE_CLICKS + 1).await
}

/// How long a page's first click waited, which was on Connect, and the next one there; and how long the first press.
async fn connect_clicks(browser: &Browser) -> Result<(Vec<f64>, f64)> {
    let at = load(browser, CONNECT).await?;
    for again in [false, true] {
        if again {
            browser.press(Key::Escape).await?;
            browser.await_gone(Mount::Shadow.inside("button").nth(0)).await?;
        }
        click(browser, at).await?;
        browser.await_ready(Mount::Shadow.inside("textarea, button").nth(0)).await?;
    }
    let waits = told(browser, "plimsollBenchWaits", 2).await?;
    Ok((waits, told(browser, "plimsollBenchPresses", 2).await?[0]))
}

/// Loads a page and says where an element of it has its middle.
async fn load(browser: &Browser, selector: &str) -> Result<[f64; 2]> {
    browser.open(&format!("{SITE}{PROFILE}")).await?;
    browser.await_ready("html[data-drawn]").await?;
    browser.run(LISTEN, &[]).await?;
    let middle =
        "const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
        return [x + width / 2, y + height / 2]";
    Ok(serde_json::from_value(browser.run(middle, &[json!(selector)]).await?)?)
}

/// A click that nothing is asked of the page for, which would be the first to run scripts there.
async fn click(browser: &Browser, [x, y]: [f64; 2]) -> Result<()> {
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
        browser.cdp("Input.dispatchMouseEvent", event).await?;
        tokio::time::sleep(HELD).await;
    }
    Ok(())
}

async fn told(browser: &Browser, list: &str, number: usize) -> Result<Vec<f64>> {
    let waits: Vec<f64> = serde_json::from_value(browser.run(&format!("return {list}"), &[]).await?)?;
    (waits.len() == number).then_some(waits).context("another number of clicks than there were")
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
