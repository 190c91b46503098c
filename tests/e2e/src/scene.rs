//! A stage for a story: the stand-in site, a browser with the packed extension, and a user who agreed to counting.
//! What it asks of the extension it reads where a user would, or from its storage with the domain's own code.

use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};
use plimsoll::domain::detection::Detector;
use plimsoll::domain::invitation::{Characters, Evidence, Invitation, Place, Way};
use plimsoll::domain::ledger::{Entry, Ledger};
use plimsoll::domain::schema::key;
use plimsoll::domain::time::Timestamp;
use plimsoll_standin::{Request, Standin};
use serde_json::{Map, Value, json};

use crate::{Browser, Launch, Locator, css, frame, shadow};

/// The site, as the user knows it.
pub const SITE: &str = "https://www.linkedin.com";
/// A profile that no list of the stand-in holds.
pub const PROFILE: &str = "/in/ada-quill/";
/// The Connect control of a profile's top card.
pub const CONNECT: &str = "[data-view-name='profile-top-card'] a[componentkey$='_connect']";
/// Its twin in the header that stays.
pub const TWIN: &str = "[data-view-name='profile-sticky-header'] a[componentkey$='_connect']";
/// The Connect controls of My Network.
pub const SUGGESTION: &str = "[data-view-name='people-you-may-know'] button[componentkey$='_connect']";
/// The invite dialog.
pub const DIALOG: &str = "[role='dialog'][aria-labelledby='send-invite-modal']";
/// The dialog's send button, in either step.
pub const SEND: &str =
    "[data-test-modal-id='send-invite-modal'] .artdeco-modal__actionbar .artdeco-button--primary";
/// The dialog's note.
pub const NOTE: &str = "textarea#custom-message";

/// Where the invite dialog mounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mount {
    /// In the open shadow root of the outlet.
    Shadow,
    /// In a frame of the same origin.
    Frame,
    /// In the document.
    Light,
}

impl Mount {
    /// Something in the dialog.
    pub fn inside(self, selector: &str) -> Locator {
        match self {
            Self::Shadow => shadow("#interop-outlet", selector),
            Self::Frame => frame("[data-testid='interop-iframe']", selector),
            Self::Light => css(selector),
        }
    }
}

/// What was seen of an invitation: where, by which way, the length of its note, and how sure that is.
pub type Seen = (Place, Way, Option<u32>, Evidence);

/// What was seen of an invitation.
pub fn seen(invitation: &Invitation) -> Seen {
    let note = invitation.note.map(|Characters(length)| length);
    (invitation.place, invitation.way, note, invitation.evidence)
}

/// The packed extension, as `build.sh` leaves it.
pub fn package() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist/chromium"))
}

/// The stage.
pub struct Scene {
    /// The site, which keeps the truth.
    pub site: Standin,
    /// The browser in which the story happens.
    pub browser: Browser,
}

impl Scene {
    /// A browser with the extension just installed; nobody agreed to anything yet.
    ///
    /// # Errors
    /// When the package isn't built, or no browser starts.
    pub async fn installed() -> Result<Self> {
        Self::installed_from(package()).await
    }

    /// The same with the package in another folder.
    ///
    /// # Errors
    /// As [`Scene::installed`].
    pub async fn installed_from(package: PathBuf) -> Result<Self> {
        Self::launched(package, |launch| launch).await
    }

    /// A browser in another place of the world, in which the user agreed to counting.
    ///
    /// # Errors
    /// As [`Scene::counting`].
    pub async fn counting_in(time_zone: &str, language: &str) -> Result<Self> {
        let (time_zone, lang) = (Some(time_zone.to_owned()), Some(language.to_owned()));
        let scene = Self::launched(package(), |launch| Launch { time_zone, lang, ..launch }).await?;
        scene.agree().await?;
        Ok(scene)
    }

    async fn launched(package: PathBuf, how: impl FnOnce(Launch) -> Launch) -> Result<Self> {
        let site = Standin::start().await?;
        ensure!(package.join("manifest.json").exists(), "dist/chromium isn't built: run ./build.sh");
        let browser = Browser::launch(how(Launch::with(package, site.port()))).await?;
        let scene = Self { site, browser };
        let welcome = scene.browser.extension_url("welcome.html")?;
        let opened =
            async || Ok(scene.browser.targets().await?.into_iter().find(|target| target.url == welcome));
        let target = scene.browser.until("the welcome page, opened by itself", opened).await?;
        // The driver can't drive a tab that the extension opened; the stories open their own.
        scene.browser.close_target(&target).await?;
        scene.await_badge("off").await?;
        Ok(scene)
    }

    /// A browser in which the user agreed to counting on the welcome page.
    ///
    /// # Errors
    /// As [`Scene::installed`], and when the welcome page doesn't do what it says.
    pub async fn counting() -> Result<Self> {
        let scene = Self::installed().await?;
        scene.agree().await?;
        Ok(scene)
    }

