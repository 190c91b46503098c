//! What the content script takes of the page's time, from the browser's own trace.

use std::path::Path;

use anyhow::Result;
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SITE};
use plimsoll_e2e::{Browser, Key};
use plimsoll_standin::Standin;
use serde_json::json;

use super::package::Packages;
use super::report::{Figure, Target};
use super::stats::Samples;
use super::trace::Trace;

/// How long the note is that is written.
const CHARACTERS: usize = 40;
/// Changes the page ten thousand times, in hundred tasks, so that whoever observes it is called back often.
const CHANGE: &str = "
    const place = document.body.appendChild(document.createElement('div'));
    for (let task = 0; task < 100; task++) {
        for (let number = 0; number < 50; number++) {
            place.append(document.createElement('p'));
            place.firstChild.setAttribute('class', String(number));
            if (number % 2) place.firstChild.remove();
        }
        await new Promise((next) => setTimeout(next));
    }
    place.remove()";
/// Far more than the sensor takes to see that the dialog is open, and that nothing more is to be watched.
const WATCH: &str = "await new Promise((done) => setTimeout(done, 500))";

/// The figures of the content script, in browsers that write down what they do.
///
/// # Errors
/// When a page doesn't do what it should, or the trace can't be read.
pub async fn figures(packages: &Packages, rounds: usize) -> Result<Vec<Figure>> {
    let site = Standin::start().await?;
    let folder = tempfile::Builder::new().prefix("plimsoll-bench-traces-").tempdir()?;
    let mut browsers = Vec::new();
    for package in &packages.all {
        let mut launch = package.with(site.port());
        launch.extra_args = switches(&folder.path().join(&package.name));
        browsers.push(package.launch(launch).await?);
    }
    for round in 0..=rounds {
        super::say(&format!("round {round} of {rounds}"));
        for (_, browser) in super::in_turn(&browsers, round) {
            one_load(browser, round).await?;
        }
    }
    let mut measured = Measured::default();
    for (browser, package) in browsers.into_iter().zip(&packages.all) {
        let id = browser.extension_id()?.to_owned();
        browser.quit().await?;
        let trace = Trace::read(&folder.path().join(&package.name), &id)?;
        // The first load is for the browser to get warm.
        measured.take(&trace, 1..=rounds)?;
    }
    Ok(measured.figures())
}

fn switches(file: &Path) -> Vec<String> {
    vec![
        "--trace-startup=devtools.timeline,blink.user_timing".to_owned(),
        "--trace-startup-format=json".to_owned(),
        "--trace-startup-duration=0".to_owned(),
        "--trace-startup-record-mode=record-as-much-as-possible".to_owned(),
        format!("--trace-startup-file={}", file.display()),
    ]
}

/// One load of a page, and what a person does there; marks in the trace say which is which.
async fn one_load(browser: &Browser, round: usize) -> Result<()> {
    let mark = async |what: &str| {
        let name = json!(format!("plimsoll-bench {what} {round}"));
        browser.run("performance.mark(arguments[0])", &[name]).await.map(drop)
    };
    let tab = browser.new_tab("about:blank").await?;
    mark("load").await?;
    browser.open(&format!("{SITE}{PROFILE}")).await?;
    browser.await_ready("html[data-drawn]").await?;
    mark("loaded").await?;
    mark("change").await?;
    browser.run(CHANGE, &[]).await?;
    mark("changed").await?;
    mark("connect").await?;
    browser.click(CONNECT).await?;
    browser.await_ready(Mount::Shadow.inside("textarea, button").nth(0)).await?;
    browser.run(WATCH, &[]).await?;
    mark("connected").await?;
    browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    browser.click(Mount::Shadow.inside(NOTE)).await?;
    mark("write").await?;
    browser.press("a".repeat(CHARACTERS).as_str()).await?;
    mark("written").await?;
    browser.press(Key::Escape).await?;
    browser.await_gone(Mount::Shadow.inside(NOTE)).await?;
    mark("reload").await?;
    browser.open(&format!("{SITE}{PROFILE}")).await?;
    browser.await_ready("html[data-drawn]").await?;
    mark("reloaded").await?;
    let others = browser.tabs().await?;
    browser.close_tab(&tab).await?;
    if let Some(home) = others.iter().find(|other| **other != tab) {
        browser.switch_to(home).await?;
    }
    Ok(())
}

/// What the traces tell of each package.
#[derive(Default)]
struct Measured {
    load: Vec<Samples>,
    reload: Vec<Samples>,
    changes: Vec<Samples>,
    watching: Vec<Samples>,
    characters: Vec<Samples>,
}

impl Measured {
    fn take(&mut self, trace: &Trace, rounds: std::ops::RangeInclusive<usize>) -> Result<()> {
        let spans = |begin: &str, end: &str| -> Result<Vec<(f64, f64)>> {
            let mut spans = Vec::new();
            for round in rounds.clone() {
                let mark = |name: &str| trace.marks(&format!("plimsoll-bench {name} {round}"));
                spans.extend(mark(begin)?.into_iter().zip(mark(end)?));
            }
            Ok(spans)
        };
        let total = |span: &(f64, f64)| trace.within(*span).map(|call| call.milliseconds).sum::<f64>();
        self.load.push(spans("load", "loaded")?.iter().map(total).collect());
        self.reload.push(spans("reload", "reloaded")?.iter().map(total).collect());
        self.changes.push(
            spans("change", "changed")?.iter().map(|span| trace.within(*span).count() as f64).collect(),
        );
        // The first call is the press's own, which the page's clock tells better.
        let after_press =
            |span: &(f64, f64)| trace.within(*span).skip(1).map(|call| call.milliseconds).sum::<f64>();
        self.watching.push(spans("connect", "connected")?.iter().map(after_press).collect());
        let written = spans("write", "written")?;
        self.characters.push(written.iter().map(|span| total(span) / CHARACTERS as f64).collect());
        Ok(())
    }

    fn figures(self) -> Vec<Figure> {
        let figure =
            |name: &str, unit, target, samples| Figure { name: name.to_owned(), unit, target, samples };
        vec![
            // A process that has never seen the script compiles it. The sensor's own is what it takes more than an empty one.
            figure("content script, on a new tab's first page load", "ms", Target::More(1.0), self.load),
            figure("content script, on that tab's next page load", "ms", Target::More(1.0), self.reload),
            figure(
                "content script, after a press on Connect until the dialog was seen",
                "ms",
                Target::None,
                self.watching,
            ),
            figure(
                "content script, in 10,000 changes of the page",
                "calls",
                Target::Value(0.0),
                self.changes,
            ),
            figure("content script, on a character of a note", "ms", Target::Value(0.2), self.characters),
        ]
    }
}
