//! Shows the extension at work on the stand-in site: `./build.sh demo`. With a display it opens a window and leaves
//! the rest to the user; without one it plays a short story, prints what was to be seen, and takes pictures of it.

use std::env;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, DIALOG, Mount, NOTE, PROFILE, SEND, SITE, SUGGESTION, Scene, package};
use plimsoll_e2e::shots::{self, POPUP_HEIGHT, POPUP_WIDTH};
use plimsoll_e2e::{Browser, Launch, Outcome, css, until_holds};
use plimsoll_standin::{Answer, Standin};
use serde_json::{Value, json};

/// How often it is looked at what the user did in the window.
const GLANCE: Duration = Duration::from_millis(300);

const TO_TRY: &str = "
  1  On the welcome page, press Start counting. The number on Plimsoll's icon in the toolbar is what you have left.
  2  On Ada Quill's profile, press Connect and send, with or without a note: 99. Open the dialog and cancel: still 99.
  3  Press Connect on a few cards of My Network, and on people in a search:
       https://www.linkedin.com/mynetwork/
       https://www.linkedin.com/search/results/people/
  4  Click Plimsoll's icon: the gauge, when places come back, and the invitations that you sent from elsewhere.
     Whatever you add there, you can undo.

All of it happens on this machine, with invented people: in this window, www.linkedin.com is a local stand-in.
Close the window or press Ctrl-C to end.
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let display = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    if display && !is_set("PLIMSOLL_HEADLESS") { in_a_window().await } else { without_one().await }
}

/// Opens a window and stays until it is closed.
async fn in_a_window() -> Outcome {
    let site = Standin::start().await?;
    let profile = shots::folder("demo/profile");
    if profile.exists() {
        fs::remove_dir_all(&profile).context("can't remove the last demo's profile")?;
    }
    // Only what is installed can be pinned to the toolbar, so a first start without a window installs it.
    let launch = Launch { profile: Some(profile.clone()), ..Launch::with(package(), site.port()) };
    let browser = Browser::launch(launch).await?;
    let badge = async || browser.badge().await;
    until_holds("the extension to be ready", badge, |badge| badge.text == "off").await?;
    let id = browser.extension_id()?.to_owned();
    let mut installed = browser.stop().await?;
    pin(&profile, &id)?;

    installed.launch.headless = false;
    let browser = installed.launch().await?;
    browser.open(&format!("{SITE}{PROFILE}")).await?;
    browser.extension_page("welcome.html").await?;
    println!("{TO_TRY}");

    let mut accepted = 0;
    // Once the window is closed, the browser has ended and has no tabs to name.
    while browser.tabs().await.is_ok() {
        if site.accepted() > accepted {
            accepted = site.accepted();
            println!("The site has accepted {accepted}.");
        }
        tokio::time::sleep(GLANCE).await;
    }
    drop(browser);
    Ok(fs::remove_dir_all(profile).context("can't remove the demo's profile")?)
}

/// Puts the extension's icon into the toolbar, where a new one is hidden in a menu.
fn pin(profile: &Path, id: &str) -> Result<()> {
    let path = profile.join("Default/Preferences");
    let text = fs::read(&path).context("the profile has no preferences")?;
    let mut preferences: Value = serde_json::from_slice(&text)?;
    preferences["extensions"]["pinned_extensions"] = json!([id]);
    Ok(fs::write(&path, preferences.to_string())?)
}

/// Plays the story, and fails unless Plimsoll counts in the end what the site accepted.
async fn without_one() -> Outcome {
    let started = Instant::now();
    let scene = Scene::installed().await?;
    let pictures = shots::folder("demo");
    println!("{:<58}  accepted  badge  popup", "step");
    play(&scene, &pictures).await?;

    shots::prepare(&scene.browser, POPUP_WIDTH, POPUP_HEIGHT).await?;
    scene.browser.extension_page("popup.html").await?;
    shots::await_shown(&scene.browser).await?;
    shots::both_schemes(&scene.browser, POPUP_WIDTH, 0, &pictures, "popup").await?;
    let (accepted, (counted, _)) = (scene.site.accepted(), scene.gauge().await?);
    scene.browser.quit().await?;

    println!("\nPictures, in target/demo: welcome, profile, my-network, popup-light, popup-dark (.png)");
    println!("Played in {:.0} s", started.elapsed().as_secs_f32());
    println!("The site accepted {accepted}, Plimsoll counts {counted}");
    if usize::try_from(counted)? == accepted { Ok(()) } else { Err(anyhow::anyhow!("they differ").into()) }
}

