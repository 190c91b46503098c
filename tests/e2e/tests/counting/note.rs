//! The length of a note while it is being written: what the box counts, in whatever script, on the badge and in the
//! open pages; and nothing else of it.

use anyhow::Result;
use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SEND, Scene};
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::json;

/// Opens the dialog's note on a profile.
async fn begin(scene: &Scene, path: &str, mount: Mount) -> Result<()> {
    scene.visit(path).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(mount.inside("button[aria-label='Add a note']")).await?;
    scene.browser.await_ready(mount.inside(NOTE)).await
}

/// Waits until the badge of the tab in front says that, and the one of all others still the number of invitations.
async fn await_left(scene: &Scene, left: &str) -> Result<()> {
    let look = "const [tab] = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
        return [await chrome.action.getBadgeText({ tabId: tab.id }), await chrome.action.getBadgeText({})]";
    let badges = async || scene.browser.in_extension(look, &[]).await;
    let expected = json!([left, "100"]);
    scene.browser.until_holds(&format!("the badges {expected}"), badges, |seen| *seen == expected).await?;
    Ok(())
}

/// Enters text as an input method or an emoji picker does, which no key stands for.
async fn insert(scene: &Scene, text: &str) -> Result<()> {
    scene.browser.cdp("Input.insertText", json!({ "text": text })).await.map(drop)
}

#[tokio::test]
async fn every_script_is_counted_as_the_box_counts_it() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    let written = [
        ("Hello", 195),
        ("👍🏽", 191),
        ("e\u{301}", 189),
        ("漢字", 187),
        ("שלום", 183),
        ("👩‍👩‍👧", 175),
        ("🇩🇪", 171),
    ];
    for (text, left) in written {
        insert(&scene, text).await?;
        await_left(&scene, &left.to_string()).await?;
        let counter =
            scene.browser.text(Mount::Shadow.inside(".connect-button-send-invite__counter")).await?;
        assert_eq!(counter, format!("{}/200", 200 - left), "after {text:?}");
    }
    Ok(())
}

/// The two can differ, and LinkedIn itself goes by the counter.
#[tokio::test]
async fn the_counter_is_believed_rather_than_what_the_box_takes() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    let other =
        "document.querySelector('#interop-outlet').shadowRoot.querySelector(arguments[0]).maxLength = 450";
    scene.browser.run(other, &[json!(NOTE)]).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hi").await?;
    await_left(&scene, "198").await?;
    // Without a counter there is only the box.
    scene.browser.press(Key::Escape).await?;
    begin(&scene, "/in/cleo-marchetti-dunn/", Mount::Shadow).await?;
    let none = "document.querySelector('#interop-outlet').shadowRoot
        .querySelector('.connect-button-send-invite__counter').remove()";
    scene.browser.run(none, &[]).await?;
    scene.browser.run(other, &[json!(NOTE)]).await?;
    let length = async || {
        let ask = "const tabs = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
            return (await chrome.tabs.sendMessage(tabs.at(-1).id, 'note'))?.limit ?? null";
        scene.browser.in_extension(ask, &[]).await
    };
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hi").await?;
    scene.browser.until_holds("the limit of the box", length, |limit| *limit == json!(450)).await?;
    Ok(())
}

#[tokio::test]
async fn keys_undo_and_redo_are_followed() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hi").await?;
    await_left(&scene, "198").await?;
    insert(&scene, " there").await?;
    await_left(&scene, "192").await?;
    scene.browser.press(Key::Backspace).await?;
    await_left(&scene, "193").await?;
    scene.browser.press_with(Key::Control, 'a').await?;
    scene.browser.press(Key::Delete).await?;
    await_left(&scene, "200").await?;
    scene.browser.press_with(Key::Control, 'z').await?;
    await_left(&scene, "193").await?;
    scene.browser.press_with(Key::Control, 'y').await?;
    await_left(&scene, "200").await?;
    Ok(())
}

#[tokio::test]
async fn five_hundred_pasted_characters_fill_the_box_and_no_more() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    insert(&scene, &"x".repeat(500)).await?;
    await_left(&scene, "0").await?;
    let color = "const [tab] = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
        return await chrome.action.getBadgeBackgroundColor({ tabId: tab.id })";
    assert_eq!(scene.browser.in_extension(color, &[]).await?, json!([172, 31, 45, 255]));
    Ok(())
}

