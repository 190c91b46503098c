//! How long the popup takes from its opening to the frame that shows its final figures.

use anyhow::{Context, Result};
use plimsoll::protocol::Message;
use plimsoll_e2e::Browser;
use serde_json::json;

use super::package::{leave, tell};

/// Runs before anything of the page: notes when the frame was drawn in which the large figure is the final one and
/// all of the page is there. A message posted in the frame's callback is handled once the frame has been handed on.
const RECORDER: &str = r#"
    if (location.protocol === "chrome-extension:") {
        const look = () => {
            const shown = document.querySelector(".hero__figure")?.textContent === FIGURE
                && document.querySelector("main:not([aria-busy])");
            if (!shown) return requestAnimationFrame(look);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => { globalThis.plimsollBenchShown = performance.now(); };
            port2.postMessage(null);
        };
        requestAnimationFrame(look);
    }
"#;

/// Opens the popup once in a tab of its own, with the worker asleep or awake, and says after how many milliseconds
/// its final figures were drawn.
///
/// # Errors
/// When they never are.
pub async fn open(browser: &Browser, figure: &str, awake: bool) -> Result<f64> {
    if awake {
        tell(browser, &Message::Dismiss).await?;
        leave(browser).await?;
    } else {
        browser.stop_worker().await?;
    }
    let home = browser.current_tab();
    let tab = browser.new_tab("about:blank").await?;
    let recorder = RECORDER.replace("FIGURE", &json!(figure).to_string());
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": recorder })).await?;
    browser.open(&browser.extension_url("popup.html")?).await?;
    let look = async || {
        let shown = browser.run("return globalThis.plimsollBenchShown ?? null", &[]).await?;
        Ok(shown.as_f64())
    };
    let shown = browser.until("the popup's final figures", look).await.context("in the popup")?;
    browser.close_tab(&tab).await?;
    browser.switch_to(&home).await?;
    Ok(shown)
}
