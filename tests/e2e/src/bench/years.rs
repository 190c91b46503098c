//! Ten years of invitations: whether the pages open as they do with none.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Invitation, InvitationId, Place, Way};
use plimsoll::domain::ledger::Entry;
use plimsoll::domain::schema;
use plimsoll::domain::time::Timestamp;
use plimsoll::protocol::Message;
use plimsoll_e2e::Browser;
use serde_json::{Value, json};

use super::package::{leave, tell};

/// How many invitations ten years are.
const INVITATIONS: u32 = 50_000;
/// How far they lie apart, in milliseconds.
const APART: i64 = 10 * 365 * 86_400_000 / INVITATIONS as i64;
/// How many drawers are put into storage at once.
const AT_ONCE: usize = 60;

/// Runs before anything of the dashboard: notes when it can be used. That is when it was drawn, or when the last task
/// of more than 50 milliseconds was over until all of the ledger was read.
const RECORDER: &str = r#"
    if (location.protocol === "chrome-extension:") {
        let busy = 0;
        const longest = new PerformanceObserver((list) => {
            for (const task of list.getEntries()) busy = Math.max(busy, task.startTime + task.duration);
        });
        longest.observe({ type: "longtask", buffered: true });
        globalThis.plimsollBenchUsable = new Promise((usable) => {
            let drawn;
            const look = () => {
                if (document.querySelector("main:not([aria-busy]) .chart")) drawn ??= performance.now();
                if (!drawn || document.querySelector(".reading")?.textContent) return requestAnimationFrame(look);
                // A task is told of only once it is over.
                setTimeout(() => usable({ drawn, usable: Math.max(drawn, busy) }), 300);
            };
            requestAnimationFrame(look);
        });
    }
"#;

/// Puts ten years of invitations into a browser's storage, up to now.
///
/// # Errors
/// When storage doesn't take them.
pub async fn fill(browser: &Browser) -> Result<()> {
    let now = browser.in_extension("return Date.now()", &[]).await?.as_i64().context("no time")?;
    let mut drawers: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for number in 0..INVITATIONS {
        let invitation = Invitation {
            id: InvitationId::new(format!("bench-{number}")),
            at: Timestamp::from_millis(now - i64::from(number) * APART),
            number: NonZeroU32::MIN,
            place: Place::Search,
            way: Way::Dialog,
            note: None,
            evidence: Evidence::Confirmed,
        };
        let entry = Entry::Sent(invitation);
        drawers.entry(schema::ledger_key(entry.week())).or_default().push(entry);
    }
    let drawers: Vec<_> = drawers.into_iter().collect();
    for some in drawers.chunks(AT_ONCE) {
        let items: serde_json::Map<String, Value> = some
            .iter()
            .map(|(key, entries)| Ok((key.clone(), serde_json::to_value(entries)?)))
            .collect::<Result<_>>()?;
        browser.in_extension("await chrome.storage.local.set(arguments[0])", &[Value::Object(items)]).await?;
    }
    // What lies there now is the background's work from here on, the popup's first frame with it.
    tell(browser, &Message::Add { id: InvitationId::new("bench-after"), number: NonZeroU32::MIN }).await?;
    leave(browser).await
}

/// Opens the dashboard once. After how many milliseconds it was drawn, and after how many it could be used.
///
/// # Errors
/// When it is never drawn.
pub async fn dashboard(browser: &Browser) -> Result<(f64, f64)> {
    let home = browser.current_tab();
    let tab = browser.new_tab("about:blank").await?;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": RECORDER })).await?;
    browser.cdp("Page.navigate", json!({ "url": browser.extension_url("dashboard.html")? })).await?;
    // Left alone until it must long be drawn: every question meanwhile would slow down what is measured.
    tokio::time::sleep(super::popup::SETTLE).await;
    let told = browser.run("return await globalThis.plimsollBenchUsable", &[]).await?;
    browser.close_tab(&tab).await?;
    browser.switch_to(&home).await?;
    let number = |name: &str| told[name].as_f64().context("no time");
    Ok((number("drawn")?, number("usable")?))
}
