//! One browser from its launch to its end, and again on the same profile.

use std::env;
use std::fmt::Debug;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use thirtyfour::{Capabilities, WebDriver};

use crate::driver::{self, Driver};
use crate::extension;
use crate::launch::Launch;
use crate::profile::Profile;
use crate::tabs::Tab;
use crate::view::View;
use crate::wait;

/// A running Chromium with one extension or none, and the tab that is being driven.
///
/// Its methods act on the current tab and are to be awaited one after the other: a browser has one pair of hands. Two
/// browsers can be driven side by side. Dropping it kills the browser; [`Browser::quit`] lets it finish its writing.
pub struct Browser {
    pub(crate) session: WebDriver,
    // Before the profile, which can only be removed once nothing writes to it.
    driver: Driver,
    launch: Launch,
    profile: Option<Profile>,
    pub(crate) extension_id: Option<String>,
    pub(crate) state: Mutex<State>,
}

/// What the harness remembers of its browser.
#[derive(Debug)]
pub(crate) struct State {
    /// The tab that is driven.
    pub(crate) current: Tab,
    /// The tab that the session's commands go to: the current one or the helper.
    pub(crate) pointed: Tab,
    /// The tab in the background in which the extension is asked questions.
    pub(crate) helper: Option<Tab>,
    /// How the tabs are to look; each forgets it when it is new.
    pub(crate) view: View,
}

/// A browser that has ended, and what it takes to start it again where it was.
#[derive(Debug)]
pub struct Stopped {
    /// With what it starts again; its `profile` doesn't matter, the old one is taken.
    pub launch: Launch,
    profile: Profile,
}

impl Stopped {
    /// Starts the browser again, on the same profile.
    ///
    /// # Errors
    /// As [`Browser::launch`].
    pub async fn launch(self) -> Result<Browser> {
        Browser::start(self.launch, self.profile).await
    }
}

impl Browser {
    /// Starts a browser and waits until it has one blank tab and, where the extension is installed by that, its worker
    /// has started once (which is when `onInstalled` fires).
    ///
    /// # Errors
    /// When there is no browser or driver, the extension can't be loaded, or a window is asked for without a display.
    pub async fn launch(launch: Launch) -> Result<Self> {
        let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
        if cfg!(target_os = "linux") && !launch.headless && !display {
            bail!("a window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY names one");
        }
        let profile = Profile::new(launch.profile.clone())?;
        Self::start(launch, profile).await
    }

    async fn start(mut launch: Launch, profile: Profile) -> Result<Self> {
        if let Some(folder) = &mut launch.extension {
            *folder = folder
                .canonicalize()
                .with_context(|| format!("no extension in {}: build it first", folder.display()))?;
        }
        let extension_id = launch.extension.as_deref().map(extension::extension_id).transpose()?;
        let installed = match (&extension_id, &launch.extension) {
            (Some(id), Some(folder)) => profile.keep_installed(id, folder)?,
            _ => false,
        };

        let driver = Driver::start(&launch.environment()).await?;
        let capabilities = launch.capabilities(&driver::chromium()?, profile.path(), installed);
        let Value::Object(capabilities) = capabilities else { unreachable!("capabilities are an object") };
        let client = reqwest::Client::builder().no_proxy().build()?;
        let session = WebDriver::builder(driver.url(), Capabilities::from(capabilities))
            .client(client)
            .await
            .context("Chromium doesn't start")?;
        let current = match session.window().await {
            Ok(handle) => Tab::from(handle),
            Err(error) => {
                // Or its drop would block on a driver that is about to end.
                let _ = session.leak();
                return Err(error.into());
            }
        };
        let state = Mutex::new(State {
            pointed: current.clone(),
            current,
            helper: None,
            view: View::new(launch.dark),
        });

        // From here on an early return drops the browser, which ends it.
        let browser = Self { session, driver, launch, profile: Some(profile), extension_id, state };
        browser.open("about:blank").await?;
        browser.apply_view().await?;
        if !installed && browser.has_worker()? {
            browser.await_first_worker().await?;
        }
        Ok(browser)
    }

