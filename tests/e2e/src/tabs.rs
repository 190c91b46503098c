//! Tabs: opening, switching, closing; and all that the browser itself calls a target, workers included.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WindowHandle};

use crate::Browser;
use crate::wait::until;

/// A tab that can be driven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(String);

impl From<WindowHandle> for Tab {
    fn from(handle: WindowHandle) -> Self {
        Self(handle.to_string())
    }
}

/// Something that runs in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `page`, `service_worker`, `iframe`, …, as the DevTools Protocol calls them.
    pub kind: String,
    /// Its address.
    pub url: String,
    /// Its id in the DevTools Protocol.
    pub id: String,
}

impl Browser {
    /// Opens `url` in the current tab, in front, and waits until it has loaded.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.to_front().await?;
        self.page().await?;
        self.go(url).await
    }

    /// Leads the tab that the session points at to `url`, and waits until that has loaded.
    pub(crate) async fn go(&self, url: &str) -> Result<()> {
        let going = async || self.session.goto(url).await.with_context(|| format!("can't open {url}"));
        self.navigate(url, going).await
    }

    /// Waits until a navigation led to another document, and that has loaded. The driver isn't asked to wait: for a
    /// tab that was just made it sometimes waits for a load that is over.
    async fn navigate(&self, what: &str, go: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        let document = async || -> Result<Value> {
            let script = "return [performance.timeOrigin, document.readyState, location.protocol]";
            Ok(self.session.execute(script, Vec::<Value>::new()).await?.json().clone())
        };
        let before = document().await?;
        go().await?;
        until(&format!("{what} to be loaded"), async || {
            // While one document makes way for the other, there may be none to ask.
            let Ok(now) = document().await else { return Ok(None) };
            Ok((now[0] != before[0] && now[1] == "complete").then_some(now[2] == "chrome-error:"))
        })
        .await
        .and_then(|failed| if failed { bail!("{what} can't be reached") } else { Ok(()) })
    }

    /// Loads the current page again and waits until it has loaded.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn reload(&self) -> Result<()> {
        let page = self.page().await?;
        self.navigate("the page again", async || page.refresh().await.context("can't reload the page")).await
    }

    /// Goes back in the current tab's history; the page may come from the back/forward cache.
    ///
    /// # Errors
    /// When the page can't be loaded.
    pub async fn back(&self) -> Result<()> {
        let page = self.page().await?;
        self.navigate("the page before", async || page.back().await.context("can't go back")).await
    }

    /// The address of the current page.
    ///
    /// # Errors
    /// When the tab is gone.
    pub async fn url(&self) -> Result<String> {
        Ok(self.page().await?.current_url().await?.into())
    }

    /// Opens `url` in a new tab, which becomes the current one, and waits until it has loaded.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn new_tab(&self, url: &str) -> Result<Tab> {
        let tab = Tab::from(self.session.new_tab().await?);
        self.switch_to(&tab).await?;
        self.open(url).await?;
        Ok(tab)
    }

    /// Opens `url` in a window of its own, whose tab becomes the current one, and waits until it has loaded.
    ///
    /// # Errors
    /// When it can't be loaded.
    pub async fn new_window(&self, url: &str) -> Result<Tab> {
        let tab = Tab::from(self.session.new_window().await?);
        self.switch_to(&tab).await?;
        self.open(url).await?;
        Ok(tab)
    }

    /// The current tab.
    #[must_use]
    pub fn current_tab(&self) -> Tab {
        self.state().current.clone()
    }

    /// All tabs that can be driven, in no promised order. The driver hides tabs that the extension opened on its own
    /// pages (find those in [`Browser::targets`]) but not those opened here.
    ///
    /// # Errors
    /// When the browser doesn't answer.
    pub async fn tabs(&self) -> Result<Vec<Tab>> {
        let helper = self.state().helper.clone();
        let tabs = self.session.windows().await?.into_iter().map(Tab::from);
        Ok(tabs.filter(|tab| Some(tab) != helper.as_ref()).collect())
    }

    /// Makes `tab` the current one and brings it to the front.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn switch_to(&self, tab: &Tab) -> Result<()> {
        self.state().current = tab.clone();
        self.apply_view().await?;
        self.to_front().await
    }

    /// Closes `tab`. If it was the current one, the first of the others becomes current.
    ///
    /// # Errors
    /// When it is gone, or was the last.
    pub async fn close_tab(&self, tab: &Tab) -> Result<()> {
        self.point_at(tab).await?;
        self.session.close_window().await?;
        if *tab == self.current_tab() {
            let left = self.tabs().await?;
            return self.switch_to(left.first().context("that was the last tab")?).await;
        }
        // Nothing can be asked of a tab that is gone, not even which others there are.
        self.point_at(&self.current_tab()).await
    }

    /// All that runs in the browser, but for the browser's own surfaces and the harness's tab in the background.
    ///
    /// # Errors
    /// When the browser doesn't answer.
    pub async fn targets(&self) -> Result<Vec<Target>> {
        let helper = self.state().helper.clone();
        let ask = async || self.session.cdp().send_raw("Target.getTargets", json!({})).await;
        let answer = match ask().await {
            Ok(answer) => answer,
            // The tab that the session points at is gone, and any will do.
            Err(_) => {
                self.page().await?;
                ask().await?
            }
        };
        let infos = answer["targetInfos"].as_array().context("no list of targets")?;
        let text = |info: &Value, key: &str| info[key].as_str().unwrap_or_default().to_owned();
        let targets = infos.iter().map(|info| Target {
            kind: text(info, "type"),
            url: text(info, "url"),
            id: text(info, "targetId"),
        });
        // A tab's handle is its target's id.
        Ok(targets
            .filter(|target| {
                target.kind != "browser_ui" && helper.as_ref().is_none_or(|tab| tab.0 != target.id)
            })
            .collect())
    }

    /// Closes a target that no [`Tab`] stands for, such as a page that the extension opened.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn close_target(&self, target: &Target) -> Result<()> {
        self.cdp("Target.closeTarget", json!({ "targetId": target.id })).await.map(drop)
    }

    /// The session, pointing at the current tab.
    pub(crate) async fn page(&self) -> Result<&WebDriver> {
        let current = self.current_tab();
        self.point_at(&current).await?;
        Ok(&self.session)
    }

    /// Points the session at `tab`, without bringing it to the front. This takes some 15 ms, so the session is left
    /// where it is until something else is needed.
    pub(crate) async fn point_at(&self, tab: &Tab) -> Result<()> {
        if self.state().pointed != *tab {
            let handle = WindowHandle::from(tab.0.as_str());
            self.session.switch_to_window(handle).await.context("the tab is gone")?;
            self.state().pointed = tab.clone();
        }
        Ok(())
    }

    /// Brings the current tab to the front, where a person's clicks and keys would go.
    pub(crate) async fn to_front(&self) -> Result<()> {
        // By the browser, not by the page: a page that is just being made can leave `Page.bringToFront` unanswered.
        let target = self.current_tab().0;
        self.cdp("Target.activateTarget", json!({ "targetId": target })).await.map(drop)
    }
}