    /// Agrees to counting on the welcome page.
    ///
    /// # Errors
    /// When the welcome page doesn't do what it says.
    pub async fn agree(&self) -> Result<()> {
        self.browser.extension_page("welcome.html").await?;
        self.browser.click(css("button").named("Start counting")).await?;
        self.await_badge("100").await
    }

    /// Has the browser answer the pages that this tab opens next with these texts, as one in another language would.
    /// Not every Chromium comes with more than one. In a text, `$1` is what it is filled with first.
    ///
    /// # Errors
    /// When the browser doesn't take it.
    pub async fn answer_texts(&self, texts: &[(&str, &str)]) -> Result<()> {
        let texts: Map<String, Value> =
            texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
        let source = format!(
            "{{ const texts = {}, {{ i18n }} = globalThis.chrome ?? {{}}, own = i18n?.getMessage;
               const fill = (text, filled) => text.replace(/\\$(\\d)/g, (_, place) => filled[place - 1]);
               if (own) i18n.getMessage = (name, filled) =>
                   name in texts ? fill(texts[name], filled) : own.call(i18n, name, filled) }}",
            Value::Object(texts)
        );
        self.browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        Ok(())
    }

    /// Opens a page of the site in a new tab, and waits until it is drawn.
    ///
    /// # Errors
    /// When it never is.
    pub async fn visit(&self, path: &str) -> Result<()> {
        self.browser.new_tab(&format!("{SITE}{path}")).await?;
        self.browser.await_ready("html[data-drawn]").await
    }

    /// Waits until the badge says that.
    ///
    /// # Errors
    /// When it says something else for too long.
    pub async fn await_badge(&self, text: &str) -> Result<()> {
        let badge = async || self.browser.badge().await;
        self.browser.until_holds(&format!("the badge {text:?}"), badge, |badge| badge.text == text).await?;
        Ok(())
    }

    /// The whole ledger.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn ledger(&self) -> Result<Ledger> {
        let stored = self.browser.storage_local().await?;
        let mut ledger = Ledger::default();
        for (name, entries) in stored.as_object().context("storage is no object")? {
            if name.starts_with(key::LEDGER) {
                let entries: Vec<Entry> = serde_json::from_value(entries.clone())?;
                entries.into_iter().for_each(|entry| ledger.enter(entry));
            }
        }
        Ok(ledger)
    }

    /// The invitations that count, earliest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn counted(&self) -> Result<Vec<Invitation>> {
        let mut counted: Vec<_> = self.ledger().await?.counted().cloned().collect();
        counted.sort_by_key(|invitation| invitation.at);
        Ok(counted)
    }

    /// The facts that the background keeps.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn detector(&self) -> Result<Detector> {
        let facts = self.browser.storage_local().await?[key::DETECTOR].clone();
        Ok(if facts.is_null() { Detector::default() } else { serde_json::from_value(facts)? })
    }

    /// The requests of pages that send invitations, accepted or not.
    pub fn sends(&self) -> Vec<Request> {
        let sends = |request: &Request| {
            ["verifyQuotaAndCreate", "addaAddConnection", "normInvitations", "action=connect"]
                .iter()
                .any(|part| request.path_and_query.contains(part))
        };
        self.site.requests().into_iter().filter(sends).collect()
    }

    /// Waits until the ledger counts exactly as many invitations as the site accepted, and nothing is open any more:
    /// every request that sends was heard of to its end, and what it was matched with doesn't change.
    ///
    /// # Errors
    /// When the two never agree.
    pub async fn await_truth(&self, accepted: usize) -> Result<Vec<Invitation>> {
        self.site.wait_for("the accepted invitations", move |site| site.accepted() >= accepted).await?;
        ensure!(
            self.site.accepted() == accepted,
            "the site accepted {}, not {accepted}",
            self.site.accepted()
        );
        let settled = async || {
            let detector = self.detector().await?;
            Ok((self.counted().await?, detector.answered(), self.sends().len()))
        };
        let holds = |(counted, answered, sends): &(Vec<Invitation>, usize, usize)| {
            counted.len() == accepted && answered == sends
        };
        let (counted, ..) =
            self.browser.until_holds(&format!("exactly {accepted} counted"), settled, holds).await?;
        self.await_badge(&(100 - accepted).to_string()).await?;
        Ok(counted)
    }

    /// As [`Scene::await_truth`] where some of the requests were made before the browser was started, or to another
    /// worker's ears: only the numbers are compared.
    ///
    /// # Errors
    /// When the two never agree.
    pub async fn await_count(&self, accepted: usize) -> Result<()> {
        self.site.wait_for("the accepted invitations", move |site| site.accepted() >= accepted).await?;
        let counted = async || Ok(self.counted().await?.len());
        self.browser.until_holds("as many counted as accepted", counted, |n| *n == accepted).await?;
        self.await_badge(&(100 - accepted).to_string()).await
    }

    /// Waits until the ledger counts exactly these, in any order, and the site accepted as many.
    ///
    /// # Errors
    /// When it never does.
    pub async fn await_seen(&self, expected: &[Seen]) -> Result<()> {
        self.await_truth(expected.len()).await?;
        let sorted = |mut seen: Vec<Seen>| {
            seen.sort_unstable();
            seen
        };
        let expected = sorted(expected.to_vec());
        let look = async || Ok(sorted(self.counted().await?.iter().map(seen).collect()));
        self.browser.until_holds(&format!("{expected:?}"), look, |seen| *seen == expected).await?;
        Ok(())
    }

    /// Sends one more invitation, in a tab of its own, to somebody whom no other story knows. Whatever happened
    /// before it was heard before it, so that when it counts, nothing that came earlier is still on its way.
    ///
    /// # Errors
    /// When it isn't counted.
    pub async fn fence(&self) -> Result<()> {
        let before = self.site.accepted();
        self.send_one_more().await?;
        self.await_truth(before + 1).await?;
        Ok(())
    }

    /// As [`Scene::fence`] where what came before may be unsure for long or for ever: waits until this one is proven.
    ///
    /// # Errors
    /// When it isn't counted.
    pub async fn await_one_more(&self) -> Result<()> {
        self.site.meet_anew();
        let since = now()?;
        self.send_one_more().await?;
        // One that was sent before it may be the last that counts for now, and proven.
        let last = async || Ok(self.counted().await?.last().map(|one| (one.at, one.evidence)));
        let proven = |last: &Option<(Timestamp, Evidence)>| {
            last.is_some_and(|(at, evidence)| at >= since && evidence == Evidence::Confirmed)
        };
        self.browser.until_holds("the one sent last", last, proven).await?;
        Ok(())
    }

    async fn send_one_more(&self) -> Result<()> {
        self.visit("/in/cleo-marchetti-dunn/").await?;
        self.browser.click(CONNECT).await?;
        self.browser.click(Mount::Shadow.inside(SEND)).await
    }

    /// Closes the site's tabs, makes all that the background remembers of the last minutes older by so many
    /// milliseconds, and has it draw its conclusions: as if so much time had passed.
    ///
    /// # Errors
    /// When it can't be stored.
    pub async fn later(&self, milliseconds: u32) -> Result<()> {
        // A worker that is writing would write what it had read over this, and this over what it wrote. So nobody may
        // tell it anything any more, and all that it was told is to be done.
        let empty = self.browser.new_tab("about:blank").await?;
        for tab in self.browser.tabs().await?.into_iter().filter(|tab| *tab != empty) {
            self.browser.close_tab(&tab).await?;
        }
        self.browser.tell("dismiss".into()).await?;
        self.browser.stop_worker().await?;
        let age = "const { detector } = await chrome.storage.local.get('detector');
            const times = ['clicked', 'changed', 'kept', 'started'];
            for (const fact of [...detector.attempts, ...detector.requests]) {
                for (const time of times) if (fact[time] !== undefined) fact[time] -= arguments[0];
            }
            await chrome.storage.local.set({ detector });
            await chrome.runtime.sendMessage('dismiss');";
        self.browser.in_extension(age, &[milliseconds.into()]).await.map(drop)
    }

    /// What the popup shows of the gauge: used and limit.
    ///
    /// # Errors
    /// When the popup shows no gauge.
    pub async fn gauge(&self) -> Result<(u32, u32)> {
        self.browser.await_ready("main:not([aria-busy])").await?;
        let read = async |name| {
            let value = self.browser.attribute("[role='meter']", name).await?.context("no such attribute")?;
            Ok::<u32, anyhow::Error>(value.parse()?)
        };
        Ok((read("aria-valuenow").await?, read("aria-valuemax").await?))
    }

    /// Asks each sensor in the site's tabs something, in its own world.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn of_each_sensor(&self, question: &str) -> Result<Vec<Value>> {
        let ask = format!(
            "const tabs = await chrome.tabs.query({{ url: '{SITE}/*' }});
             const ask = ({{ id }}) => chrome.scripting.executeScript({{ target: {{ tabId: id }}, func: () => {question} }});
             return (await Promise.all(tabs.map(ask))).map(([{{ result }}]) => result ?? null);"
        );
        let answers = self.browser.in_extension(&ask, &[]).await?;
        answers.as_array().cloned().context("a list")
    }

    /// Everything that the extension has stored, as one text, to look for what must not be in it.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn all_that_is_stored(&self) -> Result<String> {
        let (local, session): (Value, Value) =
            (self.browser.storage_local().await?, self.browser.storage_session().await?);
        Ok(format!("{local}{session}"))
    }
}

/// What the clock says.
///
/// # Errors
/// When it says that it is before 1970.
pub fn now() -> Result<Timestamp> {
    Ok(Timestamp::default().plus(SystemTime::UNIX_EPOCH.elapsed()?))
}