    /// With what it was started.
    #[must_use]
    pub fn launched_with(&self) -> &Launch {
        &self.launch
    }

    /// Ends the browser as a user does, so that everything is written, and removes its profile unless it was given.
    ///
    /// # Errors
    /// When the browser doesn't answer any more.
    pub async fn quit(self) -> Result<()> {
        self.stop().await.map(drop)
    }

    /// As [`Browser::quit`], keeping the profile for another launch.
    ///
    /// # Errors
    /// As [`Browser::quit`].
    pub async fn stop(mut self) -> Result<Stopped> {
        self.session.clone().quit().await.context("the browser doesn't quit")?;
        self.ended()
    }

    /// Ends the browser as a user does and starts it again on the same profile, with one blank tab. The extension gets
    /// `onStartup` and no `onInstalled`.
    ///
    /// # Errors
    /// As [`Browser::quit`] and [`Browser::launch`].
    pub async fn restart(self) -> Result<Self> {
        self.stop().await?.launch().await
    }

    /// Kills all of the browser's processes at once (SIGKILL), as a crash would.
    ///
    /// A browser that is killed in its first seconds hasn't yet written down that the extension is installed, and
    /// installs it anew when it starts again (its `storage.local` stays). For the crash of a browser in long use,
    /// [`Browser::restart`] it first.
    ///
    /// # Errors
    /// Never once the browser has started.
    pub fn kill(mut self) -> Result<Stopped> {
        self.ended()
    }

    /// Makes sure that no process is left, and hands over the profile.
    fn ended(&mut self) -> Result<Stopped> {
        self.driver.end();
        let profile = self.profile.take().context("the browser has ended before")?;
        Ok(Stopped { launch: self.launch.clone(), profile })
    }

    /// The folder in which it keeps its files.
    pub(crate) fn profile(&self) -> Result<&Profile> {
        self.profile.as_ref().context("the browser has ended")
    }

    /// Runs a script in the current page, in the page's own world. `body` is the body of an async function, `args`
    /// are its `arguments`, and what it returns is the result.
    ///
    /// # Errors
    /// When the script throws, or what it returns isn't JSON.
    pub async fn run(&self, body: &str, args: &[Value]) -> Result<Value> {
        run(self.page().await?, body, args).await
    }

    /// Sends a command of the Chrome DevTools Protocol to the current tab. The browser's own domains, such as `Target`
    /// and `Browser`, answer here too.
    ///
    /// # Errors
    /// When the command fails.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.page().await?.cdp().send_raw(method, params).await.with_context(|| method.to_owned())
    }

    /// [`until`](crate::until), so that a test needs no further import.
    ///
    /// # Errors
    /// As [`until`](crate::until).
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        wait::until(what, look).await
    }

    /// [`until_holds`](crate::until_holds), so that a test needs no further import.
    ///
    /// # Errors
    /// As [`until_holds`](crate::until_holds).
    pub async fn until_holds<S: Debug>(
        &self,
        what: &str,
        look: impl AsyncFnMut() -> Result<S>,
        holds: impl Fn(&S) -> bool,
    ) -> Result<S> {
        wait::until_holds(what, look, holds).await
    }

    /// What the harness remembers; held only for a moment, never across an await.
    pub(crate) fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Runs the body of an async function in the tab that the session points at.
pub(crate) async fn run(session: &WebDriver, body: &str, args: &[Value]) -> Result<Value> {
    let script = format!("return (async function () {{ {body}\n }}).apply(null, arguments);");
    Ok(session.execute(script, args.to_vec()).await?.json().clone())
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver takes the session along; the session's own drop would ask it and wait.
        let _ = self.session.clone().leak();
        self.driver.end();
    }
}
