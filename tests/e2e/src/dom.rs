//! What a page is made of, as text that two runs can be compared by: the proof that the extension leaves it alone.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::Browser;
use crate::locator::{Locator, Need};
use crate::wait::{Look, until, until_seen};

const SERIALISE: &str = include_str!("dom.js");

impl Browser {
    /// The whole document of the current page: elements with their attributes sorted by name, text, comments, open
    /// shadow roots and their adopted style sheets, frames of the same origin, and what stands in the form controls.
    /// One node a line, indented by depth, so that a difference between two is easy to see.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn page_dom(&self) -> Result<String> {
        self.page().await?.enter_default_frame().await?;
        let dom = self.page().await?.execute(SERIALISE, Vec::<Value>::new()).await?.json().clone();
        dom.as_str().map(str::to_owned).context("the page has no text of its document")
    }

    /// Waits until the element is in the document, visible or not, and returns its text as it is rendered.
    ///
    /// # Errors
    /// When it doesn't come.
    pub async fn text(&self, locator: impl Into<Locator>) -> Result<String> {
        self.read(locator.into(), "return arguments[0].innerText;")
            .await
            .map(|text| text.as_str().unwrap_or_default().trim().to_owned())
    }

    /// Waits until the element is in the document, and returns the attribute, if it has it.
    ///
    /// # Errors
    /// When it doesn't come.
    pub async fn attribute(&self, locator: impl Into<Locator>, name: &str) -> Result<Option<String>> {
        let script = format!("return arguments[0].getAttribute({});", Value::from(name));
        Ok(self.read(locator.into(), &script).await?.as_str().map(str::to_owned))
    }

    /// Whether the element is there now, visible and enabled.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn is_ready(&self, locator: impl Into<Locator>) -> Result<bool> {
        let look = self.look(&locator.into(), Need::Ready).await;
        self.page().await?.enter_default_frame().await?;
        Ok(matches!(look?, Look::Awaited(_)))
    }

    /// Waits until the element is there, visible and enabled.
    ///
    /// # Errors
    /// When it doesn't come.
    pub async fn await_ready(&self, locator: impl Into<Locator>) -> Result<()> {
        let locator = locator.into();
        let found =
            until_seen(&format!("{locator} visible"), async || self.look(&locator, Need::Ready).await).await;
        self.page().await?.enter_default_frame().await?;
        found.map(drop)
    }

    /// Waits until the element is not there, or not visible or enabled.
    ///
    /// # Errors
    /// When it stays.
    pub async fn await_gone(&self, locator: impl Into<Locator>) -> Result<()> {
        let locator = locator.into();
        until(&format!("{locator} gone"), async || Ok((!self.is_ready(&locator).await?).then_some(()))).await
    }

    pub(crate) async fn read(&self, locator: Locator, script: &str) -> Result<Value> {
        let read = until_seen(&format!("{locator} there"), async || {
            Ok(match self.look(&locator, Need::There).await? {
                Look::Awaited(element) => Look::Awaited(
                    self.page().await?.execute(script, vec![element.to_json()?]).await?.json().clone(),
                ),
                Look::NotYet(why) => Look::NotYet(why),
            })
        })
        .await;
        self.page().await?.enter_default_frame().await?;
        read
    }
}
