//! All that is kept belongs to the user: what is taken out is what is stored, what is deleted is gone, however the page
//! is left, and what was deleted by mistake is as it was.

use std::fs;

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{SITE, SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Somebody with one of everything: an invitation that was seen, one by hand that was taken back, a template of his own,
/// a note that he is writing, and a setting.
async fn somebody() -> Result<Scene> {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_truth(1).await?;
    scene.browser.extension_page("panel.html").await?;
    scene.browser.await_ready(".composer textarea").await?;
    scene.browser.type_into(".composer textarea", "Hello [name]").await?;
    let wording = json!({ "own": { "name": "Mine", "text": "Hi [name]" } });
    let commands = [
        json!({ "add": { "id": "by hand", "number": 3 } }),
        json!({ "rearrange": { "put": { "at": 0, "template": { "id": "mine", "wording": wording } } } }),
        json!({ "takeLimit": { "limit": 50 } }),
    ];
    for command in commands {
        assert_eq!(scene.browser.tell(command).await?, json!({ "done": { "number": 0 } }));
    }
    scene.await_badge("46").await?;
    let draft = async || everything(&scene).await;
    scene.browser.until_holds("the draft", draft, |kept| kept["draft"].to_string().contains("Hello")).await?;
    Ok(scene)
}

/// All that is kept anywhere: in the extension's storage, and what its pages keep of a note that isn't finished.
async fn everything(scene: &Scene) -> Result<Value> {
    let all = "return { local: await chrome.storage.local.get(null), session: await chrome.storage.session.get(null),
        draft: { ...localStorage } }";
    scene.browser.in_extension(all, &[]).await
}

async fn your_data(scene: &Scene) -> Result<()> {
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".tabs button").named("Your data")).await
}

/// The user's yes to a deletion, which can be undone from then on.
async fn delete(scene: &Scene) -> Result<()> {
    scene.browser.click(css("button").named("Delete everything…")).await?;
    scene.browser.click(".data__sure input").await?;
    scene.browser.click(css("button").named("Delete")).await?;
    scene.browser.await_ready(css("button").named("Undo")).await
}

/// Waits until nothing is kept any more, and nothing runs.
async fn await_nothing(scene: &Scene) -> Result<()> {
    scene.await_badge("off").await?;
    let nothing = json!({ "local": {}, "session": {}, "draft": {} });
    let kept = async || everything(scene).await;
    scene.browser.until_holds("nothing that is kept", kept, |kept| *kept == nothing).await?;
    let scripts = "return await chrome.scripting.getRegisteredContentScripts()";
    assert_eq!(scene.browser.in_extension(scripts, &[]).await?, json!([]));
    Ok(())
}

/// Everything is to be deleted, in ten seconds.
async fn about_to_be_deleted() -> Result<Scene> {
    let scene = somebody().await?;
    your_data(&scene).await?;
    delete(&scene).await?;
    Ok(scene)
}

#[tokio::test]
async fn what_is_taken_out_is_all_that_is_stored() -> Outcome {
    let scene = somebody().await?;
    let folder = TempDir::new()?;
    // What the page still shows of the invitation changes nothing any more.
    scene.browser.tell(json!("pause")).await?;
    scene.await_badge("off").await?;
    your_data(&scene).await?;
    let path = folder.path().to_str().context("a path of letters")?;
    let there = json!({ "behavior": "allow", "downloadPath": path });
    scene.browser.cdp("Browser.setDownloadBehavior", there).await?;
    scene.browser.click(css("button").named("Export")).await?;
    let file = folder.path().join("plimsoll.json");
    let read = async || Ok(fs::read_to_string(&file).ok());
    let text = scene.browser.until("the file", read).await?;
    let stored = scene.browser.storage_local().await?;
    assert_eq!(serde_json::from_str::<Value>(&text)?, stored);
    for key in ["schema", "settings", "templates", "health", "detector"] {
        assert!(!stored[key].is_null(), "{key} in {stored}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_is_gone_once_the_page_is_left_for_another() -> Outcome {
    let scene = about_to_be_deleted().await?;
    scene.browser.open(&format!("{SITE}/feed/")).await?;
    await_nothing(&scene).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_is_gone_once_the_page_is_closed() -> Outcome {
    let scene = about_to_be_deleted().await?;
    scene.browser.close_tab(&scene.browser.current_tab()).await?;
    await_nothing(&scene).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_deleted_is_gone_once_another_part_of_the_page_is_shown() -> Outcome {
    let scene = about_to_be_deleted().await?;
    scene.browser.click(css(".tabs button").named("Ledger")).await?;
    await_nothing(&scene).await?;
    Ok(())
}

#[tokio::test]
async fn a_deletion_that_was_undone_changes_nothing_then_or_when_the_page_is_left() -> Outcome {
    let scene = somebody().await?;
    let before = everything(&scene).await?;
    your_data(&scene).await?;
    delete(&scene).await?;
    scene.browser.click(css("button").named("Undo")).await?;
    // The next one is asked about as the first was.
    scene.browser.click(css("button").named("Delete everything…")).await?;
    assert!(!scene.browser.is_ready(css("button").named("Delete")).await?, "the yes of before still holds");
    scene.browser.open(&format!("{SITE}/feed/")).await?;
    // Behind whatever the page said as it was left.
    scene.browser.tell(json!({ "add": { "id": "behind it", "number": 1 } })).await?;
    scene.await_badge("45").await?;
    let after = everything(&scene).await?;
    for key in ["schema", "settings", "templates"] {
        assert_eq!(after["local"][key], before["local"][key]);
    }
    assert_eq!(after["draft"], before["draft"]);
    assert_eq!(scene.counted().await?.len(), 3);
    Ok(())
}

/// Popup, side panel and dashboard, each in a tab of its own, and each of them acts.
#[tokio::test]
async fn all_pages_that_are_open_stay_in_step() -> Outcome {
    let scene = Scene::counting().await?;
    let panel = scene.browser.extension_page("panel.html").await?;
    let dashboard = scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".tabs button").named("Ledger")).await?;
    let popup = scene.browser.extension_page("popup.html").await?;
    let all_show = async |left: &str, sum: &str| {
        for (tab, selector, expected) in [
            (&panel, ".hero__figure", left),
            (&popup, ".hero__figure", left),
            (&dashboard, ".book__sum", sum),
        ] {
            scene.browser.switch_to(tab).await?;
            let read = async || scene.browser.text(selector).await;
            scene.browser.until_holds(&format!("{expected:?}"), read, |text| text == expected).await?;
        }
        anyhow::Ok(())
    };
    scene.browser.switch_to(&popup).await?;
    scene.browser.clear(".stepper__value").await?;
    scene.browser.type_into(".stepper__value", "3").await?;
    scene.browser.press(Key::Enter).await?;
    all_show("97", "3 invitations").await?;
    scene.browser.switch_to(&panel).await?;
    scene.browser.click(css("button").named("Undo last")).await?;
    all_show("100", "0 invitations").await?;
    Ok(())
}
