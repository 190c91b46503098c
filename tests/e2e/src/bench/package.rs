//! The packages that are measured, each in a folder of its own with one page more, and browsers with one of them.

use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use plimsoll::domain::invitation::InvitationId;
use plimsoll::protocol::Message;
use plimsoll_e2e::{Browser, Launch};
use serde_json::Value;
use tempfile::TempDir;

/// How many invitations the extension has on its books, so that the popup has something to show.
const ON_THE_BOOKS: u32 = 23;

/// One of the packages that are measured.
pub struct Package {
    /// What the table calls it.
    pub name: String,
    /// Its copy.
    pub folder: PathBuf,
}

/// All packages, and the folder that holds them.
pub struct Packages {
    /// The packages: the extension, the empty one, and any others.
    pub all: Vec<Package>,
    /// What the popup's large figure says at last.
    pub figure: String,
    _folder: TempDir,
}

impl Packages {
    /// Copies the extension and the variants, and makes the empty one: its popup is the extension's as it stands once
    /// it is drawn, with the same style and without any script.
    ///
    /// # Errors
    /// When the extension isn't built, or doesn't do what it should.
    pub async fn prepare(extension: &Path, variants: &[(String, PathBuf)]) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("plimsoll-bench-").tempdir()?;
        let copy = |name: &str, from: &Path| -> Result<Package> {
            let to = folder.path().join(name);
            copy_folder(from, &to).with_context(|| format!("can't copy {}", from.display()))?;
            add_page(&to)?;
            Ok(Package { name: name.to_owned(), folder: to })
        };
        let mut all = vec![copy("Plimsoll", extension)?];
        let (popup, figure) = all[0].drawn_popup().await?;

        let empty = Package { name: "empty".to_owned(), folder: folder.path().join("empty") };
        fs::create_dir(&empty.folder)?;
        for (name, text) in [
            ("manifest.json", include_str!("empty/manifest.json")),
            ("background.js", include_str!("empty/background.js")),
            ("content.js", include_str!("empty/content.js")),
            ("popup.html", &popup),
        ] {
            fs::write(empty.folder.join(name), text)?;
        }
        fs::copy(extension.join("style.css"), empty.folder.join("style.css"))?;
        add_page(&empty.folder)?;
        all.push(empty);

        for (name, from) in variants {
            all.push(copy(name, from)?);
        }
        Ok(Self { all, figure, _folder: folder })
    }

    /// A browser for each, in which counting has begun.
    ///
    /// # Errors
    /// As [`Package::launch`].
    pub async fn launch(&self, site_port: u16) -> Result<Vec<Browser>> {
        let mut browsers = Vec::new();
        for package in &self.all {
            browsers.push(package.launch(package.with(site_port)).await?);
        }
        Ok(browsers)
    }
}

impl Package {
    /// How to launch a browser with it.
    pub fn with(&self, site_port: u16) -> Launch {
        Launch::with(&self.folder, site_port)
    }

    /// A browser in which counting has begun and some invitations are counted, with no page of the extension open.
    ///
    /// # Errors
    /// When no browser starts, or the extension doesn't do what it should.
    pub async fn launch(&self, launch: Launch) -> Result<Browser> {
        let browser = Browser::launch(launch).await?;
        if self.folder.join("welcome.html").exists() {
            let address = browser.extension_url("welcome.html")?;
            let opened =
                async || Ok(browser.targets().await?.into_iter().find(|target| target.url == address));
            let target = browser.until("the welcome page", opened).await?;
            browser.close_target(&target).await?;
        }
        let number = NonZeroU32::new(ON_THE_BOOKS).context("nothing to show")?;
        tell(&browser, &Message::Start).await?;
        tell(&browser, &Message::Add { id: InvitationId::new("bench"), number }).await?;
        leave(&browser).await?;
        Ok(browser)
    }

    /// The popup's document as it stands once it is drawn, without scripts, and what its large figure says.
    async fn drawn_popup(&self) -> Result<(String, String)> {
        let browser = self.launch(self.with(0)).await?;
        browser.extension_page("popup.html").await?;
        browser.await_ready("main:not([aria-busy])").await?;
        let drawn = "
            for (const script of document.querySelectorAll('script, link:not([rel=stylesheet])')) script.remove();
            return ['<!doctype html>\\n' + document.documentElement.outerHTML,
                document.querySelector('.hero__figure').textContent]";
        let drawn = browser.run(drawn, &[]).await?;
        browser.quit().await?;
        let text = |value: &Value| value.as_str().map(str::to_owned).context("the popup isn't drawn");
        Ok((text(&drawn[0])?, text(&drawn[1])?))
    }
}

/// Sends the extension a message from a page of its own.
///
/// # Errors
/// When it doesn't do what it is told.
pub async fn tell(browser: &Browser, message: &Message) -> Result<()> {
    let answer = browser.tell(serde_json::to_value(message)?).await?.to_string();
    ensure!(
        !answer.contains("refused") && !answer.contains("notStored"),
        "{message:?} is answered by {answer}"
    );
    Ok(())
}

/// Closes the page in which the extension was asked, so that no page of it is open.
///
/// # Errors
/// When the browser doesn't answer.
pub async fn leave(browser: &Browser) -> Result<()> {
    browser.leave_extension().await?;
    // The session points at the tab that is gone until something is asked of the current one.
    browser.url().await.map(drop)
}

/// Adds the page that measures from within.
fn add_page(folder: &Path) -> Result<()> {
    fs::write(folder.join("bench.html"), include_str!("page/bench.html"))?;
    let message = serde_json::to_string(&Message::Dismiss)?;
    fs::write(folder.join("bench.js"), include_str!("page/bench.js").replace("MESSAGE", &message))?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
