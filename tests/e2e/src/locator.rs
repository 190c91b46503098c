//! How a test says which element it means: through frames and open shadow roots, by selector and by name.

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::Browser;
use crate::wait::Look;

/// The script that finds an element in one document, and says what it is waiting for when there is none to use.
const FIND: &str = include_str!("find.js");

/// An element, described from the outside in. It must come to exactly one that is visible, unless [`Locator::nth`]
/// chooses, so that a test never clicks a twin by accident.
///
/// A `&str` is the locator of a CSS selector in the page itself.
#[derive(Clone, Debug)]
pub struct Locator {
    way: Vec<Step>,
    css: String,
    name: Option<String>,
    nth: Option<usize>,
}

#[derive(Clone, Debug)]
enum Step {
    Shadow(String),
    Frame(String),
}

/// The element that `selector` matches in the page.
pub fn css(selector: impl Into<String>) -> Locator {
    Locator { way: Vec::new(), css: selector.into(), name: None, nth: None }
}

/// The element that `selector` matches in the open shadow root of the element that `host` matches.
pub fn shadow(host: impl Into<String>, selector: impl Into<String>) -> Locator {
    css(selector).in_shadow_of(host)
}

/// The element that `selector` matches in the document of the frame that `frame` matches.
pub fn frame(frame: impl Into<String>, selector: impl Into<String>) -> Locator {
    css(selector).in_frame(frame)
}

impl Locator {
    /// The same within the open shadow root of `host`. Each call adds a layer outside those before.
    #[must_use]
    pub fn in_shadow_of(mut self, host: impl Into<String>) -> Self {
        self.way.insert(0, Step::Shadow(host.into()));
        self
    }

    /// The same within the frame that `frame` matches. Each call adds a layer outside those before.
    #[must_use]
    pub fn in_frame(mut self, frame: impl Into<String>) -> Self {
        self.way.insert(0, Step::Frame(frame.into()));
        self
    }

    /// Only elements of exactly this name: the `aria-label`, else the text of the labelling elements, else the text.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The `index`th match in document order, from 0, visible or not.
    #[must_use]
    pub fn nth(mut self, index: usize) -> Self {
        self.nth = Some(index);
        self
    }
}

impl From<&str> for Locator {
    fn from(selector: &str) -> Self {
        css(selector)
    }
}

impl From<&Locator> for Locator {
    fn from(locator: &Locator) -> Self {
        locator.clone()
    }
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for step in &self.way {
            match step {
                Step::Shadow(host) => write!(f, "{host} ⟩shadow⟩ ")?,
                Step::Frame(frame) => write!(f, "{frame} ⟩frame⟩ ")?,
            }
        }
        write!(f, "{}", self.css)?;
        if let Some(name) = &self.name {
            write!(f, " named {name:?}")?;
        }
        self.nth.map_or(Ok(()), |nth| write!(f, " #{nth}"))
    }
}

/// What an element must be like to be used.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    /// In the document.
    There,
    /// Visible and enabled.
    Ready,
    /// Ready, scrolled into view, and not covered at its centre.
    Uncovered,
}

impl Browser {
    /// Enters the locator's frames and looks for its element once. The session stays in the innermost frame reached:
    /// whoever calls this leaves it again by `enter_default_frame`.
    pub(crate) async fn look(&self, locator: &Locator, need: Need) -> Result<Look<WebElement>> {
        self.page().await?.enter_default_frame().await?;
        let mut hosts: Vec<&str> = Vec::new();
        for step in &locator.way {
            match step {
                Step::Shadow(host) => hosts.push(host),
                Step::Frame(selector) => {
                    let element = match self.find(&hosts, selector, None, None, Need::There).await? {
                        Look::Awaited(element) => element,
                        not_yet => return Ok(not_yet),
                    };
                    element.enter_frame().await?;
                    hosts.clear();
                }
            }
        }
        self.find(&hosts, &locator.css, locator.name.as_deref(), locator.nth, need).await
    }

    async fn find(
        &self,
        hosts: &[&str],
        css: &str,
        name: Option<&str>,
        nth: Option<usize>,
        need: Need,
    ) -> Result<Look<WebElement>> {
        let need = match need {
            Need::There => "there",
            Need::Ready => "ready",
            Need::Uncovered => "uncovered",
        };
        let args = [json!(hosts), json!(css), json!(name), json!(nth), json!(need)];
        let answer = self.page().await?.execute(FIND, args.to_vec()).await?.json().clone();
        match (&answer["element"], &answer["why"]) {
            (element @ Value::Object(_), _) => {
                Ok(Look::Awaited(WebElement::from_json(element.clone(), self.session.handle().clone())?))
            }
            (_, Value::String(why)) => Ok(Look::NotYet(why.clone())),
            _ => bail!("looking for {css} gave {answer}"),
        }
    }
}
