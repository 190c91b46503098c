//! Pages and the extension in them come and go: updates, closed tabs, navigation, the browser's caches. Nothing is counted
//! twice, and nothing isn't.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SITE, SUGGESTION, Scene};
use plimsoll_e2e::{Outcome, css};
use serde_json::{Value, json};

const DIALOG: (Place, Way, Option<u32>, Evidence) = (Place::Profile, Way::Dialog, None, Evidence::Confirmed);
const DIRECT: (Place, Way, Option<u32>, Evidence) =
    (Place::MyNetwork, Way::Direct, None, Evidence::Confirmed);

/// Loads the extension again, as an update does, and waits until each open page has a new sensor, in a world of its own
/// beside that of the old one, which nothing reaches any more.
async fn update(scene: &Scene) -> Result<()> {
    scene.of_each_sensor("void (globalThis.fromBefore = true)").await?;
    scene.browser.reload_extension().await?;
    let question = "Boolean(globalThis.plimsollSensor && !globalThis.fromBefore)";
    let replaced = async || scene.of_each_sensor(question).await;
    let all =
        |answers: &Vec<Value>| !answers.is_empty() && answers.iter().all(|answer| *answer == json!(true));
    scene.browser.until_holds("a new sensor in each page", replaced, all).await?;
    Ok(())
}

#[tokio::test]
async fn an_update_puts_a_new_sensor_into_open_pages_and_counts_once() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    let profile = scene.browser.current_tab();
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    scene.visit("/mynetwork/").await?;
    let network = scene.browser.current_tab();
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    update(&scene).await?;
    // In the dialog that was open before, and on a page that had been used before.
    scene.browser.switch_to(&profile).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.browser.switch_to(&network).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT, DIRECT, DIALOG]).await?;
    // And after another one.
    update(&scene).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT, DIRECT, DIRECT, DIALOG]).await?;
    scene.fence().await?;
    Ok(())
}

#[tokio::test]
async fn an_update_between_click_and_answer_loses_nothing() -> Outcome {
    let scene = Scene::counting().await?;
    scene.site.hold();
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.site.wait_for("the request", |site| site.accepted() == 1).await?;
    scene.browser.await_ready(css("[aria-label^='Pending']").nth(0)).await?;
    update(&scene).await?;
    scene.site.release();
    // Whether the browser tells the new worker of the answer to a request that it never heard of: after two minutes at
    // the latest it counts.
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.site.wait_for("the next one", |site| site.accepted() == 2).await?;
    scene.later(121_000).await?;
    scene.await_count(2).await?;
    Ok(())
}

#[tokio::test]
async fn a_pause_stops_the_sensors_of_open_pages_and_resuming_starts_new_ones() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    for (said, stopped) in [("pause", true), ("resume", false)] {
        scene.browser.tell(json!(said)).await?;
        let look = async || scene.of_each_sensor("globalThis.plimsollSensor.stopped").await;
        scene.browser.until_holds(said, look, |answers| *answers == [json!(stopped)]).await?;
    }
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    Ok(())
}

/// In the world of its own, which the page doesn't see.
#[tokio::test]
async fn the_sensor_has_two_names_for_all_that_it_is() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    let names = scene.of_each_sensor("Object.getOwnPropertyNames(globalThis)").await?;
    let ours: BTreeSet<&str> =
        names[0].as_array().context("names")?.iter().filter_map(Value::as_str).collect();
    let page = scene.browser.run("return Object.getOwnPropertyNames(globalThis)", &[]).await?;
    let of_the_page = page.as_array().context("names")?.iter().filter_map(Value::as_str).collect();
    // Newer browsers give every such world this one.
    let own: Vec<_> = ours.difference(&of_the_page).filter(|name| **name != "browser").collect();
    assert_eq!(own, [&"plimsollSensor", &"plimsollVocabulary"]);
    Ok(())
}

/// A page that is loaded while the sensor is put into all open pages gets it twice.
#[tokio::test]
async fn a_second_copy_in_a_page_ends_the_first() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let again = "const [tab] = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
        await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ['sensor.js'] })";
    scene.browser.in_extension(again, &[]).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    let last = scene.browser.storage_local().await?["health"]["last"].clone();
    let clicks = last.as_array().context("a list")?.iter().filter(|told| told[1] == json!("connect")).count();
    assert_eq!(clicks, 1, "{last}");
    Ok(())
}

