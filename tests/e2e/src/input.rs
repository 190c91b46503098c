//! What a person does with mouse and keyboard. The browser makes the events, so that `isTrusted` is true; each act
//! waits until its element is visible, enabled and uncovered.

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::common::command::{Actions, Command};
use thirtyfour::{Key, TypingData, WebElement};

use crate::Browser;
use crate::locator::{Locator, Need};
use crate::wait::{Look, until_seen};

/// A mouse button, by its number in WebDriver.
#[derive(Clone, Copy)]
enum Button {
    Left = 0,
    Middle = 1,
}

impl Browser {
    /// Clicks the element.
    ///
    /// # Errors
    /// When it doesn't come, or stays hidden, disabled or covered.
    pub async fn click(&self, locator: impl Into<Locator>) -> Result<()> {
        self.pointer("clicked", locator.into(), Button::Left, 1, None).await
    }

    /// Clicks the element twice, fast enough for a `dblclick`.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn double_click(&self, locator: impl Into<Locator>) -> Result<()> {
        self.pointer("double-clicked", locator.into(), Button::Left, 2, None).await
    }

    /// Clicks the element with the middle button, which opens links in a new tab behind this one.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn middle_click(&self, locator: impl Into<Locator>) -> Result<()> {
        self.pointer("clicked with the middle button", locator.into(), Button::Middle, 1, None).await
    }

    /// Clicks the element while Ctrl is held, which opens links in a new tab behind this one.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn ctrl_click(&self, locator: impl Into<Locator>) -> Result<()> {
        self.pointer("clicked with Ctrl", locator.into(), Button::Left, 1, Some(Key::Control)).await
    }

    /// Moves the pointer over the element.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn hover(&self, locator: impl Into<Locator>) -> Result<()> {
        self.pointer("pointed at", locator.into(), Button::Left, 0, None).await
    }

    /// Clicks at a point of the viewport, in CSS pixels from its upper left corner, whatever is there.
    ///
    /// # Errors
    /// When the point lies outside.
    pub async fn click_at(&self, x: u32, y: u32) -> Result<()> {
        self.to_front().await?;
        self.page().await?.enter_default_frame().await?;
        self.perform(moves(json!("viewport"), i64::from(x), i64::from(y), Button::Left, 1), None).await
    }

    /// Calls the element's `click()` from a script, as a page or an automation would: the event isn't trusted.
    ///
    /// # Errors
    /// When the element doesn't come.
    pub async fn scripted_click(&self, locator: impl Into<Locator>) -> Result<()> {
        self.read(locator.into(), "arguments[0].click();").await.map(drop)
    }

    /// Gives the element the keyboard's focus, as Tab does in the end.
    ///
    /// # Errors
    /// When the element doesn't come.
    pub async fn focus(&self, locator: impl Into<Locator>) -> Result<()> {
        let locator = locator.into();
        self.to_front().await?;
        self.await_ready(&locator).await?;
        self.read(locator, "arguments[0].focus();").await.map(drop)
    }

    /// Presses keys, one after the other, in whatever has the focus: `press("abc")`, `press(Key::Enter)`,
    /// `press(Key::Tab + Key::Space)`.
    ///
    /// # Errors
    /// When the tab is gone.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.to_front().await?;
        let strokes = keys.into().as_vec().into_iter().flat_map(|key| {
            let key = if key == '\n' { Key::Enter.value() } else { key };
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        });
        self.send(json!([{ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() }])).await
    }

    /// Presses `key` while `modifier` is held: `press_with(Key::Control, 'a')`.
    ///
    /// # Errors
    /// As [`Browser::press`].
    pub async fn press_with(&self, modifier: Key, key: impl Into<char>) -> Result<()> {
        self.to_front().await?;
        let (modifier, key) = (modifier.value(), key.into());
        let strokes = [("keyDown", modifier), ("keyDown", key), ("keyUp", key), ("keyUp", modifier)]
            .map(|(kind, value)| json!({ "type": kind, "value": value }));
        self.send(json!([{ "type": "key", "id": "keyboard", "actions": strokes }])).await
    }

    /// Clicks into the element and types `text`, a new line as Enter.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn type_into(&self, locator: impl Into<Locator>, text: &str) -> Result<()> {
        self.click(locator).await?;
        self.press(text).await
    }

    /// Clicks into the element, selects all that is in it and deletes it.
    ///
    /// # Errors
    /// As [`Browser::click`].
    pub async fn clear(&self, locator: impl Into<Locator>) -> Result<()> {
        self.click(locator).await?;
        self.press_with(Key::Control, 'a').await?;
        self.press(Key::Delete).await
    }

    async fn pointer(
        &self,
        done: &str,
        locator: Locator,
        button: Button,
        clicks: usize,
        modifier: Option<Key>,
    ) -> Result<()> {
        self.to_front().await?;
        let acted = until_seen(&format!("{locator} {done}"), async || {
            let element = match self.look(&locator, Need::Uncovered).await? {
                Look::Awaited(element) => element,
                Look::NotYet(why) => return Ok(Look::NotYet(why)),
            };
            self.point(&element, button, clicks, modifier.clone()).await.map(Look::Awaited)
        })
        .await;
        // The frame may be gone by what the click did; the page that held it isn't.
        self.page().await?.enter_default_frame().await?;
        acted
    }

    async fn point(
        &self,
        element: &WebElement,
        button: Button,
        clicks: usize,
        modifier: Option<Key>,
    ) -> Result<()> {
        self.perform(moves(element.to_json()?, 0, 0, button, clicks), modifier).await
    }

    /// Moves the pointer as told, with `modifier` held from before the first to after the last.
    async fn perform(&self, moves: Vec<Value>, modifier: Option<Key>) -> Result<()> {
        let Some(modifier) = modifier.map(|key| key.value()) else {
            return self.send(json!([mouse(moves)])).await;
        };
        // The sources go in step: while the one acts, the other pauses.
        let pause = json!({ "type": "pause" });
        let mut strokes = vec![pause.clone(); moves.len() + 2];
        strokes[0] = json!({ "type": "keyDown", "value": modifier });
        strokes[moves.len() + 1] = json!({ "type": "keyUp", "value": modifier });
        let moves = [vec![pause], moves].concat();
        self.send(json!([{ "type": "key", "id": "keyboard", "actions": strokes }, mouse(moves)])).await
    }

    async fn send(&self, sources: Value) -> Result<()> {
        let actions = Actions::from(sources);
        self.page().await?.cmd(Command::PerformActions(actions)).await?;
        Ok(())
    }
}

/// To the point from the origin, and `clicks` clicks there.
fn moves(origin: Value, x: i64, y: i64, button: Button, clicks: usize) -> Vec<Value> {
    let press = json!({ "type": "pointerDown", "button": button as u8 });
    let release = json!({ "type": "pointerUp", "button": button as u8 });
    let mut moves = vec![json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": x, "y": y })];
    for _ in 0..clicks {
        moves.extend([press.clone(), release.clone()]);
    }
    moves
}

fn mouse(moves: Vec<Value>) -> Value {
    json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": moves })
}