async fn play(scene: &Scene, pictures: &Path) -> Result<()> {
    let browser = &scene.browser;
    browser.set_viewport(1280, 800, 1.0).await?;
    browser.extension_page("welcome.html").await?;
    shots::await_shown(browser).await?;
    browser.screenshot(pictures.join("welcome.png")).await?;
    tell(scene, "Installed: nothing runs before the user agrees").await?;

    scene.agree().await?;
    tell(scene, "Start counting, on the welcome page").await?;

    scene.visit(PROFILE).await?;
    browser.click(CONNECT).await?;
    browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    tell(scene, "Connect on a profile, sent without a note").await?;

    scene.visit("/in/bram-oosterlinck/").await?;
    browser.click(CONNECT).await?;
    browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    browser.type_into(Mount::Shadow.inside(NOTE), "Hello Bram, your talk on tide tables was a joy.").await?;
    browser.screenshot(pictures.join("profile.png")).await?;
    browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(2).await?;
    tell(scene, "Connect on another, sent with a note").await?;

    scene.visit("/in/cleo-marchetti-dunn/").await?;
    browser.click(CONNECT).await?;
    browser.click(Mount::Shadow.inside("[data-test-modal-close-btn]")).await?;
    browser.await_gone(Mount::Shadow.inside(DIALOG)).await?;
    scene.await_truth(2).await?;
    tell(scene, "Dialog opened and closed: nothing was sent").await?;

    scene.visit("/mynetwork/").await?;
    for _ in 0..3 {
        // A control that was used turns to Pending and is no longer among them.
        browser.click(css(SUGGESTION).nth(0)).await?;
    }
    scene.await_truth(5).await?;
    browser.screenshot(pictures.join("my-network.png")).await?;
    tell(scene, "Connect on three cards of My Network").await?;

    scene.site.answer_next(Answer::WeeklyLimit);
    scene.visit("/search/results/people/").await?;
    browser
        .click("[data-view-name='people-search-results'] a[href*='dorian-ashgrove'][componentkey]")
        .await?;
    browser.click(Mount::Shadow.inside(SEND)).await?;
    browser.await_ready(Mount::Shadow.inside("[class*='ip-fuse-limit-alert__warning']")).await?;
    scene.await_truth(5).await?;
    tell(scene, "Refused at the weekly limit (429): not counted").await?;

    let popup = browser.extension_page("popup.html").await?;
    for _ in 0..2 {
        browser.click(css("button").named("One more")).await?;
    }
    browser.click(css("button").named("Add")).await?;
    scene.await_badge("92").await?;
    tell(scene, "Three sent from a phone, added by hand in the popup").await?;

    browser.switch_to(&popup).await?;
    browser.click(css("button").named("Undo")).await?;
    scene.await_badge("95").await?;
    tell(scene, "Undo").await
}

/// Prints a step of the story with what was to be seen after it: what the site accepted, the badge, and the popup,
/// which is opened for it and closed again.
async fn tell(scene: &Scene, step: &str) -> Result<()> {
    let browser = &scene.browser;
    let before = browser.current_tab();
    let popup = browser.extension_page("popup.html").await?;
    shots::await_shown(browser).await?;
    let read = "const text = (selector) => document.querySelector(selector)?.innerText ?? '';
        const facts = [...document.querySelectorAll('.hero__facts > *')].map((fact) => fact.innerText);
        return text('.hero__title') ? [text('.hero__title'), text('.hero__text')].join(': ')
            : [`${text('.hero__figure')} ${text('.hero__caption')}`, ...facts].join(' · ')";
    let shown = browser.run(read, &[]).await?;
    let shown = shown.as_str().context("the popup shows nothing")?;
    println!("{step:<58}  {:>8}  {:<5}  {shown}", scene.site.accepted(), browser.badge().await?.text);
    browser.close_tab(&popup).await?;
    browser.switch_to(&before).await
}
