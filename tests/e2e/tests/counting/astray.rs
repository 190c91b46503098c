//! Pages that lead astray: what looks like an invitation turned back, a second one, or one at all, and isn't. Each story
//! ends with one sent for certain, and two minutes later; then what counts is what LinkedIn accepted.

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SUGGESTION, Scene, Seen};
use plimsoll_e2e::{Key, Outcome, css};
use plimsoll_standin::Answer;

use crate::spots::{Part, Spot};

const DIRECT: Seen = (Place::MyNetwork, Way::Direct, None, Evidence::Confirmed);
/// Nobody knows this address yet: what the page shows has to be enough.
const NEW_ADDRESS: &str = "const ask = window.fetch; window.fetch = (address, how) =>
    ask(/verifyQuota|addaAddConnection/.test(address) ? '/voyager/api/new?via=addaAddConnection' : address, how)";
/// Has one element show what another does.
const SHOW: &str = "const show = (place, other) => {
        for (const { name } of [...place.attributes]) if (!other.hasAttribute(name)) place.removeAttribute(name);
        for (const { name, value } of other.attributes) place.setAttribute(name, value);
        place.replaceChildren(...[...other.childNodes].map((node) => node.cloneNode(true)));
    };";

/// Whether what counts in the end is what LinkedIn accepted.
async fn is_right(scene: &Scene) -> Outcome {
    let accepted = scene.site.accepted();
    scene.site.answer_always(Answer::Accept);
    scene.await_one_more().await?;
    scene.later(121_000).await?;
    let counted = scene.counted().await?;
    assert_eq!(counted.len(), accepted + 1, "{counted:#?}");
    Ok(())
}

/// Waits until the background knows of the first click that it opened a dialog.
async fn await_opened(scene: &Scene) -> Outcome {
    let opens = async || Ok(scene.browser.storage_local().await?["detector"]["attempts"][0]["opens"].clone());
    scene.browser.until_holds("the dialog", opens, |opens| *opens == true).await.map(drop)?;
    Ok(())
}

#[tokio::test]
async fn what_is_withdrawn_at_once_was_sent() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    let pending = "[data-view-name='people-you-may-know'] [aria-label^='Pending']";
    scene.browser.click(css(pending)).await?;
    let withdraw = "[data-test-modal-id='withdraw-invitation-modal'] .artdeco-button--primary";
    scene.browser.click(Mount::Shadow.inside(withdraw)).await?;
    scene.browser.await_gone(css(pending)).await?;
    is_right(&scene).await
}

/// After a direct send the page does this with its suggestions.
async fn after_a_direct_send(then: &str) -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    let tiles =
        "const tiles = [...document.querySelectorAll(\"[data-view-name='people-you-may-know'] > .tile\")];";
    scene.browser.run(&format!("{SHOW} {tiles} {then}"), &[]).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn a_list_that_closes_up_in_the_same_elements() -> Outcome {
    after_a_direct_send(
        "tiles.slice(1).forEach((next, at) => [...next.children].forEach((part, of) => show(tiles[at].children[of], part)));
        tiles.at(-1).remove()",
    )
    .await
}

#[tokio::test]
async fn a_tile_that_shows_somebody_else() -> Outcome {
    after_a_direct_send("tiles[0].replaceChildren(...tiles.at(-1).childNodes); tiles.at(-1).remove()").await
}

#[tokio::test]
async fn a_control_that_is_drawn_from_an_old_copy_for_a_moment() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let flicker = format!(
        "{SHOW} const control = document.querySelector(\"{SUGGESTION}\"), before = control.cloneNode(true);
        control.addEventListener('click', () => setTimeout(() => {{
            const after = control.cloneNode(true);
            show(control, before);
            setTimeout(() => show(control, after), 300);
        }}, 300));"
    );
    scene.browser.run(&flicker, &[]).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    is_right(&scene).await
}

