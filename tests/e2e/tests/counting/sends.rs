//! Invitations that are sent: each counts, once, with what was seen of it. Each place, flow and language is in
//! `table.txt`; here is what takes more than one row.

use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Outcome, css};

#[tokio::test]
async fn a_dialog_in_the_shadow_root_without_a_note() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[(Place::Profile, Way::Dialog, None, Evidence::Confirmed)]).await?;

    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.gauge().await?, (1, 100));
    assert_eq!(scene.browser.text(".hero__figure").await?, "99");
    Ok(())
}

#[tokio::test]
async fn a_dialog_with_a_note() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hello Ada 👋").await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[(Place::Profile, Way::Dialog, Some(12), Evidence::Confirmed)]).await?;
    assert!(!scene.all_that_is_stored().await?.contains("Hello"), "the note's text is stored");
    Ok(())
}

#[tokio::test]
async fn ten_direct_sends_in_a_burst() -> Outcome {
    let scene = Scene::counting().await?;
    scene.site.hold();
    scene.visit("/mynetwork/?flip=early").await?;
    for _ in 0..10 {
        scene.browser.click(css(SUGGESTION).nth(0)).await?;
    }
    scene.site.release();
    scene.await_seen(&[(Place::MyNetwork, Way::Direct, None, Evidence::Confirmed); 10]).await?;
    Ok(())
}

#[tokio::test]
async fn two_tabs_at_once() -> Outcome {
    let scene = Scene::counting().await?;
    scene.site.hold();
    scene.visit(PROFILE).await?;
    let profile = scene.browser.current_tab();
    scene.browser.click(CONNECT).await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    let network = scene.browser.current_tab();
    scene.browser.switch_to(&profile).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.browser.switch_to(&network).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.site.release();
    let direct = (Place::MyNetwork, Way::Direct, None, Evidence::Confirmed);
    scene.await_seen(&[direct, direct, (Place::Profile, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}