/// What is known in the end: at least as many as the site accepted, and what is beyond that is marked as unsure.
async fn never_less(scene: &Scene, rounds: usize) -> Outcome {
    scene.await_one_more().await?;
    let (accepted, counted) = (scene.site.accepted(), scene.counted().await?);
    let sure = counted.iter().filter(|one| one.evidence >= Evidence::Confirmed).count();
    assert!(counted.len() >= accepted, "{} of {accepted}", counted.len());
    assert!(sure <= accepted, "{sure} are sure, of {accepted}");
    assert!(counted.len() <= rounds + 1, "each at most once: {counted:#?}");
    Ok(())
}

#[tokio::test]
async fn a_tab_closed_right_after_the_click() -> Outcome {
    let scene = Scene::counting().await?;
    for _ in 0..4 {
        scene.site.meet_anew();
        scene.visit("/mynetwork/").await?;
        scene.browser.click(css(SUGGESTION).nth(0)).await?;
        scene.browser.close_tab(&scene.browser.current_tab()).await?;
        scene.visit(PROFILE).await?;
        scene.browser.click(CONNECT).await?;
        scene.browser.click(Mount::Shadow.inside(SEND)).await?;
        scene.browser.close_tab(&scene.browser.current_tab()).await?;
    }
    never_less(&scene, 8).await
}

#[tokio::test]
async fn a_page_left_in_the_same_instant() -> Outcome {
    let scene = Scene::counting().await?;
    // The page itself goes elsewhere while it is told of the click.
    let leave = "document.addEventListener('click', () => { location.href = '/feed/'; }, { once: true })";
    for round in 0..4 {
        scene.site.meet_anew();
        scene.visit("/mynetwork/").await?;
        if round % 2 == 0 {
            scene.browser.run(leave, &[]).await?;
        }
        scene.browser.click(css(SUGGESTION).nth(0)).await?;
        scene.browser.open(&format!("{SITE}/feed/?chat=closed")).await?;
        scene.browser.open(&format!("{SITE}{PROFILE}")).await?;
        scene.browser.click(CONNECT).await?;
        scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
        if round % 2 == 0 {
            scene.browser.run(leave, &[]).await?;
        }
        scene.browser.click(Mount::Shadow.inside(SEND)).await?;
        scene.browser.open(&format!("{SITE}/mynetwork/")).await?;
    }
    never_less(&scene, 8).await
}

/// It is the first click in the frame, and nothing of the frame is left once the page was told of it.
#[tokio::test]
async fn a_frame_that_goes_in_the_click() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/in/ada-quill/?dialog=iframe").await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Frame.inside(SEND)).await?;
    // The page asks for the frame, which is gone before it is answered.
    let go = "const frame = document.querySelector(\"[data-testid='interop-iframe']\");
        const { contentWindow: inner } = frame;
        inner.fetch = (...asked) => window.fetch(...asked);
        inner.document.addEventListener('click', () => frame.remove());";
    scene.browser.run(go, &[]).await?;
    scene.browser.click(Mount::Frame.inside(SEND)).await?;
    scene.await_seen(&[DIALOG]).await?;
    Ok(())
}

#[tokio::test]
async fn a_page_back_from_the_browsers_cache_counts_on() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    scene.browser.run("window.kept = true", &[]).await?;
    scene.browser.open(&format!("{SITE}{PROFILE}")).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[DIRECT, DIALOG]).await?;
    // The same document as before, so that its time of origin doesn't change.
    scene.browser.run("history.back()", &[]).await?;
    let kept = async || Ok(scene.browser.run("return window.kept === true", &[]).await.unwrap_or_default());
    scene.browser.until_holds("the page from the cache", kept, |kept| *kept == json!(true)).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT, DIRECT, DIALOG]).await?;
    scene.fence().await?;
    Ok(())
}

#[tokio::test]
async fn a_page_that_was_made_before_it_was_shown_counts() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(&format!("/feed/?chat=closed&prerender={PROFILE}")).await?;
    scene
        .site
        .wait_for("the page to be made", |site| {
            site.requests().iter().any(|one| one.path_and_query == PROFILE)
        })
        .await?;
    scene.browser.run(&format!("location.href = '{PROFILE}'"), &[]).await?;
    let shown = "return document.prerendering === false && location.pathname === arguments[0]
        && performance.getEntriesByType('navigation')[0].activationStart > 0";
    let look = async || Ok(scene.browser.run(shown, &[json!(PROFILE)]).await.unwrap_or_default());
    scene.browser.until_holds("the page made before", look, |shown| *shown == json!(true)).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[DIALOG]).await?;
    scene.fence().await?;
    Ok(())
}