/// A menu closes over its control, and the dialog comes a moment later.
async fn late(name: &str, options: &str, act: Part) -> Outcome {
    let spot = Spot::named(name)?;
    let scene = Scene::counting().await?;
    scene.visit(&spot.address(options)).await?;
    scene.browser.click(css(spot.before.context("no menu")?)).await?;
    scene.browser.click(spot.control().context("no control")?).await?;
    await_opened(&scene).await?;
    scene.browser.click(spot.inside(act).context("no such part")?).await?;
    scene.browser.await_gone(spot.inside(Part::Dialog).context("no dialog")?).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn a_dialog_that_comes_after_its_menu_has_closed_and_is_cancelled() -> Outcome {
    late("Sales Navigator", "late=50", Part::Cross).await?;
    late("More menu", "without=href&late=300", Part::Cross).await
}

#[tokio::test]
async fn a_dialog_that_comes_after_its_menu_has_closed_and_sends() -> Outcome {
    late("Sales Navigator", "late=300", Part::Send).await?;
    late("More menu", "generation=ember&without=href&late=300&dialog=shadow", Part::Send).await
}

#[tokio::test]
async fn a_menu_that_closes_over_the_limit() -> Outcome {
    let spot = Spot::named("More menu")?;
    let scene = Scene::counting().await?;
    scene.visit(&spot.address("without=href&blocked=yes")).await?;
    scene.browser.click(css(spot.before.context("no menu")?)).await?;
    scene.browser.click(spot.control().context("no control")?).await?;
    scene.browser.await_ready(Mount::Shadow.inside(".ip-fuse-limit-alert")).await?;
    is_right(&scene).await
}

/// On to a dialog's second step, by a button like the one that sends.
async fn second_step(mount: Mount, options: &str) -> Result<Scene> {
    let scene = Scene::counting().await?;
    scene.visit(&format!("/in/ada-quill/?gate=email-first&{options}")).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.type_into(mount.inside("input[type='email']"), "ada@example.org").await?;
    scene.browser.click(mount.inside(SEND)).await?;
    scene.browser.await_ready(mount.inside("button[aria-label='Add a note']")).await?;
    Ok(scene)
}

#[tokio::test]
async fn a_dialog_whose_steps_are_elements_of_their_own() -> Outcome {
    let scene = second_step(Mount::Shadow, "steps=anew").await?;
    scene.browser.press(Key::Escape).await?;
    scene.browser.await_gone(Mount::Shadow.inside(SEND)).await?;
    is_right(&scene).await?;

    let scene = second_step(Mount::Shadow, "steps=anew").await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.browser.await_gone(Mount::Shadow.inside(SEND)).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn a_page_that_goes_with_the_frame_in_which_a_dialog_led_on() -> Outcome {
    let scene = second_step(Mount::Frame, "dialog=iframe").await?;
    scene.browser.reload().await?;
    is_right(&scene).await?;

    let scene = second_step(Mount::Frame, "dialog=iframe").await?;
    scene.browser.back().await?;
    is_right(&scene).await?;

    let scene = second_step(Mount::Frame, "dialog=iframe").await?;
    scene.browser.close_tab(&scene.browser.current_tab()).await?;
    is_right(&scene).await
}

/// As the browser's cache does to a page, which doesn't always keep one.
#[tokio::test]
async fn a_page_that_went_and_came_back_knows_when_the_frame_of_a_dialog_goes() -> Outcome {
    let scene = second_step(Mount::Frame, "dialog=iframe").await?;
    let frame = "const { fetch: ask } = frames[0];
        frames[0].fetch = (address, how) => ask(/verifyQuota/.test(address) ? '/voyager/api/new?via=addaAddConnection' : address, how)";
    scene.browser.run(frame, &[]).await?;
    let away = "for (const way of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(way))";
    scene.browser.run(away, &[]).await?;
    scene.browser.click(Mount::Frame.inside(SEND)).await?;
    scene.browser.await_gone("[data-testid='interop-iframe']").await?;
    is_right(&scene).await
}

#[tokio::test]
async fn a_session_that_is_over() -> Outcome {
    for (page, dialog) in [(PROFILE, true), ("/mynetwork/", false)] {
        let scene = Scene::counting().await?;
        scene.site.answer_always(Answer::SignedOut);
        scene.visit(page).await?;
        if dialog {
            scene.browser.click(CONNECT).await?;
            scene.browser.click(Mount::Shadow.inside(SEND)).await?;
        } else {
            scene.browser.click(css(SUGGESTION).nth(0)).await?;
        }
        scene.browser.await_ready(".artdeco-toast-item").await?;
        is_right(&scene).await?;
    }
    Ok(())
}

/// Neither the address nor the words of the refusal are known.
#[tokio::test]
async fn a_refusal_of_which_only_the_status_is_understood() -> Outcome {
    let spot = Spot::named("profile, oldest request")?;
    let scene = Scene::counting().await?;
    scene.site.answer_next(Answer::AlreadyInvited);
    scene.visit(&spot.address("lang=de_DE")).await?;
    scene.browser.click(spot.control().context("no control")?).await?;
    scene.browser.click(spot.inside(Part::Send).context("no button")?).await?;
    scene.browser.await_gone(spot.inside(Part::Dialog).context("no dialog")?).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn a_dialog_that_stays_in_the_page_unseen() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let unseen = "document.body.insertAdjacentHTML('beforeend', '<div hidden data-test-modal-id=send-invite-modal></div>')";
    scene.browser.run(unseen, &[]).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[DIRECT]).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn who_clicks_at_the_dialogs_text_while_it_waits_cancels_nothing() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.run(NEW_ADDRESS, &[]).await?;
    scene.site.hold();
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.browser.click(Mount::Shadow.inside("#send-invite-modal")).await?;
    scene.site.release();
    scene.await_count(1).await?;
    is_right(&scene).await
}

#[tokio::test]
async fn what_is_called_connect_and_connects_something_else() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/feed/?chat=closed").await?;
    let offer = "document.querySelector('main').insertAdjacentHTML('afterbegin',
            '<section class=card id=calendar><h2>Sync your calendar</h2><button type=button>Connect</button></section>');
        document.querySelector('#calendar button').onclick = ({ target }) => target.parentNode.remove();";
    scene.browser.run(offer, &[]).await?;
    scene.browser.click("#calendar button").await?;
    is_right(&scene).await
}
