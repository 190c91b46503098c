//! The extension from within: its pages, storage, badge and worker, asked through `chrome.*` on a page of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Browser, browser};

/// After how many looks in vain a worker is told again to stop: long enough for one that is on its way down.
const LOOKS_A_STOP: usize = 8;
use crate::tabs::{Tab, Target};
use crate::wait::until;

/// What the extension's button in the toolbar shows in every tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// The text on the badge.
    pub text: String,
    /// Its background: red, green, blue and opacity, each 0 to 255.
    pub color: [u8; 4],
    /// What the button is called, which is its tooltip too.
    pub title: String,
}

/// The id that Chromium gives the unpacked extension in `folder`: that of the manifest's `key` if it has one, else
/// that of the folder's path.
///
/// # Errors
/// When there is no readable manifest.
pub fn extension_id(folder: &Path) -> Result<String> {
    let digest = match manifest(folder)?["key"].as_str() {
        Some(key) => Sha256::digest(BASE64_STANDARD.decode(key).context("the manifest's key is not Base64")?),
        None => Sha256::digest(folder.canonicalize()?.as_os_str().as_encoded_bytes()),
    };
    let letter = |nibble: u8| char::from(b'a' + nibble);
    Ok(digest[..16].iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect())
}

fn manifest(folder: &Path) -> Result<Value> {
    let path = folder.join("manifest.json");
    let text = fs::read(&path).with_context(|| format!("no extension in {}", folder.display()))?;
    serde_json::from_slice(&text).with_context(|| format!("{} is no JSON", path.display()))
}

impl Browser {
    /// The extension's id.
    ///
    /// # Errors
    /// When the browser was launched without one.
    pub fn extension_id(&self) -> Result<&str> {
        self.extension_id.as_deref().context("this browser was launched without an extension")
    }

    /// The address of a file of the extension.
    ///
    /// # Errors
    /// As [`Browser::extension_id`].
    pub fn extension_url(&self, file: &str) -> Result<String> {
        Ok(format!("chrome-extension://{}/{file}", self.extension_id()?))
    }

    /// Opens a page of the extension, such as `popup.html`, in a new tab, which becomes the current one.
    ///
    /// # Errors
    /// When there is no such page.
    pub async fn extension_page(&self, page: &str) -> Result<Tab> {
        self.new_tab(&self.extension_url(page)?).await
    }

    /// Runs a script with the extension's rights: `body` is the body of an async function, `args` are its
    /// `arguments`, and what it returns is the result. `return await chrome.storage.local.get(null)`, for one.
    ///
    /// It runs on the extension's `manifest.json`, opened in a tab in the background and kept: a page with no script
    /// of its own, so that asking starts nothing. The current tab stays current, and in front. While that tab is
    /// open the driver watches the worker, which then doesn't fall asleep by itself; see
    /// [`Browser::leave_extension`].
    ///
    /// # Errors
    /// When the script throws, or what it returns isn't JSON.
    pub async fn in_extension(&self, body: &str, args: &[Value]) -> Result<Value> {
        self.enter_extension().await?;
        browser::run(&self.session, body, args).await.with_context(|| format!("in the extension: {body}"))
    }

