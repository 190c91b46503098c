//! How long the worker takes to answer, and from a click until the count is stored.

use anyhow::{Context, Result, bail};
use plimsoll_e2e::scene::{SITE, SUGGESTION};
use plimsoll_e2e::{Browser, Target, css};
use plimsoll_standin::Standin;
use serde_json::{Value, json};

use super::package::leave;

/// How long a worker took to answer, in milliseconds.
pub struct Answers {
    /// The message that woke it.
    pub asleep: f64,
    /// One of the messages after that.
    pub awake: f64,
}

/// Stops the worker, and has a page of the extension that no driver is attached to send it messages.
///
/// # Errors
/// When it doesn't answer.
pub async fn ask(browser: &Browser) -> Result<Answers> {
    leave(browser).await?;
    browser.stop_worker().await?;
    let (target, result) = finished(browser, "answers", async || Ok(())).await?;
    browser.close_target(&target).await?;
    let number = |name: &str| result[name].as_f64().context("no such time");
    Ok(Answers { asleep: number("asleep")?, awake: number("awake")? })
}

/// Clicks one Connect control that sends directly, and says how many milliseconds later the invitation was stored.
///
/// # Errors
/// When it never is.
pub async fn count(browser: &Browser, site: &Standin) -> Result<f64> {
    leave(browser).await?;
    let before = site.accepted();
    let home = browser.current_tab();
    let tab = browser.new_tab(&format!("{SITE}/mynetwork/")).await?;
    browser.await_ready("html[data-drawn]").await?;
    let note = "addEventListener('click', (event) => {
        globalThis.plimsollBenchClicked ??= performance.timeOrigin + event.timeStamp }, true)";
    browser.run(note, &[]).await?;
    let click = async || browser.click(css(SUGGESTION).nth(0)).await;
    let (target, result) = finished(browser, "ledger", click).await?;
    let clicked = browser.run("return globalThis.plimsollBenchClicked", &[]).await?;
    site.wait_for("the invitation", move |site| site.accepted() > before).await?;
    browser.close_target(&target).await?;
    browser.close_tab(&tab).await?;
    browser.switch_to(&home).await?;
    Ok(result["at"].as_f64().context("no time")? - clicked.as_f64().context("no click")?)
}

/// Opens the page that measures, does `act` once it is ready where it waits for something, and returns what it found.
async fn finished(
    browser: &Browser,
    task: &str,
    act: impl AsyncFnOnce() -> Result<()>,
) -> Result<(Target, Value)> {
    let address = browser.extension_url("bench.html")?;
    let to_front = browser.current_tab();
    let made = browser
        .cdp("Target.createTarget", json!({ "url": format!("{address}#{task}"), "background": true }))
        .await?;
    let id = made["targetId"].as_str().context("no target")?.to_owned();
    let look = async || -> Result<Option<Target>> {
        Ok(browser.targets().await?.into_iter().find(|target| target.id == id))
    };
    if task == "ledger" {
        let ready = async || Ok(look().await?.filter(|target| target.url.ends_with("?ready")));
        browser.until("the page that measures", ready).await?;
        browser.switch_to(&to_front).await?;
        act().await?;
    }
    let done = async || {
        let Some(target) = look().await? else { return Ok(None) };
        if target.url.contains("?failed=") {
            bail!("the page that measures: {}", target.url);
        }
        let Some((_, result)) = target.url.split_once("?done=") else { return Ok(None) };
        let result = serde_json::from_str(&result.replace("%22", "\""))?;
        Ok(Some((target, result)))
    };
    browser.until("what the page measured", done).await
}