#[tokio::test]
async fn what_an_input_method_composes_counts_while_it_does() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    let compose = async |text: &str| {
        let length = text.encode_utf16().count();
        let composed = json!({ "text": text, "selectionStart": length, "selectionEnd": length });
        scene.browser.cdp("Input.imeSetComposition", composed).await
    };
    // Looking at the badge can end a composition, so the box itself says what is in it by then.
    let as_in_the_box = async || {
        let counter =
            scene.browser.text(Mount::Shadow.inside(".connect-button-send-invite__counter")).await?;
        let length: u32 = counter.trim_end_matches("/200").parse()?;
        await_left(&scene, &(200 - length).to_string()).await?;
        Ok::<_, anyhow::Error>(length)
    };
    compose("k").await?;
    assert_eq!(as_in_the_box().await?, 1);
    compose("かん").await?;
    assert!(as_in_the_box().await? >= 2);
    insert(&scene, "漢字だ").await?;
    assert!(as_in_the_box().await? >= 3);
    Ok(())
}

#[tokio::test]
async fn the_number_of_invitations_comes_back_with_the_end_of_the_note() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hi").await?;
    await_left(&scene, "198").await?;
    // Away from the box, and back in it.
    scene.browser.press(Key::Tab).await?;
    await_left(&scene, "100").await?;
    scene.browser.click(Mount::Shadow.inside(NOTE)).await?;
    await_left(&scene, "198").await?;
    scene.browser.press(Key::Escape).await?;
    await_left(&scene, "100").await?;
    let color = "const [tab] = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
        return await chrome.action.getBadgeBackgroundColor({ tabId: tab.id })";
    let colors = async || scene.browser.in_extension(color, &[]).await;
    let comfortable = json!([26, 101, 135, 255]);
    scene.browser.until_holds("the level's own colour", colors, |seen| *seen == comfortable).await?;
    Ok(())
}

#[tokio::test]
async fn a_dialog_in_a_frame_or_in_the_document_is_as_good() -> Outcome {
    let scene = Scene::counting().await?;
    begin(&scene, "/in/bram-oosterlinck/?dialog=iframe&account=premium", Mount::Frame).await?;
    scene.browser.type_into(Mount::Frame.inside(NOTE), "Hi").await?;
    await_left(&scene, "298").await?;
    scene.browser.click(Mount::Frame.inside(SEND)).await?;
    // The answer may be heard before what the frame has to say.
    scene.await_seen(&[(Place::Profile, Way::Dialog, Some(2), Evidence::Confirmed)]).await?;
    scene.await_badge("99").await?;
    Ok(())
}

#[tokio::test]
async fn what_is_written_elsewhere_on_the_site_concerns_nobody() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/in/ada-quill/?chat=open").await?;
    scene.browser.type_into("#msg-overlay [role='textbox']", "Hello there").await?;
    // Told in order: if the chat had been told, it would show before the note.
    begin(&scene, PROFILE, Mount::Shadow).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hi").await?;
    let look = "return (await Promise.all((await chrome.tabs.query({ url: 'https://www.linkedin.com/*' }))
        .map(({ id }) => chrome.action.getBadgeText({ tabId: id })))).sort()";
    let badges = async || scene.browser.in_extension(look, &[]).await;
    let expected = json!(["100", "198"]);
    scene.browser.until_holds(&format!("the badges {expected}"), badges, |seen| *seen == expected).await?;
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_note_is_kept() -> Outcome {
    let scene = Scene::counting().await?;
    let before = scene.all_that_is_stored().await?;
    begin(&scene, PROFILE, Mount::Shadow).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Marmalade").await?;
    await_left(&scene, "191").await?;
    scene
        .browser
        .click(css("button[aria-label='Cancel adding a note']").in_shadow_of("#interop-outlet"))
        .await?;
    await_left(&scene, "100").await?;
    let after = scene.all_that_is_stored().await?;
    assert!(!after.contains("Marmalade") && !after.contains("191"), "{after}");
    assert_eq!(before.matches("ledger/").count(), after.matches("ledger/").count());
    Ok(())
}
