//! What isn't an invitation sent: nothing of it counts. Each story ends with a real one behind it, so that whatever
//! was to come of what it tells has come.

use plimsoll_e2e::scene::{CONNECT, DIALOG, Mount, NOTE, PROFILE, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, css};
use plimsoll_standin::Answer;

async fn dialog_opened() -> anyhow::Result<Scene> {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    Ok(scene)
}

async fn nothing_counts_once_closed(scene: &Scene) -> Outcome {
    scene.browser.await_gone(Mount::Shadow.inside(DIALOG)).await?;
    assert_eq!(scene.sends(), []);
    scene.fence().await?;
    Ok(())
}

#[tokio::test]
async fn a_dialog_closed_by_its_cross() -> Outcome {
    let scene = dialog_opened().await?;
    scene.browser.click(Mount::Shadow.inside("[data-test-modal-close-btn]")).await?;
    nothing_counts_once_closed(&scene).await
}

#[tokio::test]
async fn a_dialog_closed_by_escape() -> Outcome {
    let scene = dialog_opened().await?;
    scene.browser.press(Key::Escape).await?;
    nothing_counts_once_closed(&scene).await
}

#[tokio::test]
async fn a_dialog_closed_by_a_click_outside() -> Outcome {
    let scene = dialog_opened().await?;
    scene.browser.click_at(5, 5).await?;
    nothing_counts_once_closed(&scene).await
}

#[tokio::test]
async fn a_note_written_and_cancelled() -> Outcome {
    let scene = dialog_opened().await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Never mind").await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Cancel adding a note']")).await?;
    nothing_counts_once_closed(&scene).await
}

async fn a_refused_dialog_send(answer: Answer, shows: &str) -> Outcome {
    let scene = dialog_opened().await?;
    scene.site.answer_next(answer);
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    let shown = async || {
        let shadow = scene.browser.is_ready(Mount::Shadow.inside(shows)).await?;
        Ok((shadow || scene.browser.is_ready(shows).await?).then_some(()))
    };
    scene.browser.until(&format!("{shows} after {answer:?}"), shown).await?;
    assert_eq!(scene.sends().len(), 1);
    scene.fence().await?;
    assert_eq!(scene.site.accepted(), 1, "only the one behind it");
    Ok(())
}

#[tokio::test]
async fn a_dialog_send_at_the_weekly_limit() -> Outcome {
    a_refused_dialog_send(Answer::WeeklyLimit, "[class*='ip-fuse-limit-alert__warning']").await
}

#[tokio::test]
async fn a_dialog_send_to_somebody_invited_already() -> Outcome {
    a_refused_dialog_send(Answer::AlreadyInvited, ".artdeco-toast-item").await
}

#[tokio::test]
async fn a_dialog_send_without_notes_left() -> Outcome {
    a_refused_dialog_send(Answer::NoteQuota, "#modal-upsell-header").await
}

#[tokio::test]
async fn a_dialog_send_that_is_not_acceptable() -> Outcome {
    a_refused_dialog_send(Answer::NotAcceptable, "#modal-upsell-header").await
}

#[tokio::test]
async fn a_dialog_send_that_a_toast_refuses() -> Outcome {
    a_refused_dialog_send(Answer::WeeklyLimitToast, ".artdeco-toast-item").await
}

async fn a_refused_direct_send(answer: Answer) -> Outcome {
    for options in ["", "?render=replace", "?after=remove"] {
        let scene = Scene::counting().await?;
        scene.site.answer_always(answer);
        scene.visit(&format!("/mynetwork/{options}")).await?;
        let script = format!("return document.querySelectorAll(\"{SUGGESTION}\").length");
        let count = async || scene.browser.run(&script, &[]).await;
        let offered = count().await?;
        scene.browser.click(css(SUGGESTION).nth(0)).await?;
        scene
            .site
            .wait_for("an answer", |site| {
                site.requests().iter().any(|request| {
                    request.path_and_query.contains("addaAddConnection") && request.status.is_some()
                })
            })
            .await?;
        // The control has turned back, or never turned.
        scene.browser.until_holds("all controls back", count, |now| *now == offered).await?;
        scene.site.answer_always(Answer::Accept);
        scene.fence().await?;
        assert_eq!(scene.site.accepted(), 1, "{answer:?} {options}: only the one behind it");
    }
    Ok(())
}

#[tokio::test]
async fn a_direct_send_at_the_weekly_limit_flips_and_reverts() -> Outcome {
    a_refused_direct_send(Answer::WeeklyLimit).await
}

#[tokio::test]
async fn a_direct_send_to_somebody_invited_already() -> Outcome {
    a_refused_direct_send(Answer::AlreadyInvited).await
}

#[tokio::test]
async fn a_direct_send_answered_well_that_reverts_all_the_same() -> Outcome {
    a_refused_direct_send(Answer::RevertedOk).await
}

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