    /// Sends the extension's worker a message, as a page of its own does. Its answer, or null where it gives none.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn tell(&self, message: Value) -> Result<Value> {
        self.in_extension("return await chrome.runtime.sendMessage(arguments[0])", &[message]).await
    }

    /// Closes the tab in which [`Browser::in_extension`] runs, until it is needed again. Without it and without any
    /// other page of the extension, the worker falls asleep by itself after half a minute.
    ///
    /// # Errors
    /// When the browser doesn't answer.
    pub async fn leave_extension(&self) -> Result<()> {
        let Some(helper) = self.state().helper.take() else { return Ok(()) };
        self.close_tab(&helper).await
    }

    /// Points the session at the extension's tab, which is opened the first time and whenever the extension was
    /// loaded again, since that closes its pages.
    async fn enter_extension(&self) -> Result<()> {
        let helper = self.state().helper.clone();
        if let Some(helper) = helper
            && self.session.windows().await?.into_iter().any(|handle| Tab::from(handle) == helper)
        {
            return self.point_at(&helper).await;
        }
        let helper = Tab::from(self.page().await?.new_tab().await?);
        self.point_at(&helper).await?;
        self.state().helper = Some(helper);
        let (id, page) = (self.extension_id()?, self.extension_url("manifest.json")?);
        // While the extension is being loaded again, its address leads to an error page.
        let what = format!("the extension {id} to be loaded");
        until(&what, async || {
            let opened = self.go(&page).await.is_ok();
            let script = "return globalThis.chrome?.runtime?.id";
            Ok((opened && browser::run(&self.session, script, &[]).await? == id).then_some(()))
        })
        .await
    }

    /// Loads the extension again, as an update does: its pages are closed, its worker starts anew with `onInstalled`
    /// (reason `update`), its storage stays, and its content scripts in open tabs are orphaned.
    ///
    /// # Errors
    /// When it doesn't come back.
    pub async fn reload_extension(&self) -> Result<()> {
        self.enter_extension().await?;
        let helper = self.state().helper.take();
        // The answer to this is that the page which asked is gone.
        let _ = self.session.execute("chrome.runtime.reload()", Vec::<Value>::new()).await;
        until("the extension's pages to be closed", async || {
            let open = self.session.windows().await?.into_iter().map(Tab::from);
            Ok((!open.into_iter().any(|tab| Some(&tab) == helper.as_ref())).then_some(()))
        })
        .await?;
        self.enter_extension().await
    }

    /// All that is in the extension's `storage.local`.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn storage_local(&self) -> Result<Value> {
        self.in_extension("return await chrome.storage.local.get(null)", &[]).await
    }

    /// All that is in the extension's `storage.session`.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn storage_session(&self) -> Result<Value> {
        self.in_extension("return await chrome.storage.session.get(null)", &[]).await
    }

    /// What the extension's button shows.
    ///
    /// # Errors
    /// When the extension has no button.
    pub async fn badge(&self) -> Result<Badge> {
        let body = "return { text: await chrome.action.getBadgeText({}),
            color: await chrome.action.getBadgeBackgroundColor({}), title: await chrome.action.getTitle({}) }";
        let seen = self.in_extension(body, &[]).await?;
        let text = |key: &str| seen[key].as_str().unwrap_or_default().to_owned();
        let color = serde_json::from_value(seen["color"].clone()).context("the badge has no colour")?;
        Ok(Badge { text: text("text"), color, title: text("title") })
    }

    /// Stops the extension's worker as Chromium does when it is idle, and waits until none is running: its globals are
    /// lost, its storage isn't, and the next event starts it anew. If it is asleep already, nothing happens.
    ///
    /// A worker that is stopped with an event still to come to it is started again at once by Chromium; it is then
    /// stopped again until it stays asleep.
    ///
    /// # Errors
    /// When it goes on running.
    pub async fn stop_worker(&self) -> Result<()> {
        self.cdp("ServiceWorker.enable", json!({})).await?;
        let mut looks = 0;
        until("the worker to stop", async || {
            if !self.worker_running().await? {
                return Ok(Some(()));
            }
            if looks % LOOKS_A_STOP == 0 {
                self.cdp("ServiceWorker.stopAllWorkers", json!({})).await?;
            }
            looks += 1;
            Ok(None)
        })
        .await
    }

    /// Whether the extension's worker is running.
    ///
    /// # Errors
    /// When the browser doesn't answer.
    pub async fn worker_running(&self) -> Result<bool> {
        Ok(self.worker().await?.is_some())
    }

    async fn worker(&self) -> Result<Option<Target>> {
        let within = self.extension_url("")?;
        let targets = self.targets().await?;
        Ok(targets
            .into_iter()
            .find(|target| target.kind == "service_worker" && target.url.starts_with(&within)))
    }

    /// Whether the manifest names a worker.
    pub(crate) fn has_worker(&self) -> Result<bool> {
        let Some(folder) = &self.launched_with().extension else { return Ok(false) };
        Ok(manifest(folder)?["background"]["service_worker"].is_string())
    }

    /// Waits until the worker has started for the first time.
    pub(crate) async fn await_first_worker(&self) -> Result<()> {
        until("the extension's worker to start", async || {
            if let Some(fault) = self.log_about("Failed to load extension")? {
                bail!("Chromium refuses the extension: {fault}");
            }
            Ok(self.worker_running().await?.then_some(()))
        })
        .await
    }
}
