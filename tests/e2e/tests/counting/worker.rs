//! The background worker comes and goes, and so does the browser: the count stays exact.

use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Outcome, css};

const DIALOG: (Place, Way, Option<u32>, Evidence) = (Place::Profile, Way::Dialog, None, Evidence::Confirmed);
const DIRECT: (Place, Way, Option<u32>, Evidence) =
    (Place::MyNetwork, Way::Direct, None, Evidence::Confirmed);

#[tokio::test]
async fn stopped_before_the_click() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.stop_worker().await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[DIALOG]).await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.stop_worker().await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIALOG, DIRECT]).await?;
    Ok(())
}

#[tokio::test]
async fn stopped_between_click_and_request() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    scene.browser.stop_worker().await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[DIALOG]).await?;
    Ok(())
}

#[tokio::test]
async fn stopped_between_request_and_answer() -> Outcome {
    let scene = Scene::counting().await?;
    scene.site.hold();
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.site.wait_for("the request", |site| site.accepted() == 1).await?;
    scene.browser.stop_worker().await?;
    scene.site.release();
    scene.await_seen(&[DIALOG]).await?;

    scene.site.hold();
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.site.wait_for("the request", |site| site.accepted() == 2).await?;
    scene.browser.stop_worker().await?;
    scene.site.release();
    scene.await_seen(&[DIALOG, DIRECT]).await?;
    Ok(())
}

#[tokio::test]
async fn stopped_after_the_answer() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene
        .site
        .wait_for("the answer", |site| {
            site.requests().iter().any(|request| {
                request.path_and_query.contains("addaAddConnection") && request.status.is_some()
            })
        })
        .await?;
    scene.browser.stop_worker().await?;
    // Whether the worker had written before it was stopped or not: nothing is lost, and nothing is counted twice.
    scene.await_count(1).await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_count(2).await?;
    Ok(())
}

#[tokio::test]
async fn a_restart_of_the_browser_keeps_the_count() -> Outcome {
    let Scene { site, browser } = {
        let scene = Scene::counting().await?;
        scene.visit(PROFILE).await?;
        scene.browser.click(CONNECT).await?;
        scene.browser.click(Mount::Shadow.inside(SEND)).await?;
        scene.await_seen(&[DIALOG]).await?;
        scene
    };
    let scene = Scene { site, browser: browser.restart().await? };
    scene.await_badge("99").await?;
    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.gauge().await?, (1, 100));
    // And it goes on counting, in pages that load from now on.
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_count(2).await?;
    Ok(())
}
