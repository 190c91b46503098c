//! What isn't an invitation sent: nothing of it counts. What is cancelled, refused or turned back is in `table.txt`.
//! Each story ends with a real one behind it, so that whatever was to come of what it tells has come.

use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, css};

#[tokio::test]
async fn decoys_of_a_profile_and_the_feed() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/in/ada-quill/?primary=follow&chat=open").await?;
    scene.browser.click(css("button[aria-label^='Follow ']").nth(0)).await?;
    scene.browser.click(css("button[aria-label^='Message ']").nth(0)).await?;
    scene.browser.type_into("#msg-overlay [role='textbox']", "Hello").await?;
    scene.browser.click("#msg-overlay .msg-form__send-button").await?;
    scene.visit("/feed/").await?;
    scene.browser.click(css("button[aria-label='React Like']").nth(0)).await?;
    scene.browser.click(css("button[aria-label='Send in a private message']").nth(0)).await?;
    scene.fence().await?;
    assert_eq!(scene.site.accepted(), 1);
    Ok(())
}

#[tokio::test]
async fn decoys_of_my_network() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let incoming = "[data-view-name='incoming-invitations'] button";
    for decoy in [
        format!("{incoming}[aria-label^='Accept ']"),
        format!("{incoming}[aria-label^='Ignore ']"),
        "button[aria-label$=' as a suggestion']".to_owned(),
    ] {
        let first = css(decoy).nth(0);
        let label = scene.browser.attribute(first.clone(), "aria-label").await?.unwrap_or_default();
        scene.browser.click(first).await?;
        // Its card goes and the list moves up: a click meanwhile would meet what lay below.
        scene.browser.await_gone(css(format!("[aria-label=\"{label}\"]"))).await?;
    }
    scene.visit("/mynetwork/invitation-manager/sent/").await?;
    scene.browser.click(css("[data-view-name='sent-invitations'] button").nth(0)).await?;
    let confirm = "[data-test-modal-id='withdraw-invitation-modal'] .artdeco-button--primary";
    scene.browser.click(Mount::Shadow.inside(confirm)).await?;
    scene
        .site
        .wait_for("the withdrawal", |site| {
            site.requests().iter().any(|request| {
                request.path_and_query.to_lowercase().contains("withdraw") && request.method == "POST"
            })
        })
        .await?;
    scene.fence().await?;
    assert_eq!(scene.site.accepted(), 1);
    Ok(())
}

/// A click by a script isn't the user's. Where it sends all the same, the network tells: it counts, and is marked as
/// nobody's click.
#[tokio::test]
async fn a_scripted_click_is_no_click() -> Outcome {
    use plimsoll::domain::invitation::{Evidence, Place, Way};
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.scripted_click(CONNECT).await?;
    scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    scene.browser.press(Key::Escape).await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.scripted_click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[(Place::Unknown, Way::Direct, None, Evidence::Network)]).await?;
    Ok(())
}
