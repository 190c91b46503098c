//! Invitations that are sent: each counts, once, with what was seen of it.

use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SEND, SUGGESTION, Scene, TWIN};
use plimsoll_e2e::{Key, Outcome, css};

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
async fn a_dialog_by_keyboard() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    scene.browser.press(Key::Tab + Key::Tab + Key::Tab + Key::Space).await?;
    scene.await_seen(&[(Place::Profile, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_dialog_in_a_frame() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/in/ada-quill/?dialog=iframe").await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Frame.inside(SEND)).await?;
    scene.await_seen(&[(Place::Profile, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_dialog_in_the_document() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/search/results/people/?generation=ember").await?;
    scene.browser.click(css("button[aria-label^='Invite ']").nth(0)).await?;
    scene.browser.click(Mount::Light.inside(SEND)).await?;
    scene.await_seen(&[(Place::Search, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_dialog_as_a_page_of_its_own() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/preload/custom-invite/?vanityName=ada-quill").await?;
    scene.browser.click(Mount::Light.inside(SEND)).await?;
    scene.await_seen(&[(Place::InvitePage, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_people_search_of_2026() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/search/results/people/").await?;
    scene
        .browser
        .click("[data-view-name='people-search-results'] a[href*='dorian-ashgrove'][componentkey]")
        .await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_seen(&[(Place::Search, Way::Dialog, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_direct_send_whose_control_flips() -> Outcome {
    for options in ["", "?flip=late", "?render=replace", "?render=replace&flip=late"] {
        let scene = Scene::counting().await?;
        scene.visit(&format!("/mynetwork/{options}")).await?;
        scene.browser.click(css(SUGGESTION).nth(0)).await?;
        scene.await_seen(&[(Place::MyNetwork, Way::Direct, None, Evidence::Confirmed)]).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_direct_send_whose_card_is_removed() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/?after=remove").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[(Place::MyNetwork, Way::Direct, None, Evidence::Confirmed)]).await?;
    Ok(())
}

#[tokio::test]
async fn a_double_click_is_one() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.double_click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    scene.visit("/mynetwork/?flip=late").await?;
    scene.browser.double_click(css(SUGGESTION).nth(0)).await?;
    scene.site.wait_for("the direct send", |site| site.accepted() == 2).await?;
    scene.fence().await?;
    Ok(())
}

#[tokio::test]
async fn the_sticky_headers_twin_is_one() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.press(Key::Escape).await?;
    scene.browser.click(TWIN).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    scene.fence().await?;
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
