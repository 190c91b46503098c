//! The welcome page: what the user says there beside the yes holds from the first moment, and is counted once.

use plimsoll::domain::invitation::Evidence;
use plimsoll_e2e::scene::{SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::json;

const SENT: &str = ".welcome__about input";

/// Chooses an account as a user does: the select has the focus, and hears the beginning of the name.
async fn choose(scene: &Scene, account: &str) -> Outcome {
    scene.browser.focus(".welcome__about select").await?;
    scene.browser.press(account).await?;
    let chosen = "return document.querySelector('.welcome__about select').selectedOptions[0].text";
    let look = async || scene.browser.run(chosen, &[]).await;
    scene.browser.until_holds("the choice", look, |text| *text == json!(account)).await?;
    Ok(())
}

#[tokio::test]
async fn the_account_and_what_was_sent_already_hold_from_the_yes_on() -> Outcome {
    let scene = Scene::installed().await?;
    scene.browser.extension_page("welcome.html").await?;
    choose(&scene, "Sales Navigator").await?;
    scene.browser.clear(SENT).await?;
    scene.browser.type_into(SENT, "12").await?;
    // Nothing is kept before the yes.
    assert_eq!(scene.browser.storage_local().await?.get("settings"), None);
    scene.browser.click(css("button").named("Start counting")).await?;
    scene.await_badge("88").await?;
    scene.browser.await_ready(".welcome__next").await?;
    let settings = scene.browser.storage_local().await?["settings"].clone();
    assert_eq!(settings["account"], json!("salesNavigator"));
    assert!(settings["consent"].is_number(), "{settings}");
    let counted = scene.counted().await?;
    let told: Vec<_> = counted.iter().map(|one| (one.number.get(), one.evidence)).collect();
    assert_eq!(told, [(12, Evidence::ByHand)]);
    // And it counts on from there.
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_badge("87").await?;
    Ok(())
}

#[tokio::test]
async fn who_says_nothing_beside_the_yes_has_a_free_account_and_sent_none() -> Outcome {
    let scene = Scene::counting().await?;
    let settings = scene.browser.storage_local().await?["settings"].clone();
    assert_eq!(settings["account"], json!("free"));
    assert!(scene.ledger().await?.entries().next().is_none());
    Ok(())
}

#[tokio::test]
async fn what_is_no_whole_number_is_asked_about_and_nothing_is_none() -> Outcome {
    let scene = Scene::installed().await?;
    scene.browser.extension_page("welcome.html").await?;
    scene.browser.clear(SENT).await?;
    scene.browser.type_into(SENT, "12.5").await?;
    scene.browser.click(css("button").named("Start counting")).await?;
    scene.browser.await_ready(format!("{SENT}:focus:invalid").as_str()).await?;
    assert_eq!(scene.browser.storage_local().await?.get("settings"), None);
    scene.browser.press(Key::Backspace + Key::Backspace).await?;
    scene.browser.press(Key::Backspace + Key::Backspace).await?;
    scene.browser.click(css("button").named("Start counting")).await?;
    scene.await_badge("100").await?;
    assert!(scene.ledger().await?.entries().next().is_none());

    scene.browser.extension_page("popup.html").await?;
    scene.browser.clear(".stepper__value").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.browser.await_ready(".stepper__value:focus:invalid").await?;
    assert!(scene.ledger().await?.entries().next().is_none());
    Ok(())
}

/// The worker is stopped with the answer on its way: the page says so, and is asked again.
#[tokio::test]
async fn a_yes_that_is_said_twice_counts_what_was_sent_once() -> Outcome {
    let scene = Scene::installed().await?;
    scene.browser.extension_page("welcome.html").await?;
    scene.browser.clear(SENT).await?;
    scene.browser.type_into(SENT, "12").await?;
    let lose = "const { runtime } = chrome;
        const send = runtime.sendMessage.bind(runtime);
        runtime.sendMessage = async (message) => {
            const answer = await send(message);
            if (!message.add) return answer;
            runtime.sendMessage = send;
            throw new Error('the answer is lost');
        }";
    scene.browser.run(lose, &[]).await?;
    scene.browser.click(css("button").named("Start counting")).await?;
    scene.browser.await_ready(css(".welcome__said").nth(0)).await?;
    scene.browser.click(css("button").named("Start counting")).await?;
    scene.await_badge("88").await?;
    Ok(())
}
