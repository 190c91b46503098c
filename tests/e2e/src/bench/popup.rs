//! How long the popup takes from its opening to the frame that shows its final figures, and until it can be used.

use std::time::Duration;

use anyhow::{Context, Result};
use plimsoll::protocol::Message;
use plimsoll_e2e::Browser;
use serde_json::json;

use super::package::{leave, tell};

/// How long all that belongs to the last step is given to come to rest.
pub const SETTLE: Duration = Duration::from_millis(700);

/// How long a popup took, in milliseconds.
pub struct Opened {
    /// To the frame that shows its final figures.
    pub shown: f64,
    /// To the first frame that takes the user's clicks.
    pub usable: f64,
}

/// Runs before anything of the page: notes when the frame was drawn in which the large figure is the final one and
/// all of the page is there, and that in which its program has taken over. A message posted in the frame's callback is
/// handled once the frame has been handed on.
const RECORDER: &str = r#"
    if (location.protocol === "chrome-extension:") {
        const frame = (selector) => new Promise((drawn) => {
            const look = () => {
                const final = document.querySelector(".hero__figure")?.textContent === FIGURE
                    && document.querySelector(selector);
                if (!final) return requestAnimationFrame(look);
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => drawn(performance.now());
                port2.postMessage(null);
            };
            requestAnimationFrame(look);
        });
        globalThis.plimsollBenchShown = Promise.all([frame("main:not([aria-busy])"), frame("main:not([inert])")]);
    }
"#;

/// Opens the popup once in a tab of its own, with the worker asleep or awake.
///
/// # Errors
/// When they never are.
pub async fn open(browser: &Browser, figure: &str, awake: bool) -> Result<Opened> {
    if awake {
        tell(browser, &Message::Dismiss).await?;
        leave(browser).await?;
    } else {
        browser.stop_worker().await?;
    }
    // The worker is to be up or down, not about to be; and the page in which it was told gone.
    tokio::time::sleep(SETTLE).await;
    let home = browser.current_tab();
    let tab = browser.new_tab("about:blank").await?;
    let recorder = RECORDER.replace("FIGURE", &json!(figure).to_string());
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": recorder })).await?;
    // It is left alone until it must long be drawn: every question meanwhile would slow down what is measured.
    browser.cdp("Page.navigate", json!({ "url": browser.extension_url("popup.html")? })).await?;
    tokio::time::sleep(SETTLE).await;
    let shown = browser.run("return await globalThis.plimsollBenchShown", &[]).await?;
    let after = |at: usize| shown[at].as_f64().context("the popup never shows its final figures");
    let opened = Opened { shown: after(0)?, usable: after(1)? };
    browser.close_tab(&tab).await?;
    browser.switch_to(&home).await?;
    Ok(opened)
}
